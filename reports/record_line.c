/* The record of an output in one line. */

#include "reports/record_line.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "reports/display.h"

/* Escapes what would end a comment or a text around it. */
static void add_text(struct arena *arena, struct buffer *out, const char *text)
{
	const char *valid = display_valid(arena, text);

	if (!text) {
		buffer_text(out, "null");
		return;
	}
	buffer_text(out, "\"");
	for (const char *at = valid; *at; at++) {
		bool again = at > valid && *at == '-' && at[-1] == '-';

		if (again || strchr("<>&\"\\\x7f", *at) || (unsigned char)*at < ' ')
			buffer_printf(out, "\\u%04x", (unsigned)(unsigned char)*at);
		else
			buffer_add(out, at, 1);
	}
	buffer_text(out, "\"");
}

static void add_key(struct buffer *out, const char *key)
{
	buffer_printf(out, ",\"%s\":", key);
}

static void add_member(struct arena *arena, struct buffer *out, const char *key,
		       const char *text)
{
	add_key(out, key);
	add_text(arena, out, text);
}

static void add_number(struct arena *arena, struct buffer *out, const char *key, double number)
{
	add_key(out, key);
	buffer_text(out, isfinite(number) ? text_double(arena, number) : "null");
}

static void add_file(struct arena *arena, struct buffer *out, bool again, const char *file,
		     const char *sha256)
{
	buffer_text(out, again ? ",{\"file\":" : "{\"file\":");
	add_text(arena, out, file);
	add_member(arena, out, "sha256", sha256);
	buffer_text(out, "}");
}

/* A list of files, where there are any. */
static void add_files(struct arena *arena, struct buffer *out, const char *key,
		      const struct factors_file *files, size_t count)
{
	if (!count)
		return;
	add_key(out, key);
	buffer_text(out, "[");
	for (size_t i = 0; i < count; i++)
		add_file(arena, out, i > 0, files[i].file, files[i].sha256);
	buffer_text(out, "]");
}

static void add_tables(struct arena *arena, struct buffer *out, const struct record *record)
{
	add_key(out, "factors");
	buffer_text(out, "{\"version\":");
	add_text(arena, out, record->factors_version);
	add_member(arena, out, "sha256", record->factors_sha256);
	add_files(arena, out, "files", record->factors_files, record->factors_file_count);
	buffer_text(out, "}");
}

static void add_inputs(struct arena *arena, struct buffer *out, const struct record *record)
{
	if (record->factors_version) {
		add_key(out, "scenario");
		add_file(arena, out, false, record->scenario_file, record->scenario_sha256);
		add_files(arena, out, "scenarios", record->scenarios, record->scenario_count);
		add_tables(arena, out, record);
	}
	add_key(out, "inputs");
	buffer_text(out, "[");
	for (size_t i = 0; i < record->input_count; i++)
		add_file(arena, out, i > 0, record->inputs[i].file, record->inputs[i].sha256);
	buffer_text(out, "]");
}

static void add_draws(struct arena *arena, struct buffer *out, const struct record *record)
{
	add_number(arena, out, "seed", (double)record->seed);
	add_number(arena, out, "samples", (double)record->samples);
	add_member(arena, out, "sampler", sampler_name(record->sampler));
	add_number(arena, out, "interval", record->interval);
}

static void add_terms(struct arena *arena, struct buffer *out, const struct record *record)
{
	if (record->samples)
		add_draws(arena, out, record);
	if (record->factors_version) {
		add_member(arena, out, "basis",
			   record->basis == FACTORS_DIRECT ? "direct" : "lifecycle");
		add_member(arena, out, "as_of", record->as_of);
	}
	add_key(out, "arguments");
	buffer_text(out, "[");
	for (size_t i = 0; i < record->argument_count; i++) {
		buffer_text(out, i > 0 ? "," : "");
		add_text(arena, out, record->arguments[i]);
	}
	buffer_text(out, "]");
}

static void add_totals(struct arena *arena, struct buffer *out, const struct assessment *a)
{
	add_key(out, "totals");
	buffer_text(out, "{");
	for (size_t i = 0; i < a->criterion_count; i++) {
		const struct impact *total = &a->totals[i];
		bool counted = total->status == IMPACT_COUNTED;

		buffer_text(out, i > 0 ? "," : "");
		add_text(arena, out, a->criteria[i]->id);
		buffer_text(out, ":{\"unit\":");
		add_text(arena, out, a->criteria[i]->symbol);
		add_number(arena, out, "central", counted ? total->statistics.central : NAN);
		add_number(arena, out, "low", counted ? total->statistics.low : NAN);
		add_number(arena, out, "high", counted ? total->statistics.high : NAN);
		add_number(arena, out, "missing", (double)total->missing);
		buffer_text(out, "}");
	}
	buffer_text(out, "}");
}

static const char *print(struct arena *arena, const struct record *record,
			 const struct assessment *assessment, const char *command,
			 const char *format)
{
	struct buffer out = {0};
	const char *line;

	buffer_text(&out, "{\"lca\":");
	add_text(arena, &out, record->version);
	add_member(arena, &out, "command", command);
	add_member(arena, &out, "format", format);
	add_inputs(arena, &out, record);
	add_terms(arena, &out, record);
	if (assessment)
		add_totals(arena, &out, assessment);
	buffer_text(&out, "}");
	line = arena_copy(arena, out.text, out.length);
	buffer_free(&out);
	return line;
}

const char *record_line(struct arena *arena, const struct assessment *assessment,
			const char *command, const char *format)
{
	return print(arena, &assessment->record, assessment, command, format);
}

const char *record_line_of(struct arena *arena, const struct record *record, const char *format)
{
	return record->command ? print(arena, record, NULL, record->command, format) : NULL;
}
