/* The ranking of a comparison under other ways of accounting. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view.h"
#include "reports/view_comparison.h"

static void sentence(const struct comparison_view *view)
{
	const struct comparison *comparison = view->comparison;

	doc_add(view->doc, DOC_TEXT,
		"%s is lowest in %zu of %zu ways of accounting that the data allow, with "
		"P >= 0.95 in %zu:",
		comparison->rows[0].label, comparison->first_is_lowest,
		comparison->choices_possible, comparison->first_is_sure);
}

/* The lifetime has a column where it was chosen. */
static bool lifetimes_differ(const struct comparison *comparison)
{
	for (size_t i = 1; i < comparison->choice_count; i++)
		if (!text_same(comparison->choices[i].lifetime,
			       comparison->choices[0].lifetime))
			return true;
	return false;
}

static void start(struct doc *doc, bool lifetimes)
{
	const struct doc_column columns[] = {
	    {.title = "boundary"},
	    {.title = "electricity"},
	    {.title = "lifetime"},
	    {.title = "lowest", .key = true, .wraps = true},
	    {.title = "its rank", .align = ALIGN_RIGHT},
	    {.title = "P(it is lowest)", .align = ALIGN_RIGHT}};
	enum { COLUMNS = sizeof columns / sizeof *columns, LIFETIME = 2 };
	struct doc_column used[COLUMNS];
	size_t count = 0;

	for (size_t k = 0; k < COLUMNS; k++)
		if (k != LIFETIME || lifetimes)
			used[count++] = columns[k];
	doc_table(doc, used, count);
}

static void possible(const struct comparison_view *view)
{
	const struct comparison *comparison = view->comparison;
	bool lifetimes = lifetimes_differ(comparison);
	struct doc *doc = view->doc;

	start(doc, lifetimes);
	for (size_t i = 0; i < comparison->choice_count; i++) {
		const struct accounting_choice *choice = &comparison->choices[i];

		if (!choice->possible)
			continue;
		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, choice->boundary);
		doc_cell(doc, choice->account);
		if (lifetimes)
			doc_cell(doc, choice->lifetime);
		doc_cell(doc, comparison->rows[choice->lowest].label);
		doc_number(doc, arena_printf(doc->arena, "%zu", choice->rank_of_first));
		doc_number(doc, comparison_chance(doc->arena, choice->probability,
						  comparison_is_sampled(comparison)));
	}
}

static const char *reason(struct arena *arena, const struct accounting_choice *choice)
{
	return choice->reason ? choice->reason
			      : arena_printf(arena, "%s without a figure",
					     view_count(arena, choice->without, "row"));
}

static bool is_alike(const struct comparison_view *view, size_t a, size_t b)
{
	const struct accounting_choice *choices = view->comparison->choices;
	struct arena *arena = view->doc->arena;

	return !choices[a].possible && !choices[b].possible &&
	       text_same(reason(arena, &choices[a]), reason(arena, &choices[b]));
}

/* The choices that the data do not allow, those for one reason together; written at the first
 * of them. */
static void impossible_line(const struct comparison_view *view, size_t first)
{
	const struct comparison *comparison = view->comparison;
	bool lifetimes = lifetimes_differ(comparison);
	struct buffer names = {0};

	for (size_t i = 0; i < first; i++)
		if (is_alike(view, i, first))
			return;
	for (size_t i = first; i < comparison->choice_count; i++) {
		const struct accounting_choice *choice = &comparison->choices[i];

		if (is_alike(view, i, first))
			buffer_printf(&names, "%s%s, %s%s%s", i > first ? "; " : "",
				      choice->boundary, choice->account,
				      lifetimes ? ", lifetime " : "",
				      lifetimes ? choice->lifetime : "");
	}
	doc_line(view->doc, 0, "%s: not possible: %s", names.text,
		 reason(view->doc->arena, &comparison->choices[first]));
	buffer_free(&names);
}

static void impossible(const struct comparison_view *view)
{
	doc_list(view->doc, DOC_LIST, NULL);
	for (size_t i = 0; i < view->comparison->choice_count; i++)
		if (!view->comparison->choices[i].possible)
			impossible_line(view, i);
	doc_drop_empty(view->doc);
}

void comparison_choices(const struct comparison_view *view)
{
	const struct comparison *comparison = view->comparison;

	if (comparison->choice_count == 0)
		return;
	doc_add(view->doc, DOC_SECTION, "Under other ways of accounting");
	if (comparison->choices_possible > 1) {
		sentence(view);
		possible(view);
	} else {
		doc_add(view->doc, DOC_TEXT, "No other one has a figure for every row:");
	}
	impossible(view);
}
