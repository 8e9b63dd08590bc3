/* Finds the records that a file carries. */

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/json_tree.h"
#include "models/verify.h"

/* In comments and texts a colon follows, in HTML it is the id of a script. */
static const char mark[] = "lca-record";
/* Between the mark and the record: ": ", "\">", "\",\"value\":\"" and the like. */
enum { MOST_BETWEEN = 40 };

struct finder {
	struct arena *arena;
	const char *start;
	struct verify_record *records;
	size_t count;
};

static const char *own_text(struct arena *arena, const struct cJSON *object, const char *path)
{
	const struct cJSON *item = json_tree_at(object, path);

	return json_tree_string(item) ? arena_text(arena, json_tree_string(item)) : NULL;
}

static void read_arguments(struct arena *arena, struct verify_record *record)
{
	const struct cJSON *item = json_tree_first(json_tree_member(record->json, "arguments"));

	for (; item; item = json_tree_next(item)) {
		const char *text = json_tree_string(item);

		record->arguments = arena_grow(arena, record->arguments, record->argument_count,
					       sizeof *record->arguments);
		record->arguments[record->argument_count++] =
		    arena_text(arena, text ? text : "");
	}
}

static void read_files(struct arena *arena, struct verify_record *record)
{
	const struct cJSON *item = json_tree_first(json_tree_member(record->json, "scenarios"));

	for (; item; item = json_tree_next(item)) {
		record->files =
		    arena_grow(arena, record->files, record->file_count, sizeof *record->files);
		record->files[record->file_count++] = (struct verify_file){
		    .file = arena_text(arena, json_tree_text(item, "file")),
		    .sha256 = arena_text(arena, json_tree_text(item, "sha256"))};
	}
}

/* The members that both a record line and the record of a JSON result have. */
static void add_record(struct finder *finder, struct cJSON *owner, bool whole, const char *at,
		       const char *end)
{
	struct arena *arena = finder->arena;
	struct verify_record record = {.owner = owner, .whole = whole, .line = 1};

	record.at = (size_t)(at - finder->start);
	record.length = (size_t)(end - at);

	record.json = whole ? json_tree_member(owner, "record") : owner;
	for (const char *c = finder->start; c < at; c++)
		record.line += *c == '\n';
	record.version = own_text(arena, record.json, whole ? "version" : "lca");
	record.command = own_text(arena, record.json, "command");
	record.format = whole ? "json" : own_text(arena, record.json, "format");
	record.scenario = own_text(arena, record.json, "scenario.file");
	record.scenario_sha256 = own_text(arena, record.json, "scenario.sha256");
	record.seed = json_tree_number(record.json, "seed");
	record.samples = json_tree_number(record.json, "samples");
	record.interval = json_tree_number(record.json, "interval");
	read_arguments(arena, &record);
	read_files(arena, &record);
	finder->records =
	    arena_grow(arena, finder->records, finder->count, sizeof *finder->records);
	finder->records[finder->count++] = record;
}

/* Undoes how a text around the record escapes its quotes; stops at the end of that text, or
 * where `most` bytes came out. Gives where it stopped. */
static const char *decode(const char *at, const char *end, size_t most, struct buffer *out)
{
	bool json = end - at > 2 && at[1] == '\\';
	bool csv = end - at > 2 && at[1] == '"' && at[2] == '"';

	for (; at < end && *at != '\n' && *at != '\r' && out->length < most; at++) {
		bool again = at + 1 < end;

		if ((json || csv) && *at == '"' && !(csv && again && at[1] == '"'))
			return at;
		if (again &&
		    ((json && *at == '\\' && strchr("\"\\/", at[1])) || (csv && *at == '"')))
			at++;
		buffer_add(out, at, 1);
	}
	return at;
}

/* Where the record that begins here ends. */
static const char *end_of(const char *at, const char *end, size_t decoded)
{
	struct buffer line = {0};
	const char *to = decode(at, end, decoded, &line);

	buffer_free(&line);
	return to;
}

static void try_mark(struct finder *finder, const char *at, const char *end)
{
	size_t room = (size_t)(end - at) < MOST_BETWEEN ? (size_t)(end - at) : MOST_BETWEEN;
	const char *brace = memchr(at, '{', room);
	struct buffer line = {0};
	struct cJSON *json;
	size_t used = 0;

	if (!brace)
		return;
	(void)decode(brace, end, SIZE_MAX, &line);
	json = line.text ? json_tree_read(line.text, line.length) : NULL;
	if (json)
		used = json_tree_end(line.text, line.length);
	buffer_free(&line);
	if (json && json_tree_member(json, "lca") && json_tree_member(json, "command"))
		add_record(finder, json, false, brace, end_of(brace, end, used));
	else
		json_tree_free(json);
}

static void find_lines(struct finder *finder, const char *text, const char *end)
{
	const char *at = text;

	while ((at = memchr(at, mark[0], (size_t)(end - at)))) {
		if ((size_t)(end - at) < sizeof mark - 1)
			return;
		if (memcmp(at, mark, sizeof mark - 1) == 0) {
			at += sizeof mark - 1;
			try_mark(finder, at, end);
		} else {
			at++;
		}
	}
}

static void refuse(const char *file, struct cJSON *json, struct diags *diags)
{
	bool result = json_tree_is_object(json_tree_member(json, "record"));

	if (result)
		diag_add(
		    diags, DIAG_VERIFY_RECORD, (struct place){.file = file}, "record",
		    "write it again with this version of lca: run, quick, compare, schedule, "
		    "align, audit and import say it",
		    "the record does not say by which command it was made");
	else
		diag_add(diags, DIAG_VERIFY_RECORD, (struct place){.file = file}, NULL,
			 "give what lca wrote with --format json, html, csv or markdown, or a "
			 "card; text carries no record",
			 "there is no record of lca in this file");
}

size_t verify_records(struct arena *arena, const char *file, const char *text, size_t length,
		      struct verify_record **records, struct diags *diags)
{
	struct finder finder = {.arena = arena, .start = text};
	size_t blank = length ? strspn(text, " \t\r\n\xef\xbb\xbf") : 0;
	struct cJSON *json = NULL;

	if (blank < length && text[blank] == '{')
		json = json_tree_read(text + blank, length - blank);
	if (json_tree_string(json_tree_at(json, "record.command"))) {
		add_record(&finder, json, true, text, text + length);
		json = NULL;
	} else if (length) {
		find_lines(&finder, text, text + length);
	}
	if (!finder.count)
		refuse(file, json, diags);
	json_tree_free(json);
	*records = finder.records;
	return finder.count;
}

void verify_records_free(struct verify_record *records, size_t count)
{
	for (size_t i = 0; i < count; i++)
		json_tree_free(records[i].owner);
}
