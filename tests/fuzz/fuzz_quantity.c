/* Any text is a quantity with finite parameters and usable quantiles, or a diagnostic. The
 * first byte picks the rule; texts that are YAML are read as mappings too. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/quantity.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct quantity_rule rules[] = {
    {0},
    {.unit = "W", .nonnegative = true},
    {.unit = "gCO2e/kWh", .nonnegative = true},
    {.unit = "kgCO2e"},
    {.unit = "request", .bare = true, .nonnegative = true},
    {.unit = "", .bare = true, .low = 1, .high = INFINITY},
    {.unit = "yr", .positive = true},
    {.unit = "MJ_pe/kWh"},
    {.unit = "GB"},
};

/* What the engine relies on. */
static void check(struct arena *arena, const struct quantity_rule *rule,
		  const struct quantity *quantity)
{
	const struct dist *dist = &quantity->dist;
	double low = dist_quantile(dist, 0.001);
	double high = dist_quantile(dist, 0.999);
	double bound;
	double ignored;

	dist_support(dist, &bound, &ignored);
	if (!isfinite(low) || !isfinite(high) || low > high || low < bound)
		abort();
	if (!isfinite(dist_central(dist)) || !(dist_sd(dist) >= 0))
		abort();
	if (!isfinite(dist_mean(dist)) && !(dist->kind == DIST_STUDENT && dist->d <= 1))
		abort();
	if (!(dist_below(dist, 0) >= 0) ||
	    !(dist_below(dist, 0) + dist_above(dist, 0) <= 1 + 1e-9))
		abort();
	if (dist->cut && !(dist_cut_mass(dist) <= 0.99))
		abort();
	if (!(quantity->unit.scale > 0) || !isfinite(quantity->unit.scale))
		abort();
	if (rule->unit &&
	    !dimensions_equal(quantity->unit.dimensions, unit_of(rule->unit).dimensions))
		abort();
	if (rule->positive && !(bound > 0) && dist->kind != DIST_LOGNORMAL)
		abort();
	if (!strlen(quantity_describe(arena, quantity)))
		abort();
}

static void judge(struct arena *arena, const struct quantity_rule *rule,
		  const struct diags *diags, bool read, const struct quantity *quantity)
{
	struct buffer out = {0};
	size_t i;

	if (read == diags_has_error(diags))
		abort();
	if (read)
		check(arena, rule, quantity);
	for (i = 0; i < diags_count(diags); i++)
		diag_format(diags, diags_at(diags, i), false, &out);
	buffer_free(&out);
}

static void read_text(struct arena *arena, const struct quantity_rule *rule, const char *text)
{
	const struct place place = {.file = "fuzz", .line = 1, .column = 1};
	struct diags *diags = diags_new(arena);
	struct quantity quantity;
	bool read = quantity_parse(arena, text, rule, place, "a.b", "b", diags, &quantity);

	judge(arena, rule, diags, read, &quantity);
}

static void read_yaml(struct arena *arena, const struct quantity_rule *rule, const char *text)
{
	struct diags *diags = diags_new(arena);
	const struct node *node = tree_read(arena, "fuzz.yaml", text, strlen(text), diags);
	struct quantity quantity;
	bool read;

	if (!node || diags_has_error(diags))
		return;
	read = quantity_read(arena, NULL, node, rule, "a.b", "b", diags, &quantity);
	judge(arena, rule, diags, read, &quantity);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();

	if (size) {
		const char *text = arena_copy(arena, (const char *)data + 1, size - 1);
		const struct quantity_rule *rule =
		    rules + (uint8_t)(*data - '0') % (sizeof(rules) / sizeof(*rules));

		read_text(arena, rule, text);
		read_yaml(arena, rule, text);
	}
	arena_free(arena);
	return 0;
}
