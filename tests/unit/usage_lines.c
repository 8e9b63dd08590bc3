/* JSONL by blocks and threads gives what record by record gives, to the last byte. */

#include <stdlib.h>
#include <string.h>

#include "lca/base/text.h"
#include "reports/write_json.h"
#include "tests/unit/import_fixture.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void ignore(void *of, const char *text, size_t length)
{
	(void)of;
	(void)text;
	(void)length;
}

/* The whole result as JSON, or what went wrong. Rejects are kept by the careful path alone. */
static void import_as_json(const struct buffer *log, unsigned threads, bool careful,
			   uint64_t max_bytes, struct buffer *json)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct import_options options = {.threads = threads,
					 .most_bad = 1,
					 .max_bytes = max_bytes,
					 .reject = careful ? ignore : NULL};
	const struct import *import =
	    import_read_text(arena, "log.jsonl", log->text, log->length, &options, diags);

	json->length = 0;
	if (import)
		json_import(&(struct import_report){.import = import}, diags, json);
	for (size_t i = 0; i < diags_count(diags); i++)
		buffer_printf(json, "%d: %s\n", (int)diags_at(diags, i)->place.line,
			      diags_at(diags, i)->message);
	arena_free(arena);
}

/* Where two texts differ, for a message. */
static const char *difference(const char *a, const char *b)
{
	size_t at = 0;

	while (a[at] && a[at] == b[at])
		at++;
	while (at > 0 && a[at - 1] != '\n')
		at--;
	return a + at;
}

static void require_same(const struct buffer *log, uint64_t max_bytes)
{
	static const unsigned threads[] = {1, 2, 5};
	struct buffer want = {0}, got = {0};

	import_as_json(log, 1, true, max_bytes, &want);
	for (size_t i = 0; i < COUNT(threads); i++) {
		import_as_json(log, threads[i], false, max_bytes, &got);
		if (strcmp(got.text, want.text) != 0)
			fail_msg("%u threads: %.300s\nnot %.300s", threads[i],
				 difference(got.text, want.text),
				 difference(want.text, got.text));
	}
	buffer_free(&want);
	buffer_free(&got);
}

static uint64_t draw(uint64_t *state, uint64_t below)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (*state >> 33) % below;
}

/* What a field may be instead of what it usually is. */
static const char *const odd_counts[] = {
    "-1", "1.5", "12.0", "1e3", "null", "\"7\"", "true", "99999999999999999999", "[3]"};
static const char *const odd_energies[] = {
    "null", "0.5", "1e-3", "-2", "\"3.25\"", "12345", "0.00000000012345", "1e400"};
static const char *const odd_states[] = {"null",       "\"\"", "\" 200 \"", "\"success\"",
					 "\"teapot\"", "2e2",  "429",	    "\"200\""};
static const char *const odd_times[] = {
    "2026-01-05T25:00:00Z", "2026-01-05T10:77:00Z", " 2026-01-05T10:00:00Z",
    "2026-01-05T10:00:00",  "2026-01-05",	    "2026-01-05T10:00:00+02:00",
    "1767225600",	    "2026-02-30T10:00:00Z"};
static const char *const odd_models[] = {"\\u006dod\\\"el", " tern ",  "", "auk",
					 "heron\\/70b",	    "\\tterek"};
static const char *const odd_lines[] = {
    "", "  ", "\r", "{}", "[]", "not JSON", "{\"timestamp\":", "{\"model\":\"a\"} x"};

#define DRAW(table, seed) ((table)[draw(seed, COUNT(table))])

enum odd {
	ODD_LINE,
	ODD_TIME,
	ODD_MODEL,
	ODD_COUNT,
	ODD_ENERGY,
	ODD_STATUS,
	ODD_TOTAL,
	ODD_TWICE
};
enum { ODDS = ODD_TWICE + 1 };

