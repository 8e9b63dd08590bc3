#ifndef TESTS_UNIT_HTML_FIXTURE_H
#define TESTS_UNIT_HTML_FIXTURE_H

/* What tests of pages hold. */

#include "tests/near.h"

#include <stdbool.h>
#include <string.h>

#include "lca/base/text.h"

static inline void assert_holds(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("'%s' is not in:\n%s", part, text);
}

/* What stands in a style or script is no element, up to its end. */
static inline const char *next_tag(const char *at)
{
	if (strncmp(at, "<style", 6) == 0)
		return strstr(at, "</style");
	if (strncmp(at, "<script", 7) == 0)
		return strstr(at, "</script");
	return strchr(at + 1, '<');
}

static inline size_t count_of(const char *text, const char *part)
{
	size_t count = 0;

	for (const char *at = strstr(text, part); at; at = strstr(at + 1, part))
		count++;
	return count;
}

/* Every element that is opened is closed, in order; what needs no end has none. */
static inline void assert_nested(const char *page)
{
	enum { DEEPEST = 64, LONGEST = 16 };
	static const char *const alone[] = {"!DOCTYPE", "meta", "!--"};
	char open[DEEPEST][LONGEST];
	size_t depth = 0;

	for (const char *at = strchr(page, '<'); at; at = next_tag(at)) {
		size_t length = strcspn(at + 1, " >\n"), closes = at[1] == '/';
		char name[LONGEST] = "";
		bool empty = strchr(at, '>')[-1] == '/';

		assert_true(length < LONGEST);
		memcpy(name, at + 1 + closes, length - closes);
		for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
			empty = empty || text_same(name, alone[i]);
		if (closes) {
			assert_true(depth > 0);
			assert_string_equal(open[--depth], name);
		} else if (!empty) {
			assert_true(depth < DEEPEST);
			strcpy(open[depth++], name);
		}
	}
	assert_int_equal(depth, 0);
}

#endif
