/* Rows left out by several threads. */

#include "models/usage_skips.h"

#include <stdlib.h>

#include "lca/base/arena.h"
#include "lca/engine/parallel.h"

/* Rows left out for one reason by all threads. */
struct reason {
	enum usage_verdict verdict;
	uint64_t count;
	size_t line_count;
	uint64_t lines[PARALLEL_MOST * SKIP_LINES];
};

static bool is_before(struct usage_spot a, struct usage_spot b)
{
	return a.block < b.block || (a.block == b.block && a.line < b.line);
}

void usage_skips_add(struct usage_skips *skips, enum usage_verdict verdict,
		     struct usage_spot spot)
{
	struct usage_skip *skip = &skips->of[verdict];
	size_t at = skip->count < SKIP_LINES ? (size_t)skip->count : SKIP_LINES;

	skip->count++;
	for (; at > 0 && is_before(spot, skip->spots[at - 1]); at--)
		if (at < SKIP_LINES)
			skip->spots[at] = skip->spots[at - 1];
	if (at < SKIP_LINES)
		skip->spots[at] = spot;
}

static int compare_lines(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;

	return (left > right) - (left < right);
}

/* Reasons in the order in which the log shows them. */
static int compare_reasons(const void *a, const void *b)
{
	const struct reason *left = a, *right = b;

	return compare_lines(&left->lines[0], &right->lines[0]);
}

static void gather(const struct usage_skips *const *skips, size_t threads,
		   const uint64_t *firsts, struct reason *reason)
{
	for (size_t i = 0; i < threads; i++) {
		const struct usage_skip *skip = &skips[i]->of[reason->verdict];

		reason->count += skip->count;
		for (size_t k = 0; k < SKIP_LINES && k < skip->count; k++)
			reason->lines[reason->line_count++] =
			    firsts[skip->spots[k].block] + skip->spots[k].line;
	}
	qsort(reason->lines, reason->line_count, sizeof *reason->lines, compare_lines);
}

static void report(struct intake *intake, const struct reason *reason)
{
	const struct usage_reason *text = &usage_reasons[reason->verdict];
	size_t told = reason->count < SKIP_LINES ? (size_t)reason->count : SKIP_LINES;

	for (size_t i = 0; i < told; i++)
		intake_skip(intake, text->text, text->fault, reason->lines[i]);
	if (reason->count > told)
		intake_skip_rows(intake, text->text, text->fault, reason->lines[told - 1],
				 reason->count - told);
}

void usage_skips_report(struct intake *intake, const struct usage_skips *const *skips,
			size_t threads, const uint64_t *firsts)
{
	struct reason *reasons = arena_alloc(intake->arena, USAGE_VERDICTS * sizeof *reasons);
	size_t count = 0;

	for (int i = 0; i < USAGE_VERDICTS; i++) {
		reasons[count] = (struct reason){.verdict = (enum usage_verdict)i};
		gather(skips, threads, firsts, &reasons[count]);
		count += reasons[count].count > 0;
	}
	if (count > 1)
		qsort(reasons, count, sizeof *reasons, compare_reasons);
	for (size_t i = 0; i < count; i++)
		report(intake, &reasons[i]);
}
