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
	double least, most; /* what is possible at all */
} limits[] = {
    {"electricity", "gwp*", "gCO2e/kWh", 0, 1500, 0, INFINITY},
    {"electricity", "water", "L/kWh", 0, 100, 0, INFINITY},
    {"electricity", "pe", "MJ_pe/kWh", 0, 100, 0, INFINITY},
    {"electricity", "adpe", "kgSbe/kWh", 0, 0.001, 0, INFINITY},
    {"electricity", "electricity", "", 1, 1, 1, 1},
    {"electricity-*", "gwp*", "gCO2e/kWh", 0, 1500, 0, INFINITY},
    {"losses", "ratio", "", 0, 0.5, 0, 0.99},
    {"default", "losses", "", 0, 0.5, 0, 0.99},
    {"pue", "ratio", "", 1, 3, 1, INFINITY},
    {"wue", "water", "L/kWh", 0, 20, 0, INFINITY},
    {"default", "wue-unknown", "L/kWh", 0, 20, 0, INFINITY},
    {"default", "co2-to-co2e", "", 1, 2, 1, INFINITY},
    {"default", "idle-ratio*", "", 0, 10, 0, INFINITY},
    {"*", "tdp", "W", 0.1, 100000, 0, INFINITY},
    {"*", "power-per-capacity", "W/GB", 0, 10, 0, INFINITY},
    {"*", "energy-per-data", "kWh/GB", 0, 10, 0, INFINITY},
    {"*", "replication", "", 1, 20, 0, INFINITY},
    {"*", "die-area", "mm^2", 0, 100000, 0, INFINITY},
    {"*", "process-node", "nm", 0.1, 1000, 0, INFINITY},
    {"*", "vcpus", "", 0, 10000, 0, INFINITY},
    {"*", "accelerators", "", 0, 10000, 0, INFINITY},
    {"*", "*power*", "W", 0, 100000, 0, INFINITY},
    {"*", "memory", "GB", 0.001, 100000, 0, INFINITY},
    {"default", "lifetime", "yr", 0.1, 100, 0, INFINITY},
    {"default", "utilization*", "", 0.001, 1, 0, 1},
    {"default", "load*", "", 0, 1, 0, 1},
    {"default", "mfu-size-exponent", "", 0, 1, -1, 2},
    {"default", "mfu*", "", 0.001, 1, 0, 1},
    {"default", "small-model", "", 1, INFINITY, 0, INFINITY},
    {"default", "host-factor*", "", 1, 10, 0.5, INFINITY},
    {"*", "host-share", "", 0, 1, 0, 1},
    {"*", "peak*", "FLOP/s", 1e6, INFINITY, 0, INFINITY},
    {"default", "*gsd*", "", 1, 100, 1, INFINITY},
    {"default", "reach-*", "", 1, 100, 1, INFINITY},
    {"default", "good-lifetime", "yr", 0.1, 100, 0, INFINITY},
    {"default", "good-pue", "", 1, 3, 1, INFINITY},
    {"default", "good-utilization", "", 0.001, 1, 0, 1},
    {"default", "good-mfu", "", 0.001, 1, 0, 1},
    {"*@*", "energy-per-request", "kWh/request", 0, 1000, 0, INFINITY},
    {"*@*", "energy-per-image", "kWh/image", 0, 10, 0, INFINITY},
    {"*@*", "energy-per-*-token", "kWh/token", 0, 1, 0, INFINITY},
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

/* A default is measured as the built-in one that it replaces. */
static const char *default_unit(const struct layer *layers, struct arena *arena,
				const char *criterion)
{
	static const char sql[] =
	    "SELECT unit"
	    " FROM factor"
	    " WHERE activity = 'default' AND criterion = ?1 AND variant = ''";

	return layer_text(&layers[0], arena, sql, 1, &criterion);
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

void rules_find(const struct layer *layers, size_t count, struct arena *arena,
		const char *activity, const char *criterion, struct rule *rule)
{
	bool is_default = strcmp(activity, "default") == 0;
	struct unit_error error;
	const char *unit;
	size_t i;

	for (i = 0; i < sizeof limits / sizeof *limits; i++) {
		if (!text_match(limits[i].activity, activity) ||
		    !text_match(limits[i].criterion, criterion))
			continue;
		*rule = (struct rule){.unit = unit_of(limits[i].unit),
				      .low = limits[i].low,
				      .high = limits[i].high,
				      .least = limits[i].least,
				      .most = limits[i].most};
		return;
	}
	*rule = (struct rule){.high = INFINITY, .most = INFINITY};
	unit = is_default ? default_unit(layers, arena, criterion)
			  : criterion_unit(layers, count, arena, criterion);
	if (unit && unit_parse(arena, unit, strlen(unit), &rule->unit, &error)) {
		if (is_default)
			return;
		if (strcmp(activity, "electricity") == 0)
			rule->unit.dimensions =
			    dimensions_divide(rule->unit.dimensions, unit_of("kWh").dimensions);
		else
			rule->per_anything = !is_device(layers, count, arena, activity);
		return;
	}
	rule->any_unit = true;
	rule->unit = unit_of("");
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
