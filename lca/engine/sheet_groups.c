/* Groups of correlated draws: stated pairs, the matrix of each group, its factor as rows. */

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/engine/correlate.h"
#include "lca/engine/sheet.h"
#include "lca/engine/sheet_private.h"

/* A group by name of its draws, so that neither the order of statements nor that of inputs
 * moves a draw. */
struct group {
	const struct sheet *sheet;
	const struct rank_correlation *pairs;
	size_t pair_count;
	uint32_t *draws;
	size_t count;
	double *matrix, *lower;
};

size_t sheet_group(const struct sheet *sheet, size_t draw)
{
	assert(draw < sheet->draw_count);
	return sheet->draws[draw].group;
}

size_t sheet_group_size(const struct sheet *sheet, size_t draw)
{
	assert(draw < sheet->draw_count);
	return sheet->draws[draw].members ? sheet->draws[draw].member_count : 1;
}

bool sheet_depends_group(const struct sheet *sheet, cell c, size_t draw)
{
	const struct sheet_draw *seen = &sheet->draws[draw];
	size_t i;

	assert(draw < sheet->draw_count);
	if (!seen->members)
		return sheet_depends(sheet, c, draw);
	for (i = 0; i < seen->member_count; i++)
		if (sheet_depends(sheet, c, seen->members[i]))
			return true;
	return false;
}

/* The position of a draw in its group. */
static size_t position_of(const struct group *group, size_t draw)
{
	size_t i = 0;

	while (group->draws[i] != draw)
		i++;
	assert(i < group->count);
	return i;
}

/* Draws of one label, sorted by name. */
static void list_draws(struct group *group, struct arena *arena, const uint32_t *label,
		       uint32_t wanted)
{
	const struct sheet_draw *draws = group->sheet->draws;
	size_t i, k;

	group->draws = arena_alloc(arena, (group->sheet->draw_count + 1) * sizeof *label);
	for (i = 0; i < group->sheet->draw_count; i++) {
		if (label[i] != wanted)
			continue;
		for (k = group->count++;
		     k && strcmp(draws[group->draws[k - 1]].name, draws[i].name) > 0; k--)
			group->draws[k] = group->draws[k - 1];
		group->draws[k] = (uint32_t)i;
	}
}

static bool holds(const struct group *group, size_t draw)
{
	size_t i;

	for (i = 0; i < group->count; i++)
		if (group->draws[i] == draw)
			return true;
	return false;
}

static void fill_matrix(struct group *group, struct arena *arena)
{
	size_t n = group->count, i, a, b;

	group->matrix = arena_alloc(arena, n * n * sizeof *group->matrix);
	group->lower = arena_alloc(arena, n * n * sizeof *group->lower);
	for (i = 0; i < n; i++)
		group->matrix[i * n + i] = 1;
	for (i = 0; i < group->pair_count; i++) {
		if (group->pairs[i].rho == 0 || !holds(group, group->pairs[i].a))
			continue;
		a = position_of(group, group->pairs[i].a);
		b = position_of(group, group->pairs[i].b);
		assert(a != b && group->matrix[a * n + b] == 0);
		group->matrix[a * n + b] = group->matrix[b * n + a] =
		    correlate_normal(group->pairs[i].rho);
	}
}

/* The least change of an entry that would do; infinite where none does. */
static double change_of(const double *matrix, size_t n, size_t i, size_t j, double *low,
			double *high)
{
	double r = matrix[i * n + j];

	if (!correlate_interval(matrix, n, i, j, low, high))
		return INFINITY;
	return r < *low ? *low - r : r > *high ? r - *high : 0;
}

static const struct rank_correlation *stated(const struct group *group, size_t i, size_t j)
{
	const struct rank_correlation *pair;
	size_t k;

	for (k = 0; k < group->pair_count; k++) {
		pair = &group->pairs[k];
		if ((pair->a == group->draws[i] && pair->b == group->draws[j]) ||
		    (pair->b == group->draws[i] && pair->a == group->draws[j]))
			return pair;
	}
	return NULL;
}

enum { FEW_ROWS = 16 };

/* The stated pair and the unstated one of these rows that need the least change; of many rows
 * the stated one alone. Returns how much that one does. */
static double least_change(const struct group *group, const double *matrix, size_t n,
			   const size_t *rows, size_t count, struct correlation_flaw *flaw)
{
	double least[2] = {INFINITY, INFINITY}, low = 0, high = 0, change;
	const struct rank_correlation *pair;
	size_t i, j;

	flaw->unstated = false;
	for (i = 0; i < count; i++)
		for (j = 0; j < i; j++) {
			pair = stated(group, rows[i], rows[j]);
			if (!pair && count > FEW_ROWS)
				continue;
			change = change_of(matrix, n, n == count ? i : rows[i],
					   n == count ? j : rows[j], &low, &high);
			if (!(change < least[!pair]))
				continue;
			least[!pair] = change;
			if (pair) {
				flaw->pair = (size_t)(pair - group->pairs);
				flaw->low = correlate_rank(low);
				flaw->high = correlate_rank(high);
				continue;
			}
			flaw->unstated = true;
			flaw->a = group->draws[rows[j]];
			flaw->b = group->draws[rows[i]];
			flaw->unstated_low = correlate_rank(low);
			flaw->unstated_high = correlate_rank(high);
		}
	return least[0];
}

