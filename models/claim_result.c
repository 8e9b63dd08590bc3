/* Our own reports as claims: the lines of a report, its total, the rows of a comparison. */

#include "models/claim_result.h"

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/text.h"
#include "models/json_tree.h"

enum { HEAD = 64 * 1024 };

/* The criteria that are figures of claims. */
static const struct {
	const char *criterion, *unit;
	enum claim_figure figure;
} figures[] = {
    {"electricity", " kWh", CLAIM_ENERGY},
    {"gwp", " kgCO2e", CLAIM_EMISSIONS},
    {"gwp_market", " kgCO2e", CLAIM_MARKET_EMISSIONS},
    {"water", " L", CLAIM_WATER},
};

enum { FIGURES = sizeof figures / sizeof *figures, MOST_CELLS = FIGURES + 4 };

static const char csv_header[] = "id,stage,item,region,period,criterion,unit,";
static const char comparison_header[] = "rank,group,label,";

static bool is_json_report(const char *text)
{
	const char *start = text + strspn(text, " \t\r\n"), *record;

	if (*start != '{')
		return false;
	record = strstr(start, "\"record\"");
	return record && record - start < HEAD && strstr(record, "\"factors\"") &&
	       (strstr(record, "\"items\"") || strstr(record, "\"comparison\""));
}

bool claim_result_claims(const struct claim_reader *reader)
{
	return is_json_report(reader->text) || text_starts(reader->text, csv_header) ||
	       text_starts(reader->text, comparison_header) || claim_result_is_manifest(reader);
}

static const char *text_at(struct claim_reader *reader, const struct cJSON *object,
			   const char *key)
{
	return arena_text(reader->arena, json_tree_text(object, key));
}

static size_t add_word(struct claim_cell *cells, enum claim_word word, const char *text,
		       struct place place)
{
	if (!*text)
		return 0;
	*cells = claim_cell_word(word, text, place);
	return 1;
}

/* The central values of impacts {criterion: {central, status}} as cells. */
static size_t add_impacts(struct claim_reader *reader, const struct cJSON *impacts,
			  struct claim_cell *cells)
{
	struct place place = {.file = reader->file};
	size_t count = 0;

	for (size_t i = 0; i < FIGURES; i++) {
		const struct cJSON *impact = json_tree_member(impacts, figures[i].criterion);
		double central = json_tree_number(impact, "central");

		if (!isfinite(central) || text_same(json_tree_text(impact, "status"), "none"))
			continue;
		cells[count++] = claim_cell_computed(
		    figures[i].figure, figures[i].criterion, figures[i].unit,
		    text_double(reader->arena, central), place);
	}
	return count;
}

/* An energy of ours holds the PUE; what is embodied has none. */
static void settle(struct claim *claim)
{
	claim->source = "lca report";
	claim->metered = METERED_FACILITY;
	claim->accounting = ACCOUNTING_LOCATION;
}

static void read_items(struct claim_reader *reader, const struct cJSON *json)
{
	size_t count = 0;
	struct place place = {.file = reader->file};
	const char *model = text_at(reader, json_tree_member(json, "scenario"), "name");
	struct claim_cell cells[MOST_CELLS];
	const char **ids = NULL;

	for (const struct cJSON *item = json_tree_first(json_tree_member(json, "items")); item;
	     item = json_tree_next(item)) {
		size_t used = add_impacts(reader, json_tree_member(item, "impacts"), cells);
		const char *id = text_at(reader, item, "id");

		used +=
		    add_word(&cells[used], WORD_STAGE, text_at(reader, item, "stage"), place);
		used +=
		    add_word(&cells[used], WORD_REGION, text_at(reader, item, "region"), place);
		used +=
		    add_word(&cells[used], WORD_YEAR, text_at(reader, item, "period"), place);
		if (!claim_cells_add(reader, id, cells, used, place))
			continue;
		settle(&reader->claims[reader->count - 1]);
		reader->claims[reader->count - 1].model = model;
		ids = arena_grow(reader->arena, ids, count, sizeof *ids);
		ids[count++] = id;
	}
	if (claim_cells_add(reader, "total", cells,
			    add_impacts(reader, json_tree_member(json, "totals"), cells),
			    place)) {
		struct claim *total = &reader->claims[reader->count - 1];

		settle(total);
		total->model = model;
		total->stage = "total";
		total->total_of = ids;
		total->total_count = count;
	}
}

static void read_comparison(struct claim_reader *reader, const struct cJSON *json)
{
	struct place place = {.file = reader->file};
	struct claim_cell cells[MOST_CELLS];

	for (const struct cJSON *row = json_tree_first(json_tree_member(json, "comparison"));
	     row; row = json_tree_next(row)) {
		size_t used = add_impacts(reader, json_tree_member(row, "totals"), cells);

		if (!claim_cells_add(reader, text_at(reader, row, "label"), cells, used, place))
			continue;
		settle(&reader->claims[reader->count - 1]);
		reader->claims[reader->count - 1].model = text_at(reader, row, "name");
		reader->claims[reader->count - 1].stage = "total";
	}
}

