/* The forms that a mapping may have. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/quantity_reader.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"

static const struct form forms[] = {
    {.key = "value",
     .written = "{value: 2500 kgCO2e, pedigree: [2, 1, 3, 1, 2]}",
     .beside = BESIDE_PEDIGREE,
     .read = quantity_value},
    {.key = "normal",
     .spread = true,
     .written = "{normal: [mean, sd]}",
     .names = {"mean", "sd"},
     .kind = DIST_NORMAL,
     .read = quantity_list},
    {.key = "lognormal",
     .spread = true,
     .written = "{lognormal: [median, gsd]} or {lognormal: [median], gsd2: 2.25}",
     .beside = BESIDE_GSD2 | BESIDE_SHIFT,
     .read = quantity_read_lognormal},
    {.key = "uniform",
     .spread = true,
     .written = "{uniform: [min, max]}",
     .names = {"min", "max"},
     .kind = DIST_UNIFORM,
     .read = quantity_list},
    {.key = "triangular",
     .written = "{triangular: [min, mode, max]}",
     .names = {"min", "mode", "max"},
     .kind = DIST_TRIANGULAR,
     .read = quantity_list},
    {.key = "pert",
     .written = "{pert: [min, mode, max]}",
     .names = {"min", "mode", "max"},
     .kind = DIST_PERT,
     .read = quantity_list},
    {.key = "beta",
     .written = "{beta: [min, max, alpha, beta]}",
     .kind = DIST_BETA,
     .names = {"min", "max", "alpha", "beta"},
     .plain = 4 | 8,
     .read = quantity_list},
    {.key = "gamma",
     .written = "{gamma: [shape, scale]}",
     .kind = DIST_GAMMA,
     .names = {"shape", "scale"},
     .plain = 1,
     .beside = BESIDE_SHIFT,
     .read = quantity_list},
    {.key = "weibull",
     .written = "{weibull: [shape, scale]}",
     .kind = DIST_WEIBULL,
     .names = {"shape", "scale"},
     .plain = 1,
     .beside = BESIDE_SHIFT,
     .read = quantity_list},
    {.key = "student_t",
     .written = "{student_t: [location, scale, degrees]}",
     .kind = DIST_STUDENT,
     .names = {"location", "scale", "number of degrees"},
     .plain = 4,
     .read = quantity_list},
    {.key = "arcsine",
     .written = "{arcsine: [min, max]}",
     .kind = DIST_ARCSINE,
     .names = {"min", "max"},
     .read = quantity_list},
    {.key = "trapezoid",
     .written = "{trapezoid: [min, max, d]}",
     .kind = DIST_TRAPEZOID,
     .names = {"min", "max", "d"},
     .read = quantity_list},
    {.key = "discrete",
     .written = "{discrete: [40 W, 60 W]} or {discrete: [40 W, 60 W], weights: [1, 3]}",
     .beside = BESIDE_WEIGHTS,
     .read = quantity_discrete},
    {.key = "empirical",
     .written = "{empirical: [41 W, 43 W, 47 W]} or {empirical: {file: readings.csv, "
		"column: power_w, unit: W}}",
     .read = quantity_empirical},
    {.key = "mean_of",
     .written = "{mean_of: [41 W, 43 W, 47 W]} or {mean_of: {file: readings.csv, column: "
		"power_w, unit: W}}",
     .read = quantity_mean_of},
    {.key = "rounded",
     .spread = true,
     .written = "{rounded: 7.0M h} or {rounded: 7000 h, to: 100 h}",
     .beside = BESIDE_TO,
     .read = quantity_rounded},
};

/* All percentiles together, under whichever keys they stand. */
static const struct form percentiles = {
    .key = "percentiles",
    .written = "{p5: 10 W, p95: 40 W, shape: lognormal}",
    .beside = BESIDE_SHAPE,
    .read = quantity_percentiles,
};

enum { FORMS = sizeof forms / sizeof *forms };

const struct form *quantity_form(const char *key)
{
	size_t i;

	if (quantity_is_percentile(key))
		return &percentiles;
	for (i = 0; i < FORMS; i++)
		if (text_same(key, forms[i].key))
			return forms + i;
	return NULL;
}

const char *quantity_form_key(size_t index)
{
	return index < FORMS ? forms[index].key : NULL;
}

bool quantity_refuse_form(struct quantity_reader *reader, const struct node *node,
			  const struct form *form)
{
	static const char *const found[] = {"one value", "a list", "a mapping"};

	diag_add(reader->diags, DIAG_QUANTITY_FORM, node->place, reader->path,
		 arena_printf(reader->arena, "write %s", form->written),
		 "'%s' of '%s' is not written with %s here", form->key, reader->name,
		 found[node->kind]);
	return false;
}
