/* The bytes of a log: opening, unpacking, counting, digesting. */

#include "lca/base/source.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/digest.h"
#include "lca/base/file.h"
#include "lca/base/heap.h"
#include "lca/base/source_coding.h"

#define STORED_SIZE ((size_t)256 * 1024)

static const struct source_coding *const codings[] = {&source_gzip, &source_zstd};

#define CODING_COUNT (sizeof codings / sizeof *codings)

struct source {
	char *name;
	int file; /* -1: reads from memory */
	const char *memory;
	size_t memory_left;
	struct diags *diags;
	struct source_options options;
	struct digest
	    *digest; /* of the stored bytes used; NULL once it is done, or not wanted */
	char hex[65];
	struct digest *content; /* of the bytes given, where they are packed */
	char content_hex[65];
	const struct source_coding *coding; /* NULL: the bytes stand as they are */
	void *decoder;
	bool whole;   /* the compressed data may end where we are */
	bool started; /* coding is known */
	bool at_end;  /* nothing is left to give but the head */
	bool failed;
	bool cut;
	char *stored; /* stored[start..end) is read and not used */
	size_t start;
	size_t end;
	bool stored_end; /* no more bytes will come into stored */
	uint64_t taken;	 /* of the file */
	uint64_t size;	 /* of the file, 0 where it has none */
	uint64_t given;	 /* unpacked */
	char last;	 /* byte given */
	char *head;	 /* head[head_start..head_end) was peeked at and is not given out */
	size_t head_start;
	size_t head_end;
};

static struct source *source_new(const char *name, const struct source_options *options,
				 struct diags *diags)
{
	struct source *source = heap_grow(NULL, sizeof *source);

	*source = (struct source){.file = -1, .diags = diags};
	if (options)
		source->options = *options;
	source->name = heap_grow(NULL, strlen(name) + 1);
	memcpy(source->name, name, strlen(name) + 1);
	source->digest = source->options.no_digest ? NULL : digest_new();
	source->stored = heap_grow(NULL, STORED_SIZE);
	return source;
}

struct source *source_open(const char *path, const struct source_options *options,
			   struct diags *diags)
{
	int file = file_open(path);
	struct source *source;

	if (file < 0) {
		diag_add(diags, DIAG_FILE_OPEN, (struct place){.file = path}, NULL, NULL,
			 "cannot be opened: %s", strerror(errno));
		return NULL;
	}
	source = source_new(file_name(path), options, diags);
	source->file = file;
	source->size = file_size(file);
	return source;
}

struct source *source_open_text(const char *name, const char *text, size_t length,
				const struct source_options *options, struct diags *diags)
{
	struct source *source = source_new(name, options, diags);

	source->memory = text;
	source->memory_left = length;
	source->size = length;
	return source;
}

void source_close(struct source *source)
{
	if (!source)
		return;
	if (source->digest)
		digest_end(source->digest, source->hex);
	if (source->content)
		digest_end(source->content, source->content_hex);
	if (source->decoder)
		source->coding->end(source->decoder);
	file_close(source->file);
	free(source->head);
	free(source->stored);
	free(source->name);
	free(source);
}

static ssize_t fail(struct source *source, enum diag_code code, const char *hint,
		    const char *message)
{
	diag_add(source->diags, code, (struct place){.file = source->name}, NULL, hint, "%s",
		 message);
	source->failed = true;
	return -1;
}

static ssize_t read_memory(struct source *source, char *bytes, size_t size)
{
	size = source->memory_left < size ? source->memory_left : size;
	if (size)
		memcpy(bytes, source->memory, size);
	source->memory += size;
	source->memory_left -= size;
	return (ssize_t)size;
}

/* Up to size bytes as stored; 0 at the end, -1 reported. */
static ssize_t take(struct source *source, char *bytes, size_t size)
{
	ssize_t count = source->file < 0 ? read_memory(source, bytes, size)
					 : file_read(source->file, bytes, size);

	if (count < 0) {
		char message[160];

		snprintf(message, sizeof message, "cannot be read: %s", strerror(errno));
		return fail(source, DIAG_FILE_OPEN, NULL, message);
	}
	source->taken += (uint64_t)count;
	source->stored_end = count == 0;
	if (source->options.progress)
		source->options.progress(source->options.progress_of, source->taken,
					 source->size);
	return count;
}

/* Reads on behind the stored bytes that are not used yet. */
static bool fill(struct source *source)
{
	size_t pending = source->end - source->start;
	ssize_t count;

	assert(pending < STORED_SIZE);
	memmove(source->stored, source->stored + source->start, pending);
	source->start = 0;
	source->end = pending;
	count = take(source, source->stored + pending, STORED_SIZE - pending);
	if (count < 0)
		return false;
	source->end += (size_t)count;
	return true;
}

static void digest_used(struct source *source, const char *bytes, size_t size)
{
	if (source->digest)
		digest_add(source->digest, bytes, size);
}

/* Marks size of the stored bytes as used. */
static void use(struct source *source, size_t size)
{
	digest_used(source, source->stored + source->start, size);
	source->start += size;
}

static bool is_coded(const struct source *source, const struct source_coding *coding)
{
	return source->end >= coding->magic_size &&
	       coding->claims((const unsigned char *)source->stored);
}

/* Tells from the first bytes how the file is packed. */
static bool start(struct source *source)
{
	size_t most = 0;
	size_t i;

	source->started = true;
	for (i = 0; i < CODING_COUNT; i++)
		most = codings[i]->magic_size > most ? codings[i]->magic_size : most;
	while (!source->stored_end && source->end < most)
		if (!fill(source))
			return false;
	for (i = 0; i < CODING_COUNT; i++)
		if (is_coded(source, codings[i]))
			source->coding = codings[i];
	if (source->coding)
		source->decoder = source->coding->begin();
	return true;
}

