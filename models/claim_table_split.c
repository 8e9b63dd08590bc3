/* A label in its parts: its words, and its unit in brackets, behind a comma or a stroke. */

#include "models/claim_table_split.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "lca/base/arena.h"

/* Of CO2 in subscript. */
#define SMALL_TWO "\xe2\x82\x82"

void label_add_words(struct buffer *name, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)text[i];

		if (length - i >= 3 && memcmp(text + i, SMALL_TWO, 3) == 0) {
			buffer_add(name, "2", 1);
			i += 2;
			continue;
		}
		if (c == 'w' && i + 1 < length && text[i + 1] == '/' &&
		    (i == 0 || !isalnum((unsigned char)text[i - 1]))) {
			bool out = i + 2 < length && text[i + 2] == 'o';

			buffer_text(name, out ? "without " : "with ");
			i += out ? 2 : 1;
			continue;
		}
		if (c == '/') {
			buffer_text(name, " per ");
			continue;
		}
		if (isalnum(c) || c >= 0x80 || c == '#') {
			char lower = (char)tolower(c);

			buffer_add(name, &lower, 1);
		} else if (name->length && name->text[name->length - 1] != ' ') {
			buffer_add(name, " ", 1);
		}
	}
	if (!name->length || name->text[name->length - 1] != ' ')
		buffer_add(name, " ", 1);
}

/* "M" of a count, to be written right behind the digits. */
static const char *multiple(const char *text)
{
	static const struct {
		const char *word, *suffix;
	} multiples[] = {
	    {"K", "k"},
	    {"k", "k"},
	    {"M", "M"},
	    {"B", "B"},
	    {"T", "T"},
	    {"thousand", "k"},
	    {"thousands", "k"},
	    {"million", "M"},
	    {"millions", "M"},
	    {"billion", "B"},
	    {"billions", "B"},
	    {"trillion", "T"},
	    {"trillions", "T"},
	    {"bn", "B"},
	    {"in millions", "M"},
	    {"in billions", "B"},
	    {"in thousands", "k"},
	    {"x1000", "k"},
	    {"1000", "k"},
	    {"10^3", "k"},
	    {"10^6", "M"},
	    {"10^9", "B"},
	    {"in trillions", "T"},
	};

	for (size_t i = 0; i < sizeof multiples / sizeof *multiples; i++)
		if (strcmp(multiples[i].word, text) == 0 ||
		    (strlen(multiples[i].word) > 1 &&
		     text_same_nocase(multiples[i].word, text)))
			return multiples[i].suffix;
	return NULL;
}

void label_add_device(struct buffer *name, const char *text)
{
	static const char *const devices[] = {"gpu", "accelerator", "tpu", "chip", "node"};

	for (; *text; text++)
		for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
			if (strncasecmp(text, devices[i], strlen(devices[i])) == 0)
				label_add_words(name, devices[i], strlen(devices[i]));
}

/* The longest end of text that is a unit; *rest: bytes before it. */
static bool unit_at_end(struct arena *arena, struct label_parts *parts, const char *text,
			size_t *rest)
{
	for (const char *at = text; *at; at += strcspn(at, " _-"), at += strspn(at, " _-")) {
		const char *unit = claim_unit_of(arena, at, &parts->kind);

		if (!unit)
			continue;
		parts->unit = arena_printf(arena, " %s", unit);
		*rest = (size_t)(at - text);
		/* "GPU hours" say what the hours are of. */
		if (parts->kind == KIND_TIME)
			label_add_device(&parts->name, at);
		return true;
	}
	parts->kind = KIND_NONE;
	return false;
}

/* Does a unit of one letter count here? Where it stands alone before the next mark. */
static bool counts(const char *text, size_t start, size_t end, bool bracket)
{
	size_t before = start;

	while (before && text[before - 1] == ' ')
		before--;
	if (text_starts(text + start, "w/") || text_starts(text + start, "W/"))
		return false;
	if (end - start > 1)
		return true;
	return before ? strchr(",;/", text[before - 1]) != NULL : bracket;
}

/* What a number beside it is in, rather than what it is counted by. */
static bool is_measure(enum claim_unit_kind kind)
{
	return kind == KIND_ENERGY || kind == KIND_POWER || kind == KIND_MASS ||
	       kind == KIND_INTENSITY || kind == KIND_WATER || kind == KIND_WUE ||
	       kind == KIND_ENERGY_PER_USE || kind == KIND_MASS_PER_USE ||
	       kind == KIND_WATER_PER_USE;
}

static bool find_within(struct arena *arena, const char *text, bool bracket, bool times,
			struct label_parts *parts, size_t *start, size_t *end)
{
	static const char marks[] = " ,;/_";

	for (size_t at = strspn(text, marks); text[at];
	     at += strcspn(text + at, marks), at += strspn(text + at, marks))
		for (size_t stop = strlen(text); stop > at; stop--) {
			enum claim_unit_kind kind;
			const char *unit;

			if ((text[stop] && !strchr(marks, text[stop])) ||
			    strchr(marks, text[stop - 1]) || !counts(text, at, stop, bracket))
				continue;
			unit = claim_unit_of(arena, arena_copy(arena, text + at, stop - at),
					     &kind);
			if (!unit || !(is_measure(kind) || (times && kind == KIND_TIME)))
				continue;
			parts->unit = arena_printf(arena, " %s", unit);
			parts->kind = kind;
			*start = at;
			*end = stop;
			return true;
		}
	return false;
}

