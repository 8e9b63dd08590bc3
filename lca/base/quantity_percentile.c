/* A distribution by two or three of its percentiles. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/quantity_reader.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"

enum { MOST_PERCENTILES = 3, HALVINGS = 200 };

/* Published percentiles are rounded: the middle one may miss the shape through the outer two by
 * so much, of itself (lognormal) or of the distance between those two. */
#define TOLERANCE 0.01
/* How far below the least percentile a lognormal may begin, in distances of the outer two:
 * beyond, it cannot be told from a normal, and its GSD not from 1. */
#define NEAREST	 1e-9
#define FARTHEST 1e3
/* A median as near as this is the one that was written. */
#define PINNED 1e-12

struct percentile {
	struct number number;
	const char *key;
	double p, value; /* base units */
	double z;	 /* standard normal at p */
};

struct percentiles {
	size_t count;
	struct percentile at[MOST_PERCENTILES]; /* ascending */
	struct unit unit;
};

bool quantity_is_percentile(const char *key)
{
	return key[0] == 'p' && key[1] >= '0' && key[1] <= '9';
}

static bool read_rank(struct quantity_reader *reader, const struct entry *entry, double *p)
{
	const char *digits = entry->key + 1;
	size_t length = strlen(digits);
	double percent;

	if (length == strspn(digits, "0123456789.") && text_number(digits, length, &percent) &&
	    percent > 0 && percent < 100) {
		/* One division by an exact number: 0.95 of "p95" to the last bit. */
		*p = percent / 100;
		return true;
	}
	diag_add(reader->diags, DIAG_QUANTITY_FORM, entry->place, reader->path,
		 "write p2.5, p50, p97.5, ...",
		 "'%s' of '%s' is no percentile between 0 and 100", entry->key, reader->name);
	return false;
}

static bool refuse_count(struct quantity_reader *reader, const struct mapping *mapping)
{
	diag_add(reader->diags, DIAG_QUANTITY_FORM, mapping->node->place, reader->path,
		 arena_printf(reader->arena, "write %s", mapping->form->written),
		 "'%s' needs two or three percentiles", reader->name);
	return false;
}

static bool read_one(struct quantity_reader *reader, const struct mapping *mapping,
		     const struct entry *entry, struct percentile *percentile)
{
	static const struct dist standard = {.kind = DIST_NORMAL, .b = 1};

	*percentile = (struct percentile){.key = entry->key};
	if (!read_rank(reader, entry, &percentile->p))
		return false;
	percentile->z = dist_quantile(&standard, percentile->p);
	if (entry->value->kind != NODE_SCALAR)
		return quantity_refuse_form(reader, entry->value, mapping->form);
	return quantity_number(reader, piece_of_node(entry->value), &percentile->number);
}

/* In the order of the file. */
static bool read_all(struct quantity_reader *reader, const struct mapping *mapping,
		     struct percentiles *all)
{
	const struct node *node = mapping->node;
	bool read = true;

	all->count = 0;
	for (size_t i = 0; i < node->count; i++) {
		if (!quantity_is_percentile(node->entries[i].key))
			continue;
		if (all->count == MOST_PERCENTILES)
			return refuse_count(reader, mapping);
		read &= read_one(reader, mapping, node->entries + i, all->at + all->count++);
	}
	if (!read)
		return false;
	return all->count >= 2 || refuse_count(reader, mapping);
}

static int by_rank(const void *a, const void *b)
{
	double left = ((const struct percentile *)a)->p;
	double right = ((const struct percentile *)b)->p;

	return (left > right) - (left < right);
}

static bool refuse_twice(struct quantity_reader *reader, const struct percentile *first,
			 const struct percentile *second)
{
	diag_add(reader->diags, DIAG_TWO_WAYS, second->number.place, reader->path,
		 "keep one of them", "'%s' has both '%s' and '%s'", reader->name, first->key,
		 second->key);
	return false;
}

static bool refuse_order(struct quantity_reader *reader, const struct percentile *first,
			 const struct percentile *second)
{
	diag_add(reader->diags, DIAG_QUANTITY_ORDER, second->number.place, reader->path,
		 "a higher percentile has a larger value",
		 "'%s' has %s at %s, which is not above %s at %s", reader->name, second->key,
		 second->number.typed, first->key, first->number.typed);
	return false;
}

static bool settle(struct quantity_reader *reader, struct percentiles *all)
{
	struct number numbers[MOST_PERCENTILES];

	for (size_t i = 0; i < all->count; i++)
		numbers[i] = all->at[i].number;
	if (!quantity_settle(reader, numbers, all->count))
		return false;
	for (size_t i = 0; i < all->count; i++) {
		all->at[i].number = numbers[i];
		all->at[i].value = quantity_base(numbers + i);
	}
	all->unit = numbers[0].unit;
	qsort(all->at, all->count, sizeof *all->at, by_rank);
	for (size_t i = 1; i < all->count; i++) {
		if (!(all->at[i].p > all->at[i - 1].p))
			return refuse_twice(reader, all->at + i - 1, all->at + i);
		if (!(all->at[i].value > all->at[i - 1].value))
			return refuse_order(reader, all->at + i - 1, all->at + i);
	}
	return true;
}

