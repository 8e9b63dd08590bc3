/* The list of diagnostics. */

#include "lca/base/diag.h"

#include <stdarg.h>

#include "lca/base/arena.h"
#include "lca/base/diag_source.h"
#include "lca/base/text.h"

enum { MOST_ERRORS = 100 };

struct source {
	const char *file;
	const char *text;
	size_t length;
};

struct diags {
	struct arena *arena;
	struct diag *items;
	size_t count;
	size_t errors;
	size_t dropped;
	bool environment; /* one of the errors, kept or dropped, is the environment's */
	struct source *sources;
	size_t source_count;
};

static const struct {
	enum diag_severity severity;
	const char *slug;
	const char *meaning;
} codes[] = {
#define DIAG(code, severity, slug, meaning) {DIAG_SEVERITY_##severity, slug, meaning},
#include "lca/base/diag.def"
#undef DIAG
};

enum diag_severity diag_severity(enum diag_code code)
{
	return codes[code].severity;
}

const char *diag_slug(enum diag_code code)
{
	return codes[code].slug;
}

const char *diag_meaning(enum diag_code code)
{
	return codes[code].meaning;
}

struct diags *diags_new(struct arena *arena)
{
	struct diags *diags = arena_alloc(arena, sizeof *diags);

	diags->arena = arena;
	return diags;
}

/* Counts an error; false where it is one too many to keep. */
static bool count_error(struct diags *diags, enum diag_severity severity)
{
	if (severity < DIAG_SEVERITY_ERROR)
		return true;
	if (severity == DIAG_SEVERITY_ENVIRONMENT)
		diags->environment = true;
	if (diags->errors++ < MOST_ERRORS)
		return true;
	diags->dropped++;
	return false;
}

void diag_add(struct diags *diags, enum diag_code code, struct place place, const char *path,
	      const char *hint, const char *format, ...)
{
	struct arena *arena = diags->arena;
	va_list arguments;
	struct diag diag;

	if (!count_error(diags, diag_severity(code)))
		return;
	va_start(arguments, format);
	diag = (struct diag){
	    .code = code,
	    .place = {arena_text(arena, place.file), place.line, place.column},
	    .path = arena_text(arena, path),
	    .message = arena_vprintf(arena, format, arguments),
	    .hint = arena_text(arena, hint),
	};
	va_end(arguments);
	diags->items = arena_grow(arena, diags->items, diags->count, sizeof diag);
	diags->items[diags->count++] = diag;
}

const char *diag_suggest(const struct diags *diags, const char *word, const char *const *names,
			 size_t count)
{
	const char *nearest = NULL;

	if (diags->errors < MOST_ERRORS)
		nearest = text_nearest(word, names, count);
	return nearest ? arena_printf(diags->arena, "did you mean '%s'?", nearest) : NULL;
}

void diags_source(struct diags *diags, const char *file, const char *text, size_t length)
{
	struct source source = {arena_text(diags->arena, file), text, length};

	diags->sources =
	    arena_grow(diags->arena, diags->sources, diags->source_count, sizeof source);
	diags->sources[diags->source_count++] = source;
}

bool diags_find_source(const struct diags *diags, const char *file, const char **text,
		       size_t *length)
{
	size_t i;

	for (i = diags->source_count; i-- > 0;) {
		if (!text_same(diags->sources[i].file, file))
			continue;
		*text = diags->sources[i].text;
		*length = diags->sources[i].length;
		return true;
	}
	return false;
}

size_t diags_count(const struct diags *diags)
{
	return diags->count;
}

const struct diag *diags_at(const struct diags *diags, size_t index)
{
	return &diags->items[index];
}

bool diags_has_error(const struct diags *diags)
{
	return diags->errors > 0;
}

int diags_status(const struct diags *diags)
{
	if (diags->environment)
		return 3;
	return diags->errors ? 2 : 0;
}

size_t diags_dropped(const struct diags *diags)
{
	return diags->dropped;
}
