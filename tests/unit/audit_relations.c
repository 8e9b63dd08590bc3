/* What follows from what: consistent, rounding and apart are told apart at the exact digit. */

#include "tests/audit_text.h"

static const struct audit_check *check_of(const struct audited *audited, const char *id)
{
	size_t i;

	for (i = 0; i < audited->check_count; i++)
		if (text_same(audited->checks[i].id, id) &&
		    audited->checks[i].outcome != OUTCOME_SET_ASIDE)
			return &audited->checks[i];
	return NULL;
}

static const char *outcome_name(enum audit_outcome outcome)
{
	static const char *const names[] = {"meets", "rounding", "range", "apart", "aside"};

	return names[outcome];
}

static const struct {
	const char *claim, *check;
	enum audit_outcome outcome;
} digit_cases[] = {
    /* accelerators and hours */
    {"nodes 48; accelerators_per_node 8; accelerators 384", "accelerators-from-nodes",
     OUTCOME_MEETS},
    {"nodes 48; accelerators_per_node 8; accelerators 386", "accelerators-from-nodes",
     OUTCOME_APART},
    {"accelerators 64; hours 79.0; accelerator_hours 5056", "accelerator-hours-from-count",
     OUTCOME_MEETS},
    /* thousands may be told in round numbers, hundreds and what stands in a machine not */
    {"accelerators 2000; hours 100.0 h; accelerator_hours 204800",
     "accelerator-hours-from-count", OUTCOME_ROUNDING},
    {"nodes 2000; hours 100.0 h; node_hours 204800", "node-hours-from-nodes", OUTCOME_ROUNDING},
    {"accelerators 2000; hours 100.0 h; accelerator_hours 206500",
     "accelerator-hours-from-count", OUTCOME_APART},
    {"accelerators 2001; hours 100.0 h; accelerator_hours 204800",
     "accelerator-hours-from-count", OUTCOME_APART},
    {"accelerators 500; hours 100.0 h; accelerator_hours 51200", "accelerator-hours-from-count",
     OUTCOME_APART},
    {"accelerators 64; hours 79; accelerator_hours 5087", "accelerator-hours-from-count",
     OUTCOME_ROUNDING},
    {"accelerators 64; hours 79; accelerator_hours 5089", "accelerator-hours-from-count",
     OUTCOME_APART},
    {"node_hours 274120; accelerators_per_node 8; accelerator_hours 2192960",
     "accelerator-hours-from-nodes", OUTCOME_MEETS},
    {"nodes 3; hours 11.0; node_hours 33", "node-hours-from-nodes", OUTCOME_MEETS},
    /* energy, to the last digit of what is printed */
    {"accelerator_hours 1082990; power 400.0 W; energy 433196 kWh", "energy-from-hours",
     OUTCOME_MEETS},
    {"accelerator_hours 1082990; power 400.0 W; energy 433250 kWh", "energy-from-hours",
     OUTCOME_ROUNDING},
    {"accelerator_hours 1082990; power 400.0 W; energy 433253 kWh; metered_at node",
     "energy-from-hours", OUTCOME_APART},
    {"accelerator_hours 1.00M h; power 500.0 W; pue 1.500; energy 750 MWh", "energy-from-hours",
     OUTCOME_MEETS},
    {"accelerator_hours 1.00M h; power 500.0 W; pue 1.500; energy 500 MWh", "energy-from-hours",
     OUTCOME_MEETS},
    {"accelerator_hours 1.00M h; power 500.0 W; pue 1.500; energy 500 MWh; metered_at "
     "facility",
     "energy-from-hours", OUTCOME_APART},
    {"accelerator_hours 1.00M h; power 500.0 W; pue 1.500; energy 750 MWh; metered_at "
     "node",
     "energy-from-hours", OUTCOME_APART},
    {"accelerators 10; hours 100.0; power 500.0 W; host_factor 1.40; energy 700 kWh",
     "energy-from-hours", OUTCOME_MEETS},
    {"hours 84.0; power 1515.43 W; power_of all; pue 1.58; energy 201 kWh", "energy-from-hours",
     OUTCOME_MEETS},
    {"accelerator_hours 672; accelerators 8; power 1515.43 W; power_of all; pue 1.58; "
     "energy 201 kWh",
     "energy-from-hours", OUTCOME_MEETS},
    {"accelerator_hours 672; accelerators_per_node 8; power 1515.43 W; power_of node; "
     "pue 1.58; energy 201 kWh",
     "energy-from-hours", OUTCOME_MEETS},
    {"energy 300 kW; accelerators 1000; power 300.0 W", "power-of-all", OUTCOME_MEETS},
    /* emissions */
    {"energy 433.0 MWh; pue 1.200; intensity 57.00 gCO2e/kWh; emissions 29.6 t",
     "emissions-from-energy", OUTCOME_MEETS},
    {"energy 433.0 MWh; pue 1.200; intensity 57.00 gCO2e/kWh; emissions 24.7 t",
     "emissions-from-energy", OUTCOME_MEETS},
    {"energy 433.0 MWh; pue 1.200; intensity 57.00 gCO2e/kWh; emissions 24.8 t",
     "emissions-from-energy", OUTCOME_APART},
    {"energy 36 MWh; intensity 0.385 kg/kWh; emissions 14 t", "emissions-from-energy",
     OUTCOME_MEETS},
    /* by zeros that may be rounding is by rounding */
    {"energy 2998.0 MWh; intensity 0.35000 kg/kWh; emissions 1000 t", "emissions-from-energy",
     OUTCOME_ROUNDING},
    {"volume 1000000; energy_per_unit 0.34 Wh/request; energy 355 kWh", "energy-from-volume",
     OUTCOME_ROUNDING},
    /* a PUE and a share are what they can be */
    {"energy 100.0 MWh; pue 1; intensity 0.40000 kg/kWh; emissions 41.9 t",
     "emissions-from-energy", OUTCOME_ROUNDING},
    {"energy 100.0 MWh; pue 1; intensity 0.40000 kg/kWh; emissions 43.0 t",
     "emissions-from-energy", OUTCOME_APART},
    {"energy 100.0 MWh; pue 1; intensity 0.40000 kg/kWh; emissions 39.0 t",
     "emissions-from-energy", OUTCOME_APART},
    {"energy 100.0 MWh; pue 1.0; intensity 0.40000 kg/kWh; emissions 41.9 t",
     "emissions-from-energy", OUTCOME_ROUNDING},
    {"energy 100.0 MWh; pue 1.0; intensity 0.40000 kg/kWh; emissions 39.0 t",
     "emissions-from-energy", OUTCOME_APART},
    {"device_impact 2500.0 kg; lifetime 6.000 yr; utilization 1; device_hours 52560 h; "
     "embodied 2500 kg",
     "embodied-from-hours", OUTCOME_MEETS},
    {"device_impact 2500.0 kg; lifetime 6.000 yr; utilization 1; device_hours 52560 h; "
     "embodied 2000 kg",
     "embodied-from-hours", OUTCOME_APART},
    /* one end alone */
    {"energy more than 1000 MWh; intensity 0.40000 kg/kWh; emissions 500 t",
     "emissions-from-energy", OUTCOME_RANGE},
    {"energy more than 1000 MWh; intensity 0.40000 kg/kWh; emissions 300 t",
     "emissions-from-energy", OUTCOME_APART},
    {"energy 1000.0 MWh; intensity 0.40000 kg/kWh; emissions less than 500 t",
     "emissions-from-energy", OUTCOME_MEETS},
    {"energy 1000.0 MWh; intensity 0.40000 kg/kWh; emissions at most 300 t",
     "emissions-from-energy", OUTCOME_APART},
    {"energy up to 1000.0 MWh; intensity 0.40000 kg/kWh; emissions 300 t",
     "emissions-from-energy", OUTCOME_RANGE},
    {"energy 36 MWh; intensity 0.385 kg/kWh; emissions 15 t", "emissions-from-energy",
     OUTCOME_APART},
    {"accelerator_hours 184320; power 400.0 W; pue 1.1000; intensity 0.38500 kg/kWh; "
     "emissions 31.22 t",
     "emissions-from-hours", OUTCOME_MEETS},
    {"accelerator_hours 184320; power 400.0 W; pue 1.1000; intensity 0.38500 kg/kWh; "
     "emissions 31.40 t",
     "emissions-from-hours", OUTCOME_APART},
    {"energy 100.0 MWh; intensity 0.4000 kg/kWh; embodied 5.0 t; emissions 45.0 t",
     "emissions-from-energy", OUTCOME_MEETS},
    {"energy 100.0 MWh; intensity 0.4000 kg/kWh; embodied 5.0 t; emissions 40.0 t; "
     "scope embodied",
     "emissions-from-energy", OUTCOME_APART},
    /* of one and of all */
    {"volume 230768 request; energy_per_unit 3.961 Wh/request; energy 914 kWh",
     "energy-from-volume", OUTCOME_MEETS},
    {"volume 50e9 token; emissions_per_unit 130 g/1e6 token; emissions 6500 kg",
     "emissions-from-volume", OUTCOME_MEETS},
    {"energy_per_unit 0.240 Wh/request; intensity 0.125 kg/kWh; emissions_per_unit "
     "0.030 g/request",
     "emissions-of-one", OUTCOME_MEETS},
    {"energy_per_unit 0.240 Wh/request; wue 1.10 L/kWh; water_per_unit 0.26 mL/request",
     "water-of-one", OUTCOME_MEETS},
    {"volume 1000.0 request; water_per_unit 0.26 mL/request; water 0.26 L", "water-from-volume",
     OUTCOME_MEETS},
    {"energy 1287 MWh; wue 4.226 L/kWh; water 5.439 ML", "water-from-energy", OUTCOME_MEETS},
    {"energy 1287 MWh; pue 1.10; wue 4.226 L/kWh; water 4.94 ML; metered_at facility",
     "water-from-energy", OUTCOME_MEETS},
    /* making */
    {"device_impact 2500.0 kg; device_hours 135373.75; lifetime 6.00 yr; utilization "
     "0.850; embodied 7.58 t",
     "embodied-from-hours", OUTCOME_MEETS},
    {"device_impact 2500.0 kg; device_hours 135373.75; lifetime 6.00 yr; utilization "
     "0.850; embodied 7.80 t",
     "embodied-from-hours", OUTCOME_APART},
    /* what the database and the bounds say */
    {"parameters 175e9; tokens 300e9; compute 3.15e23 FLOP", "compute-from-tokens",
     OUTCOME_RANGE},
    {"parameters 175e9; tokens 300e9; compute 3.15e24 FLOP", "compute-from-tokens",
     OUTCOME_APART},
    {"energy 475 MWh; emissions 30 t; region FR", "emissions-from-energy", OUTCOME_RANGE},
    {"energy 475 MWh; emissions 183 t; region FR", "emissions-from-energy", OUTCOME_APART},
    {"energy 0.4 kWh; emissions 31.22 t", "emissions-from-energy", OUTCOME_APART},
    {"volume 230768 request; energy 914 kWh", "energy-of-volume-within-range", OUTCOME_RANGE},
    {"volume 10 request; energy 914 kWh", "energy-of-volume-within-range", OUTCOME_APART},
    {"energy_per_unit 0.14 kWh/120 token", "energy-of-one-within-bounds", OUTCOME_APART},
    {"pue 0.90", "pue-within-bounds", OUTCOME_APART},
    {"pue 1.09", "pue-within-bounds", OUTCOME_RANGE},
    {"accelerator nvidia-p100-pcie-16gb; accelerator_hours 100.0; power 1515 W; "
     "power_of accelerator",
     "power-within-bounds", OUTCOME_APART},
    {"accelerator nvidia-p100-pcie-16gb; accelerators 8; hours 100.0; power 1515 W; "
     "power_of all",
     "power-within-bounds", OUTCOME_RANGE},
};

