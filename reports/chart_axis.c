/* Where the ticks of a chart stand. */

#include "reports/chart_axis.h"

#include <assert.h>
#include <math.h>

#include "lca/base/arena.h"
#include "reports/number.h"

/* Beside the outermost values, of what is spanned. */
static const double room = 0.04;

/* 0 is in an axis of values above it, where they span more than this of the way to it. */
static const double near_zero = 0.4;

/* The least of 1, 2 and 5 times a power of ten that is not below step. */
static double nice_step(double step, int *places)
{
	double power = floor(log10(step)), unit = pow(10, power);
	double nice = step <= unit * (1 + 1e-9)	      ? unit
		      : step <= 2 * unit * (1 + 1e-9) ? 2 * unit
		      : step <= 5 * unit * (1 + 1e-9) ? 5 * unit
						      : 10 * unit;

	power = floor(log10(nice) + 1e-9);
	*places = power < 0 ? (int)-power : 0;
	return nice;
}

static void add_tick(struct axis *axis, double value)
{
	if (axis->count < AXIS_TICKS && value >= axis->from && value <= axis->to)
		axis->ticks[axis->count++] = value;
}

static void linear_ticks(struct axis *axis, size_t wanted)
{
	double step = nice_step((axis->to - axis->from) / (double)(wanted + 1), &axis->places);
	double first = ceil(axis->from / step - 1e-9);

	for (size_t i = 0; i < AXIS_TICKS; i++)
		add_tick(axis, (first + (double)i) * step);
}

/* Powers of ten, every so many of them; with 2 and 5 times them where there are few. */
static void logarithmic_ticks(struct axis *axis, size_t wanted)
{
	static const double between[] = {1, 2, 5};
	int first = (int)floor(log10(axis->from)), last = (int)ceil(log10(axis->to));
	int stride = (int)ceil((last - first) / (double)(wanted + 1));
	size_t count = log10(axis->to / axis->from) * 2 < (double)wanted ? 3 : 1;

	for (int power = first; power <= last; power += stride)
		for (size_t i = 0; i < count; i++)
			add_tick(axis, between[i] * pow(10, power));
	if (axis->count == 0)
		add_tick(axis, axis->from);
}

static struct axis linear(double low, double high, size_t wanted)
{
	struct axis axis = {.from = low, .to = high};
	double width = high - low;

	if (!(width > 0)) {
		axis.from = low > 0 ? 0 : low - (low == 0 ? 0 : fabs(low));
		axis.to = high > 0 ? high : high == 0 && low == 0 ? 1 : 0;
		width = axis.to - axis.from;
	}
	if (axis.from != 0)
		axis.from -= room * width;
	if (axis.to != 0)
		axis.to += room * width;
	linear_ticks(&axis, wanted);
	return axis;
}

struct axis axis_from_zero(double low, double high, size_t wanted)
{
	return linear(fmin(low, 0), fmax(high, 0), wanted);
}

struct axis axis_of_changes(double low, double high, size_t wanted)
{
	return linear(low, high, wanted);
}

struct axis axis_around(double low, double high, bool logarithmic, size_t wanted)
{
	struct axis axis = {.logarithmic = true};

	assert(low <= high && isfinite(low) && isfinite(high));
	if (logarithmic && low > 0) {
		axis.from = low / pow(high / low, room) / (low < high ? 1 : 2);
		axis.to = high * pow(high / low, room) * (low < high ? 1 : 2);
		logarithmic_ticks(&axis, wanted);
		return axis;
	}
	if (low > 0 && high - low > near_zero * high)
		low = 0;
	if (high < 0 && high - low > -near_zero * low)
		high = 0;
	return linear(low, high, wanted);
}

double axis_place(const struct axis *axis, double value)
{
	double place;

	if (axis->logarithmic)
		place = value > 0 ? log(value / axis->from) / log(axis->to / axis->from) : 0;
	else
		place = (value - axis->from) / (axis->to - axis->from);
	return 100 * fmin(fmax(place, 0), 1);
}

const char *axis_label(struct arena *arena, const struct axis *axis, size_t tick)
{
	double value = axis->ticks[tick];

	if (value == 0)
		return "0";
	if (axis->logarithmic)
		return number_plain(arena, value, 2);
	return number_fixed(arena, value, axis->places);
}
