/* Claims out of the tables of a model card: a row each, or a column each. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_card.h"

static const char *cell_at(const struct card_grid *grid, size_t row, size_t column)
{
	return grid->cells[row * grid->columns + column];
}

/* Figures that no table about other things has. */
static bool is_impact(const struct claim_label *label)
{
	static const enum claim_figure impacts[] = {
	    CLAIM_EMISSIONS,	      CLAIM_MARKET_EMISSIONS, CLAIM_ENERGY,
	    CLAIM_EMISSIONS_PER_UNIT, CLAIM_ENERGY_PER_UNIT,  CLAIM_ACCELERATOR_HOURS,
	    CLAIM_INTENSITY,
	};

	for (size_t i = 0; i < sizeof impacts / sizeof *impacts; i++)
		if (label->kind == LABEL_FIGURE && label->figure == impacts[i])
			return true;
	return false;
}

static bool is_figure(const struct claim_label *label)
{
	return label->kind == LABEL_FIGURE;
}

/* *stage: the first column, which names the rows, says the stage. */
static struct claim_label *row_labels(struct arena *arena, const struct card_grid *grid,
				      bool *stage)
{
	struct claim_label *labels = arena_alloc(arena, grid->columns * sizeof *labels);
	bool model = false;

	for (size_t i = 0; i < grid->columns; i++) {
		const char *text = cell_at(grid, 0, i);

		labels[i] = *text ? claim_label_of(arena, text, NULL)
				  : (struct claim_label){.text = text};
		model |= labels[i].kind == LABEL_WORD && labels[i].word == WORD_MODEL;
	}
	if (!model && labels[0].kind != LABEL_FIGURE) {
		*stage = labels[0].kind == LABEL_WORD && labels[0].word == WORD_STAGE;
		labels[0] = claim_label_of(arena, "model", NULL);
	}
	return labels;
}

/* "Energy per GPU (MWh)": a column in a unit of impacts that is no figure of a claim. */
static void tell_unread(struct card *card, struct claim *claim,
			const struct claim_label *labels, size_t count)
{
	struct arena *arena = card->reader->arena;

	for (size_t i = 0; i < count; i++) {
		enum claim_unit_kind kind = KIND_NONE;

		if (labels[i].kind == LABEL_UNKNOWN && labels[i].unit)
			claim_unit_of(arena, labels[i].unit, &kind);
		if (kind == KIND_ENERGY || kind == KIND_MASS || kind == KIND_POWER)
			claim_remark(arena, claim, REMARK_UNREAD, "columns", claim->place,
				     "column without a meaning here: '%s'", labels[i].text);
	}
}

static void read_rows(struct card *card, const struct card_grid *grid,
		      const struct claim_label *labels, bool stage)
{
	struct arena *arena = card->reader->arena;

	bool told = false;

	for (size_t row = 1; row < grid->rows; row++) {
		struct claim_cell *cells =
		    arena_alloc(arena, (grid->columns + 1) * sizeof *cells);
		struct place place = card_place(card, grid->lines[row], 1);
		struct claim *claim;
		size_t count = 0;

		for (size_t i = 0; i < grid->columns; i++)
			if (labels[i].kind != LABEL_UNKNOWN &&
			    !claim_says_nothing(cell_at(grid, row, i)))
				cells[count++] = (struct claim_cell){
				    labels[i], cell_at(grid, row, i), place};
		if (stage)
			cells[count++] =
			    claim_cell_word(WORD_STAGE, cell_at(grid, row, 0), place);
		claim = claim_cells_add(card->reader,
					arena_printf(arena, "%s, row %zu", card->name, row),
					cells, count, place);
		if (!claim)
			continue;
		claim->table = true;
		if (!told)
			tell_unread(card, claim, labels, grid->columns);
		told = true;
	}
}

/* "95 % range": of the figures beside it, which are claims. */
static bool is_range_of_others(const char *head)
{
	static const char *const ends[] = {"range", "interval", "CI", "uncertainty"};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (text_ends(head, ends[i]))
			return true;
	return false;
}

/* Labels down the first column: a claim for each further column, or of the card where there is
 * one. */
static void read_columns(struct card *card, const struct card_grid *grid, const char *where)
{
	struct arena *arena = card->reader->arena;

	for (size_t column = 1; column < grid->columns; column++) {
		struct claim_cell *cells = arena_alloc(arena, grid->rows * sizeof *cells);
		const char *head = cell_at(grid, 0, column);
		struct claim *claim;
		size_t count = 0;

		for (size_t row = 0; row < grid->rows; row++) {
			const char *value = cell_at(grid, row, column);

			if (claim_says_nothing(value))
				continue;
			cells[count] = (struct claim_cell){
			    claim_label_of(arena, cell_at(grid, row, 0), value), value,
			    card_place(card, grid->lines[row], 1)};
			count += cells[count].label.kind != LABEL_UNKNOWN;
		}
		if (!count || (grid->columns > 2 && is_range_of_others(head)))
			continue;
		if (grid->columns == 2 && card->claim != SIZE_MAX) {
			claim_cells_join(card->reader, card->claim, cells, count, where);
			continue;
		}
		claim = claim_cells_add(card->reader,
					grid->columns == 2 || !*head ? card->name : head, cells,
					count, cells[0].place);
		if (claim && grid->columns == 2)
			card->claim = card->reader->count - 1;
		else if (claim)
			claim->table = true;
	}
}

static void add_table(struct card *card, size_t first)
{
	struct card_tables *tables = card->tables;

	if (card->reader->count < first + 2)
		return;
	tables->items = arena_grow(card->reader->arena, tables->items, tables->count,
				   sizeof *tables->items);
	tables->items[tables->count++] =
	    (struct card_table){.first = first, .end = card->reader->count};
}

bool card_grid_claims(struct card *card, const struct card_grid *grid, bool in_section,
		      const char *where)
{
	struct arena *arena = card->reader->arena;
	bool stage = false;
	struct claim_label *labels = row_labels(arena, grid, &stage);
	bool impact = false;
	size_t figures = 0, first = card->reader->count;

	if (grid->columns < 2)
		return false;
	for (size_t i = 0; i < grid->columns; i++) {
		figures += is_figure(&labels[i]);
		impact |= is_impact(&labels[i]);
	}
	if (impact || (figures && in_section)) {
		read_rows(card, grid, labels, stage);
		add_table(card, first);
		return true;
	}
	for (size_t row = 0; row < grid->rows; row++) {
		struct claim_label label =
		    claim_label_of(arena, cell_at(grid, row, 0), cell_at(grid, row, 1));

		figures += is_figure(&label);
		impact |= is_impact(&label);
	}
	if (!figures || !(impact || in_section))
		return false;
	read_columns(card, grid, where);
	return true;
}
