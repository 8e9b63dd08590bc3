/* Values of the audit in JSON, each in a base unit; what was recomputed. */

#include <cJSON.h>
#include <math.h>

#include "lca/base/arena.h"
#include "reports/view_audit.h"
#include "reports/write_json.h"
#include "reports/write_json_audit.h"

struct unit audit_json_unit(struct audit_json *to, const struct unit *unit)
{
	for (size_t i = 0; i < to->unit_count; i++)
		if (dimensions_equal(to->units[i].dimensions, unit->dimensions))
			return to->units[i];
	to->units = arena_grow(to->whole, to->units, to->unit_count, sizeof *to->units);
	to->units[to->unit_count] = audit_base_unit(to->whole, unit);
	return to->units[to->unit_count++];
}

void audit_json_ends(struct audit_json *to, struct cJSON *object, struct interval interval,
		     const struct unit *unit)
{
	bool empty = interval_is_empty(interval);

	json_number(to->arena, object, "low",
		    empty ? NAN : json_twelve_digits(interval.low / unit->scale));
	json_number(to->arena, object, "high",
		    empty ? NAN : json_twelve_digits(interval.high / unit->scale));
}

void audit_json_value(struct audit_json *to, struct cJSON *object, double value,
		      struct interval exact, struct interval loose, const struct unit *in)
{
	const struct unit unit = audit_json_unit(to, in);

	json_number(to->arena, object, "value", json_twelve_digits(value / unit.scale));
	audit_json_ends(to, object, exact, &unit);
	audit_json_ends(to, json_object(object, "loose"), loose, &unit);
	json_text(to->arena, object, "unit", unit.text);
}

/* One that rests on a bound has ends and no value. */
double audit_json_middle(const struct audit_check *check)
{
	return audit_has_middle(check) ? check->value : NAN;
}

/* "accelerator-hours": as figures are named. */
static const char *recomputed_key(struct arena *arena, const char *id)
{
	char *key = arena_text(arena, id);

	for (char *at = key; *at; at++)
		if (*at == '-')
			*at = '_';
	return key;
}

/* Emissions over energy where no PUE is stated: it is in there. */
static void add_intensity(struct audit_json *to, struct cJSON *parent,
			  const struct audited *audited)
{
	const struct audit_implied *both = audit_implied_of(audited, "intensity-times-pue");
	struct cJSON *part;

	if (!both || cJSON_HasObjectItem(parent, "intensity"))
		return;
	part = json_object(parent, "intensity");
	audit_json_value(to, part, both->value, both->exact, both->loose, &both->unit);
	json_text(to->arena, part, "holds", "pue");
}

/* What follows for each figure: of the first check that gives it and is not set aside, else
 * what is implied. */
void audit_json_recomputed(struct audit_json *to, struct cJSON *object,
			   const struct audited *audited)
{
	struct cJSON *parent = json_object(object, "recomputed");

	for (size_t f = 0; f < CLAIM_FIGURES; f++) {
		const char *key = claim_figure_key((enum claim_figure)f);
		const struct audit_check *check = audit_check_of(audited, (enum claim_figure)f);
		const struct audit_implied *implied = audit_implied_of(audited, key);

		if (check)
			audit_json_value(to, json_object(parent, key), audit_json_middle(check),
					 check->exact, check->loose, &check->unit);
		else if (implied)
			audit_json_value(to, json_object(parent, key), implied->value,
					 implied->exact, implied->loose, &implied->unit);
	}
	for (size_t i = 0; i < audited->implied_count; i++) {
		const struct audit_implied *implied = &audited->implied[i];
		const char *key = recomputed_key(to->arena, implied->id);

		if (!cJSON_HasObjectItem(parent, key))
			audit_json_value(to, json_object(parent, key), implied->value,
					 implied->exact, implied->loose, &implied->unit);
	}
	add_intensity(to, parent, audited);
}
