/* Draws of several sheets in one: their rows of weights, and the groups that these make. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/engine/sheet_private.h"
#include "lca/engine/sheet_union_private.h"

struct union_draws {
	struct sheet *all;
	bool *used;   /* [draw] by a cell; others stand in rows alone */
	size_t count; /* draws that used has room for */
};

struct union_draws *union_draws_new(struct sheet *all)
{
	struct union_draws *draws = arena_alloc(all->arena, sizeof *draws);

	draws->all = all;
	return draws;
}

static bool same_rows(const struct sheet *left, const struct copula_row *a,
		      const struct sheet *right, const struct copula_row *b)
{
	uint32_t k;

	if (!a || !b)
		return !a && !b;
	if (a->count != b->count)
		return false;
	for (k = 0; k < a->count; k++)
		if (a->weights[k] != b->weights[k] ||
		    strcmp(left->draws[a->draws[k]].name, right->draws[b->draws[k]].name) != 0)
			return false;
	return true;
}

bool union_draw_agrees(const struct union_draws *draws, const struct sheet *sheet,
		       uint32_t draw)
{
	size_t known;

	if (!sheet_find_draw(draws->all, sheet->draws[draw].name, &known) ||
	    known >= draws->count || !draws->used[known])
		return true;
	return same_rows(sheet, sheet->draws[draw].row, draws->all,
			 draws->all->draws[known].row);
}

static bool add(struct union_draws *draws, const char *name, uint32_t *draw)
{
	size_t found;

	if (!sheet_add_draw(draws->all, name, &found))
		return false;
	while (draws->count < draws->all->draw_count) {
		draws->used = arena_grow(draws->all->arena, draws->used, draws->count,
					 sizeof *draws->used);
		draws->used[draws->count++] = false;
	}
	*draw = (uint32_t)found;
	return true;
}

/* Adds a draw to members[0..count), by name; returns how many there are then. */
static uint32_t insert(const struct sheet *all, uint32_t *members, uint32_t count,
		       uint32_t draw)
{
	uint32_t at = count, i;
	int order;

	for (i = 0; i < count && at == count; i++) {
		order = strcmp(all->draws[members[i]].name, all->draws[draw].name);
		if (order == 0)
			return count;
		if (order > 0)
			at = i;
	}
	memmove(members + at + 1, members + at, (count - at) * sizeof *members);
	members[at] = draw;
	return count + 1;
}

/* Makes one group of the groups of the draws in a row. */
static void join_groups(struct sheet *all, const struct copula_row *row)
{
	const struct sheet_draw *seen;
	uint32_t most = 0, count = 0, k, i;
	uint32_t *members;

	for (k = 0; k < row->count; k++)
		most += 1 + all->draws[row->draws[k]].member_count;
	members = arena_alloc(all->arena, most * sizeof *members);
	for (k = 0; k < row->count; k++) {
		seen = &all->draws[row->draws[k]];
		count = insert(all, members, count, row->draws[k]);
		for (i = 0; i < seen->member_count; i++)
			count = insert(all, members, count, seen->members[i]);
	}
	for (i = 0; i < count; i++) {
		all->draws[members[i]].group = members[0];
		all->draws[members[i]].members = members;
		all->draws[members[i]].member_count = count;
	}
}

static bool take_row(struct union_draws *draws, const struct sheet *sheet,
		     const struct copula_row *row, uint32_t taken)
{
	struct sheet *all = draws->all;
	struct copula_row *kept = arena_alloc(all->arena, sizeof *kept);
	uint32_t *of = arena_alloc(all->arena, row->count * sizeof *of);
	uint32_t k;

	for (k = 0; k < row->count; k++)
		if (!add(draws, sheet->draws[row->draws[k]].name, &of[k]))
			return false;
	*kept = (struct copula_row){.count = row->count, .draws = of, .weights = row->weights};
	all->draws[taken].row = kept;
	join_groups(all, kept);
	return true;
}

bool union_draw_take(struct union_draws *draws, const struct sheet *sheet, uint32_t draw,
		     uint32_t *taken)
{
	const struct sheet_draw *wanted = &sheet->draws[draw];

	if (!add(draws, wanted->name, taken))
		return false;
	if (draws->used[*taken])
		return true;
	draws->used[*taken] = true;
	return !wanted->row || take_row(draws, sheet, wanted->row, *taken);
}
