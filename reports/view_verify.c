/* The document of lca verify. */

#include "reports/view_verify.h"

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/verify.h"
#include "reports/view.h"

/* Differences that are shown; JSON and CSV have all. */
enum { MOST_SHOWN = 10 };
/* Bytes of a text that are shown of it. */
enum { LONGEST_CELL = 64 };

static const char *const cause_words[CAUSE_KINDS] = {
    [CAUSE_SCENARIO] = "the scenario has changed",
    [CAUSE_LOG] = "a file that it reads has changed",
    [CAUSE_FACTORS] = "the factors have changed",
    [CAUSE_OWN_FACTORS] = "a table of factors has changed",
    [CAUSE_PROGRAM] = "another version of lca wrote it",
    [CAUSE_SEED] = "its seed does not give its ranges",
    [CAUSE_REPORT] = "the report was edited",
    [CAUSE_UNKNOWN] = "something that its record does not name has changed, or it was edited",
};

static const char *counted(struct arena *arena, size_t count, const char *noun)
{
	return arena_printf(arena, "%s %s%s",
			    number_group(arena, number_plain(arena, (double)count, 15)), noun,
			    count == 1 ? "" : "s");
}

/* Each kind once. */
static const char *culprits(struct arena *arena, const struct verification *v)
{
	bool told[CAUSE_KINDS] = {false};
	const char *text = "";

	for (size_t i = 0; i < v->cause_count; i++) {
		enum verify_cause_kind kind = v->causes[i].kind;

		if (!told[kind])
			text = arena_printf(arena, "%s%s%s", text, *text ? "; " : "",
					    cause_words[kind]);
		told[kind] = true;
	}
	return text;
}

const char *view_verdict(struct arena *arena, const struct verification *v)
{
	if (v->verdict == VERIFIED_SAME)
		return "OK: the same to the byte";
	if (v->verdict == VERIFIED_MEETS && v->embedded)
		return arena_printf(arena,
				    "OK: matches the section as recomputed; %s around it %s "
				    "not checked",
				    counted(arena, v->unchecked, "line"),
				    v->unchecked == 1 ? "was" : "were");
	if (v->verdict == VERIFIED_MEETS && v->record->whole)
		return arena_printf(arena, "OK: %s come out again",
				    counted(arena, v->number_count, "number"));
	if (v->verdict == VERIFIED_MEETS)
		return "OK: same content";
	if (v->verdict == VERIFIED_NOT)
		return "NOT VERIFIED: what is behind it is not here";
	return arena_printf(arena, "DIFFERS: %s", culprits(arena, v));
}

/* Digits are plain where they fit. */
static const char *figure(struct arena *arena, double value, int digits)
{
	bool plain = fabs(value) >= 1e-4 && fabs(value) < 1e9;

	return plain ? number_plain(arena, value, digits)
		     : number_significant(arena, value, digits);
}

/* Six digits, or as many as tell it from the other. */
static const char *told_from(struct arena *arena, double value, double other)
{
	for (int digits = 6; digits < 17; digits++) {
		const char *text = figure(arena, value, digits);

		if (!text_same(text, figure(arena, other, digits)))
			return text;
	}
	return number_group(arena, text_double(arena, value));
}

static bool is_inside(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* A long text around where it leaves the other one; code points stay whole. */
static const char *excerpt(struct arena *arena, const char *text, const char *other)
{
	size_t length = strlen(text), from = 0, to;

	if (length <= LONGEST_CELL)
		return text;
	while (other && text[from] && text[from] == other[from])
		from++;
	from = from > LONGEST_CELL / 2 ? from - LONGEST_CELL / 2 : 0;
	from = from + LONGEST_CELL > length ? length - LONGEST_CELL : from;
	to = from + LONGEST_CELL;
	while (from > 0 && is_inside(text[from]))
		from--;
	while (to < length && is_inside(text[to]))
		to++;
	return arena_printf(arena, "%s%s%s", from > 0 ? "..." : "",
			    arena_copy(arena, text + from, to - from),
			    to < length ? "..." : "");
}

/* Both sides of a difference; numbers by what tells them apart. */
static void add_sides(struct doc *doc, const struct verify_difference *d)
{
	double then = NAN, now = NAN;

	if (d->stated && d->computed && !isnan(d->change) &&
	    text_number(d->stated, strlen(d->stated), &then) &&
	    text_number(d->computed, strlen(d->computed), &now)) {
		doc_cell(doc, told_from(doc->arena, then, now));
		doc_cell(doc, told_from(doc->arena, now, then));
		return;
	}
	doc_cell(doc, d->stated ? excerpt(doc->arena, d->stated, d->computed) : "not there");
	doc_cell(doc, d->computed ? excerpt(doc->arena, d->computed, d->stated) : "not there");
}

static const char *change_of(struct arena *arena, double change)
{
	if (!isfinite(change))
		return "";
	return arena_printf(arena, "%c%s %%", change < 0 ? '-' : '+',
			    figure(arena, 100 * fabs(change), 2));
}

static void add_causes(struct doc *doc, const struct verification *v)
{
	if (!v->cause_count)
		return;
	doc_list(doc, DOC_TREE, "Why");
	for (size_t i = 0; i < v->cause_count; i++) {
		const struct verify_cause *cause = &v->causes[i];

		if (isfinite(cause->moved) && v->cause_count > 1)
			doc_line(doc, 0, "%s: %s of the total", cause->what,
				 change_of(doc->arena, cause->moved));
		else
			doc_line(doc, 0, "%s", cause->what);
		for (size_t k = 0; k < cause->detail_count; k++)
			doc_line(doc, 1, "%s", cause->details[k]);
	}
	if (v->edit_untold)
		doc_line(doc, 0, "whether the report itself was edited as well cannot be told");
}

static void add_total_cells(struct doc *doc, const double values[3])
{
	if (!isfinite(values[0])) {
		doc_cell(doc, "not known");
		doc_range(doc, "", "");
		return;
	}
	doc_number(doc, figure(doc->arena, values[0], 6));
	doc_range(doc, isfinite(values[1]) ? figure(doc->arena, values[1], 4) : "",
		  isfinite(values[2]) ? figure(doc->arena, values[2], 4) : "");
}

static bool is_moved(const struct verify_total *total)
{
	for (size_t k = 0; k < 3; k++)
		if (verify_is_apart(total->stated[k], total->computed[k]))
			return true;
	return false;
}

static size_t count_moved(const struct verification *v)
{
	size_t count = 0;

	for (size_t i = 0; i < v->total_count; i++)
		count += is_moved(&v->totals[i]);
	return count;
}

/* Those that are the same are not shown. */
static void add_totals(struct doc *doc, const struct verification *v)
{
	static const struct doc_column columns[] = {
	    {.title = "total", .whole = true},
	    {.title = "unit", .whole = true},
	    {.title = "in the report", .align = ALIGN_RIGHT},
	    {.title = "range", .align = ALIGN_RANGE},
	    {.title = "made again", .align = ALIGN_RIGHT},
	    {.title = "range", .align = ALIGN_RANGE},
	    {.title = "change", .align = ALIGN_RIGHT},
	};

	if (!count_moved(v))
		return;
	doc_add(doc, DOC_SECTION, "Totals that moved");
	doc_table(doc, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < v->total_count; i++) {
		const struct verify_total *total = &v->totals[i];
		double then = total->stated[0], now = total->computed[0];

		if (!is_moved(total))
			continue;
		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, total->criterion);
		doc_cell(doc, total->unit);
		add_total_cells(doc, total->stated);
		add_total_cells(doc, total->computed);
		doc_number(doc, verify_is_apart(then, now)
				    ? change_of(doc->arena, (now - then) / fabs(then))
				    : "range");
	}
}

