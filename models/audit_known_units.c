/* A number that is the published one in another unit: 626 000 tons where 626,155 lb were
 * printed. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_known.h"
#include "models/audit_parts.h"
#include "models/audit_units.h"

enum { TIED = 2, TELLING = 3, UNTIED = 4, NEVER = 99 };

/* Of the units: those before it are mixed up often. */
enum { COMMON = 4 };

struct reading {
	enum audit_code code;
	const char *words; /* of its unit */
	struct printed printed;
};

/* True where the claim states another figure of the row, and otherwise. */
static bool contradicts(const struct inquiry *inquiry, enum claim_figure figure,
			const struct known *known)
{
	size_t i;

	for (i = 0; i < CLAIM_FIGURES; i++) {
		const struct printed *stated = inquiry->figures[i];

		if (i != (size_t)figure && stated && known->figures[i] &&
		    !known_equal(stated, known->figures[i]))
			return true;
	}
	return false;
}

/* Digits that it takes to tell: the fewer, the closer the row is to the claim. */
static int digits_needed(const struct inquiry *inquiry, enum claim_figure figure, size_t row,
			 bool common)
{
	const struct known *known = &inquiry->knowns->rows[row];

	if (!audit_known_own(inquiry, row) || !known_stage_fits(inquiry->stage, known->stage))
		return inquiry->claim->model || contradicts(inquiry, figure, known) ? NEVER
										    : UNTIED;
	if (contradicts(inquiry, figure, known))
		return UNTIED;
	return common && (figure == CLAIM_EMISSIONS || inquiry->kin[row] == KIN_SAME) ? TIED
										      : TELLING;
}

static struct match find(const struct inquiry *inquiry, enum claim_figure figure,
			 const struct printed *printed, bool common)
{
	struct match best = {0};
	size_t i;

	for (i = 0; i < inquiry->knowns->count; i++) {
		const struct known *known = &inquiry->knowns->rows[i];
		int digits =
		    known->figures[figure] ? known_equal(printed, known->figures[figure]) : 0;

		if (digits <= best.digits || digits < digits_needed(inquiry, figure, i, common))
			continue;
		best = (struct match){
		    .row = i, .digits = digits, .kin = inquiry->kin[i], .found = true};
	}
	return best;
}

static void tell(struct inquiry *inquiry, enum claim_figure figure,
		 const struct reading *reading, const struct match *match)
{
	struct arena *arena = inquiry->run->arena;
	const struct printed *stated = inquiry->figures[figure];
	const struct known *known = &inquiry->knowns->rows[match->row];
	const struct unit unit = figure == CLAIM_EMISSIONS ? unit_of("tCO2e")
				 : figure == CLAIM_ENERGY  ? unit_of("MWh")
							   : known->figures[figure]->unit;
	const char *pounds =
	    text_same(known->figures[figure]->unit.text, "lb")
		? arena_printf(
		      arena, ": %s %s",
		      audit_plain(arena, known->figures[figure]->value / unit.scale, 4),
		      unit.text)
		: "";
	/* Of models that the claim does not name, the same digits may be chance. */
	bool own = audit_known_own(inquiry, match->row);
	struct audit_finding *finding =
	    audit_find(inquiry->run, inquiry->index, reading->code,
		       own ? VERDICT_CONDITIONAL : VERDICT_CONSISTENT,
		       "'%s' read as %s is the %s published of %s (%s)%s", stated->text,
		       reading->words, known_number(arena, figure, known->figures[figure]),
		       known->model, known->cited, pounds);

	finding->has_value = true;
	finding->value = known->figures[figure]->value / unit.scale;
	finding->unit = unit.text;
	finding->place = stated->place;
	finding->source = known->citation;
	inquiry->told = match->row + 1;
	inquiry->alarmed[figure] = own;
}

/* The claim with the published figure meets in all. */
static bool meets_with(struct inquiry *inquiry, enum claim_figure figure,
		       const struct printed *published)
{
	struct audit_case with = audit_case_of(inquiry->run, inquiry->claim);

	with.figures[figure] = audit_value_of(figure, published);
	return audit_evaluate(NULL, &with).worst != OUTCOME_APART;
}

/* The last finding, before those of slips that would only be plausible. */
static void rank_first(struct audited *audited)
{
	struct audit_finding *findings = (void *)audited->findings;
	struct audit_finding last = findings[audited->finding_count - 1];
	size_t i;

	for (i = audited->finding_count - 1;
	     i && findings[i - 1].code != AUDIT_DIFFERS &&
	     findings[i - 1].code != AUDIT_IMPLIED_CI && findings[i - 1].code != AUDIT_RANGE;
	     i--)
		findings[i] = findings[i - 1];
	findings[i] = last;
}

