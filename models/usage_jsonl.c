/* Lines of JSONL by the templates of lines before, or by json_select. */

#include "models/usage_jsonl.h"

#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/json.h"
#include "models/usage_template.h"

/* A log whose lines are all different is not worth learning from: so many templates are made,
 * and one more for so many lines that one of them has read. */
enum { LEARN_AT_LEAST = 32, LEARN_ONE_IN = 64 };

/* Bytes whose marks are looked for at once: they and their marks fit into the first cache. */
enum { MARKED = 16 * 1024 };

struct usage_jsonl {
	struct arena *arena;
	const struct usage_walker *walker;
	const char *const *paths;
	size_t count;
	struct json_paths *selection;
	struct json_scratch *scratch;
	struct csv_field *fields; /* [count] of json_select */
	size_t *all;		  /* [count]: 0, 1, ... */
	size_t *first_same;	  /* [count]: the first path equal to it */
	bool has_same;
	bool by_template;
	struct line_template *templates; /* [USAGE_TEMPLATES] */
	bool usable[USAGE_TEMPLATES];
	uint64_t made[USAGE_TEMPLATES]; /* as which template of all; of those usable */
	size_t current, next;		/* the one of the line before; the one to learn anew */
	uint64_t predicted, learnt;
	const char *at, *end;
	const char *marked_end; /* marks are known of whole lines up to here */
	struct text_marks marks;
	struct template_room room;
	uint16_t *list; /* [MARKED + TEXT_MARKS_SLACK] */
};

static void find_same(struct usage_jsonl *jsonl)
{
	for (size_t i = 0; i < jsonl->count; i++) {
		size_t first = 0;

		while (strcmp(jsonl->paths[first], jsonl->paths[i]) != 0)
			first++;
		jsonl->first_same[i] = first;
		jsonl->has_same |= first < i;
	}
}

struct usage_jsonl *usage_jsonl_new(const char *const *paths, size_t count,
				    const struct usage_walker *walker)
{
	struct arena *arena = arena_new();
	struct usage_jsonl *jsonl = arena_alloc(arena, sizeof *jsonl);

	*jsonl = (struct usage_jsonl){
	    .arena = arena,
	    .walker = walker ? walker : usage_walker_choose(),
	    .paths = paths,
	    .count = count,
	    .selection = json_paths_new(arena, paths, count),
	    .scratch = json_scratch_new(),
	    .all = arena_alloc(arena, (count + 1) * sizeof *jsonl->all),
	    .first_same = arena_alloc(arena, (count + 1) * sizeof *jsonl->first_same),
	    .fields = arena_alloc(arena, (count + 1) * sizeof *jsonl->fields),
	    .templates = arena_alloc(arena, USAGE_TEMPLATES * sizeof *jsonl->templates),
	    .list = arena_alloc(arena, (MARKED + TEXT_MARKS_SLACK) * sizeof *jsonl->list),
	};
	for (size_t i = 0; i < USAGE_TEMPLATES; i++) {
		jsonl->templates[i].fields =
		    arena_alloc(arena, (count + 1) * sizeof *jsonl->fields);
		jsonl->templates[i].room = &jsonl->room;
		jsonl->templates[i].present = arena_alloc(arena, (count + 1) * sizeof(size_t));
	}
	for (size_t i = 0; i < count; i++)
		jsonl->all[i] = i;
	find_same(jsonl);
	return jsonl;
}

