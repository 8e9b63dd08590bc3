/* Any bytes give rows of whole fields in rising lines, then a digest or one diagnostic. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/digest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_row(const struct csv_row *row, uint64_t line)
{
	size_t i;

	if (row->line <= line || row->count == 0)
		abort();
	for (i = 0; i < row->count; i++)
		if (strlen(row->fields[i].text) != row->fields[i].length)
			abort();
	(void)csv_column(row, "value");
}

/* The first byte picks the separator. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char separators[] = {',', ';', '\t', '|'};
	const char *text = (const char *)data + (size > 0);
	size_t length = size - (size > 0);
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct csv *csv =
	    csv_open_text("fuzz.csv", text, length,
			  separators[size ? data[0] % sizeof separators : 0], diags);
	char want[65];
	char got[65];
	struct csv_row row;
	uint64_t line;

	for (line = 0; csv_next(csv, &row); line = row.line)
		check_row(&row, line);
	if (csv_failed(csv) != diags_has_error(diags) || csv_next(csv, &row))
		abort();
	csv_digest(csv, got);
	digest_bytes(text, length, want);
	if (!csv_failed(csv) && strcmp(got, want) != 0)
		abort();
	csv_close(csv);
	arena_free(arena);
	return 0;
}
