/* The scenario of lca quick as text: readable, with what could be stated better as comments. */

#include <string.h>

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"
#include "models/quick.h"

/* Where comments behind a value begin, and what is too wide for one. */
enum { COMMENT_COLUMN = 34, WIDE = 60 };

struct writer {
	struct arena *arena;
	const struct quick_plan *plan;
	struct buffer *out;
	unsigned indent;
};

/* As it stands in YAML: what is typed as a mapping is YAML, names of tables may be anything. */
static const char *text_of(const struct writer *w, enum quick_id id)
{
	const char *text = w->plan->texts[id];
	bool name = id == QUICK_ACCELERATOR || id == QUICK_REGION;

	if (!text || (*text == '{' && !name))
		return text;
	return tree_scalar(w->arena, text);
}

/* "    key: value      # comment"; without a value the line is a comment of what could stand
 * there. */
static void key(struct writer *w, const char *name, const char *value, const char *example,
		const char *comment)
{
	struct buffer line = {0};
	size_t width;

	buffer_pad(&line, ' ', w->indent);
	if (value || example)
		buffer_printf(&line, "%s%s: %s", value ? "" : "# ", name,
			      value ? value : example);
	width = text_width(line.text);
	if (comment && (value || example) && width < WIDE && tree_is_one_line(comment)) {
		buffer_pad(&line, ' ', width < COMMENT_COLUMN ? COMMENT_COLUMN - width : 2);
		buffer_printf(&line, "# %s", comment);
	}
	if (value || example)
		buffer_printf(w->out, "%s\n", line.text);
	buffer_free(&line);
}

/* A comment of its own. */
static void remark(struct writer *w, const char *text)
{
	buffer_pad(w->out, ' ', w->indent);
	buffer_printf(w->out, "# %s\n", text);
}

static void site(struct writer *w)
{
	const struct region *region = w->plan->region;

	buffer_text(w->out, "\nsites:\n  main:\n");
	w->indent = 4;
	if (!region)
		remark(
		    w,
		    "without a region nothing but the stated intensity is known of the grid");
	key(w, "region", text_of(w, QUICK_REGION), NULL, region ? region->name : NULL);
	key(w, "year", text_of(w, QUICK_YEAR), "2024", "of the grid; left out: the latest row");
	key(w, "kind", text_of(w, QUICK_KIND), NULL, "picks the default PUE");
	key(w, "intensity", text_of(w, QUICK_INTENSITY), "57 gCO2e/kWh",
	    "of the supplier; left out: looked up");
	key(w, "pue", text_of(w, QUICK_PUE), "1.1", "of the data centre; left out: looked up");
}

/* One block, so that both lines of the hardware have one lifetime and one utilization. */
static void hardware(struct writer *w)
{
	buffer_text(w->out, "\nhardware:\n  cluster:\n");
	w->indent = 4;
	key(w, "note", "bought and replaced together, hence one lifetime and one utilization",
	    NULL, NULL);
	key(w, "lifetime", text_of(w, QUICK_LIFETIME), "5 yr", "until it is replaced");
	key(w, "utilization", text_of(w, QUICK_UTILIZATION), "85 %",
	    "share of that time that somebody has it");
}

static void work_by_size(struct writer *w)
{
	key(w, "parameters", text_of(w, QUICK_PARAMETERS), NULL,
	    text_of(w, QUICK_ACTIVE_PARAMETERS)
		? "all of them; those of active_parameters are computed with"
		: "hours = 6 x parameters x tokens / (peak x mfu)");
	key(w, "active_parameters", text_of(w, QUICK_ACTIVE_PARAMETERS), NULL,
	    "of each token: hours = 6 x active x tokens / (peak x mfu)");
	key(w, "tokens", text_of(w, QUICK_TOKENS), NULL, NULL);
	key(w, "precision", text_of(w, QUICK_PRECISION), "bf16",
	    "whose peak counts; left out: 16 bit");
	key(w, "mfu", text_of(w, QUICK_MFU), "0.4", "share of the peak; left out: a default");
}

/* Beside a stated power nothing of the server is counted by itself: who uncomments the one
 * line has the other in sight. */
static void host(struct writer *w)
{
	const struct quick_plan *plan = w->plan;
	bool power = text_of(w, QUICK_POWER) != NULL;

	if (!power && !plan->host_factor) {
		remark(w, "Left out, both are defaults. Beside a stated power the rest of the");
		remark(w, "server counts only by host_factor, host_power or metered_at: node:");
		remark(w, "uncomment both.");
	}
	key(w, "power", text_of(w, QUICK_POWER), "350 W",
	    power ? "mean of one accelerator" : "mean of one; left out: rating x default load");
	key(w, "host_factor", plan->host_factor, plan->host_default,
	    plan->host_factor_row ? plan->host_factor_row
				  : "energy of the server / of its accelerators");
}

