/* Claims as readers build them. */

#include <stdarg.h>

#include "lca/base/arena.h"
#include "models/claim.h"
#include "models/claim_reader.h"

struct figure_row {
	const char *key, *unit;
};

static const struct figure_row rows[] = {
#define FIGURE(id, key, unit, meaning) {key, unit},
#include "models/claim_keys.def"
};

const char *claim_figure_key(enum claim_figure figure)
{
	return rows[figure].key;
}

const char *claim_figure_unit(enum claim_figure figure)
{
	return rows[figure].unit;
}

struct printed_rule claim_figure_rule(enum claim_figure figure)
{
	struct printed_rule rule = {.unit = claim_figure_unit(figure)};

	if (figure == CLAIM_ENERGY)
		rule.also = "W";
	if (figure == CLAIM_POWER || figure == CLAIM_TDP)
		rule.also = "kWh";
	rule.per_any = figure == CLAIM_VOLUME || figure == CLAIM_ENERGY_PER_UNIT ||
		       figure == CLAIM_EMISSIONS_PER_UNIT || figure == CLAIM_WATER_PER_UNIT;
	return rule;
}

struct claim claim_blank(void)
{
	return (struct claim){.id = ""};
}

void claim_state(struct arena *arena, struct claim *claim, enum claim_figure figure,
		 const struct printed *printed)
{
	struct printed *copy = arena_alloc(arena, sizeof *copy);

	*copy = *printed;
	claim->figures[figure] = copy;
}

void claim_remark(struct arena *arena, struct claim *claim, enum claim_remark_kind kind,
		  const char *key, struct place place, const char *format, ...)
{
	struct claim_remark *remarks =
	    arena_grow(arena, (void *)claim->remarks, claim->remark_count, sizeof *remarks);
	va_list arguments;

	va_start(arguments, format);
	remarks[claim->remark_count++] =
	    (struct claim_remark){.kind = kind,
				  .key = key,
				  .text = arena_vprintf(arena, format, arguments),
				  .place = place};
	va_end(arguments);
	claim->remarks = remarks;
}

struct claim *claim_new(struct claim_reader *reader, const char *id, struct place place)
{
	struct claim *claim;

	reader->claims =
	    arena_grow(reader->arena, reader->claims, reader->count, sizeof *reader->claims);
	claim = &reader->claims[reader->count++];
	*claim = claim_blank();
	claim->id = id;
	claim->place = place;
	return claim;
}
