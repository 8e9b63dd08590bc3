/* Laws of comparisons: a row is what lca run gives, equal things tie, no order matters. */

#include "tests/harness.h"

static const char scenario[] =
    "lca: 1\n"
    "sites:\n"
    "  main: {region: FR, year: 2023}\n"
    "stages:\n"
    "  training:\n"
    "    - {item: run, site: main, accelerator: nvidia-a100-sxm4-80gb, "
    "accelerator_hours: 10000 h}\n"
    "  embodied:\n"
    "    - {item: GPUs, device: nvidia-a100-sxm4-80gb, device_hours: {from: "
    "training/run}}\n";

static const char regions[] = "region=SE,gcp:europe-west6,gcp:asia-south1,aws:eu-west-3";

static const char *study(struct harness *harness, const char *name)
{
	return harness_write(harness, name, scenario);
}

static const cJSON *row_called(const cJSON *json, const char *label)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, harness_find(json, "comparison"))
	{
		if (text_same(harness_text(row, "label"), label))
			return row;
	}
	fail_msg("no row %s", label);
	return NULL;
}

static const char *printed(struct harness *harness, const cJSON *json)
{
	char *text = cJSON_PrintUnformatted(json);
	const char *copy = arena_text(harness->arena, text);

	free(text);
	return copy;
}

/* Every figure of an impact but its shares, which a row does not have. */
static void check_impact(struct harness *harness, const cJSON *row, const cJSON *alone,
			 const char *what)
{
	static const char *const keys[] = {"central", "mean",  "sd",	"median", "low",
					   "high",    "error", "exact", "status"};
	size_t i;

	for (i = 0; i < COUNT(keys); i++) {
		const char *got = printed(harness, harness_find(row, keys[i]));
		const char *want = printed(harness, harness_find(alone, keys[i]));

		if (!text_same(got, want))
			fail_msg("%s %s: %s in the comparison, %s alone", what, keys[i], got,
				 want);
	}
}

static void gives_each_row_what_run_gives(void **state)
{
	static const char *const labels[] = {"SE", "gcp:europe-west6", "gcp:asia-south1",
					     "aws:eu-west-3"};
	struct harness *harness = *state;
	const char *path = study(harness, "a.yaml");
	const cJSON *json =
	    harness_json(harness, "compare", path, "--vary", regions, "-n", "20000", NULL);
	size_t i;

	for (i = 0; i < COUNT(labels); i++) {
		const char *change =
		    arena_printf(harness->arena, "sites.main.region=%s", labels[i]);
		const cJSON *alone =
		    harness_json(harness, "run", path, "--set", change, "-n", "20000", NULL);
		const cJSON *row = row_called(json, labels[i]), *total;

		cJSON_ArrayForEach(total, harness_find(alone, "totals"))
		{
			const cJSON *own = harness_find(
			    row, arena_printf(harness->arena, "totals.%s", total->string));

			check_impact(
			    harness, own, total,
			    arena_printf(harness->arena, "%s %s", labels[i], total->string));
		}
		check_impact(harness, harness_find(row, "embodied.gwp"),
			     harness_find(alone, "stages.embodied.gwp"), labels[i]);
	}
}

/* The first row ties with none before it. */
static void check_tie(struct harness *harness, const cJSON *row)
{
	static const char *const moments[] = {"central", "mean", "sd", "median", "low", "high"};
	size_t i;

	for (i = 0; i < COUNT(moments); i++) {
		const char *path =
		    arena_printf(harness->arena, "difference.gwp.%s", moments[i]);

		assert_near(harness_number(row, path), 0, 0, path);
	}
	assert_near(harness_number(row, "ratio.gwp.low"), 1, 0, "ratio");
	assert_near(harness_number(row, "ratio.gwp.high"), 1, 0, "ratio");
	assert_near(harness_number(row, "below_first"), 0.5, 0, "below");
	assert_near(harness_number(row, "probability_lowest_error.gwp"), 0, 0, "its error");
	assert_near(harness_number(row, "group"), 1, 0, "group");
	assert_int_equal(cJSON_IsTrue(harness_find(row, "exact_tie")),
			 harness_number(row, "rank") > 1);
	assert_true(cJSON_IsFalse(harness_find(row, "told_from_first")));
}

static void ties_what_says_the_same(void **state)
{
	struct harness *harness = *state;
	const cJSON *json = harness_json(harness, "compare", study(harness, "a.yaml"),
					 study(harness, "b.yaml"), "-n", "5000", NULL);
	const cJSON *row;

	cJSON_ArrayForEach(row, harness_find(json, "comparison"))
	{
		check_tie(harness, row);
		assert_near(harness_number(row, "probability_lowest.gwp"), 0.5, 0, "lowest");
	}
}

