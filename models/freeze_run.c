/* Runs the sheet of a plan: with the samples asked for, or with as many as the totals need. */

#include <math.h>

#include "lca/base/arena.h"
#include "models/freeze.h"

/* Indices of the outputs that are totals. */
static size_t find_totals(const struct freeze *freeze, size_t *totals)
{
	const struct assessment *result = freeze->result;
	size_t count = 0;

	for (size_t i = 0; i < freeze->output_count; i++)
		for (size_t c = 0; c < result->criterion_count; c++)
			if (freeze->targets[i].to == &result->totals[c].statistics)
				totals[count++] = i;
	return count;
}

static const char *criterion_of(const struct freeze *freeze, size_t output)
{
	const struct assessment *result = freeze->result;
	size_t c = 0;

	while (freeze->targets[output].to != &result->totals[c].statistics)
		c++;
	return result->criteria[c]->id;
}

/* What was foretold, to two digits. */
static const char *about(struct arena *arena, double samples)
{
	double step = pow(10, floor(log10(samples)) - 1);

	return samples > UINT32_MAX ? "more samples than can be drawn are needed"
				    : arena_printf(arena, "about %.0f samples would do",
						   round(samples / step) * step);
}

/* Two digits, or a whole number. */
static const char *percent(struct arena *arena, double part)
{
	return part < 0.995 ? arena_printf(arena, "%.2g", 100 * part)
			    : arena_printf(arena, "%.0f", 100 * part);
}

static void warn_not_met(struct freeze *freeze, const struct adapt_result *result)
{
	const struct build *build = freeze->build;
	double u = freeze->statistics[result->output].sd;

	diag_add(
	    build->diags, DIAG_TOLERANCE_NOT_MET, (struct place){.file = build->scenario->file},
	    NULL,
	    result->needed > UINT32_MAX ? "ask for less" : "raise --samples, or ask for less",
	    "%llu samples do not give the totals as exactly as asked for: twice the "
	    "standard error of the %s of %s is %s %% of u, where %s %% are wanted; %s",
	    (unsigned long long)freeze->result->record.samples, result->figure,
	    criterion_of(freeze, result->output), percent(build->arena, result->reached / u),
	    percent(build->arena, result->allowed / u), about(build->arena, result->needed));
}

void freeze_run(struct freeze *freeze)
{
	const struct assess_options *options = freeze->options;
	size_t *totals =
	    arena_alloc(freeze->build->arena, (freeze->output_count + 1) * sizeof *totals);
	struct adapt_result result;

	if (!adapt_is_asked(&options->goal)) {
		run_sheet(freeze->build->sheet, freeze->outputs, freeze->output_count,
			  &options->run, freeze->statistics);
		return;
	}
	result = run_until(freeze->build->sheet, freeze->outputs, freeze->output_count, totals,
			   find_totals(freeze, totals), &options->run, &options->goal,
			   freeze->statistics);
	freeze->result->record.samples = result.samples;
	if (!result.met)
		warn_not_met(freeze, &result);
}

void freeze_shortest(struct freeze *freeze)
{
	struct assessment *result = freeze->result;
	struct run_options run = freeze->options->run;
	struct shortest *shortest =
	    arena_alloc(freeze->build->arena, (result->criterion_count + 1) * sizeof *shortest);

	run.samples = result->record.samples;
	run.progress = NULL;
	for (size_t c = 0; c < result->criterion_count; c++) {
		double scale = result->criteria[c]->unit.scale;

		if (result->totals[c].status != IMPACT_COUNTED)
			continue;
		run_shortest(freeze->build->sheet, &result->totals[c].cell, 1, &run,
			     &shortest[c]);
		shortest[c].low /= scale;
		shortest[c].high /= scale;
		shortest[c].error_low /= scale;
		shortest[c].error_high /= scale;
	}
	result->shortest = shortest;
}
