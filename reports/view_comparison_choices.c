/* The ranking of a comparison under other ways of accounting. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view.h"
#include "reports/view_comparison.h"

enum { NAMES_MOST = 4 };

static bool lacks_row(const struct accounting_choice *choice, size_t row)
{
	for (size_t i = 0; i < choice->without; i++)
		if (choice->lacking[i] == row)
			return true;
	return false;
}

/* Whether a way that is counted leaves the row out. */
static bool is_left_out(const struct comparison *comparison, size_t row)
{
	for (size_t i = 0; i < comparison->choice_count; i++)
		if (comparison->choices[i].counted && lacks_row(&comparison->choices[i], row))
			return true;
	return false;
}

/* The rows that could be the lowest instead: the second, and those of the first group. */
static void add_absent(struct buffer *text, const struct comparison *comparison)
{
	size_t count = 0;

	for (size_t i = 1; i < comparison->ranked; i++) {
		if ((i > 1 && comparison->rows[i].group > 1) || !is_left_out(comparison, i))
			continue;
		if (count++ < NAMES_MOST)
			buffer_printf(text, "%s%s (rank %zu)",
				      count == 1 ? "; not all of these have a figure for "
						 : comparison_separator(comparison),
				      comparison->rows[i].label, i + 1);
	}
	if (count > NAMES_MOST)
		buffer_printf(text, " and %zu more", count - NAMES_MOST);
}

/* Where another is lower by the median alone. */
static void add_alike(struct buffer *text, const struct comparison *comparison)
{
	size_t alike = comparison->first_is_alike;
	size_t others = comparison->choices_counted - comparison->first_is_lowest;

	if (!alike)
		return;
	buffer_printf(text, "; in ");
	if (alike == others)
		buffer_printf(text, others == 1 ? "the other" : "the others");
	else
		buffer_printf(text, "%zu of the %zu others", alike, others);
	buffer_printf(text, " it cannot be told apart from the lowest");
}

static void sentence(const struct comparison_view *view)
{
	const struct comparison *comparison = view->comparison;
	size_t few = comparison->choices_possible - comparison->choices_counted;
	struct buffer text = {0};

	buffer_printf(&text,
		      "%s is lowest in %zu of %zu ways of accounting that the data allow for "
		      "it, with P >= 0.95 in %zu",
		      comparison->rows[0].label, comparison->first_is_lowest,
		      comparison->choices_counted, comparison->first_is_sure);
	add_alike(&text, comparison);
	add_absent(&text, comparison);
	if (few)
		buffer_printf(&text,
			      "; %zu more %s not counted: less than half of the rows have a "
			      "figure",
			      few, few == 1 ? "is" : "are");
	doc_add(view->doc, DOC_TEXT, "%s:", text.text);
	buffer_free(&text);
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
	    {.title = "its rank", .wraps = true},
	    {.title = "P(it is lowest)", .align = ALIGN_RIGHT}};
	enum { COLUMNS = sizeof columns / sizeof *columns, LIFETIME = 2 };
	struct doc_column used[COLUMNS];
	size_t count = 0;

	for (size_t k = 0; k < COLUMNS; k++)
		if (k != LIFETIME || lifetimes)
			used[count++] = columns[k];
	doc_table(doc, used, count);
}

/* ", without SE", or ", without 3 rows", which are listed below. */
static const char *without(struct arena *arena, const struct comparison *comparison,
			   const struct accounting_choice *choice)
{
	if (choice->without == 0)
		return "";
	if (choice->without == 1)
		return arena_printf(arena, ", without %s",
				    comparison->rows[choice->lacking[0]].label);
	return arena_printf(arena, ", without %zu rows", choice->without);
}

/* "3", or "3 of 148, without SE" where some rows have no figure; and whether another is lower
 * by the median alone. */
static const char *its_rank(struct arena *arena, const struct comparison *comparison,
			    const struct accounting_choice *choice)
{
	const char *alike =
	    choice->rank_of_first > 1 && !choice->told_from_lowest ? ", not told apart" : "";

	for (size_t i = 0; i < comparison->choice_count; i++)
		if (comparison->choices[i].possible && comparison->choices[i].without)
			return arena_printf(arena, "%zu of %zu%s%s", choice->rank_of_first,
					    comparison->ranked - choice->without, alike,
					    without(arena, comparison, choice));
	return arena_printf(arena, "%zu%s", choice->rank_of_first, alike);
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
		doc_cell(doc, its_rank(doc->arena, comparison, choice));
		doc_number(doc,
			   comparison_chance(doc->arena, choice->probability, choice->error,
					     comparison_is_sampled(comparison)));
	}
}

/* Whether two choices lack the same rows for the same reason; what is not possible is so for
 * the first row, whatever the others have. */
static bool is_alike(const struct accounting_choice *a, const struct accounting_choice *b)
{
	if (a->possible != b->possible || !text_same(a->reason, b->reason))
		return false;
	return !a->possible ||
	       (a->without == b->without &&
		(a->without == 0 ||
		 memcmp(a->lacking, b->lacking, a->without * sizeof *a->lacking) == 0));
}

/* What a choice is of: boundary, account, lifetime. */
enum { PARTS = 3, LIFETIME_PART = 2 };

