/* What the JSON result of lca audit rests on: versions, files, options. */

#include "models/audit.h"
#include "reports/record_claims.h"
#include "reports/reports.h"
#include "reports/write_json.h"

void json_audit_record(struct arena *arena, struct cJSON *root,
		       const struct audit_report *report)
{
	const struct audit *audit = report->audit;
	const struct record record = audit_record(arena, report);
	struct cJSON *object = json_object(root, "record"), *part, *list;

	json_text(arena, object, "version", report->version);
	list = json_array(object, "files");
	for (size_t i = 0; i < audit->claims->file_count; i++) {
		const struct claim_file *file = &audit->claims->files[i];

		part = json_object(list, NULL);
		json_text(arena, part, "file", file->path);
		json_text(arena, part, "reader", file->reader);
		json_text(arena, part, "sha256", file->sha256);
	}
	part = json_object(object, "factors");
	json_text(arena, part, "version", audit->factors_version);
	json_text(arena, part, "sha256", audit->factors_digest);
	json_text(arena, object, "basis",
		  report->basis == FACTORS_DIRECT ? "direct" : "lifecycle");
	json_text(arena, object, "as_of", report->as_of);
	list = json_array(object, "options");
	for (size_t i = 0; i < report->option_count; i++)
		json_text(arena, list, NULL, report->options[i]);
	json_command(arena, object, &record);
}
