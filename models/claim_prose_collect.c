/* All that the numbers of a sentence say. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_prose.h"

static const char counted[] = "questions chats conversations calls answers replies emails "
			      "messages responses";

bool prose_counts_requests(const struct prose_text *text, size_t word, size_t to)
{
	return prose_is(text, word, to, counted);
}

/* What figures are of each of: "request", "image", or NULL. "An image generator" is no image.
 */
static const char *unit_at(const struct prose_text *text, size_t word, size_t to)
{
	static const char *const units[][2] = {
	    {"query prompt request answer response message search question chat conversation "
	     "reply",
	     "request"},
	    {"image picture photo", "image"}};
	static const char other[] = "model models generator generation classifier engine "
				    "classification captioning recognition answering bot "
				    "segmentation dataset processing";

	for (size_t k = 0; k < 2; k++)
		if (word < to && !text->words[word].taken &&
		    prose_is(text, word, to, units[k][0]) &&
		    !prose_is(text, word + 1, to, other))
			return units[k][1];
	return NULL;
}

/* "0.3 Wh a query", "0.3 Wh for each query": the word of what it is each of, or 0. */
static size_t unit_behind(const struct prose_text *text, const struct prose_number *number,
			  size_t to)
{
	size_t at = number->next + prose_is(text, number->next, to, "for");

	for (size_t i = number->next; i < to && i <= at + 1; i++)
		if (text->words[i].mark)
			return 0;
	return prose_is(text, at, to, "a an each every per") && unit_at(text, at + 1, to)
		   ? at + 1
		   : 0;
}

/* A number of those that the figures may be each of. */
static bool is_volume(const struct prose_text *text, const struct prose_number *number,
		      size_t to, const char *each)
{
	struct dimensions d = number->printed.unit.dimensions;

	return dimensions_equal(d, unit_of(each).dimensions) ||
	       (dimensions_none(d) && text_same(each, "request") &&
		prose_counts_requests(text, number->next, to));
}

static bool is_total(const struct prose_number *number)
{
	static const char *const units[] = {"kWh", "kg", "kgCO2e", "L"};

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (dimensions_equal(number->printed.unit.dimensions,
				     unit_of(units[i]).dimensions))
			return true;
	return false;
}

/* "100 kWh, 1 Wh per request, and 40 kg": where totals or their volume stand before it, "per"
 * at the word is of its own number alone. So it is where a volume comes behind the word: "a
 * query uses 1 Wh, 1000 queries 1 kWh". */
static bool of_volume(const struct prose_text *text, const struct prose_number *number,
		      size_t from, size_t word, const char *each)
{
	struct prose_number other;
	bool total = false;
	size_t to = number->first;

	for (size_t at = from; at < to && prose_number(text, at, to, &other); at = other.next) {
		bool volume = is_volume(text, &other, to, each);

		if (other.first > word && volume)
			return true;
		if (other.first < word &&
		    (word < other.next || word == unit_behind(text, &other, to)))
			return total;
		total |= volume || is_total(&other);
	}
	return false;
}

/* "A single query uses", "the median prompt", "generating one image": what it is each of. */
static const char *each_of(const struct prose_text *text, const struct prose_number *number,
			   size_t from)
{
	size_t to = number->first;

	if (prose_seek(text, from, to, "training train trained") < to)
		return NULL;
	for (size_t i = to; i > from; i--) {
		const char *each = unit_at(text, i - 1, to);

		if (each && prose_near_before(text, from, i - 1, 4,
					      "a an one single each every per average median "
					      "typical"))
			return of_volume(text, number, from, i - 1, each) ? NULL : each;
	}
	return NULL;
}

static const char *each_at(const struct prose_text *text, const struct prose_number *number,
			   size_t from)
{
	size_t next = number->next, end = text->count, behind = unit_behind(text, number, end);
	bool goes_on = next < end && (!text->words[next].mark || text->words[next].mark == '(');

	if ((goes_on && prose_is(text, next, end, "each apiece")) ||
	    prose_is(text, next - 1, next, "each apiece"))
		return behind ? unit_at(text, behind, end) : "request";
	return behind ? unit_at(text, behind, end) : each_of(text, number, from);
}

/* A figure of all becomes one of each, where that is what the words are about. */
void prose_make_each(const struct prose_text *text, const struct prose_number *number,
		     size_t from, struct prose_item *item)
{
	const char *each = each_at(text, number, from);
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