static const char *part_of(const struct accounting_choice *choice, size_t part)
{
	const char *const parts[PARTS] = {choice->account, choice->boundary, choice->lifetime};

	return parts[part];
}

/* The one that all alike have, or NULL. */
static const char *common_part(const struct comparison *comparison, size_t first, size_t part)
{
	const struct accounting_choice *choices = comparison->choices;

	for (size_t i = first; i < comparison->choice_count; i++)
		if (is_alike(&choices[i], &choices[first]) &&
		    !text_same(part_of(&choices[i], part), part_of(&choices[first], part)))
			return NULL;
	return part_of(&choices[first], part);
}

/* How many choices have the parts that all alike have in common. */
static size_t count_covered(const struct comparison *comparison, const char *const *common)
{
	size_t count = 0;

	for (size_t i = 0; i < comparison->choice_count; i++) {
		bool covered = true;

		for (size_t p = 0; p < PARTS; p++)
			covered = covered &&
				  (!common[p] ||
				   text_same(common[p], part_of(&comparison->choices[i], p)));
		count += covered;
	}
	return count;
}

static void add_choice(struct buffer *names, const char *const *parts, bool lifetimes)
{
	static const char *const any[PARTS] = {"any account", "either boundary",
					       "either lifetime"};

	for (size_t p = 0; p < PARTS; p++)
		if (p != LIFETIME_PART || lifetimes)
			buffer_printf(names, "%s%s%s", p ? ", " : "",
				      p == LIFETIME_PART && parts[p] ? "lifetime " : "",
				      parts[p] ? parts[p] : any[p]);
}

/* The names of all choices like the first of them: "market, either boundary" where that says
 * just these. */
static void add_names(struct buffer *names, const struct comparison *comparison, size_t first)
{
	const struct accounting_choice *choices = comparison->choices;
	bool lifetimes = lifetimes_differ(comparison);
	const char *parts[PARTS];
	size_t alike = 0;

	for (size_t i = first; i < comparison->choice_count; i++)
		alike += is_alike(&choices[i], &choices[first]);
	for (size_t p = 0; p < PARTS; p++)
		parts[p] = common_part(comparison, first, p);
	if (count_covered(comparison, parts) == alike) {
		add_choice(names, parts, lifetimes);
		return;
	}
	for (size_t i = first; i < comparison->choice_count; i++) {
		if (!is_alike(&choices[i], &choices[first]))
			continue;
		for (size_t p = 0; p < PARTS; p++)
			parts[p] = part_of(&choices[i], p);
		buffer_printf(names, "%s", i > first ? "; " : "");
		add_choice(names, parts, lifetimes);
	}
}

static void add_lacking(struct buffer *text, const struct comparison *comparison,
			const struct accounting_choice *choice)
{
	size_t named = choice->without <= NAMES_MOST ? choice->without : NAMES_MOST - 1;

	buffer_printf(text, "%zu of %zu rows %s no figure and %s left out: ", choice->without,
		      comparison->ranked, choice->without == 1 ? "has" : "have",
		      choice->without == 1 ? "is" : "are");
	for (size_t i = 0; i < named; i++)
		buffer_printf(text, "%s%s", i ? comparison_separator(comparison) : "",
			      comparison->rows[choice->lacking[i]].label);
	if (named < choice->without)
		buffer_printf(text, " and %zu more", choice->without - named);
	buffer_printf(text, " (%s)", choice->reason);
}

/* Choices that lack the same rows, on one line; written at the first of them. */
static void lacking_line(const struct comparison_view *view, size_t first)
{
	const struct comparison *comparison = view->comparison;
	const struct accounting_choice *choice = &comparison->choices[first];
	struct buffer text = {0};

	for (size_t i = 0; i < first; i++)
		if (is_alike(&comparison->choices[i], choice))
			return;
	add_names(&text, comparison, first);
	buffer_printf(&text, ": ");
	if (choice->possible)
		add_lacking(&text, comparison, choice);
	else
		buffer_printf(&text, "not possible: %s", choice->reason);
	doc_line(view->doc, 0, "%s", text.text);
	buffer_free(&text);
}

static void lacking(const struct comparison_view *view)
{
	doc_list(view->doc, DOC_LIST, NULL);
	for (size_t i = 0; i < view->comparison->choice_count; i++)
		if (view->comparison->choices[i].without)
			lacking_line(view, i);
	doc_drop_empty(view->doc);
}

void comparison_choices(const struct comparison_view *view)
{
	const struct comparison *comparison = view->comparison;

	if (comparison->choice_count == 0 && !comparison->choices_asked)
		return;
	doc_add(view->doc, DOC_SECTION, "Under other ways of accounting");
	if (comparison->choice_count == 0) {
		doc_add(view->doc, DOC_TEXT,
			"Not tried: they are of climate change by the location (gwp) alone, "
			"and this is ranked by %s.",
			comparison->criteria[comparison->by]->id);
		return;
	}
	if (comparison->choices_possible > 1) {
		sentence(view);
		possible(view);
	} else {
		doc_add(view->doc, DOC_TEXT,
			"No other one has a figure for %s:", comparison->rows[0].label);
	}
	lacking(view);
}
