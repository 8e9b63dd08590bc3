/* Laws of lca verify against forgery: no figure, unit, word or line of a report is changed
 * without being told, whatever its record says of the version that wrote it, and whatever
 * stands around it. */

#include "tests/harness.h"

static const char scenario[] = "lca: 1\n"
			       "name: a small model\n"
			       "sites:\n"
			       "  home: {region: FR, year: 2022, pue: 1.1 .. 1.3}\n"
			       "stages:\n"
			       "  training:\n"
			       "    - {item: final run, site: home, energy: 1000 kWh x/ 1.1}\n"
			       "    - {item: metered, site: home, log: meter.csv}\n"
			       "  embodied:\n"
			       "    - {item: servers, impact: 2500 kgCO2e x/ 1.5, "
			       "device_hours: 1000 h, lifetime: 6 yr, utilization: 85 %}\n";
static const char meter[] = "timestamp,power_w\n"
			    "2024-03-04 00:00:00,1000\n"
			    "2024-03-04 00:01:00,2000\n"
			    "2024-03-04 00:02:00,3000\n"
			    "2024-03-04 00:03:00,3000\n";

static const char *const files[] = {"out.md",		"out.html",   "out.tex",
				    "out.csv",		"out.prom",   "out.if.yaml",
				    "out.statement.md", "dossier.md", "card.md"};

static const char *path_of(struct harness *h, const char *file)
{
	return arena_printf(h->arena, "%s/%s", h->folder, file);
}

/* The first of a text in a file becomes another. False where the file does not have it. */
static bool edit(struct harness *h, const char *file, const char *from, const char *to)
{
	const char *text = harness_read(h, path_of(h, file)), *at = strstr(text, from);

	if (at)
		harness_write(h, file,
			      arena_printf(h->arena, "%.*s%s%s", (int)(at - text), text, to,
					   at + strlen(from)));
	return at != NULL;
}

/* All of them. */
static void edit_all(struct harness *h, const char *file, const char *from, const char *to)
{
	struct buffer out = {0};
	const char *text = harness_read(h, path_of(h, file)), *at;

	for (; (at = strstr(text, from)); text = at + strlen(from)) {
		buffer_add(&out, text, (size_t)(at - text));
		buffer_text(&out, to);
	}
	buffer_text(&out, text);
	harness_write(h, file, out.text);
	buffer_free(&out);
}

static void must_edit(struct harness *h, const char *file, const char *from, const char *to)
{
	if (!edit(h, file, from, to))
		fail_msg("%s does not have '%s'", file, from);
}

static void make(struct harness *h, const char *file)
{
	const char *command = text_starts(file, "card")	     ? "card"
			      : text_starts(file, "dossier") ? "dossier"
							     : "run";
	struct outcome outcome;

	harness_write(h, "model.yaml", scenario);
	harness_write(h, "meter.csv", meter);
	(void)unlink(path_of(h, file));
	outcome = harness_run(h, command, "model.yaml", "-n", "1000", "-o", file, NULL);
	if (outcome.status != 0)
		fail_msg("%s: %s", file, outcome.err);
}

/* What another version would have left, as far as its version goes. */
static void pretend_version(struct harness *h, const char *file)
{
	edit_all(h, file, "\"\"lca\"\":\"\"0.1.0\"\"", "\"\"lca\"\":\"\"0.9.0\"\"");
	edit_all(h, file, "\"lca\":\"0.1.0\"", "\"lca\":\"0.9.0\"");
	edit_all(h, file, "lca 0.1.0", "lca 0.9.0");
	edit_all(h, file, "\"0.1.0\"", "\"0.9.0\"");
}

static struct outcome expect(struct harness *h, const char *file, int status, const char *words,
			     const char *what)
{
	struct outcome outcome = harness_run(h, "verify", file, NULL);

	if (outcome.status != status)
		fail_msg("%s, %s: status %d\n%s%s", file, what, outcome.status, outcome.out,
			 outcome.err);
	if (words && !strstr(outcome.out, words) && !strstr(outcome.err, words))
		fail_msg("%s, %s: no '%s' in\n%s%s", file, what, words, outcome.out,
			 outcome.err);
	return outcome;
}

