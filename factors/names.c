/* Finds regions and things by what was typed. */

#include "factors/names.h"

#include <sqlite3.h>
#include <stdint.h>
#include <string.h>

#include "factors/cpu_name.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

enum { NEAREST = 3, SHORTEST_PART = 3, LONGEST_TYPED = 128, MOST_WORDS = 8 };

/* Statements of each kind; the two tables have the same shape. */
struct name_sql {
	const char *find;
	const char *every;
	const char *add;
};

static const struct name_sql statements[] = {
    [NAME_REGION] = {"SELECT n.id, n.rank, ?3 <> n.text COLLATE NOCASE AS spelled_apart"
		     " FROM region_name n JOIN region r ON r.id = n.id"
		     " WHERE n.fold = ?1 AND ?2 = ''"
		     " ORDER BY spelled_apart, n.rank, r.parent <> '', n.id",
		     "SELECT id, fold"
		     " FROM region_name"
		     " WHERE ?1 = ''"
		     " ORDER BY rank, id",
		     "INSERT OR IGNORE INTO region_name (fold, rank, id, text)"
		     " VALUES (?1, ?2, ?3, ?4)"},
    [NAME_THING] = {"SELECT n.id, n.rank, ?3 <> n.text COLLATE NOCASE AS spelled_apart"
		    " FROM thing_name n JOIN thing t ON t.id = n.id"
		    " WHERE n.fold = ?1 AND ?2 IN ('', t.kind)"
		    " ORDER BY spelled_apart, n.rank, n.id",
		    "SELECT n.id, n.fold"
		    " FROM thing_name n JOIN thing t ON t.id = n.id"
		    /* One for all of a kind stands for what has no row: no name to type. */
		    " WHERE ?1 IN ('', t.kind) AND n.id <> t.kind"
		    " ORDER BY n.rank, n.id",
		    "INSERT OR IGNORE INTO thing_name (fold, rank, id, text)"
		    " VALUES (?1, ?2, ?3, ?4)"},
};

static bool is_dropped(enum name_kind kind, char c)
{
	return kind == NAME_THING && (c == ' ' || c == '-' || c == '_' || c == '\t');
}

const char *name_fold(struct arena *arena, enum name_kind kind, const char *text)
{
	const char *start = text + strspn(text, " \t");
	char *fold = arena_text(arena, start), *to = fold;

	for (; *start; start++)
		if (!is_dropped(kind, *start))
			*to++ = (char)(*start >= 'A' && *start <= 'Z' ? *start - 'A' + 'a'
								      : *start);
	while (to > fold && (to[-1] == ' ' || to[-1] == '\t'))
		to--;
	*to = '\0';
	return fold;
}

/* A name spelled as typed is meant before one that only folds to the same: an Opteron X2 170 is
 * no X2170. */
static size_t find_in(const struct layer *layer, struct arena *arena, enum name_kind kind,
		      const char *text, const char *thing_kind, const char **ids,
		      size_t capacity)
{
	sqlite3_stmt *statement =
	    layer_kept(layer, statements[kind].find, 3,
		       (const char *[]){name_fold(arena, kind, text), thing_kind, text});
	size_t count = 0;
	int rank = 0, apart = 0;

	while (statement && count < capacity && sqlite3_step(statement) == SQLITE_ROW) {
		if (count > 0 && (sqlite3_column_int(statement, 1) != rank ||
				  sqlite3_column_int(statement, 2) != apart))
			break;
		rank = sqlite3_column_int(statement, 1);
		apart = sqlite3_column_int(statement, 2);
		ids[count++] = layer_column(arena, statement, 0);
	}
	layer_release(statement);
	return count;
}

static size_t find_folded(const struct layer *layers, size_t count, struct arena *arena,
			  enum name_kind kind, const char *text, const char *thing_kind,
			  const char **ids, size_t capacity)
{
	size_t i, found = 0;

	for (i = count; i > 0 && found == 0; i--)
		found = find_in(&layers[i - 1], arena, kind, text, thing_kind, ids, capacity);
	return found;
}

/* A processor may be typed as its machine prints it. */
static size_t find_processor(const struct layer *layers, size_t count, struct arena *arena,
			     const char *text, const char **ids, size_t capacity)
{
	if (strlen(text) > LONGEST_TYPED)
		return 0;
	return find_folded(layers, count, arena, NAME_THING, cpu_name_short(arena, text), "cpu",
			   ids, capacity);
}

size_t name_find(const struct layer *layers, size_t count, struct arena *arena,
		 enum name_kind kind, const char *text, const char *thing_kind,
		 const char **ids, size_t capacity)
{
	const char *wanted = thing_kind ? thing_kind : "";
	size_t found = find_folded(layers, count, arena, kind, text, wanted, ids, capacity);

	if (found || kind != NAME_THING || (*wanted && !text_same(wanted, "cpu")))
		return found;
	return find_processor(layers, count, arena, text, ids, capacity);
}

/* The best few so far, nearest first. */
struct near {
	const char *id[NEAREST];
	size_t distance[NEAREST];
	size_t count;
};

static void drop(struct near *near, size_t index)
{
	for (near->count--; index < near->count; index++) {
		near->id[index] = near->id[index + 1];
		near->distance[index] = near->distance[index + 1];
	}
}

