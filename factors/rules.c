/* The rules that factor rows are checked against. */

#include "factors/rules.h"

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

enum { WORDS = 10 };

/* Limits of sanity, not factors: no real row comes near them, a slip of a unit or of a decimal
 * point does. */
static const struct {
	const char *activity, *criterion; /* globs */
	const char *unit;
	double low, high;
} limits[] = {
    {"electricity", "gwp*", "gCO2e/kWh", 0, 1500},
    {"electricity", "water", "L/kWh", 0, 100},
    {"electricity", "pe", "MJ_pe/kWh", 0, 100},
    {"electricity", "adpe", "kgSbe/kWh", 0, 0.001},
    {"electricity", "electricity", "", 1, 1},
    {"electricity-*", "gwp*", "gCO2e/kWh", 0, 1500},
    {"losses", "ratio", "", 0, 0.5},
    {"pue", "ratio", "", 1, 3},
    {"wue", "water", "L/kWh", 0, 20},
    {"*", "tdp", "W", 0.1, 100000},
    {"*", "power-per-capacity", "W/GB", 0, 10},
    {"*", "energy-per-data", "kWh/GB", 0, 10},
    {"*", "replication", "", 1, 20},
    {"*", "die-area", "mm^2", 0, 100000},
    {"*", "process-node", "nm", 0.1, 1000},
    {"*", "vcpus", "", 0, 10000},
    {"*", "accelerators", "", 0, 10000},
    {"*", "*power*", "W", 0, 100000},
    {"*", "memory", "GB", 0, 100000},
    {"*", "lifetime*", "yr", 0.1, 100},
    {"*", "utilization*", "", 0, 1},
    {"*", "load*", "", 0, 1},
    {"*", "mfu*", "", 0, 1},
    {"*", "host-factor*", "", 1, 10},
    {"*", "host-share", "", 0, 1},
    {"*", "peak*", "FLOP/s", 0, INFINITY},
    {"*", "*gsd*", "", 1, 100},
    {"*@*", "energy-per-request", "kWh/request", 0, 1000},
    {"*@*", "energy-per-image", "kWh/image", 0, 10},
    {"*@*", "energy-per-*-token", "kWh/token", 0, 1},
};

static const char *const words[][WORDS] = {
    [WORD_BOUNDARY] = {"direct", "operational", "lifecycle", "cradle-to-gate",
		       "cradle-to-grave", "accelerator", "components", "node", "facility"},
    [WORD_ACCOUNTING] = {"production", "consumption", "market", "marginal"},
    [WORD_DELIVERY] = {"generated", "delivered"},
    [WORD_GAS_SCOPE] = {"CO2", "CO2e"},
    [WORD_GWP_SET] = {"AR4", "AR5", "AR6"},
    [WORD_STATUS] = {"verified", "single-source", "conflict", "estimate", "unverified",
		     "suspect"},
};

bool rules_word(enum word_kind kind, const char *word)
{
	size_t i;

	if (!*word)
		return true;
	for (i = 0; i < WORDS && words[kind][i]; i++)
		if (strcmp(word, words[kind][i]) == 0)
			return true;
	return false;
}

const char *rules_words(struct arena *arena, enum word_kind kind)
{
	const char *text = words[kind][0];
	size_t i;

	for (i = 1; i < WORDS && words[kind][i]; i++)
		text = arena_printf(arena, "%s, %s", text, words[kind][i]);
	return text;
}

static const char *criterion_unit(const struct layer *layers, size_t count, struct arena *arena,
				  const char *criterion)
{
	static const char sql[] = "SELECT unit"
				  " FROM criterion"
				  " WHERE id = ?1";
	const char *unit = NULL;
	size_t i;

	for (i = count; i > 0 && !unit; i--)
		unit = layer_text(&layers[i - 1], arena, sql, 1, &criterion);
	return unit;
}

static bool is_device(const struct layer *layers, size_t count, struct arena *arena,
		      const char *activity)
{
	static const char sql[] =
	    "SELECT kind"
	    " FROM thing"
	    " WHERE id = ?1 AND kind IN ('accelerator', 'server', 'component')";
	size_t i;

	for (i = count; i > 0; i--)
		if (layer_text(&layers[i - 1], arena, sql, 1, &activity))
			return true;
	return false;
}

bool rules_find(const struct layer *layers, size_t count, struct arena *arena,
		const char *activity, const char *criterion, struct rule *rule)
{
	struct unit_error error;
	const char *unit;
	size_t i;

	for (i = 0; i < sizeof limits / sizeof *limits; i++) {
		if (!text_match(limits[i].activity, activity) ||
		    !text_match(limits[i].criterion, criterion))
			continue;
		*rule = (struct rule){.unit = unit_of(limits[i].unit),
				      .low = limits[i].low,
				      .high = limits[i].high};
		return true;
	}
	*rule = (struct rule){.low = 0, .high = INFINITY};
	unit = criterion_unit(layers, count, arena, criterion);
	if (unit && unit_parse(arena, unit, strlen(unit), &rule->unit, &error)) {
		if (strcmp(activity, "electricity") == 0)
			rule->unit.dimensions =
			    dimensions_divide(rule->unit.dimensions, unit_of("kWh").dimensions);
		else
			rule->per_anything = !is_device(layers, count, arena, activity);
		return true;
	}
	rule->any_unit = true;
	rule->unit = unit_of("");
	return strcmp(activity, "default") == 0;
}

bool rules_fit(const struct rule *rule, struct dimensions dimensions)
{
	struct dimensions rest = dimensions_divide(dimensions, rule->unit.dimensions);
	size_t i;

	if (rule->any_unit || dimensions_none(rest))
		return true;
	for (i = 0; i < DIMENSION_COUNT; i++)
		if (rest.exponent[i] > 0)
			return false;
	return rule->per_anything;
}
