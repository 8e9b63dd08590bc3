/*
 * Keys of a quantity that are none, and what they say in our words.
 *
 * Other tools and languages write a distribution as its moments, {mean: 300 W, sd: 20 W}. Such
 * words are refused, since few of them say their shape, but the hint spells them out.
 */

#include <stdio.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/quantity_reader.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"

enum { MOST_KEYS = 40 };

enum role {
	ROLE_NONE,
	ROLE_VALUE,
	ROLE_MEAN,
	ROLE_MEDIAN,
	ROLE_SD,
	ROLE_GSD,
	ROLE_GSD2,
	ROLE_WIDTH, /* half of an interval */
	ROLE_LEAST,
	ROLE_MODE,
	ROLE_MOST,
	ROLE_SHAPE,
	ROLE_SCALE,
	ROLE_DEGREES,
	ROLE_NAME,
	ROLE_UNIT,
	ROLES
};

static const struct {
	const char *word;
	enum role role;
} words[] = {
    {"value", ROLE_VALUE},
    {"amount", ROLE_VALUE},
    {"mean", ROLE_MEAN},
    {"average", ROLE_MEAN},
    {"avg", ROLE_MEAN},
    {"mu", ROLE_MEAN},
    {"loc", ROLE_MEAN},
    {"location", ROLE_MEAN},
    {"median", ROLE_MEDIAN},
    {"geometric_mean", ROLE_MEDIAN},
    {"geomean", ROLE_MEDIAN},
    {"gmean", ROLE_MEDIAN},
    {"sd", ROLE_SD},
    {"std", ROLE_SD},
    {"stdev", ROLE_SD},
    {"stddev", ROLE_SD},
    {"std_dev", ROLE_SD},
    {"stdv", ROLE_SD},
    {"sigma", ROLE_SD},
    {"standard_deviation", ROLE_SD},
    {"gsd", ROLE_GSD},
    {"gstd", ROLE_GSD},
    {"geostd", ROLE_GSD},
    {"geometric_sd", ROLE_GSD},
    {"geometric_standard_deviation", ROLE_GSD},
    {"gsd2", ROLE_GSD2},
    {"uncertainty", ROLE_WIDTH},
    {"error", ROLE_WIDTH},
    {"tolerance", ROLE_WIDTH},
    {"plus_minus", ROLE_WIDTH},
    {"±", ROLE_WIDTH},
    {"+/-", ROLE_WIDTH},
    {"+-", ROLE_WIDTH},
    {"min", ROLE_LEAST},
    {"minimum", ROLE_LEAST},
    {"low", ROLE_LEAST},
    {"lower", ROLE_LEAST},
    {"mode", ROLE_MODE},
    {"most_likely", ROLE_MODE},
    {"likely", ROLE_MODE},
    {"max", ROLE_MOST},
    {"maximum", ROLE_MOST},
    {"high", ROLE_MOST},
    {"upper", ROLE_MOST},
    {"shape", ROLE_SHAPE},
    {"scale", ROLE_SCALE},
    {"df", ROLE_DEGREES},
    {"dof", ROLE_DEGREES},
    {"degrees", ROLE_DEGREES},
    {"distribution", ROLE_NAME},
    {"dist", ROLE_NAME},
    {"type", ROLE_NAME},
    {"kind", ROLE_NAME},
    {"unit", ROLE_UNIT},
    {"units", ROLE_UNIT},
};

/* `written`: one % for each role. name: the shape, where the words may say it too. */
static const struct {
	enum role roles[MOST_PARAMETERS];
	const char *name;
	const char *written;
} patterns[] = {
    {{ROLE_MEAN, ROLE_SCALE, ROLE_DEGREES}, "student_t", "student_t: [%, %, %]"},
    {{ROLE_MEAN, ROLE_SCALE}, "normal", "normal: [%, %]"},
    {{ROLE_MEAN, ROLE_SD}, "normal", "normal: [%, %]"},
    {{ROLE_VALUE, ROLE_SD}, "normal", "normal: [%, %]"},
    {{ROLE_VALUE, ROLE_GSD}, "lognormal", "value: % x/ %"},
    {{ROLE_MEDIAN, ROLE_GSD}, "lognormal", "value: % x/ %"},
    {{ROLE_VALUE, ROLE_GSD2}, "lognormal", "lognormal: [%], gsd2: %"},
    {{ROLE_MEDIAN, ROLE_GSD2}, "lognormal", "lognormal: [%], gsd2: %"},
    {{ROLE_VALUE, ROLE_WIDTH}, "normal", "value: % ± %"},
    {{ROLE_MEAN, ROLE_WIDTH}, "normal", "value: % ± %"},
    {{ROLE_LEAST, ROLE_MODE, ROLE_MOST}, "triangular", "triangular: [%, %, %]"},
    {{ROLE_LEAST, ROLE_VALUE, ROLE_MOST}, "triangular", "triangular: [%, %, %]"},
    {{ROLE_LEAST, ROLE_MEDIAN, ROLE_MOST}, "triangular", "triangular: [%, %, %]"},
    {{ROLE_LEAST, ROLE_MOST}, "uniform", "uniform: [%, %]"},
    {{ROLE_SHAPE, ROLE_SCALE}, "gamma", "gamma: [%, %]"},
};

