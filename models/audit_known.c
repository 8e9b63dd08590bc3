/*
 * Claims against the figures that were published of the same model, and of others.
 *
 * The same number under another name may be chance: two digits say nothing. Three say something
 * where the model's own figure is known, differs, and stands in the same work, or where the
 * other is a size of the same model; else it takes four, and where nothing is known of the
 * model itself it is only told.
 */

#include "models/audit_known.h"

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_parts.h"

enum { TELLING = 3, CERTAIN = 4, LEAST = 2 };

static const enum claim_figure compared[] = {
    CLAIM_EMISSIONS, CLAIM_ENERGY,	    CLAIM_ACCELERATOR_HOURS,  CLAIM_EMBODIED,
    CLAIM_WATER,     CLAIM_ENERGY_PER_UNIT, CLAIM_EMISSIONS_PER_UNIT, CLAIM_WATER_PER_UNIT,
};

/* Of which others are worth telling. */
static const enum claim_figure told[] = {CLAIM_EMISSIONS, CLAIM_ENERGY, CLAIM_ENERGY_PER_UNIT,
					 CLAIM_EMISSIONS_PER_UNIT};

/* How many requests the figures of a claim are of ("1000 request"); 0: of all. */
static double requests_of(struct inquiry *inquiry)
{
	static const struct printed_rule rule = {.unit = "request", .per_any = true};
	const char *message, *per = inquiry->claim->per;
	struct printed printed;

	if (!per)
		return 0;
	if (printed_read(inquiry->run->arena, per, &rule, inquiry->claim->place, &printed,
			 &message) == PRINTED_READ &&
	    printed.value > 0)
		return printed.value;
	return 1;
}

static const struct printed *one_of(struct inquiry *inquiry, enum claim_figure total,
				    const char *unit, double requests)
{
	const struct printed *printed = inquiry->claim->figures[total];

	struct printed *one;

	if (!printed)
		return NULL;
	one = arena_alloc(inquiry->run->arena, sizeof *one);
	*one = printed_times(printed, 1 / requests);
	one->unit = unit_of(unit);
	return one;
}

/* The claim's figures as the rows have them: of one request, and what is embodied by itself. */
static void take_figures(struct inquiry *inquiry)
{
	const struct claim *claim = inquiry->claim;
	double requests = requests_of(inquiry);
	size_t i;

	for (i = 0; i < sizeof compared / sizeof *compared; i++)
		inquiry->figures[compared[i]] = claim->figures[compared[i]];
	if (requests > 0) {
		inquiry->figures[CLAIM_ENERGY_PER_UNIT] =
		    one_of(inquiry, CLAIM_ENERGY, "kWh/request", requests);
		inquiry->figures[CLAIM_EMISSIONS_PER_UNIT] =
		    one_of(inquiry, CLAIM_EMISSIONS, "kgCO2e/request", requests);
		inquiry->figures[CLAIM_WATER_PER_UNIT] =
		    one_of(inquiry, CLAIM_WATER, "L/request", requests);
		inquiry->figures[CLAIM_ENERGY] = inquiry->figures[CLAIM_EMISSIONS] = NULL;
		inquiry->figures[CLAIM_WATER] = NULL;
	}
	if (inquiry->stage == STAGE_EMBODIED && !inquiry->figures[CLAIM_EMBODIED]) {
		inquiry->figures[CLAIM_EMBODIED] = inquiry->figures[CLAIM_EMISSIONS];
		inquiry->figures[CLAIM_EMISSIONS] = NULL;
	}
}

/* A claim whose model has no size means the one size that is known. */
static void settle_sizes(struct inquiry *inquiry)
{
	const struct knowns *knowns = inquiry->knowns;
	const struct known *first = NULL;
	bool one = inquiry->name.size_count == 0;
	size_t i;

	for (i = 0; i < knowns->count; i++) {
		if (inquiry->kin[i] == KIN_SAME)
			return;
		if (inquiry->kin[i] != KIN_UNSIZED)
			continue;
		one = one &&
		      (!first || known_name_same_size(&first->name, &knowns->rows[i].name));
		first = first ? first : &knowns->rows[i];
	}
	for (i = 0; i < knowns->count; i++)
		if (inquiry->kin[i] == KIN_UNSIZED)
			inquiry->kin[i] = one ? KIN_SAME : KIN_UNSIZED;
}