static void judges_to_the_digit(void **state)
{
	struct fixture *fixture = *state;
	size_t i;

	for (i = 0; i < sizeof digit_cases / sizeof *digit_cases; i++) {
		struct claim claim = claim_of(fixture, digit_cases[i].claim);
		const struct audit_check *check =
		    check_of(audit_of(fixture, &claim), digit_cases[i].check);

		if (!check)
			fail_msg("%s: no check %s", digit_cases[i].claim, digit_cases[i].check);
		else if (check->outcome != digit_cases[i].outcome)
			fail_msg("%s: %s: %s, not %s: %g (%g to %g) for %g",
				 digit_cases[i].claim, digit_cases[i].check,
				 outcome_name(check->outcome),
				 outcome_name(digit_cases[i].outcome), check->value,
				 check->loose.low, check->loose.high, check->stated);
	}
}

static const struct {
	const char *claim;
	enum verdict verdict;
} reading_cases[] = {
    {"accelerator_hours 1.000M h; power 400.0 W; pue 1.200; energy 400.0 MWh; "
     "intensity 0.5000 kg/kWh; emissions 240.0 t",
     VERDICT_CONSISTENT},
    {"accelerator_hours 1.000M h; power 400.0 W; pue 1.200; energy 480.0 MWh; "
     "intensity 0.5000 kg/kWh; emissions 240.0 t",
     VERDICT_CONSISTENT},
    /* The PUE is in neither: each check meets under one of the readings alone. */
    {"accelerator_hours 1.000M h; power 400.0 W; pue 1.200; energy 400.0 MWh; "
     "intensity 0.5000 kg/kWh; emissions 200.0 t",
     VERDICT_CONDITIONAL},
    {"energy 100.0 MWh; intensity 0.4000 kg/kWh; emissions 40.0 t; metered_at node",
     VERDICT_CONSISTENT},
    {"energy 100.0 MWh; intensity 0.4000 kg/kWh; emissions 44.0 t; metered_at node",
     VERDICT_CONSISTENT},
    /* A PUE that is not stated may lie between figures that stand side by side. */
    {"energy 100.0 MWh; intensity 0.4000 kg/kWh; emissions 44.0 t", VERDICT_CONDITIONAL},
    {"energy 100.0 MWh; intensity 0.4000 kg/kWh; emissions 39.0 t", VERDICT_INCONSISTENT},
    {"accelerator_hours 1000.0; power 400.0 W; energy 440 kWh", VERDICT_CONSISTENT},
    {"accelerator_hours 1000.0; power 400.0 W; energy 360 kWh", VERDICT_INCONSISTENT},
    /* A power that one accelerator may draw is that of one. */
    {"accelerator google-tpu-v3; accelerators 4; hours 72.0; power 283.0 W; intensity "
     "0.3700 kg/kWh; emissions 7.54 kg",
     VERDICT_CONDITIONAL},
    {"accelerator google-tpu-v3; accelerators 4; hours 72.0; power 283.0 W; intensity "
     "0.3700 kg/kWh; emissions 30.16 kg",
     VERDICT_CONSISTENT},
    {"accelerator nvidia-p100-pcie-16gb; accelerators 8; hours 84.0; power 1515.43 W; "
     "pue 1.580; energy 201 kWh",
     VERDICT_CONSISTENT},
    {"accelerator_hours 100.0; tdp 250 W; intensity 0.4320 kg/kWh; emissions 10.8 kg",
     VERDICT_CONSISTENT},
    /* A grid of a region, with room for other methods; contracts are another matter. Where the
     * rest follows, it is consistent if another grid is meant. */
    {"energy 1000.0 kWh; intensity 0.2500 kg/kWh; emissions 250.0 kg; region GB",
     VERDICT_CONSISTENT},
    {"energy 1000.0 kWh; intensity 0.7000 kg/kWh; emissions 700.0 kg; region FR",
     VERDICT_CONDITIONAL},
    {"energy 1000.0 kWh; intensity 0.7000 kg/kWh; emissions 700.0 kg; region FR; "
     "accounting market",
     VERDICT_CONSISTENT},
    /* A total may hold more, and not less. */
    {"stage total; energy 100.0 MWh; intensity 0.4000 kg/kWh; emissions 60.0 t",
     VERDICT_UNCHECKABLE},
    {"stage total; energy 100.0 MWh; intensity 0.4000 kg/kWh; emissions 37.0 t",
     VERDICT_INCONSISTENT},
    /* An energy by its unit a power. */
    {"energy 300.0 kW; hours 100.0; intensity 0.4000 kg/kWh; emissions 12.00 t",
     VERDICT_CONDITIONAL},
    {"emissions 12.3 t", VERDICT_UNCHECKABLE},
    {"pue 1.1; emissions 12.3 t", VERDICT_UNCHECKABLE},
    {"energy 149 MWh; emissions 0 t; accounting market; region US", VERDICT_CONSISTENT},
    {"energy 149 MWh; emissions 0 t; region US", VERDICT_CONDITIONAL},
    {"energy 149 MWh; emissions 0 t; region US; accounting location", VERDICT_INCONSISTENT},
};

