/* Periods: years, months and ISO 8601 intervals. */

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "models/study.h"
#include "tests/near.h"

static void reads_intervals(void **state)
{
	static const struct {
		const char *text;
		int year; /* 0: refused */
		int64_t dates;
		double days;
	} cases[] = {
	    {"2022", 2022, 365, 365},
	    {"2024", 2024, 366, 366},
	    {"2023-02", 2023, 28, 28},
	    {"2024-02", 2024, 29, 29},
	    {"2024-12", 2024, 31, 31},
	    {"2022-03-11/2022-07-06", 2022, 118, 118},
	    {"2022-12-20/2023-02-01", 2023, 44, 44},
	    {"2022-09-22/2022-09-22", 2022, 1, 1},
	    {"2022-09-22T15:10Z/2022-10-09T18:50Z", 2022, 18, 17 + (3 + 40 / 60.0) / 24},
	    {"2022-09-22T15:10/2022-10-09T18:50", 2022, 18, 17 + (3 + 40 / 60.0) / 24},
	    {"2024-01-01T00:00Z/2024-01-02T00:00Z", 2024, 1, 1},
	    {"2024-01-01T00:00+02:00/2024-01-01T12:00+02:00", 2024, 2, 0.5},
	    {"2024-01-01/P30D", 2024, 30, 30},
	    {"2024-01-01T12:00Z/P1D", 2024, 2, 1},
	    {"1999-12-31/2000-01-01", 2000, 2, 2},
	    {"2024-05-01/2024-01-01", 0, 0, 0},
	    {"2024-01-01T10:00Z/2024-01-01T10:00Z", 0, 0, 0},
	    {"2024-13", 0, 0, 0},
	    {"2024-00", 0, 0, 0},
	    {"24", 0, 0, 0},
	    {"20245", 0, 0, 0},
	    {"2-24", 0, 0, 0},
	    {"2024-01-01", 0, 0, 0},
	    {"2024-01-01/", 0, 0, 0},
	    {"/2024-01-01", 0, 0, 0},
	    {"2024-01-01/P0D", 0, 0, 0},
	    {"2024-01-01/P1M", 0, 0, 0},
	    {"2024-02-30/2024-03-01", 0, 0, 0},
	    {"soon", 0, 0, 0},
	    {"", 0, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *arena = arena_new();
		struct diags *diags = diags_new(arena);
		struct period period;
		bool read = period_read(arena, cases[i].text, (struct place){0}, "period",
					diags, &period);

		if (read != (cases[i].year != 0) || read == diags_has_error(diags) ||
		    period.known != read)
			fail_msg("'%s' is %s", cases[i].text, read ? "read" : "refused");
		if (read && period_year(&period) != cases[i].year)
			fail_msg("'%s' is of %d", cases[i].text, period_year(&period));
		if (read && period_dates(&period) != cases[i].dates)
			fail_msg("'%s' touches %d dates", cases[i].text,
				 (int)period_dates(&period));
		if (read)
			assert_near(period_days(&period), cases[i].days, 1e-12, cases[i].text);
		arena_free(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(reads_intervals)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
