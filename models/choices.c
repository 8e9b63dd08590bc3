/* The ranking under other ways of accounting: boundary of the grid factors, location or market,
 * lifetime of the hardware. Read comparing_choose() first. */

#include "models/choices.h"

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"

/* Samples of a choice, and how often a row is the lowest that is surely so. The ranking in hand
 * is a choice of its own and has all samples. */
enum { SAMPLES_MOST = 8192 };
#define SURE 0.95

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

static void list_trials(struct trials *trials)
{
	size_t ranked = trials->comparing->result->ranked;

	trials->lifetimes = trials->lifetime ? CHOICES_LIFETIMES : 1;
	for (size_t a = 0; a < CHOICES_ACCOUNTS; a++) {
		if (choices_accounts[a].marginal &&
		    (trials->basis != FACTORS_DIRECT || !trials->factors))
			continue;
		trials->accounts++;
		for (size_t l = 0; l < trials->lifetimes; l++) {
			struct trial *trial = &trials->list[a * trials->lifetimes + l];

			trial->choice = (struct accounting_choice){
			    .boundary = boundary_name(trials->basis),
			    .account = choices_accounts[a].name,
			    .lifetime = l ? arena_printf(trials->comparing->arena, "%s %s",
							 trials->lifetime->value_text,
							 trials->lifetime->quantity.unit.text)
					  : "as stated",
			};
			trial->cells =
			    arena_alloc(trials->arena, (ranked + 1) * sizeof *trial->cells);
			for (size_t i = 0; i < ranked; i++)
				trial->cells[i] = CELL_BAD;
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

/* The first row against all that take part, and against the lowest of them by median. */
static void measure(struct trial *trial, const struct contest *contest, size_t ranked,
		    const struct statistics *statistics)
{
	size_t number = 0, lowest = 0;
	double least = statistics[0].median;

	for (size_t i = 0; i < ranked; i++) {
		if (cell_is_bad(trial->cells[i]))
			continue;
		if (statistics[i].finite && statistics[i].median < least) {
			least = statistics[i].median;
			lowest = number;
		}
		number++;
	}
	trial->first = contest_lowest(contest, 0);
	trial->below = contest_pair(contest, 0, lowest).a_or_tie;
}

/* Again, without rows that the run has shown to have no figure. */
static void measure_again(const struct trials *trials, struct trial *trial,
			  const struct statistics *statistics)
{
	size_t ranked = trials->comparing->result->ranked, count = 0;
	const struct run_options run = run_of(trials);
	cell *cells = arena_alloc(trials->arena, (ranked + 1) * sizeof *cells);
	struct contest *contest;

	for (size_t i = 0; i < ranked; i++) {
		if (!cell_is_bad(trial->cells[i]))
			cells[count++] = trial->cells[i];
	}
	contest = contest_run(trials->sheet, cells, count, &run);
	measure(trial, contest, ranked, statistics);
	contest_free(contest);
}

/* Ranks the rows by the medians of a choice; ties as in the ranking in hand. */
static void rank(const struct trials *trials, struct trial *trial,
		 const struct statistics *statistics)
{
	struct accounting_choice *choice = &trial->choice;
	const struct run_options run = run_of(trials);
	double beyond = (1 - run.interval) / 2;

	if (trial->again)
		measure_again(trials, trial, statistics);
	choice->rank_of_first = 1;
	for (size_t i = 1; i < trials->comparing->result->ranked; i++) {
		if (cell_is_bad(trial->cells[i]))
			continue;
		choice->rank_of_first += statistics[i].median < statistics[0].median;
		if (statistics[i].median < statistics[choice->lowest].median)
			choice->lowest = i;
	}
	choice->probability = trial->first.share;
	choice->error = trial->first.error;
	choice->told_from_lowest =
	    choice->lowest != 0 && (double)run.samples * beyond >= 1 && trial->below <= beyond;
}

/* Runs the rows that have a figure; what is not finite is none. */
static void run_rows(const struct trials *trials, struct trial *trial,
		     struct statistics *statistics)
{
	size_t ranked = trials->comparing->result->ranked, count = 0;
	struct wanted *wanted = arena_alloc(trials->arena, (ranked + 1) * sizeof *wanted);
	const struct run_options run = run_of(trials);
	struct contest *contest;

	for (size_t i = 0; i < ranked; i++) {
		if (!cell_is_bad(trial->cells[i]))
			wanted[count++] = (struct wanted){trial->cells[i], &statistics[i], 1};
	}
	contest = wanted_run(trials->arena, trials->sheet, &run, wanted, count, count);
	measure(trial, contest, ranked, statistics);
	contest_free(contest);
	for (size_t i = 0; i < ranked; i++) {
		if (cell_is_bad(trial->cells[i]) || statistics[i].finite)
			continue;
		choices_leave_out(trials->comparing, trial, i, "not finite in some samples");
		trial->again = true;
	}
}

/* Lists the rows without a figure; tells whether enough have one. */
static void settle(const struct comparing *comparing, struct trial *trial)
{
	size_t ranked = comparing->result->ranked;
	size_t *lacking = arena_alloc(comparing->arena, (ranked + 1) * sizeof *lacking);
	struct accounting_choice *choice = &trial->choice;

	choice->lacking = lacking;
	choice->without = 0;
	for (size_t i = 0; i < ranked; i++) {
		if (cell_is_bad(trial->cells[i]))
			lacking[choice->without++] = i;
	}
	choice->possible = !cell_is_bad(trial->cells[0]) && choice->without + 1 < ranked;
	choice->counted = choice->possible && 2 * choice->without <= ranked;
	if (!choice->possible && !cell_is_bad(trial->cells[0]))
		choice->reason = arena_printf(comparing->arena, "no row but %s has a figure",
					      comparing->ranked[0]->row.label);
}

static void try(struct trials *trials, struct trial *trial)
{
	size_t ranked = trials->comparing->result->ranked;
	struct statistics *statistics =
	    arena_alloc(trials->arena, (ranked + 1) * sizeof *statistics);

	if (!cell_is_bad(trial->cells[0]))
		run_rows(trials, trial, statistics);
	settle(trials->comparing, trial);
	if (trial->choice.possible)
		rank(trials, trial, statistics);
}

/* The choice in hand is the ranking itself. */
static void take_ranking(const struct comparing *comparing, struct accounting_choice *choice)
{
	choice->possible = choice->counted = true;
	choice->reason = NULL;
	choice->lowest = 0;
	choice->rank_of_first = 1;
	choice->probability = comparing->ranked[0]->row.lowest.share;
	choice->error = comparing->ranked[0]->row.lowest.error;
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
	result->choices_counted += choice->counted;
	if (choice->counted && choice->rank_of_first == 1) {
		result->first_is_lowest++;
		result->first_is_sure += choice->probability >= SURE;
	}
	result->first_is_alike +=
	    choice->counted && choice->rank_of_first > 1 && !choice->told_from_lowest;
}

/* All choices of one boundary. */
static void choose_on(struct trials *trials)
{
	struct comparing *comparing = trials->comparing;
	bool in_hand = trials->factors == comparing->factors;
	struct sheet_union *all = union_new(trials->arena, diags_new(trials->arena));

	list_trials(trials);
	choices_add_rows(trials, all);
	trials->sheet = union_sheet(all);
	for (size_t i = 0; i < trials->accounts * trials->lifetimes; i++) {
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

/* Where rows have figures of added demand: on the life-cycle boundary there are none. */
static void tell_marginal(struct comparing *comparing)
{
	struct comparison *result = comparing->result;
	size_t count = result->choice_count;

	for (size_t i = 0; i < count; i++) {
		struct accounting_choice choice = {
		    .boundary = boundary_name(FACTORS_LIFECYCLE),
		    .account = result->choices[i].account,
		    .lifetime = result->choices[i].lifetime,
		    .reason = "figures of added demand are of direct emissions alone"};

		if (text_same(choice.account, choices_accounts[CHOICES_ACCOUNTS - 1].name))
			take(comparing, &choice);
	}
}

void comparing_choose(struct comparing *comparing)
{
	struct arena *arena = arena_new();
	struct trials in_hand = {.comparing = comparing,
				 .arena = arena,
				 .factors = comparing->factors,
				 .basis = comparing->assess.basis};
	struct trials other = {.comparing = comparing, .arena = arena};

	if (choices_have_lifetime(comparing, arena))
		in_hand.lifetime = other.lifetime = other_lifetime(comparing->factors);
	choose_on(&in_hand);
	if (any_looked_up(comparing))
		choose_other(&other);
	tell_marginal(comparing);
	arena_free(arena);
}
