#ifndef TESTS_UNIT_METRICS_FIXTURE_H
#define TESTS_UNIT_METRICS_FIXTURE_H

/* Logs of Prometheus samples with short times. */

#include <stdlib.h>

#include "tests/unit/import_fixture.h"

/* Reads a log in which @7 is the time of 2026-03-02T10:00:07Z in milliseconds. */
static inline struct log_read read_log(const char *text, const struct import_options *options)
{
	char log[4096];
	size_t length = 0;

	for (; *text && length + 32 < sizeof log; text++) {
		char *end = NULL;
		long second = *text == '@' ? strtol(text + 1, &end, 10) : 0;

		if (end)
			length += (size_t)snprintf(log + length, sizeof log - length, "%lld000",
						   1772445600LL + second);
		else
			log[length++] = *text;
		text = end ? end - 1 : text;
	}
	log[length] = '\0';
	return read_text_with(log, options);
}

static inline struct log_read
read_good_log(const char *text, const struct import_options *options, const char *what)
{
	struct log_read reading = read_log(text, options);

	if (!reading.import)
		fail_msg("%s: %s", what, diags_at(reading.diags, 0)->message);
	return reading;
}

#endif
