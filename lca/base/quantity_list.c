/* Shapes that are written as a list of their parameters. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/quantity_reader.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"

/* Of shapes and degrees of freedom: below, a tail reaches beyond what a double holds; above,
 * the shape is another one, exact or normal. */
#define LEAST_PARAMETER	  0.1
#define LARGEST_PARAMETER 1e6

static size_t count_names(const struct form *form)
{
	size_t count = 0;

	while (count < MOST_PARAMETERS && form->names[count])
		count++;
	return count;
}

/* "takes 3 numbers, found 2" */
static bool refuse_count(struct quantity_reader *reader, const struct mapping *mapping,
			 size_t least, size_t most, size_t found)
{
	const char *many = least < most ? arena_printf(reader->arena, "%zu or %zu", least, most)
					: arena_printf(reader->arena, "%zu", most);

	diag_add(reader->diags, DIAG_QUANTITY_FORM, mapping->value->place, reader->path,
		 arena_printf(reader->arena, "write %s", mapping->form->written),
		 "'%s' of '%s' takes %s number%s, found %zu", mapping->form->key, reader->name,
		 many, most == 1 ? "" : "s", found);
	return false;
}

/* A list of count numbers, or one number where that is all. */
static bool read_numbers(struct quantity_reader *reader, const struct mapping *mapping,
			 struct number *numbers, size_t least, size_t most, size_t *count)
{
	const struct node *node = mapping->value;
	bool is_list = node->kind == NODE_LIST;
	bool read = true;
	size_t i;

	*count = is_list ? node->count : 1;
	if (node->kind == NODE_MAP)
		return quantity_refuse_form(reader, node, mapping->form);
	if (*count < least || *count > most)
		return refuse_count(reader, mapping, least, most, *count);
	for (i = 0; i < *count; i++) {
		const struct node *item = is_list ? node->items[i] : node;

		if (item->kind != NODE_SCALAR)
			read = quantity_refuse_form(reader, item, mapping->form);
		else if (!quantity_number(reader, piece_of_node(item), numbers + i))
			read = false;
	}
	return read;
}

/* A plain number above 0, within what nobody exceeds who means a distribution. */
static bool check_parameter(struct quantity_reader *reader, const struct number *number,
			    const struct form *form, const char *name)
{
	const char *hint = arena_printf(reader->arena, "write %s", form->written);

	if (number->united)
		diag_add(reader->diags, DIAG_QUANTITY_SPREAD, number->place, reader->path, hint,
			 "the %s of the %s '%s' is a plain number, found %s %s", name,
			 form->key, reader->name, number->typed, number->unit.text);
	else if (!(number->value > 0))
		diag_add(reader->diags, DIAG_QUANTITY_SPREAD, number->place, reader->path, hint,
			 "the %s of the %s '%s' is above 0, found %s", name, form->key,
			 reader->name, number->typed);
	else if (number->value < LEAST_PARAMETER || number->value > LARGEST_PARAMETER)
		diag_add(reader->diags, DIAG_QUANTITY_SPREAD, number->place, reader->path, hint,
			 "the %s of the %s '%s' lies between %g and %g, found %s", name,
			 form->key, reader->name, LEAST_PARAMETER, LARGEST_PARAMETER,
			 number->typed);
	else
		return true;
	return false;
}

static bool is_plain(const struct form *form, size_t i)
{
	return (form->plain >> i & 1) != 0;
}

/* An sd in % beside a mean in W: the hint says how many W that is, and how a share is written.
 */
static bool refuse_share(struct quantity_reader *reader, const struct form *form,
			 const struct number *numbers)
{
	const struct number *centre = &numbers[0], *spread = &numbers[1];
	const char *unit = centre->united	? centre->unit.text
			   : reader->rule->unit ? reader->rule->unit
						: "";
	const char *blank = *unit ? " " : "";
	const char *amount =
	    quantity_round(reader->arena, fabs(centre->value) * quantity_base(spread), 6);
	const char *hint = arena_printf(reader->arena, "write '%s%s%s'", amount, blank, unit);

	/* Whether 0.8 beside 10 % is a share or 0.8 % nobody can tell. */
	if (!centre->united && !*unit)
		hint = "write both in %, or both as plain numbers";
	else if (form->kind == DIST_NORMAL)
		hint = arena_printf(reader->arena,
				    "%s, or '%s%s%s ± %s %%' alone for a 95 %% interval", hint,
				    centre->typed, blank, unit, spread->typed);
	diag_add(reader->diags, DIAG_QUANTITY_DIMENSION, spread->place, reader->path, hint,
		 "the %s of the %s '%s' has the unit of its %s, found %s %%", form->names[1],
		 form->key, reader->name, form->names[0], spread->typed);
	return false;
}

static bool is_share(const struct form *form, const struct number *numbers)
{
	return (form->kind == DIST_NORMAL || form->kind == DIST_STUDENT) &&
	       quantity_is_percent(&numbers[1]) && !quantity_is_percent(&numbers[0]);
}

/* Those with units stand together, before or behind the plain ones. */
static bool settle(struct quantity_reader *reader, const struct form *form,
		   struct number *numbers, size_t count, size_t *first)
{
	size_t settled = 0;
	bool plain = true;
	size_t i;

	for (*first = 0; is_plain(form, *first); ++*first)
		;
	for (i = 0; i < count; i++) {
		if (is_plain(form, i))
			plain &= check_parameter(reader, numbers + i, form, form->names[i]);
		else
			settled++;
	}
	return quantity_settle(reader, numbers + *first, settled) && plain;
}

