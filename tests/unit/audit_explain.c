/* What explains a gap between the figures of a claim, and how often chance looks like it. */

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_explain.h"

struct fixture {
	struct arena *arena;
	struct diags *diags;
	struct factors *factors;
};

static int open_factors(void **state)
{
	static struct fixture fixture;

	fixture.arena = arena_new();
	fixture.diags = diags_new(fixture.arena);
	fixture.factors =
	    factors_open(fixture.arena, &(struct factors_options){0}, fixture.diags);
	*state = &fixture;
	return fixture.factors ? 0 : 1;
}

static int close_factors(void **state)
{
	struct fixture *fixture = *state;

	factors_close(fixture->factors);
	arena_free(fixture->arena);
	return 0;
}

static void state_word(struct fixture *fixture, struct claim *claim, const char *key,
		       const char *word)
{
	struct place place = {0};

	if (text_same(key, "metered_at"))
		claim->metered = text_same(word, "facility") ? METERED_FACILITY : METERED_NODE;
	else if (text_same(key, "power_of"))
		claim->power_of = text_same(word, "node") ? POWER_NODE : POWER_ACCELERATOR;
	else if (text_same(key, "accelerator"))
		claim->accelerator = factors_thing(fixture->factors, word, "accelerator", place,
						   key, fixture->diags);
	else
		fail_msg("no such key: %s", key);
}

static void state_one(struct fixture *fixture, struct claim *claim, const char *key,
		      const char *text)
{
	struct printed printed;
	const char *message = NULL;
	int figure;

	for (figure = 0; figure < CLAIM_FIGURES; figure++) {
		enum claim_figure id = (enum claim_figure)figure;
		struct printed_rule rule = {.unit = claim_figure_unit(id), .per_any = true};

		if (!text_same(key, claim_figure_key(id)))
			continue;
		rule.also = id == CLAIM_ENERGY ? "W" : "kg";
		if (printed_read(fixture->arena, text, &rule, (struct place){0}, &printed,
				 &message) != PRINTED_READ)
			fail_msg("%s: %s: %s", key, text, message);
		claim_state(fixture->arena, claim, id, &printed);
		return;
	}
	state_word(fixture, claim, key, text);
}

/* "energy = 73.7 MWh; pue = 1.1" */
static struct claim claim_of(struct fixture *fixture, const char *id, const char *text)
{
	struct claim claim = claim_blank();
	char *rest = arena_text(fixture->arena, text);

	claim.id = id;
	while (rest && *rest) {
		char *key = rest + strspn(rest, " ");
		char *end = strchr(key, ';');
		char *value = strstr(key, " = ");

		assert_non_null(value);
		if (end)
			*end = '\0';
		*value = '\0';
		state_one(fixture, &claim, key, value + strlen(" = "));
		rest = end ? end + 1 : NULL;
	}
	return claim;
}

static const struct audited *audit_text(struct fixture *fixture, const char *text)
{
	struct claim *claim = arena_alloc(fixture->arena, sizeof *claim);
	struct claims *claims = arena_alloc(fixture->arena, sizeof *claims);

	*claim = claim_of(fixture, "claim", text);
	*claims = (struct claims){.claims = claim, .count = 1};
	return &audit_claims(fixture->arena, claims, fixture->factors, fixture->diags)
		    ->audited[0];
}

static const struct audit_explanation *explanation_of(const struct audited *audited,
						      enum audit_code code)
{
	size_t i;

	for (i = 0; i < audited->explanation_count; i++)
		if (audited->explanations[i].assumptions[0].code == code)
			return &audited->explanations[i];
	return NULL;
}

