/* What lca quick was told: checked, all at once. */

#include "models/quick.h"

#include <math.h>
#include <string.h>

#include "factors/catalog.h"
#include "lca/base/arena.h"
#include "lca/base/quantity.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"
#include "models/keys.h"
#include "models/precision.h"
#include "models/quick_plan.h"
#include "models/study.h"

static const struct {
	const char *option;
	enum key key;
	enum quick_way way;
	const char *example;
} rows[QUICK_TOTAL] = {
#define QUICK(id, option, key, way, path, example) [QUICK_##id] = {option, key, way, example},
#include "models/quick.def"
#undef QUICK
};

enum { CANDIDATES = 16 };

struct check {
	struct arena *arena;
	struct factors *factors;
	const struct quick *quick;
	struct place place;
	struct diags *diags;
	struct quick_plan *plan;
	bool good;
};

static const char *option_of(const struct check *check, enum quick_id id)
{
	return arena_printf(check->arena, "--%s", rows[id].option);
}

static void refuse(struct check *check, enum diag_code code, enum quick_id id, const char *hint,
		   const char *message)
{
	diag_add(check->diags, code, check->place, option_of(check, id), hint, "%s", message);
	check->good = false;
}

static bool is_given(const struct check *check, enum quick_id id)
{
	return check->quick->given[id] != NULL;
}

static void require(struct check *check, enum quick_id id, const char *why)
{
	if (is_given(check, id))
		return;
	diag_add(check->diags, DIAG_USAGE, check->place, NULL,
		 arena_printf(check->arena, "--%s %s%s", rows[id].option, rows[id].example,
			      id == QUICK_ACCELERATOR ? " (lca factors search h100)" : ""),
		 "--%s is missing%s", rows[id].option, why);
	check->good = false;
}

/* One way of saying how much was computed, whole. */
static void check_way(struct check *check)
{
	bool sized = is_given(check, QUICK_PARAMETERS) || is_given(check, QUICK_TOKENS);
	bool timed = is_given(check, QUICK_HOURS);

	check->plan->way = sized ? QUICK_BY_SIZE : QUICK_BY_HOURS;
	require(check, QUICK_ACCELERATOR, ": what it runs on");
	if (sized && timed) {
		refuse(
		    check, DIAG_TWO_WAYS, QUICK_HOURS,
		    "delete --hours, or --parameters and --tokens",
		    "--hours says how much was computed, and so do --parameters and --tokens");
		return;
	}
	if (sized) {
		require(check, QUICK_PARAMETERS, ", with --tokens");
		require(check, QUICK_TOKENS, ", with --parameters");
	} else {
		require(check, QUICK_ACCELERATORS, ": how many accelerators");
		require(check, QUICK_HOURS, ", or --parameters and --tokens");
	}
	for (int id = 0; id < QUICK_TOTAL && !sized; id++)
		if (rows[id].way == QUICK_BY_SIZE && is_given(check, (enum quick_id)id))
			refuse(check, DIAG_USAGE, (enum quick_id)id,
			       "add --parameters 7B --tokens 2T, in the place of --hours",
			       arena_printf(check->arena,
					    "--%s goes with --parameters and --tokens, not "
					    "with --hours",
					    rows[id].option));
	if (!is_given(check, QUICK_INTENSITY))
		require(check, QUICK_REGION, ": whose grid it draws from");
}

/* "7B" is 7e9, "2T" is 2e12, as models are named. NULL for any other text. */
static const char *expand(struct arena *arena, const char *text)
{
	static const char suffixes[] = "KMBT";
	size_t length = strlen(text);
	const char *suffix;
	double number;

	if (length == 0)
		return NULL;
	suffix = strchr(suffixes, text[length - 1] & ~0x20);
	length--;
	while (length > 0 && text[length - 1] == ' ')
		length--;
	if (!suffix || !*suffix || !text_number(text, length, &number) || strpbrk(text, "eE"))
		return NULL;
	return arena_printf(arena, "%.*se%d", (int)length, text,
			    3 * (int)(suffix - suffixes + 1));
}

/* Numbers alone are enough where the option names the unit: "100", "100 .. 200", "100 ± 10 %",
 * "100 x/ 1.2" in hours. */
static const char *in_hours(struct arena *arena, const char *text)
{
	static const char *const spreads[] = {"\u00b1", "+/-", "+-", "x/"};
	static const char number[] = "0123456789.eE";
	size_t length = strspn(text, number);
	const char *rest = text + length + strspn(text + length, " ");

	if (*text < '.' || *text > '9')
		return text;
	if (!text[strspn(text, "0123456789.eE+- ")])
		return arena_printf(arena, "%s h", text);
	for (size_t i = 0; i < sizeof spreads / sizeof *spreads; i++)
		if (text_starts(rest, spreads[i]) &&
		    !rest[strlen(spreads[i]) +
			  strspn(rest + strlen(spreads[i]), "0123456789.eE+ %")])
			return arena_printf(arena, "%.*s h %s", (int)length, text, rest);
	return text;
}

