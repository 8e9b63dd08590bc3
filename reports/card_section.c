/* The section "Environmental Impact" of a card: the bullets that every card has, then what they
 * rest on. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/about.h"
#include "reports/card_inner.h"
#include "reports/facts_inner.h"
#include "reports/method_text.h"
#include "reports/record_line.h"
#include "reports/view.h"

static void bullet(struct buffer *out, const char *name, const char *text)
{
	buffer_printf(out, "- **%s:** ", name);
	write_markdown_text(text ? text : "not stated", out);
	buffer_text(out, "\n");
}

/* As the field of the front matter: the making of the model where it is counted, else all. */
static const struct impact *told_first(const struct assessment *assessment)
{
	size_t gwp = assessment_gwp(assessment);
	const struct impact *creation = &assessment->phases[PHASE_CREATION][gwp];

	return creation->status == IMPACT_COUNTED ? creation : &assessment->totals[gwp];
}

static void bullets(struct arena *arena, const struct facts *facts, struct buffer *out)
{
	const struct assessment *assessment = facts->assessment;
	const struct impact *emitted = told_first(assessment);

	bullet(out, "Hardware Type", facts->hardware_type);
	bullet(out, "Hours used", facts->hours_used);
	bullet(out, "Cloud Provider", facts->cloud_provider);
	bullet(out, "Compute Region", facts->compute_region);
	bullet(out, "Carbon Emitted", card_impact_text(arena, assessment, emitted));
	buffer_text(out, "\n");
}

static void criterion_row(struct doc *doc, const struct assessment *assessment, size_t c)
{
	const struct impact *total = &assessment->totals[c];
	struct shown_unit unit = view_unit(assessment, c);
	bool counted = total->status == IMPACT_COUNTED;
	const char *high;

	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, assessment->criteria[c]->name);
	if (!counted) {
		doc_cell(doc, total->status == IMPACT_MISSING ? "missing" : "-");
		doc_range(doc, "", "");
		return;
	}
	high = number_high(doc->arena, &total->statistics, unit);
	doc_number(
	    doc, arena_printf(doc->arena, "%s%s %s", total->missing ? "at least " : "",
			      number_central(doc->arena, &total->statistics, unit, DIGITS_SUM),
			      unit.text));
	doc_range(doc, number_low(doc->arena, &total->statistics, unit),
		  *high ? arena_printf(doc->arena, "%s %s", high, unit.text) : "");
}

/* A central value beyond its range is no slip, but has to be told. */
static void outside(struct doc *doc, const struct assessment *assessment)
{
	const char *names = "";

	for (size_t c = 0; c < assessment->criterion_count; c++) {
		const struct impact *total = &assessment->totals[c];
		const struct statistics *s = &total->statistics;

		if (total->status != IMPACT_COUNTED || !number_has_spread(s) ||
		    !(s->central < s->low || s->central > s->high))
			continue;
		names = arena_printf(doc->arena, "%s%s%s", names, *names ? ", " : "",
				     assessment->criteria[c]->name);
	}
	if (*names)
		doc_add(
		    doc, DOC_TEXT,
		    "The central value of %s lies outside its range: it has every input at its "
		    "median or as stated, and one is stated off the middle of its own range.",
		    names);
}

/* Location- and market-based emissions, electricity, water, ... side by side. */
static void criteria(const struct assessment *assessment, struct buffer *out)
{
	struct doc *doc;
	const char *range;

	if (assessment->criterion_count < 2)
		return;
	doc = doc_new();
	range = arena_printf(doc->arena, "%s range", view_interval(doc->arena, assessment));
	doc_add(doc, DOC_SECTION, "All criteria");
	doc_table(doc,
		  (struct doc_column[]){{.title = "criterion"},
					{.title = "total", .align = ALIGN_RIGHT},
					{.title = range, .align = ALIGN_RANGE}},
		  3);
	for (size_t c = 0; c < assessment->criterion_count; c++)
		criterion_row(doc, assessment, c);
	outside(doc, assessment);
	card_add(doc, out);
}

static void per_unit(const struct assessment *assessment, struct buffer *out)
{
	struct doc *doc = doc_new();

	view_per(doc, assessment);
	card_add(doc, out);
}

/* Holes of the criterion that the card is about. */
static void list_holes(struct doc *doc, const struct assessment *assessment)
{
	size_t gwp = assessment_gwp(assessment);

	for (size_t i = 0; i < assessment->item_count; i++) {
		const struct item_result *item = &assessment->items[i];
		const struct impact *impact = &item->impacts[gwp];

		if (impact->status == IMPACT_MISSING)
			doc_line(doc, 0, "%s: missing, no zero: %s", item->id,
				 impact->reason ? impact->reason : "no factor");
		for (size_t k = 0; k < item->not_counted_count; k++)
			doc_line(doc, 0, "%s: not counted: %s", item->id, item->not_counted[k]);
	}
}

static void boundary(struct arena *arena, const struct facts *facts, struct buffer *out)
{
	const struct assessment *assessment = facts->assessment;
	const struct about *about = assessment->about;
	struct doc *doc = doc_new();

	doc_add(doc, DOC_SECTION, "Boundary");
	doc_add(doc, DOC_TEXT, "%s", facts->boundary);
	doc_list(doc, DOC_LIST, NULL);
	list_holes(doc, assessment);
	if (about->base_model)
		doc_line(doc, 0, "the making of %s, which this model was made from, is not in",
			 about->base_model);
	if (assessment->credits)
		doc_line(doc, 0, "credits, not subtracted: %s",
			 card_impact_text(arena, assessment,
					  &assessment->credits[assessment_gwp(assessment)]));
	if (about->offsets)
		doc_line(doc, 0, "offsets, stated and not subtracted: %s",
			 quantity_describe(arena, about->offsets));
	doc_drop_empty(doc);
	card_add(doc, out);
}

static void method(struct arena *arena, const struct facts *facts, const struct diags *diags,
		   struct buffer *out)
{
	struct doc *doc = doc_new();

	doc_add(doc, DOC_SECTION, "Method");
	doc_add(doc, DOC_TEXT, "%s", method_plain(arena, facts));
	view_warnings(doc, diags);
	card_add(doc, out);
}

static void verify(struct arena *arena, const struct assessment *assessment, struct buffer *out)
{
	buffer_printf(out,
		      "### How to verify\n\n`%s`, where FILE is this file, computes these "
		      "figures again, from the scenario and the record in it.\n\n"
		      "<!-- %s %s -->\n",
		      RECORD_VERIFY, RECORD_MARK,
		      record_line(arena, assessment, "card", "markdown"));
}

const char *card_section(struct arena *arena, const struct facts *facts,
			 const struct diags *diags)
{
	const struct assessment *assessment = facts->assessment;
	struct buffer out = {0};
	const char *text;

	buffer_text(&out, "## Environmental Impact\n\n");
	bullets(arena, facts, &out);
	card_items(facts, &out);
	criteria(assessment, &out);
	per_unit(assessment, &out);
	boundary(arena, facts, &out);
	method(arena, facts, diags, &out);
	verify(arena, assessment, &out);
	text = arena_text(arena, out.text);
	buffer_free(&out);
	return text;
}
