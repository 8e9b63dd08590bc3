#ifndef LCA_BASE_JSON_H
#define LCA_BASE_JSON_H

/*
 * JSON logs: records out of a stream, and the few fields of each that an importer wants.
 *
 * A record is an object. The reader finds where records begin and end; json_select says whether
 * one is JSON and takes fields out of it in one pass, without a tree. Memory is that of the
 * largest record.
 *
 * JSON is that of RFC 8259, strictly:
 *   - blanks are space, tab, CR and LF; numbers are
 * -?(0|[1-9][0-9]*)(.[0-9]+)?([eE][+-]?[0-9]+)? of any length; true, false and null are lower
 * case; no comments, no comma before a closing bracket, nothing but blanks around the object.
 *   - in strings every byte below 0x20 is refused, so NUL too; escapes are \" \\ \/ \b \f \n \r
 *     \t \uXXXX; \uD800-\uDBFF must be followed by \uDC00-\uDFFF, and the latter may not stand
 *     alone. \u0000 is JSON, but a record is refused where a wanted field holds it. Whether
 * bytes from 0x80 on are UTF-8 is not checked; they pass as they are.
 *   - objects and arrays nest at most JSON_DEPTH deep, the record itself being 1.
 *   - all of the record is held against these rules, also what no path wants.
 * A mark of UTF-8 (BOM) may stand at the start of a file, nowhere else.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lca/base/csv.h"
#include "lca/base/diag.h"

struct arena;
struct source;

#define JSON_DEPTH	    512
#define JSON_LARGEST_RECORD ((size_t)64 * 1024 * 1024)

/* ---- Records ---- */

struct json_record {
	const char *text; /* not NUL-terminated; valid until the next json_next */
	size_t length;
	uint64_t line; /* where it starts, from 1; LF ends a line */
};

/* RECORD: what may be an object, from { to }. BAD: what stands here is none (a line, an
 * element, or what runs from a { to the next place where a record may start); the record gives
 * its place and as much of its text as is at hand. END: no more. FAILED: reported. */
enum json_next { JSON_RECORD, JSON_BAD, JSON_END, JSON_FAILED };

struct json_reader;

/*
 * Reads records; borrows the source. The first object of a file says how the rest is laid out:
 *   - it ends on its first line and only blanks follow on that line: JSONL. Each further line
 * is a record of its own if its first character but blanks is {, else BAD; blank lines are
 *     passed over. Lines are not looked into: json_select has the word on what they hold.
 *   - it is wider than a line, or the next one follows on its line: objects one after the
 * other, each checked to its end. From a broken one reading goes on at the next line that
 * starts with { as far from the margin as the broken one did. Where the file starts with [, the
 * elements of that array are the records (an element that is no object is BAD; spare commas are
 * passed over). Where an object (of JSONL: the first) has an array of objects under
 * data.result, data, resourceSpans, resourceMetrics, items or results, and no key "usage"
 * beside it within its first MiB, the elements of that array are the records, and the rest of
 * the object is passed over. An array that the file's end cuts gives what is whole, BAD for the
 * rest of an element, and a warning. An element that is not JSON and does not start its line,
 * and a record over JSON_LARGEST_RECORD, end reading with an error.
 */
struct json_reader *json_open(struct source *source, struct diags *diags);
enum json_next json_next(struct json_reader *reader, struct json_record *record);
/* Where the file is JSONL (which is known once a record was given), hands over all lines that
 * were not given yet: first those at hand, bytes that stay until json_close, *line being the
 * number of the first, then what the source still holds. The reader gives no more. False: the
 * file is no JSONL, or ended. */
bool json_take_lines(struct json_reader *reader, struct csv_field *at_hand, uint64_t *line);
void json_close(struct json_reader *reader);

/* ---- Fields ---- */

/*
 * Paths are keys with dots between ("usage.prompt_tokens"). A path is also met where its last
 * keys are written as one key with dots: "a.b.c" is {"a":{"b":{"c":1}}}, {"a":{"b.c":1}} and
 * {"a.b.c":1}. Where several of these spellings are there, the one whose value stands last in
 * the text counts. Keys are compared byte by byte once their escapes are resolved. Nothing
 * inside an array is met. Paths may be equal to each other, and one may run through another.
 */
struct json_paths;
struct json_paths *json_paths_new(struct arena *arena, const char *const *paths, size_t count);

/* What one json_select needs while it runs: one a thread. */
struct json_scratch;
struct json_scratch *json_scratch_new(void);
void json_scratch_free(struct json_scratch *scratch);

/*
 * Fills fields[0..count) with what stands at the paths. False: not a JSON object (or a wanted
 * string with \u0000); fields are then undefined.
 *   - string: unescaped, quoted = true. number, true, false: as written, so that huge integers
 *     keep their digits; the caller judges them. object, array: as written, from { to }.
 *   - null, and what is not there: length 0, quoted = false (an empty string: quoted = true).
 *   - of keys that an object repeats the last counts, with all that it holds: in
 *     {"u":{"a":1},"u":{"b":2}} u.a is not there; in {"u":{"a":1},"u":null} neither is u.
 * Fields are slices of the text or of the scratch, valid until either changes; the byte behind
 * one may be read, and is no NUL.
 */
bool json_select(const struct json_paths *paths, struct json_scratch *scratch, const char *text,
		 size_t length, struct csv_field *fields);

/*
 * Paths of the leaves (whatever is no object with keys in it) of the first records in the head
 * of a file, in order of first sight, as a header row; the last record may be cut. Inside
 * arrays nothing is looked at. NULL where the head does not start as JSON does or no record in
 * it has a key with a value.
 */
const struct csv_row *json_head(struct arena *arena, const char *text, size_t length);

#endif
