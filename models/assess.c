/* The assessment: a scenario is compiled into a sheet, the sheet is run, the result is frozen.
 * Read assess() first. */

#include "models/assess.h"

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"
#include "models/freeze.h"

const char *basis_name(enum basis basis)
{
	static const char *const names[] = {"measured", "modelled", "default"};

	return names[basis];
}

const char *impact_status_name(enum impact_status status)
{
	static const char *const names[] = {"counted", "missing", "none"};

	return names[status];
}

const char *phase_name(enum phase phase)
{
	static const char *const names[] = {"creation", "use"};

	return names[phase];
}

const char *completeness_name(enum completeness status)
{
	static const char *const names[] = {"covered", "excluded", "not covered"};

	return names[status];
}

size_t assessment_criterion(const struct assessment *assessment, const char *id)
{
	size_t c = 0;

	while (c < assessment->criterion_count && !text_same(assessment->criteria[c]->id, id))
		c++;
	return c;
}

size_t assessment_gwp(const struct assessment *assessment)
{
	return assessment_criterion(assessment, "gwp");
}

static void tell_left_out(const struct build *build, struct text_set *left_out)
{
	for (size_t i = 0; i < build->line_count; i++) {
		const struct line *line = build->lines[i];

		for (size_t j = 0; j < line->not_counted_count; j++) {
			const char *text = arena_printf(build->arena, "%s: %s", line->id,
							line->not_counted[j]);

			text_set_add(build->arena, left_out, text, strlen(text));
		}
	}
}

bool assess_check(struct arena *arena, const struct scenario *scenario, struct factors *factors,
		  struct diags *diags, struct text_set *left_out)
{
	struct per_cells *per;
	struct build *build = build_scenario(arena, scenario, factors, NULL, diags);

	per_build(build, &per);
	correlations_build(build);
	if (left_out)
		tell_left_out(build, left_out);
	return !diags_has_error(diags);
}

/* An interval has ends of its own where at least one sample lies beyond each. */
static void check_samples(const struct assess_options *options, const struct scenario *scenario,
			  struct diags *diags)
{
	double beyond = (double)options->run.samples * (1 - options->run.interval) / 2;

	if (beyond >= 1)
		return;
	diag_add(diags, DIAG_FEW_SAMPLES, (struct place){.file = scenario->file}, NULL,
		 "raise --samples, or lower --interval",
		 "%llu samples are too few for intervals of %.13g %%: their ends are the least "
		 "and the greatest sample",
		 (unsigned long long)options->run.samples, 100 * options->run.interval);
}

struct freeze *assess_compile(struct arena *arena, const struct scenario *scenario,
			      struct factors *factors, const struct assess_options *options,
			      struct diags *diags)
{
	struct freeze *freeze = arena_alloc(arena, sizeof *freeze);

	freeze->options = options;
	freeze->build = build_scenario(arena, scenario, factors, options, diags);
	freeze->per_count = per_build(freeze->build, &freeze->per);
	correlations_build(freeze->build);
	if (diags_has_error(diags))
		return NULL;
	check_samples(options, scenario, diags);
	freeze_plan(freeze);
	/* Sums may find what no single formula does. */
	return diags_has_error(diags) ? NULL : freeze;
}

struct assessment *assess(struct arena *arena, const struct scenario *scenario,
			  struct factors *factors, const struct assess_options *options,
			  struct diags *diags)
{
	struct assess_options settled = *options;
	struct freeze *freeze = assess_compile(arena, scenario, factors, &settled, diags);

	if (!freeze)
		return NULL;
	freeze_run(freeze);
	/* What follows is as if the samples drawn had been asked for. */
	settled.run.samples = freeze->result->record.samples;
	return freeze_result(freeze);
}
