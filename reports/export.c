/* Formats of other programs and standards: which function writes which. */

#include "reports/export.h"

#include <assert.h>

#include "lca/base/arena.h"
#include "reports/export_boamps.h"
#include "reports/facts.h"
#include "reports/record_line.h"

static export_function *const functions[] = {
#define EXPORT(id, function, name, extension, title) export_##function,
#include "reports/exports.def"
#undef EXPORT
};

const char *export_lacks(const struct assessment *assessment, enum format format)
{
	struct arena *arena = arena_new();
	const struct export_request request = {.assessment = assessment,
					       .facts = facts_of(arena, assessment)};
	bool lacks = format == FORMAT_BOAMPS && !boamps_has_energy(&request);

	arena_free(arena);
	return lacks ? "electricity of training or inference that is known" : NULL;
}

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
