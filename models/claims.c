/* Files become claims: their bytes, what they are, and ids that are told apart. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/source.h"
#include "lca/base/text.h"
#include "lca/base/text_set.h"
#include "lca/base/utf8.h"
#include "models/claim_reader.h"
#include "models/json_tree.h"

/* A file is read whole. */
#define LARGEST_FILE ((uint64_t)64 * 1024 * 1024)

enum { CHUNK = 64 * 1024 };

struct reader_row {
	const char *title;
	bool (*claims)(const struct claim_reader *reader);
	void (*read)(struct claim_reader *reader);
};

static const struct reader_row rows[] = {
#define CLAIM_READER(id, name, title) {title, claim_##name##_claims, claim_##name##_read},
#include "models/claim_readers.def"
#undef CLAIM_READER
};

static bool read_all(struct source *source, struct buffer *bytes)
{
	char chunk[CHUNK];
	ssize_t got;

	while ((got = source_read(source, chunk, sizeof chunk)) > 0)
		buffer_add(bytes, chunk, (size_t)got);
	return got == 0;
}

static bool is_no_binary(const struct claim_reader *reader, const struct buffer *bytes)
{
	if (!bytes->length || !memchr(bytes->text, '\0', bytes->length))
		return true;
	diag_add(reader->diags, DIAG_CLAIM_FILE, (struct place){.file = reader->file}, NULL,
		 "save it as text in UTF-8", "a file with bytes of 0 is no text in UTF-8");
	return false;
}

/* The file's bytes; false: reported. */
static bool read_bytes(struct claim_reader *reader, const char *path, struct buffer *bytes,
		       struct claim_file *file)
{
	struct source_options options = {.max_bytes = LARGEST_FILE};
	struct diags *diags = reader->diags;
	struct source *source = source_open(path, &options, diags);
	bool read;

	if (!source)
		return false;
	read = read_all(source, bytes);
	if (read && source_cut(source)) {
		diag_add(diags, DIAG_CLAIM_FILE, (struct place){.file = path}, NULL,
			 "give the part that states the figures",
			 "the file is larger than %u MiB",
			 (unsigned)(LARGEST_FILE / 1024 / 1024));
		read = false;
	}
	source_digest(source, file->sha256);
	reader->file = arena_text(reader->arena, source_name(source));
	source_close(source);
	return read && is_no_binary(reader, bytes);
}

/* What is no text becomes U+FFFD; the first such byte is told. */
static void add_text(struct buffer *text, const struct buffer *bytes, const char *path,
		     struct diags *diags)
{
	struct place place = {path, 1, 1};
	bool told = false;
	size_t at = 0;

	while (at < bytes->length) {
		uint32_t code;
		size_t size = utf8_decode(bytes->text + at, bytes->length - at, &code);

		if (code == UTF8_BAD) {
			buffer_text(text, "\uFFFD");
			if (!told)
				diag_add(diags, DIAG_CLAIM_BYTES, place, NULL, NULL,
					 "a byte that is no text (UTF-8) was read as '\uFFFD'");
			told = true;
		} else {
			buffer_add(text, bytes->text + at, size);
		}
		place.column++;
		if (code == '\n')
			place = (struct place){path, place.line + 1, 1};
		at += size;
	}
}

/* Nearly every file is text as it stands. */
static bool is_text(const struct buffer *bytes)
{
	size_t at = 0;

	while (at < bytes->length) {
		uint32_t code = (unsigned char)bytes->text[at];
		size_t size = 1;

		if (code >= 0x80)
			size = utf8_decode(bytes->text + at, bytes->length - at, &code);
		if (code == UTF8_BAD)
			return false;
		at += size;
	}
	return true;
}

static void set_text(struct claim_reader *reader, struct buffer *bytes)
{
	static const char mark[] = "\xEF\xBB\xBF";
	struct buffer clean = {0};
	const char *text = bytes->text;
	size_t length = bytes->length;

	if (!is_text(bytes)) {
		add_text(&clean, bytes, reader->file, reader->diags);
		text = clean.text;
		length = clean.length;
	}
	if (length >= strlen(mark) && !memcmp(text, mark, strlen(mark))) {
		text += strlen(mark);
		length -= strlen(mark);
	}
	reader->text = arena_copy(reader->arena, length ? text : "", length);
	reader->length = length;
	buffer_free(&clean);
}

/* "{" and a key, or "[" and such an object: what nothing but JSON begins with. */
static bool begins_as_json(const char *text)
{
	static const char blanks[] = " \t\r\n";

	text += strspn(text, blanks);
	if (*text == '[')
		text += 1 + strspn(text + 1, blanks);
	return *text == '{' && text[1 + strspn(text + 1, blanks)] == '"';
}

bool claim_json_broken(struct claim_reader *reader)
{
	struct place place = {reader->file, 1, 1};
	size_t fault, i;

	if (!begins_as_json(reader->text))
		return false;
	fault = json_tree_fault(reader->text, reader->length);
	if (fault == SIZE_MAX)
		return false;
	for (i = 0; i < fault; i++) {
		bool next = reader->text[i] == '\n';

		place.line += next;
		place.column = next ? 1 : place.column + 1;
	}
	diag_add(reader->diags, DIAG_JSON_SYNTAX, place, NULL,
		 "give the whole file as it was written",
		 fault + 1 >= reader->length ? "the JSON ends before it is whole"
					     : "here the text is no JSON any more");
	reader->failed = true;
	return true;
}

