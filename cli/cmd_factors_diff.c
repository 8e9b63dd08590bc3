/* lca factors diff: two factors, regions, things or tables against each other. */
#include <string.h>
#include <sys/stat.h>

#include "cli/cmd_factors.h"
#include "cli/cmd_factors_diff.h"
#include "factors/catalog.h"
#include "factors/profile.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"

static const char built_in[] = "built-in";

static bool names_table(const char *word)
{
	return text_same(word, built_in) || text_ends(word, ".csv") || text_ends(word, ".db");
}

static bool is_file(const char *word)
{
	struct stat status;

	return stat(word, &status) == 0 && S_ISREG(status.st_mode);
}

static const char *slugs(struct arena *arena, const struct thing_entry *const *things,
			 size_t count)
{
	const char *list = "";

	for (size_t i = 0; i < count; i++)
		list = arena_printf(arena, "%s%s'%s'", list,
				    i == 0	     ? ""
				    : i + 1 == count ? " or "
						     : ", ",
				    things[i]->slug);
	return list;
}

/* NULL, and what is wrong reported, where the word is no thing or may be several. */
static const struct thing_entry *find_thing(struct session *session, const char *word)
{
	enum { CANDIDATES = 8 };
	const struct thing_entry *found[CANDIDATES];
	size_t count = catalog_thing(session->factors, word, found, CANDIDATES);

	if (count == 1)
		return found[0];
	if (count > 1)
		diag_add(session->diags, DIAG_THING_AMBIGUOUS, options_place(session->options),
			 NULL,
			 arena_printf(session->arena, "write %s",
				      slugs(session->arena, found, count)),
			 "'%s' matches %zu things", word, count);
	else
		factors_refuse(session, factors_hint(session, word),
			       "row, region, thing or table is called", word);
	return NULL;
}

/* What a word names: a table by its ending, a row, a region, a thing, a file of another ending.
 */
static bool read_side(struct session *session, const char *word, struct side *side)
{
	const struct thing_entry *any;

	*side = (struct side){.word = word, .kind = DIFFERENCE_TABLES};
	if (names_table(word))
		return true;
	side->row = factors_by_id(session->factors, word);
	side->kind = DIFFERENCE_ROWS;
	if (side->row)
		return true;
	side->region = catalog_region(session->factors, word);
	side->kind = DIFFERENCE_REGIONS;
	if (side->region)
		return true;
	side->kind = DIFFERENCE_TABLES;
	if (catalog_thing(session->factors, word, &any, 1) == 0 && is_file(word))
		return true;
	side->thing = find_thing(session, word);
	side->kind = DIFFERENCE_THINGS;
	return side->thing != NULL;
}

static bool same_kind(struct session *session, const struct side *a, const struct side *b)
{
	static const char *const what[] = {[DIFFERENCE_ROWS] = "a row",
					   [DIFFERENCE_REGIONS] = "a region",
					   [DIFFERENCE_THINGS] = "a thing",
					   [DIFFERENCE_TABLES] = "a table"};

	if (a->kind == b->kind)
		return true;
	diag_add(session->diags, DIAG_USAGE, options_place(session->options), NULL,
		 "give two ids, two regions, two things or two files",
		 "'%s' is %s and '%s' %s, which cannot be compared", a->word, what[a->kind],
		 b->word, what[b->kind]);
	return false;
}

static struct factor_pair *add_pair(struct session *session, struct difference *difference,
				    const char *what, const struct factor *a,
				    const struct factor *b)
{
	struct factor_pair *pairs = (struct factor_pair *)difference->pairs;

	pairs = arena_grow(session->arena, pairs, difference->pair_count, sizeof *pairs);
	pairs[difference->pair_count++] = (struct factor_pair){
	    .what = what, .a = a, .b = b, .contrast = factor_contrast(a, b)};
	difference->pairs = pairs;
	return &pairs[difference->pair_count - 1];
}

/* On the basis asked for; as it stands, and *reason why, where there is no way to it. */
static const struct factor *on_basis(struct session *session, const struct factor *row,
				     const char **reason)
{
	const struct factor *bridged = factors_on_basis(session->factors, row);

	*reason = bridged
		      ? NULL
		      : arena_printf(session->arena, "%s", factors_reason(session->factors));
	return bridged ? bridged : row;
}

