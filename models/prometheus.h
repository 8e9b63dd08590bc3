#ifndef MODELS_PROMETHEUS_H
#define MODELS_PROMETHEUS_H

/*
 * Lines of the Prometheus text exposition format (0.0.4) and of OpenMetrics.
 *
 * A sample is a name, labels, a value and perhaps a time. The name may stand before the braces,
 * quoted inside them ({"a.b", x="1"}), or be the label __name__ (as dumps of a database write
 * it). An exemplar behind the value (# {...} 1) is not read. Texts of a sample are slices of
 * the reader's copy of the line, without escapes, NUL-terminated, valid until the next line.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum { PROMETHEUS_LABELS = 64 }; /* of one sample; a line with more is bad */

struct prometheus_label {
	const char *name, *value;
};

struct prometheus_sample {
	const char *name;
	size_t label_count;
	const struct prometheus_label *labels; /* without __name__ */
	double value;			       /* NaN and infinities as written */
	bool timed;
	int64_t time; /* nanoseconds since 1970 UTC */
};

enum prometheus_line {
	PROMETHEUS_SAMPLE,
	PROMETHEUS_COMMENT, /* blank, HELP, TYPE, EOF and other comments */
	PROMETHEUS_BAD
};

/* Reads lines one after the other; grows with the longest line. Start with {.arena = a}. */
struct prometheus {
	struct arena *arena;
	char *text;
	size_t capacity;
	struct prometheus_label labels[PROMETHEUS_LABELS];
};

/* line[0..length): without its line end. sample is written for PROMETHEUS_SAMPLE alone. */
enum prometheus_line prometheus_read(struct prometheus *reader, const char *line, size_t length,
				     struct prometheus_sample *sample);

/* A value: a number, NaN or an infinity (ASCII case ignored) that fills text[0..length). */
bool prometheus_value(const char *text, size_t length, double *value);

/* A time, exactly: seconds where it has a fraction or an exponent, or is below 1e11 (in
 * milliseconds that would be before March 1973); milliseconds else. */
bool prometheus_time(const char *text, size_t length, int64_t *time);

/* The value of a label; "" where the sample does not have it. */
const char *prometheus_label(const struct prometheus_sample *sample, const char *name);

#endif
