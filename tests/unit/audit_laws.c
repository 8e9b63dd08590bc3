/* Laws of the audit: what is computed from exact numbers and then rounded is never called
 * inconsistent; units and order change nothing. */

#include "tests/audit_text.h"

/* A generator that is the same everywhere. */
static double draw(uint64_t *state)
{
	*state = *state * 6364136223846793005U + 1442695040888963407U;
	return (double)(*state >> 11) / 9007199254740992.0;
}

static double between(uint64_t *state, double low, double high)
{
	return low * pow(high / low, draw(state));
}

static const char *rounded(struct arena *arena, double value, int digits)
{
	/* A whole number of one digit and zeros is read as one of two digits. */
	const char *text =
	    arena_printf(arena, "%.*e", digits < 2 && value > 1 ? 1 : digits - 1, value);
	double back = strtod(text, NULL);
	int whole = (int)floor(log10(fabs(back))) + 1;

	return arena_printf(arena, "%.*f", whole < digits ? digits - whole : 0, back);
}

enum { STATE_ENERGY = 1, STATE_HOURS = 2, STATE_PUE = 4, STATE_INTENSITY = 8, PUE_INSIDE = 16 };

/* A claim of exact numbers, each rounded to some digits of its own. */
static const char *random_claim(struct arena *arena, uint64_t *state)
{
	unsigned states = (unsigned)(draw(state) * 32);
	double hours = between(state, 100, 1e7), power = between(state, 100, 1200);
	double pue = 1.03 + draw(state) / 2, intensity = between(state, 0.02, 0.9);
	double energy = hours * power / 1000;
	double emissions = energy * pue * intensity;
	const char *text = arena_printf(arena, "emissions %s kg",
					rounded(arena, emissions, 1 + (int)(draw(state) * 6)));

	if (states & STATE_PUE && states & PUE_INSIDE)
		energy *= pue;
	if (states & STATE_HOURS)
		text = arena_printf(arena, "%s; accelerator_hours %s h; power %s W", text,
				    rounded(arena, hours, 2 + (int)(draw(state) * 6)),
				    rounded(arena, power, 2 + (int)(draw(state) * 3)));
	if (states & STATE_ENERGY)
		text = arena_printf(arena, "%s; energy %s kWh", text,
				    rounded(arena, energy, 1 + (int)(draw(state) * 6)));
	if (states & STATE_PUE)
		text = arena_printf(arena, "%s; pue %s", text,
				    rounded(arena, pue, 2 + (int)(draw(state) * 2)));
	if (states & STATE_INTENSITY && states & STATE_PUE)
		text = arena_printf(arena, "%s; intensity %s kg/kWh", text,
				    rounded(arena, intensity, 1 + (int)(draw(state) * 4)));
	return text;
}

static void rounding_is_never_inconsistent(void **state)
{
	enum { CASES = 10000 };
	struct fixture *fixture = *state;
	struct claim *claims = arena_alloc(fixture->arena, CASES * sizeof *claims);
	const char **texts = arena_alloc(fixture->arena, CASES * sizeof *texts);
	const struct audit *audit;
	uint64_t seed = 20240607;
	size_t i, checked = 0;

	for (i = 0; i < CASES; i++) {
		texts[i] = random_claim(fixture->arena, &seed);
		claims[i] = claim_of(fixture, texts[i]);
		claims[i].id = arena_printf(fixture->arena, "claim %zu", i);
	}
	audit = audit_claims(fixture->arena, &(struct claims){.claims = claims, .count = CASES},
			     fixture->factors, fixture->diags);
	for (i = 0; i < CASES; i++) {
		if (audit->audited[i].verdict > VERDICT_ROUNDING)
			fail_msg("%s: %s: %s", texts[i],
				 verdict_name(audit->audited[i].verdict),
				 audit->audited[i].summary);
		checked += audit->audited[i].verdict != VERDICT_UNCHECKABLE;
	}
	assert_true(checked > CASES / 2);
}

static void units_change_no_verdict(void **state)
{
	static const struct {
		const char *one, *other;
	} pairs[] = {
	    {"energy 433.2 MWh; intensity 57.0 g/kWh; emissions 24.69 t",
	     "energy 433200.0 kWh; intensity 0.0570 kg/kWh; emissions 24690.000 kg"},
	    {"energy 433.2 MWh; intensity 57.0 g/kWh; emissions 28.69 t",
	     "energy 1559.5 GJ; intensity 57.0 kg/MWh; emissions 28.69e6 g"},
	    {"accelerators 100; hours 10.0 d; power 0.50 kW; energy 12.0 MWh",
	     "accelerators 100; hours 240 h; power 500.0 W; energy 12.0e6 Wh"},
	    {"accelerators 100; hours 10.0 d; power 0.50 kW; energy 19.0 MWh",
	     "accelerators 100; hours 240 h; power 500.0 W; energy 68.4 GJ"},
	};
	struct fixture *fixture = *state;
	size_t i;

	for (i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		struct claim one = claim_of(fixture, pairs[i].one);
		struct claim other = claim_of(fixture, pairs[i].other);
		enum verdict verdict = audit_of(fixture, &one)->verdict;

		if ((audit_of(fixture, &other)->verdict > VERDICT_ROUNDING) !=
		    (verdict > VERDICT_ROUNDING))
			fail_msg("%s is %s, and %s is not", pairs[i].one, verdict_name(verdict),
				 pairs[i].other);
	}
}

static void order_changes_nothing(void **state)
{
	enum { MANY = 40 };
	struct fixture *fixture = *state;
	struct claim *claims = arena_alloc(fixture->arena, MANY * sizeof *claims);
	struct claim *reversed = arena_alloc(fixture->arena, MANY * sizeof *reversed);
	const struct audit *forth, *back;
	uint64_t seed = 7;
	size_t i;

	for (i = 0; i < MANY; i++) {
		claims[i] = claim_of(fixture, random_claim(fixture->arena, &seed));
		claims[i].id = arena_printf(fixture->arena, "claim %zu", i);
		reversed[MANY - 1 - i] = claims[i];
	}
	forth = audit_claims(fixture->arena, &(struct claims){.claims = claims, .count = MANY},
			     fixture->factors, fixture->diags);
	back = audit_claims(fixture->arena, &(struct claims){.claims = reversed, .count = MANY},
			    fixture->factors, fixture->diags);
	for (i = 0; i < MANY; i++) {
		assert_int_equal(forth->audited[i].verdict,
				 back->audited[MANY - 1 - i].verdict);
		assert_string_equal(forth->audited[i].summary,
				    back->audited[MANY - 1 - i].summary);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rounding_is_never_inconsistent),
	    cmocka_unit_test(units_change_no_verdict),
	    cmocka_unit_test(order_changes_nothing),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
