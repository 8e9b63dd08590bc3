#ifndef LCA_BASE_ZONE_RULE_H
#define LCA_BASE_ZONE_RULE_H

/* The rule at the end of a TZif file for all later years, in the form of POSIX's TZ with the
 * longer times of RFC 8536, section 3.3.1: "CET-1CEST,M3.5.0,M10.5.0/3". All in seconds. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum zone_day {
	ZONE_DAY_JULIAN,   /* Jn: 1 to 365, 29 February is never counted */
	ZONE_DAY_OF_YEAR,  /* n: 0 to 365 */
	ZONE_DAY_OF_MONTH, /* Mm.w.d: week 5 is the last one with that day */
};

struct zone_change {
	enum zone_day kind;
	int day; /* of the year, or of the week from Sunday = 0 */
	int month, week;
	int64_t time; /* behind midnight, on the clock before the change */
};

struct zone_rule {
	int64_t standard; /* what clocks are ahead of UTC */
	bool has_saving;
	int64_t saving; /* likewise, from start to end */
	struct zone_change start, end;
};

/* Reads text[0..length), which it must fill. */
bool zone_rule_parse(const char *text, size_t length, struct zone_rule *rule);
/* The local time of a change in a year, seconds from 1970-01-01T00:00 on that clock. */
int64_t zone_rule_time(const struct zone_change *change, int year);
/* The year (UTC) of a time. */
int zone_rule_year(int64_t time);

#endif
