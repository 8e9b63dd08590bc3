/* Makes layers of CSV tables. */

#include "factors/assemble.h"

#include <dirent.h>
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "factors/lists.h"
#include "factors/row_store.h"
#include "factors/rows.h"
#include "factors/table.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/digest.h"
#include "lca/base/text.h"

struct files {
	const char **names;
	size_t count;
};

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The CSV files of a folder, sorted. */
static bool list_files(struct arena *arena, const char *folder, struct files *files,
		       struct diags *diags)
{
	DIR *directory = opendir(folder);
	const struct dirent *entry;

	if (!directory) {
		diag_add(diags, DIAG_FILE_OPEN, (struct place){folder, 0, 0}, NULL, NULL,
			 "cannot read '%s': %s", folder, strerror(errno));
		return false;
	}
	while ((entry = readdir(directory))) {
		if (!text_ends(entry->d_name, ".csv") || entry->d_name[0] == '.')
			continue;
		files->names =
		    arena_grow(arena, files->names, files->count, sizeof *files->names);
		files->names[files->count++] = arena_text(arena, entry->d_name);
	}
	closedir(directory);
	if (files->count > 0)
		qsort(files->names, files->count, sizeof *files->names, by_name);
	return true;
}

static bool digest_files(struct arena *arena, const char *folder, const struct files *files,
			 char hex[65], struct diags *diags)
{
	struct digest *digest = digest_new();
	bool ok = true;
	size_t i;

	for (i = 0; i < files->count; i++) {
		size_t length = 0;
		const char *path = arena_printf(arena, "%s/%s", folder, files->names[i]);
		const char *text = table_file(arena, path, &length, diags);
		const char *size = arena_printf(arena, "%zu", length);

		digest_add(digest, files->names[i], strlen(files->names[i]) + 1);
		digest_add(digest, size, strlen(size) + 1);
		digest_add(digest, text ? text : "", length);
		ok = ok && text;
	}
	digest_end(digest, hex);
	return ok;
}

static bool set_meta(const struct layer *layer, const char *name, const char *value)
{
	static const char sql[] = "INSERT INTO meta (name, value)"
				  " VALUES (?1, ?2)";

	return layer_execute(layer, sql, 2, (const char *[]){name, value});
}

static bool read_version(const struct layer *layer, struct arena *arena, const char *folder,
			 struct diags *diags)
{
	size_t length;
	const char *text =
	    table_file(arena, arena_printf(arena, "%s/VERSION", folder), &length, diags);

	return text &&
	       set_meta(layer, "version", arena_copy(arena, text, strcspn(text, "\r\n")));
}

static bool load_rows(struct layer *layer, struct arena *arena, const char *folder,
		      const char *file, struct diags *diags)
{
	struct table_text text = {.name = arena_printf(arena, "%s/%s", folder, file)};

	text.text = table_file(arena, text.name, &text.length, diags);
	return text.text && rows_load(layer, 1, ROWS_BUILT_IN, arena, &text, file, diags);
}

/* Every table of the folder; nothing is skipped because an earlier one was wrong. */
static bool load_folder(struct layer *layer, struct arena *arena, const char *folder,
			struct diags *diags)
{
	struct files files = {0};
	bool ok = list_files(arena, folder, &files, diags) &&
		  digest_files(arena, folder, &files, layer->digest, diags) &&
		  set_meta(layer, "digest", layer->digest);
	size_t i;

	if (!ok)
		return false;
	ok = read_version(layer, arena, folder, diags);
	ok &= lists_load(layer, arena, folder, diags);
	for (i = 0; i < files.count; i++)
		if (!lists_has(files.names[i]))
			ok &= load_rows(layer, arena, folder, files.names[i], diags);
	return ok && row_index_layer(layer);
}

bool assemble_folder(struct layer *layer, struct arena *arena, const char *folder,
		     struct diags *diags)
{
	if (!layer_create(layer, "built-in", diags))
		return false;
	if (layer_execute(layer, "BEGIN", 0, NULL) &&
	    load_folder(layer, arena, folder, diags) && layer_execute(layer, "COMMIT", 0, NULL))
		return true;
	layer_close(layer);
	return false;
}

bool assemble_user(struct layer *layers, size_t count, struct arena *arena,
		   const struct table_text *text, struct diags *diags)
{
	struct layer *layer = &layers[count];

	if (!layer_create(layer, text->name, diags))
		return false;
	if (layer_execute(layer, "BEGIN", 0, NULL) &&
	    rows_load(layers, count + 1, ROWS_USER, arena, text, text->name, diags) &&
	    row_index_layer(layer) && layer_execute(layer, "COMMIT", 0, NULL))
		return true;
	layer_close(layer);
	return false;
}

static bool write_bytes(const char *path, const unsigned char *bytes, size_t length)
{
	FILE *file = fopen(path, "wb");
	bool written = file && fwrite(bytes, 1, length, file) == length;

	if (file && fclose(file) != 0)
		written = false;
	return written;
}

bool assemble_write(const struct layer *layer, struct arena *arena, const char *path,
		    struct diags *diags)
{
	const char *partial = arena_printf(arena, "%s.partial", path);
	sqlite3_int64 length = 0;
	unsigned char *bytes = sqlite3_serialize(layer->db, "main", &length, 0);
	bool written =
	    bytes && write_bytes(partial, bytes, (size_t)length) && rename(partial, path) == 0;

	if (!written) {
		diag_add(diags, DIAG_FILE_WRITE, (struct place){path, 0, 0}, NULL, NULL,
			 "cannot write '%s': %s", path, strerror(errno));
		remove(partial);
	}
	sqlite3_free(bytes);
	return written;
}
