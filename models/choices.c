/* The ranking under other ways of accounting: boundary of the grid factors, location or market,
 * lifetime of the hardware. Read comparing_choose() first. */

#include <stdint.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "lca/engine/sheet_union.h"
#include "models/comparison_inner.h"

/* Samples of a choice, and how often a row is the lowest that is surely so. The ranking in hand
 * is a choice of its own and has all samples. */
enum { SAMPLES_MOST = 8192 };
#define SURE 0.95

static const struct account {
	const char *name, *criterion;
} accounts[] = {{"location", "gwp"}, {"market", "gwp_market"}};

enum { ACCOUNTS = sizeof accounts / sizeof accounts[0], LIFETIMES = 2 };

/* One choice, and the totals of the ranked rows under it. */
struct trial {
	struct accounting_choice choice;
	cell *cells; /* [ranked] */
};

/* Those of one boundary, in a sheet of their own. */
struct trials {
	struct comparing *comparing;
	struct arena *arena;	 /* of what is dropped when all is done */
	struct factors *factors; /* on the boundary; NULL: they cannot be had */
	enum factors_basis basis;
	const struct factor *lifetime; /* another than the one stated, or NULL */
	size_t lifetimes;
	struct trial list[ACCOUNTS * LIFETIMES];
	size_t count;
	const struct sheet *sheet;
};

static const char *boundary_name(enum factors_basis basis)
{
	return basis == FACTORS_DIRECT ? "direct" : "life cycle";
}

/* The shortest lifetime of another convention: what it moves, it moves most. */
static const struct factor *other_lifetime(struct factors *factors)
{
	const struct factor **rows, *shortest = NULL;
	size_t count = factors_list(factors, "default/-/-/lifetime/*", &rows);

	for (size_t i = 0; i < count; i++) {
		if (!shortest || factors_central(rows[i]) < factors_central(shortest))
			shortest = rows[i];
	}
	return shortest;
}

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

static bool any_lifetime(const struct comparing *comparing, struct arena *arena)
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
				   const struct contender *contender)
{
	static const char *const ids[] = {"gwp", "gwp_market"};
	struct assess_options assess = trials->comparing->assess;
	struct diags *diags = diags_new(trials->arena);
	struct build *build;

	if (!trials->factors)
		return NULL;
	if (trials->factors == trials->comparing->factors && !assess.criterion_count)
		return contender->freeze->build;
	assess.criteria = ids;
	assess.criterion_count = sizeof ids / sizeof ids[0];
	assess.basis = trials->basis;
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

	if (build && build_criterion(build, accounts[account].criterion, &criterion)) {
		total = freeze_total_of(build, criterion);
		if (total.status == IMPACT_COUNTED && total.missing == ranked->missing)
			return total.cell;
	}
	leave_out(trials, account, contender,
		  build ? hole_reason(trials->comparing->arena, build, criterion, &total)
			: "it cannot be computed");
	return CELL_BAD;
}

static void add_row(struct trials *trials, struct sheet_union *all, size_t row)
{
	const struct contender *contender = trials->comparing->ranked[row];
	const struct build *build = compile(trials, contender);
	cell totals[ACCOUNTS], cells[ACCOUNTS * LIFETIMES], merged[ACCOUNTS * LIFETIMES];
	struct sheet *copy;

	for (size_t a = 0; a < ACCOUNTS; a++)
		totals[a] = total_of(trials, a, build, contender);
	for (size_t i = 0; i < trials->count; i++)
		trials->list[i].cells[row] = CELL_BAD;
	if (!build)
		return;
	copy = sheet_copy(trials->arena, build->sheet);
	for (size_t a = 0; a < ACCOUNTS; a++) {
		cells[a * trials->lifetimes] = totals[a];
		if (trials->lifetime)
			cells[a * trials->lifetimes + 1] =
			    with_lifetime(trials, copy, totals[a]);
	}
	if (!union_add(all, copy, cells, trials->count, merged)) {
		for (size_t a = 0; a < ACCOUNTS; a++)
			leave_out(trials, a, contender, "its inputs are correlated otherwise");
		return;
	}
	for (size_t i = 0; i < trials->count; i++)
		trials->list[i].cells[row] = merged[i];
}

static void list_trials(struct trials *trials)
{
	size_t ranked = trials->comparing->result->ranked;

	trials->lifetimes = trials->lifetime ? LIFETIMES : 1;
	for (size_t a = 0; a < ACCOUNTS; a++) {
		for (size_t l = 0; l < trials->lifetimes; l++) {
			struct trial *trial = &trials->list[trials->count++];

			trial->choice = (struct accounting_choice){
			    .boundary = boundary_name(trials->basis),
			    .account = accounts[a].name,
			    .lifetime = l ? arena_printf(trials->comparing->arena, "%s %s",
							 trials->lifetime->value_text,
							 trials->lifetime->quantity.unit.text)
					  : "as stated",
			};
			trial->cells =
			    arena_alloc(trials->arena, (ranked + 1) * sizeof *trial->cells);
		}
	}
}

static struct run_options run_of(const struct trials *trials)
{
	struct run_options run = trials->comparing->assess.run;

