/* A claim file: 'audit: 1' and a list of claims. */

#include <stdarg.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/text_set.h"
#include "models/claim_yaml.h"

enum { DEEPEST_ROWS = 4 };

struct yaml_file {
	struct claim_reader *reader;
	struct text_set ids;	  /* of this file */
	struct text_set repeated; /* ids as written: of rows, told apart by their total */
	struct text_set models;	  /* of claims without an id */
	size_t *told;		  /* of each of them, the number that the last id has */
	const struct entry **id_entries; /* where each stands; NULL: made */
	const char *source;		 /* of all claims that state none */
	size_t first;			 /* of its claims */
	struct yaml_total *totals;	 /* where claims say what they are the total of */
	size_t total_count;
};

struct claim *yaml_claim(const struct yaml_claim *reading)
{
	return &reading->reader->claims[reading->index];
}

const char *yaml_path(const struct yaml_claim *reading, const char *key)
{
	return arena_printf(reading->reader->arena, "%s.%s", reading->path, key);
}

void yaml_refuse(const struct yaml_claim *reading, enum diag_code code,
		 const struct entry *entry, const char *hint, const char *format, ...)
{
	struct claim_reader *reader = reading->reader;
	bool of_key = code == DIAG_KEY_UNKNOWN || code == DIAG_TWO_WAYS;
	va_list arguments;

	va_start(arguments, format);
	diag_add(reader->diags, code, of_key ? entry->place : entry->value->place,
		 yaml_path(reading, entry->key), hint, "%s",
		 arena_vprintf(reader->arena, format, arguments));
	va_end(arguments);
	reader->failed = true;
}

void yaml_two_ways(const struct yaml_claim *reading, const struct entry *first,
		   const struct entry *second)
{
	yaml_refuse(
	    reading, DIAG_TWO_WAYS, second,
	    "delete one of them, or put it under also: where the publication states both",
	    "'%s' and '%s' (line %u) say the same thing twice", second->key, first->key,
	    first->place.line);
}

const char *yaml_text(const struct yaml_claim *reading, const struct entry *entry)
{
	if (entry->value->kind != NODE_SCALAR) {
		yaml_refuse(reading, DIAG_NODE_KIND, entry, NULL,
			    "'%s' takes one value, found a %s", entry->key,
			    entry->value->kind == NODE_LIST ? "list" : "mapping");
		return NULL;
	}
	if (node_is_null(entry->value)) {
		yaml_refuse(reading, DIAG_VALUE_MISSING, entry,
			    "leave the key out where nothing is stated", "'%s' has no value",
			    entry->key);
		return NULL;
	}
	return entry->value->text;
}

static void refuse_key(const struct yaml_claim *reading, size_t index)
{
	const struct entry *entry = &reading->node->entries[index];
	const char *tail = node_text_tail(reading->reader->arena, reading->node, index);
	const char *near = yaml_suggest(reading, entry->key);

	if (tail) {
		yaml_refuse(reading, DIAG_KEY_UNKNOWN, entry, tail,
			    "a text with a comma needs quotes: '%s' was read as a key",
			    entry->key);
		return;
	}
	yaml_refuse(reading, DIAG_KEY_UNKNOWN, entry,
		    near ? near : "'lca keys claim' lists the keys of a claim",
		    "unknown key '%s' in a claim", entry->key);
}

/* "8 x A100" counts the accelerators where no key does. */
static void take_counted(struct yaml_claim *reading)
{
	struct arena *arena = reading->reader->arena;
	struct printed printed;

	if (!reading->counted_in || !(reading->counted > 0) ||
	    yaml_claim(reading)->figures[CLAIM_ACCELERATORS])
		return;
	printed = printed_number(arena, text_double(arena, reading->counted), "",
				 reading->counted_in->value->place);
	claim_state(arena, yaml_claim(reading), CLAIM_ACCELERATORS, &printed);
}

/* "BERT", "BERT#2" */
static const char *number_model(struct yaml_file *file, const char *model)
{
	struct arena *arena = file->reader->arena;
	size_t known = file->models.count;
	size_t at = text_set_add(arena, &file->models, model, strlen(model));
	const char *id = at == known ? model : "";

	if (at == known) {
		file->told = arena_grow(arena, file->told, known, sizeof *file->told);
		file->told[at] = 1;
	}
	while (!*id || text_set_find(&file->ids, id) != SIZE_MAX)
		id = arena_printf(arena, "%s#%zu", model, ++file->told[at]);
	return id;
}

