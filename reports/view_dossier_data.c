/* Sections 7 and 8 of a dossier: the basis of every factor, stated data, their quality. */

#include <inttypes.h>

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/dist.h"
#include "lca/base/quantity.h"
#include "lca/base/text.h"
#include "reports/facts.h"
#include "reports/view.h"
#include "reports/view_dossier.h"
#include "reports/view_factors.h"

/* Rows of a table beyond which the rest is counted: whoever wants all of them reads JSON. */
enum { MOST_ROWS = 200 };

static const char *source_number(struct arena *arena, const struct assessment *a,
				 const char *source)
{
	for (size_t i = 0; i < a->source_count; i++)
		if (text_same(a->sources[i]->id, source))
			return arena_printf(arena, "[%zu]", i + 1);
	return source;
}

/* As it was published; of a shape the median, in as many digits as that has. */
static const char *value_of(struct arena *arena, const struct factor *row)
{
	const struct dist *dist = &row->quantity.dist;
	double central = dist_central(dist) / row->quantity.unit.scale;
	bool published = dist->kind == DIST_EXACT || dist->kind == DIST_NORMAL ||
			 (dist->kind == DIST_LOGNORMAL && dist->c == 0);

	return arena_printf(arena, "%s%s%s",
			    published ? number_amount(arena, central)
				      : number_significant(arena, central, 3),
			    *row->quantity.unit.text ? " " : "", row->quantity.unit.text);
}

/* What it counts, by whose accounting: "life-cycle, consumption". */
static const char *terms_of(struct arena *arena, const struct factor *row)
{
	const char *accounting = row->accounting;

	if (!*row->boundary)
		return *accounting ? accounting : "-";
	return *accounting ? arena_printf(arena, "%s, %s", row->boundary, accounting)
			   : row->boundary;
}

/* "default; estimate; from mine.csv" */
static const char *status_of(struct arena *arena, const struct used_factor *used)
{
	const struct factor *row = used->factor;
	bool own = !text_same(row->layer, "built-in");

	return arena_printf(arena, "%s%s%s%s", used->is_default ? "default; " : "", row->status,
			    own ? "; from " : "", own ? row->layer : "");
}

static void factor_line(struct doc *doc, const struct assessment *a,
			const struct used_factor *used)
{
	const struct factor *row = used->factor;

	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, row->id);
	doc_cell(doc, value_of(doc->arena, row));
	doc_number(doc, row->year ? arena_printf(doc->arena, "%d", row->year) : "-");
	doc_cell(doc, terms_of(doc->arena, row));
	doc_cell(doc, status_of(doc->arena, used));
	doc_cell(doc, source_number(doc->arena, a, row->source));
	doc_cell(doc, row->licence ? row->licence : "");
}

static void factors(struct doc *doc, const struct assessment *a)
{
	if (a->factor_count == 0) {
		doc_add(doc, DOC_TEXT, "No row of the factor database was used.");
		return;
	}
	doc_add(doc, DOC_TEXT, "Rows of the factor database (version %s) that numbers rest on:",
		a->record.factors_version);
	doc_table(doc,
		  (struct doc_column[]){{.title = "factor", .wraps = true, .key = true},
					{.title = "value", .wraps = true},
					{.title = "year", .align = ALIGN_RIGHT},
					{.title = "counts", .wraps = true},
					{.title = "status", .wraps = true},
					{.title = "source"},
					{.title = "licence", .wraps = true}},
		  7);
	for (size_t i = 0; i < a->factor_count; i++)
		factor_line(doc, a, &a->factors[i]);
	doc_list(doc, DOC_LIST, NULL);
	for (size_t i = 0; i < a->factor_count; i++) {
		const struct factor *row = a->factors[i].factor;

		if (row->steps)
			doc_line(doc, 0, "%s: %s", row->id, row->steps);
		if (row->remark)
			doc_line(doc, 0, "%s: %s", row->id, row->remark);
		if (row->bridge)
			doc_line(doc, 0, "%s: %s", row->id, row->bridge->text);
	}
	doc_drop_empty(doc);
}

/* The log of an item, a file of readings, or what was said in the scenario. */
static const char *source_of(struct arena *arena, const struct datum *datum)
{
	const struct origin *origin = &datum->quantity->origin;

	if (origin->kind == ORIGIN_LOG)
		return datum->item->import
			   ? arena_printf(arena, "log %s", datum->item->import->file)
			   : "log";
	if (datum_reason(arena, datum))
		return datum_reason(arena, datum);
	if (origin->readings)
		return arena_printf(arena, "readings %s", origin->readings->file);
	return "not stated";
}