static bool diff_rows(struct session *session, const struct side *a, const struct side *b,
		      struct difference *difference)
{
	const struct unit *left = &a->row->quantity.unit, *right = &b->row->quantity.unit;
	struct arena *arena = session->arena;
	const char *reason_a, *reason_b;
	const struct factor *row_a, *row_b;
	struct factor_pair *pair;

	if (!dimensions_equal(left->dimensions, right->dimensions)) {
		diag_add(session->diags, DIAG_UNIT_MISMATCH, options_place(session->options),
			 NULL, NULL, "'%s' is %s and '%s' %s, which cannot be compared",
			 a->word, dimensions_describe(arena, left->dimensions), b->word,
			 dimensions_describe(arena, right->dimensions));
		return false;
	}
	row_a = on_basis(session, a->row, &reason_a);
	row_b = on_basis(session, b->row, &reason_b);
	pair = add_pair(session, difference,
			arena_printf(arena, "%s %s", a->row->activity, a->row->criterion),
			row_a, row_b);
	pair->reason_a = reason_a;
	pair->reason_b = reason_b;
	if (reason_a || reason_b)
		pair->contrast.comparable = false;
	return true;
}

static const struct factor *look_up(struct session *session, const struct side *side,
				    const char *activity, int year, const char *criterion)
{
	return factors_find(session->factors, activity, side->region->code, year, criterion,
			    (struct place){NULL, 0, 0}, NULL, diags_new(session->arena));
}

/* The latest year for which both have a figure. */
static int common_year(const struct factor *a, const struct factor *b)
{
	if (a->year == 0 || b->year == 0)
		return a->year + b->year;
	return a->year < b->year ? a->year : b->year;
}

static void add_look_ups(struct session *session, const struct side *a, const struct side *b,
			 const char *activity, const char *criterion,
			 struct difference *difference)
{
	const struct factor *left = look_up(session, a, activity, 0, criterion);
	const struct factor *right = look_up(session, b, activity, 0, criterion);
	int year;

	if (!left || !right)
		return;
	year = common_year(left, right);
	left = look_up(session, a, activity, year, criterion);
	right = look_up(session, b, activity, year, criterion);
	if (left && right)
		add_pair(session, difference,
			 arena_printf(session->arena, "%s %s%s", activity, criterion,
				      year ? arena_printf(session->arena, " %d", year) : ""),
			 left, right);
}

static bool diff_regions(struct session *session, const struct side *a, const struct side *b,
			 struct difference *difference)
{
	size_t count;
	const struct criterion *criteria = factors_criteria(session->factors, &count);

	for (size_t i = 0; i < count; i++)
		if (!text_same(criteria[i].id, "electricity"))
			add_look_ups(session, a, b, "electricity", criteria[i].id, difference);
	add_look_ups(session, a, b, "losses", "ratio", difference);
	difference->a = a->region->code;
	difference->b = b->region->code;
	if (difference->pair_count > 0)
		return true;
	factors_refuse(session, "lca factors show REGION tells what there is",
		       "of electricity is known for both of",
		       arena_printf(session->arena, "%s, %s", a->word, b->word));
	return false;
}

/* The row that stands for a property of the thing itself, or NULL. */
static const struct factor *property(const struct profile *profile, const char *criterion)
{
	for (size_t i = 0; i < profile->count; i++) {
		const struct vintages *v = &profile->vintages[i];

		if (text_same(v->activity, profile->thing->slug) &&
		    text_same(v->criterion, criterion))
			return v->found;
	}
	return NULL;
}

/* The properties of a that b does not have. */
static const char *alone(struct arena *arena, const struct profile *a, const struct profile *b)
{
	const char *list = "";

	for (size_t i = 0; i < a->count; i++) {
		const char *criterion = a->vintages[i].criterion;

		if (property(a, criterion) && !property(b, criterion))
			list =
			    arena_printf(arena, "%s%s%s", list, *list ? ", " : "", criterion);
	}
	return list;
}

static bool diff_things(struct session *session, const struct side *a, const struct side *b,
			struct difference *difference)
{
	struct profile left = profile_thing(session->factors, a->thing);
	struct profile right = profile_thing(session->factors, b->thing);

