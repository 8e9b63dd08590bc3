/* What a figure holds, by the words around it ("with the hardware", "from dynamic power"), and
 * whether two are one. */

#include "models/claim_prose.h"

enum { BEHIND = 8, BEFORE = 6 };

static bool of_which(const struct prose_text *text, size_t word, size_t to)
{
	return prose_is(text, word, to, "of") && prose_is(text, word + 1, to, "which");
}

/* Up to "and", the next number, a mark; "50.5 t, including the hardware" goes on. */
static size_t words_behind(const struct prose_text *text, size_t next, size_t to)
{
	size_t end = next;

	while (end < to && end < next + BEHIND &&
	       !prose_is(text, end, to, "and while but whereas or compared against versus")) {
		char mark = text->words[end].mark;

		if (mark && of_which(text, end, to))
			break;
		if (mark && mark != '-' &&
		    !(end == next &&
		      (mark == '(' || prose_is(text, end, to,
					       "including with counting excluding without "
					       "over from of"))))
			break;
		if (text->words[end].lower[0] >= '0' && text->words[end].lower[0] <= '9')
			break;
		end++;
	}
	return end;
}

static size_t words_before(const struct prose_text *text, size_t from, size_t first)
{
	size_t begin = first;

	while (
	    begin > from && begin + BEFORE > first &&
	    !(begin < first && text->words[begin].mark) &&
	    !prose_is(text, begin - 1, first, "and while but whereas or against versus") &&
	    !(text->words[begin - 1].lower[0] >= '0' && text->words[begin - 1].lower[0] <= '9'))
		begin--;
	return begin;
}

static bool has(const struct prose_text *text, size_t from, size_t to, const char *list)
{
	return prose_seek(text, from, to, list) < to;
}

/* "over its life cycle", "with the hardware" */
static bool of_life(const struct prose_text *text, size_t from, size_t to)
{
	static const char parts[] = "hardware manufacturing manufacture embodied embedded idle "
				    "servers equipment machines infrastructure";
	size_t with = prose_seek(text, from, to,
				 "with including include includes counting "
				 "adding plus considering accounting");
	size_t life = prose_seek(text, from, to, "life");

	return has(text, from, to, "life-cycle lifecycle cradle-to-grave") ||
	       (life < to && prose_is(text, life + 1, to, "cycle")) ||
	       (with < to && has(text, with, to, parts));
}

static unsigned scope_of(const struct prose_text *text, size_t from, size_t to)
{
	static const char parts[] =
	    "dynamic excluding exclude excludes without alone only hardware manufacturing "
	    "embodied embedded idle";
	size_t of = prose_seek(text, from, to, "of");

	if (of_life(text, from, to))
		return PROSE_LIFE;
	if (has(text, from, to, "total overall altogether"))
		return PROSE_TOTAL;
	if (has(text, from, to, parts) || (of < to && prose_is(text, of + 1, to, "which")))
		return PROSE_PART;
	if (has(text, from, to, "location-based market-based"))
		return PROSE_ACCOUNT;
	return 0;
}

unsigned prose_scope(const struct prose_text *text, const struct prose_item *item, size_t from,
		     size_t to)
{
	unsigned behind = scope_of(text, item->next, words_behind(text, item->next, to));

	return behind ? behind
		      : scope_of(text, words_before(text, from, item->first), item->first);
}

/* "120 kWh, of which 100 kWh by the GPUs and 20 kWh by the rest", "120 kWh, 100 kWh of which".
 */
bool prose_is_share(const struct prose_text *text, const struct prose_number *number,
		    size_t from, size_t to)
{
	static const char others[] = "while whereas but compared than against versus vs";
	struct dimensions d = number->printed.unit.dimensions;
	struct prose_number whole;
	size_t end = number->first;

	if (!of_which(text, number->next, to) || text->words[number->next].mark) {
		while (end > from && !of_which(text, end - 1, number->first))
			end--;
		if (prose_seek(text, end, number->first, others) < number->first)
			return false;
		for (size_t i = 0; i < text->name_count; i++)
			if (text->names[i].from >= end && text->names[i].from < number->first)
				return false;
	}
	for (size_t at = from; at < end && prose_number(text, at, end, &whole); at = whole.next)
		if (dimensions_equal(whole.printed.unit.dimensions, d) &&
		    whole.printed.loose.high >= number->printed.loose.low)
			return true;
	return false;
}

/* A figure of which parts may be stated. */
bool prose_is_sum(enum claim_figure figure)
{
	return figure == CLAIM_EMISSIONS || figure == CLAIM_ENERGY || figure == CLAIM_WATER;
}

/* Of the figures of words [from, to) that may hold more or less. */
unsigned prose_scopes(const struct prose_text *text, const struct prose_item *items,
		      size_t count, size_t from, size_t to)
{
	unsigned scope = 0;

	for (size_t i = 0; i < count; i++)
		if (items[i].kind == PROSE_FIGURE && prose_is_sum(items[i].figure))
			scope |= prose_scope(text, &items[i], from, to);
	return scope;
}

/* "284 t (626,155 lb)", "284 t or 626,155 lb": the same figure once more; "25 t or 50.5 t with
 * the hardware" are two. */
bool prose_conversion(const struct prose_text *text, const struct prose_item *first,
		      const struct prose_item *second, size_t from, size_t to)
{
	bool meets = interval_meets(first->printed.loose, second->printed.loose);
	bool other_unit = first->printed.unit.scale != second->printed.unit.scale;

	if (second->first < first->next || second->first - first->next > 2 ||
	    prose_is(text, second->next, text->count, "less more fewer lower higher"))
		return false;
	if (!meets && prose_scope(text, first, from, second->first) !=
			  prose_scope(text, second, first->next, to))
		return false;
	return (second->first == first->next && text->words[second->first].mark == '(') ||
	       prose_is(text, first->next, second->first, "i.e that aka") ||
	       ((meets || other_unit) && prose_is(text, first->next, second->first, "or"));
}

/* Where the words of the second of two figures of a kind begin: behind a mark or a word that
 * sets them against each other. */
size_t prose_parting(const struct prose_text *text, size_t from, size_t to)
{
	for (size_t i = to + 1; i-- > from;)
		if (text->words[i].mark == ',' || text->words[i].mark == '-' ||
		    prose_is(text, i, to,
			     "while whereas compared versus vs against but and than"))
			return i;
	return to;
}
