#ifndef FACTORS_DATE_H
#define FACTORS_DATE_H

/* Dates of publication: YYYY, YYYY-MM or YYYY-MM-DD. */

#include <stdbool.h>

/* True for a text of one of the three forms that is in the calendar. */
bool date_is_sound(const char *text);
/* True where date does not lie after day, as far as the shorter of the two says: 2024 and
 * 2024-05 are each by the other. "" is by any day. */
bool date_is_by(const char *date, const char *day);

#endif
