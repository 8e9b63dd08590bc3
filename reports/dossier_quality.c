/* Data quality: the pedigree of every datum, as stated, or as far as it can be checked. */

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/engine/sheet.h"
#include "models/import.h"
#include "reports/dossier.h"

static const struct {
	const char *name, *rule;
} indicators[INDICATORS] = {
    {"reliability",
     "2 measured: read from a log, or stated for a measured item with a source; a row that was "
     "verified. 3 stated with a source; a row of a single source. 4 stated without a source; a "
     "row that is an estimate, unverified, or contradicted by others. 5 a suspect row."},
    {"completeness",
     "of logs alone, by the share of the work that they cover: 1 from 99 %, 2 from 90 %, 3 "
     "from "
     "50 %, 4 below. What sample a stated figure or a row rests on is not known here."},
    {"temporal",
     "of rows with a year, by the years between it and the period of the item: 1 below 3, 2 "
     "below 6, 3 below 10, 4 below 15, 5 beyond. A log of the item itself is 1."},
    {"geographical", "of rows with a region: 1 that of the item, 2 a larger area that holds it "
		     "or its provider's fleet, "
		     "3 the world, 5 another one. A log of the item itself is 1."},
    {"technological", "a log of the item itself is 1, a row for the very device 2, a default "
		      "that holds for any technology 4."},
};

const char *indicator_name(enum indicator indicator)
{
	return indicators[indicator].name;
}

const char *dossier_rule(enum indicator indicator)
{
	return indicators[indicator].rule;
}

bool datum_is_row(const struct datum *datum)
{
	return factors_is_row(&datum->quantity->origin);
}

const char *datum_property(const struct datum *datum)
{
	const char *dot = strrchr(datum->quantity->origin.key, '.');

	return dot ? dot + 1 : datum->quantity->origin.key;
}

const char *datum_allocates(const struct datum *datum)
{
	static const struct {
		const char *property, *rule;
	} rules[] = {
#define RULE(property, rule) {property, rule},
#include "reports/allocation_rules.def"
#undef RULE
	};

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (text_same(rules[i].property, datum_property(datum)))
			return rules[i].rule;
	return NULL;
}

/* A figure of the item itself, not of its site or hardware. */
static bool is_of_item(const struct datum *datum)
{
	const char *key = datum->quantity->origin.key;

	return text_starts(key, datum->item->id) && key[strlen(datum->item->id)] == '.';
}

/* What the scenario names for it, or for its item as a whole. */
static const char *own_source(const struct datum *datum)
{
	const struct origin *origin = &datum->quantity->origin;

	if (origin->source && *origin->source)
		return origin->source;
	return is_of_item(datum) ? datum->item->source : NULL;
}

bool datum_is_sourced(const struct datum *datum)
{
	const struct origin *origin = &datum->quantity->origin;

	if (text_same(datum_property(datum), "share"))
		return datum->item->allocation || origin->source;
	return origin->kind == ORIGIN_LOG || origin->factor || origin->readings ||
	       own_source(datum);
}

const char *datum_reason(struct arena *arena, const struct datum *datum)
{
	const struct origin *origin = &datum->quantity->origin;

	if (origin->kind == ORIGIN_DEFAULT)
		return arena_printf(arena, "default (%s)",
				    origin->source ? origin->source : "");
	if (text_same(datum_property(datum), "share"))
		return datum->item->allocation ? datum->item->allocation : origin->source;
	return own_source(datum);
}

/* What a row is worth by what the tables say of it. */
static unsigned char reliability_of_row(const struct factor *row)
{
	static const struct {
		const char *status;
		unsigned char score;
	} scores[] = {{"verified", 2}, {"single-source", 3}, {"conflict", 4},
		      {"estimate", 4}, {"unverified", 4},    {"suspect", 5}};

	for (size_t i = 0; i < sizeof scores / sizeof *scores; i++)
		if (text_same(row->status, scores[i].status))
			return scores[i].score;
	return 0;
}

static unsigned char reliability(const struct datum *datum)
{
	const struct origin *origin = &datum->quantity->origin;

	if (origin->factor)
		return reliability_of_row(origin->factor);
	if (origin->kind == ORIGIN_LOG)
		return 2;
	if (!datum_is_sourced(datum))
		return 4;
	/* Its own figures alone: a site or hardware is not measured with an item, a share is
	 * agreed on. */
	return datum->item->basis == BASIS_MEASURED && is_of_item(datum) &&
		       !text_same(datum_property(datum), "share")
		   ? 2
		   : 3;
}

static unsigned char completeness(const struct datum *datum)
{
	const struct import *import = datum->item->import;
	double share = import ? import->coverage : 0;

	if (datum->quantity->origin.kind != ORIGIN_LOG || !import || !(share >= 0))
		return 0;
	if (share >= 0.99)
		return 1;
	if (share >= 0.9)
		return 2;
	return share >= 0.5 ? 3 : 4;
}

/* The four digits that a period begins with; 0 where it does not. */
static int year_of(const char *period)
{
	return period && strspn(period, "0123456789") == 4 ? atoi(period) : 0;
}

static unsigned char temporal(const struct datum *datum)
{
	static const int below[] = {3, 6, 10, 15};
	const struct factor *row = datum->quantity->origin.factor;
	int year = year_of(datum->item->period);
	unsigned char score = 1;

	if (datum->quantity->origin.kind == ORIGIN_LOG)
		return 1;
	if (!row || row->year == 0 || year == 0)
		return 0;
	for (size_t i = 0; i < sizeof below / sizeof *below; i++)
		score = (unsigned char)(score + (abs(year - row->year) >= below[i]));
	return score;
}

