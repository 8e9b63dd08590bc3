/* Points in time and durations as logs write them. */

#include "tests/near.h"

#include <stdbool.h>
#include <string.h>

#include "lca/base/arena.h"
#include "models/timestamp.h"

static void reads_what_logs_write(void **state)
{
	static const struct {
		const char *text, *utc;
		bool zoned;
	} cases[] = {
	    {"2023-11-16 18:17:03.9799600", "2023-11-16T18:17:03.97996Z", false},
	    {"2026/03/02 10:00:00.123", "2026-03-02T10:00:00.123Z", false},
	    {"2024-05-31T10:39:13", "2024-05-31T10:39:13Z", false},
	    {"2024-05-31T10:39", "2024-05-31T10:39:00Z", false},
	    {"2024-02-29", "2024-02-29T00:00:00Z", false},
	    {"2000-02-29T00:00:00Z", "2000-02-29T00:00:00Z", true},
	    {"1969-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.999999999Z", true},
	    {"1900-01-01", "1900-01-01T00:00:00Z", false},
	    {"2190-12-31T23:59:59", "2190-12-31T23:59:59Z", false},
	    {"2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z", true},
	    {"2026-01-01T00:30:00-0130", "2026-01-01T02:00:00Z", true},
	    {"2026-01-01T00:30:00+05", "2025-12-31T19:30:00Z", true},
	    {"2026-01-01 00:30:00 UTC", "2026-01-01T00:30:00Z", true},
	    {"2026-01-01 00:30:00,5", "2026-01-01T00:30:00.5Z", false},
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *text = cases[i].text;
		int64_t time = 0;
		bool zoned = !cases[i].zoned;

		if (!timestamp_parse(text, strlen(text), &time, &zoned))
			fail_msg("'%s' is not read", text);
		assert_string_equal(timestamp_text(arena, time), cases[i].utc);
		if (zoned != cases[i].zoned)
			fail_msg("'%s': zone", text);
	}
	arena_free(arena);
}

static void refuses_what_is_no_time(void **state)
{
	static const char *const texts[] = {
	    "",
	    "2026",
	    "2026-13-01",
	    "2026-00-01",
	    "2026-02-29",
	    "1900-02-29",
	    "2100-02-29",
	    "2026-04-31",
	    "2026-04-00",
	    "1899-12-31",
	    "2191-01-01",
	    "2026-01/01",
	    "26-01-01",
	    "2026-01-01T24:00:00",
	    "2026-01-01T10:60:00",
	    "2026-01-01T10:00:60",
	    "2026-01-01T10",
	    "2026-01-01T10:00:00.",
	    "2026-01-01T10:00:00.1234567890",
	    "2026-01-01T10:00:00+1",
	    "2026-01-01T10:00:00+24:00",
	    "2026-01-01T10:00:00ZZ",
	    "2026-01-01T10:00:00 CET",
	    "2026-01-01x10:00:00",
	    " 2026-01-01",
	    "2026-01-01 ",
	    "Unknown",
	    "None",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		int64_t time = 42;

		if (timestamp_parse(texts[i], strlen(texts[i]), &time, NULL) || time != 42)
			fail_msg("'%s' is read", texts[i]);
	}
}

/* Every day from 1900 to 2190 is the day after the one before, and reads back as printed. */
static void calendar_has_no_holes(void **state)
{
	struct arena *arena = arena_new();
	int64_t day = 24 * TIMESTAMP_HOUR, first = 0, last = 0;

	(void)state;
	assert_true(timestamp_parse("1900-01-01", 10, &first, NULL));
	assert_true(timestamp_parse("2190-12-31", 10, &last, NULL));
	assert_int_equal((last - first) / day, 106285);
	for (int64_t time = first; time <= last; time += 29 * day) {
		const char *text = timestamp_text(arena, time);
		int64_t again = 0;

		assert_true(timestamp_parse(text, strlen(text), &again, NULL));
		assert_true(again == time);
	}
	arena_free(arena);
}

static void hours_are_those_of_utc(void **state)
{
	static const struct {
		const char *text, *hour;
	} cases[] = {
	    {"2023-11-16T18:59:59.999999999", "2023-11-16T18"},
	    {"2023-11-16T19:00:00", "2023-11-16T19"},
	    {"2023-11-16T19:00:00+00:30", "2023-11-16T18"},
	    {"1969-12-31T23:59:59", "1969-12-31T23"},
	    {"1969-12-31T00:00:00", "1969-12-31T00"},
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t time = 0;

		assert_true(timestamp_parse(cases[i].text, strlen(cases[i].text), &time, NULL));
		assert_string_equal(timestamp_hour_text(arena, time), cases[i].hour);
	}
	arena_free(arena);
}

static void durations_count_from_their_days(void **state)
{
	static const struct {
		const char *text;
		double seconds;
	} cases[] = {
	    {"04:00:25", 14425},    {"4-00:16:00", 346560}, {"0-00:00:01", 1},
	    {"00:56:24", 3384},	    {"12:30", 750},	    {"12:30.5", 750.5},
	    {"00:00:00.250", 0.25}, {"100:00:00", 360000},
	};
	static const char *const refused[] = {"",      "12",	    "1-02:03",	"1:2",
					      "00:60", "00:00:60",  "1-",	"a:00",
					      ":00",   "UNLIMITED", "00:00:0x", "1:00:00:00"};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		double seconds = NAN;

		assert_true(duration_parse(cases[i].text, strlen(cases[i].text), &seconds));
		assert_near(seconds, cases[i].seconds, 1e-12, cases[i].text);
	}
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		double seconds;

		if (duration_parse(refused[i], strlen(refused[i]), &seconds))
			fail_msg("'%s' is read", refused[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_what_logs_write),
	    cmocka_unit_test(refuses_what_is_no_time),
	    cmocka_unit_test(calendar_has_no_holes),
	    cmocka_unit_test(hours_are_those_of_utc),
	    cmocka_unit_test(durations_count_from_their_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