static void report_unknown(struct claim_reader *reader)
{
	if (claim_json_broken(reader))
		return;
	diag_add(reader->diags, DIAG_CLAIM_FILE, (struct place){.file = reader->file}, NULL,
		 "give a claim file ('audit: 1', 'lca new claim' prints one), a model card, a "
		 "table with columns such as energy_kwh and emissions_kg, a CycloneDX bill of "
		 "materials, a report or a tracker's log",
		 reader->length ? "nothing in this file states figures that can be audited"
				: "the file is empty");
}

static void read_claims(struct claim_reader *reader, struct claim_file *file)
{
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++)
		if (reader->length && rows[i].claims(reader))
			break;
	if (i == sizeof rows / sizeof *rows) {
		report_unknown(reader);
		reader->failed = true;
		return;
	}
	file->reader = rows[i].title;
	rows[i].read(reader);
}

static void read_file(struct claim_reader *reader, const char *path, struct claim_file *file)
{
	struct buffer bytes = {0};

	*file = (struct claim_file){.path = path, .reader = ""};
	reader->first = reader->count;
	if (read_bytes(reader, path, &bytes, file)) {
		set_text(reader, &bytes);
		diags_source(reader->diags, reader->file, reader->text, reader->length);
		read_claims(reader, file);
	} else {
		reader->failed = true;
	}
	buffer_free(&bytes);
}

/* Totals of claims [first, end), which are of one file, name what is now called otherwise. */
static void follow(struct arena *arena, struct claim *claims, const char *const *was,
		   size_t first, size_t end)
{
	struct text_set own = {0};
	size_t *at = arena_alloc(arena, (end - first + 1) * sizeof *at);
	size_t i, k;

	for (i = first; i < end; i++) {
		size_t known = own.count;
		size_t number = text_set_add(arena, &own, was[i], strlen(was[i]));

		if (number == known)
			at[number] = i;
	}
	for (i = first; i < end; i++) {
		const char **ids =
		    arena_alloc(arena, (claims[i].total_count + 1) * sizeof *ids);

		for (k = 0; k < claims[i].total_count; k++) {
			size_t number = text_set_find(&own, claims[i].total_of[k]);

			ids[k] =
			    number == SIZE_MAX ? claims[i].total_of[k] : claims[at[number]].id;
		}
		if (claims[i].total_count)
			claims[i].total_of = ids;
	}
}

/* Ids that stand in several files are told apart: "bert", "bert#2". firsts[file]: where its
 * claims begin; behind the last one their count. */
static void tell_apart(struct arena *arena, struct claim *claims, const size_t *firsts,
		       size_t files)
{
	size_t count = firsts[files], i;
	size_t *next = arena_alloc(arena, (count + 1) * sizeof *next);
	const char **was = arena_alloc(arena, (count + 1) * sizeof *was);
	struct text_set seen = {0};

	for (i = 0; i < count; i++) {
		const char *id = was[i] = claims[i].id;
		size_t known = seen.count;
		size_t first = text_set_add(arena, &seen, id, strlen(id));

		/* A made id may itself be there: next is counted for the id as it was given. */
		while (first < known && seen.count == known) {
			id = arena_printf(arena, "%s#%zu", claims[i].id, ++next[first] + 1);
			text_set_add(arena, &seen, id, strlen(id));
		}
		claims[i].id = id;
	}
	for (i = 0; i < files; i++)
		follow(arena, claims, was, firsts[i], firsts[i + 1]);
}

const struct claims *claims_read(struct arena *arena, const char *const *paths, size_t count,
				 struct factors *factors, struct diags *diags)
{
	struct claims *claims = arena_alloc(arena, sizeof *claims);
	struct claim_file *files = arena_alloc(arena, count * sizeof *files);
	struct claim_reader reader = {
	    .arena = arena, .factors = factors, .diags = diags, .several = count > 1};
	size_t *firsts = arena_alloc(arena, (count + 1) * sizeof *firsts);
	bool before = diags_has_error(diags);
	size_t i;

	firsts[0] = 0;
	for (i = 0; i < count; i++) {
		read_file(&reader, paths[i], &files[i]);
		firsts[i + 1] = reader.count;
	}
	if (!reader.failed && !reader.count && count > 1) {
		diag_add(diags, DIAG_CLAIM_FILE, (struct place){.file = paths[0]}, NULL,
			 "give a file that states energy or emissions",
			 "none of the %zu files states figures that can be audited", count);
		reader.failed = true;
	}
	if (reader.failed || (!before && diags_has_error(diags)))
		return NULL;
	tell_apart(arena, reader.claims, firsts, count);
	*claims = (struct claims){.claims = reader.claims,
				  .count = reader.count,
				  .files = files,
				  .file_count = count};
	return claims;
}
