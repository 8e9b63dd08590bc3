/* The bytes of a YAML file: read, limited and checked before they are parsed; lookups in the
 * tree. */

#include "lca/base/tree.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/file.h"
#include "lca/base/text.h"
#include "lca/base/tree_parts.h"
#include "lca/base/utf8.h"

enum { LARGEST_FILE = 4 * 1024 * 1024, MOST_DIRECTIVES = 16, READ_SIZE = 64 * 1024 };

static const char byte_order_mark[] = "\xEF\xBB\xBF";
static const size_t mark_length = sizeof byte_order_mark - 1;

/* The printable characters of YAML, less those that end a line in YAML 1.1 and do not in 1.2
 * and in editors: places must mean the same to all. */
static bool is_printable(uint32_t code)
{
	if (code < 0x20)
		return code == '\t' || code == '\n' || code == '\r';
	if (code < 0xA0)
		return code < 0x7F;
	return code <= 0x10FFFF && code != 0xFEFF && code != 0xFFFE && code != 0xFFFF &&
	       code != 0x2028 && code != 0x2029;
}

static void report_character(const char *text, uint32_t code, struct place place,
			     struct diags *diags)
{
	const char *hint = "save the file as text in UTF-8";

	if (code == 0)
		diag_add(diags, DIAG_YAML_CHARACTER, place, NULL, hint,
			 "a NUL byte: the file is binary, damaged or UTF-16");
	else if (code == UTF8_BAD)
		diag_add(diags, DIAG_YAML_CHARACTER, place, NULL, hint,
			 "byte 0x%02X is not UTF-8: the file is binary or in another encoding",
			 (unsigned)(unsigned char)*text);
	else
		diag_add(diags, DIAG_YAML_CHARACTER, place, NULL,
			 "delete it, or write it as an escape in double quotes",
			 "the invisible character U+%04X", (unsigned)code);
}

/* Reports the first character that may not stand in the file. */
static bool check_characters(const char *file, const char *text, size_t length,
			     struct diags *diags)
{
	struct place place = {file, 1, 1};
	size_t at = 0;

	while (at < length) {
		uint32_t code;
		size_t size = utf8_decode(text + at, length - at, &code);
		bool cut = length == LARGEST_FILE && length - at < 4;

		if (!is_printable(code) && !(code == UTF8_BAD && cut)) {
			report_character(text + at, code, place, diags);
			return false;
		}
		at += size;
		place.column++;
		if (code != '\n' && !(code == '\r' && (at == length || text[at] != '\n')))
			continue;
		place.line++;
		place.column = 1;
	}
	return true;
}

/* The parser compares each %TAG with all others, which a long list turns into hours. */
static bool check_directives(const char *file, const char *text, size_t length,
			     struct diags *diags)
{
	const char *end = text + length;
	struct place place = {file, 1, 1};
	size_t count = 0;

	for (; text < end; text++, place.line++) {
		count += end - text > 4 && memcmp(text, "%TAG", 4) == 0;
		if (count > MOST_DIRECTIVES) {
			diag_add(diags, DIAG_YAML_SYNTAX, place, NULL, "delete them",
				 "more than %d %%TAG directives", MOST_DIRECTIVES);
			return false;
		}
		while (text < end && *text != '\n' && *text != '\r')
			text++;
		text += end - text > 1 && text[0] == '\r' && text[1] == '\n';
	}
	return true;
}

static bool check_size(const char *file, size_t length, struct diags *diags)
{
	if (length <= LARGEST_FILE)
		return true;
	diag_add(diags, DIAG_YAML_TOO_LARGE, (struct place){.file = file}, NULL,
		 "put measured data into a log and name it with 'log:'",
		 "larger than 4 MiB, the most that a YAML file may have");
	return false;
}

/* text lies in the arena. Random bytes are reported by their place, however many they are. */
static struct node *read_text(struct arena *arena, const char *file, const char *text,
			      size_t length, struct diags *diags)
{
	size_t checked = length < LARGEST_FILE ? length : LARGEST_FILE;

	diags_source(diags, file, text, checked);
	if (checked >= mark_length && memcmp(text, byte_order_mark, mark_length) == 0) {
		text += mark_length;
		length -= mark_length;
		checked -= mark_length;
	}
	if (!check_characters(file, text, checked, diags) || !check_size(file, length, diags) ||
	    !check_directives(file, text, length, diags))
		return NULL;
	return tree_parse(arena, file, text, length, diags);
}

