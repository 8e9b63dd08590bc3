/* Names and numbers of audits, as people read them. */

#include <assert.h>
#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_formula.h"
#include "reports/number.h"
#include "reports/view_audit.h"

enum { MOST_PLACES = 12, MOST_DIGITS = 6, LEAST_DIGITS = 3, END_DIGITS = 2 };

/* Below the one and from the other on numbers are scientific. */
static const double tiny = 1e-4, vast = 1e10;

const char *audit_figure_name(struct arena *arena, const char *key)
{
	char *name = arena_text(arena, key);

	for (size_t i = 0; name[i]; i++)
		if (name[i] == '_')
			name[i] = ' ';
	return name;
}

const char *audit_terms(struct arena *arena, const struct audit_term *terms, size_t count)
{
	const char *text = "";

	for (size_t i = 0; i < count; i++) {
		const char *name = audit_figure_name(arena, terms[i].name);
		const char *sign = terms[i].operation == '*' ? "x" : NULL;

		if (i == 0 && terms[i].operation != '/')
			text = name;
		else if (sign)
			text = arena_printf(arena, "%s x %s", text, name);
		else
			text = arena_printf(arena, "%s %c %s", i ? text : "1",
					    terms[i].operation, name);
	}
	return text;
}

const char *audit_relation(struct arena *arena, const struct audit_check *check)
{
	return arena_printf(arena, "%s = %s",
			    audit_figure_name(arena, claim_figure_key(check->result)),
			    audit_terms(arena, check->terms, check->term_count));
}

const char *audit_outcome_name(enum audit_outcome outcome)
{
	static const char *const names[] = {[OUTCOME_MEETS] = "meets",
					    [OUTCOME_ROUNDING] = "meets by rounding",
					    [OUTCOME_RANGE] = "in range",
					    [OUTCOME_APART] = "apart",
					    [OUTCOME_SET_ASIDE] = "set aside"};

	assert(outcome <= OUTCOME_SET_ASIDE);
	return names[outcome];
}

const char *audit_fit_name(enum audit_fit fit)
{
	static const char *const names[] = {[FIT_DIGITS] = "to the printed digits",
					    [FIT_ROUNDING] = "through rounding",
					    [FIT_RANGE] = "within a range"};

	assert(fit <= FIT_RANGE);
	return names[fit];
}

const char *audit_accounting_name(enum claim_accounting accounting)
{
	static const char *const names[] = {[ACCOUNTING_UNSAID] = NULL,
					    [ACCOUNTING_LOCATION] = "location",
					    [ACCOUNTING_MARKET] = "market",
					    [ACCOUNTING_MARGINAL] = "marginal"};

	assert(accounting <= ACCOUNTING_MARGINAL);
	return names[accounting];
}

const char *audit_power_name(enum claim_power_of power_of)
{
	static const char *const names[] = {[POWER_UNSAID] = NULL,
					    [POWER_ACCELERATOR] = "accelerator",
					    [POWER_NODE] = "node",
					    [POWER_ALL] = "all"};

	assert(power_of <= POWER_ALL);
	return names[power_of];
}

const char *audit_line(struct arena *arena, struct place place)
{
	return place.line ? arena_printf(arena, "line %u", (unsigned)place.line) : "";
}

bool audit_is_wide(struct interval interval)
{
	double width = interval.high - interval.low;
	double size = fmax(fabs(interval.high), fabs(interval.low));

	return !interval_is_empty(interval) && width > 1e-9 * size;
}

bool audit_same_interval(struct interval a, struct interval b)
{
	double size = fmax(fabs(a.high), fabs(a.low));

	return fabs(a.low - b.low) <= 1e-9 * size && fabs(a.high - b.high) <= 1e-9 * size;
}

static int exponent(double value)
{
	return value == 0 || !isfinite(value) ? 0 : (int)floor(log10(fabs(value)) + 1e-12);
}

