#ifndef MODELS_USAGE_LATENCY_H
#define MODELS_USAGE_LATENCY_H

/*
 * Durations of requests as codes that take little room.
 *
 * A code is 32 bits and sorts as the duration does: whole microseconds below 2^31 (36 minutes),
 * else 2^31 + whole milliseconds (up to 25 days; rounded by less than 1 in 10^6).
 *
 * The codes of a group are written down sorted, as runs: the step from the code before, and how
 * often the code is met, in numbers of variable length (seven bits a byte, low ones first, the
 * top bit where more follow). A list is the number of its runs and the unit of its codes, then
 * the runs.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct usage_run {
	uint32_t code;
	uint64_t count;
};

/* The runs of one group: sorted, each code once. */
struct usage_runs {
	struct usage_run *runs;
	size_t count, room;
	uint64_t codes; /* sum of the counts */
};

struct usage_bytes {
	unsigned char *bytes;
	size_t length, room;
};

/* False where the duration is longer than a code can tell. */
bool usage_latency_code(uint64_t microseconds, uint32_t *code);
double usage_latency_seconds(uint32_t code);
/* The code rounded to so many significant bits: relative error at most 2^-bits. */
uint32_t usage_latency_round(uint32_t code, unsigned bits);

/* Sorts codes[0..count); room: as many again. */
void usage_latency_sort(uint32_t *codes, uint32_t *room, size_t count);
/* The code of a rank from 1 to count, of codes in any order, which may change. room: as many
 * again. */
uint32_t usage_latency_select(const uint32_t *codes, uint32_t *room, size_t count,
			      uint64_t rank);
/* Reads the list at *at into runs and moves behind it. */
void usage_latency_read(struct usage_runs *runs, const unsigned char **at);
/* Adds sorted codes. spare: room that is swapped with runs. */
void usage_latency_merge(struct usage_runs *runs, struct usage_runs *spare,
			 const uint32_t *codes, size_t count);
/* Rounds all codes; runs of the same code become one. */
void usage_latency_coarsen(struct usage_runs *runs, unsigned bits);
void usage_latency_write(struct usage_bytes *bytes, const struct usage_runs *runs);
/* Adds the runs of another list, out of order, and puts them in order again. */
void usage_latency_append(struct usage_runs *runs, const struct usage_runs *more);
void usage_latency_sort_runs(struct usage_runs *runs, struct usage_runs *spare);
/* Makes one of neighbouring runs of the same code. */
void usage_latency_unite(struct usage_runs *runs);
/* The code of a rank from 1 to runs->codes. */
uint32_t usage_latency_rank(const struct usage_runs *runs, uint64_t rank);
/* The rank of a quantile of so many codes: the least whole number not below share x count. */
uint64_t usage_latency_rank_of(uint64_t count, unsigned percent);

#endif
