/* The time that energies belong to: of spans that overlap, each moment counts once. */

#include <stdlib.h>

#include "lca/base/arena.h"
#include "models/intake.h"
#include "models/timestamp.h"

struct span {
	int64_t start, end;
};

struct span_list {
	struct span *spans;
	size_t count;
};

void intake_cover(struct intake *intake, int64_t start, int64_t end)
{
	struct span_list *list = intake->covered;

	if (!list)
		list = intake->covered = arena_alloc(intake->arena, sizeof *list);
	if (end <= start)
		return;
	/* Rows that follow each other are one span. */
	if (list->count > 0 && list->spans[list->count - 1].end == start) {
		list->spans[list->count - 1].end = end;
		return;
	}
	list->spans = arena_grow(intake->arena, list->spans, list->count, sizeof *list->spans);
	list->spans[list->count++] = (struct span){start, end};
}

static int compare(const void *a, const void *b)
{
	const struct span *left = a, *right = b;

	return (left->start > right->start) - (left->start < right->start);
}

static double seconds(const struct span *span)
{
	return ((double)span->end - (double)span->start) / (double)TIMESTAMP_SECOND;
}

double intake_covered(struct intake *intake)
{
	struct span_list *list = intake->covered;
	struct sum covered = {0};
	struct span whole;

	if (!list || list->count == 0)
		return 0;
	qsort(list->spans, list->count, sizeof *list->spans, compare);
	whole = list->spans[0];
	for (size_t i = 1; i < list->count; i++) {
		const struct span *span = &list->spans[i];

		if (span->start > whole.end) {
			sum_add(&covered, seconds(&whole));
			whole = *span;
		} else if (span->end > whole.end) {
			whole.end = span->end;
		}
	}
	sum_add(&covered, seconds(&whole));
	return sum_value(&covered);
}
