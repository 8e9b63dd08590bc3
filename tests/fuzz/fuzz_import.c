/* Any bytes give an import whose rows and sums hold together, or an error. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "models/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_part(const struct import_part *part)
{
	if (!(part->energy_kwh >= 0) || !(part->energy_it_kwh >= 0) ||
	    !(part->device_hours >= 0))
		abort();
	if (!part->has_energy && part->energy_kwh != 0)
		abort();
}

static void check_import(const struct import *import)
{
	uint64_t skipped = 0;

	for (size_t i = 0; i < import->skip_count; i++)
		skipped += import->skips[i].count;
	if (import->rows_used + skipped != import->rows_read || import->rows_used == 0)
		abort();
	if (strlen(import->sha256) != 64 || import->covered_s < 0 || import->coverage < 0)
		abort();
	check_part(&import->total);
	for (size_t i = 0; i < import->part_count; i++) {
		check_part(&import->parts[i]);
		if (i > 0 && strcmp(import->parts[i - 1].value, import->parts[i].value) >= 0)
			abort();
	}
}

/* The first byte picks the importer (or detection), and whether the log is split and filtered.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const values[] = {"0", "a"};
	static const char *const columns[] = {"pue", "index", "State", "ContextTokens"};
	const char *text = (const char *)data + (size > 0);
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	size_t count, pick = size > 0 ? data[0] : 0;
	const struct importer_row *formats = import_formats(&count);
	struct import_filter filter = {columns[pick / 8 % 4], values, 2};
	struct import_options options = {
	    .from = pick % 8 < count ? formats[pick % 8].name : NULL,
	    .filters = &filter,
	    .filter_count = pick / 32 % 4 == 3,
	    .split = pick >= 128 ? columns[pick / 8 % 4] : NULL,
	};
	const struct import *import =
	    import_read_text(arena, "fuzz.csv", text, size - (size > 0), &options, diags);

	if ((import == NULL) != diags_has_error(diags))
		abort();
	if (import)
		check_import(import);
	arena_free(arena);
	return 0;
}
