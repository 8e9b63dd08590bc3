/* BoAmps reports (report_schema.json of Boavizta's BoAmps): the energy of a computing task. */

#include <math.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/text.h"
#include "models/intake.h"
#include "models/json_tree.h"
#include "models/plausible.h"
#include "models/timestamp.h"

/* powerConsumption is an energy in kWh; reports of older versions name their unit. */
#define WATT_HOURS_PER_KWH 1e3
#define KWH_PER_MWH	   1e3

struct boamps {
	size_t reports;
	const char *accelerator, *country;
	double devices, stated_hours;
	bool many_devices, codecarbon, calibrated;
	double intensity;
};

/* The schema's errors of what a report states. */
static const struct {
	const char *quality;
	double half_width;
} qualities[] = {{"high", 0.10}, {"medium", 0.25}, {"low", 0.50}};

static bool claims(const struct csv_row *header)
{
	return csv_column(header, "measures") != SIZE_MAX &&
	       (csv_column(header, "task.taskStage") != SIZE_MAX ||
		csv_column(header, "task.taskFamily") != SIZE_MAX);
}

/* kWh per unit; NaN where the unit is not known. */
static double unit_of(const cJSON *measure)
{
	const char *unit = json_tree_text(measure, "unit");

	if (*unit == '\0' || text_same_nocase(unit, "kWh"))
		return 1;
	if (text_same_nocase(unit, "Wh"))
		return 1 / WATT_HOURS_PER_KWH;
	if (text_same_nocase(unit, "MWh"))
		return KWH_PER_MWH;
	return text_same_nocase(unit, "J") ? 1 / JOULES_PER_KWH : NAN;
}

static double half_width(const cJSON *record)
{
	for (size_t i = 0; i < sizeof qualities / sizeof *qualities; i++)
		if (strcmp(json_tree_text(record, "quality"), qualities[i].quality) == 0)
			return qualities[i].half_width;
	return NAN;
}

static void note_component(struct boamps *log, struct arena *arena, const cJSON *component)
{
	const char *type = json_tree_text(component, "componentType");
	const char *name = json_tree_text(component, "componentName");
	double count = json_tree_number(component, "nbComponent");

	if (!text_same_nocase(type, "gpu") && !text_same_nocase(name, "gpu"))
		return;
	if (log->accelerator && strcmp(log->accelerator, name) != 0)
		log->many_devices = true;
	if (!log->accelerator && *name)
		log->accelerator = arena_text(arena, name);
	if (count > 0)
		log->devices += count;
}

static void note_infrastructure(struct intake *intake, const cJSON *record)
{
	struct boamps *log = intake->state;
	const cJSON *component, *environment = json_tree_member(record, "environment");

	log->devices = 0;
	cJSON_ArrayForEach(
	    component,
	    json_tree_member(json_tree_member(record, "infrastructure"), "components"))
	    note_component(log, intake->arena, component);
	if (*json_tree_text(environment, "country"))
		log->country =
		    arena_text(intake->arena, json_tree_text(environment, "country"));
	log->intensity = json_tree_number(environment, "powerSourceCarbonIntensity");
}

/* The end: measurementDateTime; where it lies is not said, so only hours hang on it. */
static void read_time(struct intake *intake, const cJSON *measure, double seconds,
		      struct amount *amount)
{
	const char *text = json_tree_text(measure, "measurementDateTime");

	if (!*text || !(seconds > 0) ||
	    !intake_timestamp(intake, (struct csv_field){text, strlen(text), false},
			      &amount->end))
		return;
	amount->start = amount->end - (int64_t)(seconds * (double)TIMESTAMP_SECOND);
	amount->timed = true;
	intake_time(intake, amount->start);
	intake_time(intake, amount->end);
}

/* Of a meter, nothing is no figure; of an account that lca wrote it is one. */
static bool is_energy(const cJSON *measure, double kwh)
{
	static const char own[] = "lca, ";

	return (kwh > 0 && kwh <= 1e30) ||
	       (kwh == 0 && text_starts(json_tree_text(measure, "measurementMethod"), own));
}

static bool add_measure(struct intake *intake, const cJSON *record, const cJSON *measure,
			uint64_t line)
{
	struct boamps *log = intake->state;
	double kwh = unit_of(measure) * json_tree_number(measure, "powerConsumption");
	double seconds = json_tree_number(measure, "measurementDuration"),
	       width = half_width(record);
	struct amount amount = {.rows = 1,
				.energy_kwh = kwh,
				.energy_it_kwh = kwh,
				.emissions_kg = NAN,
				.device_hours = NAN};

	if (!is_energy(measure, kwh)) {
		intake_skip(intake, "no powerConsumption, an energy above 0", true, line);
		return false;
	}
	/* A report may be of a cluster. */
	if (seconds > 0 &&
	    !plausible_energy(intake, "a measure", kwh, seconds,
			      fmax(MOST_WATTS_OF_MACHINE, log->devices * MOST_WATTS_OF_GPU),
			      line))
		return false;
	read_time(intake, measure, seconds, &amount);
	if (seconds > 0 && log->devices > 0)
		amount.device_hours = seconds * log->devices / SECONDS_PER_HOUR;
	intake_add(intake, 0, &amount);
	if (seconds > 0)
		intake->import->covered_s = isnan(intake->import->covered_s)
						? seconds
						: intake->import->covered_s + seconds;
	if (!isnan(width))
		intake_doubt(intake, 0, width * kwh);
	log->codecarbon |=
	    text_same_nocase(json_tree_text(measure, "measurementMethod"), "codecarbon");
	log->calibrated |= json_tree_number(measure, "powerCalibrationMeasurement") > 0;
	intake->import->rows_used++;
	return true;
}

