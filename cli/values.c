/* Reads the value of each option. */
#include "cli/reader.h"

#include <math.h>
#include <string.h>

#include "factors/date.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/scenario_path.h"

/* The largest whole number that a double holds with all those below it. */
static const double largest_whole = 9007199254740992.0;
/* The run counts samples in 32 bits. */
static const double most_samples = 4294967295.0;
/* In percent: below this the most samples that can be counted would not do. */
static const double least_tolerance = 0.01;
/* From here on a bound is told only to who goes beyond it. */
static const double least_vast = 1e9;

void reader_refuse(struct reader *r, enum option_id id, const char *expected, const char *got)
{
	diag_add(r->diags, DIAG_OPTION_VALUE, options_place(r->options), NULL, NULL,
		 "--%s takes %s, got '%s'", option_rows[id].long_name, expected, got);
	r->good = false;
}

static bool number_is_above(const char *text, double most)
{
	double number;

	return text_number(text, strlen(text), &number) && number > most;
}

bool reader_whole(struct reader *r, enum option_id id, const char *text, double least,
		  double most, uint64_t *whole)
{
	const char *expected;
	double number;

	if (text_number(text, strlen(text), &number) && number >= least && number <= most &&
	    number == floor(number)) {
		*whole = (uint64_t)number;
		return true;
	}
	expected = most < least_vast || number_is_above(text, most)
		       ? arena_printf(r->arena, "a whole number from %.0f to %.0f", least, most)
		       : arena_printf(r->arena, "a whole number, %.0f or more", least);
	reader_refuse(r, id, expected, text);
	return false;
}

static void read_threads(struct reader *r, const char *text)
{
	uint64_t threads;

	if (reader_whole(r, OPTION_THREADS, text, 1, 64, &threads))
		r->options->threads = (unsigned)threads;
}

/* "95", "95%" or "95 %". */
static bool read_percent(const char *text, double *percent)
{
	size_t length = strlen(text);

	if (length && text[length - 1] == '%')
		length--;
	while (length && text[length - 1] == ' ')
		length--;
	return text_number(text, length, percent);
}

static void read_interval(struct reader *r, const char *text)
{
	double percent;

	/* The upper end is a quantile below 1 as a double has it, too. */
	if (!read_percent(text, &percent) || percent < 1 || (1 + percent / 100) / 2 >= 1) {
		reader_refuse(r, OPTION_INTERVAL,
			      "a percentage from 1 to below 100, such as 95", text);
		return;
	}
	r->options->interval = percent / 100;
}

const char *reader_equal(const char *text)
{
	return path_equal(text);
}

void reader_record(struct reader *r, enum option_id id, const char *text)
{
	struct options *o = r->options;

	o->record = arena_grow(r->arena, o->record, o->record_count, sizeof *o->record);
	o->record[o->record_count++] = arena_printf(
	    r->arena, "--%s%s%s", option_rows[id].long_name, text ? " " : "", text ? text : "");
}

void reader_record_last(struct reader *r, enum option_id id, const char *text)
{
	struct options *o = r->options;
	const char *start = arena_printf(r->arena, "--%s ", option_rows[id].long_name);
	size_t kept = 0;

	for (size_t i = 0; i < o->record_count; i++)
		if (!text_starts(o->record[i], start))
			o->record[kept++] = o->record[i];
	o->record_count = kept;
	if (text)
		reader_record(r, id, text);
}

static void read_basis(struct reader *r, const char *text)
{
	bool direct = text_same(text, "direct");

	if (!direct && !text_same(text, "lifecycle")) {
		reader_refuse(r, OPTION_BASIS, "lifecycle or direct", text);
		return;
	}
	r->options->basis = direct ? FACTORS_DIRECT : FACTORS_LIFECYCLE;
	reader_record_last(r, OPTION_BASIS, direct ? text : NULL);
}

static void read_as_of(struct reader *r, const char *text)
{
	if (!date_is_sound(text)) {
		reader_refuse(r, OPTION_AS_OF, "a year, a month or a day, such as 2023-06-30",
			      text);
		return;
	}
	r->options->as_of = text;
	reader_record_last(r, OPTION_AS_OF, text);
}

static void read_set(struct reader *r, const char *text)
{
	const char *equal = reader_equal(text);
	struct options *o = r->options;

	if (!equal || equal == text || !equal[strspn(equal + 1, " ") + 1]) {
		reader_refuse(r, OPTION_SET,
			      "PATH=VALUE, such as 'stages.training[final run].pue=1.1'", text);
		return;
	}
	o->changes = arena_grow(r->arena, o->changes, o->change_count, sizeof *o->changes);
	o->changes[o->change_count++] = (struct scenario_change){
	    .path = arena_copy(r->arena, text, (size_t)(equal - text)),
	    .value = arena_text(r->arena, equal + 1),
	};
	reader_record(r, OPTION_SET, text);
}