/* "line 25" of the scenario, "logs/a.csv:3" of any other file. */
static const char *place_of(struct arena *arena, const struct dossier *d, struct place place)
{
	if (text_same(place.file, d->assessment->record.scenario_file) && place.line > 0)
		return arena_printf(arena, "line %" PRIu32, place.line);
	return view_place(arena, place);
}

static void stated(struct doc *doc, const struct dossier *d)
{
	size_t shown = 0, more = 0;

	doc_add(doc, DOC_TEXT, "Figures that the scenario states, or its logs hold:");
	doc_table(doc,
		  (struct doc_column[]){{.title = "figure", .wraps = true, .key = true},
					{.title = "value", .wraps = true},
					{.title = "source", .wraps = true},
					{.title = "stands in", .wraps = true}},
		  4);
	for (size_t i = 0; i < d->datum_count; i++) {
		const struct datum *datum = &d->data[i];

		if (datum_is_row(datum))
			continue;
		if (shown++ >= MOST_ROWS) {
			more++;
			continue;
		}
		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, datum->quantity->origin.key);
		doc_cell(doc, number_group(doc->arena,
					   quantity_describe(doc->arena, datum->quantity)));
		doc_cell(doc, source_of(doc->arena, datum));
		doc_cell(doc, place_of(doc->arena, d, datum->quantity->origin.place));
	}
	if (more > 0)
		doc_add(doc, DOC_TEXT, "... and %zu more (all of them in JSON).", more);
}

/* "2", "2*" where not all of the data were assessed; "-" where none was. */
static const char *score_text(struct arena *arena, unsigned char score, bool whole)
{
	return score ? arena_printf(arena, "%u%s", (unsigned)score, whole ? "" : "*") : "-";
}

static void score_columns(struct doc *doc, const char *first, const char *last)
{
	doc_table(doc,
		  (struct doc_column[]){{.title = first, .wraps = true, .key = true},
					{.title = "reliability", .align = ALIGN_RIGHT},
					{.title = "complete", .align = ALIGN_RIGHT},
					{.title = "time", .align = ALIGN_RIGHT},
					{.title = "place", .align = ALIGN_RIGHT},
					{.title = "technology", .align = ALIGN_RIGHT},
					{.title = last, .align = ALIGN_RIGHT}},
		  7);
}

static void quality_by_item(struct doc *doc, const struct dossier *d)
{
	score_columns(doc, "item: the worst of its data", "share");
	for (size_t i = 0; i < d->assessment->item_count; i++) {
		const struct item_quality *quality = &d->qualities[i];
		const struct impact *impact = &quality->item->impacts[0];

		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, quality->item->id);
		for (size_t k = 0; k < INDICATORS; k++)
			doc_number(
			    doc, score_text(doc->arena, quality->worst[k], quality->whole[k]));
		doc_number(doc, impact->status == IMPACT_COUNTED && !quality->item->credit
				    ? number_share(doc->arena, impact->share)
				    : "-");
	}
	doc_add(doc, DOC_TEXT,
		"1 is best, 5 worst. * some of its data could not be assessed; - none could.");
}

static void quality_by_datum(struct doc *doc, const struct dossier *d)
{
	size_t shown = d->datum_count < MOST_ROWS ? d->datum_count : MOST_ROWS;

	score_columns(doc, "datum", "scores");
	for (size_t i = 0; i < shown; i++) {
		const struct datum *datum = &d->data[i];

		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, datum->quantity->origin.key);
		for (size_t k = 0; k < INDICATORS; k++)
			doc_number(doc, score_text(doc->arena, datum->scores[k], true));
		doc_cell(doc, datum->stated ? "stated" : "derived");
	}
	if (shown < d->datum_count)
		doc_add(doc, DOC_TEXT, "... and %zu more (all of them in JSON).",
			d->datum_count - shown);
}

static void quality(struct doc *doc, const struct dossier *d)
{
	size_t all, found = dossier_assessed(d, &all);

	dossier_section(doc, DOSSIER_QUALITY);
	doc_add(
	    doc, DOC_TEXT,
	    "The pedigree of the data that the total rests on: %zu of %zu scores are known, "
	    "as stated in the scenario (pedigree) or derived by the rules below. What cannot "
	    "be checked is not assessed.",
	    found, all);
	quality_by_item(doc, d);
	quality_by_datum(doc, d);
	doc_list(doc, DOC_LIST, NULL);
	for (size_t k = 0; k < INDICATORS; k++)
		doc_line(doc, 0, "%s: %s", indicator_name((enum indicator)k),
			 dossier_rule((enum indicator)k));
}

void view_dossier_data(struct doc *doc, const struct dossier *dossier)
{
	const struct assessment *a = dossier->assessment;

	dossier_section(doc, DOSSIER_DATA);
	factors(doc, a);
	stated(doc, dossier);
	view_inputs(doc, a);
	view_citations(doc, a);
	quality(doc, dossier);
}
