/* Objects that wrap an array of records: pages of an API, exports, query results. */

#include "lca/base/json_parts.h"

static bool is_key(const char *key, size_t length, const char *name)
{
	return strlen(name) == length && memcmp(key, name, length) == 0;
}

static bool is_wrapping(const char *key, size_t length)
{
	static const char *const names[] = {"data", "resourceSpans", "resourceMetrics", "items",
					    "results"};
	size_t i;

	for (i = 0; i < sizeof names / sizeof *names; i++)
		if (is_key(key, length, names[i]))
			return true;
	return false;
}

/* An array of objects, or one of nothing; cut behind its bracket: may be one. */
static bool has_objects(const char *at, const char *end)
{
	if (*at != '[')
		return false;
	at = json_skip_blanks(at + 1, end);
	return at == end || *at == '{' || *at == ']';
}

bool json_find_member(const char *at, const char *end, struct json_member *member)
{
	struct json_walk walk = {.end = end};
	bool escaped;

	at = json_skip_blanks(at, end);
	if (at == end || *at != '"')
		return false;
	member->key = at + 1;
	at = json_string_end(&walk, at + 1, &escaped);
	if (!at)
		return false;
	member->length = (size_t)(at - member->key);
	at = json_skip_blanks(at + 1, end);
	if (at == end || *at != ':')
		return false;
	member->value = json_skip_blanks(at + 1, end);
	return member->value < end;
}

const char *json_behind(const char *value, const char *end)
{
	struct json_walk walk = {.end = end};
	const char *at = json_value_end(&walk, value);

	if (!at)
		return NULL;
	at = json_skip_blanks(at, end);
	return at < end && *at == ',' ? at + 1 : NULL;
}

/* The array "result" of the object "data". */
static const char *find_result(const char *object, const char *end)
{
	const char *at = object + 1;
	struct json_member member;

	while (at && json_find_member(at, end, &member)) {
		if (is_key(member.key, member.length, "result") &&
		    has_objects(member.value, end))
			return member.value;
		at = json_behind(member.value, end);
	}
	return NULL;
}

const char *json_wrapped(const char *text, const char *end, unsigned *closers)
{
	const char *found = NULL;
	const char *at = text + 1;
	struct json_member member;

	while (at && json_find_member(at, end, &member)) {
		const char *inner = NULL;

		if (is_key(member.key, member.length, "usage"))
			return NULL;
		if (is_key(member.key, member.length, "data") && *member.value == '{')
			inner = find_result(member.value, end);
		if (!found && inner)
			*closers = 2;
		if (!inner && is_wrapping(member.key, member.length) &&
		    has_objects(member.value, end))
			inner = member.value;
		if (!found && inner && inner == member.value)
			*closers = 1;
		if (!found)
			found = inner;
		at = json_behind(member.value, end);
	}
	return found;
}
