#ifndef TESTS_UNIT_SAMPLE_ASSESSMENT_H
#define TESTS_UNIT_SAMPLE_ASSESSMENT_H

/*
 * A hand-made assessment for the tests of the reports: BLOOM's published figures, a metered
 * API, a hole and a credit.
 *
 * Criteria: gwp, electricity, water (a hole but for the API). Every counted value gets an
 * interval of +- spread (0: exact). The sheet holds the formula of the training item, so that
 * it can be explained.
 */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/engine/sheet.h"
#include "models/about.h"
#include "models/assess.h"

enum { SAMPLE_GWP, SAMPLE_ELECTRICITY, SAMPLE_WATER, SAMPLE_CRITERIA };

struct sample {
	struct arena *arena;
	struct diags *diags;
	struct sheet *sheet;
	struct assessment *assessment;
	double spread;
};

static inline struct statistics sample_statistics(const struct sample *sample, double value)
{
	double u = fabs(value) * sample->spread;

	return (struct statistics){.central = value,
				   .mean = value,
				   .sd = u / 2,
				   .median = value,
				   .low = value - u,
				   .high = value + u,
				   .finite = true};
}

static inline struct impact sample_counted(const struct sample *sample, double value,
					   double share)
{
	return (struct impact){.status = IMPACT_COUNTED,
			       .statistics = sample_statistics(sample, value),
			       .share = share,
			       .cell = CELL_BAD};
}

static inline struct impact *sample_impacts(const struct sample *sample, double gwp,
					    double share, double kwh, double water)
{
	struct impact *impacts = arena_alloc(sample->arena, SAMPLE_CRITERIA * sizeof *impacts);
	struct impact none = {.status = IMPACT_NONE, .cell = CELL_BAD};
	struct impact hole = {.status = IMPACT_MISSING,
			      .reason = "no factor electricity/FR/2022/water",
			      .cell = CELL_BAD};

	impacts[SAMPLE_GWP] = isnan(gwp) ? hole : sample_counted(sample, gwp, share);
	impacts[SAMPLE_ELECTRICITY] = isnan(kwh) ? none : sample_counted(sample, kwh, 1);
	impacts[SAMPLE_WATER] = isnan(water) ? hole : sample_counted(sample, water, 1);
	return impacts;
}

static inline cell sample_input(const struct sample *sample, const char *key, double value,
				const char *unit, uint32_t line, double gsd)
{
	struct unit parsed = unit_of(unit);
	struct quantity quantity = {
	    .dist = gsd > 1 ? dist_lognormal(value * parsed.scale, gsd)
			    : dist_exact(value * parsed.scale),
	    .unit = parsed,
	    .origin = {.kind = ORIGIN_SCENARIO, .place = {"bloom.yaml", line, 12}, .key = key},
	};

	return sheet_input(sample->sheet, &quantity);
}

/* hours x power x intensity, the last one shared with the idle item. */
static inline void sample_formula(const struct sample *sample, struct item_result *training,
				  struct item_result *idle)
{
	double gsd = 1 + sample->spread;
	cell hours =
	    sample_input(sample, "training/final run.accelerator_hours", 1082990, "h", 14, 1);
	cell power = sample_input(sample, "training/final run.power", 400, "W", 15, gsd);
	cell intensity =
	    sample_input(sample, "sites/jean-zay.intensity", 57, "gCO2e/kWh", 5, gsd);
	cell energy = sheet_name(sample->sheet, sheet_multiply(sample->sheet, hours, power),
				 "energy at the facility");
	cell *inputs = arena_alloc(sample->arena, 3 * sizeof *inputs);

	inputs[0] = hours;
	inputs[1] = power;
	inputs[2] = intensity;
	training->inputs = inputs;
	training->input_count = 3;
	training->impacts[SAMPLE_GWP].cell = sheet_multiply(sample->sheet, energy, intensity);
	training->impacts[SAMPLE_ELECTRICITY].cell = energy;
	idle->inputs = inputs + 2;
	idle->input_count = 1;
}

