/* Files of readings, each read once for all quantities that name it. */

#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/quantity_reader.h"
#include "lca/base/text.h"

struct quantity_files {
	struct arena *arena;
	const char *folder;
	const struct reading_table **tables;
	size_t count;
};

struct quantity_files *quantity_files_new(struct arena *arena, const char *folder)
{
	struct quantity_files *files = arena_alloc(arena, sizeof *files);

	*files = (struct quantity_files){.arena = arena, .folder = folder};
	return files;
}

const char *quantity_files_folder(const struct quantity_files *files)
{
	return files->folder;
}

static bool same_text(const char *a, const char *b)
{
	return a && b ? text_same(a, b) : a == b;
}

const struct reading_table *quantity_files_find(const struct quantity_files *files,
						const char *path, const char *column,
						const struct unit *unit)
{
	for (size_t i = 0; i < files->count; i++) {
		const struct reading_table *table = files->tables[i];

		if (text_same(table->path, path) && same_text(table->column, column) &&
		    same_text(table->unit.text, unit->text) &&
		    !(table->unit.scale < unit->scale || table->unit.scale > unit->scale) &&
		    dimensions_equal(table->unit.dimensions, unit->dimensions))
			return table;
	}
	return NULL;
}

static double *copy(struct arena *arena, const double *values, size_t count)
{
	double *copied = arena_alloc(arena, (count + 1) * sizeof *copied);

	memcpy(copied, values, count * sizeof *copied);
	return copied;
}

int quantity_ascending(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

const struct reading_table *quantity_files_keep(struct quantity_files *files,
						const struct reading_table *table)
{
	struct arena *arena = files->arena;
	struct reading_table *kept = arena_alloc(arena, sizeof *kept);
	struct readings *readings = arena_alloc(arena, sizeof *readings);
	uint64_t *lines = arena_alloc(arena, (table->count + 1) * sizeof *lines);
	double *sorted = copy(arena, table->values, table->count);

	*kept = *table;
	*readings = *table->readings;
	readings->file = arena_text(arena, readings->file);
	memcpy(lines, table->lines, table->count * sizeof *lines);
	qsort(sorted, table->count, sizeof *sorted, quantity_ascending);
	kept->path = arena_text(arena, table->path);
	kept->column = table->column ? arena_text(arena, table->column) : NULL;
	kept->unit.text = table->unit.text ? arena_text(arena, table->unit.text) : NULL;
	kept->values = copy(arena, table->values, table->count);
	kept->sorted = sorted;
	kept->lines = lines;
	kept->readings = readings;
	files->tables = arena_grow(arena, files->tables, files->count,
				   sizeof(const struct reading_table *));
	files->tables[files->count++] = kept;
	return kept;
}
