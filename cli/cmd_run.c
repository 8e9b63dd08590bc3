/* lca run: the itemized report. */
#include <stdio.h>

#include "cli/session.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "reports/export.h"

/* Holes in the criteria asked for. */
static void find_holes(const struct assessment *a, struct diags *findings)
{
	for (size_t i = 0; i < a->item_count; i++) {
		const struct item_result *item = &a->items[i];
		for (size_t c = 0; c < a->criterion_count; c++) {
			const struct impact *impact = &item->impacts[c];
			if (impact->status == IMPACT_MISSING)
				diag_add(findings, DIAG_HOLE_ASKED, item->place, NULL, NULL,
					 "%s of %s is not known: %s", a->criteria[c]->id,
					 item->id,
					 impact->reason ? impact->reason : "no factor");
		}
	}
}

static void find_not_covered(const struct assessment *a, struct place place,
			     struct diags *findings)
{
	for (size_t i = 0; i < a->completeness_count; i++)
		if (a->completeness[i].status == NOT_COVERED)
			diag_add(findings, DIAG_NOT_COMPLETE, place, NULL,
				 "add it to stages, or to excluded with a reason",
				 "stage %s is neither covered nor excluded",
				 a->completeness[i].stage);
}

static bool asks_gwp(const struct options *o)
{
	for (size_t i = 0; i < o->criterion_count; i++)
		if (text_same(o->criteria[i], "gwp"))
			return true;
	return o->criterion_count == 0;
}

/* Equivalents, and the formats of others, are of gwp: it must be among the criteria. */
static void check_gwp(struct session *session)
{
	const struct options *o = session->options;
	const char *what = NULL;

	if (o->equivalents)
		what = "--equiv";
	else if (o->format >= (enum format)FORMAT_DOCUMENTS)
		what = arena_printf(session->arena, "--format %s", format_name(o->format));
	if (what && !asks_gwp(o))
		diag_add(session->diags, DIAG_USAGE, options_place(o), NULL,
			 "add gwp to --criteria", "%s is of gwp, which --criteria leaves out",
			 what);
}

/* Formats of others may ask for what a scenario does not have. */
static bool has_all(struct session *session, const struct assessment *a)
{
	const struct options *o = session->options;
	const char *lacks =
	    o->format >= (enum format)FORMAT_DOCUMENTS ? export_lacks(a, o->format) : NULL;

	if (lacks)
		diag_add(session->diags, DIAG_OPTION_VALUE,
			 (struct place){.file = o->operands[0]}, NULL,
			 "lca run --format json has all that is known",
			 "--format %s needs %s, which this scenario does not have",
			 format_name(o->format), lacks);
	return !lacks;
}

int command_run(struct session *session)
{
	const struct options *o = session->options;
	struct diags *findings = diags_new(session->arena);
	const struct assessment *a;
	struct buffer out = {0};

	check_gwp(session);
	session->advises = o->advice;
	a = session_assess(session, o->sensitivity);
	if (!a || !has_all(session, a))
		return 0;
	report_itemized(a, session->diags, o->format, &session->style, &out);
	if (!session_write(session, &out))
		return 0;
	session_note_warnings(session);
	if (o->criterion_count)
		find_holes(a, findings);
	if (o->complete)
		find_not_covered(a, (struct place){.file = o->operands[0]}, findings);
	fflush(stdout);
	session_print(session, findings, DIAG_SEVERITY_WARNING);
	return diags_count(findings) != 0;
}
