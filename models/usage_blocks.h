#ifndef MODELS_USAGE_BLOCKS_H
#define MODELS_USAGE_BLOCKS_H

/*
 * The lines of a source, in blocks of whole lines, worked on by several threads.
 *
 * Each thread in turn reads a block and then works on it beside the others. Where a line stands
 * in the file is known once all is read: until then it is a block and a line in it. Memory is
 * two blocks a thread, or as much as the longest line takes, and four bytes for each block.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lca/base/csv.h"

struct source;

/* Bytes that may be read before and behind a block. */
enum { USAGE_BLOCK_SLACK = 64 };

struct usage_spot {
	size_t block;
	uint32_t line; /* from 0 */
};

struct usage_blocks {
	struct source *source;
	struct csv_field at_hand; /* what comes before the source's bytes */
	uint64_t first_line;	  /* number of the first line */
	size_t longest;		  /* a line, without its LF */
	/* Where a block may end, where that is not behind every LF: behind the last row that
	 * is whole in the text, 0: none. NULL: behind the last LF. */
	size_t (*rows_end)(const void *of, const char *text, size_t length);
	const void *rows_end_of;
	unsigned threads;
	/* Works on a block, text to end, end[-1] being LF; returns its lines. workers:
	 * [threads] of worker_size bytes. */
	uint32_t (*take)(void *worker, size_t block, const char *text, const char *end);
	void *workers;
	size_t worker_size;
};

enum usage_blocks_end {
	USAGE_BLOCKS_DONE,
	USAGE_BLOCKS_FAILED,  /* the source has reported why */
	USAGE_BLOCKS_TOO_LONG /* the line behind the last one is longer than longest */
};

struct usage_blocks_done {
	enum usage_blocks_end end;
	size_t count;
	uint64_t *firsts; /* [count + 1]: number of the first line of a block; to be freed */
};

/* What is behind the last LF is a line too, but not where max_bytes cut the source. */
struct usage_blocks_done usage_blocks_run(const struct usage_blocks *blocks);

#endif
