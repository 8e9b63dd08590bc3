/* Lines of JSONL by the templates of lines before, or by json_select. */

#include "models/usage_jsonl.h"

#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/json.h"
#include "models/usage_template.h"

/* A log whose lines are all different is not worth learning from: so many templates are made,
 * and one more for so many lines that one of them has read. */
enum { TEMPLATES = 8, LEARN_AT_LEAST = 32, LEARN_ONE_IN = 64 };

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
	struct line_template *templates; /* [TEMPLATES] */
	bool usable[TEMPLATES];
	size_t current, next; /* the one of the line before; the one to learn anew */
	uint64_t predicted, learnt;
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
	    .templates = arena_alloc(arena, TEMPLATES * sizeof *jsonl->templates),
	};
	for (size_t i = 0; i < TEMPLATES; i++) {
		jsonl->templates[i].fields =
		    arena_alloc(arena, (count + 1) * sizeof *jsonl->fields);
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
	jsonl->learnt++;
	jsonl->usable[at] = usage_template_learn(&jsonl->templates[at], line, jsonl->paths,
						 jsonl->count, jsonl->walker);
	if (!jsonl->usable[at])
		return;
	jsonl->current = at;
	jsonl->next = (at + 1) % TEMPLATES;
}

/* Tries the templates, that of the line before first; returns what follows the line, or NULL.
 */
static const char *predict(struct usage_jsonl *jsonl, const char *text)
{
	for (size_t i = 0; i < TEMPLATES; i++) {
		size_t at = (jsonl->current + i) % TEMPLATES;
		const char *end =
		    jsonl->usable[at] ? jsonl->walker->line(&jsonl->templates[at], text) : NULL;

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

enum usage_line usage_jsonl_next(struct usage_jsonl *jsonl, const char **text, const char *end,
				 const struct csv_field **fields)
{
	const char *line = *text, *next = predict(jsonl, line);
	enum usage_line kind;

	jsonl->by_template = next != NULL;
	if (next) {
		if (jsonl->has_same)
			copy_same(jsonl, &jsonl->templates[jsonl->current]);
		*text = next;
		*fields = jsonl->templates[jsonl->current].fields;
		return USAGE_LINE_PREDICTED;
	}
	next = memchr(line, '\n', (size_t)(end - line));
	*text = next + 1;
	*fields = jsonl->fields;
	kind = read_carefully(jsonl, line, next);
	if (kind == USAGE_LINE_SELECTED)
		learn(jsonl, line);
	return kind;
}

const size_t *usage_jsonl_present(const struct usage_jsonl *jsonl, size_t *count)
{
	const struct line_template *shape = &jsonl->templates[jsonl->current];

	*count = jsonl->by_template ? shape->present_count : jsonl->count;
	return jsonl->by_template ? shape->present : jsonl->all;
}

uint64_t usage_jsonl_predicted(const struct usage_jsonl *jsonl)
{
	return jsonl->predicted;
}
