/* Mooncake traces: JSON lines with milliseconds from the start and the lengths of input and
 * output in tokens. hash_ids name blocks of input that may be shared; whether they were in a
 * cache is not told. */

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
    .assumptions =
	(const char *const[]){
	    "times count from the start of the trace: it has no date, so requests have no hour",
	    "no input came out of a cache: the trace does not tell", NULL},
};

static bool claims(const struct csv_row *header)
{
	return usage_has(&plan, header, USAGE_TIME) && usage_has(&plan, header, USAGE_INPUT) &&
	       usage_has(&plan, header, USAGE_OUTPUT);
}

const struct importer import_mooncake = {
    .name = "mooncake",
    .needs = "the keys timestamp, input_length and output_length",
    .claims = claims,
    .plan = &plan,
};
