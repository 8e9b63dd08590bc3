#ifndef FACTORS_LAYER_FILE_H
#define FACTORS_LAYER_FILE_H

/*
 * A user's factor database: a file made by `lca factors export` or factors_build.
 *
 * It may be anything: it is refused, with what is wrong, where it is empty, cut short, no
 * SQLite database, one of something else, of another form than schema.sql (user_version), not
 * whole (changes in a second file), damaged, or where a name or a row in it cannot be right.
 * The bytes that were read are used, so that the digest is theirs. The stored index of words is
 * not trusted but made anew when it is first searched (row_index_words).
 */

#include <stdbool.h>
#include <stddef.h>

#include "factors/layer.h"

struct arena;
struct diags;

/* Fills layers[count], above layers[0..count). bytes[0..length) of the file at path must
 * outlive it. */
bool layer_file_open(struct layer *layers, size_t count, struct arena *arena, const char *path,
		     const char *bytes, size_t length, struct diags *diags);

/* Judges every row of layers[count - 1]; each that cannot be right is reported by name. */
bool layer_file_check_rows(const struct layer *layers, size_t count, struct arena *arena,
			   struct diags *diags);

#endif
