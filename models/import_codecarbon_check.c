/* What the figures of a CodeCarbon file betray: constants, components at zero, contradictions,
 * the same device twice. */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/import_codecarbon.h"
#include "models/plausible.h"
#include "models/timestamp.h"

/* Tolerances of the checks: of sums as printed, of power times time (powers are those of the
 * last reading). */
#define SUM_TOLERANCE 1e-3
#define POWER_RATIO   1.5
#define SMALL_SHARE   0.1

static const char *const component_names[COMPONENTS] = {"CPU", "GPU", "RAM"};

static bool near(double a, double b, double tolerance)
{
	return fabs(a - b) <= tolerance * fmax(fabs(a), fabs(b));
}

static void find(struct finding *finding, uint64_t line, double got, double want)
{
	if (finding->rows++ > 0)
		return;
	finding->line = line;
	finding->got = got;
	finding->want = want;
}

/* Does the row list the component? RAM is in every machine, but old files do not say. */
static bool is_listed(const struct codecarbon *log, const struct csv_row *row, size_t component)
{
	static const enum column counts[] = {COLUMN_CPU_COUNT, COLUMN_GPU_COUNT};
	static const enum column models[] = {COLUMN_CPU_MODEL, COLUMN_GPU_MODEL};
	double count;

	if (component == COMPONENT_RAM)
		return false;
	if (field_decimal(row_field(row, log->column[counts[component]]), &count) ==
	    READING_NUMBER)
		return count > 0;
	return row_field(row, log->column[models[component]]).length > 0;
}

static void check_components(struct codecarbon *log, const struct csv_row *row,
			     const struct figures *figures)
{
	const double *parts = figures->component;
	double total = parts[COMPONENT_CPU] + parts[COMPONENT_GPU] + parts[COMPONENT_RAM];

	for (size_t i = 0; i < COMPONENTS; i++) {
		double expected = figures->power[i] * figures->duration / JOULES_PER_KWH;

		if (!isnan(expected + parts[i])) {
			log->power[i].rows++;
			log->power[i].want += expected;
			log->power[i].got += parts[i];
		}
		if (parts[i] == 0 && is_listed(log, row, i))
			find(&log->zero[i], row->line, 0, 0);
	}
	if (isnan(total))
		return;
	log->has_components = true;
	if (!near(total, figures->energy, SUM_TOLERANCE))
		find(&log->total, row->line, figures->energy, total);
}

static void note_constants(struct codecarbon *log, const struct csv_row *row,
			   const struct figures *figures)
{
	double cpu = figures->power[COMPONENT_CPU], ram = figures->power[COMPONENT_RAM], size;

	if (!isnan(cpu)) {
		if (log->cpu_rows++ == 0)
			log->cpu_power = cpu;
		log->cpu_varies |= cpu != log->cpu_power;
	}
	if (field_decimal(row_field(row, log->column[COLUMN_RAM_TOTAL_SIZE]), &size) !=
		READING_NUMBER ||
	    !(size > 0) || isnan(ram))
		return;
	if (log->ram_per_gb == 0)
		log->ram_per_gb = ram / size;
	log->ram_varies |= !near(ram / size, log->ram_per_gb, SUM_TOLERANCE);
}

/* Keeps the first text and the first that differs from it. */
static void note_text(struct intake *intake, const char **first, const char **other,
		      const char *text, size_t length)
{
	if (length == 0 || *other)
		return;
	if (!*first)
		*first = arena_copy(intake->arena, text, length);
	else if (strlen(*first) != length || memcmp(*first, text, length) != 0)
		*other = arena_copy(intake->arena, text, length);
}

static void note_region(struct intake *intake, const struct csv_row *row)
{
	struct codecarbon *log = intake->state;
	struct csv_field provider = row_field(row, log->column[COLUMN_CLOUD_PROVIDER]);
	struct csv_field region = row_field(row, log->column[COLUMN_CLOUD_REGION]);
	struct csv_field country = row_field(row, log->column[COLUMN_COUNTRY]);
	char text[128];
	int length;

	if (provider.length == 0 || region.length == 0) {
		note_text(intake, &log->region, &log->other_region, country.text,
			  country.length);
		return;
	}
	length = snprintf(text, sizeof text, "%.60s:%.60s", provider.text, region.text);
	note_text(intake, &log->region, &log->other_region, text, (size_t)length);
}

