/* What figures are said to be like, and how many times larger than others: what is found of
 * it, and what is not. */

#include "lca/base/text.h"
#include "models/audit.h"
#include "tests/unit/factors_fixture.h"

static const struct {
	const char *name, *text; /* of the claims file, without its head */
	const char *code;
	enum verdict least; /* that the finding brings */
	const char *part;   /* of its message */
	enum verdict verdict;
} cases[] = {
    {"an older figure of forests",
     "- {emissions: '85,000 kg', equivalents: {acres of forest for a year: 100}}\n", "VINTAGE",
     VERDICT_CONSISTENT, "104 at 820 kg (epa-equivalencies, 2021)", VERDICT_CONSISTENT},
    {"today's beside it",
     "- {emissions: '85,000 kg', equivalents: {acres of forest for a year: 100}}\n", "VINTAGE",
     VERDICT_CONSISTENT, "today's gives 85 at 1 t", VERDICT_CONSISTENT},
    {"an older figure of phones",
     "- {emissions: '85,000 kg', equivalents: {smartphones charged: 10 million}}\n", "VINTAGE",
     VERDICT_CONSISTENT, "today's gives 6.85 million at 12.4 g", VERDICT_CONSISTENT},
    {"one vintage of both",
     "- {emissions: '85,000 kg', equivalents: {acres of forest for a year: 100, phone charges: "
     "10 million}}\n",
     "VINTAGE", VERDICT_UNCHECKABLE,
     "fit together with the figures of epa-equivalencies of 2021", VERDICT_CONSISTENT},
    {"vintages that do not go together",
     "- {emissions: '85.0 t', equivalents: {acres of forest for a year: 85, phone charges: "
     "10.3 million}}\n",
     "VINTAGE", VERDICT_UNCHECKABLE, "no one vintage fits all", VERDICT_CONSISTENT},
    {"today's figure", "- {emissions: 1 t, equivalents: {car-mile-us: 2540}}\n", "VINTAGE",
     VERDICT_CONSISTENT, "fits: 2540 at 393 g", VERDICT_CONSISTENT},
    {"a person in pounds",
     "- {emissions: 36 000 tons, equivalents: {an average American's year: 1}}\n", "UNIT-MASS",
     VERDICT_CONDITIONAL, "if the 36 000 are pounds: 16.33 t", VERDICT_CONDITIONAL},
    {"a person of today", "- {emissions: 15 t, equivalents: {an American's year: 1}}\n", "", 0,
     NULL, VERDICT_CONSISTENT},
    {"a person elsewhere", "- {emissions: 2 t, equivalents: {a person's year: 1}}\n",
     "EQUIVALENCE", VERDICT_CONSISTENT, "right in size", VERDICT_UNCHECKABLE},
    {"persons of a poor country",
     "- {emissions: 200 kg, equivalents: {people for a year: 5}}\n", "EQUIVALENCE",
     VERDICT_CONSISTENT, "may be of some country", VERDICT_UNCHECKABLE},
    {"persons of a country", "- {emissions: 200 kg, equivalents: {Americans for a year: 5}}\n",
     "EQUIVALENCE", VERDICT_INCONSISTENT, "follows from no figure in use",
     VERDICT_INCONSISTENT},
    {"phones in kilograms", "- {emissions: 85 kg, equivalents: {phone charges: 10 million}}\n",
     "UNIT-MASS", VERDICT_CONDITIONAL, "if the 85 are tonnes", VERDICT_CONDITIONAL},
    {"no figure gives it", "- {emissions: 85 t, equivalents: {miles driven: 700}}\n",
     "EQUIVALENCE", VERDICT_INCONSISTENT, "follows from no figure in use",
     VERDICT_INCONSISTENT},
    {"right in size", "- {emissions: 50 t, equivalents: {flights London - New York: 60}}\n",
     "EQUIVALENCE", VERDICT_CONSISTENT, "right in size", VERDICT_CONSISTENT},
    {"one weak figure is no measure",
     "- {emissions: 100 g, equivalents: {hours of video: 1}}\n", "EQUIVALENCE",
     VERDICT_CONSISTENT, "right in size", VERDICT_UNCHECKABLE},
    {"nobody knows elephants", "- {emissions: 84 t, equivalents: {elephants: 14}}\n",
     "NOT-STATED", VERDICT_UNCHECKABLE, "nothing is known of what 'elephants' emits",
     VERDICT_UNCHECKABLE},
    {"two claims",
     "- {id: a, emissions: 552 t, ratio: {times: 6.5, than: b}}\n- {id: b, emissions: 85 t}\n",
     "RATIO", VERDICT_CONSISTENT, "552 t over 85 t is 6.49", VERDICT_CONSISTENT},
    {"two claims apart",
     "- {id: a, emissions: 552 t, ratio: {times: 5, than: b}}\n- {id: b, emissions: 85 t}\n",
     "RATIO", VERDICT_INCONSISTENT, "does not follow", VERDICT_INCONSISTENT},
    {"words that mean several regions",
     "- {region: 'gcp:asia-south1', ratio: {times: 46, than: europe-west}}\n", "RATIO",
     VERDICT_CONDITIONAL, "only if europe-west6 (Z\xc3\xbcrich)", VERDICT_CONDITIONAL},
    {"all of them are listed",
     "- {region: 'gcp:asia-south1', ratio: {times: 46, than: europe-west}}\n", "RATIO",
     VERDICT_UNCHECKABLE, "europe-west4 (Eemshaven) 1.53 to 3.25", VERDICT_CONDITIONAL},
    {"one region",
     "- {region: 'gcp:asia-south1', ratio: {times: 57, than: 'gcp:europe-west6'}}\n", "RATIO",
     VERDICT_CONSISTENT, "57.5 (mlco2-regions, 2019", VERDICT_CONSISTENT},
    {"one region, too many times",
     "- {region: 'gcp:asia-south1', ratio: {times: 200, than: 'gcp:europe-west6'}}\n", "RATIO",
     VERDICT_INCONSISTENT, "not what the grids give", VERDICT_INCONSISTENT},
    {"the other way round", "- {region: FR, ratio: {times: 40, than: PL}}\n", "RATIO",
     VERDICT_INCONSISTENT, "not what the grids give", VERDICT_INCONSISTENT},
    {"a figure that was published",
     "- {energy_per_unit: 3 Wh/request, ratio: {times: 10, than: a Google search}}\n", "RATIO",
     VERDICT_CONSISTENT, "0.3 Wh/request", VERDICT_CONSISTENT},
    {"nobody knows what", "- {emissions: 5 t, ratio: {times: 3, than: the Moon}}\n",
     "NOT-STATED", VERDICT_UNCHECKABLE, "cannot be checked", VERDICT_UNCHECKABLE},
    {"a sentence of pounds, the person",
     "- {statement: 'An average American is responsible for about 36 000 tons a year; one "
     "architecture search 626 000 tons.'}\n",
     "UNIT-MASS", VERDICT_CONDITIONAL, "16.33 t", VERDICT_CONDITIONAL},
    {"a sentence of pounds, the search",
     "- {statement: 'An average American is responsible for about 36 000 tons a year; one "
     "architecture search 626 000 tons.'}\n",
     "UNIT-MASS", VERDICT_CONDITIONAL, "284 t", VERDICT_CONDITIONAL},
    {"what stands beside a slip",
     "- {statement: 'The average American emits 36,000 t a year, and the lab 5,210 t.'}\n",
     "UNIT-MASS", VERDICT_CONDITIONAL, "so may be these 5,210: 2.363 t", VERDICT_CONDITIONAL},
};

