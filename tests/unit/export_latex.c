/* LaTeX: nothing of a user's text is a command; the table has the figures. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reports/export_latex.h"
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
	    " & 100.0\\,\\% & \\\\\n\\bottomrule\n",
	    "57 gCO$_2$e/kWh as stated for jean-zay, FR~\\cite{lca-stated-",
	    "title = {{arXiv:2211.02001, section 4.1, a stated lower bound}},",
	    "power (400 W)~\\cite{",
	};
	struct published study = published_shipped("bloom-176b");

	(void)state;
	export_latex(&study.request, &study.out);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		if (!strstr(study.out.text, wanted[i]))
			fail_msg("'%s' does not stand in\n%s", wanted[i], study.out.text);
	published_free(&study);
}

/* Every key that is cited is an entry, and every entry once. */
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
			const char *cite = strstr(study.out.text, "\\cite{");

			while (cite && !text_starts(cite + strlen("\\cite{"), key))
				cite = strstr(cite + 1, "\\cite{");
			if (!cite &&
			    !strstr(study.out.text, arena_printf(study.arena, ",%s}", key)))
				fail_msg("%s: %s is not cited", names[i], key);
			assert_null(
			    strstr(at + 1, arena_printf(study.arena, "@misc{%s,", key)));
			entries++;
		}
		assert_true(entries > 0);
		published_free(&study);
	}
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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
