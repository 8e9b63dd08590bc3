/* Reads a scenario file: the top, the sites, the hardware, the functional units, the
 * exclusions. */

#include "models/scenario.h"

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/digest.h"
#include "lca/base/text.h"
#include "models/reader.h"
#include "models/scenario_source.h"
#include "models/scenario_texts.h"

static const char *folder_of(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? arena_copy(arena, path, (size_t)(slash - path) + 1) : "";
}

void reader_sites(struct reader *reader, const struct node *node)
{
	struct scenario *scenario = reader->scenario;

	scenario->sites =
	    arena_alloc(reader->arena, (node->count + 1) * sizeof *scenario->sites);
	for (size_t i = 0; i < node->count; i++) {
		const struct entry *entry = &node->entries[i];
		struct site *site = &scenario->sites[scenario->site_count++];

		site->name = entry->key;
		text_set_add(reader->arena, &scenario->site_names, entry->key,
			     strlen(entry->key));
		site->place = entry->place;
		site->path = arena_printf(reader->arena, "sites.%s", entry->key);
		reader_block(reader, entry->value, IN_SITE, site->path,
			     arena_printf(reader->arena, "sites/%s", entry->key), "a site",
			     site->values);
	}
}

/* Two ways of giving the same impact, and what it covers. */
static void check_hardware(struct reader *reader, const struct hardware *hardware)
{
	const struct value *one = hardware->values[KEY_IMPACT];
	const struct value *many = hardware->values[KEY_IMPACTS];

	if (one && many)
		diag_add(reader->diags, DIAG_TWO_WAYS, many->entry->place, many->path,
			 "delete one of them",
			 "'impacts' and 'impact' (line %u) say the same thing twice",
			 one->entry->place.line);
	rules_includes(reader, hardware->values[KEY_INCLUDES]);
}

void reader_hardware(struct reader *reader, const struct node *node)
{
	struct scenario *scenario = reader->scenario;

	scenario->hardware =
	    arena_alloc(reader->arena, (node->count + 1) * sizeof *scenario->hardware);
	for (size_t i = 0; i < node->count; i++) {
		const struct entry *entry = &node->entries[i];
		struct hardware *hardware = &scenario->hardware[scenario->hardware_count++];

		hardware->name = entry->key;
		text_set_add(reader->arena, &scenario->hardware_names, entry->key,
			     strlen(entry->key));
		hardware->place = entry->place;
		reader_block(reader, entry->value, IN_HARDWARE,
			     arena_printf(reader->arena, "hardware.%s", entry->key),
			     arena_printf(reader->arena, "hardware/%s", entry->key), "hardware",
			     hardware->values);
		check_hardware(reader, hardware);
	}
}

enum { MOST_UNITS = 32 };

static void read_per(struct reader *reader, const struct value *per)
{
	struct scenario *scenario = reader->scenario;

	if (per->text_count > MOST_UNITS) {
		diag_add(reader->diags, DIAG_TOO_MANY, place_of(per), per->path,
			 "keep those that are read", "more than %d functional units",
			 MOST_UNITS);
		return;
	}
	scenario->per =
	    arena_alloc(reader->arena, (per->text_count + 1) * sizeof *scenario->per);
	for (size_t i = 0; i < per->text_count; i++) {
		struct place place = per->entry->value->kind == NODE_LIST
					 ? per->entry->value->items[i]->place
					 : per->entry->value->place;

		if (functional_unit_read(reader->arena, per->texts[i], place, per->path,
					 reader->diags, &scenario->per[scenario->per_count]))
			scenario->per_count++;
	}
}

static void read_exclusion(struct reader *reader, const struct node *node)
{
	struct exclusion *exclusion =
	    &reader->scenario->exclusions[reader->scenario->exclusion_count];
	const struct node *stage = node_get(node, "stage");
	const struct node *reason = node_get(node, "reason");

	if (!stage || !reason || stage->kind != NODE_SCALAR || reason->kind != NODE_SCALAR ||
	    node_is_null(reason)) {
		diag_add(reader->diags, DIAG_EXCLUSION, node->place, "excluded",
			 "write {stage: network, reason: not metered}",
			 "an exclusion needs a stage and a reason");
		return;
	}
	for (size_t i = 0; i < node->count; i++) {
		if (!text_same(node->entries[i].key, "stage") &&
		    !text_same(node->entries[i].key, "reason"))
			diag_add(reader->diags, DIAG_KEY_UNKNOWN, node->entries[i].place,
				 "excluded", "write {stage: network, reason: not metered}",
				 "'%s' is not a key of an exclusion", node->entries[i].key);
	}
	*exclusion = (struct exclusion){stage->text, reason->text, node->place};
	reader->scenario->exclusion_count++;
}