/* Columns of our CSV that are read. */
enum csv_at { AT_ID, AT_STAGE, AT_ITEM, AT_REGION, AT_PERIOD, AT_CRITERION };

static const char *field(struct claim_reader *reader, const struct csv_row *row, size_t at)
{
	return at < row->count
		   ? arena_copy(reader->arena, row->fields[at].text, row->fields[at].length)
		   : "";
}

static void read_csv_row(struct claim_reader *reader, const struct csv_row *row, size_t central)
{
	struct place place = {.file = reader->file, .line = (uint32_t)row->line};
	const char *id = field(reader, row, AT_ID), *value = field(reader, row, central);
	struct claim_cell cells[MOST_CELLS];
	size_t used = 0;

	for (size_t i = 0; i < FIGURES && *value; i++)
		if (text_same(figures[i].criterion, field(reader, row, AT_CRITERION)))
			cells[used++] =
			    claim_cell_computed(figures[i].figure, figures[i].criterion,
						figures[i].unit, value, place);
	if (!used)
		return;
	used += add_word(&cells[used], WORD_STAGE, field(reader, row, AT_STAGE), place);
	used += add_word(&cells[used], WORD_REGION, field(reader, row, AT_REGION), place);
	used += add_word(&cells[used], WORD_YEAR, field(reader, row, AT_PERIOD), place);
	/* The rows of an item follow each other. */
	if (reader->count && text_same(reader->claims[reader->count - 1].id, id))
		claim_cells_join(reader, reader->count - 1, cells, used, NULL);
	else if (claim_cells_add(reader, id, cells, used, place))
		settle(&reader->claims[reader->count - 1]);
}

static void read_csv(struct claim_reader *reader)
{
	struct csv *csv =
	    csv_open_text(reader->file, reader->text, reader->length, ',', reader->diags);
	size_t central = SIZE_MAX, first = reader->count;
	struct csv_row row;

	if (csv && csv_next(csv, &row))
		central = csv_column(&row, "central");
	while (central != SIZE_MAX && csv_next(csv, &row))
		read_csv_row(reader, &row, central);
	reader->failed |= !csv || csv_failed(csv);
	csv_close(csv);
	claim_ids_settle(reader);
	claim_table_totals(reader, first, reader->count);
}

/* A row of a comparison has its totals side by side: gwp_central, electricity_central, ... */
static void read_comparison_row(struct claim_reader *reader, const struct csv_row *row,
				size_t label, size_t name, const size_t central[FIGURES])
{
	struct place place = {.file = reader->file, .line = (uint32_t)row->line};
	struct claim_cell cells[MOST_CELLS];
	size_t used = 0;

	for (size_t i = 0; i < FIGURES; i++)
		if (*field(reader, row, central[i]))
			cells[used++] = claim_cell_computed(
			    figures[i].figure, figures[i].criterion, figures[i].unit,
			    field(reader, row, central[i]), place);
	if (!claim_cells_add(reader, field(reader, row, label), cells, used, place))
		return;
	settle(&reader->claims[reader->count - 1]);
	reader->claims[reader->count - 1].model = field(reader, row, name);
	reader->claims[reader->count - 1].stage = "total";
}

static void read_comparison_csv(struct claim_reader *reader)
{
	struct csv *csv =
	    csv_open_text(reader->file, reader->text, reader->length, ',', reader->diags);
	size_t central[FIGURES], label, name;
	struct csv_row row;

	if (csv && csv_next(csv, &row)) {
		label = csv_column(&row, "label");
		name = csv_column(&row, "name");
		for (size_t i = 0; i < FIGURES; i++)
			central[i] = csv_column(&row, arena_printf(reader->arena, "%s_central",
								   figures[i].criterion));
		while (csv_next(csv, &row))
			read_comparison_row(reader, &row, label, name, central);
	}
	reader->failed |= !csv || csv_failed(csv);
	csv_close(csv);
}

void claim_result_read(struct claim_reader *reader)
{
	size_t first = reader->count;

	if (text_starts(reader->text, csv_header)) {
		read_csv(reader);
	} else if (text_starts(reader->text, comparison_header)) {
		read_comparison_csv(reader);
	} else if (is_json_report(reader->text)) {
		struct cJSON *json = json_tree_read(reader->text, reader->length);

		if (json_tree_member(json, "comparison"))
			read_comparison(reader, json);
		else
			read_items(reader, json);
		json_tree_free(json);
	} else {
		claim_result_manifest(reader);
	}
	if (reader->count == first && !reader->failed && !claim_json_broken(reader)) {
		diag_add(reader->diags, DIAG_CLAIM_FILE, (struct place){.file = reader->file},
			 NULL, NULL,
			 "expected a report with energies or emissions, found none in it");
		reader->failed = true;
	}
	claim_ids_settle(reader);
}
