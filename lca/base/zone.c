/* Time zones out of TZif files (RFC 8536). */

#include "lca/base/zone.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "lca/base/arena.h"
#include "lca/base/file.h"
#include "lca/base/text.h"
#include "lca/base/zone_rule.h"

#define FOLDER	     "/usr/share/zoneinfo"
#define LARGEST_FILE ((size_t)256 * 1024)
#define LONGEST_NAME 64
#define SECOND	     INT64_C(1000000000)
#define EARLIEST     (INT64_MIN / SECOND) /* seconds that nanoseconds reach */
#define LATEST	     (INT64_MAX / SECOND)
#define MOST_AHEAD   (26 * 3600) /* seconds; RFC 8536, section 3.2 */
#define MOST_HOURS   15		 /* of an offset that is typed: none in use is above 14 */

/* Clocks are offset seconds ahead of UTC from start to the start of the next span. */
struct span {
	int64_t start, offset;
};

struct zone {
	const char *name;
	size_t count; /* at least 1 */
	struct span *spans;
};

static struct zone *zone_new(struct arena *arena, const char *name)
{
	struct zone *zone = arena_alloc(arena, sizeof *zone);

	zone->name = arena_text(arena, name);
	return zone;
}

/* In the order of time; a span that the next one leaves no time is taken over by it, such as
 * the standard time of a rule that saves all the year. */
static void add_span(struct arena *arena, struct zone *zone, int64_t start, int64_t offset)
{
	if (zone->count && zone->spans[zone->count - 1].start == start)
		zone->count--;
	zone->spans = arena_grow(arena, zone->spans, zone->count, sizeof *zone->spans);
	zone->spans[zone->count++] = (struct span){start, offset};
}

struct cursor {
	const unsigned char *at;
	size_t left;
};

/* The counts of a header, in the file's order, and the size of its times. */
struct block {
	uint64_t utc_marks, standard_marks, leaps, times, types, characters;
	unsigned char version;
};

/* The next size bytes, or NULL where there are fewer. */
static const unsigned char *take(struct cursor *cursor, uint64_t size)
{
	const unsigned char *taken = cursor->at;

	if (size > cursor->left)
		return NULL;
	cursor->at += size;
	cursor->left -= (size_t)size;
	return taken;
}

static uint64_t big_endian(const unsigned char *bytes, size_t size)
{
	uint64_t number = 0;
	size_t i;

	for (i = 0; i < size; i++)
		number = number << 8 | bytes[i];
	return number;
}

static bool take_header(struct cursor *cursor, struct block *block)
{
	const unsigned char *header = take(cursor, 44);

	if (!header || memcmp(header, "TZif", 4) != 0)
		return false;
	*block = (struct block){
	    .version = header[4],
	    .utc_marks = big_endian(header + 20, 4),
	    .standard_marks = big_endian(header + 24, 4),
	    .leaps = big_endian(header + 28, 4),
	    .times = big_endian(header + 32, 4),
	    .types = big_endian(header + 36, 4),
	    .characters = big_endian(header + 40, 4),
	};
	return true;
}

/* Everything of a block behind its times, type numbers and types. */
static uint64_t rest_of(const struct block *block, uint64_t time_size)
{
	return block->characters + block->leaps * (time_size + 4) + block->standard_marks +
	       block->utc_marks;
}

/* Over the block with times of 32 bits, which files keep for old programs. */
static bool skip_old_block(struct cursor *cursor)
{
	struct block block;

	return take_header(cursor, &block) && block.version >= '2' &&
	       take(cursor, block.times * 5 + block.types * 6 + rest_of(&block, 4));
}

/* What clocks are ahead of UTC in a type. */
static bool offset_of(const unsigned char *types, uint64_t type, int64_t *offset)
{
	*offset = (int32_t)(uint32_t)big_endian(types + 6 * type, 4);
	return *offset >= -MOST_AHEAD && *offset <= MOST_AHEAD;
}

static bool read_spans(struct arena *arena, struct zone *zone, const struct block *block,
		       const unsigned char *times, const unsigned char *numbers,
		       const unsigned char *types)
{
	int64_t offset;
	uint64_t i;

	if (!offset_of(types, 0, &offset))
		return false;
	add_span(arena, zone, INT64_MIN, offset);
	for (i = 0; i < block->times; i++) {
		int64_t start = (int64_t)big_endian(times + 8 * i, 8);

		if (numbers[i] >= block->types || !offset_of(types, numbers[i], &offset) ||
		    start < zone->spans[zone->count - 1].start)
			return false;
		add_span(arena, zone, start, offset);
	}
	return true;
}

