/* The JSON result of lca audit. */

#include <cJSON.h>
#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit.h"
#include "reports/view_audit.h"
#include "reports/write_json.h"
#include "reports/write_json_audit.h"

static void add_doubts(struct audit_json *to, struct cJSON *object, unsigned doubts)
{
	static const struct {
		enum printed_doubt doubt;
		const char *name;
	} names[] = {
	    {PRINTED_NO_UNIT, "no-unit"}, {PRINTED_TON, "ton"},
	    {PRINTED_CARBON, "carbon"},	  {PRINTED_MASS, "plain-mass"},
	    {PRINTED_COMMA, "comma"},	  {PRINTED_DECIMAL_COMMA, "decimal-comma"},
	    {PRINTED_ABOUT, "about"},	  {PRINTED_RANGE, "range"},
	    {PRINTED_FLOPS, "flops"},	  {PRINTED_BOUND, "bound"},
	};
	struct cJSON *list = json_array(object, "doubts");

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (doubts & names[i].doubt)
			json_text(to->arena, list, NULL, names[i].name);
}

static void add_printed(struct audit_json *to, struct cJSON *object,
			const struct printed *printed)
{
	json_text(to->arena, object, "text", printed->text);
	audit_json_value(to, object, printed->value, printed->exact, printed->loose,
			 &printed->unit);
	json_text(to->arena, object, "unit_as_read", printed->unit.text);
	add_doubts(to, object, printed->doubts);
	json_place(to->arena, object, "place", printed->place);
}

static void add_stated(struct audit_json *to, struct cJSON *object, const struct claim *claim)
{
	struct cJSON *stated = json_object(object, "stated"), *list, *part;

	for (size_t f = 0; f < CLAIM_FIGURES; f++) {
		enum claim_figure figure = (enum claim_figure)f;
		struct printed taken;

		if (!claim->figures[f])
			continue;
		taken = audit_taken(figure, claim->figures[f]);
		add_printed(to, json_object(stated, claim_figure_key(figure)), &taken);
	}
	list = json_array(object, "also");
	for (size_t i = 0; i < claim->also_count; i++) {
		part = json_object(list, NULL);
		json_text(to->arena, part, "figure", claim_figure_key(claim->also[i].figure));
		json_text(to->arena, part, "where", claim->also[i].where);
		add_printed(to, part, &claim->also[i].printed);
	}
	list = json_array(object, "equivalents");
	for (size_t i = 0; i < claim->equivalent_count; i++) {
		part = json_object(list, NULL);
		json_text(to->arena, part, "thing", claim->equivalents[i].thing);
		add_printed(to, part, &claim->equivalents[i].count);
	}
	list = json_array(object, "ratios");
	for (size_t i = 0; i < claim->ratio_count; i++) {
		part = json_object(list, NULL);
		json_text(to->arena, part, "than", claim->ratios[i].than);
		add_printed(to, part, &claim->ratios[i].times);
	}
}

static const char *kind_name(enum audit_term_kind kind)
{
	static const char *const names[] = {[TERM_STATED] = "stated",
					    [TERM_LOOKED_UP] = "looked-up",
					    [TERM_BOUND] = "bound",
					    [TERM_ASSUMED] = "assumed"};

	return names[kind];
}

static void add_terms(struct audit_json *to, struct cJSON *object,
		      const struct audit_term *terms, size_t count)
{
	struct cJSON *list = json_array(object, "terms"), *part;

	for (size_t i = 0; i < count; i++) {
		const struct audit_term *term = &terms[i];

		part = json_object(list, NULL);
		json_text(
		    to->arena, part, "operation",
		    arena_printf(to->arena, "%c", term->operation ? term->operation : '*'));
		json_text(to->arena, part, "name", term->name);
		json_text(to->arena, part, "kind", kind_name(term->kind));
		json_text(to->arena, part, "text", term->text);
		audit_json_value(to, part, term->value, term->exact, term->loose, &term->unit);
		json_place(to->arena, part, "place", term->place);
		json_text(to->arena, part, "source", term->source);
	}
}

static const char *outcome_id(enum audit_outcome outcome)
{
	static const char *const names[] = {[OUTCOME_MEETS] = "meets",
					    [OUTCOME_ROUNDING] = "rounding",
					    [OUTCOME_RANGE] = "range",
					    [OUTCOME_APART] = "apart",
					    [OUTCOME_SET_ASIDE] = "set-aside"};

	return names[outcome];
}

