/* What a reader must know beside the numbers. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/freeze.h"

/* A central value in the outer tenths of its distribution is not in its middle any more. */
#define LOWER_END 0.1
#define UPPER_END 0.9

/* Share of the variance of a total from which an input moves its middle. */
#define STRONG_SHARE 0.05

/* True where so much of the variance of a total goes with a draw, or nobody looked. */
static bool drives(const struct freeze *freeze, size_t criterion, size_t draw)
{
	const struct assessment *result = freeze->result;
	size_t group = sheet_group(freeze->build->sheet, draw);

	if (result->totals[criterion].status != IMPACT_COUNTED ||
	    !sheet_depends(freeze->build->sheet, result->totals[criterion].cell, draw))
		return false;
	if (!freeze->options->sensitivity)
		return true;
	for (size_t i = 0; i < result->driver_counts[criterion]; i++)
		if (result->drivers[criterion][i].group == group)
			return result->drivers[criterion][i].total >= STRONG_SHARE;
	return false;
}

/* "gwp, pe", the totals that an input drives. */
static const char *driven_totals(const struct freeze *freeze, cell input, size_t *count)
{
	const struct assessment *result = freeze->result;
	const char *names = "";
	size_t draw;

	*count = 0;
	if (!sheet_input_draw(freeze->build->sheet, input, &draw))
		return names;
	for (size_t c = 0; c < result->criterion_count; c++)
		if (drives(freeze, c, draw))
			names =
			    arena_printf(freeze->build->arena, "%s%s%s", names,
					 (*count)++ > 0 ? ", " : "", result->criteria[c]->id);
	return names;
}

/* A pinned central value far from the median moves the headline within its own range: the
 * reader is told, where it moves it far. */
static void note_central(struct freeze *freeze, cell input)
{
	const struct quantity *quantity = sheet_view(freeze->build->sheet, input).quantity;
	double rank = dist_central_rank(&quantity->dist);
	const char *end = rank >= UPPER_END ? "upper" : "lower", *totals;
	size_t count;

	if (!quantity->dist.pinned || (rank > LOWER_END && rank < UPPER_END))
		return;
	totals = driven_totals(freeze, input, &count);
	if (count == 0)
		return;
	build_note(freeze->build,
		   arena_printf(freeze->build->arena,
				"the central value of '%s' lies at the %s end of its "
				"distribution (%s): the central %s of %s %s, and may lie "
				"outside",
				quantity->origin.key, end,
				quantity_describe(freeze->build->arena, quantity),
				count == 1 ? "total" : "totals", totals,
				count == 1 ? "is not the middle of its range"
					   : "are not the middle of their ranges"));
}

/* A row that nobody could verify, or that sources disagree on, says so beside the number. */
static void note_status(struct freeze *freeze, const struct factor *factor)
{
	static const char *const doubtful[] = {"conflict", "unverified", "suspect"};

	for (size_t i = 0; factor && i < sizeof doubtful / sizeof doubtful[0]; i++) {
		if (text_same(factor->status, doubtful[i]))
			build_note(
			    freeze->build,
			    arena_printf(freeze->build->arena, "%s has the status '%s'%s%s",
					 factor->id, factor->status,
					 *factor->note ? "; its note: " : "", factor->note));
	}
}

static void note_log(struct freeze *freeze, const struct import *log)
{
	struct arena *arena = freeze->build->arena;

	if (!log)
		return;
	if (log->total.emissions_kg == log->total.emissions_kg)
		build_note(
		    freeze->build,
		    arena_printf(
			arena,
			"%s: the log states %.6g kgCO2e of its own, shown here and not used",
			log->file, log->total.emissions_kg));
	if (log->modelled)
		build_note(freeze->build,
			   arena_printf(arena, "%s: %s", log->file, log->modelled));
	for (size_t i = 0; i < log->assumption_count; i++)
		build_note(freeze->build,
			   arena_printf(arena, "%s: %s", log->file, log->assumptions[i]));
}

/* Of the log of the requests alone. */
static void note_requests(struct freeze *freeze, const struct item_result *item)
{
	struct arena *arena = freeze->build->arena;

	note_log(freeze, item->requests);
	if (item->requests && item->requests->total.has_energy)
		build_note(freeze->build,
			   arena_printf(arena,
					"%s: its energy is not counted, as it is named "
					"for its requests",
					item->requests->file));
	if (item->requests && item->import && item->import->total.usage.known)
		build_note(freeze->build,
			   arena_printf(arena,
					"%s: its requests are not counted: '%s' is named "
					"for them",
					item->import->file, item->requests->file));
}

/* True where the PUE of a site moves no total but that of water: its items state their own. */
static bool is_for_water(const struct freeze *freeze, cell c)
{
	const struct quantity *input = sheet_view(freeze->build->sheet, c).quantity;
	const struct assessment *result = freeze->result;
	bool water = false, others = false;
	size_t draw;

	if (!input->origin.draw || !text_ends(input->origin.draw, ".pue") ||
	    !sheet_input_draw(freeze->build->sheet, c, &draw))
		return false;
	for (size_t i = 0; i < result->criterion_count; i++) {
		const struct impact *total = &result->totals[i];
		bool moved = total->status == IMPACT_COUNTED &&
			     sheet_depends(freeze->build->sheet, total->cell, draw);

		if (moved && !text_same(result->criteria[i]->id, "water"))
			return false;
		water = water || moved;
		others = others || (total->status == IMPACT_COUNTED && !moved);
	}
	return water && others;
}

