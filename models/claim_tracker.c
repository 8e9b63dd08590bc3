/* Logs of trackers: CodeCarbon's emissions.csv and Eco2AI's, a claim a row. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/text.h"
#include "models/claim_table.h"

enum tracker_column {
	COLUMN_DURATION,
	COLUMN_ENERGY,
	COLUMN_EMISSIONS,
	COLUMN_CPU,
	COLUMN_GPU,
	COLUMN_RAM,
	COLUMN_PUE,
	COLUMN_WATER,
	COLUMN_COUNTRY,
	COLUMN_CLOUD_PROVIDER,
	COLUMN_CLOUD_REGION,
	COLUMN_GPU_MODEL,
	COLUMN_GPU_COUNT,
	COLUMN_TIME,
	COLUMN_VERSION,
	TRACKER_COLUMNS
};

/* The names that each tracker writes; the units are in its documentation. */
struct tracker {
	const char *title;
	const char *names[TRACKER_COLUMNS];
};

static const struct tracker trackers[] = {
    {"CodeCarbon",
     {"duration", "energy_consumed", "emissions", "cpu_energy", "gpu_energy", "ram_energy",
      "pue", "water_consumed", "country_iso_code", "cloud_provider", "cloud_region",
      "gpu_model", "gpu_count", "timestamp", "codecarbon_version"}},
    {"Eco2AI",
     {"duration(s)", "power_consumption(kWh)", "CO2_emissions(kg)",
      "cpu_power_consumption(kWh)", "gpu_power_consumption(kWh)", "ram_power_consumption(kWh)",
      NULL, NULL, "country", NULL, NULL, "GPU_name", NULL, "start_time", NULL}},
};

struct log {
	struct claim_reader *reader;
	const struct tracker *tracker;
	size_t columns[TRACKER_COLUMNS]; /* SIZE_MAX: there is none */
	const struct csv_row *row;
};

/* Energy and duration, by the names of one tracker: its header. */
static bool is_header(struct log *log, const struct csv_row *row)
{
	for (size_t t = 0; t < sizeof trackers / sizeof *trackers; t++) {
		log->tracker = &trackers[t];
		for (int i = 0; i < TRACKER_COLUMNS; i++)
			log->columns[i] = trackers[t].names[i]
					      ? csv_column(row, trackers[t].names[i])
					      : SIZE_MAX;
		if (log->columns[COLUMN_DURATION] != SIZE_MAX &&
		    log->columns[COLUMN_ENERGY] != SIZE_MAX)
			return true;
	}
	return false;
}

bool claim_tracker_claims(const struct claim_reader *reader)
{
	size_t head = strcspn(reader->text, "\r\n");
	struct diags *silent = diags_new(reader->arena);
	struct csv *csv = csv_open_text(reader->file, reader->text, head, CSV_ANY, silent);
	struct log log = {0};
	struct csv_row row;
	bool found = csv && csv_next(csv, &row) && is_header(&log, &row);

	csv_close(csv);
	return found;
}

/* A copy of the cell, "" where there is none. */
static const char *cell(const struct log *log, enum tracker_column column)
{
	size_t at = log->columns[column];

	if (at >= log->row->count || !log->row->fields[at].length)
		return "";
	return arena_copy(log->reader->arena, log->row->fields[at].text,
			  log->row->fields[at].length);
}

static double number(const struct log *log, enum tracker_column column)
{
	const char *text = cell(log, column);
	double value;

	return text_number(text, strlen(text), &value) ? value : NAN;
}

struct cells {
	struct claim_cell items[TRACKER_COLUMNS];
	size_t count;
	struct place place;
};

static void add_figure(const struct log *log, struct cells *cells, enum tracker_column column,
		       enum claim_figure figure, const char *unit)
{
	const char *text = cell(log, column);

	if (*text)
		cells->items[cells->count++] = claim_cell_computed(
		    figure, log->tracker->names[column], unit, text, cells->place);
}

static void add_word(struct cells *cells, enum claim_word word, const char *text)
{
	if (*text)
		cells->items[cells->count++] = claim_cell_word(word, text, cells->place);
}

