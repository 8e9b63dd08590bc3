/* Times as IPMI tools print them. */

#include "tests/near.h"

#include <stdbool.h>
#include <string.h>

#include "models/ipmi_time.h"

static void rewrites_times(void **state)
{
	static const struct {
		const char *text, *iso;
		bool by_slash;
	} cases[] = {
	    {"Thu Feb 15 08:36:01 2024", "2024-02-15T08:36:01", false},
	    {"Tue May  9 14:24:36 2023", "2023-05-09T14:24:36", false},
	    {"  Thu Jan  1 00:00:00 1970\t", "1970-01-01T00:00:00", false},
	    {"03/06/2025 07:40:35 UTC", "2025-03-06T07:40:35 UTC", true},
	    {"03/06/25 07:40:35 GMT", "2025-03-06T07:40:35 UTC", true},
	    {"10/08/2026 06:02:12 PM EDT    Sampling period:", "2026-10-08T18:02:12", true},
	    {"10/08/2026 12:02:12 AM UTC", "2026-10-08T00:02:12 UTC", true},
	    {"10/08/2026 12:02:12 PM UTC", "2026-10-08T12:02:12 UTC", true},
	    {"12/29/2023 - 08:58:00", "2023-12-29T08:58:00", true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char iso[IPMI_ISO] = "";
		bool by_slash = !cases[i].by_slash;

		if (!ipmi_time(cases[i].text, iso, &by_slash))
			fail_msg("'%s' is not read", cases[i].text);
		assert_string_equal(iso, cases[i].iso);
		if (by_slash != cases[i].by_slash)
			fail_msg("'%s': slashes", cases[i].text);
	}
}

static void refuses_what_is_no_time(void **state)
{
	static const char *const texts[] = {
	    "",
	    "Unspecified",
	    "Thu Foo 15 08:36:01 2024",
	    "Thu Feb 15 08:36 2024",
	    "15/02/2024 08:36:01 UTC",
	    "02/15/2024",
	    "02/15/2024 13:36:01 PM",
	    "02/15/2024 00:36:01 AM",
	    "-1/15/2024 08:36:01",
	    "2024-02-15 08:36:01",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		char iso[IPMI_ISO] = "";
		bool by_slash;

		if (ipmi_time(texts[i], iso, &by_slash))
			fail_msg("'%s' is read as %s", texts[i], iso);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rewrites_times),
	    cmocka_unit_test(refuses_what_is_no_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
