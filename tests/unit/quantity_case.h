#ifndef TESTS_UNIT_QUANTITY_CASE_H
#define TESTS_UNIT_QUANTITY_CASE_H

/* What the tests of quantities share: the rules of some keys, and the reading of one value from
 * YAML. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/quantity.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct quantity_rule any = {0};
static const struct quantity_rule power = {.unit = "W", .nonnegative = true};
static const struct quantity_rule energy = {.unit = "kWh", .nonnegative = true};
static const struct quantity_rule hours = {.unit = "h", .nonnegative = true};
static const struct quantity_rule intensity = {.unit = "gCO2e/kWh", .nonnegative = true};
static const struct quantity_rule impact = {.unit = "kgCO2e", .nonnegative = true};
static const struct quantity_rule adpe = {.unit = "kgSbe", .nonnegative = true};
static const struct quantity_rule primary = {.unit = "MJ_pe", .nonnegative = true};
static const struct quantity_rule primary_factor = {.unit = "MJ_pe/kWh", .nonnegative = true};
static const struct quantity_rule requests = {
    .unit = "request", .bare = true, .nonnegative = true};
static const struct quantity_rule ratio = {.unit = "", .bare = true, .nonnegative = true};
static const struct quantity_rule pue = {.unit = "", .bare = true, .low = 1, .high = INFINITY};
static const struct quantity_rule share = {.unit = "", .bare = true, .low = 0, .high = 1};
static const struct quantity_rule lifetime = {.unit = "yr", .positive = true};
static const struct quantity_rule traffic = {.unit = "GB", .nonnegative = true};

/* Reads "x: TEXT" as the value of stages.training[run].x. */
static inline bool read_case(struct arena *arena, const char *text,
			     const struct quantity_rule *rule, struct diags *diags,
			     struct quantity *quantity)
{
	const char *yaml = arena_printf(arena, "x: %s\n", text);
	const struct node *root = tree_read(arena, "a.yaml", yaml, strlen(yaml), diags);

	if (!root)
		fail_msg("'%s' is not YAML", text);
	return quantity_read(arena, NULL, node_get(root, "x"), rule, "stages.training[run].x",
			     "training/run.x", diags, quantity);
}

#endif
