/* The numbers of a claim file. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_yaml.h"

struct spelling {
	const char *key;
	enum claim_figure figure;
	const char *unit;
	enum metered_at metered;
	enum claim_power_of power_of;
};

static const struct spelling spellings[] = {
#define FIGURE(id, key, unit, meaning) {key, CLAIM_##id, unit, METERED_UNSET, POWER_UNSAID},
#include "models/claim_keys.def"
#define SPELLING(key, figure, unit, metered, of)                                               \
	{key, CLAIM_##figure, unit, METERED_##metered, POWER_##of},
#include "models/claim_spellings.def"
#undef SPELLING
};

static const char *const words[] = {
#define WORD(id, key, meaning) key,
#include "models/claim_keys.def"
};

enum { SPELLINGS = sizeof spellings / sizeof *spellings, WORDS = sizeof words / sizeof *words };

static const struct spelling *find(const char *key)
{
	size_t i;

	for (i = 0; i < SPELLINGS; i++)
		if (text_same(spellings[i].key, key))
			return &spellings[i];
	return NULL;
}

bool yaml_is_key(const char *key)
{
	size_t i;

	for (i = 0; i < WORDS; i++)
		if (text_same(words[i], key))
			return true;
	return find(key) != NULL;
}

const char *yaml_suggest(const struct yaml_claim *reading, const char *key)
{
	const char *names[SPELLINGS + WORDS];
	size_t i;

	for (i = 0; i < SPELLINGS; i++)
		names[i] = spellings[i].key;
	for (i = 0; i < WORDS; i++)
		names[SPELLINGS + i] = words[i];
	return diag_suggest(reading->reader->diags, key, names, SPELLINGS + WORDS);
}

/* What to type where a unit is not one of the figure. */
static const char *unit_hint(const struct yaml_claim *reading, enum claim_figure figure,
			     const char *unit)
{
	static const enum claim_figure per_unit[][2] = {
	    {CLAIM_ENERGY, CLAIM_ENERGY_PER_UNIT},
	    {CLAIM_EMISSIONS, CLAIM_EMISSIONS_PER_UNIT},
	    {CLAIM_WATER, CLAIM_WATER_PER_UNIT}};
	size_t i;

	for (i = 0; i < sizeof per_unit / sizeof *per_unit; i++)
		if (figure == per_unit[i][0])
			return arena_printf(
			    reading->reader->arena,
			    "write it in %s; a figure of one request or token is '%s'", unit,
			    claim_figure_key(per_unit[i][1]));
	if (!*unit)
		return "write a number without a unit";
	return arena_printf(reading->reader->arena, "write it in %s", unit);
}

static void refuse_number(const struct yaml_claim *reading, const struct entry *entry,
			  enum printed_status status, const char *message, const char *hint)
{
	enum diag_code code = DIAG_QUANTITY_FORM;

	if (status == PRINTED_BAD_UNIT)
		code = DIAG_UNIT_UNKNOWN;
	if (status == PRINTED_OTHER_UNIT)
		code = DIAG_QUANTITY_DIMENSION;
	if (status == PRINTED_OUT_OF_REACH)
		code = DIAG_QUANTITY_NOT_FINITE;
	if (status == PRINTED_NO_NUMBER)
		yaml_refuse(reading, code, entry, hint, "%s", message);
	else
		yaml_refuse(reading, code, entry, hint, "'%s': %s", entry->value->text,
			    message);
}

bool yaml_number(struct yaml_claim *reading, const struct entry *entry,
		 enum claim_figure figure, const char *unit, struct printed *printed)
{
	struct printed_rule rule = {.unit = ""};
	const char *text = yaml_text(reading, entry);
	enum printed_status status;
	const char *message;