/* Two rows of one place and PUE that are named apart, and one that differs. */
static void ties_what_the_total_does_not_depend_on(void **state)
{
	struct harness *harness = *state;
	const cJSON *json =
	    harness_json(harness, "compare", study(harness, "a.yaml"), "--vary",
			 "wue=0.1 L/kWh,0.2 L/kWh,0.5 L/kWh", "-n", "5000", NULL);
	const cJSON *row;
	size_t count = 0;

	cJSON_ArrayForEach(row, harness_find(json, "comparison"))
	{
		check_tie(harness, row);
		assert_near(harness_number(row, "probability_lowest.gwp"), 1.0 / 3, 1e-6,
			    "lowest");
		count++;
	}
	assert_int_equal(count, 3);
}

static void orders_no_byte_of_a_row(void **state)
{
	struct harness *harness = *state;
	const char *first = study(harness, "a.yaml"), *second, *third;
	const cJSON *one, *other;

	second = harness_write(harness, "b.yaml",
			       "lca: 1\nstages:\n  training:\n    - {item: run, region: DE, "
			       "year: 2022, energy: 4 MWh ± 20 %}\n");
	third = harness_write(harness, "c.yaml",
			      "lca: 1\nstages:\n  training:\n    - {item: run, region: SE, "
			      "year: 2022, energy: 5 MWh ± 10 %, pue: 1.1 .. 1.4}\n");
	one = harness_json(harness, "compare", first, second, third, "-n", "5000", NULL);
	other = harness_json(harness, "compare", third, second, first, "-n", "5000", NULL);
	assert_string_equal(printed(harness, harness_find(one, "comparison")),
			    printed(harness, harness_find(other, "comparison")));
	/* Ties, and a sequence whose dimensions follow the draws. */
	second = study(harness, "d.yaml");
	one = harness_json(harness, "compare", first, second, third, "-n", "5000", "--sampler",
			   "sobol", NULL);
	other = harness_json(harness, "compare", third, second, first, "-n", "5000",
			     "--sampler", "sobol", NULL);
	assert_string_equal(printed(harness, harness_find(one, "comparison")),
			    printed(harness, harness_find(other, "comparison")));
	one = harness_json(harness, "compare", first, "--vary", "region=SE,DE,FR", "-n", "5000",
			   "--threads", "1", NULL);
	other = harness_json(harness, "compare", first, "--vary", "region=FR,SE,DE", "-n",
			     "5000", "--threads", "3", NULL);
	assert_string_equal(printed(harness, harness_find(one, "comparison")),
			    printed(harness, harness_find(other, "comparison")));
}

static void shares_out_one_and_gains_by_pairs(void **state)
{
	struct harness *harness = *state;
	const cJSON *json = harness_json(harness, "compare", study(harness, "a.yaml"), "--vary",
					 regions, "-n", "20000", NULL);
	const cJSON *row;
	double sum = 0, last = -1;

	cJSON_ArrayForEach(row, harness_find(json, "comparison"))
	{
		double median = harness_number(row, "totals.gwp.median");

		sum += harness_number(row, "probability_lowest.gwp");
		assert_true(median >= last);
		last = median;
	}
	assert_near(sum, 1, 1e-12, "shares of the lowest");
	assert_true(harness_number(json, "paired_sd") < harness_number(json, "unpaired_sd"));
}

/* A choice against the comparison that makes it, with the samples of a choice. */
static void check_choice(const cJSON *all, const char *boundary, const char *account,
			 const char *lifetime, const cJSON *made, const char *by)
{
	const cJSON *choice;
	const char *first = harness_text(harness_find(all, "comparison"), "[0].label");

	cJSON_ArrayForEach(choice, harness_find(all, "robustness.choices"))
	{
		if (!text_same(harness_text(choice, "boundary"), boundary) ||
		    !text_same(harness_text(choice, "account"), account) ||
		    !text_same(harness_text(choice, "lifetime"), lifetime))
			continue;
		assert_string_equal(
		    harness_text(choice, "lowest"),
		    harness_text(harness_find(made, "comparison"), "[0].label"));
		assert_near(harness_number(choice, "probability_first_lowest"),
			    harness_number(row_called(made, first), by), 0, lifetime);
		if (!text_same(harness_text(choice, "lowest"), first))
			assert_int_equal(
			    cJSON_IsTrue(harness_find(choice, "first_told_from_lowest")),
			    cJSON_IsTrue(
				harness_find(row_called(made, first), "told_from_first")));
		return;
	}
	fail_msg("no choice %s, %s, %s", boundary, account, lifetime);
}

