/* Published figures, brought to compare. */

#include "models/known.h"

#include <math.h>
#include <string.h>

#include "factors/figures.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

static const struct {
	enum known_stage stage;
	const char *name;
	const char *words[5]; /* globs */
} stages[] = {
    {STAGE_TRAINING, "training", {"*train*", "final run*", NULL}},
    {STAGE_FINETUNE, "fine-tuning", {"*finetun*", "*fine-tun*", "*fine tun*", NULL}},
    {STAGE_EXPERIMENTS, "experiments", {"rnd*", "*experiment*", "develop*", "*search*", NULL}},
    {STAGE_INFERENCE, "inference", {"*inference*", "serving*", "use*", "deploy*", NULL}},
    {STAGE_EMBODIED, "embodied", {"embodied*", "manufactur*", "hardware*", NULL}},
    {STAGE_IDLE, "idle", {"idle*", NULL}},
    {STAGE_TOTAL, "total", {"total*", "all*", "*life*", "whole*", NULL}},
};

/* Where the numbers of a row stand, for all of it and for a request. */
static const struct {
	const char *column;
	enum claim_figure figure, one;
	const char *unit;
} columns[] = {
    {"accelerator_hours", CLAIM_ACCELERATOR_HOURS, CLAIM_FIGURES, "h"},
    {"energy_kwh", CLAIM_ENERGY, CLAIM_ENERGY_PER_UNIT, "kWh"},
    {"reported_tco2e", CLAIM_EMISSIONS, CLAIM_EMISSIONS_PER_UNIT, "tCO2e"},
    {"water_l", CLAIM_WATER, CLAIM_WATER_PER_UNIT, "L"},
};

enum known_stage known_stage_of(const char *text)
{
	size_t i, j;

	if (!text || !*text)
		return STAGE_UNSAID;
	for (i = 0; i < sizeof stages / sizeof *stages; i++)
		for (j = 0; stages[i].words[j]; j++)
			if (text_match(stages[i].words[j], text))
				return stages[i].stage;
	return STAGE_OTHER;
}

const char *known_stage_name(enum known_stage stage)
{
	size_t i;

	for (i = 0; i < sizeof stages / sizeof *stages; i++)
		if (stages[i].stage == stage)
			return stages[i].name;
	return "";
}

bool known_stage_fits(enum known_stage a, enum known_stage b)
{
	return a == STAGE_UNSAID || b == STAGE_UNSAID || a == STAGE_OTHER || b == STAGE_OTHER ||
	       a == b;
}

static void state(struct arena *arena, struct known *known, enum claim_figure figure,
		  struct printed printed)
{
	struct printed *copy;

	if (!(printed.value > 0))
		return;
	copy = arena_alloc(arena, sizeof *copy);
	*copy = printed;
	known->figures[figure] = copy;
}

/* What the publication printed, where that is in another unit: "626,155 lb". */
static bool state_printed(struct arena *arena, struct known *known, enum claim_figure figure,
			  const char *per)
{
	const char *text = figure_cell(known->row, "reported_printed"), *message;
	const struct printed_rule rule = {.unit = claim_figure_unit(figure)};
	struct printed printed;

	if (!*text)
		return false;
	text = arena_printf(arena, "%s%s", text, per);
	if (printed_read(arena, text, &rule, known->row->place, &printed, &message) !=
	    PRINTED_READ)
		return false;
	state(arena, known, figure, printed);
	return true;
}

/* "/1000 request" of a row whose numbers are of so many; "" of all. */
static const char *per_of(const struct published *row)
{
	const char *scope = figure_cell(row, "energy_scope");

	if (strstr(scope, "per_1000"))
		return "/1000 request";
	return strstr(scope, "per_") ? "/request" : "";
}

static void read_figures(struct arena *arena, struct known *known)
{
	const char *per = per_of(known->row);
	size_t i;

	for (i = 0; i < sizeof columns / sizeof *columns; i++) {
		enum claim_figure figure = *per ? columns[i].one : columns[i].figure;
		const char *text = figure_cell(known->row, columns[i].column);
		const char *unit = arena_printf(arena, "%s%s", columns[i].unit, per);

		if (figure == CLAIM_FIGURES || !*text)
			continue;
		if (columns[i].figure == CLAIM_EMISSIONS && known->stage == STAGE_EMBODIED)
			figure = CLAIM_EMBODIED;
		if (columns[i].figure != CLAIM_EMISSIONS ||
		    !state_printed(arena, known, figure, per))
			state(arena, known, figure,
			      printed_number(arena, text, unit, known->row->place));
	}
}