/* Where several conflicts exist, no change of one pair makes the whole group possible: then
 * that of the first conflict alone. */
static void find_flaw(const struct group *group, struct arena *arena,
		      struct correlation_flaw *flaw)
{
	size_t n = group->count, count, i, j;
	size_t *rows = malloc((n + 1) * sizeof *rows);
	size_t *conflict = arena_alloc(arena, (n + 1) * sizeof *conflict);
	double *part = malloc((n * n + 1) * sizeof *part);

	if (!rows || !part)
		abort();
	count = correlate_conflict(group->matrix, n, rows);
	for (i = 0; i < count; i++)
		for (j = 0; j < count; j++)
			part[i * count + j] = group->matrix[rows[i] * n + rows[j]];
	for (i = 0; i < count; i++)
		conflict[i] = group->draws[rows[i]];
	flaw->conflict = conflict;
	flaw->conflict_count = count;
	flaw->several = !isfinite(least_change(group, group->matrix, n, rows, count, flaw));
	if (flaw->several)
		least_change(group, part, count, rows, count, flaw);
	free(rows);
	free(part);
}

static void take_rows(struct sheet *sheet, const struct group *group)
{
	size_t n = group->count, i, k;

	for (i = 0; i < n; i++) {
		struct copula_row *row = arena_alloc(sheet->arena, sizeof *row);
		double *weights = arena_alloc(sheet->arena, n * sizeof *weights);
		uint32_t *draws = arena_alloc(sheet->arena, n * sizeof *draws);

		for (k = 0; k <= i; k++) {
			if (group->lower[i * n + k] == 0)
				continue;
			weights[row->count] = group->lower[i * n + k];
			draws[row->count++] = group->draws[k];
		}
		row->weights = weights;
		row->draws = draws;
		sheet->draws[group->draws[i]].group = group->draws[0];
		sheet->draws[group->draws[i]].members = group->draws;
		sheet->draws[group->draws[i]].member_count = (uint32_t)n;
		sheet->draws[group->draws[i]].row = row->count > 1 ? row : NULL;
	}
}

/* label[draw] is the least draw of its group. */
static uint32_t *label_draws(const struct sheet *sheet, const struct rank_correlation *pairs,
			     size_t count)
{
	uint32_t *label = arena_alloc(sheet->arena, (sheet->draw_count + 1) * sizeof *label);
	uint32_t from, to;
	size_t i, k;

	for (i = 0; i < sheet->draw_count; i++)
		label[i] = (uint32_t)i;
	for (i = 0; i < count; i++) {
		assert(pairs[i].a < sheet->draw_count && pairs[i].b < sheet->draw_count);
		if (pairs[i].rho == 0)
			continue;
		from = label[pairs[i].a];
		to = label[pairs[i].b];
		for (k = 0; k < sheet->draw_count; k++)
			if (label[k] == (from > to ? from : to))
				label[k] = from > to ? to : from;
	}
	return label;
}

bool sheet_correlate(struct sheet *sheet, const struct rank_correlation *pairs, size_t count,
		     struct correlation_flaw *flaw)
{
	const uint32_t *label = label_draws(sheet, pairs, count);
	struct group *groups = arena_alloc(sheet->arena, (count + 1) * sizeof *groups);
	bool *done = arena_alloc(sheet->arena, (sheet->draw_count + 1) * sizeof *done);
	size_t group_count = 0, i;

	for (i = 0; i < count; i++) {
		struct group group = {.sheet = sheet, .pairs = pairs, .pair_count = count};
		uint32_t own = label[pairs[i].a];

		if (pairs[i].rho == 0 || done[own])
			continue;
		done[own] = true;
		list_draws(&group, sheet->arena, label, own);
		fill_matrix(&group, sheet->arena);
		if (correlate_factor(group.matrix, group.count, group.lower) < group.count) {
			find_flaw(&group, sheet->arena, flaw);
			return false;
		}
		groups[group_count++] = group;
	}
	for (i = 0; i < group_count; i++)
		take_rows(sheet, &groups[i]);
	return true;
}

const char *sheet_group_name(struct arena *arena, const struct sheet *sheet, cell c,
			     size_t draw)
{
	const struct sheet_draw *seen = &sheet->draws[draw];
	const char *name = NULL;
	size_t count = 0;

	assert(draw < sheet->draw_count);
	if (!seen->members)
		return seen->name;
	for (size_t i = 0; i < seen->member_count; i++) {
		const char *member = sheet->draws[seen->members[i]].name;

		if (!sheet_depends(sheet, c, seen->members[i]))
			continue;
		name = count == 0 ? member
				  : arena_printf(arena, "%s%s%s", name,
						 count == 1 ? " with " : ", ", member);
		count++;
	}
	assert(name);
	return name;
}
