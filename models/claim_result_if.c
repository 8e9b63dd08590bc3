/* Outputs of the Impact Framework: each output of each node a claim. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"
#include "models/claim_result.h"

enum { HEAD = 256 * 1024 };

/* Parameters of manifests, with the units that the framework gives them. */
struct parameter {
	const char *name;
	enum claim_figure figure;
	const char *unit;
};

static const struct parameter parameters[] = {
    {"energy", CLAIM_ENERGY, " kWh"},
    {"grid/carbon-intensity", CLAIM_INTENSITY, " gCO2e/kWh"},
    {"carbon-intensity", CLAIM_INTENSITY, " gCO2e/kWh"},
    {"grid-carbon-intensity", CLAIM_INTENSITY, " gCO2e/kWh"},
    {"carbon-embodied", CLAIM_EMBODIED, " gCO2e"},
    {"embodied-carbon", CLAIM_EMBODIED, " gCO2e"},
    {"carbon", CLAIM_EMISSIONS, " gCO2e"},
    {"carbon-operational", CLAIM_EMISSIONS, " gCO2e"},
    {"operational-carbon", CLAIM_EMISSIONS, " gCO2e"},
    {"pue", CLAIM_PUE, NULL},
    {"power-usage-effectiveness", CLAIM_PUE, NULL},
};

enum { PARAMETERS = sizeof parameters / sizeof *parameters };

static bool starts_line(const char *text, const char *word)
{
	const char *end = strlen(text) > HEAD ? text + HEAD : text + strlen(text);

	while (text && text < end) {
		if (text_starts(text, word))
			return true;
		text = strchr(text, '\n');
		text = text ? text + 1 : NULL;
	}
	return false;
}

bool claim_result_is_manifest(const struct claim_reader *reader)
{
	const char *text = reader->text + strspn(reader->text, " \t\r\n");

	if (*text == '{')
		return strstr(text, "\"tree\"") && strstr(text, "\"children\"") &&
		       strstr(text, "\"outputs\"");
	return starts_line(text, "tree:") && strstr(text, "children:") &&
	       (starts_line(text, "initialize:") || strstr(text, "outputs:"));
}

static struct claim *read_output(struct claim_reader *reader, const char *id,
				 const struct node *output)
{
	static const char *const scope[] = {"operational", "embodied"};
	struct claim_cell cells[PARAMETERS + 1];
	struct claim *claim;
	bool whole = node_get(output, "carbon") != NULL, split = false;
	size_t count = 0;

	for (size_t i = 0; i < PARAMETERS; i++) {
		const struct node *value = node_get(output, parameters[i].name);

		if (!value || value->kind != NODE_SCALAR || node_is_null(value))
			continue;
		/* The sum is the claim's, where there is one. */
		split |= parameters[i].figure == CLAIM_EMBODIED;
		if (whole && strstr(parameters[i].name, "operational"))
			continue;
		cells[count++] =
		    claim_cell_computed(parameters[i].figure, parameters[i].name,
					parameters[i].unit, value->text, value->place);
	}
	claim = claim_cells_add(reader, id, cells, count, output->place);
	if (!claim)
		return NULL;
	claim->source = "Impact Framework";
	claim->scope = scope;
	claim->scope_count = whole && split ? 2 : 1;
	return claim;
}

/* The outputs of a node, and what they are said to add up to. */
static void read_outputs(struct claim_reader *reader, const char *name,
			 const struct node *outputs, const struct node *sum)
{
	const char **ids = arena_alloc(reader->arena, (outputs->count + 1) * sizeof *ids);
	size_t count = 0;

	for (size_t i = 0; i < outputs->count; i++) {
		const struct node *output = outputs->items[i], *time;
		const char *id = name;

		if (output->kind != NODE_MAP)
			continue;
		time = node_get(output, "timestamp");
		if (outputs->count > 1)
			id = time && time->kind == NODE_SCALAR
				 ? arena_printf(reader->arena, "%s %s", name, time->text)
				 : arena_printf(reader->arena, "%s #%zu", name, i + 1);
		if (read_output(reader, id, output))
			ids[count++] = id;
	}
	if (!sum || sum->kind != NODE_MAP || !count)
		return;
	if (read_output(reader, arena_printf(reader->arena, "%s, aggregated", name), sum)) {
		struct claim *claim = &reader->claims[reader->count - 1];

		claim->total_of = ids;
		claim->total_count = count;
	}
}

/* "training/final run": a child may have the name of its group before its own. */
static const char *child_name(struct arena *arena, const char *name, const char *key)
{
	size_t length = strlen(name);

	if (!length || (text_starts(key, name) && key[length] == '/'))
		return key;
	return arena_printf(arena, "%s/%s", name, key);
}

static void read_node(struct claim_reader *reader, const char *name, const struct node *node)
{
	const struct node *children = node_get(node, "children");
	const struct node *outputs = node_get(node, "outputs");

	if (outputs && outputs->kind == NODE_LIST)
		read_outputs(reader, *name ? name : "tree", outputs,
			     node_get(node, "aggregated"));
	if (!children || children->kind != NODE_MAP)
		return;
	for (size_t i = 0; i < children->count; i++) {
		const char *key = children->entries[i].key;

		read_node(reader, child_name(reader->arena, name, key),
			  children->entries[i].value);
	}
}

void claim_result_manifest(struct claim_reader *reader)
{
	const struct node *root =
	    tree_read(reader->arena, reader->file, reader->text, reader->length, reader->diags);

	/* A tree with mistakes in it was reported, too. */
	if (!root || diags_has_error(reader->diags)) {
		reader->failed = true;
		return;
	}
	read_node(reader, "", node_get(root, "tree"));
}
