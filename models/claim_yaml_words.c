/* The words of a claim file. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_yaml.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2200, YEAR_DIGITS = 4 };

struct choice {
	const char *word;
	int value;
	bool canonical; /* one that a hint names */
};

static const struct choice accountings[] = {
    {"location", ACCOUNTING_LOCATION, true},
    {"market", ACCOUNTING_MARKET, true},
    {"net", ACCOUNTING_MARKET, true},
    {"marginal", ACCOUNTING_MARGINAL, true},
    {"location-based", ACCOUNTING_LOCATION, false},
    {"location based", ACCOUNTING_LOCATION, false},
    {"market-based", ACCOUNTING_MARKET, false},
    {"market based", ACCOUNTING_MARKET, false},
};
static const struct choice meters[] = {
    {"accelerator", METERED_ACCELERATOR, true},
    {"components", METERED_COMPONENTS, true},
    {"node", METERED_NODE, true},
    {"facility", METERED_FACILITY, true},
    {"gpu", METERED_ACCELERATOR, false},
    {"server", METERED_NODE, false},
    {"datacenter", METERED_FACILITY, false},
    {"data center", METERED_FACILITY, false},
};
static const struct choice powers[] = {
    {"accelerator", POWER_ACCELERATOR, true},
    {"node", POWER_NODE, true},
    {"all", POWER_ALL, true},
    {"gpu", POWER_ACCELERATOR, false},
    {"server", POWER_NODE, false},
    {"machine", POWER_NODE, false},
    {"total", POWER_ALL, false},
};

/* "location, market, net or marginal" */
static const char *choice_words(struct arena *arena, const struct choice *choices, size_t count)
{
	const char *words = "";
	size_t i;

	for (i = 0; i < count && choices[i].canonical; i++) {
		bool last = i + 1 == count || !choices[i + 1].canonical;
		const char *joint = last ? " or " : ", ";

		words = arena_printf(arena, "%s%s%s", words, i ? joint : "", choices[i].word);
	}
	return words;
}

static bool read_choice(struct yaml_claim *reading, const struct entry *entry,
			const struct choice *choices, size_t count, int *value)
{
	const char *text = yaml_text(reading, entry);
	const char *words;
	size_t i;

	for (i = 0; text && i < count; i++)
		if (text_same_nocase(choices[i].word, text)) {
			*value = choices[i].value;
			return true;
		}
	if (!text)
		return false;
	words = choice_words(reading->reader->arena, choices, count);
	yaml_refuse(reading, DIAG_VALUE_CHOICE, entry,
		    arena_printf(reading->reader->arena, "write one of: %s", words),
		    "'%s' takes %s, found '%s'", entry->key, words, text);
	return false;
}

#define CHOICE(table) (table), sizeof(table) / sizeof *(table)

static void read_accounting(struct yaml_claim *reading, const struct entry *entry)
{
	int value;

	if (read_choice(reading, entry, CHOICE(accountings), &value))
		yaml_claim(reading)->accounting = (enum claim_accounting)value;
}

static void read_metered(struct yaml_claim *reading, const struct entry *entry)
{
	int value;

	if (reading->metered)
		yaml_two_ways(reading, reading->metered, entry);
	reading->metered = entry;
	if (read_choice(reading, entry, CHOICE(meters), &value))
		yaml_claim(reading)->metered = (enum metered_at)value;
}

static void read_power_of(struct yaml_claim *reading, const struct entry *entry)
{
	int value;

	if (reading->power_of)
		yaml_two_ways(reading, reading->power_of, entry);
	reading->power_of = entry;
	if (read_choice(reading, entry, CHOICE(powers), &value))
		yaml_claim(reading)->power_of = (enum claim_power_of)value;
}

/* "2022", and "2022-11" or "2022/2023" by its first year. */
static void read_year(struct yaml_claim *reading, const struct entry *entry)
{
	const char *text = yaml_text(reading, entry);
	double year;

	if (!text)
		return;
	if (strspn(text, "0123456789") == YEAR_DIGITS &&
	    (!text[YEAR_DIGITS] || strchr("-/ ", text[YEAR_DIGITS])) &&
	    text_number(text, YEAR_DIGITS, &year) && year >= FIRST_YEAR && year <= LAST_YEAR) {
		yaml_claim(reading)->year = (int)year;
		if (text[YEAR_DIGITS])
			claim_remark(reading->reader->arena, yaml_claim(reading), REMARK_NOTE,
				     entry->key, entry->value->place,
				     "of the year '%s' %.*s is taken", text, YEAR_DIGITS, text);
		return;
	}
	yaml_refuse(reading, DIAG_PERIOD, entry, "write year: 2022",
		    "expected a year, found '%s'", text);
}

