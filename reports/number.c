/* Rounds numbers by the width of their range and picks the unit they are printed in. */

#include "reports/number.h"

#include <ctype.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

enum { FAMILY_SIZE = 6, MOST_DIGITS = 6, EXACT_DIGITS = 4, U_DIGITS = 2, MOST_PLACES = 12 };

/* From here on numbers are scientific. */
static const double largest = 1e12;

/* Largest first; a family ends with a unit of size 0. */
static const struct family {
	const char *symbol;
	struct {
		const char *text;
		double size;
	} units[FAMILY_SIZE + 1];
} families[] = {
    {"kgCO2e",
     {{"t CO2e", 1e3}, {"kg CO2e", 1}, {"g CO2e", 1e-3}, {"mg CO2e", 1e-6}, {"ug CO2e", 1e-9}}},
    {"kgSbe",
     {{"kg Sbe", 1}, {"g Sbe", 1e-3}, {"mg Sbe", 1e-6}, {"ug Sbe", 1e-9}, {"ng Sbe", 1e-12}}},
    /* mWh is too easily read as MWh. */
    {"kWh", {{"GWh", 1e6}, {"MWh", 1e3}, {"kWh", 1}, {"Wh", 1e-3}}},
    {"MJ", {{"TJ", 1e6}, {"GJ", 1e3}, {"MJ", 1}, {"kJ", 1e-3}, {"J", 1e-6}, {"mJ", 1e-9}}},
    {"L", {{"m3", 1e3}, {"L", 1}, {"mL", 1e-3}, {"uL", 1e-6}}},
};

static struct shown_unit pick(const struct family *family, double value)
{
	bool plain = !isfinite(value) || value == 0;
	size_t i = 0;

	while (family->units[i + 1].size > 0 &&
	       (plain ? family->units[i].size > 1 : fabs(value) < family->units[i].size))
		i++;
	return (struct shown_unit){.text = family->units[i].text,
				   .size = family->units[i].size};
}

struct shown_unit number_unit(const char *symbol, double value)
{
	for (size_t i = 0; i < sizeof families / sizeof *families; i++)
		if (text_same(families[i].symbol, symbol))
			return pick(&families[i], value);
	return (struct shown_unit){.text = symbol ? symbol : "", .size = 1};
}

bool number_has_spread(const struct statistics *statistics)
{
	double width = statistics->high - statistics->low;

	return statistics->finite && width > 1e-9 * fabs(statistics->central);
}

/* Puts commas into the whole part of five digits and more. */
static char *group(struct arena *arena, const char *digits)
{
	size_t whole = strspn(digits + (*digits == '-'), "0123456789");
	size_t sign = *digits == '-', length = strlen(digits), used = 0;
	char *out;

	if (whole < 5)
		return arena_text(arena, digits);
	out = arena_alloc(arena, length + whole / 3 + 1);
	for (size_t i = 0; i < length; i++) {
		size_t left = sign + whole - i;

		if (i > sign && i < sign + whole && left % 3 == 0)
			out[used++] = ',';
		out[used++] = digits[i];
	}
	return out;
}

/* Decimal exponent of the first significant digit. */
static int exponent(double value)
{
	return value == 0 || !isfinite(value) ? 0 : (int)floor(log10(fabs(value)) + 1e-12);
}

static char *scientific(struct arena *arena, double value, int digits)
{
	return arena_printf(arena, "%.*e", digits > 0 ? digits - 1 : 0, value);
}

char *number_fixed(struct arena *arena, double value, int places)
{
	double step = places < 0 ? pow(10, -places) : 1;
	double shown = places < 0 ? round(value / step) * step : value;
	char *text;

	if (!isfinite(value))
		return arena_text(arena, "not finite");
	if (fabs(value) >= largest)
		return scientific(arena, value, EXACT_DIGITS);
	text = arena_printf(arena, "%.*f", places > 0 ? places : 0, shown);
	if (*text == '-' && strspn(text + 1, "0.") == strlen(text + 1))
		text++;
	return group(arena, text);
}

static bool is_tiny(double value)
{
	return value != 0 && fabs(value) < 1e-4;
}