	if (!text)
		return false;
	if (figure < CLAIM_FIGURES) {
		rule = claim_figure_rule(figure);
		rule.unit = unit;
	}
	status = printed_read(reading->reader->arena, text, &rule, entry->value->place, printed,
			      &message);
	if (status == PRINTED_NOTHING)
		claim_remark(reading->reader->arena, yaml_claim(reading), REMARK_NOT_A_NUMBER,
			     entry->key, entry->value->place, "'%s' holds no number: '%s'",
			     entry->key, text);
	else if (status != PRINTED_READ)
		refuse_number(reading, entry, status, message,
			      figure < CLAIM_FIGURES ? unit_hint(reading, figure, unit)
						     : "write a number, such as '60'");
	return status == PRINTED_READ;
}

/* Credits and offsets alone may be below 0. */
static bool refuse_negative(const struct yaml_claim *reading, const struct entry *entry,
			    enum claim_figure figure, const struct printed *printed)
{
	if (!(printed->value < 0) || figure == CLAIM_OFFSETS || figure == CLAIM_EMISSIONS ||
	    figure == CLAIM_MARKET_EMISSIONS)
		return false;
	yaml_refuse(reading, DIAG_QUANTITY_NEGATIVE, entry, NULL,
		    "'%s' is 0 or more, found '%s'", entry->key, printed->text);
	return true;
}

/* What a key says beside its number, where nothing else has said it. */
static void take_spelling(struct yaml_claim *reading, const struct entry *entry,
			  const struct spelling *spelling)
{
	struct claim *claim = yaml_claim(reading);

	if (spelling->metered != METERED_UNSET) {
		if (reading->metered)
			yaml_two_ways(reading, reading->metered, entry);
		reading->metered = entry;
		claim->metered = spelling->metered;
	}
	if (spelling->power_of != POWER_UNSAID) {
		if (reading->power_of)
			yaml_two_ways(reading, reading->power_of, entry);
		reading->power_of = entry;
		claim->power_of = spelling->power_of;
	}
}

bool yaml_figure(struct yaml_claim *reading, const struct entry *entry)
{
	const struct spelling *spelling = find(entry->key);
	struct printed printed;

	if (!spelling)
		return false;
	if (reading->stated[spelling->figure]) {
		yaml_two_ways(reading, reading->stated[spelling->figure], entry);
		return true;
	}
	reading->stated[spelling->figure] = entry;
	take_spelling(reading, entry, spelling);
	if (yaml_number(reading, entry, spelling->figure, spelling->unit, &printed) &&
	    !refuse_negative(reading, entry, spelling->figure, &printed))
		claim_state(reading->reader->arena, yaml_claim(reading), spelling->figure,
			    &printed);
	return true;
}

static void add_also(struct yaml_claim *reading, const struct entry *entry, const char *where)
{
	const struct spelling *spelling = find(entry->key);
	struct claim *claim = yaml_claim(reading);
	struct claim_also *list;
	struct printed printed;

	if (!spelling) {
		yaml_refuse(reading, DIAG_KEY_UNKNOWN, entry, yaml_suggest(reading, entry->key),
			    "'%s' is no figure of a claim", entry->key);
		return;
	}
	if (!yaml_number(reading, entry, spelling->figure, spelling->unit, &printed))
		return;
	list = arena_grow(reading->reader->arena, (void *)claim->also, claim->also_count,
			  sizeof *list);
	list[claim->also_count++] = (struct claim_also){.figure = spelling->figure,
							.printed = printed,
							.where = where,
							.metered = spelling->metered};
	claim->also = list;
}

/* One mapping, or a list of them. */
void yaml_also(struct yaml_claim *reading, const struct entry *entry)
{
	const struct node *node = entry->value;
	const struct entry *where;
	size_t i;

	if (node->kind == NODE_LIST) {
		for (i = 0; i < node->count; i++)
			yaml_also(reading, &(struct entry){entry->key, node->items[i]->place,
							   node->items[i]});
		return;
	}
	if (node->kind != NODE_MAP) {
		yaml_refuse(reading, DIAG_NODE_KIND, entry, "write also: {emissions: 25 t}",
			    "'also' takes a mapping of figures");
		return;
	}
	where = node_entry(node, "where");
	for (i = 0; i < node->count; i++)
		if (&node->entries[i] != where)
			add_also(reading, &node->entries[i],
				 where ? yaml_text(reading, where) : NULL);
}

