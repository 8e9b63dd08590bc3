/* Which rows of the database the numbers of a report rest on. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "reports/view.h"
#include "reports/view_factors.h"

/* Of a median that follows from a shape. */
enum { SHAPE_DIGITS = 3 };

/* Columns that only some reports have. */
struct shape {
	bool bridged, remarks;
};

/* "unverified; from mine.csv": what speaks against taking the row as it is. */
static const char *remark(struct arena *arena, const struct factor *factor)
{
	static const char *const usual[] = {"verified", "single-source"};
	const char *status = factor->status;

	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		if (text_same(status, usual[i]))
			status = "";
	if (text_same(factor->layer, "built-in"))
		return status;
	return arena_printf(arena, "%s%sfrom %s", status, *status ? "; " : "", factor->layer);
}

/* A value that was published, not the median of a shape that was. */
static bool is_published(const struct dist *dist)
{
	return dist->kind == DIST_EXACT || dist->kind == DIST_NORMAL ||
	       (dist->kind == DIST_LOGNORMAL && dist->c == 0);
}

/* "78.55 gCO2e/kWh", as the row stands in its table. */
static const char *value(struct arena *arena, const struct factor *factor)
{
	const struct quantity *quantity = &factor->quantity;
	double central = dist_central(&quantity->dist) / quantity->unit.scale;

	return arena_printf(arena, "%s%s%s",
			    is_published(&quantity->dist)
				? number_amount(arena, central)
				: number_significant(arena, central, SHAPE_DIGITS),
			    *quantity->unit.text ? " " : "", quantity->unit.text);
}

static const char *on_basis(struct arena *arena, const struct factor *factor)
{
	struct statistics statistics = factor_statistics(factor, &factor->quantity.unit);
	struct shown_unit unit = {.text = factor->quantity.unit.text, .size = 1};

	return factor->bridge ? number_central(arena, &statistics, unit, DIGITS_ITEM) : "";
}

/* "[4]", the number of its source in the list below. */
static const char *source(struct arena *arena, const struct assessment *assessment,
			  const struct factor *factor)
{
	for (size_t i = 0; i < assessment->source_count; i++)
		if (text_same(assessment->sources[i]->id, factor->source))
			return arena_printf(arena, "[%zu]", i + 1);
	return factor->source;
}

static void factor_row(struct doc *doc, const struct assessment *assessment,
		       const struct factor *factor, struct shape shape, unsigned depth)
{
	doc_row(doc, ROW_PLAIN, depth);
	doc_cell(doc, factor->id);
	doc_number(doc, value(doc->arena, factor));
	if (shape.bridged)
		doc_number(doc, on_basis(doc->arena, factor));
	factor_range(doc, factor, &factor->quantity.unit);
	if (shape.remarks)
		doc_cell(doc, remark(doc->arena, factor));
	doc_cell(doc, source(doc->arena, assessment, factor));
}

static void group_row(struct doc *doc, const char *name, struct shape shape)
{
	doc_row(doc, ROW_GROUP, 0);
	doc_cell(doc, name);
	doc_cell(doc, "");
	if (shape.bridged)
		doc_cell(doc, "");
	doc_range(doc, "", "");
	if (shape.remarks)
		doc_cell(doc, "");
	doc_cell(doc, "");
}

/* Rows that were looked up, or those taken where nothing was stated. */
static size_t count(const struct assessment *assessment, bool defaults)
{
	size_t found = 0;

	for (size_t i = 0; i < assessment->factor_count; i++)
		found += assessment->factors[i].is_default == defaults;
	return found;
}

static void rows(struct doc *doc, const struct assessment *assessment, bool defaults,
		 struct shape shape)
{
	if (count(assessment, defaults) == 0)
		return;
	if (count(assessment, true) > 0)
		group_row(doc, defaults ? "not stated: defaults" : "looked up", shape);
	for (size_t i = 0; i < assessment->factor_count; i++)
		if (assessment->factors[i].is_default == defaults)
			factor_row(doc, assessment, assessment->factors[i].factor, shape,
				   count(assessment, true) > 0);
}

static void start_table(struct doc *doc, enum factors_basis basis, struct shape shape)
{
	struct doc_column columns[6] = {{.title = "factor", .wraps = true},
					{.title = "value", .align = ALIGN_RIGHT}};
	size_t used = 2;

	if (shape.bridged)
		columns[used++] = (struct doc_column){
		    .title = basis == FACTORS_DIRECT ? "direct" : "life-cycle",
		    .align = ALIGN_RIGHT};
	columns[used++] = (struct doc_column){.title = "95 % range", .align = ALIGN_RANGE};
	if (shape.remarks)
		columns[used++] = (struct doc_column){.title = "remark", .wraps = true};
	columns[used++] = (struct doc_column){.title = "source"};
	doc_table(doc, columns, used);
}

void view_used(struct doc *doc, const struct assessment *assessment)
{
	struct shape shape = {false, false};

	if (assessment->factor_count == 0)
		return;
	for (size_t i = 0; i < assessment->factor_count; i++) {
		const struct factor *factor = assessment->factors[i].factor;

		shape.bridged = shape.bridged || factor->bridge;
		shape.remarks = shape.remarks || *remark(doc->arena, factor);
	}
	doc_add(doc, DOC_SECTION, "Factors");
	start_table(doc, assessment->record.basis, shape);
	rows(doc, assessment, false, shape);
	rows(doc, assessment, true, shape);
}
