/* Measured configurations of a model: which of them fits an item. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"
#include "models/reader.h"

/* What the item states; NULL or NaN where it does not. */
struct wish {
	const char *precision;
	double batch, accelerators;
};

/* The measurements of one activity and criterion. */
struct measured {
	const struct factor *median; /* the row of all, or NULL */
	const struct factor **rows;
	size_t count;
};

static const char *lower(struct arena *arena, const char *text)
{
	char *copy = arena_text(arena, text);

	for (char *c = copy; *c; c++)
		*c = (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
	return copy;
}

/* Several names are in use for one number format. */
static const char *precision_name(struct arena *arena, const char *text)
{
	static const struct {
		const char *other, *name;
	} names[] = {
	    {"bf16", "bfloat16"}, {"fp16", "float16"}, {"half", "float16"},
	    {"fp32", "float32"},  {"float8", "fp8"},
	};
	const char *name = lower(arena, text);

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (text_same(names[i].other, name))
			return names[i].name;
	}
	return name;
}

static double number_of(const struct value *value)
{
	return value && !value->failed ? dist_central(&value->quantity.dist) : NAN;
}

static struct wish wish_of(struct build *build, const struct item *item)
{
	const struct value *precision = item_own(item, KEY_PRECISION);

	return (struct wish){
	    .precision = precision && precision->text
			     ? precision_name(build->arena, precision->text)
			     : NULL,
	    .batch = number_of(item_own(item, KEY_BATCH)),
	    .accelerators = number_of(item_own(item, KEY_ACCELERATORS_PER_COPY)),
	};
}

static bool is_wished(const struct wish *wish)
{
	return wish->precision || !isnan(wish->batch) || !isnan(wish->accelerators);
}

/* The value of a name in "gpus=1,batch=64,precision=bfloat16", or NULL. */
static const char *variant_value(struct arena *arena, const char *variant, const char *name)
{
	size_t length = strlen(name);

	for (const char *at = variant; *at; at += strcspn(at, ","), at += *at == ',') {
		if (strncmp(at, name, length) == 0 && at[length] == '=')
			return arena_copy(arena, at + length + 1,
					  strcspn(at + length + 1, ","));
	}
	return NULL;
}

static double variant_number(struct arena *arena, const char *variant, const char *name)
{
	const char *text = variant_value(arena, variant, name);
	double number = NAN;

	if (text && !text_number(text, strlen(text), &number))
		return NAN;
	return number;
}

/* How far a configuration is from what is wished, as a ratio of batches in logarithms; infinite
 * where it does not fit. */
static double distance(struct build *build, const struct factor *row, const struct wish *wish)
{
	const char *precision = variant_value(build->arena, row->variant, "precision");
	double batch = variant_number(build->arena, row->variant, "batch");
	double accelerators = variant_number(build->arena, row->variant, "gpus");

	if (wish->precision && !(precision && text_same(precision, wish->precision)))
		return INFINITY;
	if (!isnan(wish->accelerators) && accelerators != wish->accelerators)
		return INFINITY;
	if (isnan(wish->batch))
		return 0;
	return isnan(batch) ? INFINITY : fabs(log(batch / wish->batch));
}

/* Among equally near ones the most usual. */
static double strangeness(const struct measured *measured, const struct factor *row)
{
	double usual = measured->median ? dist_central(&measured->median->quantity.dist) : 1;

	return fabs(log(dist_central(&row->quantity.dist) / usual));
}

static const struct factor *nearest(struct build *build, const struct measured *measured,
				    const struct wish *wish, double *apart)
{
	const struct factor *best = NULL;

	*apart = INFINITY;
	for (size_t i = 0; i < measured->count; i++) {
		const struct factor *row = measured->rows[i];
		double here = distance(build, row, wish);

		if (isinf(here) || here > *apart)
			continue;
		if (best && here == *apart &&
		    strangeness(measured, row) >= strangeness(measured, best))
			continue;
		best = row;
		*apart = here;
	}
	return best;
}