static const struct {
	const char *claim;
	enum audit_code code;
	double value;
	const char *unit;
} one_slip[] = {
    {"accelerator_hours = 2,192,960 h; power = 189.43 W; pue = 1.58; intensity = "
     "0.432727 kg/kWh; emissions = 626,155 t",
     AUDIT_UNIT_MASS, 284.019, "tCO2e"},
    {"energy = 1,234 MWh; intensity = 0.3850 kg/kWh; metered_at = facility; emissions "
     "= 523.7 t",
     AUDIT_UNIT_MASS, 475.09, "tCO2e"},
    {"energy = 82.4 kWh; intensity = 0.498 kg/kWh; metered_at = facility; emissions = "
     "41.0 g",
     AUDIT_UNIT_MASS, 41.0, "kgCO2e"},
    {"energy = 912.7 MWh; intensity = 0.4137 kg/kWh; metered_at = facility; emissions "
     "= 377.6 kg",
     AUDIT_UNIT_MASS, 377.6, "tCO2e"},
    {"energy = 1000.0 MWh; intensity = 0.400 kg/kWh; metered_at = facility; emissions "
     "= 109.1 t",
     AUDIT_C_CO2, 400.03, "tCO2e"},
    {"energy = 1297 MWh; intensity = 0.431 kg/kWh; metered_at = facility; emissions = 559.0 "
     "tC",
     AUDIT_C_CO2, 559.0, "tCO2e"},
    {"energy = 1,287 MWh; pue = 1.10; metered_at = facility; intensity = 429 g/kWh; "
     "emissions = 502 t",
     AUDIT_PUE_MISSING, 1.1, ""},
    {"accelerator_hours = 184,320 h; power = 400 W; energy = 81.1 MWh; metered_at = "
     "facility; pue = 1.1; intensity = 0.385 kg/kWh; emissions = 34.35 t",
     AUDIT_PUE_TWICE, 1.1, ""},
    {"accelerator_hours = 184,320 h; power = 400 W; pue = 0.909; intensity = 0.385 "
     "kg/kWh; emissions = 31.2 t",
     AUDIT_PUE_BELOW_1, 1.1001, ""},
    {"accelerator_hours = 274,120 h; accelerators = 8; power = 189 W; pue = 1.58; "
     "intensity = 0.954 lb/kWh; emissions = 626,155 lb",
     AUDIT_NODE_GPU, 2192960, "h"},
    {"accelerator_hours = 274,120 h; power = 189 W; pue = 1.58; intensity = 0.954 "
     "lb/kWh; emissions = 626,155 lb",
     AUDIT_NODE_GPU, 2192960, "h"},
    {"accelerators = 64; accelerator_hours = 5056 h; hours = 79.0 h; power_of = "
     "accelerator; power = 251.3 W; energy = 81.3 MWh",
     AUDIT_COUNT, 64, ""},
    {"accelerators = 96; hours = 412.5 h; power = 398 W; power_of = accelerator; "
     "energy "
     "= 15.76 GWh; metered_at = node; intensity = 0.061 kg/kWh; emissions = 961 kg",
     AUDIT_UNIT_ENERGY, 15.76, "MWh"},
    {"energy = 27 kWh; hours = 2820.286 h; intensity = 57 g/kWh; emissions = 4.34 t",
     AUDIT_POWER_AS_ENERGY, 76.1, "MWh"},
    {"energy = 345.6 MWh; intensity = 0.2310 kg/kWh; metered_at = facility; emissions "
     "= "
     "7.98 t",
     AUDIT_SCALE, 79.8, "tCO2e"},
    {"device_impact = 2500 kg; device_hours = 135,373.75 h; lifetime = 6 yr; "
     "utilization = 85 %; embodied = 5.47 t",
     AUDIT_LEFT_OUT, 7.571, "tCO2e"},
    {"accelerator_hours = 1,234,567 h; power = 412 W; host_factor = 1.35; metered_at = "
     "node; energy = 508.6 MWh",
     AUDIT_LEFT_OUT, 1, ""},
    {"energy = 1827 MWh; intensity = 0.429 kg/kWh; metered_at = facility; emissions = "
     "552.2 t",
     AUDIT_DIGITS, 1287, "MWh"},
    {"accelerators = 384; hours = 118 h; accelerator_hours = 1,087,488 h", AUDIT_SCALE, 2832,
     "h"},
    {"energy = 1287 MWh; metered_at = facility; wue = 1.80 L/kWh; water = 612 kL", AUDIT_SCALE,
     2316.7, "kL"},
    {"nodes = 48; accelerators_per_node = 8; accelerators = 48", AUDIT_NODE_GPU, 384, ""},
    {"accelerators = 8; hours = 240 h; power = 300 W; power_of = accelerator; "
     "metered_at = node; energy = 2074 kWh",
     AUDIT_UNIT_ENERGY, 576.1, "kWh"},
    {"emissions = 6500 kg; volume = 50B tokens; emissions_per_unit = 0.13 g/Mtoken",
     AUDIT_UNIT_MASS, 6.5, "kgCO2e"},
};

