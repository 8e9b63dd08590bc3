/* An audit as one table of exact numbers, a claim a row (CSV). */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view_audit.h"
#include "reports/view_record.h"
#include "reports/write_json.h"

/* The figures that have columns: stated; recomputed, low, high; in the unit of the title. */
static const enum claim_figure figures[] = {CLAIM_ACCELERATOR_HOURS, CLAIM_ENERGY,
					    CLAIM_INTENSITY, CLAIM_EMISSIONS};
static const char *const figure_columns_of[] = {"accelerator_hours", "energy_kwh",
						"intensity_kgco2e_per_kwh", "emissions_kgco2e"};
/* What is implied and has columns: value, low, high. */
static const struct {
	const char *id, *title;
	const char *unit;
} implied_columns[] = {
    {"intensity", "implied_intensity_kgco2e_per_kwh", "kgCO2e/kWh"},
    {"intensity-times-pue", "implied_intensity_times_pue", "kgCO2e/kWh"},
    {"pue", "implied_pue", ""},
    {"power", "implied_power_w", "W"},
    {"mfu", "implied_mfu", ""},
};

enum {
	FIGURES = sizeof figures / sizeof *figures,
	IMPLIED = sizeof implied_columns / sizeof *implied_columns,
	CLAIM = 0, /* among the texts */
	SUMMARY = 2,
	TEXTS = 18,
	COLUMNS = TEXTS + 4 * FIGURES + 3 * IMPLIED
};

static void exact(struct doc *doc, double value, double scale)
{
	doc_number(doc, isfinite(value)
			    ? text_double(doc->arena, json_twelve_digits(value / scale))
			    : "");
}

static void ends(struct doc *doc, struct interval interval, double scale)
{
	exact(doc, interval.low, scale);
	exact(doc, interval.high, scale);
}

static void start_table(struct doc *doc)
{
	static const char *const titles[TEXTS] = {
	    "claim",	  "verdict",	  "summary",  "codes",	     "remarks", "explanation",
	    "model",	  "organisation", "stage",    "accelerator", "region",	"year",
	    "accounting", "metered_at",	  "power_of", "source",	     "file",	"line",
	};
	static const char *const parts[] = {"", "_recomputed", "_low", "_high"};
	struct doc_column columns[COLUMNS] = {0};
	size_t at = 0;

	for (size_t i = 0; i < TEXTS; i++)
		columns[at++].title = titles[i];
	for (size_t i = 0; i < FIGURES; i++)
		for (size_t k = 0; k < 4; k++)
			columns[at++].title =
			    arena_printf(doc->arena, "%s%s", figure_columns_of[i], parts[k]);
	for (size_t i = 0; i < IMPLIED; i++)
		for (size_t k = 0; k < 4; k++)
			if (k != 1)
				columns[at++].title = arena_printf(
				    doc->arena, "%s%s", implied_columns[i].title, parts[k]);
	doc_table(doc, columns, at);
}

/* "UNIT-MASS;DIFFERS", each once. */
static const char *codes(struct arena *arena, const struct audited *audited, bool explains)
{
	const char *text = "";

	for (size_t i = 0; i < audited->finding_count; i++) {
		const struct audit_finding *finding = &audited->findings[i];
		size_t k = 0;

		while (k < i && (audited->findings[k].code != finding->code ||
				 audited->findings[k].explains != explains))
			k++;
		if (k == i && finding->explains == explains)
			text = arena_printf(arena, "%s%s%s", text, *text ? ";" : "",
					    audit_code_name(finding->code));
	}
	return text;
}

static const char *explanation(struct arena *arena, const struct audited *audited)
{
	const char *text = "";

	if (audited->explanation_count == 0)
		return text;
	for (size_t i = 0; i < audited->explanations[0].count; i++)
		text = arena_printf(arena, "%s%s%s", text, i ? "; " : "",
				    audited->explanations[0].assumptions[i].text);
	return text;
}

static void text_cells(struct doc *doc, const struct audited *audited)
{
	const struct claim *claim = audited->claim;

	doc_cell(doc, claim->id);
	doc_cell(doc, verdict_name(audited->verdict));
	doc_cell(doc, audited->summary);
	doc_cell(doc, codes(doc->arena, audited, true));
	doc_cell(doc, codes(doc->arena, audited, false));
	doc_cell(doc, explanation(doc->arena, audited));
	doc_cell(doc, claim->model);
	doc_cell(doc, claim->organisation);
	doc_cell(doc, claim->stage);
	doc_cell(doc, claim->accelerator ? claim->accelerator->slug : claim->hardware_text);
	doc_cell(doc, claim->region ? claim->region->code : claim->region_text);
	doc_number(doc, claim->year ? arena_printf(doc->arena, "%d", claim->year) : "");
	doc_cell(doc, audit_accounting_name(claim->accounting));
	doc_cell(doc, claim->metered == METERED_UNSET ? NULL : metered_name(claim->metered));
	doc_cell(doc, audit_power_name(claim->power_of));
	doc_cell(doc, claim->source);
	doc_cell(doc, claim->place.file);
	doc_number(doc, claim->place.line
			    ? arena_printf(doc->arena, "%u", (unsigned)claim->place.line)
			    : "");
}

static void figure_cells(struct doc *doc, const struct audited *audited,
			 enum claim_figure figure)
{
	const struct printed *stated = audited->claim->figures[figure];
	const struct audit_check *check = audit_check_of(audited, figure);
	const struct interval none = {NAN, NAN};

	/* A power that is printed as an energy is none. */
	if (stated && !dimensions_equal(stated->unit.dimensions,
					unit_of(claim_figure_unit(figure)).dimensions))
		stated = NULL;
	exact(doc, stated ? stated->value : NAN, 1);
	exact(doc, check && audit_has_middle(check) ? check->value : NAN, 1);
	ends(doc, check ? check->exact : none, 1);
}

static void implied_cells(struct doc *doc, const struct audited *audited, size_t column)
{
	const struct audit_implied *implied =
	    audit_implied_of(audited, implied_columns[column].id);
	const struct unit unit = unit_of(implied_columns[column].unit);
	const struct interval none = {NAN, NAN};

	if (implied && !dimensions_equal(implied->unit.dimensions, unit.dimensions))
		implied = NULL;
	exact(doc, implied ? implied->value : NAN, unit.scale);
	ends(doc, implied ? implied->exact : none, unit.scale);
}

void view_audit_flat(struct doc *doc, const struct audit *audit)
{
	start_table(doc);
	for (size_t i = 0; i < audit->claims->count; i++) {
		const struct audited *audited = &audit->audited[i];

		doc_row(doc, ROW_PLAIN, 0);
		text_cells(doc, audited);
		for (size_t k = 0; k < FIGURES; k++)
			figure_cells(doc, audited, figures[k]);
		for (size_t k = 0; k < IMPLIED; k++)
			implied_cells(doc, audited, k);
	}
	view_record_row(doc, COLUMNS, CLAIM, SUMMARY);
}
