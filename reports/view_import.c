/* What a log holds: rows, time, energy, tokens, and what was assumed while reading it. */

#include <inttypes.h>
#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/import.h"
#include "reports/view.h"
#include "reports/view_chart.h"
#include "reports/view_record.h"

enum {
	MOST_GROUPS = 24,
	SKIP_LINES = sizeof(((struct import_skip *)0)->lines) / sizeof(uint64_t)
};

/* A row of the first table: what, how much. */
static void fact(struct doc *doc, const char *name, const char *value)
{
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, name);
	doc_cell(doc, value);
}

static const char *count(struct doc *doc, uint64_t value)
{
	return number_fixed(doc->arena, (double)value, 0);
}

/* Seconds, and hours where they say more. */
static const char *duration(struct doc *doc, double seconds)
{
	if (seconds < 7200)
		return arena_printf(doc->arena, "%s s",
				    text_double(doc->arena, round(seconds * 1000) / 1000));
	return arena_printf(doc->arena, "%s h", number_amount(doc->arena, seconds / 3600));
}

/* In the unit of the logs, whatever its size. */
static const char *energy(struct doc *doc, double kwh)
{
	return arena_printf(doc->arena, "%s kWh", number_amount(doc->arena, kwh));
}

static const char *skip_lines(struct doc *doc, const struct import_skip *skip)
{
	struct buffer text = {0};
	const char *copy;
	uint64_t shown = 0;

	for (size_t i = 0; i < SKIP_LINES && i < skip->count; i++)
		if (skip->lines[i] > 0)
			buffer_printf(&text, "%s%" PRIu64, shown++ > 0 ? ", " : "",
				      skip->lines[i]);
	if (shown == 0)
		return "";
	copy = arena_printf(doc->arena, " (%s %s%s%s)", skip->count == 1 ? "line" : "lines",
			    text.text, shown < skip->count ? ", ..." : "",
			    skip->text ? arena_printf(doc->arena, "; '%s'", skip->text) : "");
	buffer_free(&text);
	return copy;
}

static void rows(struct doc *doc, const struct import *import)
{
	fact(doc, "rows read", count(doc, import->rows_read));
	fact(doc, "rows used", count(doc, import->rows_used));
	for (size_t i = 0; i < import->skip_count; i++)
		fact(doc, "rows skipped",
		     arena_printf(doc->arena, "%s: %s%s", count(doc, import->skips[i].count),
				  import->skips[i].reason, skip_lines(doc, &import->skips[i])));
}

static void gaps(struct doc *doc, const struct import_gaps *gap)
{
	if (gap->count == 0)
		return;
	fact(doc, "gaps", count(doc, gap->count));
	if (gap->bridged > 0)
		fact(doc, "  bridged",
		     arena_printf(doc->arena, "%s gaps of %s in all, %s inside the energy",
				  count(doc, gap->bridged), duration(doc, gap->bridged_s),
				  energy(doc, gap->bridged_kwh)));
	if (gap->left_out_s > 0)
		fact(doc, "  left out",
		     arena_printf(doc->arena, "%s without a reading, outside the energy",
				  duration(doc, gap->left_out_s)));
}

static void time_covered(struct doc *doc, const struct import *import)
{
	if (import->first)
		fact(doc, "first", import->first);
	if (import->last)
		fact(doc, "last", import->last);
	if (import->covered_s > 0)
		fact(doc, "time covered", duration(doc, import->covered_s));
	gaps(doc, &import->gaps);
}

/* The one number of a power log that everybody can judge. */
static const char *mean_power(struct doc *doc, const struct import *import)
{
	const char *all = number_amount(doc->arena, import->mean_watts);

	if (!(import->device_watts > 0) || import->device_watts == import->mean_watts)
		return arena_printf(doc->arena, "%s W", all);
	return arena_printf(doc->arena, "%s W, %s W of one device", all,
			    number_amount(doc->arena, import->device_watts));
}

