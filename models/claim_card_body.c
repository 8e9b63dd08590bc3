/* The Markdown of a model card: headings, bullets, tables and sentences about emissions. */

#include <ctype.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_card.h"

/* FIRST_DIGIT: where a number begins at the latest, behind "approximately". */
enum {
	LONGEST_BULLET = 400,
	LONGEST_LABEL = 120,
	FIRST_DIGIT = 16,
	BOLD_LEVEL = 7,
	LONGEST_PROSE = 128 * 1024
};

struct passage {
	const char *text;
	struct place place;
};

struct body {
	struct card *card;
	const char *where; /* the heading that cells and sentences stand below */
	bool in_section;
	size_t level; /* of the section's heading */
	struct claim_cell *cells;
	size_t cell_count;
	size_t list_from;    /* cells of the list at hand */
	bool list_states;    /* it states emissions or energy: the rest of it belongs to them */
	struct buffer prose; /* of the section, or of a paragraph */
	uint32_t prose_line;
	size_t prose_read;	  /* bytes of passages */
	bool cut;		  /* there is more than is read */
	struct passage *passages; /* read once all tables and bullets are known */
	size_t passage_count;
	size_t tables_from, tables_to; /* claims of tables */
};

static bool has_word(const char *text, const char *const *words, size_t count)
{
	for (; *text; text++)
		for (size_t i = 0; i < count; i++) {
			size_t length = strlen(words[i]), same = 0;

			while (same < length &&
			       tolower((unsigned char)text[same]) == words[i][same])
				same++;
			if (same == length)
				return true;
		}
	return false;
}

static bool about_emissions(const char *heading)
{
	static const char *const words[] = {
	    "environment", "carbon", "co2",	  "co\xe2\x82\x82", "emission",
	    "footprint",   "energy", "sustainab", "climate",	    "electricity"};

	return has_word(heading, words, sizeof words / sizeof *words);
}

static bool states_emissions(const char *paragraph)
{
	static const char *const words[] = {"co2", "co\xe2\x82\x82", "carbon",	  "kwh",
					    "mwh", "gpu hours",	     "gpu-hours", "emissions"};

	return strpbrk(paragraph, "0123456789") &&
	       has_word(paragraph, words, sizeof words / sizeof *words);
}

/* The claim that sentences are about: the card's, the total of its table, its only row. */
static size_t claim_of_prose(const struct body *body)
{
	const struct claim_reader *reader = body->card->reader;

	if (body->card->claim != SIZE_MAX)
		return body->card->claim;
	for (size_t i = body->tables_from; i < body->tables_to; i++)
		if (claim_is_total(&reader->claims[i]) ||
		    body->tables_to == body->tables_from + 1)
			return i;
	return SIZE_MAX;
}

static bool states_something(const struct claim *claim)
{
	for (int i = 0; i < CLAIM_FIGURES; i++)
		if (claim->figures[i])
			return true;
	return claim->equivalent_count || claim->ratio_count || claim->also_count;
}

/* What the template of a hub leaves in cards states nothing. */
static void cut_boilerplate(char *text)
{
	static const char cited[] = "Lacoste et al. (2019)";
	char *phrase = strstr(text, cited), *from;
	const char *to;

	if (!phrase || !strstr(text, "Impact calculator"))
		return;
	to = phrase + strlen(cited);
	for (from = phrase; from > text && from[-1] != '.';)
		from--;
	memmove(from, to, strlen(to) + 1);
}

static void flush_prose(struct body *body)
{
	struct arena *arena = body->card->reader->arena;
	char *text;

	if (!body->prose.length)
		return;
	/* Nobody states figures in this many words; a file of noise has them. */
	if (body->prose.length > LONGEST_PROSE - body->prose_read) {
		body->prose.length = 0;
		body->cut = true;
		return;
	}
	body->prose_read += body->prose.length;
	text = card_plain(arena, body->prose.text, body->prose.length);
	body->prose.length = 0;
	cut_boilerplate(text);
	if (!states_emissions(text))
		return;
	body->passages =
	    arena_grow(arena, body->passages, body->passage_count, sizeof *body->passages);
	body->passages[body->passage_count++] =
	    (struct passage){text, card_place(body->card, body->prose_line, 1)};
}

