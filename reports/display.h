#ifndef REPORTS_DISPLAY_H
#define REPORTS_DISPLAY_H

/*
 * Text on a terminal: how wide it is, what may be shown, where it breaks.
 *
 * Texts come from scenarios and logs, so they are untrusted: control characters, marks that
 * turn the direction of writing, broken UTF-8, line ends and tabs are shown as escapes, so that
 * two texts do not look alike. Widths are columns: wide characters take two, combining marks
 * none.
 */

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buffer;

/* A copy that is safe to print on one line. NULL gives "". */
char *display_plain(struct arena *arena, const char *text);
/* A copy with every broken byte replaced by U+FFFD. NULL gives NULL. */
char *display_valid(struct arena *arena, const char *text);
/* The same, but for line ends and tabs, which stay: for a cell of CSV. NULL gives "". */
char *display_cell(struct arena *arena, const char *text);
/* Adds what was printed as JSON, with hidden characters in the escapes of JSON. */
void display_json(const char *json, struct buffer *out);
/* Columns of a plain text. */
size_t display_width(const char *text);
/* Breaks a plain text at blanks, but for one before "%" (behind slashes and hyphens or inside
 * words where they are wider), into lines of at most width >= 2 columns; at least one line.
 * Returns how many. */
size_t display_wrap(struct arena *arena, const char *text, size_t width, char ***lines);
/* The same for a key: behind slashes and at blanks as they come, not behind hyphens. */
size_t display_wrap_key(struct arena *arena, const char *text, size_t width, char ***lines);
/* Columns of the widest part of a text that is not broken so: of a key, or of words. */
size_t display_widest(const char *text, bool key);

#endif
