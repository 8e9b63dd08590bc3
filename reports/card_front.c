/* The block of a hub's front matter: what making the model emitted, in grams. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"
#include "models/about.h"
#include "reports/card_inner.h"
#include "reports/display.h"
#include "reports/facts.h"
#include "reports/view.h"

/* Beyond this the digits of a product of doubles are noise. */
enum { DIGITS = 12 };

/* Decimals without an exponent, which readers of YAML 1.1 take for a text. */
static const char *decimals(struct arena *arena, double value)
{
	const char *rounded = arena_printf(arena, "%.*e", DIGITS - 1, value);
	double shown = strtod(rounded, NULL);
	int places = DIGITS - 1 - atoi(strchr(rounded, 'e') + 1);
	char *text = arena_printf(arena, "%.*f", places > 0 ? places : 0, shown);
	size_t length = strlen(text);

	if (!strchr(text, '.'))
		return text;
	while (text[length - 1] == '0')
		text[--length] = '\0';
	if (text[length - 1] == '.')
		text[length - 1] = '\0';
	return text;
}

/* An end of a range as the report has it, but for its exponent: "53,000,000,000,000". */
static const char *without_exponent(struct arena *arena, const char *text)
{
	size_t sign = strcspn(text, "0123456789");

	if (!strchr(text + sign, 'e') || !text[sign])
		return text;
	return arena_printf(arena, "%.*s%s", (int)sign, text,
			    number_group(arena, decimals(arena, strtod(text + sign, NULL))));
}

/* "training, idle, embodied": stages with items of the creation. */
static const char *stages_of(struct arena *arena, const struct assessment *assessment)
{
	const char *list = NULL;

	for (size_t s = 0; s < assessment->stage_count; s++) {
		const char *stage = assessment->stages[s].stage;
		bool counts = false;

		for (size_t i = 0; i < assessment->item_count; i++) {
			const struct item_result *item = &assessment->items[i];

			counts = counts || (text_same(item->stage, stage) && !item->credit &&
					    item->phase == PHASE_CREATION);
		}
		if (counts)
			list = list ? arena_printf(arena, "%s, %s", list, stage) : stage;
	}
	return list ? list : "nothing";
}

static const char *range_of(struct arena *arena, const struct assessment *assessment,
			    const struct statistics *statistics)
{
	const struct shown_unit gram = {.text = "g", .size = 1e-3};

	if (!statistics->finite || !number_has_spread(statistics))
		return "no range";
	return arena_printf(arena, "%s: %s - %s g", view_interval(arena, assessment),
			    without_exponent(arena, number_low(arena, statistics, gram)),
			    without_exponent(arena, number_high(arena, statistics, gram)));
}

static const char *source_text(struct arena *arena, const struct facts *facts,
			       const struct impact *creation)
{
	const struct assessment *assessment = facts->assessment;
	const struct record *record = &assessment->record;

	return arena_printf(
	    arena, "lca %s, factors %s: making of the model (%s), location-based%s%s; %s%s",
	    record->version, record->factors_version, stages_of(arena, assessment),
	    record->basis == FACTORS_DIRECT ? ", power stations alone" : "",
	    creation->missing ? ", at least: some items are missing" : "",
	    range_of(arena, assessment, &creation->statistics),
	    record->as_of ? arena_printf(arena, "; factors as of %s", record->as_of) : "");
}

static void add_text(struct arena *arena, struct buffer *out, const char *key, const char *text)
{
	if (text && *text)
		buffer_printf(out, "  %s: %s\n", key,
			      tree_quoted(arena, display_plain(arena, text)));
}

static const char *hardware(struct arena *arena, const struct facts *facts)
{
	if (facts->hardware_type && facts->hours_used)
		return arena_printf(arena, "%s, %s", facts->hardware_type, facts->hours_used);
	return facts->hardware_type ? facts->hardware_type : facts->hours_used;
}

const char *card_front_block(struct arena *arena, const struct facts *facts)
{
	const struct impact *creation =
	    &facts->assessment->phases[PHASE_CREATION][assessment_gwp(facts->assessment)];
	double grams = creation->statistics.central * 1e3;
	struct buffer out = {0};
	const char *block;

	if (creation->status != IMPACT_COUNTED || !isfinite(grams) || grams < 0)
		return NULL;
	buffer_text(&out, "co2_eq_emissions:\n");
	buffer_printf(&out, "  emissions: %s\n", decimals(arena, grams));
	add_text(arena, &out, "source", source_text(arena, facts, creation));
	add_text(arena, &out, "training_type", facts->training_type);
	add_text(arena, &out, "geographical_location", facts->compute_region);
	add_text(arena, &out, "hardware_used", hardware(arena, facts));
	block = arena_text(arena, out.text);
	buffer_free(&out);
	return block;
}