static const struct percentile *last_of(const struct percentiles *all)
{
	return all->at + all->count - 1;
}

static const char *show(struct quantity_reader *reader, const struct percentiles *all,
			double base)
{
	const struct dist value = dist_exact(base);

	return dist_describe_in(reader->arena, &value, all->unit.scale, all->unit.text);
}

/* Whether the middle one, if there is one, is met but for its rounding. */
static bool meets(const struct percentiles *all, double there, double tolerance)
{
	return all->count < 3 || fabs(there - all->at[1].value) <= tolerance;
}

static double spread(const struct percentiles *all)
{
	return last_of(all)->value - all->at[0].value;
}

/* The lognormal above shift through the outer two. */
static bool lognormal_above(struct quantity_reader *reader, const struct percentiles *all,
			    double shift, struct dist *dist)
{
	const struct percentile *low = all->at, *high = last_of(all);
	double sigma = log1p(spread(all) / (low->value - shift)) / (high->z - low->z);
	double gsd = exp(sigma);

	if (gsd > QUANTITY_LARGEST_GSD) {
		diag_add(reader->diags, DIAG_QUANTITY_SPREAD, high->number.place, reader->path,
			 "look at the units of the percentiles",
			 isfinite(gsd)
			     ? "the percentiles of '%s' are too far apart: their GSD is %.3g"
			     : "the percentiles of '%s' are too far apart for a lognormal",
			 reader->name, gsd);
		return false;
	}
	*dist = dist_lognormal((low->value - shift) * exp(-sigma * low->z), gsd);
	dist->c = gsd > 1 ? shift : 0;
	return true;
}

/* (z3 - z2) / (z2 - z1) of a lognormal that begins `below` under the least percentile. */
static double skewed(const struct percentiles *all, double below)
{
	double low = all->at[1].value - all->at[0].value;
	double high = all->at[2].value - all->at[1].value;

	return log1p(high / (low + below)) / log1p(low / below);
}

/* No lognormal leans as far to the right. */
static bool is_too_skewed(const struct percentiles *all)
{
	double wanted = (all->at[2].z - all->at[1].z) / (all->at[1].z - all->at[0].z);

	return skewed(all, NEAREST * spread(all)) > wanted;
}

/* Three percentiles have one lognormal above some shift, unless they lean to the left. The
 * ratio rises with the distance. */
static bool find_shift(const struct percentiles *all, double *shift)
{
	double wanted = (all->at[2].z - all->at[1].z) / (all->at[1].z - all->at[0].z);
	double least = log(NEAREST * spread(all)), most = log(FARTHEST * spread(all));

	if (skewed(all, exp(most)) < wanted || skewed(all, exp(least)) > wanted)
		return false;
	for (int i = 0; i < HALVINGS; i++) {
		double middle = (least + most) / 2;

		if (skewed(all, exp(middle)) < wanted)
			least = middle;
		else
			most = middle;
	}
	*shift = all->at[0].value - exp(most);
	return true;
}

/* A shape that goes through all three, for a hint. */
static const char *shape_hint(const struct percentiles *all)
{
	const struct percentile *low = all->at, *middle = all->at + 1, *high = last_of(all);
	double share = (middle->value - low->value) / spread(all);
	double shift;

	if (fabs(share - (middle->z - low->z) / (high->z - low->z)) <= TOLERANCE)
		return "write shape: normal";
	if (find_shift(all, &shift))
		return "write shape: lognormal, or keep two percentiles";
	return "keep two percentiles, or write {pert: [min, mode, max]} or {triangular: [min, "
	       "mode, max]}";
}

/* "it lies 100 W above p5 and 10 W below p95" */
static const char *distances(struct quantity_reader *reader, const struct percentiles *all)
{
	const struct percentile *middle = all->at + 1;

	return arena_printf(reader->arena, "it lies %s above %s and %s below %s",
			    show(reader, all, middle->value - all->at[0].value), all->at[0].key,
			    show(reader, all, last_of(all)->value - middle->value),
			    last_of(all)->key);
}

/* The shape through the outer two has another value where the middle one stands. */
static bool refuse_middle(struct quantity_reader *reader, const struct percentiles *all,
			  const char *shape, double there)
{
	const struct percentile *middle = all->at + 1;

	diag_add(reader->diags, DIAG_QUANTITY_PERCENTILE, middle->number.place, reader->path,
		 shape_hint(all),
		 "the %s through %s and %s of '%s' has %s at %s, which misses %s by %s: %s",
		 shape, all->at[0].key, last_of(all)->key, reader->name, middle->key,
		 show(reader, all, there), show(reader, all, middle->value),
		 show(reader, all, fabs(there - middle->value)), distances(reader, all));
	return false;
}

