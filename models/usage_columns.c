/* Which columns of a header, or paths of JSON, play which role. */

#include <string.h>

#include "lca/base/arena.h"
#include "models/usage_engine.h"

const char usage_no_date[] =
    "times count from the start of the trace: it has no date, so requests have no hour";
const char usage_no_cache[] = "no input came out of a cache: the trace does not tell";
const char usage_before_header[] = "line before the header";
const char usage_header_hint[] = "give the log in one file for each header";
const char usage_header_message[] = "the columns change in the middle of the log";

bool usage_has(const struct usage_plan *plan, const struct csv_row *header,
	       enum usage_role role)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->names[i].role == role &&
		    csv_column(header, plan->names[i].name) != SIZE_MAX)
			return true;
	return false;
}

bool usage_has_requests(const struct usage_plan *plan, const struct csv_row *header)
{
	return usage_has(plan, header, USAGE_TIME) && usage_has(plan, header, USAGE_INPUT) &&
	       usage_has(plan, header, USAGE_OUTPUT);
}

static void add_place(struct intake *intake, struct usage_columns *columns,
		      const struct usage_name *name, size_t column)
{
	size_t *count = &columns->place_counts[name->role];
	struct usage_place **places = &columns->places[name->role];

	*places = arena_grow(intake->arena, *places, *count, sizeof **places);
	(*places)[(*count)++] = (struct usage_place){column, name->unit};
}

/* A second column of the name of one that is used. */
static void refuse_twins(struct intake *intake, const struct csv_row *header, size_t column)
{
	struct csv_field name = row_field(header, column);
	const char *text = arena_copy(intake->arena, name.text, name.length);

	for (size_t i = column + 1; i < header->count && !intake->failed; i++)
		if (field_same(row_field(header, i), text))
			intake_fail(intake, DIAG_IMPORT_COLUMN, header->line,
				    "rename one of them",
				    "columns %zu and %zu both have the name '%s'", column + 1,
				    i + 1, text);
}

/* A second name of a role of tokens: the first counts. */
static void tell_other(struct intake *intake, const struct csv_row *header,
		       const struct usage_columns *columns, const struct usage_name *name,
		       size_t column)
{
	static const enum usage_role roles[] = {USAGE_INPUT,  USAGE_FRESH,     USAGE_CACHED,
						USAGE_OUTPUT, USAGE_REASONING, USAGE_TOTAL};
	struct csv_field first, other = row_field(header, column);

	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		if (name->role != roles[i] || columns->places[name->role]->column == column)
			continue;
		first = row_field(header, columns->places[name->role]->column);
		intake_assume(intake, "the column '%.*s' counts, not '%.*s'", (int)first.length,
			      first.text, (int)other.length, other.text);
	}
}

void usage_columns_find(struct intake *intake, const struct usage_plan *plan,
			const struct csv_row *header, bool record,
			struct usage_columns *columns)
{
	*columns = (struct usage_columns){.count = header->count};
	for (size_t i = 0; i < plan->count; i++) {
		const struct usage_name *name = &plan->names[i];
		size_t column = record ? i : csv_column(header, name->name);

		if (column == SIZE_MAX)
			continue;
		if (!record && columns->place_counts[name->role] > 0) {
			tell_other(intake, header, columns, name, column);
			continue;
		}
		add_place(intake, columns, name, column);
		if (!record)
			refuse_twins(intake, header, column);
	}
}

void usage_columns_reader(const struct usage_engine *engine,
			  const struct usage_columns *columns, bool record,
			  struct usage_reader *reader)
{
	usage_reader_start(reader, engine->plan, engine->names);
	reader->record = record;
	for (size_t i = 0; i < USAGE_ROLES; i++)
		reader->has[i] = columns->place_counts[i] > 0;
}

void usage_columns_fields(const struct usage_columns *columns, const struct csv_row *row,
			  struct usage_field fields[USAGE_ROLES])
{
	for (size_t role = 0; role < USAGE_ROLES; role++) {
		fields[role] = (struct usage_field){.text = ""};
		for (size_t i = 0; i < columns->place_counts[role]; i++) {
			const struct usage_place *place = &columns->places[role][i];
			struct csv_field field = row_field(row, place->column);

			if (field.length == 0)
				continue;
			fields[role] =
			    (struct usage_field){field.text, field.length, place->unit};
			break;
		}
	}
}

void usage_engine_widen(struct usage_engine *engine, const struct usage_columns *columns,
			bool record)
{
	bool has[USAGE_ROLES];
	struct usage_layout layout;

	for (size_t i = 0; i < USAGE_ROLES; i++) {
		has[i] = columns->place_counts[i] > 0;
		engine->has[i] |= has[i] && !record;
	}
	layout = usage_layout_of(has);
	usage_table_widen(&engine->table, &layout);
}

void usage_engine_join(struct usage_engine *engine, const struct usage_reader *reader)
{
	for (size_t i = 0; i < USAGE_ROLES; i++)
		engine->has[i] |= reader->seen[i];
	for (size_t i = 0; i < USAGE_MARKS; i++)
		engine->marked[i] += reader->marked[i];
	engine->unzoned |= reader->unzoned;
	engine->dated |= reader->dated;
	engine->too_many_names |= reader->too_many_names;
	if (!reader->has_time)
		return;
	if (!engine->has_time || reader->first < engine->first)
		engine->first = reader->first;
	if (!engine->has_time || reader->last > engine->last)
		engine->last = reader->last;
	engine->has_time = true;
}
