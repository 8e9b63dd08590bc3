/* Prometheus text exposition and OpenMetrics: scrapes one after the other, or a dump of series.
 */

#include <string.h>

#include "lca/base/text.h"
#include "models/intake.h"
#include "models/metric_names.h"
#include "models/metric_series.h"

static const char in_labels[] = "{__name__=\"";
static const char *const comments[] = {"# TYPE ", "# HELP "};

struct scrapes {
	struct metric_series *series;
	struct prometheus reader;
	bool of_promtool; /* lines as promtool prints them for people */
};

/* Behind what may stand before a metric's name, within text[0..length). */
static size_t skip_prefix(const char *text, size_t length)
{
	size_t quoted = sizeof in_labels - 1;

	for (size_t i = 0; i < sizeof comments / sizeof *comments; i++)
		if (length > strlen(comments[i]) &&
		    memcmp(text, comments[i], strlen(comments[i])) == 0)
			return strlen(comments[i]);
	return length > quoted && memcmp(text, in_labels, quoted) == 0 ? quoted : 0;
}

/* Does a line begin with a known metric's name, and go on as a sample or its comment does? */
static bool names_metric(const char *line, size_t length)
{
	size_t from = skip_prefix(line, length), to = from;

	while (to < length && !strchr("{ \t\"", line[to]))
		to++;
	return to > from && to < length && metric_find(line + from, to - from);
}

static bool claims(const char *text, size_t length)
{
	while (length > 0) {
		const char *end = memchr(text, '\n', length);
		size_t line = end ? (size_t)(end - text) : length;

		if (names_metric(text, line))
			return true;
		text += line + (end != NULL);
		length -= line + (end != NULL);
	}
	return false;
}

static void add_line(struct intake *intake, const struct log_line *line)
{
	struct scrapes *scrapes = intake->state;
	struct prometheus_sample sample;

	if (!scrapes->series) {
		scrapes->series = metrics_new(intake);
		scrapes->reader.arena = intake->arena;
	}
	switch (prometheus_read(&scrapes->reader, line->text, line->length, &sample)) {
	case PROMETHEUS_COMMENT:
		intake_not_data(intake);
		return;
	case PROMETHEUS_BAD:
		scrapes->of_promtool |= strstr(line->text, "=>") || strstr(line->text, " @[");
		intake_skip(intake, "no sample", true, line->line);
		return;
	case PROMETHEUS_SAMPLE:
		metrics_add(scrapes->series, &sample, line->line);
		return;
	}
}

static void finish(struct intake *intake)
{
	struct scrapes *scrapes = intake->state;

	if (scrapes->of_promtool && intake->import->rows_used == 0)
		intake_fail(intake, DIAG_IMPORT_UNUSABLE, 0,
			    "print it as JSON: promtool query range -o json",
			    "the answer of promtool, as it prints it for people");
	else if (scrapes->series)
		metrics_finish(scrapes->series);
}

const struct importer import_prometheus = {
    .name = "prometheus",
    .needs = "samples of DCGM, scaphandre, Kepler, vLLM or TGI, each with its time",
    .state_size = sizeof(struct scrapes),
    .selects = true,
    .claims_text = claims,
    .line = add_line,
    .finish = finish,
};