static inline void sample_items(struct sample *sample)
{
	static const char *const not_counted[] = {"host power"};
	static struct import log = {.file = "logs/api.csv",
				    .format = "codecarbon",
				    .pue = NAN,
				    .coverage = NAN,
				    .total = {.emissions_kg = 341.2}};
	struct item_result items[] = {
	    {.id = "training/final run",
	     .stage = "training",
	     .item = "final run",
	     .region = "FR",
	     .period = "2022",
	     .activity_name = "energy at the facility",
	     .activity = sample_statistics(sample, 433196),
	     .activity_unit = "kWh",
	     .basis = BASIS_MODELLED,
	     .metered_at = METERED_ACCELERATOR,
	     .not_counted = not_counted,
	     .not_counted_count = 1,
	     .impacts = sample_impacts(sample, 24692.172, 0.4886, 433196, NAN)},
	    {.id = "idle/nodes",
	     .stage = "idle",
	     .item = "nodes",
	     .region = "FR",
	     .activity_name = "energy at the facility",
	     .activity = sample_statistics(sample, 256646.067),
	     .activity_unit = "kWh",
	     .basis = BASIS_MODELLED,
	     .metered_at = METERED_FACILITY,
	     .impacts = sample_impacts(sample, 14628.826, 0.2895, 256646.067, NAN)},
	    {.id = "embodied/servers",
	     .stage = "embodied",
	     .item = "servers",
	     .basis = BASIS_MODELLED,
	     .impacts = sample_impacts(sample, 7575.306, 0.1499, NAN, NAN)},
	    {.id = "embodied/GPUs",
	     .stage = "embodied",
	     .item = "GPUs",
	     .basis = BASIS_DEFAULT,
	     .impacts = sample_impacts(sample, 3636.147, 0.072, NAN, NAN)},
	    {.id = "inference/API",
	     .stage = "inference",
	     .item = "API",
	     .region = "gcp:us-central1",
	     .activity_name = "energy at the facility",
	     .activity = sample_statistics(sample, 864.249121),
	     .activity_unit = "kWh",
	     .basis = BASIS_MEASURED,
	     .phase = PHASE_USE,
	     .metered_at = METERED_COMPONENTS,
	     .import = &log,
	     .impacts = sample_impacts(sample, NAN, 0, 864.249121, 12.5)},
	    {.id = "other/heat",
	     .stage = "other",
	     .item = "heat",
	     .basis = BASIS_MODELLED,
	     .credit = true,
	     .impacts = sample_impacts(sample, -120, 0, NAN, NAN)},
	};
	struct assessment *assessment = sample->assessment;

	assessment->item_count = sizeof items / sizeof *items;
	assessment->items = arena_alloc(sample->arena, sizeof items);
	memcpy(assessment->items, items, sizeof items);
	sample_formula(sample, &assessment->items[0], &assessment->items[1]);
}

static inline void sample_sums(struct sample *sample)
{
	static struct completeness_row rows[] = {{"training", COVERED, NULL},
						 {"network", EXCLUDED, "not metered"},
						 {"other", NOT_COVERED, NULL}};
	struct assessment *assessment = sample->assessment;
	struct stage_result stages[] = {
	    {"training", sample_impacts(sample, 24692.172, 0.4886, 433196, NAN)},
	    {"idle", sample_impacts(sample, 14628.826, 0.2895, 256646.067, NAN)},
	    {"embodied", sample_impacts(sample, 11211.453, 0.2219, NAN, NAN)},
	    {"inference", sample_impacts(sample, NAN, 0, 864.249121, 12.5)},
	    {"other", sample_impacts(sample, NAN, 0, NAN, NAN)},
	};

	assessment->stage_count = sizeof stages / sizeof *stages;
	assessment->stages = arena_alloc(sample->arena, sizeof stages);
	memcpy(assessment->stages, stages, sizeof stages);
	assessment->totals = sample_impacts(sample, 50532.451, 1, 690706.316, 12.5);
	assessment->totals[0].missing = 1;
	assessment->credits = sample_impacts(sample, -120, 1, NAN, NAN);
	assessment->phases[PHASE_CREATION] =
	    sample_impacts(sample, 50532.451, 1, 689842.067, NAN);
	assessment->phases[PHASE_USE] = sample_impacts(sample, NAN, 0, 864.249121, 12.5);
	assessment->completeness = rows;
	assessment->completeness_count = sizeof rows / sizeof *rows;
	assessment->basis_share[BASIS_MODELLED] = 0.928;
	assessment->basis_share[BASIS_DEFAULT] = 0.072;
}