static const char *at_place(struct arena *arena, double value, int places)
{
	int digits = places + 1 + exponent(value);

	if (value != 0 && fabs(value) < tiny)
		return number_significant(arena, value, digits < 1 ? 1 : digits);
	if (fabs(value) >= vast)
		return arena_printf(arena, "%.*e", digits < 1 ? 0 : digits - 1, value);
	return number_fixed(arena, value, places > MOST_PLACES ? MOST_PLACES : places);
}

static const char *with_unit(struct arena *arena, const char *number, const struct unit *unit)
{
	return *unit->text ? arena_printf(arena, "%s %s", number, unit->text) : number;
}

/* Without a width: what is exact. */
static const char *exact_number(struct arena *arena, double shown)
{
	return fabs(shown) < vast ? number_amount(arena, shown)
				  : arena_printf(arena, "%.*g", MOST_DIGITS, shown);
}

/* The place of the first digit of the width: of "24.69", +- 0.005, hundredths. */
static int place_of(double width)
{
	return -exponent(width * (1 + 1e-9));
}

const char *audit_shown(struct arena *arena, double value, struct interval interval,
			const struct unit *unit)
{
	double shown = value / unit->scale;
	double width = (interval.high - interval.low) / unit->scale;
	int most = MOST_DIGITS - 1 - exponent(shown);
	int least = shown == 0 ? 0 : LEAST_DIGITS - 1 - exponent(shown);
	int places;

	if (!audit_is_wide(interval) || !isfinite(width))
		return with_unit(arena, exact_number(arena, shown), unit);
	places = place_of(width);
	if (places > most)
		places = most > 0 ? most : places > 0 ? 0 : places;
	return with_unit(arena, at_place(arena, shown, places < least ? least : places), unit);
}

const char *audit_as_stated(struct arena *arena, double value, struct interval interval,
			    const struct unit *unit)
{
	double shown = value / unit->scale;
	double width = (interval.high - interval.low) / unit->scale;

	if (!audit_is_wide(interval) || !isfinite(width))
		return with_unit(arena, exact_number(arena, shown), unit);
	return with_unit(arena, at_place(arena, shown, place_of(width)), unit);
}

const char *audit_ends(struct arena *arena, struct interval interval, const struct unit *unit)
{
	return with_unit(
	    arena,
	    arena_printf(arena, "%s to %s",
			 number_significant(arena, interval.low / unit->scale, END_DIGITS),
			 number_significant(arena, interval.high / unit->scale, END_DIGITS)),
	    unit);
}

void audit_range(struct doc *doc, struct interval interval, const struct unit *unit)
{
	double low = interval.low / unit->scale, high = interval.high / unit->scale;
	int places;

	if (!audit_is_wide(interval)) {
		doc_range(doc, "", "");
		return;
	}
	if (low > 0 && isfinite(high) && high > 10 * low) {
		doc_range(doc, number_significant(doc->arena, low, END_DIGITS),
			  number_significant(doc->arena, high, END_DIGITS));
		return;
	}
	places = isfinite(high - low) ? END_DIGITS - 1 - exponent(high - low) : END_DIGITS;
	doc_range(doc, isfinite(low) ? at_place(doc->arena, low, places) : "any",
		  isfinite(high) ? at_place(doc->arena, high, places) : "any");
}

struct unit audit_base_unit(struct arena *arena, const struct unit *unit)
{
	return dimensions_unit(arena, unit->dimensions);
}

bool audit_has_middle(const struct audit_check *check)
{
	for (size_t i = 0; i < check->term_count; i++)
		if (check->terms[i].kind == TERM_BOUND)
			return false;
	return true;
}

const struct audit_check *audit_check_of(const struct audited *audited,
					 enum claim_figure figure)
{
	for (size_t i = 0; i < audited->check_count; i++)
		if (audited->checks[i].result == figure &&
		    audited->checks[i].outcome != OUTCOME_SET_ASIDE &&
		    audit_is_relation(&audited->checks[i]))
			return &audited->checks[i];
	return NULL;
}

const struct audit_implied *audit_implied_of(const struct audited *audited, const char *id)
{
	for (size_t i = 0; i < audited->implied_count; i++)
		if (text_same(audited->implied[i].id, id))
			return &audited->implied[i];
	return NULL;
}