static void forgives_no_figure_of_another_version(void **state)
{
	static const char *const edits[][3] = {
	    {"out.md", "156 kg", "15.6 kg"},
	    {"out.md", "156 kg", "156 g"},
	    {"out.md", "| 94.3 |", "| -94.3 |"},
	    {"out.md", "| 0.000699 |", "| 0.699 |"},
	    {"out.md", "90 - 260 kg", "90 - 160 kg"},
	    {"out.md", "location-based", "market-based and offset"},
	    {"out.md", "of 2014; mean of all", "of 2015; mean of all"},
	    {"out.html", "156 kg", "1.56 kg"},
	    {"out.tex", "& 156 &", "& 1.56 &"},
	    {"out.csv", "156.2", "1.562"},
	    {"out.csv", "kgCO2e", "gCO2e"},
	    {"out.csv", ",counted,", ",none,"},
	    {"out.prom", "} 156221.5", "} 156.5"},
	    {"out.if.yaml", "unit: kWh", "unit: MWh"},
	    {"out.statement.md", "| counted |", "| not covered |"},
	    {"dossier.md", "| not met |", "| met |"},
	    {"dossier.md", "are computed from", "are certified from"},
	    {"card.md", "156 kg", "15.6 kg"},
	    {"card.md", "emissions: 156221", "emissions: 15.6221"},
	    {"card.md", "location-based", "market-based"},
	};
	struct harness *h = *state;

	for (size_t i = 0; i < COUNT(edits); i++) {
		make(h, edits[i][0]);
		pretend_version(h, edits[i][0]);
		must_edit(h, edits[i][0], edits[i][1], edits[i][2]);
		expect(h, edits[i][0], 1, "written by lca 0.9.0", edits[i][2]);
	}
}

static void meets_another_version(void **state)
{
	struct harness *h = *state;

	for (size_t i = 0; i < COUNT(files); i++) {
		make(h, files[i]);
		pretend_version(h, files[i]);
		expect(h, files[i], 0, "written by lca 0.9.0", "its version alone");
	}
	make(h, "out.md");
	pretend_version(h, "out.md");
	must_edit(h, "out.md", "mean of all customers", "a mean over all customers");
	expect(h, "out.md", 0, "is worded in another way", "a note");
}

/* Whoever edits the version of the record alone is found by the one that is printed. */
static void finds_a_version_that_is_not_printed(void **state)
{
	struct harness *h = *state;

	make(h, "card.md");
	must_edit(h, "card.md", "\"lca\":\"0.1.0\"", "\"lca\":\"0.9.0\"");
	expect(h, "card.md", 1, "lca 0.1.0", "the version");
}

/* What is said beside the record, or beside words that look like one, is of the report. */
static void hides_no_line_behind_a_record(void **state)
{
	struct harness *h = *state;

	make(h, "card.md");
	must_edit(h, "card.md", "- **Carbon Emitted:**",
		  "- **Carbon Emitted:** 1 g CO2e <!-- lca-record -->\n- **Carbon Emitted:**");
	expect(h, "card.md", 1, "1 g CO2e", "a line of its own");
	make(h, "out.md");
	must_edit(h, "out.md", "}}} -->", "}}} --> 1 g CO2e in all");
	expect(h, "out.md", 2, "no record", "behind the record");
	make(h, "out.prom");
	must_edit(h, "out.prom", "# lca-record", "lca_total 1 # lca-record");
	expect(h, "out.prom", 2, "no record", "before the record");
	make(h, "out.csv");
	must_edit(h, "out.csv", "record,", "lca-record,training,a,,,gwp,kgCO2e,1\r\nrecord,");
	expect(h, "out.csv", 1, "lca-record,training", "a row");
}

static void counts_every_line_of_a_whole_file(void **state)
{
	static const char *const places[] = {"behind it", "before it"};
	struct harness *h = *state;

	for (size_t i = 0; i < COUNT(files); i++)
		for (size_t k = 0; k < COUNT(places); k++) {
			const char *text, *file = files[i];
			bool part = text_ends(file, ".tex") || text_starts(file, "card");

			make(h, file);
			text = harness_read(h, path_of(h, file));
			harness_write(h, file,
				      arena_printf(h->arena, "%s%s%s", k ? "It is 1 g.\n" : "",
						   text, k ? "" : "It is 1 g.\n"));
			if (!part)
				expect(h, file, 1, "It is 1 g", places[k]);
			else if (!(k && text_starts(text, "---")))
				expect(h, file, 0, "not checked", places[k]);
		}
}

