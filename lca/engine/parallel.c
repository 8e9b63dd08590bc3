/* Numbered tasks over pthreads, through one atomic counter. */

#include "lca/engine/parallel.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

struct shared {
	const struct parallel *parallel;
	size_t tasks;
	atomic_size_t next;
	atomic_size_t done;
};

struct worker {
	struct shared *shared;
	unsigned number;
	pthread_t thread;
	bool started;
};

unsigned parallel_threads(unsigned wanted, size_t tasks)
{
	long cores = wanted ? (long)wanted : sysconf(_SC_NPROCESSORS_ONLN);

	if (cores > PARALLEL_MOST)
		cores = PARALLEL_MOST;
	if (cores > 0 && (size_t)cores > tasks)
		cores = (long)tasks;
	return cores < 1 ? 1 : (unsigned)cores;
}

static void *work(void *context)
{
	struct worker *worker = context;
	struct shared *shared = worker->shared;
	const struct parallel *parallel = shared->parallel;
	size_t index, done;

	while ((index = atomic_fetch_add(&shared->next, 1)) < shared->tasks) {
		parallel->task(parallel->context, worker->number, index);
		done = atomic_fetch_add(&shared->done, 1) + 1;
		if (worker->number == 0 && parallel->after)
			parallel->after(parallel->context, done);
	}
	return NULL;
}

void parallel_run(unsigned threads, size_t tasks, const struct parallel *parallel)
{
	struct shared shared = {.parallel = parallel, .tasks = tasks};
	struct worker workers[PARALLEL_MOST];
	unsigned i;

	assert(threads >= 1 && threads <= PARALLEL_MOST);
	for (i = 0; i < threads; i++)
		workers[i] = (struct worker){.shared = &shared, .number = i};
	for (i = 1; i < threads; i++)
		workers[i].started =
		    pthread_create(&workers[i].thread, NULL, work, &workers[i]) == 0;
	work(&workers[0]);
	for (i = 1; i < threads; i++)
		if (workers[i].started)
			pthread_join(workers[i].thread, NULL);
}
