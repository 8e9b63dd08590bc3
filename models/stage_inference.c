/* Inference: the electricity of answering requests, and of waiting for them on a line of its
 * own. */

#include "lca/base/arena.h"
#include "models/build.h"

/* The requests that were answered are those that were waited for. */
static void tie_to_answers(struct build *build, struct line *waiting)
{
	const struct item_lines *own = &build->items[waiting->item - build->scenario->items];

	for (size_t i = 0; i < own->count; i++) {
		if (own->lines[i] == waiting)
			continue;
		waiting->tied = arena_grow(build->arena, waiting->tied, waiting->tied_count,
					   sizeof *waiting->tied);
		waiting->tied[waiting->tied_count++] = own->lines[i];
	}
}

/* energy = idle power x idle hours, metered at the node unless the item says otherwise. */
static void waiting(struct build *build, const struct item *item)
{
	struct line *line = build_line(build, item, "waiting");
	struct metered_energy metered = {
	    .metered_at = item->metered_at != METERED_UNSET ? item->metered_at : METERED_NODE,
	};

	line->metered_at = metered.metered_at;
	metered.energy =
	    sheet_multiply(build->sheet, build_own(build, item, KEY_IDLE_POWER).cell,
			   build_own(build, item, KEY_IDLE_HOURS).cell);
	line_electricity(build, line, &metered);
	tie_to_answers(build, line);
}

void stage_inference(struct build *build, const struct item *item)
{
	energy_lines(build, item);
	if (item_own(item, KEY_IDLE_POWER) && item_own(item, KEY_IDLE_HOURS))
		waiting(build, item);
}
