#ifndef MODELS_JSON_TREE_H
#define MODELS_JSON_TREE_H

/*
 * JSON records as trees (cJSON), for importers that need more of a record than its fields.
 *
 * Everything takes NULL for an object that is not there, and gives what it gives for a key
 * that is not there. cJSON stands here and in import_json_*.c alone.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buffer;
struct cJSON;

/* NULL where text[0..length) is no JSON, or nested over 1000 levels. The caller frees it. */
struct cJSON *json_tree_read(const char *text, size_t length);
/* The same of a whole text from anybody, NUL-terminated: nothing but blanks behind the value,
 * no text with a NUL in it, at most JSON_MOST_VALUES values (some 100 bytes of memory each).
 * NULL: *problem says what is wrong, else it is NULL. */
#define JSON_MOST_VALUES 2000000
struct cJSON *json_tree_whole(const char *text, size_t length, const char **problem);
void json_tree_free(struct cJSON *json);
/* The byte at which text[0..length) stops to be JSON; SIZE_MAX where it begins with a whole
 * value. */
size_t json_tree_fault(const char *text, size_t length);
/* Bytes up to the end of the value that text[0..length) begins with; 0 where it is none. */
size_t json_tree_end(const char *text, size_t length);

/* NULL where there is none. Keys of a path have dots between them. */
const struct cJSON *json_tree_member(const struct cJSON *object, const char *key);
const struct cJSON *json_tree_at(const struct cJSON *object, const char *path);
/* Members of an object, elements of an array, in their order; NULL behind the last, and of
 * anything else. */
const struct cJSON *json_tree_first(const struct cJSON *parent);
const struct cJSON *json_tree_next(const struct cJSON *item);
/* The key of a member; "" of an element. */
const char *json_tree_key(const struct cJSON *item);
bool json_tree_is_true(const struct cJSON *item);
bool json_tree_is_object(const struct cJSON *item);
/* "" where there is none. */
const char *json_tree_text(const struct cJSON *object, const char *key);
/* A number, or a text that is one; NaN where there is none. */
double json_tree_number(const struct cJSON *object, const char *key);
/* NULL where the item is no text. */
const char *json_tree_string(const struct cJSON *item);
/* NaN where the item is no number. */
double json_tree_value(const struct cJSON *item);
bool json_tree_is_array(const struct cJSON *item);
/* As it stands in JSON, on one line. */
char *json_tree_line(struct arena *arena, const struct cJSON *item);
/* A UNIX time in seconds to the nearest of `parts` (a divisor of 10^9) of one; false where it
 * is no time. */
bool json_tree_time(double seconds, int64_t parts, int64_t *time);

/* Adds the tree as one line. */
void json_tree_print(const struct cJSON *json, struct buffer *out);

#endif
