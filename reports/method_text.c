/* The method in sentences: the study, its boundary, how far it reaches. */

#include "reports/method_text.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "models/about.h"
#include "reports/method_parts.h"
#include "reports/view.h"

enum { NAMED_ITEMS = 4, SHORT_DIGEST = 12, WHOLE_DIGITS = 15 };

void method_say(struct method *method, const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = arena_vprintf(method->arena, format, arguments);
	va_end(arguments);
	buffer_text(&method->words, text);
}

static void add_part(struct method *method, struct method_part part)
{
	method->parts =
	    arena_grow(method->arena, method->parts, method->count, sizeof *method->parts);
	method->parts[method->count++] = part;
}

static void end_words(struct method *method)
{
	if (!method->words.length)
		return;
	add_part(method,
		 (struct method_part){.text = arena_text(method->arena, method->words.text)});
	method->words.length = 0;
	method->words.text[0] = '\0';
}

static const struct source *source_of(const struct method *method,
				      const struct quantity *quantity)
{
	const struct factor *factor = quantity->origin.factor;

	for (size_t i = 0; factor && i < method->assessment->source_count; i++)
		if (text_same(method->assessment->sources[i]->id, factor->source))
			return method->assessment->sources[i];
	return NULL;
}

static void add_citation(struct method *method, const struct source *source, const char *stated)
{
	const struct method_part *last;

	if (!source && !stated)
		return;
	end_words(method);
	last = method->count ? &method->parts[method->count - 1] : NULL;
	if (last && !last->text && last->source == source && text_same(last->stated, stated))
		return;
	add_part(method, (struct method_part){.source = source, .stated = stated});
}

void method_cite(struct method *method, const struct quantity *quantity)
{
	const struct source *source = source_of(method, quantity);
	bool stated = !quantity->origin.factor && quantity->origin.kind == ORIGIN_SCENARIO;

	add_citation(method, source, stated ? quantity->origin.source : NULL);
}

void method_cite_stated(struct method *method, const char *stated)
{
	add_citation(method, NULL, stated);
}

void method_cite_source(struct method *method, const struct source *source)
{
	add_citation(method, source, NULL);
}

const char *method_joint(size_t i, size_t count)
{
	if (i == 0)
		return "";
	return i + 1 == count ? " and " : ", ";
}

/* "1000 output tokens (1,202,185 in all)", "one request (320 in all)". */
static void say_unit(struct method *method, const struct per_result *per)
{
	struct arena *arena = method->arena;
	bool counted = isdigit((unsigned char)*per->unit);
	double things = per->volume * (counted ? strtod(per->unit, NULL) : 1);
	const char *total = fabs(things - nearbyint(things)) < 1e-6 * fabs(things)
				? number_plain(arena, nearbyint(things), WHOLE_DIGITS)
				: number_amount(arena, things);

	method_say(method, "%s%s (%s in all)", counted ? "" : "one ",
		   method_unit(arena, per->unit), total);
}

static void say_units(struct method *method)
{
	const struct assessment *assessment = method->assessment;
	size_t known = 0, told = 0;

	for (size_t i = 0; i < assessment->per_count; i++)
		known += isfinite(assessment->per[i].volume) && assessment->per[i].volume > 0;
	if (!known) {
		method_say(method, " Results are totals, not per functional unit.");
		return;
	}
	method_say(method, " The use phase is divided by %s: ",
		   known == 1 ? "its functional unit" : "its functional units");
	for (size_t i = 0; i < assessment->per_count; i++) {
		const struct per_result *per = &assessment->per[i];

		if (!(isfinite(per->volume) && per->volume > 0))
			continue;
		method_say(method, "%s", method_joint(told++, known));
		say_unit(method, per);
	}
	method_say(method, ".");
}

static void say_study(struct method *method)
{
	const struct record *record = &method->assessment->record;
	const struct about *about = method->assessment->about;

	method_say(method,
		   "Emissions of greenhouse gases (CO2e) of %s were estimated with lca %s and "
		   "its factor database %s",
		   method->facts->model ? method->facts->model : "the model", record->version,
		   record->factors_version);
	if (about->goal)
		method_say(method, "; goal of the study: %s", about->goal);
	method_say(method, ".");
	say_units(method);
}

static size_t items_of(const struct method *method, const char *stage)
{
	size_t count = 0;

	for (size_t i = 0; i < method->assessment->item_count; i++) {
		const struct item_result *item = &method->assessment->items[i];

		count += !item->credit && !item->losses_of && text_same(item->stage, stage);
	}
	return count;
}

/* "training (final run)", "inference (12 items)". */
static void say_stage(struct method *method, const char *stage)
{
	const struct assessment *assessment = method->assessment;
	size_t count = items_of(method, stage), told = 0;

	if (count == 0) {
		method_say(method, "%s (credits alone)", method_stage(stage));
		return;
	}
	if (count > NAMED_ITEMS) {
		method_say(method, "%s (%zu items)", method_stage(stage), count);
		return;
	}
	method_say(method, "%s (", method_stage(stage));
	for (size_t i = 0; i < assessment->item_count; i++) {
		const struct item_result *item = &assessment->items[i];

		if (!item->credit && !item->losses_of && text_same(item->stage, stage))
			method_say(method, "%s%s", told++ ? ", " : "", item->item);
	}
	method_say(method, ")");
}

