/* What a label says of the value beneath it, by its words and its unit. */

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_table.h"

enum { LONGEST_LABEL = 120 };

/* Of CO2 in subscript. */
#define SMALL_TWO "\xe2\x82\x82"

struct label_row {
	enum claim_label_kind kind;
	int which; /* a figure or a word */
	enum claim_unit_kind unit;
	const char *any, *none;
};

static const struct label_row rows[] = {
#define LABEL_FIGURE_ROW(figure, kind, any, none)                                              \
	{LABEL_FIGURE, CLAIM_##figure, kind, any, none},
#define LABEL_WORD_ROW(word, any, none) {LABEL_WORD, WORD_##word, KIND_NONE, any, none},
#include "models/claim_table_labels.def"
};

/* The label in its parts. name: lower-case words between blanks, " training time gpu ". */
struct parts {
	struct buffer name;
	const char *unit; /* with the blank before it, or NULL */
	enum claim_unit_kind kind;
};

static void add_words(struct buffer *name, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)text[i];

		if (length - i >= 3 && memcmp(text + i, SMALL_TWO, 3) == 0) {
			buffer_add(name, "2", 1);
			i += 2;
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
	    {"in trillions", "T"},
	};

	for (size_t i = 0; i < sizeof multiples / sizeof *multiples; i++)
		if (strcmp(multiples[i].word, text) == 0 ||
		    (strlen(multiples[i].word) > 1 &&
		     text_same_nocase(multiples[i].word, text)))
			return multiples[i].suffix;
	return NULL;
}

static void add_device(struct buffer *name, const char *text)
{
	static const char *const devices[] = {"gpu", "accelerator", "tpu", "chip", "node"};

	for (; *text; text++)
		for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
			if (strncasecmp(text, devices[i], strlen(devices[i])) == 0)
				add_words(name, devices[i], strlen(devices[i]));
}

/* The longest end of text that is a unit; *rest: bytes before it. */
static bool unit_at_end(struct arena *arena, struct parts *parts, const char *text,
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
			add_device(&parts->name, at);
		return true;
	}
	parts->kind = KIND_NONE;
	return false;
}

/* "(million GPU hours)": its unit, the rest is words. */
static void take_bracket(struct arena *arena, struct parts *parts, const char *text)
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
	}
	add_words(&parts->name, text, rest);
}

/* "energy_kwh"; a year is a date, and what is counted is a word as well as a unit. */
static void take_end(struct arena *arena, struct parts *parts, const char *name, size_t *rest)
{
	size_t length = *rest;

	if (!unit_at_end(arena, parts, name, rest))
		return;
	if (*rest == 0 && text_starts(parts->unit, " y")) {
		parts->unit = NULL;
		parts->kind = KIND_NONE;
		*rest = length;
	}
	if (parts->kind == KIND_USE || parts->kind == KIND_TOKENS ||
	    parts->kind == KIND_COMPUTE)
		*rest = length;
}

static void split(struct arena *arena, struct parts *parts, const char *text)
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
	add_words(&parts->name, name, rest);
}

static bool has_any(const char *name, const char *words)
{
	while (*words) {
		size_t length = strcspn(words, "|");

		for (const char *at = name; (at = strchr(at, ' ')); at++)
			if (strncmp(at + 1, words, length) == 0 && at[1 + length] == ' ')
				return true;
		words += length + (words[length] == '|');
	}
	return false;
}

/* " energy per 1000 queries ": what the figures are of, or NULL. */
static const char *use_of(struct arena *arena, const char *name)
{
	const char *per = strstr(name, " per "), *unit;
	enum claim_unit_kind kind;
	size_t length;

	if (!per)
		return NULL;
	per += strlen(" per ");
	for (length = strlen(per); length && per[length - 1] == ' ';)
		length--;
	unit = claim_unit_of(arena, arena_printf(arena, "kWh/%.*s", (int)length, per), &kind);
	return unit && kind == KIND_ENERGY_PER_USE ? strchr(unit, '/') : NULL;
}

/* The unit that the value says itself: what stands behind its digits. */
static enum claim_unit_kind kind_of_value(struct arena *arena, const char *value)
{
	enum claim_unit_kind kind;