static void find_kin(struct inquiry *inquiry)
{
	size_t i;

	inquiry->name = known_name_of(inquiry->run->arena, inquiry->claim->model);
	for (i = 0; i < inquiry->knowns->count; i++)
		inquiry->kin[i] =
		    known_name_kinship(&inquiry->name, &inquiry->knowns->rows[i].name);
	settle_sizes(inquiry);
}

bool audit_known_own(const struct inquiry *inquiry, size_t row)
{
	return inquiry->kin[row] == KIN_SAME || inquiry->kin[row] == KIN_AKIN ||
	       inquiry->kin[row] == KIN_UNSIZED;
}

/* True for the row of the table that the claim itself is. */
bool audit_known_self(const struct inquiry *inquiry, size_t row)
{
	const struct known *known = &inquiry->knowns->rows[row];

	return text_same(known->id, inquiry->claim->id) &&
	       text_same(known->model, inquiry->claim->model);
}

/* The better of two rows that hold the figure of a claim: of its stage, no counterfactual, of
 * the same name, the one before. */
static int merit(const struct inquiry *inquiry, size_t row)
{
	const struct known *known = &inquiry->knowns->rows[row];

	return 4 * known_stage_fits(inquiry->stage, known->stage) + 2 * !known->counterfactual +
	       (inquiry->kin[row] == KIN_SAME);
}

/* Of the model itself one digit is enough. */
static int least_of(enum kinship kin)
{
	return kin == KIN_SAME ? 1 : LEAST;
}

static struct match find_equal(const struct inquiry *inquiry, enum claim_figure figure,
			       bool own)
{
	const struct printed *stated = inquiry->figures[figure];
	struct match best = {0};
	int best_merit = -1;
	size_t i;

	for (i = 0; i < inquiry->knowns->count; i++) {
		const struct printed *known = inquiry->knowns->rows[i].figures[figure];
		int digits = known ? known_equal(stated, known) : 0;

		if (digits < least_of(inquiry->kin[i]) || audit_known_own(inquiry, i) != own)
			continue;
		if (digits > best.digits ||
		    (digits == best.digits && merit(inquiry, i) > best_merit)) {
			best = (struct match){
			    .row = i, .digits = digits, .kin = inquiry->kin[i], .found = true};
			best_merit = merit(inquiry, i);
		}
	}
	return best;
}

/* The row of the same name, or else of one akin, that holds this figure of the claim's stage.
 */
struct match audit_known_published(const struct inquiry *inquiry, enum claim_figure figure)
{
	struct match best = {0};
	size_t i;

	for (i = 0; i < inquiry->knowns->count; i++) {
		const struct known *known = &inquiry->knowns->rows[i];

		if (!known->figures[figure] || !audit_known_own(inquiry, i) ||
		    known->counterfactual || !known_stage_fits(inquiry->stage, known->stage))
			continue;
		if (best.found && best.kin >= inquiry->kin[i])
			continue;
		best = (struct match){.row = i, .kin = inquiry->kin[i], .found = true};
	}
	return best;
}

/* How many figures of the claim a row holds. */
static size_t count_equal(const struct inquiry *inquiry, size_t row, int digits)
{
	size_t i, count = 0;

	for (i = 0; i < sizeof compared / sizeof *compared; i++) {
		const struct printed *stated = inquiry->figures[compared[i]];
		const struct printed *known = inquiry->knowns->rows[row].figures[compared[i]];

		if (stated && known && known_equal(stated, known) >= digits)
			count++;
	}
	return count;
}

static size_t count_stated(const struct inquiry *inquiry)
{
	size_t i, count = 0;

	for (i = 0; i < sizeof compared / sizeof *compared; i++)
		count += inquiry->figures[compared[i]] != NULL;
	return count;
}

/* True where both are printed in one work, of which the wrong row may have been read, or are
 * sizes of one model. */
static bool beside(const struct inquiry *inquiry, const struct match *own,
		   const struct match *other)
{
	const struct known *rows = inquiry->knowns->rows;

	if (other->kin == KIN_SIBLING)
		return true;
	return own->kin == KIN_SAME &&
	       text_same(rows[own->row].source, rows[other->row].source);
}

