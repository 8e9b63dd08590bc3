/* Laws of lca verify: what was not touched comes out again in every format and from wherever it
 * is asked; what was changed is named, and nothing is written. */

#include "tests/harness.h"

static const char *const shipped[] = {"bloom-176b",   "bloom-176b-api", "bloom-176b-metered",
				      "measured-run", "serving",	"press-asia-south1",
				      "when-to-run"};
static const char *const extensions[] = {"json",    "html",	"md",	       "csv",
					 "tex",	    "cdx.json", "boamps.json", "sci.json",
					 "if.yaml", "prom",	"statement.md"};

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
static const char map[] =
    "columns: {time: timestamp, energy: {name: power_w, unit: W, kind: power}}\n";
static const char table[] = "activity,region,year,criterion,value,unit,source\n"
			    "electricity,FR,2022,gwp,60,gCO2e/kWh,our utility\n";

/* One text of a file becomes another, which it must have once at least. */
static void edit(struct harness *h, const char *file, const char *from, const char *to)
{
	const char *text = harness_read(h, arena_printf(h->arena, "%s/%s", h->folder, file));
	const char *at = strstr(text, from);

	if (!at)
		fail_msg("%s does not have '%s'", file, from);
	else
		harness_write(h, file,
			      arena_printf(h->arena, "%.*s%s%s", (int)(at - text), text, to,
					   at + strlen(from)));
}

static void write_all(struct harness *h)
{
	harness_write(h, "model.yaml", scenario);
	harness_write(h, "meter.csv", meter);
	harness_write(h, "own.csv", table);
	harness_write(h, "map.yaml", map);
}

static void make(struct harness *h, const char *command, const char *file)
{
	struct outcome outcome = harness_run(h, command, "model.yaml", "-n", "1000", "--seed",
					     "7", "--factors", "own.csv", "-o", file, NULL);

	if (outcome.status != 0)
		fail_msg("%s: %s", file, outcome.err);
}

static void expect_status(struct harness *h, const char *file, int status, const char *what)
{
	struct outcome outcome = harness_run(h, "verify", file, NULL);

	if (outcome.status != status)
		fail_msg("%s, %s: status %d\n%s%s", file, what, outcome.status, outcome.out,
			 outcome.err);
}

/* "differs", and the cause that it must name; words that must be told, too. */
static void expect_cause(struct harness *h, const char *file, const char *cause,
			 const char *words)
{
	struct outcome outcome = harness_run(h, "verify", file, "-f", "json", NULL);

	if (outcome.status != 1)
		fail_msg("%s: status %d\n%s%s", file, outcome.status, outcome.out, outcome.err);
	if (!strstr(outcome.out, arena_printf(h->arena, "\"cause\":\t\"%s\"", cause)))
		fail_msg("%s: not the cause '%s' in\n%s", file, cause, outcome.out);
	if (words && !strstr(outcome.out, words))
		fail_msg("%s: not '%s' in\n%s", file, words, outcome.out);
}

static void meets_what_was_not_touched(void **state)
{
	struct harness *h = *state;

	for (size_t i = 0; i < COUNT(shipped); i++)
		for (size_t k = 0; k < COUNT(extensions); k++) {
			const char *file = arena_printf(h->arena, "out.%s", extensions[k]);
			const char *path =
			    arena_printf(h->arena, LCA_ROOT "/scenarios/%s.yaml", shipped[i]);
			struct outcome outcome =
			    harness_run(h, "run", path, "-n", "500", "-o", file, NULL);

			if (outcome.status != 0)
				fail_msg("%s: %s", path, outcome.err);
			outcome = harness_run(h, "verify", file, NULL);
			if (outcome.status != 0 ||
			    !strstr(outcome.out, "OK: the same to the byte"))
				fail_msg("%s as %s: %s%s", shipped[i], file, outcome.out,
					 outcome.err);
		}
}