struct node *tree_read(struct arena *arena, const char *name, const char *text, size_t length,
		       struct diags *diags)
{
	return read_text(arena, arena_text(arena, name), arena_copy(arena, text, length),
			 length, diags);
}

/* All bytes of the file, or its first LARGEST_FILE + READ_SIZE and some; false and errno on
 * failure. */
static bool read_bytes(const char *path, struct buffer *bytes)
{
	int file = file_open(path);
	ssize_t count;
	int reason;

	if (file < 0)
		return false;
	do {
		buffer_pad(bytes, '\0', READ_SIZE);
		bytes->length -= READ_SIZE;
		count = file_read(file, bytes->text + bytes->length, READ_SIZE);
		if (count > 0)
			bytes->length += (size_t)count;
	} while (count > 0 && bytes->length <= LARGEST_FILE);
	reason = errno;
	file_close(file);
	errno = reason;
	return count >= 0;
}

struct node *tree_read_file(struct arena *arena, const char *path, struct diags *diags,
			    const char **text, size_t *length)
{
	const char *file = arena_text(arena, file_name(path));
	struct buffer bytes = {0};

	*text = NULL;
	*length = 0;
	if (!read_bytes(path, &bytes)) {
		diag_add(diags, DIAG_FILE_OPEN, (struct place){.file = file}, NULL, NULL,
			 "cannot be opened: %s", strerror(errno));
		buffer_free(&bytes);
		return NULL;
	}
	*text = arena_copy(arena, bytes.text, bytes.length);
	*length = bytes.length;
	buffer_free(&bytes);
	return read_text(arena, file, *text, *length, diags);
}

const struct entry *node_entry(const struct node *node, const char *key)
{
	size_t i;

	if (!node || node->kind != NODE_MAP)
		return NULL;
	for (i = 0; i < node->count; i++)
		if (text_same(node->entries[i].key, key))
			return &node->entries[i];
	return NULL;
}

const struct node *node_get(const struct node *node, const char *key)
{
	const struct entry *entry = node_entry(node, key);

	return entry ? entry->value : NULL;
}

bool node_is_null(const struct node *node)
{
	if (!node || node->kind != NODE_SCALAR || node->quoted)
		return false;
	return node->text[0] == '\0' || text_same(node->text, "~") ||
	       text_same_nocase(node->text, "null");
}

bool node_same(const struct node *a, const struct node *b)
{
	if (!a || !b || a->kind != b->kind || a->count != b->count)
		return a == b;
	if (a->kind == NODE_SCALAR)
		return text_same(a->text, b->text);
	for (size_t i = 0; i < a->count; i++) {
		if (a->kind == NODE_LIST && !node_same(a->items[i], b->items[i]))
			return false;
		if (a->kind == NODE_MAP &&
		    (!text_same(a->entries[i].key, b->entries[i].key) ||
		     !node_same(a->entries[i].value, b->entries[i].value)))
			return false;
	}
	return true;
}

static bool is_prose(const char *key)
{
	static const char *const keys[] = {"source", "note",  "description", "allocation",
					   "reason", "title", "name",	     "item"};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (text_same(key, keys[i]))
			return true;
	return false;
}

static bool is_tail(const struct entry *entry)
{
	return node_is_null(entry->value) && !entry->value->text[0] && !is_prose(entry->key);
}

const char *node_text_tail(struct arena *arena, const struct node *map, size_t index)
{
	size_t first = index;
	const struct entry *entries = map->entries;
	const char *text;

	while (first && is_tail(&entries[first]))
		first--;
	if (first == index || !is_prose(entries[first].key) ||
	    entries[first].value->kind != NODE_SCALAR || entries[first].value->quoted)
		return NULL;
	text = entries[first].value->text;
	for (size_t i = first + 1; i < map->count && is_tail(&entries[i]); i++)
		text = arena_printf(arena, "%s, %s", text, entries[i].key);
	return arena_printf(arena, strchr(text, '\'') ? "write %s: \"%s\"" : "write %s: '%s'",
			    entries[first].key, text);
}
