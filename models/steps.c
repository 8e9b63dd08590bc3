/* What the look-ups of electricity found on their way, told together. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"

void steps_note(struct build *build, const struct region *region, int year,
		const char *criterion, const char *steps)
{
	struct step *step = build->steps;

	for (size_t i = 0; i < build->step_count; i++, step++) {
		if (step->region != region || step->year != year ||
		    !text_same(step->steps, steps))
			continue;
		if (!step->told)
			step->criteria =
			    arena_printf(build->arena, "%s, %s", step->criteria, criterion);
		return;
	}
	build->steps =
	    arena_grow(build->arena, build->steps, build->step_count, sizeof *build->steps);
	build->steps[build->step_count++] =
	    (struct step){region, year, steps, criterion, false};
}

void steps_tell(struct build *build, const struct flow *flow)
{
	for (size_t i = 0; i < build->step_count; i++) {
		struct step *step = &build->steps[i];

		if (step->told)
			continue;
		step->told = true;
		diag_add(build->diags, DIAG_FACTOR_STEP, flow->at->place, flow->at->path,
			 "state the value, or add it with --factors",
			 "electricity of %s (%s): %s", step->region ? step->region->code : "-",
			 step->criteria, step->steps);
	}
	for (; build->aside_told < diags_count(build->aside); build->aside_told++) {
		const struct diag *diag = diags_at(build->aside, build->aside_told);

		if (diag->code != DIAG_FACTOR_STEP)
			diag_add(build->diags, diag->code, diag->place, diag->path, diag->hint,
				 "%s", diag->message);
	}
}
