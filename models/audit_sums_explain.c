/* What would explain that rows do not add up to their total. */

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_across.h"
#include "models/audit_formula.h"
#include "models/audit_units.h"

/* A row over the width of the rounding, from which on it can be recognised. */
static const double telling = 20;

const struct printed *audit_sum_row(const struct audit_total *total, size_t row,
				    enum claim_figure figure)
{
	return total->run->audited[total->rows[row]].claim->figures[figure];
}

static const char *id_of(const struct audit_total *total, size_t row)
{
	return total->run->audited[total->rows[row]].claim->id;
}

bool audit_sum_is_apart(const struct audit_sum *sum)
{
	return sum->whole && sum->outcome == OUTCOME_APART;
}

/* The sum that a reader looks for first: emissions, else the first that is apart. */
const struct audit_sum *audit_sum_foremost(const struct audit_total *total)
{
	const struct audit_sum *first = NULL;
	size_t i;

	for (i = 0; i < total->sum_count; i++) {
		if (!audit_sum_is_apart(&total->sums[i]))
			continue;
		if (total->sums[i].figure == CLAIM_EMISSIONS)
			return &total->sums[i];
		first = first ? first : &total->sums[i];
	}
	return first;
}

struct audit_finding *audit_sum_tell(const struct audit_total *total, enum verdict verdict,
				     const char *message)
{
	const struct audit_sum *sum = audit_sum_foremost(total);
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

/* The rows but that one: taken off their sum, its rounding would count twice. */
static struct interval sum_of_others(const struct audit_total *total, size_t row,
				     enum claim_figure figure)
{
	struct interval sum = interval_of(0);
	size_t i;

	for (i = 0; i < total->row_count; i++)
		if (i != row)
			sum = interval_add(sum, audit_sum_row(total, i, figure)->exact);
	return sum;
}

/* True where every sum meets the total without the row, or with it twice. loose: the total may
 * be rounded where it ends in zeros; its rows are as they are printed. */
static bool meets_with(const struct audit_total *total, size_t row, bool twice, bool loose)
{
	size_t i;

	for (i = 0; i < total->sum_count; i++) {
		const struct audit_sum *sum = &total->sums[i];
		const struct printed *one = audit_sum_row(total, row, sum->figure);
		struct interval with;

		if (!sum->whole)
			continue;
		with = twice ? interval_add(sum->exact, one->exact)
			     : sum_of_others(total, row, sum->figure);
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
		struct interval gap =
		    interval_subtract(taken(audit_sum_stated(total, sum), loose), sum->exact);

		if (audit_sum_is_apart(sum) && audit_sum_row(total, row, sum->figure)->value >
						   telling * (gap.high - gap.low))
			return true;
	}
	return false;
}

static bool explain_by_one(const struct audit_total *total, size_t row, bool loose)
{
	bool without = meets_with(total, row, false, loose);

	if ((!without && !meets_with(total, row, true, loose)) || !tells(total, row, loose))
		return false;
	audit_sum_tell(total, VERDICT_CONDITIONAL,
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

/* A number with two neighbouring digits in each other's place; NAN where that changes nothing.
 */
static struct printed swapped(const struct audit_total *total, const struct printed *printed,
			      size_t at)
{
	char *digits = arena_text(total->run->arena, printed->digits);
	struct printed other = {.value = NAN};

	if (digits[at] == digits[at + 1] || !isdigit((unsigned char)digits[at]) ||
	    !isdigit((unsigned char)digits[at + 1]))
		return other;
	digits[at] = printed->digits[at + 1];
	digits[at + 1] = printed->digits[at];
	other = printed_number(total->run->arena, digits, "", printed->place);
	other.value *= printed->unit.scale;
	other.exact = interval_scale(other.exact, printed->unit.scale);
	return other;
}

/* Whether the total is met with two digits swapped of it (row NULL), or of one of its rows. */
static bool meets_swapped(const struct audit_total *total, const struct claim *row, size_t at)
{
	const struct audit_sum *sum = audit_sum_foremost(total);
	const struct printed *stated = audit_sum_stated(total, sum);
	const struct printed *printed = row ? row->figures[sum->figure] : stated;
	struct printed other = swapped(total, printed, at);
	struct interval whole = sum->exact, width;
	double room;

	if (isnan(other.value))
		return false;
	if (row)
		whole = interval_add(interval_subtract(whole, interval_of(printed->value)),
				     interval_of(other.value));
	width = interval_subtract(stated->exact, whole);
	room = width.high - width.low;
	if (!interval_meets(row ? stated->exact : other.exact, whole) ||
	    fabs(other.value - printed->value) < telling * room / 2)
		return false;
	audit_sum_tell(
	    total, VERDICT_CONDITIONAL,
	    arena_printf(total->run->arena,
			 "the rows add up if two digits of '%s'%s%s%s are swapped: %s",
			 printed->text, row ? " in '" : "", row ? row->id : "", row ? "'" : "",
			 other.digits));
	return true;
}

static bool explain_by_swap(const struct audit_total *total)
{
	const struct audit_sum *sum = audit_sum_foremost(total);
	size_t row, at;

	if (total->apart != 1)
		return false;
	for (at = 0; audit_sum_stated(total, sum)->digits[at]; at++)
		if (meets_swapped(total, NULL, at))
			return true;
	for (row = 0; row < total->row_count; row++) {
		const struct claim *claim = total->run->audited[total->rows[row]].claim;

		for (at = 0; claim->figures[sum->figure]->digits[at]; at++)
			if (meets_swapped(total, claim, at))
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
	const struct audit_sum *sum = audit_sum_foremost(total);
	const struct printed *stated = audit_sum_stated(total, sum);
	struct audit_units units = audit_units_of(sum->figure);
	size_t i;

	if (total->apart != 1)
		return false;
	for (i = 0; i < units.count; i++) {
		double factor = unit_of(units.rows[i].unit).scale / stated->unit.scale;
		struct audit_finding *finding;

		if (!interval_meets(interval_scale(stated->loose, factor), sum->loose) ||
		    !is_sharp(stated, sum, factor))
			continue;
		finding = audit_find(total->run, total->claim, units.code, VERDICT_CONDITIONAL,
				     "the rows add up to the total if its '%s' are %s",
				     stated->text, units.rows[i].words);
		finding->place = stated->place;
		return true;
	}
	return false;
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

		if (!audit_sum_is_apart(sum))
			continue;
		one = arena_printf(arena, "the rows add up to %s %s, '%s' is stated (%+.1f %%)",
				   audit_plain(arena, sum->value / stated->unit.scale, 10),
				   *stated->unit.text ? stated->unit.text
						      : audit_figure_words(arena, sum->figure),
				   stated->text, 100 * (stated->value / sum->value - 1));
		list = list ? arena_printf(arena, "%s; %s", list, one) : one;
	}
	audit_sum_tell(total, VERDICT_INCONSISTENT, list);
}

void audit_sums_explain(const struct audit_total *total)
{
	if (explain_by_row(total) || explain_by_unit(total) || explain_by_swap(total))
		return;
	if (audit_sums_missing(total))
		return;
	tell_gap(total);
}