static bool take_block(struct arena *arena, struct cursor *cursor, struct zone *zone)
{
	struct block block;
	const unsigned char *times;
	const unsigned char *numbers;
	const unsigned char *types;

	if (!take_header(cursor, &block) || block.types == 0 || block.leaps)
		return false;
	times = take(cursor, block.times * 8);
	numbers = take(cursor, block.times);
	types = take(cursor, block.types * 6);
	if (!times || !numbers || !types || !take(cursor, rest_of(&block, 8)))
		return false;
	return read_spans(arena, zone, &block, times, numbers, types);
}

/* Two changes of a year in the order of time, but for those up to after. */
static void add_year(struct arena *arena, struct zone *zone, const struct zone_rule *rule,
		     int year, int64_t after)
{
	struct span changes[] = {
	    {zone_rule_time(&rule->start, year) - rule->standard, rule->saving},
	    {zone_rule_time(&rule->end, year) - rule->saving, rule->standard},
	};
	bool swapped = changes[1].start < changes[0].start;
	size_t i;

	for (i = 0; i < 2; i++) {
		const struct span *change = &changes[swapped ? 1 - i : i];

		if (change->start > after)
			add_span(arena, zone, change->start, change->offset);
	}
}

/* What holds behind the last change of the file, as far as nanoseconds reach. */
static void add_years(struct arena *arena, struct zone *zone, const struct zone_rule *rule)
{
	int64_t last = zone->spans[zone->count - 1].start;
	int year;

	if (!rule->has_saving || last > LATEST)
		return;
	/* A change may be hours away from its year. */
	for (year = zone_rule_year(last < EARLIEST ? EARLIEST : last) - 1;
	     year <= zone_rule_year(LATEST); year++)
		add_year(arena, zone, rule, year, last);
}

/* "\nRULE\n", or no rule, where the last change holds for ever. */
static bool take_footer(struct arena *arena, struct cursor *cursor, struct zone *zone)
{
	const char *text = (const char *)cursor->at + 1;
	struct zone_rule rule;
	const char *end;

	if (cursor->left < 2 || cursor->at[0] != '\n')
		return false;
	end = memchr(text, '\n', cursor->left - 1);
	if (!end)
		return false;
	if (end == text)
		return true;
	if (!zone_rule_parse(text, (size_t)(end - text), &rule))
		return false;
	add_years(arena, zone, &rule);
	return true;
}

const struct zone *zone_open_bytes(struct arena *arena, const char *name, const void *bytes,
				   size_t length)
{
	struct zone *zone = zone_new(arena, name);
	struct cursor cursor = {bytes, length};

	if (!skip_old_block(&cursor) || !take_block(arena, &cursor, zone) ||
	    !take_footer(arena, &cursor, zone))
		return NULL;
	return zone;
}

/* No path out of the folder, and not the zone of this machine. */
static bool is_name(const char *text)
{
	static const char characters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
					 "0123456789_+-/";

	return *text && *text != '/' && strlen(text) <= LONGEST_NAME &&
	       !text[strspn(text, characters)] && !text_same(text, "localtime");
}

static const struct zone *read_file(struct arena *arena, const char *name)
{
	int file = file_open(arena_printf(arena, "%s/%s", FOLDER, name));
	const struct zone *zone = NULL;
	size_t length = 0;
	ssize_t count = 1;
	char *bytes;

	if (file < 0)
		return NULL;
	bytes = arena_alloc(arena, LARGEST_FILE);
	while (count > 0 && length < LARGEST_FILE) {
		count = file_read(file, bytes + length, LARGEST_FILE - length);
		length += count > 0 ? (size_t)count : 0;
	}
	if (count == 0)
		zone = zone_open_bytes(arena, name, bytes, length);
	file_close(file);
	return zone;
}

static bool take_two_digits(const char **at, int most, int64_t *number)
{
	const char *text = *at;

	if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
		return false;
	*number = (text[0] - '0') * 10 + (text[1] - '0');
	*at += 2;
	return *number <= most;
}

