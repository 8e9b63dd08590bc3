#ifndef MODELS_USAGE_SCAN_H
#define MODELS_USAGE_SCAN_H

/*
 * Separators and line ends of a table, 64 bytes at a time.
 *
 * The functions are compiled once for each instruction set (usage_scan_choose.c picks one at
 * run time); all give the same. Text is a run of whole rows that starts outside of quotes; up
 * to 64 bytes behind it may be read. A quote is regular where it opens a field at its very
 * start, closes it at its very end, or is one of two in a row within it; as long as all are, a
 * byte lies in quotes where an odd number of quotes stands before it.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct usage_decoder;

struct usage_marks {
	uint32_t *at; /* [length + 16]: places of separators and line ends outside of quotes */
	size_t count;
	size_t line_ends; /* of these, LF */
	size_t lines;	  /* LF, and CR without LF, anywhere */
	bool quotes;	  /* there is a quote */
	bool returns;	  /* there is a CR */
	bool odd; /* a NUL, an irregular quote, or a CR without LF outside of quotes: marks are
		     of no use */
};

struct usage_scanner {
	const char *name;
	/* Without looking for quotes: stops at nothing, and says in marks->quotes and
	 * marks->returns whether the marks may be used as they are. */
	void (*plain)(const char *text, size_t length, char separator,
		      struct usage_marks *marks);
	void (*quoted)(const char *text, size_t length, char separator,
		       struct usage_marks *marks);
	/* Just behind the last LF outside of quotes in text, which may end anywhere; 0: none.
	 * SIZE_MAX: some quote is not regular. */
	size_t (*end)(const char *text, size_t length, char separator);
	/* Decodes rows column by column (usage_decode.h); NULL: it has no such loops. */
	void (*decode)(struct usage_decoder *decoder, const char *text, const uint32_t *marks,
		       size_t rows);
};

size_t usage_scanners_all(const struct usage_scanner *list[3]);
const struct usage_scanner *usage_scanner_choose(void);

/* The same by the letter, for any text (as lca/base/csv.h reads it): behind the line end of the
 * first row, 0 where the row is not whole; behind that of the last row that is. */
size_t usage_row_end(const char *text, size_t length, char separator);
size_t usage_rows_end(const char *text, size_t length, char separator);

#endif
