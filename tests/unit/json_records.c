/* Records of every layout, long ones, cut ones; the leaves of the head of a file. */

#include <stdio.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/json.h"
#include "lca/base/source.h"
#include "lca/base/text.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* All records as "LINE:text|", BAD ones as "LINE!text|", then the codes reported. */
static char *read_all(struct arena *arena, const char *text, size_t length)
{
	struct diags *diags = diags_new(arena);
	struct source *source = source_open_text("log.json", text, length, NULL, diags);
	struct json_reader *reader = json_open(source, diags);
	struct json_record record;
	enum json_next next;
	char *result = "";
	size_t i;

	while ((next = json_next(reader, &record)) == JSON_RECORD || next == JSON_BAD)
		result = arena_printf(arena, "%s%d%c%.*s|", result, (int)record.line,
				      next == JSON_RECORD ? ':' : '!', (int)record.length,
				      record.text);
	if (next == JSON_FAILED)
		result = arena_printf(arena, "%sfailed ", result);
	for (i = 0; i < diags_count(diags); i++)
		result =
		    arena_printf(arena, "%s%s", result, diag_slug(diags_at(diags, i)->code));
	json_close(reader);
	source_close(source);
	return result;
}

static void finds_records_in_every_layout(void **state)
{
	static const struct {
		const char *text;
		const char *want;
	} cases[] = {
	    {"", ""},
	    {" \n\n", ""},
	    /* Lines. */
	    {"{\"a\":1}", "1:{\"a\":1}|"},
	    {"\xEF\xBB\xBF{\"a\":1}\r\n{\"a\":2}\r\n", "1:{\"a\":1}|2:{\"a\":2}|"},
	    {"\n {\"a\":1} \n\n\t{\"a\":2}\n", "2:{\"a\":1}|4:{\"a\":2}|"},
	    {"{\"a\":1}\n{\"a\":2\n{\"a\":3}\n", "1:{\"a\":1}|2:{\"a\":2|3:{\"a\":3}|"},
	    {"{\"a\":1}\nx\n[1]\n,{}\n{}", "1:{\"a\":1}|2!x|3![1]|4!,{}|5:{}|"},
	    {"{\"a\":1}\n{\"data\":[{}]}\n", "1:{\"a\":1}|2:{\"data\":[{}]}|"},
	    {"x\n{\"a\":1}\n{\"a\":2}\n", "1!x|2:{\"a\":1}|3:{\"a\":2}|"},
	    {"{\"a\":1,\"b\":\n{\"a\":2}\n{\"a\":3}\n",
	     "1!{\"a\":1,\"b\":|2:{\"a\":2}|3:{\"a\":3}|"},
	    {"{\"a\":\"\n{\"a\":2}\n", "1!{\"a\":\"|2:{\"a\":2}|"},
	    /* Objects. */
	    {"{\n\"a\":1\n}\n{\"b\":2}{\"c\":\n3}",
	     "1:{\n\"a\":1\n}|4:{\"b\":2}|4:{\"c\":\n3}|"},
	    {"{\"a\":1}{\"a\":2}\n{\"a\":3}", "1:{\"a\":1}|1:{\"a\":2}|2:{\"a\":3}|"},
	    {"{\"a\":1},\n{\"a\":2},\n", "1:{\"a\":1}|2:{\"a\":2}|"},
	    {"{\n\"a\":1\n}\n{\n\"a\" 2\n}\n{\"c\":3}\n", "1:{\n\"a\":1\n}|4!{|7:{\"c\":3}|"},
	    {"{\n\"a\":1\n", "1!{|"},
	    /* Arrays. */
	    {"[]", ""},
	    {"[{\"a\":1},{\"a\":2}]", "1:{\"a\":1}|1:{\"a\":2}|"},
	    {"[\n{\"a\":1},\n{\"a\":\n2}\n]\n", "2:{\"a\":1}|3:{\"a\":\n2}|"},
	    {"[1,{\"a\":1},\"]\",[{}]]", "1!1|1:{\"a\":1}|1!\"]\"|1![{}]|"},
	    {"[{\"a\":1}]\n[{\"a\":2}]", "1:{\"a\":1}|2:{\"a\":2}|"},
	    {"[{\"a\":1},{\"a\":2}", "1:{\"a\":1}|1:{\"a\":2}|json-cut"},
	    {"[{\"a\":1},", "1:{\"a\":1}|json-cut"},
	    {"[{\"a\":1},{\"a\":", "1:{\"a\":1}|json-cut"},
	    {"[\n{\"a\":1},\n{\"a\":[,\n{\"a\":2}\n",
	     "2:{\"a\":1}|3!{\"a\":[,|4:{\"a\":2}|json-cut"},
	    {"[\n{\"a\":1},\n{\"a\":{\"b\":1,\n{\"a\":2}\n]",
	     "2:{\"a\":1}|3!{\"a\":{\"b\":1,|4:{\"a\":2}|"},
	    {"[\n{\"a\":1},\n{\"a\":[\n{\"a\":2},\n{\"a\":3}\n",
	     "2:{\"a\":1}|3!{\"a\":[|4:{\"a\":2}|5:{\"a\":3}|json-cut"},
	    {"[{\"a\":1}, {x}, {\"a\":2}]", "1:{\"a\":1}|failed json-syntax"},
	    {"[\n {\"a\":1},\n {x},\n  {\"b\":1},\n {\"a\":2}]",
	     "2:{\"a\":1}|3!{x},|5:{\"a\":2}|"},
	    /* Wrapped. */
	    {"{\"data\":[{\"a\":1},{\"a\":2}],\"meta\":{\"p\":[\"]}\\\"\"]}}",
	     "1:{\"a\":1}|1:{\"a\":2}|"},
	    {"{\"status\":\"s\",\"data\":{\"t\":\"matrix\",\"result\":[{\"a\":1}]}}\n",
	     "1:{\"a\":1}|"},
	    {"{\"resourceSpans\":[{\"a\":1}]}\n{\"resourceSpans\":[{\"a\":2}]}\n",
	     "1:{\"a\":1}|2:{\"a\":2}|"},
	    {"{\"data\":[]}", ""},
	    {"{\"data\":[1]}", "1:{\"data\":[1]}|"},
	    {"{\"data\":{\"result\":1}}", "1:{\"data\":{\"result\":1}}|"},
	    {"{\"data\":[{}],\"usage\":null}", "1:{\"data\":[{}],\"usage\":null}|"},
	    {"{\"a\":{\"data\":[{}]}}", "1:{\"a\":{\"data\":[{}]}}|"},
	    {"{\"items\":[{\"a\":1},{\"a\"", "1:{\"a\":1}|json-cut"},
	    {"{\"results\":[{\"a\":1}]", "1:{\"a\":1}|json-cut"},
	};
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		const char *got = read_all(arena, cases[i].text, strlen(cases[i].text));

		if (strcmp(got, cases[i].want) != 0)
			fail_msg("%s: %s, expected %s", cases[i].text, got, cases[i].want);
	}
	arena_free(arena);
}

