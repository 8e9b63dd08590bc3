#ifndef TESTS_NEAR_H
#define TESTS_NEAR_H

/* The one comparison of doubles in the tests: |got - want| <= tolerance * max(|want|, tiny),
 * with both printed. */

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Relative tolerance; where want is 0 it is absolute. what names the row of a table. */
static inline void assert_near(double got, double want, double tolerance, const char *what)
{
	double slack = want == 0 ? tolerance : tolerance * fabs(want);

	if (!(fabs(got - want) <= slack))
		fail_msg("%s: got %.17g, want %.17g within %g", what, got, want, tolerance);
}

#endif
