/* Which claims are rows, which belong together, and what their figures hold. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/align_parts.h"

#define WORDS(list) (list), sizeof(list) / sizeof *(list)

const char *align_sum_words(const struct claim *claim)
{
	static const char phrase[] = "sum of ";
	const char *const texts[] = {claim->note, claim->source};
	size_t i;

	for (i = 0; i < sizeof texts / sizeof *texts; i++) {
		const char *at = texts[i] ? strstr(texts[i], phrase) : NULL;

		if (at && !claim->scope_count && scope_names(claim->stage, SCOPE_TOTAL))
			return at + strlen(phrase);
	}
	return NULL;
}

bool align_holds(const struct align_row *row, const char *const *words, size_t count)
{
	size_t i;

	if (scope_names(align_sum_words(row->claim), words, count))
		return true;
	if (scope_holds(row->claim, words, count))
		return true;
	for (i = 0; i < row->part_count; i++)
		if (scope_names(row->parts[i]->stage, words, count) ||
		    scope_names(row->parts[i]->id, words, count))
			return true;
	return false;
}

bool align_is_use(const struct align_row *row)
{
	static const char *const words[] = {"inference", "serving", "deployment", "use"};

	return scope_names(row->claim->stage, WORDS(words)) || row->claim->per ||
	       row->claim->figures[CLAIM_VOLUME] ||
	       row->claim->figures[CLAIM_ENERGY_PER_UNIT] ||
	       row->claim->figures[CLAIM_EMISSIONS_PER_UNIT];
}

bool align_is_sum(const struct align_row *row)
{
	return scope_names(row->claim->stage, SCOPE_TOTAL);
}

/* Claims named by total_of, as far as there are any. */
static void find_parts(struct align_build *align, struct align_row *row)
{
	const struct claim *claim = row->claim;
	const struct claim **parts;
	size_t i, count = 0;

	if (!claim->total_count)
		return;
	parts = arena_alloc(align->build.arena, claim->total_count * sizeof *parts);
	for (i = 0; i < claim->total_count; i++) {
		parts[count] = align_claim_named(align->index, claim->total_of[i]);
		count += parts[count] && parts[count] != claim;
	}
	if (align_is_total(align->index, claim)) {
		row->parts = parts;
		row->part_count = count;
	} else {
		row->over = parts;
		row->over_count = count;
	}
}

static void find_companions(struct align_build *align, struct align_row *row)
{
	struct align_with with = align_companions(align, row->claim);

	row->idle = align_once(align, row, &with.apart[APART_IDLE]);
	row->experiments = align_once(align, row, &with.apart[APART_EXPERIMENTS]);
	row->embodied = align_once(align, row, &with.apart[APART_EMBODIED]);
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
	struct arena *arena = align->build.arena;
	size_t count = align->claims->count, i;

	align_index(align);
	align->rows = arena_alloc(arena, (count + 1) * sizeof *align->rows);
	align->row_of = arena_alloc(arena, (count + 1) * sizeof *align->row_of);
	for (i = 0; i < count; i++) {
		const struct claim *claim = &align->claims->claims[i];
		struct align_row *row = &align->rows[align->count];

		align->row_of[i] = NULL;
		if (align_is_companion(align, claim) || align_is_part(align, claim))
			continue;
		*row = (struct align_row){.claim = claim};
		find_parts(align, row);
		find_companions(align, row);
		row->region = region_of(row);
		align->row_of[i] = row;
		align->count++;
	}
}