static void keep(struct near *near, struct arena *arena, const char *id, size_t distance)
{
	size_t i;

	for (i = 0; i < near->count; i++) {
		if (strcmp(near->id[i], id) != 0)
			continue;
		if (near->distance[i] <= distance)
			return;
		drop(near, i);
	}
	if (distance == SIZE_MAX)
		return;
	if (near->count == NEAREST && distance >= near->distance[NEAREST - 1])
		return;
	i = near->count < NEAREST ? near->count++ : NEAREST - 1;
	for (; i > 0 && near->distance[i - 1] > distance; i--) {
		near->id[i] = near->id[i - 1];
		near->distance[i] = near->distance[i - 1];
	}
	near->id[i] = arena_text(arena, id);
	near->distance[i] = distance;
}

/* What was typed: as compared, and its words. */
struct typed {
	const char *fold;
	const char *words[MOST_WORDS];
	size_t word_count;
	size_t letters; /* of all words */
	bool mobile;	/* a laptop's, which draws far less than the card of the same name */
};

static bool is_sign(char c)
{
	return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		 (unsigned char)c >= 0x80);
}

static bool is_mobile(const char *fold)
{
	return strstr(fold, "laptop") || strstr(fold, "mobile") || strstr(fold, "notebook") ||
	       strstr(fold, "maxq");
}

static struct typed read_typed(struct arena *arena, enum name_kind kind, const char *text)
{
	struct typed typed = {.fold = name_fold(arena, kind, text)};

	while (*text && typed.word_count < MOST_WORDS) {
		size_t length = 0;

		while (text[length] && !is_sign(text[length]))
			length++;
		typed.letters += length;
		if (length >= SHORTEST_PART)
			typed.words[typed.word_count++] =
			    name_fold(arena, kind, arena_copy(arena, text, length));
		text += length + (text[length] != '\0');
	}
	typed.mobile = kind == NAME_THING && is_mobile(typed.fold);
	return typed;
}

/* Letters of the words that the name holds too. */
static size_t shared_letters(const struct typed *typed, const char *name)
{
	size_t shared = 0;

	for (size_t i = 0; i < typed->word_count; i++)
		if (strstr(name, typed->words[i]))
			shared += strlen(typed->words[i]);
	return shared;
}

/* One slip in four letters, or a single one behind two that are right: 'cpu' is no 'gpu'. */
static bool is_slip(const char *fold, const char *name, size_t distance)
{
	size_t length = strlen(fold);

	return 4 * distance <= length ||
	       (distance == 1 && length >= SHORTEST_PART && !strncmp(fold, name, 2));
}

/* A name that holds the text is nearer than one that differs by a slip, and that nearer than
 * one that shares half of the letters in whole words. SIZE_MAX: it is not near. */
static size_t distance_of(const struct typed *typed, const char *name)
{
	enum { FAR = 1000 };
	size_t length = strlen(typed->fold), distance, shared;

	if (typed->mobile && !is_mobile(name))
		return SIZE_MAX;
	if (length >= SHORTEST_PART && strstr(name, typed->fold))
		return strlen(name) - length;
	distance = text_distance(typed->fold, name);
	if (is_slip(typed->fold, name, distance))
		return FAR + distance;
	shared = shared_letters(typed, name);
	return 2 * shared >= typed->letters && shared
		   ? 3 * FAR - FAR * shared / typed->letters + distance
		   : SIZE_MAX;
}

const char *name_list(struct arena *arena, const char *const *ids, size_t count)
{
	const char *text = NULL;
	size_t i;

	for (i = 0; i < count; i++) {
		const char *glue = i + 1 == count ? " or " : ", ";

		text = text ? arena_printf(arena, "%s%s'%s'", text, glue, ids[i])
			    : arena_printf(arena, "'%s'", ids[i]);
	}
	return text;
}

const char *name_nearest(const struct layer *layers, size_t count, struct arena *arena,
			 enum name_kind kind, const char *text, const char *thing_kind)
{
	struct near near = {.count = 0};
	sqlite3_stmt *statement;
	struct typed typed;
	size_t i;

	/* The time grows with the length, and nobody names a region by a page of text. */
	if (strlen(text) > LONGEST_TYPED)
		return NULL;
	typed = read_typed(arena, kind, text);
	for (i = count; i > 0; i--) {
		statement = layer_query(&layers[i - 1], statements[kind].every, 1,
					(const char *[]){thing_kind ? thing_kind : ""});
		while (statement && sqlite3_step(statement) == SQLITE_ROW)
			keep(&near, arena, (const char *)sqlite3_column_text(statement, 0),
			     distance_of(&typed,
					 (const char *)sqlite3_column_text(statement, 1)));
		sqlite3_finalize(statement);
	}
	return name_list(arena, near.id, near.count);
}

bool name_add(const struct layer *layer, struct arena *arena, enum name_kind kind,
	      const char *text, int rank, const char *id)
{
	const char *fold = name_fold(arena, kind, text);

	return !*fold ||
	       layer_execute(layer, statements[kind].add, 4,
			     (const char *[]){fold, arena_printf(arena, "%d", rank), id, text});
}
