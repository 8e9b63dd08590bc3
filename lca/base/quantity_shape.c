/* Settled numbers become distributions: the shapes that a spread of the shorthand can have. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/quantity_reader.h"
#include "lca/base/text.h"

static const char *gsd_hint(struct quantity_reader *reader, double gsd, bool squared)
{
	double other = gsd < 0.5 ? exp(gsd) : 1 / gsd;

	if (!(gsd > 0))
		return "a GSD is a factor: 'x/ 1.2', and 1 is exact";
	other = round(other * (squared ? other : 1) * 1e4) / 1e4;
	return arena_printf(reader->arena, "a GSD is a factor, 1 is exact: write %s",
			    text_double(reader->arena, other));
}

bool quantity_gsd(struct quantity_reader *reader, const struct number *number, bool squared,
		  double *gsd)
{
	const char *what = squared ? "squared GSD" : "GSD";

	if (number->united) {
		diag_add(reader->diags, DIAG_QUANTITY_SPREAD, number->place, reader->path,
			 "a GSD is a factor: 'x/ 1.2'",
			 "the %s of '%s' is a plain number, found %s %s", what, reader->name,
			 number->typed, number->unit.text);
		return false;
	}
	if (!(number->value >= 1)) {
		diag_add(reader->diags, DIAG_QUANTITY_SPREAD, number->place, reader->path,
			 gsd_hint(reader, number->value, squared),
			 "the %s of '%s' is at least 1, found %s", what, reader->name,
			 number->typed);
		return false;
	}
	if (number->value > QUANTITY_LARGEST_GSD) {
		diag_add(reader->diags, DIAG_QUANTITY_SPREAD, number->place, reader->path,
			 "a GSD is a factor: 'x/ 1.2'", "the %s of '%s' is too large: %s", what,
			 reader->name, number->typed);
		return false;
	}
	*gsd = squared ? sqrt(number->value) : number->value;
	return true;
}

bool quantity_lognormal(struct quantity_reader *reader, const struct number *median, double gsd,
			struct dist *dist)
{
	double base = quantity_base(median);

	if (base > 0) {
		*dist = dist_lognormal(base, gsd);
		return true;
	}
	diag_add(reader->diags, DIAG_QUANTITY_SPREAD, median->place, reader->path,
		 "give an exact number, or another distribution",
		 "the median of the lognormal '%s' is above 0, found %s", reader->name,
		 median->typed);
	return false;
}

bool quantity_refuse_negative(struct quantity_reader *reader, const struct number *spread)
{
	const char *unit = spread->united ? spread->unit.text : "";

	diag_add(reader->diags, DIAG_QUANTITY_SPREAD, spread->place, reader->path,
		 arena_printf(reader->arena, "write '%s%s%s'",
			      spread->typed + strspn(spread->typed, "-"), *unit ? " " : "",
			      unit),
		 "the spread of '%s' is at least 0, found %s%s%s", reader->name, spread->typed,
		 *unit ? " " : "", unit);
	return false;
}

bool quantity_normal(struct quantity_reader *reader, const struct number *mean,
		     const struct number *sd, struct dist *dist)
{
	double spread = quantity_base(sd);

	if (spread < 0)
		return quantity_refuse_negative(reader, sd);
	*dist = dist_exact(quantity_base(mean));
	if (spread > 0)
		*dist = (struct dist){.kind = DIST_NORMAL, .a = dist->a, .b = spread};
	return true;
}

bool quantity_refuse_order(struct quantity_reader *reader, const struct number *first,
			   const struct number *second, const char *order)
{
	diag_add(reader->diags, DIAG_QUANTITY_ORDER, second->place, reader->path, order,
		 "'%s' puts %s before the smaller %s", reader->name, first->typed,
		 second->typed);
	return false;
}

bool quantity_bounded(struct quantity_reader *reader, enum dist_kind kind,
		      const struct number *numbers, struct dist *dist)
{
	size_t count = kind == DIST_UNIFORM ? 2 : 3;
	double low = quantity_base(numbers);
	double high = quantity_base(numbers + count - 1);
	size_t i;

	for (i = 1; i < count; i++)
		if (quantity_base(numbers + i) < quantity_base(numbers + i - 1))
			return quantity_refuse_order(reader, numbers + i - 1, numbers + i,
						     count == 2
							 ? "write the minimum, then the maximum"
							 : "write minimum, mode, maximum");
	*dist = dist_exact(low);
	if (!(high > low))
		return true;
	*dist = (struct dist){.kind = kind, .a = low, .c = high};
	dist->b = count == 3 ? quantity_base(numbers + 1) : 0;
	return true;
}
