/* The JSON result of lca audit. */

#include <cJSON.h>
#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit.h"
#include "reports/view_audit.h"
#include "reports/write_json.h"

static void add_record(struct arena *arena, struct cJSON *root,
		       const struct audit_report *report)
{
	const struct audit *audit = report->audit;
	struct cJSON *object = json_object(root, "record"), *part, *list;

	json_text(arena, object, "version", report->version);
	list = json_array(object, "files");
	for (size_t i = 0; i < audit->claims->file_count; i++) {
		const struct claim_file *file = &audit->claims->files[i];

		part = json_object(list, NULL);
		json_text(arena, part, "file", file->path);
		json_text(arena, part, "reader", file->reader);
		json_text(arena, part, "sha256", file->sha256);
	}
	part = json_object(object, "factors");
	json_text(arena, part, "version", audit->factors_version);
	json_text(arena, part, "sha256", audit->factors_digest);
	json_text(arena, object, "basis",
		  report->basis == FACTORS_DIRECT ? "direct" : "lifecycle");
	json_text(arena, object, "as_of", report->as_of);
	list = json_array(object, "options");
	for (size_t i = 0; i < report->option_count; i++)
		json_text(arena, list, NULL, report->options[i]);
}

static void add_ends(struct arena *arena, struct cJSON *object, struct interval interval,
		     const struct unit *unit)
{
	bool empty = interval_is_empty(interval);

	json_number(arena, object, "low",
		    empty ? NAN : json_twelve_digits(interval.low / unit->scale));
	json_number(arena, object, "high",
		    empty ? NAN : json_twelve_digits(interval.high / unit->scale));
}

/* value, low and high by the digits as printed, loose: with final zeros as rounding. */
static void add_value(struct arena *arena, struct cJSON *object, double value,
		      struct interval exact, struct interval loose, const struct unit *in)
{
	const struct unit unit = audit_base_unit(arena, in);

	json_number(arena, object, "value", json_twelve_digits(value / unit.scale));
	add_ends(arena, object, exact, &unit);
	add_ends(arena, json_object(object, "loose"), loose, &unit);
	json_text(arena, object, "unit", unit.text);
}

static void add_doubts(struct arena *arena, struct cJSON *object, unsigned doubts)
{
	static const struct {
		enum printed_doubt doubt;
		const char *name;
	} names[] = {
	    {PRINTED_NO_UNIT, "no-unit"}, {PRINTED_TON, "ton"},	    {PRINTED_CARBON, "carbon"},
	    {PRINTED_MASS, "plain-mass"}, {PRINTED_COMMA, "comma"}, {PRINTED_ABOUT, "about"},
	    {PRINTED_RANGE, "range"},	  {PRINTED_FLOPS, "flops"}, {PRINTED_BOUND, "bound"},
	};
	struct cJSON *list = json_array(object, "doubts");

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (doubts & names[i].doubt)
			json_text(arena, list, NULL, names[i].name);
}

static void add_printed(struct arena *arena, struct cJSON *object,
			const struct printed *printed)
{
	json_text(arena, object, "text", printed->text);
	add_value(arena, object, printed->value, printed->exact, printed->loose,
		  &printed->unit);
	json_text(arena, object, "unit_as_read", printed->unit.text);
	add_doubts(arena, object, printed->doubts);
	json_place(arena, object, "place", printed->place);
}

static void add_stated(struct arena *arena, struct cJSON *object, const struct claim *claim)
{
	struct cJSON *stated = json_object(object, "stated"), *list, *part;

	for (size_t f = 0; f < CLAIM_FIGURES; f++) {
		enum claim_figure figure = (enum claim_figure)f;
		struct printed taken;

		if (!claim->figures[f])
			continue;
		taken = audit_taken(figure, claim->figures[f]);
		add_printed(arena, json_object(stated, claim_figure_key(figure)), &taken);
	}
	list = json_array(object, "also");
	for (size_t i = 0; i < claim->also_count; i++) {
		part = json_object(list, NULL);
		json_text(arena, part, "figure", claim_figure_key(claim->also[i].figure));
		json_text(arena, part, "where", claim->also[i].where);
		add_printed(arena, part, &claim->also[i].printed);
	}
	list = json_array(object, "equivalents");
	for (size_t i = 0; i < claim->equivalent_count; i++) {
		part = json_object(list, NULL);
		json_text(arena, part, "thing", claim->equivalents[i].thing);
		add_printed(arena, part, &claim->equivalents[i].count);
	}
	list = json_array(object, "ratios");
	for (size_t i = 0; i < claim->ratio_count; i++) {
		part = json_object(list, NULL);
		json_text(arena, part, "than", claim->ratios[i].than);
		add_printed(arena, part, &claim->ratios[i].times);
	}
}

