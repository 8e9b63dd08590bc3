/* Distributions that are values themselves: discrete ones, and readings that were taken. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/quantity_reader.h"
#include "lca/base/tree.h"

enum { LEAST_COUNT = 2 };

/* Sums of them stay finite. */
#define LARGEST_WEIGHT 1e100

/* Readings as they stand; place: of what they are written in. */
struct values {
	const double *base;
	const double *sorted; /* NULL: not sorted yet */
	size_t count;
	struct place place;
};

static bool refuse(struct quantity_reader *reader, const struct form *form, struct place place,
		   const char *message)
{
	diag_add(reader->diags, DIAG_QUANTITY_READINGS, place, reader->path,
		 arena_printf(reader->arena, "write %s", form->written), "%s", message);
	return false;
}

static bool check_count(struct quantity_reader *reader, const struct mapping *mapping,
			size_t count)
{
	return count >= LEAST_COUNT ||
	       refuse(reader, mapping->form, mapping->value->place,
		      arena_printf(reader->arena,
				   "the %s '%s' needs at least two values, found %zu",
				   mapping->form->key, reader->name, count));
}

static bool read_list(struct quantity_reader *reader, const struct mapping *mapping,
		      struct values *values, struct quantity *quantity)
{
	const struct node *list = mapping->value;
	struct number *numbers;
	double *base;
	bool read = true;

	if (list->kind != NODE_LIST)
		return quantity_refuse_form(reader, list, mapping->form);
	if (!check_count(reader, mapping, list->count))
		return false;
	numbers = arena_alloc(reader->arena, list->count * sizeof *numbers);
	for (size_t i = 0; i < list->count; i++) {
		if (list->items[i]->kind != NODE_SCALAR)
			read = quantity_refuse_form(reader, list->items[i], mapping->form);
		else if (!quantity_number(reader, piece_of_node(list->items[i]), numbers + i))
			read = false;
	}
	if (!read || !quantity_settle(reader, numbers, list->count))
		return false;
	base = arena_alloc(reader->arena, list->count * sizeof *base);
	for (size_t i = 0; i < list->count; i++) {
		base[i] = quantity_base(numbers + i);
		read &= quantity_possible(reader, base[i], numbers[i].place, numbers[i].typed);
	}
	*values = (struct values){.base = base, .count = list->count, .place = list->place};
	quantity->unit = numbers[0].unit;
	return read;
}

/* A list of readings, or a file of them. */
static bool read_readings(struct quantity_reader *reader, const struct mapping *mapping,
			  struct values *values, struct quantity *quantity)
{
	const struct reading_table *table;

	if (mapping->value->kind != NODE_MAP)
		return read_list(reader, mapping, values, quantity);
	table = quantity_file(reader, mapping->value, quantity);
	if (!table)
		return false;
	*values = (struct values){.base = table->values,
				  .sorted = table->sorted,
				  .count = table->count,
				  .place = mapping->value->place};
	return check_count(reader, mapping, values->count);
}

static const struct dist_points *keep_points(struct quantity_reader *reader, size_t count,
					     const double *x, const double *p)
{
	struct dist_points *points = arena_alloc(reader->arena, sizeof *points);

	*points = (struct dist_points){.count = count, .x = x, .p = p};
	return points;
}

/* Readings that are all the same tell a value and no spread. */
static bool take_equal(struct quantity_reader *reader, const struct values *values,
		       struct quantity *quantity)
{
	for (size_t i = 1; i < values->count; i++)
		if (values->base[i] < values->base[0] || values->base[i] > values->base[0])
			return false;
	quantity->dist = dist_exact(values->base[0]);
	diag_add(reader->diags, DIAG_QUANTITY_VARIANCE, values->place, reader->path,
		 "write {rounded: ...}: what the meter rounds is a spread too",
		 "the %zu readings of '%s' are all the same, it is taken as exact",
		 values->count, reader->name);
	return true;
}

static const double *sort(struct arena *arena, const struct values *values)
{
	double *sorted = arena_alloc(arena, values->count * sizeof *sorted);

	memcpy(sorted, values->base, values->count * sizeof *sorted);
	qsort(sorted, values->count, sizeof *sorted, quantity_ascending);
	return sorted;
}

bool quantity_empirical(struct quantity_reader *reader, const struct mapping *mapping,
			struct quantity *quantity)
{
	struct values values;

	if (!read_readings(reader, mapping, &values, quantity))
		return false;
	if (take_equal(reader, &values, quantity))
		return true;
	if (!values.sorted)
		values.sorted = sort(reader->arena, &values);
	quantity->dist =
	    (struct dist){.kind = DIST_EMPIRICAL,
			  .a = 1,
			  .points = keep_points(reader, values.count, values.sorted, NULL)};
	return true;
}

/* Two passes, from the first value: no digit is lost where readings differ in their last ones.
 */
