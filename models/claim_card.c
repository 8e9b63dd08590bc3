/* Model cards: what is one, its front matter and its body; cards as lines of JSON. */

#include "models/claim_card.h"

#include <ctype.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/json_tree.h"

enum { HEAD = 256 * 1024 };

struct place card_place(const struct card *card, uint32_t line, uint32_t column)
{
	if (card->line)
		return (struct place){card->reader->file, card->line, 0};
	return (struct place){card->reader->file, line, column};
}

static const char *next_line(const char *text)
{
	text += strcspn(text, "\n");
	return *text ? text + 1 : text;
}

static bool is_fence(const char *text)
{
	size_t length = strcspn(text, "\r\n");

	while (length > 3 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
		length--;
	return length == 3 && strncmp(text, "---", 3) == 0;
}

/* A line of text[0..most) that starts with the word. */
static const char *line_with(const char *text, const char *word, size_t most)
{
	const char *end = text + most;

	for (; *text && text < end; text = next_line(text))
		if (text_starts(text, word))
			return text;
	return NULL;
}

static bool is_markdown(const char *file)
{
	static const char *const ends[] = {".md", ".markdown", ".mdx", ".MD", ".rst", ".html"};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (text_ends(file, ends[i]))
			return true;
	return false;
}

static bool is_json_card(const char *text)
{
	static const char *const keys[] = {"\"block\"", "\"co2_eq_emissions\"", "\"cardData\"",
					   "\"readme\"", "\"card\""};
	const char *start = text + strspn(text, " \t\r\n");
	const char *found;

	if (*start != '{')
		return false;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		found = strstr(start, keys[i]);
		if (found && found - start < HEAD)
			return true;
	}
	return false;
}

/* The line below the header of a table of Markdown, "|---|:--:|". */
static bool has_table(const char *text)
{
	const char *end = text + (strlen(text) < HEAD ? strlen(text) : HEAD);

	for (; *text && text < end; text = next_line(text)) {
		size_t length = strcspn(text, "\n");

		if (length > 2 && strspn(text, "|:- \t\r") >= length &&
		    memchr(text, '|', length) && memchr(text, '-', length))
			return true;
	}
	return false;
}

bool claim_card_claims(const struct claim_reader *reader)
{
	const char *text = reader->text;

	if (line_with(text, "audit:", HEAD) || line_with(text, "claims:", HEAD))
		return false;
	if (is_markdown(reader->file) || is_json_card(text))
		return true;
	if (line_with(text, "co2_eq_emissions", HEAD) || has_table(text))
		return true;
	return is_fence(text) && line_with(next_line(text), "# ", HEAD);
}

/* "# Model Card for X": X; else NULL. */
static const char *title_of(struct arena *arena, const char *text)
{
	static const char *const before[] = {"Model Card for ", "Model card for ",
					     "Model Card: ", "Model card: ", "Model Card of "};
	const char *heading = line_with(text, "# ", HEAD), *title;

	if (!heading)
		return NULL;
	title = card_plain(arena, heading + 2, strcspn(heading + 2, "\n"));
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		if (text_starts(title, before[i]))
			title += strlen(before[i]);
	return *title && !text_same_nocase(title, "model card") ? title : NULL;
}

/* "models/tiny/README.md": "tiny"; "tiny.md": "tiny". */
static const char *name_of(struct arena *arena, const char *file)
{
	const char *slash = strrchr(file, '/'), *base = slash ? slash + 1 : file, *folder;
	size_t length = strcspn(base, ".");

	if (slash && strncmp(base, "README", 6) == 0) {
		for (folder = slash; folder > file && folder[-1] != '/';)
			folder--;
		return arena_copy(arena, folder, (size_t)(slash - folder));
	}
	return length ? arena_copy(arena, base, length) : file;
}

static const char *skip_lines(const char *text, const char *to, uint32_t *line)
{
	for (; text < to; text = next_line(text))
		*line += 1;
	return text;
}

/* The card's fields are there, and none of them is filled in. */
static void state_nothing(struct card *card)
{
	struct claim_reader *reader = card->reader;
	struct claim *claim = claim_new(reader, card->name, card->unsaid_place);

	claim->model = card->name;
	claim_remark(reader->arena, claim, REMARK_NOT_A_NUMBER, card->unsaid,
		     card->unsaid_place, "'%s' is still to be stated: '%s'", card->unsaid,
		     card->unsaid_text);
}

/* Front matter from the first line to a second "---"; where that is missing, to the first
 * heading. */
static void read_card(struct card *card)
{
	struct claim_reader *reader = card->reader;
	const char *text = card->text + strspn(card->text, "\r\n"), *end, *body = text,
		   *figures;
	size_t before = reader->count;
	uint32_t line = 1;

	skip_lines(card->text, text, &line);
	if (is_fence(text)) {
		for (end = next_line(text); *end && !is_fence(end);)
			end = next_line(end);
		body = next_line(end);
		if (!*end) {
			end = line_with(text, "#", strlen(text));
			end = end ? end : text + strlen(text);
			body = end;
		}
		card_front(card, text, (size_t)(end - text));
		if (body == end && reader->count > before)
			claim_remark(reader->arena, &reader->claims[before], REMARK_NOTE,
				     "front matter", reader->claims[before].place,
				     "the front matter is never closed by '---'");
	} else if (line_with(text, "co2_eq_emissions", HEAD) && !line_with(text, "# ", HEAD)) {
		card_front(card, text, strlen(text));
		body = text + strlen(text);
	}
	skip_lines(text, body, &line);
	figures = card_without_method(reader->arena, body);
	card_body(card, figures, line);
	if (figures != body && reader->count > before)
		claim_remark(reader->arena, &reader->claims[before], REMARK_UNREAD, "method",
			     reader->claims[before].place,
			     "the method that lca card wrote in words beside its record is not "
			     "read, the figures above it are");
	if (reader->count == before && card->unsaid)
		state_nothing(card);
}

