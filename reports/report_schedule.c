/* Entry point of schedules: the view, the writer of the format. */

#include "models/schedule.h"
#include "reports/record_line.h"
#include "reports/reports.h"
#include "reports/view_schedule.h"
#include "reports/write_json.h"

void report_schedule(const struct schedule *schedule, const struct diags *diags,
		     enum format format, const struct report_style *style, struct buffer *out)
{
	struct doc *doc;

	if (format == FORMAT_JSON) {
		json_schedule(schedule, diags, out);
		return;
	}
	doc = doc_new();
	doc->draws = format == FORMAT_HTML;
	doc->record =
	    record_line_of(doc->arena, &schedule->assessment->record, format_name(format));
	if (format == FORMAT_CSV)
		view_schedule_flat(doc, schedule);
	else
		view_schedule(doc, schedule, diags);
	doc_write(doc, format, style, out);
	doc_free(doc);
}
