/* Any lines are samples whose texts lie within the line, comments or bad. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "models/prometheus.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_sample(const struct prometheus_sample *sample, size_t length)
{
	size_t texts = strlen(sample->name);

	if (texts == 0 || sample->label_count > PROMETHEUS_LABELS)
		abort();
	for (size_t i = 0; i < sample->label_count; i++)
		texts += strlen(sample->labels[i].name) + strlen(sample->labels[i].value);
	if (texts > length)
		abort();
	(void)prometheus_label(sample, "UUID");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data, *end = text + size;
	struct arena *arena = arena_new();
	struct prometheus reader = {.arena = arena};
	struct prometheus_sample sample;

	while (text < end) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		size_t length = (size_t)((stop ? stop : end) - text);

		if (prometheus_read(&reader, text, length, &sample) == PROMETHEUS_SAMPLE)
			check_sample(&sample, length);
		text += length + 1;
	}
	arena_free(arena);
	return 0;
}
