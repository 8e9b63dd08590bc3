/* Time zones: offsets, names, clocks set forward and back, files that are no zones. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/zone.h"
#include "models/timestamp.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

struct job {
	struct arena *arena;
	struct diags *diags;
};

static struct job start(void)
{
	struct arena *arena = arena_new();

	return (struct job){arena, diags_new(arena)};
}

static const struct zone *open_zone(struct job *job, const char *text)
{
	return zone_open(job->arena, text, (struct place){0}, job->diags);
}

struct reading {
	const char *local, *utc;
	enum zone_fit fit;
};

static void assert_reads(struct job *job, const struct zone *zone,
			 const struct reading *reading)
{
	int64_t local;
	int64_t utc;
	enum zone_fit fit;
	const char *got;

	if (!timestamp_parse(reading->local, strlen(reading->local), &local, NULL))
		fail_msg("%s is no time", reading->local);
	fit = zone_to_utc(zone, local, &utc);
	got = timestamp_text(job->arena, utc);
	if (strcmp(got, reading->utc) != 0 || fit != reading->fit)
		fail_msg("%s %s: got %s (%d), want %s (%d)", zone_name(zone), reading->local,
			 got, (int)fit, reading->utc, (int)reading->fit);
}

static void reads_offsets(void **state)
{
	static const struct {
		const char *zone;
		struct reading reading;
	} cases[] = {
	    {"UTC", {"2024-07-01T12:00:00", "2024-07-01T12:00:00Z", ZONE_UNIQUE}},
	    {"utc", {"1900-01-01T00:00:00.5", "1900-01-01T00:00:00.5Z", ZONE_UNIQUE}},
	    {"Z", {"2190-12-31T23:59:59", "2190-12-31T23:59:59Z", ZONE_UNIQUE}},
	    {"+01", {"2024-01-01T00:30:00", "2023-12-31T23:30:00Z", ZONE_UNIQUE}},
	    {"+01:00", {"2024-01-01T00:30:00", "2023-12-31T23:30:00Z", ZONE_UNIQUE}},
	    {"-0530", {"1969-12-31T23:59:59.25", "1970-01-01T05:29:59.25Z", ZONE_UNIQUE}},
	    {"+14:00", {"2024-01-01T13:59:59", "2023-12-31T23:59:59Z", ZONE_UNIQUE}},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct job job = start();
		const struct zone *zone = open_zone(&job, cases[i].zone);

		assert_non_null(zone);
		assert_string_equal(zone_name(zone), cases[i].zone);
		assert_reads(&job, zone, &cases[i].reading);
		arena_free(job.arena);
	}
}

static bool has_database(void)
{
	return access("/usr/share/zoneinfo/Europe/Paris", R_OK) == 0;
}

static void follows_clocks_forward_and_back(void **state)
{
	static const struct {
		const char *zone;
		struct reading reading;
	} cases[] = {
	    {"Europe/Paris",
	     {"2024-03-31T01:59:59.999", "2024-03-31T00:59:59.999Z", ZONE_UNIQUE}},
	    {"Europe/Paris", {"2024-03-31T02:00:00", "2024-03-31T01:00:00Z", ZONE_NONE}},
	    {"Europe/Paris", {"2024-03-31T02:59:59", "2024-03-31T01:59:59Z", ZONE_NONE}},
	    {"Europe/Paris", {"2024-03-31T03:00:00", "2024-03-31T01:00:00Z", ZONE_UNIQUE}},
	    {"Europe/Paris", {"2024-07-01T12:00:00", "2024-07-01T10:00:00Z", ZONE_UNIQUE}},
	    {"Europe/Paris", {"2024-10-27T01:59:59", "2024-10-26T23:59:59Z", ZONE_UNIQUE}},
	    {"Europe/Paris", {"2024-10-27T02:00:00", "2024-10-27T00:00:00Z", ZONE_TWICE}},
	    {"Europe/Paris", {"2024-10-27T02:59:59", "2024-10-27T00:59:59Z", ZONE_TWICE}},
	    {"Europe/Paris", {"2024-10-27T03:00:00", "2024-10-27T02:00:00Z", ZONE_UNIQUE}},
	    /* Before the first and behind the last change that a file lists. */
	    {"Europe/Paris", {"1900-01-01T00:09:21", "1900-01-01T00:00:00Z", ZONE_UNIQUE}},
	    {"Europe/Paris", {"2100-07-01T12:00:00", "2100-07-01T10:00:00Z", ZONE_UNIQUE}},
	    {"Europe/Paris", {"2190-12-01T12:00:00", "2190-12-01T11:00:00Z", ZONE_UNIQUE}},
	    {"America/New_York", {"2024-03-10T02:30:00", "2024-03-10T07:30:00Z", ZONE_NONE}},
	    {"America/New_York", {"2024-11-03T01:30:00", "2024-11-03T05:30:00Z", ZONE_TWICE}},
	    {"America/New_York", {"2024-11-03T02:00:00", "2024-11-03T07:00:00Z", ZONE_UNIQUE}},
	    {"Asia/Kolkata", {"2024-07-01T05:30:00", "2024-07-01T00:00:00Z", ZONE_UNIQUE}},
	    /* Half an hour; summer is about the turn of the year. */
	    {"Australia/Lord_Howe",
	     {"2024-01-15T11:00:00", "2024-01-15T00:00:00Z", ZONE_UNIQUE}},
	    {"Australia/Lord_Howe",
	     {"2024-04-07T01:29:59", "2024-04-06T14:29:59Z", ZONE_UNIQUE}},
	    {"Australia/Lord_Howe",
	     {"2024-04-07T01:30:00", "2024-04-06T14:30:00Z", ZONE_TWICE}},
	    {"Australia/Lord_Howe",
	     {"2024-04-07T02:00:00", "2024-04-06T15:30:00Z", ZONE_UNIQUE}},
	    {"Australia/Lord_Howe", {"2024-10-06T02:15:00", "2024-10-05T15:45:00Z", ZONE_NONE}},
	    {"Australia/Lord_Howe", {"2050-10-02T02:15:00", "2050-10-01T15:45:00Z", ZONE_NONE}},
	    /* A day that never was. */
	    {"Pacific/Apia", {"2011-12-30T12:00:00", "2011-12-30T22:00:00Z", ZONE_NONE}},
	    {"Pacific/Apia", {"2011-12-31T12:00:00", "2011-12-30T22:00:00Z", ZONE_UNIQUE}},
	};
	size_t i;

	(void)state;
	if (!has_database())
		skip();
	for (i = 0; i < COUNT(cases); i++) {
		struct job job = start();
		const struct zone *zone = open_zone(&job, cases[i].zone);

		assert_non_null(zone);
		assert_reads(&job, zone, &cases[i].reading);
		arena_free(job.arena);
	}
}

