/* An impact as JSON: statistics, their standard errors, what is known without sampling, shares.
 */

#include <cJSON.h>
#include <math.h>

#include "models/assess.h"
#include "reports/write_json.h"

/* Central to high; null everywhere where nothing is counted. */
void json_statistics(struct arena *arena, struct cJSON *object, const struct statistics *s)
{
	static const char *const names[] = {"central", "mean", "sd", "median", "low", "high"};
	const double values[] = {s ? s->central : NAN, s ? s->mean : NAN, s ? s->sd : NAN,
				 s ? s->median : NAN,  s ? s->low : NAN,  s ? s->high : NAN};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		json_number(arena, object, names[i], values[i]);
}

/* Standard errors of the statistics by sampling; null where they have none. */
static void add_errors(struct arena *arena, struct cJSON *object, const struct statistics *s)
{
	struct cJSON *error;

	if (!s || !s->finite) {
		json_null(object, "error");
		return;
	}
	error = json_object(object, "error");
	json_number(arena, error, "mean", s->error.mean);
	json_number(arena, error, "sd", s->error.sd);
	json_number(arena, error, "median", s->error.median);
	json_number(arena, error, "low", s->error.low);
	json_number(arena, error, "high", s->error.high);
}

/* Mean and sd without sampling; null where the formula does not allow it. */
static void add_exact(struct arena *arena, struct cJSON *object, const struct exact *known)
{
	struct cJSON *exact;

	if (!known || !known->known) {
		json_null(object, "exact");
		return;
	}
	exact = json_object(object, "exact");
	json_number(arena, exact, "mean", json_twelve_digits(known->mean));
	json_number(arena, exact, "sd", json_twelve_digits(known->sd));
}

struct cJSON *json_impact(struct arena *arena, struct cJSON *parent, const char *key,
			  const struct impact *impact, double share)
{
	bool counted = impact->status == IMPACT_COUNTED;
	struct cJSON *object = json_object(parent, key);

	json_statistics(arena, object, counted ? &impact->statistics : NULL);
	add_errors(arena, object, counted ? &impact->statistics : NULL);
	add_exact(arena, object, counted ? &impact->exact : NULL);
	json_number(arena, object, "share", counted ? share : NAN);
	if (impact->share_range.finite) {
		json_number(arena, object, "share_low", impact->share_range.low);
		json_number(arena, object, "share_high", impact->share_range.high);
	}
	json_text(arena, object, "status", impact_status_name(impact->status));
	if (impact->status == IMPACT_MISSING)
		json_text(arena, object, "reason", impact->reason);
	return object;
}
