/* Azure LLM inference traces of 2023 and 2024, and the multimodal one of 2025: one row per
 * request with its time and token counts. NumImages are images in the request, not made by it;
 * their tokens are context tokens.
 */

#include "models/intake.h"
#include "models/usage.h"

static const struct usage_name names[] = {
    {USAGE_TIME, "TIMESTAMP", USAGE_PLAIN},
    {USAGE_INPUT, "ContextTokens", USAGE_PLAIN},
    {USAGE_OUTPUT, "GeneratedTokens", USAGE_PLAIN},
};

static const struct usage_plan plan = {
    .names = names,
    .count = sizeof names / sizeof *names,
    .assumptions = (const char *const[]){"every row is one answered request", NULL},
};

static bool claims(const struct csv_row *header)
{
	return usage_has_requests(&plan, header);
}

const struct importer import_azure = {
    .name = "azure-llm",
    .needs = "the columns TIMESTAMP, ContextTokens and GeneratedTokens",
    .claims = claims,
    .plan = &plan,
};