/* One reading holds for all checks of a claim. */
static void reads_a_claim_one_way(void **state)
{
	struct fixture *fixture = *state;
	size_t i;

	for (i = 0; i < sizeof reading_cases / sizeof *reading_cases; i++) {
		struct claim claim = claim_of(fixture, reading_cases[i].claim);
		const struct audited *audited = audit_of(fixture, &claim);

		if (audited->verdict != reading_cases[i].verdict)
			fail_msg("%s: %s, not %s: %s", reading_cases[i].claim,
				 verdict_name(audited->verdict),
				 verdict_name(reading_cases[i].verdict), audited->summary);
	}
}

/* A figure that is stated twice: which of the two fits the rest. */
static void holds_text_against_table(void **state)
{
	static const struct {
		const char *claim, *also;
		enum verdict verdict;
		bool found;
		enum metered_at metered; /* of what is stated elsewhere */
	} cases[] = {
	    {"energy 914 kWh; intensity 0.394 kg/kWh; emissions 340.5 kg", "864.249 kWh",
	     VERDICT_CONDITIONAL, true, METERED_UNSET},
	    {"energy 914 kWh; intensity 0.394 kg/kWh; emissions 340.5 kg", "900.1 kWh",
	     VERDICT_INCONSISTENT, true, METERED_UNSET},
	    {"energy 864.249 kWh; intensity 0.394 kg/kWh; emissions 340.5 kg", "914 kWh",
	     VERDICT_CONDITIONAL, true, METERED_UNSET},
	    {"energy 864.249 kWh; intensity 0.394 kg/kWh; emissions 340.5 kg", "864 kWh",
	     VERDICT_CONSISTENT, false, METERED_UNSET},
	    {"energy 3.1 kWh", "3.2 kWh", VERDICT_ROUNDING, true, METERED_UNSET},
	    /* the PUE lies between what the machines and what the facility draws */
	    {"energy 100.0 kWh; metered_at node; pue 1.20; intensity 0.4000 kg/kWh; "
	     "emissions 48.00 kg",
	     "120.0 kWh", VERDICT_CONSISTENT, false, METERED_FACILITY},
	    {"energy 100.0 kWh; metered_at node; pue 1.20; intensity 0.4000 kg/kWh; "
	     "emissions 48.00 kg",
	     "130.0 kWh", VERDICT_CONDITIONAL, true, METERED_FACILITY},
	    {"energy 120.0 kWh; metered_at facility; pue 1.20; intensity 0.4 kg/kWh; "
	     "emissions 48 kg",
	     "100.0 kWh", VERDICT_CONSISTENT, false, METERED_NODE},
	    {"energy 120.0 kWh; metered_at facility; pue 1.20; intensity 0.4 kg/kWh; "
	     "emissions 48 kg",
	     "120.0 kWh", VERDICT_CONDITIONAL, true, METERED_NODE},
	    {"energy 100.0 kWh; metered_at node; intensity 0.4 kg/kWh; emissions 40 kg",
	     "110.0 kWh", VERDICT_CONSISTENT, false, METERED_FACILITY},
	};
	struct fixture *fixture = *state;
	size_t i, j;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct claim claim = claim_of(fixture, cases[i].claim);
		struct claim other =
		    claim_of(fixture, arena_printf(fixture->arena, "energy %s", cases[i].also));
		struct claim_also also = {.figure = CLAIM_ENERGY,
					  .printed = *other.figures[CLAIM_ENERGY],
					  .where = "the text",
					  .metered = cases[i].metered};
		const struct audited *audited;
		bool found = false;

		claim.also = &also;
		claim.also_count = 1;
		audited = audit_of(fixture, &claim);
		for (j = 0; j < audited->finding_count; j++)
			if (audited->findings[j].code == AUDIT_TEXT_TABLE)
				found = true;
		if (found != cases[i].found || audited->verdict != cases[i].verdict)
			fail_msg("%s, %s: %s: %s", cases[i].claim, cases[i].also,
				 verdict_name(audited->verdict), audited->summary);
	}
}

