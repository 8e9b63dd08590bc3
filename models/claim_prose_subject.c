/* What a sentence is about: models, stages, places, hardware, people. */

#include <ctype.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_prose.h"
#include "models/likeness.h"

enum { REGION_WORDS = 4, HARDWARE_WORDS = 5, SUBJECT_WORDS = 12, LEAST_REGION = 4 };

static const struct {
	const char *words, *stage;
} stages[] = {
    {"embodied manufacturing manufacture", "embodied"},
    {"idle", "idle"},
    {"experimentation hyperparameter tuning development architecture", "rnd"},
    {"fine-tuning finetuning fine-tuned finetuned finetune fine-tune", "finetune"},
    {"training train trained trains pretraining pre-training pretrained", "training"},
    {"inference prompt prompts query queries answer answers answering serving chat request "
     "requests",
     "inference"},
};

/* "the use phase": "use" alone is what everyone does with everything. */
static bool of_use(const struct prose_text *text, size_t from, size_t to)
{
	for (size_t i = from; i + 1 < to; i++)
		if (prose_is(text, i, to, "use usage operational") &&
		    prose_is(text, i + 1, to, "phase stage"))
			return true;
	return false;
}

static const char *stage_in(const struct prose_text *text, size_t from, size_t to)
{
	if (of_use(text, from, to))
		return "inference";
	for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
		if (prose_seek(text, from, to, stages[i].words) < to)
			return stages[i].stage;
	return NULL;
}

/* Words of what a comparison is held against are not about the claim. */
static bool is_against(const struct prose_item *items, size_t count, size_t word)
{
	for (size_t i = 0; i < count; i++)
		if (items[i].kind == PROSE_RATIO && word >= items[i].than_first &&
		    word < items[i].next)
			return true;
	return false;
}

/* "Flights between London and New York": no place of the claim. */
static bool is_like(const struct prose_item *items, size_t count, size_t word)
{
	for (size_t i = 0; i < count; i++)
		if (items[i].kind == PROSE_LIKE && word >= items[i].first &&
		    word < items[i].next)
			return true;
	return false;
}

static bool is_in_item(const struct prose_item *items, size_t count, size_t from, size_t to)
{
	for (size_t i = 0; i < count; i++)
		if (items[i].kind != PROSE_UNREAD && items[i].first < to &&
		    items[i].next > from)
			return true;
	return false;
}

static const char *model_in(const struct prose_text *text, size_t from, size_t to,
			    const struct prose_item *items, size_t count)
{
	for (size_t i = 0; i < text->name_count; i++)
		if (text->names[i].from >= from && text->names[i].to <= to &&
		    !is_against(items, count, text->names[i].from) &&
		    !prose_near_before(text, from, text->names[i].from, 3,
				       "than versus vs unlike against compared"))
			return text->names[i].model;
	return NULL;
}

/* "asia-south1", "us-west-2", "eastus2". */
static bool is_cloud(const char *lower)
{
	const char *digit = strpbrk(lower, "0123456789");

	return strchr(lower, '-') && digit && digit > lower + 4 &&
	       strspn(lower, "abcdefghijklmnopqrstuvwxyz-0123456789") == strlen(lower);
}

static bool is_place(const struct prose_text *text, size_t from, size_t word, size_t end)
{
	size_t before = word;

	if (end == word + 1 && is_cloud(text->words[word].lower))
		return true;
	if (!isupper((unsigned char)text->text[text->words[word].start]))
		return false;
	if (before > from && prose_is(text, before - 1, word, "the"))
		before--;
	if (before == from || !prose_is(text, before - 1, word,
					"in at from on across of near region location country"))
		return false;
	return text->words[end - 1].end - text->words[word].start >= LEAST_REGION ||
	       prose_is(text, word, end, "us uk usa u.s u.k uae");
}

/* Words with capitals behind each other: "New York", "South Africa". */
static size_t capitals_end(const struct prose_text *text, size_t word, size_t to)
{
	size_t end = word + 1;

	while (end < to && end < word + REGION_WORDS && !text->words[end].mark &&
	       isupper((unsigned char)text->text[text->words[end].start]))
		end++;
	return end;
}