static void add_equivalent(struct yaml_claim *reading, const char *thing,
			   const struct printed *count)
{
	struct claim *claim = yaml_claim(reading);
	struct claim_equivalent *list =
	    arena_grow(reading->reader->arena, (void *)claim->equivalents,
		       claim->equivalent_count, sizeof *list);

	list[claim->equivalent_count++] = (struct claim_equivalent){thing, *count};
	claim->equivalents = list;
}

/* "100 acres of forest" */
static void read_equivalent(struct yaml_claim *reading, const struct entry *entry)
{
	const char *text = yaml_text(reading, entry);
	struct printed count;
	const char *thing;
	size_t length;

	if (!text)
		return;
	if (printed_prefix(reading->reader->arena, text, entry->value->place, &count,
			   &length)) {
		thing = text + length;
		thing += strspn(thing, " ");
		/* "5 miles": the thing itself was read as a unit. */
		if (!*thing)
			thing = count.unit.text;
		if (*thing) {
			add_equivalent(reading, thing, &count);
			return;
		}
	}
	yaml_refuse(reading, DIAG_QUANTITY_FORM, entry, "write 'cars for a year: 60'",
		    "expected how many of what, found '%s'", text);
}

void yaml_equivalents(struct yaml_claim *reading, const struct entry *entry)
{
	const struct node *node = entry->value;
	struct printed count;
	size_t i;

	if (node->kind == NODE_SCALAR)
		read_equivalent(reading, entry);
	for (i = 0; node->kind == NODE_LIST && i < node->count; i++)
		yaml_equivalents(reading, &(struct entry){entry->key, node->items[i]->place,
							  node->items[i]});
	for (i = 0; node->kind == NODE_MAP && i < node->count; i++)
		if (yaml_number(reading, &node->entries[i], CLAIM_FIGURES, "", &count))
			add_equivalent(reading, node->entries[i].key, &count);
}

static void add_ratio(struct yaml_claim *reading, const struct entry *times,
		      const struct entry *than)
{
	struct claim *claim;
	struct claim_ratio ratio = {.than = yaml_text(reading, than),
				    .than_place = than->value->place};
	struct claim_ratio *list;

	if (!ratio.than || !yaml_number(reading, times, CLAIM_FIGURES, "", &ratio.times))
		return;
	claim = yaml_claim(reading);
	list = arena_grow(reading->reader->arena, (void *)claim->ratios, claim->ratio_count,
			  sizeof *list);
	list[claim->ratio_count++] = ratio;
	claim->ratios = list;
}

void yaml_ratios(struct yaml_claim *reading, const struct entry *entry)
{
	static const char form[] = "write ratio: {times: 46, than: gcp:europe-west9}";
	const struct node *node = entry->value;
	const struct entry *times = node_entry(node, "times");
	const struct entry *than = node_entry(node, "than");
	size_t i;

	if (node->kind == NODE_LIST && node->count && node->items[0]->kind == NODE_MAP) {
		for (i = 0; i < node->count; i++)
			yaml_ratios(reading, &(struct entry){entry->key, node->items[i]->place,
							     node->items[i]});
		return;
	}
	if (!times || !than) {
		yaml_refuse(reading, DIAG_VALUE_MISSING, entry, form,
			    "'ratio' takes how many times, and than what");
		return;
	}
	for (i = 0; i < node->count; i++)
		if (&node->entries[i] != times && &node->entries[i] != than)
			yaml_refuse(reading, DIAG_KEY_UNKNOWN, &node->entries[i], form,
				    "unknown key '%s' in a ratio", node->entries[i].key);
	add_ratio(reading, times, than);
}
