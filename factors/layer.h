#ifndef FACTORS_LAYER_H
#define FACTORS_LAYER_H

/*
 * A layer: one SQLite database with the tables of schema.sql, used by one thread.
 *
 * The built-in layer is the embedded database, read-only; a user's CSV becomes a layer in
 * memory; a user's DB file is read into memory (layer_file.h). Layers are opened into a given
 * struct and closed with layer_close, which may be called on a zeroed one.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct diags;
struct sqlite3;
struct sqlite3_stmt;

struct layer {
	struct sqlite3 *db;
	struct statements *kept; /* prepared by layer_kept */
	const char *name;	 /* "built-in", or the user's file */
	char digest[65];	 /* SHA-256 of what it was made from */
	bool unindexed; /* its words are indexed when first searched (row_index_words) */
};

/* An empty layer in memory. */
bool layer_create(struct layer *layer, const char *name, struct diags *diags);
/* A read-only database of bytes[0..length), which must outlive the layer. */
bool layer_image(struct layer *layer, const char *name, const void *bytes, size_t length,
		 struct diags *diags);
/* For an image that may hold anything: SQLite then runs nothing that its schema asks for. */
bool layer_distrust(const struct layer *layer);
/* What its tables are: whose, and in which form (schema.sql). */
void layer_form(const struct layer *layer, uint32_t *application, uint32_t *form);
bool layer_same_tables(const struct layer *a, const struct layer *b);
void layer_close(struct layer *layer);

/* A statement with texts bound to ?1, ?2, ...; NULL where the database refuses it. The caller
 * finalizes. */
struct sqlite3_stmt *layer_query(const struct layer *layer, const char *sql, size_t count,
				 const char *const *texts);
/* The same, prepared once for each sql, which is a constant known by its address. The caller
 * ends it with layer_release, and does not use it twice at a time. */
struct sqlite3_stmt *layer_kept(const struct layer *layer, const char *sql, size_t count,
				const char *const *texts);
void layer_release(struct sqlite3_stmt *statement); /* NULL: nothing */
/* The first column of the first row of such a query, or NULL. */
const char *layer_text(const struct layer *layer, struct arena *arena, const char *sql,
		       size_t count, const char *const *texts);
/* Runs it for its effect; false where refused (a constraint, say). Both keep the statement, as
 * layer_kept does. */
bool layer_execute(const struct layer *layer, const char *sql, size_t count,
		   const char *const *texts);
/* Text of a result column, copied; "" for NULL. */
const char *layer_column(struct arena *arena, struct sqlite3_stmt *statement, int column);

#endif