/* The claim's name: the key id, else its model, else its number. */
static const char *choose_id(struct yaml_file *file, const struct node *node,
			     const char *parent, size_t number)
{
	struct arena *arena = file->reader->arena;
	const struct node *id = node_get(node, "id");
	const struct node *model = node_get(node, "model");

	if (id && id->kind == NODE_SCALAR && !node_is_null(id))
		return parent && text_set_find(&file->repeated, id->text) != SIZE_MAX
			   ? arena_printf(arena, "%s/%s", parent, id->text)
			   : id->text;
	if (parent)
		return arena_printf(arena, "%s/%zu", parent, number);
	if (!model || model->kind != NODE_SCALAR || node_is_null(model))
		return arena_printf(arena, "claim %zu", number);
	return number_model(file, model->text);
}

/* An id stands once in a file. */
static void keep_id(struct yaml_file *file, const struct yaml_claim *reading)
{
	const struct entry *entry = node_entry(reading->node, "id");
	const char *id = yaml_claim(reading)->id;
	size_t known = file->ids.count;
	size_t number = text_set_add(file->reader->arena, &file->ids, id, strlen(id));
	const struct entry *first;

	if (number == known) {
		file->id_entries = arena_grow(file->reader->arena, file->id_entries, known,
					      sizeof *file->id_entries);
		file->id_entries[number] = entry;
		return;
	}
	first = file->id_entries[number];
	if (entry)
		yaml_refuse(reading, DIAG_NAME_TWICE, entry, "give each claim an id of its own",
			    "two claims have the id '%s'%s", id,
			    first ? arena_printf(file->reader->arena, ", the first in line %u",
						 first->place.line)
				  : "");
}

static void read_claim(struct yaml_file *file, const struct node *node, const char *parent,
		       size_t number, int depth);

/* The rows of a table under their total. */
static void read_rows(struct yaml_file *file, struct yaml_claim *reading,
		      const struct entry *entry, int depth)
{
	const struct node *rows = entry->value;
	struct arena *arena = file->reader->arena;
	const char *parent = yaml_claim(reading)->id;
	const char **ids;
	size_t i;

	if (rows->kind != NODE_LIST || !rows->count) {
		yaml_refuse(reading, DIAG_NODE_KIND, entry,
			    "write 'rows:' and a list of claims",
			    "'rows' takes a list of claims");
		return;
	}
	if (depth >= DEEPEST_ROWS) {
		yaml_refuse(reading, DIAG_NODE_KIND, entry,
			    "name the claims of a total by their ids: 'total_of: [a, b]'",
			    "'rows' stand in 'rows' at most %d deep", DEEPEST_ROWS);
		return;
	}
	if (yaml_claim(reading)->total_count)
		yaml_two_ways(reading, node_entry(reading->node, "total_of"), entry);
	ids = arena_alloc(arena, rows->count * sizeof *ids);
	for (i = 0; i < rows->count; i++) {
		size_t index = file->reader->count;

		read_claim(file, rows->items[i], parent, i + 1, depth + 1);
		ids[i] = parent;
		if (index < file->reader->count) {
			ids[i] = file->reader->claims[index].id;
			file->reader->claims[index].table = true;
		}
	}
	yaml_claim(reading)->total_of = ids;
	yaml_claim(reading)->total_count = rows->count;
}

static void read_entries(struct yaml_file *file, struct yaml_claim *reading, int depth)
{
	const struct node *node = reading->node;
	const struct entry *rows = node_entry(node, "rows");
	size_t i;

	for (i = 0; i < node->count; i++) {
		const struct entry *entry = &node->entries[i];

		if (text_same(entry->key, "id"))
			yaml_text(reading, entry);
		else if (entry != rows && !yaml_word(reading, entry) &&
			 !yaml_figure(reading, entry))
			refuse_key(reading, i);
	}
	take_counted(reading);
	if (rows)
		read_rows(file, reading, rows, depth);
}

static void read_claim(struct yaml_file *file, const struct node *node, const char *parent,
		       size_t number, int depth)
{
	struct claim_reader *reader = file->reader;
	struct yaml_claim reading = {.reader = reader, .index = reader->count, .node = node};

	if (node->kind != NODE_MAP || !node->count) {
		diag_add(reader->diags, DIAG_NODE_KIND, node->place, "claims",
			 "write '- id: bert' and its figures below it",
			 "a claim is a mapping of figures");
		reader->failed = true;
		return;
	}
	claim_new(reader, choose_id(file, node, parent, number), node->place);
	yaml_claim(&reading)->source = file->source;
	reading.path = arena_printf(reader->arena, "claims[%s]", yaml_claim(&reading)->id);
	keep_id(file, &reading);
	read_entries(file, &reading, depth);
	if (!node_entry(node, "total_of"))
		return;
	file->totals =
	    arena_grow(reader->arena, file->totals, file->total_count, sizeof *file->totals);
	file->totals[file->total_count++] =
	    (struct yaml_total){reading.index, node_get(node, "total_of")};
}