/* "8 x NVIDIA A100" is a "NVIDIA A100". */
static void note_devices(struct intake *intake, const struct csv_row *row,
			 const struct figures *figures)
{
	struct codecarbon *log = intake->state;
	struct csv_field model = row_field(row, log->column[COLUMN_GPU_MODEL]);
	size_t digits = 0;

	while (digits < model.length && model.text[digits] >= '0' && model.text[digits] <= '9')
		digits++;
	if (digits > 0 && model.length > digits + 3 &&
	    memcmp(model.text + digits, " x ", 3) == 0) {
		model.text += digits + 3;
		model.length -= digits + 3;
	}
	note_text(intake, &log->gpu_model, &log->other_model, model.text, model.length);
	if (figures->gpu_count > log->gpu_count)
		log->gpu_count = figures->gpu_count;
}

void codecarbon_check(struct intake *intake, const struct csv_row *row,
		      const struct figures *figures)
{
	struct codecarbon *log = intake->state;

	check_components(log, row, figures);
	note_constants(log, row, figures);
	note_region(intake, row);
	note_devices(intake, row, figures);
	if (field_same(row_field(row, log->column[COLUMN_TRACKING_MODE]), "process"))
		log->process_rows++;
}

static void warn_series(struct intake *intake)
{
	struct codecarbon *log = intake->state;

	if (log->restarted > 0)
		diag_add(intake->diags, DIAG_IMPORT_SERIES,
			 intake_place(intake, log->series_line), NULL,
			 "check that these rows are not the same work twice",
			 "in %llu runs duration and energy fall: taken as a tracker that began "
			 "anew under the same "
			 "run_id, and added",
			 (unsigned long long)log->restarted);
	if (log->loose > 0)
		diag_add(intake->diags, DIAG_IMPORT_SERIES,
			 intake_place(intake, log->series_line), NULL,
			 "check that these rows are not the same work twice",
			 "in %llu runs the energy does not grow with the duration: they are no "
			 "cumulative flushes, each "
			 "row is counted by itself",
			 (unsigned long long)log->loose);
	if (log->moved > 0)
		diag_add(intake->diags, DIAG_IMPORT_SERIES,
			 intake_place(intake, log->moved_line), NULL,
			 "where the rows are runs of their own, give each its own run_id",
			 "the rows of %llu runs do not begin at the same time: taken as "
			 "cumulative flushes all the "
			 "same, as their energy grows",
			 (unsigned long long)log->moved);
}

static void warn_figures(struct intake *intake)
{
	struct codecarbon *log = intake->state;

	for (size_t i = 0; i < COMPONENTS; i++) {
		const struct finding *zero = &log->zero[i];

		if (zero->rows > 0)
			diag_add(intake->diags, DIAG_IMPORT_ZERO,
				 intake_place(intake, zero->line), NULL,
				 "add what is missing as an item of its own with a range from "
				 "idle to TDP",
				 "the %s energy is 0 in %llu of %llu rows that list a %s: it "
				 "was probably not measured",
				 component_names[i], (unsigned long long)zero->rows,
				 (unsigned long long)log->rows, component_names[i]);
	}
	if (log->total.rows > 0)
		diag_add(intake->diags, DIAG_IMPORT_MISMATCH,
			 intake_place(intake, log->total.line), NULL, NULL,
			 "CPU, GPU and RAM add up to %.6g kWh where energy_consumed is %.6g "
			 "kWh (%llu rows differ): "
			 "energy_consumed is used",
			 log->total.want, log->total.got, (unsigned long long)log->total.rows);
}

/* Energy that a component's power and energy columns disagree about, where they do so grossly.
 */
