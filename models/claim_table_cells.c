/* Claims out of labelled values. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/text_set.h"
#include "models/claim_table.h"

/* More digits than any measurement has, fewer than sums of products keep. */
enum { MACHINE_DIGITS = 10 };

struct claim_cell claim_cell_figure(enum claim_figure figure, const char *name,
				    const char *unit, const char *text, struct place place)
{
	return (struct claim_cell){
	    .label = {.kind = LABEL_FIGURE, .figure = figure, .text = name, .unit = unit},
	    .text = text,
	    .place = place,
	};
}

struct claim_cell claim_cell_word(enum claim_word word, const char *text, struct place place)
{
	return (struct claim_cell){.label = {.kind = LABEL_WORD, .word = word, .text = ""},
				   .text = text,
				   .place = place};
}

struct claim_cell claim_cell_computed(enum claim_figure figure, const char *name,
				      const char *unit, const char *text, struct place place)
{
	struct claim_cell cell = claim_cell_figure(figure, name, unit, text, place);

	cell.label.computed = true;
	return cell;
}

/* Reads the digits that a program's number has, shows it as short as it is. */
static enum printed_status read_computed(struct claim_reader *reader,
					 const struct claim_cell *cell, struct printed *printed,
					 const char **message)
{
	const struct claim_label *label = &cell->label;
	const char *text = cell->text, *unit = label->unit ? label->unit : "";
	enum printed_status status;
	double number;

	if (!text_number(text, strlen(text), &number))
		return claim_value_read(reader, label->figure, label->unit, text, cell->place,
					printed, message);
	status = claim_value_read(reader, label->figure, label->unit,
				  arena_printf(reader->arena, "%#.*g", MACHINE_DIGITS, number),
				  cell->place, printed, message);
	if (status == PRINTED_READ) {
		printed->digits =
		    strlen(text) > MACHINE_DIGITS
			? arena_printf(reader->arena, "%.*g", MACHINE_DIGITS, number)
			: text;
		printed->text = arena_printf(reader->arena, "%s%s", printed->digits, unit);
	}
	return status;
}

static void add_also(struct claim_reader *reader, struct claim *claim, enum claim_figure figure,
		     const struct printed *printed, const char *where)
{
	struct claim_also *also =
	    arena_grow(reader->arena, (void *)claim->also, claim->also_count, sizeof *also);

	also[claim->also_count++] =
	    (struct claim_also){.figure = figure, .printed = *printed, .where = where};
	claim->also = also;
}

/* "Energy (furlongs)": what the header says beside its words is no unit. */
static void tell_unit(struct claim_reader *reader, struct claim *claim,
		      const struct claim_cell *cell, const struct printed *printed)
{
	const struct claim_label *label = &cell->label;

	if (label->computed || label->unit || !(printed->doubts & PRINTED_NO_UNIT) ||
	    !label->text || !strpbrk(label->text, "([/"))
		return;
	claim_remark(reader->arena, claim, REMARK_NOTE, claim_figure_key(label->figure),
		     cell->place, "no unit was found in '%s': %s is taken", label->text,
		     claim_figure_rule(label->figure).unit);
}

static void state_cell(struct claim_reader *reader, size_t index, const struct claim_cell *cell,
		       const char *where)
{
	struct arena *arena = reader->arena;
	struct claim *claim = &reader->claims[index];
	const struct claim_label *label = &cell->label;
	const char *unit = label->unit, *text = cell->text, *message = NULL;
	enum printed_status status;
	struct printed printed;

	if (label->use && !strchr(text, '/') && !unit)
		text = arena_printf(arena, "%s%s", text, label->use);
	status = label->computed ? read_computed(reader, cell, &printed, &message)
				 : claim_value_read(reader, label->figure, unit, text,
						    cell->place, &printed, &message);
	switch (status) {
	case PRINTED_READ:
		if (!claim->figures[label->figure]) {
			claim_state(arena, claim, label->figure, &printed);
			tell_unit(reader, claim, cell, &printed);
			if (claim->accounting == ACCOUNTING_UNSAID)
				claim->accounting = label->accounting;
			if (label->metered != METERED_UNSET && claim->metered == METERED_UNSET)
				claim->metered = label->metered;
			if (claim->power_of == POWER_UNSAID)
				claim->power_of = label->power_of;
		} else if (where) {
			add_also(reader, claim, label->figure, &printed, where);
		}
		break;
	case PRINTED_NOTHING:
		if (strlen(text) > 1)
			claim_remark(arena, claim, REMARK_NOT_A_NUMBER,
				     claim_figure_key(label->figure), cell->place,
				     "'%s' is still to be stated: '%s'", label->text, text);
		break;
	case PRINTED_NO_NUMBER:
		claim_remark(arena, claim, REMARK_NOT_A_NUMBER, claim_figure_key(label->figure),
			     cell->place,
			     "'%s' holds words instead of a number, as a template does: '%s'",
			     label->text, text);
		break;
	case PRINTED_BAD_UNIT:
	case PRINTED_OTHER_UNIT:
	case PRINTED_OUT_OF_REACH:
		claim_remark(arena, claim, REMARK_UNREAD, claim_figure_key(label->figure),
			     cell->place, "'%s' under '%s' was not read%s%s", text, label->text,
			     message ? ": " : "", message ? message : "");
		break;
	}
}

static size_t words_in(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		count += strchr(" _-", *text) != NULL;
	return count;
}

/* Two columns of one figure: the total one, else that with fewer words, "energy" beside
 * "cpu_energy". */
