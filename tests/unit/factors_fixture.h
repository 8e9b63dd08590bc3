#ifndef TESTS_UNIT_FACTORS_FIXTURE_H
#define TESTS_UNIT_FACTORS_FIXTURE_H

/* A folder of its own for each test of factor tables, with an arena and a list of diagnostics.
 */

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "tests/near.h"

struct folder {
	struct arena *arena;
	struct diags *diags;
	char path[32];
};

static inline int folder_make(void **state)
{
	struct arena *arena = arena_new();
	struct folder *folder = arena_alloc(arena, sizeof *folder);

	folder->arena = arena;
	folder->diags = diags_new(arena);
	strcpy(folder->path, "/tmp/lca-factors-XXXXXX");
	*state = folder;
	return mkdtemp(folder->path) ? 0 : -1;
}

static inline int folder_remove(void **state)
{
	struct folder *folder = *state;
	DIR *directory = opendir(folder->path);
	const struct dirent *entry;

	while (directory && (entry = readdir(directory)))
		if (entry->d_name[0] != '.')
			remove(
			    arena_printf(folder->arena, "%s/%s", folder->path, entry->d_name));
	if (directory)
		closedir(directory);
	rmdir(folder->path);
	arena_free(folder->arena);
	return 0;
}

/* Writes a file into the folder; its path. */
static inline const char *folder_write(struct folder *folder, const char *name,
				       const char *text)
{
	const char *path = arena_printf(folder->arena, "%s/%s", folder->path, name);
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
	return path;
}

/* What was reported, for messages of failed tests. */
static inline const char *folder_reports(const struct folder *folder)
{
	const char *text = "";
	size_t i;

	for (i = 0; i < diags_count(folder->diags); i++) {
		const struct diag *diag = diags_at(folder->diags, i);

		text = arena_printf(folder->arena, "%s\n%s:%u:%u: %s: %s", text,
				    diag->place.file ? diag->place.file : "-", diag->place.line,
				    diag->place.column, diag_slug(diag->code), diag->message);
	}
	return text;
}

#endif
