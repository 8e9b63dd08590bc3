/* The energy of a log: which of it an item counts, and how sure it is. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"
#include "models/import.h"

/* A 95 % interval reaches this many standard deviations to either side. */
#define NORMAL_95 1.96

static bool same_log(const struct import *a, const struct import *b)
{
	if (!a || !b || a->file_count != b->file_count)
		return false;
	for (size_t i = 0; i < a->file_count; i++)
		if (!text_same(a->files[i].name, b->files[i].name))
			return false;
	return true;
}

/* Does another item of the scenario count the idle energy (or else the rest) of the same log?
 */
static bool counted_elsewhere(const struct build *build, const struct item *item, bool idle)
{
	const struct scenario *scenario = build->scenario;

	for (size_t i = 0; i < scenario->item_count; i++) {
		const struct item *other = &scenario->items[i];

		if (other != item && (other->stage == STAGE_IDLE) == idle &&
		    same_log(other->log, item->log))
			return true;
	}
	return false;
}

static const char *part_name(const struct import_part *part)
{
	return part->value ? part->value : "the log";
}

/* Idle and busy time of the part are two items. */
static bool is_apart(const struct build *build, const struct item *item,
		     const struct import_part *part)
{
	return part->has_idle &&
	       (item->stage == STAGE_IDLE || counted_elsewhere(build, item, true));
}

/* An idle item counts what was drawn without work, and the item that shares its log the rest.
 */
static double counted_kwh(struct build *build, const struct item *item,
			  const struct import_part *part, const char **what)
{
	bool idle = item->stage == STAGE_IDLE;

	*what = "energy";
	if (!is_apart(build, item, part))
		return part->energy_it_kwh;
	*what = idle ? "idle energy" : "dynamic energy";
	if (idle && !counted_elsewhere(build, item, false))
		diag_add(build->diags, DIAG_LOG_IDLE, item->place, item->path,
			 "give the item that did the work the same log",
			 "of %s only the %.6g kWh without work are counted, %.6g kWh are "
			 "counted nowhere",
			 part_name(part), part->idle_kwh, part->dynamic_kwh);
	return idle ? part->idle_kwh : part->dynamic_kwh;
}

struct maybe logged_host_hours(struct build *build, const struct line *line,
			       const struct import_part *part)
{
	const struct item *item = line->item;
	bool idle = item->stage == STAGE_IDLE;
	double hours;

	if (!part || !is_apart(build, item, part) || item_own(item, KEY_HOURS) ||
	    item_own(item, KEY_ACCELERATOR_HOURS))
		return line->device_hours;
	hours = idle ? part->idle_device_hours : part->device_hours - part->idle_device_hours;
	return (struct maybe){
	    true, build_logged(build, item, item->log,
			       idle ? "idle accelerator hours" : "busy accelerator hours",
			       part->value, hours, "h")};
}

/* What was bridged or filled in may be off by all of itself: about that share of the energy,
 * as a 95 % interval. */
static void widen_by_doubt(struct build *build, const struct item *item,
			   const struct import_part *part, const struct quantity *meter,
			   struct metered_energy *metered)
{
	double share = part->doubt_kwh / part->energy_it_kwh;
	struct quantity doubt = {.unit = meter->unit};

	if (!(part->doubt_kwh > 0) || !(part->energy_it_kwh > 0))
		return;
	doubt.dist = dist_lognormal(1, exp(fmin(share, 1) / NORMAL_95));
	doubt.origin = (struct origin){
	    .kind = ORIGIN_LOG,
	    .place = {.file = item->log->file},
	    .source = item->log->format,
	    .key = part->value ? arena_printf(build->arena, "%s/%s.log energy in doubt",
					      item->id, part->value)
			       : arena_printf(build->arena, "%s.log energy in doubt", item->id),
	    .note = arena_printf(build->arena, "%.3g %% of the energy was bridged or filled in",
				 100 * share),
	};
	metered->energy =
	    sheet_multiply(build->sheet, metered->energy, sheet_input(build->sheet, &doubt));
	sheet_name(build->sheet, metered->energy, "energy with what was filled in");
}

static const struct factor *find_spread(struct build *build, const struct item *item,
					const struct import_part *part)
{
	const struct quantity_rule at_least_1 = {.unit = "", .low = 1, .high = INFINITY};
	const struct factor *spread;

	if (!part->spread)
		return NULL;
	spread = factors_find(build->factors, "default", "", 0, part->spread, item->place,
			      item->path, build->diags);
	return spread && build_row_fits(build, spread, "gsd", &at_least_1) ? spread : NULL;
}

void logged_energy(struct build *build, struct line *line, const struct import_part *part,
		   bool hours_stated, struct metered_energy *metered)
{
	const struct item *item = line->item;
	const struct import *log = item->log;
	const struct factor *spread;
	struct quantity meter;
	const char *what;
	double kwh = counted_kwh(build, item, part, &what);

	metered->energy = build_logged(build, item, log, what, part->value, kwh, "kWh");
	metered->default_host = metered->metered_at == METERED_ACCELERATOR;
	metered->not_counted = log->not_counted;
	metered->part = part;
	line->basis = BASIS_MEASURED;
	if (part->device_hours > 0 && !hours_stated)
		line->device_hours =
		    (struct maybe){true, build_logged(build, item, log, "accelerator hours",
						      part->value, part->device_hours, "h")};
	spread = find_spread(build, item, part);
	if (!spread)
		return;
	meter = spread->quantity;
	meter.dist = dist_lognormal(1, dist_central(&spread->quantity.dist));
	meter.origin.kind = ORIGIN_DEFAULT;
	/* One error, which a log may be too short or too coarse to average out in part. */
	meter.origin.draw = arena_printf(build->arena, "meter/%s",
					 part->energy_key ? part->energy_key : item->id);
	meter.origin.key = arena_printf(build->arena, "%s.%s", meter.origin.draw, part->spread);
	metered->energy =
	    sheet_multiply(build->sheet, metered->energy, sheet_input(build->sheet, &meter));
	sheet_name(build->sheet, metered->energy, "energy as metered");
	widen_by_doubt(build, item, part, &meter, metered);
}