static void read_exclusions(struct reader *reader, const struct node *list)
{
	reader->scenario->exclusions = arena_alloc(
	    reader->arena, (list->count + 1) * sizeof *reader->scenario->exclusions);
	for (size_t i = 0; i < list->count; i++)
		read_exclusion(reader, list->items[i]);
}

/* The version stands first, so that a later format is told from a typing error. */
static void check_version(struct reader *reader, const struct node *root)
{
	const struct value *version = reader->scenario->top[KEY_LCA];

	if (!version)
		diag_add(reader->diags, DIAG_VERSION, root->place, NULL,
			 "write 'lca: 1' at the top",
			 "the key 'lca' is missing: it says which format the file has");
	else if (version->text && !text_same(version->text, "1"))
		diag_add(reader->diags, DIAG_VERSION, place_of(version), "lca",
			 "write 'lca: 1'", "this program reads format 1, found '%s'",
			 version->text);
}

/* What is served is counted in something. */
static void read_served(struct reader *reader, const struct value *served)
{
	const char *unit = served->quantity.unit.text;
	const struct node *node = served->entry->value;

	if (unit && *unit) {
		functional_unit_read(reader->arena, unit, place_of(served), "served",
				     reader->diags, &reader->scenario->served);
		return;
	}
	diag_add(reader->diags, DIAG_FUNCTIONAL_UNIT, place_of(served), "served",
		 arena_printf(reader->arena, "write 'served: %s request', or token, image, ...",
			      node->kind == NODE_SCALAR ? node->text : "1e6"),
		 "'served' does not say what is counted");
}

static void read_top(struct reader *reader, const struct node *root)
{
	struct scenario *scenario = reader->scenario;
	struct value **top = scenario->top;

	reader_block(reader, root, IN_TOP, "", "scenario", "a scenario", top);
	check_version(reader, root);
	scenario->name = top[KEY_NAME] ? top[KEY_NAME]->text : NULL;
	scenario->description = top[KEY_DESCRIPTION] ? top[KEY_DESCRIPTION]->text : NULL;
	if (!scenario->name || !scenario->name[0])
		scenario->name = scenario->file;
	scenario->about = reader_about(reader, top[KEY_ABOUT]);
	if (top[KEY_CORRELATIONS] && !top[KEY_CORRELATIONS]->failed)
		reader_correlations(reader, top[KEY_CORRELATIONS]->node);
	if (top[KEY_PER])
		read_per(reader, top[KEY_PER]);
	if (top[KEY_SERVED] && !top[KEY_SERVED]->failed)
		read_served(reader, top[KEY_SERVED]);
	if (top[KEY_EXCLUDED] && !top[KEY_EXCLUDED]->failed)
		read_exclusions(reader, top[KEY_EXCLUDED]->node);
}

/* A stage is counted or left out, not both. */
static void check_exclusions(struct reader *reader)
{
	const struct scenario *scenario = reader->scenario;
	enum stage_id stage;

	for (size_t i = 0; i < scenario->exclusion_count; i++) {
		const struct exclusion *exclusion = &scenario->exclusions[i];

		if (stage_by_name(exclusion->stage, &stage) && scenario->stage_given[stage])
			diag_add(reader->diags, DIAG_EXCLUSION, exclusion->place, "excluded",
				 "name the part that is left out, or delete the items",
				 "'%s' is excluded, but it has items", exclusion->stage);
	}
}

/* A key that is told as unknown is likely to be the stages. */
static bool has_misspelled_stages(const struct node *root)
{
	enum { FAR = 3 };

	for (size_t i = 0; i < root->count; i++)
		if (text_distance(root->entries[i].key, "stages") < FAR)
			return true;
	return false;
}