static void tells_which_lines_were_not_checked(void **state)
{
	struct harness *h = *state;
	const char *card;

	make(h, "card.md");
	must_edit(h, "card.md", "---\nco2", "---\nlicense: mit\nco2");
	must_edit(h, "card.md", "<!-- lca:begin", "# Mine\n\nIt is 1 g.\n\n<!-- lca:begin");
	card = harness_read(h, path_of(h, "card.md"));
	harness_write(h, "README.md", arena_printf(h->arena, "%s\nLast words.\n", card));
	expect(h, "README.md", 0, "4 lines around it were not checked", "a page");
	expect(h, "README.md", 0, "lines 2, 10-12, ", "their numbers");
	must_edit(h, "README.md", "156 kg", "15 kg");
	expect(h, "README.md", 1, "15 kg", "the section");
}

static void reads_to_the_end(void **state)
{
	struct harness *h = *state;
	const char *text;
	FILE *file;

	make(h, "out.md");
	file = fopen(path_of(h, "out.md"), "ab");
	assert_non_null(file);
	assert_int_equal(fwrite("\0It is 1 g.\n", 1, 12, file), 12);
	assert_int_equal(fclose(file), 0);
	expect(h, "out.md", 2, "NUL byte", "behind a byte of zero");
	make(h, "out.json");
	text = harness_read(h, path_of(h, "out.json"));
	harness_write(h, "out.json", arena_printf(h->arena, "%s{\"total\": 1}\n", text));
	expect(h, "out.json", 2, "behind its end", "behind JSON");
}

/* The same lines in another order beside a remark that is worded in another way. */
static void minds_the_order_with_other_words(void **state)
{
	struct harness *h = *state;

	make(h, "out.md");
	pretend_version(h, "out.md");
	must_edit(h, "out.md", "mean of all customers", "a mean over all customers");
	must_edit(h, "out.md", "| **total** |", "| **embodied** | | 1 |\n| **total** |");
	expect(h, "out.md", 1, "embodied", "a line more");
}

static void draws_no_more_than_is_allowed(void **state)
{
	struct harness *h = *state;

	make(h, "out.md");
	must_edit(h, "out.md", "\"samples\":1000", "\"samples\":4000000000");
	expect(h, "out.md", 2, "4000000000 samples", "of the record");
	make(h, "out.md");
	must_edit(h, "out.md", "samples=1000", "samples=4000000000");
	must_edit(h, "out.md", "\"samples\":1000,", "");
	expect(h, "out.md", 2, "4000000000 samples", "of the arguments alone");
	make(h, "out.md");
	assert_int_equal(harness_run(h, "verify", "-n", "999", "out.md", NULL).status, 2);
	assert_int_equal(harness_run(h, "verify", "-n", "1000", "out.md", NULL).status, 0);
}

/* A remark in the scenario explains no other total. */
static void holds_the_total_against_the_record(void **state)
{
	static const char *const edits[][3] = {
	    {"out.statement.md", "**156 kg", "**49.6 kg"},
	    {"out.md", "**156 kg", "**49.6 kg"},
	    {"dossier.md", "**156 kg", "**49.6 kg"},
	    {"out.html", "<strong>156 kg", "<strong>49.6 kg"},
	    {"out.tex", "emitted 156 kg", "emitted 49.6 kg"},
	    {"out.csv", "counted,,,156.2", "counted,,,49.6"},
	    {"out.prom", "} 156221.5", "} 49600.5"},
	    {"card.md", "Emitted:** 156 kg", "Emitted:** 49.6 kg"},
	};
	struct harness *h = *state;

	for (size_t i = 0; i < COUNT(edits); i++) {
		const char *said = text_starts(edits[i][0], "card")
				       ? "the card prints 49.6 kg"
				       : "the report prints a total of 49";

		make(h, edits[i][0]);
		must_edit(h, "model.yaml", "sites:", "# a remark\nsites:");
		expect(h, edits[i][0], 0, NULL, "a remark");
		if (text_ends(edits[i][0], ".csv"))
			edit_all(h, edits[i][0], "total,total,,,,gwp,kgCO2e,counted,,,156.2",
				 "total,total,,,,gwp,kgCO2e,counted,,,49.6");
		else
			must_edit(h, edits[i][0], edits[i][1], edits[i][2]);
		expect(h, edits[i][0], 1, said, "with a remark");
		must_edit(h, "model.yaml", "1000 kWh", "1100 kWh");
		expect(h, edits[i][0], 1, said, "with another scenario");
		assert_int_equal(unlink(path_of(h, "model.yaml")), 0);
		expect(h, edits[i][0], 2, said, "without its scenario");
	}
}

