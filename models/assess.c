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

bool assess_check(struct arena *arena, const struct scenario *scenario, struct factors *factors,
		  struct diags *diags)
{
	struct per_cells *per;
	struct build *build = build_scenario(arena, scenario, factors, NULL, diags);

	per_build(build, &per);
	return !diags_has_error(diags);
}

struct assessment *assess(struct arena *arena, const struct scenario *scenario,
			  struct factors *factors, const struct assess_options *options,
			  struct diags *diags)
{
	struct build *build = build_scenario(arena, scenario, factors, options, diags);
	struct freeze freeze = {.build = build, .options = options};

	freeze.per_count = per_build(build, &freeze.per);
	if (diags_has_error(diags))
		return NULL;
	freeze_plan(&freeze);
	run_sheet(build->sheet, freeze.outputs, freeze.output_count, &options->run,
		  freeze.statistics);
	return freeze_result(&freeze);
}