/* The number is that of another model. */
static void judge_other(struct inquiry *inquiry, enum claim_figure figure)
{
	struct match other = find_equal(inquiry, figure, false);
	struct match own = audit_known_published(inquiry, figure);

	if (!other.found || other.digits < TELLING)
		return;
	other.alone = count_stated(inquiry) > count_equal(inquiry, other.row, LEAST);
	if (own.found && other.digits >= (beside(inquiry, &own, &other) ? TELLING : CERTAIN))
		audit_known_tell_copy(inquiry, figure, &other, &own);
	else if (!own.found && other.kin == KIN_SIBLING)
		audit_known_tell_copy(inquiry, figure, &other, NULL);
	else if (inquiry->told != other.row + 1 &&
		 (other.digits > CERTAIN || count_equal(inquiry, other.row, TELLING) > 1))
		audit_known_tell_chance(inquiry, figure, &other);
}

static bool is_priced(const struct claim *claim)
{
	return claim->figures[CLAIM_INTENSITY] || claim->region || claim->region_text;
}

/* The row that holds most figures of the claim. */
static void remember(struct inquiry *inquiry, struct match own)
{
	own.digits = (int)count_equal(inquiry, own.row, least_of(own.kin));
	if (own.digits > inquiry->same.digits)
		inquiry->same = own;
}

/* The number is that of a row whose name is only akin ("Llama 2 (all)"), and the model's own is
 * another. */
static bool is_of_more(const struct inquiry *inquiry, enum claim_figure figure,
		       const struct match *match, const struct match *published)
{
	return match->kin != KIN_SAME && match->digits >= TELLING && published->found &&
	       published->kin == KIN_SAME &&
	       !known_equal(inquiry->figures[figure],
			    inquiry->knowns->rows[published->row].figures[figure]);
}

static void judge(struct inquiry *inquiry, enum claim_figure figure)
{
	struct match own = find_equal(inquiry, figure, true);
	const struct known *known = &inquiry->knowns->rows[own.row];
	struct match published = audit_known_published(inquiry, figure);

	if (!own.found) {
		if (!audit_known_judge_units(inquiry, figure))
			judge_other(inquiry, figure);
		return;
	}
	if (own.digits >= (own.kin == KIN_AKIN ? CERTAIN : TELLING) &&
	    !known_stage_fits(inquiry->stage, known->stage))
		audit_known_tell_stage(inquiry, figure, &own);
	else if (is_of_more(inquiry, figure, &own, &published))
		audit_known_tell_copy(inquiry, figure, &own, &published);
	else if (known->counterfactual && !is_priced(inquiry->claim) &&
		 !audit_known_self(inquiry, own.row))
		audit_known_tell_counterfactual(inquiry, figure, &own);
	else
		remember(inquiry, own);
}

static void audit_one(struct inquiry *inquiry)
{
	size_t i;

	inquiry->stage = known_stage_of(inquiry->claim->stage);
	find_kin(inquiry);
	take_figures(inquiry);
	for (i = 0; i < sizeof compared / sizeof *compared; i++)
		if (inquiry->figures[compared[i]])
			judge(inquiry, compared[i]);
	if (inquiry->same.found && !audit_known_self(inquiry, inquiry->same.row))
		audit_known_tell_same(inquiry, compared, sizeof compared / sizeof *compared);
	for (i = 0; i < sizeof told / sizeof *told; i++)
		if (inquiry->figures[told[i]] && !inquiry->alarmed[told[i]])
			audit_known_tell_others(inquiry, told[i]);
}

const struct knowns *audit_knowns(struct audit_run *run)
{
	if (!run->knowns) {
		struct knowns *knowns = arena_alloc(run->arena, sizeof *knowns);

		*knowns = knowns_of(run->arena, run->factors);
		run->knowns = knowns;
	}
	return run->knowns;
}

void audit_known(struct audit_run *run)
{
	const struct knowns *knowns = audit_knowns(run);
	enum kinship *kin = arena_alloc(run->arena, (knowns->count + 1) * sizeof *kin);
	size_t i;

	for (i = 0; i < run->claims->count; i++) {
		struct inquiry inquiry = {.run = run,
					  .index = i,
					  .claim = run->audited[i].claim,
					  .knowns = knowns,
					  .kin = kin};

		audit_one(&inquiry);
	}
}
