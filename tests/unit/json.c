/* What is JSON and what is not, fields at paths, records of every layout, the head of a file.
 */

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "lca/base/arena.h"
#include "lca/base/json.h"
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

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(judges_json_as_rfc_8259_does),
	    cmocka_unit_test(refuses_nul_bytes),
	    cmocka_unit_test(nests_to_its_limit),
	    cmocka_unit_test(finds_values_at_paths),
	    cmocka_unit_test(sees_each_byte_wherever_it_stands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
