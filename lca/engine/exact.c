/* Means and standard deviations of cells that are sums of products. */

#include "lca/engine/exact.h"

#include <math.h>

#include "lca/base/arena.h"
#include "lca/engine/exact_study.h"
#include "lca/engine/exact_tail.h"

/* Squares of smaller means are not held by a double. */
#define LEAST_MEAN 1e-145

static struct exact moments(struct exact_study *study, struct exact_list list)
{
	struct exact exact = {.mean = NAN, .sd = NAN};
	double mean, variance;

	if (!exact_mean(&study->book, list, &mean) ||
	    !exact_covariance(&study->book, list, list, &variance))
		return exact;
	if (mean != 0 && fabs(mean) < LEAST_MEAN)
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

	if (!a.known || !b.known || a.count != b.count)
		return false;
	for (i = 0; i < a.count; i++)
		if (a.terms[i].product != b.terms[i].product ||
		    a.terms[i].coefficient != b.terms[i].coefficient)
			return false;
	return true;
}

static struct exact study_output(struct exact_study *study, const struct exact_tails *tails,
				 cell output, struct exact_list list)
{
	struct exact exact = moments(study, list);

	exact.tail = list.known ? exact_tail_of_list(&study->book, list)
				: exact_tail_of_inputs(tails, output);
	if (exact.known && !exact.finite_variance && exact.tail < TAIL_NO_VARIANCE)
		exact.tail = TAIL_NO_VARIANCE;
	exact.rarest = list.known ? exact_rarest(tails, list) : 0;
	return exact;
}

void exact_moments(const struct sheet *sheet, const cell *outputs, size_t count,
		   struct exact *exact)
{
	enum { LATEST = 8 };
	struct exact_study study;
	struct exact_tails tails;
	size_t i, j;

	exact_study_start(&study, sheet, outputs, count);
	exact_tails_start(&tails, study.book.arena, sheet);
	for (i = 0; i < count; i++) {
		struct exact_list list = exact_study_output(&study, outputs[i]);

		/* A phase is often the total, a total the sum of one stage. */
		for (j = i > LATEST ? i - LATEST : 0; j < i; j++)
			if (is_same(list, exact_study_output(&study, outputs[j])))
				break;
		exact[i] = j < i ? exact[j] : study_output(&study, &tails, outputs[i], list);
	}
	exact_study_end(&study);
}

enum exact_tail exact_tail_of(const struct sheet *sheet, cell output)
{
	struct exact exact;

	exact_moments(sheet, &output, 1, &exact);
	return exact.tail;
}

/* Means of samples are near enough to normal for six standard errors to be beyond chance. */
static bool is_judged(const struct exact *exact, uint64_t samples)
{
	static const double most_cv = 2;
	/* Six standard errors of a count of 25 are 30: its chance is below 1e-6. */
	static const double least_seen = 25;

	if (!exact->known || !exact->finite_variance || exact->tail != TAIL_LIGHT)
		return false;
	if (exact->rarest > 0 && (double)samples * exact->rarest < least_seen)
		return false;
	return exact->sd < most_cv * fabs(exact->mean);
}

bool exact_agrees(const struct exact *exact, double mean, uint64_t samples)
{
	static const double errors = 6;
	/* Tabulated quantiles are off by up to 1e-9 of a distribution's width. */
	static const double rounding = 1e-8;
	double size = fmax(fabs(exact->mean) + exact->sd, exact->magnitude);

	return !is_judged(exact, samples) ||
	       fabs(mean - exact->mean) <=
		   errors * exact->sd / sqrt((double)samples) + rounding * size;
}