struct translation {
	const struct entry *of[ROLES];
	const struct node *node;
};

static enum role role_of(const char *key)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_same_nocase(key, words[i].word))
			return words[i].role;
	return ROLE_NONE;
}

/* False where a word is a list or mapping, or two say the same. */
static bool find_roles(const struct node *node, struct translation *found)
{
	*found = (struct translation){.node = node};
	for (size_t i = 0; i < node->count; i++) {
		const struct entry *entry = &node->entries[i];
		enum role role = role_of(entry->key);

		if (!role)
			continue;
		if (found->of[role] || entry->value->kind != NODE_SCALAR)
			return false;
		found->of[role] = entry;
	}
	return true;
}

static bool ends_in_digit(const char *text)
{
	size_t length = strlen(text);

	return length && text[length - 1] >= '0' && text[length - 1] <= '9';
}

/* As typed, with what `unit:` says behind a bare number; factors and shapes have no unit. */
static const char *typed(struct arena *arena, const struct translation *found, enum role role)
{
	const char *text = found->of[role]->value->text;
	const struct entry *unit = found->of[ROLE_UNIT];
	bool plain =
	    role == ROLE_GSD || role == ROLE_GSD2 || role == ROLE_SHAPE || role == ROLE_DEGREES;

	if (!unit || plain || !ends_in_digit(text))
		return text;
	return arena_printf(arena, "%s %s", text, unit->value->text);
}

static bool has_role(size_t pattern, enum role role)
{
	for (size_t i = 0; i < MOST_PARAMETERS; i++)
		if (role && patterns[pattern].roles[i] == role)
			return true;
	return false;
}

/* All of its roles are there, and none that it would lose: what is left stands beside any
 * distribution. */
static bool matches(const struct translation *found, size_t pattern)
{
	const struct entry *name = found->of[ROLE_NAME];

	for (size_t i = 0; i < MOST_PARAMETERS; i++) {
		enum role role = patterns[pattern].roles[i];

		if (role && !found->of[role])
			return false;
	}
	for (enum role role = ROLE_NONE + 1; role < ROLE_NAME; role++) {
		bool beside = role == ROLE_LEAST || role == ROLE_MOST;

		if (found->of[role] && !has_role(pattern, role) && !beside)
			return false;
	}
	return !name || text_same_nocase(name->value->text, patterns[pattern].name);
}

static const char *fill(struct arena *arena, const struct translation *found, size_t pattern)
{
	const char *from = patterns[pattern].written;
	const char *text = "";

	for (size_t i = 0; *from; i++) {
		size_t length = strcspn(from, "%");

		text = arena_printf(arena, "%s%.*s", text, (int)length, from);
		from += length;
		if (!*from)
			break;
		text = arena_printf(arena, "%s%s", text,
				    typed(arena, found, patterns[pattern].roles[i]));
		from++;
	}
	return text;
}

/* ", source: ..." and the like; NULL where a key is left that none of ours is. */
static const char *rest(struct arena *arena, const struct translation *found, size_t pattern)
{
	const char *text = "";

	for (size_t i = 0; i < found->node->count; i++) {
		const struct entry *entry = &found->node->entries[i];
		enum role role = role_of(entry->key);
		const char *quote = entry->value->quoted ? "'" : "";

		if (has_role(pattern, role) || role == ROLE_NAME || role == ROLE_UNIT)
			continue;
		if (!quantity_is_companion(entry->key) || entry->value->kind != NODE_SCALAR)
			return NULL;
		text = arena_printf(arena, "%s, %s: %s%s%s", text, entry->key, quote,
				    entry->value->text, quote);
	}
	return text;
}

