/* What the first records of a JSON file are made of. */

#include "lca/base/arena.h"
#include "lca/base/json_parts.h"
#include "lca/base/text.h"
#include "lca/base/text_set.h"

enum { MOST_RECORDS = 64, MOST_LEAVES = 4096, DEEPEST = 32 };

struct leaves {
	struct arena *arena;
	struct text_set paths;
	struct buffer path; /* of the object at hand, with a dot behind it */
	const char *end;
};

static void add_key(struct leaves *leaves, const struct json_member *member)
{
	char *key = arena_copy(leaves->arena, member->key, member->length);

	buffer_add(&leaves->path, key, json_unescape(member->key, member->length, key));
}

static void cut_path(struct leaves *leaves, size_t length)
{
	leaves->path.length = length;
	leaves->path.text[length] = '\0';
}

static bool is_value(char c)
{
	return c != '\0' && strchr("\"{[tfn-0123456789", c);
}

static bool has_members(const char *value, const char *end)
{
	if (*value != '{')
		return false;
	value = json_skip_blanks(value + 1, end);
	return value < end && *value == '"';
}

static void collect(struct leaves *leaves, const char *object, unsigned depth)
{
	const char *at = object + 1;
	size_t length = leaves->path.length;
	struct json_member member;

	while (at && leaves->paths.count < MOST_LEAVES &&
	       json_find_member(at, leaves->end, &member) && is_value(*member.value)) {
		add_key(leaves, &member);
		if (depth < DEEPEST && has_members(member.value, leaves->end)) {
			buffer_text(&leaves->path, ".");
			collect(leaves, member.value, depth + 1);
		} else {
			text_set_add(leaves->arena, &leaves->paths, leaves->path.text,
				     leaves->path.length);
		}
		cut_path(leaves, length);
		at = json_behind(member.value, leaves->end);
	}
}

static const struct csv_row *make_row(struct arena *arena, const struct text_set *paths)
{
	struct csv_row *row = arena_alloc(arena, sizeof *row);
	struct csv_field *fields = arena_alloc(arena, paths->count * sizeof *fields);
	size_t i;

	for (i = 0; i < paths->count; i++)
		fields[i] = (struct csv_field){paths->texts[i], strlen(paths->texts[i]), false};
	*row = (struct csv_row){1, paths->count, fields};
	return row;
}

static bool looks_like_json(const char *text, size_t length)
{
	const char *end = text + length;

	if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		text += 3;
	text = json_skip_blanks(text, end);
	return text < end && (*text == '{' || *text == '[');
}

const struct csv_row *json_head(struct arena *arena, const char *text, size_t length)
{
	struct leaves leaves = {.arena = arena};
	struct json_reader *reader;
	struct json_record record;
	enum json_next next;
	size_t i;

	if (!looks_like_json(text, length))
		return NULL;
	reader = json_open_head(text, length);
	buffer_text(&leaves.path, "");
	for (i = 0; i < MOST_RECORDS; i++) {
		next = json_next(reader, &record);
		if (next != JSON_RECORD && next != JSON_BAD)
			break;
		leaves.end = record.text + record.length;
		if (record.length && *record.text == '{')
			collect(&leaves, record.text, 0);
	}
	json_close(reader);
	buffer_free(&leaves.path);
	return leaves.paths.count ? make_row(arena, &leaves.paths) : NULL;
}