static void read_blocks(struct reader *reader, const struct node *root)
{
	struct value *const *top = reader->scenario->top;

	if (top[KEY_SITES] && !top[KEY_SITES]->failed)
		reader_sites(reader, top[KEY_SITES]->node);
	if (top[KEY_HARDWARE_BLOCKS] && !top[KEY_HARDWARE_BLOCKS]->failed)
		reader_hardware(reader, top[KEY_HARDWARE_BLOCKS]->node);
	if (!top[KEY_STAGES] && has_misspelled_stages(root))
		return;
	if (!top[KEY_STAGES])
		diag_add(reader->diags, DIAG_NOTHING_TO_COUNT, root->place, NULL,
			 "write 'stages:' with at least one item; lca new prints a scenario to "
			 "start from",
			 "the scenario has no stages");
	else if (!top[KEY_STAGES]->failed)
		reader_stages(reader, top[KEY_STAGES]->node);
	check_exclusions(reader);
}

struct scenario *scenario_source_read(struct scenario_source *source, const struct node *root,
				      struct diags *diags)
{
	struct reader reader = {.arena = source->arena, .diags = diags, .source = source};

	reader.scenario = arena_alloc(source->arena, sizeof *reader.scenario);
	reader.scenario->file = source->file;
	reader.scenario->folder = source->folder;
	reader.scenario->known = known_new(source->arena, source->readings);
	memcpy(reader.scenario->sha256, source->sha256, sizeof source->sha256);
	read_top(&reader, root);
	read_blocks(&reader, root);
	return reader.scenario;
}

/* NULL where the tree is none of a scenario (reported). */
static struct scenario_source *open_tree(struct arena *arena, const char *file,
					 const struct node *root, const char *text,
					 size_t length, struct diags *diags)
{
	struct scenario_source *source;

	if (!root)
		return NULL;
	if (root->kind != NODE_MAP) {
		diag_add(diags, DIAG_NODE_KIND, root->place, NULL,
			 "lca new prints a scenario to start from",
			 "a scenario is a mapping, found %s",
			 root->kind == NODE_LIST ? "a list" : "a value");
		return NULL;
	}
	scenario_check_name(file, diags);
	scenario_check_texts(root, NULL, diags);
	source = arena_alloc(arena, sizeof *source);
	*source = (struct scenario_source){.arena = arena,
					   .file = file,
					   .folder = folder_of(arena, file),
					   .text = text,
					   .length = length,
					   .root = root};
	source->readings = quantity_files_new(arena, source->folder);
	digest_bytes(text, length, source->sha256);
	return source;
}

struct scenario_source *scenario_open(struct arena *arena, const char *path,
				      struct diags *diags)
{
	const char *text = NULL;
	size_t length = 0;
	const struct node *root = tree_read_file(arena, path, diags, &text, &length);

	return open_tree(arena, path, root, text, length, diags);
}

struct scenario_source *scenario_open_as(struct arena *arena, const char *path,
					 const char *name, struct diags *diags)
{
	struct scenario_source *source;
	const char *text = NULL;
	size_t length = 0;

	if (!tree_read_file(arena, path, diags, &text, &length))
		return NULL;
	source = open_tree(arena, name, tree_read(arena, name, text, length, diags), text,
			   length, diags);
	if (source) {
		source->folder = folder_of(arena, path);
		source->readings = quantity_files_new(arena, source->folder);
	}
	return source;
}

struct scenario *scenario_read_from(struct scenario_source *source,
				    const struct scenario_change *changes, size_t count,
				    struct diags *diags)
{
	const struct node *root =
	    scenario_apply(source->arena, source->root, changes, count, diags);

	return scenario_source_read(source, root, diags);
}

struct scenario *scenario_read(struct arena *arena, const char *path,
			       const struct scenario_change *changes, size_t change_count,
			       struct diags *diags)
{
	struct scenario_source *source = scenario_open(arena, path, diags);

	return source ? scenario_read_from(source, changes, change_count, diags) : NULL;
}

struct scenario_source *scenario_open_text(struct arena *arena, const char *name,
					   const char *text, size_t length, struct diags *diags)
{
	const struct node *root = tree_read(arena, name, text, length, diags);

	return open_tree(arena, name, root, text, length, diags);
}

struct scenario *scenario_read_text(struct arena *arena, const char *name, const char *text,
				    size_t length, struct diags *diags)
{
	struct scenario_source *source = scenario_open_text(arena, name, text, length, diags);

	return source ? scenario_read_from(source, NULL, 0, diags) : NULL;
}
