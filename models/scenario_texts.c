/* Texts of a scenario that no report could hold as they are. */

#include "models/scenario_texts.h"

#include <string.h>

#include "lca/base/text.h"
#include "lca/base/tree.h"
#include "lca/base/utf8.h"

/* As lca verify looks for it. */
static const char mark[] = "lca-record:";

enum { LONGEST_NAME = 10000, LONGEST_REMARK = 100000 };

/* Keys of texts that are read as such, and repeated by no table. */
static const char *const remarks[] = {"description", "note", "source", "reason", "goal"};

static size_t longest_of(const char *key)
{
	for (size_t i = 0; key && i < sizeof remarks / sizeof *remarks; i++)
		if (text_same(remarks[i], key))
			return LONGEST_REMARK;
	return LONGEST_NAME;
}

/* key: whose value it is; NULL: it is a key itself. */
static void check_text(const char *text, const char *key, struct place place,
		       struct diags *diags)
{
	size_t longest = longest_of(key);

	if (strlen(text) > longest)
		diag_add(diags, DIAG_TEXT_LONG, place, NULL,
			 "shorten it, or say where the whole is to be read",
			 "a text of at most %zu bytes is expected here, found %zu", longest,
			 strlen(text));
	if (strstr(text, mark))
		diag_add(diags, DIAG_TEXT_RECORD, place, NULL, "write 'lca record' or the like",
			 "'%s' stands before the record of a report, not in its texts", mark);
}

static void check_node(const struct node *node, const char *key, struct diags *diags)
{
	if (node->kind == NODE_SCALAR)
		check_text(node->text, key, node->place, diags);
	for (size_t i = 0; node->kind == NODE_LIST && i < node->count; i++)
		check_node(node->items[i], key, diags);
	for (size_t i = 0; node->kind == NODE_MAP && i < node->count; i++) {
		check_text(node->entries[i].key, NULL, node->entries[i].place, diags);
		check_node(node->entries[i].value, node->entries[i].key, diags);
	}
}

void scenario_check_texts(const struct node *node, const char *key, struct diags *diags)
{
	check_node(node, key, diags);
}

static bool is_utf8(const char *text)
{
	uint32_t point;

	for (; *text; text += utf8_decode(text, strnlen(text, 4), &point)) {
		utf8_decode(text, strnlen(text, 4), &point);
		if (point == UTF8_BAD)
			return false;
	}
	return true;
}

void scenario_check_name(const char *file, struct diags *diags)
{
	const struct place place = {.file = file};

	if (strstr(file, mark))
		check_text(file, NULL, place, diags);
	if (!is_utf8(file))
		diag_add(diags, DIAG_NAME_BYTES, place, NULL, "rename the file",
			 "the name of the file is not UTF-8: no report of it can be verified");
}