const char *quantity_translate(struct quantity_reader *reader, const struct node *node)
{
	struct arena *arena = reader->arena;
	struct translation found;

	if (!find_roles(node, &found))
		return NULL;
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		const char *form, *beside;

		if (!matches(&found, i) || !(beside = rest(arena, &found, i)))
			continue;
		form = fill(arena, &found, i);
		if (!*beside && text_starts(form, "value: "))
			return arena_printf(arena, "write '%s'", form + strlen("value: "));
		if (has_role(i, ROLE_SHAPE))
			return arena_printf(
			    arena, "write {%s%s}, or the same as weibull:", form, beside);
		return arena_printf(arena, "write {%s%s}", form, beside);
	}
	return NULL;
}

/* All keys of a quantity, for suggestions; the first percentiles stand for all. */
static size_t list_keys(const char *names[MOST_KEYS])
{
	size_t count = 0;

	for (size_t i = 0; quantity_form_key(i) && count < MOST_KEYS; i++)
		names[count++] = quantity_form_key(i);
	for (size_t i = 0; quantity_companion_key(i) && count < MOST_KEYS; i++)
		names[count++] = quantity_companion_key(i);
	return count;
}

const char *quantity_list_forms(struct quantity_reader *reader)
{
	const char *list = quantity_form_key(0);

	for (size_t i = 1; quantity_form_key(i); i++)
		list = arena_printf(reader->arena, "%s, %s", list, quantity_form_key(i));
	return arena_printf(reader->arena, "%s or percentiles (p5, p50, p95)", list);
}

/* "did you mean 'p95'?" for P95, 95%, q95, p_95 and 95th; NULL: it is no percentile. */
static const char *as_percentile(struct arena *arena, const char *key)
{
	const char *digits = key + strcspn(key, "0123456789");
	size_t before = (size_t)(digits - key);
	size_t length = strspn(digits, "0123456789.");
	const char *behind = digits + length;
	bool led = before && strchr("pPqQ", key[0]) && strspn(key + 1, "_- ") + 1 == before;
	bool closed = text_same(behind, "%") || text_same(behind, " %") ||
		      text_same_nocase(behind, "th") || text_same(behind, "th percentile");
	double percent;

	if (!(led && !*behind) && !(closed && (led || !before)))
		return NULL;
	if (!text_number(digits, length, &percent) || !(percent > 0 && percent < 100))
		return NULL;
	return arena_printf(arena, "did you mean 'p%.*s'?", (int)length, digits);
}

static void refuse_key(struct quantity_reader *reader, const struct node *node, size_t index)
{
	const struct entry *entry = &node->entries[index];
	const char *tail = node_text_tail(reader->arena, node, index);
	const char *names[MOST_KEYS];
	const char *hint = as_percentile(reader->arena, entry->key);

	if (tail) {
		diag_add(reader->diags, DIAG_KEY_UNKNOWN, entry->place, reader->path, tail,
			 "a text with a comma needs quotes: '%s' was read as a key",
			 entry->key);
		return;
	}
	if (!hint)
		hint = diag_suggest(reader->diags, entry->key, names, list_keys(names));
	diag_add(reader->diags, DIAG_KEY_UNKNOWN, entry->place, reader->path,
		 hint ? hint
		      : arena_printf(reader->arena, "a quantity has %s",
				     quantity_list_forms(reader)),
		 "unknown key '%s' in the quantity '%s'", entry->key, reader->name);
}

bool quantity_check_keys(struct quantity_reader *reader, const struct node *node)
{
	const char *translation = NULL;
	bool known = true, told = false;

	for (size_t i = 0; i < node->count; i++) {
		const struct entry *entry = &node->entries[i];

		if (quantity_form(entry->key) || quantity_is_companion(entry->key))
			continue;
		if (known)
			translation = quantity_translate(reader, node);
		known = false;
		if (!translation) {
			refuse_key(reader, node, i);
			continue;
		}
		if (!told)
			diag_add(reader->diags, DIAG_KEY_UNKNOWN, entry->place, reader->path,
				 translation, "unknown key '%s' in the quantity '%s'",
				 entry->key, reader->name);
		told = true;
	}
	return known;
}
