/* Functional units: what the use phase and the creation are divided by. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"

static const struct {
	const char *kind;
	enum volume volume;
} kinds[] = {
    {"request", VOLUME_REQUEST},
    {"successful request", VOLUME_SUCCESSFUL_REQUEST},
    {"token", VOLUME_TOKEN},
    {"input token", VOLUME_INPUT_TOKEN},
    {"cached token", VOLUME_CACHED_TOKEN},
    {"output token", VOLUME_OUTPUT_TOKEN},
    {"image", VOLUME_IMAGE},
    {"FLOP", VOLUME_FLOP},
};

static enum volume volume_of(const char *kind)
{
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		if (text_same(kinds[i].kind, kind))
			return kinds[i].volume;
	}
	return VOLUME_COUNT;
}

static void add(struct build *build, struct maybe *sum, cell term)
{
	sum->cell = sum->known ? sheet_add(build->sheet, sum->cell, term) : term;
	sum->known = true;
}

/* Whether a line is divided by its own volume, or by that of the lines whose hours it takes. A
 * volume that was logged over another time than the energy divides nothing. */
static bool counts(const struct line *line, enum volume volume)
{
	if (line->volumes[volume].known)
		return !line->volumes_apart;
	for (size_t i = 0; i < line->tied_count; i++) {
		if (line->tied[i]->volumes[volume].known)
			return !line->tied[i]->volumes_apart;
	}
	return false;
}

/* sum / (volume / size of the unit). */
static cell divided(struct build *build, cell sum, cell volume,
		    const struct functional_unit *unit)
{
	cell size = sheet_constant(build->sheet, unit->count * unit->scale);

	return sheet_divide(build->sheet, sheet_multiply(build->sheet, sum, size), volume);
}

/* What a figure per unit divides: every line of the use phase by a volume that is stated, only
 * the lines that counted it by one that was logged, and every line by `served` where no line
 * counts the unit. */
enum divisor { DIVISOR_NONE, DIVISOR_STATED, DIVISOR_LOGGED, DIVISOR_SERVED };

static bool is_divided(const struct line *line, enum volume volume, enum divisor divisor)
{
	return divisor != DIVISOR_LOGGED || counts(line, volume);
}

/* Impacts of the lines of one phase that are divided. */
static struct maybe phase_sum(struct build *build, enum phase phase, size_t criterion,
			      enum volume volume, enum divisor divisor)
{
	cell *terms = arena_alloc(build->arena, (build->line_count + 1) * sizeof *terms);
	size_t count = 0;

	for (size_t i = 0; i < build->line_count; i++) {
		const struct line *line = build->lines[i];
		const struct impact *impact = &line->impacts[criterion];

		if (line->item->phase != phase || impact->status != IMPACT_COUNTED)
			continue;
		if (item_is_credit(line->item))
			continue;
		if (phase == PHASE_USE && !is_divided(line, volume, divisor))
			continue;
		terms[count++] = impact->cell;
	}
	if (!count)
		return (struct maybe){false, CELL_BAD};
	return (struct maybe){true, sheet_sum(build->sheet, terms, count)};
}

/* Lines of the use phase that the figure leaves out make it a lower bound, and are named. */
static size_t left_out(struct build *build, const struct functional_unit *unit,
		       enum volume volume, enum divisor divisor)
{
	size_t count = 0;

	for (size_t i = 0; i < build->line_count; i++) {
		const struct line *line = build->lines[i];

		if (line->item->phase != PHASE_USE || item_is_credit(line->item) ||
		    (divisor != DIVISOR_NONE && is_divided(line, volume, divisor)))
			continue;
		count++;
		if (!line->lost_of)
			build_note(build,
				   arena_printf(build->arena,
						"per %s leaves out '%s': it counts no %s",
						unit->text, line->id, unit->kind));
	}
	return count;
}

/* Whether an item before this one has counted the same rows of requests. */
static bool is_counted_again(const struct build *build, const struct item *item,
			     enum volume volume)
{
	if (!item->counts_as)
		return false;
	for (const struct item *other = item->counts_as; other < item; other++) {
		const struct item_lines *own = &build->items[other - build->scenario->items];

		if (other != item->counts_as && other->counts_as != item->counts_as)
			continue;
		for (size_t i = 0; i < own->count; i++)
			if (own->lines[i]->volumes[volume].known &&
			    !own->lines[i]->volumes_apart)
				return true;
	}
	return false;
}

/* The volume of the lines that count the unit, and whether any of it was logged. */
static enum divisor add_volumes(struct build *build, enum volume volume, struct per_cells *per)
{
	enum divisor divisor = DIVISOR_NONE;

	for (size_t i = 0; i < build->line_count; i++) {
		const struct line *line = build->lines[i];
		bool logged = item_usage(line->item) != NULL;

		if (!line->volumes[volume].known || line->item->phase != PHASE_USE ||
		    line->volumes_apart || is_counted_again(build, line->item, volume))
			continue;
		add(build, &per->volume, line->volumes[volume].cell);
		if (logged || divisor == DIVISOR_NONE)
			divisor = logged ? DIVISOR_LOGGED : DIVISOR_STATED;
	}
	per->volume_note = divisor == DIVISOR_LOGGED ? "logged" : "stated";
	return divisor;
}

/* From the first start to the last end of the lines of the use phase that count the volume;
 * VOLUME_COUNT: of all. */
static struct period use_period(struct build *build, enum volume volume)
{
	struct period span = {.known = false};

