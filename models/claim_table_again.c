/* A place or a device that a card names a second time, otherwise than the first. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_table.h"

enum { DEEPEST = 8 };

/* Whether a lies in b, or is b. */
static bool lies_in(struct factors *factors, const struct region *a, const struct region *b)
{
	for (int depth = 0; a && depth < DEEPEST; depth++) {
		if (text_same(a->code, b->code))
			return true;
		a = a->parent ? factors_region_known(factors, a->parent) : NULL;
	}
	return false;
}

static void tell(struct claim_reader *reader, struct claim *claim, const char *key,
		 const char *first, const char *second, const char *taken, struct place place)
{
	claim_remark(reader->arena, claim, REMARK_NOTE, key, place,
		     "'%s' and '%s' are both stated%s", first, second,
		     taken ? arena_printf(reader->arena, ": '%s' is taken", taken) : "");
}

void claim_region_again(struct claim_reader *reader, struct claim *claim, const char *text,
			struct place place)
{
	const struct region *region = claim_region(reader->arena, reader->factors, text);
	const char *first = claim->region_text;

	if (!region || text_same_nocase(text, first) ||
	    (claim->region && lies_in(reader->factors, claim->region, region)))
		return;
	/* The second is unknown no more, or the closer one. */
	if (!claim->region || lies_in(reader->factors, region, claim->region)) {
		claim->region = region;
		claim->region_text = text;
	}
	tell(reader, claim, "region", first, text, claim->region_text, place);
}

/* "A100" beside an "A100 SXM4 80GB" says no other. */
static bool may_be(struct claim_reader *reader, const char *text, const struct thing *thing)
{
	const char *meant = claim_accelerator_candidates(reader->arena, reader->factors, text);

	return meant && strstr(meant, thing->slug);
}

void claim_hardware_again(struct claim_reader *reader, struct claim *claim, const char *text,
			  struct place place)
{
	double how_many;
	const struct thing *thing =
	    claim_accelerator(reader->arena, reader->factors, text, &how_many);
	const char *first = claim->hardware_text;
	bool known = claim->accelerator != NULL;

	if (text_same_nocase(text, first) || (known && thing == claim->accelerator) ||
	    (known && thing && text_same(thing->slug, claim->accelerator->slug)) ||
	    (known && !thing && may_be(reader, text, claim->accelerator)) ||
	    (known && !thing &&
	     !claim_accelerator_candidates(reader->arena, reader->factors, text)))
		return;
	if (!known && thing) {
		claim->accelerator = thing;
		claim->hardware_text = text;
	}
	tell(reader, claim, "accelerator", first, text,
	     claim->accelerator ? claim->hardware_text : NULL, place);
}