static void read_factors(struct reader *r, const char *text)
{
	struct options *o = r->options;

	o->factors = arena_grow(r->arena, o->factors, o->factor_count, sizeof *o->factors);
	o->factors[o->factor_count++] = text;
	reader_record(r, OPTION_FACTORS, text);
}

void reader_names(struct reader *r, enum option_id id, const char *text, const char *expected,
		  const char ***names, size_t *count)
{
	const char *at = text;

	for (;;) {
		size_t length;
		at += strspn(at, " ");
		length = strcspn(at, ", ");
		if (length == 0) {
			reader_refuse(r, id, expected, text);
			return;
		}
		*names = arena_grow(r->arena, *names, *count, sizeof **names);
		(*names)[(*count)++] = arena_copy(r->arena, at, length);
		at += length;
		at += strspn(at, " ");
		if (*at != ',')
			break;
		at++;
	}
	if (*at)
		reader_refuse(r, id, expected, text);
}

static void read_criteria(struct reader *r, const char *text)
{
	reader_names(r, OPTION_CRITERIA, text, "names with commas between, such as gwp,water",
		     &r->options->criteria, &r->options->criterion_count);
}

static void read_output(struct reader *r, const char *text)
{
	r->options->output = text;
}

static void read_samples(struct reader *r, const char *text)
{
	reader_whole(r, OPTION_SAMPLES, text, 100, most_samples, &r->options->samples);
}

static void read_sampler(struct reader *r, const char *text)
{
	enum sampler sampler = SAMPLER_PLAIN;

	while (sampler <= SAMPLER_LATIN && !text_same(text, sampler_name(sampler)))
		sampler++;
	if (sampler > SAMPLER_LATIN) {
		reader_refuse(r, OPTION_SAMPLER, "plain, sobol or latin", text);
		return;
	}
	r->options->sampler = sampler;
	reader_record_last(r, OPTION_SAMPLER, sampler == SAMPLER_PLAIN ? NULL : text);
}

static void read_digits(struct reader *r, const char *text)
{
	uint64_t digits;

	if (!reader_whole(r, OPTION_DIGITS, text, 1, 3, &digits))
		return;
	r->options->goal.digits = (unsigned)digits;
	reader_record_last(r, OPTION_DIGITS,
			   arena_printf(r->arena, "%u", r->options->goal.digits));
}

static void read_tolerance(struct reader *r, const char *text)
{
	double percent;

	if (!read_percent(text, &percent) || percent < least_tolerance || percent > 100) {
		reader_refuse(r, OPTION_TOLERANCE, "a percentage from 0.01 to 100, such as 1",
			      text);
		return;
	}
	r->options->goal.tolerance = percent / 100;
	reader_record_last(r, OPTION_TOLERANCE, arena_printf(r->arena, "%.10g%%", percent));
}

static void read_seed(struct reader *r, const char *text)
{
	reader_whole(r, OPTION_SEED, text, 0, largest_whole, &r->options->seed);
}

static void add_column(struct reader *r, const char *name, const char *text)
{
	struct options *o = r->options;

	o->columns = arena_grow(r->arena, o->columns, o->column_count, sizeof *o->columns);
	o->columns[o->column_count++] = (struct column_text){name, text};
}

static void read_source(struct reader *r, const char *text)
{
	add_column(r, "source", text);
}

static void read_locator(struct reader *r, const char *text)
{
	add_column(r, "locator", text);
}

static void read_note(struct reader *r, const char *text)
{
	add_column(r, "note", text);
}