static void add_tokens(struct buffer *log, uint64_t *seed, enum odd odd, unsigned form)
{
	int input = (int)draw(seed, 9000), output = (int)draw(seed, 900);

	if (odd == ODD_COUNT)
		buffer_printf(log, "\"usage\":{\"prompt_tokens\":%s,", DRAW(odd_counts, seed));
	else
		buffer_printf(log, "\"usage\":{\"prompt_tokens\":%d,", input);
	if (form == 1)
		buffer_printf(log, "\"prompt_tokens_details\":{\"cached_tokens\":%d},",
			      (int)draw(seed, 9) ? input / 2 : input + 1);
	buffer_printf(log, "\"completion_tokens\":%d", output);
	if (form < 3 && odd == ODD_TOTAL && draw(seed, 3))
		buffer_printf(log, ",\"total_tokens\":%s", DRAW(odd_counts, seed));
	else if (form < 3)
		buffer_printf(log, ",\"total_tokens\":%d", input + output + (odd == ODD_TOTAL));
	buffer_text(log, "},");
}

/* A request as a gateway writes it; one of `odd` has something unusual about it. Lines have one
 * of four templates. */
static void add_request(struct buffer *log, uint64_t *seed, uint64_t odd)
{
	enum odd kind = draw(seed, odd) == 0 ? (enum odd)draw(seed, ODDS) : ODDS;
	uint64_t second = draw(seed, 40 * 24 * 3600);
	unsigned form = odd == UINT64_MAX ? 0 : (unsigned)draw(seed, 4);

	if (kind == ODD_LINE) {
		buffer_printf(log, "%s\n", DRAW(odd_lines, seed));
		return;
	}
	if (kind == ODD_TIME)
		buffer_printf(log, "{\"timestamp\":\"%s\",", DRAW(odd_times, seed));
	else
		buffer_printf(log, "{\"timestamp\":\"2026-%02d-%02dT%02d:%02d:%02d.%03dZ\",",
			      (int)(1 + second / 86400 / 28), (int)(1 + second / 86400 % 28),
			      (int)(second / 3600 % 24), (int)(second / 60 % 60),
			      (int)(second % 60), (int)draw(seed, 1000));
	buffer_printf(log, "\"model\":\"%s\",\"region\":\"eu-%d\",",
		      kind == ODD_MODEL ? DRAW(odd_models, seed)
		      : draw(seed, 2)	? "wren-8b"
					: "heron-70b",
		      (int)draw(seed, 3));
	if (kind == ODD_STATUS)
		buffer_printf(log, "\"status\":%s,", DRAW(odd_states, seed));
	else if (form < 2)
		buffer_printf(log, "\"status\":%d,", draw(seed, 9) ? 200 : 500);
	add_tokens(log, seed, kind, form);
	if (kind == ODD_ENERGY)
		buffer_printf(log, "\"energy_j\":%s,", DRAW(odd_energies, seed));
	else
		buffer_printf(log, "\"energy_j\":%d.%03d,", (int)draw(seed, 900),
			      (int)draw(seed, 1000));
	buffer_printf(log, "\"latency_ms\":%d.%d%s}%s\n", (int)draw(seed, 9000),
		      (int)draw(seed, 10), kind == ODD_TWICE ? ",\"model\":\"twice\"" : "",
		      draw(seed, 100) ? "" : "\r");
}

static void make_log(struct buffer *log, uint64_t seed, size_t requests, uint64_t odd)
{
	log->length = 0;
	for (size_t i = 0; i < requests; i++)
		add_request(log, &seed, i < 3 ? UINT64_MAX : odd);
}

static void logs_of_every_size(void **state)
{
	static const size_t sizes[] = {1, 2, 3, 10, 100, 3000, 20000};
	struct buffer log = {0};
	(void)state;

	for (size_t i = 0; i < COUNT(sizes); i++) {
		make_log(&log, i, sizes[i], 1000000);
		require_same(&log, 0);
		make_log(&log, i, sizes[i], 20);
		require_same(&log, 0);
	}
	buffer_free(&log);
}

/* Odd lines when rows have long been decoded by columns. */
static void odd_lines_late(void **state)
{
	struct buffer log = {0}, odd = {0};
	(void)state;

	for (uint64_t seed = 0; seed < 5; seed++) {
		make_log(&log, seed, 3000, 1000000);
		make_log(&odd, seed + 100, 3000, 30);
		buffer_add(&log, odd.text, odd.length);
		require_same(&log, 0);
	}
	buffer_free(&log);
	buffer_free(&odd);
}

