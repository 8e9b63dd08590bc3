/* The method in the few sentences that the text of a paper or a card has room for. */

#include <string.h>

#include "lca/base/arena.h"
#include "models/about.h"
#include "reports/method_parts.h"
#include "reports/view.h"

static const struct {
	const char *stage, *words;
} stages[] = {
    {"idle", "idle time"},
    {"embodied", "the manufacture of hardware"},
    {"other", "other activities"},
};

const char *method_stage(const char *stage)
{
	for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
		if (text_same(stages[i].stage, stage))
			return stages[i].words;
	return stage;
}

static void say_rows(struct method *method, enum completeness status, const char *lead)
{
	const struct assessment *assessment = method->assessment;
	size_t count = 0, told = 0;

	for (size_t i = 0; i < assessment->completeness_count; i++)
		count += assessment->completeness[i].status == status;
	if (!count)
		return;
	method_say(method, "%s", lead);
	for (size_t i = 0; i < assessment->completeness_count; i++)
		if (assessment->completeness[i].status == status)
			method_say(method, "%s%s", method_joint(told++, count),
				   method_stage(assessment->completeness[i].stage));
}

static void say_boundary(struct method *method)
{
	const struct record *record = &method->assessment->record;

	method_say(method,
		   "Emissions of greenhouse gases were estimated with lca %s and its factor "
		   "database %s",
		   record->version, record->factors_version);
	say_rows(method, COVERED, "; we include ");
	say_rows(method, EXCLUDED, "; excluded: ");
	say_rows(method, NOT_COVERED, "; not covered: ");
	method_say(method, ".");
}

/* "The work ran on NVIDIA A100 SXM4 80GB (1,082,990 accelerator hours)." */
static void say_devices(struct method *method)
{
	const struct facts *facts = method->facts;

	if (!facts->hardware_type)
		return;
	method_say(method, " The work ran on %s", facts->hardware_type);
	if (facts->hours_used)
		method_say(method, " (%s)", facts->hours_used);
	method_say(method, ".");
}

static void say_uncertainty(struct method *method)
{
	const struct assessment *assessment = method->assessment;

	if (!number_has_spread(&assessment->totals[method->gwp].statistics)) {
		method_say(method, " No input of the total is stated with an uncertainty, so "
				   "it has no range.");
		return;
	}
	method_say(method,
		   " Results are central values with %s intervals from a Monte Carlo "
		   "simulation (%s samples), in which inputs shared by several items are "
		   "sampled once.",
		   view_percent(method->arena, assessment->record.interval),
		   number_amount(method->arena, (double)assessment->record.samples));
}

void method_say_short(struct method *method)
{
	say_boundary(method);
	if (method->gwp == method->assessment->criterion_count)
		return;
	method_say_energy_short(method);
	method_say_grid(method);
	say_devices(method);
	method_say_hardware(method);
	say_uncertainty(method);
	method_say_holes(method);
}
