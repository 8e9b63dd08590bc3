/* Comparisons of scenarios: what is ranked, what is not and why, and what is told once. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/comparison.h"
#include "tests/near.h"

#define HEAD	   "lca: 1\nstages:\n  training:\n"
#define SIDES_MOST 5

struct study {
	struct arena *arena;
	struct diags *diags;
	struct comparison_side sides[SIDES_MOST];
	size_t count;
	struct factors *factors;
	const struct comparison *result;
};

static struct study begin(void)
{
	struct study study = {.arena = arena_new()};

	study.diags = diags_new(study.arena);
	study.factors = factors_open(
	    study.arena, &(struct factors_options){.basis = FACTORS_LIFECYCLE}, study.diags);
	assert_non_null(study.factors);
	return study;
}

static void add(struct study *study, const char *label, const char *text)
{
	struct scenario *scenario = NULL;

	if (text)
		scenario = scenario_read_text(study->arena, "study.yaml", text, strlen(text),
					      study->diags);
	study->sides[study->count++] =
	    (struct comparison_side){.label = label, .scenario = scenario};
}

static void compare(struct study *study, const char *by)
{
	const struct comparison_options options = {
	    .assess = {.run = {.samples = 4000, .seed = 1, .interval = 0.95, .threads = 1},
		       .version = "0"},
	    .by = by,
	    .choices = true,
	};

	study->result = compare_sides(study->arena, study->sides, study->count, study->factors,
				      &options, study->diags);
}

static void end(struct study *study)
{
	factors_close(study->factors);
	arena_free(study->arena);
}

static const struct compared_row *row_of(const struct study *study, const char *label)
{
	assert_non_null(study->result);
	for (size_t i = 0; i < study->result->row_count; i++) {
		if (text_same(study->result->rows[i].label, label))
			return &study->result->rows[i];
	}
	fail_msg("no row %s", label);
	return NULL;
}

/* One note alone begins with this and ends with that. */
static void check_note(const struct study *study, const char *start, const char *end)
{
	struct compared_line *lines;
	size_t told = comparison_lines(study->arena, study->result, NULL, &lines), count = 0;

	for (size_t i = 0; i < told; i++)
		count += text_starts(lines[i].text, start) && text_ends(lines[i].text, end);
	if (count != 1)
		fail_msg("%zu notes begin with '%s' and end with '%s'", count, start, end);
}

static size_t count_told(const struct study *study, const char *part)
{
	size_t count = 0;

	for (size_t i = 0; i < diags_count(study->diags); i++)
		count += strstr(diags_at(study->diags, i)->message, part) != NULL;
	return count;
}

static void check_reason(const struct study *study, const char *label,
			 enum compared_status status, const char *part)
{
	const struct compared_row *row = row_of(study, label);

	assert_int_equal(row->status, status);
	if (!part)
		assert_null(row->reason);
	else if (!row->reason || !strstr(row->reason, part))
		fail_msg("%s: '%s' says nothing of '%s'", label, row->reason ? row->reason : "",
			 part);
}

static void lists_what_cannot_be_computed(void **state)
{
	struct study study = begin();

	(void)state;
	add(&study, "a", HEAD "    - {item: run, region: FR, year: 2022, energy: 5 MWh}\n");
	add(&study, "b", HEAD "    - {item: run, energy: 5 MWh}\n");
	add(&study, "c", NULL);
	compare(&study, NULL);
	assert_int_equal(study.result->ranked, 1);
	check_reason(&study, "a", COMPARED_RANKED, NULL);
	check_reason(&study, "b", COMPARED_MISSING, "study.yaml:4:7: ");
	check_reason(&study, "c", COMPARED_MISSING, "could not be read");
	assert_null(row_of(&study, "b")->totals);
	assert_false(diags_has_error(study.diags));
	assert_true(study.result->paired_sd != study.result->paired_sd);
	end(&study);
}