/* A line or a file of JSON: a block of front matter, a whole card, or what a hub's interface
 * gives. */
static void read_json(struct claim_reader *reader, struct card_tables *tables, const char *text,
		      size_t length, uint32_t line)
{
	struct cJSON *json = json_tree_read(text, length);
	static const char *const names[] = {"repo", "modelId", "model_id",
					    "id",   "name",    "model"};
	static const char *const texts[] = {"block", "readme", "card", "text", "content"};
	struct card card = {.reader = reader,
			    .name = "card",
			    .line = line,
			    .tables = tables,
			    .claim = SIZE_MAX};
	const struct cJSON *block = json_tree_at(json, "cardData.co2_eq_emissions");
	struct buffer yaml = {0};

	for (size_t i = sizeof names / sizeof *names; i-- > 0;)
		if (*json_tree_text(json, names[i]))
			card.name = arena_text(reader->arena, json_tree_text(json, names[i]));
	block = block ? block : json_tree_member(json, "co2_eq_emissions");
	if (block) {
		buffer_text(&yaml, "co2_eq_emissions: ");
		json_tree_print(block, &yaml);
	}
	for (size_t i = 0; !yaml.length && i < sizeof texts / sizeof *texts; i++)
		buffer_text(&yaml, json_tree_text(json, texts[i]));
	card.text = arena_copy(reader->arena, yaml.length ? yaml.text : "", yaml.length);
	read_card(&card);
	buffer_free(&yaml);
	json_tree_free(json);
}

static void read_lines(struct claim_reader *reader, struct card_tables *tables)
{
	const char *text = reader->text;
	struct cJSON *first = json_tree_read(text, strcspn(text, "\n"));
	bool lines = first != NULL;

	json_tree_free(first);
	if (!lines) {
		read_json(reader, tables, text, reader->length, 1);
		return;
	}
	for (uint32_t line = 1; *text; line++, text = next_line(text))
		if (text[strspn(text, " \t\r")] == '{')
			read_json(reader, tables, text, strcspn(text, "\n"), line);
}

static void report_nothing(struct claim_reader *reader)
{
	struct place place = {.file = reader->file, .line = 1};

	if (reader->several) {
		diag_add(reader->diags, DIAG_CLAIM_NONE, place, NULL, NULL,
			 "no figures of energy or emissions in this card: it is passed over");
		return;
	}
	diag_add(reader->diags, DIAG_CLAIM_FILE, place, NULL,
		 "state co2_eq_emissions in the front matter, or hours, energy or emissions "
		 "below a heading 'Environmental Impact'",
		 "expected a model card with figures of energy or emissions, found none");
	reader->failed = true;
}

static bool states(const struct claim *claim, enum claim_figure figure)
{
	return claim->figures[figure] != NULL;
}

/* Rows that emit and draw no electricity: the total of all is no product with an intensity. */
static bool holds_more(const struct claim *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (states(&rows[i], CLAIM_EMISSIONS) && !states(&rows[i], CLAIM_ENERGY) &&
		    rows[i].figures[CLAIM_EMISSIONS]->value > 0)
			return true;
	return false;
}

/* "total", "total #2", "total, at least" */
static bool is_any_total(const struct claim *claim)
{
	return claim_is_total(claim) || text_starts(claim->id, "total #") ||
	       text_starts(claim->id, "total, ");
}

/* The total of a table, and every other total that states the same emissions. */
static void settle_totals(struct claim_reader *reader, size_t first, size_t end)
{
	const struct printed *emissions = NULL;

	for (size_t i = first; i < end && !emissions; i++)
		if (is_any_total(&reader->claims[i]) &&
		    holds_more(&reader->claims[first], i - first))
			emissions = reader->claims[i].figures[CLAIM_EMISSIONS];
	for (size_t i = first; emissions && i < reader->count; i++) {
		struct claim *claim = &reader->claims[i];

		claim->holds_more |=
		    is_any_total(claim) && states(claim, CLAIM_EMISSIONS) &&
		    interval_meets(claim->figures[CLAIM_EMISSIONS]->loose, emissions->loose);
	}
}

void claim_card_read(struct claim_reader *reader)
{
	struct card_tables tables = {0};
	struct card card = {
	    .reader = reader, .text = reader->text, .tables = &tables, .claim = SIZE_MAX};
	size_t first = reader->count;

	if (is_json_card(reader->text) && !is_markdown(reader->file)) {
		read_lines(reader, &tables);
	} else {
		card.name = title_of(reader->arena, reader->text);
		if (!card.name)
			card.name = name_of(reader->arena, reader->file);
		read_card(&card);
	}
	if (reader->count == first)
		report_nothing(reader);
	claim_ids_settle(reader);
	for (size_t i = 0; i < tables.count; i++) {
		claim_table_totals(reader, tables.items[i].first, tables.items[i].end);
		settle_totals(reader, tables.items[i].first, tables.items[i].end);
	}
}
