/* Opens the layers of factors; their criteria and sources. */

#include "factors/factors.h"

#include <sqlite3.h>
#include <string.h>

#include "factors/assemble.h"
#include "factors/factors_private.h"
#include "factors/layer_file.h"
#include "factors/table.h"
#include "lca/base/arena.h"
#include "lca/base/digest.h"
#include "lca/base/text.h"

/* embed.S */
extern const unsigned char factors_database[];
extern const unsigned char factors_database_end[];

const void *factors_image(size_t *length)
{
	*length = (size_t)(factors_database_end - factors_database);
	return factors_database;
}

static size_t bucket(const char *key)
{
	/* FNV-1a */
	uint32_t hash = 2166136261u;

	for (; *key; key++)
		hash = (hash ^ (unsigned char)*key) * 16777619u;
	return hash % MEMO_BUCKETS;
}

bool memo_get(const struct factors *factors, const char *key, const void **value)
{
	const struct memo *memo = factors->memos[bucket(key)];

	while (memo && strcmp(memo->key, key) != 0)
		memo = memo->next;
	if (memo)
		*value = memo->value;
	return memo != NULL;
}

void memo_put(struct factors *factors, const char *key, const void *value)
{
	struct memo **head = &factors->memos[bucket(key)];
	struct memo *memo = arena_alloc(factors->arena, sizeof *memo);

	*memo = (struct memo){
	    .key = arena_text(factors->arena, key), .value = value, .next = *head};
	*head = memo;
}

static bool open_text(struct factors *factors, const struct table_text *text, bool database,
		      struct diags *diags)
{
	struct layer *layer = &factors->layers[factors->layer_count];
	char digest[65];
	bool opened;

	digest_bytes(text->text, text->length, digest);
	if (database)
		opened = layer_file_open(factors->layers, factors->layer_count, factors->arena,
					 text->name, text->text, text->length, diags);
	else
		opened = assemble_user(factors->layers, factors->layer_count, factors->arena,
				       text, diags);
	if (!opened)
		return false;
	memcpy(layer->digest, digest, sizeof digest);
	factors->layer_count++;
	return true;
}

static bool open_user(struct factors *factors, const char *path, struct diags *diags)
{
	static const char magic[] = "SQLite format 3";
	struct table_text text = {.name = arena_text(factors->arena, path)};

	text.text = table_file(factors->arena, text.name, &text.length, diags);
	return text.text &&
	       open_text(factors, &text,
			 text_ends(path, ".db") || text_starts(text.text, magic), diags);
}

static bool open_table(struct factors *factors, const struct factors_table *table,
		       struct diags *diags)
{
	const struct table_text text = {table->name, table->text, table->length};

	return open_text(factors, &text, false, diags);
}

/* Criteria of the built-in layer, then those that user databases add. */
static void read_criteria(struct factors *factors)
{
	static const char sql[] = "SELECT id, name, unit, symbol, description"
				  " FROM criterion"
				  " ORDER BY rank, id";
	struct arena *arena = factors->arena;
	sqlite3_stmt *statement;
	struct unit_error error;
	size_t i, known;

	for (i = 0; i < factors->layer_count; i++) {
		statement = layer_query(&factors->layers[i], sql, 0, NULL);
		while (statement && sqlite3_step(statement) == SQLITE_ROW) {
			const char *unit = layer_column(arena, statement, 2);
			struct criterion criterion = {
			    .id = layer_column(arena, statement, 0),
			    .name = layer_column(arena, statement, 1),
			    .symbol = layer_column(arena, statement, 3),
			    .description = layer_column(arena, statement, 4)};

			for (known = 0; known < factors->criterion_count; known++)
				if (strcmp(factors->criteria[known].id, criterion.id) == 0)
					break;
			if (known < factors->criterion_count ||
			    !unit_parse(arena, unit, strlen(unit), &criterion.unit, &error))
				continue;
			factors->criteria =
			    arena_grow(arena, factors->criteria, factors->criterion_count,
				       sizeof *factors->criteria);
			factors->criteria[factors->criterion_count++] = criterion;
		}
		sqlite3_finalize(statement);
	}
}