/* A mistake in one scenario is no missing row, and of the others nothing is told. */
static void reports_mistakes_of_any_scenario(void **state)
{
	struct study study = begin();

	(void)state;
	add(&study, "a", HEAD "    - {item: run, region: FR, year: 2022, energy: 5 MWh}\n");
	add(&study, "b", HEAD "    - {item: run, region: Nowhere, energy: 5 MWh}\n");
	add(&study, "c", HEAD "    - {item: run, energy: 5 MWh}\n");
	compare(&study, NULL);
	assert_null(study.result);
	assert_int_equal(count_told(&study, "Nowhere"), 1);
	assert_int_equal(count_told(&study, "nothing says where"), 0);
	end(&study);
}

static void reports_errors_where_nothing_can_be_computed(void **state)
{
	struct study study = begin();

	(void)state;
	add(&study, "a", HEAD "    - {item: run, region: Nowhere, energy: 5 MWh}\n");
	add(&study, "b", HEAD "    - {item: run, energy: 5 MWh}\n");
	compare(&study, NULL);
	assert_null(study.result);
	assert_int_equal(count_told(&study, "Nowhere"), 1);
	assert_int_equal(count_told(&study, "nothing says where"), 1);
	end(&study);
}

/* The water of hardware is a hole wherever the hardware stands; that of a place is not. */
static void ranks_by_what_all_rows_know(void **state)
{
#define HARDWARE                                                                               \
	"  embodied:\n    - {item: cards, impact: 150 kgCO2e, device_hours: 100 h, lifetime: " \
	"5 yr, utilization: 1}\n"
	struct study study = begin();

	(void)state;
	add(&study, "a", HEAD "    - {item: run, region: FR, energy: 5 MWh}\n" HARDWARE);
	add(&study, "b", HEAD "    - {item: run, region: DE, energy: 5 MWh}\n" HARDWARE);
	add(&study, "c",
	    HEAD "    - {item: run, intensity: 50 gCO2e/kWh, energy: 5 MWh}\n" HARDWARE);
	compare(&study, "water");
	assert_int_equal(study.result->ranked, 2);
	check_reason(&study, "c", COMPARED_UNRANKED, "water of training/run is not known");
	check_note(&study, "water is not known of embodied/cards in any row", "");
	assert_int_equal(study.result->choice_count, 0);
	end(&study);
#undef HARDWARE
}

static void ranks_no_hole_that_others_lack(void **state)
{
	struct study study = begin();

	(void)state;
	add(&study, "a", HEAD "    - {item: run, region: FR, energy: 5 MWh}\n");
	add(&study, "b",
	    HEAD "    - {item: run, region: FR, energy: 5 MWh}\n"
		 "  other:\n    - {item: disks, impacts: {gwp: 10 kgCO2e}}\n");
	compare(&study, "water");
	assert_int_equal(study.result->ranked, 1);
	check_reason(&study, "b", COMPARED_UNRANKED, "water of other/disks is not known");
	end(&study);
}

static void reports_a_criterion_that_no_row_has(void **state)
{
	struct study study = begin();

	(void)state;
	add(&study, "a", HEAD "    - {item: run, region: FR, energy: 5 MWh}\n");
	compare(&study, "gwp_market");
	assert_null(study.result);
	assert_int_equal(count_told(&study, "no row can be ranked by gwp_market"), 1);
	end(&study);
	/* Electricity goes with the place: a hole in all rows hides what differs. */
	study = begin();
	for (size_t i = 0; i < 2; i++)
		add(&study, i ? "b" : "a",
		    HEAD "    - {item: run, intensity: 50 gCO2e/kWh, energy: 5 MWh}\n"
			 "  other:\n    - {item: disks, impacts: {gwp: 1 kgCO2e, water: 9 "
			 "L}}\n");
	compare(&study, "water");
	assert_null(study.result);
	assert_int_equal(count_told(&study, "water of training/run is not known"), 1);
	end(&study);
}

