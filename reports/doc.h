#ifndef REPORTS_DOC_H
#define REPORTS_DOC_H

/*
 * A document: what a report says, before anyone decides how it looks.
 *
 * A list of blocks, in reading order. Views add blocks; lines, rows and cells go to the block
 * that was added last. Texts are copied as they are (raw, untrusted): the writers escape them.
 * A table has typed cells: a number is already rounded text, a range is a pair of them. Every
 * row has one cell for each column.
 */

#include <stdbool.h>
#include <stddef.h>

#include "reports/reports.h"

struct arena;
struct buffer;
struct chart;

enum doc_kind {
	DOC_TITLE,
	DOC_HEADLINE,
	DOC_SECTION,
	DOC_TEXT,
	DOC_LIST,     /* lines with a dash */
	DOC_WARNINGS, /* the same, standing out */
	DOC_NUMBERED, /* lines with [1], [2], ... */
	DOC_TREE,     /* lines with a depth */
	DOC_TABLE,
	DOC_CHART, /* where the document is to be drawn alone (chart.h) */
	DOC_FOOTER
};

enum doc_align { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_RANGE };

struct doc_column {
	const char *title;
	enum doc_align align;
	bool wraps; /* may be narrowed to make the table fit */
	bool key;   /* holds names that are searched for: breaks behind '/' and at blanks
		       alone. Its table is narrowed at texts and titles first */
	bool arrow; /* of ranges: from -> to, whichever is the larger */
	bool dots;  /* of ranges: "-70 .. 170", where an end may be below 0 */
	bool whole; /* is copied and searched for: never wrapped. Its table is as wide as it
		       needs where it is not for a terminal */
};

/* What stands between the ends of its ranges. */
const char *doc_dash(const struct doc_column *column);

/* What words say of what they stand with, best first: a page gives each a look of its own. The
 * words alone have to say it, too. */
enum doc_tone { TONE_NONE, TONE_GOOD, TONE_FAIR, TONE_DOUBTFUL, TONE_BAD, TONE_OPEN };

struct doc_mark {
	enum doc_tone tone;
	size_t from, length; /* bytes of the text that it stands in */
};

struct doc_cell {
	const char *text;
	const char *high; /* of a range, else NULL */
	bool number;
	struct doc_mark mark;
	const char *link; /* the anchor of a section of this document, or NULL */
};

enum doc_row_kind { ROW_PLAIN, ROW_GROUP, ROW_TOTAL };

struct doc_row {
	enum doc_row_kind kind;
	unsigned depth; /* indents the first cell */
	struct doc_cell *cells;
	size_t count;
};

struct doc_line {
	unsigned depth; /* DOC_TREE */
	const char *text;
	const char *command; /* to be copied: below the text, on a line of its own that is
				never wrapped; or NULL */
};

struct doc_block {
	enum doc_kind kind;
	const char *text; /* title, headline, section, text, footer */
	struct doc_mark mark;
	const char *anchor; /* what cells link to, or NULL; unique in the document */
	struct doc_line *lines;
	size_t line_count;
	const struct doc_column *columns;
	size_t column_count;
	struct doc_row *rows;
	size_t row_count;
	const struct chart *chart; /* DOC_CHART */
};

struct doc {
	struct arena *arena;
	struct doc_block *blocks;
	size_t count;
	bool draws;	    /* it is printed as pictures too: charts are kept */
	const char *record; /* record_line.h: stands in a comment of HTML and Markdown; NULL */
};

/* Lives in an arena of its own. */
struct doc *doc_new(void);
void doc_free(struct doc *doc);

/* Adds a block with its text. */
void doc_add(struct doc *doc, enum doc_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Marks words that the text which was just added begins or ends with: of a block without lines
 * and rows, of a cell. */
void doc_mark_words(struct doc *doc, enum doc_tone tone, const char *words);
/* Names the block that was just added, for links to it. */
void doc_anchor(struct doc *doc, const char *anchor);
/* Links the cell that was just added. */
void doc_link(struct doc *doc, const char *anchor);
/* Starts a list, numbered list or tree; a section of its own stands before it where title is
 * not NULL. */
void doc_list(struct doc *doc, enum doc_kind kind, const char *title);
void doc_line(struct doc *doc, unsigned depth, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Gives the line that was just added a command. */
void doc_command(struct doc *doc, const char *command);
/* Drops the list that was just started, and its section, when no line was added. */
void doc_drop_empty(struct doc *doc);

/* columns are copied, their titles too. */
void doc_table(struct doc *doc, const struct doc_column *columns, size_t count);
void doc_row(struct doc *doc, enum doc_row_kind kind, unsigned depth);
void doc_cell(struct doc *doc, const char *text); /* NULL: empty */
void doc_cellf(struct doc *doc, const char *format, ...) __attribute__((format(printf, 2, 3)));
void doc_number(struct doc *doc, const char *text);
void doc_range(struct doc *doc, const char *low, const char *high);

/* Prints any document in a format that has a writer for documents (not JSON). */
void doc_write(const struct doc *doc, enum format format, const struct report_style *style,
	       struct buffer *out);
void write_text(const struct doc *doc, const struct report_style *style, struct buffer *out);
void write_markdown(const struct doc *doc, struct buffer *out);
/* As a part of a page: its sections are headings of this level. */
void write_markdown_at(const struct doc *doc, unsigned level, struct buffer *out);
/* Untrusted text within a line of Markdown, shown as it stands. */
void write_markdown_text(const char *text, struct buffer *out);
/* One page that holds its style, its script and its charts, and is whole without the script
 * (write_html.h); texts are escaped. */
void write_html(const struct doc *doc, struct buffer *out);
/* Tables only, one after the other: RFC 4180 lines that end in CRLF. Text that a spreadsheet
 * would read as a formula gets a leading apostrophe. */
void write_csv(const struct doc *doc, struct buffer *out);
/* The lines of a tree with its branches, at most width columns (0: not wrapped). */
void write_tree(const struct doc_block *block, size_t width, struct buffer *out);

#endif