static void final_run(struct writer *w)
{
	buffer_text(w->out, "\nstages:\n  training:\n    - item: final run\n");
	w->indent = 6;
	key(w, "site", "main", NULL, NULL);
	key(w, "accelerator", text_of(w, QUICK_ACCELERATOR), NULL, w->plan->accelerator->name);
	if (w->plan->way == QUICK_BY_SIZE)
		work_by_size(w);
	key(w, w->plan->way == QUICK_BY_SIZE ? "# accelerators" : "accelerators",
	    text_of(w, QUICK_ACCELERATORS), NULL,
	    w->plan->way == QUICK_BY_SIZE ? "they change how long it takes, not how much"
					  : NULL);
	key(w, "hours", text_of(w, QUICK_HOURS), NULL, NULL);
	host(w);
}

static void experiments(struct writer *w)
{
	const char *ratio = text_of(w, QUICK_EXPERIMENTS);

	if (!ratio)
		return;
	buffer_text(w->out, "    - item: experiments\n");
	key(w, "share_of", "training/final run", NULL, NULL);
	key(w, "ratio", text_same(ratio, "default") ? NULL : ratio, "1.5",
	    "times the final run; left out: a default");
}

static void idle(struct writer *w)
{
	if (!w->plan->waits)
		return;
	buffer_text(w->out,
		    "\n  # Machines that wait, and what serves them, beside those that work.\n"
		    "  idle:\n    - item: idle time\n");
	key(w, "share_of", "training", NULL, NULL);
	key(w, "ratio", text_of(w, QUICK_IDLE), "0.1",
	    "times the energy of training; left out: a default");
}

/* The making of what the accelerators stand in. */
static void machines(struct writer *w)
{
	const struct quick_plan *plan = w->plan;
	bool desktop = plan->machine == QUICK_DESKTOP;

	if (plan->machine == QUICK_NO_MACHINE)
		return;
	buffer_printf(w->out, "    - item: %s\n", desktop ? "computers" : "servers");
	key(w, "hardware", "cluster", NULL, NULL);
	key(w, "device", desktop ? "desktop-without-gpus" : "server-without-gpus", NULL,
	    desktop ? "no figure is known; impact: 300 kgCO2e in its place states it"
		    : "impact: 2500 kgCO2e x/ 1.3 in its place states it");
	key(w, "accelerators", plan->per_machine, NULL, plan->per_machine_source);
	key(w, "device_hours", "{from: training}", NULL, NULL);
}

static void embodied(struct writer *w)
{
	bool processor = text_same(w->plan->accelerator->kind, "cpu");

	buffer_printf(w->out, "\n  embodied:\n    - item: %s\n",
		      processor ? "processors" : "accelerators");
	key(w, "hardware", "cluster", NULL, NULL);
	key(w, "device", text_of(w, QUICK_ACCELERATOR), NULL,
	    processor ? "impact: 1300 kgCO2e of their server in its place states it"
		      : "impact: 150 kgCO2e x/ 1.3 in its place states it");
	if (processor)
		key(w, "accelerators", NULL, "2", "processors that such a server holds");
	key(w, "device_hours", "{from: training}", NULL, NULL);
	machines(w);
}

static void excluded(struct writer *w)
{
	buffer_text(w->out, "\nexcluded:\n");
	if (!w->plan->waits)
		buffer_text(w->out, "  - {stage: idle, reason: 'an office computer, nothing is "
				    "known of how long it waits; --idle counts it'}\n");
	buffer_text(w->out, "  - {stage: inference, reason: an estimate of training alone}\n"
			    "  - {stage: other, reason: 'storage, network and staff are not "
			    "estimated'}\n");
}

/* "64 x NVIDIA A100 for 100 h", "671B parameters (37B active), 14T tokens on NVIDIA A100". */
static const char *work_name(struct arena *arena, const struct quick_plan *plan)
{
	const char *thing = plan->accelerator->name;
	const char *active = plan->typed->given[QUICK_ACTIVE_PARAMETERS];

	if (plan->way == QUICK_BY_HOURS)
		return arena_printf(arena, "%s x %s for %s", plan->texts[QUICK_ACCELERATORS],
				    thing, plan->texts[QUICK_HOURS]);
	return arena_printf(
	    arena, "%s parameters%s, %s tokens on %s%s%s", plan->typed->given[QUICK_PARAMETERS],
	    active ? arena_printf(arena, " (%s active)", active) : "",
	    plan->typed->given[QUICK_TOKENS],
	    plan->texts[QUICK_ACCELERATORS] ? plan->texts[QUICK_ACCELERATORS] : "",
	    plan->texts[QUICK_ACCELERATORS] ? " x " : "", thing);
}

const char *quick_name(struct arena *arena, const struct quick_plan *plan)
{
	const char *work = work_name(arena, plan);

	if (!plan->region)
		return work;
	return arena_printf(arena, "%s in %s", work, plan->region->code);
}

void quick_yaml(struct arena *arena, const struct quick_plan *plan, struct buffer *out)
{
	struct writer w = {.arena = arena, .plan = plan, .out = out};

	buffer_text(
	    out, "# An estimate by lca quick: what is not stated is looked up or a default.\n"
		 "# State what you know better, then lca run this file. lca keys, lca units\n"
		 "# and lca factors search WORD tell what may be typed.\n\n"
		 "lca: 1\n");
	buffer_printf(out, "name: %s\n", tree_quoted(arena, quick_name(arena, plan)));
	site(&w);
	hardware(&w);
	final_run(&w);
	experiments(&w);
	idle(&w);
	embodied(&w);
	excluded(&w);
}
