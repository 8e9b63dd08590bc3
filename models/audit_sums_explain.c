/* What would explain that rows do not add up to their total. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_across.h"
#include "models/known.h"

enum { TELLING = 3 };

/* How far the ratios of a row that is missing may lie from those of the rows that are there. */
static const double ratio_room = 1.25;

/* A row over the width of the rounding, from which on it can be recognised. */
static const double telling = 20;

static const struct printed *figure_of(const struct audit_total *total, size_t row,
				       enum claim_figure figure)
{
	return total->run->audited[total->rows[row]].claim->figures[figure];
}

static const char *id_of(const struct audit_total *total, size_t row)
{
	return total->run->audited[total->rows[row]].claim->id;
}

static bool is_apart(const struct audit_sum *sum)
{
	return sum->whole && sum->outcome == OUTCOME_APART;
}

static const char *figure_words(struct arena *arena, enum claim_figure figure)
{
	char *words = arena_text(arena, claim_figure_key(figure)), *c;

	for (c = words; *c; c++)
		if (*c == '_')
			*c = ' ';
	return words;
}

/* "1038336 h and 153.92 tCO2e": the gaps, as sizes. */
static const char *gaps(const struct audit_total *total)
{
	struct arena *arena = total->run->arena;
	const char *list = NULL;
	size_t i;

	for (i = 0; i < total->sum_count; i++) {
		const struct audit_sum *sum = &total->sums[i];
		const struct printed *stated = audit_sum_stated(total, sum);
		const char *one;

		if (!is_apart(sum))
			continue;
		one = arena_printf(
		    arena, "%.10g %s", fabs(stated->value - sum->value) / stated->unit.scale,
		    *stated->unit.text ? stated->unit.text : figure_words(arena, sum->figure));
		list = list ? arena_printf(arena, "%s and %s", list, one) : one;
	}
	return list;
}

/* The sum that a reader looks for first: emissions, else the first that is apart. */
static const struct audit_sum *foremost(const struct audit_total *total)
{
	const struct audit_sum *first = NULL;
	size_t i;

	for (i = 0; i < total->sum_count; i++) {
		if (!is_apart(&total->sums[i]))
			continue;
		if (total->sums[i].figure == CLAIM_EMISSIONS)
			return &total->sums[i];
		first = first ? first : &total->sums[i];
	}
	return first;
}

static struct audit_finding *tell(const struct audit_total *total, enum verdict verdict,
				  const char *message)
{
	const struct audit_sum *sum = foremost(total);
	const struct printed *stated = audit_sum_stated(total, sum);
	struct audit_finding *finding =
	    audit_find(total->run, total->claim, AUDIT_ROW_SUM, verdict, "%s", message);

	finding->has_value = true;
	finding->value = (stated->value - sum->value) / stated->unit.scale;
	finding->unit = stated->unit.text;
	finding->place = stated->place;
	return finding;
}

/* How numbers are taken: as printed, or with zeros at their ends as rounding. */
static struct interval taken(const struct printed *printed, bool loose)
{
	return loose ? printed->loose : printed->exact;
}

/* True where every sum meets the total once so much of the row is added to it. */
static bool meets_with(const struct audit_total *total, size_t row, double times, bool loose)
{
	size_t i;

	for (i = 0; i < total->sum_count; i++) {
		const struct audit_sum *sum = &total->sums[i];
		const struct printed *one = figure_of(total, row, sum->figure);
		struct interval with;

		if (!sum->whole)
			continue;
		with = interval_add(loose ? sum->loose : sum->exact,
				    interval_scale(taken(one, loose), times));
		if (!interval_meets(with, taken(audit_sum_stated(total, sum), loose)))
			return false;
	}
	return true;
}

/* True where the row is so large beside the rounding that hitting it by chance is unlikely. */
static bool tells(const struct audit_total *total, size_t row, bool loose)
{
	size_t i;

	for (i = 0; i < total->sum_count; i++) {
		const struct audit_sum *sum = &total->sums[i];
		struct interval of_sum = loose ? sum->loose : sum->exact;
		struct interval gap =
		    interval_subtract(taken(audit_sum_stated(total, sum), loose), of_sum);

		if (is_apart(sum) &&
		    figure_of(total, row, sum->figure)->value > telling * (gap.high - gap.low))
			return true;
	}
	return false;
}

