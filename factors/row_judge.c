/* Judges the words, the unit and the value of a row. */

#include "factors/row_judge.h"

#include <math.h>
#include <string.h>

#include "factors/row_criteria.h"
#include "factors/rules.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

static const char variant_letters[] = "abcdefghijklmnopqrstuvwxyz0123456789.-=,_";

static const struct {
	enum column_index column;
	enum word_kind kind;
	const char *name;
} texts[] = {
    {BOUNDARY, WORD_BOUNDARY, "boundary"},    {ACCOUNTING, WORD_ACCOUNTING, "accounting"},
    {GAS_SCOPE, WORD_GAS_SCOPE, "gas_scope"}, {GWP_SET, WORD_GWP_SET, "gwp_set"},
    {STATUS, WORD_STATUS, "status"},	      {DELIVERY, WORD_DELIVERY, "delivery"},
};

/* A variant that names a basis, and the boundaries that stand on it. */
static const struct {
	const char *variant;
	const char *boundaries[2];
} bases[] = {
    {"direct", {"direct", "operational"}},
    {"lifecycle", {"lifecycle", "cradle-to-grave"}},
};

static void add(struct findings *findings, struct finding finding)
{
	if (findings->count < MOST_FINDINGS)
		findings->items[findings->count++] = finding;
}

static void judge_variant(struct arena *arena, const struct row *row, struct findings *findings)
{
	const char *variant = row->cell[VARIANT], *boundary = row->cell[BOUNDARY];
	size_t i;

	if (strspn(variant, variant_letters) != strlen(variant))
		add(findings,
		    (struct finding){
			DIAG_FACTOR_VALUE, VARIANT,
			arena_printf(arena,
				     "expected small letters, digits and '.-=,_', found '%s'",
				     variant),
			"write it like 'ccf-2024'"});
	for (i = 0; i < sizeof bases / sizeof *bases; i++)
		if (strcmp(variant, bases[i].variant) == 0 &&
		    strcmp(boundary, bases[i].boundaries[0]) != 0 &&
		    strcmp(boundary, bases[i].boundaries[1]) != 0)
			add(findings,
			    (struct finding){
				DIAG_FACTOR_VALUE, BOUNDARY,
				arena_printf(
				    arena,
				    "expected the boundary of its variant '%s', found '%s'",
				    variant, boundary),
				NULL});
}

static void judge_accounting(struct arena *arena, const struct row *row,
			     struct findings *findings)
{
	const char *accounting = row->cell[ACCOUNTING];
	bool apart = text_same(accounting, "market") || text_same(accounting, "marginal");

	if (apart && text_same(row->cell[CRITERION], "gwp"))
		add(findings,
		    (struct finding){
			DIAG_FACTOR_VALUE, ACCOUNTING,
			arena_printf(arena, "gwp is location-based, found '%s'", accounting),
			arena_printf(arena, "give it the criterion gwp_%s", accounting)});
}

void row_judge_words(struct arena *arena, const struct row *row, struct findings *findings)
{
	size_t i;

	judge_variant(arena, row, findings);
	for (i = 0; i < sizeof texts / sizeof *texts; i++)
		if (!rules_word(texts[i].kind, row->cell[texts[i].column]))
			add(findings, (struct finding){DIAG_FACTOR_VALUE, texts[i].column,
						       arena_printf(arena, "unknown %s '%s'",
								    texts[i].name,
								    row->cell[texts[i].column]),
						       rules_words(arena, texts[i].kind)});
	judge_accounting(arena, row, findings);
}

static void judge_criterion(const struct layer *layers, size_t count, struct arena *arena,
			    const struct row *row, struct findings *findings)
{
	const char *activity = row->cell[ACTIVITY], *criterion = row->cell[CRITERION];

	add(findings,
	    (struct finding){
		DIAG_FACTOR_VALUE, CRITERION,
		strcmp(activity, "default") == 0
		    ? arena_printf(arena, "unknown default '%s'", criterion)
		    : arena_printf(arena, "unknown criterion '%s' of %s", criterion, activity),
		row_criterion_hint(layers, count, arena, activity, criterion)});
}

/* A shape without an end is judged by what it reaches once in a thousand. */
static void range_of(const struct dist *dist, double tail, double *low, double *high)
{
	dist_support(dist, low, high);
	if (dist->kind != DIST_NORMAL && dist->kind != DIST_LOGNORMAL)
		return;
	*low = dist_quantile(dist, tail);
	*high = dist_quantile(dist, 1 - tail);
}