static void energies(struct doc *doc, const struct import *import)
{
	const struct import_part *total = &import->total;

	if (!total->has_energy) {
		fact(doc, "energy", "not in this log");
		return;
	}
	fact(doc, "energy as logged", energy(doc, total->energy_kwh));
	if (isfinite(import->pue) && import->pue != 1)
		fact(doc, "energy without PUE",
		     arena_printf(doc->arena, "%s (the log holds a PUE of %s)",
				  energy(doc, total->energy_it_kwh),
				  text_double(doc->arena, import->pue)));
	if (total->doubt_kwh > 0)
		fact(doc, "  in doubt",
		     arena_printf(doc->arena, "%s, bridged or filled in: widens the range",
				  energy(doc, total->doubt_kwh)));
	if (total->has_idle)
		fact(doc, "  idle and dynamic",
		     arena_printf(doc->arena, "%s and %s", energy(doc, total->idle_kwh),
				  energy(doc, total->dynamic_kwh)));
	if (import->mean_watts > 0)
		fact(doc, "mean power", mean_power(doc, import));
	if (import->metered_at != METERED_UNSET)
		fact(doc, "metered at", metered_name(import->metered_at));
	if (isfinite(import->coverage))
		fact(doc, "coverage",
		     arena_printf(doc->arena, "%s of the work has an energy",
				  number_share(doc->arena, import->coverage)));
	if (isfinite(total->emissions_kg))
		fact(doc, "emissions as logged",
		     arena_printf(doc->arena, "%s kg CO2e (shown, never used)",
				  number_amount(doc->arena, total->emissions_kg)));
}

static void spread(struct doc *doc, const char *name, const struct import_variability *spread)
{
	if (spread->known)
		fact(doc, name,
		     arena_printf(doc->arena, "mean %s, standard deviation %s, of %s answered",
				  number_amount(doc->arena, spread->mean),
				  number_amount(doc->arena, spread->sd),
				  count(doc, spread->count)));
}

static void tokens(struct doc *doc, const struct import_usage *usage)
{
	if (!usage->has_tokens)
		return;
	fact(doc, "input tokens",
	     usage->input_untold ? "not told" : count(doc, usage->input_tokens));
	spread(doc, "  per request", &usage->input_spread);
	if (usage->has_cached)
		fact(doc, "  cached", count(doc, usage->cached_tokens));
	fact(doc, "output tokens",
	     usage->output_untold ? "not told" : count(doc, usage->output_tokens));
	spread(doc, "  per request", &usage->output_spread);
	if (usage->has_reasoning)
		fact(doc, "  reasoning", count(doc, usage->reasoning_tokens));
}

static void latency(struct doc *doc, const struct import_latency *latency)
{
	if (latency->known)
		fact(doc, "latency",
		     arena_printf(doc->arena, "median %s s, 95 %% within %s s%s",
				  number_amount(doc->arena, latency->p50_s),
				  number_amount(doc->arena, latency->p95_s),
				  latency->exact ? "" : " (each within 0.1 %)"));
}

static void usage(struct doc *doc, const struct import_usage *usage)
{
	if (!usage->known)
		return;
	fact(doc, "requests",
	     import_counts_requests(usage) ? count(doc, usage->requests)
					   : "not counted by this log");
	if (usage->has_failed)
		fact(doc, "failed requests", count(doc, usage->failed_requests));
	if (usage->gateway_hits > 0)
		fact(doc, "answered by a cache",
		     arena_printf(doc->arena, "%s more, without inference: not in the requests",
				  count(doc, usage->gateway_hits)));
	tokens(doc, usage);
	if (usage->has_images)
		fact(doc, "images", count(doc, usage->images));
	latency(doc, &usage->latency);
}

static void devices(struct doc *doc, const struct import *import)
{
	if (import->accelerator)
		fact(doc, "accelerator", import->accelerator);
	if (import->accelerators > 0)
		fact(doc, "accelerators", count(doc, import->accelerators));
	if (import->total.device_hours > 0)
		fact(doc, "device hours",
		     arena_printf(doc->arena, "%s h",
				  number_amount(doc->arena, import->total.device_hours)));
	if (import->region)
		fact(doc, "region in the log",
		     arena_printf(doc->arena, "%s (shown; state 'region' to use it)",
				  import->region));
}

static void remarks(struct doc *doc, const struct import *import, const struct diags *diags)
{
	doc_list(doc, DOC_LIST, "Assumed");
	for (size_t i = 0; i < import->assumption_count; i++)
		doc_line(doc, 0, "%s", import->assumptions[i]);
	if (import->modelled)
		doc_line(doc, 0, "%s", import->modelled);
	if (import->not_counted)
		doc_line(doc, 0, "not counted: %s", import->not_counted);
	doc_drop_empty(doc);
	view_warnings(doc, diags);
	view_notes(doc, NULL, 0, diags);
}

static void facts(struct doc *doc, const struct import *import)
{
	rows(doc, import);
	time_covered(doc, import);
	energies(doc, import);
	usage(doc, &import->total.usage);
	devices(doc, import);
}

