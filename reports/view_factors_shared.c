/* What the views of factors share. */

#include <string.h>

#include "factors/estimate.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view_factors.h"

enum { VALUE_DIGITS = 4 };

struct unit factor_shown_unit(const struct unit *unit)
{
	return text_same(unit->text, "FLOP/s") ? unit_of("TFLOP/s") : *unit;
}

struct statistics factor_statistics(const struct factor *factor, const struct unit *unit)
{
	struct estimate estimate = factor_estimate(factor, true);
	double scale = unit->scale > 0 ? unit->scale : 1;

	return (struct statistics){.central = estimate.central / scale,
				   .low = estimate.low / scale,
				   .high = estimate.high / scale,
				   .finite = true};
}

const char *factor_number(struct arena *arena, const struct factor *factor,
			  const struct unit *unit)
{
	return number_significant(arena, factor_statistics(factor, unit).central, VALUE_DIGITS);
}

void factor_range(struct doc *doc, const struct factor *factor, const struct unit *unit)
{
	struct statistics s = factor_statistics(factor, unit);
	struct shown_unit shown = {.text = unit->text, .size = 1};

	doc_range(doc, number_low(doc->arena, &s, shown), number_high(doc->arena, &s, shown));
}

const char *factor_text(struct arena *arena, const struct factor *factor,
			const struct unit *unit)
{
	struct statistics s = factor_statistics(factor, unit);
	struct shown_unit shown = {.text = unit->text, .size = 1};
	const char *value = factor_number(arena, factor, unit);

	if (!number_has_spread(&s))
		return arena_printf(arena, "%s%s%s", value, *unit->text ? " " : "", unit->text);
	return arena_printf(arena, "%s%s%s (%s .. %s)", value, *unit->text ? " " : "",
			    unit->text, number_low(arena, &s, shown),
			    number_high(arena, &s, shown));
}

/* The clauses of a text that fit, or the words of the first. */
static const char *shortened(struct arena *arena, const char *text, size_t longest)
{
	size_t length = strlen(text);

	if (length <= longest)
		return text;
	length = longest;
	while (length > 0 && strncmp(text + length, "; ", 2) != 0)
		length--;
	if (length > 0)
		return arena_copy(arena, text, length);
	length = longest;
	while (length > 0 && text[length] != ' ')
		length--;
	return arena_printf(arena, "%.*s ...", (int)length, text);
}

const char *factor_reason(struct arena *arena, const struct factor *factor, size_t longest)
{
	if (!text_same(factor->status, "estimate") || !*factor->note)
		return NULL;
	return arena_printf(arena, "estimate: %s", shortened(arena, factor->note, longest));
}

const char *factor_ratio(struct arena *arena, double ratio)
{
	return number_significant(arena, ratio, 3);
}

const char *factor_source(struct arena *arena, const struct factor *factor)
{
	if (!*factor->variant || text_same(factor->variant, factor->source))
		return factor->source;
	return arena_printf(arena, "%s (%s)", factor->source, factor->variant);
}

void facts_begin(struct doc *doc)
{
	doc_table(doc, (struct doc_column[]){{.title = ""}, {.title = "", .wraps = true}}, 2);
}

void fact(struct doc *doc, const char *name, const char *text)
{
	if (!text || !*text)
		return;
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, name);
	doc_cell(doc, text);
}

const char *join_texts(struct arena *arena, const char *const *texts, size_t count)
{
	const char *joined = "";

	for (size_t i = 0; i < count; i++)
		joined = arena_printf(arena, "%s%s%s", joined, i > 0 ? ", " : "", texts[i]);
	return joined;
}
