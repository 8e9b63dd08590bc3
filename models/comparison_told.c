/* What the sides of a comparison say: errors, warnings, notes and sources. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/comparison_inner.h"

static void hear_diags(struct hearing *hearing, const struct contender *contender, size_t row,
		       bool errors)
{
	for (size_t i = 0; i < diags_count(contender->diags); i++) {
		const struct diag *diag = diags_at(contender->diags, i);

		if (errors == (diag_severity(diag->code) >= DIAG_SEVERITY_ERROR))
			hear(hearing, row, diag, diag->message);
	}
}

static void tell_diags(const struct hearing *hearing, const struct audience *audience,
		       struct diags *diags)
{
	struct compared_line *lines;
	size_t count =
	    lines_told(hearing->arena, audience, hearing->notes, hearing->count, &lines);

	for (size_t i = 0; i < count; i++) {
		const struct diag *diag = lines[i].note->diag;

		diag_add(diags, diag->code, diag->place, diag->path, diag->hint, "%s",
			 lines[i].text);
	}
}

static const char **labels_of(const struct comparing *comparing)
{
	const char **labels =
	    arena_alloc(comparing->arena, (comparing->count + 1) * sizeof *labels);

	for (size_t i = 0; i < comparing->count; i++)
		labels[i] = comparing->contenders[i].row.label;
	return labels;
}

const char *comparing_separator(const struct comparing *comparing)
{
	return labels_separator(labels_of(comparing), comparing->count);
}

const char *comparison_separator(const struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->row_count; i++) {
		if (strchr(comparison->rows[i].label, ','))
			return "; ";
	}
	return ", ";
}

/* Before there are rows: of all, or of the scenarios with mistakes where others have none. */
void comparing_tell_errors(const struct comparing *comparing, struct diags *diags)
{
	struct arena *arena = comparing->arena;
	struct hearing hearing = {.arena = arena};
	size_t count = comparing->count;
	const char **labels = labels_of(comparing);
	bool *deaf = arena_alloc(arena, (count + 1) * sizeof *deaf), any = false;

	for (size_t i = 0; i < count; i++)
		any = any || comparing->contenders[i].freeze;
	for (size_t i = 0; i < count; i++)
		if (comparing->contenders[i].mistaken || !any)
			hear_diags(&hearing, &comparing->contenders[i], i, true);
	tell_diags(&hearing, &(struct audience){labels, deaf, count, count, ERRORS_EACH},
		   diags);
}

/* Rows that have figures, of those that are shown. */
static struct audience audience_of(struct arena *arena, const struct comparison *comparison,
				   const bool *shown, size_t each)
{
	size_t count = comparison->row_count;
	const char **labels = arena_alloc(arena, (count + 1) * sizeof *labels);
	bool *deaf = arena_alloc(arena, (count + 1) * sizeof *deaf);
	struct audience audience = {labels, deaf, count, 0, each};

	for (size_t i = 0; i < count; i++) {
		labels[i] = comparison->rows[i].label;
		deaf[i] =
		    comparison->rows[i].status == COMPARED_MISSING || (shown && !shown[i]);
		audience.voices += !deaf[i];
	}
	return audience;
}

size_t comparison_lines(struct arena *arena, const struct comparison *comparison,
			const bool *shown, struct compared_line **lines)
{
	const struct audience audience = audience_of(arena, comparison, shown, NOTES_EACH);

	return lines_told(arena, &audience, comparison->notes, comparison->note_count, lines);
}

void comparing_note(struct comparing *comparing, const char *text)
{
	hear(&comparing->notes, OF_ALL, NULL, text);
}

static void hear_notes(struct hearing *hearing, struct freeze *freeze, size_t row)
{
	const struct assessment *result = freeze->result;

	freeze_notes(freeze);
	for (size_t n = 0; n < result->note_count; n++)
		hear(hearing, row, NULL, result->notes[n]);
}

static void add_source(struct comparing *comparing, const struct source *source)
{
	struct comparison *result = comparing->result;
	size_t at = 0;

	while (at < result->source_count && strcmp(result->sources[at]->id, source->id) < 0)
		at++;
	if (at < result->source_count && text_same(result->sources[at]->id, source->id))
		return;
	result->sources = arena_grow(comparing->arena, result->sources, result->source_count,
				     sizeof *result->sources);
	memmove(&result->sources[at + 1], &result->sources[at],
		(result->source_count - at) * sizeof *result->sources);
	result->sources[at] = source;
	result->source_count++;
}

static void tell_sources(struct comparing *comparing, struct freeze *freeze,
			 struct compared_row *row)
{
	freeze_factors(freeze);
	freeze_sources(freeze);
	row->sources = freeze->result->sources;
	row->source_count = freeze->result->source_count;
	for (size_t s = 0; s < row->source_count; s++)
		add_source(comparing, row->sources[s]);
}

void comparing_tell(struct comparing *comparing, struct diags *diags)
{
	struct comparison *result = comparing->result;
	struct hearing warnings = {.arena = comparing->arena,
				   .by = result->criteria[result->by]->id};
	struct hearing *notes = &comparing->notes;
	struct audience audience = audience_of(comparing->arena, result, NULL, WARNINGS_EACH);

	for (size_t i = 0; i < result->row_count; i++) {
		const struct contender *contender = comparing->placed[i];

		if (!contender->freeze)
			continue;
		hear_diags(&warnings, contender, i, false);
		hear_notes(notes, contender->freeze, i);
		tell_sources(comparing, contender->freeze, &result->rows[i]);
	}
	tell_diags(&warnings, &audience, diags);
	result->warnings = warnings.notes;
	result->warning_count = warnings.count;
	result->notes = notes->notes;
	result->note_count = notes->count;
}
