/* The intensity of a flow by an hourly series of its grid. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"
#include "models/grid_series.h"
#include "models/reader.h"
#include "models/timestamp.h"

/* Hours of a series, each with what it weighs. */
struct joined {
	const struct grid_series *series;
	double weight, weighted; /* sums of weight and of weight x value */
	double low, high;
	size_t hours, estimated, partial;
	const struct grid_hour *first; /* of those with a value */
	int64_t from, to;
	size_t missing;
	int64_t missing_from, missing_to;
};

static void join_found(struct joined *joined, const struct grid_hour *found, double weight)
{
	if (joined->hours++ == 0) {
		joined->first = found;
		joined->low = joined->high = found->value;
		joined->from = found->hour;
	}
	joined->to = found->hour;
	joined->low = fmin(joined->low, found->value);
	joined->high = fmax(joined->high, found->value);
	joined->estimated += found->estimated;
	joined->partial += found->partial;
	joined->weight += weight;
	joined->weighted += weight * found->value;
}

static void join_hour(struct joined *joined, int64_t hour, double weight)
{
	const struct grid_hour *found = grid_series_at(joined->series, hour);

	if (found) {
		join_found(joined, found, weight);
		return;
	}
	if (joined->missing++ == 0)
		joined->missing_from = hour;
	joined->missing_to = hour;
}

/* source: docs/grid-series.md: sum over hours of energy x intensity, over the energy. A log
 * that drew nothing weighs its hours alike. */
static double join_log(struct joined *joined, const struct import_part *part)
{
	double energy = 0;

	for (size_t i = 0; i < part->hour_count; i++)
		energy += part->hours[i].energy_it_kwh;
	for (size_t i = 0; i < part->hour_count; i++) {
		double weight = energy > 0 ? part->hours[i].energy_it_kwh : 1;

		if (weight > 0)
			join_hour(joined, part->hours[i].hour, weight);
	}
	return energy;
}

static void join_period(struct joined *joined, const struct period *period)
{
	int64_t hour = timestamp_hour(period->start_s * TIMESTAMP_SECOND);
	int64_t second = TIMESTAMP_HOUR / TIMESTAMP_SECOND;

	for (; hour * second < period->end_s; hour++) {
		int64_t start = hour * second, end = start + second;

		start = start > period->start_s ? start : period->start_s;
		end = end < period->end_s ? end : period->end_s;
		join_hour(joined, hour, (double)(end - start) / (double)second);
	}
}

static const char *hour_text(struct build *build, int64_t hour)
{
	return timestamp_hour_text(build->arena, hour * TIMESTAMP_HOUR);
}

/* A flow is met in several lines, a statement in several flows: what is wrong is told once. */
static bool is_told(struct build *build, const char *text)
{
	size_t known = build->warned.count;

	return text_set_add(build->arena, &build->warned, text, strlen(text)) < known;
}

static void no_value(struct build *build, const struct flow *flow, const struct joined *joined)
{
	const struct grid_series *series = joined->series;
	const char *first = hour_text(build, series->hours[0].hour);
	const char *last = hour_text(build, series->hours[series->hour_count - 1].hour);

	if (is_told(build, arena_printf(build->arena, "grid value %s %s %s", flow->at->id,
					series->file, series->column)))
		return;
	diag_add(build->diags, DIAG_GRID_HOURS, flow->at->place, flow->at->path,
		 arena_printf(build->arena, "the series has %zu hours, %s to %s (UTC)",
			      series->hour_count, first, last),
		 "%zu of %zu hours have no value in column '%s' of '%s': %s to %s (UTC)",
		 joined->missing, joined->missing + joined->hours, series->column, series->file,
		 hour_text(build, joined->missing_from), hour_text(build, joined->missing_to));
}

static void no_hours(struct build *build, const struct flow *flow, const struct value *stated)
{
	const struct import *log = flow->at->log;

	if (is_told(build, arena_printf(build->arena, "grid hours %s", flow->at->id)))
		return;
	if (log && log->total.has_energy)
		diag_add(build->diags, DIAG_GRID_HOURS, flow->at->place, flow->at->path,
			 "write period: 2024-03-01/2024-03-31, for the mean of its hours",
			 "the log '%s' does not say in which hours its energy was drawn, which "
			 "the series of '%s' asks for",
			 log->file, stated->path);
	else
		diag_add(build->diags, DIAG_GRID_HOURS, flow->at->place, flow->at->path,
			 "write period: 2024-03-01/2024-03-31, for the mean of its hours, or "
			 "log: FILE; lca schedule finds the hours for it",
			 "nothing says when the energy was drawn, which the series of '%s' "
			 "asks for",
			 stated->path);
}

