/*
 * A manifest for the Impact Framework: every item a component, every stage a group, so that
 * if-run computes our total again. Holes and credits are told and left out: there is nothing to
 * compute. Outputs and sums stand in it as if-run computes them, so that it can be read without
 * a run.
 */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"
#include "models/timestamp.h"
#include "reports/display.h"
#include "reports/export.h"
#include "reports/export_carbon.h"
#include "reports/export_parts.h"
#include "reports/facts.h"
#include "reports/method_parts.h"
#include "reports/record_line.h"
#include "reports/view.h"

/* A year stands for a time that nobody stated; it enters no product. */
static const int64_t no_start_s = 0, no_length_s = 31536000;

struct manifest {
	const struct export_request *request;
	struct arena *arena;
	struct buffer *out;
	size_t gwp;
	int64_t start_s, end_s; /* of the study */
};

static const struct {
	enum carbon_kind kind;
	const char *steps; /* of the pipeline */
} pipelines[] = {
    {CARBON_OPERATIONAL, "[electricity, carbon-of-electricity]"},
    {CARBON_LOST, "[electricity, carbon-of-electricity]"},
    {CARBON_EMBODIED, "[carbon-of-hardware]"},
    {CARBON_OTHER, "[carbon-of-other]"},
};

static const char plugins[] =
    "initialize:\n"
    "  plugins:\n"
    "    electricity:\n"
    "      path: builtin\n"
    "      method: Multiply\n"
    "      config:\n"
    "        input-parameters: [energy, grid/carbon-intensity]\n"
    "        output-parameter: carbon-operational\n"
    "      parameter-metadata:\n"
    "        inputs:\n"
    "          energy:\n"
    "            unit: kWh\n"
    "            description: electricity at the meter of the facility, or lost before it\n"
    "            aggregation-method: {time: sum, component: sum}\n"
    "          grid/carbon-intensity:\n"
    "            unit: gCO2e/kWh\n"
    "            description: location-based, weighted by energy\n"
    "            aggregation-method: {time: avg, component: avg}\n"
    "        outputs:\n"
    "          carbon-operational:\n"
    "            unit: gCO2e\n"
    "            description: emissions of electricity\n"
    "            aggregation-method: {time: sum, component: sum}\n";

static void add_sum(struct manifest *manifest, const char *name, const char *input)
{
	buffer_printf(manifest->out,
		      "    %s:\n"
		      "      path: builtin\n"
		      "      method: Sum\n"
		      "      config:\n"
		      "        input-parameters: [%s]\n"
		      "        output-parameter: carbon\n"
		      "      parameter-metadata:\n"
		      "        inputs:\n"
		      "          %s:\n"
		      "            unit: gCO2e\n"
		      "            description: part of the total\n"
		      "            aggregation-method: {time: sum, component: sum}\n"
		      "        outputs:\n"
		      "          carbon:\n"
		      "            unit: gCO2e\n"
		      "            description: emissions of greenhouse gases, location-based\n"
		      "            aggregation-method: {time: sum, component: sum}\n",
		      name, input, input);
}

static const char *timestamp(struct arena *arena, int64_t seconds)
{
	return timestamp_text(arena, seconds * TIMESTAMP_SECOND);
}

static struct carbon carbon_at(const struct manifest *manifest, size_t i)
{
	return carbon_of(&manifest->request->facts->items[i], manifest->gwp);
}

/* As if-run adds and multiplies, in its order. */
static double computed(const struct carbon *carbon)
{
	return isfinite(carbon->kwh) && isfinite(carbon->intensity)
		   ? carbon->kwh * carbon->intensity
		   : carbon->grams;
}

