/*
 * The text exposition of Prometheus, version 0.0.4: a file for its textfile collector.
 *
 * Base units are those of Prometheus: grams, joules, litres. A criterion is a metric of its own
 * and so is a total, so that the sum of a metric over its labels means something; a hole has no
 * sample.
 */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/about.h"
#include "reports/display.h"
#include "reports/export_parts.h"
#include "reports/facts.h"

/* How a criterion is called, and its unit; size: base units in one of the criterion. */
struct family {
	const char *name, *unit;
	double size;
	const char *title;
};

struct page {
	struct arena *arena;
	struct buffer *out;
	const struct assessment *assessment;
	const char *model; /* label of every sample: files of several models lie side by side */
};

struct point {
	const char *labels; /* behind the model */
	const struct impact *impact;
};

static const struct {
	const char *criterion, *name;
} names[] = {
    {"gwp", "emissions"},
    {"gwp_market", "emissions_market"},
    {"pe", "primary_energy"},
};

static const struct {
	const char *symbol, *unit;
	double size;
} units[] = {
    {"kgCO2e", "grams", 1e3}, {"kgSbe", "grams", 1e3}, {"kWh", "joules", 3.6e6},
    {"MJ", "joules", 1e6},    {"L", "litres", 1},
};

/* A part of a metric's name: letters, digits and '_'. */
static const char *metric_word(struct arena *arena, const char *text)
{
	char *word = text_slug(arena, text);

	for (char *at = word; *at; at++)
		if (*at == '-' || *at == '.')
			*at = '_';
	return word;
}

static struct family family_of(struct arena *arena, const struct criterion *criterion)
{
	struct family family = {.name = metric_word(arena, criterion->id),
				.unit = metric_word(arena, criterion->symbol),
				.size = 1,
				.title = criterion->name};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (text_same(criterion->id, names[i].criterion))
			family.name = names[i].name;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (text_same(criterion->symbol, units[i].symbol)) {
			family.unit = units[i].unit;
			family.size = units[i].size;
		}
	return family;
}

/* On one line, as people see it, with backslashes and quotes escaped. */
static const char *escape(struct arena *arena, const char *text)
{
	const char *plain = display_plain(arena, text);
	char *escaped = arena_alloc(arena, 2 * strlen(plain) + 1), *to = escaped;

	for (; *plain; plain++) {
		if (*plain == '\\' || *plain == '"')
			*to++ = '\\';
		*to++ = *plain;
	}
	*to = '\0';
	return escaped;
}

static void add_head(const struct page *page, const char *metric, const char *help)
{
	buffer_printf(page->out, "# HELP %s %s\n# TYPE %s gauge\n", metric, help, metric);
}

static void add_sample(const struct page *page, const char *metric, const char *labels,
		       double value)
{
	if (isfinite(value))
		buffer_printf(page->out, "%s{model=\"%s\"%s%s} %s\n", metric, page->model,
			      *labels ? "," : "", labels, text_double(page->arena, value));
}

/* Central values, and the ends of their intervals, as three metrics: lca_total_emissions_grams,
 * lca_total_emissions_low_grams, lca_total_emissions_high_grams. */
static void add_points(const struct page *page, const char *of, size_t criterion,
		       const char *help, const struct point *points, size_t count)
{
	static const struct {
		const char *infix, *words;
	} ends[] = {{"", ""},
		    {"_low", ", low end of the interval"},
		    {"_high", ", high end of the interval"}};
	struct arena *arena = page->arena;
	const struct family family = family_of(arena, page->assessment->criteria[criterion]);

	for (size_t end = 0; count && end < sizeof ends / sizeof *ends; end++) {
		const char *metric = arena_printf(arena, "lca_%s_%s%s_%s", of, family.name,
						  ends[end].infix, family.unit);

		add_head(page, metric,
			 arena_printf(arena, "%s: %s%s.", help, escape(arena, family.title),
				      ends[end].words));
		for (size_t i = 0; i < count; i++) {
			const struct statistics *s = &points[i].impact->statistics;
			double value = end == 0 ? s->central : end == 1 ? s->low : s->high;

			add_sample(page, metric, points[i].labels, value * family.size);
		}
	}
}

static const char *item_labels(const struct page *page, const struct item_result *item)
{
	struct arena *arena = page->arena;

	return arena_printf(
	    arena, "item=\"%s\",stage=\"%s\",phase=\"%s\",region=\"%s\",basis=\"%s\"",
	    escape(arena, item->id), escape(arena, item->stage), phase_name(item->phase),
	    escape(arena, item->region), basis_name(item->basis));
}

/* Items, or credits; those that the criterion counts. */
static void add_items(const struct page *page, size_t criterion, bool credits)
{
	const struct assessment *a = page->assessment;
	struct point *points = arena_alloc(page->arena, (a->item_count + 1) * sizeof *points);
	size_t count = 0;

	for (size_t i = 0; i < a->item_count; i++) {
		const struct item_result *item = &a->items[i];

		if (item->credit == credits &&
		    item->impacts[criterion].status == IMPACT_COUNTED)
			points[count++] =
			    (struct point){item_labels(page, item), &item->impacts[criterion]};
	}
	add_points(page, credits ? "credit" : "item", criterion,
		   credits ? "A credit, which no total holds" : "An item", points, count);
}

static void add_total(const struct page *page, size_t criterion)
{
	const struct point point = {"", &page->assessment->totals[criterion]};

	add_points(page, "total", criterion, "All items", &point,
		   point.impact->status == IMPACT_COUNTED);
}

