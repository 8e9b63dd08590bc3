/* The report of lca audit: verdicts, the claims behind them, what is remarked, the record. */

#include "reports/view_audit.h"

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view.h"

enum { SHORT_DIGEST = 12, FEW_REMARKS = 12, MOST_NAMED = 6 };

const char *audit_cite(struct audit_view *view, const char *citation)
{
	struct arena *arena = view->doc->arena;
	size_t i = 0;

	if (!citation)
		return "";
	while (i < view->source_count && !text_same(view->sources[i], citation))
		i++;
	if (i == view->source_count) {
		view->sources =
		    arena_grow(arena, view->sources, view->source_count, sizeof *view->sources);
		view->sources[view->source_count++] = citation;
	}
	return arena_printf(arena, " [%zu]", i + 1);
}

/* "7 claims: 4 consistent, 2 conditional, 1 inconsistent" */
static const char *counts(struct arena *arena, const struct audit *audit)
{
	const char *text = view_count(arena, audit->claims->count, "claim");
	const char *between = ": ";

	for (int v = VERDICT_INCONSISTENT; v >= VERDICT_UNCHECKABLE; v--) {
		if (audit->counts[v] == 0)
			continue;
		text = arena_printf(arena, "%s%s%zu %s%s", text, between, audit->counts[v],
				    verdict_name((enum verdict)v),
				    v == VERDICT_ROUNDING ? " alone" : "");
		between = ", ";
	}
	return text;
}

static enum doc_tone tone_of(enum verdict verdict)
{
	static const enum doc_tone tones[] = {[VERDICT_UNCHECKABLE] = TONE_OPEN,
					      [VERDICT_CONSISTENT] = TONE_GOOD,
					      [VERDICT_ROUNDING] = TONE_FAIR,
					      [VERDICT_CONDITIONAL] = TONE_DOUBTFUL,
					      [VERDICT_INCONSISTENT] = TONE_BAD};

	return tones[verdict];
}

static void mark(struct doc *doc, enum verdict verdict)
{
	doc_mark_words(doc, tone_of(verdict), verdict_name(verdict));
}

/* What the section of a claim is linked by: an id may be anything. */
static const char *anchor_of(struct arena *arena, size_t claim)
{
	return arena_printf(arena, "claim-%zu", claim + 1);
}

static bool is_told(const struct audit_view *view, const struct audited *audited)
{
	return view->report->explain || audited->verdict >= VERDICT_CONDITIONAL;
}

static void verdicts(struct audit_view *view)
{
	const struct audit *audit = view->report->audit;
	struct doc *doc = view->doc;
	static const struct doc_column columns[] = {
	    {.title = "claim", .wraps = true},
	    {.title = "verdict"},
	    {.title = "in short", .wraps = true},
	};

	doc_table(doc, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < audit->claims->count; i++) {
		const struct audited *audited = &audit->audited[i];

		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, audited->claim->id);
		if (is_told(view, audited))
			doc_link(doc, anchor_of(doc->arena, i));
		doc_cell(doc, verdict_name(audited->verdict));
		mark(doc, audited->verdict);
		doc_cell(doc, audited->summary);
	}
}

/* Remarks of claims that have no section of their own. */
static size_t count_remarks(const struct audit_view *view, enum audit_code code)
{
	const struct audit *audit = view->report->audit;
	size_t count = 0;

	for (size_t i = 0; i < audit->claims->count; i++) {
		const struct audited *audited = &audit->audited[i];

		for (size_t k = 0; k < audited->finding_count && !is_told(view, audited); k++)
			count += code == AUDIT_CODES || audited->findings[k].code == code;
	}
	return count;
}

/* Whether a claim without a section of its own has this very remark. */
static bool says(const struct audit_view *view, const struct audited *audited,
		 const struct audit_finding *remark)
{
	if (is_told(view, audited))
		return false;
	for (size_t k = 0; k < audited->finding_count; k++)
		if (audited->findings[k].code == remark->code &&
		    text_same(audited->findings[k].message, remark->message))
			return true;
	return false;
}

/* With all claims that it is made of; written at the first. */
static void remark_line(struct audit_view *view, size_t claim,
			const struct audit_finding *remark)
{
	const struct audit *audit = view->report->audit;
	const char *names = "";

	for (size_t i = 0; i < audit->claims->count; i++) {
		if (!says(view, &audit->audited[i], remark))
			continue;
		if (i < claim)
			return;
		names = arena_printf(view->doc->arena, "%s%s%s", names, *names ? ", " : "",
				     audit->audited[i].claim->id);
	}
	doc_line(view->doc, 0, "%s: %s: %s%s", names, audit_code_name(remark->code),
		 remark->message, audit_cite(view, remark->source));
}

