/* Runs a plan over blocks of samples. */

#include "lca/engine/sample.h"

#include <stdlib.h>

#include "lca/engine/parallel.h"

enum { CHUNKS_MOST = 1024, CHUNK_BLOCKS_LEAST = 16, COLUMN_ALIGNMENT = 64 };

/* The columns of one worker. */
struct desk {
	double *memory;
	double **columns;
};

struct runner {
	const struct sample_pass *pass;
	struct desk *desks;
	size_t first; /* chunk */
};

static uint64_t blocks_of(uint64_t samples)
{
	return (samples + KERNEL_BLOCK - 1) / KERNEL_BLOCK;
}

static uint64_t chunk_blocks(uint64_t samples)
{
	uint64_t blocks = (blocks_of(samples) + CHUNKS_MOST - 1) / CHUNKS_MOST;

	return blocks < CHUNK_BLOCKS_LEAST ? CHUNK_BLOCKS_LEAST : blocks;
}

size_t sample_chunks(uint64_t samples)
{
	uint64_t each = chunk_blocks(samples);

	return (size_t)((blocks_of(samples) + each - 1) / each);
}

uint64_t sample_chunk_size(uint64_t samples, size_t chunk)
{
	uint64_t each = chunk_blocks(samples) * KERNEL_BLOCK, left = samples - chunk * each;

	return left < each ? left : each;
}

static void run_block(const struct sample_pass *pass, const struct desk *desk, unsigned worker,
		      size_t chunk, uint64_t block)
{
	const struct plan *plan = pass->plan;
	struct rng_key key = {.seed = pass->seed, .block = block};
	struct sample_view view = {
	    .worker = worker, .chunk = chunk, .first = block * KERNEL_BLOCK};
	uint64_t left = pass->samples - view.first;
	size_t step = 0, i;

	view.count = left < KERNEL_BLOCK ? (size_t)left : KERNEL_BLOCK;
	for (i = 0; i < plan->output_count; i++) {
		view.output = &plan->outputs[i];
		if (!view.output->varies)
			continue;
		for (; step < view.output->after; step++)
			plan_step(&plan->steps[step], pass->kernels, key, desk->columns);
		view.x = desk->columns[view.output->column];
		pass->read(pass->context, &view);
	}
}

static void run_chunk(void *context, unsigned worker, size_t index)
{
	struct runner *runner = context;
	const struct sample_pass *pass = runner->pass;
	size_t chunk = runner->first + index;
	uint64_t each = chunk_blocks(pass->samples), block = chunk * each;
	uint64_t end = block + each, last = blocks_of(pass->samples);

	if (pass->chunk_start)
		pass->chunk_start(pass->context, worker);
	for (; block < end && block < last; block++)
		run_block(pass, &runner->desks[worker], worker, chunk, block);
	if (pass->chunk_end)
		pass->chunk_end(pass->context, worker, chunk);
}

static void report(void *context, size_t done)
{
	struct runner *runner = context;
	const struct sample_pass *pass = runner->pass;
	uint64_t samples = (runner->first + done) * chunk_blocks(pass->samples) * KERNEL_BLOCK;

	if (pass->progress)
		pass->progress(pass->context,
			       samples < pass->samples ? samples : pass->samples);
}

static struct desk desk_new(const struct plan *plan)
{
	struct desk desk;
	size_t i;

	desk.memory = aligned_alloc(COLUMN_ALIGNMENT,
				    (plan->columns + 1) * KERNEL_BLOCK * sizeof *desk.memory);
	desk.columns = malloc((plan->columns + 1) * sizeof *desk.columns);
	if (!desk.memory || !desk.columns)
		abort();
	for (i = 0; i < plan->columns; i++)
		desk.columns[i] = desk.memory + i * KERNEL_BLOCK;
	return desk;
}

void sample_run_chunks(const struct sample_pass *pass, size_t first, size_t end)
{
	struct desk desks[PARALLEL_MOST];
	struct runner runner = {pass, desks, first};
	const struct parallel parallel = {run_chunk, report, &runner};
	unsigned i;

	for (i = 0; i < pass->threads; i++)
		desks[i] = desk_new(pass->plan);
	parallel_run(pass->threads, end - first, &parallel);
	for (i = 0; i < pass->threads; i++) {
		free(desks[i].memory);
		free(desks[i].columns);
	}
}

void sample_run(const struct sample_pass *pass)
{
	sample_run_chunks(pass, 0, sample_chunks(pass->samples));
}
