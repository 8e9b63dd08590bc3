#ifndef REPORTS_WRITE_HTML_H
#define REPORTS_WRITE_HTML_H

/*
 * What the files that print a page share (write_html.c: the page; write_html_blocks.c: its
 * texts; write_html_table.c; write_html_chart*.c).
 *
 * Texts are untrusted: they get into a page by html_text and html_element alone. A page has no
 * attribute `style` and no address: its policy forbids both. Its style and its script are the
 * files page.css and page.js.
 */

#include <stdbool.h>
#include <stddef.h>

#include "reports/doc.h"

struct arena;
struct buffer;
struct chart;
struct chart_mark;

/* Of a colour: class "c0" to "c7"; what is of no group is neutral, "c8". */
enum { HTML_COLOURS = 8 };

struct page {
	struct arena *arena;
	struct buffer *out;
	const struct doc *doc;
	const char *heading; /* id of what the next table is of */
	size_t sections;
	const char **groups; /* of charts, but for stages: one of a name has one colour in the
				page */
	size_t group_count;
};

/* Embedded files, with a final NUL. */
extern const char html_style[], html_script[];

/* Adds untrusted text so that it is shown as it stands, within elements and attributes. */
void html_text(struct page *page, const char *text);
/* The same between two texts of ours. */
void html_element(struct page *page, const char *before, const char *text, const char *after);
/* Text with its marked words: their look is a class, what they say stays text. */
void html_marked(struct page *page, const char *text, struct doc_mark mark);
/* A name, which may break behind its slashes and dots where it has no room. */
void html_name(struct page *page, const char *text);

/* Every section has an id, for links and for the tables below it; number: of the section, from
 * 1. */
const char *html_section_id(struct page *page, const struct doc_block *block, size_t number);
void html_block(struct page *page, const struct doc_block *block);
void html_table(struct page *page, const struct doc_block *block);

/* The colour of a group: that of a stage is the same in every page; NULL: HTML_COLOURS. */
size_t html_colour(struct page *page, const char *group);
void html_chart(struct page *page, const struct chart *chart);
/* The drawings of a chart, one for each kind. */
void html_stack(struct page *page, const struct chart *chart);
void html_intervals(struct page *page, const struct chart *chart);
void html_tornado(struct page *page, const struct chart *chart);
void html_waterfall(struct page *page, const struct chart *chart);
void html_series(struct page *page, const struct chart *chart);
/* The table behind it: exact numbers. */
void html_chart_table(struct page *page, const struct chart *chart);

#endif