static void add_differences(struct doc *doc, const struct verification *v)
{
	static const struct doc_column columns[] = {
	    {.title = "where", .key = true, .wraps = true},
	    {.title = "in the report", .wraps = true},
	    {.title = "made again", .wraps = true},
	    {.title = "change", .align = ALIGN_RIGHT},
	};
	size_t shown = v->difference_count < MOST_SHOWN ? v->difference_count : MOST_SHOWN;

	doc_add(doc, DOC_SECTION,
		shown < v->difference_count ? "What differs: %s, the largest of them first"
					    : "What differs: %s",
		counted(doc->arena, v->difference_count, "value"));
	doc_table(doc, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < shown; i++) {
		const struct verify_difference *d = &v->differences[i];

		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, d->path);
		add_sides(doc, d);
		doc_number(doc, change_of(doc->arena, d->change));
	}
}

/* What all of it does to the first total. */
static void add_effect(struct doc *doc, const struct verification *v)
{
	const struct verify_total *total = v->totals;
	double then = v->total_count ? total->stated[0] : NAN,
	       now = v->total_count ? total->computed[0] : NAN;

	if (!isfinite(then) || !isfinite(now))
		return;
	if (verify_is_apart(then, now))
		doc_add(doc, DOC_TEXT, "The total (%s) was %s and is %s %s now: %s.",
			total->criterion, told_from(doc->arena, then, now),
			told_from(doc->arena, now, then), total->unit,
			change_of(doc->arena, (now - then) / fabs(then)));
	else
		doc_add(doc, DOC_TEXT, "The central total (%s) is the same: %s %s.",
			total->criterion, figure(doc->arena, now, 6), total->unit);
}

static void add_one(struct doc *doc, const struct verification *v)
{
	doc_add(doc, DOC_TEXT, "%s: %s", v->file, view_verdict(doc->arena, v));
	if (v->note_count) {
		doc_list(doc, DOC_LIST, NULL);
		for (size_t i = 0; i < v->note_count; i++)
			doc_line(doc, 0, "%s", v->notes[i]);
	}
	if (v->verdict != VERIFIED_DIFFERS)
		return;
	add_effect(doc, v);
	add_totals(doc, v);
	add_causes(doc, v);
	if (v->difference_count)
		add_differences(doc, v);
}

void view_verified(struct doc *doc, const struct verification *const *done, size_t count)
{
	for (size_t i = 0; i < count; i++)
		add_one(doc, done[i]);
}

static void add_flat_row(struct doc *doc, const struct verification *v,
			 const struct verify_difference *d)
{
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, v->file);
	doc_cell(doc, verify_verdict_name(v->verdict));
	doc_cell(doc, culprits(doc->arena, v));
	doc_cell(doc, d ? d->path : NULL);
	doc_cell(doc, d ? d->stated : NULL);
	doc_cell(doc, d ? d->computed : NULL);
	doc_number(doc, d && isfinite(d->change) ? text_double(doc->arena, d->change) : "");
}

void view_verified_flat(struct doc *doc, const struct verification *const *done, size_t count)
{
	static const struct doc_column columns[] = {
	    {.title = "report"}, {.title = "verdict"}, {.title = "causes"},
	    {.title = "path"},	 {.title = "stated"},  {.title = "recomputed"},
	    {.title = "change"},
	};

	doc_table(doc, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < count; i++) {
		if (!done[i]->difference_count)
			add_flat_row(doc, done[i], NULL);
		for (size_t k = 0; k < done[i]->difference_count; k++)
			add_flat_row(doc, done[i], &done[i]->differences[k]);
	}
}
