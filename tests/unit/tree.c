/* YAML trees: kinds, places, aliases, merges; what is refused, where and how fast. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

struct job {
	struct arena *arena;
	struct diags *diags;
	struct node *root;
};

static struct job read_bytes(const char *text, size_t length)
{
	struct job job = {.arena = arena_new()};

	job.diags = diags_new(job.arena);
	job.root = tree_read(job.arena, "x.yaml", text, length, job.diags);
	return job;
}

static struct job read_yaml(const char *text)
{
	return read_bytes(text, strlen(text));
}

/* Flow style without spaces: scalars as they are, in "" where quoted, shared nodes with a '*'
 * before. */
static void dump(const struct node *node, struct buffer *out)
{
	size_t i;

	if (node->shared)
		buffer_text(out, "*");
	if (node->kind == NODE_SCALAR) {
		buffer_printf(out, node->quoted ? "\"%s\"" : "%s", node->text);
		return;
	}
	buffer_text(out, node->kind == NODE_LIST ? "[" : "{");
	for (i = 0; i < node->count; i++) {
		if (i)
			buffer_text(out, ",");
		if (node->kind == NODE_MAP)
			buffer_printf(out, "%s:", node->entries[i].key);
		dump(node->kind == NODE_LIST ? node->items[i] : node->entries[i].value, out);
	}
	buffer_text(out, node->kind == NODE_LIST ? "]" : "}");
}

