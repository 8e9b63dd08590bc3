/* Accelerator hours from the operations of a model, before anything ran. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"
#include "models/precision.h"
#include "models/reader.h"
#include "models/small_model.h"

/* What a number format is looked up by. Matrix units take both 16-bit formats at one rate. */
static const struct {
	const char *name; /* of the format, see precision.h */
	const char *peak;
	const char *dense, *mixture; /* shares of that peak that runs reached */
} rates[] = {
    {"float16", "peak-fp16", "mfu", "mfu-moe"},
    {"bfloat16", "peak-fp16", "mfu", "mfu-moe"},
    {"fp8", "peak-fp8", "mfu-fp8", "mfu-fp8-moe"},
    {"mxfp8", "peak-fp8", "mfu-fp8", "mfu-fp8-moe"},
    {"float32", "peak-fp32", "mfu-any", "mfu-any"},
    {"mxfp4", "peak-fp4", "mfu-any", "mfu-any"},
};

struct rate {
	const char *word; /* the format as typed, or NULL */
	const char *peak, *mfu;
};

static struct rate rate_of(struct build *build, const struct item *item)
{
	const struct value *stated = item_own(item, KEY_PRECISION);
	bool mixture = item_own(item, KEY_ACTIVE_PARAMETERS) != NULL;
	const char *name = "float16";
	struct rate rate = {.mfu = "mfu-any"};

	if (stated && !stated->failed && stated->text) {
		rate.word = stated->text;
		name = precision_name(build->arena, stated->text);
	}
	rate.peak = arena_printf(build->arena, "peak-%s", name);
	for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
		if (!text_same(rates[i].name, name))
			continue;
		rate.peak = rates[i].peak;
		rate.mfu = mixture ? rates[i].mixture : rates[i].dense;
	}
	return rate;
}

/* The formats that the database has a peak of the accelerator for: "fp16, fp32", or NULL. */
static const char *formats_of(struct build *build, const char *slug)
{
	const char *beginning = arena_printf(build->arena, "%s/-/-/peak-", slug);
	const struct factor **rows;
	size_t count = build_rows(build, beginning, "*", &rows);
	const char *formats = NULL;

	for (size_t i = 0; i < count; i++) {
		const char *format = rows[i]->criterion + strlen("peak-");

		if (rows[i]->variant && *rows[i]->variant)
			continue;
		formats =
		    formats ? arena_printf(build->arena, "%s, %s", formats, format) : format;
	}
	return formats;
}

static cell looked_up_peak(struct build *build, const struct item *item, struct rate rate)
{
	const char *slug = accelerator_slug(build, item), *formats, *hint;
	const struct value *stated = item_own(item, KEY_PRECISION);

	if (!slug || (rate.word && !precision_find(build->arena, rate.word)))
		return CELL_BAD;
	if (factors_has_own(build->factors, slug, "", 0, rate.peak))
		return accelerator_property(build, item, rate.peak, "write peak: 312 TFLOP/s");
	formats = formats_of(build, slug);
	hint = formats
		   ? arena_printf(build->arena, "write precision: %.*s, or peak: 312 TFLOP/s",
				  (int)strcspn(formats, ","), formats)
		   : "write peak: 312 TFLOP/s";
	diag_add(build->diags, DIAG_DEFAULT_MISSING, stated ? place_of(stated) : item->place,
		 stated ? stated->path : item->path, build_hint(build, hint),
		 "the factor database has no peak of %s at %s%s%s%s", slug,
		 rate.word ? rate.word : "fp16, the default", build_known_by(build),
		 formats ? "; it has " : "", formats ? formats : "");
	return CELL_BAD;
}

/* The share of the peak that the operations of the model make up over all hours. */
static cell utilisation(struct build *build, struct line *line, struct rate rate)
{
	const struct item *item = line->item;
	struct maybe stated = build_get(build, item, KEY_MFU);
	cell mfu;

	if (stated.known)
		return stated.cell;
	line->from_default = true;
	mfu = build_default(build, rate.mfu, item->id, "mfu", item->place, item->path);
	return text_same(rate.mfu, "mfu") ? small_model_mfu(build, item, mfu) : mfu;
}

/* Of a run that is shared, the operations are shared as its energy is. Those of runs that
 * happen several times are counted with the other volumes (line_repeat_volumes). */
static cell own_work(struct build *build, const struct item *item, cell work)
{
	struct maybe share = build_own(build, item, KEY_SHARE);

	return share.known ? sheet_multiply(build->sheet, work, share.cell) : work;
}

/* source: kaplan-2020: FLOP = 6 x parameters x tokens in training, 2 in inference (the forward
 * pass alone); hours = FLOP / (peak x MFU). Of a mixture of experts each token passes the
 * active parameters alone. */
cell operations_hours(struct build *build, struct line *line)
{
	const struct item *item = line->item;
	bool mixture = item_own(item, KEY_ACTIVE_PARAMETERS) != NULL;
	struct maybe parameters =
	    build_own(build, item, mixture ? KEY_ACTIVE_PARAMETERS : KEY_PARAMETERS);
	struct maybe tokens = build_own(build, item, KEY_TOKENS);
	struct maybe peak = build_get(build, item, KEY_PEAK);
	struct rate rate_names = rate_of(build, item);
	const char *work_per_token = item->stage == STAGE_INFERENCE
					 ? "flop-per-parameter-token-inference"
					 : "flop-per-parameter-token";
	cell mfu, work, rate;

	if (!peak.known)
		peak.cell = looked_up_peak(build, item, rate_names);
	mfu = utilisation(build, line, rate_names);
	sheet_at(build->sheet, item->place, item->path);
	work = sheet_multiply(build->sheet, parameters.cell, tokens.cell);
	work =
	    sheet_multiply(build->sheet, work,
			   build_default(build, work_per_token, "training",
					 "flop_per_parameter_token", item->place, item->path));
	sheet_name(build->sheet, work, "floating-point operations");
	line->volumes[VOLUME_FLOP] = (struct maybe){true, own_work(build, item, work)};
	rate = sheet_name(build->sheet, sheet_multiply(build->sheet, peak.cell, mfu),
			  "rate of one accelerator");
	return sheet_name(build->sheet, sheet_divide(build->sheet, work, rate),
			  "accelerator hours");
}
