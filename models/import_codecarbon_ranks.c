/* Runs of CodeCarbon that measured one machine at the same time: each holds the energy of all
 * its GPUs. */

#include <math.h>
#include <stdlib.h>

#include "lca/base/arena.h"
#include "models/import_codecarbon.h"
#include "models/timestamp.h"

/* Ranks that share a reading end together with the same energy of their GPUs; so many of them
 * are looked for. */
#define SAME_ENERGY 1e-5
#define SAME_TIME   (10 * TIMESTAMP_SECOND)
enum { MOST_RANKS = 64 };
/* Trackers that each read the meters run together for nine tenths of the longer one and differ
 * by 2 %, beside what was drawn while only one of them ran. */
#define TOGETHER     0.9
#define SAME_READING 0.02
/* What overlaps by less, or by less than 1 % of the shorter run, is rounding. */
#define ROUNDING_S     10
#define ROUNDING_SHARE 0.01

static double gpu_energy(const struct run *run)
{
	return run->last.component[COMPONENT_GPU];
}

static int compare_gpu_energy(const void *a, const void *b)
{
	const struct run *left = *(const struct run *const *)a;
	const struct run *right = *(const struct run *const *)b;

	if (gpu_energy(left) != gpu_energy(right))
		return gpu_energy(left) < gpu_energy(right) ? -1 : 1;
	return (left->first_line > right->first_line) - (left->first_line < right->first_line);
}

static bool share_reading(const struct run *a, const struct run *b)
{
	int64_t apart = a->last.time - b->last.time;
	double x = gpu_energy(a), y = gpu_energy(b);

	return apart <= SAME_TIME && -apart <= SAME_TIME && fabs(x - y) <= SAME_ENERGY * y;
}

/* runs: by the energy of their GPUs. */
static void find_shared_readings(struct codecarbon *log, struct run **runs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t own = (size_t)(runs[i] - log->runs);

		if (runs[i]->rank_of != SIZE_MAX)
			continue;
		for (size_t j = i + 1; j < count && j <= i + MOST_RANKS; j++) {
			if (runs[j]->rank_of != SIZE_MAX || !share_reading(runs[i], runs[j]))
				continue;
			runs[i]->rank_of = runs[j]->rank_of = own;
		}
	}
}

static double seconds_between(int64_t from, int64_t to)
{
	return ((double)to - (double)from) / (double)TIMESTAMP_SECOND;
}

/* When a run began: its timestamp is its end. */
static double seconds_of_overlap(const struct run *a, const struct run *b)
{
	double end_apart = seconds_between(a->last.time, b->last.time);
	double start_apart = end_apart - b->last.duration + a->last.duration;
	double from = fmax(0, start_apart),
	       to = fmin(a->last.duration, start_apart + b->last.duration);

	return to - from;
}

/* By machine and begin. */
static int compare_machines(const void *a, const void *b)
{
	const struct run *left = *(const struct run *const *)a;
	const struct run *right = *(const struct run *const *)b;
	double apart;

	if (left->machine != right->machine)
		return left->machine < right->machine ? -1 : 1;
	apart = seconds_between(right->last.time, left->last.time) - left->last.duration +
		right->last.duration;
	if (apart < 0 || apart > 0)
		return apart < 0 ? -1 : 1;
	return (left->first_line > right->first_line) - (left->first_line < right->first_line);
}

/* Two trackers of one machine that each read its meters. */
static bool read_the_same(const struct run *a, const struct run *b, double together)
{
	double longer = fmax(a->last.duration, b->last.duration);
	double alone = a->last.duration + b->last.duration - 2 * together;
	double x = gpu_energy(a), y = gpu_energy(b);
	double watts = fmax(x / a->last.duration, y / b->last.duration);

	return x > 0 && y > 0 && together >= TOGETHER * longer &&
	       fabs(x - y) <= SAME_READING * fmax(x, y) + alone * watts;
}

static void note_side_by_side(struct codecarbon *log, const struct run *a, const struct run *b,
			      double together)
{
	if (log->beside.pairs++ > 0)
		return;
	log->beside.first = (size_t)(a - log->runs);
	log->beside.second = (size_t)(b - log->runs);
	log->beside.seconds = together;
}

static void compare_pair(struct codecarbon *log, struct run *a, struct run *b)
{
	double together = seconds_of_overlap(a, b);

	if (a->rank_of != SIZE_MAX && a->rank_of == b->rank_of)
		return;
	if (!(together > ROUNDING_S) ||
	    !(together > ROUNDING_SHARE * fmin(a->last.duration, b->last.duration)))
		return;
	if (b->rank_of != SIZE_MAX || !read_the_same(a, b, together)) {
		note_side_by_side(log, a, b, together);
		return;
	}
	if (a->rank_of == SIZE_MAX)
		a->rank_of = (size_t)(a - log->runs);
	b->rank_of = a->rank_of;
}

/* runs: by machine and begin. */
static void find_side_by_side(struct codecarbon *log, struct run **runs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1; j < count && j <= i + MOST_RANKS; j++) {
			if (runs[j]->machine != runs[i]->machine)
				break;
			compare_pair(log, runs[i], runs[j]);
		}
}

static void warn_side_by_side(struct intake *intake)
{
	struct codecarbon *log = intake->state;
	const struct run *first, *second;

	if (log->beside.pairs == 0)
		return;
	first = &log->runs[log->beside.first];
	second = &log->runs[log->beside.second];
	diag_add(
	    intake->diags, DIAG_IMPORT_REPEATED,
	    (struct place){.file = second->file, .line = (uint32_t)second->last.line}, NULL,
	    "of runs on one machine, keep those that do not overlap: --where; on several "
	    "machines all is well",
	    "%llu pairs of runs on equal machines overlap in time: %.6g kWh here, and %.6g "
	    "kWh (%s:%llu), by %.0f s; on one machine, each holds what the other drew",
	    (unsigned long long)log->beside.pairs, second->last.energy, first->last.energy,
	    first->file, (unsigned long long)first->last.line, log->beside.seconds);
}

static bool any_ranks(const struct codecarbon *log)
{
	for (size_t i = 0; i < log->run_count; i++)
		if (log->runs[i].rank_of != SIZE_MAX)
			return true;
	return false;
}

void codecarbon_find_ranks(struct intake *intake)
{
	struct codecarbon *log = intake->state;
	struct run **sorted = arena_alloc(intake->arena, log->run_count * sizeof(struct run *));
	size_t count = 0;

	for (size_t i = 0; i < log->run_count; i++)
		if (log->runs[i].last.has_time && gpu_energy(&log->runs[i]) > 0)
			sorted[count++] = &log->runs[i];
	if (count > 1)
		qsort(sorted, count, sizeof *sorted, compare_gpu_energy);
	find_shared_readings(log, sorted, count);
	count = 0;
	for (size_t i = 0; i < log->run_count; i++)
		if (log->runs[i].machine != SIZE_MAX && log->runs[i].last.has_time &&
		    log->runs[i].last.duration > 0)
			sorted[count++] = &log->runs[i];
	if (count > 1)
		qsort(sorted, count, sizeof *sorted, compare_machines);
	find_side_by_side(log, sorted, count);
	warn_side_by_side(intake);
	if (intake->options->overlap != OVERLAP_REFUSE && !any_ranks(log))
		intake_assume(intake, "no runs of one machine overlap in time: what 'overlap' "
				      "says of them settled nothing");
}
