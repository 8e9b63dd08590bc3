/* One log in two items: the same energy or the same requests twice, unless where: shows that no
 * row is in both. */

#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/import.h"
#include "models/reader.h"

/* Shares that are written as 33.3 % or 1/3 may add up to a little more than all. */
#define SHARE_TOLERANCE 1e-9

/* Rows of a log that an item counts. where: NULL, all of them. */
struct rows {
	const struct import *log; /* NULL: none */
	const struct node *where;
	const struct value *key; /* log: or requests_log: */
};

/* Whether a value, or one of a list, is among those of b. */
static bool have_common(const struct node *a, const struct node *b)
{
	if (a->kind == NODE_LIST || b->kind == NODE_LIST) {
		const struct node *list = a->kind == NODE_LIST ? a : b;
		const struct node *other = a->kind == NODE_LIST ? b : a;

		for (size_t i = 0; i < list->count; i++)
			if (have_common(list->items[i], other))
				return true;
		return false;
	}
	return a->kind != NODE_SCALAR || b->kind != NODE_SCALAR || text_same(a->text, b->text);
}

/* A row has one value in a column: where two lists of them have none in common, no row is in
 * both. */
static bool are_disjoint(const struct node *a, const struct node *b)
{
	if (!a || !b || a->kind != NODE_MAP)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		const struct node *other = node_get(b, a->entries[i].key);

		if (other && !have_common(a->entries[i].value, other))
			return true;
	}
	return false;
}

/* As stored or packed, a file is the same log. */
static bool has_file(const struct import *log, const struct import_file *file)
{
	for (size_t i = 0; i < log->file_count; i++)
		if (file->content[0] && text_same(log->files[i].content, file->content))
			return true;
	return false;
}

/* The first file that both logs read; NULL where there is none. */
static const char *common_file(const struct import *a, const struct import *b)
{
	for (size_t i = 0; i < a->file_count; i++)
		if (has_file(b, &a->files[i]))
			return a->files[i].name;
	return NULL;
}

/* A file with rows that both may count; NULL where there is none. */
static const char *overlap(struct rows a, struct rows b)
{
	if (!a.log || !b.log || are_disjoint(a.where, b.where))
		return NULL;
	return common_file(a.log, b.log);
}

static bool are_same(struct rows a, struct rows b)
{
	if (!a.log || !b.log || a.log->file_count != b.log->file_count ||
	    !node_same(a.where, b.where))
		return false;
	for (size_t i = 0; i < a.log->file_count; i++)
		if (!has_file(b.log, &a.log->files[i]))
			return false;
	return true;
}

static struct rows rows_of(const struct item *item, const struct import *log)
{
	const struct value *where = item_own(item, KEY_WHERE);
	const struct value *requests = item_own(item, KEY_REQUESTS_LOG);

	if (log && log == item->requests)
		return (struct rows){log, node_get(requests->node, "where"), requests};
	return (struct rows){log, where ? where->node : NULL, item_own(item, KEY_LOG)};
}

static struct rows energy_rows(const struct item *item)
{
	bool counts = item->log && item->way == WAY_LOG && item->log->total.has_energy;

	return rows_of(item, counts ? item->log : NULL);
}

static struct rows request_rows(const struct item *item)
{
	return rows_of(item, item_usage(item));
}

/* What counts the energy of its requests: each of them, or a model that answers them. */
static bool multiply_alike(const struct item *a, const struct item *b)
{
	static const enum key keys[] = {KEY_ENERGY_PER_REQUEST, KEY_ENERGY_PER_INPUT_TOKEN,
					KEY_ENERGY_PER_CACHED_TOKEN,
					KEY_ENERGY_PER_OUTPUT_TOKEN, KEY_ENERGY_PER_IMAGE};

	if (!way_is_per_unit(a->way) || !way_is_per_unit(b->way))
		return false;
	if (a->way != WAY_PER_UNIT || b->way != WAY_PER_UNIT)
		return true;
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		if (item_own(a, keys[i]) && item_own(b, keys[i]))
			return true;
	return false;
}

