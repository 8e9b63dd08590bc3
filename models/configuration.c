/* Measured configurations of a model: which of them fits an item. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"
#include "models/precision.h"
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

const char *configuration_value(struct arena *arena, const char *variant, const char *name)
{
	size_t length = strlen(name);

	for (const char *at = variant; *at; at += strcspn(at, ","), at += *at == ',') {
		if (strncmp(at, name, length) == 0 && at[length] == '=')
			return arena_copy(arena, at + length + 1,
					  strcspn(at + length + 1, ","));
	}
	return NULL;
}

/* A count; NaN where the variant has none above 0. */
static double variant_number(struct arena *arena, const char *variant, const char *name)
{
	const char *text = configuration_value(arena, variant, name);
	double number = NAN;

	if (text && !text_number(text, strlen(text), &number))
		return NAN;
	return number > 0 ? number : NAN;
}

/* How far a configuration is from what is wished, as a ratio of batches in logarithms; infinite
 * where it does not fit. */
static double distance(struct build *build, const struct factor *row, const struct wish *wish)
{
	const char *precision = configuration_value(build->arena, row->variant, "precision");
	double batch = variant_number(build->arena, row->variant, "batch");
	double accelerators = variant_number(build->arena, row->variant, "gpus");

	if (wish->precision &&
	    !(precision && text_same(precision_name(build->arena, precision), wish->precision)))
		return INFINITY;
	if (!isnan(wish->accelerators) && accelerators != wish->accelerators)
		return INFINITY;
	if (isnan(wish->batch))
		return 0;
	return isnan(batch) ? INFINITY : fabs(log(batch / wish->batch));
}

/* The middle of all: the row of it, else the geometric mean. */
static double usual_of(const struct measured *measured)
{
	double sum = 0;
	size_t count = 0;

	if (measured->median)
		return dist_central(&measured->median->quantity.dist);
	for (size_t i = 0; i < measured->count; i++) {
		double value = dist_central(&measured->rows[i]->quantity.dist);

		sum += value > 0 ? log(value) : 0;
		count += value > 0;
	}
	return count ? exp(sum / (double)count) : 0;
}

