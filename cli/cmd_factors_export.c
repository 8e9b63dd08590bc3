/* lca factors export: the database as a file. */
#include <string.h>
#include <sys/stat.h>

#include "cli/cmd_factors.h"
#include "factors/row_text.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"

static void add_table(struct session *session, struct buffer *out)
{
	const struct factor **rows;
	size_t count = factors_list(session->factors, NULL, &rows);
	struct arena *arena = arena_new();

	row_header(out);
	for (size_t i = 0; i < count; i++) {
		const char *cells[COLUMN_COUNT];

		row_cells(arena, rows[i], cells);
		row_line(cells, COLUMN_COUNT, out);
	}
	arena_free(arena);
}

/* The built-in database as it is embedded; layers above it are no part of it. */
static bool add_database(struct session *session, struct buffer *out)
{
	const struct options *o = session->options;
	const void *image;
	size_t length;

	if (o->factor_count > 0 || o->as_of) {
		diag_add(session->diags, DIAG_USAGE, options_place(o), NULL,
			 "export a table: lca factors export factors.csv",
			 "a database holds the built-in rows, without --factors or --as-of");
		return false;
	}
	image = factors_image(&length);
	buffer_add(out, image, length);
	return true;
}

/* No output may take the place of what it is made from. */
static bool spares_layers(struct session *session, const char *path)
{
	const struct options *o = session->options;
	struct stat to, from;

	for (size_t i = 0; i < o->factor_count && stat(path, &to) == 0; i++) {
		if (stat(o->factors[i], &from) != 0 || from.st_dev != to.st_dev ||
		    from.st_ino != to.st_ino)
			continue;
		diag_add(session->diags, DIAG_OPTION_VALUE, options_place(o), NULL,
			 "give the output a name of its own",
			 "the export would overwrite the input '%s'", o->factors[i]);
		return false;
	}
	return true;
}

/* The operand is the output. */
static bool writes_once(struct session *session, const char *path)
{
	const struct options *o = session->options;

	if (text_same(o->output, "-"))
		return true;
	diag_add(session->diags, DIAG_USAGE, options_place(o), NULL,
		 arena_printf(session->arena, "lca factors export %s", o->output),
		 "the export goes to '%s', and --output says '%s'", path, o->output);
	return false;
}

int factors_export(struct session *session, const char *const *words, size_t count)
{
	struct buffer out = {0};
	bool good = spares_layers(session, words[0]) && writes_once(session, words[0]);

	(void)count;
	if (!good)
		return 0;
	if (text_ends(words[0], ".db") || text_ends(words[0], ".sqlite")) {
		good = add_database(session, &out);
	} else if (text_ends(words[0], ".csv")) {
		add_table(session, &out);
	} else {
		diag_add(session->diags, DIAG_USAGE, options_place(session->options), NULL,
			 "lca factors export factors.db or factors.csv",
			 "'%s' is neither a .db nor a .csv", words[0]);
		good = false;
	}
	if (good)
		report_save(words[0], &out, session->diags);
	buffer_free(&out);
	return 0;
}
