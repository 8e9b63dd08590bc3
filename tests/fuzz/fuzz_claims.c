/* Any bytes are claims that are audited and shown, or have an error: never neither. The first
 * byte is the kind of file: what it is called tells some readers. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "models/audit.h"
#include "models/claim_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct kind {
	bool (*claims)(const struct claim_reader *reader);
	void (*read)(struct claim_reader *reader);
};

static const struct kind kinds[] = {
#define CLAIM_READER(id, name, title) {claim_##name##_claims, claim_##name##_read},
#include "models/claim_readers.def"
#undef CLAIM_READER
};

/* Readers get text: other bytes are what a file's reader makes of them. */
static char *text_of(struct arena *arena, const uint8_t *data, size_t size)
{
	char *text = arena_copy(arena, (const char *)data, size);

	for (size_t i = 0; i < size; i++)
		if (!text[i] || (unsigned char)text[i] >= 0x80)
			text[i] = '?';
	return text;
}

static void check(const struct claim_reader *reader)
{
	if (reader->failed != diags_has_error(reader->diags))
		abort();
	for (size_t i = 0; i < reader->count; i++) {
		const struct claim *claim = &reader->claims[i];

		if (!claim->id)
			abort();
		for (int f = 0; f < CLAIM_FIGURES; f++)
			if (claim->figures[f] &&
			    !(claim->figures[f]->loose.low <= claim->figures[f]->loose.high))
				abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {"fuzz", "fuzz.md", "fuzz.csv", "fuzz.json"};
	struct arena *arena = arena_new();
	struct claim_reader reader = {.arena = arena, .diags = diags_new(arena)};
	struct claims claims = {0};

	reader.factors =
	    factors_open(arena, &(struct factors_options){.count = 0}, reader.diags);
	if (size && reader.factors) {
		reader.file = names[data[0] % (sizeof names / sizeof *names)];
		reader.text = text_of(arena, data + 1, size - 1);
		reader.length = size - 1;
		for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
			if (reader.length && kinds[i].claims(&reader)) {
				kinds[i].read(&reader);
				check(&reader);
				break;
			}
	}
	claims.claims = reader.claims;
	claims.count = reader.count;
	if (reader.count && !reader.failed &&
	    !audit_claims(arena, &claims, reader.factors, reader.diags))
		abort();
	arena_free(arena);
	return 0;
}
