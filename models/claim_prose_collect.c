/* All that the numbers of a sentence say. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_prose.h"

/* "A single query uses", "the median prompt", "generating one image": what it is each of. */
static const char *each_of(const struct prose_text *text, const struct prose_number *number,
			   size_t from)
{
	static const char *const units[][2] = {
	    {"query prompt request answer response message search question chat conversation "
	     "reply",
	     "request"},
	    {"image picture photo", "image"}};
	static const char other[] = "model models generator generation classifier engine "
				    "classification captioning recognition answering bot "
				    "segmentation dataset processing";

	if (prose_seek(text, from, number->first, "training train trained") < number->first)
		return NULL;
	for (size_t i = number->first; i > from; i--)
		for (size_t k = 0; k < 2; k++)
			if (!text->words[i - 1].taken &&
			    !prose_is(text, i, number->first, other) &&
			    prose_is(text, i - 1, number->first, units[k][0]) &&
			    prose_near_before(text, from, i - 1, 4,
					      "a an one single each every per average median "
					      "typical"))
				return units[k][1];
	return NULL;
}

/* A figure of all becomes one of each, where that is what the words are about. */
void prose_make_each(const struct prose_text *text, const struct prose_number *number,
		     size_t from, struct prose_item *item)
{
	const char *each = (prose_is(text, number->next, text->count, "each apiece") ||
			    prose_is(text, number->next - 1, number->next, "each apiece"))
			       ? "request"
			       : each_of(text, number, from);
	struct unit *unit = &item->printed.unit;
	bool image = each && text_same(each, "image");

	if (!each || item->kind != PROSE_FIGURE || number->rate != RATE_NONE)
		return;
	if (item->figure == CLAIM_ENERGY)
		item->figure = CLAIM_ENERGY_PER_UNIT;
	else if (item->figure == CLAIM_EMISSIONS)
		item->figure = CLAIM_EMISSIONS_PER_UNIT;
	else if (item->figure == CLAIM_WATER)
		item->figure = CLAIM_WATER_PER_UNIT;
	else if (item->figure == CLAIM_VOLUME &&
		 unit->dimensions.exponent[DIMENSION_TOKEN] == 1)
		item->kind = PROSE_UNREAD;
	else
		return;
	if (item->kind == PROSE_UNREAD)
		return;
	unit->dimensions.exponent[image ? DIMENSION_IMAGE : DIMENSION_REQUEST]--;
	unit->text = arena_printf(text->arena, "%s/%s", unit->text, each);
}

static bool is_hours(const struct prose_item *item)
{
	return item->kind == PROSE_FIGURE && item->figure == CLAIM_HOURS;
}

/* "4 days 7 hours", "4 days and 7 hours": one time. */
static bool join_times(const struct prose_text *text, struct prose_item *first,
		       const struct prose_item *second)
{
	struct printed *time = &first->printed;

	if (!is_hours(first) ||
	    !dimensions_equal(second->printed.unit.dimensions, time->unit.dimensions) ||
	    second->printed.unit.scale >= time->unit.scale || second->first > first->next + 1 ||
	    (second->first == first->next + 1 &&
	     !prose_is(text, first->next, second->first, "and")))
		return false;
	time->exact = interval_add(interval_of(time->value), second->printed.exact);
	time->loose = interval_add(interval_of(time->value), second->printed.loose);
	time->value += second->printed.value;
	time->unit = second->printed.unit;
	first->next = second->next;
	time->text = prose_slice(text, first->first, first->next);
	return true;
}

/* The figure of one of those that another is of all; CLAIM_FIGURES: there is none. */
static enum claim_figure per_unit(enum claim_figure figure)
{
	switch (figure) {
	case CLAIM_ENERGY:
	case CLAIM_ENERGY_PER_UNIT:
		return CLAIM_ENERGY_PER_UNIT;
	case CLAIM_EMISSIONS:
	case CLAIM_EMISSIONS_PER_UNIT:
		return CLAIM_EMISSIONS_PER_UNIT;
	case CLAIM_WATER:
	case CLAIM_WATER_PER_UNIT:
		return CLAIM_WATER_PER_UNIT;
	default:
		return CLAIM_FIGURES;
	}
}

/* "500 ml for every 20 to 50 questions": 10 to 25 ml of one. */
static bool join_volume(const struct prose_text *text, struct prose_item *first,
			const struct prose_item *second)
{
	struct printed *figure = &first->printed;
	const struct printed *count = &second->printed;
	int8_t *requests = &figure->unit.dimensions.exponent[DIMENSION_REQUEST];
	enum claim_figure each = per_unit(first->figure);

	if (first->kind != PROSE_FIGURE || second->kind != PROSE_FIGURE ||
	    second->figure != CLAIM_VOLUME || each == CLAIM_FIGURES || *requests < -1 ||
	    count->unit.dimensions.exponent[DIMENSION_REQUEST] != 1 ||
	    !(count->loose.low > 0) || second->first <= first->next ||
	    second->first > first->next + 2 ||
	    !prose_is(text, first->next, second->first, "for per every each"))
		return false;
	first->figure = each;
	figure->exact = interval_divide(figure->exact, count->exact);
	figure->loose = interval_divide(figure->loose, count->loose);
	figure->value =
	    count->doubts & PRINTED_RANGE
		? (figure->value / count->exact.low + figure->value / count->exact.high) / 2
		: figure->value / count->value;
	figure->doubts |= count->doubts;
	if (!*requests)
		figure->unit.text = arena_printf(text->arena, "%s/request", figure->unit.text);
	*requests = -1;
	first->next = second->next;
	figure->text = prose_slice(text, first->first, first->next);
	return true;
}

size_t prose_collect(const struct prose_text *text, size_t from, size_t *end,
		     struct prose_item items[PROSE_ITEMS])
{
	struct prose_number number;
	size_t count = 0, at = from, to = *end;

	while (count < PROSE_ITEMS && at < to) {
		bool found = prose_number(text, at, to, &number);
		size_t stop = found ? number.first : to;

		while (at < stop && count < PROSE_ITEMS)
			if (prose_word_ratio(text, at, to, &items[count]))
				at = items[count++].next;
			else
				at++;
		if (at > stop)
			continue;
		if (!found || count == PROSE_ITEMS)
			break;
		items[count] = prose_item(text, &number, from, to);
		if (count && (join_times(text, &items[count - 1], &items[count]) ||
			      join_volume(text, &items[count - 1], &items[count]))) {
			at = items[count - 1].next;
			continue;
		}
		at = items[count].next > number.first ? items[count].next : number.next;
		count++;
	}
	prose_mixture(text, from, to, items, count);
	if (count == PROSE_ITEMS && at > from)
		*end = at;
	return count;
}
