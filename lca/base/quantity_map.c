/* Quantities written as a mapping: its form, and what stands beside it. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/quantity_reader.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"

enum { SCORES = 5 };

/* Keys that may stand beside a form; `of`: beside some forms alone. */
static const struct {
	const char *key;
	unsigned of;
	const char *hint;
} companions[] = {
    {"central", 0, NULL},
    {"source", 0, NULL},
    {"note", 0, NULL},
    {"pedigree", BESIDE_PEDIGREE,
     "keep the spread, or write {value: 2500 kgCO2e, pedigree: [2, 1, 3, 1, 2]}"},
    {"gsd2", BESIDE_GSD2, "write {lognormal: [median], gsd2: 2.25}"},
    {"shift", BESIDE_SHIFT, "shift: stands beside lognormal, gamma and weibull"},
    {"weights", BESIDE_WEIGHTS, "write {discrete: [40 W, 60 W], weights: [1, 3]}"},
    {"min", 0, NULL},
    {"max", 0, NULL},
    {"to", BESIDE_TO, "write {rounded: 7000 h, to: 100 h}"},
    {"shape", BESIDE_SHAPE, "write {p5: 10 W, p95: 40 W, shape: lognormal}"},
};

enum { COMPANIONS = sizeof companions / sizeof *companions };

const char *quantity_companion_key(size_t index)
{
	return index < COMPANIONS ? companions[index].key : NULL;
}

bool quantity_is_companion(const char *key)
{
	for (size_t i = 0; i < COMPANIONS; i++)
		if (text_same(key, companions[i].key))
			return true;
	return false;
}

static void refuse_formless(struct quantity_reader *reader, const struct node *node)
{
	const char *hint = quantity_translate(reader, node);

	diag_add(reader->diags, DIAG_QUANTITY_FORM, node->place, reader->path,
		 hint ? hint
		      : "write '12 kWh', '12 kWh ± 10 %', {lognormal: [12 kWh, 1.2]}, ...",
		 "the mapping of '%s' holds no %s", reader->name, quantity_list_forms(reader));
}

/* The one form of the mapping; a second one is an error, and none where all keys are known. */
static bool find_form(struct quantity_reader *reader, const struct node *node, bool known,
		      struct mapping *mapping)
{
	const struct entry *found = NULL;
	bool single = true;

	for (size_t i = 0; i < node->count; i++) {
		const struct entry *here = &node->entries[i];
		const struct form *form = quantity_form(here->key);

		if (!form || (found && form == mapping->form))
			continue;
		if (!found) {
			found = here;
			*mapping = (struct mapping){node, form, here->value};
			continue;
		}
		diag_add(reader->diags, DIAG_TWO_WAYS, here->place, reader->path,
			 "keep one of them", "'%s' has both '%s' (line %u) and '%s' (line %u)",
			 reader->name, found->key, (unsigned)found->place.line, here->key,
			 (unsigned)here->place.line);
		single = false;
	}
	if (!found && known)
		refuse_formless(reader, node);
	return found && single;
}

static bool read_scores(struct quantity_reader *reader, const struct node *node,
			int score[SCORES])
{
	bool read = node->kind == NODE_LIST && node->count == SCORES;
	size_t i;

	for (i = 0; read && i < SCORES; i++) {
		const char *text =
		    node->items[i]->kind == NODE_SCALAR ? node->items[i]->text : "";

		read = *text >= '1' && *text <= '5' && !text[1];
		if (read)
			score[i] = *text - '0';
	}
	if (!read)
		diag_add(
		    reader->diags, DIAG_QUANTITY_PEDIGREE, node->place, reader->path,
		    "write [reliability, completeness, temporal, geographical, technological], "
		    "such as [2, 1, 3, 1, 2]",
		    "the pedigree of '%s' is five whole numbers from 1 to 5", reader->name);
	return read;
}

static bool apply_pedigree(struct quantity_reader *reader, const struct node *scores,
			   struct quantity *quantity)
{
	int score[SCORES];

	if (!read_scores(reader, scores, score))
		return false;
	if (quantity->dist.kind != DIST_EXACT || quantity->dist.a <= 0) {
		diag_add(reader->diags, DIAG_QUANTITY_PEDIGREE, scores->place, reader->path,
			 "keep the spread or the pedigree",
			 "the pedigree of '%s' stands beside one exact value above 0",
			 reader->name);
		return false;
	}
	quantity->dist = dist_widen(quantity->dist, pedigree_variance(score));
	for (size_t i = 0; i < SCORES; i++)
		quantity->origin.pedigree[i] = (unsigned char)score[i];
	return true;
}

