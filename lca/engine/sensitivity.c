/* What drives outputs: movers, then ranks, shares and tornado, then rows in order. */

#include "lca/engine/sensitivity.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/engine/exact.h"
#include "lca/engine/parallel.h"
#include "lca/engine/sensitivity_private.h"

enum { ROWS_MOST = 8192, ROWS_LEAST = 64 };

/* Exact shares of an output, by draw; rows NULL where they are not known. */
struct exact_shares {
	struct sensitivity *rows;
	size_t count;
	bool endless; /* there is no variance to share */
};

/* What is known of each output before anything is sampled by pairs. */
struct survey {
	const struct sensitivity_study *study;
	struct exact_shares *exact; /* [output] */
	double *ranks;		    /* [output][mover] */
};

/* A mover with its largest share, or squared rank correlation, of any output. */
struct screened {
	size_t mover;
	double strength;
};

size_t mover_draw(const struct movers *movers, size_t mover)
{
	return movers->members[movers->begin[mover]];
}

bool mover_is_group(const struct movers *movers, size_t mover)
{
	return movers->begin[mover + 1] - movers->begin[mover] > 1;
}

bool mover_moves(const struct movers *movers, size_t mover, cell c)
{
	size_t i;

	for (i = movers->begin[mover]; i < movers->begin[mover + 1]; i++)
		if (sheet_depends(movers->sheet, c, movers->members[i]))
			return true;
	return false;
}

/* One mover for each group, those of its draws in order. */
static void find_movers(struct sensitivity_study *study)
{
	const struct sheet *sheet = study->sheet;
	size_t draws = sheet_draws(sheet), count = 0, draw, other;
	struct movers *movers = &study->movers;

	movers->sheet = sheet;
	movers->begin = arena_alloc(study->arena, (draws + 2) * sizeof *movers->begin);
	movers->members = arena_alloc(study->arena, (draws + 1) * sizeof *movers->members);
	for (draw = 0; draw < draws; draw++) {
		if (sheet_group(sheet, draw) != draw)
			continue;
		movers->begin[movers->count++] = count;
		movers->members[count++] = draw;
		for (other = 0; other < draws; other++)
			if (other != draw && sheet_group(sheet, other) == draw)
				movers->members[count++] = other;
	}
	movers->begin[movers->count] = count;
}

static size_t rows_of(uint64_t samples, size_t most)
{
	size_t rows = ROWS_LEAST;

	while (2 * rows <= most && 2 * rows <= samples)
		rows *= 2;
	return rows;
}

static void start(struct sensitivity_study *study, size_t most)
{
	double *central =
	    arena_alloc(study->arena, (sheet_size(study->sheet) + 1) * sizeof *central);
	size_t i;

	for (i = 0; i < study->count; i++)
		assert(!cell_is_bad(study->outputs[i]));
	study->kernels = kernels_choose();
	study->rows = rows_of(study->options->samples, most);
	sheet_central(study->sheet, central);
	study->central = central;
	find_movers(study);
}

static int by_strength(const void *left, const void *right)
{
	const struct screened *a = left, *b = right;

	if (a->strength != b->strength)
		return a->strength > b->strength ? -1 : 1;
	return a->mover < b->mover ? -1 : a->mover > b->mover;
}

static int by_mover(const void *left, const void *right)
{
	const struct screened *a = left, *b = right;

	return a->mover < b->mover ? -1 : a->mover > b->mover;
}

/* Shares of single draws say nothing where draws are correlated. */
static bool has_groups(const struct sensitivity_study *study, cell output)
{
	size_t i;

	for (i = 0; i < study->movers.count; i++)
		if (mover_is_group(&study->movers, i) && mover_moves(&study->movers, i, output))
			return true;
	return false;
}

static void find_exact(void *context, unsigned worker, size_t output)
{
	const struct survey *survey = context;
	const struct sensitivity_study *study = survey->study;
	struct exact_shares *exact = &survey->exact[output];

	(void)worker;
	if (has_groups(study, study->outputs[output]) ||
	    !exact_sensitivity(study->sheet, study->outputs[output], exact->rows,
			       sheet_draws(study->sheet), &exact->count)) {
		exact->rows = NULL;
		exact->endless =
		    exact_tail_of(study->sheet, study->outputs[output]) >= TAIL_NO_VARIANCE;
	}
}

