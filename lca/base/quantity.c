/* Quantities: the public face of the reader, pedigree, and what a quantity looks like in words.
 */

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/quantity_reader.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"

static const struct quantity_rule any = {0};

static struct quantity_reader start(struct arena *arena, const struct quantity_rule *rule,
				    const char *path, struct diags *diags)
{
	const char *dot = path ? strrchr(path, '.') : NULL;
	struct quantity_reader reader = {
	    .arena = arena, .rule = rule ? rule : &any, .path = path, .diags = diags};

	reader.name = dot ? dot + 1 : path ? path : "the value";
	if (reader.rule->unit)
		reader.expected = unit_of(reader.rule->unit);
	return reader;
}

static struct quantity begin(struct arena *arena, struct place place, const char *key)
{
	return (struct quantity){
	    .origin = {.kind = ORIGIN_SCENARIO, .place = place, .key = arena_text(arena, key)}};
}

static bool refuse(struct quantity_reader *reader, const struct node *node, const char *found)
{
	diag_add(reader->diags, DIAG_QUANTITY_FORM, node->place, reader->path,
		 "write '12 kWh', '12 kWh ± 10 %', '12 kWh x/ 1.2', '10 .. 12 kWh', or a "
		 "mapping such as "
		 "{lognormal: [12 kWh, 1.2]}",
		 "'%s' is one quantity, found %s", reader->name, found);
	return false;
}

const char *origin_kind_name(enum origin_kind kind)
{
	static const char *const names[] = {"scenario", "factor", "log", "default"};

	return names[kind];
}

bool quantity_read(struct arena *arena, struct quantity_files *files, const struct node *node,
		   const struct quantity_rule *rule, const char *path, const char *key,
		   struct diags *diags, struct quantity *quantity)
{
	struct quantity_reader reader = start(arena, rule, path, diags);
	bool read = false;

	reader.files = files;
	*quantity = begin(arena, node->place, key);
	switch (node->kind) {
	case NODE_SCALAR:
		if (node_is_null(node))
			return refuse(&reader, node, "nothing");
		read = quantity_shorthand(&reader, piece_of_node(node), quantity);
		break;
	case NODE_LIST:
		return refuse(&reader, node, "a list");
	case NODE_MAP:
		read = quantity_mapping(&reader, node, quantity);
		break;
	}
	if (!read || !quantity_check(&reader, quantity, node->place))
		return false;
	quantity_warn_variance(&reader, quantity, node->place);
	return true;
}

bool quantity_parse(struct arena *arena, const char *text, const struct quantity_rule *rule,
		    struct place place, const char *path, const char *key, struct diags *diags,
		    struct quantity *quantity)
{
	struct quantity_reader reader = start(arena, rule, path, diags);
	const struct piece piece = {
	    .text = text, .length = strlen(text), .place = place, .counted = place.column > 0};

	*quantity = begin(arena, place, key);
	return quantity_shorthand(&reader, piece, quantity) &&
	       quantity_check(&reader, quantity, place);
}

bool quantity_holds(struct arena *arena, const struct quantity *quantity,
		    const struct quantity_rule *rule, const char *name, struct diags *diags)
{
	struct quantity_reader reader = start(arena, rule, NULL, diags);

	reader.name = name;
	return quantity_check(&reader, quantity, quantity->origin.place);
}

double pedigree_variance(const int score[5])
{
	/* Variances of ln x: reliability, completeness, temporal, geographical, technological.
	 */
	static const double variance[5][5] = {
	    {0, 0.0006, 0.002, 0.008, 0.04}, {0, 0.0001, 0.0006, 0.002, 0.008},
	    {0, 0.0002, 0.002, 0.008, 0.04}, {0, 2.5e-5, 0.0001, 0.0006, 0.002},
	    {0, 0.0006, 0.008, 0.04, 0.12},
	};
	double sum = 0;
	int i;

	for (i = 0; i < 5; i++) {
		assert(score[i] >= 1 && score[i] <= 5);
		sum += variance[i][score[i] - 1];
	}
	return sum;
}

/* Four digits, enough for an interval beside its parameters. */
static const char *show(struct arena *arena, double value)
{
	char text[32];

	snprintf(text, sizeof text, "%.3e", value);
	return text_double(arena, strtod(text, NULL));
}

const char *quantity_describe(struct arena *arena, const struct quantity *quantity)
{
	const struct dist *dist = &quantity->dist;
	const double scale = quantity->unit.scale;
	const char *unit = quantity->unit.text ? quantity->unit.text : "";
	const char *shape = dist_describe_in(arena, dist, scale, unit);

	if (quantity->origin.readings)
		shape = arena_printf(arena, "%s, of %llu readings in %s", shape,
				     (unsigned long long)quantity->origin.readings->rows,
				     quantity->origin.readings->file);
	if (dist->kind == DIST_EXACT || (dist->kind == DIST_UNIFORM && !dist->cut))
		return shape;
	return arena_printf(arena, "%s (95 %%: %s .. %s%s%s)", shape,
			    show(arena, dist_quantile(dist, 0.025) / scale),
			    show(arena, dist_quantile(dist, 0.975) / scale), *unit ? " " : "",
			    unit);
}