/* "Brooklyn, NY, USA" */
static size_t address_end(const struct prose_text *text, size_t word, size_t to)
{
	enum { PARTS = 2 };
	size_t end = capitals_end(text, word, to);

	for (size_t i = 0; i < PARTS && end < to && text->words[end].mark == ',' &&
			   isupper((unsigned char)text->text[text->words[end].start]);
	     i++)
		end = capitals_end(text, end, to);
	return end;
}

static const struct region *region_at(const struct prose_text *text, struct factors *factors,
				      size_t from, size_t word, size_t to, size_t *end)
{
	for (*end = address_end(text, word, to); *end > word; (*end)--) {
		const struct region *region;

		if (!is_place(text, from, word, *end))
			continue;
		region = claim_region(text->arena, factors, prose_slice(text, word, *end));
		if (region)
			return region;
	}
	return NULL;
}

static void find_region(const struct prose_text *text, struct factors *factors, size_t from,
			size_t to, const struct prose_item *items, size_t count,
			struct prose_subject *subject)
{
	for (size_t word = from; word < to; word++) {
		size_t end = word;

		if (text->words[word].taken || is_against(items, count, word) ||
		    is_like(items, count, word))
			continue;
		subject->region = region_at(text, factors, from, word, to, &end);
		if (subject->region) {
			subject->region_text = prose_slice(text, word, end);
			return;
		}
	}
}

/* "on an A100", "a single GPU": one, and no "A100 hours". */
static bool is_one(const struct prose_text *text, size_t from, size_t word, size_t to)
{
	size_t before = word;

	while (before > from &&
	       (prose_is(text, before - 1, word, "single nvidia w watt") ||
		(before < word && isdigit((unsigned char)*text->words[before - 1].lower))))
		before--;
	return before > from && prose_is(text, before - 1, word, "a an one") &&
	       !prose_near_behind(text, word, to, 3,
				  "hour hours gpu-hours hour-long day days cluster clusters "
				  "node server servers machine");
}

/* "V100" of "V100s", which is no V100S. */
static const char *singular(struct arena *arena, const char *name)
{
	static const char *const hours[] = {"-hours", "-hour"};
	size_t length = strlen(name);

	for (size_t i = 0; i < sizeof hours / sizeof *hours; i++)
		if (text_ends(name, hours[i]))
			return arena_copy(arena, name, length - strlen(hours[i]));
	return length > 1 && name[length - 1] == 's' ? arena_copy(arena, name, length - 1)
						     : name;
}

static void find_hardware(const struct prose_text *text, struct factors *factors, size_t from,
			  size_t to, struct prose_subject *subject)
{
	for (size_t word = from; word < to && !subject->accelerator; word++) {
		size_t most = word + HARDWARE_WORDS < to ? word + HARDWARE_WORDS : to, end;

		if (!prose_is_hardware(text, word, to) || text->words[word].taken)
			continue;
		subject->one_accelerator |= is_one(text, from, word, to);
		for (end = word + 1; end < most && !text->words[end].mark;)
			end++;
		if (!subject->hardware_text && strpbrk(text->words[word].lower, "0123456789"))
			subject->hardware_text =
			    singular(text->arena, prose_slice(text, word, word + 1));
		for (; end > word && !subject->accelerator; end--) {
			const char *slice = singular(text->arena, prose_slice(text, word, end));
			double many = 0;

			/* "GPU hours" names nothing. */
			if (!strpbrk(slice, "0123456789"))
				continue;
			subject->accelerator =
			    claim_accelerator_named(text->arena, factors, slice, &many);
			if (!subject->accelerator)
				continue;
			subject->hardware_text = slice;
			if (claim_accelerator_slice(text->arena, slice))
				subject->chips = many;
		}
	}
}

/* "the average European", "a German": one of a people. */
static bool names_people(const struct prose_text *text, size_t begin, size_t end)
{
	const char *words = prose_slice(text, begin, end), *last = strrchr(words, ' ');

	return last && last[1] >= 'A' && last[1] <= 'Z' && strlen(last + 1) > 3 &&
	       end - begin <= 3 &&
	       prose_is(text, begin, end, "a an the one average typical every each");
}