static void names_one_slip(void **state)
{
	size_t i;

	for (i = 0; i < sizeof one_slip / sizeof *one_slip; i++) {
		const struct audited *audited = audit_text(*state, one_slip[i].claim);
		const struct audit_explanation *explanation =
		    explanation_of(audited, one_slip[i].code);

		if (!explanation || explanation->count != 1)
			fail_msg("%s: %s is not named", one_slip[i].claim,
				 audit_code_name(one_slip[i].code));
		if (audited->verdict != VERDICT_CONDITIONAL)
			fail_msg("%s: %s", one_slip[i].claim, verdict_name(audited->verdict));
		if (fabs(explanation->assumptions[0].value /
			     explanation->assumptions[0].unit.scale / one_slip[i].value -
			 1) > 1e-3 ||
		    strcmp(explanation->assumptions[0].unit.text, one_slip[i].unit) != 0)
			fail_msg("%s: %s: %g %s", one_slip[i].claim,
				 explanation->assumptions[0].text,
				 explanation->assumptions[0].value /
				     explanation->assumptions[0].unit.scale,
				 explanation->assumptions[0].unit.text);
	}
}

/* Figures that follow from each other, and those that nothing explains. */
static void names_none(void **state)
{
	static const struct {
		const char *claim;
		enum verdict verdict;
	} cases[] = {
	    {"energy = 1,297 MWh; intensity = 0.431 kg/kWh; metered_at = facility; emissions = "
	     "559.0 t",
	     VERDICT_CONSISTENT},
	    {"accelerator_hours = 7.0M h; power = 700 W; pue = 1.08; intensity = 0.3855 "
	     "kg/kWh; "
	     "emissions = 2,040 t",
	     VERDICT_CONSISTENT},
	    {"energy = 1,234 MWh; intensity = 0.3810 kg/kWh; metered_at = facility; emissions "
	     "= "
	     "913.6 t",
	     VERDICT_INCONSISTENT},
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct audited *audited = audit_text(*state, cases[i].claim);
		size_t k;

		if (audited->verdict != cases[i].verdict)
			fail_msg("%s: %s", cases[i].claim, verdict_name(audited->verdict));
		for (k = 0; k < audited->explanation_count; k++)
			if (audited->explanations[k].fit != FIT_RANGE)
				fail_msg("%s: %s", cases[i].claim,
					 audited->explanations[k].assumptions[0].text);
	}
}

/* Two slips, each of which leaves a check of its own apart. */
static void names_two_where_one_is_not_enough(void **state)
{
	const struct audited *audited = audit_text(
	    *state, "accelerator_hours = 184,320 h; power = 400 W; energy = 73.7 kWh; pue = "
		    "1.10; intensity = 0.385 kg/kWh; emissions = 68.81 t");
	const struct audit_explanation *explanation;

	assert_int_equal(audited->verdict, VERDICT_INCONSISTENT);
	assert_true(audited->explanation_count > 0);
	explanation = &audited->explanations[0];
	assert_int_equal(explanation->count, 2);
	assert_int_equal(explanation->assumptions[0].code, AUDIT_UNIT_MASS);
	assert_int_equal(explanation->assumptions[1].code, AUDIT_UNIT_ENERGY);
}

/* Figures of one digit leave room for anything: what fits is no explanation to rely on. */
static void believes_nothing_of_few_digits(void **state)
{
	const struct audited *audited =
	    audit_text(*state, "accelerator_hours = 2M h; power = 300 W; pue = 1.2; intensity "
			       "= 0.4 kg/kWh; metered_at = node; emissions = 110 t");

	assert_int_equal(audited->verdict, VERDICT_INCONSISTENT);
}

/* Uniform in (0, 1): a linear congruence, the same on every machine. */
static double draw(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005U + 1442695040888963407U;
	return ((double)(*seed >> 11) + 0.5) / 9007199254740992.0;
}

static double between(uint64_t *seed, double low, double high)
{
	return low * pow(high / low, draw(seed));
}

/* A number with so many digits. */
static const char *digits(struct arena *arena, double value, int count)
{
	int decimals = count - 1 - (int)floor(log10(value));

	return decimals < 0
		   ? arena_printf(arena, "%.0fe%d", value / pow(10, -decimals), -decimals)
		   : arena_printf(arena, "%.*f", decimals, value);
}

