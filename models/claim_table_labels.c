/* What a label says of the value beneath it, by its words and its unit. */

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_table_split.h"

enum { LONGEST_LABEL = 120 };

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

static void look_up(const struct label_parts *parts, struct claim_label *label)
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

/* "MWh energy", "energy_mwh_it", "Energy/MWh": a unit in the midst of words counts where it is
 * one of what they name; "Emissions/kWh" are none in kWh. */
static void look_within(struct arena *arena, struct label_parts *parts, const char *text,
			struct claim_label *label)
{
	struct label_parts named = {0}, whole = {0};
	size_t before;
	struct claim_label by_words = {.text = text}, by_unit = {.text = text};
	size_t start, end;

	if (!label_unit_within(arena, text, false, &whole, &start, &end))
		return;
	for (before = start; before && strchr(" /", text[before - 1]);)
		before--;
	for (struct label_parts *at = &named; at; at = at == &named ? &whole : NULL) {
		buffer_add(&at->name, " ", 1);
		label_add_words(&at->name, text, before);
		if (at == &whole || !start)
			label_add_words(&at->name, text + end, strlen(text + end));
	}
	look_up(&named, &by_words);
	look_up(&whole, &by_unit);
	if (by_words.kind == LABEL_FIGURE && by_unit.kind == LABEL_FIGURE &&
	    by_words.figure == by_unit.figure) {
		*label = by_unit;
		buffer_free(&parts->name);
		*parts = whole;
		whole.name = (struct buffer){0};
	}
	buffer_free(&named.name);
	buffer_free(&whole.name);
}

static enum metered_at metered_of(const char *name)
{
	bool without =
	    has_any(name, "before pue|without pue|excl pue|excluding pue|no pue|w o pue");

	if (has_any(name, "gpu|gpus|accelerator|accelerators|chip|tpu"))
		return METERED_ACCELERATOR;
	if (has_any(name, "node|server|system|wall|machine|it") || without)
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

/* "based on location of power grid" says nothing of contracts. */
static enum claim_accounting accounting_of(const char *text, const char *name)
{
	if (has_any(name, "marginal"))
		return ACCOUNTING_MARGINAL;
	if (has_any(name, "location based"))
		return ACCOUNTING_LOCATION;
	while ((text = strpbrk(text, ",;(["))) {
		text += strspn(text, ",;([ ");
		if (strncasecmp(text, "location", strlen("location")) == 0 &&
		    strspn(text + strlen("location"), ",;)] ") > 0)
			return ACCOUNTING_LOCATION;
	}
	return ACCOUNTING_UNSAID;
}

struct claim_label claim_label_of(struct arena *arena, const char *text, const char *value)
{
	struct claim_label label = {.text = text};
	struct label_parts parts = {0};
	const char *use;

	if (strlen(text) > LONGEST_LABEL || own_key(text, &label))
		return label;
	label_split(arena, &parts, text);
	use = use_of(arena, parts.name.text);
	if (use && parts.unit)
		parts.unit = arena_printf(arena, "%s%s", parts.unit, use);
	if (parts.kind == KIND_NONE && value) {
		parts.kind = kind_of_value(arena, value);
		if (parts.kind == KIND_TIME)
			label_add_device(&parts.name, value);
	}
	if (use) {
		parts.kind = per_use(parts.kind);
		label.use = use;
	}
	look_up(&parts, &label);
	if (!parts.unit && !value)
		look_within(arena, &parts, text, &label);
	/* What looked like a unit was a word: "model t". */
	if (label.kind == LABEL_UNKNOWN && parts.unit && !strchr(text, '(')) {
		parts.unit = NULL;
		parts.kind = KIND_NONE;
		label_add_words(&parts.name, text, strlen(text));
		look_up(&parts, &label);
	}
	label.unit = parts.unit;
	if (label.kind == LABEL_FIGURE && label.figure == CLAIM_ENERGY)
		label.metered = metered_of(parts.name.text);
	if (label.kind == LABEL_FIGURE && label.figure == CLAIM_EMISSIONS)
		label.accounting = accounting_of(text, parts.name.text);
	if (label.kind == LABEL_FIGURE && label.figure == CLAIM_POWER)
		label.power_of = power_of(parts.name.text);
	buffer_free(&parts.name);
	return label;
}
