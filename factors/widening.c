/* The price of a step back: variances of ln x. */

#include "factors/widening.h"

#include <math.h>
#include <string.h>

#include "factors/geography.h"
#include "lca/base/text.h"

double widening_default(struct factors *factors, const char *region, const char *criterion)
{
	double gsd = factor_default(factors, region, criterion, 1);

	return gsd > 1 ? log(gsd) * log(gsd) : 0;
}

bool widening_is_emission(const struct query *query)
{
	return strcmp(query->activity, "electricity") == 0 &&
	       text_starts(query->criterion, "gwp");
}

/* How far the parts of a region lie from the whole. */
static double apart(struct factors *factors, const struct query *query, const char *parent)
{
	static const char criterion[] = "gsd-parent-geography";
	double own =
	    widening_is_emission(query) ? widening_default(factors, parent, criterion) : 0;

	return own > 0 ? own : widening_default(factors, "-", criterion);
}

/* How far one place lies from the grid zone that feeds it: the least that any figure of the
 * zone, or of what holds the zone, is off by. */
static double apart_in_zone(struct factors *factors, const struct query *query,
			    const char *region)
{
	if (!widening_is_emission(query) || !*region || text_same(region, query->region) ||
	    !geography_is_site(factors, query->region) || !geography_is_zoned(factors, region))
		return 0;
	return widening_default(factors, "-", "gsd-zone");
}

/* The losses of a grid are those of all its parts. */
static double geography(struct factors *factors, const struct query *query,
			const struct step *step)
{
	double parts = step->parents > 0 ? apart(factors, query, step->region) : 0;

	if (strcmp(query->activity, "losses") == 0)
		return 0;
	return fmax(parts, apart_in_zone(factors, query, step->region));
}

static bool switches_method(struct factors *factors, const struct step *step)
{
	const struct factor *row = factor_row(factors, step->row->layer, step->row->number);
	const struct factor *nearest =
	    factor_row(factors, step->nearest->layer, step->nearest->number);

	return row && row->method && nearest && nearest->method &&
	       strcmp(row->method->origin.draw, nearest->method->origin.draw) != 0;
}

struct widening widening_of(struct factors *factors, const struct query *query,
			    const struct step *step)
{
	struct widening widening = {.age = step->years *
					   widening_default(factors, "-", "age-gsd-per-year"),
				    .geography = geography(factors, query, step)};

	if (switches_method(factors, step))
		widening.method = widening_default(factors, "-", "gsd-method-switch");
	return widening;
}

double widening_sum(const struct widening *widening)
{
	return widening->age + widening->geography + widening->method;
}
