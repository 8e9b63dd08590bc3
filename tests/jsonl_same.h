#ifndef TESTS_JSONL_SAME_H
#define TESTS_JSONL_SAME_H

/*
 * Holds the fast reader of JSONL against json_select, line by line. The text is read twice in a
 * row, so that the second time there is a template for every line that can have one.
 */

#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/json.h"
#include "models/usage_jsonl.h"

struct jsonl_same {
	const char *difference; /* the first line, up to its LF, that the two read otherwise */
	uint64_t lines, records, predicted;
};

static inline bool jsonl_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* What the rules say of one line. */
static inline enum usage_line jsonl_plainly(const struct json_paths *paths,
					    struct json_scratch *scratch, const char *text,
					    const char *end, struct csv_field *fields)
{
	while (text < end && jsonl_is_blank(*text))
		text++;
	if (text == end)
		return USAGE_LINE_BLANK;
	if (*text != '{')
		return USAGE_LINE_BAD;
	return json_select(paths, scratch, text, (size_t)(end - text), fields)
		   ? USAGE_LINE_SELECTED
		   : USAGE_LINE_BAD;
}

/* The fields that are present are equal, the others empty. */
static inline bool jsonl_fields_same(const struct usage_jsonl *jsonl,
				     const struct csv_field *got, const struct csv_field *want,
				     size_t count)
{
	size_t present_count, at = 0;
	const size_t *present = usage_jsonl_present(jsonl, &present_count);

	for (size_t i = 0; i < count; i++) {
		bool is_present = at < present_count && present[at] == i;

		at += is_present;
		if (got[i].length != want[i].length || got[i].quoted != want[i].quoted ||
		    memcmp(got[i].text, want[i].text, want[i].length) != 0)
			return false;
		if (!is_present && (want[i].length > 0 || want[i].quoted))
			return false;
	}
	return at == present_count;
}

/* text need not end with LF; at most 64 paths. */
static inline struct jsonl_same jsonl_same(const char *text, size_t length,
					   const char *const *paths, size_t count,
					   const struct usage_walker *walker)
{
	size_t size = 2 * (length + 1);
	char *twice = malloc(size + USAGE_JSONL_SLACK);
	const char *at = twice, *end = twice + size, *line;
	struct arena *arena = arena_new();
	const struct json_paths *selection = json_paths_new(arena, paths, count);
	struct json_scratch *scratch = json_scratch_new();
	struct usage_jsonl *jsonl = usage_jsonl_new(paths, count, walker);
	struct csv_field want[64];
	const struct csv_field *got;
	struct jsonl_same same = {0};

	if (!twice)
		abort();
	memcpy(twice, text, length);
	twice[length] = '\n';
	memcpy(twice + length + 1, twice, length + 1);
	memset(twice + size, '"', USAGE_JSONL_SLACK);
	usage_jsonl_open(jsonl, twice, end);
	while (at < end && !same.difference) {
		const char *lf = memchr(at, '\n', (size_t)(end - at));
		enum usage_line kind, plainly;
		bool is_record;

		line = at;
		kind = usage_jsonl_next(jsonl, &got);
		at = usage_jsonl_rest(jsonl);
		same.lines++;
		is_record = kind == USAGE_LINE_PREDICTED || kind == USAGE_LINE_SELECTED;
		same.records += is_record;
		plainly = jsonl_plainly(selection, scratch, line, lf, want);
		if (at != lf + 1 || plainly != (is_record ? USAGE_LINE_SELECTED : kind) ||
		    (is_record && !jsonl_fields_same(jsonl, got, want, count)))
			same.difference = text + (size_t)(line - twice) % (length + 1);
	}
	same.predicted = usage_jsonl_predicted(jsonl);
	usage_jsonl_free(jsonl);
	json_scratch_free(scratch);
	arena_free(arena);
	free(twice);
	return same;
}

#endif
