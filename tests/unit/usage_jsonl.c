/* The fast reader of JSONL says of every line what json_select says. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/text.h"
#include "models/usage_template.h"
#include "tests/jsonl_same.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* The last one runs through others; there is no template of lines with an object there. */
static const char *const paths[] = {"time",	 "model", "usage.input", "usage.output", "cost",
				    "usage.d.x", "a.b.c", "model",	 "usage"};
enum { APART = COUNT(paths) - 1 };

static const char usual[] =
    "{\"time\":\"2026-01-01T00:00:00.534Z\",\"id\":\"req-9758\",\"model\":\"wren-8b\","
    "\"usage\":{\"input\":419,\"output\":180},\"cost\":0.25,\"a key that is longer than a "
    "block, and longer than the longest piece of a literal\":1,"
    "\"ok\":true,\"tags\":[1,{\"x\":"
    "null}]}";

/* One of each kind of line; every reader sees them alone, in a row, and after usual ones. */
static const char *const lines[] = {
    "",
    " \t\r",
    "{}",
    "{ }",
    "[]",
    "null",
    "{",
    "}",
    "{\"model\"}",
    "{\"model\":}",
    "{\"model\":\"a\",}",
    "{,\"model\":\"a\"}",
    "{\"model\":\"a\"}{\"model\":\"b\"}",
    "{\"model\":\"a\"} x",
    "{\"model\":\"a\"}\r",
    "  {\"model\" : \"a\"  ,\t\"cost\":\t1 }  \r",
    "{\"model\":\"a",
    "{\"model\":\"a\\\"}",
    "{\"model\":\"\"}",
    "{\"model\":null}",
    "{\"model\":true,\"cost\":false}",
    "{\"model\":tru}",
    "{\"model\":nul}",
    "{\"model\":nulll}",
    "{\"model\":True}",
    "{\"model\":NaN}",
    "{\"model\":\"a\\nb\"}",
    "{\"model\":\"\\u00e9\"}",
    "{\"time\":\"\\/\",\"model\":\"a\\/b\\\"c\\\\d\\b\\f\\n\\r\\t\"}",
    "{\"model\":\"a\\/\\u00e9\"}",
    "{\"model\":\"a\\/\\x\"}",
    "{\"model\":\"a\\\\\"}",
    "{\"model\":\"\\ud83d\\ude00\"}",
    "{\"model\":\"\\ud83d\"}",
    "{\"model\":\"\\ude00\"}",
    "{\"model\":\"\\u0000\"}",
    "{\"id\":\"\\u0000\"}",
    "{\"id\":\"\\ud83d\\ude00 \\\\ \\/ \\b\\f\\n\\r\\t \\\" \\u12aF\"}",
    "{\"id\":\"\\ud83d\\u0041\"}",
    "{\"id\":\"\\ud83dx\"}",
    "{\"id\":\"\\udc00\"}",
    "{\"id\":\"\\u12g4\"}",
    "{\"id\":\"\\u12\"}",
    "{\"id\":\"\\x41\"}",
    "{\"id\":\"\\",
    "{\"id\":\"a\tb\"}",
    "{\"id\":\"a\x01\"}",
    "{\"id\":\"a\x7f\"}",
    "{\"id\":\"\xff\xc3\"}",
    "{\"mod\\u0065l\":\"a\"}",
    "{\"model\":\"a\",\"model\":\"b\"}",
    "{\"model\":\"a\",\"model\":null}",
    "{\"id\":1,\"id\":2}",
    "{\"usage\":{\"input\":1},\"usage\":{\"output\":2}}",
    "{\"usage\":{\"input\":1,\"input\":2}}",
    "{\"usage\":null}",
    "{\"usage\":7}",
    "{\"usage\":[{\"input\":1}]}",
    "{\"usage\":{}}",
    "{\"usage.input\":3}",
    "{\"usage.input\":3,\"usage\":{\"input\":4}}",
    "{\"usage\":{\"input\":4},\"usage.input\":null}",
    "{\"usage\":{\"d.x\":4}}",
    "{\"usage.d\":{\"x\":4}}",
    "{\"usage\":{\"d\":{\"x\":4,\"y\":{\"z\":[]}}}}",
    "{\"a\":{\"b.c\":1}}",
    "{\"a.b\":{\"c\":1}}",
    "{\"a\":{\"b\":{\"c\":[1,2]}}}",
    "{\"a\":{\"b\":{\"c\":{\"k\":{}}}}}",
    "{\"a\":{\"b\":1}}",
    "{\"a\":5}",
    "{\"\":1}",
    "{\"\":{\"\":1}}",
    "{\"cost\":0}",
    "{\"cost\":-0}",
    "{\"cost\":00}",
    "{\"cost\":01}",
    "{\"cost\":-01}",
    "{\"cost\":-}",
    "{\"cost\":+1}",
    "{\"cost\":.5}",
    "{\"cost\":5.}",
    "{\"cost\":0.5}",
    "{\"cost\":1e5}",
    "{\"cost\":1E+5}",
    "{\"cost\":1.5e-05}",
    "{\"cost\":1e}",
    "{\"cost\":1.5e+}",
    "{\"cost\":1e5.5}",
    "{\"cost\":1.2.3}",
    "{\"cost\":1-2}",
    "{\"cost\":0x10}",
    "{\"cost\":1 2}",
    "{\"cost\":123456789012}",
    "{\"cost\":12345678901234}",
    "{\"cost\":123456789012345}",
    "{\"cost\":1234567890123456}",
    "{\"cost\":12345678901234567}",
    "{\"cost\":123456789012345678901234567890123456789012345678901234567890123456789}",
    "{\"cost\":1234567.8901234}",
    "{\"cost\":1234567.89012345}",
    "{\"cost\":12345678901234.5}",
    "{\"cost\":123456789012345.5}",
    "{\"cost\":0.123456789012345678901234567890123456789}",
    "{\"tags\":[]}",
    "{\"tags\":[ ]}",
    "{\"tags\":[1,]}",
    "{\"tags\":[,1]}",
    "{\"tags\":[1 2]}",
    "{\"tags\":[1,2}",
    "{\"tags\":[1,2]]}",
    "{\"tags\":{\"x\":1]}",
    "{\"tags\":{\"x\":[{\"y\":{}},[],[[]],\"z\"]}}",
    "{\"tags\":{\"x\"}}",
    "{\"tags\":{\"x\":1,}}",
    "{\"tags\":{1:1}}",
    "{\"tags\":{} ,\"cost\":1}",
    "{\"k1234567890123456789012345678901234567890123456789012345678901234567890123456789"
    "0\":1}",
    "{\"model\":\"a string that is longer than any block of bytes that is looked at "
    "in one go, so "
    "that its end lies in the second or third of them\"}",
    "{\"id\":\"a string with its escape just where a block "
    "ends...............................\\\""
    "................................\\u0041..................................\"}",
    "\xef\xbb\xbf{\"model\":\"a\"}",
    "// {}",
};

