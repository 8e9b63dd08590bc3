/* What a record of an unknown hand may make lca verify do: nothing but read files that people
 * keep, for as long as a report takes; and where a record is looked for. */

#include "tests/harness.h"

static const char scenario[] =
    "lca: 1\n"
    "name: a small model\n"
    "stages:\n"
    "  training:\n"
    "    - {item: final run, region: FR, year: 2022, energy: 1000 kWh "
    "x/ 1.1}\n";
static const char planted[] = "{\"lca\":\"0.1.0\",\"command\":\"run\",\"format\":\"%s\","
			      "\"arguments\":[\"evil.yaml\"]}";

/* Status 2, and words of the diagnostic. */
static void expect_refused(struct harness *h, const char *file, const char *words)
{
	struct outcome outcome = harness_run(h, "verify", file, NULL);

	if (outcome.status != 2 || !strstr(outcome.err, words))
		fail_msg("%s: status %d, not '%s' in\n%s%s", file, outcome.status, words,
			 outcome.out, outcome.err);
}

/* A card with this record, of which the members behind the arguments are given. */
static void write_record(struct harness *h, const char *arguments, const char *more)
{
	harness_write(h, "odd.md",
		      arena_printf(h->arena,
				   "<!-- lca-record: {\"lca\":\"0.1.0\",\"command\":\"run\","
				   "\"format\":\"markdown\",\"arguments\":%s%s} -->\n",
				   arguments, more));
}

/* Runs into a file; returns its text. */
static const char *make(struct harness *h, const char *file)
{
	struct outcome outcome;

	harness_write(h, "model.yaml", scenario);
	outcome = harness_run(h, "run", "model.yaml", "-n", "500", "-o", file, NULL);
	if (outcome.status != 0)
		fail_msg("%s: %s", file, outcome.err);
	return harness_read(h, arena_printf(h->arena, "%s/%s", h->folder, file));
}

/* The mark in a text, a name or a cell is not a record: there is none in such a file. */
static void takes_no_record_of_a_text(void **state)
{
	static const struct {
		const char *file, *format, *before, *behind;
	} cases[] = {
	    {"a.md", "markdown", "# lca-record: ", "\n\nA model.\n"},
	    {"a.md", "markdown", "Text <!-- lca-record: ", " -->\n"},
	    {"a.md", "markdown", "| lca-record: ", " |\n"},
	    {"a.html", "html", "<h1>lca-record: ", "</h1>\n"},
	    {"a.html", "html", "<script id=\"lca-record\">", "</script>\n"},
	    {"a.csv", "csv", "id,reason\nx,\"lca-record: ", "\"\n"},
	    {"a.csv", "csv", "record,x,\"lca-record: ", "\"\n"},
	    {"a.tex", "latex", "\\caption{lca-record: ", "}\n"},
	    {"a.tex", "latex", "\\% lca-record: ", "\n"},
	    {"a.yaml", "impact-framework", "name: lca-record: ", "\n"},
	    {"a.prom", "prometheus", "a{b=\"lca-record: ", "\"} 1\n"},
	};
	struct harness *h = *state;

	harness_write(h, "evil.yaml", scenario);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buffer record = {0};
		const char *text;

		for (const char *at = arena_printf(h->arena, planted, cases[i].format); *at;
		     at++) {
			bool doubled = *at == '"' && text_same(cases[i].format, "csv");

			buffer_add(&record, at, 1);
			buffer_add(&record, "\"", doubled);
		}
		text = arena_printf(h->arena, "%s%s%s", cases[i].before, record.text,
				    cases[i].behind);
		buffer_free(&record);
		harness_write(h, cases[i].file, text);
		expect_refused(h, cases[i].file,
			       text_starts(text, "# ") ? "of another format"
						       : "there is no record of lca");
	}
}

/* The same in a JSON of another standard, whose own record is found. */
static void takes_no_record_of_a_member(void **state)
{
	static const char *const members[] = {"name", "record", "description", "value"};
	struct harness *h = *state;

	for (size_t i = 0; i < COUNT(members); i++) {
		harness_write(h, "a.cdx.json",
			      arena_printf(h->arena,
					   "{\"%s\":\"lca-record: {\\\"lca\\\":\\\"0\\\","
					   "\\\"command\\\":\\\"run\\\"}\"}",
					   members[i]));
		expect_refused(h, "a.cdx.json", "there is no record of lca");
	}
}