/* Decimal places of so many significant digits: 9.996 to three is 10.0, not 10.00. */
static int places_of_digits(double value, int digits)
{
	int places = digits - 1 - exponent(value);

	if (exponent(round(value * pow(10, places)) / pow(10, places)) > exponent(value))
		places--;
	return places;
}

char *number_significant(struct arena *arena, double value, int digits)
{
	if (is_tiny(value))
		return scientific(arena, value, digits);
	if (isfinite(value) && fabs(value) >= largest)
		return scientific(arena, value, digits < EXACT_DIGITS ? digits : EXACT_DIGITS);
	if (value == 0 || !isfinite(value))
		return number_fixed(arena, value, 0);
	return number_fixed(arena, value, places_of_digits(value, digits));
}

/* The decimal places whose unit is not smaller than the error. */
static int places_known(double error)
{
	return error > 0 && isfinite(error) ? (int)floor(-log10(error) + 1e-12) : INT_MAX;
}

/* A value above 0 of which no digit is known is less than the smallest that could be shown. */
static char *at_place(struct arena *arena, double value, int places)
{
	double unit = pow(10, -places), shown = round(value / unit) * unit;
	int digits = exponent(shown) + places + 1;

	if (value > 0 && shown == 0)
		return arena_printf(arena, "< %s", number_significant(arena, unit, 1));
	if (is_tiny(shown) || fabs(shown) >= largest)
		return scientific(arena, shown, digits < EXACT_DIGITS ? digits : EXACT_DIGITS);
	return number_fixed(arena, value, places);
}

/* NULL where the error leaves so many decimal places standing; else what is known. */
static char *cut_by_error(struct arena *arena, double value, double error, int places)
{
	int most = places_known(error);
	/* Large numbers have as many digits as they are printed with, whatever their places. */
	bool stands = places <= most && (most == INT_MAX || fabs(value) < largest);

	if (!isfinite(error))
		return arena_text(arena, "not known");
	return stands ? NULL : at_place(arena, value, places < most ? places : most);
}

char *number_known(struct arena *arena, double value, double error, int digits)
{
	char *cut = NULL;

	if (isfinite(value) && value != 0)
		cut = cut_by_error(arena, value, error, places_of_digits(value, digits));
	return cut ? cut : number_significant(arena, value, digits);
}

static char *without_final_zeros(char *text)
{
	size_t length = strlen(text);

	if (!strchr(text, '.') || strchr(text, 'e'))
		return text;
	while (text[length - 1] == '0')
		length--;
	if (text[length - 1] == '.')
		length--;
	text[length] = '\0';
	return text;
}

char *number_amount(struct arena *arena, double value)
{
	if (fabs(value) >= 1e5)
		return number_fixed(arena, value, 0);
	if (is_tiny(value))
		return arena_printf(arena, "%.*g", MOST_DIGITS, value);
	return without_final_zeros(number_significant(arena, value, MOST_DIGITS));
}

char *number_plain(struct arena *arena, double value, int digits)
{
	char rounded[32];
	double shown;

	if (!isfinite(value))
		return arena_text(arena, "not finite");
	snprintf(rounded, sizeof rounded, "%.*e", digits - 1, value);
	shown = strtod(rounded, NULL);
	if (is_tiny(shown) || fabs(shown) >= largest)
		return arena_printf(arena, "%.*g", digits, value);
	return group(arena, text_double(arena, shown));
}

/* True where a number starts that is no part of a name: "A100000" has none. */
static bool starts_number(const char *text, size_t at)
{
	return isdigit((unsigned char)text[at]) &&
	       (at == 0 || text[at - 1] == ' ' || text[at - 1] == '(' || text[at - 1] == '-');
}

char *number_group(struct arena *arena, const char *text)
{
	char *grouped = arena_text(arena, "");
	size_t start = 0, at = 0;

	while (text[at]) {
		size_t length = strspn(text + at, "0123456789");

		if (starts_number(text, at) && length > 4) {
			grouped = arena_printf(
			    arena, "%s%.*s%s", grouped, (int)(at - start), text + start,
			    group(arena, arena_copy(arena, text + at, length)));
			start = at + length;
		}
		at += length > 0 ? length : 1;
	}
	return arena_printf(arena, "%s%s", grouped, text + start);
}

static int digits_of_u(struct shown_unit unit)
{
	return unit.u_digits ? unit.u_digits : U_DIGITS;
}

