/* Opens inference logs for the engine. */

#include "models/usage.h"

#include <stdlib.h>

#include "lca/base/source.h"
#include "lca/engine/parallel.h"
#include "models/usage_engine.h"

unsigned usage_engine_threads(const struct intake *intake)
{
	return parallel_threads(intake->options->threads, PARALLEL_MOST);
}

struct usage_engine *usage_engine_of(struct intake *intake, const struct importer *importer)
{
	struct usage_engine *engine = intake->usage;

	if (engine)
		return engine;
	engine = calloc(1, sizeof *engine);
	if (!engine)
		abort();
	engine->importer = importer;
	engine->plan = importer->plan;
	engine->names = usage_names_new();
	usage_table_start(&engine->table, intake->options->span, usage_engine_threads(intake));
	intake->usage = engine;
	return engine;
}

void usage_end(struct intake *intake)
{
	if (!intake->usage)
		return;
	usage_table_end(&intake->usage->table);
	usage_names_free(intake->usage->names);
	free(intake->usage);
	intake->usage = NULL;
}

bool usage_is_plain(const struct intake *intake)
{
	const struct import_options *options = intake->options;

	return options->filter_count == 0 && !options->split && !options->reject &&
	       !intake->zone;
}

/* The separator that the head of the file tells. */
static bool find_separator(struct source *source, char *separator)
{
	size_t length;
	const char *head = source_peek(source, &length);

	if (head && *separator == CSV_ANY)
		*separator = csv_separator(head, length, true);
	return head;
}

static bool check_limits(struct intake *intake, const struct usage_engine *engine)
{
	if (engine->table.overflow)
		intake_fail(intake, DIAG_IMPORT_LIMIT, 0, "give the log in pieces",
			    "a sum of its counts does not fit in 64 bits");
	else if (engine->too_many_names)
		intake_fail(intake, DIAG_IMPORT_LIMIT, 0,
			    "is it the name of the model that stands in its column?",
			    "more than 4 million models or regions");
	return !intake->failed;
}

bool usage_read(struct intake *intake, const struct importer *importer, struct source *source,
		enum usage_shape shape, char separator)
{
	struct usage_engine *engine = usage_engine_of(intake, importer);
	bool good;

	if (shape == USAGE_JSON)
		good = usage_read_json(intake, engine, source);
	else if (!find_separator(source, &separator))
		good = false;
	else if (usage_is_plain(intake) && !importer->names)
		good = usage_read_blocks(intake, engine, source, separator, NULL);
	else
		good = usage_read_table(intake, engine, source, separator);
	return check_limits(intake, engine) && good;
}