/* Options change what is computed and printed, and are followed. */
static void follows_every_option(void **state)
{
	static const char *const cases[][8] = {
	    {"--seed", "9", "--samples", "300"},
	    {"--sampler", "sobol", "--interval", "90"},
	    {"--set", "stages.training[final run].pue=1.5", "--set", "name=other -- <b>"},
	    {"--basis", "direct", "--as-of", "2024"},
	    {"--criteria", "gwp", "--no-sensitivity", "--no-advice", "--shortest"},
	    {"--digits", "1", "--equiv"},
	    {"--factors", "own.csv"},
	};
	struct harness *h = *state;

	write_all(h);
	for (size_t i = 0; i < COUNT(cases); i++)
		for (size_t k = 0; k < COUNT(extensions); k++) {
			const char *file = arena_printf(h->arena, "out.%s", extensions[k]);
			const char *arguments[HARNESS_ARGUMENTS + 1] = {"run", "model.yaml",
									"-o", file};

			for (size_t m = 0; m < 8 && cases[i][m]; m++)
				arguments[4 + m] = cases[i][m];
			assert_int_equal(harness_run_list(h, arguments).status, 0);
			expect_status(h, file, 0, cases[i][0]);
		}
}

/* Names that would end a comment, a text or a line are held by the record in any format. */
static void holds_any_name(void **state)
{
	static const char *const names[] = {
	    "a --> <b> & 'c'.yaml", "\\input{x} % \"q\" $.yaml",
	    "two\nlines.yaml",	    "caf\xc3\xa9 \xf0\x9f\x8c\x8d.yaml",
	    "{\"lca\":1}--.yaml",   "]]> *.yaml",
	};
	struct harness *h = *state;

	write_all(h);
	for (size_t i = 0; i < COUNT(names); i++) {
		harness_write(h, names[i], scenario);
		for (size_t k = 0; k < COUNT(extensions); k++) {
			const char *file = arena_printf(h->arena, "out.%s", extensions[k]);
			struct outcome outcome =
			    harness_run(h, "run", names[i], "-n", "300", "-o", file, NULL);

			if (outcome.status != 0)
				fail_msg("%s: %s", names[i], outcome.err);
			expect_status(h, file, 0, names[i]);
		}
	}
}

static void meets_other_commands(void **state)
{
	static const char *const cases[][10] = {
	    {"card", "model.yaml", "-o", "card.md"},
	    {"dossier", "model.yaml", "-o", "dossier.md"},
	    {"dossier", "model.yaml", "-o", "dossier.html"},
	    {"quick", "--accelerator", "nvidia-h100-sxm5-80gb", "--count=8", "--hours=10",
	     "--region=FR", "-o", "quick.json"},
	    {"quick", "--accelerator", "nvidia-h100-sxm5-80gb", "--count=8", "--hours=10",
	     "--region=FR", "--save=saved.yaml", "-o", "saved.html"},
	    {"compare", "model.yaml", "--vary", "region=FR,DE", "-o", "compare.json"},
	    {"compare", "model.yaml", "--vary", "region=FR,DE", "-o", "compare.html"},
	    {"schedule", LCA_ROOT "/scenarios/when-to-run.yaml", "-o", "schedule.md"},
	    {"align", LCA_ROOT "/scenarios/align-models.yaml", "-o", "align.json"},
	    {"compare", "model.yaml", "--vary", "region=FR,DE", "-o", "compare.csv"},
	    {"schedule", LCA_ROOT "/scenarios/when-to-run.yaml", "-o", "schedule.csv"},
	    {"align", LCA_ROOT "/scenarios/align-models.yaml", "-o", "align.csv"},
	    {"import", "meter.csv", "-o", "import.json"},
	    {"import", "meter.csv", "-o", "import.csv"},
	    {"import", "meter.csv", "-o", "import.html"},
	    {"import", "meter.csv", "--map", "map.yaml", "-o", "import.md"},
	};
	struct harness *h = *state;

	write_all(h);
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *arguments[HARNESS_ARGUMENTS + 1] = {NULL};
		struct outcome outcome;
		size_t count = 0;

		for (; count < 10 && cases[i][count]; count++)
			arguments[count] = cases[i][count];
		outcome = harness_run_list(h, arguments);
		if (outcome.status != 0)
			fail_msg("%s: %s", arguments[count - 1], outcome.err);
		expect_status(h, arguments[count - 1], 0, "untouched");
	}
}

