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

void choices_leave_out(const struct comparing *comparing, struct trial *trial, size_t row,
		       const char *reason)
{
	size_t length = strlen(reason);
	bool first_lacks = cell_is_bad(trial->cells[0]) && row > 0;

	trial->cells[row] = CELL_BAD;
	if (trial->choice.reason && (first_lacks || (row > 0 && length >= trial->length)))
		return;
	trial->length = length;
	trial->choice.reason =
	    arena_printf(comparing->arena, "%s: %s", comparing->ranked[row]->row.label, reason);
}

static void leave_out(struct trials *trials, size_t account, size_t row, const char *reason)
{
	for (size_t l = 0; l < trials->lifetimes; l++)
		choices_leave_out(trials->comparing,
				  &trials->list[account * trials->lifetimes + l], row, reason);
}

/* A row's total by an account; bad where it has a hole that the ranking has not, or is not to
 * be ranked. */
static cell total_of(struct trials *trials, size_t account, size_t row,
		     const struct build *build)
{
	const struct comparing *comparing = trials->comparing;
	const struct impact *ranked =
	    &comparing->ranked[row]->row.totals[comparing->result->by];
	struct impact total = {.cell = CELL_BAD};
	const char *doubt;
	size_t criterion = 0;

	if (build && build_criterion(build, choices_accounts[account].criterion, &criterion)) {
		total = freeze_total_of(build, criterion);
		doubt = basis_doubt(build, total.cell);
		if (doubt) {
			leave_out(trials, account, row, doubt);
			return CELL_BAD;
		}
		if (total.status == IMPACT_COUNTED && total.missing == ranked->missing)
			return total.cell;
	}
	leave_out(trials, account, row,
		  build ? hole_reason(comparing->arena, build, criterion, &total)
			: "it cannot be computed");
	return CELL_BAD;
}

/* A row under one account, with every lifetime. */
static void add_account(struct trials *trials, struct sheet_union *all, size_t account,
			size_t row, const struct build *build)
{
	struct trial *own = &trials->list[account * trials->lifetimes];
	cell cells[CHOICES_LIFETIMES], merged[CHOICES_LIFETIMES];
	const struct sheet *sheet;
	struct sheet *copy;

	cells[0] = total_of(trials, account, row, build);
	if (cell_is_bad(cells[0]))
		return;
	sheet = build->sheet;
	if (trials->lifetime) {
		copy = sheet_copy(trials->arena, build->sheet);
		cells[1] = with_lifetime(trials, copy, cells[0]);
		sheet = copy;
	}
	if (!union_add(all, sheet, cells, trials->lifetimes, merged)) {
		leave_out(trials, account, row, "its inputs are correlated otherwise");
		return;
	}
	for (size_t l = 0; l < trials->lifetimes; l++)
		own[l].cells[row] = merged[l];
}

/* Whether the electricity of a row has a figure of added demand: told before anything is
 * compiled. */
static bool has_marginal(const struct trials *trials, const struct contender *contender,
			 struct diags *diags)
{
	const struct compared_place *place = &contender->row.place;

	return place->region && !place->intensity_stated &&
	       marginal_row(trials->factors, place->region, contender->year, (struct place){0},
			    NULL, diags);
}

/* Where no row has a figure there is no such account. */
static void add_marginal(struct trials *trials, struct sheet_union *all, size_t account)
{
	const struct comparing *comparing = trials->comparing;
	struct diags *diags = diags_new(trials->arena);
	bool any = false;

	for (size_t i = 0; i < comparing->result->ranked; i++) {
		if (!has_marginal(trials, comparing->ranked[i], diags)) {
			leave_out(trials, account, i,
				  "--factors has no figure of what added demand sets off");
			continue;
		}
		any = true;
		add_account(trials, all, account, i,
			    compile(trials, comparing->ranked[i], true));
	}
	if (!any)
		trials->accounts = account;
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
