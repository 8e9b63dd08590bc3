/* Traces of Qwen-Bailian: the keys of Mooncake's traces, with seconds from the start, and the
 * chats that requests belong to (README of alibaba-edu/qwen-bailian-usagetraces-anon). */

#include <stdint.h>

#include "lca/base/csv.h"
#include "models/intake.h"
#include "models/usage.h"

static const struct usage_name names[] = {
    {USAGE_TIME, "timestamp", USAGE_SECONDS},
    {USAGE_INPUT, "input_length", USAGE_PLAIN},
    {USAGE_OUTPUT, "output_length", USAGE_PLAIN},
};

static const struct usage_plan plan = {
    .names = names,
    .count = sizeof names / sizeof *names,
    .clock = USAGE_FROM_START,
    .assumptions = (const char *const[]){usage_no_date, usage_no_cache, NULL},
};

static bool claims(const struct csv_row *header)
{
	return csv_column(header, "parent_chat_id") != SIZE_MAX &&
	       usage_has_requests(&plan, header);
}

const struct importer import_bailian = {
    .name = "qwen-bailian",
    .needs = "the keys parent_chat_id, timestamp, input_length and output_length",
    .claims = claims,
    .plan = &plan,
};
