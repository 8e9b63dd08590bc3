/* The dossier of every shipped scenario: its sections, its figures, its counts, its links. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/harness.h"

static const char *const scenarios[] = {
    "bloom-176b", "bloom-176b-api", "bloom-176b-metered", "measured-run",
    "serving",	  "when-to-run",    "press-asia-south1"};

static const char *dossier(struct harness *h, const char *name, const char *format)
{
	struct outcome outcome = harness_run(
	    h, "dossier", arena_printf(h->arena, "%s/scenarios/%s.yaml", LCA_ROOT, name), "-n",
	    "400", "-f", format, NULL);

	if (outcome.status != 0)
		fail_msg("%s: %s", name, outcome.err);
	return outcome.out;
}

static const char *line_of(struct arena *arena, const char *text, unsigned number)
{
	for (unsigned i = 1; i < number; i++)
		text = strchr(text, '\n') + 1;
	return arena_copy(arena, text, strcspn(text, "\n"));
}

static size_t count(const char *text, const char *part)
{
	size_t found = 0;

	for (text = strstr(text, part); text; text = strstr(text + 1, part))
		found++;
	return found;
}

static void sections_stand_in_order(void **state)
{
	static const char *const titles[] = {
#define SECTION(id, title) title,
#include "reports/dossier_sections.def"
#undef SECTION
	};
	struct harness *h = *state;

	for (size_t s = 0; s < COUNT(scenarios); s++) {
		const char *text = dossier(h, scenarios[s], "markdown");

		for (size_t i = 0; i < COUNT(titles); i++) {
			const char *found = strstr(
			    text, arena_printf(h->arena, "\n## %zu %s\n", i + 1, titles[i]));

			if (!found)
				fail_msg("%s: no section %s", scenarios[s], titles[i]);
			text = found;
		}
		assert_non_null(strstr(text, "<!-- lca-record: {"));
	}
}

static void figures_are_those_of_the_run(void **state)
{
	struct harness *h = *state;

	for (size_t s = 0; s < COUNT(scenarios); s++) {
		struct outcome run = harness_run(
		    h, "run",
		    arena_printf(h->arena, "%s/scenarios/%s.yaml", LCA_ROOT, scenarios[s]),
		    "-n", "400", "--no-advice", NULL);

		assert_string_equal(line_of(h->arena, dossier(h, scenarios[s], "text"), 2),
				    line_of(h->arena, run.out, 2));
	}
}

/* The four tallies of the first page, against the rows of the tables. */
static void tallies_count_the_rows(void **state)
{
	struct harness *h = *state;

	for (size_t s = 0; s < COUNT(scenarios); s++) {
		const char *text = dossier(h, scenarios[s], "markdown");
		const char *clauses = strstr(text, "\n## 13 ");
		size_t met = 0, of = 0, partly = 0, not_met = 0, tables = 0;

		for (const char *at = text; (at = strstr(at, " met, ")) && at < clauses; at++) {
			size_t m, o, p, n;
			const char *start = at;

			while (start > text && !strchr("|", start[-1]))
				start--;
			assert_int_equal(sscanf(start, " %zu of %zu met, %zu partly, %zu not",
						&m, &o, &p, &n),
					 4);
			met += m;
			of += o;
			partly += p;
			not_met += n;
			tables++;
		}
		assert_int_equal(tables, 4);
		assert_int_equal(of, met + partly + not_met);
		assert_int_equal(count(clauses, "| met |"), met);
		assert_int_equal(count(clauses, "| partly met |"), partly);
		assert_int_equal(count(clauses, "| not met |"), not_met);
	}
}

static void links_lead_somewhere(void **state)
{
	struct harness *h = *state;

	for (size_t s = 0; s < COUNT(scenarios); s++) {
		const char *page = dossier(h, scenarios[s], "html");
		size_t links = 0;

		for (const char *at = page; (at = strstr(at, "href=\"#")); at++) {
			const char *name = arena_copy(h->arena, at + 7, strcspn(at + 7, "\""));
			const char *id = arena_printf(h->arena, " id=\"%s\"", name);

			if (count(page, id) != 1)
				fail_msg("%s: %zu targets of #%s", scenarios[s],
					 count(page, id), name);
			links++;
		}
		assert_true(links > 60);
		for (const char *at = page; (at = strstr(at, " id=\"")); at++) {
			const char *id =
			    arena_copy(h->arena, at, 5 + strcspn(at + 5, "\"") + 1);

			if (count(page, id) != 1)
				fail_msg("%s: %zu of %s", scenarios[s], count(page, id), id);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(sections_stand_in_order),
	    HARNESS_TEST(figures_are_those_of_the_run),
	    HARNESS_TEST(tallies_count_the_rows),
	    HARNESS_TEST(links_lead_somewhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