static void require_same(const char *text, size_t length, struct jsonl_same *sum)
{
	const struct usage_walker *walkers[USAGE_WALKERS];
	size_t count = usage_walkers(walkers);

	for (size_t i = 0; i < 2 * count; i++) {
		struct jsonl_same same = jsonl_same(
		    text, length, paths, i < count ? APART : COUNT(paths), walkers[i % count]);

		if (same.difference)
			fail_msg("walker %s: %.*s", walkers[i % count]->name,
				 (int)strcspn(same.difference, "\n"), same.difference);
		if (i >= count)
			continue;
		sum->lines += same.lines;
		sum->records += same.records;
		sum->predicted += same.predicted;
	}
}

static void each_line_alone_and_after_usual_ones(void **state)
{
	struct jsonl_same sum = {0};
	struct buffer text = {0}, all = {0};
	(void)state;

	for (size_t i = 0; i < COUNT(lines); i++) {
		require_same(lines[i], strlen(lines[i]), &sum);
		text.length = 0;
		buffer_printf(&text, "%s\n%s\n%s\n", usual, lines[i], usual);
		require_same(text.text, text.length, &sum);
		buffer_printf(&all, "%s\n", lines[i]);
	}
	require_same(all.text, all.length, &sum);
	buffer_free(&text);
	buffer_free(&all);
}