static double disagreement(const struct finding *power)
{
	double large = fmax(power->want, power->got), small = fmin(power->want, power->got);

	return large > POWER_RATIO * small ? large - small : 0;
}

/* The first releases wrote powers in kW: power times time is a thousandth of every energy. */
static bool in_kilowatts(const struct codecarbon *log)
{
	bool any = false;

	for (size_t i = 0; i < COMPONENTS; i++) {
		double ratio = log->power[i].got / (log->power[i].want * 1000);

		if (!(log->power[i].want > 0) || !(log->power[i].got > 0))
			continue;
		if (ratio > POWER_RATIO || ratio * POWER_RATIO < 1)
			return false;
		any = true;
	}
	return any;
}

/* Names the component with the most of it. */
static void warn_power(struct intake *intake)
{
	struct codecarbon *log = intake->state;
	size_t worst = 0;

	if (in_kilowatts(log)) {
		intake_assume(intake, "powers are in kW, as the first releases of CodeCarbon "
				      "wrote them; only the energies are used");
		return;
	}
	for (size_t i = 1; i < COMPONENTS; i++)
		if (disagreement(&log->power[i]) > disagreement(&log->power[worst]))
			worst = i;
	if (disagreement(&log->power[worst]) > 0)
		diag_add(intake->diags, DIAG_IMPORT_MISMATCH, intake_place(intake, 0), NULL,
			 NULL,
			 "%s power times duration gives %.6g kWh over %llu rows where the %s "
			 "energy is %.6g kWh: the energy is used",
			 component_names[worst], log->power[worst].want,
			 (unsigned long long)log->power[worst].rows, component_names[worst],
			 log->power[worst].got);
}

static void warn_rows(struct intake *intake)
{
	struct codecarbon *log = intake->state;

	if (log->ragged.rows > 0)
		diag_add(intake->diags, DIAG_IMPORT_RAGGED,
			 intake_place(intake, log->ragged.line), NULL, NULL,
			 "%llu rows have another number of fields than the header (first: "
			 "%.0f, header %zu): fields from "
			 "'%s' on are not used",
			 (unsigned long long)log->ragged.rows, log->ragged.got, log->width,
			 log->ragged_from);
}

static void warn_pue(struct intake *intake)
{
	struct codecarbon *log = intake->state;

	if (log->high_pue.rows > 0)
		diag_add(intake->diags, DIAG_IMPORT_PUE,
			 intake_place(intake, log->high_pue.line), NULL,
			 "where the energy does not hold it, correct the column: 1.2 is a PUE, "
			 "120 is none",
			 "%llu rows state a PUE above %d, which no site is known to have "
			 "(first: %g): their energy is divided by it",
			 (unsigned long long)log->high_pue.rows, MOST_PUE, log->high_pue.got);
	if (log->low_pue.rows > 0)
		diag_add(
		    intake->diags, DIAG_IMPORT_PUE, intake_place(intake, log->low_pue.line),
		    NULL,
		    "where the energy was multiplied by it, correct the energy and write 1",
		    "%llu rows state a PUE below 1, which no site can have (first: %g): it "
		    "is not taken out, that of the rows before is, or 1",
		    (unsigned long long)log->low_pue.rows, log->low_pue.got);
}

bool codecarbon_constant_cpu(const struct codecarbon *log)
{
	return log->cpu_rows > 0 && log->cpu_power > 0 && !log->cpu_varies &&
	       (codecarbon_is_fallback(log->cpu_power) || log->cpu_rows > 1);
}

/* "CPU (a constant 42.5 W), RAM (0.375 W per GB)" */
static const char *modelled_text(struct intake *intake)
{
	struct codecarbon *log = intake->state;
	double unit = in_kilowatts(log) ? 1000 : 1;
	const char *cpu = "", *ram = "RAM";

	if (!log->has_components)
		return "CodeCarbon models the RAM and, without a counter, the CPU; this log "
		       "does not say which";
	if (codecarbon_constant_cpu(log))
		cpu = arena_printf(
		    intake->arena, "CPU (a constant %g W%s), ", unit * log->cpu_power,
		    codecarbon_is_fallback(log->cpu_power) ? ", CodeCarbon's fall-back" : "");
	if (log->ram_per_gb > 0 && !log->ram_varies)
		ram =
		    arena_printf(intake->arena, "RAM (%.3g W per GB)", unit * log->ram_per_gb);
	return arena_printf(intake->arena, "modelled by CodeCarbon, not measured: %s%s", cpu,
			    ram);
}

