/* What a record may ask for: the values that options take, and files as people keep them. */
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/session.h"
#include "cli/verify_rerun.h"
#include "factors/date.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/json_tree.h"
#include "models/verify.h"

/* Nothing that a report follows from is larger: it is read as often as it is looked for. */
#define LARGEST_INPUT ((off_t)16 * 1024 * 1024 * 1024)
#define LARGEST_WHOLE 9007199254740992.0
#define MOST_SAMPLES  4294967295.0

bool verify_is_file(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0 &&
	       status.st_size <= LARGEST_INPUT && access(path, R_OK) == 0;
}

static bool is_whole(const struct cJSON *item, double least, double most)
{
	double value = json_tree_value(item);

	return value >= least && value <= most && value == floor(value);
}

static bool is_seed(const struct cJSON *item)
{
	return is_whole(item, 0, LARGEST_WHOLE);
}

static bool is_samples(const struct cJSON *item)
{
	return is_whole(item, 0, MOST_SAMPLES);
}

/* The upper end is a quantile below 1 as a double has it, too. */
static bool is_interval(const struct cJSON *item)
{
	double value = json_tree_value(item);

	return value >= 0.01 && (1 + value) / 2 < 1;
}

static bool is_sampler(const struct cJSON *item)
{
	for (int sampler = SAMPLER_PLAIN; sampler <= SAMPLER_LATIN; sampler++)
		if (text_same(json_tree_string(item), sampler_name((enum sampler)sampler)))
			return true;
	return false;
}

static bool is_basis(const struct cJSON *item)
{
	return text_same(json_tree_string(item), "direct") ||
	       text_same(json_tree_string(item), "lifecycle");
}

static bool is_day(const struct cJSON *item)
{
	return json_tree_string(item) && date_is_sound(json_tree_string(item));
}

static const struct {
	const char *key;
	bool (*is_sound)(const struct cJSON *item);
	const char *expected;
} terms[] = {
    {"seed", is_seed, "a whole number from 0 to 2^53"},
    {"samples", is_samples, "a whole number up to 2^32 - 1"},
    {"interval", is_interval, "a share from 0.01 to below 1"},
    {"sampler", is_sampler, "plain, sobol or latin"},
    {"basis", is_basis, "direct or lifecycle"},
    {"as_of", is_day, "a date: YYYY, YYYY-MM or YYYY-MM-DD"},
};

const char *verify_bad_term(struct arena *arena, const struct verify_record *record)
{
	for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
		const struct cJSON *item = json_tree_member(record->json, terms[i].key);
		const char *value = item ? json_tree_line(arena, item) : "null";

		if (!text_same(value, "null") && !terms[i].is_sound(item))
			return arena_printf(arena,
					    "the record has %s %.40s, where %s is expected",
					    terms[i].key, value, terms[i].expected);
	}
	return NULL;
}

static bool is_same(const struct stat *output, const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode) &&
	       status.st_dev == output->st_dev && status.st_ino == output->st_ino;
}

/* Of files in a list of the record; a log is named from the folder of its scenario. */
static const char *same_of(struct arena *arena, const struct stat *output,
			   const struct cJSON *list, const char *scenario)
{
	const char *slash = scenario ? strrchr(scenario, '/') : NULL;
	int folder = slash ? (int)(slash - scenario) + 1 : 0;
	const struct cJSON *item = json_tree_first(list);

	for (; item; item = json_tree_next(item)) {
		const char *file = json_tree_text(item, "file");

		if (is_same(output, file) ||
		    is_same(output, arena_printf(arena, "%.*s%s", folder, scenario, file)))
			return arena_text(arena, file);
	}
	return NULL;
}

const char *verify_same_file(struct arena *arena, const struct verify_record *record,
			     const char *scenario, const struct stat *output)
{
	static const char *const lists[] = {"inputs", "scenarios", "factors.files"};
	const char *found = NULL;

	if (!scenario)
		scenario = record->scenario;
	if (scenario && is_same(output, scenario))
		return scenario;
	for (size_t i = 0; i < record->argument_count; i++) {
		const char *value = strchr(record->arguments[i], '=');

		if (is_same(output, record->arguments[i]) ||
		    (value && is_same(output, value + 1)))
			return value ? value + 1 : record->arguments[i];
	}
	for (size_t i = 0; i < sizeof lists / sizeof *lists && !found; i++)
		found = same_of(arena, output, json_tree_at(record->json, lists[i]), scenario);
	return found;
}