static const char *written(const struct check *check, enum quick_id id)
{
	const char *text = check->quick->given[id], *expanded = NULL;

	if (id == QUICK_PARAMETERS || id == QUICK_ACTIVE_PARAMETERS || id == QUICK_TOKENS)
		expanded = expand(check->arena, text);
	if (id == QUICK_HOURS)
		return in_hours(check->arena, text);
	return expanded ? expanded : text;
}

/* What a scenario may have in the place of a power, its energy, is no option. */
static bool read_shorthand(const struct check *check, enum quick_id id, const char *text,
			   const struct quantity_rule *rule, struct quantity *quantity)
{
	struct diags *said = diags_new(check->arena);
	bool good = quantity_parse(check->arena, text, rule, check->place, option_of(check, id),
				   rows[id].option, said, quantity);

	for (size_t i = 0; i < diags_count(said); i++) {
		const struct diag *diag = diags_at(said, i);
		bool power = id == QUICK_POWER && diag->code == DIAG_QUANTITY_DIMENSION;

		diag_add(
		    check->diags, diag->code, diag->place, diag->path,
		    power ? arena_printf(check->arena, "--power %s", rows[QUICK_POWER].example)
			  : diag->hint,
		    "%s", diag->message);
	}
	return good;
}

/* Mappings, {normal: [350 W, 20 W]}, are read as YAML, all else as the shorthand. */
static bool read_quantity(const struct check *check, enum quick_id id, const char *text,
			  struct quantity *quantity)
{
	struct quantity_rule rule = key_rule(rows[id].key);
	const char *option = option_of(check, id);
	const char *name = arena_printf(check->arena, "%s %s", check->place.file, option);
	const struct node *node;

	if (*text != '{')
		return read_shorthand(check, id, text, &rule, quantity);
	node = tree_read(check->arena, name, text, strlen(text), check->diags);
	return node && quantity_read(check->arena, NULL, node, &rule, option, rows[id].option,
				     check->diags, quantity);
}

/* Half an accelerator is none; of a range any number may be the middle. */
static void check_count(struct check *check, const struct quantity *quantity)
{
	double count = dist_central(&quantity->dist);

	check->plan->count = count;
	if (quantity->dist.kind == DIST_EXACT && count != floor(count))
		refuse(check, DIAG_OPTION_VALUE, QUICK_ACCELERATORS,
		       arena_printf(check->arena, "--count %.0f", ceil(count)),
		       arena_printf(check->arena, "expected a whole number, found '%s'",
				    check->quick->given[QUICK_ACCELERATORS]));
}

static void check_quantity(struct check *check, enum quick_id id)
{
	const char *text = written(check, id);
	struct quantity quantity;

	if (!read_quantity(check, id, text, &quantity)) {
		check->good = false;
		return;
	}
	if (rows[id].way != QUICK_ANY && !(dist_central(&quantity.dist) > 0)) {
		refuse(check, DIAG_QUANTITY_POSITIVE, id,
		       arena_printf(check->arena, "--%s %s", rows[id].option, rows[id].example),
		       arena_printf(check->arena, "'--%s' must be above 0, found %s",
				    rows[id].option, check->quick->given[id]));
		return;
	}
	if (id == QUICK_ACCELERATORS)
		check_count(check, &quantity);
	if (id == QUICK_PARAMETERS)
		check->plan->parameters = dist_central(&quantity.dist);
	check->plan->texts[id] = text;
}

static void check_year(struct check *check)
{
	const char *text = check->quick->given[QUICK_YEAR];
	int year;

	if (year_read(text, check->place, option_of(check, QUICK_YEAR), check->diags, &year))
		check->plan->texts[QUICK_YEAR] = text;
	else
		check->good = false;
}

static void check_precision(struct check *check)
{
	const char *text = check->quick->given[QUICK_PRECISION];
	const struct precision *precision = precision_find(check->arena, text);

	if (precision)
		check->plan->texts[QUICK_PRECISION] = precision->word;
	else
		refuse(check, DIAG_VALUE_CHOICE, QUICK_PRECISION,
		       arena_printf(check->arena, "write one of %s",
				    precision_words(check->arena)),
		       arena_printf(check->arena, "'%s' is no number format", text));
}

