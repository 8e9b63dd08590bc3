/* What may stand in a claim file, and what is found in one, for documentation. */

#include "lca/base/arena.h"
#include "models/audit.h"
#include "models/scenario.h"

static const struct key_row figures[] = {
#define FIGURE(id, key, unit, meaning) {"figures", key, unit, meaning},
#include "models/claim_keys.def"
};

static const struct key_row words[] = {
#define WORD(id, key, meaning) {"about the claim", key, "", meaning},
#include "models/claim_keys.def"
};

enum { FIGURES = sizeof figures / sizeof *figures, WORDS = sizeof words / sizeof *words };

const struct key_row *audit_keys(struct arena *arena, size_t *count)
{
	struct key_row *rows = arena_alloc(arena, (FIGURES + WORDS) * sizeof *rows);

	for (size_t i = 0; i < FIGURES; i++) {
		rows[i] = figures[i];
		rows[i].value = *figures[i].value ? figures[i].value : "a pure number";
	}
	for (size_t i = 0; i < WORDS; i++)
		rows[FIGURES + i] = words[i];
	*count = FIGURES + WORDS;
	return rows;
}