static bool explain_by_one(const struct audit_total *total, size_t row, bool loose)
{
	bool without = meets_with(total, row, -1, loose);

	if ((!without && !meets_with(total, row, 1, loose)) || !tells(total, row, loose))
		return false;
	tell(total, VERDICT_CONDITIONAL,
	     arena_printf(total->run->arena,
			  without ? "the total is that of its rows without '%s'"
				  : "the total is that of its rows with '%s' twice",
			  id_of(total, row)));
	return true;
}

/* A row that the total leaves out, or holds twice. */
static bool explain_by_row(const struct audit_total *total)
{
	size_t i;

	for (i = 0; i < total->row_count; i++)
		if (explain_by_one(total, i, false))
			return true;
	for (i = 0; i < total->row_count; i++)
		if (explain_by_one(total, i, true))
			return true;
	return false;
}

/* Two neighbouring digits of the total in each other's place. */
static bool explain_by_swap(const struct audit_total *total)
{
	const struct audit_sum *sum = foremost(total);
	const struct printed *stated = audit_sum_stated(total, sum);
	size_t i, length = strlen(stated->digits);

	if (total->apart != 1)
		return false;
	for (i = 0; i + 1 < length; i++) {
		char *digits = arena_text(total->run->arena, stated->digits);
		struct printed swapped;

		digits[i] = stated->digits[i + 1];
		digits[i + 1] = stated->digits[i];
		swapped =
		    printed_number(total->run->arena, digits, stated->unit.text, stated->place);
		if (!interval_meets(swapped.exact, sum->exact))
			continue;
		tell(total, VERDICT_CONDITIONAL,
		     arena_printf(total->run->arena,
				  "the rows add up to %s: two digits of '%s' are swapped",
				  digits, stated->text));
		return true;
	}
	return false;
}

/* False where the rounding is so wide that a factor as small as this says little. */
static bool is_sharp(const struct printed *stated, const struct audit_sum *sum, double factor)
{
	struct interval ratio = interval_divide(stated->loose, sum->loose);

	return 2 * log(ratio.high / ratio.low) < fabs(log(factor));
}

/* The total in another unit: 539 kg of rows that add up to 539 t. */
static bool explain_by_unit(const struct audit_total *total)
{
	static const char *const units[] = {"t",  "short_ton", "lb",  "kg",  "g",
					    "Wh", "kWh",       "MWh", "GWh", "MJ"};
	const struct audit_sum *sum = foremost(total);
	const struct printed *stated = audit_sum_stated(total, sum);
	bool energy = sum->figure == CLAIM_ENERGY;
	size_t i;

	if (total->apart != 1 || (!energy && sum->figure != CLAIM_EMISSIONS))
		return false;
	for (i = energy ? 5 : 0; i < (energy ? 10U : 5U); i++) {
		double factor = unit_of(units[i]).scale / stated->unit.scale;
		struct audit_finding *finding;

		if (!interval_meets(interval_scale(stated->loose, factor), sum->loose) ||
		    !is_sharp(stated, sum, factor))
			continue;
		finding = audit_find(
		    total->run, total->claim, energy ? AUDIT_UNIT_ENERGY : AUDIT_UNIT_MASS,
		    VERDICT_CONDITIONAL, "the rows add up to the total if its '%s' are %s",
		    stated->text, units[i]);
		finding->place = stated->place;
		return true;
	}
	return false;
}

/* True where something is missing of every figure that the rows state. */
static bool lacks_all(const struct audit_total *total)
{
	size_t i;

	for (i = 0; i < total->sum_count; i++)
		if (total->sums[i].whole &&
		    (!is_apart(&total->sums[i]) || total->sums[i].gap.low <= 0))
			return false;
	return true;
}

/* Digits to which a published row is what is missing: of the figure that tells most; 0 where
 * any of them is another. */
static int fits_gap(const struct audit_total *total, const struct known *known)
{
	int most = 0;
	size_t i;

	for (i = 0; i < total->sum_count; i++) {
		const struct audit_sum *sum = &total->sums[i];
		const struct printed *row = known->figures[sum->figure];
		int digits;

		if (!is_apart(sum) || !row)
			continue;
		if (!interval_meets(row->loose, sum->gap))
			return 0;
		digits = (int)floor(log10(row->value / (sum->gap.high - sum->gap.low))) + 1;
		if (digits > known_digits(row))
			digits = known_digits(row);
		most = digits > most ? digits : most;
	}
	return most;
}