static void add_parameters(struct manifest *manifest, size_t i, bool outputs)
{
	const struct facts_item *facts = &manifest->request->facts->items[i];
	const struct carbon carbon = carbon_at(manifest, i);
	int64_t start_s = manifest->start_s, end_s = manifest->end_s;
	struct arena *arena = manifest->arena;

	carbon_period(manifest->request->facts, facts, &start_s, &end_s);
	buffer_printf(manifest->out,
		      "            - timestamp: %s\n"
		      "              duration: %lld\n",
		      tree_quoted(arena, timestamp(arena, start_s)),
		      (long long)(end_s - start_s));
	if (isfinite(carbon.intensity)) {
		buffer_printf(manifest->out,
			      "              energy: %s\n"
			      "              grid/carbon-intensity: %s\n",
			      plain_decimal(arena, carbon.kwh),
			      plain_decimal(arena, carbon.intensity));
		if (outputs)
			buffer_printf(manifest->out, "              carbon-operational: %s\n",
				      plain_decimal(arena, computed(&carbon)));
	} else {
		buffer_printf(manifest->out, "              %s: %s\n",
			      carbon.kind == CARBON_EMBODIED ? "carbon-embodied"
							     : "carbon-other",
			      plain_decimal(arena, carbon.grams));
	}
	if (outputs)
		buffer_printf(manifest->out, "              carbon: %s\n",
			      plain_decimal(arena, computed(&carbon)));
}

/* A loss whose energy is not known is carbon alone. */
static const char *pipeline_of(const struct carbon *carbon)
{
	enum carbon_kind kind = carbon->kind;

	if (kind != CARBON_EMBODIED && !isfinite(carbon->intensity))
		kind = CARBON_OTHER;
	for (size_t i = 0; i < sizeof pipelines / sizeof *pipelines; i++)
		if (pipelines[i].kind == kind)
			return pipelines[i].steps;
	return "[]";
}

static bool is_computed(const struct manifest *manifest, size_t i)
{
	enum carbon_kind kind = carbon_at(manifest, i).kind;

	return kind != CARBON_HOLE && kind != CARBON_NONE;
}

static void add_item(struct manifest *manifest, size_t i)
{
	const struct item_result *item = manifest->request->facts->items[i].item;
	const struct carbon carbon = carbon_at(manifest, i);

	buffer_printf(manifest->out,
		      "        %s:\n"
		      "          pipeline:\n"
		      "            compute: %s\n"
		      "          inputs:\n",
		      tree_quoted(manifest->arena, item->id), pipeline_of(&carbon));
	add_parameters(manifest, i, false);
	buffer_text(manifest->out, "          outputs:\n");
	add_parameters(manifest, i, true);
	buffer_printf(manifest->out,
		      "          aggregated:\n"
		      "            carbon: %s\n",
		      plain_decimal(manifest->arena, computed(&carbon)));
}

/* What if-run gives a group: the sum over its members, at the time of the last of them. */
static void add_sums(struct manifest *manifest, const char *indent, double sum, int64_t start_s,
		     int64_t end_s)
{
	const char *carbon = plain_decimal(manifest->arena, sum);

	buffer_printf(manifest->out,
		      "%soutputs:\n"
		      "%s  - carbon: %s\n"
		      "%s    timestamp: %s\n"
		      "%s    duration: %lld\n"
		      "%saggregated:\n"
		      "%s  carbon: %s\n",
		      indent, indent, carbon, indent,
		      tree_quoted(manifest->arena, timestamp(manifest->arena, start_s)), indent,
		      (long long)(end_s - start_s), indent, indent, carbon);
}

/* Returns the sum of its items; NaN where none of them is computed. */
static double add_stage(struct manifest *manifest, const char *stage, int64_t *start_s,
			int64_t *end_s)
{
	const struct facts *facts = manifest->request->facts;
	double sum = NAN;

	for (size_t i = 0; i < facts->assessment->item_count; i++) {
		struct carbon carbon = carbon_at(manifest, i);

		if (!text_same(facts->items[i].item->stage, stage) || !is_computed(manifest, i))
			continue;
		if (isnan(sum))
			buffer_printf(manifest->out, "    %s:\n      children:\n",
				      tree_quoted(manifest->arena, stage));
		sum = (isnan(sum) ? 0 : sum) + computed(&carbon);
		add_item(manifest, i);
		*start_s = manifest->start_s;
		*end_s = manifest->end_s;
		carbon_period(facts, &facts->items[i], start_s, end_s);
	}
	if (!isnan(sum))
		add_sums(manifest, "      ", sum, *start_s, *end_s);
	return sum;
}

