/* The inputs that a total rests on, and what each is in its formula. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "reports/method_parts.h"
#include "reports/number.h"

struct collecting {
	struct method *method;
	const struct item_result *item;
	size_t *at; /* [sheet_size]: 1 + where an input stands, 0: it is new */
};

static void collect(void *context, cell input)
{
	const struct collecting *collecting = context;
	struct method *method = collecting->method;
	size_t *at = &collecting->at[input.index];

	if (*at) {
		method->inputs[*at - 1].item_count++;
		return;
	}
	method->inputs = arena_grow(method->arena, method->inputs, method->input_count,
				    sizeof *method->inputs);
	method->inputs[method->input_count++] = (struct method_input){
	    sheet_view(method->assessment->sheet, input).quantity, collecting->item, 1};
	*at = method->input_count;
}

void method_collect(struct method *method)
{
	const struct assessment *assessment = method->assessment;
	size_t *at;

	if (!assessment->sheet || method->gwp == assessment->criterion_count)
		return;
	at = arena_alloc(method->arena, sheet_size(assessment->sheet) * sizeof *at);
	memset(at, 0, sheet_size(assessment->sheet) * sizeof *at);
	for (size_t i = 0; i < assessment->item_count; i++) {
		const struct item_result *item = &assessment->items[i];
		struct collecting collecting = {method, item, at};

		if (!item->credit && item->impacts[method->gwp].status == IMPACT_COUNTED)
			sheet_inputs(assessment->sheet, item->impacts[method->gwp].cell,
				     collect, &collecting);
	}
}

static const char *last_word(const struct quantity *quantity)
{
	const char *dot = quantity->origin.key ? strrchr(quantity->origin.key, '.') : NULL;

	/* A row of the database is its own key, and may have a dot in its name. */
	return dot && !strpbrk(dot, "/@") ? dot + 1 : "";
}

/* "training/run.hours" is of the item "training/run"; "training/run 2.hours" and
 * "training/run.2.hours" are not. */
static bool is_of(const char *key, const struct item_result *item)
{
	size_t length = strlen(item->id);

	return key && text_starts(key, item->id) && key[length] == '.' &&
	       !strchr(key + length + 1, '.');
}

static bool is_any(const char *word, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text_same(word, words[i]))
			return true;
	return false;
}

/* An input with a row of the database behind it is what the row is; any other what its key
 * says. */
static enum method_role role_of_factor(const struct factor *factor)
{
	if (text_starts(factor->activity, "electricity"))
		return ROLE_INTENSITY;
	if (text_same(factor->activity, "pue"))
		return ROLE_PUE;
	if (text_same(factor->criterion, "gwp"))
		return ROLE_IMPACT;
	if (text_same(factor->criterion, "tdp") || text_starts(factor->criterion, "energy-per"))
		return ROLE_ACTIVITY;
	return ROLE_OTHER;
}

enum method_role method_role(const struct method_input *input)
{
	static const char *const life[] = {"lifetime", "utilization"};
	const struct origin *origin = &input->quantity->origin;
	const char *word = last_word(input->quantity);

	if (text_starts(word, "gsd-"))
		return ROLE_OTHER;
	if (origin->kind == ORIGIN_LOG && origin->key && strstr(origin->key, ".intensity of "))
		return ROLE_INTENSITY;
	if (is_any(word, life, sizeof life / sizeof *life))
		return ROLE_LIFE;
	if (text_same(word, "pue") || text_starts(word, "pue ")) /* "pue 2024": of a year */
		return ROLE_PUE;
	if (text_starts(word, "host_"))
		return ROLE_HOST;
	if (text_same(word, "intensity"))
		return ROLE_INTENSITY;
	if (text_same(word, "impact") || text_same(word, "gwp"))
		return ROLE_IMPACT;
	if (text_same(word, "losses"))
		return ROLE_OTHER;
	if (origin->kind == ORIGIN_LOG)
		return ROLE_LOG;
	if (*word && is_of(origin->key, input->item))
		return ROLE_ACTIVITY;
	if (origin->factor)
		return role_of_factor(origin->factor);
	return ROLE_ACTIVITY;
}