/* Hours of the log would be those of another zone. */
static bool has_zone(struct build *build, const struct flow *flow, const struct value *stated)
{
	const struct import *log = flow->at->log;

	if (!log->unzoned)
		return true;
	if (is_told(build, arena_printf(build->arena, "grid zone %s", flow->at->id)))
		return false;
	diag_add(build->diags, DIAG_GRID_ZONE, flow->at->place, flow->at->path,
		 "write timezone: UTC beside log:, if they are UTC",
		 "the times of the log '%s' do not say their zone, and the series of '%s' is "
		 "joined by hour",
		 log->file, stated->path);
	return false;
}

/* "2 hours, 2021-08-17T05 to 2021-08-17T06 (UTC), 88.5 to 107.73 gCO2e/kWh". */
static const char *hours_text(struct build *build, const struct joined *joined)
{
	double scale = unit_of("gCO2e/kWh").scale;

	return arena_printf(build->arena, "%zu hour%s, %s to %s (UTC), %.6g to %.6g gCO2e/kWh",
			    joined->hours, joined->hours == 1 ? "" : "s",
			    hour_text(build, joined->from), hour_text(build, joined->to),
			    joined->low / scale, joined->high / scale);
}

static void note_join(struct build *build, const struct flow *flow, const struct joined *joined,
		      const char *how)
{
	const struct grid_series *series = joined->series;
	const char *estimated = "", *partial = "";

	if (series->has_estimates)
		estimated =
		    arena_printf(build->arena, "; estimated hours: %zu", joined->estimated);
	if (joined->partial)
		partial =
		    arena_printf(build->arena, "; hours that lack rows: %zu", joined->partial);
	build_note(build, arena_printf(build->arena,
				       "%s%s%s: grid of '%s', column '%s' (%s): %s, %s%s%s",
				       flow->at->id, flow->part && flow->part->value ? "/" : "",
				       flow->part && flow->part->value ? flow->part->value : "",
				       series->file, series->column,
				       grid_boundary_name(series->boundary),
				       hours_text(build, joined), how, estimated, partial));
	if (series->boundary == GRID_BOUNDARY_UNKNOWN)
		build_note(
		    build,
		    arena_printf(build->arena,
				 "'%s' does not say whether column '%s' is direct or "
				 "life-cycle: it is taken as it stands (boundary: states it)",
				 series->file, series->column));
}

cell grid_with_method(struct build *build, const struct grid_series *series, cell value)
{
	const struct factor *spread =
	    factors_by_id(build->factors, "default/-/-/gsd-grid-series");
	const struct quantity_rule at_least_1 = {.unit = "", .low = 1, .high = INFINITY};
	struct quantity method;

	if (!spread || !build_row_fits(build, spread, "gsd", &at_least_1))
		return value;
	method = spread->quantity;
	method.dist = dist_lognormal(1, dist_central(&spread->quantity.dist));
	method.origin.kind = ORIGIN_DEFAULT;
	method.origin.key =
	    arena_printf(build->arena, "grid series/%s, %s", series->file, series->column);
	method.origin.draw = NULL;
	return sheet_multiply(build->sheet, value, sheet_input(build->sheet, &method));
}

static cell joined_cell(struct build *build, const struct flow *flow,
			const struct value *stated, const struct joined *joined,
			const char *how)
{
	const struct grid_series *series = joined->series;
	const char *part = flow->part ? flow->part->value : NULL;
	struct quantity quantity = {
	    .dist = dist_exact(joined->weighted / joined->weight),
	    .unit = unit_of("gCO2e/kWh"),
	    .origin = {.kind = ORIGIN_LOG,
		       .place = {.file = series->file, .line = joined->first->line}},
	};
	cell value;

	/* Two items of one name are reported; they must not share their hours. */
	if (part && build_id_owner(build, flow->at,
				   arena_printf(build->arena, "%s/%s", flow->at->id, part)))
		return CELL_BAD;
	quantity.origin.key = arena_printf(
	    build->arena, "%s%s%s.%s of %s, %s: %s", flow->at->id, part ? "/" : "",
	    part ? part : "", stated->entry->key, series->file, series->column, how);
	quantity.origin.note =
	    arena_printf(build->arena, "hourly series, column '%s' (%s), %s", series->column,
			 grid_boundary_name(series->boundary), hours_text(build, joined));
	value = sheet_input(build->sheet, &quantity);
	return sheet_name(build->sheet, grid_with_method(build, series, value),
			  "intensity of the grid");
}