/* What nobody stated is told with its value: a reader may know better. */
static void note_default(struct freeze *freeze, cell c)
{
	const struct quantity *input = sheet_view(freeze->build->sheet, c).quantity;
	struct arena *arena = freeze->build->arena;
	bool exact = input->dist.kind == DIST_EXACT;
	const char *why = exact ? input->origin.note : quantity_describe(arena, input);

	if (input->origin.kind != ORIGIN_DEFAULT || text_starts(input->origin.key, "meter/"))
		return;
	build_note(freeze->build,
		   arena_printf(arena, "not stated, a default%s: %s = %.3g%s%s%s%s%s",
				is_for_water(freeze, c) ? " (used for water alone)" : "",
				input->origin.key,
				dist_central(&input->dist) / input->unit.scale,
				*input->unit.text ? " " : "", input->unit.text, why ? " (" : "",
				why ? why : "", why ? ")" : ""));
}

/* ISO 14044 asks that an allocation be told with its reason. */
static void note_allocation(struct freeze *freeze, const struct item *item)
{
	const struct value *share = item_own(item, KEY_SHARE);
	const struct value *reason = item_own(item, KEY_ALLOCATION);

	if (!share || share->failed)
		return;
	build_note(freeze->build,
		   arena_printf(freeze->build->arena, "%s: allocated to this model: %s%s%s",
				item->id,
				quantity_describe(freeze->build->arena, &share->quantity),
				reason ? ", " : "", reason ? reason->text : ""));
}

static bool is_grid(const struct factor *factor)
{
	return factor && text_same(factor->activity, "electricity") &&
	       text_same(factor->criterion, "gwp");
}

/* "direct" is what power stations emit, "operational" the same by another word. */
static bool is_direct(const struct factor *factor)
{
	return text_same(factor->boundary, "direct") ||
	       text_same(factor->boundary, "operational");
}

/* A bridge tells itself what it did, and leads to the basis of the others. */
static bool same_basis(const struct factor *a, const struct factor *b)
{
	if (a->bridge || b->bridge)
		return true;
	return (text_same(a->boundary, b->boundary) || (is_direct(a) && is_direct(b))) &&
	       text_same(a->accounting, b->accounting);
}

/* Sums over factors of different boundaries are told: direct emissions and life cycles do not
 * compare. */
static void note_boundaries(struct freeze *freeze, const struct factor **first,
			    const struct origin *origin)
{
	const struct factor *factor = origin->factor;

	if (!is_grid(factor) || !factors_is_row(origin))
		return;
	*first = *first && !(*first)->bridge ? *first : factor;
	if (same_basis(*first, factor))
		return;
	build_note(
	    freeze->build,
	    arena_printf(freeze->build->arena,
			 "electricity on two bases is added up: %s (%s, %s) and %s (%s, %s)",
			 (*first)->id, (*first)->boundary, (*first)->accounting, factor->id,
			 factor->boundary, factor->accounting));
}

/* Derived market-based figures are no contracts. */
static void note_market(struct freeze *freeze, const struct factor *factor)
{
	if (factor && text_same(factor->criterion, "gwp_market") &&
	    text_same(factor->status, "estimate"))
		build_note(freeze->build, arena_printf(freeze->build->arena,
						       "%s is an estimate, no contract: %s",
						       factor->id, factor->note));
}

/* What a look-up did on its way to the row; that of electricity was told with its region. */
static void note_remark(struct freeze *freeze, const struct factor *factor)
{
	if (factor && factor->remark && !text_same(factor->activity, "electricity"))
		build_note(freeze->build, arena_printf(freeze->build->arena, "%s: %s",
						       factor->id, factor->remark));
}

static void note_input(struct freeze *freeze, cell c)
{
	const struct quantity *input = sheet_view(freeze->build->sheet, c).quantity;

	note_remark(freeze, input->origin.factor);
	note_central(freeze, c);
	note_status(freeze, input->origin.factor);
	note_market(freeze, input->origin.factor);
	note_default(freeze, c);
}

void freeze_notes(struct freeze *freeze)
{
	struct build *build = freeze->build;
	struct assessment *result = freeze->result;
	const struct value *base = build->scenario->top[KEY_BASE_MODEL];
	const struct factor *grid = NULL;

	if (base && base->text)
		build_note(build, arena_printf(
				      build->arena,
				      "the creation of the base model (%s) is not counted here",
				      base->text));
	for (size_t i = 0; i < result->item_count; i++) {
		const struct item_result *item = &result->items[i];

		note_log(freeze, item->import);
		note_requests(freeze, item);
		for (size_t j = 0; j < item->input_count; j++) {
			const struct quantity *input =
			    sheet_view(build->sheet, item->inputs[j]).quantity;

			note_input(freeze, item->inputs[j]);
			note_boundaries(freeze, &grid, &input->origin);
		}
		for (size_t c = 0; c < result->criterion_count; c++) {
			if (item->impacts[c].status == IMPACT_COUNTED &&
			    item->impacts[c].statistics.central < 0 && !item->credit)
				build_note(build, "shares are of the sum of absolute central "
						  "impacts: an item is negative");
		}
	}
	for (size_t i = 0; i < build->scenario->item_count; i++)
		note_allocation(freeze, &build->scenario->items[i]);
	result->correlations = build->correlations;
	result->correlation_count = build->correlation_count;
	result->notes = build->notes.texts;
	result->note_count = build->notes.count;
}
