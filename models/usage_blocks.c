/* Blocks of whole lines for several threads. */

#include "models/usage_blocks.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/heap.h"
#include "lca/base/source.h"
#include "lca/engine/parallel.h"

enum { BLOCK = 512 * 1024 };

/* Bytes with slack on both sides. */
struct room {
	char *memory;
	size_t capacity, length;
};

struct shared {
	const struct usage_blocks *blocks;
	pthread_mutex_t lock; /* of all below, and of the source */
	struct room carried;  /* the start of a line whose end is still to be read */
	bool at_end;
	enum usage_blocks_end end;
	uint32_t *lines; /* of each block that is done */
	size_t count, capacity;
};

static char *text_of(const struct room *room)
{
	return room->memory + USAGE_BLOCK_SLACK;
}

static void widen(struct room *room, size_t capacity)
{
	if (room->capacity >= capacity)
		return;
	room->memory = heap_grow(room->memory, capacity + 2 * USAGE_BLOCK_SLACK);
	if (room->capacity == 0)
		memset(room->memory, '\n', USAGE_BLOCK_SLACK);
	room->capacity = capacity;
}

static void copy(struct room *room, const char *text, size_t length)
{
	widen(room, length + 1);
	memcpy(text_of(room), text, length);
	room->length = length;
}

/* Fills the room from the source. */
static void read_on(struct shared *shared, struct room *room)
{
	ssize_t count = 1;

	while (count > 0 && room->length < room->capacity) {
		count = source_read(shared->blocks->source, text_of(room) + room->length,
				    room->capacity - room->length);
		room->length += count > 0 ? (size_t)count : 0;
	}
	shared->at_end = count <= 0;
	if (count < 0)
		shared->end = USAGE_BLOCKS_FAILED;
}

/* What follows the last LF from byte `from` on; 0: there is none. */
static size_t lines_end(const struct room *room, size_t from)
{
	size_t at = room->length;

	while (at > from && text_of(room)[at - 1] != '\n')
		at--;
	return at > from ? at : 0;
}

static size_t blocks_end(const struct usage_blocks *blocks, const struct room *room,
			 size_t searched)
{
	return blocks->rows_end
		   ? blocks->rows_end(blocks->rows_end_of, text_of(room), room->length)
		   : lines_end(room, searched);
}

/* Reads until there is a whole line; returns the end of the last one, 0 where the file ends
 * within the first. */
static size_t read_lines(struct shared *shared, struct room *room)
{
	size_t longest = shared->blocks->longest, searched = 0, end;

	for (;;) {
		read_on(shared, room);
		end = blocks_end(shared->blocks, room, searched);
		if (end > 0 || shared->at_end)
			return end;
		searched = room->length;
		if (searched > longest) {
			shared->end = USAGE_BLOCKS_TOO_LONG;
			return 0;
		}
		widen(room, 2 * searched > longest ? longest + 1 : 2 * searched);
	}
}

/* The last line of a file need not have an end. */
static size_t end_file(struct shared *shared, struct room *room, size_t end)
{
	if (room->length == end || source_cut(shared->blocks->source))
		return end;
	widen(room, room->length + 1);
	text_of(room)[room->length++] = '\n';
	return room->length;
}

/* Reads the next block; false: there is none. */
static bool read_block(struct shared *shared, struct room *room)
{
	size_t end;

	if (shared->at_end || shared->end != USAGE_BLOCKS_DONE)
		return false;
	widen(room, shared->carried.length + BLOCK);
	if (shared->carried.length > 0)
		memcpy(text_of(room), text_of(&shared->carried), shared->carried.length);
	room->length = shared->carried.length;
	end = read_lines(shared, room);
	if (shared->end != USAGE_BLOCKS_DONE)
		return false;
	if (shared->at_end)
		end = end_file(shared, room, end);
	else
		copy(&shared->carried, text_of(room) + end, room->length - end);
	room->length = end;
	return end > 0;
}

static size_t number_block(struct shared *shared)
{
	if (shared->count == shared->capacity) {
		shared->capacity = shared->capacity ? 2 * shared->capacity : 1024;
		shared->lines =
		    heap_grow(shared->lines, shared->capacity * sizeof *shared->lines);
	}
	shared->lines[shared->count] = 0;
	return shared->count++;
}

static void work(void *context, unsigned thread, size_t index)
{
	struct shared *shared = context;
	const struct usage_blocks *blocks = shared->blocks;
	void *worker = (char *)blocks->workers + index * blocks->worker_size;
	struct room room = {0};
	(void)thread;

	pthread_mutex_lock(&shared->lock);
	while (read_block(shared, &room)) {
		size_t block = number_block(shared);
		uint32_t lines;

		pthread_mutex_unlock(&shared->lock);
		lines =
		    blocks->take(worker, block, text_of(&room), text_of(&room) + room.length);
		pthread_mutex_lock(&shared->lock);
		shared->lines[block] = lines;
	}
	pthread_mutex_unlock(&shared->lock);
	free(room.memory);
}

struct usage_blocks_done usage_blocks_run(const struct usage_blocks *blocks)
{
	struct shared shared = {.blocks = blocks, .lock = PTHREAD_MUTEX_INITIALIZER};
	struct parallel parallel = {.task = work, .context = &shared};
	struct usage_blocks_done done;

	copy(&shared.carried, blocks->at_hand.text, blocks->at_hand.length);
	parallel_run(blocks->threads, blocks->threads, &parallel);
	done = (struct usage_blocks_done){.end = shared.end, .count = shared.count};
	done.firsts = heap_grow(NULL, (done.count + 1) * sizeof *done.firsts);
	done.firsts[0] = blocks->first_line;
	for (size_t i = 0; i < done.count; i++)
		done.firsts[i + 1] = done.firsts[i] + shared.lines[i];
	free(shared.lines);
	free(shared.carried.memory);
	pthread_mutex_destroy(&shared.lock);
	return done;
}
