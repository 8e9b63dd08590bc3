/* The record of a run, in JSON: what would make it again. */

#include "models/assess.h"
#include "reports/view.h"
#include "reports/write_json.h"

void json_record(struct arena *arena, struct cJSON *root, const struct assessment *assessment)
{
	const struct record *record = &assessment->record;
	struct cJSON *object = json_object(root, "record"), *part, *inputs, *options;

	json_text(arena, object, "version", record->version);
	part = json_object(object, "scenario");
	json_text(arena, part, "file", record->scenario_file);
	json_text(arena, part, "sha256", record->scenario_sha256);
	part = json_object(object, "factors");
	json_text(arena, part, "version", record->factors_version);
	json_text(arena, part, "sha256", record->factors_sha256);
	inputs = json_array(object, "inputs");
	for (size_t i = 0; i < record->input_count; i++) {
		part = json_object(inputs, NULL);
		json_text(arena, part, "file", record->inputs[i].file);
		json_text(arena, part, "format", record->inputs[i].format);
		json_text(arena, part, "sha256", record->inputs[i].sha256);
		json_count(arena, part, "rows_used", record->inputs[i].rows_used);
		json_count(arena, part, "rows_skipped", record->inputs[i].rows_skipped);
	}
	json_count(arena, object, "seed", record->seed);
	json_count(arena, object, "samples", record->samples);
	json_text(arena, object, "sampler", sampler_name(record->sampler));
	if (record->sampler != SAMPLER_PLAIN) {
		json_count(arena, object, "latin_inputs", view_latin_inputs(assessment));
		json_number(arena, object, "gain", view_gain_of(assessment));
	}
	json_number(arena, object, "interval", record->interval);
	json_text(arena, object, "basis",
		  record->basis == FACTORS_DIRECT ? "direct" : "lifecycle");
	json_text(arena, object, "as_of", record->as_of);
	options = json_array(object, "options");
	for (size_t i = 0; i < record->option_count; i++)
		json_text(arena, options, NULL, record->options[i]);
}
