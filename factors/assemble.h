#ifndef FACTORS_ASSEMBLE_H
#define FACTORS_ASSEMBLE_H

/*
 * A layer from tables: the built-in one from a folder of CSV files, a user's from one CSV file.
 *
 * The digest of a folder is over its CSV files sorted by name: name, NUL, length, NUL, bytes;
 * so it changes with any byte of the data and with nothing else. The version of the data is the
 * first line of the file VERSION.
 */

#include <stdbool.h>
#include <stddef.h>

#include "factors/layer.h"

struct arena;
struct diags;
struct table_text;

/* The layer is left open on success alone. All problems of all files are reported. */
bool assemble_folder(struct layer *layer, struct arena *arena, const char *folder,
		     struct diags *diags);
/* layers[0..count) are below it; layers[count] is filled. */
bool assemble_user(struct layer *layers, size_t count, struct arena *arena,
		   const struct table_text *text, struct diags *diags);
/* Writes the database file whole, or not at all. */
bool assemble_write(const struct layer *layer, struct arena *arena, const char *path,
		    struct diags *diags);

#endif
