/* Sums of the result: stages, phases, total, credits, functional units, completeness, record.
 */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/freeze.h"
#include "models/grid_series.h"

static bool of_stage(const struct line *line, const void *context)
{
	const enum stage_id *stage = context;

	return line->item->stage == *stage && !line_is_credit(line);
}

static bool of_phase(const struct line *line, const void *context)
{
	const enum phase *phase = context;

	return line->item->phase == *phase && !line_is_credit(line);
}

static bool is_counted(const struct line *line, const void *context)
{
	(void)context;
	return !line_is_credit(line);
}

static bool is_credit(const struct line *line, const void *context)
{
	(void)context;
	return line_is_credit(line);
}

struct impact freeze_total_of(const struct build *build, size_t criterion)
{
	return freeze_sum_of(build, criterion, is_counted, NULL);
}

struct impact freeze_stage_of(const struct build *build, size_t criterion, enum stage_id stage)
{
	return freeze_sum_of(build, criterion, of_stage, &stage);
}

/* Lines of a phase that are holes in a criterion of the build. */
static size_t holes_of(const struct build *build, enum phase phase, size_t criterion)
{
	size_t count = 0;

	for (size_t i = 0; i < build->line_count; i++)
		count += of_phase(build->lines[i], &phase) &&
			 build->lines[i]->impacts[criterion].status == IMPACT_MISSING;
	return count;
}

/* A volume of 0, as of a log without any token, divides nothing. */
static struct impact *per_impacts(struct freeze *freeze, const struct maybe *cells,
				  double volume, enum phase phase, size_t left_out)
{
	struct impact *impacts = freeze_impacts(freeze);

	for (size_t c = 0; c < freeze->result->criterion_count; c++) {
		const struct maybe *one = &cells[freeze->criteria[c]];

		impacts[c].missing =
		    left_out + holes_of(freeze->build, phase, freeze->criteria[c]);
		if (!one->known || volume == 0) {
			impacts[c].status = IMPACT_MISSING;
			impacts[c].reason =
			    volume == 0 ? "the volume is 0" : "nothing to divide, or no volume";
			continue;
		}
		impacts[c].status = IMPACT_COUNTED;
		impacts[c].cell = one->cell;
		freeze_output(freeze, one->cell, &impacts[c].statistics,
			      freeze->result->criteria[c]->unit.scale);
	}
	return impacts;
}

/* Central volumes are read off the sheet: they are usually exact counts. */
static double central_of(struct freeze *freeze, const struct maybe *volume, double scale)
{
	const struct sheet *sheet = freeze->build->sheet;
	double *values, value;

	if (!volume->known)
		return NAN;
	values = arena_alloc(freeze->build->arena, (sheet_size(sheet) + 1) * sizeof *values);
	sheet_central(sheet, values);
	value = values[volume->cell.index] / scale;
	return value;
}

static bool any_known(const struct maybe *cells, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (cells[i].known)
			return true;
	}
	return false;
}

static void freeze_per(struct freeze *freeze)
{
	struct assessment *result = freeze->result;
	size_t criteria = freeze->build->criterion_count;

	result->per =
	    arena_alloc(freeze->build->arena, (freeze->per_count + 1) * sizeof *result->per);
	for (size_t i = 0; i < freeze->per_count; i++) {
		const struct per_cells *cells = &freeze->per[i];
		double size = cells->unit->count * cells->unit->scale;
		struct per_result *per = &result->per[result->per_count++];

		*per = (struct per_result){
		    .unit = cells->unit->text,
		    .volume = central_of(freeze, &cells->volume, size),
		    .volume_note = cells->volume_note,
		    .served = central_of(freeze, &cells->served, size),
		};
		per->use =
		    per_impacts(freeze, cells->use, per->volume, PHASE_USE, cells->left_out);
		if (any_known(cells->creation, criteria))
			per->creation = per_impacts(freeze, cells->creation, per->served,
						    PHASE_CREATION, 0);
	}
}

/* Stages neither counted nor excluded are said to be so. */
static void freeze_completeness(struct freeze *freeze)
{
	const struct scenario *scenario = freeze->build->scenario;
	struct assessment *result = freeze->result;
	size_t count = STAGE_COUNT + scenario->exclusion_count;

	result->completeness =
	    arena_alloc(freeze->build->arena, (count + 1) * sizeof *result->completeness);
	for (size_t s = 0; s < STAGE_COUNT; s++) {
		struct completeness_row row = {.stage = stage_name((enum stage_id)s),
					       .status = NOT_COVERED};

		for (size_t i = 0; i < scenario->exclusion_count; i++) {
			if (text_same(scenario->exclusions[i].stage, row.stage))
				row = (struct completeness_row){row.stage, EXCLUDED,
								scenario->exclusions[i].reason};
		}
		if (scenario->stage_given[s])
			row = (struct completeness_row){row.stage, COVERED, NULL};
		if (s != STAGE_OTHER || row.status != NOT_COVERED)
			result->completeness[result->completeness_count++] = row;
	}
	for (size_t i = 0; i < scenario->exclusion_count; i++) {
		enum stage_id stage;

		if (!stage_by_name(scenario->exclusions[i].stage, &stage))
			result->completeness[result->completeness_count++] =
			    (struct completeness_row){scenario->exclusions[i].stage, EXCLUDED,
						      scenario->exclusions[i].reason};
	}
}