/* Rank correlations of all movers, and exact shares where they are known. */
static void make_survey(struct survey *survey)
{
	const struct sensitivity_study *study = survey->study;
	const struct parallel parallel = {.task = find_exact, .context = survey};
	size_t draws = sheet_draws(study->sheet), i;
	unsigned threads = parallel_threads(study->options->threads, study->count);

	survey->ranks = arena_alloc(study->arena, (study->count * study->movers.count + 1) *
						      sizeof *survey->ranks);
	survey->exact = arena_alloc(study->arena, (study->count + 1) * sizeof *survey->exact);
	for (i = 0; i < study->count; i++)
		survey->exact[i].rows =
		    arena_alloc(study->arena, (draws + 1) * sizeof *survey->exact[i].rows);
	sensitivity_rank(study, survey->ranks);
	parallel_run(threads, study->count, &parallel);
}

/* mover[draw]; SIZE_MAX for those that are not looked at. */
static size_t *movers_by_draw(const struct sensitivity_study *study)
{
	size_t draws = sheet_draws(study->sheet), i;
	size_t *mover = arena_alloc(study->arena, (draws + 1) * sizeof *mover);

	for (i = 0; i < draws; i++)
		mover[i] = SIZE_MAX;
	for (i = 0; i < study->movers.count; i++)
		mover[mover_draw(&study->movers, i)] = i;
	return mover;
}

static void strengthen(struct screened *screened, double strength)
{
	if (strength > screened->strength)
		screened->strength = strength;
}

/* A group has no rank correlation and stays. */
static struct screened *find_strengths(const struct survey *survey)
{
	const struct sensitivity_study *study = survey->study;
	const size_t *mover = movers_by_draw(study);
	size_t movers = study->movers.count, output, i;
	struct screened *all = arena_alloc(study->arena, (movers + 1) * sizeof *all);
	double rank;

	for (i = 0; i < movers; i++)
		all[i] = (struct screened){i, 0};
	for (output = 0; output < study->count; output++) {
		const struct exact_shares *exact = &survey->exact[output];

		for (i = 0; exact->rows && i < exact->count; i++)
			strengthen(&all[mover[exact->rows[i].draw]], exact->rows[i].total);
		for (i = 0; !exact->rows && i < movers; i++) {
			rank = survey->ranks[output * movers + i];
			strengthen(&all[i], isnan(rank) ? 1 : rank * rank);
		}
	}
	return all;
}

/* Keeps these movers, in order, with their ranks. */
static void keep_movers(struct sensitivity_study *study, double *ranks,
			const struct screened *wanted, size_t count)
{
	struct movers *movers = &study->movers, kept = {.sheet = study->sheet};
	size_t end = 0, i, k, output;

	kept.begin = arena_alloc(study->arena, (count + 1) * sizeof *kept.begin);
	kept.members = movers->members; /* only ever moved down */
	kept.count = count;
	for (i = 0; i < count; i++) {
		size_t from = movers->begin[wanted[i].mover];
		size_t to = movers->begin[wanted[i].mover + 1];

		kept.begin[i] = end;
		for (k = from; k < to; k++)
			kept.members[end++] = movers->members[k];
	}
	kept.begin[count] = end;
	for (output = 0; output < study->count; output++)
		for (i = 0; i < count; i++)
			ranks[output * count + i] =
			    ranks[output * movers->count + wanted[i].mover];
	*movers = kept;
}

static void screen(struct sensitivity_study *study, const struct survey *survey)
{
	struct screened *all;

	if (sheet_draws(study->sheet) <= SENSITIVITY_DRAWS ||
	    study->movers.count <= SENSITIVITY_SCREENED)
		return;
	all = find_strengths(survey);
	qsort(all, study->movers.count, sizeof *all, by_strength);
	qsort(all, SENSITIVITY_SCREENED, sizeof *all, by_mover);
	keep_movers(study, survey->ranks, all, SENSITIVITY_SCREENED);
}

static void make_table(struct sensitivity_study *study, const double *ranks)
{
	const struct movers *movers = &study->movers;
	size_t cells = study->count * movers->count, i;

	study->table = arena_alloc(study->arena, (cells + 1) * sizeof *study->table);
	for (i = 0; i < cells; i++)
		study->table[i] =
		    (struct sensitivity){.draw = mover_draw(movers, i % movers->count),
					 .rank = ranks ? ranks[i] : NAN};
}

