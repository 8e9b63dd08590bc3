/* lca factors show and search. */
#include <string.h>

#include "cli/cmd_factors.h"
#include "factors/profile.h"
#include "factors/ranking.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"

/* A name such as a100 may be that of this many things, which are then all shown. */
enum { MOST_THINGS = 16 };

struct shown {
	struct profile *profiles;
	size_t count;
};

static void add_profile(struct session *session, struct shown *shown, struct profile profile)
{
	shown->profiles =
	    arena_grow(session->arena, shown->profiles, shown->count, sizeof *shown->profiles);
	shown->profiles[shown->count++] = profile;
}

/* Regions and things of this name; a name may be that of both. */
static void add_named(struct session *session, struct shown *shown, const char *word)
{
	struct factors *factors = session->factors;
	const struct region_entry *region = catalog_region(factors, word);
	const struct thing_entry *things[MOST_THINGS];
	size_t count = catalog_thing(factors, word, things, MOST_THINGS);

	if (region)
		add_profile(session, shown, profile_region(factors, region));
	for (size_t i = 0; i < count; i++)
		add_profile(session, shown, profile_thing(factors, things[i]));
}

/* An id, a name, an operator, or the start of ids: the first that there is. */
static void add_word(struct session *session, struct shown *shown, const char *word)
{
	struct factors *factors = session->factors;
	const struct factor *row = factors_by_id(factors, word);
	size_t before = shown->count;
	struct profile profile;

	if (row) {
		add_profile(session, shown, profile_row(factors, row));
		return;
	}
	add_named(session, shown, word);
	if (shown->count > before)
		return;
	/* "electricity/FR/" as well as "electricity/FR" */
	profile = profile_start(
	    factors, arena_copy(session->arena, word, strlen(word) - text_ends(word, "/")));
	if (profile.count == 0 && !strchr(word, '/'))
		profile = profile_place(factors, word);
	if (profile.count > 0)
		add_profile(session, shown, profile);
	else
		factors_refuse(session, factors_hint(session, word),
			       "row, region or thing is called", word);
}

static const char *nearest_id(struct session *session, const char *word)
{
	const struct factor **rows;
	size_t count = factors_list(session->factors, NULL, &rows);
	const char **ids = arena_alloc(session->arena, (count + 1) * sizeof *ids);
	const char *nearest;

	for (size_t i = 0; i < count; i++)
		ids[i] = rows[i]->id;
	nearest = text_nearest(word, ids, count);
	return nearest ? arena_printf(session->arena, "'%s'", nearest) : NULL;
}

/* True where the word is an id, or the start of one, of a row published later. */
static bool published_later(struct session *session, const char *word)
{
	const struct options *o = session->options;
	const struct factors_options all = {.user = (const char *const *)o->factors,
					    .count = o->factor_count,
					    .basis = o->basis};
	const struct factor **rows;
	struct factors *factors;
	bool found;

	if (!o->as_of || !strchr(word, '/'))
		return false;
	factors = factors_open(session->arena, &all, diags_new(session->arena));
	if (!factors)
		return false;
	found = factors_by_id(factors, word) ||
		factors_list(factors, arena_printf(session->arena, "%s/*", word), &rows) > 0;
	factors_close(factors);
	return found;
}

const char *factors_hint(struct session *session, const char *word)
{
	const char *nearest;

	if (published_later(session, word))
		return arena_printf(session->arena, "not published by %s: leave out --as-of",
				    session->options->as_of);
	nearest = strchr(word, '/') ? nearest_id(session, word)
				    : catalog_nearest(session->factors, word);

	return nearest ? arena_printf(session->arena, "did you mean %s?", nearest)
		       : "lca factors search WORD...";
}

int factors_show(struct session *session, const char *const *words, size_t count)
{
	struct shown shown = {0};
	struct buffer out = {0};

	for (size_t i = 0; i < count; i++)
		add_word(session, &shown, words[i]);
	if (diags_has_error(session->diags))
		return 0;
	report_profiles(shown.profiles, shown.count, session->options->format, &session->style,
			&out);
	session_write(session, &out);
	return 0;
}

/* The names that hold every word, moved to the front. */
static size_t keep_regions(struct region_entry *regions, size_t count, const char *const *words,
			   size_t word_count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (catalog_region_has(&regions[i], words, word_count))
			regions[kept++] = regions[i];
	return kept;
}

static size_t keep_things(struct thing_entry *things, size_t count, const char *const *words,
			  size_t word_count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (catalog_thing_has(&things[i], words, word_count))
			things[kept++] = things[i];
	return kept;
}

/* The words as typed, split at blanks: 'a b' is two. */
static const char **split_words(struct arena *arena, const char *text, size_t *count)
{
	const char **words = NULL;

	*count = 0;
	for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
		size_t length = strcspn(text, " ");

		words = arena_grow(arena, words, *count, sizeof *words);
		words[(*count)++] = arena_copy(arena, text, length);
		text += length;
	}
	return words;
}

/* The region of exactly this name goes first. */
static void put_first(struct region_entry *regions, size_t count,
		      const struct region_entry *named)
{
	for (size_t i = 1; i < count && named; i++) {
		struct region_entry region = regions[i];

		if (!text_same(region.code, named->code))
			continue;
		memmove(&regions[1], &regions[0], i * sizeof *regions);
		regions[0] = region;
		return;
	}
}

/* What the electricity of each region is looked up as. */
static const struct factor *const *look_up(struct session *session,
					   const struct region_entry *regions, size_t count)
{
	const struct factor **rows = arena_alloc(session->arena, (count + 1) * sizeof *rows);

	for (size_t i = 0; i < count; i++)
		rows[i] = ranking_looked_up(session->factors, &regions[i]);
	return rows;
}

int factors_find_words(struct session *session, const char *const *words, size_t count)
{
	struct factors *factors = session->factors;
	const char *all = words[0], **parts;
	const struct factor **rows;
	struct region_entry *regions;
	struct thing_entry *things;
	struct found found;
	struct buffer out = {0};
	size_t part_count;

	for (size_t i = 1; i < count; i++)
		all = arena_printf(session->arena, "%s %s", all, words[i]);
	parts = split_words(session->arena, all, &part_count);
	found.region_count = catalog_regions(factors, &regions);
	found.region_count = keep_regions(regions, found.region_count, parts, part_count);
	put_first(regions, found.region_count, catalog_region(factors, all));
	found.regions = regions;
	found.looked_up = look_up(session, regions, found.region_count);
	found.row_count = ranking_apply(factors, all, regions, found.region_count, &rows,
					factors_search(factors, all, &rows));
	found.rows = rows;
	found.thing_count = catalog_things(factors, &things);
	found.thing_count = keep_things(things, found.thing_count, parts, part_count);
	found.things = things;
	if (part_count == 0 || found.row_count + found.region_count + found.thing_count == 0) {
		factors_refuse(session, "lca factors list lists all", "holds", all);
		return 0;
	}
	report_found(&found, session->options->format, &session->style, &out);
	session_write(session, &out);
	return 0;
}