/* Those of readings that were set aside are told where every calculation is asked for. */
static void add_checks(struct audit_json *to, struct cJSON *object,
		       const struct audit_check *checks, size_t count, bool explain)
{
	struct cJSON *list = json_array(object, "checks"), *part;
	const struct unit plain = unit_of("");

	for (size_t i = 0; i < count; i++) {
		const struct audit_check *check = &checks[i];

		if (check->outcome == OUTCOME_SET_ASIDE && !explain)
			continue;
		part = json_object(list, NULL);
		json_text(to->arena, part, "id", check->id);
		json_text(to->arena, part, "reading", check->reading);
		json_text(to->arena, part, "figure", claim_figure_key(check->result));
		json_text(to->arena, part, "outcome", outcome_id(check->outcome));
		audit_json_value(to, json_object(part, "stated"), check->stated,
				 check->stated_exact, check->stated_loose, &check->unit);
		audit_json_value(to, json_object(part, "recomputed"), audit_json_middle(check),
				 check->exact, check->loose, &check->unit);
		audit_json_ends(to, json_object(part, "ratio"), check->ratio, &plain);
		add_terms(to, part, check->terms, check->term_count);
	}
}

static void add_implied(struct audit_json *to, struct cJSON *object,
			const struct audited *audited)
{
	static const char *const sides[] = {"below", "within", "above"};
	struct cJSON *list = json_array(object, "implied"), *part;

	for (size_t i = 0; i < audited->implied_count; i++) {
		const struct audit_implied *implied = &audited->implied[i];
		const struct unit unit = audit_json_unit(to, &implied->unit);

		part = json_object(list, NULL);
		json_text(to->arena, part, "id", implied->id);
		json_text(to->arena, part, "name", implied->name);
		audit_json_value(to, part, implied->value, implied->exact, implied->loose,
				 &implied->unit);
		if (implied->bounded) {
			audit_json_ends(to, json_object(part, "bounds"), implied->bounds,
					&unit);
			json_text(to->arena, part, "bounds_of", implied->bounds_of);
			json_text(to->arena, part, "bounds_source", implied->bounds_source);
			json_text(to->arena, part, "side", sides[implied->side + 1]);
		}
		add_terms(to, part, implied->terms, implied->term_count);
	}
}

static void add_explanations(struct audit_json *to, struct cJSON *object,
			     const struct audited *audited, bool explain)
{
	struct cJSON *list = json_array(object, "explanations"), *part, *assumptions, *one;

	for (size_t i = 0; i < audited->explanation_count; i++) {
		const struct audit_explanation *explanation = &audited->explanations[i];

		part = json_object(list, NULL);
		assumptions = json_array(part, "assumptions");
		for (size_t k = 0; k < explanation->count; k++) {
			const struct audit_assumption *a = &explanation->assumptions[k];
			const struct unit unit = audit_json_unit(to, &a->unit);

			one = json_object(assumptions, NULL);
			json_text(to->arena, one, "code", audit_code_name(a->code));
			json_text(to->arena, one, "text", a->text);
			json_text(to->arena, one, "figure", claim_figure_key(a->figure));
			json_number(to->arena, one, "value",
				    json_twelve_digits(a->value / unit.scale));
			json_text(to->arena, one, "unit", unit.text);
		}
		json_text(to->arena, part, "fit",
			  explanation->fit == FIT_DIGITS     ? "digits"
			  : explanation->fit == FIT_ROUNDING ? "rounding"
							     : "range");
		json_number(to->arena, part, "cost", explanation->cost);
		json_number(to->arena, part, "distance",
			    json_twelve_digits(explanation->distance));
		json_bool(part, "ties", explanation->ties);
		if (explain)
			add_checks(to, part, explanation->checks, explanation->check_count,
				   true);
	}
}

/* What confirms a figure explains no gap; rounding explains one where nothing else does. */
static bool explains_gap(const struct audited *audited, const struct audit_finding *finding)
{
	return finding->explains && finding->verdict > VERDICT_CONSISTENT &&
	       (finding->verdict != VERDICT_ROUNDING || audited->verdict == VERDICT_ROUNDING);
}

