/* Formats of other programs and standards: which function writes which. */

#include "reports/export.h"

#include <assert.h>

#include "lca/base/arena.h"
#include "reports/facts.h"
#include "reports/record_line.h"

static export_function *const functions[] = {
#define EXPORT(id, function, name, extension, title) export_##function,
#include "reports/exports.def"
#undef EXPORT
};

void export_write(const struct assessment *assessment, const struct diags *diags,
		  enum format format, const char *command, struct buffer *out)
{
	struct arena *arena = arena_new();
	const struct export_request request = {
	    .assessment = assessment,
	    .diags = diags,
	    .facts = facts_of(arena, assessment),
	    .record = record_line(arena, assessment, command, format_name(format)),
	};

	assert(format >= (enum format)FORMAT_DOCUMENTS);
	functions[format - (enum format)FORMAT_DOCUMENTS](&request, out);
	arena_free(arena);
}