static void read_region(struct yaml_claim *reading, const struct entry *entry)
{
	struct claim_reader *reader = reading->reader;
	const char *text = yaml_text(reading, entry);
	struct claim *claim = yaml_claim(reading);

	if (!text)
		return;
	claim->region_text = text;
	claim->region = claim_region(reader->arena, reader->factors, text);
	if (!claim->region)
		claim->region = claim_city(reader->arena, reader->factors, text);
	if (!claim->region && !factors_region(reader->factors, text, entry->value->place,
					      yaml_path(reading, entry->key), reader->diags))
		reader->failed = true;
}

/* A name that several accelerators share is no mistake of the publication's reader. */
static void read_accelerator(struct yaml_claim *reading, const struct entry *entry)
{
	struct claim_reader *reader = reading->reader;
	const char *text = yaml_text(reading, entry);
	struct claim *claim = yaml_claim(reading);
	const char *meant, *slice;

	if (!text)
		return;
	claim->hardware_text = text;
	claim->accelerator =
	    claim_accelerator(reader->arena, reader->factors, text, &reading->counted);
	reading->counted_in = entry;
	slice = claim_accelerator_slice(reader->arena, text);
	if (claim->accelerator && slice)
		claim_remark(reader->arena, claim, REMARK_NOTE, entry->key, entry->value->place,
			     "%s", slice);
	if (claim->accelerator)
		return;
	meant = claim_accelerator_candidates(reader->arena, reader->factors, text);
	if (meant) {
		claim_remark(reader->arena, claim, REMARK_UNREAD, entry->key,
			     entry->value->place, "'%s' may be %s: none of them is taken", text,
			     meant);
		return;
	}
	factors_thing(reader->factors, text, "accelerator", entry->value->place,
		      yaml_path(reading, entry->key), reader->diags);
	reader->failed = true;
}

/* A list of words, or one word. */
static const char *const *read_texts(struct yaml_claim *reading, const struct entry *entry,
				     size_t *count)
{
	const struct node *node = entry->value;
	const char **texts;
	size_t i;

	*count = node->kind == NODE_LIST ? node->count : 1;
	texts = arena_alloc(reading->reader->arena, (*count + 1) * sizeof *texts);
	if (node->kind != NODE_LIST) {
		texts[0] = yaml_text(reading, entry);
		*count = texts[0] != NULL;
		return texts;
	}
	for (i = 0; i < node->count; i++) {
		struct entry item = {entry->key, node->items[i]->place, node->items[i]};

		texts[i] = yaml_text(reading, &item);
		if (!texts[i])
			texts[i] = "";
	}
	return texts;
}

static void read_lists(struct yaml_claim *reading, const struct entry *entry)
{
	size_t count;
	const char *const *texts = read_texts(reading, entry, &count);
	struct claim *claim = yaml_claim(reading);

	if (text_same(entry->key, "scope")) {
		claim->scope = texts;
		claim->scope_count = count;
		return;
	}
	claim->total_of = texts;
	claim->total_count = count;
}

static void read_text(struct yaml_claim *reading, const struct entry *entry)
{
	struct claim *claim = yaml_claim(reading);
	const struct {
		const char *key;
		const char **text;
	} texts[] = {{"model", &claim->model}, {"organisation", &claim->organisation},
		     {"stage", &claim->stage}, {"source", &claim->source},
		     {"note", &claim->note},   {"per", &claim->per}};
	size_t i;

	for (i = 0; i < sizeof texts / sizeof *texts; i++)
		if (text_same(texts[i].key, entry->key))
			*texts[i].text = yaml_text(reading, entry);
}

static void read_statement(struct yaml_claim *reading, const struct entry *entry)
{
	const char *text = yaml_text(reading, entry);

	if (!text)
		return;
	yaml_claim(reading)->statement = text;
	claim_prose_add(reading->reader, reading->index, text, entry->value->place);
}

static const struct word {
	const char *key;
	void (*read)(struct yaml_claim *reading, const struct entry *entry);
} words[] = {
    {"model", read_text},
    {"organisation", read_text},
    {"stage", read_text},
    {"source", read_text},
    {"note", read_text},
    {"per", read_text},
    {"accelerator", read_accelerator},
    {"region", read_region},
    {"year", read_year},
    {"accounting", read_accounting},
    {"metered_at", read_metered},
    {"power_of", read_power_of},
    {"scope", read_lists},
    {"total_of", read_lists},
    {"also", yaml_also},
    {"equivalents", yaml_equivalents},
    {"ratio", yaml_ratios},
    {"statement", read_statement},
};

bool yaml_word(struct yaml_claim *reading, const struct entry *entry)
{
	size_t i;

	for (i = 0; i < sizeof words / sizeof *words; i++)
		if (text_same(words[i].key, entry->key)) {
			words[i].read(reading, entry);
			return true;
		}
	return false;
}
