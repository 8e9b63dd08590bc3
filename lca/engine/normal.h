#ifndef LCA_ENGINE_NORMAL_H
#define LCA_ENGINE_NORMAL_H

/*
 * The normal distribution function in the sample loops, as the functions of math.h are.
 *
 * P(Z < -t) = exp(-t^2 / 2) P(t) / Q(t) for 0 <= t <= 9: P and Q are a rational minimax fit, of
 * degrees 8 and 9, to exp(t^2 / 2) erfc(t / sqrt 2) / 2, made with 60 digits; its own error is
 * below 1.3e-17, relative. All coefficients are positive, so that rounding adds little.
 */

#include <math.h>

#include "lca/engine/math.h"

/* exp(-t^2 / 2), 0 <= t < 2^26: the square is taken exactly, as a sum of two numbers. */
static inline double normal_bell(double t)
{
	double head = math_from_bits(math_bits(t) & ~UINT64_C(0x7ffffff));
	double rest = t - head;
	double square = t * t;
	double lost = ((head * head - square) + 2.0 * head * rest) + rest * rest;

	return math_exp(-0.5 * square) * (1.0 - 0.5 * lost);
}

/* P(Z < z), held within [2^-53, 1 - 2^-53], as uniforms are; relative error below 1e-14 below
 * 1/2. */
static inline double normal_below(double z)
{
	double t = fabs(z);
	double above = (((((((0x1.133060d8b9dd7p-18 * t + 0x1.bd3f8415c8e9bp-14) * t +
			     0x1.57e690fa8fbc7p-10) *
				t +
			    0x1.484c76e47a3dap-7) *
			       t +
			   0x1.a61d72cf4e34cp-5) *
			      t +
			  0x1.767f494d2d88bp-3) *
			     t +
			 0x1.c2578e9246197p-2) *
			    t +
			0x1.540ea4ee21430p-1) *
			   t +
		       0.5;
	double below = ((((((((0x1.58e5f2775d2b2p-17 * t + 0x1.17049463c8670p-12) * t +
			      0x1.b05cdbebde407p-9) *
				 t +
			     0x1.9fd23fdce8343p-6) *
				t +
			    0x1.0f369b6676748p-3) *
			       t +
			   0x1.ee89c671aa682p-2) *
			      t +
			  0x1.399b2192358d3p+0) *
			     t +
			 0x1.09bc6c9a64ae8p+1) *
			    t +
			0x1.10286746617b2p+1) *
			   t +
		       1.0;
	double tail = normal_bell(t) * above / below;
	double held = tail > 0x1p-53 ? tail : 0x1p-53;

	return z < 0 ? held : 1.0 - held;
}

#endif
