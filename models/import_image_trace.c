/* Traces of image generation of the shape of Alibaba's GenAI trace: one row per request with
 * its status, how long it ran and how many images it asked for. */

#include "models/intake.h"
#include "models/usage.h"

static const struct usage_name names[] = {
    {USAGE_TIME, "gmt_create", USAGE_PLAIN},
    {USAGE_STATUS, "predict_status", USAGE_PLAIN},
    {USAGE_LATENCY, "exec_time_seconds", USAGE_SECONDS},
    {USAGE_IMAGES, "num_images_per_prompt", USAGE_PLAIN},
};

static const char *const succeeded[] = {"SUCCEED", "PENDING", "PROCESSING", NULL};

static const struct usage_plan plan = {
    .names = names,
    .count = sizeof names / sizeof *names,
    .succeeded = succeeded,
    .needs_no_tokens = true,
    .assumptions =
	(const char *const[]){"requests that were pending or processing when the trace was "
			      "taken count as answered",
			      "images are those asked for, of failed requests too", NULL},
};

static bool claims(const struct csv_row *header)
{
	return usage_has(&plan, header, USAGE_STATUS) &&
	       usage_has(&plan, header, USAGE_LATENCY) &&
	       usage_has(&plan, header, USAGE_IMAGES);
}

const struct importer import_image_trace = {
    .name = "image-trace",
    .needs = "the columns predict_status, exec_time_seconds and num_images_per_prompt",
    .claims = claims,
    .plan = &plan,
};
