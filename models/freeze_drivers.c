/* What drives the range: sensitivities of the totals. */

#include "lca/base/arena.h"
#include "lca/engine/sensitivity.h"
#include "models/freeze.h"
#include "models/input_words.h"

/* Totals that are uncertain, and which criteria they are of. */
struct totals {
	cell *cells;
	size_t *criteria;
	size_t count;
};

/* Or it has no sd. */
static bool is_uncertain(const struct impact *total)
{
	return total->statistics.sd > 0 ||
	       (total->statistics.finite && total->exact.tail >= TAIL_NO_VARIANCE);
}

static struct totals uncertain_totals(struct freeze *freeze)
{
	const struct assessment *result = freeze->result;
	struct arena *arena = freeze->build->arena;
	size_t criteria = result->criterion_count;
	struct totals totals = {
	    .cells = arena_alloc(arena, (criteria + 1) * sizeof *totals.cells),
	    .criteria = arena_alloc(arena, (criteria + 1) * sizeof *totals.criteria)};

	for (size_t c = 0; c < criteria; c++) {
		if (result->totals[c].status != IMPACT_COUNTED ||
		    !is_uncertain(&result->totals[c]))
			continue;
		totals.cells[totals.count] = result->totals[c].cell;
		totals.criteria[totals.count++] = c;
	}
	return totals;
}

/* A group as far as a total depends on it. */
struct members {
	const char **names; /* one each */
	size_t count;
	size_t last; /* draw */
};

static struct members members_of(const struct freeze *freeze, const char *const *names,
				 cell total, size_t group)
{
	const struct sheet *sheet = freeze->build->sheet;
	struct members members = {
	    .names = arena_alloc(freeze->build->arena,
				 sheet_group_size(sheet, group) * sizeof *members.names)};

	for (size_t i = 0; i < sheet_draws(sheet); i++) {
		if (sheet_group(sheet, i) != group || !sheet_depends(sheet, total, i))
			continue;
		members.names[members.count++] = names[i];
		members.last = i;
	}
	return members;
}

/* "a with b, c" */
static const char *name_of(struct arena *arena, const struct members *members)
{
	const char *name = members->names[0];

	for (size_t i = 1; i < members->count; i++)
		name = arena_printf(arena, "%s%s%s", name, i == 1 ? " with " : ", ",
				    members->names[i]);
	return name;
}

/* Of each draw of the sheet. */
struct words {
	const char **kinds, **names;
};

static struct driver driver_of(const struct freeze *freeze, const struct words *of,
			       size_t criterion, const struct sensitivity *row)
{
	const struct sheet *sheet = freeze->build->sheet;
	const cell output = freeze->result->totals[criterion].cell;
	const double scale = freeze->result->criteria[criterion]->unit.scale;
	bool grouped = sheet_group_size(sheet, row->draw) > 1;
	struct members members = grouped ? members_of(freeze, of->names, output, row->draw)
					 : (struct members){.names = &of->names[row->draw],
							    .count = 1,
							    .last = row->draw};
	const struct input_words *words =
	    members.count == 1
		? input_words(sheet_draw_name(sheet, members.last), of->kinds[members.last])
		: NULL;

	return (struct driver){
	    .draw = name_of(freeze->build->arena, &members),
	    .what = members.count > 1 ? "correlated inputs, together"
		    : words	      ? words->what
				      : NULL,
	    .group = row->draw,
	    .draws = grouped ? members.names : NULL,
	    .draw_count = grouped ? members.count : 0,
	    .first = row->first,
	    .first_low = row->first_low,
	    .first_high = row->first_high,
	    .total = row->total,
	    .total_low = row->total_low,
	    .total_high = row->total_high,
	    .rank = row->rank,
	    .low = row->low / scale,
	    .high = row->high / scale,
	    .exact = row->exact,
	};
}

static void take_rows(struct freeze *freeze, const struct words *of, size_t criterion,
		      const struct sensitivity *rows, size_t count)
{
	struct assessment *result = freeze->result;
	struct driver *drivers =
	    arena_alloc(freeze->build->arena, (count + 1) * sizeof *drivers);

	for (size_t i = 0; i < count; i++)
		drivers[i] = driver_of(freeze, of, criterion, &rows[i]);
	result->drivers[criterion] = drivers;
	result->driver_counts[criterion] = count;
}

void freeze_drivers(struct freeze *freeze)
{
	struct assessment *result = freeze->result;
	struct arena *arena = freeze->build->arena;
	struct totals totals = uncertain_totals(freeze);
	size_t draws = sheet_draws(freeze->build->sheet), room;
	size_t *filled = arena_alloc(arena, (totals.count + 1) * sizeof *filled);
	struct sensitivity *rows;
	struct words of;

	result->drivers =
	    arena_alloc(arena, (result->criterion_count + 1) * sizeof *result->drivers);
	result->driver_counts =
	    arena_alloc(arena, (result->criterion_count + 1) * sizeof *result->driver_counts);
	if (!freeze->options->sensitivity || !totals.count || !draws)
		return;
	of = (struct words){input_kinds(arena, freeze->build->sheet),
			    input_names(arena, freeze->build->sheet)};
	room = draws <= SENSITIVITY_DRAWS ? draws : SENSITIVITY_SCREENED;
	rows = arena_alloc(arena, totals.count * room * sizeof *rows);
	run_sensitivity_all(freeze->build->sheet, totals.cells, totals.count,
			    &freeze->options->run, rows, room, filled);
	for (size_t i = 0; i < totals.count; i++)
		take_rows(freeze, &of, totals.criteria[i], rows + i * room, filled[i]);
	if (draws > SENSITIVITY_DRAWS)
		build_note(freeze->build,
			   arena_printf(arena,
					"what drives the range is told of %d of %zu uncertain "
					"inputs: those whose rank correlation with a total is "
					"the largest",
					SENSITIVITY_SCREENED, draws));
}
