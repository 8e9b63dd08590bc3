/* BurstGPT traces: times in seconds from the first midnight of the trace. A response of 0
 * tokens is a request that failed (README of HPMLL/BurstGPT); its prompt was read all the same.
 */

#include "models/intake.h"
#include "models/usage.h"

static const struct usage_name names[] = {
    {USAGE_TIME, "Timestamp", USAGE_SECONDS},
    {USAGE_MODEL, "Model", USAGE_PLAIN},
    {USAGE_INPUT, "Request tokens", USAGE_PLAIN},
    {USAGE_OUTPUT, "Response tokens", USAGE_PLAIN},
    {USAGE_TOTAL, "Total tokens", USAGE_PLAIN},
    {USAGE_LATENCY, "Elapsed time", USAGE_SECONDS},
};

static const struct usage_plan plan = {
    .names = names,
    .count = sizeof names / sizeof *names,
    .clock = USAGE_FROM_START,
    .fails_without_output = true,
    .assumptions =
	(const char *const[]){usage_no_date,
			      "a response of 0 tokens is a failed request; its prompt counts",
			      NULL},
};

static bool claims(const struct csv_row *header)
{
	return usage_has_requests(&plan, header);
}

const struct importer import_burstgpt = {
    .name = "burstgpt",
    .needs = "the columns Timestamp, Request tokens and Response tokens",
    .claims = claims,
    .plan = &plan,
};