static bool fit_normal(struct quantity_reader *reader, const struct percentiles *all,
		       struct dist *dist)
{
	const struct percentile *low = all->at;
	double sd = spread(all) / (last_of(all)->z - low->z);
	double mean = low->value - low->z * sd;
	double there = mean + sd * all->at[1].z;

	if (!meets(all, there, TOLERANCE * spread(all)))
		return refuse_middle(reader, all, "normal", there);
	*dist = (struct dist){.kind = DIST_NORMAL, .a = mean, .b = sd};
	return true;
}

static bool fit_uniform(struct quantity_reader *reader, const struct percentiles *all,
			struct dist *dist)
{
	const struct percentile *low = all->at;
	double range = spread(all) / (last_of(all)->p - low->p);
	double least = low->value - low->p * range;
	double there = least + range * all->at[1].p;

	if (!meets(all, there, TOLERANCE * spread(all)))
		return refuse_middle(reader, all, "uniform", there);
	*dist = (struct dist){.kind = DIST_UNIFORM, .a = least, .c = least + range};
	return true;
}

static bool refuse_lognormal(struct quantity_reader *reader, const struct percentiles *all)
{
	const struct percentile *low = all->at;

	diag_add(reader->diags, DIAG_QUANTITY_PERCENTILE, low->number.place, reader->path,
		 "write shape: normal, or a third percentile",
		 "a lognormal is above 0, but %s of '%s' is %s", low->key, reader->name,
		 show(reader, all, low->value));
	return false;
}

static bool fit_lognormal(struct quantity_reader *reader, const struct percentiles *all,
			  struct dist *dist)
{
	bool positive = all->at[0].value > 0;
	const struct percentile *middle = all->at + 1;
	double shift, there;

	if (all->count < 3 && !positive)
		return refuse_lognormal(reader, all);
	if (positive) {
		if (!lognormal_above(reader, all, 0, dist))
			return false;
		there = dist_quantile(dist, middle->p);
		if (meets(all, there, TOLERANCE * middle->value))
			return true;
	}
	if (find_shift(all, &shift))
		return lognormal_above(reader, all, shift, dist);
	diag_add(reader->diags, DIAG_QUANTITY_PERCENTILE, middle->number.place, reader->path,
		 shape_hint(all),
		 "no lognormal goes through %s, %s and %s of '%s', for %s: %s is %s, %s",
		 all->at[0].key, middle->key, all->at[2].key, reader->name,
		 is_too_skewed(all) ? "none is as skewed" : "its upper side is the longer one",
		 middle->key, show(reader, all, middle->value), distances(reader, all));
	return false;
}

static bool fit(struct quantity_reader *reader, const struct mapping *mapping,
		const struct percentiles *all, struct dist *dist)
{
	static const struct {
		const char *name;
		bool (*fit)(struct quantity_reader *reader, const struct percentiles *all,
			    struct dist *dist);
	} shapes[] = {
	    {"lognormal", fit_lognormal}, {"normal", fit_normal}, {"uniform", fit_uniform}};
	const struct entry *shape = node_entry(mapping->node, "shape");
	bool is_text = shape && shape->value->kind == NODE_SCALAR;
	const char *names[sizeof shapes / sizeof *shapes];
	const char *hint = NULL;

	for (size_t i = 0; is_text && i < sizeof shapes / sizeof *shapes; i++)
		if (text_same(shape->value->text, shapes[i].name))
			return shapes[i].fit(reader, all, dist);
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		names[i] = shapes[i].name;
	if (is_text)
		hint = diag_suggest(reader->diags, shape->value->text, names,
				    sizeof shapes / sizeof *shapes);
	diag_add(reader->diags, DIAG_QUANTITY_FORM,
		 shape ? shape->value->place : mapping->node->place, reader->path,
		 hint ? hint : "write shape: lognormal, shape: normal or shape: uniform",
		 is_text ? "'%s' names no shape of percentiles: '%s'"
			 : "'%s' needs the shape of its percentiles%s",
		 reader->name, is_text ? shape->value->text : "");
	return false;
}

/* The headline is the median that was written, where the shape is only near it. */
static void pin_median(const struct percentiles *all, struct dist *dist)
{
	const struct percentile *middle = all->at + 1;

	if (all->count < 3 || middle->z < 0 || middle->z > 0)
		return;
	if (fabs(dist_median(dist) - middle->value) <= PINNED * fabs(middle->value))
		return;
	dist->pinned = true;
	dist->central = middle->value;
}

bool quantity_percentiles(struct quantity_reader *reader, const struct mapping *mapping,
			  struct quantity *quantity)
{
	struct percentiles all;

	if (!read_all(reader, mapping, &all) || !settle(reader, &all) ||
	    !fit(reader, mapping, &all, &quantity->dist))
		return false;
	quantity->unit = all.unit;
	pin_median(&all, &quantity->dist);
	return true;
}