static const char *modelled_parts(const struct codecarbon *log)
{
	if (!log->has_components)
		return "RAM, perhaps CPU,";
	return codecarbon_constant_cpu(log) ? "CPU and RAM" : "RAM";
}

/* Without any GPU energy a constant CPU leaves nothing that was measured; and what a listed
 * component took that stands at 0 is not known. */
static bool is_modelled(const struct codecarbon *log)
{
	bool zero = false;

	for (size_t i = 0; i < COMPONENTS; i++)
		zero |= (double)log->zero[i].rows > SMALL_SHARE * (double)log->rows;
	return zero || (codecarbon_constant_cpu(log) && !(log->power[COMPONENT_GPU].got > 0));
}

static void assume(struct intake *intake)
{
	struct codecarbon *log = intake->state;

	if (isnan(log->pue))
		intake_assume(intake, "the energy holds no PUE: the log has none");
	else if (log->pue_low == 1 && log->pue_high == 1)
		intake_assume(intake, "the energy holds no PUE: the log states 1");
	else if (log->pue_low == log->pue_high)
		intake_assume(intake, "the energy holds a PUE of %g, which is taken out",
			      log->pue);
	else
		intake_assume(intake, "the energy holds PUEs of %g to %g, taken out row by row",
			      log->pue_low, log->pue_high);
	if (log->without_pue > 0 && !isnan(log->pue))
		intake_assume(intake, "%llu rows without a PUE: that of the rows before, or 1",
			      (unsigned long long)log->without_pue);
	if (log->own_runs > 0)
		intake_assume(intake, "%llu rows without a run_id are runs of their own",
			      (unsigned long long)log->own_runs);
	if (log->process_rows > 0)
		intake_assume(intake, "%llu rows track a process: RAM is that of the process",
			      (unsigned long long)log->process_rows);
	if (log->other_region)
		intake_assume(intake,
			      "rows name several places (%s, %s, ...): none is taken over",
			      log->region, log->other_region);
	if (log->other_model)
		intake_assume(intake, "rows name several GPUs (%s, %s, ...)", log->gpu_model,
			      log->other_model);
	intake_assume(intake, "timestamps are the ends of runs");
}

void codecarbon_conclude(struct intake *intake)
{
	struct codecarbon *log = intake->state;
	struct import *import = intake->import;
	double energy = sum_value(&log->energy);
	double it = sum_value(&log->energy_it);

	warn_rows(intake);
	warn_pue(intake);
	warn_series(intake);
	warn_figures(intake);
	warn_power(intake);
	assume(intake);
	plausible_tell_intensity(intake, energy, sum_value(&log->emissions));
	import->covered_s = intake_covered(intake) + sum_value(&log->untimed);
	import->metered_at = METERED_COMPONENTS;
	if (!isnan(log->pue))
		import->pue =
		    log->pue_low == log->pue_high || !(it > 0) ? log->pue : energy / it;
	import->region = log->other_region ? NULL : log->region;
	import->accelerator = log->other_model ? NULL : log->gpu_model;
	import->accelerators = log->gpu_count < 1e6 ? (unsigned)log->gpu_count : 0;
	import->modelled = modelled_text(intake);
	import->modelled_parts = modelled_parts(log);
	import->not_counted = "PSU, fans and network of the host, typically 5-40 %";
	import->total.spread = is_modelled(log) ? "gsd-codecarbon-constant" : "gsd-codecarbon";
	import->total.energy_key = arena_printf(intake->arena, "codecarbon/%s",
						import->accelerator ? import->accelerator : "");
	if (log->other_model)
		import->total.energy_key = NULL;
}
