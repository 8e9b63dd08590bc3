/* Energy of answers from the size of the model, where nobody measured it: the last resort. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"
#include "models/precision.h"
#include "models/reader.h"

#define BILLION	      1e9
#define BITS_PER_BYTE 8

/* What the item states of how the model is served, and what is assumed of the rest. */
struct serving {
	double batch, accelerators;
	const char *why; /* how the accelerators were counted; NULL: stated */
	bool batch_stated;
};

static const struct factor *default_row(struct build *build, const char *name)
{
	return factors_by_id(build->factors,
			     arena_printf(build->arena, "default/-/-/%s", name));
}

/* The central value of a default; NaN (reported) where the database has none. */
static double default_number(struct build *build, const struct item *item, const char *name)
{
	const struct factor *row = default_row(build, name);
	const struct quantity_rule at_least_1 = {.unit = "", .low = 1, .high = INFINITY};

	if (row)
		return !text_starts(name, "gsd") ||
			       build_row_fits(build, row, "gsd", &at_least_1)
			   ? build_number(build, row)
			   : NAN;
	diag_add(
	    build->diags, DIAG_DEFAULT_MISSING, item->place, item->path,
	    build_hint(build, "write energy_per_output_token: VALUE J/token with its source"),
	    "the factor database has no default '%s'%s", name, build_known_by(build));
	return NAN;
}

static double stated_number(const struct item *item, enum key key)
{
	const struct value *value = item_own(item, key);

	return value && !value->failed ? dist_central(&value->quantity.dist) : NAN;
}

/* By the number format stated, else a default. */
static double bytes_of(struct build *build, const struct item *item)
{
	const struct value *value = item_own(item, KEY_PRECISION);
	const struct precision *precision =
	    value && value->text ? precision_find(build->arena, value->text) : NULL;

	if (precision)
		return (double)precision->bits / BITS_PER_BYTE;
	return default_number(build, item, "token-energy-bytes");
}

/* source: ecologits-0.9: the smallest power of two whose memory holds the parameters. */
static double count_accelerators(struct build *build, const struct item *item, const char **why)
{
	const char *slug = accelerator_slug(build, item);
	const struct factor *row = slug ? factors_find(build->factors, slug, "", 0, "memory",
						       item->place, item->path, build->diags)
					: NULL;
	const struct quantity_rule above_zero = {.unit = "B", .positive = true};
	double parameters = stated_number(item, KEY_PARAMETERS);
	double bytes = bytes_of(build, item);
	double overhead = default_number(build, item, "token-energy-memory-overhead");
	double memory, count = 1;

	if (isnan(parameters))
		parameters = stated_number(item, KEY_ACTIVE_PARAMETERS);
	if (!row) {
		if (slug)
			diag_add(build->diags, DIAG_DEFAULT_MISSING, item->place, item->path,
				 build_hint(build, "write accelerators_per_copy: 8"),
				 "the factor database has no 'memory' for %s%s", slug,
				 build_known_by(build));
		return NAN;
	}
	if (!build_row_fits(build, row, "memory", &above_zero))
		return NAN;
	memory = build_number(build, row) / unit_of("B").scale;
	while (count * memory < overhead * parameters * bytes)
		count *= 2;
	*why = arena_printf(build->arena,
			    "the least power of two that holds %g x %g parameters of %g bytes "
			    "in %g GB each",
			    overhead, parameters, bytes, memory / BILLION);
	return count;
}

static struct serving serving_of(struct build *build, const struct item *item)
{
	struct serving serving = {
	    .batch = stated_number(item, KEY_BATCH),
	    .accelerators = stated_number(item, KEY_ACCELERATORS_PER_COPY),
	};

	serving.batch_stated = !isnan(serving.batch);
	if (!serving.batch_stated)
		serving.batch = default_number(build, item, "token-energy-batch");
	if (isnan(serving.accelerators))
		serving.accelerators = count_accelerators(build, item, &serving.why);
	return serving;
}

