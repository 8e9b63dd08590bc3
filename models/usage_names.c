/* Models and regions of a log by number: one set for all threads, one look-up table for each.
 */

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text_set.h"
#include "models/usage_names.h"

struct usage_names {
	pthread_mutex_t lock;
	struct arena *arena;
	struct text_set models, regions;
};

enum { FIRST_SLOTS = 256 };

struct usage_names *usage_names_new(void)
{
	struct usage_names *names = calloc(1, sizeof *names);

	if (!names || pthread_mutex_init(&names->lock, NULL) != 0)
		abort();
	names->arena = arena_new();
	(void)text_set_add(names->arena, &names->models, "", 0);
	(void)text_set_add(names->arena, &names->regions, "", 0);
	return names;
}

void usage_names_free(struct usage_names *names)
{
	if (!names)
		return;
	arena_free(names->arena);
	(void)pthread_mutex_destroy(&names->lock);
	free(names);
}

const char *usage_model(const struct usage_names *names, uint64_t number)
{
	return names->models.texts[number];
}

const char *usage_region(const struct usage_names *names, uint64_t number)
{
	return names->regions.texts[number];
}

size_t usage_names_count(const struct usage_names *names, bool regions)
{
	return regions ? names->regions.count : names->models.count;
}

uint32_t usage_names_add(struct usage_names *names, bool region, const char *text,
			 size_t length)
{
	size_t number;

	(void)pthread_mutex_lock(&names->lock);
	number =
	    text_set_add(names->arena, region ? &names->regions : &names->models, text, length);
	(void)pthread_mutex_unlock(&names->lock);
	return (uint32_t)number;
}

/* The slot of a text, or the free one where it belongs. */
static struct usage_known *find(const struct usage_lexicon *lexicon, uint64_t hash,
				const char *text, size_t length)
{
	size_t mask = lexicon->slot_count - 1, slot = (size_t)hash & mask;

	for (; lexicon->slots[slot].text; slot = (slot + 1) & mask) {
		const struct usage_known *known = &lexicon->slots[slot];

		if (known->hash == hash && known->length == length &&
		    memcmp(known->text, text, length) == 0)
			break;
	}
	return &lexicon->slots[slot];
}

static void enlarge(struct usage_lexicon *lexicon)
{
	struct usage_lexicon old = *lexicon;

	lexicon->slot_count = old.slot_count ? 2 * old.slot_count : FIRST_SLOTS;
	lexicon->slots = calloc(lexicon->slot_count, sizeof *lexicon->slots);
	if (!lexicon->slots)
		abort();
	for (size_t i = 0; i < old.slot_count; i++)
		if (old.slots[i].text)
			*find(lexicon, old.slots[i].hash, old.slots[i].text,
			      old.slots[i].length) = old.slots[i];
	free(old.slots);
}

uint32_t usage_lexicon_add(struct usage_lexicon *lexicon, struct usage_names *names,
			   bool region, uint64_t hash, const char *text, size_t length)
{
	struct usage_known *known;

	if (2 * lexicon->count >= lexicon->slot_count)
		enlarge(lexicon);
	known = find(lexicon, hash, text, length);
	if (!known->text) {
		char *copy = calloc(1, length + USAGE_PADDING);

		if (!copy)
			abort();
		memcpy(copy, text, length);
		*known = (struct usage_known){.hash = hash,
					      .text = copy,
					      .length = (uint32_t)length,
					      .number =
						  usage_names_add(names, region, text, length)};
		lexicon->count++;
	}
	return known->number;
}

void usage_lexicon_free(struct usage_lexicon *lexicon)
{
	for (size_t i = 0; i < lexicon->slot_count; i++)
		free(lexicon->slots[i].text);
	free(lexicon->slots);
	*lexicon = (struct usage_lexicon){0};
}