static void says_which_intensities_are_stated(void **state)
{
	struct study study = begin();
	const struct compared_place *place;

	(void)state;
	add(&study, "a", HEAD "    - {item: run, region: FR, year: 2022, energy: 5 MWh}\n");
	add(&study, "b",
	    HEAD "    - {item: small, region: SE, year: 2022, energy: 1 MWh, pue: 1.1}\n"
		 "    - {item: run, region: DE, intensity: 50 gCO2e/kWh, energy: 5 MWh, pue: "
		 "1.2}\n");
	compare(&study, "gwp");
	check_note(&study, "the intensity of the grid is stated in b and looked up", "");
	place = &row_of(&study, "b")->place;
	assert_string_equal(place->region, "DE");
	assert_int_equal(place->others, 1);
	assert_true(place->intensity_stated && place->pue_stated);
	assert_null(place->grid);
	assert_near(place->intensity.central, 0.05, 1e-12, "intensity");
	assert_near(place->kwh, 6000, 1e-12, "kWh at the facility");
	place = &row_of(&study, "a")->place;
	assert_string_equal(place->grid->id, "electricity/FR/2022/gwp");
	assert_non_null(place->pue_factor);
	assert_false(place->intensity_stated || place->pue_stated);
	end(&study);
}

static const struct accounting_choice *choice_of(const struct study *study,
						 const char *boundary, const char *account)
{
	assert_non_null(study->result);
	for (size_t i = 0; i < study->result->choice_count; i++) {
		const struct accounting_choice *choice = &study->result->choices[i];

		if (text_same(choice->boundary, boundary) &&
		    text_same(choice->account, account))
			return choice;
	}
	fail_msg("no choice %s, %s", boundary, account);
	return NULL;
}

static size_t count_notes(const struct study *study, const char *start)
{
	struct compared_line *lines;
	size_t told = comparison_lines(study->arena, study->result, NULL, &lines), count = 0;

	for (size_t i = 0; i < told; i++)
		count += text_starts(lines[i].text, start);
	return count;
}

/* What all rows state and look up alike tells none of them apart. */
static void says_nothing_of_what_all_rows_state(void **state)
{
#define STATED "    - {item: small, intensity: 50 gCO2e/kWh, energy: 1 MWh, pue: 1.1}\n"
	struct study study = begin();

	(void)state;
	add(&study, "a", HEAD "    - {item: run, region: FR, energy: 5 MWh}\n" STATED);
	add(&study, "b", HEAD "    - {item: run, region: SE, energy: 5 MWh}\n" STATED);
	compare(&study, "gwp");
	assert_int_equal(count_notes(&study, "the intensity of the grid is stated"), 0);
	end(&study);
	study = begin();
	add(&study, "a, x", HEAD "    - {item: run, region: FR, energy: 5 MWh}\n" STATED);
	add(&study, "b", HEAD STATED);
	add(&study, "c",
	    HEAD STATED "    - {item: more, intensity: 40 gCO2e/kWh, energy: 1 "
			"MWh, pue: 1.1}\n");
	compare(&study, "gwp");
	check_note(&study,
		   "the intensity of the grid is stated in b; c and looked up in other rows, "
		   "or of less of their electricity: ",
		   "");
	end(&study);
#undef STATED
}

static void begin_direct(struct study *study)
{
	study->factors = factors_open(
	    study->arena, &(struct factors_options){.basis = FACTORS_DIRECT}, study->diags);
	assert_non_null(study->factors);
}