static void names_a_digit_of_the_scenario(void **state)
{
	struct harness *h = *state;

	write_all(h);
	make(h, "run", "out.json");
	make(h, "run", "out.html");
	make(h, "card", "card.md");
	edit(h, "model.yaml", "1000 kWh", "1001 kWh");
	expect_cause(h, "out.json", "scenario",
		     "training/final run.energy: 1000 kWh in the report, 1001 kWh in "
		     "model.yaml:7:45");
	expect_cause(h, "out.html", "scenario", "\"totals.gwp.central\"");
	expect_cause(h, "card.md", "scenario", "\"totals.gwp.central\"");
}

static void names_items_that_come_and_go(void **state)
{
	struct harness *h = *state;

	write_all(h);
	make(h, "run", "out.json");
	edit(h, "model.yaml", "item: final run", "item: first run");
	expect_cause(h, "out.json", "scenario",
		     "training/final run: an item of the report that is gone");
	expect_cause(h, "out.json", "scenario",
		     "training/first run: an item that the report does not have");
}

static void names_a_row_of_the_log(void **state)
{
	struct harness *h = *state;

	write_all(h);
	make(h, "run", "out.json");
	make(h, "run", "out.tex");
	edit(h, "meter.csv", "00:02:00,3000\n", "00:02:00,3100\n");
	expect_cause(h, "out.json", "log", "training/metered.log energy: ");
	expect_cause(h, "out.tex", "log", "meter.csv has changed since");
	harness_write(h, "meter.csv", meter);
	edit(h, "meter.csv", "2024-03-04 00:03:00,3000\n", "");
	expect_cause(h, "out.json", "log", "rows used: 4 in the report, 3 now");
}

/* Two at once: each with what it moved, the larger one first. */
static void tells_causes_apart(void **state)
{
	struct harness *h = *state;
	struct outcome outcome;

	write_all(h);
	make(h, "run", "out.json");
	edit(h, "model.yaml", "1000 kWh", "1100 kWh");
	edit(h, "own.csv", ",60,", ",63,");
	outcome = harness_run(h, "verify", "out.json", NULL);
	assert_int_equal(outcome.status, 1);
	/* The factor moves electricity alone, the energy what it is of it. */
	assert_non_null(strstr(outcome.out, "% of the total\n"));
	assert_true(strstr(outcome.out, "model.yaml has changed since") <
		    strstr(outcome.out, "own.csv has changed since"));
	edit(h, "own.csv", ",63,", ",90,");
	outcome = harness_run(h, "verify", "out.json", NULL);
	assert_true(strstr(outcome.out, "model.yaml has changed since") >
		    strstr(outcome.out, "own.csv has changed since"));
}

static void names_a_factor(void **state)
{
	struct harness *h = *state;

	write_all(h);
	make(h, "run", "out.json");
	make(h, "run", "out.prom");
	edit(h, "own.csv", ",60,", ",61,");
	expect_cause(h, "out.json", "own factors",
		     "electricity/FR/2022/gwp: 60 gCO2e/kWh in the report, 61 gCO2e/kWh now");
	expect_cause(h, "out.prom", "own factors", "own.csv has changed since");
}

/* As an older release would have been: its digest and one of its values. */
static void names_the_built_in_factors(void **state)
{
	struct harness *h = *state;
	const char *text, *at;

	write_all(h);
	assert_int_equal(
	    harness_run(h, "run", "model.yaml", "-n", "500", "-o", "out.json", NULL).status, 0);
	text = harness_read(h, arena_printf(h->arena, "%s/out.json", h->folder));
	at = strstr(text, "\"factors\":");
	at = at ? strstr(at, "\"sha256\":\t\"") : NULL;
	assert_non_null(at);
	edit(h, "out.json", arena_copy(h->arena, at, 24), "\"sha256\":\t\"0123456789ab");
	expect_status(h, "out.json", 0, "another digest, the same values");
	edit(h, "out.json",
	     "\"gwp\":	{\n					\"central\":	",
	     "\"gwp\":	{\n					\"central\":	1");
	expect_cause(h, "out.json", "factors", "sha256 0123456789ab");
}

static void names_the_seed(void **state)
{
	struct harness *h = *state;

	write_all(h);
	make(h, "run", "out.json");
	make(h, "run", "out.csv");
	edit(h, "out.json", "\"seed\":	7", "\"seed\":	8");
	expect_cause(h, "out.json", "seed", "the record was edited");
	edit(h, "out.json", "--seed=7", "--seed=8");
	expect_cause(h, "out.json", "seed", "seed 8 and 1000 samples");
	edit(h, "out.csv", "\"\"seed\"\":7", "\"\"seed\"\":8");
	expect_cause(h, "out.csv", "seed", NULL);
}