void freeze_totals(struct freeze *freeze)
{
	struct arena *arena = freeze->build->arena;
	struct assessment *result = freeze->result;
	bool credits = false;

	result->stages = arena_alloc(arena, STAGE_COUNT * sizeof *result->stages);
	for (enum stage_id s = 0; s < STAGE_COUNT; s++) {
		if (!freeze->build->scenario->stage_given[s])
			continue;
		result->stages[result->stage_count] =
		    (struct stage_result){stage_name(s), freeze_impacts(freeze)};
		freeze_sum(freeze, result->stages[result->stage_count++].impacts, of_stage, &s);
	}
	for (enum phase phase = PHASE_CREATION; phase <= PHASE_USE; phase++) {
		result->phases[phase] = freeze_impacts(freeze);
		freeze_sum(freeze, result->phases[phase], of_phase, &phase);
	}
	result->totals = freeze_impacts(freeze);
	freeze_sum(freeze, result->totals, is_counted, NULL);
	for (size_t i = 0; i < freeze->build->line_count; i++)
		credits = credits || line_is_credit(freeze->build->lines[i]);
	if (credits) {
		result->credits = freeze_impacts(freeze);
		freeze_sum(freeze, result->credits, is_credit, NULL);
	}
	freeze_per(freeze);
	freeze_completeness(freeze);
}

static size_t count_files(const struct scenario *scenario)
{
	size_t count = 0, readings = 0;

	for (size_t i = 0; i < scenario->item_count; i++) {
		const struct item *item = &scenario->items[i];

		count += item->log ? item->log->file_count : 0;
		count += item->requests ? item->requests->file_count : 0;
	}
	while (known_readings(scenario->known, readings))
		readings++;
	return count + scenario->series_count + readings;
}

static void record_log(struct record *record, const struct import *log)
{
	for (size_t i = 0; log && i < log->file_count; i++) {
		const struct import_file *file = &log->files[i];

		record->inputs[record->input_count++] =
		    (struct input_file){.file = file->name,
					.format = log->format,
					.sha256 = file->sha256,
					.rows_used = file->rows_used,
					.rows_skipped = file->rows_read - file->rows_used,
					.rows_together = file->rows_together};
	}
}

/* A file of which several columns are read is one input. */
static void record_series(struct record *record, const struct grid_series *series)
{
	for (size_t i = 0; i < record->input_count; i++) {
		if (text_same(record->inputs[i].file, series->file) &&
		    text_same(record->inputs[i].sha256, series->sha256))
			return;
	}
	record->inputs[record->input_count++] =
	    (struct input_file){.file = series->file,
				.format = "grid-series",
				.sha256 = series->sha256,
				.rows_used = series->rows_used,
				.rows_skipped = series->rows_read - series->rows_used};
}

/* A file whose columns are behind several quantities is one input. */
static void record_readings(struct record *record, const struct readings *readings)
{
	for (size_t i = 0; i < record->input_count; i++) {
		if (text_same(record->inputs[i].file, readings->file) &&
		    text_same(record->inputs[i].sha256, readings->sha256))
			return;
	}
	record->inputs[record->input_count++] =
	    (struct input_file){.file = readings->file,
				.format = "readings",
				.sha256 = readings->sha256,
				.rows_used = readings->rows};
}

void freeze_inputs(struct arena *arena, const struct scenario *scenario, struct record *record)
{
	record->inputs =
	    arena_alloc(arena, (count_files(scenario) + 1) * sizeof *record->inputs);
	for (size_t i = 0; i < scenario->item_count; i++) {
		record_log(record, scenario->items[i].log);
		record_log(record, scenario->items[i].requests);
	}
	for (size_t i = 0; i < scenario->series_count; i++)
		record_series(record, scenario->series[i]);
	for (size_t i = 0; known_readings(scenario->known, i); i++)
		record_readings(record, known_readings(scenario->known, i));
}

void freeze_record(struct freeze *freeze)
{
	const struct scenario *scenario = freeze->build->scenario;
	const struct assess_options *options = freeze->options;
	struct record *record = &freeze->result->record;

	*record = (struct record){
	    .version = options->version,
	    .scenario_file = scenario->file,
	    .scenario_sha256 = scenario->sha256,
	    .factors_version = factors_version(freeze->build->factors),
	    .factors_sha256 = factors_digest(freeze->build->factors),
	    .seed = options->run.seed,
	    .samples = run_points(&options->run),
	    .sampler = options->run.sampler,
	    .interval = options->run.interval,
	    .digits = options->goal.digits,
	    .basis = options->basis,
	    .as_of = options->as_of,
	    .options = options->record_options,
	    .option_count = options->record_option_count,
	    .command = options->command,
	    .arguments = options->arguments,
	    .argument_count = options->argument_count,
	};
	record->factors_files =
	    factors_files(freeze->build->factors, &record->factors_file_count);
	freeze_inputs(freeze->build->arena, scenario, record);
}
