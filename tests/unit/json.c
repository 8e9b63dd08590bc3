/* What is JSON and what is not, fields at paths, records of every layout, the head of a file.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "lca/base/arena.h"
#include "lca/base/json.h"
#include "lca/base/source.h"
#include "lca/base/text.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* The fields at up to four paths: [text] or <string>, "no" where it is no JSON. */
static char *select_text(struct arena *arena, const char *text, size_t length,
			 const char *const *paths)
{
	struct json_scratch *scratch = json_scratch_new();
	struct csv_field fields[4];
	struct json_paths *selection;
	char *result = "";
	char *tight = malloc(length ? length : 1); /* so that a byte too far is seen */
	size_t count = 0;
	size_t i;

	while (count < 4 && paths[count])
		count++;
	memcpy(tight, text, length);
	selection = json_paths_new(arena, paths, count);
	if (!json_select(selection, scratch, tight, length, fields))
		result = "no";
	else
		for (i = 0; i < count; i++)
			result = arena_printf(arena, fields[i].quoted ? "%s<%.*s>" : "%s[%.*s]",
					      result, (int)fields[i].length, fields[i].text);
	json_scratch_free(scratch);
	free(tight);
	return result;
}

static void judges_json_as_rfc_8259_does(void **state)
{
	static const struct {
		const char *text;
		const char *want; /* of the path "a" */
		bool lax;	  /* cJSON takes what is none, or refuses what is */
	} cases[] = {
	    {"{}", "[]", false},
	    {" \t\r\n{ \"a\" : 1 , \"b\" : [ ] } \n", "[1]", false},
	    {"{\"a\":\"\"}", "<>", false},
	    {"{\"a\":null}", "[]", false},
	    {"{\"a\":true}", "[true]", false},
	    {"{\"a\":{\"b\":[1, 2]}}", "[{\"b\":[1, 2]}]", false},
	    {"{\"a\":[]}", "[[]]", false},
	    {"{\"a\":0}", "[0]", false},
	    {"{\"a\":-0.0e-07}", "[-0.0e-07]", false},
	    {"{\"a\":123456789012345678901234567890}", "[123456789012345678901234567890]",
	     false},
	    {"{\"a\":1E400}", "[1E400]", false},
	    {"{\"a\":01}", "no", true},
	    {"{\"a\":-}", "no", false},
	    {"{\"a\":+1}", "no", false},
	    {"{\"a\":.5}", "no", false},
	    {"{\"a\":1.}", "no", true},
	    {"{\"a\":1e}", "no", true},
	    {"{\"a\":1e+}", "no", true},
	    {"{\"a\":0x1}", "no", false},
	    {"{\"a\":NaN}", "no", false},
	    {"{\"a\":Infinity}", "no", false},
	    {"{\"a\":TRUE}", "no", false},
	    {"{\"a\":nul}", "no", false},
	    {"{\"a\":1,}", "no", false},
	    {"{,\"a\":1}", "no", false},
	    {"{\"a\":[1,]}", "no", false},
	    {"{\"a\":[,1]}", "no", false},
	    {"{\"a\" 1}", "no", false},
	    {"{\"a\":1 \"b\":2}", "no", false},
	    {"{a:1}", "no", false},
	    {"{'a':1}", "no", false},
	    {"{\"a\":'1'}", "no", false},
	    {"{\"a\":1", "no", false},
	    {"{\"a\":", "no", false},
	    {"{\"a", "no", false},
	    {"{\"a\":tr", "no", false},
	    {"{", "no", false},
	    {"", "no", false},
	    {"{\"a\":1}}", "no", false},
	    {"{\"a\":1}{\"a\":2}", "no", false},
	    {"{\"a\":1} x", "no", false},
	    {"{\"a\":1}//", "no", false},
	    {"/**/{\"a\":1}", "no", false},
	    {"\xEF\xBB\xBF{\"a\":1}", "no", true},
	    {"{\"a\":1\v}", "no", true},
	    {"{\"a\":[1}", "no", false},
	    {"{\"a\":{]}", "no", false},
	    {"5", "no", true}, /* JSON, but no record */
	    {"[{\"a\":1}]", "no", true},
	    {"{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}", "<\"\\/\b\f\n\r\t>", false},
	    {"{\"a\":\"\\u0041\\u00e9\\u20AC\"}", "<A\xC3\xA9\xE2\x82\xAC>", false},
	    {"{\"a\":\"\\ud83d\\ude00!\"}", "<\xF0\x9F\x98\x80!>", false},
	    {"{\"a\":\"\\uDBFF\\uDFFF\"}", "<\xF4\x8F\xBF\xBF>", false},
	    {"{\"a\":\"\\ud83d\"}", "no", false},
	    {"{\"a\":\"\\ud83d\\n\"}", "no", false},
	    {"{\"a\":\"\\ud83d\\u0041\"}", "no", false},
	    {"{\"a\":\"\\ud83d\\ud83d\\ude00\"}", "no", false},
	    {"{\"a\":\"\\ude00\"}", "no", false},
	    {"{\"a\":\"\\ude00\\ude00\"}", "no", false},
	    {"{\"x\":\"\\ude00\"}", "no", false},
	    {"{\"\\ude00\":1}", "no", false},
	    {"{\"a\":\"\\u12g4\"}", "no", true}, /* cJSON: a unit of 0 ends the string */
	    {"{\"a\":\"\\u12\"}", "no", false},
	    {"{\"a\":\"\\U0041\"}", "no", false},
	    {"{\"a\":\"\\x41\"}", "no", false},
	    {"{\"a\":\"\\'\"}", "no", false},
	    {"{\"a\":\"\\\"}", "no", false},
	    {"{\"a\":\"tab\there\"}", "no", true},
	    {"{\"a\":\"line\nend\"}", "no", true},
	    {"{\"x\":\"long enough for a word of eight \x1F bytes\"}", "no", true},
	    {"{\"x\":\"long enough for a word of eight \x7F\xFF bytes\"}", "[]", false},
	    {"{\"a\":\"\\u0000\"}", "no", true}, /* JSON, but no text of ours */
	    {"{\"x\":\"\\u0000\"}", "[]", true},
	    {"{\"a\\u0000\":1}", "[]", true},
	    {"{\"\\u0061\":1}", "[1]", false},
	    {"{\"a\":\"\xF0\x9F\x98\x80\"}", "<\xF0\x9F\x98\x80>", false},
	    {"{\"A\":1}", "[]", false},
	    {"{\"\":1}", "[]", false},
	};
	static const char *const paths[] = {"a", NULL};
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		size_t length = strlen(cases[i].text);
		const char *got = select_text(arena, cases[i].text, length, paths);
		cJSON *json = cJSON_ParseWithLengthOpts(cases[i].text, length + 1, NULL, true);
		bool taken = strcmp(got, "no") != 0;

		if (strcmp(got, cases[i].want) != 0)
			fail_msg("%s: %s, expected %s", cases[i].text, got, cases[i].want);
		if (!cases[i].lax && taken != (json != NULL))
			fail_msg("%s: cJSON sees it otherwise", cases[i].text);
		cJSON_Delete(json);
	}
	arena_free(arena);
}

