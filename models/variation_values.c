/* The values of --vary KEY=...: divided at commas, globs and ranges spelled out, names settled.
 */

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "factors/catalog.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/study.h"
#include "models/variation_parts.h"

/* One of the values as typed, without blanks around it. */
struct piece {
	const char *text;
	struct place place;
};

static bool bad_value(struct variation *variation, struct place place, const char *hint,
		      const char *message)
{
	diag_add(variation->diags, DIAG_OPTION_VALUE, place, NULL, hint, "%s", message);
	return false;
}

/* A quote opens at the beginning of a text alone: Cote d'Ivoire has none. */
static bool opens_quote(const char *text, const char *at)
{
	return (*at == '"' || *at == '\'') && (at == text || strchr(" {[,:", at[-1]));
}

/* Behind the value that begins at text: its comma or the end; NULL where a bracket or quote
 * does not close. */
static const char *piece_end(const char *text)
{
	int depth = 0;
	char quote = 0;

	for (const char *at = text;; at++) {
		if (!*at)
			return quote || depth ? NULL : at;
		if (quote) {
			quote = *at == quote ? 0 : quote;
			continue;
		}
		if (*at == ',' && depth == 0)
			return at;
		if (opens_quote(text, at))
			quote = *at;
		depth += (*at == '{' || *at == '[') - (*at == '}' || *at == ']');
		if (depth < 0)
			return NULL;
	}
}