	for (size_t i = 0; i < build->line_count; i++) {
		const struct line *line = build->lines[i];
		struct period period;

		if (line->item->phase != PHASE_USE ||
		    (volume < VOLUME_COUNT && !line->volumes[volume].known))
			continue;
		period = item_period(build, line->item);
		if (!period.known)
			continue;
		if (!span.known || period.start_s < span.start_s)
			span.start_s = period.start_s;
		if (!span.known || period.end_s > span.end_s)
			span.end_s = period.end_s;
		span.known = true;
	}
	return span;
}

/* The one item of the use phase that counts the volume; NULL where there are several. */
static const struct item *only_item(const struct build *build, enum volume volume)
{
	const struct item *only = NULL;

	for (size_t i = 0; i < build->line_count; i++) {
		const struct line *line = build->lines[i];

		if (line->item->phase != PHASE_USE || !line->volumes[volume].known ||
		    line->item == only)
			continue;
		if (only)
			return NULL;
		only = line->item;
	}
	return only;
}

/* Days in which a volume was counted: the hours of the item by the clock, else its period. NaN
 * where neither is known; those of several items may have run side by side or not. */
static void count_days(struct build *build, enum volume volume, struct per_cells *per)
{
	const struct item *only = only_item(build, volume);
	const struct value *hours = only ? item_own(only, KEY_HOURS) : NULL;
	struct period span;

	if (hours && !hours->failed && dist_central(&hours->quantity.dist) > 0) {
		per->days = dist_central(&hours->quantity.dist) / unit_of("d").scale;
		per->days_of = arena_printf(build->arena, "hours of %s", only->id);
		return;
	}
	span = use_period(build, volume);
	if (!span.known || span.end_s <= span.start_s)
		return;
	per->days = period_days(&span);
	per->days_of = "period";
}

static struct per_cells per_volume(struct build *build, const struct functional_unit *unit,
				   enum volume volume)
{
	const struct scenario *scenario = build->scenario;
	const struct value *top = scenario->top[KEY_SERVED];
	bool served = top && !top->failed && text_same(scenario->served.kind, unit->kind);
	struct per_cells per = {.unit = unit, .days = NAN};
	enum divisor divisor = add_volumes(build, volume, &per);

	per.use = arena_alloc(build->arena, build->criterion_count * sizeof *per.use);
	per.creation = arena_alloc(build->arena, build->criterion_count * sizeof *per.creation);
	if (served)
		per.served = (struct maybe){true, build_value(build, top)};
	if (divisor != DIVISOR_NONE)
		count_days(build, volume, &per);
	if (served && divisor == DIVISOR_NONE) {
		divisor = DIVISOR_SERVED;
		per.volume = per.served;
		per.volume_note = "stated (served)";
	}
	per.left_out = left_out(build, unit, volume, divisor);
	for (size_t c = 0; c < build->criterion_count; c++) {
		struct maybe use = phase_sum(build, PHASE_USE, c, volume, divisor);
		struct maybe creation = phase_sum(build, PHASE_CREATION, c, volume, divisor);

		if (use.known && divisor != DIVISOR_NONE)
			per.use[c] = (struct maybe){
			    true, divided(build, use.cell, per.volume.cell, unit)};
		if (creation.known && served)
			per.creation[c] = (struct maybe){
			    true, divided(build, creation.cell, per.served.cell, unit)};
	}
	return per;
}

/* A day is a calendar date or 24 elapsed hours: both are given, each by its name. */
static struct per_cells per_day(struct build *build, const struct functional_unit *unit,
				double days, const char *name, const char *note)
{
	struct functional_unit *named = arena_alloc(build->arena, sizeof *named);
	struct per_cells per = {.unit = named, .volume_note = note, .days = NAN};

	*named = *unit;
	named->text = name;
	per.use = arena_alloc(build->arena, build->criterion_count * sizeof *per.use);
	per.creation = arena_alloc(build->arena, build->criterion_count * sizeof *per.creation);
	per.volume = (struct maybe){true, sheet_constant(build->sheet, days)};
	for (size_t c = 0; c < build->criterion_count; c++) {
		struct maybe sum = phase_sum(build, PHASE_USE, c, VOLUME_COUNT, DIVISOR_STATED);

		if (sum.known)
			per.use[c] = (struct maybe){
			    true, divided(build, sum.cell, per.volume.cell, unit)};
	}
	return per;
}

size_t per_build(struct build *build, struct per_cells **cells)
{
	const struct scenario *scenario = build->scenario;
	size_t count = 0;

	*cells = arena_alloc(build->arena, (2 * scenario->per_count + 1) * sizeof **cells);
	for (size_t i = 0; i < scenario->per_count; i++) {
		const struct functional_unit *unit = &scenario->per[i];
		enum volume volume = volume_of(unit->kind);
		struct period span;

		if (volume < VOLUME_COUNT) {
			(*cells)[count++] = per_volume(build, unit, volume);
			continue;
		}
		span = use_period(build, VOLUME_COUNT);
		if (!span.known) {
			diag_add(build->diags, DIAG_VALUE_MISSING, unit->place, "per",
				 "write period: 2022-09-22/2022-10-09 on the inference item",
				 "a figure per day needs the period of the use phase");
			continue;
		}
		(*cells)[count++] =
		    per_day(build, unit, (double)period_dates(&span), "day",
			    arena_printf(build->arena, "%lld calendar dates (UTC)",
					 (long long)period_dates(&span)));
		(*cells)[count++] =
		    per_day(build, unit, period_days(&span), "elapsed day",
			    arena_printf(build->arena, "%.2f days of 24 h elapsed",
					 period_days(&span)));
	}
	return count;
}
