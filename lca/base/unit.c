/* Units through UDUNITS-2, in a system of our own. The only file that knows UDUNITS-2. */

#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <string.h>
#include <udunits2.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/unit.h"
#include "lca/base/unit_text.h"

enum { LARGEST_EXPONENT = 99 };

struct definition {
	const char *symbol;
	const char *text;
};

static const char *const bases[] = {
#define BASE(symbol, meaning) symbol,
#include "lca/base/unit_table.def"
};

static const struct definition definitions[] = {
#define UNIT(symbol, definition, meaning) {symbol, definition},
#include "lca/base/unit_table.def"
};

static_assert(sizeof(bases) / sizeof(*bases) == DIMENSION_COUNT, "one base unit per dimension");

/* UDUNITS-2 keeps its status and its parser in globals: one system, built once, read under a
 * lock. */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static ut_system *units;

static void add(const char *symbol, ut_unit *unit)
{
	ut_status status = ut_map_symbol_to_unit(symbol, UT_UTF8, unit);

	assert(status == UT_SUCCESS);
	(void)status;
}

static void build(void)
{
	size_t i;

	ut_set_error_message_handler(ut_ignore);
	units = ut_new_system();
	assert(units);
	for (i = 0; i < DIMENSION_COUNT; i++) {
		ut_unit *base = ut_new_base_unit(units);

		add(bases[i], base);
		ut_map_unit_to_symbol(base, bases[i], UT_UTF8);
		ut_free(base);
	}
	for (i = 0; i < sizeof(definitions) / sizeof(*definitions); i++) {
		ut_unit *unit = ut_parse(units, definitions[i].text, UT_UTF8);

		add(definitions[i].symbol, unit);
		ut_free(unit);
	}
}

static bool add_power(struct unit *unit, const ut_unit *base, int power)
{
	const char *symbol = ut_get_symbol(base, UT_UTF8);
	size_t i;

	if (power > LARGEST_EXPONENT || power < -LARGEST_EXPONENT)
		return false;
	for (i = 0; i < DIMENSION_COUNT; i++)
		if (text_same(bases[i], symbol))
			unit->dimensions.exponent[i] = (int8_t)power;
	return true;
}

static ut_status visit_basic(const ut_unit *base, void *unit)
{
	return add_power(unit, base, 1) ? UT_SUCCESS : UT_BAD_ARG;
}

static ut_status visit_product(const ut_unit *product, int count,
			       const ut_unit *const *bases_in, const int *powers, void *unit)
{
	int i;

	(void)product;
	for (i = 0; i < count; i++)
		if (!add_power(unit, bases_in[i], powers[i]))
			return UT_BAD_ARG;
	return UT_SUCCESS;
}

static ut_status visit_scaled(const ut_unit *scaled, double scale, const ut_unit *inner,
			      double offset, void *unit);

static ut_status visit_time(const ut_unit *time, const ut_unit *inner, double origin,
			    void *unit)
{
	(void)time;
	(void)inner;
	(void)origin;
	(void)unit;
	return UT_BAD_ARG;
}

static ut_status visit_log(const ut_unit *log, double base, const ut_unit *inner, void *unit)
{
	return visit_time(log, inner, base, unit);
}

static const ut_visitor visitor = {visit_basic, visit_product, visit_scaled, visit_time,
				   visit_log};

static ut_status visit_scaled(const ut_unit *scaled, double scale, const ut_unit *inner,
			      double offset, void *unit)
{
	struct unit *result = unit;

	(void)scaled;
	if (offset < 0 || offset > 0)
		return UT_BAD_ARG;
	result->scale *= scale;
	return ut_accept_visitor(inner, &visitor, unit);
}

/* Reduces a canonical text; false where an exponent or the scale grows out of bounds. */
static bool reduce(const char *canonical, struct unit *unit)
{
	ut_unit *parsed;
	bool read = false;

	pthread_once(&once, build);
	pthread_mutex_lock(&lock);
	parsed = ut_parse(units, canonical, UT_UTF8);
	if (parsed) {
		read = ut_accept_visitor(parsed, &visitor, unit) == UT_SUCCESS;
		ut_free(parsed);
	}
	pthread_mutex_unlock(&lock);
	return read && isfinite(unit->scale) && unit->scale > 0;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

bool unit_parse(struct arena *arena, const char *text, size_t length, struct unit *unit,
		struct unit_error *error)
{
	struct buffer canonical = {0};
	size_t skipped = 0;
	bool read = true;

	while (length && is_blank(text[length - 1]))
		length--;
	while (skipped < length && is_blank(text[skipped]))
		skipped++;
	*unit = (struct unit){.text = arena_copy(arena, text + skipped, length - skipped),
			      .scale = 1};
	if (skipped == length)
		return true;
	read = unit_text_read(arena, text, length, &canonical, error);
	if (read && !reduce(canonical.text, unit)) {
		if (error)
			*error = (struct unit_error){.offset = skipped,
						     .message = "a unit out of all bounds"};
		read = false;
	}
	buffer_free(&canonical);
	return read;
}

struct unit unit_of(const char *text)
{
	struct arena *arena = arena_new();
	struct unit_error error;
	struct unit unit;
	bool read = unit_parse(arena, text, strlen(text), &unit, &error);

	assert(read);
	(void)read;
	unit.text = text;
	arena_free(arena);
	return unit;
}

double unit_to_base(const struct unit *unit, double value)
{
	double inverse = round(1 / unit->scale);

	/* A reciprocal such as 1/1000 is not exact, a division by 1000 rounds correctly. */
	if (unit->scale < 1 && !(1 / inverse < unit->scale) && !(1 / inverse > unit->scale))
		return value / inverse;
	return value * unit->scale;
}