/* The error of the fit: known for a batch and a number of accelerators that are known. */
static cell error_of_fit(struct build *build, const struct item *item, bool known)
{
	const char *row = known ? "gsd-token-regression" : "gsd-token-regression-blind";
	double gsd = default_number(build, item, row);

	return isnan(gsd) ? CELL_BAD
			  : build_derived(build, item, "fit", dist_lognormal(1, gsd),
					  default_row(build, row),
					  "the fit against measurements", ORIGIN_DEFAULT);
}

static cell fitted(struct build *build, const char *name)
{
	const struct factor *row = default_row(build, name);
	struct quantity quantity;

	if (!row)
		return CELL_BAD;
	/* A coefficient is no choice that somebody could have stated. */
	quantity = row->quantity;
	quantity.origin.kind = ORIGIN_FACTOR;
	return sheet_input(build->sheet, &quantity);
}

/* source: ecologits-0.9: E of a token on one accelerator = alpha exp(-beta batch) P + gamma, P
 * in 1e9 active parameters. */
static cell token_energy(struct build *build, const struct item *item,
			 const struct serving *serving)
{
	struct sheet *sheet = build->sheet;
	double beta = default_number(build, item, "token-energy-beta");
	cell active = build_own(build, item, KEY_ACTIVE_PARAMETERS).cell;
	cell decay, slope;

	if (isnan(beta) || isnan(serving->batch))
		return CELL_BAD;
	decay = build_derived(
	    build, item, "effect_of_batch", dist_exact(exp(-beta * serving->batch)),
	    default_row(build, "token-energy-beta"),
	    arena_printf(build->arena, "exp(-%.4g x batch of %g)", beta, serving->batch),
	    serving->batch_stated ? ORIGIN_FACTOR : ORIGIN_DEFAULT);
	slope = sheet_multiply(sheet, fitted(build, "token-energy-alpha"), decay);
	return sheet_name(
	    sheet,
	    sheet_add(
		sheet,
		sheet_multiply(sheet, slope,
			       sheet_divide(sheet, active, sheet_constant(sheet, BILLION))),
		fitted(build, "token-energy-gamma")),
	    "energy of a token on one accelerator");
}

static cell accelerators(struct build *build, const struct item *item,
			 const struct serving *serving)
{
	if (!serving->why)
		return build_own(build, item, KEY_ACCELERATORS_PER_COPY).cell;
	return build_derived(
	    build, item, "accelerators_per_copy", dist_exact(serving->accelerators),
	    default_row(build, "token-energy-memory-overhead"), serving->why, ORIGIN_DEFAULT);
}

cell regression_energy(struct build *build, struct line *line, struct metered_energy *metered,
		       const char *why)
{
	const struct item *item = line->item;
	struct maybe tokens = line->volumes[VOLUME_OUTPUT_TOKEN];
	const struct value *size = item_own(item, KEY_ACTIVE_PARAMETERS);
	struct serving serving;
	cell energy;

	if (!tokens.known && item_lacks_log(item))
		return CELL_BAD;
	if (!tokens.known) {
		diag_add(build->diags, DIAG_VALUE_MISSING, place_of(size), size->path,
			 "write output_tokens:, or log: FILE",
			 "'active_parameters' is given, but not how many output tokens");
		return CELL_BAD;
	}
	serving = serving_of(build, item);
	if (isnan(serving.accelerators))
		return CELL_BAD;
	line->from_default = true;
	metered->default_host = metered->metered_at == METERED_ACCELERATOR;
	build_note(build, arena_printf(build->arena,
				       "%s: %s: its energy per output token is that of a fit "
				       "to others of its size, the last resort",
				       item->id, why ? why : "nobody measured this model"));
	model_told_prompt(build, line, NULL);
	energy = sheet_multiply(build->sheet, token_energy(build, item, &serving),
				accelerators(build, item, &serving));
	energy =
	    sheet_multiply(build->sheet, energy,
			   error_of_fit(build, item, serving.batch_stated && !serving.why));
	sheet_name(build->sheet, energy, "energy of an output token");
	return sheet_multiply(build->sheet, tokens.cell, energy);
}