static bool has(const struct audited *audited, size_t i)
{
	for (size_t k = 0; k < audited->finding_count; k++) {
		const struct audit_finding *finding = &audited->findings[k];

		if (!*cases[i].code && finding->verdict > VERDICT_CONSISTENT)
			fail_msg("%s: %s", cases[i].name, finding->message);
		if (text_same(audit_code_name(finding->code), cases[i].code) &&
		    finding->verdict == cases[i].least &&
		    strstr(finding->message, cases[i].part))
			return true;
	}
	return false;
}

static void tell(const struct audit *audit)
{
	for (size_t i = 0; i < audit->claims->count; i++)
		for (size_t k = 0; k < audit->audited[i].finding_count; k++)
			print_error("  %s: %s\n",
				    audit_code_name(audit->audited[i].findings[k].code),
				    audit->audited[i].findings[k].message);
}

static void check(struct folder *folder, struct factors *factors, size_t i)
{
	const char *path =
	    folder_write(folder, "claims.yaml",
			 arena_printf(folder->arena, "audit: 1\nclaims:\n%s", cases[i].text));
	const struct claims *claims =
	    claims_read(folder->arena, &path, 1, factors, folder->diags);
	const struct audit *audit;
	bool found = false;

	if (!claims)
		fail_msg("%s: %s", cases[i].name, diags_at(folder->diags, 0)->message);
	audit = audit_claims(folder->arena, claims, factors, folder->diags);
	for (size_t k = 0; k < claims->count; k++)
		found = has(&audit->audited[k], i) || found;
	if ((*cases[i].code && !found) || audit->verdict != cases[i].verdict) {
		tell(audit);
		fail_msg("%s: %s; no %s with '%s'", cases[i].name, verdict_name(audit->verdict),
			 cases[i].code, cases[i].part);
	}
}

static void holds_likenesses_and_ratios(void **state)
{
	struct folder *folder = *state;
	struct factors_options options = {0};
	struct factors *factors = factors_open(folder->arena, &options, folder->diags);

	assert_non_null(factors);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check(folder, factors, i);
	factors_close(factors);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(holds_likenesses_and_ratios, folder_make,
					    folder_remove),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
