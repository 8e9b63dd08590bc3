/* factors_build FOLDER FILE: makes the factor database of the CSV tables in a folder. */

#include <stdio.h>

#include "factors/assemble.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"

static void print(const struct diags *diags)
{
	struct buffer text = {0};
	size_t i;

	for (i = 0; i < diags_count(diags); i++)
		diag_format(diags, diags_at(diags, i), false, &text);
	if (diags_dropped(diags) > 0)
		buffer_printf(&text, "and %zu more\n", diags_dropped(diags));
	if (text.text)
		fputs(text.text, stderr);
	buffer_free(&text);
}

int main(int count, char **arguments)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct layer layer = {0};
	int status;

	if (count != 3) {
		fputs("usage: factors_build FOLDER FILE\n", stderr);
		arena_free(arena);
		return 2;
	}
	if (assemble_folder(&layer, arena, arguments[1], diags))
		assemble_write(&layer, arena, arguments[2], diags);
	layer_close(&layer);
	print(diags);
	status = diags_status(diags);
	arena_free(arena);
	return status;
}
