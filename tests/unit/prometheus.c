/* Lines of the Prometheus text format. */

#include "tests/near.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "lca/base/arena.h"
#include "models/prometheus.h"
#include "models/timestamp.h"

/* "name;a=1;b=2" */
static void show(char *text, size_t size, const struct prometheus_sample *sample)
{
	size_t length = (size_t)snprintf(text, size, "%s", sample->name);

	for (size_t i = 0; i < sample->label_count && length < size; i++)
		length += (size_t)snprintf(text + length, size - length, ";%s=%s",
					   sample->labels[i].name, sample->labels[i].value);
}

static enum prometheus_line read_line(struct prometheus *reader, const char *line,
				      struct prometheus_sample *sample)
{
	return prometheus_read(reader, line, strlen(line), sample);
}

static void reads_samples(void **state)
{
	static const struct {
		const char *line, *shown;
		double value;
		const char *time; /* NULL: without */
	} cases[] = {
	    {"up 1", "up", 1, NULL},
	    {"  up   1  ", "up", 1, NULL},
	    {"up\t1\t1767600000000", "up", 1, "2026-01-05T08:00:00Z"},
	    {"up{} 1", "up", 1, NULL},
	    {"up{a=\"1\"}2", "up;a=1", 2, NULL},
	    {"vllm:prompt_tokens_total{engine=\"0\",model_name=\"m/8b\"} 4.892301e+06",
	     "vllm:prompt_tokens_total;engine=0;model_name=m/8b", 4892301, NULL},
	    {"x{ a = \"1\" , b=\"2\", } 3 1767600000123", "x;a=1;b=2", 3,
	     "2026-01-05T08:00:00.123Z"},
	    {"x {a=\"1\"} 3", "x;a=1", 3, NULL},
	    {"x{a=\"q \\\" b \\\\ n \\n e\"} 1", "x;a=q \" b \\ n \n e", 1, NULL},
	    {"x{a=\"{}=, #\"} 1", "x;a={}=, #", 1, NULL},
	    {"x{a=\"\"} 1", "x;a=", 1, NULL},
	    {"x{a=\"caf\xc3\xa9\"} 1", "x;a=caf\xc3\xa9", 1, NULL},
	    {"{__name__=\"x\",a=\"1\"} 1", "x;a=1", 1, NULL},
	    {"{\"my.metric\",\"a.b\"=\"1\"} 1", "my.metric;a.b=1", 1, NULL},
	    {"x 1 1767600000", "x", 1, "2026-01-05T08:00:00Z"},
	    {"x 1 1767600000.123456789", "x", 1, "2026-01-05T08:00:00.123456789Z"},
	    {"x 1 1767600000.1234567891", "x", 1, "2026-01-05T08:00:00.123456789Z"},
	    {"x 1 1.7676e+09", "x", 1, "2026-01-05T08:00:00Z"},
	    {"x 1 -1000", "x", 1, "1969-12-31T23:43:20Z"},
	    {"x 1 -1.5", "x", 1, "1969-12-31T23:59:58.5Z"},
	    {"x 1 1767600000 # {trace_id=\"a\"} 0.5", "x", 1, "2026-01-05T08:00:00Z"},
	    {"x_bucket{le=\"+Inf\"} 1 # {trace_id=\"a\"} 0.5 1.0", "x_bucket;le=+Inf", 1, NULL},
	    {"x 1\r", "x", 1, NULL},
	    {"x -2.5e-3", "x", -0.0025, NULL},
	    {"x +Inf", "x", INFINITY, NULL},
	    {"x inf", "x", INFINITY, NULL},
	    {"x -Inf", "x", -INFINITY, NULL},
	    {"x 9223372036854775794", "x", 9223372036854775794.0, NULL},
	};
	struct arena *arena = arena_new();
	struct prometheus reader = {.arena = arena};
	char shown[256];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct prometheus_sample sample;

		if (read_line(&reader, cases[i].line, &sample) != PROMETHEUS_SAMPLE)
			fail_msg("'%s' is not read", cases[i].line);
		show(shown, sizeof shown, &sample);
		assert_string_equal(shown, cases[i].shown);
		if (!(sample.value == cases[i].value))
			fail_msg("'%s': value %g", cases[i].line, sample.value);
		if (sample.timed != (cases[i].time != NULL))
			fail_msg("'%s': time", cases[i].line);
		if (cases[i].time)
			assert_string_equal(timestamp_text(arena, sample.time), cases[i].time);
	}
	arena_free(arena);
}

