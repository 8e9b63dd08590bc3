/* A figure as printed: anything that rounds to it is as likely. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/numeral.h"
#include "lca/base/quantity_reader.h"
#include "lca/base/tree.h"

/* A figure in decimals is a whole number of steps but for its own rounding to binary. */
#define STEP_TOLERANCE 1e-9

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* One unit of the last digit: 0.1M of "7.0M", which is that text with every digit 0 but for a 1
 * as its last. */
static double last_digit(struct quantity_reader *reader, const struct number *number)
{
	char *typed = arena_text(reader->arena, number->typed);
	char *last = NULL;
	double unit = 0;
	size_t ignored;

	for (char *at = typed; *at && *at != 'e' && *at != 'E'; at++) {
		if (!is_digit(*at))
			continue;
		*at = '0';
		last = at;
	}
	if (last)
		*last = '1';
	numeral_read(typed, strlen(typed), false, &unit, &ignored);
	return fabs(unit);
}

static bool refuse_step(struct quantity_reader *reader, const struct number *step,
			const char *message)
{
	diag_add(reader->diags, DIAG_QUANTITY_SPREAD, step->place, reader->path,
		 "write the step that the figure was rounded to: {rounded: 7000 h, to: 100 h}",
		 "%s", message);
	return false;
}

/* The step that `to:` states, in the unit of the figure. */
static bool read_step(struct quantity_reader *reader, const struct entry *to,
		      const struct number *figure, double *step)
{
	struct number number;
	double steps;

	if (!quantity_beside(reader, to, figure->unit, &number))
		return false;
	if (!(number.value > 0))
		return refuse_step(reader, &number,
				   arena_printf(reader->arena,
						"the step that '%s' is rounded to is above 0, "
						"found %s",
						reader->name, number.typed));
	*step = quantity_base(&number) / figure->unit.scale;
	steps = figure->value / *step;
	if (fabs(steps - rint(steps)) <= STEP_TOLERANCE * fmax(1, fabs(steps)))
		return true;
	return refuse_step(reader, &number,
			   arena_printf(reader->arena,
					"'%s' is no multiple of the step it is rounded to: %s "
					"of %s",
					reader->name, figure->typed, number.typed));
}

/* The zeros at the end of a whole number, 2 of "700"; 0 of "7.0M", which shows its digits. */
static int count_zeros(const char *typed)
{
	size_t digits = strcspn(typed, ".eE"), length = strspn(typed, "-0123456789_");
	int zeros = 0;

	if (digits < strlen(typed))
		return 0;
	for (; length > 0 && (typed[length - 1] == '0' || typed[length - 1] == '_'); length--)
		zeros += typed[length - 1] == '0';
	return length > 0 && is_digit(typed[length - 1]) ? zeros : 0;
}

/* Who rounds to hundreds often writes the zeros too. */
static void note_zeros(struct quantity_reader *reader, const struct number *figure, double step)
{
	int zeros = count_zeros(figure->typed);
	const char *unit = figure->unit.text, *blank = *unit ? " " : "", *coarse;

	if (!zeros)
		return;
	coarse = quantity_round(reader->arena, step * pow(10, zeros), 6);
	diag_add(reader->diags, DIAG_QUANTITY_ROUNDED, figure->place, reader->path,
		 arena_printf(reader->arena,
			      "write to: %s%s%s if it was printed to the nearest %s%s%s",
			      coarse, blank, unit, coarse, blank, unit),
		 "'%s' is read as known to %s%s%s", reader->name,
		 quantity_round(reader->arena, step, 6), blank, unit);
}

bool quantity_rounded(struct quantity_reader *reader, const struct mapping *mapping,
		      struct quantity *quantity)
{
	const struct entry *to = node_entry(mapping->node, "to");
	struct number numbers[2];
	double step;

	if (mapping->value->kind != NODE_SCALAR)
		return quantity_refuse_form(reader, mapping->value, mapping->form);
	if (!quantity_number(reader, piece_of_node(mapping->value), numbers) ||
	    !quantity_settle(reader, numbers, 1))
		return false;
	quantity->unit = numbers[0].unit;
	step = last_digit(reader, numbers);
	if (to && !read_step(reader, to, numbers, &step))
		return false;
	if (!to)
		note_zeros(reader, numbers, step);
	quantity->origin.rounded = true;
	numbers[1] = numbers[0];
	numbers[0].value -= step / 2;
	numbers[1].value += step / 2;
	return quantity_bounded(reader, DIST_UNIFORM, numbers, &quantity->dist);
}
