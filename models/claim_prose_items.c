/* What a number in a sentence is. */

#include <ctype.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_prose.h"
#include "models/likeness.h"

enum { PHRASE = 14, NEAR = 6 };

static const char ends_phrase[] = "and or while whereas which that but than when if according "
				  "is are was were say says said would could can will does do "
				  "emit emits emitted equals per";

/* The end of the words that belong to a number: up to a mark, "and", another number. */
static size_t phrase_end(const struct prose_text *text, size_t from, size_t to)
{
	bool between = false;
	size_t i;

	for (i = from; i < to && i < from + PHRASE; i++) {
		bool digit = isdigit((unsigned char)*text->words[i].lower) != 0;

		if (i > from && text->words[i].mark && text->words[i].mark != '-')
			break;
		if (i > from && text->words[i].mark == '-' && !digit &&
		    !isupper((unsigned char)text->text[text->words[i].start]))
			break;
		between |= prose_is(text, i, to, "between from round-trip");
		if (prose_is(text, i, to, ends_phrase) &&
		    !(between || prose_is(text, i + 1, to, "back")))
			break;
		if (digit && !prose_is(text, i ? i - 1 : 0, to, "for over within in"))
			break;
	}
	return i;
}

/* "charging 10 million phones": what is done to them is a part of it. */
static const char *done(const struct prose_text *text, size_t from, size_t first)
{
	static const char doings[] =
	    "charging driving powering heating flying burning watching streaming growing "
	    "planting lighting electricity energy yearly annual lifetime";
	size_t begin = first > from + 4 ? first - 4 : from;
	size_t at = first;

	while (at > begin && !text->words[at].mark)
		at--;
	at = prose_seek(text, at, first, doings);
	return at < first ? prose_slice(text, at, first) : "";
}

static bool same(struct dimensions d, const char *unit)
{
	return dimensions_equal(d, unit_of(unit).dimensions);
}

static bool may_be_like(const struct prose_text *text, const struct prose_number *number,
			size_t to)
{
	struct dimensions d = number->printed.unit.dimensions;

	if (dimensions_none(d) || d.exponent[DIMENSION_LENGTH] == 1)
		return strcmp(number->printed.unit.text, "%") != 0;
	if (same(d, "L"))
		return true;
	if (same(d, "kg"))
		return prose_near_behind(text, number->unit_next, to, 3, "coal");
	return same(d, "h") &&
	       prose_near_behind(text, number->unit_next, to, NEAR,
				 "tv television video videos streaming netflix stream");
}

static bool is_like(const struct prose_text *text, const struct prose_number *number,
		    size_t from, size_t to, struct prose_item *item)
{
	size_t end = phrase_end(text, number->digits + 1, to);
	size_t names = number->digits + 1;
	struct likeness likeness;
	struct prose_number bare;
	const char *thing, *doing;

	if (!may_be_like(text, number, to))
		return false;
	if (prose_is(text, names, end, "thousand million billion trillion hundred"))
		names++;
	doing = done(text, from, number->first);
	thing = prose_slice(text, names, end);
	if (*doing)
		thing = arena_printf(text->arena, "%s (%s)", thing, doing);
	likeness = likeness_find(text->arena, thing);
	if (!likeness.count)
		return false;
	*item = (struct prose_item){
	    .kind = PROSE_LIKE,
	    .printed = number->printed,
	    .words = thing,
	    .first = number->first,
	    .next = end > number->next ? end : number->next,
	};
	/* "As much as 100 acres" is said of what is as much, not of what is less. */
	if (text_starts(item->printed.text, "as m") &&
	    prose_number(text, number->digits, to, &bare))
		item->printed = bare.printed;
	/* Of so many requests or images, not of what the claim is about. */
	if (prose_is(text, item->next, to, "per") &&
	    !prose_is(text, item->next + 1, to, "year person")) {
		item->kind = PROSE_UNREAD;
		return true;
	}
	/* A count of things, in the unit they are counted in: 700,000 of km, hours of hours. */
	if (same(number->printed.unit.dimensions, "h")) {
		item->printed.unit = unit_of("");
	} else if (!dimensions_none(number->printed.unit.dimensions)) {
		item->printed = printed_in_unit(&item->printed, unit_of(""));
	}
	return true;
}

static const char adjectives[] = "larger higher greater more bigger worse dirtier larger, "
				 "lower less smaller fewer cleaner greener better below above "
				 "as much many the that energy emissions carbon footprint "
				 "co2 electricity power heavier intensive polluting fewer";
