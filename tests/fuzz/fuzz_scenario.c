/* Any bytes are a scenario that compiles and runs, or have an error: never a result with an
 * error, never neither. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "models/scenario.h"
#include "reports/reports.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Logs are files of whoever runs the fuzzer: a name made of noise is none of them, one that is
 * found may be a device. */
static bool names_a_log(const uint8_t *data, size_t size)
{
	for (size_t i = 0; i + 3 <= size; i++) {
		if (memcmp(data + i, "log", 3) == 0)
			return true;
	}
	return false;
}

static void print(const struct assessment *assessment, const struct diags *diags)
{
	const struct report_style style = {.width = 96};

	for (enum format format = 0; format < FORMAT_COUNT; format++) {
		struct buffer out = {0};

		report_itemized(assessment, diags, format, &style, &out);
		if (!out.length)
			abort();
		buffer_free(&out);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct assess_options options = {
	    .run = {.samples = 100, .seed = 1, .interval = 0.95, .threads = 1},
	    .version = "fuzz",
	    .sensitivity = true,
	};
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	const struct scenario *scenario = NULL;
	const struct assessment *assessment = NULL;
	struct factors *factors;

	if (!names_a_log(data, size))
		scenario =
		    scenario_read_text(arena, "fuzz.yaml", (const char *)data, size, diags);
	factors = factors_open(arena, &(struct factors_options){.count = 0}, diags);
	if (scenario && factors)
		assessment = assess(arena, scenario, factors, &options, diags);
	if (scenario && (assessment == NULL) != diags_has_error(diags))
		abort();
	if (assessment)
		print(assessment, diags);
	if (factors)
		factors_close(factors);
	arena_free(arena);
	return 0;
}
