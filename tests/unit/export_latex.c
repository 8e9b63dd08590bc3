/* LaTeX: nothing of a user's text is a command; the table has the figures. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "reports/export_latex.h"
#include "reports/latex_work.h"
#include "tests/unit/export_fixture.h"

static void escapes_what_latex_reads(void **state)
{
	static const struct {
		const char *text, *latex;
	} cases[] = {
	    {"plain text", "plain text"},
	    {"\\input{/etc/passwd}",
	     "\\textbackslash{}input\\textbraceleft{}/etc/passwd\\textbraceright{}"},
	    {"a_b & c # d $x$ 5%", "a\\_b \\& c \\# d \\$x\\$ 5\\%"},
	    {"95 % of it", "95\\,\\% of it"},
	    {"~^^5c|<>", "\\textasciitilde{}\\textasciicircum{}\\textasciicircum{}5c"
			 "\\textbar{}\\textless{}\\textgreater{}"},
	    {"t CO2e", "t CO$_2$e"},
	    {"[x] * \"q\" `y`", "{[}x{]} {*} ''q'' \\textasciigrave{}y\\textasciigrave{}"},
	    {"a -- b --- c", "a -{}- b -{}-{}- c"},
	    {"Müller, naïve, Łódź", "M\\\"{u}ller, na\\\"{\\i}ve, \\L{}\\'{o}d\\'{z}"},
	    {"Ω ≤ 5 µm – ‘x’ …", "$\\Omega$ $\\leq$ 5 $\\mu$m -- `x' \\dots{}"},
	    {"中", "{[}U+4E2D{]}"},
	    {"a\nb", "a\\textbackslash{}nb"},
	    {NULL, ""},
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(latex_escape(arena, cases[i].text), cases[i].latex);
	arena_free(arena);
}

/* BibTeX counts braces, whatever stands before them. */
static void pairs_braces_of_any_text(void **state)
{
	struct arena *arena = arena_new();
	char text[256];
	int depth = 0;

	(void)state;
	for (size_t i = 0; i < sizeof text - 1; i++)
		text[i] = (char)(i + 1);
	text[sizeof text - 1] = '\0';
	for (const char *at = latex_escape(arena, text); *at; at++) {
		assert_true((unsigned char)*at >= ' ' && (unsigned char)*at < 0x7f);
		depth += (*at == '{') - (*at == '}');
		assert_true(depth >= 0);
	}
	assert_int_equal(depth, 0);
	arena_free(arena);
}

static void names_are_letters_digits_and_dashes(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(latex_name(arena, "BLOOM 176B v1.5"), "bloom-176b-v1-5");
	assert_string_equal(latex_name(arena, "\\input{x}"), "input-x");
	assert_string_equal(latex_name(arena, "漢字"), "model");
	assert_string_equal(latex_name(arena, NULL), "model");
	arena_free(arena);
}

static void prints_the_published_table(void **state)
{
	static const char *const wanted[] = {
	    "% lca-record: {}\n",
	    "\\quad final run & 433.2 MWh & 24.69 & ",
	    "Total & & 50.5 & ",
	    " & 100.0\\,\\% & \\tabularnewline\n\\bottomrule\n",
	    "57 g CO$_2$e/kWh as stated for jean-zay, FR~\\cite[section "
	    "4.2]{lca-arxiv-2211-02001}",
	    "% The table is tab:lca-bloom-176b: refer to it by "
	    "Table~\\ref{tab:lca-bloom-176b}.",
	    "title = {{arXiv:2211.02001}},\n  year = {2022},\n  eprint = {2211.02001},",
	    "power (400 W)~\\cite[",
	};
	struct published study = published_shipped("bloom-176b");

	(void)state;
	export_latex(&study.request, &study.out);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		if (!strstr(study.out.text, wanted[i]))
			fail_msg("'%s' does not stand in\n%s", wanted[i], study.out.text);
	published_free(&study);
}

/* "{KEY}", "{KEY,", ",KEY," or ",KEY}" stands in it behind a \cite. */
static bool cites(const char *text, const char *key)
{
	for (const char *at = text; (at = strstr(at, "\\cite")) != NULL; at++) {
		const char *keys = at + strlen("\\cite");

		/* No bracket of a place is written but in braces. */
		while (*keys == '[' || (*keys != '{' && *keys))
			keys = *keys == '[' ? strstr(keys, "]{") + 1 : keys + 1;
		for (keys++; *keys != '}'; keys += *keys == ',') {
			size_t length = strcspn(keys, ",}");

			if (length == strlen(key) && strncmp(keys, key, length) == 0)
				return true;
			keys += length;
		}
	}
	return false;
}