/* What to write in a scenario. */
static void next(struct doc *doc, const struct import *import)
{
	const char *stage = import->total.has_energy ? "training" : "inference";

	if (text_same(import->file, "-"))
		return;
	doc_add(doc, DOC_TEXT,
		"In a scenario, under %s: - {item: NAME, region: REGION, log: %s}", stage,
		import->file_count > 1
		    ? arena_printf(doc->arena, "[%s, ...]", import->files[0].name)
		    : import->file);
}

static void footer(struct doc *doc, const struct import *import)
{
	if (import->sha256[0] == '\0')
		doc_add(doc, DOC_FOOTER, "sha256 left out");
	else if (import->file_count < 2)
		doc_add(doc, DOC_FOOTER, "sha256 %s", import->sha256);
}

/* Of several files, which gave what. */
static void files(struct doc *doc, const struct import *import)
{
	if (import->file_count < 2)
		return;
	doc_add(doc, DOC_SECTION, "Files");
	doc_table(doc,
		  (struct doc_column[]){{.title = "file", .wraps = true},
					{.title = "rows read", .align = ALIGN_RIGHT},
					{.title = "sha256"}},
		  3);
	for (size_t i = 0; i < import->file_count; i++) {
		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, import->files[i].name);
		doc_number(doc, count(doc, import->files[i].rows_read));
		doc_cell(doc, import->files[i].sha256);
	}
}

void view_import(struct doc *doc, const struct import *import, const struct diags *diags)
{
	if (import->file_count > 1)
		doc_add(doc, DOC_TITLE, "%s and %zu more: %s", import->file,
			import->file_count - 1, import->format);
	else
		doc_add(doc, DOC_TITLE, "%s: %s", import->file, import->format);
	doc_table(doc, (struct doc_column[]){{.title = ""}, {.title = "", .wraps = true}}, 2);
	facts(doc, import);
	view_chart_import(doc, import);
	files(doc, import);
	view_import_parts(doc, import);
	view_import_groups(doc, import);
	remarks(doc, import, diags);
	next(doc, import);
	footer(doc, import);
}

static void flat(struct doc *doc, const char *field, const char *value, const char *unit)
{
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, field);
	doc_number(doc, value);
	doc_cell(doc, unit);
}

static void flat_count(struct doc *doc, const char *field, bool known, uint64_t value)
{
	flat(doc, field, known ? arena_printf(doc->arena, "%" PRIu64, value) : "", "");
}

static void flat_number(struct doc *doc, const char *field, double value, const char *unit)
{
	flat(doc, field, isfinite(value) ? text_double(doc->arena, value) : "", unit);
}

void view_import_flat(struct doc *doc, const struct import *import)
{
	const struct import_part *total = &import->total;
	const struct import_usage *usage_of = &total->usage;

	doc_table(
	    doc,
	    (struct doc_column[]){{.title = "field"}, {.title = "value"}, {.title = "unit"}},
	    3);
	flat_count(doc, "rows_read", true, import->rows_read);
	flat_count(doc, "rows_used", true, import->rows_used);
	flat_number(doc, "covered", import->covered_s, "s");
	flat_count(doc, "gaps", true, import->gaps.count);
	flat_number(doc, "energy_bridged", import->gaps.bridged_kwh, "kWh");
	flat_number(doc, "energy", total->has_energy ? total->energy_kwh : NAN, "kWh");
	flat_number(doc, "energy_it", total->has_energy ? total->energy_it_kwh : NAN, "kWh");
	flat_number(doc, "pue", import->pue, "");
	flat_number(doc, "coverage", import->coverage, "");
	flat_count(doc, "requests", usage_of->known, usage_of->requests);
	flat_count(doc, "failed_requests", usage_of->known && usage_of->has_failed,
		   usage_of->failed_requests);
	flat_count(doc, "input_tokens", usage_of->has_tokens && !usage_of->input_untold,
		   usage_of->input_tokens);
	flat_count(doc, "output_tokens", usage_of->has_tokens && !usage_of->output_untold,
		   usage_of->output_tokens);
	flat_count(doc, "cached_tokens", usage_of->known && usage_of->has_cached,
		   usage_of->cached_tokens);
	flat_number(doc, "device_hours", total->device_hours > 0 ? total->device_hours : NAN,
		    "h");
	view_record_row(doc, 3, 0, 1);
}