/* Source, locator and note are given once, by the options of their names. */
static bool has_option(const char *column)
{
	static const char *const names[] = {"source", "locator", "note"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (text_same_nocase(column, names[i]))
			return true;
	return false;
}

static void read_column(struct reader *r, const char *text)
{
	const char *equal = strchr(text, '=');
	const char *name = equal ? arena_copy(r->arena, text, (size_t)(equal - text)) : "";

	if (!*name)
		reader_refuse(r, OPTION_CELL, "NAME=TEXT, such as boundary=direct", text);
	else if (has_option(name))
		reader_refuse(
		    r, OPTION_CELL,
		    arena_printf(r->arena, "a column without an option, as --%s is one", name),
		    text);
	else
		add_column(r, name, arena_text(r->arena, equal + 1));
}

static void read_to(struct reader *r, const char *text)
{
	for (int step = ALIGN_STATED + 1; step < ALIGN_STEPS; step++)
		if (text_same_nocase(align_step_name((enum align_step)step), text)) {
			r->options->align_to = (enum align_step)step;
			reader_record_last(r, OPTION_TO, text);
			return;
		}
	reader_refuse(r, OPTION_TO,
		      "a bridge: host, pue, grid, idle, experiments, embodied or losses", text);
}

/* What each option does: its value is read or kept as a text, or a flag of struct options
 * becomes `set`. */
static const struct {
	void (*read)(struct reader *r, const char *text);
	size_t text; /* offset, above 0 */
	size_t flag;
	bool set;
} effects[OPTION_COUNT] = {
#define QUICK(id, option, key, way, path, example)                                             \
	[OPTION_##id] = {.text = offsetof(struct options, quick.given[QUICK_##id])},
#include "models/quick.def"
#undef QUICK
    [OPTION_SAVE] = {.read = reader_save},
    [OPTION_FORMAT] = {.read = reader_format},
    [OPTION_OUTPUT] = {.read = read_output},
    [OPTION_SAMPLES] = {.read = read_samples},
    [OPTION_SAMPLER] = {.read = read_sampler},
    [OPTION_DIGITS] = {.read = read_digits},
    [OPTION_TOLERANCE] = {.read = read_tolerance},
    [OPTION_SHORTEST] = {.flag = offsetof(struct options, shortest), .set = true},
    [OPTION_SEED] = {.read = read_seed},
    [OPTION_INTERVAL] = {.read = read_interval},
    [OPTION_THREADS] = {.read = read_threads},
    [OPTION_SET] = {.read = read_set},
    [OPTION_CRITERIA] = {.read = read_criteria},
    [OPTION_VARY] = {.read = reader_vary},
    [OPTION_KEEP] = {.read = reader_keep},
    [OPTION_BY] = {.read = reader_by},
    [OPTION_TOP] = {.read = reader_top},
    [OPTION_NO_CHOICES] = {.flag = offsetof(struct options, no_choices), .set = true},
    [OPTION_AS_STATED] = {.read = reader_as_stated},
    [OPTION_ITEM] = {.read = reader_item},
    [OPTION_LENGTH] = {.read = reader_length},
    [OPTION_START] = {.read = reader_start},
    [OPTION_DEADLINE] = {.read = reader_deadline},
    [OPTION_PAUSE] = {.read = reader_pause},
    [OPTION_AT_LEAST] = {.read = reader_at_least},
    [OPTION_TOP_DAYS] = {.read = reader_top},
    [OPTION_IDLE_POWER] = {.read = reader_idle_power},
    [OPTION_COMPLETE] = {.flag = offsetof(struct options, complete), .set = true},
    [OPTION_SENSITIVITY] = {.flag = offsetof(struct options, sensitivity), .set = false},
    [OPTION_ADVICE] = {.flag = offsetof(struct options, advice), .set = false},
    [OPTION_INTO] = {.text = offsetof(struct options, into)},
    [OPTION_EXPLAIN] = {.flag = offsetof(struct options, explain), .set = true},
    [OPTION_TO] = {.read = read_to},
    [OPTION_EQUIV] = {.flag = offsetof(struct options, equivalents), .set = true},
    [OPTION_FACTORS] = {.read = read_factors},
    [OPTION_BASIS] = {.read = read_basis},
    [OPTION_AS_OF] = {.read = read_as_of},
    [OPTION_SCENARIO] = {.text = offsetof(struct options, scenario)},
    [OPTION_SOURCE] = {.read = read_source},
    [OPTION_LOCATOR] = {.read = read_locator},
    [OPTION_NOTE] = {.read = read_note},
    [OPTION_CELL] = {.read = read_column},
    [OPTION_FROM] = {.read = reader_from},
    [OPTION_WHERE] = {.read = reader_where},
    [OPTION_SPLIT] = {.read = reader_split},
    [OPTION_SPAN] = {.read = reader_span},
    [OPTION_MAP] = {.read = reader_map},
    [OPTION_TIMEZONE] = {.read = reader_timezone},
    [OPTION_OVERLAP] = {.read = reader_overlap},
    [OPTION_BAD_ROWS] = {.read = reader_bad_rows},
    [OPTION_REJECTS] = {.read = reader_rejects},
    [OPTION_MAX_BYTES] = {.read = reader_max_bytes},
    [OPTION_NO_DIGEST] = {.flag = offsetof(struct options, import.no_digest), .set = true},
    [OPTION_MAN] = {.flag = offsetof(struct options, man), .set = true},
    [OPTION_COMPLETION] = {.flag = offsetof(struct options, completion), .set = true},
    [OPTION_HELP] = {.flag = offsetof(struct options, help), .set = true},
    [OPTION_VERSION] = {.flag = offsetof(struct options, version), .set = true},
    [OPTION_CODES] = {.flag = offsetof(struct options, codes), .set = true},
};

void option_apply(struct reader *r, const struct given *given)
{
	if (effects[given->id].read) {
		effects[given->id].read(r, given->argument);
		return;
	}
	if (effects[given->id].text) {
		*(const char **)((char *)r->options + effects[given->id].text) =
		    given->argument;
		return;
	}
	*(bool *)((char *)r->options + effects[given->id].flag) = effects[given->id].set;
}
