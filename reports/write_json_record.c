/* The record of a run, in JSON: what would make it again. */

#include "models/assess.h"
#include "reports/view.h"
#include "reports/write_json.h"

/* null where the rows are counted over several files. */
static void add_rows(struct arena *arena, struct cJSON *input, const char *key,
		     const struct input_file *file, uint64_t rows)
{
	if (file->rows_together)
		json_null(input, key);
	else
		json_count(arena, input, key, rows);
}

static void add_inputs(struct arena *arena, struct cJSON *object, const struct record *record)
{
	struct cJSON *inputs = json_array(object, "inputs");

	for (size_t i = 0; i < record->input_count; i++) {
		const struct input_file *file = &record->inputs[i];
		struct cJSON *input = json_object(inputs, NULL);

		json_text(arena, input, "file", file->file);
		json_text(arena, input, "format", file->format);
		json_text(arena, input, "sha256", file->sha256);
		add_rows(arena, input, "rows_used", file, file->rows_used);
		add_rows(arena, input, "rows_skipped", file, file->rows_skipped);
	}
}

/* A list of files, where there are any. */
static void add_files(struct arena *arena, struct cJSON *object, const char *key,
		      const struct factors_file *files, size_t count)
{
	struct cJSON *list, *file;

	if (!count)
		return;
	list = json_array(object, key);
	for (size_t i = 0; i < count; i++) {
		file = json_object(list, NULL);
		json_text(arena, file, "file", files[i].file);
		json_text(arena, file, "sha256", files[i].sha256);
	}
}

void json_command(struct arena *arena, struct cJSON *object, const struct record *record)
{
	struct cJSON *arguments;

	json_text(arena, object, "command", record->command);
	arguments = json_array(object, "arguments");
	for (size_t i = 0; i < record->argument_count; i++)
		json_text(arena, arguments, NULL, record->arguments[i]);
}

void json_record(struct arena *arena, struct cJSON *root, const struct assessment *assessment)
{
	const struct record *record = &assessment->record;
	struct cJSON *object = json_object(root, "record"), *part, *options;

	json_text(arena, object, "version", record->version);
	part = json_object(object, "scenario");
	json_text(arena, part, "file", record->scenario_file);
	json_text(arena, part, "sha256", record->scenario_sha256);
	add_files(arena, object, "scenarios", record->scenarios, record->scenario_count);
	part = json_object(object, "factors");
	json_text(arena, part, "version", record->factors_version);
	json_text(arena, part, "sha256", record->factors_sha256);
	add_files(arena, part, "files", record->factors_files, record->factors_file_count);
	add_inputs(arena, object, record);
	json_count(arena, object, "seed", record->seed);
	json_count(arena, object, "samples", record->samples);
	json_text(arena, object, "sampler", sampler_name(record->sampler));
	if (record->sampler != SAMPLER_PLAIN) {
		if (assessment->sheet)
			json_count(arena, object, "latin_inputs",
				   view_latin_inputs(assessment));
		json_number(arena, object, "gain", view_gain_of(assessment));
	}
	json_number(arena, object, "interval", record->interval);
	json_text(arena, object, "basis",
		  record->basis == FACTORS_DIRECT ? "direct" : "lifecycle");
	json_text(arena, object, "as_of", record->as_of);
	options = json_array(object, "options");
	for (size_t i = 0; i < record->option_count; i++)
		json_text(arena, options, NULL, record->options[i]);
	json_command(arena, object, record);
}
