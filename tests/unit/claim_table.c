/* Tables become claims by what their headers say. */

#include "models/claim_table.h"
#include "tests/unit/claim_fixture.h"

static void check(void **state, const char *file, const struct claim_case *cases, size_t count)
{
	claim_check(*state, file, cases, count, claim_table_claims, claim_table_read);
}

static void knows_labels_by_words_and_unit(void **state)
{
	static const struct {
		const char *text, *value, *key, *unit;
	} cases[] = {
	    {"energy_kwh", NULL, "energy", " kWh"},
	    {"energy_mwh", NULL, "energy", " MWh"},
	    {"Energy (MWh)", NULL, "energy", " MWh"},
	    {"Energy used", "12 MJ", "energy", NULL},
	    {"Power consumption", "12 kWh", "energy", NULL},
	    {"Power consumption (W)", NULL, "power", " W"},
	    {"power_kw", NULL, "power", " kW"},
	    {"GPU TDP (W)", NULL, "tdp", " W"},
	    {"co2_t", NULL, "emissions", " t"},
	    {"tCO2e", NULL, "emissions", " tCO2e"},
	    {"reported_tco2e", NULL, "emissions", " tCO2e"},
	    {"emissions_kg", NULL, "emissions", " kg"},
	    {"CO2 Emissions (in grams)", NULL, "emissions", " g"},
	    {"Carbon Emitted(tCO2eq)", NULL, "emissions", " tCO2eq"},
	    {"Emissions (tons CO2eq)", NULL, "emissions", " tons CO2e"},
	    {"Emissions (metric tons of CO2)", NULL, "emissions", " tCO2e"},
	    {"Emissions (kg CO2-eq)", NULL, "emissions", " kg CO2-eq"},
	    {"Market-based emissions (t)", NULL, "market_emissions", " t"},
	    {"embodied_kg", NULL, "embodied", " kg"},
	    {"carbon_intensity_kg_per_kwh", NULL, "intensity", " kg/kWh"},
	    {"Grid intensity (gCO2/kWh)", NULL, "intensity", " gCO2/kWh"},
	    {"carbon intensity", "0.4 kg/kWh", "intensity", NULL},
	    {"Training Time (GPU hours)", NULL, "accelerator_hours", " GPU hours"},
	    {"gpu_hours", NULL, "accelerator_hours", NULL},
	    {"GPU-hours (thousand)", NULL, "accelerator_hours", "k GPU-hours"},
	    {"Hours used", "24", "hours", NULL},
	    {"Training time", "3 days", "hours", NULL},
	    {"duration_s", NULL, "hours", " s"},
	    {"hours", NULL, "hours", NULL},
	    {"n_accelerators", NULL, "accelerators", NULL},
	    {"Number of GPUs", NULL, "accelerators", NULL},
	    {"PUE", NULL, "pue", NULL},
	    {"water_l", NULL, "water", " l"},
	    {"params (B)", NULL, "parameters", "B"},
	    {"Tokens (T)", NULL, "tokens", "T token"},
	    {"Training FLOPs", NULL, "compute", NULL},
	    {"Wh per query", NULL, "energy_per_unit", NULL},
	    {"energy_wh_per_1000_queries", NULL, "energy_per_unit", " Wh/1000 request"},
	    {"Energy per 1,000 queries (kWh)", NULL, "energy_per_unit", " kWh/1000 request"},
	    {"gCO2e per image", NULL, "emissions_per_unit", " gCO2e/image"},
	    {"Energy/token (J)", NULL, "energy_per_unit", " J/token"},
	    {"Energy (MWh, IT)", NULL, "energy", " MWh"},
	    {"Energy [MWh]", NULL, "energy", " MWh"},
	    {"Energy/MWh", NULL, "energy", " MWh"},
	    {"Energy / MWh", NULL, "energy", " MWh"},
	    {"Energy, MWh", NULL, "energy", " MWh"},
	    {"MWh energy", NULL, "energy", " MWh"},
	    {"energy_mwh_it", NULL, "energy", " MWh"},
	    {"Energy (MWh before PUE)", NULL, "energy", " MWh"},
	    {"Energy (MWh; GPUs only)", NULL, "energy", " MWh"},
	    {"Energy (in MWh, at the wall)", NULL, "energy", " MWh"},
	    {"Energy (1000 MWh)", NULL, "energy", "k MWh"},
	    {"CO2 (kg, market)", NULL, "market_emissions", " kg"},
	    {"Emissions (tCO2e, location)", NULL, "emissions", " tCO2e"},
	    {"Carbon (tCO2eq, w/ PUE)", NULL, "emissions", " tCO2eq"},
	    {"CO2 emissions/tCO2e", NULL, "emissions", " tCO2e"},
	    {"Power (kW, per GPU)", NULL, "power", " kW"},
	    {"Intensity (gCO2/kWh; market)", NULL, "intensity", " gCO2/kWh"},
	    {"Training time (h; 8 GPUs)", NULL, "hours", " h"},
	    {"GPU hours (thousand, A100)", NULL, "accelerator_hours", "k GPU hours"},
	    {"Tokens (T, training)", NULL, "tokens", "T token"},
	    {"Emissions/kWh", NULL, NULL, NULL},
	    {"Energy (MWh, per GPU)", NULL, NULL, NULL},
	    {"CO2 per year (t)", NULL, NULL, NULL},
	    {"Energy per GPU (kWh)", NULL, NULL, NULL},
	    {"CO2 saved (kg)", NULL, NULL, NULL},
	    {"model t", NULL, NULL, NULL},
	    {"year", NULL, NULL, NULL},
	    {"Memory (GB)", NULL, NULL, NULL},
	    {"weight_kg", NULL, NULL, NULL},
	    {"energy source", NULL, NULL, NULL},
	    {"emissions_rate", NULL, NULL, NULL},
	    {"latency (s)", NULL, NULL, NULL},
	};
	struct claim_world *world = *state;
	size_t wrong = 0;

	for (size_t i = 0; i < CLAIM_COUNT(cases); i++) {
		struct claim_label label =
		    claim_label_of(world->arena, cases[i].text, cases[i].value);
		const char *key =
		    label.kind == LABEL_FIGURE ? claim_figure_key(label.figure) : NULL;

		if (text_same(key, cases[i].key) &&
		    (!cases[i].unit || text_same(label.unit, cases[i].unit)))
			continue;
		print_error("'%s': expected %s in '%s', read %s in '%s'\n", cases[i].text,
			    cases[i].key ? cases[i].key : "nothing",
			    cases[i].unit ? cases[i].unit : "", key ? key : "nothing",
			    label.unit ? label.unit : "");
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

static void reads_rows(void **state)
{
	static const struct claim_case cases[] = {
	    {"units in names, other order",
	     "co2_t,energy_mwh,model,gpu_hours\n31.22,73.7,Llama,184320\n",
	     "Llama: accelerator_hours 184320, energy 73700, emissions 31220\n"},
	    {"tabs", "model\tenergy_kwh\tpue\nA\t12\t1.1\n", "A: energy 12, pue 1.1\n"},
	    {"semicolons and decimal commas", "model;energy_kwh;co2_kg\nA;12,5;3,75\n",
	     "A: energy 12.5, emissions 3.75\n"},
	    {"units in cells win", "model,energy,emissions\nA,12 MWh,3 t\nB,12,3\n",
	     "A: energy 12000, emissions 3000\nB: energy 12, emissions 3\n"},
	    {"comments and words above",
	     "# from a paper\nTable 3,,\nmodel,energy_kwh,co2_kg\nA,1,2\n",
	     "A: energy 1, emissions 2\n"},
	    {"what power is of", "model,node power (W),energy_kwh\nA,1400,3\n",
	     "A: power 1.4, energy 3; of a node\n"},
	    {"words beside the unit of a header",
	     "model,\"Energy (MWh, IT)\",\"Emissions (tCO2e, location)\",\"Power (kW, per "
	     "GPU)\"\nA,12,3,0.4\n",
	     "A: power 0.4, energy 12000, emissions 3000; location, at nodes, of a chip\n"},
	    {"where it is metered, before PUE", "model,Energy (MWh before PUE)\nA,12\n",
	     "A: energy 12000; at nodes\n"},
	    {"with PUE", "model,Energy (MWh w/ PUE)\nA,12\n", "A: energy 12000; at facility\n"},
	    {"of the chips", "model,Energy (MWh; GPUs only)\nA,12\n",
	     "A: energy 12000; at accelerators\n"},
	    {"no unit in the header is told", "model,Energy (furlongs)\nA,12\nB,12 MWh\n",
	     "A: energy 12 [N]\nB: energy 12000\n"},
	    {"of one GPU", "model,Energy (MWh/GPU),Power (W/GPU),co2_kg\nA,12,400,3\n",
	     "A: power 0.4, emissions 3; of a chip [U]\n"},
	    {"a multiple said twice takes neither",
	     "model,GPU-hours (thousand),co2_kg\nA,370k,3\nB,370,3\n",
	     "A: emissions 3 [U]\nB: accelerator_hours 370000, emissions 3\n"},
	    {"totals", "model,energy_kwh,co2_kg\nA,1,2\nB,3,4\nTotal,4,6\nC,5,6\nSum,5,6\n",
	     "A: energy 1, emissions 2\nB: energy 3, emissions 4\n"
	     "Total: energy 4, emissions 6 = A + B\nC: energy 5, emissions 6\n"
	     "Sum: energy 5, emissions 6 = C\n"},
	    {"names that repeat", "model,energy_kwh\nA,1\nA,2\nA,3\n",
	     "A: energy 1\nA #2: energy 2\nA #3: energy 3\n"},
	    {"no names", "energy_kwh,co2_kg\n1,2\n", "row 2: energy 1, emissions 2\n"},
	    {"holes and words", "model,energy_kwh,co2_kg\nA,,2\nB,n/a,-\nC,many,3\n",
	     "A: emissions 2\nB: [X]\nC: emissions 3 [X]\n"},
	    {"columns without a meaning are said once",
	     "model,energy_kwh,colour\nA,1,red\nB,2,blue\n", "A: energy 1 [U]\nB: energy 2\n"},
	    {"ragged", "model,energy_kwh,co2_kg\nA,1\nB,1,2,3\n",
	     "A: energy 1\nB: energy 1, emissions 2\n"},
	    {"no header", "1,2,3\n4,5,6\n", "error"},
	};

	check(state, "figures.csv", cases, CLAIM_COUNT(cases));
}

static void reads_what_power_and_energy_are_of(void **state)
{
#define HEAD                                                                                   \
	"id,stage,n_accelerators,accelerator_hours,power_w,power_kind,energy_kwh,energy_"      \
	"scope,"                                                                               \
	"pue,carbon_intensity_kg_per_kwh,grid_or_region,reported_tco2e,accounting\n"
	static const struct claim_case cases[] = {
	    {"power of all",
	     HEAD "a,training,8,96,1415.78,measured_node_total,27,system_incl_pue,"
		  "1.58,0.43,France,0.0118,location\n",
	     "a: accelerators 8, accelerator_hours 96, power 1.41578, energy 27, pue 1.58, "
	     "intensity 0.43, emissions 11.8; FR, training, location, at facility, of all\n"},
	    {"design power", HEAD "a,training,,100,400,tdp,40,gpu_only_excl_pue,,,,,\n",
	     "a: accelerator_hours 100, power 0.4, tdp 0.4, energy 40; training, at "
	     "accelerators, "
	     "of a chip\n"},
	    {"a chip's share of its system",
	     HEAD "a,training,,100,330,measured_system_per_chip,33,facility,,,,,net\n",
	     "a: accelerator_hours 100, power 0.33, energy 33; training, market, at facility, "
	     "of a "
	     "chip\n"},
	    {"a system without a count",
	     HEAD "a,training,,48,700,system,33.6,system,,,,,marginal\n",
	     "a: node_hours 48, power 0.7, energy 33.6; training, marginal, at nodes, of a "
	     "node "
	     "[N]\n"},
	    {"sixteen chips",
	     HEAD "a,inference,16,,1664,measured_gpu_16gpus,914,codecarbon_gpu,,,,,\n",
	     "a: accelerators 16, power 1.664, energy 914; inference, at components, of all\n"},
	    {"per 1000 queries",
	     HEAD "a,inference,,,,,0.047,codecarbon_per_1000_queries,,,,,\n",
	     "a: energy 0.047; inference, at components, 1000 request\n"},
	    {"per prompt",
	     HEAD "a,inference,,,,,0.00024,facility_incl_pue_per_prompt,,,,3e-08,market\n",
	     "a: energy 0.00024, emissions 3e-05; inference, market, at facility, request\n"},
	    {"embodied", HEAD "a,embodied,,1000,,,,,,,,11.2,\n",
	     "a: embodied 11200, device_hours 1000; embodied\n"},
	    {"a mixture", HEAD "a,rnd,,,,,459000,mixed,,,,159,\n",
	     "a: energy 459000, emissions 159000; rnd\n"},
	};
#undef HEAD

	check(state, "figures.csv", cases, CLAIM_COUNT(cases));
}

static void leaves_other_tables_alone(void **state)
{
	static const struct claim_case cases[] = {
	    {"prose", "Energy, and emissions, of models\nwere 12 kWh, and 3 kg\n", "not mine"},
	    {"people", "name,age,height_cm\nA,12,140\n", "not mine"},
	    {"YAML", "audit: 1\nclaims:\n- energy: 12 kWh\n", "not mine"},
	    {"a table on standard input", "model,energy_kwh\nA,12\n", "A: energy 12\n"},
	};

	check(state, "standard input", cases, CLAIM_COUNT(cases));
}

static void reads_a_row_for_others(void **state)
{
	static const char *const names[] = {"id", "model", "energy_kwh", "reported_tco2e",
					    "note"};
	static const char *const values[] = {"a", "Alpha", "190000", "85", ""};
	struct claim_world *world = *state;
	struct claim_reader reader = {.arena = world->arena,
				      .factors = world->factors,
				      .diags = diags_new(world->arena),
				      .file = "figures.csv"};
	struct claim *claim = claim_table_row(&reader, names, values, CLAIM_COUNT(names),
					      (struct place){"f", 3, 0});

	assert_non_null(claim);
	assert_string_equal(claim->id, "a");
	assert_string_equal(claim->model, "Alpha");
	assert_true(claim->table);
	assert_float_equal(claim->figures[CLAIM_ENERGY]->value, 190000, 1e-6);
	assert_float_equal(claim->figures[CLAIM_EMISSIONS]->value, 85000, 1e-6);
	assert_int_equal(claim->figures[CLAIM_ENERGY]->place.line, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(knows_labels_by_words_and_unit),
	    cmocka_unit_test(reads_rows),
	    cmocka_unit_test(reads_what_power_and_energy_are_of),
	    cmocka_unit_test(leaves_other_tables_alone),
	    cmocka_unit_test(reads_a_row_for_others),
	};

	return cmocka_run_group_tests(tests, claim_setup, claim_teardown);
}