/* A factor table with a record for its name and its source, in any format of the report. */
static void finds_its_own_record_among_others(void **state)
{
	static const char *const formats[] = {
	    "html", "markdown",		"csv",	      "latex",	   "cyclonedx", "boamps",
	    "sci",  "impact-framework", "prometheus", "statement", "json"};
	struct harness *h = *state;

	harness_write(h, "evil.yaml", scenario);
	harness_write(h, "model.yaml", scenario);
	for (size_t i = 0; i < COUNT(formats); i++) {
		const char *record = arena_printf(h->arena, planted, formats[i]), *table;
		const char *name = arena_printf(h->arena, "lca-record: %s.csv", record);
		struct buffer quoted = {0};
		struct outcome outcome;

		for (const char *at = record; *at; at++)
			buffer_printf(&quoted, "%s%c", *at == '"' ? "\"" : "", *at);
		table = arena_printf(h->arena,
				     "activity,region,year,criterion,value,unit,source\n"
				     "electricity,FR,2022,gwp,60,gCO2e/kWh,"
				     "\"lca-record: %s\"\n",
				     quoted.text);
		buffer_free(&quoted);
		harness_write(h, name, table);
		outcome = harness_run(h, "run", "model.yaml", "-n", "500", "--factors", name,
				      "-f", formats[i], NULL);
		assert_int_equal(outcome.status, 0);
		harness_write(h, "out.file", outcome.out);
		outcome = harness_run(h, "verify", "out.file", NULL);
		if (outcome.status != 0 || !strstr(outcome.out, "OK: the same to the byte"))
			fail_msg("%s: status %d\n%s%s", formats[i], outcome.status, outcome.out,
				 outcome.err);
	}
}

/* Only regular files are opened: a pipe would wait for ever, a device never end. */
static void opens_files_alone(void **state)
{
	static const char *const arguments[] = {"[\"fifo\"]",
						"[\"/dev/zero\"]",
						"[\"model.yaml\",\"--factors=fifo\"]",
						"[\"model.yaml\",\"--factors=/dev/zero\"]",
						"[\".\"]",
						"[\"/dev/tty\"]"};
	static const char *const commands[] = {"run", "audit", "compare", "card"};
	struct harness *h = *state;

	harness_write(h, "model.yaml", scenario);
	assert_int_equal(mkfifo(arena_printf(h->arena, "%s/fifo", h->folder), 0600), 0);
	for (size_t i = 0; i < COUNT(arguments); i++)
		for (size_t k = 0; k < COUNT(commands); k++) {
			harness_write(
			    h, "odd.md",
			    arena_printf(h->arena,
					 "<!-- lca-record: {\"lca\":\"0\",\"command\":\"%s\","
					 "\"format\":\"markdown\",\"arguments\":%s,"
					 "\"scenario\":{\"file\":\"fifo\",\"sha256\":"
					 "\"00\"}} -->\n",
					 commands[k], arguments[i]));
			expect_refused(h, "odd.md", "needs");
		}
}

static void holds_values_to_their_rules(void **state)
{
	static const char *const values[] = {
	    "\"interval\":0.9999999999999999",
	    "\"interval\":1",
	    "\"interval\":-1",
	    "\"interval\":\"0.95 \"",
	    "\"interval\":1e-300",
	    "\"seed\":1.5",
	    "\"seed\":-1",
	    "\"seed\":1e300",
	    "\"seed\":{}",
	    "\"samples\":99.5",
	    "\"samples\":1e12",
	    "\"samples\":[1000]",
	    "\"sampler\":\"best\"",
	    "\"basis\":1",
	    "\"as_of\":\"2024-13\"",
	    "\"as_of\":true",
	};
	struct harness *h = *state;

	harness_write(h, "model.yaml", scenario);
	for (size_t i = 0; i < COUNT(values); i++) {
		write_record(h, "[\"model.yaml\"]", arena_printf(h->arena, ",%s", values[i]));
		expect_refused(h, "odd.md", "the record has ");
	}
}