/* +HH, +HHMM, +HH:MM. */
static bool parse_offset(const char *text, int64_t *offset)
{
	int64_t hours;
	int64_t minutes = 0;
	const char *at = text + 1;

	if ((*text != '+' && *text != '-') || !take_two_digits(&at, MOST_HOURS, &hours))
		return false;
	if (*at == ':' && at[1])
		at++;
	if (*at && !take_two_digits(&at, 59, &minutes))
		return false;
	*offset = (hours * 60 + minutes) * 60;
	*offset = *text == '-' ? -*offset : *offset;
	return *at == '\0';
}

static const struct zone *report(const char *text, struct place place, struct diags *diags)
{
	if (is_name(text) && access(FOLDER "/Etc/UTC", F_OK) != 0)
		diag_add(diags, DIAG_FILE_OPEN, place, NULL,
			 "install the package tzdata, or write an offset such as '+01:00'",
			 "the time zone '%s' is not known: this system has no time zones in "
			 "%s",
			 text, FOLDER);
	else
		diag_add(diags, DIAG_OPTION_VALUE, place, NULL,
			 "write 'UTC', an offset such as '+01:00', or a name such as "
			 "'Europe/Paris'",
			 "'%s' is no time zone", text);
	return NULL;
}

const struct zone *zone_open(struct arena *arena, const char *text, struct place place,
			     struct diags *diags)
{
	bool is_utc = text_same_nocase(text, "UTC") || text_same_nocase(text, "Z");
	const struct zone *named;
	struct zone *fixed;
	int64_t offset = 0;

	if (is_utc || parse_offset(text, &offset)) {
		fixed = zone_new(arena, text);
		add_span(arena, fixed, INT64_MIN, offset);
		return fixed;
	}
	named = is_name(text) ? read_file(arena, text) : NULL;
	return named ? named : report(text, place, diags);
}

const char *zone_name(const struct zone *zone)
{
	return zone->name;
}

/* The last span that starts at or before time. */
static size_t find_span(const struct zone *zone, int64_t time)
{
	size_t low = 0;
	size_t high = zone->count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (zone->spans[middle].start <= time)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static bool is_last(const struct zone *zone, size_t span)
{
	return span + 1 == zone->count;
}

/* A span behind the first one that local falls into as well: its time. */
static bool fits_later(const struct zone *zone, size_t first, int64_t local, int64_t *later)
{
	const struct span *spans = zone->spans;
	size_t i;

	for (i = first + 1; i < zone->count && spans[i].start <= local + MOST_AHEAD; i++) {
		*later = local - spans[i].offset;
		if (*later >= spans[i].start &&
		    (is_last(zone, i) || *later < spans[i + 1].start))
			return true;
	}
	return false;
}

/* In seconds. Each span is left for the next one where local lies behind it, so that local
 * never lies before the span at hand, unless between two. */
static enum zone_fit fit(const struct zone *zone, int64_t local, int64_t *time, int64_t *later)
{
	const struct span *spans = zone->spans;
	size_t i = find_span(zone, local - MOST_AHEAD);

	for (;; i++) {
		*time = local - spans[i].offset;
		if (is_last(zone, i) || *time < spans[i + 1].start)
			return fits_later(zone, i, local, later) ? ZONE_TWICE : ZONE_UNIQUE;
		if (local - spans[i + 1].offset < spans[i + 1].start)
			return ZONE_NONE;
	}
}

enum zone_fit zone_to_utc_twice(const struct zone *zone, int64_t local, int64_t *utc,
				int64_t *later)
{
	int64_t fraction = (local % SECOND + SECOND) % SECOND, second = 0, time;
	enum zone_fit found = fit(zone, (local - fraction) / SECOND, &time, &second);

	assert(time > EARLIEST && time < LATEST);
	*utc = time * SECOND + fraction;
	*later = found == ZONE_TWICE ? second * SECOND + fraction : *utc;
	return found;
}

enum zone_fit zone_to_utc(const struct zone *zone, int64_t local, int64_t *utc)
{
	int64_t later;

	return zone_to_utc_twice(zone, local, utc, &later);
}

int64_t zone_to_local(const struct zone *zone, int64_t utc)
{
	int64_t fraction = (utc % SECOND + SECOND) % SECOND;

	return utc + zone->spans[find_span(zone, (utc - fraction) / SECOND)].offset * SECOND;
}