/* A figure that was rounded to 0 has no spread, and would win for sure. */
static void ranks_no_rounded_nothing(void **state)
{
#define MONTREAL HEAD "    - {item: run, region: 'gcp:northamerica-northeast1', year: 2022, "
	struct study study = {.arena = arena_new()};

	(void)state;
	study.diags = diags_new(study.arena);
	begin_direct(&study);
	add(&study, "rounded", MONTREAL "energy: 5 MWh}\n");
	add(&study, "part",
	    MONTREAL "energy: 1 kWh}\n    - {item: rest, intensity: 9 "
		     "gCO2e/kWh, energy: 5 MWh}\n");
	add(&study, "nothing",
	    HEAD "    - {item: run, intensity: 0 gCO2e/kWh, energy: 1 "
		 "MWh}\n");
	compare(&study, NULL);
	assert_int_equal(study.result->ranked, 1);
	check_reason(&study, "rounded", COMPARED_UNRANKED, "a published 0 that is a rounded");
	check_reason(&study, "part", COMPARED_UNRANKED, "a published 0 that is a rounded");
	check_reason(&study, "nothing", COMPARED_RANKED, NULL);
	end(&study);
	/* With what lies upstream it is no 0. */
	study = begin();
	add(&study, "rounded", MONTREAL "energy: 5 MWh}\n");
	add(&study, "other",
	    HEAD "    - {item: run, region: 'azure:canadaeast', year: 2022, "
		 "energy: 5 MWh}\n");
	compare(&study, NULL);
	check_reason(&study, "rounded", COMPARED_RANKED, NULL);
	if (text_same(study.result->rows[0].label, "other")) {
		assert_int_equal(choice_of(&study, "direct", "location")->without, 1);
		assert_non_null(strstr(choice_of(&study, "direct", "location")->reason,
				       "other has a figure"));
	} else {
		assert_false(choice_of(&study, "direct", "location")->possible);
		assert_non_null(strstr(choice_of(&study, "direct", "location")->reason,
				       "rounded: it rests on a published 0"));
	}
	end(&study);
#undef MONTREAL
}

#define CORRELATED(rho)                                                                        \
	HEAD "    - {item: run, region: FR, energy: 5 MWh ± 20 %, pue: 1.1 .. 1.5}\n"         \
	     "correlations:\n  - {a: training/run.energy, b: training/run.pue, rho: " rho      \
	     "}\n"

/* It has the figures that it has alone. */
static void ranks_no_other_correlation(void **state)
{
	struct study study = begin(), alone = begin();

	(void)state;
	add(&study, "a", CORRELATED("0.9"));
	add(&study, "b", CORRELATED("0.9"));
	add(&study, "c", CORRELATED("-0.9"));
	compare(&study, NULL);
	assert_int_equal(study.result->ranked, 2);
	assert_true(row_of(&study, "b")->exact_tie);
	check_reason(&study, "c", COMPARED_UNRANKED, "correlated in another way");
	add(&alone, "c", CORRELATED("-0.9"));
	compare(&alone, NULL);
	assert_near(row_of(&study, "c")->totals[0].statistics.sd,
		    row_of(&alone, "c")->totals[0].statistics.sd, 0, "sd");
	assert_true(row_of(&alone, "c")->totals[0].statistics.sd <
		    row_of(&study, "a")->totals[0].statistics.sd);
	end(&study);
	end(&alone);
}

static void tells_what_rows_share_once(void **state)
{
	struct study study = begin();

	(void)state;
	add(&study, "a", HEAD "    - {item: run, region: FR, year: 2035, energy: 5 MWh}\n");
	add(&study, "a too", HEAD "    - {item: run, region: FR, year: 2035, energy: 6 MWh}\n");
	add(&study, "b", HEAD "    - {item: run, region: SE, year: 2022, energy: 5 MWh}\n");
	compare(&study, NULL);
	/* What all rows say, what some say, and what they say of different places. */
	check_note(&study, "not stated, a default: training/run.pue = ", "");
	check_note(&study, "a, a too: losses to the meter, FR ", "hence the low end");
	check_note(&study, "b: losses to the meter, SE ", "hence the low end");
	assert_int_equal(count_told(&study, "a, a too: electricity of FR (gwp): 2035 not"), 1);
	assert_int_equal(count_told(&study, "2035"), 1);
	assert_true(study.result->source_count > 2);
	for (size_t i = 1; i < study.result->source_count; i++)
		assert_true(
		    strcmp(study.result->sources[i - 1]->id, study.result->sources[i]->id) < 0);
	end(&study);
}

