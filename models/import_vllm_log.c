/* Lines of a vLLM server's log that tell its throughput: tokens by rate times time, roughly. */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text_set.h"
#include "models/intake.h"
#include "models/timestamp.h"

/* Steps between lines in seconds; longer ones, and lines without one before, are kept apart. */
enum { LONGEST_STEP = 600, APART = LONGEST_STEP + 1, STEPS = LONGEST_STEP + 2 };
/* A step longer than this many median steps had no line in it: the server was idle. */
enum { GAP_MEDIANS = 2 };
/* Lines without any step before them; the interval at which vLLM logs (its
 * VLLM_LOG_STATS_INTERVAL, in seconds). */
enum { DEFAULT_STEP = 10 };
/* Any year with a 29th of February: only times of day and dates are compared. */
enum { SOME_YEAR = 2000 };

static const char prompt_key[] = "Avg prompt throughput: ";
static const char output_key[] = "Avg generation throughput: ";
static const char rate_unit[] = " tokens/s";

/* Rates of the lines that follow the one before by so many seconds. */
struct rates {
	uint64_t count;
	double input, output; /* tokens per second, added up */
};

struct engine {
	bool known;
	int64_t second;
	struct rates rates[STEPS];
};

struct throughput {
	struct text_set names;
	struct engine **engines; /* [names.count] */
	uint64_t idle;
};

static const char *find(const char *text, size_t length, const char *key)
{
	size_t size = strlen(key);

	for (size_t i = 0; i + size <= length; i++)
		if (text[i] == *key && memcmp(text + i, key, size) == 0)
			return text + i;
	return NULL;
}

static bool claims(const char *text, size_t length)
{
	const char *prompt = find(text, length, prompt_key);

	return prompt && find(prompt, length - (size_t)(prompt - text), output_key);
}

/* "12.3" of "...: 12.3 tokens/s"; false where there is none. */
static bool read_rate(const char *text, const char *key, double *rate)
{
	const char *from = strstr(text, key), *end;
	struct csv_field field = {.text = ""};

	if (!from)
		return false;
	from += strlen(key);
	end = strstr(from, rate_unit);
	if (!end)
		return false;
	field = (struct csv_field){from, (size_t)(end - from), false};
	return field_number(field, rate) == READING_NUMBER && *rate >= 0;
}

/* "03-02 10:00:00", the last date and time before the rates. */
static bool read_second(const char *text, const char *until, int64_t *second)
{
	for (const char *at = until; at > text; at--) {
		int month, day, hour, minute, seconds, end = 0;
		char iso[40];
		int64_t time;

		if (sscanf(at - 1, "%2d-%2d %2d:%2d:%2d%n", &month, &day, &hour, &minute,
			   &seconds, &end) != 5 ||
		    end < 14)
			continue;
		snprintf(iso, sizeof iso, "%d-%02d-%02dT%02d:%02d:%02d", SOME_YEAR, month, day,
			 hour, minute, seconds);
		if (!timestamp_parse(iso, strlen(iso), &time, NULL))
			return false;
		*second = time / TIMESTAMP_SECOND;
		return true;
	}
	return false;
}

/* "Engine 000" before the rates; older versions have one engine and do not name it. */
static struct engine *find_engine(struct intake *intake, const char *text, const char *until)
{
	struct throughput *log = intake->state;
	const char *name = find(text, (size_t)(until - text), "Engine ");
	size_t length = name ? strcspn(name, ":") : 0, known = log->names.count, index;

	index = text_set_add(intake->arena, &log->names, name ? name : "", length);
	if (index == known) {
		log->engines =
		    arena_grow(intake->arena, log->engines, known, sizeof *log->engines);
		log->engines[index] = arena_alloc(intake->arena, sizeof **log->engines);
	}
	return log->engines[index];
}

static void add_rates(struct engine *engine, int64_t second, double input, double output)
{
	int64_t step = second - engine->second;
	bool apart = !engine->known || step < 0 || step > LONGEST_STEP;
	struct rates *rates = &engine->rates[apart ? APART : step];

	rates->count++;
	rates->input += input;
	rates->output += output;
	engine->known = true;
	engine->second = second;
}

static void add_line(struct intake *intake, const struct log_line *line)
{
	static const struct amount nothing = {
	    .rows = 1, .energy_kwh = NAN, .emissions_kg = NAN, .device_hours = NAN};
	const char *rates = strstr(line->text, prompt_key);
	double input, output;
	int64_t second;

	if (!rates) {
		intake_not_data(intake);
		return;
	}
	if (intake->import->rows_used == 0 && intake_wants(intake, 0, NULL, NULL))
		(void)intake_part_of(intake, 0, NULL, NULL, line->line);
	if (intake->failed)
		return;
	if (!read_rate(rates, prompt_key, &input) || !read_rate(rates, output_key, &output)) {
		intake_skip(intake, "no rate of tokens", true, line->line);
		return;
	}
	if (!read_second(line->text, rates, &second)) {
		intake_skip(intake, "no time before the rates", true, line->line);
		return;
	}
	add_rates(find_engine(intake, line->text, rates), second, input, output);
	intake_add(intake, 0, &nothing);
	intake->import->rows_used++;
}

static int median_step(const struct engine *engine)
{
	uint64_t all = 0, seen = 0;

	for (int step = 1; step <= LONGEST_STEP; step++)
		all += engine->rates[step].count;
	for (int step = 1; step <= LONGEST_STEP; step++) {
		seen += engine->rates[step].count;
		if (seen > 0 && 2 * seen >= all)
			return step;
	}
	return DEFAULT_STEP;
}

/* Lines of an idle server are left out of the log, so a long step holds one interval only. */
static double add_engine(struct throughput *log, const struct engine *engine, double *input,
			 double *output)
{
	int median = median_step(engine);
	double covered = 0;

	for (int step = 0; step < STEPS; step++) {
		const struct rates *rates = &engine->rates[step];
		bool gap = step > GAP_MEDIANS * median;
		double seconds = gap ? median : step;

		log->idle += gap ? rates->count : 0;
		*input += seconds * rates->input;
		*output += seconds * rates->output;
		covered += seconds * (double)rates->count;
	}
	return covered;
}

static void finish(struct intake *intake)
{
	struct throughput *log = intake->state;
	double input = 0, output = 0, covered = 0;
	struct usage_count count = {0};

	if (intake->import->rows_used == 0)
		return;
	for (size_t i = 0; i < log->names.count; i++)
		covered = fmax(covered, add_engine(log, log->engines[i], &input, &output));
	count.input_tokens = (uint64_t)fmin(round(input), 1e18);
	count.output_tokens = (uint64_t)fmin(round(output), 1e18);
	intake_add_usage(intake, 0, &count);
	intake->import->covered_s = covered;
	intake_assume(intake,
		      "tokens are rates, logged to a tenth of a token per second, times "
		      "the seconds between lines: rough");
	intake_assume(intake,
		      "the log counts no requests, and its times have no year: they are "
		      "not shown");
	intake_assume(intake,
		      "%llu lines follow no other closely (the first, or after idle time): one "
		      "median interval each",
		      (unsigned long long)log->idle);
}

const struct importer import_vllm_log = {
    .name = "vllm-log",
    .needs = "lines with 'Avg prompt throughput' and 'Avg generation throughput'",
    .state_size = sizeof(struct throughput),
    .selects = true,
    .claims_text = claims,
    .line = add_line,
    .finish = finish,
};