static void find_moments(const struct values *values, double *mean, double *sd)
{
	double n = (double)values->count, sum = 0, squares = 0;

	for (size_t i = 0; i < values->count; i++)
		sum += values->base[i] - values->base[0];
	*mean = values->base[0] + sum / n;
	for (size_t i = 0; i < values->count; i++) {
		double apart = values->base[i] - *mean;

		squares += apart * apart;
	}
	*sd = sqrt(squares / (n - 1));
}

/* JCGM 101:2008, 6.4.9: the mean of n readings of a normal, of which neither mean nor standard
 * deviation was known. */
bool quantity_mean_of(struct quantity_reader *reader, const struct mapping *mapping,
		      struct quantity *quantity)
{
	struct values values;
	double mean, sd, n;

	if (!read_readings(reader, mapping, &values, quantity))
		return false;
	if (take_equal(reader, &values, quantity))
		return true;
	find_moments(&values, &mean, &sd);
	n = (double)values.count;
	quantity->dist =
	    (struct dist){.kind = DIST_STUDENT, .a = mean, .b = sd / sqrt(n), .d = n - 1};
	return true;
}

struct point {
	double x, weight;
};

static int by_value(const void *a, const void *b)
{
	return quantity_ascending(&((const struct point *)a)->x, &((const struct point *)b)->x);
}

static bool read_weight(struct quantity_reader *reader, const struct mapping *mapping,
			const struct node *node, double *weight)
{
	struct number number;

	if (node->kind != NODE_SCALAR)
		return quantity_refuse_form(reader, node, mapping->form);
	if (!quantity_number(reader, piece_of_node(node), &number))
		return false;
	*weight = quantity_base(&number);
	if (*weight > LARGEST_WEIGHT)
		return refuse(reader, mapping->form, node->place,
			      arena_printf(reader->arena, "a weight of '%s' is too large: %s",
					   reader->name, number.typed));
	return ((!number.united || quantity_is_percent(&number)) && *weight >= 0) ||
	       refuse(reader, mapping->form, node->place,
		      arena_printf(reader->arena,
				   "a weight of '%s' is a plain number or a share in %%, at "
				   "least 0, found %s%s%s",
				   reader->name, number.typed, number.united ? " " : "",
				   number.united ? number.unit.text : ""));
}

/* One weight for each value, in their order. */
static bool read_weights(struct quantity_reader *reader, const struct mapping *mapping,
			 const struct node *weights, struct point *points, size_t count)
{
	double sum = 0;
	bool read = true;

	if (weights->kind != NODE_LIST)
		return quantity_refuse_form(reader, weights, mapping->form);
	if (weights->count != count)
		return refuse(reader, mapping->form, weights->place,
			      arena_printf(reader->arena,
					   "'%s' has %zu values and %zu weight%s", reader->name,
					   count, weights->count,
					   weights->count == 1 ? "" : "s"));
	for (size_t i = 0; i < count; i++) {
		read &= read_weight(reader, mapping, weights->items[i], &points[i].weight);
		sum += points[i].weight;
	}
	if (read && !(sum > 0))
		return refuse(
		    reader, mapping->form, weights->place,
		    arena_printf(reader->arena, "the weights of '%s' are all 0", reader->name));
	return read;
}

/* Equal values become one, those of weight 0 none. */
static size_t merge(struct point *points, size_t count)
{
	size_t kept = 0;

	qsort(points, count, sizeof *points, by_value);
	for (size_t i = 0; i < count; i++) {
		if (!(points[i].weight > 0))
			continue;
		if (kept && !(points[i].x > points[kept - 1].x))
			points[kept - 1].weight += points[i].weight;
		else
			points[kept++] = points[i];
	}
	return kept;
}

static struct dist discrete(struct quantity_reader *reader, const struct point *points,
			    size_t count)
{
	double *x = arena_alloc(reader->arena, count * sizeof *x);
	double *p = arena_alloc(reader->arena, count * sizeof *p);
	double sum = 0;

	for (size_t i = 0; i < count; i++) {
		sum += points[i].weight;
		x[i] = points[i].x;
		p[i] = sum;
	}
	for (size_t i = 0; i < count; i++)
		p[i] /= sum;
	return (struct dist){
	    .kind = DIST_DISCRETE, .a = 1, .points = keep_points(reader, count, x, p)};
}

bool quantity_discrete(struct quantity_reader *reader, const struct mapping *mapping,
		       struct quantity *quantity)
{
	const struct node *weights = node_get(mapping->node, "weights");
	struct values values = {0};
	struct point *points;
	size_t count;

	if (!read_list(reader, mapping, &values, quantity))
		return false;
	count = values.count;
	points = arena_alloc(reader->arena, count * sizeof *points);
	for (size_t i = 0; i < count; i++)
		points[i] = (struct point){values.base[i], 1};
	if (weights && !read_weights(reader, mapping, weights, points, count))
		return false;
	count = merge(points, count);
	quantity->dist = count > 1 ? discrete(reader, points, count) : dist_exact(points[0].x);
	return true;
}
