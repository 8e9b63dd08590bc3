/* Alignment: totals of rows, and what stands beside them. */

#include <math.h>
#include <string.h>

#include "tests/align_world.h"

#define TABLE                                                                                  \
	"- id: all\n  emissions: 11390 t\n  tdp: 700 W\n  rows:\n"                             \
	"    - {id: a, model: A, emissions: 420 t, accelerator_hours: 1.46M h, power: 700 "    \
	"W}\n"                                                                                 \
	"    - {id: b, model: B, emissions: 2040 t, accelerator_hours: 7.0M h, power: 700 "    \
	"W}\n"                                                                                 \
	"    - {id: c, model: C, emissions: 8930 t, accelerator_hours: 30.84M h, power: 700 "  \
	"W}\n"

/* The total of other rows goes where they go, and is not ranked against them. */
static void takes_the_total_of_rows_where_they_go(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment = aligned_to(&world, TABLE, ALIGN_LOSSES);
	const struct aligned *all = NULL;
	struct align_range sum = {0}, without = {0};
	size_t i;

	(void)state;
	assert_int_equal(alignment->count, 4);
	for (i = 0; i < alignment->count; i++) {
		const struct aligned *row = &alignment->rows[i];

		if (text_same(row->id, "all")) {
			all = row;
			continue;
		}
		sum.central += row->total.central;
		without.central += row->without.central;
	}
	assert_non_null(all);
	assert_true(all->complete);
	assert_false(all->ranked);
	assert_string_equal(alignment->rows[alignment->order[3]].id, "all");
	assert_true(isnan(alignment->rows[alignment->order[2]].below_next));
	assert_near(all->total.central, sum.central, 1e-12, "total");
	assert_near(all->without.central, without.central, 1e-12, "without experiments");
	world_close(&world);
}

/* The design power that a total names is that of its rows. */
static void takes_a_row_at_the_design_power_of_its_total(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment = aligned_to(&world, TABLE, ALIGN_HOST);
	double factor = usual(&world, "default/-/-/host-factor") *
			usual(&world, "default/-/-/load-training");
	size_t i;

	(void)state;
	for (i = 0; i < alignment->count; i++)
		assert_near(alignment->rows[i].total.central /
				alignment->rows[i].bridges[ALIGN_STATED].after.central,
			    factor, 1e-12, alignment->rows[i].id);
	world_close(&world);
}

/* A total that its rows do not add up to is aligned by itself, and says so. */
static void leaves_a_total_that_does_not_add_up(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment =
	    aligned_to(&world,
		       "- id: all\n  emissions: 50 t\n  energy: 9 MWh\n  metered_at: facility\n"
		       "  rows:\n"
		       "    - {id: a, emissions: 20 t, energy: 4 MWh, metered_at: facility}\n"
		       "    - {id: b, emissions: 20 t, energy: 4 MWh, metered_at: facility}\n",
		       ALIGN_GRID);
	const struct aligned *all = &alignment->rows[alignment->order[2]];
	size_t i;
	bool told = false;

	(void)state;
	assert_string_equal(all->id, "all");
	assert_false(all->ranked);
	assert_near(all->total.central, 50e3, 1e-12, "as it is");
	for (i = 0; i < all->note_count; i++)
		told |= strstr(all->notes[i], "do not add up") != NULL;
	assert_true(told);
	world_close(&world);
}

/* Experiments left out, hardware and losses are those of the run alone. */
static void tells_the_sum_without_experiments(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment = aligned_to(
	    &world,
	    "- {id: a, emissions: 25 t, energy: 60 MWh, metered_at: facility, region: FR, " A100
	    "}\n"
	    "- {id: b, emissions: 25 t, energy: 60 MWh, metered_at: facility, region: FR, " A100
	    ", scope: [training, rnd]}\n",
	    ALIGN_LOSSES);
	const struct aligned *one = &alignment->rows[0], *other = &alignment->rows[1];

	(void)state;
	assert_true(one->has_without);
	assert_false(other->has_without);
	assert_near(one->without.central, other->total.central, 1e-12, "without");
	assert_true(one->without.low < one->without.central);
	assert_true(one->without.high < one->total.central);
	world_close(&world);
}

/* Location against market: beside the row, never in it. */
static void tells_market_based_figures_beside(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment = aligned_to(
	    &world,
	    "- {id: a, emissions: 25 t, market_emissions: 3 t, energy: 60 MWh, metered_at: "
	    "facility}\n"
	    "- {id: b, emissions: 3 t, accounting: market, energy: 60 MWh, metered_at: "
	    "facility, region: FR, year: 2022}\n"
	    "- {id: c, emissions: 25 t, energy: 60 MWh, metered_at: facility, region: "
	    "\"gcp:africa-south1\", year: 2023}\n"
	    "- {id: d, emissions: 25 t, energy: 60 MWh, metered_at: facility}\n",
	    ALIGN_GRID);
	double contracts = usual(&world, "electricity/gcp:africa-south1/2023/gwp_market");

	(void)state;
	assert_near(alignment->rows[0].market.after.central, 3e3, 1e-12, "stated beside");
	assert_near(alignment->rows[0].total.central, 25e3, 1e-12, "not summed");
	assert_near(alignment->rows[1].market.after.central, 3e3, 1e-12, "as stated");
	assert_near(alignment->rows[2].market.after.central, 60e3 * contracts, 1e-9,
		    "by contracts");
	assert_int_equal(alignment->rows[3].market.status, ALIGN_NOT_ASKED);
	world_close(&world);
}

static void tells_intensities_in_one_unit(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment =
	    aligned_to(&world,
		       "- {emissions: 25 t, energy: 60 MWh, metered_at: facility, region: FR, "
		       "year: 2022, scope: [training], intensity: 57 gCO2e/kWh}\n",
		       ALIGN_GRID);

	(void)state;
	assert_int_equal(alignment->rows[0].note_count, 1);
	assert_string_equal(alignment->rows[0].notes[0],
			    "its intensity is 57 gCO2e/kWh; electricity/FR/2022/gwp has "
			    "78.5 gCO2e/kWh");
	world_close(&world);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(takes_the_total_of_rows_where_they_go),
	    cmocka_unit_test(takes_a_row_at_the_design_power_of_its_total),
	    cmocka_unit_test(leaves_a_total_that_does_not_add_up),
	    cmocka_unit_test(tells_the_sum_without_experiments),
	    cmocka_unit_test(tells_market_based_figures_beside),
	    cmocka_unit_test(tells_intensities_in_one_unit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
