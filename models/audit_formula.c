/* Formulas of the audit. */

#include "models/audit_formula.h"

#include <assert.h>
#include <math.h>

static double join(double a, char operation, double b)
{
	switch (operation) {
	case '*':
		return a * b;
	case '/':
		return a / b;
	case '+':
		return a + b;
	case '-':
		return a - b;
	}
	assert(false);
	return a;
}

static struct interval join_intervals(struct interval a, char operation, struct interval b)
{
	switch (operation) {
	case '*':
		return interval_multiply(a, b);
	case '/':
		return interval_divide(a, b);
	case '+':
		return interval_add(a, b);
	case '-':
		return interval_subtract(a, b);
	}
	assert(false);
	return a;
}

void formula_start(struct audit_formula *formula)
{
	formula->count = 0;
	formula->value = 1;
	formula->exact = formula->loose = formula->printed = interval_of(1);
	formula->down = formula->up = 0;
	formula->dimensions = (struct dimensions){{0}};
	formula->bare = formula->ranged = formula->broken = false;
}

/* One number more, as a value with its intervals. */
static bool join_value(struct audit_formula *formula, char operation, double value,
		       struct interval exact, struct interval loose,
		       const struct dimensions *dimensions)
{
	if (formula->broken)
		return false;
	if (formula->count == AUDIT_TERMS || (operation == '/' && !(fabs(value) > 0)) ||
	    ((operation == '+' || operation == '-') &&
	     !dimensions_equal(formula->dimensions, *dimensions))) {
		formula->broken = true;
		return false;
	}
	if (operation == '*')
		formula->dimensions = dimensions_multiply(formula->dimensions, *dimensions);
	else if (operation == '/')
		formula->dimensions = dimensions_divide(formula->dimensions, *dimensions);
	formula->value = join(formula->value, operation, value);
	formula->exact = join_intervals(formula->exact, operation, exact);
	formula->loose = join_intervals(formula->loose, operation, loose);
	return true;
}

struct interval formula_likely(const struct audit_formula *formula)
{
	struct interval range = {exp(-sqrt(formula->down)), exp(sqrt(formula->up))};

	if (!isfinite(range.high))
		return formula->loose;
	return interval_multiply(formula->printed, range);
}

static void add_range(struct audit_formula *formula, char operation,
		      const struct audit_term *term)
{
	struct interval range = term->own ? *term->own : term->loose;
	double low = log(term->value / range.low), high = log(range.high / term->value);

	if (operation == '/') {
		double swapped = low;

		low = high;
		high = swapped;
	}
	formula->printed =
	    join_intervals(formula->printed, operation, interval_of(term->value));
	formula->down += low * low;
	formula->up += high * high;
}

/* A sum takes the ranges before it as they are. */
static void spread_figure(struct audit_formula *formula, char operation, struct interval loose)
{
	if (operation == '+' || operation == '-') {
		formula->printed = formula_likely(formula);
		formula->down = formula->up = 0;
	}
	formula->printed = join_intervals(formula->printed, operation, loose);
}

/* What a term leaves of the likely range. */
static void spread(struct audit_formula *formula, char operation, const struct audit_term *term)
{
	bool ranged = term->kind == TERM_LOOKED_UP || term->kind == TERM_BOUND;

	if (ranged && term->loose.low < term->loose.high &&
	    (operation == '*' || operation == '/'))
		add_range(formula, operation, term);
	else
		spread_figure(formula, operation, term->loose);
}

void formula_join(struct audit_formula *formula, char operation, const struct audit_term *term)
{
	if (!term) {
		formula->broken = true;
		return;
	}
	if (!join_value(formula, operation, term->value, term->exact, term->loose,
			&term->unit.dimensions))
		return;
	spread(formula, operation, term);
	if (term->kind == TERM_LOOKED_UP || term->kind == TERM_BOUND)
		formula->ranged = true;
	if (!formula->bare) {
		formula->terms[formula->count] = *term;
		formula->terms[formula->count].operation = operation;
	}
	formula->count++;
}

struct audit_term audit_term_of(const struct audit_case *audit_case, enum claim_figure figure)
{
	const struct audit_value *value = &audit_case->figures[figure];
	const struct printed *printed = value->printed;

	return (struct audit_term){
	    .kind = printed ? TERM_STATED : TERM_ASSUMED,
	    .operation = '*',
	    .name = claim_figure_key(figure),
	    .value = value->value,
	    .exact = value->exact,
	    .loose = value->loose,
	    .unit = value->unit,
	    .text = printed ? printed->text : NULL,
	    .place = printed ? printed->place : (struct place){0},
	};
}

void formula_figure(struct audit_formula *formula, char operation,
		    const struct audit_case *audit_case, enum claim_figure figure)
{
	const struct audit_value *value = &audit_case->figures[figure];
	struct audit_term term;

	if (!value->stated) {
		formula->broken = true;
		return;
	}
	if (formula->bare) {
		if (join_value(formula, operation, value->value, value->exact, value->loose,
			       &value->unit.dimensions)) {
			spread_figure(formula, operation, value->loose);
			formula->count++;
		}
		return;
	}
	term = audit_term_of(audit_case, figure);
	formula_join(formula, operation, &term);
}