/* Idle time of the log in one item, the rest in the other. */
static bool are_idle_and_busy(const struct item *a, const struct item *b)
{
	return (a->stage == STAGE_IDLE) != (b->stage == STAGE_IDLE) && a->log &&
	       a->log->total.has_idle;
}

/* A file whose energy both count, as logged or for each request; NULL where there is none. */
static const char *energy_twice(const struct item *a, const struct item *b)
{
	const char *file = NULL;

	if (!are_idle_and_busy(a, b))
		file = overlap(energy_rows(a), energy_rows(b));
	if (!file && multiply_alike(a, b))
		file = overlap(request_rows(a), request_rows(b));
	if (!file && way_is_per_unit(b->way))
		file = overlap(energy_rows(a), request_rows(b));
	if (!file && way_is_per_unit(a->way))
		file = overlap(request_rows(a), energy_rows(b));
	return file;
}

static double share_of(const struct item *item)
{
	const struct value *share = item_own(item, KEY_SHARE);

	return share && !share->failed ? dist_central(&share->quantity.dist) : 1;
}

/* The energy of rows that two items share may be all of it once. */
static bool check_energy(struct reader *reader, const struct item *a, const struct item *b)
{
	const char *file = energy_twice(a, b);
	const struct value *key = item_own(b, KEY_LOG);

	if (!file || share_of(a) + share_of(b) <= 1 + SHARE_TOLERANCE)
		return true;
	key = key ? key : item_own(b, KEY_REQUESTS_LOG);
	diag_add(reader->diags, DIAG_LOG_TWICE, place_of(key), key->path,
		 "give each item its own rows with where: (a column with other values in "
		 "each), or its part with share:",
		 "the energy of '%s' is counted in '%s' already (line %u)", file, a->id,
		 a->place.line);
	return false;
}

static bool counts_units(const struct item *item)
{
	return item->phase == PHASE_USE && item->way != WAY_SHARE_OF && item_usage(item);
}

/* Rows of requests that several items have an energy for, such as one for prompts and one for
 * answers, are functional units once; which of them those are must be sure. */
static bool check_units(struct reader *reader, const struct item *a, struct item *b)
{
	struct rows mine = request_rows(b), others = request_rows(a);
	const char *file;

	if (!counts_units(a) || !counts_units(b) || b->counts_as)
		return true;
	file = overlap(others, mine);
	if (!file)
		return true;
	if (!are_same(others, mine)) {
		diag_add(reader->diags, DIAG_LOG_TWICE, place_of(mine.key), mine.key->path,
			 "give both items the same rows, or each its own with where: (a column "
			 "with other values in each)",
			 "some requests of '%s' are counted in '%s' already (line %u)", file,
			 a->id, a->place.line);
		return false;
	}
	b->counts_as = a->counts_as ? a->counts_as : a;
	if (!are_idle_and_busy(a, b))
		diag_add(reader->diags, DIAG_VOLUME_ONCE, place_of(mine.key), mine.key->path,
			 NULL,
			 "the requests of '%s' are counted in '%s' already (line %u): the "
			 "energies add up, the requests and tokens are functional units once",
			 file, a->id, a->place.line);
	return true;
}

/* One item is told of one other. */
static bool check_pair(struct reader *reader, const struct item *a, struct item *b)
{
	return check_energy(reader, a, b) && check_units(reader, a, b);
}

void rules_logs(struct reader *reader)
{
	const struct scenario *scenario = reader->scenario;

	for (size_t i = 0; i < scenario->item_count; i++) {
		struct item *item = &scenario->items[i];

		for (size_t k = 0; k < i && (item->log || item->requests); k++) {
			if (!check_pair(reader, &scenario->items[k], item))
				break;
		}
	}
}