static void refuse_companion(struct quantity_reader *reader, const struct mapping *mapping,
			     const struct entry *entry, size_t companion)
{
	bool pedigree = companions[companion].of == BESIDE_PEDIGREE;

	diag_add(reader->diags, pedigree ? DIAG_QUANTITY_PEDIGREE : DIAG_QUANTITY_FORM,
		 entry->place, reader->path, companions[companion].hint,
		 pedigree ? "'%s' has both a %s and a %s"
			  : "in '%s', '%s' has no meaning for '%s'",
		 reader->name, pedigree ? mapping->form->key : entry->key,
		 pedigree ? entry->key : mapping->form->key);
}

/* Keys that belong beside other forms, and a squared GSD beside a GSD. */
static bool check_companions(struct quantity_reader *reader, const struct mapping *mapping)
{
	const struct entry *gsd2 = node_entry(mapping->node, "gsd2");
	bool fits = true;

	for (size_t i = 0; i < COMPANIONS; i++) {
		const struct entry *entry = node_entry(mapping->node, companions[i].key);

		if (!entry || !companions[i].of || (companions[i].of & mapping->form->beside))
			continue;
		refuse_companion(reader, mapping, entry, i);
		fits = false;
	}
	if (fits && gsd2 && mapping->value->kind == NODE_LIST && mapping->value->count == 2) {
		diag_add(reader->diags, DIAG_TWO_WAYS, gsd2->place, reader->path,
			 "write {lognormal: [median], gsd2: 2.25}",
			 "'gsd2' of '%s' stands beside a lognormal's median alone",
			 reader->name);
		fits = false;
	}
	return fits;
}

bool quantity_value(struct quantity_reader *reader, const struct mapping *mapping,
		    struct quantity *quantity)
{
	const struct node *scores = node_get(mapping->node, "pedigree");

	if (mapping->value->kind != NODE_SCALAR)
		return quantity_refuse_form(reader, mapping->value, mapping->form);
	return quantity_shorthand(reader, piece_of_node(mapping->value), quantity) &&
	       (!scores || apply_pedigree(reader, scores, quantity));
}

static bool refuse_central(struct quantity_reader *reader, const struct quantity *quantity,
			   const struct number *number)
{
	struct dist free = quantity->dist;

	free.pinned = false;
	diag_add(reader->diags, DIAG_QUANTITY_CENTRAL, number->place, reader->path,
		 arena_printf(reader->arena, "the distribution is %s",
			      dist_describe_in(reader->arena, &free, quantity->unit.scale,
					       quantity->unit.text)),
		 "the central value %s of '%s' lies outside its own distribution",
		 number->typed, reader->name);
	return false;
}

static bool is_inside(const struct dist *dist)
{
	double low;
	double high;

	dist_support(dist, &low, &high);
	return dist->central >= low && dist->central <= high &&
	       (dist->kind != DIST_LOGNORMAL || dist->central > low);
}

static bool read_central(struct quantity_reader *reader, const struct node *node,
			 struct quantity *quantity)
{
	const struct entry *entry = node_entry(node, "central");
	struct dist *dist = &quantity->dist;
	struct number number;

	if (!entry) {
		/* p50 is the median of what is not cut. */
		dist->pinned = dist->pinned && !dist->cut;
		return true;
	}
	if (!quantity_beside(reader, entry, quantity->unit, &number))
		return false;
	dist->central = quantity_base(&number);
	dist->pinned = true;
	return is_inside(dist) || refuse_central(reader, quantity, &number);
}

static bool read_text(struct quantity_reader *reader, const struct node *node, const char *key,
		      const char **text)
{
	const struct node *value = node_get(node, key);

	if (!value)
		return true;
	if (value->kind == NODE_SCALAR) {
		*text = arena_text(reader->arena, value->text);
		return true;
	}
	diag_add(reader->diags, DIAG_NODE_KIND, value->place, reader->path, "write one text",
		 "'%s' of '%s' is a text", key, reader->name);
	return false;
}

bool quantity_mapping(struct quantity_reader *reader, const struct node *node,
		      struct quantity *quantity)
{
	struct mapping mapping;
	bool read = quantity_check_keys(reader, node);
	bool single = find_form(reader, node, read, &mapping);

	read &= read_text(reader, node, "source", &quantity->origin.source);
	read &= read_text(reader, node, "note", &quantity->origin.note);
	if (!single)
		return false;
	read &= check_companions(reader, &mapping);
	reader->form = mapping.form;
	reader->mapped = true;
	reader->cut_below = node_get(node, "min") != NULL;
	read &= mapping.form->read(reader, &mapping, quantity);
	reader->form = NULL;
	return read && quantity_shift(reader, node, quantity) &&
	       quantity_cut(reader, node, quantity) && read_central(reader, node, quantity);
}