/* A series of the other basis is used as it was chosen, with a warning: what lies between the
 * two is not in it. */
static void warn_basis(struct build *build, const struct value *stated)
{
	const struct grid_series *series = stated->series;
	bool direct = build->basis == FACTORS_DIRECT;

	if (build->only_checks || series->boundary == GRID_BOUNDARY_UNKNOWN ||
	    (series->boundary == GRID_DIRECT) == direct ||
	    is_told(build, arena_printf(build->arena, "grid basis %s", stated->path)))
		return;
	diag_add(build->diags, DIAG_GRID_BOUNDARY, place_of(stated), stated->path,
		 direct ? "leave --basis out, or name the column of direct emissions"
			: "write --basis direct, or name the column of life-cycle emissions",
		 "column '%s' of '%s' is %s, the rest of the report counts %s emissions of "
		 "electricity",
		 series->column, series->file, grid_boundary_name(series->boundary),
		 direct ? "direct" : "life-cycle");
}

/* What one more kWh sets off is not what was emitted for those who drew. */
static void warn_marginal(struct build *build, const struct value *stated)
{
	const struct grid_series *series = stated->series;

	if (build->only_checks || !series->marginal ||
	    is_told(build, arena_printf(build->arena, "grid marginal %s", stated->path)))
		return;
	diag_add(build->diags, DIAG_GRID_MARGINAL, place_of(stated), stated->path,
		 "name a series of average intensities, or read the figure as what moving the "
		 "load sets off",
		 "column '%s' of '%s' is marginal, what one more kWh sets off; an inventory "
		 "counts averages",
		 series->column, series->file);
}

/* The hours of a job are still to be found, and those of items that state none do not matter
 * for it. */
static bool is_open(struct build *build, const struct flow *flow)
{
	bool stated = item_value(flow->at, KEY_PERIOD) || flow->at->log || flow->at->requests;

	return build->scheduled && (!stated || text_same(flow->at->id, build->scheduled));
}

static const char *join_all(struct joined *joined)
{
	for (size_t i = 0; i < joined->series->hour_count; i++)
		join_found(joined, &joined->series->hours[i], 1);
	return "the hours of each plan are taken from it";
}

/* How the hours were weighed, NULL where there are none (reported). */
static const char *join(struct build *build, const struct flow *flow,
			const struct value *stated, struct joined *joined)
{
	const struct import_part *part = flow->part;
	bool own = item_value(flow->at, KEY_PERIOD) != NULL; /* if wrong, reported */
	struct period period = item_period(build, flow->at);
	double energy;

	if (part && part->hour_count) {
		if (!has_zone(build, flow, stated))
			return NULL;
		energy = join_log(joined, part);
		return energy < part->energy_it_kwh * (1 - 1e-6)
			   ? arena_printf(
				 build->arena,
				 "weighted by energy; %.3g %% of the energy has no hour "
				 "and is taken as the rest",
				 100 * (1 - energy / part->energy_it_kwh))
			   : "weighted by energy";
	}
	if (!period.known || (part && !own)) {
		if (!own)
			no_hours(build, flow, stated);
		return NULL;
	}
	if (!own && !has_zone(build, flow, stated))
		return NULL;
	join_period(joined, &period);
	return arena_printf(build->arena, "the mean over %s, as if drawn evenly", period.text);
}

cell grid_join(struct build *build, const struct flow *flow, const struct value *stated)
{
	struct joined joined = {.series = stated->series};
	const char *how;

	warn_basis(build, stated);
	warn_marginal(build, stated);
	how = is_open(build, flow) ? join_all(&joined) : join(build, flow, stated, &joined);
	if (!how)
		return CELL_BAD;
	if (joined.missing || !joined.hours) {
		no_value(build, flow, &joined);
		return CELL_BAD;
	}
	if (!is_open(build, flow) || text_same(flow->at->id, build->scheduled))
		note_join(build, flow, &joined, how);
	return joined_cell(build, flow, stated, &joined, how);
}
