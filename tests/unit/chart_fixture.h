#ifndef TESTS_UNIT_CHART_FIXTURE_H
#define TESTS_UNIT_CHART_FIXTURE_H

/*
 * Charts of a document, found by id, and exact comparisons of their numbers.
 */

#include <math.h>
#include <string.h>

#include "lca/base/text.h"
#include "reports/chart.h"
#include "reports/doc.h"
#include "tests/near.h"

static inline const struct chart *find(const struct doc *doc, const char *id)
{
	const struct chart *found = NULL;

	for (size_t i = 0; i < doc->count; i++) {
		if (doc->blocks[i].kind != DOC_CHART ||
		    !text_same(doc->blocks[i].chart->id, id))
			continue;
		assert_null(found);
		found = doc->blocks[i].chart;
	}
	return found;
}

static inline const struct chart *need(const struct doc *doc, const char *id)
{
	const struct chart *chart = find(doc, id);

	if (!chart)
		fail_msg("no chart %s", id);
	return chart;
}

static inline void assert_text(const char *text, const char *part)
{
	if (!text || !strstr(text, part))
		fail_msg("'%s' is not in '%s'", part, text ? text : "(none)");
}

static inline void assert_same(double value, double expected, const char *what)
{
	if (isnan(expected) ? !isnan(value) : !(value >= expected && value <= expected))
		fail_msg("%s is %.17g, not %.17g", what, value, expected);
}

#endif