void usage_jsonl_free(struct usage_jsonl *jsonl)
{
	if (!jsonl)
		return;
	json_scratch_free(jsonl->scratch);
	arena_free(jsonl->arena);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* The line from text to its LF at end. */
static enum usage_line read_carefully(struct usage_jsonl *jsonl, const char *text,
				      const char *end)
{
	while (text < end && is_blank(*text))
		text++;
	while (text < end && is_blank(end[-1]))
		end--;
	if (text == end)
		return USAGE_LINE_BLANK;
	if (*text != '{' || !json_select(jsonl->selection, jsonl->scratch, text,
					 (size_t)(end - text), jsonl->fields))
		return USAGE_LINE_BAD;
	return USAGE_LINE_SELECTED;
}

static void learn(struct usage_jsonl *jsonl, const char *line)
{
	size_t at = jsonl->next;

	if (jsonl->learnt >= LEARN_AT_LEAST + jsonl->predicted / LEARN_ONE_IN)
		return;
	jsonl->made[at] = ++jsonl->learnt;
	jsonl->usable[at] = usage_template_learn(&jsonl->templates[at], line, jsonl->paths,
						 jsonl->count, jsonl->walker);
	if (!jsonl->usable[at])
		return;
	jsonl->current = at;
	jsonl->next = (at + 1) % USAGE_TEMPLATES;
}

void usage_jsonl_open(struct usage_jsonl *jsonl, const char *text, const char *end)
{
	jsonl->at = jsonl->marked_end = text;
	jsonl->end = end;
}

/* Are the marks of the next line at hand? Not where it is longer than MARKED. */
static bool has_marks(struct usage_jsonl *jsonl)
{
	size_t rest = (size_t)(jsonl->end - jsonl->at), count;

	if (jsonl->at < jsonl->marked_end)
		return true;
	if (!jsonl->walker->marks)
		return false;
	count = jsonl->walker->marks(jsonl->at, rest < MARKED ? rest : MARKED, jsonl->list);
	while (count > 0 && jsonl->at[jsonl->list[count - 1]] != '\n')
		count--;
	if (count == 0)
		return false;
	jsonl->marked_end = jsonl->at + jsonl->list[count - 1] + 1;
	jsonl->marks = (struct text_marks){jsonl->at, jsonl->list};
	return true;
}

/* Leaves the marks of a line behind that was read without them. */
static void skip_marks(struct usage_jsonl *jsonl)
{
	size_t distance = (size_t)(jsonl->at - jsonl->marks.text);

	while (jsonl->at < jsonl->marked_end && *jsonl->marks.next < distance)
		jsonl->marks.next++;
}

/* Tries the templates, that of the line before first; returns what follows the line, or NULL.
 */
static const char *predict(struct usage_jsonl *jsonl)
{
	const struct usage_walker *walker = jsonl->walker;
	bool marked = has_marks(jsonl);

	for (size_t i = 0; i < USAGE_TEMPLATES; i++) {
		size_t at = (jsonl->current + i) % USAGE_TEMPLATES;
		const struct line_template *shape = &jsonl->templates[at];
		const char *end;

		if (!jsonl->usable[at])
			continue;
		jsonl->room.used = 0;
		end = marked ? walker->marked_line(shape, jsonl->at, &jsonl->marks)
			     : walker->line(shape, jsonl->at);
		if (end) {
			jsonl->current = at;
			jsonl->predicted++;
			return end;
		}
	}
	return NULL;
}

static void copy_same(struct usage_jsonl *jsonl, const struct line_template *shape)
{
	for (size_t i = 0; i < shape->present_count; i++) {
		size_t field = shape->present[i];

		shape->fields[field] = shape->fields[jsonl->first_same[field]];
	}
}

enum usage_line usage_jsonl_next(struct usage_jsonl *jsonl, const struct csv_field **fields)
{
	const char *line = jsonl->at, *next;
	enum usage_line kind;

	if (line == jsonl->end)
		return USAGE_LINE_NONE;
	next = predict(jsonl);
	jsonl->by_template = next != NULL;
	if (next) {
		if (jsonl->has_same)
			copy_same(jsonl, &jsonl->templates[jsonl->current]);
		jsonl->at = next;
		*fields = jsonl->templates[jsonl->current].fields;
		return USAGE_LINE_PREDICTED;
	}
	next = memchr(line, '\n', (size_t)(jsonl->end - line));
	jsonl->at = next + 1;
	skip_marks(jsonl);
	*fields = jsonl->fields;
	kind = read_carefully(jsonl, line, next);
	if (kind == USAGE_LINE_SELECTED)
		learn(jsonl, line);
	return kind;
}

const char *usage_jsonl_rest(const struct usage_jsonl *jsonl)
{
	return jsonl->at;
}

bool usage_jsonl_in_text(const struct usage_jsonl *jsonl)
{
	return jsonl->room.used == 0;
}

const size_t *usage_jsonl_present(const struct usage_jsonl *jsonl, size_t *count)
{
	const struct line_template *shape = &jsonl->templates[jsonl->current];

	*count = jsonl->by_template ? shape->present_count : jsonl->count;
	return jsonl->by_template ? shape->present : jsonl->all;
}

size_t usage_jsonl_template(const struct usage_jsonl *jsonl, uint64_t *made)
{
	*made = jsonl->made[jsonl->current];
	return jsonl->current;
}

uint64_t usage_jsonl_predicted(const struct usage_jsonl *jsonl)
{
	return jsonl->predicted;
}
