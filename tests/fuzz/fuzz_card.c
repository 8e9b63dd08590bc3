/* Any file is one that a card goes into, and then goes into again without a change, or is
 * refused with a diagnostic and without a byte. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "reports/card.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct card card = {.front =
				     "co2_eq_emissions:\n  emissions: 5\n  source: 'it''s'\n",
				 .section = "## Environmental Impact\n\nnew\n"};

static bool put(struct arena *arena, const char *text, size_t length, struct buffer *out)
{
	struct card_file file = {"README.md", text, length};
	struct diags *diags = diags_new(arena);
	bool good = card_put(arena, &card, &file, diags, diags_new(arena), out);

	if (good == diags_has_error(diags) || (!good && out->length))
		abort();
	return good;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct buffer once = {0}, twice = {0};

	if (put(arena, arena_copy(arena, (const char *)data, size), size, &once) &&
	    (!put(arena, once.text, once.length, &twice) || twice.length != once.length ||
	     memcmp(twice.text, once.text, once.length) != 0))
		abort();
	buffer_free(&once);
	buffer_free(&twice);
	arena_free(arena);
	return 0;
}