static bool is_among(const char *const *areas, const char *code)
{
	for (; *areas; areas++)
		if (text_same(*areas, code))
			return true;
	return false;
}

/* Whether the item, or what it drew from, lies there. */
static bool is_there(const struct item_result *item, const char *code)
{
	for (size_t i = 0; i < item->supply_count; i++)
		if (text_same(item->supplies[i].region, code))
			return true;
	return text_same(item->region, code);
}

static bool is_held_by(const struct item_result *item, const char *code)
{
	for (size_t i = 0; i < item->supply_count; i++)
		if (is_among(item->supplies[i].areas, code))
			return true;
	return is_among(item->areas, code);
}

static unsigned char geographical(const struct datum *datum)
{
	const struct factor *row = datum->quantity->origin.factor;

	if (datum->quantity->origin.kind == ORIGIN_LOG)
		return 1;
	if (!row || !*row->region || !datum->item->region)
		return 0;
	/* The prior of a kind of site has that kind in the place of a region. */
	if (strchr(row->region, ':') && text_starts(row->region, "kind:"))
		return 0;
	if (is_there(datum->item, row->region))
		return 1;
	if (text_same(row->region, "WORLD"))
		return 3;
	return is_held_by(datum->item, row->region) ? 2 : 5;
}

static unsigned char technological(const struct datum *datum)
{
	const struct origin *origin = &datum->quantity->origin;

	if (origin->kind == ORIGIN_LOG)
		return 1;
	if (origin->kind == ORIGIN_DEFAULT)
		return 4;
	return origin->factor && text_same(origin->factor->kind, "embodied") ? 2 : 0;
}

static void score(struct datum *datum)
{
	const unsigned char *stated = datum->quantity->origin.pedigree;

	datum->stated = stated[0] > 0;
	if (datum->stated) {
		memcpy(datum->scores, stated, INDICATORS);
		return;
	}
	datum->scores[INDICATOR_RELIABILITY] = reliability(datum);
	datum->scores[INDICATOR_COMPLETENESS] = completeness(datum);
	datum->scores[INDICATOR_TEMPORAL] = temporal(datum);
	datum->scores[INDICATOR_GEOGRAPHICAL] = geographical(datum);
	datum->scores[INDICATOR_TECHNOLOGICAL] = technological(datum);
}

/* While the inputs of an item are visited. */
struct visit {
	struct dossier *dossier;
	struct item_quality *quality;
	size_t *numbers; /* [cell] of its datum, from 1; 0: none yet */
};

static bool is_datum(const struct quantity *quantity)
{
	const struct origin *origin = &quantity->origin;

	if (!origin->key || !*origin->key)
		return false;
	return !origin->factor || factors_is_row(origin);
}

/* A datum has the scores of the item that it was met with first: of another period or place it
 * is scored anew for that item. */
static void add_scores(struct item_quality *quality, const struct datum *datum)
{
	struct datum own = *datum;

	own.item = quality->item;
	score(&own);
	for (size_t i = 0; i < INDICATORS; i++) {
		if (own.scores[i] == 0)
			quality->whole[i] = false;
		else if (own.scores[i] > quality->worst[i])
			quality->worst[i] = own.scores[i];
	}
	quality->data++;
}

static void visit_input(void *context, cell input)
{
	struct visit *visit = context;
	struct dossier *dossier = visit->dossier;
	const struct quantity *quantity =
	    sheet_view(dossier->assessment->sheet, input).quantity;
	size_t *number = &visit->numbers[input.index];
	struct datum *datum;

	if (!is_datum(quantity))
		return;
	if (*number == 0) {
		dossier->data = arena_grow(dossier->arena, dossier->data, dossier->datum_count,
					   sizeof *dossier->data);
		datum = &dossier->data[dossier->datum_count++];
		*datum = (struct datum){.quantity = quantity, .item = visit->quality->item};
		score(datum);
		*number = dossier->datum_count;
	}
	datum = &dossier->data[*number - 1];
	datum->items++;
	add_scores(visit->quality, datum);
}

void dossier_assess_quality(struct dossier *dossier)
{
	const struct assessment *assessment = dossier->assessment;
	size_t *numbers =
	    arena_alloc(dossier->arena, (sheet_size(assessment->sheet) + 1) * sizeof *numbers);

	dossier->qualities = arena_alloc(dossier->arena, (assessment->item_count + 1) *
							     sizeof *dossier->qualities);
	for (size_t i = 0; i < assessment->item_count; i++) {
		struct item_quality *quality = &dossier->qualities[i];
		struct visit visit = {dossier, quality, numbers};

		quality->item = &assessment->items[i];
		memset(quality->whole, true, sizeof quality->whole);
		if (quality->item->impacts[dossier->gwp].status == IMPACT_COUNTED)
			sheet_inputs(assessment->sheet,
				     quality->item->impacts[dossier->gwp].cell, visit_input,
				     &visit);
		for (size_t k = 0; k < INDICATORS; k++)
			quality->whole[k] = quality->whole[k] && quality->data > 0;
	}
}

size_t dossier_assessed(const struct dossier *dossier, size_t *all)
{
	size_t found = 0;

	for (size_t i = 0; i < dossier->datum_count; i++)
		for (size_t k = 0; k < INDICATORS; k++)
			found += dossier->data[i].scores[k] > 0;
	*all = dossier->datum_count * INDICATORS;
	return found;
}