/* Among equally near ones the most usual. */
static double strangeness(const struct measured *measured, const struct factor *row)
{
	double usual = usual_of(measured);
	double value = dist_central(&row->quantity.dist);

	return value > 0 && usual > 0 ? fabs(log(value / usual)) : INFINITY;
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
	count = build_rows(build, arena_printf(build->arena, "%s/", name), "*", &measured.rows);
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

/* "gpus=1,batch=64,precision=bfloat16" without its batch. */
static const char *without_batch(struct arena *arena, const char *variant)
{
	const char *batch = strstr(variant, "batch=");

	if (!batch)
		return variant;
	return arena_printf(arena, "%.*s%s", (int)(batch - variant), variant,
			    batch + strcspn(batch, ","));
}

/* The nearest measurement on the other side of the batch wished, all else being equal; NULL
 * where nobody measured there. */
static const struct factor *across(struct build *build, const struct measured *measured,
				   const struct factor *row, double wished)
{
	const char *rest = without_batch(build->arena, row->variant);
	double batch = variant_number(build->arena, row->variant, "batch");
	const struct factor *best = NULL;
	double apart = INFINITY;

	if (!(dist_central(&row->quantity.dist) > 0))
		return NULL;
	for (size_t i = 0; i < measured->count; i++) {
		const struct factor *other = measured->rows[i];
		double here = variant_number(build->arena, other->variant, "batch");

		if (isnan(here) || !(dist_central(&other->quantity.dist) > 0) ||
		    (here - wished) * (batch - wished) >= 0 ||
		    fabs(log(here / wished)) >= apart ||
		    !text_same(without_batch(build->arena, other->variant), rest))
			continue;
		best = other;
		apart = fabs(log(here / wished));
	}
	return best;
}

/* Tokens, and answers made of them, take less the more are answered at once. Images and videos
 * fill a device one by one. */
static bool falls_with_batch(struct build *build, const struct item *item, const char *activity,
			     const char *criterion)
{
	static const char tokens[] = "energy-per-output-token";

	if (text_same(criterion, tokens))
		return true;
	return text_same(criterion, "energy-per-request") &&
	       measurements(build, item, activity, tokens)->count > 0;
}

static cell effect(struct build *build, const struct item *item, const struct factor *row,
		   double ratio, const struct factor *why, const char *note)
{
	return build_derived(
	    build, item, arena_printf(build->arena, "effect_of_batch on %s", row->criterion),
	    dist_exact(ratio), why, note, ORIGIN_FACTOR);
}

/* Between two measurements: on the straight line between their logarithms. */
static struct maybe between(struct build *build, const struct item *item,
			    const struct factor *row, const struct factor *other, double wished)
{
	struct arena *arena = build->arena;
	double here = variant_number(arena, row->variant, "batch");
	double there = variant_number(arena, other->variant, "batch");
	double rise =
	    log(dist_central(&other->quantity.dist) / dist_central(&row->quantity.dist));
	double ratio = exp(rise * log(wished / here) / log(there / here));

	build_note(build, arena_printf(
			      arena,
			      "%s: a batch of %g lies between %g and %g, which were measured, "
			      "and its energy as well: x %.3g",
			      item->id, wished, fmin(here, there), fmax(here, there), ratio));
	return (struct maybe){true, effect(build, item, row, ratio, other,
					   arena_printf(arena,
							"from batch %g to %g, on the line "
							"to %g",
							here, wished, there))};
}

/* Beyond all measurements: by the power of the fit to all models, where it holds. */
static struct maybe beyond(struct build *build, const struct item *item,
			   const struct factor *row, const struct factor *power, double wished,
			   bool falls)
{
	struct arena *arena = build->arena;
	double here = variant_number(arena, row->variant, "batch");
	double exponent = power ? dist_central(&power->quantity.dist) : 0;
	double ratio = pow(wished / here, -exponent);
	const char *how = "is kept";

	if (falls && power)
		how = arena_printf(arena, "is multiplied by (%g / %g)^-%g = %.3g", wished, here,
				   exponent, ratio);
	diag_add(build->diags, DIAG_FACTOR_STEP, item->place, item->path,
		 arena_printf(arena, "lca factors list '%s/*' has all that was measured",
			      row->activity),
		 "%s was not measured at a batch of %g: what it takes at %g %s, and widened",
		 row->activity, wished, here, how);
	if (!falls || !power)
		return (struct maybe){false, CELL_BAD};
	return (struct maybe){
	    true, effect(build, item, row, ratio, power,
			 arena_printf(arena, "(%g / %g)^-%g", wished, here, exponent))};
}

/* Without any batch the configuration says less than all of them do: their spread is its own.
 */
static const struct factor *of_any_batch(struct build *build, const struct measured *measured,
					 const struct factor *row)
{
	struct factor *copy = arena_alloc(build->arena, sizeof *copy);

	*copy = *row;
	copy->spread_text = NULL;
	copy->quantity.origin.factor = copy;
	copy->quantity.origin.draw = row->id;
	copy->quantity.origin.key = arena_printf(build->arena, "%s@any batch", row->id);
	if (measured->median && measured->median->quantity.dist.kind == DIST_LOGNORMAL &&
	    dist_central(&row->quantity.dist) > 0)
		copy->quantity.dist = dist_lognormal(dist_central(&row->quantity.dist),
						     measured->median->quantity.dist.b);
	return copy;
}

/* A batch beside the measured one, as a ratio in logarithms. */
static const struct factor *widened(struct build *build, const struct factor *row,
				    const struct factor *power, double wished, double apart)
{
	double exponent = power ? dist_central(&power->quantity.dist) : 1;
	struct factor *copy = arena_alloc(build->arena, sizeof *copy);

	*copy = *row;
	copy->spread_text = NULL;
	copy->quantity.origin.factor = copy;
	copy->quantity.origin.draw = row->id;
	copy->quantity.origin.key = arena_printf(build->arena, "%s@batch %g", row->id, wished);
	copy->quantity.dist =
	    dist_widen(row->quantity.dist, exponent * apart * exponent * apart);
	return copy;
}

/* What was measured at another batch, brought to the one that is wished. */
static struct configuration moved(struct build *build, const struct item *item,
				  const struct measured *measured, const struct factor *row,
				  double wished, double apart)
{
	const struct factor *power =
	    factors_by_id(build->factors, "default/-/-/token-fit-batch");
	const struct factor *other = across(build, measured, row, wished);
	/* Costs of a token that fall faster than batches grow would be negative at the margin.
	 */
	const struct quantity_rule exponent = {.unit = "", .low = 0, .high = 1};
	bool falls = falls_with_batch(build, item, row->activity, row->criterion);
	struct configuration moved = {.row = row};

	if (power && !build_row_fits(build, power, "power of the batch", &exponent))
		return moved;
	moved.row = widened(build, row, power, wished, apart);
	moved.effect = other ? between(build, item, row, other, wished)
			     : beyond(build, item, row, power, wished, falls);
	return moved;
}

/* Who does not pick a configuration is told that he could. */
static void note_choice(struct build *build, const struct item *item,
			const struct measured *measured)
{
	size_t batches = 0;

	for (size_t i = 0; i < measured->count; i++)
		batches += configuration_value(build->arena, measured->rows[i]->variant,
					       "batch") != NULL;
	if (batches > 1)
		build_note(build, arena_printf(build->arena,
					       "%s: %s is the middle of %zu measurements; "
					       "state batch or precision to pick one",
					       item->id, measured->median->id, batches));
}

struct configuration configuration_find(struct build *build, const struct item *item,
					const char *activity, const char *criterion)
{
	const struct measured *measured = measurements(build, item, activity, criterion);
	struct configuration found = {.row = measured->median};
	struct wish wish = wish_of(build, item);
	const struct factor *best;
	double apart;

	if (!measured->count)
		return found;
	if (!is_wished(&wish) && measured->median) {
		note_choice(build, item, measured);
		return found;
	}
	best = nearest(build, measured, &wish, &apart);
	if (!best && !measured->median)
		return found;
	if (!best) {
		diag_add(
		    build->diags, DIAG_FACTOR_STEP, item->place, item->path,
		    arena_printf(build->arena, "lca factors list '%s/*' has all", activity),
		    "no measurement of %s has the batch, precision and accelerators "
		    "stated: the middle of all is used",
		    activity);
		return found;
	}
	build_note(build,
		   arena_printf(build->arena, "%s: of %zu measurements %s is the nearest%s",
				item->id, measured->count, best->id,
				isnan(wish.batch) ? ", with the spread of all: no batch "
						    "is stated"
						  : ""));
	if (isnan(wish.batch))
		found.row = of_any_batch(build, measured, best);
	else if (apart > 0)
		return moved(build, item, measured, best, wish.batch, apart);
	else
		found.row = best;
	return found;
}