/* That it is a published figure of the model says more than any unit that would do. */
static void explain_by_scale(struct inquiry *inquiry, enum claim_figure figure,
			     const struct audit_finding *finding,
			     const struct printed *published)
{
	struct audited *audited = &inquiry->run->audited[inquiry->index];
	struct audit_assumption *assumption =
	    arena_alloc(inquiry->run->arena, sizeof *assumption);
	struct audit_explanation *explanation =
	    arena_alloc(inquiry->run->arena, sizeof *explanation);

	*assumption = (struct audit_assumption){
	    .code = finding->code,
	    .text = finding->message,
	    .figure = figure,
	    .value = published->value,
	    .unit = unit_of(finding->unit),
	};
	*explanation = (struct audit_explanation){
	    .assumptions = assumption, .count = 1, .fit = FIT_DIGITS};
	rank_first(audited);
	audited->explanations = explanation;
	audited->explanation_count = 1;
	audit_soften(inquiry->run, inquiry->index);
}

/* The published figure with its point elsewhere. */
static bool judge_scale(struct inquiry *inquiry, enum claim_figure figure)
{
	static const struct {
		double factor;
		const char *words;
	} scales[] = {{0.1, "ten times"},
		      {10, "a tenth of"},
		      {0.01, "a hundred times"},
		      {100, "a hundredth of"}};
	const struct printed *stated = inquiry->figures[figure];
	size_t i;

	for (i = 0; i < sizeof scales / sizeof *scales; i++) {
		struct printed other = printed_times(stated, scales[i].factor);
		struct match match = find(inquiry, figure, &other, false);
		const struct known *known = &inquiry->knowns->rows[match.row];
		struct audit_finding *finding;

		if (!match.found || !audit_known_own(inquiry, match.row) ||
		    !meets_with(inquiry, figure, known->figures[figure]))
			continue;
		finding = audit_find(
		    inquiry->run, inquiry->index, AUDIT_SCALE, VERDICT_CONDITIONAL,
		    "'%s' is %s the %s published of %s (%s)", stated->text, scales[i].words,
		    known_number(inquiry->run->arena, figure, known->figures[figure]),
		    known->model, known->cited);
		finding->has_value = true;
		finding->unit = figure == CLAIM_EMISSIONS ? "tCO2e" : "MWh";
		finding->value = known->figures[figure]->value / unit_of(finding->unit).scale;
		finding->place = stated->place;
		finding->source = known->citation;
		explain_by_scale(inquiry, figure, finding, known->figures[figure]);
		inquiry->told = match.row + 1;
		inquiry->alarmed[figure] = true;
		return true;
	}
	return false;
}

/* False where no row could be meant, whatever the unit. */
static bool may_be_known(const struct inquiry *inquiry, enum claim_figure figure)
{
	size_t i;

	if (!inquiry->claim->model)
		return known_digits(inquiry->figures[figure]) >= UNTIED;
	for (i = 0; i < inquiry->knowns->count; i++)
		if (audit_known_own(inquiry, i) && inquiry->knowns->rows[i].figures[figure])
			return true;
	return false;
}

bool audit_known_judge_units(struct inquiry *inquiry, enum claim_figure figure)
{
	const struct printed *stated = inquiry->figures[figure];
	struct audit_units units = audit_units_of(figure);
	struct reading best = {0};
	struct match found = {0};
	size_t i;

	if (!units.count || !may_be_known(inquiry, figure))
		return false;
	for (i = 0; i < units.count; i++) {
		struct reading reading = {units.code, units.rows[i].words,
					  printed_in_unit(stated, unit_of(units.rows[i].unit))};
		struct match match;

		/* Read in its own unit it is the published figure itself. */
		if (reading.printed.unit.scale == stated->unit.scale)
			continue;
		match = find(inquiry, figure, &reading.printed, i < COMMON);

		if (match.digits > found.digits) {
			best = reading;
			found = match;
		}
	}
	if (found.found)
		tell(inquiry, figure, &best, &found);
	return found.found || ((figure == CLAIM_EMISSIONS || figure == CLAIM_ENERGY) &&
			       inquiry->claim->model && judge_scale(inquiry, figure));
}
