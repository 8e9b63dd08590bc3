/* LiteLLM's daily tables (LiteLLM_DailyUserSpend, ...TeamSpend and the like): a row is a day of
 * one user, key and model. */

#include <stdint.h>

#include "lca/base/csv.h"
#include "models/intake.h"
#include "models/usage.h"

static const struct usage_name names[] = {
    {USAGE_TIME, "date", USAGE_PLAIN},
    {USAGE_MODEL, "model", USAGE_PLAIN},
    {USAGE_REQUESTS, "api_requests", USAGE_PLAIN},
    {USAGE_FAILED, "failed_requests", USAGE_PLAIN},
    {USAGE_INPUT, "prompt_tokens", USAGE_PLAIN},
    {USAGE_CACHED, "cache_read_input_tokens", USAGE_PLAIN},
    {USAGE_OUTPUT, "completion_tokens", USAGE_PLAIN},
};

static const char *const assumptions[] = {
    "a row is a day: its hour is the first of that day",
    "requests answered from the gateway's cache are not told apart in daily tables", NULL};

static const struct usage_plan plan = {
    .names = names,
    .count = sizeof names / sizeof *names,
    .assumptions = assumptions,
};

static bool claims(const struct csv_row *header)
{
	return csv_column(header, "date") != SIZE_MAX &&
	       csv_column(header, "api_requests") != SIZE_MAX &&
	       csv_column(header, "failed_requests") != SIZE_MAX &&
	       csv_column(header, "prompt_tokens") != SIZE_MAX &&
	       csv_column(header, "completion_tokens") != SIZE_MAX;
}

const struct importer import_litellm_daily = {
    .name = "litellm-daily",
    .needs = "the fields date, api_requests, failed_requests, prompt_tokens and "
	     "completion_tokens",
    .claims = claims,
    .plan = &plan,
};
