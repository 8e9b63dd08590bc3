/* Judges the words, the unit and the value of a row. */

#include "factors/row_judge.h"

#include <math.h>
#include <string.h>

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

void row_judge_limits(const struct layer *layers, size_t count, struct arena *arena,
		      const struct row *row, struct findings *findings)
{
	double scale = row->unit.scale, central = dist_median(&row->dist) * scale;
	double value = row->value * scale;
	struct rule rule;

	if (!rules_find(layers, count, arena, row->cell[ACTIVITY], row->cell[CRITERION],
			&rule)) {
		add(findings, (struct finding){DIAG_FACTOR_VALUE, CRITERION,
					       arena_printf(arena, "unknown criterion '%s'",
							    row->cell[CRITERION]),
					       NULL});
		return;
	}
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
	if (fmin(value, central) >= rule.low * rule.unit.scale &&
	    fmax(value, central) <= rule.high * rule.unit.scale)
		return;
	add(findings,
	    (struct finding){
		DIAG_FACTOR_LIMIT, VALUE,
		arena_printf(arena, "'%s %s' is outside the sane range %s .. %s %s",
			     row->cell[VALUE], row->cell[UNIT], text_double(arena, rule.low),
			     text_double(arena, rule.high), rule.unit.text),
		"check the unit and the decimal point"});
}
