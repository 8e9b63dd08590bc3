/* Laws of lca verify on a page with a card in it: a front matter or markers that others read in
 * another way than lca card does let no figure pass. */

#include "tests/harness.h"

static const char scenario[] = "lca: 1\n"
			       "name: a small model\n"
			       "stages:\n"
			       "  training:\n"
			       "    - {item: run, region: FR, year: 2022, energy: 1000 kWh}\n";
static const char page[] = "---\nlicense: mit\n---\n# Mine\n";

static const char *replaced(struct harness *h, const char *text, const char *from,
			    const char *to)
{
	const char *at = strstr(text, from);

	if (!at)
		fail_msg("no '%s' in\n%s", from, text);
	return arena_printf(h->arena, "%.*s%s%s", (int)(at - text), text, to,
			    at + strlen(from));
}

static const char *card(struct harness *h)
{
	harness_write(h, "model.yaml", scenario);
	harness_write(h, "README.md", page);
	assert_int_equal(
	    harness_run(h, "card", "model.yaml", "-n", "1000", "--into", "README.md", NULL)
		.status,
	    0);
	return harness_read(h, arena_printf(h->arena, "%s/README.md", h->folder));
}

static void expect(struct harness *h, const char *text, int status, const char *words)
{
	struct outcome outcome;

	harness_write(h, "page.md", text);
	outcome = harness_run(h, "verify", "page.md", NULL);
	if (outcome.status != status || !strstr(outcome.out, words))
		fail_msg("status %d, or no '%s':\n%s%s\n%s", outcome.status, words, outcome.out,
			 outcome.err, text);
}

static void reads_figures_of_the_front_matter_as_others_do(void **state)
{
	static const struct {
		const char *from, *to, *words;
	} cases[] = {
	    {"license: mit", "license: mit\nlicense: mit", "is given"},
	    {"license: mit", "<<: {a: 1}", "cannot be read as lca card reads it"},
	    {"license: mit", "\"co2_eq_emissions\": {emissions: 1}", "is given"},
	    {"<!-- lca:begin -->\n", "", "has no begin"},
	    {"<!-- lca:end -->\n", "", "cannot be read as lca card reads it"},
	    {"# Mine", "# Mine\n```", "cannot be read as lca card reads it"},
	};
	struct harness *h = *state;
	const char *good = card(h);

	expect(h, good, 0, "OK");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect(h, replaced(h, good, cases[i].from, cases[i].to), 1, cases[i].words);
}

/* A section that was pasted without its markers stands for itself; a figure above it that says
 * something else does not. */
static void holds_the_front_matter_above_a_pasted_section(void **state)
{
	struct harness *h = *state;
	const char *pasted = replaced(h, card(h), "<!-- lca:begin -->\n", "");

	pasted = replaced(h, pasted, "<!-- lca:end -->\n", "");
	expect(h, pasted, 0, "were not checked");
	expect(h, strstr(pasted, "# Mine"), 0, "not checked");
	expect(h, replaced(h, pasted, "  emissions: ", "  emissions: 1"), 1,
	       "co2_eq_emissions in the front matter is not what comes out");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(reads_figures_of_the_front_matter_as_others_do),
	    HARNESS_TEST(holds_the_front_matter_above_a_pasted_section),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
