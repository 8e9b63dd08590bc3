/* Means and covariances of functions of one draw. */

#include "lca/engine/exact_measure.h"

#include <float.h>
#include <math.h>

#define COARSE_MISS 1e-5  /* relative; the fine rule is off by about its square */
#define OUTER_SHARE 1e-12 /* of a mean, at the outermost nodes */
#define ROUGH_RATIO 1.1	  /* between neighbours of a rule that cannot be checked */

double exact_measure_parts_pair(const struct exact_atom *f, const struct exact_atom *g)
{
	double sum = 0;
	size_t i, j;

	/* Cov(exp(s z), exp(t z)) = exp((s^2 + t^2) / 2) (exp(s t) - 1) */
	for (i = 0; i < f->count; i++)
		for (j = 0; j < g->count; j++) {
			double s = f->parts[i].exponent, t = g->parts[j].exponent;

			sum += f->parts[i].amount * g->parts[j].amount *
			       exp((s * s + t * t) / 2) * expm1(s * t);
		}
	return sum;
}

void exact_measure_parts(struct exact_atom *atom)
{
	size_t i;

	atom->mean = 0;
	for (i = 0; i < atom->count; i++)
		atom->mean += atom->parts[i].amount *
			      exp(atom->parts[i].exponent * atom->parts[i].exponent / 2);
	atom->variance = exact_measure_parts_pair(atom, atom);
	/* One that is too large for a double is as good as infinite. */
	atom->spread = isfinite(atom->variance);
	atom->tail = atom->spread ? TAIL_LIGHT : TAIL_NO_VARIANCE;
	atom->known = isfinite(atom->mean);
}

static double order_at(const double *values, double distance)
{
	double outer = fabs(values[0]), outermost = fabs(values[1]);

	if (outermost == outer)
		return 0;
	if (outermost == 0)
		return INFINITY;
	return log(outermost / outer) / distance;
}

static void find_orders(struct exact_atom *atom, const struct exact_rule *rule)
{
	size_t end;

	for (end = 0; end < 2; end++)
		atom->order[end] =
		    isinf(rule->power[end])
			? 0
			: order_at(atom->values + rule->count + 2 * end, rule->probe[end]);
}

/* The integral of distance^(power - 1 + order) exists. */
static bool exists(const struct exact_rule *rule, const double *order)
{
	static const double slack = 1e-6;
	size_t end;

	for (end = 0; end < 2; end++)
		if (!(rule->power[end] + order[end] > slack))
			return false;
	return true;
}

static bool has_moment(const struct exact_atom *atom, const struct exact_rule *rule,
		       double moment)
{
	const double order[2] = {moment * atom->order[0], moment * atom->order[1]};

	return exists(rule, order);
}

static enum exact_tail tail_of(const struct exact_atom *atom, const struct exact_rule *rule)
{
	if (!has_moment(atom, rule, 1))
		return TAIL_NO_MEAN;
	if (!has_moment(atom, rule, 2))
		return TAIL_NO_VARIANCE;
	return has_moment(atom, rule, 4) ? TAIL_LIGHT : TAIL_NO_FOURTH;
}

/* What the outermost nodes add is next to nothing. */
static bool is_covered(const struct exact_rule *rule, const double *values, int power,
		       double whole)
{
	size_t last = rule->count - 1;
	double low = pow(fabs(values[0]), power) * rule->weight[0];
	double high = pow(fabs(values[last]), power) * rule->weight[last];

	return rule->exact || rule->rough || low + high <= OUTER_SHARE * whole;
}

struct sums {
	double mean, absolute, square, variance;
};

static struct sums sums_of(const double *values, const double *weight, size_t count)
{
	struct sums sums = {0};
	double off;
	size_t k;

	for (k = 0; k < count; k++) {
		sums.mean += weight[k] * values[k];
		sums.absolute += weight[k] * fabs(values[k]);
		sums.square += weight[k] * (values[k] * values[k]);
	}
	for (k = 0; k < count; k++) {
		off = values[k] - sums.mean;
		sums.variance += weight[k] * (off * off);
	}
	return sums;
}

static bool is_checked(const struct exact_atom *atom, const struct exact_rule *rule,
		       const struct sums *fine)
{
	struct sums coarse;

	if (rule->exact || rule->rough)
		return true;
	coarse = sums_of(atom->values, rule->coarse, rule->count);
	if (!(fabs(coarse.mean - fine->mean) <= COARSE_MISS * fine->absolute))
		return false;
	return !atom->spread || fabs(coarse.variance - fine->variance) <=
				    COARSE_MISS * fine->variance + DBL_EPSILON * fine->square;
}

void exact_measure_values(struct exact_atom *atom, const struct exact_rule *rule)
{
	struct sums sums = sums_of(atom->values, rule->weight, rule->count);

	find_orders(atom, rule);
	atom->tail = tail_of(atom, rule);
	atom->mean = sums.mean;
	atom->spread = atom->tail < TAIL_NO_VARIANCE;
	atom->variance = sums.variance;
	atom->known = atom->tail != TAIL_NO_MEAN && isfinite(sums.mean) &&
		      (!atom->spread || isfinite(sums.variance)) &&
		      is_covered(rule, atom->values, 1, sums.absolute) &&
		      (!atom->spread || is_covered(rule, atom->values, 2, sums.square)) &&
		      is_checked(atom, rule, &sums);
}

double exact_measure_pair(const struct exact_atom *f, const double *left,
			  const struct exact_atom *g, const double *right,
			  const struct exact_rule *rule)
{
	const double order[2] = {f->order[0] + g->order[0], f->order[1] + g->order[1]};
	double sum = 0;
	size_t k;

	if (!exists(rule, order))
		return INFINITY;
	for (k = 0; k < rule->count; k++)
		sum += rule->weight[k] * ((left[k] - f->mean) * (right[k] - g->mean));
	return sum;
}

bool exact_reaches_zero(const struct exact_rule *rule, const double *values)
{
	bool negative = values[0] < 0;
	size_t k;

	for (k = 0; k < rule->count; k++) {
		if (values[k] == 0 || (values[k] < 0) != negative)
			return true;
		if (rule->rough && k && fabs(log(values[k] / values[k - 1])) > log(ROUGH_RATIO))
			return true;
	}
	for (; k < rule->count + EXACT_PROBES; k++)
		if (negative ? values[k] > 0 : values[k] < 0)
			return true;
	return false;
}