/* A whole number of counts; false where it is none. */
static bool whole(double number, uint64_t *count)
{
	if (!(number >= 0 && number < 9007199254740992.0) || number != floor(number))
		return false;
	*count = (uint64_t)number;
	return true;
}

/* Quantities of the datasets of an inference are averages of one request. */
static double tokens_of(const cJSON *task, const char *use)
{
	double tokens = 0;
	const cJSON *dataset;

	cJSON_ArrayForEach(dataset, json_tree_member(task, "dataset"))
	{
		double quantity = json_tree_number(dataset, "dataQuantity");

		if (text_same_nocase(json_tree_text(dataset, "dataUsage"), use) &&
		    text_same_nocase(json_tree_text(dataset, "dataType"), "token") &&
		    quantity > 0)
			tokens += quantity;
	}
	return tokens;
}

static void add_requests(struct intake *intake, const cJSON *task)
{
	struct usage_count count = {0};
	double requests = json_tree_number(task, "nbRequest");
	double input = tokens_of(task, "input"), output = tokens_of(task, "output");

	if (!text_starts(json_tree_text(task, "taskStage"), "inference") ||
	    !whole(requests, &count.requests) || count.requests == 0)
		return;
	if (!whole(round(requests * input), &count.input_tokens) ||
	    !whole(round(requests * output), &count.output_tokens))
		return;
	if (!intake_add_usage(intake, 0, &count))
		return;
	if (input > 0 || output > 0)
		intake_assume(intake,
			      "tokens of the datasets are averages of one request, as the "
			      "schema has them: %.6g in and %.6g out, times %llu requests",
			      input, output, (unsigned long long)count.requests);
	else
		intake->total.usage.has_tokens = false;
}

static void add_report(struct intake *intake, const cJSON *record, uint64_t line)
{
	struct boamps *log = intake->state;
	const cJSON *measures = json_tree_member(record, "measures");
	int count = cJSON_GetArraySize(measures);

	if (log->reports == 0 && intake_wants(intake, 0, NULL, NULL))
		(void)intake_part_of(intake, 0, NULL, NULL, line);
	if (intake->failed)
		return;
	if (count < 1) {
		intake_skip(intake, "a report without measures", true, line);
		return;
	}
	if (count > 1) {
		intake_fail(intake, DIAG_IMPORT_OVERLAP, line,
			    "keep the measure that covers most in the report",
			    "the report has %d measures of one task, which may be the same "
			    "energy measured several times",
			    count);
		return;
	}
	log->reports++;
	note_infrastructure(intake, record);
	if (add_measure(intake, record, measures->child, line))
		add_requests(intake, json_tree_member(record, "task"));
}

static void describe(struct intake *intake)
{
	struct boamps *log = intake->state;
	struct import *import = intake->import;
	bool stated = sum_value(&intake->total.doubt_kwh) > 0;

	import->metered_at = METERED_COMPONENTS;
	import->not_counted = "PSU, fans and network of the host, typically 5-40 %";
	/* Where the report states its own error, the meter adds hardly any. */
	import->total.spread = stated ? "gsd-meter" : "gsd-codecarbon";
	import->accelerator = log->many_devices ? NULL : log->accelerator;
	import->accelerators = log->devices < 1e6 ? (unsigned)log->devices : 0;
	import->region = log->country;
	intake_assume(intake, "powerConsumption is an energy in kWh, as the schema has it");
	if (stated)
		intake_assume(intake,
			      "the report's quality (high 10 %%, medium 25 %%, low 50 %%) is "
			      "the half-width of its energy's range");
	if (log->codecarbon)
		intake_assume(intake, "the energy of CodeCarbon holds no PUE: none is stated");
	if (log->calibrated)
		intake_assume(intake, "the calibration's energy (idle) is not subtracted");
	if (log->intensity > 0)
		intake_assume(intake,
			      "the report's intensity, %.6g gCO2eq/kWh, is shown, not used",
			      log->intensity);
}

static void finish(struct intake *intake)
{
	if (intake->import->rows_used > 0)
		describe(intake);
}

const struct importer import_json_boamps = {
    .name = "boamps",
    .needs = "reports with task and measures",
    .state_size = sizeof(struct boamps),
    .selects = true,
    .claims = claims,
    .record = add_report,
    .finish = finish,
};