	for (size_t i = 0; i < left.count; i++) {
		const char *criterion = left.vintages[i].criterion;
		const struct factor *mine = property(&left, criterion);
		const struct factor *other = property(&right, criterion);

		if (mine && other && mine == left.vintages[i].found)
			add_pair(session, difference, criterion, mine, other);
	}
	difference->a = a->thing->slug;
	difference->b = b->thing->slug;
	difference->only_a = alone(session->arena, &left, &right);
	difference->only_b = alone(session->arena, &right, &left);
	if (difference->pair_count > 0)
		return true;
	factors_refuse(session, "lca factors show THING tells what there is",
		       "is known of both of",
		       arena_printf(session->arena, "%s, %s", a->word, b->word));
	return false;
}

struct factors *open_side(struct session *session, const struct side *side,
			  const struct side *named, const struct factors_table *table)
{
	const struct options *o = session->options;
	const char **layers =
	    arena_alloc(session->arena, (o->factor_count + 1) * sizeof *layers);
	struct factors_options options = {.user = layers,
					  .count = o->factor_count,
					  .tables = table,
					  .table_count = table ? 1 : 0,
					  .basis = o->basis,
					  .as_of = o->as_of};

	for (size_t i = 0; i < o->factor_count; i++)
		layers[i] = o->factors[i];
	if (side->kind == DIFFERENCE_TABLES && !text_same(side->word, built_in))
		layers[options.count++] = side->word;
	if (named && side->kind == DIFFERENCE_REGIONS) {
		options.region_named = named->region->code;
		options.region_meant = side->region->code;
	}
	return factors_open(session->arena, &options, session->diags);
}

/* Its rows, with nothing above them that would hide any. */
static struct factors *open_table(struct session *session, const struct side *side)
{
	const struct options *o = session->options;

	if (!text_same(side->word, built_in))
		return open_side(session, side, NULL, NULL);
	return factors_open(session->arena,
			    &(struct factors_options){.basis = o->basis, .as_of = o->as_of},
			    session->diags);
}

/* The rows of the table alone; *rows lies sorted by id. */
static bool read_table(struct session *session, const struct side *side,
		       const struct factor ***rows, size_t *count)
{
	struct factors *factors = open_table(session, side);
	size_t kept = 0;

	if (!factors)
		return false;
	*count = factors_list(factors, NULL, rows);
	for (size_t i = 0; i < *count; i++)
		if (text_same((*rows)[i]->layer, side->word))
			(*rows)[kept++] = (*rows)[i];
	*count = kept;
	factors_close(factors);
	return true;
}

static bool diff_tables(struct session *session, const struct side *a, const struct side *b,
			struct difference *difference)
{
	const struct factor **before, **after;
	bool good = read_table(session, a, &before, &difference->rows_a);

	good = read_table(session, b, &after, &difference->rows_b) && good;
	if (good)
		difference->change_count =
		    factor_changes(session->arena, before, difference->rows_a, after,
				   difference->rows_b, &difference->changes);
	return good;
}

static bool compare(struct session *session, const struct side *a, const struct side *b,
		    struct difference *difference)
{
	switch (a->kind) {
	case DIFFERENCE_ROWS:
		return diff_rows(session, a, b, difference);
	case DIFFERENCE_REGIONS:
		return diff_regions(session, a, b, difference);
	case DIFFERENCE_THINGS:
		return diff_things(session, a, b, difference);
	case DIFFERENCE_TABLES:
		return diff_tables(session, a, b, difference);
	}
	return false;
}

int factors_diff(struct session *session, const char *const *words, size_t count)
{
	struct difference difference = {.a = words[0], .b = words[1]};
	struct side a, b;
	struct buffer out = {0};
	bool good = read_side(session, words[0], &a);

	if (!read_side(session, words[1], &b) || !good || !same_kind(session, &a, &b))
		return 0;
	difference.kind = a.kind;
	if (!compare(session, &a, &b, &difference))
		return 0;
	if (count > 2 && a.kind == DIFFERENCE_THINGS) {
		diag_add(session->diags, DIAG_USAGE, options_place(session->options), NULL,
			 "run the scenario twice: lca run SCENARIO --set "
			 "hardware.NAME.accelerator=THING",
			 "two things are compared without a scenario");
		return 0;
	}
	if (count > 2 && !diff_scenario(session, words[2], &a, &b, &difference))
		return 0;
	report_difference(&difference, session->diags, session->options->format,
			  &session->style, &out);
	session_write(session, &out);
	return 0;
}