static const char *kind_name(enum audit_term_kind kind)
{
	static const char *const names[] = {[TERM_STATED] = "stated",
					    [TERM_LOOKED_UP] = "looked-up",
					    [TERM_BOUND] = "bound",
					    [TERM_ASSUMED] = "assumed",
					    [TERM_FIXED] = "fixed"};

	return names[kind];
}

static void add_terms(struct arena *arena, struct cJSON *object, const struct audit_term *terms,
		      size_t count)
{
	struct cJSON *list = json_array(object, "terms"), *part;

	for (size_t i = 0; i < count; i++) {
		const struct audit_term *term = &terms[i];

		part = json_object(list, NULL);
		json_text(arena, part, "operation",
			  arena_printf(arena, "%c", term->operation ? term->operation : '*'));
		json_text(arena, part, "name", term->name);
		json_text(arena, part, "kind", kind_name(term->kind));
		json_text(arena, part, "text", term->text);
		add_value(arena, part, term->value, term->exact, term->loose, &term->unit);
		json_place(arena, part, "place", term->place);
		json_text(arena, part, "source", term->source);
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

/* One that rests on a bound has ends and no value. */
static double middle(const struct audit_check *check)
{
	return audit_has_middle(check) ? check->value : NAN;
}

/* Those of readings that were set aside are told where every calculation is asked for. */
static void add_checks(struct arena *arena, struct cJSON *object,
		       const struct audit_check *checks, size_t count, bool explain)
{
	struct cJSON *list = json_array(object, "checks"), *part;
	const struct unit plain = unit_of("");

	for (size_t i = 0; i < count; i++) {
		const struct audit_check *check = &checks[i];

		if (check->outcome == OUTCOME_SET_ASIDE && !explain)
			continue;
		part = json_object(list, NULL);
		json_text(arena, part, "id", check->id);
		json_text(arena, part, "reading", check->reading);
		json_text(arena, part, "figure", claim_figure_key(check->result));
		json_text(arena, part, "outcome", outcome_id(check->outcome));
		add_value(arena, json_object(part, "stated"), check->stated,
			  check->stated_exact, check->stated_loose, &check->unit);
		add_value(arena, json_object(part, "recomputed"), middle(check), check->exact,
			  check->loose, &check->unit);
		add_ends(arena, json_object(part, "ratio"), check->ratio, &plain);
		add_terms(arena, part, check->terms, check->term_count);
	}
}

static void add_implied(struct arena *arena, struct cJSON *object,
			const struct audited *audited)
{
	static const char *const sides[] = {"below", "within", "above"};
	struct cJSON *list = json_array(object, "implied"), *part;

	for (size_t i = 0; i < audited->implied_count; i++) {
		const struct audit_implied *implied = &audited->implied[i];
		const struct unit unit = audit_base_unit(arena, &implied->unit);

		part = json_object(list, NULL);
		json_text(arena, part, "id", implied->id);
		json_text(arena, part, "name", implied->name);
		add_value(arena, part, implied->value, implied->exact, implied->loose,
			  &implied->unit);
		if (implied->bounded) {
			add_ends(arena, json_object(part, "bounds"), implied->bounds, &unit);
			json_text(arena, part, "bounds_of", implied->bounds_of);
			json_text(arena, part, "bounds_source", implied->bounds_source);
			json_text(arena, part, "side", sides[implied->side + 1]);
		}
		add_terms(arena, part, implied->terms, implied->term_count);
	}
}

/* What follows for each figure: of the first check that gives it and is not set aside, else
 * what is implied. */
static void add_recomputed(struct arena *arena, struct cJSON *object,
			   const struct audited *audited)
{
	struct cJSON *parent = json_object(object, "recomputed");

	for (size_t f = 0; f < CLAIM_FIGURES; f++) {
		const char *key = claim_figure_key((enum claim_figure)f);
		const struct audit_check *check = audit_check_of(audited, (enum claim_figure)f);
		const struct audit_implied *implied = audit_implied_of(audited, key);

		if (check)
			add_value(arena, json_object(parent, key), middle(check), check->exact,
				  check->loose, &check->unit);
		else if (implied)
			add_value(arena, json_object(parent, key), implied->value,
				  implied->exact, implied->loose, &implied->unit);
	}
	for (size_t i = 0; i < audited->implied_count; i++) {
		const struct audit_implied *implied = &audited->implied[i];

		if (!cJSON_HasObjectItem(parent, implied->id))
			add_value(arena, json_object(parent, implied->id), implied->value,
				  implied->exact, implied->loose, &implied->unit);
	}
}

static void add_explanations(struct arena *arena, struct cJSON *object,
			     const struct audited *audited, bool explain)
{
	struct cJSON *list = json_array(object, "explanations"), *part, *assumptions, *one;

	for (size_t i = 0; i < audited->explanation_count; i++) {
		const struct audit_explanation *explanation = &audited->explanations[i];

		part = json_object(list, NULL);
		assumptions = json_array(part, "assumptions");
		for (size_t k = 0; k < explanation->count; k++) {
			const struct audit_assumption *a = &explanation->assumptions[k];
			const struct unit unit = audit_base_unit(arena, &a->unit);

			one = json_object(assumptions, NULL);
			json_text(arena, one, "code", audit_code_name(a->code));
			json_text(arena, one, "text", a->text);
			json_text(arena, one, "figure", claim_figure_key(a->figure));
			json_number(arena, one, "value",
				    json_twelve_digits(a->value / unit.scale));
			json_text(arena, one, "unit", unit.text);
		}
		json_text(arena, part, "fit",
			  explanation->fit == FIT_DIGITS     ? "digits"
			  : explanation->fit == FIT_ROUNDING ? "rounding"
							     : "range");
		json_number(arena, part, "cost", explanation->cost);
		json_number(arena, part, "distance", json_twelve_digits(explanation->distance));
		json_bool(part, "ties", explanation->ties);
		if (explain)
			add_checks(arena, part, explanation->checks, explanation->check_count,
				   true);
	}
}

static void add_findings(struct arena *arena, struct cJSON *object,
			 const struct audited *audited)
{
	struct cJSON *list = json_array(object, "findings"), *part;

	for (size_t i = 0; i < audited->finding_count; i++) {
		const struct audit_finding *finding = &audited->findings[i];

		part = json_object(list, NULL);
		json_text(arena, part, "code", audit_code_name(finding->code));
		json_text(arena, part, "message", finding->message);
		json_bool(part, "explains", finding->explains);
		if (finding->has_value) {
			json_number(arena, part, "value", json_twelve_digits(finding->value));
			json_text(arena, part, "unit", finding->unit);
		}
		json_place(arena, part, "place", finding->place);
		json_text(arena, part, "source", finding->source);
	}
}

static void add_about(struct arena *arena, struct cJSON *object, const struct claim *claim)
{
	struct cJSON *list;

	json_text(arena, object, "model", claim->model);
	json_text(arena, object, "organisation", claim->organisation);
	json_text(arena, object, "stage", claim->stage);
	json_text(arena, object, "accelerator",
		  claim->accelerator ? claim->accelerator->slug : NULL);
	json_text(arena, object, "region", claim->region ? claim->region->code : NULL);
	if (claim->year)
		json_count(arena, object, "year", (uint64_t)claim->year);
	else
		json_null(object, "year");
	json_text(arena, object, "accounting", audit_accounting_name(claim->accounting));
	json_text(arena, object, "metered_at",
		  claim->metered == METERED_UNSET ? NULL : metered_name(claim->metered));
	json_text(arena, object, "power_of", audit_power_name(claim->power_of));
	json_text(arena, object, "per", claim->per);
	list = json_array(object, "scope");
	for (size_t i = 0; i < claim->scope_count; i++)
		json_text(arena, list, NULL, claim->scope[i]);
	list = json_array(object, "total_of");
	for (size_t i = 0; i < claim->total_count; i++)
		json_text(arena, list, NULL, claim->total_of[i]);
	json_text(arena, object, "statement", claim->statement);
	json_text(arena, object, "source", claim->source);
	json_text(arena, object, "note", claim->note);
	json_place(arena, object, "place", claim->place);
}

static void add_claim(struct arena *arena, struct cJSON *list, const struct audited *audited,
		      bool explain)
{
	struct cJSON *object = json_object(list, NULL);

	json_text(arena, object, "id", audited->claim->id);
	json_text(arena, object, "verdict", verdict_name(audited->verdict));
	json_text(arena, object, "summary", audited->summary);
	add_about(arena, object, audited->claim);
	add_stated(arena, object, audited->claim);
	add_recomputed(arena, object, audited);
	add_findings(arena, object, audited);
	add_explanations(arena, object, audited, explain);
	add_checks(arena, object, audited->checks, audited->check_count, explain);
	add_implied(arena, object, audited);
}

void json_audit(const struct audit_report *report, const struct diags *diags,
		struct buffer *out)
{
	const struct audit *audit = report->audit;
	struct arena *arena = arena_new();
	struct cJSON *root = json_new(), *list, *counts;

	add_record(arena, root, report);
	json_text(arena, root, "verdict", verdict_name(audit->verdict));
	counts = json_object(root, "counts");
	for (int v = VERDICT_INCONSISTENT; v >= VERDICT_UNCHECKABLE; v--)
		json_count(arena, counts, verdict_name((enum verdict)v), audit->counts[v]);
	list = json_array(root, "claims");
	for (size_t i = 0; i < audit->claims->count; i++)
		add_claim(arena, list, &audit->audited[i], report->explain);
	json_warnings(arena, root, "warnings", diags);
	json_end(root, out);
	arena_free(arena);
}
