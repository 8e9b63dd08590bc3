/* JSON records as trees. */

#include "models/json_tree.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/timestamp.h"

/* 64 bits of nanoseconds hold no more. */
#define MOST_SECONDS 9.2e9

cJSON *json_tree_read(const char *text, size_t length)
{
	return cJSON_ParseWithLengthOpts(text, length, NULL, 0);
}

/* What json_tree_whole refuses before anything is built; NULL: nothing. */
static const char *whole_problem(const char *text, size_t length)
{
	size_t values = 0;
	bool quoted = false;

	for (size_t i = 0; i < length; i++) {
		values += !quoted && strchr(",[{", text[i]);
		if (!text[i] || (quoted && text[i] == '\\' && length - i > 5 &&
				 memcmp(text + i, "\\u0000", 6) == 0))
			return "a text in it has a NUL";
		if (values > JSON_MOST_VALUES)
			return "it has more than 2 000 000 values";
		if (quoted && text[i] == '\\')
			i++;
		else if (text[i] == '"')
			quoted = !quoted;
	}
	return NULL;
}

cJSON *json_tree_whole(const char *text, size_t length, const char **problem)
{
	const char *end = text;
	cJSON *json = NULL;

	*problem = whole_problem(text, length);
	if (!*problem) {
		json = cJSON_ParseWithLengthOpts(text, length, &end, 0);
		if (!json)
			*problem = "it is cut, edited or nested over 1000 levels";
		else if (end + strspn(end, " \t\r\n") != text + length)
			*problem = "something stands behind its end";
	}
	if (*problem)
		cJSON_Delete(json);
	return *problem ? NULL : json;
}

void json_tree_free(cJSON *json)
{
	cJSON_Delete(json);
}

size_t json_tree_fault(const char *text, size_t length)
{
	const char *end = text;
	cJSON *json = cJSON_ParseWithLengthOpts(text, length, &end, 0);

	cJSON_Delete(json);
	if (json)
		return SIZE_MAX;
	return end >= text && (size_t)(end - text) <= length ? (size_t)(end - text) : 0;
}

size_t json_tree_end(const char *text, size_t length)
{
	const char *end = text;
	cJSON *json = cJSON_ParseWithLengthOpts(text, length, &end, 0);

	cJSON_Delete(json);
	return json ? (size_t)(end - text) : 0;
}

const cJSON *json_tree_member(const cJSON *object, const char *key)
{
	return cJSON_GetObjectItemCaseSensitive(object, key);
}

const cJSON *json_tree_at(const cJSON *object, const char *path)
{
	struct buffer key = {0};

	while (object && *path) {
		size_t length = strcspn(path, ".");

		key.length = 0;
		buffer_add(&key, path, length);
		object = json_tree_member(object, key.text);
		path += length + (path[length] == '.');
	}
	buffer_free(&key);
	return object;
}

const cJSON *json_tree_first(const cJSON *parent)
{
	return parent ? parent->child : NULL;
}

const cJSON *json_tree_next(const cJSON *item)
{
	return item ? item->next : NULL;
}

const char *json_tree_key(const cJSON *item)
{
	return item && item->string ? item->string : "";
}

bool json_tree_is_true(const cJSON *item)
{
	return cJSON_IsTrue(item);
}

bool json_tree_is_object(const cJSON *item)
{
	return cJSON_IsObject(item);
}

const char *json_tree_text(const cJSON *object, const char *key)
{
	const char *text = cJSON_GetStringValue(json_tree_member(object, key));

	return text ? text : "";
}

double json_tree_number(const cJSON *object, const char *key)
{
	const cJSON *item = json_tree_member(object, key);
	double number;

	if (cJSON_IsNumber(item))
		return item->valuedouble;
	if (cJSON_IsString(item) &&
	    text_number(item->valuestring, strlen(item->valuestring), &number))
		return number;
	return NAN;
}

const char *json_tree_string(const cJSON *item)
{
	return cJSON_IsString(item) ? item->valuestring : NULL;
}

double json_tree_value(const cJSON *item)
{
	return cJSON_IsNumber(item) ? item->valuedouble : NAN;
}

bool json_tree_is_array(const cJSON *item)
{
	return cJSON_IsArray(item);
}

char *json_tree_line(struct arena *arena, const cJSON *item)
{
	char *text = cJSON_PrintUnformatted(item), *line;

	if (!text)
		abort();
	line = arena_text(arena, text);
	cJSON_free(text);
	return line;
}

bool json_tree_time(double seconds, int64_t parts, int64_t *time)
{
	if (!(fabs(seconds) < MOST_SECONDS))
		return false;
	*time = llround(seconds * (double)parts) * (TIMESTAMP_SECOND / parts);
	return true;
}

void json_tree_print(const cJSON *json, struct buffer *out)
{
	char *text = cJSON_PrintUnformatted(json);

	if (!text)
		abort();
	buffer_text(out, text);
	buffer_text(out, "\n");
	cJSON_free(text);
}