static void builds_trees(void **state)
{
	static const struct {
		const char *yaml;
		const char *tree;
	} cases[] = {
	    {"a", "a"},
	    {"a: 1\nb: [x, {c: d}]\n", "{a:1,b:[x,{c:d}]}"},
	    {"- 1\n-\n- ''\n- \"q\"\n- |\n  t\n", "[1,,\"\",\"q\",\"t\n\"]"},
	    {"region: NO\nyear: 2022\non: ~\n", "{region:NO,year:2022,on:~}"},
	    {"\xEF\xBB\xBF"
	     "a: 1\r\nb: 2\r\n",
	     "{a:1,b:2}"},
	    {"a: 1\rb: 2\r", "{a:1,b:2}"},
	    {"---\na: 1\n...\n", "{a:1}"},
	    {"%YAML 1.1\n---\na: 1\n", "{a:1}"},
	    {"a: &x {p: 1}\nb: *x\n", "{a:*{p:*1},b:*{p:*1}}"},
	    {"- &x a\n- *x\n- &x b\n- *x\n", "[*a,*a,*b,*b]"},
	    {"- &k key\n- {*k : 2}\n", "[*key,{key:2}]"},
	    {"a: &x {p: 1, q: 2}\nb:\n  q: 3\n  <<: *x\n", "{a:*{p:*1,q:*2},b:{q:3,p:*1}}"},
	    {"<<: {p: 1, q: 2}\nq: 3\n", "{q:3,p:1}"},
	    {"<<: [{p: 1}, {p: 2, q: 3}]\n", "{p:1,q:3}"},
	    {"'<<': {p: 1}\n", "{<<:{p:1}}"},
	    {"a: &x {<<: {p: 1}}\nb: {<<: *x, p: 2}\n", "{a:*{p:*1},b:{p:2}}"},
	    {"'': 1\n", "{:1}"},
	    {"? a\n: 1\n", "{a:1}"},
	    {"a: !!str 1\n", "{a:1}"},
	    {"a: 57 gCO2e/kWh \xC2\xB1 10 %\n", "{a:57 gCO2e/kWh \xC2\xB1 10 %}"},
	    {"a: 10:30\nb: x#y # comment\n", "{a:10:30,b:x#y}"},
	    {"{a, b: }", "{a:,b:}"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct job job = read_yaml(cases[i].yaml);
		struct buffer tree = {0};

		assert_non_null(job.root);
		dump(job.root, &tree);
		if (strcmp(tree.text, cases[i].tree) != 0)
			fail_msg("'%s': got %s", cases[i].yaml, tree.text);
		assert_int_equal(diags_count(job.diags), 0);
		buffer_free(&tree);
		arena_free(job.arena);
	}
}

static void knows_places(void **state)
{
	struct job job = read_yaml("\xEF\xBB\xBF"
				   "a: 1\r\nm:\r\n  - x\r\n  - k\xC3\xA9y: 'v'\r\n");
	const struct node *list = node_get(job.root, "m");
	const struct entry *entry = node_entry(list->items[1], "k\xC3\xA9y");

	(void)state;
	assert_int_equal(node_entry(job.root, "m")->place.line, 2);
	assert_int_equal(node_entry(job.root, "m")->place.column, 1);
	assert_int_equal(list->items[0]->place.line, 3);
	assert_int_equal(list->items[0]->place.column, 5);
	assert_int_equal(entry->place.line, 4);
	assert_int_equal(entry->place.column, 5);
	assert_int_equal(entry->value->place.column, 10);
	assert_string_equal(entry->value->place.file, "x.yaml");
	arena_free(job.arena);
}

static void looks_up(void **state)
{
	struct job job = read_yaml("a: 1\nb: ~\nc: ''\nd:\ne: NULL\nf: 'null'\n");

	(void)state;
	assert_string_equal(node_get(job.root, "a")->text, "1");
	assert_null(node_get(job.root, "A"));
	assert_null(node_get(node_get(job.root, "a"), "a"));
	assert_null(node_get(NULL, "a"));
	assert_true(node_is_null(node_get(job.root, "b")));
	assert_false(node_is_null(node_get(job.root, "c")));
	assert_true(node_is_null(node_get(job.root, "d")));
	assert_true(node_is_null(node_get(job.root, "e")));
	assert_false(node_is_null(node_get(job.root, "f")));
	assert_false(node_is_null(job.root));
	arena_free(job.arena);
}

static void keeps_one_node_for_an_alias(void **state)
{
	struct job job = read_yaml("a: &x {p: 1}\nb: *x\nc: {<<: *x}\nd: {p: 1}\n");
	const struct node *a = node_get(job.root, "a");

	(void)state;
	assert_ptr_equal(a, node_get(job.root, "b"));
	assert_ptr_equal(node_get(a, "p"), node_get(node_get(job.root, "c"), "p"));
	assert_true(node_get(a, "p")->shared);
	assert_false(node_get(job.root, "c")->shared);
	assert_false(node_get(job.root, "d")->shared);
	arena_free(job.arena);
}

struct refusal {
	const char *yaml;
	enum diag_code code;
	unsigned line;
	unsigned column;
	bool tree;	   /* is given all the same */
	const char *words; /* in the message or the hint */
};

static void check_refusal(const struct refusal *want, size_t row)
{
	struct job job = read_yaml(want->yaml);
	const struct diag *diag;

	if (diags_count(job.diags) != 1)
		fail_msg("row %zu: %zu diagnostics", row, diags_count(job.diags));
	diag = diags_at(job.diags, 0);
	if (diag->code != want->code || diag->place.line != want->line ||
	    diag->place.column != want->column)
		fail_msg("row %zu: %s at %u:%u: %s", row, diag_slug(diag->code),
			 diag->place.line, diag->place.column, diag->message);
	if (!strstr(diag->message, want->words) &&
	    (!diag->hint || !strstr(diag->hint, want->words)))
		fail_msg("row %zu: '%s', '%s'", row, diag->message, diag->hint);
	if ((job.root != NULL) != want->tree)
		fail_msg("row %zu: a tree %s", row, job.root ? "was given" : "is missing");
	arena_free(job.arena);
}

static void refuses_with_a_place(void **state)
{
	static const struct refusal cases[] = {
	    {"a: 1\nb: 2\na: 3\n", DIAG_YAML_DUPLICATE_KEY, 3, 1, true, "first at x.yaml:1:1"},
	    {"m: {k: 1, 'k': 2}\n", DIAG_YAML_DUPLICATE_KEY, 1, 11, true, "x.yaml:1:5"},
	    {"<<: {a: 1}\n<<: {b: 1}\n", DIAG_YAML_DUPLICATE_KEY, 2, 1, true, "x.yaml:1:1"},
	    {"a: *b\n", DIAG_YAML_ALIAS, 1, 4, true, "&b"},
	    {"x: &site 1\na: *sit\n", DIAG_YAML_ALIAS, 2, 4, true, "*site"},
	    {"a: &a [1, *a]\n", DIAG_YAML_ALIAS, 1, 11, true, "within '&a'"},
	    {"&a k: {x: *b}\nb: &b 1\n", DIAG_YAML_ALIAS, 1, 11, true, "above"},
	    {"[x]: 1\n", DIAG_YAML_KEY, 1, 1, true, "list"},
	    {"{a: b}: 1\n", DIAG_YAML_KEY, 1, 1, true, "mapping"},
	    {"a: 1\n? {b: c}\n: 2\n", DIAG_YAML_KEY, 2, 3, true, "mapping"},
	    {"?\n: 1\n", DIAG_YAML_KEY, 1, 2, true, "name before ':'"},
	    {"<<: 3\na: 1\n", DIAG_YAML_MERGE, 1, 5, true, "<<: *name"},
	    {"<<: [{a: 1}, 2]\n", DIAG_YAML_MERGE, 1, 14, true, "<<: *name"},
	    {"a: \"x\\0y\"\n", DIAG_YAML_CHARACTER, 1, 4, true, "NUL"},
	    {"a: 1\n---\nb: 2\n", DIAG_YAML_DOCUMENTS, 2, 1, true, "second document"},
	    {"", DIAG_YAML_EMPTY, 0, 0, false, "no value"},
	    {"# only words\n", DIAG_YAML_EMPTY, 0, 0, false, "no value"},
	    {"---\n", DIAG_YAML_EMPTY, 2, 1, false, "no value"},
	    {"a:\n\tb: 1\n", DIAG_YAML_SYNTAX, 2, 1, false, "use spaces"},
	    {"a:\n  \tb: 1\n  c: 1\n", DIAG_YAML_SYNTAX, 2, 3, false, "use spaces"},
	    {"a:\n  - b: 1\n\t  c: 1\n", DIAG_YAML_SYNTAX, 3, 1, false, "use spaces"},
	    {"a: b: c\n", DIAG_YAML_SYNTAX, 1, 5, false, "quotes"},
	    {"a: 1\n  b: 2\n", DIAG_YAML_SYNTAX, 2, 4, false, "indentation"},
	    {"a:\n    b: 1\n  c: 2\n", DIAG_YAML_SYNTAX, 3, 3, false, "line 1, column 1"},
	    {"a: [1, 2\nb: 3\n", DIAG_YAML_SYNTAX, 2, 2, false, "']'"},
	    {"a: {b: 1\n", DIAG_YAML_SYNTAX, 2, 1, false, "'}'"},
	    {"a: \"x\nb: 1\n", DIAG_YAML_SYNTAX, 1, 4, false, "never closes"},
	    {"a: @x\n", DIAG_YAML_SYNTAX, 1, 4, false, "quotes"},
	    {"a: * x\n", DIAG_YAML_SYNTAX, 1, 4, false, "'*'"},
	    {"abc\ndef: 1\n", DIAG_YAML_SYNTAX, 2, 4, false, "':'"},
	    {"a: 1\nbcd\ne: 1\n", DIAG_YAML_SYNTAX, 2, 1, false, "key: value"},
	    {"a: \"\\q\"\n", DIAG_YAML_SYNTAX, 1, 5, false, "escape"},
	    {"a: \033[31m\n", DIAG_YAML_CHARACTER, 1, 4, false, "U+001B"},
	    {"a: 1\nb: caf\xE9\n", DIAG_YAML_CHARACTER, 2, 7, false, "0xE9"},
	    {"a: \xC0\xAF\n", DIAG_YAML_CHARACTER, 1, 4, false, "0xC0"},
	    {"a: x\xEF\xBB\xBFy\n", DIAG_YAML_CHARACTER, 1, 5, false, "U+FEFF"},
	    {"a: x\xE2\x80\xA8y\n", DIAG_YAML_CHARACTER, 1, 5, false, "U+2028"},
	    {"<<: *x\na: 1\n", DIAG_YAML_ALIAS, 1, 5, true, "above"},
	    {"&a k: {<<: [*a, {}]}\n", DIAG_YAML_MERGE, 1, 1, true, "<<: *name"},
	    {"a: x\xC2\x9Ay\n", DIAG_YAML_CHARACTER, 1, 5, false, "U+009A"},
	    {"\xFF\xFE"
	     "a",
	     DIAG_YAML_CHARACTER, 1, 1, false, "0xFF"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		check_refusal(&cases[i], i);
}

static void refuses_binary(void **state)
{
	static const char text[] = "a: 1\nb: \0\n";
	struct job job = read_bytes(text, sizeof text - 1);

	(void)state;
	assert_null(job.root);
	assert_int_equal(diags_at(job.diags, 0)->code, DIAG_YAML_CHARACTER);
	assert_int_equal(diags_at(job.diags, 0)->place.line, 2);
	assert_int_equal(diags_at(job.diags, 0)->place.column, 4);
	arena_free(job.arena);
}

static void reports_all_problems_at_once(void **state)
{
	struct job job = read_yaml("a: *x\nb: {k: 1, k: 2}\nb: *y\n[c]: d\ne: &e {f: *e}\n");
	static const unsigned lines[] = {1, 2, 3, 4, 5, 3};
	size_t i;

	(void)state;
	assert_int_equal(diags_count(job.diags), COUNT(lines));
	for (i = 0; i < COUNT(lines); i++)
		assert_int_equal(diags_at(job.diags, i)->place.line, lines[i]);
	assert_non_null(job.root);
	arena_free(job.arena);
}

static void shows_the_source(void **state)
{
	struct job job = read_yaml("a: 1\na: 2\n");
	struct buffer out = {0};

	(void)state;
	diag_format(job.diags, diags_at(job.diags, 0), false, &out);
	assert_string_equal(
	    out.text, "x.yaml:2:1: error: the key 'a' is given twice, first at x.yaml:1:1\n"
		      "    2 | a: 2\n"
		      "      | ^\n"
		      "  hint: keep one of them\n");
	buffer_free(&out);
	arena_free(job.arena);
}

static void reads_files(void **state)
{
	static const struct {
		const char *path;
		const char *reason;
	} cases[] = {
	    {"/", "cannot be opened: Is a directory"},
	    {"no-such.yaml", "cannot be opened: No such file or directory"},
	};
	char path[] = "/tmp/lca-tree-XXXXXX";
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	int file = mkstemp(path);
	const char *text;
	size_t length;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_null(tree_read_file(arena, cases[i].path, diags, &text, &length));
		assert_int_equal(diags_at(diags, i)->code, DIAG_FILE_OPEN);
		assert_string_equal(diags_at(diags, i)->message, cases[i].reason);
		assert_string_equal(diags_at(diags, i)->place.file, cases[i].path);
	}
	assert_int_equal(write(file, "a: 1\n", 5), 5);
	close(file);
	assert_non_null(tree_read_file(arena, path, diags, &text, &length));
	assert_int_equal(length, 5);
	assert_memory_equal(text, "a: 1\n", 5);
	unlink(path);
	arena_free(arena);
}

/* What is written of a text reads as that text, whatever it holds, before a comment too. */
static void writes_any_text(void **state)
{
	static const struct {
		const char *text, *scalar;
	} cases[] = {
	    {"nvidia-h100-sxm5-80gb", NULL},
	    {"gcp:us-central1", NULL},
	    {"350 W \u00b1 10 %", NULL},
	    {".5", NULL},
	    {"", "''"},
	    {"a #b", "'a #b'"},
	    {"a: b", "'a: b'"},
	    {"a:", "'a:'"},
	    {"- a", "'- a'"},
	    {"'q'", "'''q'''"},
	    {"{a}", "'{a}'"},
	    {"Null", "'Null'"},
	    {"~", "'~'"},
	    {"&x", "'&x'"},
	    {"*x", "'*x'"},
	    {"|", "'|'"},
	    {"!a", "'!a'"},
	    {"? a", "'? a'"},
	    {" a ", "' a '"},
	    {"a\\b", NULL},
	    {"\"q\"", "'\"q\"'"},
	    {"a\nb: \"\\", "\"a\\U0000000Ab: \\\"\\\\\""},
	    {"a\u2028b", "\"a\\U00002028b\""},
	    {"a\tb", "\"a\\U00000009b\""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena *arena = arena_new();
		const char *scalar = tree_scalar(arena, cases[i].text);
		struct job job =
		    read_yaml(arena_printf(arena, "a:\n  - b: %s  # c\n    d: 1\n", scalar));
		const struct node *list = node_get(job.root, "a");

		assert_string_equal(scalar, cases[i].scalar ? cases[i].scalar : cases[i].text);
		assert_non_null(list);
		assert_string_equal(node_get(list->items[0], "b")->text, cases[i].text);
		assert_false(node_is_null(node_get(list->items[0], "b")));
		arena_free(job.arena);
		arena_free(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(builds_trees),
	    cmocka_unit_test(writes_any_text),
	    cmocka_unit_test(knows_places),
	    cmocka_unit_test(looks_up),
	    cmocka_unit_test(keeps_one_node_for_an_alias),
	    cmocka_unit_test(refuses_with_a_place),
	    cmocka_unit_test(refuses_binary),
	    cmocka_unit_test(reports_all_problems_at_once),
	    cmocka_unit_test(shows_the_source),
	    cmocka_unit_test(reads_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
