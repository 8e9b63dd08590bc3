/* The assessment as prometheus. */

#include "lca/base/text.h"
#include "reports/export.h"
#include "reports/record_line.h"

void export_prometheus(const struct export_request *request, struct buffer *out)
{
	buffer_printf(out, "# %s %s\\n", RECORD_MARK, request->record);
}
