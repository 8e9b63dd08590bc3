/* Which claims are rows, which belong together, and what their figures hold. */

#include <ctype.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/align_parts.h"

enum { MOST_WORDS = 8 };

static const char *const idle_words[] = {"idle"};
static const char *const experiment_words[] = {"rnd", "experiment", "development", "research"};
static const char *const embodied_words[] = {"embodied", "manufactur", "hardware"};

#define WORDS(list) (list), sizeof(list) / sizeof *(list)

static bool holds_word(const char *text, const char *word)
{
	size_t length = strlen(word);

	for (; *text; text++) {
		size_t i = 0;

		while (i < length && tolower((unsigned char)text[i]) == word[i])
			i++;
		if (i == length)
			return true;
	}
	return false;
}

bool align_is_stage(const char *stage, const char *const *words, size_t count)
{
	size_t i;

	for (i = 0; stage && i < count; i++)
		if (holds_word(stage, words[i]))
			return true;
	return false;
}

bool align_holds(const struct align_row *row, const char *const *words, size_t count)
{
	size_t i;

	for (i = 0; i < row->claim->scope_count; i++)
		if (align_is_stage(row->claim->scope[i], words, count))
			return true;
	for (i = 0; i < row->part_count; i++)
		if (align_is_stage(row->parts[i]->stage, words, count) ||
		    align_is_stage(row->parts[i]->id, words, count))
			return true;
	return false;
}

bool align_is_use(const struct align_row *row)
{
	static const char *const words[] = {"inference", "serving", "deployment", "use"};

	return align_is_stage(row->claim->stage, WORDS(words)) || row->claim->per ||
	       row->claim->figures[CLAIM_VOLUME] ||
	       row->claim->figures[CLAIM_ENERGY_PER_UNIT] ||
	       row->claim->figures[CLAIM_EMISSIONS_PER_UNIT];
}

/* A claim of another stage of this one's model. */
static bool goes_with(const struct claim *claim, const struct claim *other)
{
	return claim != other && claim->model && other->model &&
	       text_same_nocase(claim->model, other->model) &&
	       !align_is_stage(claim->stage, WORDS(idle_words)) &&
	       !align_is_stage(claim->stage, WORDS(experiment_words)) &&
	       !align_is_stage(claim->stage, WORDS(embodied_words));
}

static bool is_companion(const struct align_build *align, const struct claim *claim)
{
	size_t i;

	if (!align_is_stage(claim->stage, WORDS(idle_words)) &&
	    !align_is_stage(claim->stage, WORDS(experiment_words)) &&
	    !align_is_stage(claim->stage, WORDS(embodied_words)))
		return false;
	for (i = 0; i < align->claims->count; i++)
		if (goes_with(&align->claims->claims[i], claim))
			return true;
	return false;
}

static const struct claim *claim_named(const struct claims *claims, const char *id)
{
	size_t i;

	for (i = 0; i < claims->count; i++)
		if (text_same(claims->claims[i].id, id))
			return &claims->claims[i];
	return NULL;
}

/* The total of one model, whose parts are its stages. */
static bool is_total(const struct claim *claim)
{
	return claim->total_count &&
	       align_is_stage(claim->stage, (const char *const[]){"total"}, 1);
}

static bool is_part(const struct align_build *align, const struct claim *claim)
{
	const struct claims *claims = align->claims;
	size_t i, k;

	for (i = 0; i < claims->count; i++) {
		const struct claim *total = &claims->claims[i];

		for (k = 0; total != claim && is_total(total) && k < total->total_count; k++)
			if (text_same(total->total_of[k], claim->id))
				return true;
	}
	return false;
}

bool align_is_sum(const struct align_row *row)
{
	return align_is_stage(row->claim->stage, (const char *const[]){"total"}, 1);
}

static void find_parts(struct align_build *align, struct align_row *row)
{
	const struct claim *claim = row->claim;
	const struct claim **parts;
	size_t i;

	if (!is_total(claim))
		return;
	parts = arena_alloc(align->build.arena, claim->total_count * sizeof *parts);
	for (i = 0; i < claim->total_count; i++) {
		parts[row->part_count] = claim_named(align->claims, claim->total_of[i]);
		row->part_count += parts[row->part_count] != NULL;
	}
	row->parts = parts;
}

static void find_companions(struct align_build *align, struct align_row *row)
{
	size_t i;

	for (i = 0; i < align->claims->count; i++) {
		const struct claim *other = &align->claims->claims[i];

		if (!goes_with(row->claim, other) || is_part(align, other))
			continue;
		if (align_is_stage(other->stage, WORDS(idle_words)))
			row->idle = other;
		else if (align_is_stage(other->stage, WORDS(experiment_words)))
			row->experiments = other;
		else if (align_is_stage(other->stage, WORDS(embodied_words)))
			row->embodied = other;
	}
}

/* Where a total's parts all are, where it does not say. */
static const struct region *region_of(const struct align_row *row)
{
	const struct region *region = row->claim->region;
	size_t i;

	for (i = 0; i < row->part_count && !row->claim->region; i++) {
		const struct region *part = row->parts[i]->region;

		if (part && region && !text_same(part->code, region->code))
			return NULL;
		region = part ? part : region;
	}
	return region;
}

void align_rows(struct align_build *align)
{
	size_t i;

	align->rows =
	    arena_alloc(align->build.arena, (align->claims->count + 1) * sizeof *align->rows);
	for (i = 0; i < align->claims->count; i++) {
		const struct claim *claim = &align->claims->claims[i];
		struct align_row *row = &align->rows[align->count];

		if (is_companion(align, claim) || is_part(align, claim))
			continue;
		*row = (struct align_row){.claim = claim};
		find_parts(align, row);
		find_companions(align, row);
		row->region = region_of(row);
		align->count++;
	}
}
