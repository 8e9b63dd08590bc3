/* What was assumed, by what the user would state in its place. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/engine/sheet.h"
#include "models/assess.h"
#include "models/input_words.h"
#include "models/quick.h"

static const char *const examples[QUICK_TOTAL] = {
#define QUICK(id, option, key, way, path, example) [QUICK_##id] = "--" option " " example,
#include "models/quick.def"
#undef QUICK
};

/* Draws that one statement replaces. The first that fits. */
static const struct {
	const char *draw, *kind; /* globs; kind NULL: any, or none */
	const char *what;
	enum quick_id option;  /* QUICK_TOTAL: none ... */
	const char *otherwise; /* ... but this */
	bool whole;
} groups[] = {
    {"*", "embodied", NULL, QUICK_TOTAL, "impact: in the saved file", false},
    {"*.impact", NULL, NULL, QUICK_TOTAL, "impact: in the saved file", false},
    {"electricity/*", NULL, "emissions of a kWh", QUICK_INTENSITY, NULL, true},
    {"*", "grid*", "emissions of a kWh", QUICK_INTENSITY, NULL, true},
    {"upstream/*", NULL, "emissions of a kWh", QUICK_INTENSITY, NULL, true},
    {"direct-share/*", NULL, "emissions of a kWh", QUICK_INTENSITY, NULL, true},
    {"losses/*", NULL, "emissions of a kWh", QUICK_INTENSITY, NULL, true},
    {"step/losses/*", NULL, "emissions of a kWh", QUICK_INTENSITY, NULL, true},
    {"*.losses", NULL, "emissions of a kWh", QUICK_INTENSITY, NULL, true},
    {"*.intensity", NULL, "emissions of a kWh", QUICK_INTENSITY, NULL, true},
    {"pue/*", NULL, "PUE: energy of the facility / of its IT", QUICK_PUE, NULL, false},
    {"*pue", NULL, "PUE: energy of the facility / of its IT", QUICK_PUE, NULL, false},
    {"*.load", NULL, "mean power of one accelerator", QUICK_POWER, NULL, false},
    {"*/tdp", NULL, "mean power of one accelerator", QUICK_POWER, NULL, false},
    {"*.power", NULL, "mean power of one accelerator", QUICK_POWER, NULL, false},
    {"*.host_factor", NULL, "energy of the server / of its accelerators", QUICK_HOST_FACTOR,
     NULL, false},
    {"*.mfu", NULL, "MFU: share of the peak speed reached", QUICK_MFU, NULL, false},
    {"*.mfu_size", NULL, "MFU: share of the peak speed reached", QUICK_MFU, NULL, false},
    {"*.hours", NULL, "hours", QUICK_HOURS, NULL, false},
    {"*.accelerators", NULL, "number of accelerators", QUICK_ACCELERATORS, NULL, false},
    {"*.parameters", NULL, "size of the model", QUICK_PARAMETERS, NULL, false},
    {"*.active_parameters", NULL, "active part of the model", QUICK_ACTIVE_PARAMETERS, NULL,
     false},
    {"*.tokens", NULL, "tokens trained on", QUICK_TOKENS, NULL, false},
    {"idle/*.ratio*", NULL, "idle energy / energy of the runs", QUICK_IDLE, NULL, false},
    {"training/*.ratio*", NULL, "experiments / final run", QUICK_EXPERIMENTS, NULL, false},
    {"*.lifetime", NULL, "years until the hardware is replaced", QUICK_LIFETIME, NULL, false},
    {"*.utilization", NULL, "share of its life that somebody has it", QUICK_UTILIZATION, NULL,
     false},
};

enum { GROUPS = sizeof groups / sizeof *groups };

/* Assumptions on their way: those of one group join, those of none stand alone. */
struct search {
	struct arena *arena;
	const struct assessment *assessment;
	const char **kinds; /* [draw] */
	struct assumption *found;
	size_t count;
};

static size_t group_of(const char *draw, const char *kind)
{
	size_t i = 0;

	while (i < GROUPS && (!text_match(groups[i].draw, draw) ||
			      (groups[i].kind && !(kind && text_match(groups[i].kind, kind)))))
		i++;
	return i;
}

static const char *kind_of(const struct search *search, const char *draw)
{
	size_t index;

	return sheet_find_draw(search->assessment->sheet, draw, &index) ? search->kinds[index]
									: NULL;
}

static const char *state(size_t group)
{
	if (group == GROUPS)
		return "a scenario: --save";
	return groups[group].option == QUICK_TOTAL ? groups[group].otherwise
						   : examples[groups[group].option];
}

/* The assumption that a driver belongs to. Each device is one of its own. */
static struct assumption *place(struct search *search, const char *what, size_t group)
{
	struct assumption *added;
	bool joins = group < GROUPS && groups[group].what;

	for (size_t i = 0; joins && i < search->count; i++)
		if (text_same(search->found[i].what, groups[group].what))
			return &search->found[i];
	added = &search->found[search->count++];
	*added =
	    (struct assumption){.what = joins ? groups[group].what : what,
				.option = group < GROUPS ? groups[group].option : QUICK_TOTAL,
				.state = state(group),
				.whole = group < GROUPS && groups[group].whole};
	return added;
}