/* Every entry is cited, and every work once. */
static void cites_what_it_lists(void **state)
{
	static const char *const names[] = {"bloom-176b", "measured-run", "serving"};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct published study = published_shipped(names[i]);
		size_t entries = 0;

		export_latex(&study.request, &study.out);
		for (const char *at = study.out.text; (at = strstr(at, "@misc{")) != NULL;
		     at++) {
			const char *key = arena_printf(study.arena, "%.*s",
						       (int)strcspn(at + 6, ","), at + 6);

			if (!cites(study.out.text, key))
				fail_msg("%s: %s is not cited", names[i], key);
			assert_null(
			    strstr(at + 1, arena_printf(study.arena, "@misc{%s,", key)));
			entries++;
		}
		assert_true(entries > 0);
		published_free(&study);
	}
}

static void takes_works_from_their_places(void **state)
{
	static const struct {
		const char *text, *arxiv, *doi, *rest, *first;
	} cases[] = {
	    {"arXiv:2211.02001, Table 1; 0.6 % below the wall-clock time", "2211.02001", NULL,
	     "Table 1; 0.6 % below the wall-clock time", "Table 1"},
	    {"arxiv:2211.02001v3", "2211.02001", NULL, "", ""},
	    {"https://arxiv.org/abs/2211.02001, section 4.2 takes the TDP", "2211.02001", NULL,
	     "section 4.2 takes the TDP", "section 4.2"},
	    {"doi:10.1145/3604930.3605705, p. 3", NULL, "10.1145/3604930.3605705", "p. 3",
	     "p. 3"},
	    {"10.1021/es202125j.", NULL, "10.1021/es202125j", ".", "."},
	    {"https://doi.org/10.1111/j.1530-9290.2011.00407.x", NULL,
	     "10.1111/j.1530-9290.2011.00407.x", "", ""},
	    {"figure of IDRIS, arXiv:2211.02001", NULL, NULL,
	     "figure of IDRIS, arXiv:2211.02001", "figure of IDRIS"},
	    {"arXiv:22", NULL, NULL, "arXiv:22", "arXiv"},
	    {"10.5 kWh/day", NULL, NULL, "10.5 kWh/day", "10.5 kWh/day"},
	    {"10.1145/a_b", NULL, NULL, "10.1145/a_b", "10.1145/a_b"},
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct latex_place place = latex_place(arena, cases[i].text);

		if (!text_same(place.arxiv, cases[i].arxiv) ||
		    !text_same(place.doi, cases[i].doi) ||
		    !text_same(place.rest, cases[i].rest) ||
		    !text_same(latex_first_words(arena, place.rest), cases[i].first))
			fail_msg("'%s': %s, %s, '%s', '%s'", cases[i].text, place.arxiv,
				 place.doi, place.rest, latex_first_words(arena, place.rest));
	}
	arena_free(arena);
}

