/* The energy of the job as a cell, and what it emits in the hours of each plan. */

#include <math.h>

#include "lca/base/arena.h"
#include "models/reader.h"
#include "models/schedule_parts.h"

const char *schedule_kind_name(enum schedule_kind kind)
{
	static const char *const names[] = {"at once", "best start", "best with pauses",
					    "mean of all starts", "worst start"};

	return names[kind];
}

/* source: docs/method.md, section 2: what is drawn at the facility is L / (1 - L) less than
 * what is generated for it; a stated intensity has losses where they are stated too. */
static cell with_losses(struct scheduler *s, const struct flow *flow, cell energy)
{
	struct build *build = s->freeze->build;
	const struct value *losses = flow_value(flow, KEY_LOSSES);
	cell kept;

	if (!losses || value_is_zero(losses))
		return energy;
	s->result->has_losses = true;
	kept = sheet_subtract(build->sheet, sheet_constant(build->sheet, 1),
			      build_value(build, losses));
	return sheet_divide(build->sheet, energy, kept);
}

static bool check_flow(struct scheduler *s, const struct line *line, const struct flow *flow)
{
	const struct value *intensity = flow_value(flow, KEY_INTENSITY);

	if (intensity && intensity->series == s->stated->series && !line_is_credit(line))
		return true;
	diag_add(
	    s->diags, DIAG_NO_SERIES, line->item->place, line->item->path,
	    "schedule an item that is drawn at one site",
	    line_is_credit(line)
		? "'%s' is a credit, which has no hours to choose"
		: "'%s' is a part of the job that is drawn at another site than its series",
	    line->id);
	return false;
}

static void add_follower(struct scheduler *s, const struct line *line)
{
	struct schedule *result = s->result;
	const char **ids = (const char **)result->followers;

	if (line->item == s->job)
		return;
	ids = arena_grow(s->arena, (void *)ids, result->follower_count, sizeof *ids);
	ids[result->follower_count++] = line->id;
	result->followers = ids;
}

/* Power of all that is reserved, from the node to the power stations. */
static cell idle_power(struct scheduler *s, const struct line *line, const struct flow *flow)
{
	struct build *build = s->freeze->build;
	const struct value *stated = item_own(s->job, KEY_IDLE_POWER);
	cell power;

	if (!s->request->pauses || (!stated && !s->request->idle))
		return CELL_BAD;
	power = s->request->idle ? sheet_input(build->sheet, s->request->idle)
				 : build_value(build, stated);
	power = line_allocated(build, line, power);
	if (item_metered_at(s->job) != METERED_FACILITY)
		power = sheet_multiply(build->sheet, power, site_pue(build, flow));
	return with_losses(s, flow, power);
}

/* The search weighs waiting against running by the central values. */
static void weigh_idle(struct scheduler *s)
{
	const struct sheet *sheet = s->freeze->build->sheet;
	double *values = arena_alloc(s->arena, sheet_size(sheet) * sizeof *values), energy;

	if (cell_is_bad(s->idle))
		return;
	sheet_central(sheet, values);
	energy = values[s->energy.index];
	s->result->idle_counted = true;
	if (energy > 0)
		s->search.idle = values[s->idle.index] * s->result->length / energy;
}

bool schedule_energy(struct scheduler *s)
{
	struct build *build = s->freeze->build;
	bool any = false;

	s->idle = CELL_BAD;
	s->result->repeats = item_own(s->job, KEY_REPEAT) != NULL;
	sheet_at(build->sheet, s->job->place, s->job->path);
	for (size_t i = 0; i < build->line_count; i++) {
		const struct line *line = build->lines[i];
		bool follows = false;

		for (size_t k = 0; k < line->flow_count; k++) {
			const struct flow *flow = &line->flows[k];
			cell energy;

			if (flow->at != s->job)
				continue;
			if (!check_flow(s, line, flow))
				return false;
			energy = with_losses(s, flow, flow->facility);
			if (line->item == s->job && cell_is_bad(s->idle))
				s->idle = idle_power(s, line, flow);
			s->energy = any ? sheet_add(build->sheet, s->energy, energy) : energy;
			any = true;
			follows = true;
		}
		if (follows)
			add_follower(s, line);
	}
	if (any && !diags_has_error(s->diags)) {
		weigh_idle(s);
		return true;
	}
	if (!any)
		diag_add(s->diags, DIAG_NO_SERIES, s->job->place, s->job->path, NULL,
			 "'%s' draws no electricity", s->job->id);
	return false;
}