static void check_kind(struct check *check)
{
	static const char *const kinds[] = {"hyperscale", "colocation", "hpc", "server-room",
					    "office"};
	const char *text = check->quick->given[QUICK_KIND];

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (text_same(text, kinds[i]))
			check->plan->texts[QUICK_KIND] = text;
	if (!check->plan->texts[QUICK_KIND])
		refuse(check, DIAG_VALUE_CHOICE, QUICK_KIND,
		       "write hyperscale, colocation, hpc, server-room or office",
		       arena_printf(check->arena, "'%s' is not a kind of site", text));
}

static void check_region(struct check *check)
{
	check->plan->region = factors_region(check->factors, check->quick->given[QUICK_REGION],
					     check->place, "--region", check->diags);
	if (check->plan->region)
		check->plan->texts[QUICK_REGION] = check->plan->region->code;
	else
		check->good = false;
}

/* An instance is rented whole: what it holds is what the option names. */
static bool refuses_instance(struct check *check, const struct thing_entry *entry)
{
	const char *space = strchr(entry->contains, ' ');

	if (!text_same(entry->kind, "instance"))
		return false;
	refuse(check, DIAG_THING_UNKNOWN, QUICK_ACCELERATOR,
	       space ? arena_printf(check->arena, "--accelerator %s --count %.*s", space + 1,
				    (int)(space - entry->contains), entry->contains)
		     : "lca factors search h100",
	       arena_printf(check->arena, "'%s' is an instance%s%s, expected an accelerator",
			    entry->slug, space ? " of " : "", entry->contains));
	return true;
}

static void check_accelerator(struct check *check)
{
	const char *text = check->quick->given[QUICK_ACCELERATOR], *kind = "accelerator";
	const struct thing_entry *found[CANDIDATES];
	size_t count = catalog_thing(check->factors, text, found, CANDIDATES);
	bool there = false, processor = false;

	for (size_t i = 0; i < count; i++) {
		there = there || text_same(found[i]->kind, kind);
		processor = processor || text_same(found[i]->kind, "cpu");
	}
	if (!there && !processor && count > 0 && refuses_instance(check, found[0]))
		return;
	if (!there && processor)
		kind = "cpu";
	check->plan->accelerator = factors_thing(check->factors, text, kind, check->place,
						 "--accelerator", check->diags);
	if (check->plan->accelerator)
		check->plan->texts[QUICK_ACCELERATOR] = check->plan->accelerator->slug;
	else
		check->good = false;
}

static void check_value(struct check *check, enum quick_id id)
{
	const char *text = check->quick->given[id];

	if (!*text || !tree_is_one_line(text)) {
		refuse(check, DIAG_OPTION_VALUE, id,
		       arena_printf(check->arena, "--%s %s", rows[id].option, rows[id].example),
		       "expected a value on one line");
		return;
	}
	if (id == QUICK_ACCELERATOR)
		check_accelerator(check);
	else if (id == QUICK_REGION)
		check_region(check);
	else if (id == QUICK_YEAR)
		check_year(check);
	else if (id == QUICK_KIND)
		check_kind(check);
	else if (id == QUICK_PRECISION)
		check_precision(check);
	else if (id == QUICK_EXPERIMENTS && text_same(text, "default"))
		check->plan->texts[id] = text;
	else
		check_quantity(check, id);
}

/* Blanks around a value mean nothing. */
static const struct quick *trimmed(struct arena *arena, const struct quick *quick)
{
	struct quick *copy = arena_alloc(arena, sizeof *copy);

	*copy = *quick;
	for (int id = 0; id < QUICK_TOTAL; id++) {
		const char *text = quick->given[id];
		size_t length;

		if (!text)
			continue;
		text += strspn(text, " ");
		length = strlen(text);
		while (length > 0 && text[length - 1] == ' ')
			length--;
		copy->given[id] = arena_copy(arena, text, length);
	}
	return copy;
}

bool quick_plan(struct arena *arena, struct factors *factors, const struct quick *quick,
		struct place place, struct diags *diags, struct quick_plan *plan)
{
	struct check check = {.arena = arena,
			      .factors = factors,
			      .quick = trimmed(arena, quick),
			      .place = place,
			      .diags = diags,
			      .plan = plan,
			      .good = true};

	*plan = (struct quick_plan){.typed = check.quick, .count = NAN, .parameters = NAN};
	check_way(&check);
	for (int id = 0; id < QUICK_TOTAL; id++)
		if (quick->given[id])
			check_value(&check, (enum quick_id)id);
	if (!check.good)
		return false;
	quick_complete(arena, factors, place, diags, plan);
	return true;
}