/* Every byte of a usual line in turn is replaced, left out, doubled. */
static void each_byte_of_a_line_changed(void **state)
{
	static const char bytes[] = "\"\\{}[]:,. \t\r0-1eEtn/u\x01\x7f\x80";
	const size_t length = strlen(usual);
	struct jsonl_same sum = {0};
	struct buffer text = {0};
	(void)state;

	for (size_t i = 0; i < length; i++) {
		text.length = 0;
		buffer_printf(&text, "%s\n%.*s%s\n", usual, (int)i, usual, usual + i + 1);
		buffer_printf(&text, "%.*s%s\n", (int)i + 1, usual, usual + i);
		for (size_t k = 0; k < sizeof bytes; k++) {
			buffer_printf(&text, "%s\n%.*s", usual, (int)i, usual);
			buffer_add(&text, &bytes[k], 1); /* the last one is NUL */
			buffer_printf(&text, "%s\n", usual + i + 1);
		}
		require_same(text.text, text.length, &sum);
	}
	assert_true(sum.predicted > sum.lines / 2);
	buffer_free(&text);
}

/* Wanted strings with escapes, of all lengths. */
static void escapes_in_wanted_strings(void **state)
{
	struct jsonl_same sum = {0};
	struct buffer text = {0};
	(void)state;

	for (int length = 0; length < 4200; length += 47) {
		buffer_text(&text, "{\"time\":\"1\\/2\",\"model\":\"");
		buffer_pad(&text, 'x', (size_t)length);
		buffer_text(&text, "\\/y\",\"cost\":\"\\\"\"}\n");
	}
	require_same(text.text, text.length, &sum);
	assert_true(sum.predicted > sum.records / 3);
	buffer_free(&text);
}

static uint64_t draw(uint64_t *state, uint64_t below)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (*state >> 33) % below;
}

static void add_value(struct buffer *text, uint64_t *seed, int depth)
{
	static const char *const values[] = {
	    "1",    "0",    "-1.5",	 "1e-05",      "true", "false",
	    "null", "\"\"", "\"wren\"",	 "\"a\\nb\"",  "12.5", "\"\\u00e9\"",
	    "[]",   "{}",   "[1,\"]\"]", "{\"a\":[]}",
	};
	static const char *const keys[] = {"model", "usage", "input",	   "output", "cost",
					   "time",  "a",     "b",	   "c",	     "d",
					   "x",	    "b.c",   "usage.input"};
	uint64_t count;

	if (depth == 0 || draw(seed, 3) > 0) {
		buffer_text(text, values[draw(seed, COUNT(values))]);
		return;
	}
	buffer_text(text, "{");
	count = draw(seed, 5);
	for (uint64_t i = 0; i < count; i++) {
		buffer_printf(text, "%s\"%s\":", i > 0 ? "," : "",
			      keys[draw(seed, COUNT(keys))]);
		add_value(text, seed, depth - 1);
	}
	buffer_text(text, "}");
}

/* Lines of a few keys and values at random, some of them broken. */
static void made_up_lines(void **state)
{
	uint64_t seed = 20;
	struct jsonl_same sum = {0};
	struct buffer text = {0};
	(void)state;

	for (int round = 0; round < 400; round++) {
		text.length = 0;
		for (int line = 0; line < 8; line++) {
			size_t start = text.length;

			buffer_printf(&text, "{\"usage\":");
			add_value(&text, &seed, 3);
			buffer_text(&text, ",\"a\":");
			add_value(&text, &seed, 3);
			buffer_text(&text, "}");
			if (draw(&seed, 4) == 0)
				text.text[start + draw(&seed, text.length - start)] =
				    "\"\\{},:0n"[draw(&seed, 8)];
			buffer_text(&text, "\n");
		}
		require_same(text.text, text.length, &sum);
	}
	assert_true(sum.records > 4 * sum.lines / 10 && sum.predicted > sum.lines / 8);
	buffer_free(&text);
}

