/* Items as carbon in grams, for formats of software carbon. */

#include "reports/export_carbon.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/study.h"
#include "reports/facts.h"

static const double grams_per_kg = 1000;

static enum carbon_kind kind_of(const struct facts_item *facts, size_t gwp)
{
	const struct item_result *item = facts->item;

	if (item->credit || item->impacts[gwp].status == IMPACT_NONE)
		return CARBON_NONE;
	if (item->impacts[gwp].status == IMPACT_MISSING)
		return CARBON_HOLE;
	if (item->losses_of)
		return CARBON_LOST;
	if (text_same(item->stage, "embodied"))
		return CARBON_EMBODIED;
	return facts->facility_kwh > 0 ? CARBON_OPERATIONAL : CARBON_OTHER;
}

/* Without the noise of its division, where the product is the same: 57, not 57.00000000000001.
 */
static double intensity_of(const struct carbon *carbon)
{
	enum { SURE_DIGITS = 15, SAME = 4 };
	double intensity = carbon->grams / carbon->kwh, tidy;
	char text[32];

	snprintf(text, sizeof text, "%.*g", SURE_DIGITS, intensity);
	if (text_number(text, strlen(text), &tidy) &&
	    fabs(tidy * carbon->kwh - carbon->grams) <=
		SAME * DBL_EPSILON * fabs(carbon->grams))
		return tidy;
	return intensity;
}

struct carbon carbon_of(const struct facts_item *item, size_t gwp)
{
	struct carbon carbon = {
	    .kind = kind_of(item, gwp), .grams = NAN, .kwh = NAN, .intensity = NAN};

	if (carbon.kind == CARBON_HOLE || carbon.kind == CARBON_NONE)
		return carbon;
	carbon.grams = item->item->impacts[gwp].statistics.central * grams_per_kg;
	if (carbon.kind == CARBON_OPERATIONAL || carbon.kind == CARBON_LOST)
		carbon.kwh = item->electricity.central;
	if (carbon.kwh > 0)
		carbon.intensity = intensity_of(&carbon);
	return carbon;
}

const char *plain_decimal(struct arena *arena, double number)
{
	const char *text = text_double(arena, number);
	const char *exponent = strpbrk(text, "eE");
	struct buffer digits = {0}, plain = {0};
	const char *copy;
	double power;
	long point = 0;

	if (!exponent)
		return text;
	if (!text_number(exponent + 1, strlen(exponent + 1), &power))
		return text;
	for (const char *at = text; at < exponent; at++) {
		if (*at == '.')
			point = (long)digits.length;
		else if (*at != '-')
			buffer_add(&digits, at, 1);
	}
	if (!memchr(text, '.', (size_t)(exponent - text)))
		point = (long)digits.length;
	point += lround(power);
	if (*text == '-')
		buffer_text(&plain, "-");
	if (point <= 0) {
		buffer_text(&plain, "0.");
		buffer_pad(&plain, '0', (size_t)-point);
		buffer_text(&plain, digits.text);
	} else if ((size_t)point >= digits.length) {
		buffer_text(&plain, digits.text);
		buffer_pad(&plain, '0', (size_t)point - digits.length);
	} else {
		buffer_add(&plain, digits.text, (size_t)point);
		buffer_printf(&plain, ".%s", digits.text + point);
	}
	copy = arena_text(arena, plain.text);
	buffer_free(&digits);
	buffer_free(&plain);
	return copy;
}

static void widen(const struct item_result *item, struct arena *arena, int64_t *start_s,
		  int64_t *end_s, bool *known)
{
	struct period period = {.known = false};

	if (item->credit || !item->period ||
	    !period_read(arena, item->period, item->place, "", diags_new(arena), &period))
		return;
	if (!*known || period.start_s < *start_s)
		*start_s = period.start_s;
	if (!*known || period.end_s > *end_s)
		*end_s = period.end_s;
	*known = true;
}

bool carbon_period(const struct facts *facts, const struct facts_item *item, int64_t *start_s,
		   int64_t *end_s)
{
	struct arena *arena = arena_new();
	bool known = false;

	if (item)
		widen(item->item, arena, start_s, end_s, &known);
	for (size_t i = 0; !item && i < facts->assessment->item_count; i++)
		widen(&facts->assessment->items[i], arena, start_s, end_s, &known);
	arena_free(arena);
	return known;
}