/* "Luccioni et al." of many, "Strubell et al." of "Strubell, Ganesh, McCallum". */
static const char *short_authors(struct arena *arena, const char *authors)
{
	const char *comma = strchr(authors, ',');

	if (!comma)
		return authors;
	return arena_printf(arena, "%.*s et al.", (int)(comma - authors), authors);
}

const char *known_citation(struct arena *arena, struct factors *factors,
			   const struct published *row)
{
	const char *id = figure_cell(row, "source");
	const struct source *source = factors_source(factors, id);

	return source ? arena_printf(arena, "%s (%s): %s, %s", source->authors, source->year,
				     source->title, figure_cell(row, "locator"))
		      : id;
}

static void cite(struct arena *arena, struct factors *factors, struct known *known)
{
	const struct source *source = factors_source(factors, known->source);
	const char *locator = figure_cell(known->row, "locator");

	known->citation = known_citation(arena, factors, known->row);
	known->cited = known->source;
	if (!source)
		return;
	known->cited = arena_printf(arena, "%s %s, %s", short_authors(arena, source->authors),
				    source->year, locator);
}

static struct known known_of(struct arena *arena, struct factors *factors,
			     const struct published *row)
{
	struct known known = {.row = row};

	known.id = figure_cell(row, "id");
	known.model = figure_cell(row, "model");
	known.source = figure_cell(row, "source");
	known.name = known_name_of(arena, known.model);
	known.stage = known_stage_of(figure_cell(row, "stage"));
	known.counterfactual = strstr(figure_cell(row, "grid_or_region"), "counterfactual") &&
			       strstr(figure_cell(row, "note"), "counterfactual");
	read_figures(arena, &known);
	cite(arena, factors, &known);
	return known;
}

struct knowns knowns_of(struct arena *arena, struct factors *factors)
{
	size_t count, i;
	const struct published *rows = factors_figures(factors, &count);
	struct known *list = arena_alloc(arena, (count + 1) * sizeof *list);

	for (i = 0; i < count; i++)
		list[i] = known_of(arena, factors, &rows[i]);
	return (struct knowns){list, count};
}

int known_digits(const struct printed *printed)
{
	static const double slack = 1e-6; /* of ends that were widened */
	enum { MOST = 15 };
	double width = printed->loose.high - printed->loose.low;

	if (!(printed->value > 0) || interval_is_empty(printed->loose) || !isfinite(width))
		return 0;
	if (!(width > 0))
		return MOST;
	return (int)floor(log10(printed->value / width) + slack) + 1;
}

int known_equal(const struct printed *a, const struct printed *b)
{
	int of_a, of_b;

	/* Roundings of one number hold each other; those that only touch are of two. */
	if (!interval_holds(a->loose, b->value) && !interval_holds(b->loose, a->value))
		return 0;
	of_a = known_digits(a);
	of_b = known_digits(b);
	return of_a < of_b ? of_a : of_b;
}

/* The largest of the units in which it is at least one. */
static struct unit unit_for(const struct printed *printed, const char *const *units,
			    size_t count)
{
	struct unit unit = unit_of(units[0]);
	size_t i;

	for (i = 1; i < count && printed->value >= unit_of(units[i]).scale; i++)
		unit = unit_of(units[i]);
	return unit;
}

const char *known_number(struct arena *arena, enum claim_figure figure,
			 const struct printed *printed)
{
	static const char *const energies[] = {"Wh", "kWh", "MWh"};
	static const char *const masses[] = {"gCO2e", "kgCO2e", "tCO2e"};
	struct unit unit = printed->unit;

	if (*printed->text && text_same(unit.text, "lb"))
		return printed->text;
	if (figure == CLAIM_ENERGY)
		unit = unit_for(printed, energies, sizeof energies / sizeof *energies);
	else if (dimensions_equal(unit.dimensions, unit_of("kgCO2e").dimensions))
		unit = unit_for(printed, masses, sizeof masses / sizeof *masses);
	else if (figure == CLAIM_ENERGY_PER_UNIT)
		unit = unit_of("Wh/request");
	else if (figure == CLAIM_EMISSIONS_PER_UNIT)
		unit = unit_of("gCO2e/request");
	return arena_printf(arena, "%.10g %s", printed->value / unit.scale, unit.text);
}
