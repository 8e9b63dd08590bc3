#ifndef LCA_ENGINE_PARALLEL_H
#define LCA_ENGINE_PARALLEL_H

/*
 * Numbered tasks over threads. Tasks are handed out in order, one at a time; worker counts from
 * 0 and is the calling thread's where 0. after (may be NULL) is called by the calling thread
 * alone, between its tasks, with the number of tasks finished so far. Where threads cannot be
 * started, those that run do all the work.
 */

#include <stddef.h>

enum { PARALLEL_MOST = 64 };

struct parallel {
	void (*task)(void *context, unsigned worker, size_t index);
	void (*after)(void *context, size_t done);
	void *context;
};

/* threads wanted (0: one per core), held to the number of tasks and to PARALLEL_MOST. At
 * least 1. */
unsigned parallel_threads(unsigned wanted, size_t tasks);
void parallel_run(unsigned threads, size_t tasks, const struct parallel *parallel);

#endif
