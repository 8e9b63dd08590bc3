#ifndef CLI_VERIFY_RERUN_H
#define CLI_VERIFY_RERUN_H

/*
 * An output made again from its record.
 *
 * The record is of an unknown hand: only options that a record may hold are followed, nothing
 * is written, and files are read where the record names them - from the current folder, from
 * that of the report or from one above it, whichever has them all first.
 */

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buffer;
struct session;
struct stat;
struct verify_record;

struct verify_output {
	const struct stat *standing; /* what --output would replace, or NULL */
	bool is_behind;		     /* a report follows from it: reported */
};

struct rerun {
	const char *report; /* its path */
	const struct verify_record *record;
	const char *scenario;	 /* of --scenario: in the place of the record's, or NULL */
	const char *const *more; /* further arguments */
	size_t more_count;
	struct verify_output *output;
};

/* The bytes. False where they cannot be made again: reported. */
bool verify_rerun(struct session *session, const struct rerun *rerun, struct buffer *out);

/* What a record may ask for (verify_limits.c). */

/* A regular file of a size that can be read, and may be. */
bool verify_is_file(const char *path);
/* What is wrong with a value of the record, by the rule of its option; NULL: nothing. */
const char *verify_bad_term(struct arena *arena, const struct verify_record *record);
/* The file of the record that this output is, by whatever name; NULL: none. scenario: what
 * stands in the place of the record's, or NULL. */
const char *verify_same_file(struct arena *arena, const struct verify_record *record,
			     const char *scenario, const struct stat *output);

#endif
