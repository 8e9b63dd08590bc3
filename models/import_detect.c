/* Finds the importer of a file by its first bytes. */

#include "models/import_detect.h"

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/json.h"
#include "lca/base/text.h"
#include "models/import_map.h"

/* Rows looked at before the header is given up; characters of the first that are shown. */
enum { HEADER_ROWS = 10, SHOWN_HEADER = 160 };

#define IMPORTER(id, name, kind, title) extern const struct importer import_##id;
#include "models/importers.def"
#undef IMPORTER

static const struct importer *const importers[] = {
#define IMPORTER(id, name, kind, title) &import_##id,
#include "models/importers.def"
#undef IMPORTER
};

static const struct importer_row rows[] = {
#define IMPORTER(id, name, kind, title) {name, title, kind},
#include "models/importers.def"
#undef IMPORTER
};

enum { IMPORTER_COUNT = sizeof importers / sizeof *importers };

/* What the head of a file is taken for, and who claimed it. */
struct head {
	const char *text;
	size_t length;
	struct csv_row header[HEADER_ROWS]; /* of a table */
	size_t header_count;
	const struct csv_row *paths; /* of JSON, or NULL */
	struct detected claims[IMPORTER_COUNT];
	size_t claim_count;
};

const struct importer_row *import_formats(size_t *count)
{
	*count = IMPORTER_COUNT;
	return rows;
}

const struct importer *import_find(struct intake *intake, const char *name)
{
	const char *names[IMPORTER_COUNT];

	for (size_t i = 0; i < IMPORTER_COUNT; i++) {
		names[i] = rows[i].name;
		if (text_same_nocase(name, rows[i].name))
			return importers[i];
	}
	intake_fail(intake, DIAG_IMPORT_FORMAT, 0,
		    diag_suggest(intake->diags, name, names, IMPORTER_COUNT),
		    "no importer is named '%s'; lca import --help lists them", name);
	return NULL;
}

static bool begins_as_json(const struct head *head)
{
	size_t i = 0;

	if (head->length >= 3 && memcmp(head->text, "\xEF\xBB\xBF", 3) == 0)
		i = 3;
	while (i < head->length && strchr(" \t\r\n", head->text[i]) && head->text[i])
		i++;
	return i < head->length && (head->text[i] == '{' || head->text[i] == '[');
}

/* The keys of the first records, never what they hold. */
static const char *show_paths(struct arena *arena, const struct csv_row *paths)
{
	const char *list = "";

	for (size_t i = 0; i < paths->count && strlen(list) < SHOWN_HEADER; i++)
		list = arena_printf(arena, "%s%s%.*s", list, i ? "," : "",
				    (int)(paths->fields[i].length < SHOWN_HEADER
					      ? paths->fields[i].length
					      : SHOWN_HEADER),
				    paths->fields[i].text);
	return list;
}

/* The first line, or the keys of JSON, as text for a message: printable, shortened. */
static const char *show_head(struct arena *arena, const struct head *head)
{
	const char *text = head->paths ? show_paths(arena, head->paths) : head->text;
	size_t end = head->paths ? strlen(text) : head->length, length = 0, kept = 0;
	char *shown;

	if (!head->paths && begins_as_json(head))
		return "JSON without any key";
	while (length < end && text[length] != '\n' && length < SHOWN_HEADER)
		length++;
	shown = arena_copy(arena, text, length);
	for (size_t i = 0; i < length; i++)
		if (text[i] != '\r')
			shown[kept++] = (char)(text[i] < ' ' || text[i] > '~' ? '?' : text[i]);
	shown[kept] = '\0';
	return shown;
}

static struct csv_row keep_row(struct arena *arena, const struct csv_row *row)
{
	struct csv_field *fields = arena_alloc(arena, row->count * sizeof *fields);

	for (size_t i = 0; i < row->count; i++) {
		fields[i] = row->fields[i];
		fields[i].text = arena_copy(arena, row->fields[i].text, row->fields[i].length);
	}
	return (struct csv_row){row->line, row->count, fields};
}

/* The first rows of a table. A file longer than its head ends in a row that is not whole. */
static void read_headers(struct arena *arena, struct head *head)
{
	struct diags *muted = diags_new(arena);
	struct csv *csv = csv_open_text("", head->text, head->length, CSV_ANY, muted);
	struct csv_row row;

	while (head->header_count < HEADER_ROWS && csv_next(csv, &row))
		head->header[head->header_count++] = keep_row(arena, &row);
	csv_close(csv);
}

static void add_claim(struct head *head, const struct importer *importer, enum log_shape shape,
		      size_t header_row)
{
	head->claims[head->claim_count++] = (struct detected){importer, shape, header_row};
}

/* Importers of rows read a text they know as a table without a header. */
static enum log_shape shape_of_text(const struct importer *importer, const struct head *head)
{
	if (importer->line)
		return SHAPE_TEXT;
	return head->paths || importer->record ? SHAPE_JSON : SHAPE_BARE_TABLE;
}