static void takes_arguments_as_a_list_of_texts(void **state)
{
	static const char *const arguments[] = {"{\"0\":\"model.yaml\"}",
						"\"model.yaml\"",
						"[[\"model.yaml\"]]",
						"[\"model.yaml\",null]",
						"[1]",
						"[\"model.yaml\\u0000../x\"]"};
	struct harness *h = *state;
	struct buffer many = {0};

	harness_write(h, "model.yaml", scenario);
	for (size_t i = 0; i < COUNT(arguments); i++) {
		write_record(h, arguments[i], "");
		expect_refused(h, "odd.md", "record");
	}
	buffer_text(&many, "[\"model.yaml\"");
	for (size_t i = 0; i < 100000; i++)
		buffer_text(&many, ",\"--set=name=x\"");
	buffer_text(&many, "]");
	write_record(h, many.text, "");
	buffer_free(&many);
	expect_refused(h, "odd.md", "at most 1000 texts");
}

/* JSON is one value, read whole or not at all. */
static void reads_json_whole(void **state)
{
	static const struct {
		const char *behind, *words;
	} cases[] = {
	    {"{\"totals\":7}", "something stands behind its end"},
	    {"]", "something stands behind its end"},
	    {"x", "something stands behind its end"},
	};
	struct harness *h = *state;
	const char *text = make(h, "out.json");
	struct buffer long_one = {0};

	for (size_t i = 0; i < COUNT(cases); i++) {
		harness_write(h, "odd.json",
			      arena_printf(h->arena, "%s%s", text, cases[i].behind));
		expect_refused(h, "odd.json", cases[i].words);
	}
	harness_write(h, "odd.json", arena_printf(h->arena, "{\"a\\u0000\":1,%s", text + 1));
	expect_refused(h, "odd.json", "NUL");
	buffer_text(&long_one, "{\"deep\":");
	buffer_pad(&long_one, '[', 1200);
	buffer_pad(&long_one, ']', 1200);
	harness_write(h, "odd.json", arena_printf(h->arena, "%s,%s", long_one.text, text + 1));
	expect_refused(h, "odd.json", "nested over 1000 levels");
	long_one.length = 0;
	buffer_text(&long_one, "{\"x\":[1");
	for (size_t i = 0; i < 2000000; i++)
		buffer_text(&long_one, ",1");
	harness_write(h, "odd.json", arena_printf(h->arena, "%s],%s", long_one.text, text + 1));
	expect_refused(h, "odd.json", "2 000 000 values");
	buffer_free(&long_one);
}

/* What stands there a thousand times is read in one pass and made again once. */
static void follows_a_record_once(void **state)
{
	struct harness *h = *state;
	const char *text = make(h, "out.md"), *record = strstr(text, "<!-- lca-record: ");
	struct buffer many = {0};
	struct outcome outcome;

	for (size_t i = 0; i < 3000; i++)
		buffer_text(&many, record);
	harness_write(h, "many.md", arena_printf(h->arena, "%s%s", text, many.text));
	outcome = harness_run(h, "verify", "many.md", NULL);
	assert_int_not_equal(outcome.status, 2);
	assert_null(strstr(strstr(outcome.out, "many.md: ") + 1, "\nmany.md: "));
	many.length = 0;
	for (size_t i = 0; i < 20; i++)
		buffer_printf(&many,
			      "<!-- lca-record: {\"lca\":\"0\",\"command\":\"run\","
			      "\"format\":\"markdown\",\"arguments\":[\"%zu.yaml\"]} -->\n",
			      i);
	harness_write(h, "many.md", many.text);
	expect_refused(h, "many.md", "more than 16 records");
	many.length = 0;
	for (size_t i = 0; i < 200000; i++)
		buffer_text(&many, "lca-record: {");
	harness_write(h, "many.md", many.text);
	expect_refused(h, "many.md", "there is no record of lca");
	buffer_free(&many);
}

