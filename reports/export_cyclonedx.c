/* The assessment as cyclonedx. */

#include "lca/base/arena.h"
#include "reports/export.h"
#include "reports/record_line.h"
#include "reports/write_json.h"

void export_cyclonedx(const struct export_request *request, struct buffer *out)
{
	struct arena *arena = arena_new();
	struct cJSON *root = json_new();

	json_text(arena, root, "comment",
		  arena_printf(arena, "%s %s", RECORD_MARK, request->record));
	json_end(root, out);
	arena_free(arena);
}
