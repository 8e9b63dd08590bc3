/* Columns of power that tell one quantity twice: with one name, in two units, smoothed and not.
 */

#include <string.h>

#include "models/import_power_log.h"

static bool same_text(struct csv_field a, struct csv_field b)
{
	return a.length == b.length && memcmp(a.text, b.text, a.length) == 0;
}

static void refuse_one_name(struct intake *intake, struct csv_field name, size_t first,
			    size_t second)
{
	intake_fail(intake, DIAG_IMPORT_OVERLAP, 1,
		    "rename or remove the one that is not to be counted",
		    "columns %zu and %zu are both named '%.*s'", first + 1, second + 1,
		    (int)name.length, name.text);
}

static bool settle_pair(struct intake *intake, struct csv_field a, struct csv_field b,
			size_t *dropped, size_t first, size_t second)
{
	bool later = power_name_rank(b) < power_name_rank(a);
	struct csv_field kept = later ? b : a, other = later ? a : b;

	switch (intake->options->overlap) {
	case OVERLAP_SUM:
		intake_assume(intake, "'%.*s' and '%.*s' are both counted", (int)a.length,
			      a.text, (int)b.length, b.text);
		return true;
	case OVERLAP_MAX:
	case OVERLAP_DEDUPE:
		*dropped = later ? first : second;
		intake_assume(intake, "'%.*s' is counted, not '%.*s', which tells the same",
			      (int)kept.length, kept.text, (int)other.length, other.text);
		return true;
	case OVERLAP_REFUSE:
		break;
	}
	intake_fail(
	    intake, DIAG_IMPORT_OVERLAP, 1,
	    "by --overlap (overlap: in a scenario), max counts one of them (an average "
	    "before an instant), sum all",
	    "'%.*s' and '%.*s' are one quantity by their names: adding them would count "
	    "energy twice",
	    (int)a.length, a.text, (int)b.length, b.text);
	return false;
}

bool power_log_twins(struct intake *intake, const struct csv_row *header, size_t *columns,
		     size_t *count)
{
	size_t kept = 0;

	for (size_t i = 0; i < *count; i++) {
		for (size_t j = i + 1; columns[i] != SIZE_MAX && j < *count; j++) {
			struct csv_field a = row_field(header, columns[i]), b;
			size_t dropped = SIZE_MAX;

			if (columns[j] == SIZE_MAX)
				continue;
			b = row_field(header, columns[j]);
			if (same_text(a, b)) {
				refuse_one_name(intake, a, columns[i], columns[j]);
				return false;
			}
			if (!power_name_same(a, b))
				continue;
			if (!settle_pair(intake, a, b, &dropped, i, j))
				return false;
			if (dropped != SIZE_MAX)
				columns[dropped] = SIZE_MAX;
		}
	}
	for (size_t i = 0; i < *count; i++)
		if (columns[i] != SIZE_MAX)
			columns[kept++] = columns[i];
	*count = kept;
	return true;
}