static cell exact_input(struct scheduler *s, const char *key, double value, const char *unit)
{
	const struct grid_series *series = s->result->series;
	struct quantity quantity = {
	    .dist = dist_exact(value),
	    .unit = unit_of(unit),
	    .origin = {.kind = ORIGIN_LOG, .place = {.file = series->file}, .key = key},
	};

	return sheet_input(s->freeze->build->sheet, &quantity);
}

/* Waiting is told by the sum of its hours' intensities, each for an hour. */
static cell impact_by(struct scheduler *s, const struct grid_series *series, const char *name,
		      double run, double waits)
{
	struct build *build = s->freeze->build;
	const char *key = arena_printf(s->arena, "schedule/%s.intensity", name);
	cell intensity =
	    grid_with_method(build, series, exact_input(s, key, run, "kgCO2e/kWh"));
	cell impact = sheet_multiply(build->sheet, s->energy, intensity);

	if (!s->result->idle_counted || !(waits > 0))
		return impact;
	key = arena_printf(s->arena, "schedule/%s.waiting", name);
	intensity = grid_with_method(build, series, exact_input(s, key, waits, "kgCO2e*h/kWh"));
	return sheet_add(build->sheet, impact,
			 sheet_multiply(build->sheet, s->idle, intensity));
}

cell schedule_impact(struct scheduler *s, const char *name, double run, double waits)
{
	return impact_by(s, s->result->series, name, run, waits);
}

void schedule_output(struct scheduler *s, cell c, struct statistics *to)
{
	freeze_output(s->freeze, c, to, 1);
}

/* The part of an hour of the plan that is run. */
static double part_of(const struct scheduler *s, const struct search_plan *plan, size_t i)
{
	return i + 1 < plan->count ? 1 : s->result->length - (double)(plan->count - 1);
}

struct schedule_stretch *schedule_stretches(struct scheduler *s, const double *values,
					    const struct search_plan *plan, size_t *count)
{
	struct schedule_stretch *stretches = NULL, *stretch = NULL;

	*count = 0;
	for (size_t i = 0; i < plan->count; i++) {
		double part = part_of(s, plan, i);

		if (i == 0 || plan->hours[i] != plan->hours[i - 1] + 1) {
			stretches = arena_grow(s->arena, stretches, *count, sizeof *stretches);
			stretch = &stretches[(*count)++];
			*stretch = (struct schedule_stretch){.first = s->result->from +
								      (int64_t)plan->hours[i]};
		}
		/* The mean so far, moved by the hour's part. */
		stretch->hours += part;
		stretch->intensity +=
		    (values[plan->hours[i]] - stretch->intensity) * part / stretch->hours;
	}
	if (*count == 1)
		stretch->intensity = plan->mean;
	return stretches;
}

static void count_marks(struct scheduler *s, const struct search_plan *found,
			struct schedule_plan *plan)
{
	for (size_t i = 0; i < found->count; i++) {
		int64_t hour = s->result->from + (int64_t)found->hours[i];
		const struct grid_hour *at = grid_series_at(s->result->series, hour);

		plan->estimated += at->estimated;
		plan->partial += at->partial;
	}
}

static void fill_plan(struct scheduler *s, enum schedule_kind kind)
{
	const struct search_plan *found = &s->found[kind];
	struct schedule_plan *plan = &s->result->plans[kind];
	size_t last;

	if (!found->hours)
		return;
	last = found->count - 1;
	plan->known = true;
	plan->start = s->result->from + (int64_t)found->hours[0];
	plan->elapsed =
	    (double)(found->hours[last] - found->hours[0]) + part_of(s, found, last);
	plan->intensity = found->mean;
	plan->waiting = (double)found->idle_count;
	plan->stretches = schedule_stretches(s, s->values, found, &plan->stretch_count);
	count_marks(s, found, plan);
	s->impacts[kind] =
	    schedule_impact(s, schedule_kind_name(kind), plan->intensity, found->idle);
}