/* hours x power x PUE x intensity, off by a factor. */
static const char *claim_off_by(struct arena *arena, uint64_t *seed, int count, double factor)
{
	double hours = between(seed, 1e5, 1e7);
	double power = between(seed, 0.15, 0.7);
	double pue = between(seed, 1.05, 1.6);
	double intensity = between(seed, 0.05, 0.8);

	return arena_printf(
	    arena,
	    "accelerator_hours = %s h; power = %s kW; pue = %s; intensity = %s kg/kWh; "
	    "emissions = %s t",
	    digits(arena, hours, count), digits(arena, power, count), digits(arena, pue, count),
	    digits(arena, intensity, count),
	    digits(arena, hours * power * pue * intensity / 1000 * factor, count));
}

static double share_conditional(struct fixture *fixture, const struct claim *list, size_t count)
{
	struct claims claims = {.claims = (struct claim *)list, .count = count};
	const struct audit *audit =
	    audit_claims(fixture->arena, &claims, fixture->factors, fixture->diags);

	return (double)audit->counts[VERDICT_CONDITIONAL] / (double)count;
}

/* Of gaps of any size, few are to look like a slip. */
static void is_seldom_fooled_by_chance(void **state)
{
	enum { CLAIMS = 2500 };
	static const struct {
		int digits;
		double spread, most;
	} cases[] = {{3, 10, 0.035}, {3, 1000, 0.03}, {4, 10, 0.02}, {2, 10, 0.04}};
	struct fixture *fixture = *state;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct claim *claims = arena_alloc(fixture->arena, CLAIMS * sizeof *claims);
		uint64_t seed = 17;
		double share;
		size_t k;

		for (k = 0; k < CLAIMS; k++) {
			double gap = between(&seed, 1 / cases[i].spread, cases[i].spread);

			claims[k] =
			    claim_of(fixture, "claim",
				     claim_off_by(fixture->arena, &seed, cases[i].digits, gap));
		}
		share = share_conditional(fixture, claims, CLAIMS);
		if (share > cases[i].most)
			fail_msg("%d digits, gaps to %g: %.1f %% conditional", cases[i].digits,
				 cases[i].spread, 100 * share);
	}
}

/* ... and most slips are to be found. */
static void finds_most_slips(void **state)
{
	enum { CLAIMS = 300 };
	static const struct {
		double factor, least;
	} cases[] = {{1000, 0.95},	    {0.001, 0.95},    {1000 / 0.45359237, 0.95},
		     {1 / 0.45359237, 0.5}, {12.0 / 44, 0.7}, {10, 0.5}};
	struct fixture *fixture = *state;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct claim *claims = arena_alloc(fixture->arena, CLAIMS * sizeof *claims);
		uint64_t seed = 29;
		double share;
		size_t k;

		for (k = 0; k < CLAIMS; k++)
			claims[k] =
			    claim_of(fixture, "claim",
				     claim_off_by(fixture->arena, &seed, 3, cases[i].factor));
		share = share_conditional(fixture, claims, CLAIMS);
		if (share < cases[i].least)
			fail_msg("off by %g: %.1f %% found", cases[i].factor, 100 * share);
	}
}

static void has_sound_rows(void **state)
{
	size_t count;
	const struct slip_row *rows = slip_rows(&count);
	size_t i;

	(void)state;
	for (i = 0; i < count; i++) {
		assert_true(rows[i].cost > 0 && rows[i].cost < 6);
		assert_true(strlen(rows[i].text) > 0);
		if (rows[i].kind == SLIP_UNIT)
			assert_true(unit_of(rows[i].by).scale > 0);
		if (rows[i].kind == SLIP_RATIO)
			assert_true(dimensions_none(unit_of(rows[i].by).dimensions));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_one_slip),
	    cmocka_unit_test(names_none),
	    cmocka_unit_test(names_two_where_one_is_not_enough),
	    cmocka_unit_test(believes_nothing_of_few_digits),
	    cmocka_unit_test(is_seldom_fooled_by_chance),
	    cmocka_unit_test(finds_most_slips),
	    cmocka_unit_test(has_sound_rows),
	};

	return cmocka_run_group_tests(tests, open_factors, close_factors);
}