static void add_place(const struct log *log, struct cells *cells)
{
	const char *cloud = cell(log, COLUMN_CLOUD_REGION);

	add_word(cells, WORD_REGION, *cloud ? cloud : cell(log, COLUMN_COUNTRY));
	if (*cloud)
		add_word(cells, WORD_PROVIDER, cell(log, COLUMN_CLOUD_PROVIDER));
}

/* The parts as rows beneath the whole, where they do not add up to it. */
static void add_parts(const struct log *log, size_t whole, struct place place)
{
	static const struct {
		enum tracker_column column;
		const char *name;
	} parts[] = {
	    {COLUMN_CPU, "processor"}, {COLUMN_GPU, "accelerators"}, {COLUMN_RAM, "memory"}};
	struct claim_reader *reader = log->reader;
	double sum = 0, energy = number(log, COLUMN_ENERGY);
	const char **ids = arena_alloc(reader->arena, sizeof *ids * 3);
	const char *id = reader->claims[whole].id;
	size_t count = 0;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		sum +=
		    isfinite(number(log, parts[i].column)) ? number(log, parts[i].column) : 0;
	/* The digits that the tracker rounds away are far below this. */
	if (!(sum > 0) || !isfinite(energy) || fabs(sum - energy) <= 1e-6 * fabs(energy))
		return;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct cells cells = {.place = place};

		add_figure(log, &cells, parts[i].column, CLAIM_ENERGY, " kWh");
		ids[count] = arena_printf(reader->arena, "%s, %s", id, parts[i].name);
		if (claim_cells_add(reader, ids[count], cells.items, cells.count, place))
			count++;
	}
	reader->claims[whole].total_of = ids;
	reader->claims[whole].total_count = count;
}

static void read_row(const struct log *log)
{
	struct claim_reader *reader = log->reader;
	struct cells cells = {
	    .place = {.file = reader->file, .line = (uint32_t)log->row->line}};
	const char *version = cell(log, COLUMN_VERSION);
	double pue = number(log, COLUMN_PUE);
	struct claim *claim;

	add_figure(log, &cells, COLUMN_DURATION, CLAIM_HOURS, " s");
	add_figure(log, &cells, COLUMN_ENERGY, CLAIM_ENERGY, " kWh");
	add_figure(log, &cells, COLUMN_EMISSIONS, CLAIM_EMISSIONS, " kgCO2e");
	if (isfinite(pue) && pue > 0)
		add_figure(log, &cells, COLUMN_PUE, CLAIM_PUE, NULL);
	if (number(log, COLUMN_WATER) > 0)
		add_figure(log, &cells, COLUMN_WATER, CLAIM_WATER, " L");
	if (number(log, COLUMN_GPU_COUNT) > 0)
		add_figure(log, &cells, COLUMN_GPU_COUNT, CLAIM_ACCELERATORS, NULL);
	add_word(&cells, WORD_HARDWARE, cell(log, COLUMN_GPU_MODEL));
	add_place(log, &cells);
	add_word(&cells, WORD_YEAR, cell(log, COLUMN_TIME));
	claim = claim_cells_add(
	    reader,
	    arena_printf(reader->arena, "line %llu", (unsigned long long)log->row->line),
	    cells.items, cells.count, cells.place);
	if (!claim)
		return;
	claim->source = arena_printf(reader->arena, "%s%s%s", log->tracker->title,
				     *version ? " " : "", version);
	/* What a tracker counts holds the PUE that it was told. */
	claim->metered = pue > 1 ? METERED_FACILITY : METERED_COMPONENTS;
	add_parts(log, reader->count - 1, cells.place);
}

void claim_tracker_read(struct claim_reader *reader)
{
	struct csv *csv =
	    csv_open_text(reader->file, reader->text, reader->length, CSV_ANY, reader->diags);
	struct log log = {.reader = reader};
	size_t first = reader->count;
	struct csv_row row;

	if (csv && csv_next(csv, &row) && is_header(&log, &row))
		while (csv_next(csv, &row)) {
			log.row = &row;
			read_row(&log);
		}
	reader->failed |= !csv || csv_failed(csv);
	csv_close(csv);
	if (reader->count == first && !reader->failed) {
		diag_add(reader->diags, DIAG_CLAIM_FILE,
			 (struct place){.file = reader->file, .line = 1}, NULL, NULL,
			 "expected rows of a tracker below its header, found none");
		reader->failed = true;
	}
	claim_ids_settle(reader);
}