/* Nothing of the total is known where nothing is. */
static bool any_computed(const struct manifest *manifest)
{
	for (size_t i = 0; i < manifest->request->assessment->item_count; i++)
		if (is_computed(manifest, i))
			return true;
	return false;
}

static void add_tree(struct manifest *manifest)
{
	const struct assessment *assessment = manifest->request->assessment;
	int64_t start_s = manifest->start_s, end_s = manifest->end_s;
	double total = 0;

	buffer_printf(manifest->out, "tree:\n  children:%s\n",
		      any_computed(manifest) ? "" : " {}");
	if (!any_computed(manifest))
		return;
	for (size_t s = 0; s < assessment->stage_count; s++) {
		double sum = add_stage(manifest, assessment->stages[s].stage, &start_s, &end_s);

		if (!isnan(sum))
			total += sum;
	}
	add_sums(manifest, "  ", total, start_s, end_s);
}

static size_t count_kind(const struct manifest *manifest, enum carbon_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < manifest->request->assessment->item_count; i++)
		count += carbon_at(manifest, i).kind == kind;
	return count;
}

/* What if-run cannot tell: the range, the holes, the credits, other criteria. */
static const char *description(struct manifest *manifest)
{
	const struct facts *facts = manifest->request->facts;
	struct buffer text = {0};
	size_t holes = count_kind(manifest, CARBON_HOLE);
	const char *copy;

	buffer_text(&text, method_headline(manifest->arena, facts));
	if (holes)
		buffer_printf(&text, " Left out, since it is not known: %s.",
			      view_count(manifest->arena, holes, "item"));
	if (manifest->request->assessment->credits)
		buffer_text(&text, " Credits are left out; nothing is netted.");
	buffer_text(&text, " Ranges and criteria other than greenhouse gases have no place in "
			   "this format.");
	if (manifest->start_s == no_start_s)
		buffer_text(&text, " Times are not stated: 1970 and a year stand for them, "
				   "and enter no product.");
	copy = arena_text(manifest->arena, text.text);
	buffer_free(&text);
	return copy;
}

static void add_warnings(struct manifest *manifest)
{
	const struct diags *diags = manifest->request->diags;

	for (size_t i = 0; diags && i < diags_count(diags); i++) {
		const char *warning = export_warning(manifest->arena, diags_at(diags, i));

		if (warning)
			buffer_printf(manifest->out, "# warning: %s\n",
				      display_plain(manifest->arena, warning));
	}
}

static void add_head(struct manifest *manifest)
{
	const struct export_request *request = manifest->request;
	const char *model = request->facts->model;

	buffer_printf(manifest->out,
		      "# %s %s\n"
		      "# if-run -m THIS-FILE computes the central total again.\n",
		      RECORD_MARK, request->record);
	add_warnings(manifest);
	buffer_printf(manifest->out,
		      "name: %s\n"
		      "description: %s\n"
		      "tags:\n"
		      "  kind: software\n"
		      "  category: machine-learning-model\n",
		      tree_quoted(manifest->arena, model && *model ? model : "model"),
		      tree_quoted(manifest->arena, description(manifest)));
	if (any_computed(manifest))
		buffer_text(manifest->out, "aggregation:\n"
					   "  metrics: [carbon]\n"
					   "  type: both\n");
	buffer_text(manifest->out, plugins);
	add_sum(manifest, "carbon-of-electricity", "carbon-operational");
	add_sum(manifest, "carbon-of-hardware", "carbon-embodied");
	add_sum(manifest, "carbon-of-other", "carbon-other");
}

void export_impact_framework(const struct export_request *request, struct buffer *out)
{
	struct manifest manifest = {.request = request,
				    .arena = arena_new(),
				    .out = out,
				    .gwp = assessment_gwp(request->assessment),
				    .start_s = no_start_s,
				    .end_s = no_start_s + no_length_s};

	carbon_period(request->facts, NULL, &manifest.start_s, &manifest.end_s);
	add_head(&manifest);
	add_tree(&manifest);
	arena_free(manifest.arena);
}