bool label_unit_within(struct arena *arena, const char *text, bool bracket,
		       struct label_parts *parts, size_t *start, size_t *end)
{
	return find_within(arena, text, bracket, false, parts, start, end) ||
	       (bracket && find_within(arena, text, bracket, true, parts, start, end));
}

/* The words beside a unit; with a time "8 GPUs" say no hours of each. */
static void add_beside(struct label_parts *parts, const char *text, size_t length)
{
	if (parts->kind == KIND_TIME)
		for (size_t i = 0; i < length; i++)
			if (isdigit((unsigned char)text[i]))
				return;
	label_add_words(&parts->name, text, length);
}

/* "MWh before PUE", "tCO2e, location", "thousand, A100": the unit amid words. */
static bool take_within(struct arena *arena, struct label_parts *parts, const char *text)
{
	size_t start, end, first = strcspn(text, " ,;");
	const char *times = multiple(arena_copy(arena, text, first));

	/* The unit is yet to come. */
	if (times && (text[first] == ',' || text[first] == ';')) {
		parts->unit = times;
		label_add_words(&parts->name, text + first, strlen(text + first));
		return true;
	}
	if (!label_unit_within(arena, text, true, parts, &start, &end))
		return false;
	if (times && first < start)
		parts->unit = arena_printf(arena, "%s%s", times, parts->unit);
	if (parts->kind == KIND_TIME)
		label_add_device(&parts->name, arena_copy(arena, text + start, end - start));
	add_beside(parts, text, start);
	add_beside(parts, text + end, strlen(text + end));
	return true;
}

/* "(million GPU hours)": its unit, the rest is words. */
static void take_bracket(struct arena *arena, struct label_parts *parts, const char *text)
{
	const char *suffix = multiple(text);
	size_t rest = strlen(text);

	if (suffix && !parts->unit) {
		parts->unit = suffix;
		return;
	}
	if (!parts->unit && unit_at_end(arena, parts, text, &rest)) {
		size_t first = strcspn(text, " ");
		const char *times =
		    first < rest ? multiple(arena_copy(arena, text, first)) : NULL;

		if (times)
			parts->unit = arena_printf(arena, "%s%s", times, parts->unit);
	} else if (!parts->unit && take_within(arena, parts, text)) {
		return;
	}
	label_add_words(&parts->name, text, rest);
}

/* "energy_kwh"; a year is a date, and what is counted is a word as well as a unit. */
static void take_end(struct arena *arena, struct label_parts *parts, const char *name,
		     size_t *rest)
{
	size_t length = *rest, before;

	if (!unit_at_end(arena, parts, name, rest))
		return;
	before = *rest;
	/* "Energy / MWh" is settled by its words. */
	while (before && name[before - 1] == ' ')
		before--;
	if ((*rest == 0 && text_starts(parts->unit, " y")) ||
	    (before && name[before - 1] == '/')) {
		parts->unit = NULL;
		parts->kind = KIND_NONE;
		*rest = length;
	}
	if (parts->kind == KIND_USE || parts->kind == KIND_TOKENS ||
	    parts->kind == KIND_COMPUTE)
		*rest = length;
}

void label_split(struct arena *arena, struct label_parts *parts, const char *text)
{
	struct buffer plain = {0};
	const char *suffix;
	char *name;
	size_t rest;

	buffer_add(&parts->name, " ", 1);
	for (const char *at = text; *at;) {
		const char *close = *at == '('	 ? strchr(at, ')')
				    : *at == '[' ? strchr(at, ']')
						 : NULL;

		if (!close) {
			buffer_add(&plain, at++, 1);
			continue;
		}
		take_bracket(arena, parts, arena_copy(arena, at + 1, (size_t)(close - at - 1)));
		buffer_add(&plain, " ", 1);
		at = close + 1;
	}
	while (plain.length && strchr(" :\t", plain.text[plain.length - 1]))
		plain.text[--plain.length] = '\0';
	name = arena_copy(arena, plain.length ? plain.text : "", plain.length);
	buffer_free(&plain);
	rest = strlen(name);
	/* "GPU-hours (thousand)": a suffix has no blank before it, and no dimension. */
	suffix =
	    parts->unit && *parts->unit != ' ' && parts->kind == KIND_NONE ? parts->unit : NULL;
	if (suffix)
		parts->unit = NULL;
	if (!parts->unit)
		take_end(arena, parts, name, &rest);
	if (suffix)
		parts->unit =
		    arena_printf(arena, "%s%s", suffix, parts->unit ? parts->unit : "");
	label_add_words(&parts->name, name, rest);
	/* "MWh/GPU" are those of one. */
	if (parts->unit && (parts->kind == KIND_ENERGY || parts->kind == KIND_POWER ||
			    parts->kind == KIND_MASS)) {
		const char *per = strchr(parts->unit, '/');

		label_add_words(&parts->name, per ? per : "", per ? strlen(per) : 0);
	}
}
