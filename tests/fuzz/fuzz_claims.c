/* Any bytes are claims that are audited and shown, or have an error: never neither. The first
 * byte is the kind of file, since what it is called tells some readers, and whether the audit
 * follows, which takes far longer than reading. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "models/audit.h"
#include "models/claim_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { READ_ALONE = 4 };

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

/* The database is opened anew now and then: it remembers every name that was looked up. */
static struct factors *database(void)
{
	enum { RUNS = 500 };
	static struct arena *arena;
	static struct factors *factors;
	static unsigned runs;

	if (runs++ % RUNS)
		return factors;
	if (factors)
		factors_close(factors);
	if (arena)
		arena_free(arena);
	arena = arena_new();
	factors = factors_open(arena, &(struct factors_options){.count = 0}, diags_new(arena));
	if (!factors)
		abort();
	return factors;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {"fuzz", "fuzz.md", "fuzz.csv", "fuzz.json"};
	struct arena *arena = arena_new();
	struct claim_reader reader = {.arena = arena, .diags = diags_new(arena)};
	struct claims claims = {0};

	reader.factors = database();
	if (size) {
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
	if (reader.count && !reader.failed && !(data[0] & READ_ALONE) &&
	    !audit_claims(arena, &claims, reader.factors, reader.diags))
		abort();
	arena_free(arena);
	return 0;
}