static const struct {
	const char *claim, *id;
	double value, tolerance;
	int side;
} implied_cases[] = {
    {"accelerator_hours 184320; power 400 W; emissions 31.22 t", "intensity-times-pue", 0.4234,
     0.00005, 0},
    {"accelerator_hours 1.3M h; power 700 W; emissions 390 t", "intensity-times-pue", 0.4286,
     0.00005, 0},
    {"accelerator_hours 184320; power 400 W; emissions 31.22 t", "energy", 73728, 0.5, 0},
    {"energy 0.4 kWh; emissions 31.22 t", "intensity-times-pue", 78050, 1, 1},
    {"energy 475 MWh; emissions 183 t; region FR; pue 1.00", "intensity", 0.38526, 0.0001, 1},
    {"energy 100 MWh; accelerator_hours 250000", "power", 0.4, 1e-9, 0},
    {"energy 100 MWh; accelerator_hours 2500; accelerator nvidia-a100-sxm4-80gb", "power", 40,
     1e-9, 1},
    {"energy 110 MWh; accelerator_hours 250000; power 400 W", "pue", 1.1, 1e-9, 0},
    {"emissions 40.0 t; intensity 0.400 kg/kWh", "energy-with-pue", 100000, 1e-6, 0},
    {"energy 914 kWh; volume 230768 request", "energy-per-unit", 0.0039607, 1e-7, 0},
    {"emissions 20.4 kt; emissions_per_unit 1.14 g/request", "volume", 1.789e10, 1e7, 0},
    {"accelerators 2048; energy 2638 MWh; power 400 W; pue 1.1", "hours", 2927.5, 0.5, 0},
    {"parameters 65.2e9; tokens 1.4e12; accelerator_hours 1022362; accelerator "
     "nvidia-a100-sxm4-80gb",
     "mfu", 0.477, 0.001, 0},
    {"parameters 65.2e9; tokens 1.4e12; accelerator_hours 10223; accelerator "
     "nvidia-a100-sxm4-80gb",
     "mfu", 47.7, 0.1, 1},
};

