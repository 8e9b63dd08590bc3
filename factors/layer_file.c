/* Opens a user's database, which may be anything. */

#include "factors/layer_file.h"

#include <sqlite3.h>
#include <stdint.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/file.h"

/* Places in the header of an SQLite file (https://sqlite.org/fileformat2.html, 1.3). */
enum {
	HEADER_SIZE = 100,
	AT_PAGE_SIZE = 16,
	AT_WRITE_VERSION = 18,
	AT_READ_VERSION = 19,
	AT_CHANGES = 24,
	AT_PAGES = 28,
	AT_USER_VERSION = 60,
	AT_APPLICATION = 68,
	AT_VALID_FOR = 92,
	WAL = 2,
	SMALLEST_PAGE = 512
};

/* One opening: what is read, and where it is told. */
struct opening {
	struct layer *layers;
	size_t count; /* below the new one */
	struct arena *arena;
	const char *path, *bytes;
	size_t length;
	struct diags *diags;
};

static const char use_csv[] =
    "give a CSV file with the columns activity, criterion, value, unit";
static const char export_again[] = "make it anew with 'lca factors export'";

static bool refuse(const struct opening *opening, const char *hint, const char *what)
{
	diag_add(opening->diags, DIAG_FACTOR_DATABASE, (struct place){opening->path, 0, 0},
		 NULL, hint, "'%s' %s", opening->path, what);
	return false;
}

static uint32_t number_at(const char *bytes, size_t at)
{
	const unsigned char *b = (const unsigned char *)bytes + at;

	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static size_t page_size(const char *bytes)
{
	size_t size = number_at(bytes, AT_PAGE_SIZE) >> 16;

	return size == 1 ? 65536 : size;
}

static bool check_kind(const struct opening *opening)
{
	static const char magic[16] = "SQLite format 3";

	if (opening->length == 0)
		return refuse(opening, use_csv, "is empty");
	if (opening->length < sizeof magic - 1 ||
	    memcmp(opening->bytes, magic, sizeof magic - 1) != 0)
		return refuse(opening, use_csv, "is not an SQLite database");
	return true;
}

static bool check_whole(const struct opening *opening)
{
	struct arena *arena = opening->arena;
	const char *bytes = opening->bytes;
	size_t size, expected;

	if (opening->length < HEADER_SIZE)
		return refuse(opening, export_again,
			      arena_printf(arena, "is cut short: %zu of at least %d bytes",
					   opening->length, HEADER_SIZE));
	size = page_size(bytes);
	if (size < SMALLEST_PAGE || (size & (size - 1)) != 0)
		return refuse(opening, export_again, "is damaged: its header makes no sense");
	/* The count of pages holds where the last change wrote it. */
	expected = number_at(bytes, AT_CHANGES) == number_at(bytes, AT_VALID_FOR)
		       ? size * number_at(bytes, AT_PAGES)
		       : (opening->length + size - 1) / size * size;
	if (opening->length < expected)
		return refuse(opening, export_again,
			      arena_printf(arena, "is cut short: %zu of %zu bytes",
					   opening->length, expected));
	return true;
}

/* True where a journal with something in it lies beside the file: its last change was not
 * finished. */
static bool has_journal(const struct opening *opening)
{
	int file = file_open(arena_printf(opening->arena, "%s-journal", opening->path));
	char first = '\0';

	if (file < 0)
		return false;
	if (file_read(file, &first, 1) != 1)
		first = '\0';
	file_close(file);
	return first != '\0';
}

static bool check_complete(const struct opening *opening)
{
	if (opening->bytes[AT_WRITE_VERSION] == WAL || opening->bytes[AT_READ_VERSION] == WAL)
		return refuse(opening,
			      arena_printf(opening->arena,
					   "sqlite3 '%s' 'PRAGMA journal_mode = DELETE' puts "
					   "all into one file",
					   opening->path),
			      "may have changes in a second file (write-ahead log)");
	if (has_journal(opening))
		return refuse(opening, "open it once with sqlite3, which finishes or undoes it",
			      "has an unfinished change beside it (-journal)");
	return true;
}

/* The form of the tables, as they were when the file was written. */
static bool check_form(const struct opening *opening)
{
	uint32_t application, ours, form, known;

	layer_form(&opening->layers[0], &ours, &known);
	application = number_at(opening->bytes, AT_APPLICATION);
	form = number_at(opening->bytes, AT_USER_VERSION);
	if (application != ours)
		return refuse(opening, use_csv,
			      "is a database, but not one of factors made by this lca");
	if (form == known)
		return true;
	return refuse(opening, form > known ? "update lca" : export_again,
		      arena_printf(opening->arena, "was made by %s lca (form %lu)",
				   form > known ? "a newer" : "an older", (unsigned long)form));
}

/* The first complaint of SQLite, or NULL. */
static const char *damage(const struct opening *opening, const struct layer *layer)
{
	sqlite3_stmt *statement = layer_query(layer, "PRAGMA integrity_check(1)", 0, NULL);
	const char *text, *line;

	if (statement && sqlite3_step(statement) == SQLITE_ROW)
		text = layer_column(opening->arena, statement, 0);
	else
		text = arena_text(opening->arena, sqlite3_errmsg(layer->db));
	sqlite3_finalize(statement);
	/* The first line names the database, which is told already. */
	line = strchr(text, '\n');
	text = line ? line + 1 : text;
	return strcmp(text, "ok") == 0 ? NULL : text;
}

static bool check_tables(const struct opening *opening, const struct layer *layer)
{
	const char *complaint = damage(opening, layer);
	struct layer fresh;
	bool same;

	if (complaint)
		return refuse(opening, export_again,
			      arena_printf(opening->arena, "is damaged: %s", complaint));
	if (!layer_create(&fresh, opening->path, opening->diags))
		return false;
	same = layer_same_tables(layer, &fresh);
	layer_close(&fresh);
	return same || refuse(opening, export_again,
			      "is damaged: its tables are not those of a factor database");
}

/* A region's name that is of two regions would pick one of them. */
static bool check_names(const struct opening *opening, const struct layer *layer)
{
	static const char sql[] =
	    "SELECT '''' || min(text) || ''' is a name of ''' || min(id) || ''' and of ''' || "
	    "max(id) || ''''"
	    " FROM region_name"
	    " GROUP BY fold"
	    " HAVING min(id) <> max(id)";
	const char *twice = layer_text(layer, opening->arena, sql, 0, NULL);

	return !twice ||
	       refuse(opening, NULL, arena_printf(opening->arena, "cannot be used: %s", twice));
}

bool layer_file_open(struct layer *layers, size_t count, struct arena *arena, const char *path,
		     const char *bytes, size_t length, struct diags *diags)
{
	const struct opening opening = {layers, count, arena, path, bytes, length, diags};
	struct layer *layer = &layers[count];

	if (!check_kind(&opening) || !check_whole(&opening) || !check_complete(&opening) ||
	    !check_form(&opening) || !layer_image(layer, path, bytes, length, diags))
		return false;
	layer->unindexed = true;
	if (layer_distrust(layer) && check_tables(&opening, layer) &&
	    check_names(&opening, layer) &&
	    layer_file_check_rows(layers, count + 1, arena, diags))
		return true;
	layer_close(layer);
	return false;
}