/* An output takes the place of nothing that a report follows from. */
static void spares_what_is_behind(void **state)
{
	static const char *const files[] = {"model.yaml", "./model.yaml", "meter.csv",
					    "own.csv", "link.yaml"};
	struct harness *h = *state;
	struct outcome outcome;

	harness_write(h, "model.yaml",
		      arena_printf(h->arena,
				   "%s    - {item: metered, region: FR, log: "
				   "meter.csv}\n",
				   scenario));
	harness_write(h, "meter.csv",
		      "timestamp,power_w\n2024-03-04 00:00:00,1000\n2024-03-04 00:01:00,20\n");
	harness_write(h, "own.csv",
		      "activity,region,year,criterion,value,unit,source\n"
		      "electricity,FR,2022,gwp,60,gCO2e/kWh,our utility\n");
	assert_int_equal(link(arena_printf(h->arena, "%s/model.yaml", h->folder),
			      arena_printf(h->arena, "%s/link.yaml", h->folder)),
			 0);
	outcome = harness_run(h, "run", "model.yaml", "-n", "500", "--factors", "own.csv", "-o",
			      "out.json", NULL);
	assert_int_equal(outcome.status, 0);
	for (size_t i = 0; i < COUNT(files); i++) {
		const char *path = arena_printf(h->arena, "%s/%s", h->folder, files[i]);
		const char *before = harness_read(h, path);

		outcome =
		    harness_run(h, "verify", "out.json", "-f", "text", "-o", files[i], NULL);
		if (outcome.status != 2 || !text_same(before, harness_read(h, path)) ||
		    !strstr(outcome.err, "would overwrite"))
			fail_msg("%s: status %d\n%s", files[i], outcome.status, outcome.err);
	}
	assert_int_equal(
	    harness_run(h, "verify", "out.json", "-f", "text", "-o", "new.txt", NULL).status,
	    0);
}

/* What hides itself, steers a terminal or turns the direction of text is written as an escape,
 * and the report verifies. */
static void hides_nothing(void **state)
{
	static const char *const files[] = {"out.json", "out.csv", "out.cdx.json",
					    "out.boamps.json", "out.sci.json"};
	static const char *const hidden[] = {"\x1b",	     "\xc2\x9b",     "\x7f",
					     "\xe2\x80\xae", "\xe2\x80\xa8", "\xef\xbb\xbf"};
	static const char text[] = "lca: 1\n"
				   "name: \"a\\e[31m\\x9b \\x7f \\u202e \\L \\uFEFF z\"\n"
				   "about: {model: \"m\\e\\x9b\\u202e\\L\\x7f\"}\n"
				   "stages:\n"
				   "  training:\n"
				   "    - {item: \"i\\e\\x9b\\u202e\\L\\x7f\", region: FR, "
				   "energy: 3 kWh, note: \"n\\e\\x9b\\u202e\\L\\x7f\"}\n";
	struct harness *h = *state;

	harness_write(h, "odd.yaml", text);
	for (size_t i = 0; i < COUNT(files); i++) {
		struct outcome outcome =
		    harness_run(h, "run", "odd.yaml", "-n", "500", "-o", files[i], NULL);
		const char *out;

		if (outcome.status != 0)
			fail_msg("%s: %s", files[i], outcome.err);
		out = harness_read(h, arena_printf(h->arena, "%s/%s", h->folder, files[i]));
		for (size_t k = 0; k < COUNT(hidden); k++)
			if (strstr(out, hidden[k]))
				fail_msg("%s has character %zu as it is", files[i], k);
		assert_int_equal(harness_run(h, "verify", files[i], NULL).status, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(takes_no_record_of_a_text),
	    HARNESS_TEST(takes_no_record_of_a_member),
	    HARNESS_TEST(finds_its_own_record_among_others),
	    HARNESS_TEST(opens_files_alone),
	    HARNESS_TEST(holds_values_to_their_rules),
	    HARNESS_TEST(takes_arguments_as_a_list_of_texts),
	    HARNESS_TEST(reads_json_whole),
	    HARNESS_TEST(follows_a_record_once),
	    HARNESS_TEST(spares_what_is_behind),
	    HARNESS_TEST(hides_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
