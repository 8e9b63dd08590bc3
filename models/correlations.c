/* Rank correlations that a scenario states: read with it, then laid on the draws of its inputs.
 */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"
#include "models/correlations_hint.h"
#include "models/reader.h"

/* A matrix of so many pairs is factored, and judged, without a pause. */
enum { MOST_CORRELATIONS = 500 };

static const char form[] = "write {a: KEY, b: KEY, rho: 0.7}";

static bool has_value(const struct node *node)
{
	return node && node->kind == NODE_SCALAR && !node_is_null(node) && *node->text;
}

static bool read_rho(struct reader *reader, const struct node *node, const char *path,
		     double *rho)
{
	const char *hint;

	*rho = 0;
	if (text_number(node->text, strlen(node->text), rho) && *rho > -1 && *rho < 1)
		return true;
	hint = *rho >= 1    ? "write rho: 0.99; inputs that are one quantity share a YAML alias"
	       : *rho <= -1 ? "write rho: -0.99"
			    : "write rho: 0.7";
	diag_add(reader->diags, DIAG_CORRELATION_RHO, node->place, path, hint,
		 "a rank correlation is a number above -1 and below 1, found '%s'", node->text);
	return false;
}

static bool check_keys(struct reader *reader, const struct node *node, const char *path)
{
	bool known = true;

	for (size_t i = 0; i < node->count; i++) {
		const char *key = node->entries[i].key;

		if (text_same(key, "a") || text_same(key, "b") || text_same(key, "rho"))
			continue;
		known = false;
		diag_add(reader->diags, DIAG_KEY_UNKNOWN, node->entries[i].place, path, form,
			 "'%s' is not a key of a correlation", key);
	}
	return known;
}

static void read_correlation(struct reader *reader, const struct node *node, const char *path)
{
	struct scenario *scenario = reader->scenario;
	struct stated_correlation *stated =
	    &scenario->correlations[scenario->correlation_count];
	const struct node *a = node_get(node, "a"), *b = node_get(node, "b");
	const struct node *rho = node_get(node, "rho");

	if (node->kind != NODE_MAP) {
		diag_add(reader->diags, DIAG_NODE_KIND, node->place, path, form,
			 "a correlation is a mapping, found %s",
			 node->kind == NODE_LIST ? "a list" : "a value");
		return;
	}
	if (!check_keys(reader, node, path))
		return;
	if (!has_value(a) || !has_value(b) || !has_value(rho)) {
		diag_add(reader->diags, DIAG_VALUE_MISSING, node->place, path, form,
			 "a correlation names two inputs, a and b, and their rho");
		return;
	}
	*stated = (struct stated_correlation){
	    {a->text, b->text}, {a->place, b->place}, 0, rho->place, path};
	if (read_rho(reader, rho, path, &stated->rho))
		scenario->correlation_count++;
}

void reader_correlations(struct reader *reader, const struct node *list)
{
	struct scenario *scenario = reader->scenario;

	if (list->count > MOST_CORRELATIONS) {
		diag_add(reader->diags, DIAG_TOO_MANY, list->place, "correlations",
			 "keep those that matter", "more than %d correlations",
			 MOST_CORRELATIONS);
		return;
	}
	scenario->correlations =
	    arena_alloc(reader->arena, (list->count + 1) * sizeof *scenario->correlations);
	for (size_t i = 0; i < list->count; i++)
		read_correlation(reader, list->items[i],
				 arena_printf(reader->arena, "correlations[%zu]", i));
}

/* What a name stands for in a sheet: its draw, an exact input, or nothing. */
struct found {
	const char *draw;
	const struct quantity *exact;
};

static struct found find_in(const struct sheet *sheet, const char *name)
{
	size_t draw;
	cell input;

	if (sheet_find_input(sheet, name, &input)) {
		if (sheet_input_draw(sheet, input, &draw))
			return (struct found){.draw = sheet_draw_name(sheet, draw)};
		return (struct found){.exact = sheet_view(sheet, input).quantity};
	}
	if (sheet_find_draw(sheet, name, &draw))
		return (struct found){.draw = sheet_draw_name(sheet, draw)};
	return (struct found){0};
}