/* size bytes of string between head and tail. */
static char *wide(struct arena *arena, const char *head, size_t size, const char *tail,
		  size_t *length)
{
	size_t before = strlen(head);
	char *text;

	*length = before + size + strlen(tail);
	text = arena_alloc(arena, *length + 1);
	memcpy(text, head, before);
	memset(text + before, 'x', size);
	memcpy(text + before + size, tail, strlen(tail));
	return text;
}

static void reads_long_records_up_to_a_limit(void **state)
{
	static const struct {
		const char *head, *tail;
		size_t size;
		const char *want; /* how many records, then what is reported */
	} cases[] = {
	    {"{\"a\":\"", "\"}\n{\"a\":1}\n", 3000000, "2 "},
	    {"{\"a\":1}\n{\"a\":\"", "\"}\n{\"a\":1}\n", 3000000, "3 "},
	    {"[{\"a\":\"", "\"},{\"a\":1}]", 3000000, "2 "},
	    {"{\"z\":\"", "\",\"data\":[{\"a\":1},{\"a\":2}]}", 500000, "2 "},
	    {"{\"z\":\"", "\",\"data\":[{\"a\":1},{\"a\":2}]}", 2000000, "1 "},
	    {"{\"data\":[{\"a\":1},{\"a\":\"", "\"},{\"a\":3}],\"usage\":1}", 2000000, "3 "},
	    {"{\"a\":\"", "\"}\n", JSON_LARGEST_RECORD - 8, "1 "},
	    {"{\"a\":\"", "\"}\n", JSON_LARGEST_RECORD - 7, "0 json-too-long"},
	    {"{}\n{\"a\":\"", "\"}\n", JSON_LARGEST_RECORD - 8, "2 "},
	    {"{}\n{\"a\":\"", "\"}\n", JSON_LARGEST_RECORD, "1 json-too-long"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct arena *arena = arena_new();
		struct diags *diags = diags_new(arena);
		size_t length;
		const char *text =
		    wide(arena, cases[i].head, cases[i].size, cases[i].tail, &length);
		struct source *source = source_open_text("log.json", text, length, NULL, diags);
		struct json_reader *reader = json_open(source, diags);
		struct json_record record;
		int count = 0;
		char got[64];

		while (json_next(reader, &record) == JSON_RECORD)
			count++;
		(void)snprintf(got, sizeof got, "%d %s", count,
			       diags_count(diags) ? diag_slug(diags_at(diags, 0)->code) : "");
		if (strcmp(got, cases[i].want) != 0)
			fail_msg("case %d: %s, expected %s", (int)i, got, cases[i].want);
		json_close(reader);
		source_close(source);
		arena_free(arena);
	}
}

/* An array larger than any record may be, of which only an element at a time is held. */
static void streams_wrapped_arrays(void **state)
{
	static const char element[] = "{\"a\":\"0123456789012345678901234567890123456789\"},";
	enum { ELEMENTS = 1400000 };
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct buffer text = {0};
	struct source *source;
	struct json_reader *reader;
	struct json_record record;
	size_t i, count = 0;

	(void)state;
	buffer_text(&text, "{\"data\":[");
	for (i = 0; i < ELEMENTS; i++)
		buffer_add(&text, element, sizeof element - 1);
	text.length--;
	buffer_text(&text, "]}");
	assert_true(text.length > JSON_LARGEST_RECORD);
	source = source_open_text("log.json", text.text, text.length, NULL, diags);
	reader = json_open(source, diags);
	while (json_next(reader, &record) == JSON_RECORD)
		count += record.length == sizeof element - 2;
	assert_int_equal(count, ELEMENTS);
	assert_int_equal(diags_count(diags), 0);
	json_close(reader);
	source_close(source);
	buffer_free(&text);
	arena_free(arena);
}

static void drops_what_max_bytes_cuts(void **state)
{
	static const struct {
		const char *text;
		uint64_t bytes;
		const char *want;
	} cases[] = {
	    {"{\"a\":1}\n{\"a\":2}\n", 12, "1:{\"a\":1}|"},
	    {"[{\"a\":1},{\"a\":2}]", 12, "1:{\"a\":1}|"},
	    {"{\n\"a\":1}\n{\n\"a\":2}", 12, "1:{\n\"a\":1}|"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct arena *arena = arena_new();
		struct diags *diags = diags_new(arena);
		struct source_options options = {.max_bytes = cases[i].bytes};
		struct source *source = source_open_text(
		    "log.json", cases[i].text, strlen(cases[i].text), &options, diags);
		struct json_reader *reader = json_open(source, diags);
		struct json_record record;
		enum json_next next;
		char *got = "";

		while ((next = json_next(reader, &record)) < JSON_END)
			got = arena_printf(arena, "%s%d%c%.*s|", got, (int)record.line,
					   next == JSON_RECORD ? ':' : '!', (int)record.length,
					   record.text);
		assert_string_equal(got, cases[i].want);
		assert_int_equal(diags_count(diags), 0);
		json_close(reader);
		source_close(source);
		arena_free(arena);
	}
}

static void lists_leaves_of_a_head(void **state)
{
	static const struct {
		const char *text;
		const char *want;
	} cases[] = {
	    {"{\"a\":1,\"u\":{\"b\":null,\"c\":[{\"x\":1}],\"d\":{}}}", "a u.b u.c u.d "},
	    {"{\"a\":1}\n{\"b\":2,\"a\":1}\n", "a b "},
	    {"[{\"a\":{\"b.c\":1}}]", "a.b.c "},
	    {"\xEF\xBB\xBF {\"data\":[{\"a\":1}],\"b\":2}", "a "},
	    {"{\"a\":1,\"b\":\"cut he", "a b "},
	    {"{\"a\":1,\"b\":{\"c\":1,\"d\":{\"e", "a b.c "},
	    {"{\"resourceSpans\":[{\"resource\":{\"a\":1},\"scopeSpans\":[{\"s\":",
	     "resource.a "
	     "scopeSpans "},
	    {"{\"\\u0061\":1}", "a "},
	    {"{\"a\":1}\nnot json\n{\"b\":1}", "a b "},
	    {"", NULL},
	    {"{}", NULL},
	    {"[]", NULL},
	    {"[1,2]", NULL},
	    {"{% if %}", NULL},
	    {"[2025-01-01] started", NULL},
	    {"{'a': 1}", NULL},
	    {"a,b\n1,2\n", NULL},
	    {"\"a\"", NULL},
	};
	struct arena *arena = arena_new();
	size_t i, k;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		const struct csv_row *row =
		    json_head(arena, cases[i].text, strlen(cases[i].text));
		char *got = row ? "" : NULL;

		for (k = 0; row && k < row->count; k++)
			got = arena_printf(arena, "%s%s ", got, row->fields[k].text);
		if (!text_same(got, cases[i].want))
			fail_msg("%s: %s, expected %s", cases[i].text, got ? got : "none",
				 cases[i].want ? cases[i].want : "none");
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_records_in_every_layout),
	    cmocka_unit_test(reads_long_records_up_to_a_limit),
	    cmocka_unit_test(streams_wrapped_arrays),
	    cmocka_unit_test(drops_what_max_bytes_cuts),
	    cmocka_unit_test(lists_leaves_of_a_head),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
