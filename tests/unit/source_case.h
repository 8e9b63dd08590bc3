#ifndef TESTS_UNIT_SOURCE_CASE_H
#define TESTS_UNIT_SOURCE_CASE_H

/* A long text, the ways to pack it, and what a source must give of it. */

#include <stdlib.h>
#include <string.h>

#include <zlib.h>
#include <zstd.h>

#include "lca/base/arena.h"
#include "lca/base/digest.h"
#include "lca/base/source.h"
#include "lca/base/text.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define LINES	     30000

struct job {
	struct arena *arena;
	struct diags *diags;
};

static inline struct job start(void)
{
	struct arena *arena = arena_new();

	return (struct job){arena, diags_new(arena)};
}

/* About 350 kB of lines that are not all the same: over one buffer of the reader. */
static inline struct buffer long_text(void)
{
	struct buffer text = {0};
	int i;

	for (i = 0; i < LINES; i++)
		buffer_printf(&text, "%d,%d\n", i, i * 7919 % 10007);
	return text;
}

static inline void add_gzip(struct buffer *packed, const char *text, size_t length)
{
	z_stream stream = {0};
	char *room = malloc(length + 1000);

	assert_int_equal(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY),
			 Z_OK);
	stream.next_in = (Bytef *)text;
	stream.avail_in = (uInt)length;
	stream.next_out = (Bytef *)room;
	stream.avail_out = (uInt)length + 1000;
	assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
	buffer_add(packed, room, stream.total_out);
	deflateEnd(&stream);
	free(room);
}

static inline void add_zstd(struct buffer *packed, const char *text, size_t length)
{
	char *room = malloc(ZSTD_compressBound(length));
	size_t size = ZSTD_compress(room, ZSTD_compressBound(length), text, length, 3);

	assert_false(ZSTD_isError(size));
	buffer_add(packed, room, size);
	free(room);
}

static inline void add_plain(struct buffer *packed, const char *text, size_t length)
{
	buffer_add(packed, text, length);
}

typedef void add_function(struct buffer *packed, const char *text, size_t length);

static add_function *const packings[] = {add_plain, add_gzip, add_zstd};

/* The text in two parts, each packed by itself. */
static inline struct buffer pack(add_function *add, const struct buffer *text)
{
	struct buffer packed = {0};

	add(&packed, text->text, text->length / 3);
	add(&packed, text->text + text->length / 3, text->length - text->length / 3);
	return packed;
}

/* What is left of a source, read in pieces of size. */
static inline struct buffer drain(struct source *source, size_t size)
{
	struct buffer text = {0};
	char *piece = malloc(size);
	ssize_t count;

	buffer_text(&text, "");
	while ((count = source_read(source, piece, size)) > 0) {
		assert_true((size_t)count <= size);
		buffer_add(&text, piece, (size_t)count);
	}
	assert_int_equal(count, source_failed(source) ? -1 : 0);
	assert_int_equal(source_read(source, piece, size), count);
	free(piece);
	return text;
}

static inline void assert_bytes(const struct buffer *got, const struct buffer *want)
{
	assert_int_equal(got->length, want->length);
	assert_memory_equal(got->text, want->text, want->length);
}

static inline void assert_digest(const struct source *source, const char *text, size_t length)
{
	char want[65];
	char got[65];

	digest_bytes(text, length, want);
	source_digest(source, got);
	assert_string_equal(got, want);
}

#endif