static void parts_authors_by_what_they_are(void **state)
{
	static const struct {
		const char *id, *authors, *bibtex;
	} cases[] = {
	    {"luccioni-2022", "Luccioni, Viguier, Ligozat", "Luccioni and Viguier and Ligozat"},
	    {"bloom-carbon-notebook", "BigScience; Luccioni, Viguier, Ligozat",
	     "{BigScience} and Luccioni and Viguier and Ligozat"},
	    {"kaplan-2020", "Kaplan, McCandlish, Henighan et al.",
	     "Kaplan and McCandlish and Henighan and others"},
	    {"ipcc-ar5-wg3", "Schl\xc3\xb6mer et al.; IPCC",
	     "Schl\\\"{o}mer and others and {IPCC}"},
	    {"owid-ember", "Ember; Our World in Data", "{Ember} and {Our World in Data}"},
	    {"nga-2025", "Department of Climate Change, Energy, the Environment and Water",
	     "{Department of Climate Change, Energy, the Environment and Water}"},
	    {"of the user", "A, B", "{A, B}"},
	    {"none", NULL, ""},
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(
		    latex_authors(arena, &(struct source){.id = cases[i].id,
							  .authors = cases[i].authors}),
		    cases[i].bibtex);
	arena_free(arena);
}

/* Whoever lists authors with commas in the database is a person by latex_persons.def, or has a
 * word that names no person. */
static void knows_all_persons_of_the_database(void **state)
{
	static const char *const organisations[] = {"Department", "Ministry", "Mistral",
						    "Ergon"};
	struct published study = published_shipped("bloom-176b");
	char line[4096];
	FILE *file = fopen(LCA_ROOT "/factors/data/sources.csv", "r");

	(void)state;
	assert_non_null(file);
	while (fgets(line, sizeof line, file)) {
		const char *id =
		    arena_printf(study.arena, "%.*s", (int)strcspn(line, ","), line);
		const struct source *source = factors_source(study.factors, id);
		bool known = false;

		if (!source || !strchr(source->authors, ','))
			continue;
		for (size_t i = 0; i < sizeof organisations / sizeof *organisations; i++)
			known |= strstr(source->authors, organisations[i]) != NULL;
		if (!known && !strstr(latex_authors(study.arena, source), " and "))
			fail_msg("%s: are these persons? %s", id, source->authors);
	}
	(void)fclose(file);
	published_free(&study);
}

/* Columns and the gaps between them make a line, no more. */
static void fits_the_line(void **state)
{
	struct published study = published_shipped("serving");
	double width = 0;
	const char *end;

	(void)state;
	export_latex(&study.request, &study.out);
	end = strstr(study.out.text, "\\toprule");
	for (const char *at = strstr(study.out.text, "\\begin{tabular}");
	     (at = strstr(at, "p{")) != NULL && at < end; at++)
		width += strtod(at + 2, NULL);
	width += 10 * strtod(strstr(study.out.text, "{\\tabcolsep}{") + 13, NULL);
	assert_true(width > 0.99 && width < 1.0001);
	assert_non_null(strstr(study.out.text, "\\if@twocolumn\\def\\lcatable{table*}"));
	published_free(&study);
}

static void breaks_long_names(void **state)
{
	static const struct {
		const char *text, *latex;
	} cases[] = {
	    {"a run", "a run"},
	    {"57 gCO2e/kWh, 95 %", "57 gCO$_2$e/kWh, 95\\,\\%"},
	    {"run_two/three", "run\\_\\allowbreak{}two/\\allowbreak{}three"},
	    {"v2.5, a: b", "v2.5, a: b"},
	    {"abcdefghijklmnopqrstuvwxyz", "abcdef\\-ghijkl\\-mnopqr\\-stuvwx\\-yz"},
	    {"a--b", "a-{}-b"},
	    {"Ł\xc3\xb3 \xe4\xb8\xad", "\\L{}\\'{o} {[}U+4E2D{]}"},
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(latex_breakable(arena, cases[i].text), cases[i].latex);
	arena_free(arena);
}

static void tells_holes_and_credits(void **state)
{
	struct published study = published_typed(
	    "lca: 1\n"
	    "name: hole\n"
	    "sites:\n"
	    "  s: {region: FR, intensity: 50 gCO2e/kWh, pue: 1, losses: 0}\n"
	    "stages:\n"
	    "  training:\n"
	    "    - {item: here, site: s, energy: 300 kWh}\n"
	    "    - {item: at sea, region: AQ, pue: 1, energy: 10 kWh}\n"
	    "  other:\n"
	    "    - {item: back, amount: 1 kg, factor: 2 kgCO2e/kg, credit: true}\n");

	(void)state;
	export_latex(&study.request, &study.out);
	assert_non_null(strstr(study.out.text, "\\quad at sea & 10 kWh & missing & &"));
	assert_non_null(strstr(study.out.text, "Total, at least &"));
	assert_non_null(strstr(study.out.text, "emitted at least 15.0 kg CO$_2$e"));
	assert_non_null(strstr(study.out.text, "Credits, not part of the total"));
	published_free(&study);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(escapes_what_latex_reads),
	    cmocka_unit_test(pairs_braces_of_any_text),
	    cmocka_unit_test(names_are_letters_digits_and_dashes),
	    cmocka_unit_test(prints_the_published_table),
	    cmocka_unit_test(cites_what_it_lists),
	    cmocka_unit_test(tells_holes_and_credits),
	    cmocka_unit_test(takes_works_from_their_places),
	    cmocka_unit_test(parts_authors_by_what_they_are),
	    cmocka_unit_test(knows_all_persons_of_the_database),
	    cmocka_unit_test(fits_the_line),
	    cmocka_unit_test(breaks_long_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