static const char *meta(const struct factors *factors, const char *name)
{
	static const char sql[] = "SELECT value"
				  " FROM meta"
				  " WHERE name = ?1";
	const char *value = layer_text(&factors->layers[0], factors->arena, sql, 1, &name);

	return value ? value : "";
}

static void join_digests(struct factors *factors)
{
	const char *built_in = meta(factors, "digest");
	struct digest *digest;
	size_t i;

	if (factors->layer_count == 1 && strlen(built_in) + 1 == sizeof factors->digest) {
		memcpy(factors->digest, built_in, sizeof factors->digest);
		return;
	}
	digest = digest_new();
	digest_add(digest, built_in, strlen(built_in));
	for (i = 1; i < factors->layer_count; i++)
		digest_add(digest, factors->layers[i].digest,
			   strlen(factors->layers[i].digest));
	digest_end(digest, factors->digest);
}

struct factors *factors_open(struct arena *arena, const struct factors_options *options,
			     struct diags *diags)
{
	const size_t count = options->count + options->table_count;
	struct factors *factors = arena_alloc(arena, sizeof *factors);
	size_t i;
	bool ok;

	factors->arena = arena;
	factors->basis = options->basis;
	factors->as_of = options->as_of;
	factors->region_named = options->region_named;
	factors->region_meant = options->region_meant;
	factors->reason = "";
	factors->layers = arena_alloc(arena, (count + 1) * sizeof *factors->layers);
	if (!layer_image(&factors->layers[0], "built-in", factors_database,
			 (size_t)(factors_database_end - factors_database), diags))
		return NULL;
	factors->layer_count = 1;
	ok = true;
	for (i = 0; i < options->count; i++)
		ok &= open_user(factors, options->user[i], diags);
	for (i = 0; i < options->table_count; i++)
		ok &= open_table(factors, &options->tables[i], diags);
	if (!ok) {
		factors_close(factors);
		return NULL;
	}
	factors->version = meta(factors, "version");
	join_digests(factors);
	read_criteria(factors);
	return factors;
}

void factors_close(struct factors *factors)
{
	size_t i;

	for (i = 0; factors && i < factors->layer_count; i++)
		layer_close(&factors->layers[i]);
}

const char *factors_digest(const struct factors *factors)
{
	return factors->digest;
}

const struct factors_file *factors_files(struct factors *factors, size_t *count)
{
	struct factors_file *files =
	    arena_alloc(factors->arena, factors->layer_count * sizeof *files);

	*count = factors->layer_count - 1;
	for (size_t i = 0; i < *count; i++)
		files[i] = (struct factors_file){
		    .file = factors->layers[i + 1].name,
		    .sha256 = arena_text(factors->arena, factors->layers[i + 1].digest)};
	return files;
}

const char *factors_version(const struct factors *factors)
{
	return factors->version;
}

const struct criterion *factors_criteria(const struct factors *factors, size_t *count)
{
	*count = factors->criterion_count;
	return factors->criteria;
}

static struct source *find_source(const struct factors *factors, const char *id)
{
	static const char sql[] = "SELECT id, title, authors, year, url, licence, retrieved"
				  " FROM source"
				  " WHERE id = ?1";
	struct arena *arena = factors->arena;
	struct source *source = NULL;
	size_t i;

	for (i = factors->layer_count; i > 0 && !source; i--) {
		sqlite3_stmt *statement = layer_kept(&factors->layers[i - 1], sql, 1, &id);

		if (statement && sqlite3_step(statement) == SQLITE_ROW) {
			source = arena_alloc(arena, sizeof *source);
			*source =
			    (struct source){.id = layer_column(arena, statement, 0),
					    .title = layer_column(arena, statement, 1),
					    .authors = layer_column(arena, statement, 2),
					    .year = layer_column(arena, statement, 3),
					    .url = layer_column(arena, statement, 4),
					    .licence = layer_column(arena, statement, 5),
					    .retrieved = layer_column(arena, statement, 6)};
		}
		layer_release(statement);
	}
	return source;
}

const struct source *factors_source(struct factors *factors, const char *id)
{
	const char *key = arena_printf(factors->arena, "source\n%s", id);
	const void *value = NULL;

	if (!memo_get(factors, key, &value)) {
		value = find_source(factors, id);
		memo_put(factors, key, value);
	}
	return value;
}