static void deep_lines(void **state)
{
	static const int depths[] = {2, 15, 16, 17, 62, 63, 64, 65, 510, 511, 512, 513, 5000};
	struct jsonl_same sum = {0};
	struct buffer text = {0};
	(void)state;

	for (size_t i = 0; i < COUNT(depths); i++) {
		for (int way = 0; way < 3; way++) {
			text.length = 0;
			buffer_text(&text, "{\"usage\":");
			for (int k = 1; k < depths[i]; k++)
				buffer_text(&text, (k + way) % 3 ? "[" : "{\"d\":");
			buffer_text(&text, "1");
			for (int k = depths[i] - 1; k > 0; k--)
				buffer_text(&text, (k + way) % 3 ? "]" : "}");
			buffer_text(&text, "}");
			require_same(text.text, text.length, &sum);
		}
	}
	buffer_free(&text);
}

static void long_lines(void **state)
{
	struct jsonl_same sum = {0};
	struct buffer text = {0};
	(void)state;

	for (int line = 0; line < 3; line++) {
		buffer_text(&text, "{\"model\":\"wren\",\"prompt\":\"");
		for (int i = 0; i < 40000 + line; i++)
			buffer_text(&text,
				    i % 7 ? "plain words of a prompt, " : "\\\"\\u00e9\\n");
		buffer_printf(&text, "\",\"usage\":{\"input\":%d}}\n", line);
	}
	require_same(text.text, text.length, &sum);
	assert_true(sum.predicted >= sum.records - sum.records / 6 - 1);
	buffer_free(&text);
}

/* A few bytes and many kilobytes; with no mark for long, and nothing but marks. */
static void lines_of_all_lengths(void **state)
{
	static const char *const pieces[] = {
	    "plain words of a prompt, ", "\\\"", "\\\\", "\\n", "\\u00e9", "x"};
	struct jsonl_same sum = {0};
	struct buffer text = {0};
	uint64_t seed = 5;
	(void)state;

	for (int line = 0; line < 300; line++) {
		uint64_t most = draw(&seed, 3) ? 20 : 4000, count = draw(&seed, most);
		const char *piece = pieces[draw(&seed, COUNT(pieces))];

		buffer_text(&text, "{\"model\":\"wren\",\"prompt\":\"");
		for (uint64_t i = 0; i < count; i++)
			buffer_text(&text, piece);
		buffer_printf(&text, "\",\"usage\":{\"input\":%d}}%s\n", line,
			      draw(&seed, 20) ? "" : "}");
	}
	require_same(text.text, text.length, &sum);
	assert_true(sum.predicted > sum.records * 9 / 10);
	buffer_free(&text);
}

/* What the templates are for: values change, keys do not. */
static void usual_lines_are_predicted(void **state)
{
	struct jsonl_same sum = {0};
	struct buffer text = {0};
	(void)state;

	for (int i = 0; i < 1000; i++)
		buffer_printf(
		    &text,
		    "{\"time\": \"2026-01-01T00:00:%02dZ\", \"user\": \"a\\\"%d\\/\", "
		    "\"model\": \"wren\", \"usage\": {\"input\": %d, \"output\": %d%s}, "
		    "\"cost\": %s}\r\n",
		    i % 60, i, i * i, i, i % 10 ? "" : ", \"d\": {\"x\": 1}",
		    i % 3 ? "1.5e-06" : "null");
	require_same(text.text, text.length, &sum);
	assert_int_equal(sum.records * 1001, sum.lines * 1000);
	assert_true(sum.records - sum.predicted <= 2 * 3);
	buffer_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_line_alone_and_after_usual_ones),
	    cmocka_unit_test(each_byte_of_a_line_changed),
	    cmocka_unit_test(made_up_lines),
	    cmocka_unit_test(deep_lines),
	    cmocka_unit_test(long_lines),
	    cmocka_unit_test(escapes_in_wanted_strings),
	    cmocka_unit_test(lines_of_all_lengths),
	    cmocka_unit_test(usual_lines_are_predicted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