/* Of four texts alike the first is told, with the number of rows; of those shown alone. */
static void tells_of_many_texts_the_first(void **state)
{
	static const bool two[] = {true, true, false, false};
	struct study study = begin();
	struct compared_line *lines;
	size_t count, found = 0;

	(void)state;
	add(&study, "a", HEAD "    - {item: run, region: SE, energy: 5 MWh}\n");
	add(&study, "b", HEAD "    - {item: run, region: FR, energy: 5 MWh}\n");
	add(&study, "c", HEAD "    - {item: run, region: ES, energy: 5 MWh}\n");
	add(&study, "d", HEAD "    - {item: run, region: DE, energy: 5 MWh}\n");
	compare(&study, NULL);
	check_note(&study, "a: losses to the meter, SE ", " (also in 3 other rows)");
	count = comparison_lines(study.arena, study.result, two, &lines);
	for (size_t i = 0; i < count; i++)
		found += strstr(lines[i].text, ": losses to the meter, ") != NULL;
	assert_int_equal(found, 2);
	assert_true(study.result->rows[3].source_count > 0);
	end(&study);
}

/* Two rows have a market-based intensity, one, which states its own, has none. */
static void add_market(struct study *study, const char *without, const char *with,
		       const char *other)
{
	add(study, without,
	    HEAD "    - {item: run, intensity: 500 gCO2e/kWh, energy: 5 MWh, pue: 1}\n");
	add(study, with,
	    HEAD "    - {item: run, intensity: 100 gCO2e/kWh, market_intensity: 300 gCO2e/kWh, "
		 "energy: 5 MWh, pue: 1}\n");
	if (other)
		add(study, other,
		    HEAD "    - {item: run, region: FR, market_intensity: 200 gCO2e/kWh, "
			 "energy: 50 MWh, pue: 1}\n");
}

static void leaves_rows_out_of_choices(void **state)
{
	const struct accounting_choice *choice;
	struct study study = begin();

	(void)state;
	add_market(&study, "without", "with", "other");
	compare(&study, NULL);
	assert_string_equal(study.result->rows[0].label, "with");
	choice = choice_of(&study, "life cycle", "market");
	assert_true(choice->possible);
	assert_int_equal(choice->without, 1);
	assert_string_equal(study.result->rows[choice->lacking[0]].label, "without");
	assert_non_null(strstr(choice->reason, "without: gwp_market"));
	assert_int_equal(choice->lowest, 0);
	assert_int_equal(choice->rank_of_first, 1);
	assert_near(choice->probability, 1, 0, "probability");
	choice = choice_of(&study, "direct", "location");
	assert_true(choice->possible);
	assert_int_equal(choice->without, 0);
	assert_null(choice->reason);
	end(&study);
	/* The first has a figure, the other has none. */
	study = begin();
	add_market(&study, "without", "with", NULL);
	compare(&study, NULL);
	choice = choice_of(&study, "life cycle", "market");
	assert_false(choice->possible);
	assert_string_equal(choice->reason, "no row but with has a figure");
	end(&study);
}

static void needs_the_first_row_in_a_choice(void **state)
{
	const struct accounting_choice *choice;
	struct study study = begin();

	(void)state;
	add(&study, "first",
	    HEAD "    - {item: run, intensity: 1 gCO2e/kWh, energy: 5 MWh, pue: 1}\n");
	add_market(&study, "without", "with", "other");
	compare(&study, NULL);
	choice = choice_of(&study, "life cycle", "market");
	assert_false(choice->possible);
	assert_int_equal(choice->without, 2);
	assert_non_null(strstr(choice->reason, "first: gwp_market"));
	assert_int_equal(study.result->choices_possible, 2);
	end(&study);
}

