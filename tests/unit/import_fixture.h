#ifndef TESTS_UNIT_IMPORT_FIXTURE_H
#define TESTS_UNIT_IMPORT_FIXTURE_H

/* A log in memory, read with its options; each test frees what it read. */

#include "tests/near.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "models/import.h"

struct log_read {
	struct arena *arena;
	struct diags *diags;
	const struct import *import; /* NULL where it failed */
};

static inline struct log_read read_text_with(const char *text,
					     const struct import_options *options)
{
	struct log_read reading = {.arena = arena_new()};
	struct import_options lenient = options ? *options : (struct import_options){0};

	/* Logs of tests are short: one broken row is a large share. */
	if (!(lenient.most_bad > 0))
		lenient.most_bad = 1;
	reading.diags = diags_new(reading.arena);
	reading.import = import_read_text(reading.arena, "log.csv", text, strlen(text),
					  &lenient, reading.diags);
	return reading;
}

/* what: of the failing row of a table. */
static inline struct log_read read_good(const char *text, const struct import_options *options,
					const char *what)
{
	struct log_read reading = read_text_with(text, options);

	if (!reading.import)
		fail_msg("%s: %s", what, diags_at(reading.diags, 0)->message);
	return reading;
}

static inline void reading_free(struct log_read *reading)
{
	arena_free(reading->arena);
}

static inline const struct diag *find_diag(const struct log_read *reading, enum diag_code code)
{
	for (size_t i = 0; i < diags_count(reading->diags); i++)
		if (diags_at(reading->diags, i)->code == code)
			return diags_at(reading->diags, i);
	return NULL;
}

static inline uint64_t skipped_for(const struct import *import, const char *reason)
{
	for (size_t i = 0; i < import->skip_count; i++)
		if (strcmp(import->skips[i].reason, reason) == 0)
			return import->skips[i].count;
	return 0;
}

static inline bool assumes(const struct import *import, const char *words)
{
	for (size_t i = 0; i < import->assumption_count; i++)
		if (strstr(import->assumptions[i], words))
			return true;
	return false;
}

#endif
