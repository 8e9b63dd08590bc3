/* Functional units: what the use phase and the creation are divided by. */

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

/* Impacts of the lines of one phase that are (or are not) divided by their own volume. */
static struct maybe phase_sum(struct build *build, enum phase phase, size_t criterion,
			      enum volume volume, bool own)
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
		if (volume < VOLUME_COUNT && phase == PHASE_USE && counts(line, volume) != own)
			continue;
		terms[count++] = impact->cell;
	}
	if (!count)
		return (struct maybe){false, CELL_BAD};
	return (struct maybe){true, sheet_sum(build->sheet, terms, count)};
}

static void note_left_out(struct build *build, const struct functional_unit *unit,
			  enum volume volume, bool served)
{
	for (size_t i = 0; i < build->line_count && !served; i++) {
		const struct line *line = build->lines[i];

		if (line->item->phase == PHASE_USE && !counts(line, volume))
			build_note(build, arena_printf(build->arena,
						       "per %s leaves out '%s': it counts no "
						       "%s, and 'served' is not stated",
						       unit->text, line->id, unit->kind));
	}
}

static struct per_cells per_volume(struct build *build, const struct functional_unit *unit,
				   enum volume volume)
{
	const struct scenario *scenario = build->scenario;
	const struct value *top = scenario->top[KEY_SERVED];
	bool served = top && !top->failed && text_same(scenario->served.kind, unit->kind);
	struct per_cells per = {.unit = unit};

	per.use = arena_alloc(build->arena, build->criterion_count * sizeof *per.use);
	per.creation = arena_alloc(build->arena, build->criterion_count * sizeof *per.creation);
	for (size_t i = 0; i < build->line_count; i++) {
		const struct line *line = build->lines[i];

		if (!line->volumes[volume].known || line->item->phase != PHASE_USE ||
		    line->volumes_apart)
			continue;
		add(build, &per.volume, line->volumes[volume].cell);
		per.volume_note =
		    line->item->log && line->item->log->total.usage.known ? "logged" : "stated";
	}
	if (served)
		per.served = (struct maybe){true, build_value(build, top)};
	note_left_out(build, unit, volume, served);
	for (size_t c = 0; c < build->criterion_count; c++) {
		struct maybe own = phase_sum(build, PHASE_USE, c, volume, true);
		struct maybe rest = phase_sum(build, PHASE_USE, c, volume, false);
		struct maybe creation = phase_sum(build, PHASE_CREATION, c, volume, true);

		if (own.known && per.volume.known)
			add(build, &per.use[c],
			    divided(build, own.cell, per.volume.cell, unit));
		if (rest.known && served)
			add(build, &per.use[c],
			    divided(build, rest.cell, per.served.cell, unit));
		if (creation.known && served)
			per.creation[c] = (struct maybe){
			    true, divided(build, creation.cell, per.served.cell, unit)};
	}
	if (!per.volume.known && served) {
		per.volume = per.served;
		per.volume_note = "stated (served)";
	}
	return per;
}

/* The span of the use phase: from the first start to the last end of its items. */
static struct period use_period(struct build *build)
{
	struct period span = {.known = false};

	for (size_t i = 0; i < build->line_count; i++) {
		struct period period;

		if (build->lines[i]->item->phase != PHASE_USE)
			continue;
		period = item_period(build, build->lines[i]->item);
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

/* A day is a calendar date or 24 elapsed hours: both are given, each by its name. */
static struct per_cells per_day(struct build *build, const struct functional_unit *unit,
				double days, const char *name, const char *note)
{
	struct functional_unit *named = arena_alloc(build->arena, sizeof *named);
	struct per_cells per = {.unit = named, .volume_note = note};

	*named = *unit;
	named->text = name;
	per.use = arena_alloc(build->arena, build->criterion_count * sizeof *per.use);
	per.creation = arena_alloc(build->arena, build->criterion_count * sizeof *per.creation);
	per.volume = (struct maybe){true, sheet_constant(build->sheet, days)};
	for (size_t c = 0; c < build->criterion_count; c++) {
		struct maybe sum = phase_sum(build, PHASE_USE, c, VOLUME_COUNT, true);

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
		span = use_period(build);
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
