/* The gamma distribution. */

#include <gsl/gsl_cdf.h>

#include "lca/base/dist_shape.h"

struct dist_tails dist_gamma_tails(double x, double shape)
{
	dist_silence_gsl();
	return (struct dist_tails){gsl_cdf_gamma_P(x, shape, 1), gsl_cdf_gamma_Q(x, shape, 1)};
}

double dist_gamma_quantile(double p, double q, double shape)
{
	dist_silence_gsl();
	return p <= q ? gsl_cdf_gamma_Pinv(p, shape, 1) : gsl_cdf_gamma_Qinv(q, shape, 1);
}