/* Inputs of criteria that are not asked for are not in the sheet. Their draws take part all the
 * same, so that the criteria asked for move no number. */
static struct found find_in_all(struct build *build, const char *name)
{
	const struct assess_options all = {.basis = build->basis, .as_of = build->as_of};

	if (!build->asked)
		return (struct found){0};
	if (!build->whole)
		build->whole = build_scenario(build->arena, build->scenario, build->factors,
					      &all, diags_new(build->arena));
	return find_in(build->whole->sheet, name);
}

static void refuse_unknown(struct build *build, const struct stated_correlation *stated,
			   size_t side)
{
	const char *name = stated->names[side];

	diag_add(build->diags, DIAG_CORRELATION_INPUT, stated->places[side], stated->path,
		 correlations_hint(build->arena, build->sheet, name), "there is no input '%s'",
		 name);
}

/* The name as the report has it: an alias is the quantity that it stands for. */
static const char *key_of(const struct build *build, const char *name)
{
	const char *key = known_alias(build->scenario->known, name);

	return key ? key : name;
}

/* The draw of an input, or of that name. */
static bool find_draw(struct build *build, const struct stated_correlation *stated, size_t side,
		      size_t *draw)
{
	const char *name = key_of(build, stated->names[side]);
	struct found found = find_in(build->sheet, name);

	if (!found.draw && !found.exact)
		found = find_in_all(build, name);
	if (found.draw)
		return sheet_add_draw(build->sheet, found.draw, draw);
	if (!found.exact)
		refuse_unknown(build, stated, side);
	else
		diag_add(build->diags, DIAG_CORRELATION_INPUT, stated->places[side],
			 stated->path, "give it a distribution, or leave the correlation out",
			 "'%s' is exact: %s", name,
			 quantity_describe(build->arena, found.exact));
	return false;
}

static bool same_pair(const struct rank_correlation *a, const struct rank_correlation *b)
{
	return (a->a == b->a && a->b == b->b) || (a->a == b->b && a->b == b->a);
}

/* False where the pair is none, or stated before: reported. */
static bool check_pair(struct build *build, const struct stated_correlation *stated,
		       const struct stated_correlation *const *before,
		       const struct rank_correlation *pairs, size_t count)
{
	const struct rank_correlation *pair = &pairs[count];

	if (pair->a == pair->b) {
		diag_add(build->diags, DIAG_CORRELATION_INPUT, stated->places[1], stated->path,
			 "leave the correlation out: they move together as it is",
			 "'%s' and '%s' are drawn together, as '%s'", stated->names[0],
			 stated->names[1], sheet_draw_name(build->sheet, pair->a));
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		if (!same_pair(pair, &pairs[i]))
			continue;
		diag_add(build->diags, DIAG_CORRELATION_CONFLICT, stated->places[0],
			 stated->path, "delete one of them",
			 "the correlation of '%s' with '%s' is stated twice (line %u)",
			 stated->names[0], stated->names[1], before[i]->places[0].line);
		return false;
	}
	return true;
}

struct range {
	double low, high;
};

/* The ends inwards, to three digits or as many as the interval needs, so that they may be
 * typed. */
static struct range typed(double low, double high)
{
	struct range range = {low, high};
	double unit = 1e3;
	int digits;

	for (digits = 3; digits < 10; digits++, unit *= 10) {
		range = (struct range){ceil(low * unit) / unit, floor(high * unit) / unit};
		if (range.low < range.high && range.low > low && range.high < high)
			break;
	}
	return range;
}

enum { MOST_NAMED = 4 };

/* "'c', 'd' and 3 more", of the conflict without the two of the pair. */
static const char *name_rest(const struct build *build, const struct correlation_flaw *flaw,
			     const struct rank_correlation *pair)
{
	struct arena *arena = build->arena;
	const char *list = "";
	size_t named = 0;

	for (size_t i = 0; i < flaw->conflict_count; i++) {
		size_t draw = flaw->conflict[i];

		if (draw == pair->a || draw == pair->b || named++ >= MOST_NAMED)
			continue;
		list = arena_printf(arena, "%s%s'%s'", list, named > 1 ? ", " : "",
				    sheet_draw_name(build->sheet, draw));
	}
	if (named > MOST_NAMED)
		list = arena_printf(arena, "%s and %zu more", list, named - MOST_NAMED);
	return list;
}