/* Lines that differ in one field behind many that do not. */
static void require_same_lines(const char *format, int count)
{
	struct buffer log = {0};

	for (int i = 0; i < 900; i++)
		buffer_printf(&log, format, i < 850 || i >= 890 ? 1 : 2, i % 60, i,
			      i < 800 ? "null" : "1.5", i + (i < 700 ? 7 : count),
			      i < 890 ? "200" : "null");
	require_same(&log, 0);
	buffer_free(&log);
}

/* A role that is empty for long, a total that is no sum late in the log, states that end. */
static void fields_that_change_late(void **state)
{
	(void)state;
	require_same_lines("{\"timestamp\":\"2026-01-%02dT00:%02d:00Z\",\"model\":\"wren\","
			   "\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":7},"
			   "\"energy_j\":%s,\"total\":%d,\"state\":%s}\n",
			   7);
	for (int total = 6; total < 9; total++)
		require_same_lines(
		    "{\"timestamp\":\"2026-01-%02dT00:%02d:00Z\",\"model\":\"wren\",\"usage\":{"
		    "\"prompt_tokens\":%d,\"completion_tokens\":7,\"x\":%s,"
		    "\"total_tokens\":%d},\"status\":%s}\n",
		    total);
	require_same_lines("{\"timestamp\":\"2026-01-%02dT00:%02d:00Z\",\"model\":\"wren\","
			   "\"input_tokens\":%d,\"energy_j\":%s,\"output_tokens\":%d,"
			   "\"status\":%s}\n",
			   7);
	require_same_lines("{\"timestamp\":\"2026-01-%02dT00:%02d:00Z\",\"model\":\"wren\","
			   "\"input_tokens\":%d,\"energy_j\":%s,\"total_tokens\":%d,"
			   "\"status\":%s}\n",
			   9);
}

static void mostly_odd_lines(void **state)
{
	struct buffer log = {0};
	(void)state;

	for (uint64_t seed = 0; seed < 20; seed++) {
		make_log(&log, seed, 500, 2);
		require_same(&log, 0);
	}
	buffer_free(&log);
}

/* Without a last line end; cut in the middle of a line. */
static void last_lines(void **state)
{
	struct buffer log = {0};
	size_t length;
	(void)state;

	make_log(&log, 7, 8000, 50);
	length = log.length;
	for (size_t cut = 1; cut < 400; cut += 7) {
		log.length = length - cut;
		require_same(&log, 0);
	}
	log.length = length;
	for (uint64_t most = 1000; most < 1400; most += 21)
		require_same(&log, most);
	require_same(&log, 1200000);
	buffer_free(&log);
}

/* Lines longer than a block of bytes that is read at once. */
static void long_lines(void **state)
{
	struct buffer log = {0};
	uint64_t seed = 3;
	(void)state;

	for (int i = 0; i < 9; i++) {
		add_request(&log, &seed, UINT64_MAX);
		log.length -= 2; /* } LF */
		if (log.text[log.length - 1] == '}')
			log.length--;
		buffer_text(&log, ",\"prompt\":\"");
		buffer_pad(&log, 'x', (size_t)i * 300000);
		buffer_text(&log, "\"}\n");
	}
	require_same(&log, 0);
	buffer_free(&log);
}

/* A line that is longer than what is read is an error that names it, whichever path reads it.
 */
static void too_long_lines(void **state)
{
	struct buffer log = {0};
	uint64_t seed = 3;
	(void)state;

	for (int i = 0; i < 3; i++)
		add_request(&log, &seed, UINT64_MAX);
	buffer_text(&log, "{\"prompt\":\"");
	buffer_pad(&log, 'x', (size_t)64 * 1024 * 1024);
	buffer_text(&log, "\"}\n");
	add_request(&log, &seed, UINT64_MAX);
	require_same(&log, 0);
	buffer_free(&log);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(logs_of_every_size), cmocka_unit_test(mostly_odd_lines),
	    cmocka_unit_test(odd_lines_late),	  cmocka_unit_test(fields_that_change_late),
	    cmocka_unit_test(last_lines),	  cmocka_unit_test(long_lines),
	    cmocka_unit_test(too_long_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