static void refuses_what_is_no_zone(void **state)
{
	static const char *const texts[] = {
	    "",	      "Paris",	  "+1",	       "+25",	  "+01:60",   "+01:",
	    "+01:0",  "+010",	  "+01:00 ",   "+01:000", "UTC+1",    "../passwd",
	    "/etc/x", "Europe",	  "localtime", "PST",	  "01:00",    "Europe/../UTC",
	    "+16:00", "zone.tab", "Europe/",   "--1",	  "+01:00:00"};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(texts); i++) {
		struct job job = start();

		if (open_zone(&job, texts[i]))
			fail_msg("'%s' is taken", texts[i]);
		assert_int_equal(diags_count(job.diags), 1);
		assert_non_null(diags_at(job.diags, 0)->hint);
		if (has_database())
			assert_int_equal(diags_at(job.diags, 0)->code, DIAG_OPTION_VALUE);
		arena_free(job.arena);
	}
}

/* A file of version 2 made of an empty old block, one type an hour ahead of UTC and a rule. */
#define HEADER(types, characters)                                                              \
	"TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" types      \
	"\0\0\0" characters
#define FILE_START HEADER("\0", "\0") HEADER("\1", "\4") "\0\0\x0E\x10\0\0CET\0\n"

static const struct zone *open_rule(struct job *job, const char *rule)
{
	static const char start_bytes[] = FILE_START;
	char *bytes = arena_alloc(job->arena, sizeof start_bytes - 1 + strlen(rule) + 1);

	memcpy(bytes, start_bytes, sizeof start_bytes - 1);
	memcpy(bytes + sizeof start_bytes - 1, rule, strlen(rule));
	bytes[sizeof start_bytes - 1 + strlen(rule)] = '\n';
	return zone_open_bytes(job->arena, "rule", bytes,
			       sizeof start_bytes - 1 + strlen(rule) + 1);
}

