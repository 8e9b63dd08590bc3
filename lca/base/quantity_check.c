/* A quantity against the rule of its key. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/quantity_reader.h"
#include "lca/base/text.h"

/* Mass below this moves no digit of a report. */
#define LEAST_MASS 1e-5

static const char *in_unit(struct quantity_reader *reader, const struct quantity *quantity,
			   double base)
{
	const struct dist value = dist_exact(base);

	return dist_describe_in(reader->arena, &value, quantity->unit.scale,
				quantity->unit.text);
}

/* "write '4 .. 6 yr' or {value: 5 ± 1 yr, min: 3 yr}"; NULL for another shape. */
static const char *normal_hint(struct quantity_reader *reader, const struct quantity *quantity)
{
	static const struct dist standard = {.kind = DIST_NORMAL, .b = 1};
	const struct dist *dist = &quantity->dist;
	const char *hint;

	if (dist->kind != DIST_NORMAL || dist->cut)
		return NULL;
	hint =
	    quantity_cut_hint(reader, &quantity->unit, dist->a / quantity->unit.scale,
			      dist->b * dist_quantile(&standard, 0.975) / quantity->unit.scale);
	return hint ? arena_printf(reader->arena, "write %s", hint) : NULL;
}

/* A row of factors has no key beside its shape. */
static const char *positive_hint(struct quantity_reader *reader,
				 const struct quantity *quantity)
{
	enum dist_kind kind = quantity->dist.kind;
	const char *cut = reader->path ? normal_hint(reader, quantity) : NULL;

	if (cut)
		return cut;
	if (kind == DIST_GAMMA || kind == DIST_WEIBULL || kind == DIST_LOGNORMAL)
		return "put a shift: or a min: above 0 beside it";
	if (!reader->path)
		return "write 'x/' (lognormal) or {triangular: [min, mode, max]} with a "
		       "minimum above 0";
	return "write 'x/' (lognormal) or {triangular: [min, mode, max]} with a minimum above "
	       "0, or put a min: above 0 beside it";
}

static bool check_positive(struct quantity_reader *reader, const struct quantity *quantity,
			   struct place place)
{
	const struct dist *dist = &quantity->dist;
	double low;
	double high;

	dist_support(dist, &low, &high);
	/* A lognormal never is 0, and nears it more slowly than any power. */
	if (low > 0 || (dist->kind == DIST_LOGNORMAL && low >= 0))
		return true;
	if (dist->kind == DIST_EXACT)
		diag_add(reader->diags, DIAG_QUANTITY_POSITIVE, place, reader->path, NULL,
			 "'%s' must be above 0, found %s", reader->name,
			 in_unit(reader, quantity, dist->a));
	else
		diag_add(reader->diags, DIAG_QUANTITY_POSITIVE, place, reader->path,
			 positive_hint(reader, quantity),
			 "'%s' must stay above 0, but its distribution (%s) reaches it",
			 reader->name,
			 dist_describe_in(reader->arena, dist, quantity->unit.scale,
					  quantity->unit.text));
	return false;
}

/* A normal has no end, so that it reaches any pole; one that is cut below the largest value
 * possible does not. */
static bool check_denominator(struct quantity_reader *reader, const struct quantity *quantity,
			      struct place place)
{
	const struct dist *dist = &quantity->dist;
	bool is_student = dist->kind == DIST_STUDENT;
	const char *hint;

	if ((dist->kind != DIST_NORMAL && !is_student) ||
	    (dist->cut && dist->high <= reader->rule->high))
		return true;
	hint = normal_hint(reader, quantity);
	diag_add(
	    reader->diags, DIAG_QUANTITY_POSITIVE, place, reader->path,
	    hint ? hint
		 : arena_printf(
		       reader->arena,
		       "write 'x/' (lognormal) or {triangular: [min, mode, max]}, or put "
		       "'max: %s' beside it",
		       in_unit(reader, quantity, reader->rule->high)),

	    "'%s' stands in a denominator and cannot be %s (%s)", reader->name,
	    is_student ? "a Student's t" : "normal",
	    dist_describe_in(reader->arena, dist, quantity->unit.scale, quantity->unit.text));
	return false;
}

static void warn_mass(struct quantity_reader *reader, const struct quantity *quantity,
		      struct place place, double share, const char *side, double bound)
{
	if (share < LEAST_MASS)
		return;
	diag_add(reader->diags, DIAG_QUANTITY_MASS, place, reader->path, NULL,
		 "%s of the distribution of '%s' lies %s %s",
		 quantity_percent(reader->arena, share), reader->name, side,
		 in_unit(reader, quantity, bound));
}

/* The value that a report shows, and the mass of the distribution, against low <= x <= high. */
static bool check_domain(struct quantity_reader *reader, const struct quantity *quantity,
			 struct place place, enum diag_code code, double low, double high)
{
	const struct dist *dist = &quantity->dist;
	double central = dist_central(dist);
	bool below = central < low;

	if (below || central > high) {
		diag_add(reader->diags, code, place, reader->path, NULL,
			 "'%s' must be %s %s, found %s", reader->name,
			 below ? "at least" : "at most",
			 in_unit(reader, quantity, below ? low : high),
			 in_unit(reader, quantity, central));
		return false;
	}
	if (dist->kind == DIST_EXACT)
		return true;
	warn_mass(reader, quantity, place, dist_below(dist, low), "below", low);
	if (isfinite(high))
		warn_mass(reader, quantity, place, dist_above(dist, high), "above", high);
	return true;
}

bool quantity_possible(struct quantity_reader *reader, double base, struct place place,
		       const char *typed)
{
	const struct quantity_rule *rule = reader->rule;
	bool bounded = rule->high > rule->low && rule->low >= 0;

	if (base > 0 || (!rule->positive && !(base < 0)) ||
	    !(rule->positive || rule->nonnegative || bounded) || reader->cut_below)
		return true;
	diag_add(reader->diags,
		 rule->positive ? DIAG_QUANTITY_POSITIVE : DIAG_QUANTITY_NEGATIVE, place,
		 reader->path, "correct it or leave it out, or put a min: beside them",
		 "'%s' must be %s 0, found %s among its values", reader->name,
		 rule->positive ? "above" : "at least", typed);
	return false;
}

bool quantity_check(struct quantity_reader *reader, const struct quantity *quantity,
		    struct place place)
{
	const struct quantity_rule *rule = reader->rule;

	if (rule->positive && !check_positive(reader, quantity, place))
		return false;
	if (rule->denominator && !check_denominator(reader, quantity, place))
		return false;
	if (rule->high > rule->low)
		return check_domain(reader, quantity, place, DIAG_QUANTITY_DOMAIN, rule->low,
				    rule->high);
	if (rule->nonnegative && !rule->positive)
		return check_domain(reader, quantity, place, DIAG_QUANTITY_NEGATIVE, 0,
				    INFINITY);
	return true;
}