static bool is_repeated(const struct method *method, size_t input)
{
	const struct method_input *own = &method->inputs[input];
	const struct factor *factor = own->quantity->origin.factor;

	for (size_t i = 0; factor && i < input; i++) {
		const struct method_input *other = &method->inputs[i];

		if (other->quantity->origin.factor == factor &&
		    method_role(other) == method_role(own) &&
		    dist_central(&other->quantity->dist) == dist_central(&own->quantity->dist))
			return true;
	}
	return false;
}

bool method_is_first(const struct method *method, size_t input, enum method_role role)
{
	return method_role(&method->inputs[input]) == role && !is_repeated(method, input);
}

const char *method_item(struct method *method, const struct item_result *item)
{
	return arena_printf(method->arena, "%s (%s)", item->item, item->stage);
}

const char *method_place(struct method *method, const struct method_input *input)
{
	static const char sites[] = "sites/";
	const char *key = input->quantity->origin.key, *region = input->item->region;
	size_t length;

	if (!key)
		return region;
	if (text_starts(key, sites)) {
		key += strlen(sites);
		length = strlen(key) - strlen(last_word(input->quantity));
		return arena_printf(method->arena, "%.*s%s%s",
				    (int)(length > 0 ? length - 1 : 0), key, region ? ", " : "",
				    region ? region : "");
	}
	return is_of(key, input->item) ? input->item->item : region;
}

/* A value that was stated or published, not the median of a shape that was. */
static bool is_published(const struct dist *dist)
{
	return dist->pinned || dist->kind == DIST_EXACT || dist->kind == DIST_NORMAL ||
	       (dist->kind == DIST_LOGNORMAL && dist->c == 0);
}

const char *method_input_word(struct arena *arena, const struct quantity *quantity)
{
	const struct factor *factor = quantity->origin.factor;
	const char *word = last_word(quantity);
	char *text = arena_text(arena, !*word && factor ? factor->criterion : word);

	if (text_same(text, "tdp") || text_same(text, "mfu"))
		return text_same(text, "tdp") ? "TDP" : "MFU";
	for (char *at = text; *at; at++)
		if (*at == '_' || *at == '-')
			*at = ' ';
	return text;
}

/* "kg CO2e", "g CO2e/kWh", "years". */
static const char *unit_words(struct arena *arena, const char *unit)
{
	const char *gas = strstr(unit, "CO2");

	if (text_same(unit, "yr"))
		return "years";
	if (!gas || gas == unit || gas[-1] == ' ')
		return unit;
	return arena_printf(arena, "%.*s %s", (int)(gas - unit), unit, gas);
}

const char *method_unit(struct arena *arena, const char *unit)
{
	char *end;
	double count = strtod(unit, &end);

	return end > unit && count != 1 && !text_ends(unit, "s")
		   ? arena_printf(arena, "%ss", unit)
		   : unit;
}

const char *method_energy(struct arena *arena, double kwh)
{
	struct shown_unit unit = number_unit("kWh", kwh);

	return arena_printf(arena, "%s %s", number_plain(arena, kwh / unit.size, DIGITS_SUM),
			    unit.text);
}

const char *method_value(struct method *method, const struct quantity *quantity)
{
	const char *unit = quantity->unit.text;
	double central = dist_central(&quantity->dist);
	struct unit kwh = unit_of("kWh");

	if (dimensions_equal(kwh.dimensions, quantity->unit.dimensions))
		return method_energy(method->arena, central / kwh.scale);
	central /= quantity->unit.scale;
	/* Requests are counted, not measured in them. */
	if (unit && text_same(method_input_word(method->arena, quantity),
			      arena_printf(method->arena, "%ss", unit)))
		unit = "";
	return arena_printf(method->arena, "%s%s%s",
			    is_published(&quantity->dist)
				? number_amount(method->arena, central)
				: number_significant(method->arena, central, DIGITS_SUM),
			    unit && *unit ? " " : "",
			    unit && *unit ? unit_words(method->arena, unit) : "");
}

bool method_is_default(const struct quantity *quantity)
{
	return quantity->origin.kind == ORIGIN_DEFAULT;
}