static void reads_rules(void **state)
{
	static const struct {
		const char *rule;
		struct reading reading;
	} cases[] = {
	    {"", {"2024-07-01T12:00:00", "2024-07-01T11:00:00Z", ZONE_UNIQUE}},
	    {"CET-1", {"2024-07-01T12:00:00", "2024-07-01T11:00:00Z", ZONE_UNIQUE}},
	    {"CET-1CEST,M3.5.0,M10.5.0/3",
	     {"2024-03-31T02:30:00", "2024-03-31T01:30:00Z", ZONE_NONE}},
	    {"CET-1CEST,M3.5.0,M10.5.0/3",
	     {"1900-10-28T02:30:00", "1900-10-28T00:30:00Z", ZONE_TWICE}},
	    /* Day 60 is 1 March in every year, day 59 counted from 0 is 29 February. */
	    {"CET-1CEST,J60/0,J300/0",
	     {"2024-03-01T00:30:00", "2024-02-29T23:30:00Z", ZONE_NONE}},
	    {"CET-1CEST,J60/0,J300/0",
	     {"2023-03-01T00:30:00", "2023-02-28T23:30:00Z", ZONE_NONE}},
	    {"CET-1CEST,59/0,300/0",
	     {"2024-02-29T00:30:00", "2024-02-28T23:30:00Z", ZONE_NONE}},
	    {"CET-1CEST,59/0,300/0",
	     {"2023-03-01T00:30:00", "2023-02-28T23:30:00Z", ZONE_NONE}},
	    /* Saving below standard time; times before midnight; half hours. */
	    {"IST-1GMT0,M10.5.0,M3.5.0/1",
	     {"2024-01-01T12:00:00", "2024-01-01T12:00:00Z", ZONE_UNIQUE}},
	    {"IST-1GMT0,M10.5.0,M3.5.0/1",
	     {"2024-03-31T01:30:00", "2024-03-31T01:30:00Z", ZONE_NONE}},
	    {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
	     {"2024-03-30T23:30:00", "2024-03-31T01:30:00Z", ZONE_NONE}},
	    {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
	     {"2024-04-07T01:45:00", "2024-04-06T14:45:00Z", ZONE_TWICE}},
	    /* Saving all the year. */
	    {"XXX3EDT4,0/0,J365/23",
	     {"2024-12-31T23:30:00", "2025-01-01T03:30:00Z", ZONE_UNIQUE}},
	    {"XXX3EDT4,0/0,J365/23",
	     {"2025-01-01T00:30:00", "2025-01-01T04:30:00Z", ZONE_UNIQUE}},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct job job = start();
		const struct zone *zone = open_rule(&job, cases[i].rule);

		if (!zone)
			fail_msg("'%s' is not read", cases[i].rule);
		assert_reads(&job, zone, &cases[i].reading);
		arena_free(job.arena);
	}
}

static void refuses_rules_it_cannot_read(void **state)
{
	static const char *const rules[] = {"CET",
					    "-1",
					    "CE-1",
					    "CET-1 ",
					    "CET-1CEST",
					    "CET-1CEST,M3.5.0",
					    "CET-1CEST,M3.5.0,M13.5.0",
					    "CET-1CEST,M3.6.0,M10.5.0",
					    "CET-1CEST,M3.5.7,M10.5.0",
					    "CET-1CEST,J0,J300",
					    "CET-1CEST,1,366",
					    "CET-1CEST,M3.5.0/168,M10.5.0",
					    "CET-1CEST,M3.5.0,M10.5.0,",
					    "<CET-1",
					    "CET-1:60",
					    "CET-1CEST,M3.5.0M10.5.0"};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rules); i++) {
		struct job job = start();

		if (open_rule(&job, rules[i]))
			fail_msg("'%s' is read", rules[i]);
		arena_free(job.arena);
	}
}

/* Cut anywhere, it is no zone. */
static void refuses_files_that_are_no_zones(void **state)
{
	static const char whole[] = FILE_START "CET-1\n";
	size_t length;

	(void)state;
	for (length = 0; length < sizeof whole; length++) {
		struct job job = start();
		char *bytes = malloc(length + 1);
		const struct zone *zone;

		memcpy(bytes, whole, length);
		zone = zone_open_bytes(job.arena, "cut", bytes, length);
		assert_true((zone != NULL) == (length >= sizeof whole - 1));
		free(bytes);
		arena_free(job.arena);
	}
}

static void shows_what_clocks_show(void **state)
{
	static const struct {
		const char *zone, *utc, *local;
	} cases[] = {
	    {"UTC", "2026-03-29T00:59:59Z", "2026-03-29T00:59:59Z"},
	    {"-05:30", "2026-03-29T00:00:00.5Z", "2026-03-28T18:30:00.5Z"},
	    {"Europe/Paris", "2026-03-29T00:59:59Z", "2026-03-29T01:59:59Z"},
	    {"Europe/Paris", "2026-03-29T01:00:00Z", "2026-03-29T03:00:00Z"},
	    {"Europe/Paris", "2026-10-25T00:30:00Z", "2026-10-25T02:30:00Z"},
	    {"Europe/Paris", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z"},
	};
	struct job job = start();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct zone *zone = open_zone(&job, cases[i].zone);
		int64_t utc;

		assert_true(timestamp_parse(cases[i].utc, strlen(cases[i].utc), &utc, NULL));
		assert_string_equal(timestamp_text(job.arena, zone_to_local(zone, utc)),
				    cases[i].local);
	}
	arena_free(job.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_offsets),
	    cmocka_unit_test(follows_clocks_forward_and_back),
	    cmocka_unit_test(shows_what_clocks_show),
	    cmocka_unit_test(refuses_what_is_no_zone),
	    cmocka_unit_test(reads_rules),
	    cmocka_unit_test(refuses_rules_it_cannot_read),
	    cmocka_unit_test(refuses_files_that_are_no_zones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