/* Without a variance there are no shares of it. */
static void drop_shares(const struct sensitivity_study *study, size_t output)
{
	struct sensitivity *rows = study->table + output * study->movers.count;

	for (size_t i = 0; i < study->movers.count; i++) {
		rows[i].first = rows[i].first_low = rows[i].first_high = NAN;
		rows[i].total = rows[i].total_low = rows[i].total_high = NAN;
	}
}

/* Exact shares where they are known; returns how many outputs are left for sampling. */
static size_t fill_exact(const struct survey *survey, size_t *sampled)
{
	const struct sensitivity_study *study = survey->study;
	const size_t *mover = movers_by_draw(study);
	size_t count = 0, output, i;

	for (output = 0; output < study->count; output++) {
		const struct exact_shares *exact = &survey->exact[output];

		if (exact->endless)
			drop_shares(study, output);
		else if (!exact->rows)
			sampled[count++] = output;
		for (i = 0; exact->rows && i < exact->count; i++) {
			const struct sensitivity *from = &exact->rows[i];
			struct sensitivity *to;

			if (mover[from->draw] == SIZE_MAX)
				continue;
			to = &study->table[output * study->movers.count + mover[from->draw]];
			to->first = to->first_low = to->first_high = from->first;
			to->total = to->total_low = to->total_high = from->total;
			to->exact = true;
		}
	}
	return count;
}

/* Without shares by rank correlation, which a group does not have. */
static double strength_of(const struct sensitivity *row)
{
	if (!isnan(row->total))
		return row->total;
	return isnan(row->rank) ? 1 : row->rank * row->rank;
}

static int by_total(const void *left, const void *right)
{
	const struct sensitivity *a = left, *b = right;
	double of_a = strength_of(a), of_b = strength_of(b);

	if (of_a != of_b)
		return of_a > of_b ? -1 : 1;
	return a->draw < b->draw ? -1 : a->draw > b->draw;
}

static size_t take_rows(const struct sensitivity_study *study, size_t output,
			struct sensitivity *rows, size_t capacity)
{
	const struct sensitivity *table = study->table + output * study->movers.count;
	struct sensitivity *all =
	    arena_alloc(study->arena, (study->movers.count + 1) * sizeof *all);
	size_t mover, count = 0;

	for (mover = 0; mover < study->movers.count; mover++)
		if (mover_moves(&study->movers, mover, study->outputs[output]))
			all[count++] = table[mover];
	qsort(all, count, sizeof *all, by_total);
	if (count > capacity)
		count = capacity;
	memcpy(rows, all, count * sizeof *rows);
	return count;
}

void run_sensitivity_rows(const struct sheet *sheet, const cell *outputs, size_t count,
			  const struct run_options *options, size_t most,
			  struct sensitivity *rows, size_t capacity, size_t *filled)
{
	struct sensitivity_study study = {.arena = arena_new(),
					  .sheet = sheet,
					  .options = options,
					  .outputs = outputs,
					  .count = count};
	size_t *which = arena_alloc(study.arena, (count + 1) * sizeof *which), i;

	start(&study, most);
	make_table(&study, NULL);
	for (i = 0; i < count; i++)
		which[i] = i;
	sensitivity_pairs(&study, which, count, false);
	for (i = 0; i < count; i++)
		filled[i] = take_rows(&study, i, rows + i * capacity, capacity);
	arena_free(study.arena);
}

void run_sensitivity_all(const struct sheet *sheet, const cell *outputs, size_t count,
			 const struct run_options *options, struct sensitivity *rows,
			 size_t capacity, size_t *filled)
{
	struct sensitivity_study study = {.arena = arena_new(),
					  .sheet = sheet,
					  .options = options,
					  .outputs = outputs,
					  .count = count};
	struct survey survey = {.study = &study};
	size_t *sampled = arena_alloc(study.arena, (count + 1) * sizeof *sampled);
	size_t sampled_count, i;

	start(&study, ROWS_MOST);
	make_survey(&survey);
	screen(&study, &survey);
	make_table(&study, survey.ranks);
	sampled_count = fill_exact(&survey, sampled);
	if (sampled_count)
		sensitivity_pairs(&study, sampled, sampled_count, true);
	sensitivity_tornado(&study);
	for (i = 0; i < count; i++)
		filled[i] = take_rows(&study, i, rows + i * capacity, capacity);
	arena_free(study.arena);
}

size_t run_sensitivity(const struct sheet *sheet, cell output,
		       const struct run_options *options, struct sensitivity *rows,
		       size_t capacity)
{
	size_t filled;

	run_sensitivity_all(sheet, &output, 1, options, rows, capacity, &filled);
	return filled;
}