/* The figures of the row that is missing, among what is implied. */
static void imply_gaps(const struct audit_total *total)
{
	struct arena *arena = total->run->arena;
	struct audited *audited = &total->run->audited[total->claim];
	struct audit_implied *list =
	    arena_alloc(arena, (audited->implied_count + total->apart) * sizeof *list);
	size_t i;

	for (i = 0; i < audited->implied_count; i++)
		list[i] = audited->implied[i];
	for (i = 0; i < total->sum_count; i++) {
		const struct audit_sum *sum = &total->sums[i];
		const struct printed *stated = audit_sum_stated(total, sum);

		if (!is_apart(sum))
			continue;
		list[audited->implied_count++] = (struct audit_implied){
		    .id = arena_printf(arena, "missing-%s", claim_figure_key(sum->figure)),
		    .name = arena_printf(arena, "%s of the missing row",
					 figure_words(arena, sum->figure)),
		    .value = stated->value - sum->value,
		    .exact = interval_subtract(stated->exact, sum->exact),
		    .loose = sum->gap,
		    .unit = stated->unit,
		};
	}
	audited->implied = list;
}

static bool explain_by_known(const struct audit_total *total)
{
	struct knowns knowns = knowns_of(total->run->arena, total->run->factors);
	const struct known *best = NULL;
	int most = TELLING - 1;
	size_t i;

	for (i = 0; i < knowns.count; i++) {
		int digits = fits_gap(total, &knowns.rows[i]);

		if (digits > most) {
			most = digits;
			best = &knowns.rows[i];
		}
	}
	if (!best)
		return false;
	imply_gaps(total);
	tell(total, VERDICT_CONDITIONAL,
	     arena_printf(total->run->arena, "a row of %s is missing: as in '%s' (%s)",
			  gaps(total), best->model, best->cited))
	    ->source = best->citation;
	return true;
}

/* Ratio of two figures of the gap against those of the rows. */
static bool ratio_fits(const struct audit_total *total, const struct audit_sum *a,
		       const struct audit_sum *b)
{
	struct interval gap = interval_divide(a->gap, b->gap);
	struct interval rows = interval_empty();
	size_t i;

	for (i = 0; i < total->row_count; i++)
		rows =
		    interval_hull(rows, interval_divide(figure_of(total, i, a->figure)->loose,
							figure_of(total, i, b->figure)->loose));
	rows.low /= ratio_room;
	rows.high *= ratio_room;
	return interval_meets(gap, rows);
}

/* One row, unknown, that has as much of each figure as the others have beside each other. */
static bool explain_by_any_row(const struct audit_total *total)
{
	const struct audit_sum *first = foremost(total);
	size_t i;

	if (total->apart < 2)
		return false;
	for (i = 0; i < total->sum_count; i++)
		if (is_apart(&total->sums[i]) && &total->sums[i] != first &&
		    !ratio_fits(total, first, &total->sums[i]))
			return false;
	imply_gaps(total);
	tell(total, VERDICT_CONDITIONAL,
	     arena_printf(total->run->arena,
			  "a row of %s is missing: in proportion it is as the others",
			  gaps(total)));
	return true;
}

static void tell_gap(const struct audit_total *total)
{
	struct arena *arena = total->run->arena;
	const char *list = NULL;
	size_t i;

	for (i = 0; i < total->sum_count; i++) {
		const struct audit_sum *sum = &total->sums[i];
		const struct printed *stated = audit_sum_stated(total, sum);
		const char *one;

		if (!is_apart(sum))
			continue;
		one = arena_printf(
		    arena, "the rows add up to %.10g %s, '%s' is stated (%+.1f %%)",
		    sum->value / stated->unit.scale,
		    *stated->unit.text ? stated->unit.text : figure_words(arena, sum->figure),
		    stated->text, 100 * (stated->value / sum->value - 1));
		list = list ? arena_printf(arena, "%s; %s", list, one) : one;
	}
	tell(total, VERDICT_INCONSISTENT, list);
}

void audit_sums_explain(const struct audit_total *total)
{
	if (explain_by_row(total) || explain_by_unit(total) || explain_by_swap(total))
		return;
	if (lacks_all(total) && (explain_by_known(total) || explain_by_any_row(total)))
		return;
	tell_gap(total);
}