static ssize_t read_plain(struct source *source, char *bytes, size_t size)
{
	size_t pending = source->end - source->start;
	ssize_t count;

	if (pending) {
		size = pending < size ? pending : size;
		memcpy(bytes, source->stored + source->start, size);
		use(source, size);
		return (ssize_t)size;
	}
	if (source->stored_end)
		return 0;
	count = take(source, bytes, size);
	if (count > 0)
		digest_used(source, bytes, (size_t)count);
	return count;
}

static ssize_t fail_short(struct source *source)
{
	const struct source_coding *coding = source->coding;
	char message[80];
	char hint[120];

	snprintf(message, sizeof message, "is cut: its %s data ends in the middle",
		 coding->name);
	snprintf(hint, sizeof hint,
		 "copy it again once it is written, or save what is there: %s FILE > PART",
		 coding->unpack);
	return fail(source, DIAG_FILE_PACKED, hint, message);
}

/* One step of unpacking; *idle: it neither took nor gave a byte. -1 reported. */
static ssize_t unpack(struct source *source, char *bytes, size_t size, bool *idle)
{
	size_t pending = source->end - source->start;
	struct decoding decoding = {
	    source->stored + source->start, pending, bytes, size, NULL, NULL};
	enum decoded decoded = source->coding->step(source->decoder, &decoding);

	use(source, pending - decoding.in_size);
	source->whole = decoded == DECODED_WHOLE;
	*idle = decoding.in_size == pending && decoding.out_size == size;
	if (decoded == DECODED_BAD)
		return fail(source, DIAG_FILE_PACKED, decoding.hint, decoding.fault);
	return (ssize_t)(size - decoding.out_size);
}

static ssize_t read_packed(struct source *source, char *bytes, size_t size)
{
	for (;;) {
		bool idle;
		ssize_t count;

		if (source->start == source->end && !source->stored_end && !fill(source))
			return -1;
		count = unpack(source, bytes, size, &idle);
		if (count)
			return count;
		if (idle && source->stored_end)
			return source->whole ? 0 : fail_short(source);
	}
}

static ssize_t read_any(struct source *source, char *bytes, size_t size)
{
	if (!source->started && !start(source))
		return -1;
	return source->coding ? read_packed(source, bytes, size)
			      : read_plain(source, bytes, size);
}

static void finish(struct source *source)
{
	source->at_end = true;
	if (source->digest)
		digest_end(source->digest, source->hex);
	source->digest = NULL;
	if (source->content)
		digest_end(source->content, source->content_hex);
	else
		memcpy(source->content_hex, source->hex, sizeof source->hex);
	source->content = NULL;
}

/* max_bytes are given: is there one more? Of that byte there is no digest. */
static ssize_t probe(struct source *source)
{
	struct digest *digest = source->digest;
	char byte;
	ssize_t count;

	if (!source->coding)
		source->digest = NULL;
	count = read_any(source, &byte, 1);
	source->digest = digest;
	if (count < 0)
		return -1;
	source->cut = count > 0;
	finish(source);
	return 0;
}

static void note_given(struct source *source, const char *bytes, size_t count)
{
	source->given += count;
	source->last = bytes[count - 1];
	if (!source->coding || source->options.no_digest)
		return;
	if (!source->content)
		source->content = digest_new();
	digest_add(source->content, bytes, count);
}

/* As source_read, without the head. */
static ssize_t read_on(struct source *source, char *bytes, size_t size)
{
	uint64_t most = source->options.max_bytes;
	ssize_t count;

	if (source->failed)
		return -1;
	if (source->at_end)
		return 0;
	if (most && source->given == most)
		return probe(source);
	if (most && size > most - source->given)
		size = (size_t)(most - source->given);
	count = read_any(source, bytes, size);
	if (count == 0)
		finish(source);
	if (count > 0)
		note_given(source, bytes, (size_t)count);
	return count;
}

const char *source_peek(struct source *source, size_t *length)
{
	ssize_t count = 1;

	if (!source->head)
		source->head = heap_grow(NULL, SOURCE_HEAD);
	while (source->head_end < SOURCE_HEAD && count > 0) {
		count = read_on(source, source->head + source->head_end,
				SOURCE_HEAD - source->head_end);
		if (count > 0)
			source->head_end += (size_t)count;
	}
	*length = source->head_end - source->head_start;
	return source->failed ? NULL : source->head;
}

ssize_t source_read(struct source *source, char *bytes, size_t size)
{
	size_t pending = source->head_end - source->head_start;

	assert(size > 0);
	if (source->failed)
		return -1;
	if (!pending)
		return read_on(source, bytes, size);
	size = pending < size ? pending : size;
	memcpy(bytes, source->head + source->head_start, size);
	source->head_start += size;
	return (ssize_t)size;
}

bool source_failed(const struct source *source)
{
	return source->failed;
}

bool source_cut(const struct source *source)
{
	return source->cut;
}

bool source_ends_line(const struct source *source)
{
	return source->last == '\n' || source->last == '\r';
}

void source_digest(const struct source *source, char hex[65])
{
	memcpy(hex, source->hex, sizeof source->hex);
}

void source_content_digest(const struct source *source, char hex[65])
{
	memcpy(hex, source->content_hex, sizeof source->content_hex);
}

const char *source_name(const struct source *source)
{
	return source->name;
}