static void ask(struct head *head, const struct importer *importer)
{
	if (importer->claims_text && importer->claims_text(head->text, head->length)) {
		add_claim(head, importer, shape_of_text(importer, head), 0);
		return;
	}
	if (!importer->claims)
		return;
	if (head->paths) {
		if ((importer->paths || importer->record || importer->plan) &&
		    importer->claims(head->paths))
			add_claim(head, importer, SHAPE_JSON, 0);
		return;
	}
	if (!importer->row && !importer->plan)
		return;
	for (size_t i = 0; i < head->header_count; i++) {
		if (importer->claims(&head->header[i])) {
			add_claim(head, importer, SHAPE_TABLE, i);
			return;
		}
	}
}

/* Where others claim the file, generic importers do not. */
static void drop_generic(struct head *head)
{
	size_t kept = 0;

	for (size_t i = 0; i < head->claim_count; i++)
		if (!head->claims[i].importer->generic)
			head->claims[kept++] = head->claims[i];
	if (kept > 0)
		head->claim_count = kept;
}

static bool is_blank(const struct head *head)
{
	for (size_t i = 0; i < head->length; i++)
		if (head->text[i] == '\0' || !strchr(" \t\r\n", head->text[i]))
			return false;
	return true;
}

static void report_unknown(struct intake *intake, const struct head *head,
			   const struct importer *wanted)
{
	const char *shown = show_head(intake->arena, head);

	if (is_blank(head))
		intake_fail(intake, DIAG_IMPORT_EMPTY, 0, NULL, "the log is empty");
	else if (memchr(head->text, '\0', head->length))
		intake_fail(intake, DIAG_CSV_NUL, 1, "give a text file in UTF-8",
			    "a NUL byte: binary, damaged or UTF-16");
	else if (wanted)
		intake_fail(intake, DIAG_IMPORT_FORMAT, 1,
			    "the header line names the columns: log it, too",
			    "'%s' needs %s; the log begins: %s", wanted->name, wanted->needs,
			    shown);
	else
		intake_fail(intake, DIAG_IMPORT_UNKNOWN, 1,
			    "lca import --help lists the formats; any other table or JSON "
			    "lines can be read by a column map (docs/import.md)",
			    "no importer knows this header: %s", shown);
}

/* What many records do not have: no token was cached, nothing failed. */
static bool may_lack(const struct import_map *map, const char *path)
{
	for (size_t i = 0; i < map->plan.count; i++) {
		enum usage_role role = map->plan.names[i].role;

		if (text_same(map->plan.names[i].name, path))
			return role == USAGE_CACHED || role == USAGE_REASONING ||
			       role == USAGE_STATUS || role == USAGE_FAILED ||
			       role == USAGE_CACHE_HIT;
	}
	return false;
}

/* Every column of the map stands in the header, or in one of the first records. */
static bool has_columns(struct intake *intake, const struct importer *importer,
			const struct csv_row *header, bool records)
{
	const char **names = arena_alloc(intake->arena, (header->count + 1) * sizeof *names);

	for (size_t i = 0; i < header->count; i++)
		names[i] = header->fields[i].text;
	for (size_t i = 0; importer->paths[i]; i++) {
		const char *path = importer->paths[i];

		if (csv_column(header, path) != SIZE_MAX ||
		    (records && may_lack(intake->options->map, path)))
			continue;
		intake_fail(intake, DIAG_IMPORT_COLUMN, records ? 1 : header->line,
			    diag_suggest(intake->diags, path, names, header->count),
			    "the column map names '%s', which %s", path,
			    records ? "none of the first records has"
				    : "the log does not have");
	}
	return !intake->failed;
}

/* With a column map its importer reads the file, whatever the header looks like. */
static struct detected detect_mapped(struct intake *intake, const struct head *head)
{
	const struct importer *importer =
	    import_map_importer(intake->arena, intake->options->map);
	struct detected detected = {importer, SHAPE_TABLE, 0};

	if (is_blank(head)) {
		report_unknown(intake, head, NULL);
		return (struct detected){.importer = NULL};
	}
	if (importer->names)
		detected.shape = SHAPE_BARE_TABLE;
	else if (head->paths)
		detected.shape = SHAPE_JSON;
	if (head->paths && !importer->names)
		has_columns(intake, importer, head->paths, true);
	else if (head->header_count > 0 && !importer->names)
		has_columns(intake, importer, &head->header[0], false);
	if (intake->failed)
		detected.importer = NULL;
	return detected;
}

struct detected import_detect(struct intake *intake, const char *text, size_t length,
			      const struct importer *wanted)
{
	struct head *head = arena_alloc(intake->arena, sizeof *head);

	*head = (struct head){.text = text, .length = length};
	if (begins_as_json(head))
		head->paths = json_head(intake->arena, text, length);
	if (!head->paths)
		read_headers(intake->arena, head);
	if (intake->options->map)
		return detect_mapped(intake, head);
	for (size_t i = 0; i < IMPORTER_COUNT && length > 0; i++)
		if (!wanted || wanted == importers[i])
			ask(head, importers[i]);
	drop_generic(head);
	if (head->claim_count == 1)
		return head->claims[0];
	if (head->claim_count == 0)
		report_unknown(intake, head, wanted);
	else
		intake_fail(intake, DIAG_IMPORT_AMBIGUOUS, 1, "choose one with --from",
			    "both '%s' and '%s' know this header",
			    head->claims[0].importer->name, head->claims[1].importer->name);
	return (struct detected){.importer = NULL};
}