static void each_remark(struct audit_view *view)
{
	const struct audit *audit = view->report->audit;

	for (size_t i = 0; i < audit->claims->count; i++) {
		const struct audited *audited = &audit->audited[i];

		for (size_t k = 0; k < audited->finding_count && !is_told(view, audited); k++)
			remark_line(view, i, &audited->findings[k]);
	}
}

/* The first claims that have it, and how many more. */
static const char *claims_with(const struct audit_view *view, enum audit_code code)
{
	const struct audit *audit = view->report->audit;
	struct arena *arena = view->doc->arena;
	const char *text = "";
	size_t claims = 0;

	for (size_t i = 0; i < audit->claims->count; i++) {
		const struct audited *audited = &audit->audited[i];
		size_t k = 0;

		while (k < audited->finding_count && audited->findings[k].code != code)
			k++;
		if (is_told(view, audited) || k == audited->finding_count)
			continue;
		if (claims++ < MOST_NAMED)
			text = arena_printf(arena, "%s%s%s", text, *text ? ", " : "",
					    audited->claim->id);
	}
	return claims <= MOST_NAMED
		   ? text
		   : arena_printf(arena, "%s and %zu more", text, claims - MOST_NAMED);
}

static void remarks_by_code(struct audit_view *view)
{
	for (size_t code = 0; code < AUDIT_CODES; code++)
		if (count_remarks(view, (enum audit_code)code) > 0)
			doc_line(view->doc, 0, "%s, %s: %s",
				 audit_code_name((enum audit_code)code),
				 audit_code_meaning((enum audit_code)code),
				 claims_with(view, (enum audit_code)code));
}

static void remarks(struct audit_view *view)
{
	size_t count = count_remarks(view, AUDIT_CODES);

	doc_list(view->doc, DOC_LIST,
		 count <= FEW_REMARKS || view->page
		     ? "Remarks on the others"
		     : "Remarks on the others (--explain shows each)");
	if (count <= FEW_REMARKS)
		each_remark(view);
	else
		remarks_by_code(view);
	doc_drop_empty(view->doc);
}

static void sources(const struct audit_view *view)
{
	doc_list(view->doc, DOC_NUMBERED, "Sources");
	for (size_t i = 0; i < view->source_count; i++)
		doc_line(view->doc, 0, "%s", view->sources[i]);
	doc_drop_empty(view->doc);
}

static void footer(const struct audit_view *view)
{
	const struct audit_report *report = view->report;
	const struct audit *audit = report->audit;
	struct buffer line = {0};

	doc_add(view->doc, DOC_FOOTER,
		"Every number is taken as +- half a unit of its last printed digit. Verdicts "
		"are on figures as they are printed; what a figure should have been only its "
		"authors can say.");
	buffer_printf(&line, "lca %s; factors %s (sha256 %.*s)", report->version,
		      audit->factors_version, SHORT_DIGEST, audit->factors_digest);
	for (size_t i = 0; i < audit->claims->file_count; i++)
		buffer_printf(&line, "; %s %s (sha256 %.*s)", audit->claims->files[i].reader,
			      audit->claims->files[i].path, SHORT_DIGEST,
			      audit->claims->files[i].sha256);
	for (size_t i = 0; i < report->option_count; i++)
		buffer_printf(&line, "; %s", report->options[i]);
	doc_add(view->doc, DOC_FOOTER, "%s", line.text);
	buffer_free(&line);
}

static void one(struct audit_view *view)
{
	const struct audited *audited = &view->report->audit->audited[0];

	doc_add(view->doc, DOC_TITLE, "Audit of %s", audited->claim->id);
	doc_add(view->doc, DOC_HEADLINE, "%s: %s", verdict_name(audited->verdict),
		audited->summary ? audited->summary : "");
	mark(view->doc, audited->verdict);
	view_chart_audit(view);
	audit_page(view, audited, true);
}

static void several(struct audit_view *view)
{
	const struct audit *audit = view->report->audit;

	doc_add(view->doc, DOC_TITLE, "Audit of published figures");
	doc_add(view->doc, DOC_HEADLINE, "%s", counts(view->doc->arena, audit));
	view_chart_audit(view);
	if (audit->claims->count > 0)
		verdicts(view);
	for (size_t i = 0; i < audit->claims->count; i++) {
		const struct audited *audited = &audit->audited[i];

		if (!is_told(view, audited))
			continue;
		doc_add(view->doc, DOC_SECTION, "%s: %s", audited->claim->id,
			verdict_name(audited->verdict));
		doc_anchor(view->doc, anchor_of(view->doc->arena, i));
		mark(view->doc, audited->verdict);
		audit_page(view, audited, view->report->explain);
	}
	remarks(view);
}

void view_audit(struct doc *doc, const struct audit_report *report, const struct diags *diags,
		bool page)
{
	struct audit_view view = {.doc = doc, .report = report, .page = page};

	if (report->audit->claims->count == 1)
		one(&view);
	else
		several(&view);
	view_warnings(doc, diags);
	sources(&view);
	footer(&view);
}