static void refuse_file(struct claim_reader *reader, enum diag_code code, struct place place,
			const char *hint, const char *message)
{
	diag_add(reader->diags, code, place, NULL, hint, "%s", message);
	reader->failed = true;
}

/* Whether the file says that it is a claim file of this format. */
static bool check_version(struct claim_reader *reader, const struct node *root)
{
	const struct node *version = node_get(root, "audit");

	if (version && version->kind == NODE_SCALAR && text_same(version->text, "1"))
		return true;
	if (version)
		refuse_file(reader, DIAG_VERSION, version->place, "write 'audit: 1'",
			    "a claim file of another format than 1");
	else if (node_get(root, "lca"))
		refuse_file(
		    reader, DIAG_VERSION, root->place,
		    "'lca run' computes it; 'lca run FILE --format json' is a report that "
		    "can be audited",
		    "a scenario, expected a claim file ('audit: 1')");
	else
		refuse_file(reader, DIAG_VERSION, root->place,
			    "write 'audit: 1' as the first line, then 'claims:' and a list",
			    "a claim file begins with 'audit: 1'");
	return false;
}

/* The keys beside claims: those of a claim where there is no such list. */
static void check_top(struct yaml_file *file, const struct node *root)
{
	static const char *const keys[] = {"audit",	  "claims", "name",
					   "description", "source", "note"};
	struct claim_reader *reader = file->reader;
	size_t i, k;

	for (i = 0; i < root->count; i++) {
		const struct entry *entry = &root->entries[i];

		for (k = 0; k < sizeof keys / sizeof *keys; k++)
			if (text_same(keys[k], entry->key))
				break;
		if (k < sizeof keys / sizeof *keys)
			continue;
		diag_add(reader->diags, DIAG_KEY_UNKNOWN, entry->place, entry->key,
			 yaml_is_key(entry->key) ? "write it under a claim of 'claims:'"
						 : diag_suggest(reader->diags, entry->key, keys,
								sizeof keys / sizeof *keys),
			 "unknown key '%s' of a claim file", entry->key);
		reader->failed = true;
	}
	if (node_get(root, "source") && node_get(root, "source")->kind == NODE_SCALAR)
		file->source = node_get(root, "source")->text;
}

/* The file itself is the claim: the same mapping without 'audit'. */
static void read_single(struct yaml_file *file, const struct node *root)
{
	struct node *claim = arena_alloc(file->reader->arena, sizeof *claim);
	size_t i;

	*claim = *root;
	claim->entries =
	    arena_alloc(file->reader->arena, (root->count + 1) * sizeof *claim->entries);
	claim->count = 0;
	for (i = 0; i < root->count; i++)
		if (!text_same(root->entries[i].key, "audit"))
			claim->entries[claim->count++] = root->entries[i];
	if (claim->count)
		read_claim(file, claim, NULL, 1, 0);
	else
		refuse_file(file->reader, DIAG_VALUE_MISSING, root->place,
			    "write 'claims:' and a list of claims", "no claims are given");
}

static void read_list(struct yaml_file *file, const struct node *claims)
{
	size_t i;

	yaml_ids_repeated(file->reader->arena, claims, DEEPEST_ROWS, &file->repeated);
	if (claims->kind == NODE_MAP) {
		read_claim(file, claims, NULL, 1, 0);
		return;
	}
	if (claims->kind != NODE_LIST || !claims->count) {
		refuse_file(file->reader, DIAG_VALUE_MISSING, claims->place,
			    "write '- id: bert' and its figures below it",
			    "'claims' takes a list of claims");
		return;
	}
	for (i = 0; i < claims->count; i++)
		read_claim(file, claims->items[i], NULL, i + 1, 0);
}

static bool has_line(const char *text, const char *key)
{
	size_t length = strlen(key);

	for (; text; text = strchr(text, '\n')) {
		text += *text == '\n';
		if (!strncmp(text, key, length))
			return true;
	}
	return false;
}

bool claim_yaml_claims(const struct claim_reader *reader)
{
	return text_ends(reader->file, ".yaml") || text_ends(reader->file, ".yml") ||
	       has_line(reader->text, "audit:") || has_line(reader->text, "claims:");
}

void claim_yaml_read(struct claim_reader *reader)
{
	struct yaml_file file = {.reader = reader, .first = reader->count};
	const struct node *root =
	    tree_read(reader->arena, reader->file, reader->text, reader->length, reader->diags);
	const struct node *claims = node_get(root, "claims");

	if (!root) {
		reader->failed = true;
		return;
	}
	if (!check_version(reader, root))
		return;
	if (claims) {
		check_top(&file, root);
		read_list(&file, claims);
	} else {
		read_single(&file, root);
	}
	yaml_totals_check(reader, &file.ids, file.first, file.totals, file.total_count);
}
