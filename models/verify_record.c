/* Finds the records that a file carries, each where its format puts it: what stands in any
 * other place is somebody's text. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/json_tree.h"
#include "models/verify.h"

static const char mark[] = "lca-record: {";
/* Of one file: each is a run of its own. */
enum { MOST_RECORDS = 16 };
/* Of one record: what people type, and lists that are made by a program. */
enum { MOST_ARGUMENTS = 1000 };

/* Lines that hold a record and nothing else, and the formats that have them. */
static const struct place_of_line {
	const char *before, *behind;
	const char *formats[2];
} lines[] = {
    {"<!-- lca-record: ", " -->", {"markdown", "statement"}},
    {"<script type=\"application/json\" id=\"lca-record\">", "</script>", {"html"}},
    {"% lca-record: ", "", {"latex"}},
    {"# lca-record: ", "", {"impact-framework", "prometheus"}},
};

enum { LINES = sizeof lines / sizeof *lines };

struct finder {
	struct arena *arena;
	const char *file;
	struct diags *diags;
	struct verify_record *records;
	const char **texts; /* of the records, to tell one that stands twice */
	size_t count;
	size_t line;
	bool failed; /* reported */
};

static void refuse(struct finder *finder, size_t line, const char *hint, const char *message)
{
	diag_add(finder->diags, DIAG_VERIFY_RECORD,
		 (struct place){.file = finder->file, .line = (uint32_t)line}, NULL, hint, "%s",
		 message);
	finder->failed = true;
}

static const char *own_text(struct arena *arena, const struct cJSON *object, const char *path)
{
	const struct cJSON *item = json_tree_at(object, path);

	return json_tree_string(item) ? arena_text(arena, json_tree_string(item)) : NULL;
}

/* False where the arguments are no list of texts. */
static bool read_arguments(struct finder *finder, struct verify_record *record)
{
	const struct cJSON *list = json_tree_member(record->json, "arguments");
	const struct cJSON *item = json_tree_first(list);

	if (list && !json_tree_is_array(list))
		return false;
	for (; item; item = json_tree_next(item)) {
		const char *text = json_tree_string(item);

		if (!text || record->argument_count == MOST_ARGUMENTS)
			return false;
		record->arguments = arena_grow(finder->arena, record->arguments,
					       record->argument_count, sizeof(char *));
		record->arguments[record->argument_count++] = arena_text(finder->arena, text);
	}
	return true;
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

/* The members that both a record line and the record of a JSON result have; owner is taken. */
static void add_record(struct finder *finder, struct cJSON *owner, bool whole)
{
	struct arena *arena = finder->arena;
	struct verify_record record = {.owner = owner, .whole = whole, .line = finder->line};

	record.json = whole ? json_tree_member(owner, "record") : owner;
	record.version = own_text(arena, record.json, whole ? "version" : "lca");
	record.command = own_text(arena, record.json, "command");
	record.format = whole ? "json" : own_text(arena, record.json, "format");
	record.scenario = own_text(arena, record.json, "scenario.file");
	record.scenario_sha256 = own_text(arena, record.json, "scenario.sha256");
	record.seed = json_tree_number(record.json, "seed");
	record.samples = json_tree_number(record.json, "samples");
	record.interval = json_tree_number(record.json, "interval");
	read_files(arena, &record);
	if (!read_arguments(finder, &record)) {
		json_tree_free(owner);
		refuse(finder, record.line, NULL,
		       arena_printf(arena,
				    "the arguments of the record are not a list of at most %d "
				    "texts",
				    MOST_ARGUMENTS));
		return;
	}
	finder->records =
	    arena_grow(arena, finder->records, finder->count, sizeof *finder->records);
	finder->records[finder->count++] = record;
}

static bool is_known(struct finder *finder, const char *text)
{
	for (size_t i = 0; i < finder->count; i++)
		if (text_same(finder->texts[i], text))
			return true;
	return false;
}

/* A record line; one that stands there again says nothing new. */
static void add_line(struct finder *finder, const char *text, size_t length)
{
	struct cJSON *json;
	const char *problem;

	text = arena_copy(finder->arena, text, length);
	if (is_known(finder, text))
		return;
	if (finder->count == MOST_RECORDS) {
		refuse(finder, finder->line, "give them one by one",
		       arena_printf(finder->arena,
				    "there are more than %d records in this file",
				    MOST_RECORDS));
		return;
	}
	json = json_tree_whole(text, length, &problem);
	if (!json_tree_string(json_tree_member(json, "lca")) ||
	    !json_tree_string(json_tree_member(json, "command"))) {
		json_tree_free(json);
		refuse(finder, finder->line, NULL,
		       arena_printf(finder->arena, "the record cannot be read: %s",
				    problem ? problem : "it names no command"));
		return;
	}
	finder->texts =
	    arena_grow(finder->arena, finder->texts, finder->count, sizeof *finder->texts);
	finder->texts[finder->count] = text;
	add_record(finder, json, false);
}

/* A text of JSON or a field of CSV, where it is a record line. */
static void add_text(struct finder *finder, const char *text)
{
	if (text && text_starts(text, mark))
		add_line(finder, text + sizeof mark - 2, strlen(text) - (sizeof mark - 2));
}

/* CycloneDX has it as a property of the model: {"name":"lca:record","value":".."}. */
static void find_property(struct finder *finder, const struct cJSON *json)
{
	const struct cJSON *it = json_tree_first(json);

	if (json_tree_is_object(json) && text_same(json_tree_text(json, "name"), "lca:record"))
		add_text(finder, json_tree_text(json, "value"));
	for (; it && !finder->failed; it = json_tree_next(it))
		find_property(finder, it);
}

static void refuse_older(struct finder *finder)
{
	diag_add(finder->diags, DIAG_VERIFY_RECORD, (struct place){.file = finder->file},
		 "record",
		 "write it again with this version of lca: run, quick, compare, schedule, "
		 "align, audit and import say it",
		 "the record does not say by which command it was made");
	finder->failed = true;
}

static void find_in_json(struct finder *finder, const char *text, size_t length)
{
	const char *problem;
	struct cJSON *json = json_tree_whole(text, length, &problem);

	if (!json) {
		refuse(finder, 0, NULL,
		       arena_printf(finder->arena, "this JSON cannot be read: %s", problem));
		return;
	}
	if (json_tree_string(json_tree_at(json, "record.command"))) {
		add_record(finder, json, true);
		return;
	}
	add_text(finder, json_tree_text(json, "comment"));
	add_text(finder, json_tree_text(json_tree_member(json, "lca"), "record"));
	find_property(finder, json_tree_member(json, "components"));
	if (!finder->count && json_tree_is_object(json_tree_member(json, "record")))
		refuse_older(finder);
	json_tree_free(json);
}

/* The text between both ends of the line, without blanks behind it; 0: it is no such line. */
static size_t between(const struct place_of_line *place, const char *line, size_t length)
{
	size_t before = strlen(place->before), behind = strlen(place->behind);

	while (length && strchr(" \t\r", line[length - 1]))
		length--;
	if (length <= before + behind || memcmp(line, place->before, before) != 0 ||
	    memcmp(line + length - behind, place->behind, behind) != 0)
		return 0;
	return line[before] == '{' ? length - before - behind : 0;
}

/* Whether a record in such a line says that it is of a format which has such lines. */
static bool is_in_place(const struct verify_record *record, const struct place_of_line *place)
{
	return record->format && (text_same(record->format, place->formats[0]) ||
				  text_same(record->format, place->formats[1]));
}

static void find_in_lines(struct finder *finder, const struct place_of_line *place,
			  const char *text, const char *end)
{
	finder->line = 1;
	for (const char *next; text < end && !finder->failed; text = next, finder->line++) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		size_t length = (size_t)((stop ? stop : end) - text), room;

		next = stop ? stop + 1 : end;
		room = between(place, text, length);
		if (!room)
			continue;
		add_line(finder, text + strlen(place->before), room);
		if (!finder->failed && !is_in_place(&finder->records[finder->count - 1], place))
			refuse(finder, finder->line, NULL,
			       "the record is of another format than the line it stands in");
	}
}