	value += strcspn(value, "0123456789");
	value += strspn(value, "0123456789.,_' ");
	if ((*value == 'e' || *value == 'E') &&
	    (isdigit((unsigned char)value[1]) || value[1] == '-'))
		value += 2 + strspn(value + 2, "0123456789");
	value += strspn(value, " ");
	if (*value && strchr("kMBT", *value) && value[1] == ' ')
		value += 2;
	return claim_unit_of(arena, value, &kind) ? kind : KIND_NONE;
}

static enum claim_unit_kind per_use(enum claim_unit_kind kind)
{
	return kind == KIND_ENERGY  ? KIND_ENERGY_PER_USE
	       : kind == KIND_MASS  ? KIND_MASS_PER_USE
	       : kind == KIND_WATER ? KIND_WATER_PER_USE
				    : kind;
}

/* A key of claim files, "accelerators_per_node", is known whatever the rules say. */
static bool own_key(const char *text, struct claim_label *label)
{
	for (int i = 0; i < CLAIM_FIGURES; i++)
		if (strcmp(claim_figure_key((enum claim_figure)i), text) == 0) {
			label->kind = LABEL_FIGURE;
			label->figure = (enum claim_figure)i;
			return true;
		}
	return false;
}

static void look_up(const struct parts *parts, struct claim_label *label)
{
	const char *name = parts->name.text;
	bool bare = strspn(name, " ") == parts->name.length;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct label_row *row = &rows[i];

		if (row->unit != parts->kind || has_any(name, row->none))
			continue;
		if (*row->any && !has_any(name, row->any) &&
		    !(bare && (row->which == CLAIM_EMISSIONS || row->which == CLAIM_HOURS) &&
		      row->kind == LABEL_FIGURE && row->unit != KIND_NONE))
			continue;
		label->kind = row->kind;
		if (row->kind == LABEL_FIGURE)
			label->figure = (enum claim_figure)row->which;
		else
			label->word = (enum claim_word)row->which;
		return;
	}
}

static enum metered_at metered_of(const char *name)
{
	if (has_any(name, "gpu|gpus|accelerator|accelerators|chip|tpu"))
		return METERED_ACCELERATOR;
	if (has_any(name, "node|server|system|wall|machine"))
		return METERED_NODE;
	if (has_any(name, "facility|pue|datacenter|datacentre|data center"))
		return METERED_FACILITY;
	return METERED_UNSET;
}

static enum claim_power_of power_of(const char *name)
{
	if (has_any(name, "node|server|system|machine"))
		return POWER_NODE;
	if (has_any(name, "gpu|gpus|accelerator|accelerators|chip|tpu"))
		return POWER_ACCELERATOR;
	if (has_any(name, "total|cluster|all"))
		return POWER_ALL;
	return POWER_UNSAID;
}

struct claim_label claim_label_of(struct arena *arena, const char *text, const char *value)
{
	struct claim_label label = {.text = text};
	struct parts parts = {0};
	const char *use;

	if (strlen(text) > LONGEST_LABEL || own_key(text, &label))
		return label;
	split(arena, &parts, text);
	use = use_of(arena, parts.name.text);
	if (use && parts.unit)
		parts.unit = arena_printf(arena, "%s%s", parts.unit, use);
	if (parts.kind == KIND_NONE && value) {
		parts.kind = kind_of_value(arena, value);
		if (parts.kind == KIND_TIME)
			add_device(&parts.name, value);
	}
	if (use) {
		parts.kind = per_use(parts.kind);
		label.use = use;
	}
	look_up(&parts, &label);
	/* What looked like a unit was a word: "model t". */
	if (label.kind == LABEL_UNKNOWN && parts.unit && !strchr(text, '(')) {
		parts.unit = NULL;
		parts.kind = KIND_NONE;
		add_words(&parts.name, text, strlen(text));
		look_up(&parts, &label);
	}
	label.unit = parts.unit;
	if (label.kind == LABEL_FIGURE && label.figure == CLAIM_ENERGY)
		label.metered = metered_of(parts.name.text);
	if (label.kind == LABEL_FIGURE && label.figure == CLAIM_POWER)
		label.power_of = power_of(parts.name.text);
	buffer_free(&parts.name);
	return label;
}