/* Of all starts there is no plan, but a mean. */
static void fill_mean(struct scheduler *s, double mean)
{
	struct schedule_plan *plan = &s->result->plans[SCHEDULE_MEAN];

	if (s->result->starts == 0)
		return;
	plan->known = true;
	plan->intensity = mean;
	s->impacts[SCHEDULE_MEAN] = schedule_impact(s, "mean", mean, 0);
}

static size_t worst_start(const double *means, size_t count)
{
	size_t worst = count;

	for (size_t i = 0; i < count; i++)
		if (!isnan(means[i]) && (worst == count || means[i] > means[worst]))
			worst = i;
	return worst;
}

static void find_plans(struct scheduler *s, const struct search *search, const double *means)
{
	size_t worst = worst_start(means, s->count);

	s->found[SCHEDULE_AT_ONCE] = search_from(search, 0);
	s->found[SCHEDULE_BEST] = search_window(search);
	if (worst < s->count)
		s->found[SCHEDULE_WORST] = search_from(search, worst);
	if (s->search.pauses)
		s->found[SCHEDULE_PAUSED] = search_best(search);
	for (size_t kind = 0; kind < SCHEDULE_KINDS; kind++)
		fill_plan(s, (enum schedule_kind)kind);
}

/* The mean of the market's series over the hours of a plan; NaN where it lacks one. */
static void fill_market(struct scheduler *s, enum schedule_kind kind,
			const struct search *market)
{
	struct schedule_plan *plan = &s->result->plans[kind];
	struct search_plan found;

	if (!s->found[kind].hours)
		return;
	found = search_apply(market, &s->found[kind]);
	if (!found.hours)
		return;
	plan->has_market = true;
	schedule_output(
	    s,
	    impact_by(s, s->result->market,
		      arena_printf(s->arena, "market, %s", schedule_kind_name(kind)),
		      found.mean, found.idle),
	    &plan->market);
}

static void output_plans(struct scheduler *s)
{
	struct sheet *sheet = s->freeze->build->sheet;
	struct schedule_plan *plans = s->result->plans;

	for (size_t kind = 0; kind < SCHEDULE_KINDS; kind++) {
		if (!plans[kind].known)
			continue;
		schedule_output(s, s->impacts[kind], &plans[kind].impact);
		if (plans[SCHEDULE_AT_ONCE].known)
			schedule_output(s,
					sheet_subtract(sheet, s->impacts[SCHEDULE_AT_ONCE],
						       s->impacts[kind]),
					&plans[kind].saving);
		if (plans[SCHEDULE_MEAN].known)
			schedule_output(
			    s,
			    sheet_subtract(sheet, s->impacts[SCHEDULE_MEAN], s->impacts[kind]),
			    &plans[kind].than_mean);
	}
}

void schedule_plans(struct scheduler *s)
{
	struct schedule *result = s->result;
	struct search *search = search_new(s->arena, s->values, s->count, &s->search);
	double *means = arena_alloc(s->arena, (s->count + 1) * sizeof *means), mean = NAN;

	result->starts = search_starts(search, means, &mean);
	result->gap_starts =
	    (size_t)floor(result->horizon - result->length) + 1 - result->starts;
	find_plans(s, search, means);
	fill_mean(s, mean);
	output_plans(s);
	schedule_days(s, means);
	schedule_output(s, s->energy, &result->energy);
	if (result->idle_counted)
		schedule_output(s, s->idle, &result->idle);
	if (result->market) {
		const double *values =
		    schedule_values(s->arena, result->market, result->from, s->count);
		struct search *market = search_new(s->arena, values, s->count, &s->search);

		for (size_t kind = 0; kind < SCHEDULE_KINDS; kind++)
			fill_market(s, (enum schedule_kind)kind, market);
	}
}
