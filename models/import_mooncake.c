/* Mooncake traces: JSON lines with milliseconds from the start and the lengths of input and
 * output in tokens. hash_ids name blocks of input that may be shared; whether they were in a
 * cache is not told. */

#include <stdint.h>

#include "lca/base/csv.h"
#include "models/intake.h"
#include "models/usage.h"

static const struct usage_name names[] = {
    {USAGE_TIME, "timestamp", USAGE_MILLISECONDS},
    {USAGE_INPUT, "input_length", USAGE_PLAIN},
    {USAGE_OUTPUT, "output_length", USAGE_PLAIN},
};

static const struct usage_plan plan = {
    .names = names,
    .count = sizeof names / sizeof *names,
    .clock = USAGE_FROM_START,
    .assumptions = (const char *const[]){usage_no_date, usage_no_cache, NULL},
};

/* Lengths may be those of texts in other logs: nothing but these keys, or hash_ids beside them.
 * Traces of Qwen-Bailian have these keys, too, and seconds. */
static bool claims(const struct csv_row *header)
{
	bool is_whole = header->count <= 3 || csv_column(header, "hash_ids") != SIZE_MAX;

	return is_whole && csv_column(header, "parent_chat_id") == SIZE_MAX &&
	       usage_has_requests(&plan, header);
}

const struct importer import_mooncake = {
    .name = "mooncake",
    .needs = "the keys timestamp, input_length and output_length",
    .claims = claims,
    .plan = &plan,
};
