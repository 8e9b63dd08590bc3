/* One log in two items: the same energy twice, unless they take other rows or other parts of
 * it. */

#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/import.h"
#include "models/reader.h"

static bool same_node(const struct node *a, const struct node *b)
{
	if (!a || !b || a->kind != b->kind || a->count != b->count)
		return a == b;
	if (a->kind == NODE_SCALAR)
		return text_same(a->text, b->text);
	for (size_t i = 0; i < a->count; i++) {
		if (a->kind == NODE_LIST && !same_node(a->items[i], b->items[i]))
			return false;
		if (a->kind == NODE_MAP &&
		    (!text_same(a->entries[i].key, b->entries[i].key) ||
		     !same_node(a->entries[i].value, b->entries[i].value)))
			return false;
	}
	return true;
}

static const struct node *rows_of(const struct item *item)
{
	const struct value *where = item_own(item, KEY_WHERE);

	return where ? where->node : NULL;
}

/* The first file that both logs read; NULL where there is none. */
static const char *common_file(const struct import *a, const struct import *b)
{
	for (size_t i = 0; i < a->file_count; i++)
		for (size_t k = 0; k < b->file_count; k++)
			if (a->files[i].sha256[0] &&
			    text_same(a->files[i].sha256, b->files[k].sha256))
				return a->files[i].name;
	return NULL;
}

/* Idle time of the log in one item, the rest in the other. */
static bool are_idle_and_busy(const struct item *a, const struct item *b)
{
	return (a->stage == STAGE_IDLE) != (b->stage == STAGE_IDLE) && a->log->total.has_idle;
}

static bool counts_energy(const struct item *item)
{
	return item->log && item->way == WAY_LOG && item->log->total.has_energy;
}

static void compare(struct reader *reader, const struct item *a, const struct item *b)
{
	const struct value *log = item_own(b, KEY_LOG);
	const char *file;

	if (!counts_energy(a) || !counts_energy(b) || item_own(a, KEY_SHARE) ||
	    item_own(b, KEY_SHARE) || are_idle_and_busy(a, b) ||
	    !same_node(rows_of(a), rows_of(b)))
		return;
	file = common_file(a->log, b->log);
	if (file)
		diag_add(reader->diags, DIAG_LOG_TWICE, place_of(log), log->path,
			 "give each item its rows with where:, or its part with share:",
			 "the energy of '%s' is counted in '%s' already (line %u)", file, a->id,
			 a->place.line);
}

void rules_logs(struct reader *reader)
{
	const struct scenario *scenario = reader->scenario;

	for (size_t i = 0; i < scenario->item_count; i++)
		for (size_t k = 0; k < i && scenario->items[i].log; k++)
			compare(reader, &scenario->items[k], &scenario->items[i]);
}
