/* The works that the numbers of a result rest on. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/freeze.h"

/* A row of a user's layer cites in its own words: the text is the source. */
static const struct source *source_of(struct freeze *freeze, const struct origin *origin)
{
	const struct source *known =
	    origin->source ? factors_source(freeze->build->factors, origin->source) : NULL;
	struct source *stated;

	if (known || !origin->source || origin->kind == ORIGIN_LOG)
		return known;
	stated = arena_alloc(freeze->build->arena, sizeof *stated);
	*stated = (struct source){.id = origin->factor ? origin->source : origin->key,
				  .title = origin->source,
				  .authors = "",
				  .year = "",
				  .url = origin->factor ? origin->factor->layer : "",
				  .licence = "",
				  .retrieved = ""};
	return stated;
}

static void add_source(struct freeze *freeze, const struct origin *origin)
{
	struct assessment *result = freeze->result;
	const struct source *source = source_of(freeze, origin);
	size_t at = 0;

	if (!source)
		return;
	while (at < result->source_count && strcmp(result->sources[at]->id, source->id) < 0)
		at++;
	if (at < result->source_count && text_same(result->sources[at]->id, source->id))
		return;
	result->sources = arena_grow(freeze->build->arena, result->sources,
				     result->source_count, sizeof *result->sources);
	for (size_t i = result->source_count; i > at; i--)
		result->sources[i] = result->sources[i - 1];
	result->sources[at] = source;
	result->source_count++;
}

void freeze_sources(struct freeze *freeze)
{
	struct assessment *result = freeze->result;

	for (size_t i = 0; i < result->item_count; i++) {
		for (size_t j = 0; j < result->items[i].input_count; j++) {
			const struct quantity *quantity =
			    sheet_view(freeze->build->sheet, result->items[i].inputs[j])
				.quantity;

			add_source(freeze, &quantity->origin);
		}
	}
	for (size_t i = 0; i < result->factor_count; i++)
		add_source(freeze, &result->factors[i].factor->quantity.origin);
	for (size_t i = 0; i < result->equivalent_count; i++)
		add_source(freeze, &result->equivalents[i].of->one.origin);
}
