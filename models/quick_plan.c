/* What lca quick adds to what was typed. */

#include "models/quick_plan.h"

#include <string.h>

#include "factors/catalog.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"
#include "models/quick.h"
#include "models/small_model.h"

struct adding {
	struct arena *arena;
	struct factors *factors;
	struct place place;
	struct diags *diags;
	struct quick_plan *plan;
};

/* "{pert: [1.15, 1.5, 2.0], source: ...}" of a row whose spread is "pert 1.15 1.5 2.0". */
static const char *row_in_yaml(struct arena *arena, const struct factor *row)
{
	const char *spread = row->spread_text, *at;
	struct buffer line = {0};
	const char *text;

	at = spread ? strchr(spread, ' ') : NULL;
	if (!at || *spread < 'a' || *spread > 'z' || text_starts(spread, "x/"))
		return arena_printf(arena, "%s%s%s", row->value_text, spread ? " " : "",
				    spread ? spread : "");
	buffer_printf(&line, "{%.*s: [", (int)(at - spread), spread);
	while (*at) {
		size_t length;

		at += strspn(at, " ");
		length = strcspn(at, " ");
		buffer_add(&line, at, length);
		at += length;
		if (*at)
			buffer_text(&line, ", ");
	}
	buffer_printf(&line, "], source: %s}",
		      tree_quoted(arena, arena_printf(arena, "%s, %s", row->id, row->source)));
	text = arena_text(arena, line.text);
	buffer_free(&line);
	return text;
}

static bool is_processor(const struct quick_plan *plan)
{
	return text_same(plan->accelerator->kind, "cpu");
}

/* A computer by a desk waits for nobody, and no server stands around its card. */
static bool is_office(const struct quick_plan *plan)
{
	return text_same(plan->texts[QUICK_KIND], "office");
}

/* A stated power is that of the accelerators alone: the server around them is counted as it is
 * beside a rated power, so that stating a power leaves nothing out. */
static void add_host(struct adding *adding)
{
	struct quick_plan *plan = adding->plan;
	const struct factor *row =
	    factors_by_id(adding->factors, is_processor(plan) ? "default/-/-/host-factor-cpu"
							      : "default/-/-/host-factor");

	plan->host_default = row ? row_in_yaml(adding->arena, row) : "1.4";
	plan->host_factor = plan->texts[QUICK_HOST_FACTOR];
	if (plan->host_factor || !plan->texts[QUICK_POWER] || !row)
		return;
	plan->host_factor = plan->host_default;
	plan->host_factor_row = row->id;
}

static void add_machines(struct adding *adding)
{
	struct quick_plan *plan = adding->plan;
	const char *slug = plan->accelerator->slug;
	const struct thing_entry *holder = catalog_holder(adding->factors, slug);
	const struct factor *share = factors_find(adding->factors, slug, "", 0, "host-share",
						  adding->place, NULL, adding->diags);
	const struct factor *usual =
	    factors_by_id(adding->factors, "default/-/-/accelerators-per-server");

	if (share || !text_same(plan->accelerator->kind, "accelerator"))
		return;
	if (is_office(plan)) {
		plan->machine = QUICK_DESKTOP;
		plan->per_machine = "1";
		plan->per_machine_source = "of a computer";
	} else if (holder) {
		plan->machine = QUICK_SERVER;
		plan->per_machine =
		    arena_copy(adding->arena, holder->contains, strcspn(holder->contains, " "));
		plan->per_machine_source =
		    arena_printf(adding->arena, "of a server: as in %s", holder->slug);
	} else if (usual) {
		plan->machine = QUICK_SERVER;
		plan->may_be_office = !plan->texts[QUICK_KIND] && plan->region &&
				      !text_same(plan->region->kind, "cloud") &&
				      plan->count <= dist_central(&usual->quantity.dist);
		plan->per_machine = usual->value_text;
		plan->per_machine_source = arena_printf(adding->arena, "of a server: %s, %s",
							usual->id, usual->source);
	}
}

/* What runs of small models reached takes a search of its own: only where it is told. */
static void add_small_model(struct adding *adding)
{
	const struct factor *below = factors_by_id(adding->factors, "default/-/-/small-model");

	if (below && adding->plan->parameters < dist_central(&below->quantity.dist))
		adding->plan->small_model = small_model_note(adding->arena, adding->factors,
							     adding->plan->parameters, "--mfu");
}

void quick_complete(struct arena *arena, struct factors *factors, struct place place,
		    struct diags *diags, struct quick_plan *plan)
{
	struct adding adding = {arena, factors, place, diags, plan};

	add_host(&adding);
	plan->waits = plan->texts[QUICK_IDLE] || !is_office(plan);
	add_machines(&adding);
	if (plan->way == QUICK_BY_SIZE && !plan->texts[QUICK_MFU])
		add_small_model(&adding);
	if (!plan->texts[QUICK_EXPERIMENTS])
		plan->experiments = factors_by_id(factors, "default/-/-/experiments-ratio");
}
