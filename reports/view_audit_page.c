/* One claim of an audit: what it is about, its figures, its findings. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view.h"
#include "reports/view_audit.h"

static void add_part(struct buffer *line, const char *before, const char *text)
{
	if (text && *text)
		buffer_printf(line, "%s%s%s", line->length ? "; " : "", before, text);
}

static const char *list(struct arena *arena, const char *const *texts, size_t count)
{
	const char *all = "";

	for (size_t i = 0; i < count; i++)
		all = arena_printf(arena, "%s%s%s", all, i ? ", " : "", texts[i]);
	return all;
}

static const char *where_and_when(struct arena *arena, const struct claim *claim)
{
	const char *region = claim->region	  ? claim->region->code
			     : claim->region_text ? claim->region_text
						  : NULL;

	if (region && claim->year)
		return arena_printf(arena, "%s, %d", region, claim->year);
	return claim->year ? arena_printf(arena, "%d", claim->year) : region;
}

/* "BLOOM 176B; training; NVIDIA A100 SXM4 80 GB; FR, 2022; source: ..." */
static void facts(struct doc *doc, const struct claim *claim)
{
	struct buffer line = {0};

	add_part(&line, "", claim->model);
	add_part(&line, "", claim->organisation);
	add_part(&line, "", claim->stage);
	add_part(&line, "",
		 claim->accelerator ? claim->accelerator->name : claim->hardware_text);
	add_part(&line, "", where_and_when(doc->arena, claim));
	add_part(&line, "accounting: ", audit_accounting_name(claim->accounting));
	if (claim->metered != METERED_UNSET)
		add_part(&line, "metered at: ", metered_name(claim->metered));
	add_part(&line, "power of: ", audit_power_name(claim->power_of));
	add_part(&line, "per ", claim->per);
	add_part(&line, "holds: ", list(doc->arena, claim->scope, claim->scope_count));
	add_part(&line, "total of: ", list(doc->arena, claim->total_of, claim->total_count));
	add_part(&line, "source: ", claim->source);
	add_part(&line, "note: ", claim->note);
	add_part(&line, "", view_place(doc->arena, claim->place));
	if (line.length)
		doc_add(doc, DOC_TEXT, "%s", line.text);
	buffer_free(&line);
}

static void quoted(struct doc *doc, const struct claim *claim)
{
	if (claim->statement)
		doc_add(doc, DOC_TEXT, "\"%s\"", claim->statement);
}

/* Each explanation is a finding; here, whether the first of them can be told apart. */
static void ties(struct doc *doc, const struct audited *audited)
{
	size_t count = 1;

	while (count < audited->explanation_count && audited->explanations[count].ties)
		count++;
	if (count > 1 && audited->explanation_count > 1)
		doc_add(doc, DOC_TEXT,
			"The first %zu explanations fit equally well: what is printed does not "
			"tell which.",
			count);
}

/* The place where it is another than that of the claim. */
static const char *own_place(struct doc *doc, const struct audited *audited,
			     const struct audit_finding *finding)
{
	struct place place = finding->place;

	if (!place.file || place.line == 0)
		return "";
	if (!text_same(place.file, audited->claim->place.file))
		return arena_printf(doc->arena, " (%s)", view_place(doc->arena, place));
	if (place.line == audited->claim->place.line)
		return "";
	return arena_printf(doc->arena, " (%s)", audit_line(doc->arena, place));
}

static void finding_line(struct audit_view *view, const struct audited *audited,
			 const struct audit_finding *finding)
{
	doc_line(view->doc, 0, "%s: %s%s%s", audit_code_name(finding->code), finding->message,
		 own_place(view->doc, audited, finding), audit_cite(view, finding->source));
}

static void findings(struct audit_view *view, const struct audited *audited, bool explains)
{
	bool started = false;

	for (size_t i = 0; i < audited->finding_count; i++) {
		if (audited->findings[i].explains != explains)
			continue;
		if (!started)
			doc_list(view->doc, explains ? DOC_WARNINGS : DOC_LIST, NULL);
		started = true;
		finding_line(view, audited, &audited->findings[i]);
	}
}

void audit_page(struct audit_view *view, const struct audited *audited, bool whole)
{
	struct doc *doc = view->doc;
	const struct claim *claim = audited->claim;

	facts(doc, claim);
	if (whole) {
		quoted(doc, claim);
		audit_stated(view, claim);
	}
	audit_checks(view, audited, whole);
	findings(view, audited, true);
	ties(doc, audited);
	audit_implied_values(view, audited, !whole);
	findings(view, audited, false);
	if (view->report->explain)
		audit_calculations(view, audited);
}