static void chooses_what_options_would(void **state)
{
	static const char lowest[] = "probability_lowest.gwp";
	/* Operators keep their hardware for different times. */
	static const char places[] = "region=SE,FR,gcp:europe-west9,aws:eu-west-3";
	static const char contracts[] =
	    "region=gcp:europe-west6,gcp:europe-north1,gcp:us-central1,gcp:asia-south1";
	struct harness *harness = *state;
	const char *path = study(harness, "a.yaml");
	const cJSON *all =
	    harness_json(harness, "compare", path, "--vary", places, "-n", "20000", NULL);

	check_choice(all, "lifecycle", "location", "as stated", all, lowest);
	check_choice(all, "direct", "location", "as stated",
		     harness_json(harness, "compare", path, "--vary", places, "-n", "8192",
				  "--basis", "direct", NULL),
		     lowest);
	check_choice(all, "lifecycle", "location", "3 yr",
		     harness_json(harness, "compare", path, "--vary", places, "-n", "8192",
				  "--set", "stages.embodied[GPUs].lifetime=3 yr", NULL),
		     lowest);
	all = harness_json(harness, "compare", path, "--vary", contracts, "-n", "20000", NULL);
	check_choice(all, "lifecycle", "market", "as stated",
		     harness_json(harness, "compare", path, "--vary", contracts, "-n", "8192",
				  "--by", "gwp_market", NULL),
		     "probability_lowest.gwp_market");
}

static const char *rows_of(struct harness *harness, const char *name, const char *criterion,
			   const char *accounting)
{
	static const char head[] = "activity,region,year,criterion,variant,value,unit,spread,"
				   "boundary,accounting,delivery,gas_scope,source,note\n";
	static const char *const regions_of[] = {"FR", "SE"}, *const values[] = {"100", "160"};
	struct buffer text = {0};
	const char *path;
	size_t i;

	buffer_text(&text, head);
	for (i = 0; i < COUNT(values); i++)
		buffer_printf(&text,
			      "electricity,%s,2023,%s,,%s,gCO2e/kWh,x/ 1.4,direct,%s,"
			      "delivered,CO2,a,x\n",
			      regions_of[i], criterion, values[i], accounting);
	path = harness_write(harness, name, text.text);
	buffer_free(&text);
	return path;
}

/* As if the figures of added demand were those of the average. */
static void counts_added_demand_by_rows_of_the_user(void **state)
{
	static const char places[] = "region=SE,FR";
	struct harness *harness = *state;
	const char *path = study(harness, "a.yaml");
	const char *marginal = rows_of(harness, "m.csv", "gwp_marginal", "marginal");
	const char *average = rows_of(harness, "g.csv", "gwp", "consumption");
	const cJSON *all = harness_json(harness, "compare", path, "--vary", places, "-n",
					"20000", "--factors", marginal, NULL);
	const cJSON *made =
	    harness_json(harness, "compare", path, "--vary", places, "-n", "20000", "--factors",
			 average, "--basis", "direct", NULL);
	const cJSON *choice, *none;
	size_t count = 0, impossible = 0;

	cJSON_ArrayForEach(choice, harness_find(all, "robustness.choices"))
	{
		if (!text_same(harness_text(choice, "account"), "marginal"))
			continue;
		if (cJSON_IsFalse(harness_find(choice, "possible"))) {
			assert_string_equal(
			    harness_text(choice, "reason"),
			    "figures of added demand are of direct emissions alone");
			impossible++;
			continue;
		}
		count++;
		assert_string_equal(harness_text(choice, "boundary"), "direct");
		assert_string_equal(harness_text(choice, "lowest"), "FR");
		assert_near(harness_number(choice, "rank_of_first"), 2, 0, "rank");
		/* Of 8192 samples and 20000 others. */
		assert_near(harness_number(choice, "probability_first_lowest"),
			    harness_number(row_called(made, "SE"), "probability_lowest.gwp"),
			    0.1, "P");
	}
	assert_int_equal(count, 2);
	assert_int_equal(impossible, 2);
	none = harness_json(harness, "compare", path, "--vary", places, "-n", "500", NULL);
	cJSON_ArrayForEach(choice, harness_find(none, "robustness.choices"))
	    assert_string_not_equal(harness_text(choice, "account"), "marginal");
}

static void ranks_no_hole(void **state)
{
	struct harness *harness = *state;
	const cJSON *json = harness_json(harness, "compare", study(harness, "a.yaml"), "--vary",
					 "region=gcp:europe-west6,gcp:us-central1,azure:*",
					 "--by", "gwp_market", "-n", "5000", NULL);
	const cJSON *row;
	size_t ranked = 0, unranked = 0;

	cJSON_ArrayForEach(row, harness_find(json, "comparison"))
	{
		bool whole = harness_number(row, "totals.gwp_market.missing_items") == 0;

		assert_int_equal(whole, text_same(harness_text(row, "status"), "ranked"));
		if (!whole)
			assert_non_null(strstr(harness_text(row, "missing"), "gwp_market"));
		ranked += whole;
		unranked += !whole;
	}
	assert_true(ranked >= 2 && unranked > 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(gives_each_row_what_run_gives),
	    HARNESS_TEST(ties_what_says_the_same),
	    HARNESS_TEST(ties_what_the_total_does_not_depend_on),
	    HARNESS_TEST(orders_no_byte_of_a_row),
	    HARNESS_TEST(shares_out_one_and_gains_by_pairs),
	    HARNESS_TEST(chooses_what_options_would),
	    HARNESS_TEST(counts_added_demand_by_rows_of_the_user),
	    HARNESS_TEST(ranks_no_hole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