static void refuses_nul_bytes(void **state)
{
	static const struct {
		const char *text;
		size_t length;
	} cases[] = {
	    {"{\"a\":\"x\0y\"}", 11},
	    {"{\"a\":1}\0", 8},
	    {"{\"a\"\0:1}", 8},
	    {"{\"a\0\":1}", 8},
	    {"{\"x\":\"12345678\0\"}", 16},
	    {"\0{\"a\":1}", 8},
	};
	static const char *const paths[] = {"a", NULL};
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		if (strcmp(select_text(arena, cases[i].text, cases[i].length, paths), "no") !=
		    0)
			fail_msg("case %d is taken", (int)i);
	arena_free(arena);
}

/* Objects and arrays nested so deep, in turn. */
static char *nested(struct arena *arena, size_t depth)
{
	struct buffer text = {0};
	char *copy;
	size_t i;

	for (i = 0; i < depth; i++)
		buffer_text(&text, i % 2 ? "[" : "{\"x\":");
	if (depth % 2)
		buffer_text(&text, "1");
	for (i = depth; i-- > 0;)
		buffer_text(&text, i % 2 ? "]" : "}");
	copy = arena_text(arena, text.text);
	buffer_free(&text);
	return copy;
}

static void nests_to_its_limit(void **state)
{
	static const char *const paths[] = {"a", NULL};
	struct arena *arena = arena_new();
	const char *deep = nested(arena, JSON_DEPTH);
	const char *deeper = nested(arena, JSON_DEPTH + 1);
	const char *endless = nested(arena, 1000000);

	(void)state;
	assert_string_equal(select_text(arena, deep, strlen(deep), paths), "[]");
	assert_string_equal(select_text(arena, deeper, strlen(deeper), paths), "no");
	assert_string_equal(select_text(arena, endless, strlen(endless), paths), "no");
	arena_free(arena);
}

