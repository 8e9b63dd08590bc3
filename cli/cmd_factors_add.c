/* lca factors add: a row more in a table of the user's own. */
#include <string.h>
#include <sys/stat.h>

#include "cli/cmd_factors.h"
#include "cli/file_lock.h"
#include "factors/append.h"
#include "factors/estimate.h"
#include "factors/row_text.h"
#include "factors/table.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/quantity.h"
#include "lca/base/text.h"

static void refuse(struct session *session, enum diag_code code, const char *hint,
		   const char *message, const char *word)
{
	diag_add(session->diags, code, options_place(session->options), NULL, hint, message,
		 word);
}

static bool set_column(struct session *session, const struct column_text *column,
		       const char **cells)
{
	const char *names[COLUMN_COUNT], *nearest;

	for (size_t i = 0; i < COLUMN_COUNT; i++) {
		names[i] = row_column((enum column_index)i);
		if (!text_same_nocase(column->name, names[i]))
			continue;
		if (i <= SPREAD) {
			refuse(session, DIAG_OPTION_VALUE, "write it in ID or VALUE",
			       "the column '%s' is part of ID or VALUE", column->name);
			return false;
		}
		cells[i] = column->text;
		return true;
	}
	nearest = text_nearest(column->name, names, COLUMN_COUNT);
	refuse(session, DIAG_OPTION_VALUE, nearest, "there is no column '%s'", column->name);
	return false;
}

/* The key of the id, value and spread of the quantity, and what the options give. */
static bool fill_cells(struct session *session, const char *id, const char *value,
		       const char **cells)
{
	const struct options *o = session->options;
	const struct quantity_rule any = {.unit = NULL};
	struct quantity quantity;
	bool good = true;

	for (size_t i = 0; i < COLUMN_COUNT; i++)
		cells[i] = "";
	if (!append_key(session->arena, id, cells)) {
		refuse(session, DIAG_USAGE, "electricity/FR/2024/gwp, or pue/google/-/ratio",
		       "expected an id ACTIVITY/REGION/YEAR/CRITERION[/VARIANT], found '%s'",
		       id);
		good = false;
	}
	if (quantity_parse(session->arena, value, &any, options_place(o), NULL, "VALUE",
			   session->diags, &quantity))
		row_quantity(session->arena, &quantity, cells);
	else
		good = false;
	for (size_t i = 0; i < o->column_count; i++)
		good = set_column(session, &o->columns[i], cells) && good;
	if (*cells[SOURCE])
		return good;
	refuse(session, DIAG_USAGE, "--source 'operator, annual report 2024, table 3'",
	       "a row needs its source%s", "");
	return false;
}

/* False on error (reported); text NULL where there is no file yet. */
static bool read_old(struct session *session, struct table_text *old)
{
	struct stat status;

	if (!text_ends(old->name, ".csv")) {
		refuse(session, DIAG_USAGE, "lca factors add factors.csv ID VALUE",
		       "'%s' is not a .csv", old->name);
		return false;
	}
	if (stat(old->name, &status) != 0)
		return true;
	old->text = table_file(session->arena, old->name, &old->length, session->diags);
	return old->text != NULL;
}

/* Opens the new text as a layer, which judges every row of it. */
static struct factors *judge(struct session *session, const char *name,
			     const struct buffer *new)
{
	const struct options *o = session->options;
	struct factors_table table = {.name = name,
				      .text =
					  arena_copy(session->arena, new->text, new->length),
				      .length = new->length};

	return factors_open(session->arena,
			    &(struct factors_options){.user = (const char *const *)o->factors,
						      .count = o->factor_count,
						      .tables = &table,
						      .table_count = 1},
			    session->diags);
}

/* The row that stands last in the table. */
static const struct factor *last_row(struct factors *factors, const char *name)
{
	const struct factor **rows, *last = NULL;
	size_t count = factors_list(factors, NULL, &rows);

	for (size_t i = 0; i < count; i++)
		if (text_same(rows[i]->layer, name) &&
		    (!last ||
		     rows[i]->quantity.origin.place.line > last->quantity.origin.place.line))
			last = rows[i];
	return last;
}

static void tell(struct session *session, const struct factor *row)
{
	const struct factor *hidden = row ? factors_by_id(session->factors, row->id) : NULL;
	struct buffer out = {0};

	if (!row)
		return;
	report_added(row, hidden, session->options->format, &session->style, &out);
	session_write(session, &out);
}

/* Tells of the row that was written; an --output that is the new table by another name, or that
 * fails, does not undo it. */
static void tell_added(struct session *session, struct factors *factors, const char *name)
{
	session_spare(session, name);
	if (!diags_has_error(session->diags))
		tell(session, last_row(factors, name));
	if (diags_has_error(session->diags))
		refuse(session, DIAG_FILE_WRITE, "do not add it again",
		       "the row was added to '%s', and not shown", name);
}

/* Reads, judges and replaces the table, which nobody else adds to meanwhile. */
static void add_to(struct session *session, const char *name, const char *const *cells)
{
	struct table_text old = {.name = name};
	struct buffer new = {0};
	struct factors *factors = NULL;

	if (!read_old(session, &old))
		return;
	if (append_row(session->arena, &old, cells, session->diags, &new))
		factors = judge(session, name, &new);
	if (factors && !diags_has_error(session->diags) &&
	    report_save(name, &new, session->diags))
		tell_added(session, factors, name);
	if (factors)
		factors_close(factors);
	buffer_free(&new);
}

int factors_add(struct session *session, const char *const *words, size_t count)
{
	struct table_text old = {.name = words[0]};
	const char *cells[COLUMN_COUNT];
	struct file_lock lock;
	bool good;

	(void)count;
	/* Before the lock, so that a mistake writes nothing, not even for a moment. */
	good = fill_cells(session, words[1], words[2], cells);
	if (!read_old(session, &old) || !good)
		return 0;
	if (!file_lock_take(session->arena, words[0], session->diags, &lock))
		return 0;
	add_to(session, words[0], cells);
	file_lock_release(&lock);
	return 0;
}
