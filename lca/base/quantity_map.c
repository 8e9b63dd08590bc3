/* Quantities written as a mapping. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/quantity_reader.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"

enum { SCORES = 5, MOST_NUMBERS = 3 };

struct shape {
	const char *key;
	enum dist_kind kind;
	size_t least;
	size_t most;
	const char *form;
};

static const struct shape shapes[] = {
    {"value", DIST_EXACT, 1, 1, "{value: 2500 kgCO2e, pedigree: [2, 1, 3, 1, 2]}"},
    {"normal", DIST_NORMAL, 2, 2, "{normal: [mean, sd]}"},
    {"lognormal", DIST_LOGNORMAL, 1, 2,
     "{lognormal: [median, gsd]} or {lognormal: [median], gsd2: 2.25}"},
    {"uniform", DIST_UNIFORM, 2, 2, "{uniform: [min, max]}"},
    {"triangular", DIST_TRIANGULAR, 3, 3, "{triangular: [min, mode, max]}"},
    {"pert", DIST_PERT, 3, 3, "{pert: [min, mode, max]}"},
};

static const char *const keys[] = {"value",	 "normal",   "lognormal", "uniform",
				   "triangular", "pert",     "central",	  "source",
				   "note",	 "pedigree", "gsd2"};

static bool check_keys(struct quantity_reader *reader, const struct node *node)
{
	const size_t count = sizeof(keys) / sizeof(*keys);
	bool known = true;
	size_t i;
	size_t j;

	for (i = 0; i < node->count; i++) {
		const char *key = node->entries[i].key;
		const char *hint;

		for (j = 0; j < count && !text_same(key, keys[j]); j++)
			;
		if (j < count)
			continue;
		hint = diag_suggest(reader->diags, key, keys, count);
		diag_add(reader->diags, DIAG_KEY_UNKNOWN, node->entries[i].place, reader->path,
			 hint ? hint
			      : "a quantity has value, normal, lognormal, uniform, triangular "
				"or pert, with "
				"gsd2, pedigree, central, source, note",
			 "unknown key '%s' in the quantity '%s'", key, reader->name);
		known = false;
	}
	return known;
}

/* The one shape of the mapping; a second one is an error, and none where all keys are known. */
static const struct shape *find_shape(struct quantity_reader *reader, const struct node *node,
				      bool known, const struct entry **entry)
{
	const struct shape *found = NULL;
	bool single = true;
	size_t i;

	for (i = 0; i < sizeof(shapes) / sizeof(*shapes); i++) {
		const struct entry *here = node_entry(node, shapes[i].key);

		if (!here)
			continue;
		if (found) {
			diag_add(reader->diags, DIAG_TWO_WAYS, here->place, reader->path,
				 "keep one of them",
				 "'%s' has both '%s' (line %u) and '%s' (line %u)",
				 reader->name, found->key, (unsigned)(*entry)->place.line,
				 here->key, (unsigned)here->place.line);
			single = false;
			continue;
		}
		found = shapes + i;
		*entry = here;
	}
	if (!found && known)
		diag_add(reader->diags, DIAG_QUANTITY_FORM, node->place, reader->path,
			 "write '12 kWh', '12 kWh ± 10 %', {lognormal: [12 kWh, 1.2]}, ...",
			 "the mapping of '%s' holds no value, normal, lognormal, uniform, "
			 "triangular or pert",
			 reader->name);
	return single ? found : NULL;
}

static bool refuse_form(struct quantity_reader *reader, const struct node *node,
			const struct shape *shape)
{
	diag_add(reader->diags, DIAG_QUANTITY_FORM, node->place, reader->path,
		 arena_printf(reader->arena, "write %s", shape->form),
		 "'%s' of '%s' has other numbers than its form", shape->key, reader->name);
	return false;
}

static bool read_numbers(struct quantity_reader *reader, const struct node *node,
			 const struct shape *shape, struct number *numbers, size_t *count)
{
	const struct node *const *items = (const struct node *const *)&node;
	bool read = true;
	size_t i;

	*count = 1;
	if (node->kind == NODE_LIST) {
		items = (const struct node *const *)node->items;
		*count = node->count;
	}
	if (node->kind == NODE_MAP || *count < shape->least || *count > shape->most)
		return refuse_form(reader, node, shape);
	for (i = 0; i < *count; i++)
		if (items[i]->kind != NODE_SCALAR)
			read = refuse_form(reader, items[i], shape);
		else if (!quantity_number(reader, piece_of_node(items[i]), numbers + i))
			read = false;
	return read;
}

