/* Models so small that runs reach less of the peak, the smaller the less. */

#include "models/small_model.h"

#include <math.h>

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

static const double billion = 1e9;

static const struct factor *limit(struct factors *factors)
{
	return factors_by_id(factors, "default/-/-/small-model");
}

/* s of a model of so many parameters, fewer than the size where it begins. */
static cell falls_short(struct build *build, const struct item *item, double parameters,
			double size)
{
	const struct factor *exponent =
	    factors_by_id(build->factors, "default/-/-/mfu-size-exponent");
	double power, error, ratio = parameters / size;
	const char *note;

	if (!exponent) {
		diag_add(build->diags, DIAG_DEFAULT_MISSING, item->place, item->path,
			 build_hint(build, "write mfu: 0.4"),
			 "the factor database has no default 'mfu-size-exponent'%s",
			 build_known_by(build));
		return CELL_BAD;
	}
	power = dist_central(&exponent->quantity.dist);
	error = dist_sd(&exponent->quantity.dist);
	note = arena_printf(
	    build->arena, "(%.4g billion parameters / %g billion)^E, E = %g%s",
	    parameters / billion, size / billion, power,
	    error > 0 ? arena_printf(build->arena, " +- %.2g (one standard error)", error)
		      : "");
	return build_derived(build, item, "mfu_size",
			     dist_lognormal(pow(ratio, power), exp(-error * log(ratio))),
			     exponent, note, ORIGIN_DEFAULT);
}

cell small_model_mfu(struct build *build, const struct item *item, cell mfu)
{
	const struct value *stated = item_own(item, KEY_PARAMETERS);
	const struct factor *below = limit(build->factors);
	double parameters, size;

	if (!below || stated->failed)
		return mfu;
	size = dist_central(&below->quantity.dist);
	parameters = dist_central(&stated->quantity.dist);
	if (!(parameters < size))
		return mfu;
	build_number(build, below);
	build_note(build, small_model_note(build->arena, build->factors, parameters, "mfu:"));
	return sheet_name(
	    build->sheet,
	    sheet_multiply(build->sheet, mfu, falls_short(build, item, parameters, size)),
	    "MFU of a model of this size");
}

struct reached {
	size_t runs;
	double least, most;
};

/* What the runs behind the MFU reached, of small models or of the others; those told of running
 * steps are neither. */
static struct reached reached(struct factors *factors, bool small)
{
	const struct factor **runs;
	size_t count = factors_list(factors, "default/-/-/mfu/*", &runs);
	struct reached reached = {.least = INFINITY};

	for (size_t i = 0; i < count; i++) {
		double share = dist_central(&runs[i]->quantity.dist);

		if (text_starts(runs[i]->variant, "running-") ||
		    text_starts(runs[i]->variant, "small-") != small)
			continue;
		reached.runs++;
		reached.least = fmin(reached.least, share);
		reached.most = fmax(reached.most, share);
	}
	return reached;
}

/* Where no run is known, the line through those of larger models is drawn on. */
static const char *beyond(struct arena *arena, struct factors *factors, double parameters)
{
	const double million = 1e6;
	const struct factor *least = factors_by_id(factors, "default/-/-/small-model-least");
	double size;

	if (!least)
		return "";
	size = dist_central(&least->quantity.dist);
	return parameters < size ? arena_printf(arena,
						"; below %gM parameters no run is known, and "
						"the MFU is extrapolated",
						size / million)
				 : "";
}

const char *small_model_note(struct arena *arena, struct factors *factors, double parameters,
			     const char *state)
{
	const struct factor *below = limit(factors);
	struct reached small = reached(factors, true), large = reached(factors, false);

	if (!below || !small.runs || !large.runs)
		return "";
	return arena_printf(
	    arena,
	    "%zu published runs of models below %g billion parameters reached %.2f to %.2f of "
	    "the peak, %zu of larger ones %.2f to %.2f%s; state %s where you know yours",
	    small.runs, dist_central(&below->quantity.dist) / billion, small.least, small.most,
	    large.runs, large.least, large.most, beyond(arena, factors, parameters), state);
}