static void implies(void **state)
{
	struct fixture *fixture = *state;
	size_t i, j;

	for (i = 0; i < sizeof implied_cases / sizeof *implied_cases; i++) {
		struct claim claim = claim_of(fixture, implied_cases[i].claim);
		const struct audited *audited = audit_of(fixture, &claim);
		const struct audit_implied *found = NULL;

		for (j = 0; j < audited->implied_count; j++)
			if (text_same(audited->implied[j].id, implied_cases[i].id))
				found = &audited->implied[j];
		if (!found)
			fail_msg("%s: no %s", implied_cases[i].claim, implied_cases[i].id);
		else if (fabs(found->value - implied_cases[i].value) >
			     implied_cases[i].tolerance ||
			 found->side != implied_cases[i].side)
			fail_msg("%s: %s %.6g, side %d", implied_cases[i].claim,
				 implied_cases[i].id, found->value, found->side);
	}
}

static const struct {
	const char *claim;
	enum audit_code code;
	bool found;
} remark_cases[] = {
    {"accelerator nvidia-a100-sxm4-80gb; accelerator_hours 1000; power 400 W",
     AUDIT_TDP_AS_DRAW, true},
    {"accelerator nvidia-a100-sxm4-80gb; accelerator_hours 1000; power 390 W",
     AUDIT_TDP_AS_DRAW, false},
    {"accelerator nvidia-a100-sxm4-80gb; accelerator_hours 1003; energy 401.2 kWh",
     AUDIT_TDP_AS_DRAW, true},
    {"energy 100 MWh; intensity 0.3 kg/kWh", AUDIT_ROUND_DEFAULT, true},
    {"energy 100 MWh; intensity 0.31 kg/kWh", AUDIT_ROUND_DEFAULT, false},
    {"energy 100 MWh; emissions 0 t; region US; accounting market", AUDIT_MARKET, true},
    {"energy 100 MWh; emissions 40 t; region US; accounting location", AUDIT_MARKET, false},
    {"emissions 40 tons", AUDIT_TON, true},
    {"emissions 40 t", AUDIT_TON, false},
    {"emissions 109.1 t carbon", AUDIT_READ_AS, true},
    {"node_hours 1000 h; power 300 W; energy 2460 kWh", AUDIT_NOT_STATED, true},
    {"node_hours 1000 h; accelerators_per_node 8; power 300 W; energy 2460 kWh",
     AUDIT_NOT_STATED, false},
    {"emissions 109.1 t of carbon", AUDIT_READ_AS, true},
    {"emissions 109.1 t carbon dioxide", AUDIT_READ_AS, false},
    {"emissions 40 t; stage training", AUDIT_STAGES, true},
    {"emissions 40 t", AUDIT_NOT_STATED, true},
    {"accelerator_hours 100; pue 0.9", AUDIT_PUE_BELOW_1, true},
};

static void remarks(void **state)
{
	struct fixture *fixture = *state;
	size_t i, j;

	for (i = 0; i < sizeof remark_cases / sizeof *remark_cases; i++) {
		struct claim claim = claim_of(fixture, remark_cases[i].claim);
		const struct audited *audited = audit_of(fixture, &claim);
		bool found = false;

		for (j = 0; j < audited->finding_count; j++)
			if (audited->findings[j].code == remark_cases[i].code)
				found = true;
		if (found != remark_cases[i].found)
			fail_msg("%s: %s %s", remark_cases[i].claim,
				 audit_code_name(remark_cases[i].code),
				 found ? "found" : "not found");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(judges_to_the_digit),
	    cmocka_unit_test(reads_a_claim_one_way),
	    cmocka_unit_test(holds_text_against_table),
	    cmocka_unit_test(implies),
	    cmocka_unit_test(remarks),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
