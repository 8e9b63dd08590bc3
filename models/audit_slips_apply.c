/* A slip, done to a case. */

#include "models/audit_slips.h"

static void multiply(struct audit_value *value, struct interval factor, double nominal)
{
	value->value *= nominal;
	value->exact = interval_multiply(value->exact, factor);
	value->loose = interval_multiply(value->loose, factor);
	value->printed = NULL;
}

/* What a power is of once it was multiplied by a count or divided by one: read as of anything
 * else, a count that is stated would be left out unsaid. */
static void settle_power(const struct slip *slip, struct audit_case *audit_case)
{
	const struct slip_row *row = slip->row;
	bool counts = audit_case->figures[CLAIM_ACCELERATORS].stated ||
		      audit_case->figures[CLAIM_NODES].stated;

	if (row->figure != CLAIM_POWER || audit_case->power_of != POWER_UNSAID)
		return;
	if (row->kind == SLIP_OVER)
		audit_case->power_of = POWER_ACCELERATOR;
	else if (row->kind == SLIP_TIMES)
		audit_case->power_of = row->other == CLAIM_PER_NODE ? POWER_NODE : POWER_ALL;
	else if (row->kind == SLIP_COUNTED && counts)
		audit_case->power_of = slip->nominal < 1 ? POWER_ACCELERATOR : POWER_NODE;
}

void slip_apply(const struct slip *slip, struct audit_case *audit_case)
{
	struct audit_value *value = &audit_case->figures[slip->row->figure];

	settle_power(slip, audit_case);
	audit_case->twists |= slip->twists;
	if (slip->twists)
		return;
	/* Another intensity may be that of another grid than the region's. */
	if (slip->row->kind == SLIP_FREE && slip->row->figure == CLAIM_INTENSITY)
		audit_case->intensity.stated = false;
	if (!slip->scales) {
		*value = slip->value;
		return;
	}
	multiply(value, slip->factor, slip->nominal);
	if (slip->row->kind == SLIP_MACHINE)
		multiply(&audit_case->figures[CLAIM_POWER],
			 interval_divide(interval_of(1), slip->factor), 1 / slip->nominal);
}

static bool changes(const struct slip *slip, enum claim_figure figure)
{
	return slip->row->figure == figure ||
	       (slip->row->kind == SLIP_MACHINE && figure == CLAIM_POWER);
}

bool slip_goes_with(const struct slip *a, const struct slip *b)
{
	return !changes(a, b->row->figure) && !changes(b, a->row->figure) &&
	       !(a->twists & b->twists);
}
