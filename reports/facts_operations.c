/* The operations of items, and how large the model is. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/about.h"
#include "reports/facts_inner.h"
#include "reports/number.h"

static const struct {
	const char *word, *letter;
	double size;
} sizes[] = {{"trillion", "T", 1e12},
	     {"billion", "B", 1e9},
	     {"million", "M", 1e6},
	     {"thousand", "K", 1e3}};

enum { SIZES = sizeof sizes / sizeof *sizes, DIGITS = 6, THOUSAND = 3 };

/* Thousands are figures. */
const char *facts_count(struct arena *arena, double count)
{
	for (size_t i = 0; i < THOUSAND; i++)
		if (count >= sizes[i].size)
			return arena_printf(arena, "%s %s",
					    number_plain(arena, count / sizes[i].size, DIGITS),
					    sizes[i].word);
	return number_plain(arena, count, DIGITS);
}

/* "50 % of 3 x 6 x 10 billion parameters x 100 billion tokens" */
static const char *flop_how(struct arena *arena, const struct ran_on *ran_on)
{
	const char *share = "", *repeat = "";

	if (ran_on->share < 1 || ran_on->share > 1)
		share = arena_printf(arena, "%s %% of ",
				     number_plain(arena, 100 * ran_on->share, DIGITS));
	if (ran_on->repeat < 1 || ran_on->repeat > 1)
		repeat = arena_printf(arena, "%s runs x ",
				      number_plain(arena, ran_on->repeat, DIGITS));
	return arena_printf(arena, "%s%s%s x %s%s parameters x %s tokens", share, repeat,
			    number_plain(arena, ran_on->flop_per_parameter_token, DIGITS),
			    facts_count(arena, ran_on->parameters),
			    ran_on->parameters < ran_on->all_parameters ? " active" : "",
			    facts_count(arena, ran_on->tokens));
}

void facts_operations(struct arena *arena, struct facts_item *fact, const double *values)
{
	const struct ran_on *ran_on = &fact->item->ran_on;

	fact->flop = facts_value(values, ran_on->flop);
	fact->tokens = ran_on->tokens * ran_on->share * ran_on->repeat;
	if (!isnan(fact->flop))
		fact->flop_how = flop_how(arena, ran_on);
}

/* "176 billion", "7B", "8e9 parameters"; NaN where it is no number. */
static double count_of(struct arena *arena, const char *text)
{
	size_t length = text ? strspn(text, "0123456789._eE+") : 0;
	const char *word;
	double number;

	if (!length || !text_number(text, length, &number))
		return NAN;
	text += length + strspn(text + length, " ");
	length = strcspn(text, " ");
	word = arena_copy(arena, text, length);
	text += length + strspn(text + length, " ");
	if (*text && !text_same_nocase(text, "parameters"))
		return NAN;
	for (size_t i = 0; i < SIZES; i++)
		if (text_same_nocase(word, sizes[i].word) ||
		    text_same_nocase(word, sizes[i].letter))
			return number * sizes[i].size;
	return !*word || text_same_nocase(word, "parameters") ? number : NAN;
}

static bool is_training(const struct item_result *item)
{
	return text_same(item->stage, "training") && !item->credit && !item->losses_of &&
	       item->phase == PHASE_CREATION;
}

/* The largest model that an item ran: of training where it tells, else of any. */
static const struct ran_on *largest(const struct facts *facts, bool training)
{
	const struct ran_on *most = NULL;

	for (size_t i = 0; i < facts->assessment->item_count; i++) {
		const struct item_result *item = &facts->assessment->items[i];

		if (item->credit || (training && !is_training(item)) ||
		    isnan(item->ran_on.all_parameters))
			continue;
		if (!most || item->ran_on.all_parameters > most->all_parameters)
			most = &item->ran_on;
	}
	return most;
}

/* The sum over all training; NaN where an item of it does not tell. */
static double training_tokens(const struct facts *facts)
{
	double sum = 0;
	bool any = false;

	for (size_t i = 0; i < facts->assessment->item_count; i++) {
		if (!is_training(facts->items[i].item))
			continue;
		sum += facts->items[i].tokens;
		any = true;
	}
	return any ? sum : NAN;
}

void facts_size(struct arena *arena, struct facts *facts)
{
	const struct ran_on *most = largest(facts, true);

	if (!most)
		most = largest(facts, false);
	facts->parameters = count_of(arena, facts->assessment->about->parameters);
	if (isnan(facts->parameters) && most)
		facts->parameters = most->all_parameters;
	facts->active_parameters = most ? most->parameters : NAN;
	facts->tokens = training_tokens(facts);
}