/* A value that its own spread all but excludes: one of the two is of something else. */
static void judge_spread(struct arena *arena, const struct row *row, struct findings *findings)
{
	static const double tail = 0.025, rounding = 1e-9;
	double low, high, slack = rounding * fabs(row->value);

	range_of(&row->dist, tail, &low, &high);
	if (row->value >= low - slack && row->value <= high + slack)
		return;
	add(findings,
	    (struct finding){
		DIAG_FACTOR_VALUE, SPREAD,
		arena_printf(arena, "'%s' is outside its own spread '%s' (%.4g .. %.4g)",
			     row->cell[VALUE], row->cell[SPREAD], low, high),
		"value and spread are in one unit; the value lies within the spread"});
}

/* " L/kWh"; "" of a ratio. */
static const char *after_number(struct arena *arena, const char *unit)
{
	return *unit ? arena_printf(arena, " %s", unit) : "";
}

static void judge_sanity(struct arena *arena, const struct row *row, const struct rule *rule,
			 struct findings *findings)
{
	add(findings,
	    (struct finding){
		DIAG_FACTOR_LIMIT, VALUE,
		arena_printf(arena, "'%s%s' is outside the sane range %s .. %s%s",
			     row->cell[VALUE], after_number(arena, row->cell[UNIT]),
			     text_double(arena, rule->low), text_double(arena, rule->high),
			     after_number(arena, rule->unit.text)),
		"check the unit and the decimal point"});
}

/* The whole row, not its middle alone, must be possible. */
static void judge_domain(struct arena *arena, const struct row *row, const struct rule *rule,
			 struct findings *findings)
{
	static const double tail = 0.001, rounding = 1e-9;
	double scale = row->unit.scale / rule->unit.scale, low, high;

	if (row->dist.kind == DIST_EXACT)
		return;
	range_of(&row->dist, tail, &low, &high);
	if (low * scale >= rule->least - rounding && high * scale <= rule->most + rounding)
		return;
	add(findings,
	    (struct finding){
		DIAG_FACTOR_LIMIT, SPREAD,
		arena_printf(arena, "'%s' reaches %.3g .. %.3g%s, possible is %s .. %s",
			     row->cell[SPREAD], low * scale, high * scale,
			     after_number(arena, rule->unit.text),
			     text_double(arena, rule->least), text_double(arena, rule->most)),
		"give a spread with ends, such as 'triangular A B C' or 'pert A B C'"});
}

/* The error of a method multiplies: it would carry what lies between two ends beyond them. */
static void judge_method(struct arena *arena, const struct row *row, const struct rule *rule,
			 struct findings *findings)
{
	if (!(row->method_gsd > 1) || (rule->least <= 0 && isinf(rule->most)))
		return;
	add(findings,
	    (struct finding){
		DIAG_FACTOR_LIMIT, METHOD_GSD,
		arena_printf(arena, "the spread of a method would leave the possible %s .. %s",
			     text_double(arena, rule->least), text_double(arena, rule->most)),
		"put it into the column spread"});
}

void row_judge_limits(const struct layer *layers, size_t count, struct arena *arena,
		      const struct row *row, struct findings *findings)
{
	const char *activity = row->cell[ACTIVITY], *criterion = row->cell[CRITERION];
	double scale = row->unit.scale, central = dist_median(&row->dist) * scale;
	double value = row->value * scale;
	size_t before = findings->count;
	struct rule rule;

	if (!row_criterion_known(layers, count, arena, activity, criterion)) {
		judge_criterion(layers, count, arena, row, findings);
		return;
	}
	rules_find(layers, count, arena, activity, criterion, &rule);
	if (!rules_fit(&rule, row->unit.dimensions)) {
		add(findings,
		    (struct finding){
			DIAG_FACTOR_UNIT, UNIT,
			arena_printf(arena, "'%s' is %s, expected %s", row->cell[UNIT],
				     dimensions_describe(arena, row->unit.dimensions),
				     dimensions_describe(arena, rule.unit.dimensions)),
			NULL});
		return;
	}
	if (!(fmin(value, central) >= rule.low * rule.unit.scale &&
	      fmax(value, central) <= rule.high * rule.unit.scale))
		judge_sanity(arena, row, &rule, findings);
	/* One mistake, one message. */
	if (findings->count == before)
		judge_spread(arena, row, findings);
	if (findings->count == before)
		judge_domain(arena, row, &rule, findings);
	judge_method(arena, row, &rule, findings);
}
