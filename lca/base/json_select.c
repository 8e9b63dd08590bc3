/* Fields out of a JSON object in one pass. */

#include <stdlib.h>

#include "lca/base/heap.h"
#include "lca/base/json_parts.h"

struct json_scratch *json_scratch_new(void)
{
	struct json_scratch *scratch = heap_grow(NULL, sizeof *scratch);

	*scratch = (struct json_scratch){0};
	return scratch;
}

void json_scratch_free(struct json_scratch *scratch)
{
	if (!scratch)
		return;
	free(scratch->text);
	free(scratch->slots);
	free(scratch);
}

static const char *cut_or_bad(struct json_walk *walk, const char *at)
{
	walk->cut = at == walk->end;
	return NULL;
}

/* Room for all strings of the record at once, so that none moves. */
static char *scratch_room(struct json_walk *walk)
{
	struct json_scratch *scratch = walk->scratch;

	if (scratch->size < walk->length) {
		scratch->text = heap_grow(scratch->text, walk->length);
		scratch->size = walk->length;
	}
	return scratch->text + scratch->used;
}

static void empty_slots(struct json_scratch *scratch, size_t first, size_t last)
{
	for (; first < last; first++)
		scratch->slots[first].at = NULL;
}

static void fill_slot(struct json_walk *walk, const struct json_edge *edge, const char *at,
		      struct csv_field field)
{
	walk->scratch->slots[edge->slot] = (struct json_slot){at, field};
}

static bool is_wanted(const struct json_edge *edge)
{
	return edge && edge->slot != SIZE_MAX;
}

/* at: behind the opening quote. */
static const char *take_string(struct json_walk *walk, const char *at,
			       const struct json_edge *edge)
{
	bool escaped;
	const char *close = json_string_end(walk, at, &escaped);
	struct csv_field field = {at, 0, true};

	if (!close)
		return NULL;
	if (!is_wanted(edge))
		return close + 1;
	field.length = (size_t)(close - at);
	if (escaped) {
		char *out = scratch_room(walk);

		field.length = json_unescape(at, field.length, out);
		field.text = out;
		walk->scratch->used += field.length;
		if (memchr(out, '\0', field.length))
			return NULL;
	}
	fill_slot(walk, edge, at, field);
	return close + 1;
}

static const char *take_number(struct json_walk *walk, const char *at,
			       const struct json_edge *edge)
{
	const char *end = json_number_end(walk, at);

	if (!end)
		return NULL;
	if (is_wanted(edge))
		fill_slot(walk, edge, at, (struct csv_field){at, (size_t)(end - at), false});
	return end;
}

static const char *take_word(struct json_walk *walk, const char *at,
			     const struct json_edge *edge)
{
	const char *word = *at == 't' ? "true" : *at == 'f' ? "false" : "null";
	size_t length = strlen(word);
	size_t left = (size_t)(walk->end - at);

	if (memcmp(at, word, left < length ? left : length) != 0)
		return NULL;
	walk->cut = left < length;
	if (walk->cut)
		return NULL;
	if (is_wanted(edge))
		fill_slot(walk, edge, at,
			  (struct csv_field){at, *at == 'n' ? 0 : length, false});
	return at + length;
}

static const struct json_edge *find_edge(const struct json_node *node, const char *key,
					 size_t length)
{
	size_t i;

	if (!(node->lengths >> (length % 64) & 1))
		return NULL;
	for (i = 0; i < node->count; i++) {
		const struct json_edge *edge = &node->edges[i];

		if (edge->length == length && memcmp(edge->key, key, length) == 0)
			return edge;
	}
	return NULL;
}

/* Reads a key and its colon up to the value; what the key repeats is emptied. */
static const char *take_key(struct json_walk *walk, const char *at,
			    const struct json_node *node, const struct json_edge **edge)
{
	const char *close;
	bool escaped;

	*edge = NULL;
	if (at == walk->end || *at != '"')
		return cut_or_bad(walk, at);
	close = json_string_end(walk, at + 1, &escaped);
	if (!close)
		return NULL;
	if (node && escaped) {
		char *out = scratch_room(walk);

		*edge =
		    find_edge(node, out, json_unescape(at + 1, (size_t)(close - at - 1), out));
	} else if (node) {
		*edge = find_edge(node, at + 1, (size_t)(close - at - 1));
	}
	if (*edge && (*edge)->child)
		empty_slots(walk->scratch, (*edge)->child->first, (*edge)->child->last);
	at = json_skip_blanks(close + 1, walk->end);
	if (at == walk->end || *at != ':')
		return cut_or_bad(walk, at);
	return json_skip_blanks(at + 1, walk->end);
}

