/* The report of lca audit. */

#include "reports/view_audit.h"

#include "reports/view.h"

static void add_claim(struct doc *doc, const struct audited *audited)
{
	doc_list(doc, DOC_LIST, audited->claim->id);
	doc_line(doc, 0, "%s: %s", verdict_name(audited->verdict),
		 audited->summary ? audited->summary : "");
	for (size_t i = 0; i < audited->finding_count; i++)
		doc_line(doc, 0, "%s: %s", audit_code_name(audited->findings[i].code),
			 audited->findings[i].message);
}

void view_audit(struct doc *doc, const struct audit_report *report, const struct diags *diags)
{
	const struct audit *audit = report->audit;

	doc_add(doc, DOC_TITLE, "Audit of published figures");
	for (size_t i = 0; i < audit->claims->count; i++)
		add_claim(doc, &audit->audited[i]);
	view_warnings(doc, diags);
}

void view_audit_flat(struct doc *doc, const struct audit *audit)
{
	static const struct doc_column columns[] = {
	    {.title = "claim"}, {.title = "verdict"}, {.title = "summary"}};

	doc_table(doc, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < audit->claims->count; i++) {
		const struct audited *audited = &audit->audited[i];

		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, audited->claim->id);
		doc_cell(doc, verdict_name(audited->verdict));
		doc_cell(doc, audited->summary);
	}
}