/* The same of the sums of a JSON result; what was not touched contradicts nothing. */
static void holds_sums_of_a_report_alone(void **state)
{
	struct harness *h = *state;

	make(h, "out.json");
	assert_int_equal(unlink(path_of(h, "model.yaml")), 0);
	assert_string_equal(expect(h, "out.json", 2, "needs 'model.yaml'", "alone").out, "");
	must_edit(h, "out.json", "\"central\":\t94.2", "\"central\":\t4.2");
	expect(h, "out.json", 2, "its own figures do not agree", "an item");
}

/* Reports of every scenario, whose files are said to be elsewhere. */
static void accuses_no_report_alone(void **state)
{
	static const char *const shipped[] = {
	    "bloom-176b", "bloom-176b-api",    "bloom-176b-metered", "measured-run",
	    "serving",	  "press-asia-south1", "when-to-run"};
	static const char *const extensions[] = {"json", "md",	 "html",    "tex",
						 "csv",	 "prom", "if.yaml", "statement.md"};
	struct harness *h = *state;

	for (size_t i = 0; i < COUNT(shipped); i++)
		for (size_t k = 0; k < COUNT(extensions); k++) {
			const char *file =
			    arena_printf(h->arena, "%s.%s", shipped[i], extensions[k]);
			const char *path =
			    arena_printf(h->arena, LCA_ROOT "/scenarios/%s.yaml", shipped[i]);

			assert_int_equal(
			    harness_run(h, "run", path, "-n", "500", "-o", file, NULL).status,
			    0);
			edit_all(h, file, arena_printf(h->arena, "%s.yaml", shipped[i]),
				 "gone.yaml");
			assert_null(strstr(
			    expect(h, file, 2, "gone.yaml' (sha256 ", "alone").out, "DIFFERS"));
		}
}

/* All at once, and no error that follows from another one. */
static void names_all_that_it_needs(void **state)
{
	struct harness *h = *state;

	for (size_t i = 0; i < COUNT(files); i++) {
		struct outcome outcome;

		make(h, files[i]);
		assert_int_equal(unlink(path_of(h, "meter.csv")), 0);
		outcome = expect(h, files[i], 2, "needs 'meter.csv' (sha256 ", "no log");
		assert_null(strstr(strstr(outcome.err, "error") + 1, "error"));
		assert_int_equal(unlink(path_of(h, "model.yaml")), 0);
		outcome = expect(h, files[i], 2, "needs 'model.yaml' (sha256 ", "neither");
		assert_non_null(strstr(outcome.err, "'meter.csv' (sha256 "));
		assert_null(strstr(strstr(outcome.err, "error") + 1, "error"));
		assert_null(strstr(outcome.out, "DIFFERS"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(forgives_no_figure_of_another_version),
	    HARNESS_TEST(meets_another_version),
	    HARNESS_TEST(finds_a_version_that_is_not_printed),
	    HARNESS_TEST(hides_no_line_behind_a_record),
	    HARNESS_TEST(counts_every_line_of_a_whole_file),
	    HARNESS_TEST(tells_which_lines_were_not_checked),
	    HARNESS_TEST(reads_to_the_end),
	    HARNESS_TEST(minds_the_order_with_other_words),
	    HARNESS_TEST(draws_no_more_than_is_allowed),
	    HARNESS_TEST(holds_the_total_against_the_record),
	    HARNESS_TEST(holds_sums_of_a_report_alone),
	    HARNESS_TEST(accuses_no_report_alone),
	    HARNESS_TEST(names_all_that_it_needs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
