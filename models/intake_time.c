/* Times of rows: of a zone or UTC, and from when to when a log goes. */

#include "lca/base/zone.h"
#include "models/intake.h"
#include "models/timestamp.h"

/* Rows of a log may stand out of order by so much. */
#define DISORDER (5 * 60 * TIMESTAMP_SECOND)

/* Clocks were set back between the row before and this one: the earlier time lies before it,
 * the later one does not. Rows are in order but for minutes. */
static bool is_second_pass(const struct intake *intake, int64_t earlier, int64_t later)
{
	return intake->file_before == intake->name &&
	       earlier + DISORDER < intake->time_before &&
	       later + DISORDER >= intake->time_before;
}

int64_t intake_local(struct intake *intake, int64_t local)
{
	int64_t utc = local, later;

	intake->local = true;
	if (!intake->zone) {
		intake->unzoned = true;
		return local;
	}
	switch (zone_to_utc_twice(intake->zone, local, &utc, &later)) {
	case ZONE_UNIQUE:
		break;
	case ZONE_TWICE:
		intake->twice++;
		if (!is_second_pass(intake, utc, later))
			break;
		intake->again++;
		utc = later;
		break;
	case ZONE_NONE:
		intake->nowhen++;
		break;
	}
	intake->time_before = utc;
	intake->file_before = intake->name;
	return utc;
}

bool intake_timestamp(struct intake *intake, struct csv_field field, int64_t *time)
{
	bool zoned;

	if (!timestamp_parse(field.text, field.length, time, &zoned))
		return false;
	if (!zoned)
		*time = intake_local(intake, *time);
	return true;
}

void intake_time(struct intake *intake, int64_t time)
{
	if (!intake->has_time || time < intake->first)
		intake->first = time;
	if (!intake->has_time || time > intake->last)
		intake->last = time;
	intake->has_time = true;
}