static void names_a_digit_of_the_report(void **state)
{
	static const char *const files[] = {"out.json", "out.html", "out.md",  "out.csv",
					    "out.tex",	"out.prom", "card.md", "out.cdx.json"};
	struct harness *h = *state;

	write_all(h);
	for (size_t i = 0; i < COUNT(files); i++) {
		const char *text, *at;

		make(h, text_starts(files[i], "card") ? "card" : "run", files[i]);
		text = harness_read(h, arena_printf(h->arena, "%s/%s", h->folder, files[i]));
		at = strstr(text, "final run");
		at = at ? strpbrk(at, "0123456789") : NULL;
		assert_non_null(at);
		harness_write(h, files[i],
			      arena_printf(h->arena, "%.*s%c%s", (int)(at - text), text,
					   *at == '9' ? '8' : *at + 1, at + 1));
		expect_cause(h, files[i], "report", NULL);
	}
	make(h, "run", "out.json");
	edit(h, "out.json", "\"unit\":	\"kgCO2e\"", "\"unit\":	\"gCO2e\"");
	expect_cause(h, "out.json", "report", "\"criteria[gwp].unit\"");
	make(h, "card", "card.md");
	edit(h, "card.md", "  emissions: ", "  emissions: 1");
	expect_cause(h, "card.md", "report", NULL);
}

/* The same lines in another order, twice, or one less. */
static void names_lines_that_were_moved(void **state)
{
	struct harness *h = *state;

	write_all(h);
	make(h, "run", "out.csv");
	edit(h, "out.csv", "embodied/servers,embodied",
	     "total,total,,,,gwp,kgCO2e,counted\r\nembodied/servers,embodied");
	expect_cause(h, "out.csv", "report", "\"line ");
	make(h, "card", "card.md");
	edit(h, "card.md", "- **Cloud Provider:**",
	     "- **Hours used:** 1\n- **Cloud Provider:**");
	expect_cause(h, "card.md", "report", "\"line ");
	make(h, "run", "out.tex");
	edit(h, "out.tex", "\\toprule\n", "");
	expect_cause(h, "out.tex", "report", "\"line ");
	make(h, "run", "out.md");
	edit(h, "out.md", "\"unit\":\"kgCO2e\"", "\"unit\":\"gCO2e\"");
	expect_cause(h, "out.md", "report", "record.totals.gwp.unit");
}

/* A remark in the scenario, other bytes of the same JSON, a card in somebody's page. */
static void minds_nothing_that_moves_no_number(void **state)
{
	struct harness *h = *state;
	struct outcome outcome;
	const char *card;

	write_all(h);
	make(h, "run", "out.json");
	make(h, "run", "out.md");
	make(h, "run", "out.cdx.json");
	make(h, "card", "card.md");
	card = harness_read(h, arena_printf(h->arena, "%s/card.md", h->folder));
	harness_write(h, "README.md",
		      arena_printf(h->arena, "%s\n# Mine\n\nMore words: 50.5.\n", card));
	expect_status(h, "README.md", 0, "a page around it");
	edit(h, "out.json", "\n	\"scenario\":	{", "\n\n	\"scenario\": {");
	expect_status(h, "out.json", 0, "other blanks");
	edit(h, "model.yaml", "sites:\n", "# a remark\nsites:\n");
	outcome = harness_run(h, "verify", "out.json", NULL);
	assert_int_equal(outcome.status, 0);
	assert_non_null(strstr(outcome.out, "model.yaml has changed since"));
	expect_status(h, "out.md", 0, "a remark in the scenario");
	expect_status(h, "out.cdx.json", 0, "a remark in the scenario");
}