/* Where a table has a figure in two columns, sentences may state the one, the other or their
 * sum: they are not held against the table. */
static void drop_doubtful(struct claim *claim)
{
	struct claim_also *kept = (struct claim_also *)claim->also;
	size_t count = 0;

	for (size_t i = 0; i < claim->also_count; i++) {
		bool doubtful = false;

		for (size_t r = 0; r < claim->remark_count; r++)
			doubtful |= claim->remarks[r].kind == REMARK_UNREAD &&
				    text_same(claim->remarks[r].key,
					      claim_figure_key(claim->also[i].figure));
		if (!doubtful)
			kept[count++] = claim->also[i];
	}
	claim->also_count = count;
}

static void read_passages(struct body *body)
{
	struct card *card = body->card;
	struct claim_reader *reader = card->reader;
	size_t claim = claim_of_prose(body);

	for (size_t i = 0; i < body->passage_count; i++) {
		const struct passage *passage = &body->passages[i];
		size_t before = reader->count;

		if (claim != SIZE_MAX) {
			claim_prose_add(reader, claim, passage->text, passage->place);
			drop_doubtful(&reader->claims[claim]);
			continue;
		}
		claim_new(reader, card->name, passage->place)->model = card->name;
		claim_prose_add(reader, before, passage->text, passage->place);
		if (reader->count == before + 1 && !states_something(&reader->claims[before]))
			reader->count--;
		else
			claim = before;
	}
}

/* Lists about other things are dropped. */
static void end_list(struct body *body)
{
	if (!body->in_section && !body->list_states)
		body->cell_count = body->list_from;
	body->list_from = body->cell_count;
	body->list_states = false;
}

/* The bullets so far, as one statement of the card's claim. */
static void flush_cells(struct body *body)
{
	struct card *card = body->card;
	struct claim_reader *reader = card->reader;
	struct claim *claim;

	end_list(body);
	body->list_from = 0;
	if (!body->cell_count)
		return;
	if (card->claim != SIZE_MAX) {
		claim_cells_join(reader, card->claim, body->cells, body->cell_count,
				 body->where);
	} else {
		claim = claim_cells_add(reader, card->name, body->cells, body->cell_count,
					body->cells[0].place);
		if (claim) {
			claim->model = claim->model ? claim->model : card->name;
			card->claim = reader->count - 1;
		}
	}
	body->cells = NULL;
	body->cell_count = 0;
}

/* "Model ID: 2874884135": the card has its name. */
static bool names_a_model(const struct claim_label *label)
{
	return label->word == WORD_MODEL || label->word == WORD_ID || label->word == WORD_PER ||
	       label->word == WORD_TOTAL_OF || label->word == WORD_SCOPE;
}

/* "- ...", "* ...", "**Label:** ...": an item of a list. */
static bool is_item(const char *text)
{
	text += strspn(text, " \t");
	return (*text && strchr("-*+", *text) && text[1] == ' ') || text_starts(text, "**");
}

/* "Carbon Emitted: TBD" */
static void note_unsaid(struct body *body, const char *label, const char *text, uint32_t line)
{
	struct card *card = body->card;

	if (card->unsaid || !(body->in_section || about_emissions(label)))
		return;
	card->unsaid = label;
	card->unsaid_text = text;
	card->unsaid_place = card_place(card, line, 1);
}

