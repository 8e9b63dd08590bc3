/* The method in sentences: hardware; the headline; all of it as plain text. */

#include <string.h>

#include "lca/base/arena.h"
#include "models/about.h"
#include "reports/latex_work.h"
#include "reports/method_parts.h"
#include "reports/view.h"

enum { NAMED_PIECES = 6, FEW_PIECES = 3, FEW_LIVES = 2 };

static bool is_hardware(const struct method_input *input)
{
	return text_same(input->item->stage, "embodied");
}

static bool has_role(const struct method *method, size_t input, enum method_role role)
{
	return method_role(&method->inputs[input]) == role &&
	       is_hardware(&method->inputs[input]);
}

/* Lifetimes and utilizations, a default for several items once. */
static bool is_life(const struct method *method, size_t input)
{
	return is_hardware(&method->inputs[input]) && method_is_first(method, input, ROLE_LIFE);
}

/* "with a lifetime of 6 years [1] and a utilization of 85 % [1]". */
static void say_life(struct method *method)
{
	size_t count = 0, told = 0;

	for (size_t i = 0; i < method->input_count; i++)
		count += is_life(method, i);
	if (!count)
		return;
	method_say(method, ", allocated by device hours");
	if (method->length == METHOD_SHORT && count > FEW_LIVES) {
		method_say(method, ", by the lifetime and utilization of each");
		return;
	}
	method_say(method, " with ");
	for (size_t i = 0; i < method->input_count && told < NAMED_PIECES; i++) {
		const struct quantity *quantity = method->inputs[i].quantity;

		if (!is_life(method, i))
			continue;
		method_say(method, "%sa %s of %s%s", method_joint(told++, count),
			   method_input_word(method->arena, quantity),
			   method_value(method, quantity),
			   method_is_default(quantity) ? " (a default)" : "");
		if (count > FEW_LIVES && method->inputs[i].item_count == 1 &&
		    !quantity->origin.factor)
			method_say(method, " for %s", method->inputs[i].item->item);
		method_cite(method, quantity);
	}
	if (told < count)
		method_say(method, ", and %zu more", count - told);
}

void method_say_hardware(struct method *method)
{
	const size_t most = method->length == METHOD_SHORT ? FEW_PIECES : NAMED_PIECES;
	size_t count = 0, told = 0;

	for (size_t i = 0; i < method->input_count; i++)
		count += has_role(method, i, ROLE_IMPACT);
	if (!count)
		return;
	method_say(method, " Making the hardware emitted ");
	for (size_t i = 0; i < method->input_count && told < most; i++) {
		const struct method_input *input = &method->inputs[i];

		if (!has_role(method, i, ROLE_IMPACT))
			continue;
		method_say(method, "%s%s per piece (%s%s)", method_joint(told++, count),
			   method_value(method, input->quantity), input->item->item,
			   method_is_default(input->quantity) ? ", a default" : "");
		method_cite(method, input->quantity);
	}
	if (told < count)
		method_say(method, ", and %zu more", count - told);
	say_life(method);
	method_say(method, ".");
}

static const char *subject(const struct assessment *assessment)
{
	bool phases[2] = {false, false};

	for (size_t i = 0; i < assessment->item_count; i++)
		if (!assessment->items[i].credit)
			phases[assessment->items[i].phase] = true;
	if (phases[PHASE_CREATION] && phases[PHASE_USE])
		return "creating and using";
	return phases[PHASE_USE] ? "using" : "creating";
}

const char *method_headline(struct arena *arena, const struct facts *facts)
{
	const struct assessment *assessment = facts->assessment;
	const char *lead =
	    arena_printf(arena, "Within the system boundary, %s %s", subject(assessment),
			 facts->model ? facts->model : "the model");
	size_t gwp = assessment_gwp(assessment);
	const struct impact *total = &assessment->totals[gwp];
	struct shown_unit unit;
	const char *range = "without a range";

	if (gwp < assessment->criterion_count && total->status == IMPACT_NONE)
		return arena_printf(arena, "Nothing counts towards a total of %s.",
				    facts->model ? facts->model : "the model");
	if (gwp == assessment->criterion_count || total->status != IMPACT_COUNTED)
		return arena_printf(arena, "%s emitted an amount that is not known.", lead);
	unit = view_unit(assessment, gwp);
	if (number_has_spread(&total->statistics) && total->statistics.finite)
		range = arena_printf(arena, "%s interval: %s to %s",
				     view_interval(arena, assessment),
				     number_low(arena, &total->statistics, unit),
				     number_high(arena, &total->statistics, unit));
	return arena_printf(arena, "%s emitted %s%s %s (%s), location-based.", lead,
			    view_holes(assessment, gwp) ? "at least " : "",
			    number_central(arena, &total->statistics, unit, DIGITS_SUM),
			    unit.text, range);
}

static bool is_cited_before(const struct method_text *text, size_t part)
{
	for (size_t i = 0; i < part; i++)
		if (!text->parts[i].text && text->parts[i].source &&
		    text->parts[i].source == text->parts[part].source)
			return true;
	return false;
}

/* "arXiv:2211.02001, Table 1"; in full with all that is said of it. */
static void plain_stated(struct buffer *plain, const char *stated, bool brief,
			 struct arena *arena)
{
	struct latex_place place = latex_place(arena, stated);
	const char *words = latex_first_words(arena, place.rest);

	if (!brief || (!place.arxiv && !place.doi))
		buffer_text(plain, stated);
	else
		buffer_printf(plain, "%s%s%s%s", place.arxiv ? "arXiv:" : "doi:",
			      place.arxiv ? place.arxiv : place.doi, *words ? ", " : "", words);
}

/* "Ember 2025, https://...", with the address where it is cited for the first time. */
static void plain_citation(struct buffer *plain, const struct method_text *text, size_t part,
			   bool brief, struct arena *arena)
{
	const struct source *source = text->parts[part].source;

	if (!source) {
		plain_stated(plain, text->parts[part].stated, brief, arena);
		return;
	}
	buffer_printf(
	    plain, "%s%s%s", source->authors && *source->authors ? source->authors : source->id,
	    source->year && *source->year ? " " : "", source->year ? source->year : "");
	if (source->url && *source->url && !is_cited_before(text, part))
		buffer_printf(plain, ", %s", source->url);
}

static const char *plain_of(struct arena *arena, const struct facts *facts,
			    enum method_length length)
{
	const struct method_text *text = method_text(arena, facts, length);
	const bool brief = length == METHOD_SHORT;
	struct buffer plain = {0};
	const char *copy;

	for (size_t i = 0; i < text->count; i++) {
		bool first = i == 0 || text->parts[i - 1].text;
		bool last = i + 1 == text->count || text->parts[i + 1].text;

		if (text->parts[i].text) {
			buffer_text(&plain, text->parts[i].text);
			continue;
		}
		buffer_text(&plain, first ? " (" : "; ");
		plain_citation(&plain, text, i, brief, arena);
		if (last)
			buffer_text(&plain, ")");
	}
	copy = arena_text(arena, plain.text ? plain.text : "");
	buffer_free(&plain);
	return copy;
}

const char *method_plain(struct arena *arena, const struct facts *facts)
{
	return plain_of(arena, facts, METHOD_SHORT);
}

const char *method_plain_full(struct arena *arena, const struct facts *facts)
{
	return plain_of(arena, facts, METHOD_FULL);
}