static void finds_values_at_paths(void **state)
{
	static const struct {
		const char *text;
		const char *paths[4];
		const char *want;
	} cases[] = {
	    {"{\"u\":{\"a\":1,\"b\":\"x\"},\"c\":2}", {"u.a", "u.b", "c"}, "[1]<x>[2]"},
	    {"{\"u\":{\"a\":1}}", {"u", "u.a", "u.a"}, "[{\"a\":1}][1][1]"},
	    {"{\"u\":[{\"a\":1}]}", {"u.a", "u"}, "[][[{\"a\":1}]]"},
	    {"{\"u\":{\"v\":{\"a\":1}},\"a\":2}", {"a", "u.v.a", "v.a"}, "[2][1][]"},
	    {"{\"x\":{\"u\":{\"a\":1}}}", {"u.a"}, "[]"},
	    {"{\"u\":5}", {"u.a", "u"}, "[][5]"},
	    {"{\"u\":null}", {"u.a", "u"}, "[][]"},
	    /* Spellings with dots. */
	    {"{\"a.b.c\":1}", {"a.b.c"}, "[1]"},
	    {"{\"a\":{\"b.c\":1}}", {"a.b.c"}, "[1]"},
	    {"{\"a\":{\"b\":{\"c\":1}}}", {"a.b.c"}, "[1]"},
	    {"{\"a.b\":{\"c\":1}}", {"a.b.c"}, "[]"},
	    {"{\"a.b\":1,\"a\":{\"b\":2}}", {"a.b"}, "[2]"},
	    {"{\"a\":{\"b\":2},\"a.b\":1}", {"a.b"}, "[1]"},
	    {"{\"a\":{\"b\":2},\"a.b\":null}", {"a.b"}, "[]"},
	    {"{\"a.b\":1,\"a\":{\"c\":2}}", {"a.b", "a.c"}, "[1][2]"},
	    {"{\"a.b\":\"\\u0041\",\"a\":{\"b\":\"\\u0042\"}}", {"a.b"}, "<B>"},
	    {"{\"a\":{\"b\":\"\\u0042\"},\"a.b\":\"\\u0041\"}", {"a.b"}, "<A>"},
	    /* Repeated keys. */
	    {"{\"a\":1,\"a\":2}", {"a"}, "[2]"},
	    {"{\"a\":1,\"\\u0061\":2}", {"a"}, "[2]"},
	    {"{\"a\":1,\"a\":null}", {"a"}, "[]"},
	    {"{\"u\":{\"a\":1},\"u\":{\"b\":2}}", {"u.a", "u.b"}, "[][2]"},
	    {"{\"u\":{\"a\":1},\"u\":null}", {"u.a", "u"}, "[][]"},
	    {"{\"u\":{\"a\":1},\"u\":7}", {"u.a", "u"}, "[][7]"},
	    {"{\"u\":{\"v\":{\"a\":1}},\"u\":{\"v\":{}}}", {"u.v.a", "u.v"}, "[][{}]"},
	    {"{\"u\":{\"v.a\":1},\"u\":{}}", {"u.v.a"}, "[]"},
	    {"{\"u.a\":1,\"u\":{\"a\":2},\"u\":{}}", {"u.a"}, "[1]"},
	    {"{\"a\":\"\\u0041\",\"a\":\"\\u0042\",\"b\":\"\\u0043\"}", {"a", "b"}, "<B><C>"},
	};
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		const char *got =
		    select_text(arena, cases[i].text, strlen(cases[i].text), cases[i].paths);

		if (strcmp(got, cases[i].want) != 0)
			fail_msg("%s: %s, expected %s", cases[i].text, got, cases[i].want);
	}
	arena_free(arena);
}

/* Every byte that a string may hold or not, at every place of a word of eight. */
static void sees_each_byte_wherever_it_stands(void **state)
{
	static const char *const paths[] = {"a", NULL};
	struct arena *arena = arena_new();
	unsigned byte, place;

	(void)state;
	for (byte = 0; byte < 256; byte++)
		for (place = 0; place < 17; place++) {
			char text[] = "{\"b\":\"0123456789abcdefg\"}";
			bool plain = byte >= 0x20 && byte != '"' && byte != '\\';
			bool taken;

			text[6 + place] = (char)byte;
			taken =
			    strcmp(select_text(arena, text, sizeof text - 1, paths), "no") != 0;
			/* "\6" and the like are no escapes; "\b" and "\f" are. */
			if (byte == '\\')
				plain = place + 1 == 11 || place + 1 == 15;
			if (taken != plain)
				fail_msg("byte %u at %u", byte, place);
		}
	arena_free(arena);
}

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
	    cmocka_unit_test(judges_json_as_rfc_8259_does),
	    cmocka_unit_test(refuses_nul_bytes),
	    cmocka_unit_test(nests_to_its_limit),
	    cmocka_unit_test(finds_values_at_paths),
	    cmocka_unit_test(sees_each_byte_wherever_it_stands),
	    cmocka_unit_test(finds_records_in_every_layout),
	    cmocka_unit_test(reads_long_records_up_to_a_limit),
	    cmocka_unit_test(streams_wrapped_arrays),
	    cmocka_unit_test(drops_what_max_bytes_cuts),
	    cmocka_unit_test(lists_leaves_of_a_head),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