/* "- **Hours used:** 24", "* Hardware Type: A100", "**Carbon Emitted:** 12 kg". */
static bool take_bullet(struct body *body, const char *text, size_t length, uint32_t line)
{
	struct arena *arena = body->card->reader->arena;
	size_t indent = strspn(text, " \t");
	struct claim_label label;
	char *plain, *colon;

	if (length > LONGEST_BULLET || !(body->in_section || is_item(text)))
		return false;
	if (is_item(text) && text[indent + 1] == ' ')
		indent += 2;
	plain = card_plain(arena, text + indent, length - indent);
	colon = strchr(plain, ':');
	if (!colon || colon - plain > LONGEST_LABEL)
		return false;
	*colon++ = '\0';
	colon += strspn(colon, " ");
	label = claim_label_of(arena, plain, colon);
	if (label.kind == LABEL_UNKNOWN)
		return false;
	if (label.kind == LABEL_WORD && names_a_model(&label))
		return !body->in_section;
	/* "Power consumption: peak power per device ..." is a sentence. */
	if (label.kind == LABEL_FIGURE && !claim_says_nothing(colon) &&
	    (strcspn(colon, "0123456789") > FIRST_DIGIT || strstr(plain, ". ")))
		return false;
	if (label.kind == LABEL_FIGURE && claim_says_nothing(colon)) {
		note_unsaid(body, plain, colon, line);
		return true;
	}
	body->list_states |= label.kind == LABEL_FIGURE && about_emissions(plain);
	body->cells = arena_grow(arena, body->cells, body->cell_count, sizeof *body->cells);
	body->cells[body->cell_count++] = (struct claim_cell){
	    label, colon, card_place(body->card, line, (uint32_t)indent + 1)};
	return true;
}

/* "**Environmental Impact**" on a line of its own. */
static bool is_bold_line(const char *text, size_t length)
{
	while (length && strchr(" \t\r", text[length - 1]))
		length--;
	return length > 4 && length < LONGEST_LABEL && text_starts(text, "**") &&
	       strncmp(text + length - 2, "**", 2) == 0 && !memchr(text, ':', length);
}

static void take_heading(struct body *body, const char *text, size_t length)
{
	size_t marks = strspn(text, "#"), level = marks ? marks : BOLD_LEVEL;
	char *heading = card_plain(body->card->reader->arena, text + marks, length - marks);

	flush_prose(body);
	if (body->in_section && level > body->level)
		return;
	flush_cells(body);
	body->in_section = about_emissions(heading);
	body->level = level;
	body->where = heading;
}

static void take_text(struct body *body, const char *text, size_t length, uint32_t line)
{
	if (strspn(text, " \t\r") >= length) {
		if (!body->in_section)
			flush_prose(body);
		return;
	}
	if (!is_item(text))
		end_list(body);
	if (!body->prose.length)
		body->prose_line = line;
	buffer_add(&body->prose, text, length);
	buffer_add(&body->prose, "\n", 1);
}

static void take_table(struct body *body, const struct card_grid *grid)
{
	size_t before = body->card->reader->count;

	flush_cells(body);
	if (!card_grid_claims(body->card, grid, body->in_section, body->where) ||
	    body->card->reader->count == before)
		return;
	if (body->tables_from == body->tables_to)
		body->tables_from = before;
	body->tables_to = body->card->reader->count;
}

void card_body(struct card *card, const char *text, uint32_t line)
{
	struct body body = {.card = card, .where = "body"};
	bool fenced = false;

	while (*text) {
		size_t length = strcspn(text, "\n");
		const char *start = text;
		struct card_grid grid;

		if (text_starts(text, "```") || text_starts(text, "~~~")) {
			fenced = !fenced;
		} else if (!fenced &&
			   card_grid_read(card->reader->arena, &text, &line, &grid)) {
			take_table(&body, &grid);
			if (text > start)
				continue;
		} else if (!fenced && (*text == '#' || is_bold_line(text, length))) {
			take_heading(&body, text, length);
		} else if (!fenced && !take_bullet(&body, text, length, line)) {
			take_text(&body, text, length, line);
		}
		text += length + (text[length] == '\n');
		line++;
	}
	flush_cells(&body);
	flush_prose(&body);
	read_passages(&body);
	if (body.cut && card->claim != SIZE_MAX)
		claim_remark(
		    card->reader->arena, &card->reader->claims[card->claim], REMARK_UNREAD,
		    "body", card->reader->claims[card->claim].place,
		    "more than %d KiB of sentences: the longest sections were not read",
		    LONGEST_PROSE / 1024);
	buffer_free(&body.prose);
}