/* Listing takes a while and many items may be of one model: once for each. */
static const struct measured *measurements(struct build *build, const struct item *item,
					   const char *activity, const char *criterion)
{
	const char *name = arena_printf(build->arena, "%s/-/-/%s", activity, criterion);
	size_t known = build->measured_names.count;
	size_t number = text_set_add(build->arena, &build->measured_names, name, strlen(name));
	struct measured measured = {.rows = NULL};
	size_t count;

	if (number < known)
		return &build->measured[number];
	measured.median = factors_find(build->factors, activity, "", 0, criterion, item->place,
				       item->path, build->diags);
	count = factors_list(build->factors, arena_printf(build->arena, "%s/*", name),
			     &measured.rows);
	for (size_t i = 0; i < count; i++) {
		const struct factor *row = measured.rows[i];

		if (text_same(row->activity, activity) && *row->variant)
			measured.rows[measured.count++] = row;
	}
	build->measured =
	    arena_grow(build->arena, build->measured, known, sizeof *build->measured);
	build->measured[number] = measured;
	return &build->measured[number];
}

/* A batch beside the measured one: energy per answer falls with a power of it. Without any
 * batch the configuration says less than all of them do: their spread is its own. */
static const struct factor *widened(struct build *build, const struct measured *measured,
				    const struct factor *row, const struct wish *wish,
				    double apart)
{
	const struct factor *power =
	    factors_by_id(build->factors, "default/-/-/token-fit-batch");
	double exponent = power ? dist_central(&power->quantity.dist) : 1;
	struct factor *copy = arena_alloc(build->arena, sizeof *copy);
	struct origin *origin = &copy->quantity.origin;

	if (apart == 0 && !isnan(wish->batch))
		return row;
	*copy = *row;
	origin->factor = copy;
	origin->draw = row->id;
	if (isnan(wish->batch)) {
		origin->key = arena_printf(build->arena, "%s@any batch", row->id);
		if (measured->median && measured->median->quantity.dist.kind == DIST_LOGNORMAL)
			copy->quantity.dist = dist_lognormal(dist_central(&row->quantity.dist),
							     measured->median->quantity.dist.b);
		return copy;
	}
	origin->key = arena_printf(build->arena, "%s@batch %g", row->id, wish->batch);
	copy->quantity.dist =
	    dist_widen(row->quantity.dist, exponent * apart * exponent * apart);
	return copy;
}

/* Who does not pick a configuration is told that he could. */
static void note_choice(struct build *build, const struct item *item,
			const struct measured *measured)
{
	size_t batches = 0;

	for (size_t i = 0; i < measured->count; i++)
		batches +=
		    variant_value(build->arena, measured->rows[i]->variant, "batch") != NULL;
	if (batches > 1)
		build_note(build, arena_printf(build->arena,
					       "%s: %s is the middle of %zu measurements; "
					       "state batch or precision to pick one",
					       item->id, measured->median->id, batches));
}

const struct factor *configuration_find(struct build *build, const struct item *item,
					const char *activity, const char *criterion)
{
	const struct measured *measured = measurements(build, item, activity, criterion);
	struct wish wish = wish_of(build, item);
	const struct factor *best;
	double apart;

	if (!measured->count)
		return measured->median;
	if (!is_wished(&wish) && measured->median) {
		note_choice(build, item, measured);
		return measured->median;
	}
	best = nearest(build, measured, &wish, &apart);
	if (!best) {
		diag_add(
		    build->diags, DIAG_FACTOR_STEP, item->place, item->path,
		    arena_printf(build->arena, "lca factors list '%s/*' has all", activity),
		    "no measurement of %s has the batch, precision and accelerators "
		    "stated: the middle of all is used",
		    activity);
		return measured->median;
	}
	build_note(build,
		   arena_printf(build->arena, "%s: of %zu measurements %s is the nearest%s",
				item->id, measured->count, best->id,
				isnan(wish.batch) ? ", with the spread of all: no batch "
						    "is stated"
						  : ""));
	return widened(build, measured, best, &wish, apart);
}
