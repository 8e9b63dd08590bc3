/* Sections 13 to 15 of a dossier: clause by clause, the record, signatures. */

#include <inttypes.h>

#include "lca/base/arena.h"
#include "models/about.h"
#include "reports/clauses.h"
#include "reports/record_line.h"
#include "reports/view.h"
#include "reports/view_dossier.h"

static enum doc_tone tone_of(enum clause_status status)
{
	switch (status) {
	case CLAUSE_MET:
		return TONE_GOOD;
	case CLAUSE_PARTLY:
		return TONE_DOUBTFUL;
	case CLAUSE_NOT_MET:
		return TONE_BAD;
	case CLAUSE_NOT_APPLICABLE:
	case CLAUSE_UNKNOWN:
		return TONE_OPEN;
	case CLAUSE_STATUSES:
		break;
	}
	return TONE_NONE;
}

/* "6, 11", linked to the first of them. */
static void where_cell(struct doc *doc, unsigned sections)
{
	const char *text = "", *anchor = NULL;

	for (int s = 0; s < DOSSIER_SECTIONS; s++) {
		if (!(sections & (1u << s)))
			continue;
		text = arena_printf(doc->arena, "%s%s%d", text, *text ? ", " : "", s + 1);
		if (!anchor)
			anchor = dossier_anchor(doc->arena, (enum dossier_section)s);
	}
	doc_cell(doc, text);
	if (anchor)
		doc_link(doc, anchor);
}

static void clause_row(struct doc *doc, const struct clause *clause,
		       const struct verdict *verdict)
{
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, clause->number);
	doc_cellf(doc, "%s: %s", clause->title, clause->asks);
	doc_cell(doc, clause_status_name(verdict->status));
	doc_mark_words(doc, tone_of(verdict->status), clause_status_name(verdict->status));
	where_cell(doc, clause->sections);
	doc_cell(doc, verdict->remark);
}

static void standard_table(struct doc *doc, const struct dossier *d, enum standard standard)
{
	doc_add(doc, DOC_TEXT, "%s: %s.", standard_name(standard),
		dossier_tally(doc->arena, d, standard));
	doc_table(doc,
		  (struct doc_column[]){{.title = "clause", .wraps = true},
					{.title = "what it asks", .wraps = true},
					{.title = "status"},
					{.title = "section"},
					{.title = "remark", .wraps = true}},
		  5);
	for (size_t i = 0; i < d->clause_count; i++)
		if (d->clauses[i].standard == standard)
			clause_row(doc, &d->clauses[i], &d->verdicts[i]);
}

static void clauses(struct doc *doc, const struct dossier *d)
{
	dossier_section(doc, DOSSIER_CLAUSES);
	doc_add(
	    doc, DOC_TEXT,
	    "What clauses ask is told in our own words; the standards themselves are the "
	    "reference. Each status is computed from this assessment, and counts are of the "
	    "clauses listed here, not of a whole standard. Numbers of ISO 14067 and ISO "
	    "14044 were checked against publications that cite them (those with ? could "
	    "not be), those of SCI for AI and of the AI Act against their texts.");
	for (int s = 0; s < STANDARDS; s++)
		standard_table(doc, d, (enum standard)s);
	doc_add(
	    doc, DOC_TEXT,
	    "Annex XI asks for more than resources: points 1 and 2 (a) to (c) are outside of "
	    "this dossier.");
}

static void digest_fact(struct doc *doc, const char *name, const char *text, const char *sha256)
{
	if (!sha256 || !*sha256)
		dossier_fact(doc, name, text);
	else
		dossier_fact(doc, name,
			     arena_printf(doc->arena, "%s, sha256 %s", text, sha256));
}

static void record(struct doc *doc, const struct dossier *d)
{
	const struct record *r = &d->assessment->record;

	dossier_section(doc, DOSSIER_RECORD);
	dossier_facts(doc);
	dossier_fact(doc, "program",
		     arena_printf(doc->arena, "lca %s", r->version ? r->version : ""));
	digest_fact(doc, "scenario", r->scenario_file ? r->scenario_file : "in memory",
		    r->scenario_sha256);
	digest_fact(doc, "factors", r->factors_version ? r->factors_version : "",
		    r->factors_sha256);
	for (size_t i = 0; i < r->input_count; i++)
		digest_fact(doc, r->inputs[i].format ? r->inputs[i].format : "file",
			    r->inputs[i].file, r->inputs[i].sha256);
	dossier_fact(doc, "samples, seed",
		     arena_printf(doc->arena, "%s, %" PRIu64,
				  number_fixed(doc->arena, (double)r->samples, 0), r->seed));
	for (size_t i = 0; i < r->option_count; i++)
		dossier_fact(doc, "option", r->options[i]);
	doc_list(doc, DOC_LIST, NULL);
	doc_line(
	    doc, 0,
	    "to recompute this dossier and compare, where FILE is this file (Markdown and HTML "
	    "carry the record):");
	doc_command(doc, RECORD_VERIFY);
	doc_line(doc, 0, "to see the formula behind each figure:");
	doc_command(doc, dossier_command(doc->arena, "explain", r));
}

static void signature_row(struct doc *doc, const char *role, const char *name)
{
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, role);
	doc_cell(doc, name ? name : "");
	doc_cell(doc, "____________");
	doc_cell(doc, "________________________");
}

static void signatures(struct doc *doc, const struct dossier *d)
{
	const struct about *about = d->assessment->about;

	dossier_section(doc, DOSSIER_SIGNATURES);
	doc_add(
	    doc, DOC_TEXT, "%s",
	    about->reviewer
		? "A reviewer is named in the scenario. This dossier was made for the review "
		  "and is no evidence of it before it is signed."
		: "This dossier was made by a program from a scenario. No third party has "
		  "reviewed it.");
	doc_table(doc,
		  (struct doc_column[]){{.title = "role"},
					{.title = "name", .wraps = true},
					{.title = "date"},
					{.title = "signature"}},
		  4);
	signature_row(doc, "author of the study", about->author);
	signature_row(doc, "organisation", about->organisation);
	signature_row(doc, "reviewer", about->reviewer);
}

void view_dossier_clauses(struct doc *doc, const struct dossier *dossier)
{
	clauses(doc, dossier);
	record(doc, dossier);
	signatures(doc, dossier);
}
