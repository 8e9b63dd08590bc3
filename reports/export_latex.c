/* The assessment as latex. */

#include "lca/base/text.h"
#include "reports/export.h"
#include "reports/record_line.h"

void export_latex(const struct export_request *request, struct buffer *out)
{
	buffer_printf(out, "%% %s %s\\n", RECORD_MARK, request->record);
}