static bool refuse(struct quantity_reader *reader, enum diag_code code, const struct form *form,
		   const struct number *number, const char *rule)
{
	diag_add(reader->diags, code, number->place, reader->path,
		 arena_printf(reader->arena, "write %s", form->written),
		 "the %s '%s' has %s, found %s", form->key, reader->name, rule, number->typed);
	return false;
}

/* Two ends and, of a beta, its two parameters. */
static bool build_between(struct quantity_reader *reader, const struct form *form,
			  const struct number *numbers, struct dist *dist)
{
	*dist = (struct dist){
	    .kind = form->kind, .a = quantity_base(numbers), .c = quantity_base(numbers + 1)};
	if (form->kind == DIST_BETA) {
		dist->b = numbers[2].value;
		dist->d = numbers[3].value;
	}
	return dist->c > dist->a ||
	       refuse(reader, DIAG_QUANTITY_ORDER, form, numbers + 1, "a max above its min");
}

static bool build_scaled(struct quantity_reader *reader, const struct form *form,
			 const struct number *numbers, struct dist *dist)
{
	*dist = (struct dist){
	    .kind = form->kind, .a = quantity_base(numbers + 1), .b = numbers[0].value};
	return dist->a > 0 ||
	       refuse(reader, DIAG_QUANTITY_SPREAD, form, numbers + 1, "a scale above 0");
}

static bool build_student(struct quantity_reader *reader, const struct form *form,
			  const struct number *numbers, struct dist *dist)
{
	*dist = (struct dist){.kind = form->kind,
			      .a = quantity_base(numbers),
			      .b = quantity_base(numbers + 1),
			      .d = numbers[2].value};
	return dist->b > 0 ||
	       refuse(reader, DIAG_QUANTITY_SPREAD, form, numbers + 1, "a scale above 0");
}

static bool build_trapezoid(struct quantity_reader *reader, const struct form *form,
			    const struct number *numbers, struct dist *dist)
{
	*dist = (struct dist){.kind = form->kind,
			      .a = quantity_base(numbers),
			      .b = quantity_base(numbers + 2),
			      .c = quantity_base(numbers + 1)};
	if (!(dist->c > dist->a))
		return refuse(reader, DIAG_QUANTITY_ORDER, form, numbers + 1,
			      "a max above its min");
	return (dist->b > 0 && dist->b < (dist->c - dist->a) / 2) ||
	       refuse(reader, DIAG_QUANTITY_SPREAD, form, numbers + 2,
		      "a d above 0 and below half of max - min");
}

static bool build(struct quantity_reader *reader, const struct form *form,
		  const struct number *numbers, struct dist *dist)
{
	switch (form->kind) {
	case DIST_NORMAL:
		return quantity_normal(reader, numbers, numbers + 1, dist);
	case DIST_UNIFORM:
	case DIST_TRIANGULAR:
	case DIST_PERT:
		return quantity_bounded(reader, form->kind, numbers, dist);
	case DIST_BETA:
	case DIST_ARCSINE:
		return build_between(reader, form, numbers, dist);
	case DIST_GAMMA:
	case DIST_WEIBULL:
		return build_scaled(reader, form, numbers, dist);
	case DIST_STUDENT:
		return build_student(reader, form, numbers, dist);
	case DIST_TRAPEZOID:
		return build_trapezoid(reader, form, numbers, dist);
	case DIST_EXACT:
	case DIST_LOGNORMAL:
	case DIST_DISCRETE:
	case DIST_EMPIRICAL:
		break;
	}
	return false;
}

bool quantity_list(struct quantity_reader *reader, const struct mapping *mapping,
		   struct quantity *quantity)
{
	const struct form *form = mapping->form;
	struct number numbers[MOST_PARAMETERS] = {0};
	size_t count = count_names(form);
	size_t first;

	if (!read_numbers(reader, mapping, numbers, count, count, &count))
		return false;
	if (is_share(form, numbers))
		return refuse_share(reader, form, numbers);
	if (!settle(reader, form, numbers, count, &first))
		return false;
	quantity->unit = numbers[first].unit;
	return build(reader, form, numbers, &quantity->dist);
}

static bool read_gsd(struct quantity_reader *reader, const struct node *node,
		     const struct number *numbers, size_t count, double *gsd)
{
	const struct node *squared = node_get(node, "gsd2");
	struct number number;

	if (count == 2)
		return quantity_gsd(reader, numbers + 1, false, gsd);
	if (squared && squared->kind == NODE_SCALAR)
		return quantity_number(reader, piece_of_node(squared), &number) &&
		       quantity_gsd(reader, &number, true, gsd);
	diag_add(reader->diags, DIAG_QUANTITY_FORM, squared ? squared->place : node->place,
		 reader->path,
		 "write {lognormal: [median, gsd]} or {lognormal: [median], gsd2: 2.25}",
		 "the lognormal '%s' lacks its GSD", reader->name);
	return false;
}

bool quantity_read_lognormal(struct quantity_reader *reader, const struct mapping *mapping,
			     struct quantity *quantity)
{
	struct number numbers[2] = {0};
	size_t count;
	double gsd;
	bool read;

	if (!read_numbers(reader, mapping, numbers, 1, 2, &count))
		return false;
	read = read_gsd(reader, mapping->node, numbers, count, &gsd);
	if (!quantity_settle(reader, numbers, 1) || !read)
		return false;
	quantity->unit = numbers[0].unit;
	return quantity_lognormal(reader, numbers, gsd, &quantity->dist);
}
