#ifndef REPORTS_FACTS_INNER_H
#define REPORTS_FACTS_INNER_H

/* The parts that facts are gathered in; internal to facts_of. */

#include "reports/facts.h"

/* Value of a cell with every input at its central value; NaN where it is none. */
double facts_value(const double *values, cell c);
/* The sum of what is known: a NaN adds nothing, and the sum of nothing is NaN. */
double facts_plus(double sum, double part);

/* Electricity of an item, and the sums of all (facts_energy.c). */
void facts_energy(struct arena *arena, const struct assessment *assessment,
		  struct facts_item *fact, const double *values);
void facts_sum_energy(struct facts *facts);
/* Operations of an item, and the model that they are of (facts_operations.c). */
void facts_operations(struct arena *arena, struct facts_item *fact, const double *values);
void facts_size(struct arena *arena, struct facts *facts);
/* Grids and accelerators, from the items (facts_places.c, facts_devices.c). */
void facts_places(struct arena *arena, struct facts *facts, const double *values);
void facts_devices(struct arena *arena, struct facts *facts);
/* The words of a card, once the numbers are there (facts_words.c). */
void facts_words(struct arena *arena, struct facts *facts);

/* "a; b" grows by one; either may be NULL. */
const char *facts_join(struct arena *arena, const char *list, const char *one);

#endif
