/* A chart of an audit: what is stated, as a multiple of what follows from the rest of its
 * claim.
 */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/number.h"
#include "reports/reports.h"
#include "reports/view.h"
#include "reports/view_audit.h"
#include "reports/view_chart.h"

enum { DIGITS = 3 };

static const char *times(struct arena *arena, double ratio)
{
	return number_significant(arena, ratio, DIGITS);
}

static const char *label_of(struct arena *arena, const struct audited *audited,
			    const struct audit_check *check, bool several)
{
	if (!several)
		return audit_relation(arena, check);
	return arena_printf(arena, "%s: %s", audited->claim->id,
			    audit_figure_name(arena, claim_figure_key(check->result)));
}

static struct chart_mark mark_of(struct arena *arena, const struct audited *audited,
				 const struct audit_check *check, bool several)
{
	struct chart_mark mark = {
	    .label = label_of(arena, audited, check, several),
	    .group = audit_outcome_name(check->outcome),
	    .value = check->stated / check->value,
	    .low = check->ratio.low,
	    .high = check->ratio.high,
	};

	mark.brief = arena_printf(arena, "x %s", times(arena, mark.value));
	if (mark.high > mark.low)
		mark.range = arena_printf(arena, "%s - %s", times(arena, mark.low),
					  times(arena, mark.high));
	mark.text = arena_printf(
	    arena,
	    "%s: %s: %s; what is stated is exactly %s times what follows, %s to %s with the "
	    "rounding and the ranges of both",
	    mark.label, audit_relation(arena, check), mark.group,
	    text_double(arena, mark.value), text_double(arena, mark.low),
	    text_double(arena, mark.high));
	return mark;
}

/* What rests on a bound has ends and no middle, and is told of as implied. */
static bool is_drawn(const struct audit_check *check)
{
	return check->outcome != OUTCOME_SET_ASIDE && audit_has_middle(check) &&
	       isfinite(check->stated / check->value) && isfinite(check->ratio.high) &&
	       check->ratio.low > 0;
}

struct marks {
	struct chart_mark *list;
	size_t count;
};

static void add_checks(struct arena *arena, const struct audit *audit,
		       const struct audited *audited, bool apart, struct marks *marks)
{
	for (size_t i = 0; i < audited->check_count; i++) {
		const struct audit_check *check = &audited->checks[i];

		if (!is_drawn(check) || (check->outcome == OUTCOME_APART) != apart)
			continue;
		marks->list = arena_grow(arena, marks->list, marks->count, sizeof *marks->list);
		marks->list[marks->count++] =
		    mark_of(arena, audited, check, audit->claims->count > 1);
	}
}

static void add_claims(struct arena *arena, const struct audit *audit, bool apart,
		       struct marks *marks)
{
	for (size_t i = 0; i < audit->claims->count; i++)
		add_checks(arena, audit, &audit->audited[i], apart, marks);
}

static const char *words(struct arena *arena, const struct marks *marks, size_t apart)
{
	const char *how = "a line that reaches 1 meets it, within rounding and the ranges that "
			  "were looked up.";

	if (marks->count == 1)
		return arena_printf(arena, "What is stated is %s what other figures give; %s",
				    marks->list[0].brief, how);
	return arena_printf(arena,
			    "%zu of %zu figures that others give %s apart from it. A dot is "
			    "what is stated over "
			    "what follows; %s",
			    apart, marks->count, apart == 1 ? "is" : "are", how);
}

void view_chart_audit(const struct audit_view *view)
{
	struct arena *arena = view->doc->arena;
	struct chart chart = {
	    .kind = CHART_INTERVALS,
	    .id = "chart-audit",
	    .title = "What is stated, against what follows",
	    .unit = "",
	    .shown = "times",
	    .size = 1,
	    .centre = 1,
	    .centre_low = NAN,
	    .centre_high = NAN,
	    .centre_label = "the same",
	};
	struct marks marks = {0};
	size_t apart;

	if (!view->doc->draws)
		return;
	add_claims(arena, view->report->audit, true, &marks);
	apart = marks.count;
	add_claims(arena, view->report->audit, false, &marks);
	if (!marks.count)
		return;
	chart.marks = marks.list;
	chart.mark_count = marks.count;
	chart.logarithmic = view_chart_spans_decade(marks.list, marks.count);
	chart.words = words(arena, &marks, apart);
	doc_chart(view->doc, &chart);
}