static const char *take_value(struct json_walk *walk, const char *at,
			      const struct json_edge *edge);

/* at: behind the opening bracket. Behind a member: moves over the comma; *closed where the
 * closing bracket stood there instead. */
static const char *next_member(struct json_walk *walk, const char *at, char closing,
			       bool *closed)
{
	at = json_skip_blanks(at, walk->end);
	if (at == walk->end || (*at != ',' && *at != closing))
		return cut_or_bad(walk, at);
	*closed = *at == closing;
	return *closed ? at + 1 : json_skip_blanks(at + 1, walk->end);
}

static const char *take_object(struct json_walk *walk, const char *at,
			       const struct json_node *node)
{
	const struct json_edge *edge;
	bool closed = false;

	at = json_skip_blanks(at, walk->end);
	if (at < walk->end && *at == '}')
		return at + 1;
	while (!closed) {
		at = take_key(walk, at, node, &edge);
		if (at)
			at = take_value(walk, at, edge);
		if (at)
			at = next_member(walk, at, '}', &closed);
		if (!at)
			return NULL;
	}
	return at;
}

static const char *take_array(struct json_walk *walk, const char *at)
{
	bool closed = false;

	at = json_skip_blanks(at, walk->end);
	if (at < walk->end && *at == ']')
		return at + 1;
	while (!closed) {
		at = take_value(walk, at, NULL);
		if (at)
			at = next_member(walk, at, ']', &closed);
		if (!at)
			return NULL;
	}
	return at;
}

static const char *take_nested(struct json_walk *walk, const char *at,
			       const struct json_edge *edge)
{
	const char *start = at;

	if (++walk->depth > JSON_DEPTH)
		return NULL;
	if (*at == '{')
		at = take_object(walk, at + 1, edge ? edge->child : NULL);
	else
		at = take_array(walk, at + 1);
	walk->depth--;
	if (at && is_wanted(edge))
		fill_slot(walk, edge, start,
			  (struct csv_field){start, (size_t)(at - start), false});
	return at;
}

static const char *take_value(struct json_walk *walk, const char *at,
			      const struct json_edge *edge)
{
	if (at == walk->end)
		return cut_or_bad(walk, at);
	switch (*at) {
	case '"':
		return take_string(walk, at + 1, edge);
	case '{':
	case '[':
		return take_nested(walk, at, edge);
	case 't':
	case 'f':
	case 'n':
		return take_word(walk, at, edge);
	default:
		return *at == '-' || (*at >= '0' && *at <= '9') ? take_number(walk, at, edge)
								: NULL;
	}
}

const char *json_value_end(struct json_walk *walk, const char *at)
{
	return take_value(walk, at, NULL);
}

static void prepare(const struct json_paths *paths, struct json_scratch *scratch)
{
	scratch->used = 0;
	if (scratch->slot_count < paths->slot_count) {
		scratch->slots =
		    heap_grow(scratch->slots, paths->slot_count * sizeof *scratch->slots);
		scratch->slot_count = paths->slot_count;
	}
	empty_slots(scratch, 0, paths->slot_count);
}

/* Of the spellings of path i the one whose value stands last. */
static struct csv_field field_of(const struct json_paths *paths,
				 const struct json_scratch *scratch, size_t i)
{
	const struct json_slot *last = NULL;
	size_t s;

	for (s = paths->begins[i]; s < paths->begins[i + 1]; s++) {
		const struct json_slot *slot = &scratch->slots[paths->slots[s]];

		if (slot->at && (!last || slot->at > last->at))
			last = slot;
	}
	return last ? last->field : (struct csv_field){"", 0, false};
}

bool json_select(const struct json_paths *paths, struct json_scratch *scratch, const char *text,
		 size_t length, struct csv_field *fields)
{
	struct json_walk walk = {.end = text + length, .scratch = scratch, .length = length};
	const char *at = json_skip_blanks(text, walk.end);
	size_t i;

	prepare(paths, scratch);
	if (at == walk.end || *at != '{')
		return false;
	at = take_value(&walk, at, &paths->top);
	if (!at || json_skip_blanks(at, walk.end) != walk.end)
		return false;
	for (i = 0; i < paths->count; i++)
		fields[i] = field_of(paths, scratch, i);
	return true;
}
