/* "57-fold from Mumbai to Zurich", "Sweden instead of Germany cuts emissions by 90 %": how many
 * times what one place emits is of what another does. */

#include <ctype.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_prose.h"

enum { PLACE_WORDS = 4 };

static const char fewer[] = "cut cuts cutting reduce reduces reduced reducing reduction lower "
			    "lowers lowered fall falls fell drop drops dropped decrease "
			    "decreases decreased less fewer save saves saved shrink shrinks "
			    "smaller cleaner down avoids";
static const char more[] = "rise rises rose increase increases increased grow grows grew more "
			   "higher raise raises raised multiply multiplies larger";

struct two_places {
	const struct region *here, *there;
	const char *there_words, *here_words;
	size_t there_first;
	bool instead; /* of there; else from here to there */
};

/* The place at the word; *end becomes the word behind it. */
static const struct region *place_at(const struct prose_text *text, struct factors *factors,
				     size_t word, size_t to, size_t *end)
{
	while (word < to && prose_is(text, word, to, "the in a grid of"))
		word++;
	if (word >= to)
		return NULL;
	for (*end = word + 1; *end < to && *end < word + PLACE_WORDS &&
			      !text->words[*end].mark &&
			      isupper((unsigned char)text->text[text->words[*end].start]);)
		++*end;
	for (; *end > word; --*end) {
		const char *slice = prose_slice(text, word, *end);
		const struct region *region = claim_region(text->arena, factors, slice);

		if (!isupper((unsigned char)*slice) && !strpbrk(slice, "-0123456789"))
			return NULL;
		region = region ? region : claim_city(text->arena, factors, slice);
		if (region)
			return region;
	}
	return NULL;
}

/* The place that ends before the word. */
static const struct region *place_before(const struct prose_text *text, struct factors *factors,
					 size_t from, size_t word, const char **words)
{
	size_t first = word > from + PLACE_WORDS ? word - PLACE_WORDS : from, end;

	for (; first < word; first++) {
		const struct region *region = place_at(text, factors, first, word, &end);

		if (region && end == word) {
			*words = prose_slice(text, first, word);
			return region;
		}
	}
	return NULL;
}

/* "Training in Sweden emits": the first place that something is in. */
static const struct region *place_in(const struct prose_text *text, struct factors *factors,
				     size_t from, size_t to, const char **words)
{
	for (size_t i = from; i < to; i++) {
		size_t end;
		const struct region *region = prose_is(text, i, to, "in on at")
						  ? place_at(text, factors, i + 1, to, &end)
						  : NULL;

		if (region) {
			*words = prose_slice(text, i + 1, end);
			return region;
		}
	}
	return NULL;
}

static bool find_places(const struct prose_text *text, struct factors *factors, size_t from,
			size_t to, struct two_places *places)
{
	for (size_t i = from; i < to; i++) {
		size_t end = to, last;

		*places = (struct two_places){0};
		if (prose_is(text, i, to, "from")) {
			places->here = place_at(text, factors, i + 1, to, &end);
			if (!places->here || !prose_is(text, end, to, "to"))
				continue;
			places->here_words = prose_slice(text, i + 1, end);
			places->there_first = end + 1;
		} else if ((prose_is(text, i, to, "instead") &&
			    prose_is(text, i + 1, to, "of")) ||
			   (prose_is(text, i, to, "rather") &&
			    prose_is(text, i + 1, to, "than"))) {
			places->here =
			    place_before(text, factors, from, i, &places->here_words);
			places->there_first = i + 2;
			places->instead = true;
		} else if (prose_is(text, i, to, "less lower fewer more higher") &&
			   prose_is(text, i + 1, to, "than")) {
			places->here = place_in(text, factors, from, i, &places->here_words);
			places->there_first = i + 2;
			places->instead = true;
		} else {
			continue;
		}
		if (!places->here)
			continue;
		while (prose_is(text, places->there_first, to, "in the"))
			places->there_first++;
		places->there = place_at(text, factors, places->there_first, to, &last);
		if (!places->there)
			continue;
		places->there_words = prose_slice(text, places->there_first, last);
		return true;
	}
	return false;
}

/* "20 times", "57-fold", "90 %": none where the unit is another. */
static bool is_times(const struct prose_text *text, const struct prose_item *item, size_t to,
		     bool *percent)
{
	*percent = strchr(item->printed.text, '%') != NULL;
	return (item->kind == PROSE_RATIO || item->kind == PROSE_UNREAD) &&
	       dimensions_none(item->printed.unit.dimensions) &&
	       (*percent || item->kind == PROSE_RATIO ||
		prose_is(text, item->next, to, "times x fold times-fold"));
}

/* What stays of one: 0.1 of "90 % less", 1/20 of "20 times less". */
static void make_share(struct arena *arena, struct printed *times, bool percent, bool down)
{
	struct interval one = interval_of(1);

	if (percent && down) {
		times->value = 1 - times->value;
		times->exact = interval_subtract(one, times->exact);
		times->loose = interval_subtract(one, times->loose);
		times->digits = arena_printf(arena, "(1 - %s)", times->text);
	} else if (percent) {
		times->value = 1 + times->value;
		times->exact = interval_add(one, times->exact);
		times->loose = interval_add(one, times->loose);
		times->digits = arena_printf(arena, "(1 + %s)", times->text);
	} else if (down) {
		times->value = 1 / times->value;
		times->exact = interval_divide(one, times->exact);
		times->loose = interval_divide(one, times->loose);
		times->digits = arena_printf(arena, "1/%s", times->digits);
	}
	times->unit = unit_of("");
}

static void turn(struct arena *arena, struct printed *times)
{
	struct interval one = interval_of(1);

	times->value = 1 / times->value;
	times->exact = interval_divide(one, times->exact);
	times->loose = interval_divide(one, times->loose);
	times->digits = text_starts(times->digits, "1/")
			    ? times->digits + strlen("1/")
			    : arena_printf(arena, "1/%s", times->digits);
}

void prose_moves(const struct prose_text *text, struct factors *factors, size_t from, size_t to,
		 struct prose_item *items, size_t count)
{
	struct two_places places;
	bool percent = false, down;
	size_t i;

	for (i = 0; i < count && !is_times(text, &items[i], to, &percent); i++)
		;
	if (i == count)
		return;
	down = prose_seek(text, from, to, fewer) < to;
	if ((!down && prose_seek(text, from, to, more) == to) ||
	    (percent && down && !(items[i].printed.loose.high < 1)) ||
	    !(items[i].printed.loose.low > 0) || !find_places(text, factors, from, to, &places))
		return;
	/* A comparison that was read with "less" is turned already. */
	if (text_starts(items[i].printed.digits, "1/"))
		turn(text->arena, &items[i].printed);
	items[i].kind = PROSE_RATIO;
	make_share(text->arena, &items[i].printed, percent, down);
	if (!places.instead)
		turn(text->arena, &items[i].printed);
	items[i].printed.text = items[i].printed.digits;
	items[i].words = places.there_words;
	items[i].than_first = places.there_first;
	items[i].here = places.here;
	items[i].here_words = places.here_words;
	if (items[i].next <= items[i].first)
		items[i].next = items[i].first + 1;
}
