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

struct buffer;
struct session;
struct verify_record;

struct rerun {
	const char *report; /* its path */
	const struct verify_record *record;
	const char *scenario;	 /* of --scenario: in the place of the record's, or NULL */
	const char *const *more; /* further arguments */
	size_t more_count;
};

/* The bytes. False where they cannot be made again: reported. */
bool verify_rerun(struct session *session, const struct rerun *rerun, struct buffer *out);

#endif
