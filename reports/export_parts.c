/* What several formats of exports.def ask of a request. */

#include "reports/export_parts.h"

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/digest.h"
#include "lca/base/text.h"
#include "reports/facts.h"
#include "reports/record_line.h"
#include "reports/view.h"

size_t export_criterion(const struct assessment *assessment, const char *id)
{
	return assessment_criterion(assessment, id);
}

const struct impact *export_gwp(const struct export_request *request,
				const struct item_result *item)
{
	return &item->impacts[export_criterion(request->assessment, "gwp")];
}

bool export_electricity(const struct facts_item *fact, struct statistics *kwh)
{
	*kwh = fact->electricity;
	return isfinite(kwh->central);
}

bool export_is_fine_tuning(const struct facts *facts)
{
	return facts->training_type && text_match("*fine*tun*", facts->training_type);
}

const char *export_warning(struct arena *arena, const struct diag *diag)
{
	const char *where;

	if (diag_severity(diag->code) != DIAG_SEVERITY_WARNING)
		return NULL;
	where = view_place(arena, diag->place);
	return arena_printf(arena, "%s: %s%s%s%s%s%s", diag_slug(diag->code), where,
			    *where ? ": " : "", diag->message, diag->hint ? " (" : "",
			    diag->hint ? diag->hint : "", diag->hint ? ")" : "");
}

const char *export_record(struct arena *arena, const struct export_request *request)
{
	return arena_printf(arena, "%s %s", RECORD_MARK, request->record);
}

const char *export_uuid(struct arena *arena, const struct export_request *request)
{
	static const char variants[] = "89ab";
	char hex[65], variant;

	digest_bytes(request->record, strlen(request->record), hex);
	/* Two bits of the digit stay as they are. */
	variant = variants[(hex[16] < 'a' ? hex[16] - '0' : hex[16] - 'a' + 10) % 4];
	return arena_printf(arena, "%.8s-%.4s-8%.3s-%c%.3s-%.12s", hex, hex + 8, hex + 13,
			    variant, hex + 17, hex + 20);
}