/* What a report holds follows from words, too: they are named, and nobody is accused. */
static void names_what_is_no_quantity(void **state)
{
	static const struct {
		const char *from, *to, *told;
	} cases[] = {
	    {"log: meter.csv", "log: meter.csv, metered_at: accelerator",
	     "training/metered metered_at: "},
	    {"item: final run", "item: final run, phase: use",
	     "training/final run phase: creation in the report, use now"},
	    {"item: final run", "item: final run, source: a meter", "source: "},
	    {"stages:", "per: request\nserved: 5 request\nstages:", "scenario.served"},
	    {"stages:", "excluded: [{stage: idle, reason: rented}]\nstages:",
	     "idle reason: nothing in the report, rented now"},
	    {"name: a small model", "name: a smaller model",
	     "name: a small model in the report, a smaller model now"},
	};
	struct harness *h = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct outcome outcome;

		write_all(h);
		make(h, "run", "out.json");
		edit(h, "model.yaml", cases[i].from, cases[i].to);
		expect_cause(h, "out.json", "scenario", cases[i].told);
		outcome = harness_run(h, "verify", "out.json", NULL);
		assert_null(strstr(outcome.out, "was edited\n"));
		assert_non_null(strstr(outcome.out, "as well cannot be told"));
	}
}

static void names_one_of_several_scenarios(void **state)
{
	static const char *const files[] = {"two.json", "two.csv", "two.html"};
	struct harness *h = *state;
	struct outcome outcome;

	for (size_t i = 0; i < COUNT(files); i++) {
		write_all(h);
		harness_write(h, "other.yaml", scenario);
		edit(h, "other.yaml", "1000 kWh", "3000 kWh");
		outcome = harness_run(h, "compare", "model.yaml", "other.yaml", "-n", "300",
				      "-o", files[i], NULL);
		assert_int_equal(outcome.status, 0);
		expect_status(h, files[i], 0, "untouched");
		edit(h, "other.yaml", "3000 kWh", "3001 kWh");
		expect_cause(h, files[i], "scenario", "other.yaml has changed since");
	}
}

static void names_the_seed_at_few_samples(void **state)
{
	static const char *const names[] = {"bloom-176b", "serving", "measured-run"};
	static const char *const counts[] = {"500", "2000"};
	struct harness *h = *state;

	for (size_t i = 0; i < COUNT(names); i++)
		for (size_t k = 0; k < COUNT(counts); k++) {
			const char *path =
			    arena_printf(h->arena, LCA_ROOT "/scenarios/%s.yaml", names[i]);

			assert_int_equal(
			    harness_run(h, "run", path, "-n", counts[k], "-o", "out.json", NULL)
				.status,
			    0);
			edit(h, "out.json", "\"seed\":	1", "\"seed\":	2");
			expect_cause(h, "out.json", "seed", "the record was edited");
		}
}

/* A card may be put into any page that lca card takes. */
static void reads_pages_as_the_card_does(void **state)
{
	static const char *const pages[] = {
	    "\xef\xbb\xbf# Mine\n",
	    "\xef\xbb\xbf---\nlicense: mit\n---\n# Mine\n",
	    "---\nlicense: mit\nco2_eq_emissions:\n  # ours\n  emissions: 3\ntags: [a]\n---\n",
	    ("```\n<!-- lca:begin -->\n<!-- lca:end -->\n```\n<!-- lca:begin -->\n"
	     "<!-- lca:end -->\n"),
	    "---  \nlicense: mit\n--- \t\n# Mine\n",
	    "# Mine\n  <!-- lca:begin -->\n   <!-- lca:end -->\nmore",
	    "---\r\nlicense: mit\r\n---\r\n# Mine\r\n",
	    "",
	};
	struct harness *h = *state;

	write_all(h);
	for (size_t i = 0; i < COUNT(pages); i++) {
		struct outcome outcome;

		harness_write(h, "README.md", pages[i]);
		outcome = harness_run(h, "card", "model.yaml", "-n", "300", "--into",
				      "README.md", NULL);
		if (outcome.status != 0)
			fail_msg("page %zu: %s", i, outcome.err);
		expect_status(h, "README.md", 0, pages[i]);
		edit(h, "README.md", "**Hardware Type:**", "**Hardware Type:** 3");
		expect_cause(h, "README.md", "report", "Hardware Type");
	}
}

static void shows_nothing_of_a_file_that_is_no_table(void **state)
{
	struct harness *h = *state;
	struct outcome outcome;

	write_all(h);
	harness_write(h, "secret.txt", "password:tell-nobody\n");
	harness_write(h, "odd.md",
		      "<!-- lca-record: {\"lca\":\"0\",\"command\":\"run\",\"format\":"
		      "\"markdown\",\"arguments\":[\"model.yaml\","
		      "\"-\\u002dfactors=secret.txt\"]} -->\n");
	outcome = harness_run(h, "verify", "odd.md", NULL);
	assert_int_equal(outcome.status, 2);
	assert_non_null(strstr(outcome.err, "secret.txt:1"));
	assert_null(strstr(outcome.err, "tell-nobody"));
	assert_null(strstr(outcome.out, "tell-nobody"));
}

