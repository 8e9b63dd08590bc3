#ifndef LCA_BASE_SOURCE_H
#define LCA_BASE_SOURCE_H

/*
 * The bytes of a log, wherever they come from: a file, standard input, a pipe, a device or
 * memory, as they stand or compressed with gzip (any number of members) or zstd (any number of
 * frames), which the first bytes tell and the file's name does not.
 *
 * Memory is constant. Compressed data that is cut, damaged or followed by other bytes is an
 * error: what could be unpacked before it must not be used. A file may grow while it is read;
 * what stands there when the end is met is read. A source that max_bytes ended stops in the
 * middle of a row: source_cut tells, and a reader drops the row that is not whole. Not for
 * several threads at once.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "lca/base/diag.h"

struct source;

struct source_options {
	uint64_t max_bytes; /* at most so many bytes are given, unpacked; 0: all */
	bool no_digest;
	/* Called now and then, or NULL: bytes of the file taken so far, and its size as stored,
	 * 0 where it has none (a pipe). */
	void (*progress)(void *progress_of, uint64_t taken, uint64_t size);
	void *progress_of;
};

#define SOURCE_HEAD ((size_t)64 * 1024) /* what source_peek shows at most */

/* Opens a file ("-": standard input). NULL is reported. options may be NULL. */
struct source *source_open(const char *path, const struct source_options *options,
			   struct diags *diags);
/* Reads from memory kept by the caller, which may be compressed too; name is for places. */
struct source *source_open_text(const char *name, const char *text, size_t length,
				const struct source_options *options, struct diags *diags);
/* The first bytes, SOURCE_HEAD of them or all where there are fewer; they are not taken out.
 * Only before the first source_read. NULL: reading failed, reported. */
const char *source_peek(struct source *source, size_t *length);
/* Up to size bytes, size > 0; 0 at the end, -1 where reading failed, reported once. */
ssize_t source_read(struct source *source, char *bytes, size_t size);
bool source_failed(const struct source *source);
/* max_bytes ended it while there was more. */
bool source_cut(const struct source *source);
/* What was given so far ends in a line end. */
bool source_ends_line(const struct source *source);
/* SHA-256 of the file as stored, 64 digits + NUL, once source_read has given 0; of a source
 * that was cut, of the bytes used. "" before, after a failure and with no_digest. */
void source_digest(const struct source *source, char hex[65]);
/* The same of the bytes given: of a file that is packed, of what it holds. */
void source_content_digest(const struct source *source, char hex[65]);
/* As places name it. */
const char *source_name(const struct source *source);
void source_close(struct source *source);

#endif