static inline void sample_rest(struct sample *sample)
{
	static const char *const notes[] = {
	    "the central value of 'power' lies at its upper end"};
	static const struct source source = {.id = "BLOOM-2022",
					     .title =
						 "Estimating the carbon footprint of BLOOM",
					     .authors = "Luccioni et al.",
					     .year = "2022",
					     .url = "arXiv 2211.02001",
					     .licence = "CC-BY-4.0"};
	static const struct source *sources[] = {&source};
	static struct driver drivers[] = {{.draw = "sites/jean-zay.intensity",
					   .what = "intensity of the grid",
					   .first = 0.61,
					   .first_low = 0.61,
					   .first_high = 0.61,
					   .total = 0.63,
					   .total_low = 0.63,
					   .total_high = 0.63,
					   .rank = 0.8,
					   .low = 39000,
					   .high = 67000,
					   .exact = true},
					  {.draw = "training/final run.power",
					   .first = 0.384,
					   .first_low = 0.35,
					   .first_high = 0.38,
					   .total = 0.37,
					   .total_low = 0.36,
					   .total_high = 0.39,
					   .rank = 0.6,
					   .low = 37000,
					   .high = 48000}};
	static const struct factor reach = {.id = "default/-/-/reach-energy",
					    .source = "BLOOM-2022"};
	static struct measurement measurements[] = {{.draw = "training/final run.power",
						     .what = "mean power",
						     .how = "a meter",
						     .reach = &reach,
						     .gsd = 1.02,
						     .cut = 0.031,
						     .low = 32000,
						     .high = 73000}};
	static struct driver *by_criterion[SAMPLE_CRITERIA] = {drivers};
	static size_t counts[SAMPLE_CRITERIA] = {2};
	struct assessment *assessment = sample->assessment;
	struct per_result *per = arena_alloc(sample->arena, 2 * sizeof *per);

	per[0] = (struct per_result){
	    .unit = "request",
	    .volume = 230768,
	    .volume_note = "logged",
	    .use = sample_impacts(sample, 0.001475569, 1, 0.003745, 5.4e-5),
	    .served = 1e9,
	    .creation = sample_impacts(sample, 5.0532451e-5, 1, 6.9e-4, NAN)};
	per[1] = (struct per_result){.unit = "day",
				     .volume = 18,
				     .volume_note = "18 calendar dates (UTC)",
				     .use = sample_impacts(sample, 18.9175, 1, 48.01, 0.69),
				     .served = NAN};
	assessment->per = per;
	assessment->per_count = 2;
	assessment->notes = notes;
	assessment->note_count = 1;
	assessment->sources = sources;
	assessment->source_count = 1;
	if (sample->spread > 0) {
		assessment->drivers = by_criterion;
		assessment->driver_counts = counts;
		assessment->measure_next = measurements;
		assessment->measure_count = 1;
	}
}

static inline struct sample sample_new(double spread)
{
	static struct criterion criteria[SAMPLE_CRITERIA] = {
	    {.id = "gwp", .name = "climate change, location-based", .symbol = "kgCO2e"},
	    {.id = "electricity", .name = "electricity", .symbol = "kWh"},
	    {.id = "water", .name = "water consumption", .symbol = "L"}};
	static const struct criterion *const list[] = {&criteria[0], &criteria[1],
						       &criteria[2]};
	static const struct about about = {.offsets_kg = NAN};
	struct sample sample = {.arena = arena_new(), .spread = spread};

	sample.diags = diags_new(sample.arena);
	sample.sheet = sheet_new(sample.arena, sample.diags);
	sample.assessment = arena_alloc(sample.arena, sizeof *sample.assessment);
	*sample.assessment = (struct assessment){
	    .record = {.version = "0.1.0",
		       .scenario_file = "bloom.yaml",
		       .scenario_sha256 = "0123456789abcdef",
		       .factors_version = "2026.11",
		       .factors_sha256 = "fedcba9876543210",
		       .seed = 1,
		       .samples = 200000,
		       .interval = 0.95},
	    .name = "BLOOM 176B",
	    .about = &about,
	    .criteria = list,
	    .criterion_count = SAMPLE_CRITERIA,
	    .sheet = sample.sheet,
	};
	sample_items(&sample);
	sample_sums(&sample);
	sample_rest(&sample);
	return sample;
}

static inline void sample_free(struct sample *sample)
{
	arena_free(sample->arena);
}

#endif
