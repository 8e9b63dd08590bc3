#ifndef MODELS_USAGE_ENGINE_H
#define MODELS_USAGE_ENGINE_H

/*
 * The engine of inference logs, as its files share it.
 *
 * usage.c opens a log, usage_columns.c finds the roles in its header, usage_careful.c reads it
 * row by row, usage_csv.c reads plain tables by blocks and threads, usage_finish.c turns the
 * sums into struct import. All rows end as struct usage_row in a batch (usage_table.h); a path
 * differs from another in nothing but how fields are found.
 */

#include "models/intake.h"
#include "models/usage.h"
#include "models/usage_row.h"
#include "models/usage_table.h"

/* Where the roles stand in a row of fields. */
struct usage_place {
	size_t column; /* SIZE_MAX: nowhere */
	enum usage_unit unit;
};
struct usage_columns {
	size_t count; /* fields of the header */
	struct usage_place
	    *places[USAGE_ROLES]; /* [place_counts[role]] in order of preference */
	size_t place_counts[USAGE_ROLES];
};

struct usage_engine {
	const struct importer *importer;
	const struct usage_plan *plan;
	struct usage_names *names;
	struct usage_table table;
	bool has[USAGE_ROLES]; /* a header of a table has it, or some record */
	uint64_t rows_used;
	uint64_t gateway_hits;
	uint64_t marked[USAGE_MARKS];
	bool unzoned, dated, has_time, too_many_names;
	int64_t first, last;
};

/* That of the intake, made where there is none; usage_end frees it. */
struct usage_engine *usage_engine_of(struct intake *intake, const struct importer *importer);

/* Finds the roles in a header: of a table the first name that it has, of JSON all names, in
 * header order. */
void usage_columns_find(struct intake *intake, const struct usage_plan *plan,
			const struct csv_row *header, bool record,
			struct usage_columns *columns);
/* A reader for rows of these columns. */
void usage_columns_reader(const struct usage_engine *engine,
			  const struct usage_columns *columns, bool record,
			  struct usage_reader *reader);
/* The fields of the roles, without outer blanks. */
void usage_columns_fields(const struct usage_columns *columns, const struct csv_row *row,
			  struct usage_field fields[USAGE_ROLES]);
/* Makes room for the sums of these columns. */
void usage_engine_widen(struct usage_engine *engine, const struct usage_columns *columns,
			bool record);
/* What a reader told beside its rows. */
void usage_engine_join(struct usage_engine *engine, const struct usage_reader *reader);
unsigned usage_engine_threads(const struct intake *intake);
/* Neither where, split, rejects nor a time zone: what the fast paths do not know. */
bool usage_is_plain(const struct intake *intake);

/* The paths. False: an error was reported. */
bool usage_read_table(struct intake *intake, struct usage_engine *engine, struct source *source,
		      char separator);
bool usage_read_json(struct intake *intake, struct usage_engine *engine, struct source *source);
/* A plain table by blocks: without where, split, rejects and a time zone. scanner: NULL for the
 * fastest. */
struct usage_scanner;
bool usage_read_blocks(struct intake *intake, struct usage_engine *engine,
		       struct source *source, char separator,
		       const struct usage_scanner *scanner);

/* What both paths of tables say. */
extern const char usage_before_header[], usage_header_hint[], usage_header_message[];

#endif