	if (run.samples > SAMPLES_MOST)
		run.samples = SAMPLES_MOST;
	run.progress = NULL;
	return run;
}

/* Ranks the rows by the medians of a choice; ties as in the ranking in hand. */
static void rank(const struct trials *trials, struct trial *trial,
		 const struct statistics *statistics)
{
	size_t ranked = trials->comparing->result->ranked;
	const struct run_options run = run_of(trials);
	struct accounting_choice *choice = &trial->choice;
	struct contest *contest;

	choice->possible = true;
	choice->rank_of_first = 1;
	for (size_t i = 1; i < ranked; i++) {
		choice->rank_of_first += statistics[i].median < statistics[0].median;
		if (statistics[i].median < statistics[choice->lowest].median)
			choice->lowest = i;
	}
	contest = contest_run(trials->sheet, trial->cells, ranked, &run);
	choice->probability = contest_lowest(contest, 0).share;
	contest_free(contest);
}

/* Runs what every row has a figure for. */
static void try(struct trials *trials, struct trial *trial)
{
	const struct comparing *comparing = trials->comparing;
	size_t ranked = comparing->result->ranked;
	struct statistics *statistics =
	    arena_alloc(trials->arena, (ranked + 1) * sizeof *statistics);
	struct wanted *wanted = arena_alloc(trials->arena, (ranked + 1) * sizeof *wanted);
	const struct run_options run = run_of(trials);

	if (trial->choice.without)
		return;
	for (size_t i = 0; i < ranked; i++)
		wanted[i] = (struct wanted){trial->cells[i], &statistics[i], 1};
	wanted_run(trials->arena, trials->sheet, &run, wanted, ranked);
	for (size_t i = 0; i < ranked; i++) {
		if (!statistics[i].finite && !trial->choice.without++)
			trial->choice.reason =
			    arena_printf(comparing->arena, "%s: not finite in some samples",
					 comparing->ranked[i]->row.label);
	}
	if (!trial->choice.without)
		rank(trials, trial, statistics);
}

/* The choice in hand is the ranking itself. */
static void take_ranking(const struct comparing *comparing, struct accounting_choice *choice)
{
	choice->possible = true;
	choice->without = 0;
	choice->reason = NULL;
	choice->lowest = 0;
	choice->rank_of_first = 1;
	choice->probability = comparing->ranked[0]->row.lowest.share;
}

static void take(struct comparing *comparing, const struct accounting_choice *choice)
{
	struct comparison *result = comparing->result;
	struct accounting_choice *choices =
	    arena_alloc(comparing->arena, (result->choice_count + 1) * sizeof *choices);

	if (result->choice_count)
		memcpy(choices, result->choices, result->choice_count * sizeof *choices);
	choices[result->choice_count++] = *choice;
	result->choices = choices;
	result->choices_possible += choice->possible;
	if (choice->possible && choice->rank_of_first == 1) {
		result->first_is_lowest++;
		result->first_is_sure += choice->probability >= SURE;
	}
}

/* All choices of one boundary. */
static void choose_on(struct trials *trials)
{
	struct comparing *comparing = trials->comparing;
	bool in_hand = trials->factors == comparing->factors;
	struct sheet_union *all = union_new(trials->arena, diags_new(trials->arena));

	list_trials(trials);
	for (size_t i = 0; i < comparing->result->ranked; i++)
		add_row(trials, all, i);
	trials->sheet = union_sheet(all);
	for (size_t i = 0; i < trials->count; i++) {
		if (in_hand && i == 0)
			take_ranking(comparing, &trials->list[i].choice);
		else
			try(trials, &trials->list[i]);
		take(comparing, &trials->list[i].choice);
	}
}

static bool any_looked_up(const struct comparing *comparing)
{
	for (size_t i = 0; i < comparing->result->ranked; i++) {
		if (comparing->ranked[i]->looks_up)
			return true;
	}
	return false;
}

/* Where electricity is looked up at all there is another boundary. */
static void choose_other(struct trials *trials)
{
	const struct comparing *comparing = trials->comparing;
	struct factors_options options = {.user = comparing->options->factor_files,
					  .count = comparing->options->factor_file_count,
					  .as_of = comparing->assess.as_of};

	trials->basis =
	    comparing->assess.basis == FACTORS_DIRECT ? FACTORS_LIFECYCLE : FACTORS_DIRECT;
	options.basis = trials->basis;
	trials->factors = factors_open(trials->arena, &options, diags_new(trials->arena));
	choose_on(trials);
	if (trials->factors)
		factors_close(trials->factors);
}

void comparing_choose(struct comparing *comparing)
{
	struct arena *arena = arena_new();
	struct trials in_hand = {.comparing = comparing,
				 .arena = arena,
				 .factors = comparing->factors,
				 .basis = comparing->assess.basis};
	struct trials other = {.comparing = comparing, .arena = arena};

	if (any_lifetime(comparing, arena))
		in_hand.lifetime = other.lifetime = other_lifetime(comparing->factors);
	choose_on(&in_hand);
	if (any_looked_up(comparing))
		choose_other(&other);
	arena_free(arena);
}