static struct piece trimmed(struct variation *variation, const struct varied *varied,
			    const char *text, const char *end)
{
	struct place place = varied->place;

	while (text < end && (*text == ' ' || *text == '\t'))
		text++;
	while (end > text && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	place.column += (uint32_t)(text - varied->request->values);
	return (struct piece){arena_copy(variation->arena, text, (size_t)(end - text)), place};
}

/* 'Korea, Republic of': without the quotes around it. */
static const char *unquoted(struct arena *arena, const char *text)
{
	size_t length = strlen(text);

	if (length < 2 || (*text != '"' && *text != '\'') || text[length - 1] != *text)
		return text;
	return arena_copy(arena, text + 1, length - 2);
}

static void shift(struct node *node, struct place place)
{
	node->place.file = place.file;
	node->place.column += place.column - 1;
	for (size_t i = 0; i < node->count; i++) {
		if (node->kind == NODE_LIST) {
			shift(node->items[i], place);
			continue;
		}
		node->entries[i].place.file = place.file;
		node->entries[i].place.column += place.column - 1;
		shift(node->entries[i].value, place);
	}
}

/* Adds a value that is not there yet. */
static void add(struct variation *variation, struct varied *varied, struct choice choice)
{
	for (size_t i = 0; i < varied->count; i++)
		if (text_same(varied->choices[i].text, choice.text))
			return;
	varied->choices = arena_grow(variation->arena, varied->choices, varied->count,
				     sizeof *varied->choices);
	varied->choices[varied->count++] = choice;
}

static void add_word(struct variation *variation, struct varied *varied, struct place place,
		     const char *text, const char *name)
{
	struct node *node = arena_alloc(variation->arena, sizeof *node);

	*node = (struct node){.kind = NODE_SCALAR, .place = place, .text = text};
	add(variation, varied, (struct choice){text, name, node});
}

static bool is_glob(const char *text)
{
	return strpbrk(text, "*?") != NULL;
}

/* "gcp:*" for gcp or google; NULL where the word is no provider of regions. */
static const char *glob_of_provider(struct variation *variation, const char *word)
{
	struct region_entry *regions;
	size_t count = catalog_regions(variation->factors, &regions);

	for (size_t i = 0; i < count; i++) {
		const char *colon = strchr(regions[i].code, ':');
		const char *prefix = colon ? arena_copy(variation->arena, regions[i].code,
							(size_t)(colon - regions[i].code))
					   : "";

		if (colon && (text_same_nocase(prefix, word) ||
			      (text_same(regions[i].kind, "cloud") &&
			       text_same_nocase(regions[i].provider, word))))
			return arena_printf(variation->arena, "%s:*", prefix);
	}
	return NULL;
}

enum { NEAR_MOST = 3 };

static size_t alike(const char *text, const char *code)
{
	size_t count = 0;

	while (text[count] && !strchr("*?", text[count]) &&
	       tolower((unsigned char)text[count]) == tolower((unsigned char)code[count]))
		count++;
	return count;
}

/* "the nearest codes are 'gcp:us-east1', 'gcp:us-east4'": those that begin as a glob does for
 * the longest; "" where none does, or not of its provider. */
static const char *near_codes(struct variation *variation, const char *text)
{
	struct region_entry *regions;
	const char *colon = strchr(text, ':'), *list = "";
	size_t count = catalog_regions(variation->factors, &regions), longest = 0, found = 0;
	size_t head = colon ? (size_t)(colon - text) + 1 : 0;

	for (size_t i = 0; i < count; i++) {
		size_t length = alike(text, regions[i].code);

		if (length < longest || length < head || length == 0)
			continue;
		found = length > longest ? 0 : found;
		longest = length;
		if (found++ < NEAR_MOST)
			list = arena_printf(variation->arena, "%s%s'%s'", found > 1 ? list : "",
					    found > 1 ? ", " : "", regions[i].code);
	}
	return !*list ? list
		      : arena_printf(variation->arena, "%s %s",
				     longest > head ? "the nearest codes are"
						    : "its codes are such as",
				     list);
}

static bool no_match(struct variation *variation, const struct piece *piece)
{
	const char *colon = strchr(piece->text, ':');
	const char *head =
	    colon ? arena_copy(variation->arena, piece->text, (size_t)(colon - piece->text))
		  : NULL;
	const char *glob = head ? glob_of_provider(variation, head) : NULL;
	const char *near = near_codes(variation, piece->text);
	const char *all =
	    glob ? arena_printf(variation->arena, "'%s' are all of that provider", glob) : "";

	if (!*near && !*all)
		near = "globs match codes, as in 'gcp:*', 'aws:eu-*' or 'US-*'; lca factors "
		       "search WORD finds regions";
	diag_add(variation->diags, DIAG_REGION_UNKNOWN, piece->place, NULL,
		 arena_printf(variation->arena, "%s%s%s", near, *near && *all ? "; " : "", all),
		 "no region has a code like '%s'", piece->text);
	return false;
}

/* The world average must be asked for. */
static bool read_region_glob(struct variation *variation, struct varied *varied,
			     const struct piece *piece)
{
	struct region_entry *regions;
	size_t count = catalog_regions(variation->factors, &regions), found = 0;

	for (size_t i = 0; i < count; i++) {
		if (!text_match(piece->text, regions[i].code) ||
		    text_same(regions[i].kind, "world"))
			continue;
		found++;
		add_word(variation, varied, piece->place, regions[i].code, regions[i].name);
	}
	return found || no_match(variation, piece);
}

static bool read_region(struct variation *variation, struct varied *varied,
			const struct piece *piece)
{
	const char *name = unquoted(variation->arena, piece->text);
	const struct region_entry *entry;
	const char *glob;

	if (is_glob(name))
		return read_region_glob(variation, varied, piece);
	entry = catalog_region(variation->factors, name);
	if (entry) {
		add_word(variation, varied, piece->place, entry->code, entry->name);
		return true;
	}
	glob = glob_of_provider(variation, name);
	if (glob) {
		diag_add(variation->diags, DIAG_REGION_UNKNOWN, piece->place, NULL,
			 arena_printf(variation->arena, "write '%s' for all its regions", glob),
			 "'%s' is a provider, not a region", name);
		return false;
	}
	return factors_region(variation->factors, name, piece->place, NULL, variation->diags) !=
	       NULL;
}

static bool is_engine(const struct thing_entry *thing)
{
	return text_same(thing->kind, "accelerator") || text_same(thing->kind, "cpu");
}

static bool read_accelerator_glob(struct variation *variation, struct varied *varied,
				  const struct piece *piece)
{
	struct thing_entry *things;
	size_t count = catalog_things(variation->factors, &things), found = 0;

	for (size_t i = 0; i < count; i++) {
		if (!is_engine(&things[i]) || !text_match(piece->text, things[i].slug))
			continue;
		found++;
		add_word(variation, varied, piece->place, things[i].slug, things[i].name);
	}
	if (!found)
		diag_add(variation->diags, DIAG_THING_UNKNOWN, piece->place, NULL,
			 "globs match ids, as in 'nvidia-h100*'; lca factors search WORD finds "
			 "accelerators",
			 "no accelerator has an id like '%s'", piece->text);
	return found > 0;
}

enum { MOST_THINGS = 16 };

static bool read_accelerator(struct variation *variation, struct varied *varied,
			     const struct piece *piece)
{
	const char *name = unquoted(variation->arena, piece->text);
	const struct thing_entry *found[MOST_THINGS], *only = NULL;
	size_t count, engines = 0;

	if (is_glob(name))
		return read_accelerator_glob(variation, varied, piece);
	count = catalog_thing(variation->factors, name, found, MOST_THINGS);
	for (size_t i = 0; i < count; i++) {
		if (!is_engine(found[i]))
			continue;
		engines++;
		only = found[i];
	}
	if (engines != 1)
		return factors_thing(variation->factors, name, "accelerator", piece->place,
				     NULL, variation->diags) != NULL;
	add_word(variation, varied, piece->place, only->slug, only->name);
	return true;
}

/* 2019..2024 */
static bool read_years(struct variation *variation, struct varied *varied,
		       const struct piece *piece)
{
	const char *dots = strstr(piece->text, "..");
	struct piece first, last;
	int from, to;

	if (!dots) {
		if (!year_read(piece->text, piece->place, NULL, variation->diags, &from))
			return false;
		add_word(variation, varied, piece->place,
			 arena_printf(variation->arena, "%d", from), NULL);
		return true;
	}
	first = last = *piece;
	first.text = arena_copy(variation->arena, piece->text, (size_t)(dots - piece->text));
	last.text = dots + 2 + strspn(dots + 2, " ");
	first.text = arena_copy(variation->arena, first.text, strcspn(first.text, " "));
	if (!year_read(first.text, piece->place, NULL, variation->diags, &from) ||
	    !year_read(last.text, piece->place, NULL, variation->diags, &to))
		return false;
	if (from > to)
		return bad_value(variation, piece->place,
				 arena_printf(variation->arena, "write %d..%d", to, from),
				 "the first year of a range is not after its last");
	for (; from <= to; from++)
		add_word(variation, varied, piece->place,
			 arena_printf(variation->arena, "%d", from), NULL);
	return true;
}

/* Any other value is YAML, as in the file. */
static bool read_yaml(struct variation *variation, struct varied *varied,
		      const struct piece *piece)
{
	struct diags *aside = diags_new(variation->arena);
	struct node *node = tree_read(variation->arena, piece->place.file, piece->text,
				      strlen(piece->text), aside);

	for (size_t i = 0; i < diags_count(aside); i++) {
		struct diag diag = *diags_at(aside, i);

		diag.place.column += piece->place.column - 1;
		diag_add(variation->diags, diag.code, diag.place, diag.path, diag.hint, "%s",
			 diag.message);
	}
	if (!node || diags_has_error(aside))
		return false;
	shift(node, piece->place);
	add(variation, varied,
	    (struct choice){.text = node->kind == NODE_SCALAR ? node->text : piece->text,
			    .node = node});
	return true;
}

static bool read_piece(struct variation *variation, struct varied *varied,
		       const struct piece *piece)
{
	if (!*piece->text)
		return bad_value(variation, piece->place,
				 arena_printf(variation->arena, "write --vary %s=VALUE,VALUE",
					      varied->request->key),
				 "a value is missing");
	if (varied->key == KEY_REGION)
		return read_region(variation, varied, piece);
	if (varied->key == KEY_YEAR)
		return read_years(variation, varied, piece);
	if (varied->key == KEY_ACCELERATOR)
		return read_accelerator(variation, varied, piece);
	return read_yaml(variation, varied, piece);
}

bool varied_read_values(struct variation *variation, struct varied *varied)
{
	const char *at = varied->request->values;
	bool good = true;

	diags_source(variation->diags, varied->place.file, at, strlen(at));
	for (;;) {
		const char *end = piece_end(at);
		struct piece piece;

		if (!end)
			return bad_value(variation, varied->place,
					 "close every bracket and quote",
					 "a bracket or a quote does not close");
		piece = trimmed(variation, varied, at, end);
		good = read_piece(variation, varied, &piece) && good;
		if (!*end)
			return good;
		at = end + 1;
	}
}