/* No pair stands beside it: rho itself is too near to 1 for a matrix to be factored. */
static void refuse_near_one(struct build *build, const struct stated_correlation *stated)
{
	bool above = stated->rho > 0;

	diag_add(build->diags, DIAG_CORRELATION_CONFLICT, stated->place, stated->path,
		 above ? "write rho: 0.99; inputs that are one quantity share a YAML alias"
		       : "write rho: -0.99",
		 "the rank correlation of '%s' and '%s' must lie %s", stated->names[0],
		 stated->names[1], above ? "below 0.9999999" : "above -0.9999999");
}

static void refuse_matrix(struct build *build, const struct stated_correlation *stated,
			  const struct rank_correlation *pair,
			  const struct correlation_flaw *flaw)
{
	const struct range rho = typed(flaw->low, flaw->high);
	const struct range other = typed(flaw->unstated_low, flaw->unstated_high);
	const char *beside = "the others", *also = "";
	const char *hint =
	    arena_printf(build->arena, "write a rho from %.9g to %.9g", rho.low, rho.high);

	if (flaw->conflict_count == 2) {
		refuse_near_one(build, stated);
		return;
	}
	if (flaw->several) {
		beside =
		    arena_printf(build->arena, "those of %s", name_rest(build, flaw, pair));
		also = ", and the others contradict each other as well";
		hint = arena_printf(build->arena, "change the others too; here, %s", hint);
	}
	if (flaw->unstated)
		hint =
		    arena_printf(build->arena, "%s, or state '%s' with '%s' from %.9g to %.9g",
				 hint, sheet_draw_name(build->sheet, flaw->a),
				 sheet_draw_name(build->sheet, flaw->b), other.low, other.high);
	diag_add(build->diags, DIAG_CORRELATION_CONFLICT, stated->place, stated->path, hint,
		 "'%s' and '%s' cannot have the rank correlation %.9g beside %s: it must lie "
		 "between %.9g and %.9g (pairs that are not stated count as 0)%s",
		 stated->names[0], stated->names[1], stated->rho, beside, rho.low, rho.high,
		 also);
}

static void add_correlation(struct build *build, const struct stated_correlation *stated,
			    const struct rank_correlation *pair)
{
	const char *const names[] = {key_of(build, stated->names[0]),
				     key_of(build, stated->names[1])};

	build->correlations[build->correlation_count++] = (struct correlation){
	    .inputs = {names[0], names[1]},
	    .draws = {sheet_draw_name(build->sheet, pair->a),
		      sheet_draw_name(build->sheet, pair->b)},
	    .rho = pair->rho,
	};
	build_note(build, arena_printf(build->arena,
				       "stated: '%s' and '%s' have the rank correlation %.9g",
				       names[0], names[1], pair->rho));
}

void correlations_build(struct build *build)
{
	const struct scenario *scenario = build->scenario;
	size_t most = scenario->correlation_count + 1, count = 0;
	struct rank_correlation *pairs = arena_alloc(build->arena, most * sizeof *pairs);
	const struct stated_correlation **stated =
	    arena_alloc(build->arena, most * sizeof *stated);
	struct correlation_flaw flaw;

	/* What failed may be the very input that is named. */
	if (!scenario->correlation_count || diags_has_error(build->diags))
		return;
	for (size_t i = 0; i < scenario->correlation_count; i++) {
		const struct stated_correlation *one = &scenario->correlations[i];
		bool a = find_draw(build, one, 0, &pairs[count].a);
		bool b = find_draw(build, one, 1, &pairs[count].b);

		pairs[count].rho = one->rho;
		if (!a || !b || !check_pair(build, one, stated, pairs, count))
			continue;
		stated[count++] = one;
	}
	if (diags_has_error(build->diags))
		return;
	if (!sheet_correlate(build->sheet, pairs, count, &flaw)) {
		refuse_matrix(build, stated[flaw.pair], &pairs[flaw.pair], &flaw);
		return;
	}
	build->correlations = arena_alloc(build->arena, most * sizeof *build->correlations);
	for (size_t i = 0; i < count; i++)
		add_correlation(build, stated[i], &pairs[i]);
}