static bool read_gsd(struct quantity_reader *reader, const struct node *node,
		     const struct number *numbers, size_t count, double *gsd)
{
	const struct node *squared = node_get(node, "gsd2");
	struct number number;

	if (count == 2)
		return quantity_gsd(reader, numbers + 1, false, gsd);
	if (squared && squared->kind == NODE_SCALAR)
		return quantity_number(reader, piece_of_node(squared), &number) &&
		       quantity_gsd(reader, &number, true, gsd);
	diag_add(reader->diags, DIAG_QUANTITY_FORM, squared ? squared->place : node->place,
		 reader->path,
		 "write {lognormal: [median, gsd]} or {lognormal: [median], gsd2: 2.25}",
		 "the lognormal '%s' lacks its GSD", reader->name);
	return false;
}

static bool read_lognormal(struct quantity_reader *reader, const struct node *node,
			   struct number *numbers, size_t count, struct dist *dist)
{
	double gsd;
	bool read = read_gsd(reader, node, numbers, count, &gsd);

	return quantity_settle(reader, numbers, 1) && read &&
	       quantity_lognormal(reader, numbers, gsd, dist);
}

static bool read_shape(struct quantity_reader *reader, const struct node *node,
		       const struct shape *shape, const struct node *value,
		       struct quantity *quantity)
{
	struct number numbers[MOST_NUMBERS];
	size_t count;
	bool read;

	if (!read_numbers(reader, value, shape, numbers, &count))
		return false;
	if (shape->kind == DIST_LOGNORMAL)
		read = read_lognormal(reader, node, numbers, count, &quantity->dist);
	else if (!quantity_settle(reader, numbers, count))
		read = false;
	else if (shape->kind == DIST_NORMAL)
		read = quantity_normal(reader, numbers, numbers + 1, &quantity->dist);
	else
		read = quantity_bounded(reader, shape->kind, numbers, &quantity->dist);
	if (read)
		quantity->unit = numbers[0].unit;
	return read;
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
	return true;
}

/* pedigree and gsd2 belong to one shape each. */
static bool check_companions(struct quantity_reader *reader, const struct node *node,
			     const struct shape *shape, const struct node *value)
{
	const struct entry *pedigree = node_entry(node, "pedigree");
	const struct entry *gsd2 = node_entry(node, "gsd2");
	bool fits = true;

	if (pedigree && !text_same(shape->key, "value")) {
		diag_add(
		    reader->diags, DIAG_QUANTITY_PEDIGREE, pedigree->place, reader->path,
		    "keep the spread, or write {value: 2500 kgCO2e, pedigree: [2, 1, 3, 1, 2]}",
		    "'%s' has both a %s and a pedigree", reader->name, shape->key);
		fits = false;
	}
	if (gsd2 && (shape->kind != DIST_LOGNORMAL ||
		     (value->kind == NODE_LIST && value->count == 2))) {
		diag_add(reader->diags, DIAG_TWO_WAYS, gsd2->place, reader->path,
			 "write {lognormal: [median], gsd2: 2.25}",
			 "'gsd2' of '%s' stands beside a lognormal's median alone",
			 reader->name);
		fits = false;
	}
	return fits;
}

static bool read_value(struct quantity_reader *reader, const struct node *node,
		       const struct shape *shape, const struct node *value,
		       struct quantity *quantity)
{
	const struct node *scores = node_get(node, "pedigree");

	if (shape->kind != DIST_EXACT)
		return read_shape(reader, node, shape, value, quantity);
	if (value->kind != NODE_SCALAR)
		return refuse_form(reader, value, shape);
	return quantity_shorthand(reader, piece_of_node(value), quantity) &&
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

/* A central value without unit is in the unit of its quantity, as if that stood last in a list.
 */
static bool read_central(struct quantity_reader *reader, const struct node *node,
			 struct quantity *quantity)
{
	struct dist *dist = &quantity->dist;
	struct number numbers[2];
	double low;
	double high;

	if (node->kind != NODE_SCALAR)
		return refuse_form(reader, node, shapes);
	if (!quantity_number(reader, piece_of_node(node), numbers))
		return false;
	numbers[1] = (struct number){.unit = quantity->unit, .united = true};
	if (!quantity_settle(reader, numbers, 2))
		return false;
	dist->central = quantity_base(numbers);
	dist->pinned = true;
	dist_support(dist, &low, &high);
	if (dist->central < low || dist->central > high ||
	    (dist->kind == DIST_LOGNORMAL && dist->central <= low))
		return refuse_central(reader, quantity, numbers);
	return true;
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
	const struct entry *entry = NULL;
	const struct node *central = node_get(node, "central");
	bool read = check_keys(reader, node);
	const struct shape *shape = find_shape(reader, node, read, &entry);

	read &= read_text(reader, node, "source", &quantity->origin.source);
	read &= read_text(reader, node, "note", &quantity->origin.note);
	if (!shape)
		return false;
	read &= check_companions(reader, node, shape, entry->value);
	if (!read_value(reader, node, shape, entry->value, quantity))
		return false;
	return (!central || read_central(reader, central, quantity)) && read;
}