/* "An average American is responsible for 16 t a year": the figure is one of what it is said
 * of. */
static const char *like_words(const struct prose_text *text, size_t begin, size_t end,
			      const char *rate)
{
	const char *words = arena_printf(text->arena, "%s%s%s", prose_slice(text, begin, end),
					 *rate ? " " : "", rate);
	struct likeness likeness = likeness_find(text->arena, words);

	if (!likeness.words && *rate && names_people(text, begin, end)) {
		words = arena_printf(text->arena, "%s person %s", prose_slice(text, begin, end),
				     rate);
		likeness = likeness_find(text->arena, words);
	}
	if (likeness.words < 2 &&
	    !(likeness.words && prose_seek(text, begin, end, "average typical") < end))
		return NULL;
	return words;
}

/* The words before the figure, up to their verb. */
static const char *like_before(const struct prose_text *text, size_t from, size_t to,
			       const char *rate, const struct prose_item *items, size_t count)
{
	size_t begin = to > from + SUBJECT_WORDS ? to - SUBJECT_WORDS : from, article;

	if (is_in_item(items, count, begin, to) ||
	    prose_seek(text, begin, to, "as like equals equivalent than times") < to)
		return NULL;
	article = prose_seek(text, begin, to, "a an the one average typical each every");
	begin = article < to ? article : begin;
	return like_words(
	    text, begin,
	    prose_seek(text, begin, to,
		       "is are was were emits emit emitted produces produce uses "
		       "use causes cause emissions "
		       "generates accounts has responsible releases releases about"),
	    rate);
}

/* "126,000 lb for a car over its lifetime": the words behind the figure. */
static const char *like_behind(const struct prose_text *text, size_t from, size_t to,
			       const char *rate, const struct prose_item *items, size_t count)
{
	size_t end = from + 1;

	if (!prose_is(text, from, to, "for by from") ||
	    !prose_is(text, from + 1, to, "a an the one average each every"))
		return NULL;
	while (end < to && !text->words[end].mark && end < from + SUBJECT_WORDS)
		end++;
	return is_in_item(items, count, from, end) ? NULL
						   : like_words(text, from + 1, end, rate);
}

/* "An average American is responsible for 16 t a year": the figure is one of what it is said
 * of. */
static const char *like_in(const struct prose_text *text, size_t from, size_t to,
			   const struct prose_item *items, size_t count)
{
	enum { RATE_WORDS = 4 }; /* "over its whole life" */
	const char *rate, *words;
	size_t i, start, next, behind;

	for (i = 0; i < count; i++)
		if (items[i].kind == PROSE_FIGURE && items[i].figure == CLAIM_EMISSIONS)
			break;
	if (i == count)
		return NULL;
	next = behind = items[i].next;
	start =
	    prose_seek(text, items[i].first, next, "a per each every annually yearly daily");
	while (start == next && behind < to && behind < next + RATE_WORDS &&
	       (behind > next ? !text->words[behind].mark
			      : prose_is(text, next, to, "over during through")))
		behind++;
	rate = prose_slice(text, start, start == next ? behind : next);
	words = like_before(text, from, items[i].first, rate, items, count);
	return words ? words : like_behind(text, next, to, rate, items, count);
}

struct prose_subject prose_subject(const struct prose_text *text, struct factors *factors,
				   size_t from, size_t to, const struct prose_item *items,
				   size_t count)
{
	struct prose_subject subject = {.model = model_in(text, from, to, items, count),
					.stage = stage_in(text, from, to),
					.use_phase = of_use(text, from, to)};

	if (!subject.model)
		subject.like = like_in(text, from, to, items, count);
	for (size_t i = 0; i < count; i++)
		if (items[i].here) {
			subject.region = items[i].here;
			subject.region_text = items[i].here_words;
		}
	if (!subject.like && !subject.region)
		find_region(text, factors, from, to, items, count, &subject);
	find_hardware(text, factors, from, to, &subject);
	return subject;
}
