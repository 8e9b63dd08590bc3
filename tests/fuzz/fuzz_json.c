/* Any bytes: what json_select takes, cJSON takes too, with the same values; records are slices
 * of the file in its order, and between them stands nothing that was to be read. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/json.h"
#include "lca/base/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LONGEST_NUMBER = 60 };

static const char *find(const char *text, size_t length, const char *part, size_t size)
{
	size_t i;

	for (i = 0; i + size <= length; i++)
		if (memcmp(text + i, part, size) == 0)
			return text + i;
	return NULL;
}

static bool has(const char *text, size_t length, const char *part)
{
	return find(text, length, part, strlen(part));
}

/* cJSON refuses \u0000 and numbers of more than 63 characters, which are JSON. */
static bool is_beyond_cjson(const char *text, size_t length)
{
	size_t run = 0;
	size_t i;

	for (i = 0; i < length; i++) {
		run = text[i] != '\0' && strchr("+-.eE0123456789", text[i]) ? run + 1 : 0;
		if (run > LONGEST_NUMBER)
			return true;
	}
	return has(text, length, "\\u0000");
}

/* The one member of that name; *count: how many there are. */
static const cJSON *member(const cJSON *object, const char *name, size_t *count)
{
	const cJSON *item, *found = NULL;

	*count = 0;
	for (item = object ? object->child : NULL; item; item = item->next)
		if (item->string && strcmp(item->string, name) == 0) {
			found = item;
			++*count;
		}
	return found;
}

static void check_value(const cJSON *item, const struct csv_field *field)
{
	char number[LONGEST_NUMBER + 1] = "";

	if (!item || cJSON_IsNull(item)) {
		if (field->length || field->quoted)
			abort();
		return;
	}
	if (cJSON_IsString(item) != field->quoted)
		abort();
	if (cJSON_IsString(item) &&
	    (strlen(item->valuestring) != field->length ||
	     memcmp(item->valuestring, field->text, field->length) != 0))
		abort();
	if (!cJSON_IsNumber(item))
		return;
	memcpy(number, field->text, field->length);
	if (strtod(number, NULL) != item->valuedouble)
		abort();
}

/* Fields at "a" and "u.a" against the tree, where no key of them is there twice. */
static void check_fields(const cJSON *json, const struct csv_field *fields)
{
	size_t count, dotted, inner;
	const cJSON *item = member(json, "a", &count);

	if (count <= 1)
		check_value(item, &fields[0]);
	(void)member(json, "u.a", &dotted);
	item = member(json, "u", &count);
	if (count > 1 || dotted)
		return;
	item = member(cJSON_IsObject(item) ? item : NULL, "a", &inner);
	if (inner <= 1)
		check_value(item, &fields[1]);
}

static void check_select(const char *text, size_t length)
{
	static const char *const paths[] = {"a", "u.a"};
	struct arena *arena = arena_new();
	struct json_scratch *scratch = json_scratch_new();
	struct csv_field fields[2];
	bool taken =
	    json_select(json_paths_new(arena, paths, 2), scratch, text, length, fields);

	if (taken && !is_beyond_cjson(text, length)) {
		char *copy = arena_copy(arena, text, length);
		cJSON *json = cJSON_ParseWithOpts(copy, NULL, true);

		if (!json || !cJSON_IsObject(json))
			abort();
		check_fields(json, fields);
		cJSON_Delete(json);
	}
	json_scratch_free(scratch);
	arena_free(arena);
}

static bool is_between(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',';
}

/* May there be arrays of records, around which other bytes stand? */
static bool may_wrap(const char *text, size_t length)
{
	static const char *const keys[] = {"data", "resource", "items", "results"};
	size_t i;

	for (i = 0; i < sizeof keys / sizeof *keys; i++)
		if (has(text, length, keys[i]))
			return true;
	while (length && is_between(*text)) {
		text++;
		length--;
	}
	return length && (*text == '[' || (unsigned char)*text == 0xEF);
}

static void check_records(const char *text, size_t length)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct source *source = source_open_text("fuzz.json", text, length, NULL, diags);
	struct json_reader *reader = source ? json_open(source, diags) : NULL;
	const char *at = text;
	bool loose = may_wrap(text, length);
	struct json_record record = {0};
	enum json_next next = JSON_END;
	uint64_t line = 1;

	while (reader && (next = json_next(reader, &record)) < JSON_END) {
		const char *found =
		    find(at, (size_t)(text + length - at), record.text, record.length);

		if (!found || record.line < line || record.length == 0)
			abort();
		for (; !loose && at < found; at++)
			if (!is_between(*at))
				abort();
		at = found + record.length;
		line = record.line;
		/* Behind a broken record lines are passed over, and a slice found by its
		 * text may stand too early. */
		loose |= next == JSON_BAD;
	}
	if (reader && (next == JSON_FAILED) != diags_has_error(diags))
		abort();
	json_close(reader);
	source_close(source);
	arena_free(arena);
}

static void check_head(const char *text, size_t length)
{
	struct arena *arena = arena_new();
	const struct csv_row *row = json_head(arena, text, length);
	size_t i;

	for (i = 0; row && i < row->count; i++)
		if (strlen(row->fields[i].text) != row->fields[i].length)
			abort();
	if (row && row->count == 0)
		abort();
	arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size ? size : 1);
	bool packed = size > 1 && (data[0] == 0x1F || data[0] == 0x28); /* gzip, zstd */

	if (!text)
		abort();
	memcpy(text, data, size);
	check_select(text, size);
	if (!packed)
		check_records(text, size);
	check_head(text, size);
	free(text);
	return 0;
}