static bool yields(const struct claim_cell *cells, size_t count, size_t cell)
{
	const struct claim_label *label = &cells[cell].label;

	for (size_t i = 0; i < count; i++) {
		const struct claim_label *other = &cells[i].label;
		size_t mine = words_in(label->text), theirs = words_in(other->text);

		if (i == cell || other->kind != LABEL_FIGURE ||
		    other->figure != label->figure || !*cells[i].text)
			continue;
		if (theirs < mine || (theirs == mine && i < cell))
			return true;
	}
	return false;
}

/* Another column of a figure: what it counts, the claim's own does not. */
static void tell_second(struct claim_reader *reader, size_t claim,
			const struct claim_cell *cell)
{
	claim_remark(reader->arena, &reader->claims[claim], REMARK_UNREAD,
		     claim_figure_key(cell->label.figure), cell->place,
		     "'%s' is another column of %s and is left out: %s", cell->label.text,
		     claim_figure_key(cell->label.figure), cell->text);
}

void claim_cells_join(struct claim_reader *reader, size_t claim, const struct claim_cell *cells,
		      size_t count, const char *where)
{
	const char *words[CLAIM_WORDS] = {NULL};
	struct place place = count ? cells[0].place : reader->claims[claim].place;

	for (size_t i = 0; i < count; i++) {
		const struct claim_cell *cell = &cells[i];
		bool figure = cell->label.kind == LABEL_FIGURE && *cell->text;

		if (figure && yields(cells, count, i))
			tell_second(reader, claim, cell);
		else if (figure)
			state_cell(reader, claim, cell, where);
		else if (cell->label.kind == LABEL_WORD && !claim_says_nothing(cell->text) &&
			 !words[cell->label.word])
			words[cell->label.word] = cell->text;
	}
	claim_words_settle(reader, &reader->claims[claim], words, place);
}

/* More than any publication states, and what memory is there for. */
enum { MOST_CLAIMS = 200000 };

static bool is_full(struct claim_reader *reader, struct place place)
{
	if (reader->count < MOST_CLAIMS)
		return false;
	if (!reader->failed)
		diag_add(reader->diags, DIAG_CLAIM_FILE, place, NULL,
			 "give the part that states the figures",
			 "the file states more than %d claims", MOST_CLAIMS);
	reader->failed = true;
	return true;
}

struct claim *claim_cells_add(struct claim_reader *reader, const char *id,
			      const struct claim_cell *cells, size_t count, struct place place)
{
	const char *said = NULL, *model = NULL;
	bool any = false;

	for (size_t i = 0; i < count; i++) {
		const struct claim_label *label = &cells[i].label;

		any |= label->kind == LABEL_FIGURE && *cells[i].text;
		if (label->kind != LABEL_WORD || claim_says_nothing(cells[i].text))
			continue;
		if (label->word == WORD_ID && !said)
			said = cells[i].text;
		if (label->word == WORD_MODEL && !model)
			model = cells[i].text;
	}
	if (!any || is_full(reader, place))
		return NULL;
	claim_new(reader, said ? said : model ? model : id, place);
	claim_cells_join(reader, reader->count - 1, cells, count, NULL);
	return &reader->claims[reader->count - 1];
}

struct claim *claim_table_row(struct claim_reader *reader, const char *const *names,
			      const char *const *values, size_t count, struct place place)
{
	struct claim_cell *cells = arena_alloc(reader->arena, (count + 1) * sizeof *cells);
	struct claim *claim;

	for (size_t i = 0; i < count; i++)
		cells[i] = (struct claim_cell){
		    .label = claim_label_of(reader->arena, names[i], NULL),
		    .text = values[i],
		    .place = place,
		};
	claim = claim_cells_add(reader, "row", cells, count, place);
	if (claim)
		claim->table = true;
	return claim;
}

bool claim_is_total(const struct claim *claim)
{
	const char *name = claim->model ? claim->model : claim->id;

	return text_same_nocase(name, "total") || text_same_nocase(name, "sum") ||
	       text_same_nocase(name, "all") || text_same_nocase(name, "totals") ||
	       text_same_nocase(name, "overall") || text_same_nocase(name, "grand total");
}

/* "Llama 3 8B" a second time in a file becomes "Llama 3 8B #2". */
void claim_ids_settle(struct claim_reader *reader)
{
	struct text_set seen = {0};
	size_t count = reader->count - reader->first;
	size_t *times = arena_alloc(reader->arena, (count + 1) * sizeof *times);

	for (size_t i = 0; i < count; i++) {
		struct claim *claim = &reader->claims[reader->first + i];
		size_t number =
		    text_set_add(reader->arena, &seen, claim->id, strlen(claim->id));

		if (number == i) {
			times[i] = 1;
			continue;
		}
		while (number < i) {
			const char *id = arena_printf(reader->arena, "%s #%zu",
						      seen.texts[number], ++times[number]);
			size_t next = text_set_add(reader->arena, &seen, id, strlen(id));

			if (next == i)
				claim->id = id;
			number = next == i ? i : number;
		}
		times[i] = 1;
	}
}

void claim_table_totals(struct claim_reader *reader, size_t first, size_t end)
{
	size_t above = first;

	for (size_t i = first; i < end; i++) {
		struct claim *claim = &reader->claims[i];
		const char **ids;

		if (!claim_is_total(claim) || claim->total_of)
			continue;
		ids = arena_alloc(reader->arena, (i - above + 1) * sizeof *ids);
		for (size_t row = above; row < i; row++)
			ids[claim->total_count++] = reader->claims[row].id;
		claim->total_of = ids;
		above = i + 1;
	}
}