static void add(struct search *search, const struct driver *driver)
{
	const char *draw = driver->draw_count > 1 ? driver->draws[0] : driver->draw;
	size_t group = group_of(draw, kind_of(search, draw));
	const char *what = driver->what ? driver->what : draw;
	struct assumption *assumption;

	if (group < GROUPS && !groups[group].what && text_starts(draw, "server-without-gpus"))
		what = "making of a server, without accelerators";
	else if (group < GROUPS && !groups[group].what)
		what = "making of an accelerator";
	assumption = place(search, what, group);
	assumption->share += fmin(driver->first, driver->total);
	assumption->draws = arena_grow(search->arena, assumption->draws, assumption->draw_count,
				       sizeof *assumption->draws);
	assumption->draws[assumption->draw_count++] = draw;
}

/* Exact inputs are no drivers, but part of the value all the same. */
static bool holds(const struct search *search, const struct assumption *assumption,
		  const struct origin *origin)
{
	const char *draw = origin->draw ? origin->draw : origin->key;
	size_t group = group_of(draw, kind_of(search, draw));

	if (group < GROUPS && groups[group].what)
		return text_same(groups[group].what, assumption->what);
	for (size_t i = 0; i < assumption->draw_count; i++)
		if (text_same(assumption->draws[i], draw))
			return true;
	return false;
}

/* A rated power and the load that it is multiplied by: the power stands first, and the load's
 * row is the one that was assumed. Of an MFU and what small models reach of it both were. */
static void take(struct assumption *assumption, const struct quantity *quantity)
{
	bool part = text_ends(quantity->origin.key, ".mfu_size");
	bool second = assumption->quantity && !assumption->times && !assumption->whole &&
		      (part || !dimensions_equal(assumption->quantity->unit.dimensions,
						 quantity->unit.dimensions));

	if (assumption->quantity && !second)
		return;
	if (second)
		assumption->times = quantity;
	else
		assumption->quantity = quantity;
	if (!part)
		assumption->factor = quantity->origin.factor;
}

/* The input that shows the value: of a grid the row of its electricity, whatever part of it
 * varies most. */
static void visit(void *context, cell input)
{
	struct search *search = context;
	const struct quantity *quantity = sheet_view(search->assessment->sheet, input).quantity;

	for (size_t i = 0; i < search->count; i++) {
		struct assumption *assumption = &search->found[i];
		const struct factor *row = quantity->origin.factor;
		bool grid = assumption->whole && row &&
			    text_same(row->activity, "electricity") &&
			    text_same(row->criterion, search->assessment->criteria[0]->id);

		if (grid)
			assumption->quantity = NULL;
		if (grid || holds(search, assumption, &quantity->origin))
			take(assumption, quantity);
	}
}

/* The row as it stands on the basis of the run. */
static void complete(const struct assessment *assessment, struct assumption *assumption)
{
	for (size_t i = 0;
	     assumption->whole && assumption->factor && i < assessment->factor_count; i++) {
		const struct factor *used = assessment->factors[i].factor;

		if (!text_same(used->id, assumption->factor->id))
			continue;
		assumption->factor = used;
		assumption->quantity = &used->quantity;
	}
}

static int by_share(const void *left, const void *right)
{
	const struct assumption *a = left, *b = right;

	if (a->share != b->share)
		return a->share > b->share ? -1 : 1;
	return strcmp(a->what, b->what);
}

size_t quick_assumptions(struct arena *arena, const struct assessment *assessment,
			 struct assumption *assumptions, size_t most)
{
	struct search search = {.arena = arena, .assessment = assessment};
	size_t drivers = assessment->criterion_count ? assessment->driver_counts[0] : 0;

	if (drivers == 0)
		return 0;
	search.kinds = input_kinds(arena, assessment->sheet);
	search.found = arena_alloc(arena, drivers * sizeof *search.found);
	for (size_t i = 0; i < drivers; i++)
		add(&search, &assessment->drivers[0][i]);
	sheet_inputs(assessment->sheet, assessment->totals[0].cell, visit, &search);
	for (size_t i = 0; i < search.count; i++)
		complete(assessment, &search.found[i]);
	qsort(search.found, search.count, sizeof *search.found, by_share);
	if (most > search.count)
		most = search.count;
	memcpy(assumptions, search.found, most * sizeof *assumptions);
	return most;
}

struct assumption quick_counted(struct arena *arena, const struct assessment *assessment,
				enum quick_id option)
{
	struct assumption counted = {0};
	struct search search = {
	    .arena = arena, .assessment = assessment, .found = &counted, .count = 1};
	size_t group = 0;

	while (group < GROUPS && groups[group].option != option)
		group++;
	if (group == GROUPS)
		return counted;
	counted.what = groups[group].what;
	counted.option = option;
	counted.state = state(group);
	counted.whole = groups[group].whole;
	search.kinds = input_kinds(arena, assessment->sheet);
	/* Other criteria have intensities of their own, but the same powers. */
	for (size_t i = 0; option != QUICK_INTENSITY && i < assessment->item_count; i++)
		for (size_t j = 0; j < assessment->items[i].input_count; j++)
			visit(&search, assessment->items[i].inputs[j]);
	if (option == QUICK_INTENSITY && !cell_is_bad(assessment->totals[0].cell))
		sheet_inputs(assessment->sheet, assessment->totals[0].cell, visit, &search);
	complete(assessment, &counted);
	return counted;
}