/* In CSV it is a row with nothing else but its name. */
static const char *record_of_row(const struct csv_row *row)
{
	const char *line = NULL;
	bool named = false;

	for (size_t i = 0; i < row->count; i++) {
		const char *text = row->fields[i].text;

		if (!line && text_starts(text, mark))
			line = text;
		else if (text_same(text, "record"))
			named = true;
		else if (*text)
			return NULL;
	}
	return named ? line : NULL;
}

static void find_in_rows(struct finder *finder, const char *text, size_t length)
{
	struct csv *csv =
	    csv_open_text(finder->file, text, length, CSV_ANY, diags_new(finder->arena));
	struct csv_row row;

	while (csv && !finder->failed && csv_next(csv, &row)) {
		finder->line = row.line;
		add_text(finder, record_of_row(&row));
	}
	csv_close(csv);
}

static bool has_mark(const char *text, const char *end)
{
	while ((text = memchr(text, mark[0], (size_t)(end - text)))) {
		if ((size_t)(end - text) >= sizeof mark - 1 &&
		    memcmp(text, mark, sizeof mark - 1) == 0)
			return true;
		text++;
	}
	return false;
}

static void find_in_text(struct finder *finder, const char *text, size_t length)
{
	for (size_t i = 0; i < LINES && !finder->count && !finder->failed; i++)
		find_in_lines(finder, &lines[i], text, text + length);
	if (!finder->count && !finder->failed && has_mark(text, text + length))
		find_in_rows(finder, text, length);
}

size_t verify_records(struct arena *arena, const char *file, const char *text, size_t length,
		      struct verify_record **records, struct diags *diags)
{
	struct finder finder = {.arena = arena, .file = file, .diags = diags, .line = 1};
	size_t blank = length ? strspn(text, " \t\r\n\xef\xbb\xbf") : 0;

	if (length && memchr(text, '\0', length))
		refuse(&finder, 0, NULL, "there is a NUL byte in it, which lca writes nowhere");
	else if (blank < length && text[blank] == '{')
		find_in_json(&finder, text + blank, length - blank);
	else if (length)
		find_in_text(&finder, text, length);
	if (!finder.count && !finder.failed)
		refuse(&finder, 0,
		       "give what lca wrote with --format json, html, csv or markdown, or a "
		       "card; text carries no record",
		       "there is no record of lca in this file");
	if (finder.failed) {
		verify_records_free(finder.records, finder.count);
		finder.count = 0;
	}
	*records = finder.records;
	return finder.count;
}

void verify_records_free(struct verify_record *records, size_t count)
{
	for (size_t i = 0; i < count; i++)
		json_tree_free(records[i].owner);
}