static void reads_nan(void **state)
{
	static const char *const lines[] = {"x NaN", "x nan 1767600000000", "x{a=\"1\"} NaN"};
	struct arena *arena = arena_new();
	struct prometheus reader = {.arena = arena};

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct prometheus_sample sample = {.value = 1};

		assert_int_equal(read_line(&reader, lines[i], &sample), PROMETHEUS_SAMPLE);
		if (!isnan(sample.value))
			fail_msg("'%s': %g", lines[i], sample.value);
	}
	arena_free(arena);
}

static void passes_over_comments(void **state)
{
	static const char *const lines[] = {"",	       "   ",	  "# HELP x a \"text\" {",
					    "# EOF",   "#",	  "# TYPE x counter",
					    "\t# x 1", "# x 1 1", "\r"};
	struct arena *arena = arena_new();
	struct prometheus reader = {.arena = arena};

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct prometheus_sample sample;

		if (read_line(&reader, lines[i], &sample) != PROMETHEUS_COMMENT)
			fail_msg("'%s' is no comment", lines[i]);
	}
	arena_free(arena);
}

static void refuses_what_is_no_sample(void **state)
{
	static const char *const lines[] = {
	    "x",
	    "x{",
	    "x{}",
	    "x{a} 1",
	    "x{a=1} 1",
	    "x{a=\"1} 1",
	    "x{a=\"1\\\"} 1",
	    "x{a=\"\\t\"} 1",
	    "x{a=\"\\",
	    "x{a=\"1\" b=\"2\"} 1",
	    "x{,} 1",
	    "x{1a=\"1\"} 1",
	    "x{a-b=\"1\"} 1",
	    "x{\"y\"} 1",
	    "x{__name__=\"y\"} 1",
	    "{a=\"1\"} 1",
	    "{\"\"} 1",
	    "1x 2",
	    "x 1,5",
	    "x 1 2 3",
	    "x 1 now",
	    "x 1 1767600000-",
	    "x 1 99999999999999999999",
	    "x 1 9300000000.5",
	    "x one",
	    "x 0x1p3",
	    "x 1e999",
	    "x +-Inf",
	    "x infinit",
	    "{\"data\": 1}",
	    "time,power",
	    "-",
	};
	struct arena *arena = arena_new();
	struct prometheus reader = {.arena = arena};

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct prometheus_sample sample;

		if (read_line(&reader, lines[i], &sample) != PROMETHEUS_BAD)
			fail_msg("'%s' is read", lines[i]);
	}
	assert_int_equal(prometheus_read(&reader, "x 1\0", 4, &(struct prometheus_sample){0}),
			 PROMETHEUS_BAD);
	arena_free(arena);
}

static void holds_a_line_of_many_labels(void **state)
{
	struct arena *arena = arena_new();
	struct prometheus reader = {.arena = arena};
	struct prometheus_sample sample;
	char line[4096];
	size_t length;

	(void)state;
	for (int labels = PROMETHEUS_LABELS; labels <= PROMETHEUS_LABELS + 1; labels++) {
		length = (size_t)snprintf(line, sizeof line, "x{");
		for (int i = 0; i < labels; i++)
			length += (size_t)snprintf(line + length, sizeof line - length,
						   "l%d=\"v\",", i);
		snprintf(line + length, sizeof line - length, "} 1");
		assert_int_equal(read_line(&reader, line, &sample), labels > PROMETHEUS_LABELS
									? PROMETHEUS_BAD
									: PROMETHEUS_SAMPLE);
	}
	arena_free(arena);
}

static void finds_labels(void **state)
{
	struct arena *arena = arena_new();
	struct prometheus reader = {.arena = arena};
	struct prometheus_sample sample;

	(void)state;
	assert_int_equal(read_line(&reader, "x{a=\"1\",b=\"2\"} 1", &sample),
			 PROMETHEUS_SAMPLE);
	assert_string_equal(prometheus_label(&sample, "b"), "2");
	assert_string_equal(prometheus_label(&sample, "c"), "");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_samples),
	    cmocka_unit_test(reads_nan),
	    cmocka_unit_test(passes_over_comments),
	    cmocka_unit_test(refuses_what_is_no_sample),
	    cmocka_unit_test(holds_a_line_of_many_labels),
	    cmocka_unit_test(finds_labels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
