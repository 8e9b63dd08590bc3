#ifndef LCA_ENGINE_MATH_H
#define LCA_ENGINE_MATH_H

/*
 * Elementary functions of the sample loops: branch-free, so that compilers vectorise the loops
 * around them, and made of IEEE operations alone, so that every processor gives the same bytes
 * (a C library picks other instructions, hence other last bits, on other processors).
 *
 * Error below 1 unit in the last place; log needs a finite normal x > 0. exp gives 0 below -708
 * and infinity above 709.78. normal_centre and normal_tail are AS 241 PPND16 (Wichura 1988).
 */

#include <math.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t math_bits(double x)
{
	uint64_t bits;

	memcpy(&bits, &x, sizeof bits);
	return bits;
}

static inline double math_from_bits(uint64_t bits)
{
	double x;

	memcpy(&x, &bits, sizeof x);
	return x;
}

/* x = m 2^k with sqrt(1/2) <= m < sqrt(2); log m = 2 atanh(f / (2 + f)), f = m - 1, as f -
 * (f^2/2 - s (f^2/2 + R)). */
static inline double math_log(double x)
{
	const uint64_t root = UINT64_C(0x3fe6a09e667f3bcd); /* sqrt(1/2) */
	const double ln2_high = 0x1.62e42feep-1, ln2_low = 0x1.a39ef35793c76p-33;
	uint64_t shifted = math_bits(x) - root + (UINT64_C(1024) << 52);
	/* 0x433.. | n is 2^52 + n as a double: integer to double without a conversion
	 * instruction. */
	double k =
	    math_from_bits(UINT64_C(0x4330000000000000) | (shifted >> 52)) - (0x1p52 + 1024.0);
	double m = math_from_bits((shifted & UINT64_C(0x000fffffffffffff)) + root);
	double f = m - 1.0;
	double s = f / (2.0 + f);
	double z = s * s;
	double w = z * z;
	double even =
	    w * (0x1.999999997fa04p-2 + w * (0x1.c71c51d8e78afp-3 + w * 0x1.39a09d078c69fp-3));
	double odd = z * (0x1.5555555555593p-1 +
			  w * (0x1.2492494229359p-2 +
			       w * (0x1.7466496cb03dep-3 + w * 0x1.2f112df3e5244p-3)));
	double half = 0.5 * f * f;

	return k * ln2_high - ((half - (s * (half + (even + odd)) + k * ln2_low)) - f);
}

/* exp x = 2^k exp r, |r| <= ln 2 / 2; Taylor's polynomial of exp r to r^13 (rest below 2^-58).
 */
static inline double math_exp(double x)
{
	const double magic = 0x1.8p52, ln2_high = 0x1.62e42feep-1,
		     ln2_low = 0x1.a39ef35793c76p-33;
	double bounded = x < -708.0 ? -708.0 : x > 710.0 ? 710.0 : x;
	double shifted = bounded * 0x1.71547652b82fep+0 + magic;
	double k = shifted - magic;
	double r = (bounded - k * ln2_high) - k * ln2_low;
	double r2 = r * r;
	double r4 = r2 * r2;
	double p01 = 1.0 / 6 + r * (1.0 / 24);
	double p23 = 1.0 / 120 + r * (1.0 / 720);
	double p45 = 1.0 / 5040 + r * (1.0 / 40320);
	double p67 = 1.0 / 362880 + r * (1.0 / 3628800);
	double p89 = 1.0 / 39916800 + r * (1.0 / 479001600) + r2 * (1.0 / 6227020800);
	double tail = (p01 + r2 * p23) + r4 * ((p45 + r2 * p67) + r4 * p89);
	double value = 1.0 + (r + (0.5 * r2 + r2 * r * tail));
	/* 2^(k-1), then doubled: k reaches 1024. */
	double scale = math_from_bits((math_bits(shifted) + 1022) << 52);
	double result = value * scale * 2.0;

	/* Comparisons false for NaN keep it. */
	result = x < -708.0 ? 0.0 : result;
	return x != x ? x : result;
}

/* log(1 + x), x >= 0: what the sum loses is made up for. */
static inline double math_log1p(double x)
{
	double sum = 1.0 + x;
	double kept = sum - 1.0;
	double value = math_log(sum) + (x - kept) / sum;

	return kept > 0.0 ? value : x;
}

/* -log(1 - u), 0 < u < 1. */
static inline double math_exponential(double u)
{
	double rest = 1.0 - u;
	double taken = 1.0 - rest;
	double value = -math_log(rest) + (u - taken) / rest;

	return taken > 0.0 ? value : u;
}

/* sin x, |x| <= pi / 4, by Taylor's polynomial to x^17. */
static inline double math_sine(double x)
{
	double s = x * x;
	double p35 = 1.0 / 6 - s * (1.0 / 120);
	double p79 = 1.0 / 5040 - s * (1.0 / 362880);
	double p1113 = 1.0 / 39916800 - s * (1.0 / 6227020800.0);
	double p1517 = 1.0 / 1307674368000.0 - s * (1.0 / 355687428096000.0);
	double q = s * s;

	return x - x * s * (p35 + q * (p79 + q * (p1113 + q * p1517)));
}

/* |q| <= 0.425, q = u - 1/2. */
static inline double normal_centre(double q)
{
	double r = 0.180625 - q * q;
	double above = ((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r +
			    6.7265770927008700853e4) *
			       r +
			   4.5921953931549871457e4) *
			      r +
			  1.3731693765509461125e4) *
			     r +
			 1.9715909503065514427e3) *
			    r +
			1.3314166789178437745e2) *
			   r +
		       3.3871328727963666080;
	double below = ((((((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r +
			    3.9307895800092710610e4) *
			       r +
			   2.1213794301586595867e4) *
			      r +
			  5.3941960214247511077e3) *
			     r +
			 6.8718700749205790830e2) *
			    r +
			4.2313330701600911252e1) *
			   r +
		       1.0;

	return q * above / below;
}

/* -z for the lower tail probability p < 0.075, r = sqrt(-log p) <= 5. */
static inline double normal_tail(double root)
{
	double r = root - 1.6;
	double above = ((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r +
			    2.41780725177450611770e-1) *
			       r +
			   1.27045825245236838258) *
			      r +
			  3.64784832476320460504) *
			     r +
			 5.76949722146069140550) *
			    r +
			4.63033784615654529590) *
			   r +
		       1.42343711074968357734;
	double below = ((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r +
			    1.51986665636164571966e-2) *
			       r +
			   1.48103976427480074590e-1) *
			      r +
			  6.89767334985100004550e-1) *
			     r +
			 1.67638483018380384940) *
			    r +
			2.05319162663775882187) *
			   r +
		       1.0;

	return above / below;
}

/* The same for r > 5: p < 1.4e-11. */
static inline double normal_far_tail(double root)
{
	double r = root - 5.0;
	double above = ((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r +
			    1.24266094738807843860e-3) *
			       r +
			   2.65321895265761230930e-2) *
			      r +
			  2.96560571828504891230e-1) *
			     r +
			 1.78482653991729133580) *
			    r +
			5.46378491116411436990) *
			   r +
		       6.65790464350110377720;
	double below = ((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r +
			    1.84631831751005468180e-5) *
			       r +
			   7.86869131145613259100e-4) *
			      r +
			  1.48753612908506148525e-2) *
			     r +
			 1.36929880922735805310e-1) *
			    r +
			5.99832206555887937690e-1) *
			   r +
		       1.0;

	return above / below;
}

#endif
