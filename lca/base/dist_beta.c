/* The beta distribution and what follows from it. */

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "lca/base/dist_shape.h"

enum { HALVINGS = 80 };

struct dist_tails dist_beta_tails(double x, double alpha, double beta)
{
	dist_silence_gsl();
	return (struct dist_tails){gsl_cdf_beta_P(x, alpha, beta),
				   gsl_cdf_beta_Q(x, alpha, beta)};
}

static double bisect_beta(double p, double alpha, double beta)
{
	double low = 0;
	double high = 1;
	int i;

	for (i = 0; i < HALVINGS; i++) {
		double middle = (low + high) / 2;

		if (dist_beta_tails(middle, alpha, beta).below < p)
			low = middle;
		else
			high = middle;
	}
	return (low + high) / 2;
}

double dist_beta_quantile(double p, double q, double alpha, double beta)
{
	double x;

	(void)q;
	dist_silence_gsl();
	x = gsl_cdf_beta_Pinv(p, alpha, beta);
	if (!(x >= 0 && x <= 1) || fabs(dist_beta_tails(x, alpha, beta).below - p) > 1e-12)
		x = bisect_beta(p, alpha, beta);
	return x;
}

struct dist_tails dist_student_tails(double t, double degrees)
{
	dist_silence_gsl();
	return (struct dist_tails){gsl_cdf_tdist_P(t, degrees), gsl_cdf_tdist_Q(t, degrees)};
}

double dist_student_quantile(double p, double q, double degrees)
{
	dist_silence_gsl();
	return p <= q ? gsl_cdf_tdist_Pinv(p, degrees) : gsl_cdf_tdist_Qinv(q, degrees);
}