static void finds_what_was_moved(void **state)
{
	struct harness *h = *state;
	const char *text;

	write_all(h);
	make(h, "run", "out.json");
	make(h, "run", "out.html");
	harness_write(h, "moved/model.yaml", scenario);
	harness_write(h, "moved/meter.csv", meter);
	harness_write(h, "moved/own.csv", table);
	edit(h, "model.yaml", "1000 kWh", "1001 kWh");
	for (size_t i = 0; i < 2; i++) {
		const char *name = i ? "out.html" : "out.json";

		text = harness_read(h, arena_printf(h->arena, "%s/%s", h->folder, name));
		harness_write(h, arena_printf(h->arena, "moved/%s", name), text);
		harness_write(h, arena_printf(h->arena, "moved/deep/er/%s", name), text);
		expect_status(h, arena_printf(h->arena, "moved/%s", name), 0, "beside");
		expect_status(h, name, 1, "changed here");
		assert_int_equal(
		    harness_run(h, "verify", name, "--scenario", "moved/model.yaml", NULL)
			.status,
		    0);
	}
	assert_int_equal(unlink(arena_printf(h->arena, "%s/model.yaml", h->folder)), 0);
	expect_status(h, "moved/deep/er/out.json", 0, "above");
	expect_status(h, "moved/deep/er/out.html", 0, "above");
	edit(h, "moved/model.yaml", "1000 kWh", "1002 kWh");
	expect_cause(h, "moved/out.json", "scenario", "1002 kWh in model.yaml");
}

/* A report of an unknown hand makes nothing happen. */
static void writes_nothing(void **state)
{
	static const char *const arguments[] = {
	    "\"--output=stolen\"", "\"--outp=stolen\"",	   "\"-ostolen\"",
	    "\"--save=stolen\"",   "\"--rejects=stolen\"", "\"--into=stolen\"",
	};
	static const char *const names[] = {"run", "quick", "card", "new", "factors"};
	struct harness *h = *state;
	struct stat status;

	write_all(h);
	for (size_t i = 0; i < COUNT(arguments); i++)
		for (size_t k = 0; k < COUNT(names); k++) {
			harness_write(h, "odd.md",
				      arena_printf(h->arena,
						   "<!-- lca-record: {\"lca\":\"0\","
						   "\"command\":\"%s\","
						   "\"format\":\"markdown\",\"arguments\":"
						   "[\"model.yaml\",%s]} -->\n",
						   names[k], arguments[i]));
			expect_status(h, "odd.md", 2, arguments[i]);
			assert_int_not_equal(
			    stat(arena_printf(h->arena, "%s/stolen", h->folder), &status), 0);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(meets_what_was_not_touched),
	    HARNESS_TEST(follows_every_option),
	    HARNESS_TEST(holds_any_name),
	    HARNESS_TEST(meets_other_commands),
	    HARNESS_TEST(names_a_digit_of_the_scenario),
	    HARNESS_TEST(names_items_that_come_and_go),
	    HARNESS_TEST(names_a_row_of_the_log),
	    HARNESS_TEST(tells_causes_apart),
	    HARNESS_TEST(names_a_factor),
	    HARNESS_TEST(names_the_built_in_factors),
	    HARNESS_TEST(names_the_seed),
	    HARNESS_TEST(names_a_digit_of_the_report),
	    HARNESS_TEST(names_lines_that_were_moved),
	    HARNESS_TEST(minds_nothing_that_moves_no_number),
	    HARNESS_TEST(names_what_is_no_quantity),
	    HARNESS_TEST(names_one_of_several_scenarios),
	    HARNESS_TEST(names_the_seed_at_few_samples),
	    HARNESS_TEST(reads_pages_as_the_card_does),
	    HARNESS_TEST(shows_nothing_of_a_file_that_is_no_table),
	    HARNESS_TEST(finds_what_was_moved),
	    HARNESS_TEST(writes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