static const char inverse[] = "lower less smaller fewer cleaner greener better below";

/* What follows "46 times": what it is held against. */
static bool held_against(const struct prose_text *text, size_t from, size_t to,
			 struct prose_item *item)
{
	size_t at = from, end;
	bool down = false;

	while (at < to && !text->words[at].mark && prose_is(text, at, to, adjectives)) {
		down |= prose_is(text, at, to, inverse);
		at++;
	}
	while (at < to && !text->words[at].mark &&
	       prose_is(text, at, to,
			"than as of that those the in for a an from one it is training using "
			"with on what emissions emitted by footprint would be energy produced"))
		at++;
	end = phrase_end(text, at, to);
	item->next = end;
	while (end > at && prose_is(text, end - 1, end, "at of in for on with from is by"))
		end--;
	if (at >= end)
		return false;
	item->words = prose_slice(text, at, end);
	item->than_first = at;
	/* "Five times the lifetime emissions of a car", "twice a flight to New York". */
	if (!down && likeness_find(text->arena, item->words).words +
			     (prose_seek(text, at, end, "average typical") < end) >
			 1) {
		item->kind = PROSE_LIKE;
		item->words = arena_printf(text->arena, "times %s", item->words);
		return true;
	}
	if (down) {
		struct printed *times = &item->printed;

		times->value = 1 / times->value;
		times->exact = interval_divide(interval_of(1), times->exact);
		times->loose = interval_divide(interval_of(1), times->loose);
		times->digits = arena_printf(text->arena, "1/%s", times->digits);
		times->text = times->digits;
	}
	return true;
}

static bool is_ratio(const struct prose_text *text, const struct prose_number *number,
		     size_t to, struct prose_item *item)
{
	const char *word = text->words[number->digits].lower;
	size_t behind = number->next;
	bool times = !number->of_word && (text_ends(word, "x") || text_ends(word, "fold") ||
					  text_ends(word, "\xc3\x97"));

	if (!times) {
		times = prose_is(text, behind, to, "times x fold \xc3\x97") &&
			!prose_is_hardware(text, behind + 1, to);
		behind += times;
	}
	if (!times || !dimensions_none(number->printed.unit.dimensions))
		return false;
	*item = (struct prose_item){.kind = PROSE_RATIO,
				    .printed = number->printed,
				    .first = number->first,
				    .next = behind};
	if (text_ends(text->words[number->digits].lower, "x") &&
	    prose_near_behind(text, number->digits + 1, to, 1,
			      "a100 v100 h100 p100 nvidia tpu"))
		return false;
	return held_against(text, behind, to, item);
}

/* "As much as a trans-American flight": one of them. */
static bool one_like(const struct prose_text *text, size_t word, size_t to,
		     struct prose_item *item)
{
	size_t end;
	const char *thing;

	if (!prose_is(text, word, to, "a an one") ||
	    !prose_near_before(text, 0, word, 4,
			       "as same equivalent equal like comparable equals matches"))
		return false;
	end = phrase_end(text, word + 1, to);
	thing = prose_slice(text, word + 1, end);
	if (end <= word + 1 || likeness_find(text->arena, thing).words < 2)
		return false;
	*item = (struct prose_item){
	    .kind = PROSE_LIKE,
	    .printed = printed_number(text->arena, "1", "", prose_place(text, word)),
	    .words = prose_slice(text, word, end),
	    .first = word,
	    .next = end};
	item->printed.exact = item->printed.loose = interval_of(1);
	return true;
}

bool prose_word_ratio(const struct prose_text *text, size_t word, size_t to,
		      struct prose_item *item)
{
	static const struct {
		const char *word, *times;
	} words[] = {{"twice", "2"}, {"double", "2"}, {"triple", "3"}, {"thrice", "3"}};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!prose_is(text, word, to, words[i].word))
			continue;
		*item =
		    (struct prose_item){.kind = PROSE_RATIO,
					.printed = printed_number(text->arena, words[i].times,
								  "", prose_place(text, word)),
					.first = word,
					.next = word + 1};
		item->printed.text = words[i].word;
		return prose_is(text, word + 1, to, "as the that those what") &&
		       held_against(text, word + 1, to, item);
	}
	return one_like(text, word, to, item);
}

struct prose_item prose_item(const struct prose_text *text, const struct prose_number *number,
			     size_t from, size_t to)
{
	struct prose_item item;

	if (is_ratio(text, number, to, &item) || is_like(text, number, from, to, &item))
		return item;
	return prose_figure(text, number, from, to);
}
