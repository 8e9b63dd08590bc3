#ifndef LCA_BASE_DIAG_H
#define LCA_BASE_DIAG_H

/*
 * Diagnostics: what is wrong, where, and what to type instead.
 *
 * A list is passed down; reading code adds every problem it finds and returns false once.
 * Message = expectation and finding, lower case, no full stop, quotes around user text; hint =
 * what to type. Codes are rows of diag.def. Warnings stay in the list and stand in the report.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buffer;
struct diags;

/* A place in a file, as the user named the file; line and column from 1, 0 = not known. */
struct place {
	const char *file;
	uint32_t line;
	uint32_t column;
};

enum diag_severity {
	DIAG_SEVERITY_NOTE,
	DIAG_SEVERITY_WARNING,
	DIAG_SEVERITY_ERROR,
	DIAG_SEVERITY_ENVIRONMENT
};

enum diag_code {
#define DIAG(code, severity, slug, meaning) DIAG_##code,
#include "lca/base/diag.def"
#undef DIAG
	DIAG_CODE_COUNT
};

struct diag {
	enum diag_code code;
	struct place place;
	const char *path; /* key path, "stages.training[final run].power", or NULL */
	const char *message;
	const char *hint; /* or NULL */
};

struct diags *diags_new(struct arena *arena);

/* path and hint may be NULL. Texts are copied. At most 100 errors are kept; the rest are
 * counted. */
void diag_add(struct diags *diags, enum diag_code code, struct place place, const char *path,
	      const char *hint, const char *format, ...) __attribute__((format(printf, 6, 7)));

/* The hint "did you mean 'kWh'?" with the name nearest to a word. NULL where none is near, or
 * where no more errors are kept: what nobody sees is not searched for. */
const char *diag_suggest(const struct diags *diags, const char *word, const char *const *names,
			 size_t count);

/* Remembers the text of a file (not copied), so that excerpts can be shown. */
void diags_source(struct diags *diags, const char *file, const char *text, size_t length);

size_t diags_count(const struct diags *diags);
const struct diag *diags_at(const struct diags *diags, size_t index);
bool diags_has_error(const struct diags *diags);
/* Exit status: 0 nothing worse than a warning, 2 bad input, 3 environment (wins over 2). */
int diags_status(const struct diags *diags);
size_t diags_dropped(const struct diags *diags);

enum diag_severity diag_severity(enum diag_code code);
const char *diag_slug(enum diag_code code);    /* "unit-mismatch" */
const char *diag_meaning(enum diag_code code); /* one sentence for the manual */

/* "train.yaml:14:12: error: ..." with path, excerpt, caret and hint, each on its line. */
void diag_format(const struct diags *diags, const struct diag *diag, bool colour,
		 struct buffer *out);

#endif