/* A way that most rows have no figure for says little of the ranking. */
static void counts_choices_of_half_the_rows(void **state)
{
	const struct accounting_choice *choice;
	struct study study = begin();

	(void)state;
	add_market(&study, "without", "with", "other");
	add(&study, "less",
	    HEAD "    - {item: run, intensity: 600 gCO2e/kWh, energy: 5 MWh, pue: 1}\n");
	compare(&study, NULL);
	choice = choice_of(&study, "life cycle", "market");
	assert_true(choice->possible && choice->counted && choice->without == 2);
	assert_int_equal(study.result->choices_counted, study.result->choices_possible);
	end(&study);
	study = begin();
	add_market(&study, "without", "with", "other");
	add(&study, "less",
	    HEAD "    - {item: run, intensity: 600 gCO2e/kWh, energy: 5 MWh, pue: 1}\n");
	add(&study, "least",
	    HEAD "    - {item: run, intensity: 700 gCO2e/kWh, energy: 5 MWh, pue: 1}\n");
	compare(&study, NULL);
	choice = choice_of(&study, "life cycle", "market");
	assert_true(choice->possible && !choice->counted && choice->without == 3);
	assert_true(study.result->choices_counted < study.result->choices_possible);
	assert_int_equal(study.result->first_is_lowest, study.result->choices_counted);
	end(&study);
}

/* Electricity without a figure, and hardware without one. */
static void knows_which_part_is_missing(void **state)
{
	struct study study = begin();
	const struct comparison *result;

	(void)state;
	add(&study, "a",
	    HEAD "    - {item: run, region: FR, energy: 5 MWh}\n  other:\n    - "
		 "{item: disks, impacts: {gwp: 1 kgCO2e}}\n");
	add(&study, "b", HEAD "    - {item: run, intensity: 50 gCO2e/kWh, energy: 5 MWh}\n");
	compare(&study, NULL);
	result = study.result;
	for (size_t c = 0; c < result->criterion_count; c++) {
		assert_false(row_of(&study, "a")->lacks_electricity[c]);
		assert_int_equal(row_of(&study, "b")->lacks_electricity[c],
				 !text_same(result->criteria[c]->id, "gwp") &&
				     !text_same(result->criteria[c]->id, "electricity"));
	}
	end(&study);
}

static size_t count_cautions(const struct study *study, const char *start, const char *end)
{
	size_t count = 0;

	for (size_t i = 0; i < study->result->caution_count; i++)
		count += text_starts(study->result->cautions[i], start) &&
			 text_ends(study->result->cautions[i], end);
	return count;
}

/* Both in Oregon, one by the figure of the zone, one by that of the place. */
static void cautions_of_different_sources(void **state)
{
#define AT(region) HEAD "    - {item: run, region: '" region "', energy: 5 MWh, pue: 1.1}\n"
	struct study study = begin();

	(void)state;
	add(&study, "aws", AT("aws:us-west-2"));
	add(&study, "google", AT("gcp:us-west1"));
	compare(&study, NULL);
	assert_int_equal(
	    count_cautions(
		&study,
		"ranks 1 and 2 rest on grid figures of different sources "
		"(google-region-carbon, egrid-2023), mixes and years: ",
		"; 1 and 2 lie in one grid zone, egrid:NWPP: there the figures differ, not the "
		"grids"),
	    1);
	end(&study);
	study = begin();
	add(&study, "a", AT("gcp:us-west1"));
	add(&study, "b", AT("gcp:us-central1"));
	add(&study, "c", AT("aws:us-west-2"));
	add(&study, "same place",
	    HEAD "    - {item: run, region: 'gcp:us-west1', energy: 6 MWh, "
		 "pue: 1.1}\n");
	compare(&study, NULL);
	/* Of the rows that the first is told from, the nearest alone. */
	assert_int_equal(study.result->rows[1].group, 2);
	assert_string_equal(study.result->rows[2].label, "c");
	assert_int_equal(count_cautions(&study, "ranks 1 and 3 rest on ", ""), 1);
	end(&study);
	study = begin();
	add(&study, "a", AT("FR"));
	add(&study, "b", AT("DE"));
	add(&study, "c", AT("aws:eu-west-3"));
	compare(&study, NULL);
	assert_int_equal(count_cautions(&study, "ranks", ""), 0);
	end(&study);
	/* All of Canada is not the grid of Quebec. */
	study = begin();
	add(&study, "a", AT("CA-QC"));
	add(&study, "b", AT("NO"));
	compare(&study, NULL);
	assert_int_equal(
	    count_cautions(&study, "ranks 1 and 2 rest on ",
			   "figures; no source here has both grids, of 1 and of 2"),
	    1);
	end(&study);
	/* A data centre draws from its country where no zone is named. */
	study = begin();
	add(&study, "a", AT("gcp:europe-west9"));
	add(&study, "b", AT("azure:westeurope"));
	compare(&study, NULL);
	assert_int_equal(
	    count_cautions(&study, "ranks 1 and 2 rest on ",
			   "; --vary region=FR,NL compares the grids of 1 and 2 by "
			   "ember-2026"),
	    1);
	end(&study);
#undef AT
}

