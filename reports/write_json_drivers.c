/* What drives the range, and what to measure next, as JSON. */

#include "reports/write_json.h"

#include "models/assess.h"

static double as_it_is(double value)
{
	return value;
}

static void add_driver(struct arena *arena, struct cJSON *list, const struct driver *driver)
{
	double (*sure)(double) = driver->exact ? json_twelve_digits : as_it_is;
	struct cJSON *row = json_object(list, NULL);

	json_text(arena, row, "key", driver->draw);
	json_text(arena, row, "what", driver->what);
	json_number(arena, row, "first", sure(driver->first));
	json_number(arena, row, "first_low", sure(driver->first_low));
	json_number(arena, row, "first_high", sure(driver->first_high));
	json_number(arena, row, "total", sure(driver->total));
	json_number(arena, row, "total_low", sure(driver->total_low));
	json_number(arena, row, "total_high", sure(driver->total_high));
	json_number(arena, row, "rank", driver->rank);
	json_number(arena, row, "low", driver->low);
	json_number(arena, row, "high", driver->high);
	json_bool(row, "exact", driver->exact);
}

static void add_sensitivity(struct arena *arena, struct cJSON *root,
			    const struct assessment *assessment)
{
	struct cJSON *object = json_object(root, "sensitivity");

	for (size_t c = 0; assessment->drivers && c < assessment->criterion_count; c++) {
		struct cJSON *list;

		if (!assessment->drivers[c])
			continue;
		list = json_array(object, assessment->criteria[c]->id);
		for (size_t i = 0; i < assessment->driver_counts[c]; i++)
			add_driver(arena, list, &assessment->drivers[c][i]);
	}
}

static void add_measurements(struct arena *arena, struct cJSON *root,
			     const struct assessment *assessment)
{
	struct cJSON *list = json_array(root, "measure_next");

	for (size_t i = 0; i < assessment->measure_count; i++) {
		const struct measurement *measurement = &assessment->measure_next[i];
		struct cJSON *row = json_object(list, NULL);

		json_text(arena, row, "key", measurement->draw);
		json_text(arena, row, "what", measurement->what);
		json_text(arena, row, "criterion", assessment->criteria[0]->id);
		json_text(arena, row, "how", measurement->how);
		json_number(arena, row, "gsd", measurement->gsd);
		json_text(arena, row, "factor", measurement->reach->id);
		json_text(arena, row, "source", measurement->reach->citation);
		json_number(arena, row, "cut", measurement->cut);
		json_number(arena, row, "low", measurement->low);
		json_number(arena, row, "high", measurement->high);
	}
}

static void add_unmeasured(struct arena *arena, struct cJSON *root,
			   const struct assessment *assessment)
{
	struct cJSON *list = json_array(root, "not_offered");

	for (size_t i = 0; i < assessment->unmeasured_count; i++) {
		struct cJSON *row = json_object(list, NULL);

		json_text(arena, row, "key", assessment->unmeasured[i].draw);
		json_text(arena, row, "criterion", assessment->criteria[0]->id);
		json_number(arena, row, "total", assessment->unmeasured[i].total);
		json_text(arena, row, "why", assessment->unmeasured[i].why);
	}
}

void json_drivers(struct arena *arena, struct cJSON *root, const struct assessment *assessment)
{
	add_sensitivity(arena, root, assessment);
	add_measurements(arena, root, assessment);
	add_unmeasured(arena, root, assessment);
}