/* The decimal place that shows so many significant digits of half the width. */
static int places_of(const struct statistics *statistics, struct shown_unit unit)
{
	double half = (statistics->high - statistics->low) / 2 / unit.size;
	int places;

	if (!isfinite(half))
		return 0;
	places = places_of_digits(half, digits_of_u(unit));
	return places > MOST_PLACES ? MOST_PLACES : places;
}

static int least_digits(double value, enum number_digits digits)
{
	double first = value == 0 ? 9 : fabs(value) / pow(10, exponent(value));

	return digits == DIGITS_ITEM && first < 3 ? 4 : 3;
}

/* Digits down to the place of the ends, not fewer than least. */
static int digits_down_to(const struct statistics *statistics, struct shown_unit unit,
			  double value, int least)
{
	int wanted = places_of(statistics, unit) + 1 + exponent(value);

	if (wanted < least)
		return least;
	return wanted > MOST_DIGITS ? MOST_DIGITS : wanted;
}

char *number_central(struct arena *arena, const struct statistics *statistics,
		     struct shown_unit unit, enum number_digits digits)
{
	double value = statistics->central / unit.size;
	int least = least_digits(value, digits);

	if (!number_has_spread(statistics))
		return number_significant(arena, value,
					  digits == DIGITS_SUM ? 3 : EXACT_DIGITS);
	return number_significant(arena, value, digits_down_to(statistics, unit, value, least));
}

/* About 0, where values lie on both sides of it, a mean is 0 to as many places as are known. */
static char *middle(struct arena *arena, const struct statistics *statistics,
		    struct shown_unit unit, double value, double error)
{
	int places = places_known(error / unit.size);

	if (!statistics->finite)
		return arena_text(arena, "not finite");
	value /= unit.size;
	if (statistics->low < 0 && places < MOST_PLACES && fabs(value) < pow(10, -places) / 2)
		return number_fixed(arena, 0, places);
	return number_known(arena, value, error / unit.size,
			    digits_down_to(statistics, unit, value, DIGITS_SUM));
}

char *number_mean(struct arena *arena, const struct statistics *statistics,
		  struct shown_unit unit)
{
	return middle(arena, statistics, unit, statistics->mean, statistics->error.mean);
}

char *number_median(struct arena *arena, const struct statistics *statistics,
		    struct shown_unit unit)
{
	return middle(arena, statistics, unit, statistics->median, statistics->error.median);
}

char *number_u(struct arena *arena, const struct statistics *statistics, struct shown_unit unit)
{
	if (!statistics->finite)
		return arena_text(arena, "not finite");
	return number_known(arena, statistics->sd / unit.size, statistics->error.sd / unit.size,
			    digits_of_u(unit));
}

static char *end_of_interval(struct arena *arena, const struct statistics *statistics,
			     struct shown_unit unit, double value, double error)
{
	int places, most;
	char *cut;

	if (!statistics->finite)
		return arena_text(arena, "not finite");
	if (!number_has_spread(statistics))
		return arena_text(arena, "");
	value /= unit.size;
	places = places_of(statistics, unit);
	most = MOST_DIGITS - 1 - exponent(value);
	if (is_tiny(value))
		places = places_of_digits(value, U_DIGITS);
	else if (value > 0 && round(value * pow(10, places)) == 0)
		places = places_of_digits(value, 1);
	else if (places > most)
		places = most;
	cut = cut_by_error(arena, value, error / unit.size, places);
	if (cut)
		return cut;
	return is_tiny(value) ? scientific(arena, value, U_DIGITS)
			      : number_fixed(arena, value, places);
}

char *number_low(struct arena *arena, const struct statistics *statistics,
		 struct shown_unit unit)
{
	return end_of_interval(arena, statistics, unit, statistics->low, statistics->error.low);
}

char *number_high(struct arena *arena, const struct statistics *statistics,
		  struct shown_unit unit)
{
	return end_of_interval(arena, statistics, unit, statistics->high,
			       statistics->error.high);
}

char *number_share(struct arena *arena, double share)
{
	if (!isfinite(share))
		return arena_text(arena, "-");
	if (share != 0 && fabs(share) < 0.0005)
		return arena_text(arena, "< 0.1 %");
	return arena_printf(arena, "%.1f %%", 100 * share);
}
