#ifndef LCA_BASE_UTF8_H
#define LCA_BASE_UTF8_H

/* Code points and lines of UTF-8 text. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_BAD UINT32_MAX

/* Reads the code point at text[0..length), length > 0; returns its bytes. A byte that is not
 * UTF-8 (overlong forms, surrogates and cut ends included) is UTF8_BAD and counts alone. */
size_t utf8_decode(const char *text, size_t length, uint32_t *code);

/* Narrows *text, *length to a line (from 1; LF, CRLF or CR end it) without its end and without
 * the file's byte order mark; false where there is no such line. */
bool utf8_line(const char **text, size_t *length, uint32_t line);

#endif
