#ifndef MODELS_USAGE_SKIPS_H
#define MODELS_USAGE_SKIPS_H

/*
 * Rows left out by several threads, by reason. Each thread keeps the first of its rows in the
 * order of the file; joined, they are the first of the file.
 */

#include "models/intake.h"
#include "models/usage_blocks.h"
#include "models/usage_row.h"

enum { SKIP_LINES = sizeof(((struct import_skip *)0)->lines) / sizeof(uint64_t) };

struct usage_skip {
	uint64_t count;
	struct usage_spot spots[SKIP_LINES];
};
struct usage_skips {
	struct usage_skip of[USAGE_VERDICTS];
};

void usage_skips_add(struct usage_skips *skips, enum usage_verdict verdict,
		     struct usage_spot spot);
/* Tells the intake. skips: of each thread; firsts: usage_blocks_done. */
void usage_skips_report(struct intake *intake, const struct usage_skips *const *skips,
			size_t threads, const uint64_t *firsts);

#endif
