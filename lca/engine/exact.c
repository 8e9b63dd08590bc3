/* Means and standard deviations of cells that are sums of products. */

#include "lca/engine/exact.h"

#include <math.h>

#include "lca/engine/exact_study.h"

static struct exact moments(struct exact_study *study, struct exact_list list)
{
	struct exact exact = {.mean = NAN, .sd = NAN};
	double mean, variance;

	if (!exact_mean(&study->book, list, &mean) ||
	    !exact_covariance(&study->book, list, list, &variance))
		return exact;
	exact.known = true;
	exact.mean = mean;
	exact.finite_variance = isfinite(variance);
	/* Rounding may leave a variance of 0 just below it. */
	if (exact.finite_variance)
		exact.sd = sqrt(fmax(variance, 0));
	return exact;
}

static bool is_same(struct exact_list a, struct exact_list b)
{
	size_t i;

	if (a.known != b.known || a.count != b.count)
		return false;
	for (i = 0; i < a.count; i++)
		if (a.terms[i].product != b.terms[i].product ||
		    a.terms[i].coefficient != b.terms[i].coefficient)
			return false;
	return true;
}

void exact_moments(const struct sheet *sheet, const cell *outputs, size_t count,
		   struct exact *exact)
{
	enum { LATEST = 8 };
	struct exact_study study;
	size_t i, j;

	exact_study_start(&study, sheet, outputs, count);
	for (i = 0; i < count; i++) {
		struct exact_list list = exact_study_output(&study, outputs[i]);

		/* A phase is often the total, a total the sum of one stage. */
		for (j = i > LATEST ? i - LATEST : 0; j < i; j++)
			if (is_same(list, exact_study_output(&study, outputs[j])))
				break;
		exact[i] = j < i ? exact[j] : moments(&study, list);
	}
	exact_study_end(&study);
}

bool exact_agrees(const struct exact *exact, double mean, uint64_t samples)
{
	static const double most_cv = 2, errors = 6;
	/* Tabulated quantiles are off by up to 1e-9 of a distribution's width. */
	static const double rounding = 1e-8;
	double middle = fabs(exact->mean);

	if (!exact->known || !exact->finite_variance || !(exact->sd < most_cv * middle))
		return true;
	return fabs(mean - exact->mean) <=
	       errors * exact->sd / sqrt((double)samples) + rounding * (middle + exact->sd);
}
