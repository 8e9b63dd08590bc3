#ifndef MODELS_POWER_COLUMN_H
#define MODELS_POWER_COLUMN_H

/* Columns of power readings: "power.draw [W]" over cells such as "312.45 W", "312.45" or
 * "[N/A]". */

#include "models/intake.h"

/* The column with this name, a unit in brackets apart; SIZE_MAX where there is none. */
size_t power_find_column(const struct csv_row *header, const char *name);

/* Watts per unit of the column's header: 1 where it names none. */
double power_header_scale(const struct csv_row *header, size_t column);

/* Watts of a cell; scale is that of the header, which a unit in the cell replaces. */
enum reading power_read(struct csv_field field, double scale, double *watts);

#endif