static void add_per(const struct page *page, size_t criterion)
{
	const struct assessment *a = page->assessment;
	struct point *points =
	    arena_alloc(page->arena, (2 * a->per_count + 1) * sizeof *points);
	size_t count = 0;

	for (size_t i = 0; i < a->per_count; i++) {
		const struct per_result *per = &a->per[i];
		const char *unit = escape(page->arena, per->unit);

		if (per->use[criterion].status == IMPACT_COUNTED)
			points[count++] = (struct point){
			    arena_printf(page->arena, "per=\"%s\",phase=\"use\"", unit),
			    &per->use[criterion]};
		if (per->creation && per->creation[criterion].status == IMPACT_COUNTED)
			points[count++] = (struct point){
			    arena_printf(page->arena, "per=\"%s\",phase=\"creation\"", unit),
			    &per->creation[criterion]};
	}
	add_points(page, "unit", criterion, "One functional unit", points, count);
}

static void add_hole(const struct page *page, const struct item_result *item, size_t criterion)
{
	struct arena *arena = page->arena;

	add_sample(page, "lca_item_missing",
		   arena_printf(arena, "%s,criterion=\"%s\",reason=\"%s\"",
				item_labels(page, item),
				escape(arena, page->assessment->criteria[criterion]->id),
				escape(arena, item->impacts[criterion].reason)),
		   1);
}

/* Items that the sum lacks, by criterion. */
static void add_missing(const struct page *page, const char *metric, const char *labels,
			const struct impact *sums)
{
	for (size_t c = 0; c < page->assessment->criterion_count; c++)
		add_sample(page, metric,
			   arena_printf(page->arena, "%scriterion=\"%s\"", labels,
					escape(page->arena, page->assessment->criteria[c]->id)),
			   (double)sums[c].missing);
}

static void add_missing_of_units(const struct page *page)
{
	static const char metric[] = "lca_unit_missing_items";
	const struct assessment *a = page->assessment;

	if (!a->per_count)
		return;
	add_head(page, metric,
		 "Items whose figure is not known, of what a functional unit shares: with any "
		 "it is at least what it says.");
	for (size_t i = 0; i < a->per_count; i++) {
		const struct per_result *per = &a->per[i];
		const char *unit = escape(page->arena, per->unit);

		add_missing(page, metric,
			    arena_printf(page->arena, "per=\"%s\",phase=\"use\",", unit),
			    per->use);
		if (per->creation)
			add_missing(
			    page, metric,
			    arena_printf(page->arena, "per=\"%s\",phase=\"creation\",", unit),
			    per->creation);
	}
}

/* A hole is told, and has no figure. */
static void add_holes(const struct page *page)
{
	const struct assessment *a = page->assessment;

	add_head(page, "lca_total_missing_items",
		 "Items whose figure is not known: a total with any is at least what it says.");
	add_missing(page, "lca_total_missing_items", "", a->totals);
	add_missing_of_units(page);
	add_head(page, "lca_item_missing",
		 "1 for each item whose figure is not known, and why.");
	for (size_t i = 0; i < a->item_count; i++)
		for (size_t c = 0; c < a->criterion_count; c++)
			if (a->items[i].impacts[c].status == IMPACT_MISSING)
				add_hole(page, &a->items[i], c);
}

static void add_info(const struct page *page)
{
	const struct record *record = &page->assessment->record;
	struct arena *arena = page->arena;

	add_head(page, "lca_info", "The run behind all figures.");
	add_sample(page, "lca_info",
		   arena_printf(arena,
				"version=\"%s\",scenario=\"%s\",scenario_sha256=\"%s\","
				"factors=\"%s\",factors_sha256=\"%s\",electricity=\"%s\"",
				escape(arena, record->version),
				escape(arena, record->scenario_file),
				escape(arena, record->scenario_sha256),
				escape(arena, record->factors_version),
				escape(arena, record->factors_sha256),
				record->basis == FACTORS_DIRECT ? "direct" : "lifecycle"),
		   1);
	add_head(page, "lca_interval_ratio",
		 "Width of the intervals, as a share of the samples.");
	add_sample(page, "lca_interval_ratio", "", record->interval);
}

/* Told beside the total, never taken off it. */
static void add_offsets(const struct page *page)
{
	const struct family family = family_of(
	    page->arena, page->assessment->criteria[export_criterion(page->assessment, "gwp")]);
	double kg = page->assessment->about->offsets_kg;

	if (!isfinite(kg))
		return;
	add_head(page, "lca_offsets_grams", "Offsets as stated; no figure has them taken off.");
	add_sample(page, "lca_offsets_grams", "", kg * family.size);
}

static void add_warnings(const struct page *page, const struct diags *diags)
{
	size_t count = 0;

	for (size_t i = 0; diags && i < diags_count(diags); i++) {
		const char *warning = export_warning(page->arena, diags_at(diags, i));

		if (warning)
			buffer_printf(page->out, "# warning: %s\n",
				      display_plain(page->arena, warning));
		count += warning != NULL;
	}
	add_head(page, "lca_warnings", "Warnings of the run; each stands above in a comment.");
	add_sample(page, "lca_warnings", "", (double)count);
}

void export_prometheus(const struct export_request *request, struct buffer *out)
{
	struct arena *arena = arena_new();
	const struct page page = {.arena = arena,
				  .out = out,
				  .assessment = request->assessment,
				  .model = escape(arena, request->facts->model)};

	buffer_printf(out, "# %s\n", export_record(arena, request));
	add_warnings(&page, request->diags);
	add_info(&page);
	for (size_t c = 0; c < page.assessment->criterion_count; c++) {
		add_total(&page, c);
		add_items(&page, c, false);
		add_items(&page, c, true);
		add_per(&page, c);
	}
	add_offsets(&page);
	add_holes(&page);
	arena_free(arena);
}