static void say_rows(struct method *method, enum completeness status, const char *lead)
{
	const struct assessment *assessment = method->assessment;
	size_t count = 0, told = 0;

	for (size_t i = 0; i < assessment->completeness_count; i++)
		count += assessment->completeness[i].status == status;
	if (!count)
		return;
	method_say(method, " %s ", lead);
	for (size_t i = 0; i < assessment->completeness_count; i++) {
		const struct completeness_row *row = &assessment->completeness[i];

		if (row->status != status)
			continue;
		method_say(method, "%s", method_joint(told++, count));
		if (status == COVERED)
			say_stage(method, row->stage);
		else if (row->reason)
			method_say(method, "%s (%s)", method_stage(row->stage), row->reason);
		else
			method_say(method, "%s", method_stage(row->stage));
	}
	method_say(method, ".");
}

static void say_boundary(struct method *method)
{
	say_rows(method, COVERED, "We include");
	say_rows(method, EXCLUDED, "Excluded:");
	say_rows(method, NOT_COVERED, "Not covered:");
}

static void say_uncertainty(struct method *method)
{
	const struct assessment *assessment = method->assessment;
	const struct record *record = &assessment->record;
	size_t uncertain = 0;

	for (size_t i = 0; i < method->input_count; i++)
		uncertain += method->inputs[i].quantity->dist.kind != DIST_EXACT;
	if (!uncertain) {
		method_say(method, " No input of the total is stated with an uncertainty, so "
				   "it has no range.");
		return;
	}
	method_say(method,
		   " Of %zu inputs, %zu carry a distribution; their uncertainty was propagated "
		   "by Monte Carlo simulation (%s samples%s, seed %llu), in which inputs "
		   "shared by several items are sampled once",
		   method->input_count, uncertain,
		   number_amount(method->arena, (double)record->samples),
		   view_sampler(method->arena, assessment), (unsigned long long)record->seed);
	if (assessment->correlation_count)
		method_say(method, " and with %zu stated rank correlation%s",
			   assessment->correlation_count,
			   assessment->correlation_count == 1 ? "" : "s");
	method_say(method,
		   ". Results are central values, with every input at its median or at the "
		   "value stated for it, and %s intervals.",
		   view_percent(method->arena, record->interval));
}

void method_say_holes(struct method *method)
{
	const struct assessment *assessment = method->assessment;
	size_t holes = view_holes(assessment, method->gwp), told = 0;

	if (!holes)
		return;
	method_say(method, " The total is a lower bound, since emissions are not known of ");
	for (size_t i = 0; i < assessment->item_count; i++) {
		const struct item_result *item = &assessment->items[i];

		if (item->credit || item->impacts[method->gwp].status != IMPACT_MISSING)
			continue;
		method_say(method, "%s%s", method_joint(told++, holes),
			   method_item(method, item));
	}
	method_say(method, ".");
}

static void say_offsets(struct method *method)
{
	const struct about *about = method->assessment->about;
	struct shown_unit unit;

	if (isfinite(about->offsets_kg) && about->offsets) {
		unit = number_unit("kgCO2e", about->offsets_kg);
		method_say(
		    method,
		    " Offsets of %s %s are reported by the operator; they are not "
		    "deducted.",
		    number_plain(method->arena, about->offsets_kg / unit.size, DIGITS_ITEM),
		    unit.text);
		return;
	}
	method_say(method, " No offsets are deducted.");
}

static const char *digest(struct method *method, const char *sha256)
{
	return sha256 ? arena_printf(method->arena, "%.*s", SHORT_DIGEST, sha256) : "unknown";
}

static void say_record(struct method *method)
{
	const struct record *record = &method->assessment->record;
	const char *files = "";

	if (record->input_count)
		files = record->input_count == 1
			    ? ", the file that it names"
			    : arena_printf(method->arena, ", the %zu files that it names",
					   record->input_count);
	method_say(method,
		   " The calculation can be repeated from the scenario (SHA-256 %s)%s and the "
		   "factors (SHA-256 %s).",
		   digest(method, record->scenario_sha256), files,
		   digest(method, record->factors_sha256));
}

static void say_full(struct method *method)
{
	say_study(method);
	say_boundary(method);
	if (method->gwp < method->assessment->criterion_count) {
		method_say_energy(method);
		method_say_grid(method);
		method_say_hardware(method);
		say_uncertainty(method);
		method_say_holes(method);
	}
	say_offsets(method);
	say_record(method);
}

const struct method_text *method_text(struct arena *arena, const struct facts *facts,
				      enum method_length length)
{
	struct method_text *text = arena_alloc(arena, sizeof *text);
	struct method method = {
	    .length = length, .arena = arena, .facts = facts, .assessment = facts->assessment};

	method.gwp = assessment_gwp(facts->assessment);
	method_collect(&method);
	if (length == METHOD_SHORT)
		method_say_short(&method);
	else
		say_full(&method);
	end_words(&method);
	buffer_free(&method.words);
	*text = (struct method_text){method.parts, method.count};
	return text;
}