/* One row is of what is generated for it, another of what it draws alone. */
static void cautions_of_losses(void **state)
{
	static const struct {
		const char *item;
		size_t expected;
	} others[] = {{"intensity: 700 gCO2e/kWh", 1},
		      {"intensity: 700 gCO2e/kWh, losses: 0.1", 0},
		      {"region: PL", 0},
		      {"region: PL, losses: 0", 1}};

	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		struct study study = begin();
		char text[512];

		snprintf(text, sizeof text, "%s    - {item: run, %s, energy: 5 MWh}\n", HEAD,
			 others[i].item);
		add(&study, "france", HEAD "    - {item: run, region: FR, energy: 5 MWh}\n");
		add(&study, "other", text);
		compare(&study, NULL);
		assert_true(row_of(&study, "france")->place.losses_known);
		assert_int_equal(count_cautions(&study,
						"other counts no grid losses; france does (",
						"they are not the same boundary"),
				 others[i].expected);
		end(&study);
	}
}

static void opens_a_group_where_the_leader_is_told(void **state)
{
	struct study study = begin();

	(void)state;
	add(&study, "a",
	    HEAD "    - {item: run, intensity: 1 kgCO2e/kWh, energy: {normal: [1000 kWh, 100 "
		 "kWh]}, pue: 1}\n");
	add(&study, "b",
	    HEAD "    - {item: two, intensity: 1 kgCO2e/kWh, energy: {normal: [1200 kWh, 100 "
		 "kWh]}, pue: 1}\n");
	add(&study, "c",
	    HEAD "    - {item: three, intensity: 1 kgCO2e/kWh, energy: {normal: [1380 kWh, "
		 "100 kWh]}, pue: 1}\n");
	compare(&study, NULL);
	assert_int_equal(study.result->groups, 2);
	assert_int_equal(row_of(&study, "b")->group, 1);
	assert_int_equal(row_of(&study, "c")->group, 2);
	assert_true(row_of(&study, "c")->told_from_first);
	/* P(b < a) of two normals: Phi(-200 / (100 sqrt 2)) = 0.0786. */
	assert_near(row_of(&study, "b")->below_first, 0.0786, 0.2, "below");
	assert_near(row_of(&study, "b")->difference.mean, 200, 0.05, "difference");
	end(&study);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lists_what_cannot_be_computed),
	    cmocka_unit_test(reports_mistakes_of_any_scenario),
	    cmocka_unit_test(reports_errors_where_nothing_can_be_computed),
	    cmocka_unit_test(ranks_by_what_all_rows_know),
	    cmocka_unit_test(ranks_no_hole_that_others_lack),
	    cmocka_unit_test(reports_a_criterion_that_no_row_has),
	    cmocka_unit_test(says_which_intensities_are_stated),
	    cmocka_unit_test(says_nothing_of_what_all_rows_state),
	    cmocka_unit_test(cautions_of_different_sources),
	    cmocka_unit_test(cautions_of_losses),
	    cmocka_unit_test(ranks_no_rounded_nothing),
	    cmocka_unit_test(counts_choices_of_half_the_rows),
	    cmocka_unit_test(knows_which_part_is_missing),
	    cmocka_unit_test(ranks_no_other_correlation),
	    cmocka_unit_test(tells_what_rows_share_once),
	    cmocka_unit_test(leaves_rows_out_of_choices),
	    cmocka_unit_test(needs_the_first_row_in_a_choice),
	    cmocka_unit_test(tells_of_many_texts_the_first),
	    cmocka_unit_test(opens_a_group_where_the_leader_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