static void add_findings(struct audit_json *to, struct cJSON *object,
			 const struct audited *audited)
{
	struct cJSON *list = json_array(object, "findings"), *part;

	for (size_t i = 0; i < audited->finding_count; i++) {
		const struct audit_finding *finding = &audited->findings[i];

		part = json_object(list, NULL);
		json_text(to->arena, part, "code", audit_code_name(finding->code));
		json_text(to->arena, part, "message", finding->message);
		json_bool(part, "explains", explains_gap(audited, finding));
		if (finding->has_value) {
			json_number(to->arena, part, "value",
				    json_twelve_digits(finding->value));
			json_text(to->arena, part, "unit", finding->unit);
		}
		json_place(to->arena, part, "place", finding->place);
		json_text(to->arena, part, "source", finding->source);
	}
}

static void add_about(struct audit_json *to, struct cJSON *object, const struct claim *claim)
{
	struct cJSON *list;

	json_text(to->arena, object, "model", claim->model);
	json_text(to->arena, object, "organisation", claim->organisation);
	json_text(to->arena, object, "stage", claim->stage);
	json_text(to->arena, object, "accelerator",
		  claim->accelerator ? claim->accelerator->slug : NULL);
	json_text(to->arena, object, "region", claim->region ? claim->region->code : NULL);
	if (claim->year)
		json_count(to->arena, object, "year", (uint64_t)claim->year);
	else
		json_null(object, "year");
	json_text(to->arena, object, "accounting", audit_accounting_name(claim->accounting));
	json_text(to->arena, object, "metered_at",
		  claim->metered == METERED_UNSET ? NULL : metered_name(claim->metered));
	json_text(to->arena, object, "power_of", audit_power_name(claim->power_of));
	json_text(to->arena, object, "per", claim->per);
	list = json_array(object, "scope");
	for (size_t i = 0; i < claim->scope_count; i++)
		json_text(to->arena, list, NULL, claim->scope[i]);
	list = json_array(object, "total_of");
	for (size_t i = 0; i < claim->total_count; i++)
		json_text(to->arena, list, NULL, claim->total_of[i]);
	json_text(to->arena, object, "statement", claim->statement);
	json_text(to->arena, object, "source", claim->source);
	json_text(to->arena, object, "note", claim->note);
	json_place(to->arena, object, "place", claim->place);
}

static void add_claim(struct audit_json *to, struct cJSON *object,
		      const struct audited *audited, bool explain)
{

	json_text(to->arena, object, "id", audited->claim->id);
	json_text(to->arena, object, "verdict", verdict_name(audited->verdict));
	json_text(to->arena, object, "summary", audited->summary);
	json_text(to->arena, object, "rests_on", audit_rest_name(audited->rests_on));
	add_about(to, object, audited->claim);
	add_stated(to, object, audited->claim);
	audit_json_recomputed(to, object, audited);
	add_findings(to, object, audited);
	add_explanations(to, object, audited, explain);
	add_checks(to, object, audited->checks, audited->check_count, explain);
	add_implied(to, object, audited);
}

static void add_claims(struct audit_json *to, const struct audit_report *report,
		       struct buffer *out)
{
	const struct claims *claims = report->audit->claims;

	json_open_list("claims", out);
	for (size_t i = 0; i < claims->count; i++) {
		struct cJSON *claim = json_new();

		to->arena = arena_new();
		add_claim(to, claim, &report->audit->audited[i], report->explain);
		json_list_item(claim, i == 0, out);
		arena_free(to->arena);
	}
	json_close_list(out);
}

void json_audit(const struct audit_report *report, const struct diags *diags,
		struct buffer *out)
{
	const struct audit *audit = report->audit;
	struct arena *arena = arena_new();
	struct audit_json to = {.whole = arena};
	struct cJSON *part = json_new(), *counts;

	buffer_text(out, "{");
	json_audit_record(arena, part, report);
	json_text(arena, part, "verdict", verdict_name(audit->verdict));
	counts = json_object(part, "counts");
	for (int v = VERDICT_INCONSISTENT; v >= VERDICT_UNCHECKABLE; v--)
		json_count(arena, counts, verdict_name((enum verdict)v), audit->counts[v]);
	json_members(part, out);
	buffer_text(out, ",");
	add_claims(&to, report, out);
	buffer_text(out, ",");
	part = json_new();
	json_warnings(arena, part, "warnings", diags);
	json_members(part, out);
	buffer_text(out, "\n}\n");
	arena_free(arena);
}
