/* The ranked rows, compiled for each way of accounting. */

#include "models/choices.h"

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"

const struct account choices_accounts[CHOICES_ACCOUNTS] = {
    {"location", "gwp", false}, {"market", "gwp_market", false}, {"marginal", "gwp", true}};

struct lifetimes {
	const struct sheet *sheet;
	struct arena *arena;
	cell *cells;
	size_t count;
};

/* "hardware/idris.lifetime", "embodied/GPUs.lifetime google" */
static void find_lifetime(void *context, cell input)
{
	struct lifetimes *found = context;
	const char *key = sheet_view(found->sheet, input).quantity->origin.key;
	const char *property = key ? strrchr(key, '.') : NULL;

	if (!property || !text_starts(property, ".lifetime"))
		return;
	found->cells =
	    arena_grow(found->arena, found->cells, found->count, sizeof *found->cells);
	found->cells[found->count++] = input;
}

static struct lifetimes lifetimes_of(struct arena *arena, const struct sheet *sheet, cell total)
{
	struct lifetimes found = {.sheet = sheet, .arena = arena};

	sheet_inputs(sheet, total, find_lifetime, &found);
	return found;
}

bool choices_have_lifetime(const struct comparing *comparing, struct arena *arena)
{
	const struct comparison *result = comparing->result;

	for (size_t i = 0; i < result->ranked; i++) {
		const struct build *build = comparing->ranked[i]->freeze->build;
		struct impact total = freeze_total_of(build, comparing->criteria[result->by]);

		if (lifetimes_of(arena, build->sheet, total.cell).count)
			return true;
	}
	return false;
}

static cell with_lifetime(const struct trials *trials, struct sheet *copy, cell total)
{
	struct lifetimes found;
	struct dist *dists;

	if (cell_is_bad(total))
		return total;
	found = lifetimes_of(trials->arena, copy, total);
	dists = arena_alloc(trials->arena, (found.count + 1) * sizeof *dists);
	for (size_t i = 0; i < found.count; i++)
		dists[i] = dist_exact(factors_central(trials->lifetime));
	return sheet_vary(copy, total, found.cells, dists, found.count);
}

/* The formulas of a row on the boundary; NULL where they cannot be had. */
static const struct build *compile(const struct trials *trials,
				   const struct contender *contender, bool marginal)
{
	static const char *const ids[] = {"gwp", "gwp_market"};
	struct assess_options assess = trials->comparing->assess;
	struct diags *diags = diags_new(trials->arena);
	struct build *build;

	if (!trials->factors)
		return NULL;
	if (trials->factors == trials->comparing->factors && !assess.criterion_count &&
	    !marginal)
		return contender->freeze->build;
	assess.criteria = ids;
	assess.criterion_count = marginal ? 1 : sizeof ids / sizeof ids[0];
	assess.basis = trials->basis;
	assess.marginal = marginal;
	build = build_scenario(trials->arena, contender->side->scenario, trials->factors,
			       &assess, diags);
	correlations_build(build);
	return diags_has_error(diags) ? NULL : build;
}

static void leave_out(struct trials *trials, size_t account, const struct contender *contender,
		      const char *reason)
{
	for (size_t l = 0; l < trials->lifetimes; l++) {
		struct accounting_choice *choice =
		    &trials->list[account * trials->lifetimes + l].choice;

		if (!choice->without++)
			choice->reason = arena_printf(trials->comparing->arena, "%s: %s",
						      contender->row.label, reason);
	}
}

/* A row's total by an account; bad where it has a hole that the ranking has not. */
static cell total_of(struct trials *trials, size_t account, const struct build *build,
		     const struct contender *contender)
{
	const struct impact *ranked = &contender->row.totals[trials->comparing->result->by];
	struct impact total = {.cell = CELL_BAD};
	size_t criterion = 0;

	if (build && build_criterion(build, choices_accounts[account].criterion, &criterion)) {
		total = freeze_total_of(build, criterion);
		if (total.status == IMPACT_COUNTED && total.missing == ranked->missing)
			return total.cell;
	}
	leave_out(trials, account, contender,
		  build ? hole_reason(trials->comparing->arena, build, criterion, &total)
			: "it cannot be computed");
	return CELL_BAD;
}

/* A row under one account, with every lifetime. */
static void add_account(struct trials *trials, struct sheet_union *all, size_t account,
			size_t row, const struct build *build)
{
	const struct contender *contender = trials->comparing->ranked[row];
	struct trial *own = &trials->list[account * trials->lifetimes];
	cell cells[CHOICES_LIFETIMES], merged[CHOICES_LIFETIMES];
	const struct sheet *sheet;
	struct sheet *copy;

	cells[0] = total_of(trials, account, build, contender);
	for (size_t l = 0; l < trials->lifetimes; l++)
		own[l].cells[row] = CELL_BAD;
	if (cell_is_bad(cells[0]))
		return;
	sheet = build->sheet;
	if (trials->lifetime) {
		copy = sheet_copy(trials->arena, build->sheet);
		cells[1] = with_lifetime(trials, copy, cells[0]);
		sheet = copy;
	}
	if (!union_add(all, sheet, cells, trials->lifetimes, merged)) {
		leave_out(trials, account, contender, "its inputs are correlated otherwise");
		return;
	}
	for (size_t l = 0; l < trials->lifetimes; l++)
		own[l].cells[row] = merged[l];
}

/* Rows whose electricity has no figure of added demand: what is looked up of each is told
 * before anything is compiled. */
static size_t without_marginal(const struct trials *trials, size_t *first)
{
	const struct comparing *comparing = trials->comparing;
	struct diags *diags = diags_new(trials->arena);
	size_t without = 0;

	for (size_t i = 0; i < comparing->result->ranked; i++) {
		const struct contender *contender = comparing->ranked[i];
		const struct compared_place *place = &contender->row.place;

		if (place->region && !place->intensity_stated &&
		    marginal_row(trials->factors, place->region, contender->year,
				 (struct place){0}, NULL, diags))
			continue;
		if (!without++)
			*first = i;
	}
	return without;
}

/* Where some rows have a figure of added demand and others do not, no row is compiled. */
static void add_marginal(struct trials *trials, struct sheet_union *all, size_t account)
{
	const struct comparing *comparing = trials->comparing;
	size_t first = 0, without = without_marginal(trials, &first);

	if (without == comparing->result->ranked) {
		trials->accounts = account;
		return;
	}
	if (without)
		leave_out(trials, account, comparing->ranked[first],
			  "--factors has no figure of what added demand sets off");
	for (size_t l = 0; without && l < trials->lifetimes; l++)
		trials->list[account * trials->lifetimes + l].choice.without = without;
	for (size_t i = 0; !without && i < comparing->result->ranked; i++)
		add_account(trials, all, account, i,
			    compile(trials, comparing->ranked[i], true));
}

void choices_add_rows(struct trials *trials, struct sheet_union *all)
{
	for (size_t i = 0; i < trials->comparing->result->ranked; i++) {
		const struct build *build =
		    compile(trials, trials->comparing->ranked[i], false);

		for (size_t a = 0; a < CHOICES_ACCOUNTS; a++) {
			if (!choices_accounts[a].marginal)
				add_account(trials, all, a, i, build);
		}
	}
	for (size_t a = 0; a < trials->accounts; a++) {
		if (choices_accounts[a].marginal)
			add_marginal(trials, all, a);
	}
}
