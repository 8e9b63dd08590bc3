/* What the sides of a comparison say, each thing once. */

#include <ctype.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/comparison_inner.h"

/* A text that sides say; a diagnostic, or a note without one. */
struct said {
	const struct diag *diag;
	const char *text;
	size_t sides;	    /* that say it */
	size_t last;	    /* of them */
	const char *labels; /* of the first few */
	size_t kind;	    /* number of its kind */
};

/* Texts of one kind differ in names and numbers alone. What all sides say is told for itself.
 */
struct kind {
	bool told;
	size_t texts, sides, last;
};

struct hearing {
	struct arena *arena;
	size_t sides; /* that were heard */
	struct text_set texts, shapes;
	struct said *said; /* [number of the text] */
	struct kind *kinds;
	struct heard { /* in order of sides */
		size_t side, text;
	} * heard;
	size_t heard_count;
};

enum { LABELS_MOST = 3 };

/* Small letters, and what stands between words. */
static bool is_plain(const char *piece, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (!islower((unsigned char)piece[i]) && !strchr("-_,;()'", piece[i]))
			return false;
	}
	return true;
}

/* Pieces of a word divided at '/' and '.': ids keep what they are of, "pue/#/ratio". */
static char *add_word(char *end, const char *word, size_t length)
{
	bool coded = length > 1 && memchr(word, ':', length - 1);
	size_t start = 0;

	for (size_t i = 0; i <= length; i++) {
		bool last = i == length || word[i] == '/' || (word[i] == '.' && !coded);

		if (!last)
			continue;
		if (is_plain(word + start, i - start)) {
			memcpy(end, word + start, i - start);
			end += i - start;
		} else {
			*end++ = '#';
		}
		if (i < length)
			*end++ = word[i];
		start = i + 1;
	}
	*end++ = ' ';
	return end;
}

/* "electricity of # (pe, water): no row of # used": texts that differ in names and numbers
 * alone have one shape. */
static const char *shape_of(struct arena *arena, const char *text)
{
	char *shape = arena_alloc(arena, 2 * strlen(text) + 3), *end = shape;

	while (*text) {
		size_t length = strcspn(text, " ");
		char *start = end;

		end = add_word(end, text, length);
		/* A name may be of several words. */
		if (end - start == 2 && *start == '#' && start - shape >= 2 && start[-2] == '#')
			end = start;
		text += length;
		text += *text == ' ';
	}
	*end = 0;
	return shape;
}

/* Where it was said, and as what. */
static const char *head_of(struct arena *arena, const struct diag *diag)
{
	if (!diag)
		return "note";
	return arena_printf(arena, "%d|%s|%u|%u|%s|", (int)diag->code,
			    diag->place.file ? diag->place.file : "", diag->place.line,
			    diag->place.column, diag->path ? diag->path : "");
}

static const char *with_label(struct arena *arena, const char *labels, size_t sides,
			      const char *label)
{
	if (sides >= LABELS_MOST)
		return labels;
	return sides ? arena_printf(arena, "%s, %s", labels, label) : label;
}

static void new_said(struct hearing *hearing, size_t number, const char *head,
		     const struct diag *diag, const char *text)
{
	struct arena *arena = hearing->arena;
	const char *shape = arena_printf(arena, "%s%s", head, shape_of(arena, text));
	size_t known = hearing->shapes.count;
	size_t kind = text_set_add(arena, &hearing->shapes, shape, strlen(shape));

	hearing->said = arena_grow(arena, hearing->said, number, sizeof *hearing->said);
	hearing->said[number] = (struct said){.diag = diag, .text = text, .kind = kind};
	if (kind < known)
		return;
	hearing->kinds = arena_grow(arena, hearing->kinds, known, sizeof *hearing->kinds);
	hearing->kinds[kind] = (struct kind){.texts = 0};
}

static void hear(struct hearing *hearing, size_t side, const char *label,
		 const struct diag *diag, const char *text)
{
	const char *head = head_of(hearing->arena, diag);
	const char *name = arena_printf(hearing->arena, "%s%s", head, text);
	size_t known = hearing->texts.count;
	size_t number = text_set_add(hearing->arena, &hearing->texts, name, strlen(name));
	struct said *said;

	if (number == known)
		new_said(hearing, number, head, diag, text);
	said = &hearing->said[number];
	if (said->sides && said->last == side)
		return;
	said->labels = with_label(hearing->arena, said->labels, said->sides, label);
	said->sides++;
	said->last = side;
	hearing->heard = arena_grow(hearing->arena, hearing->heard, hearing->heard_count,
				    sizeof *hearing->heard);
	hearing->heard[hearing->heard_count++] = (struct heard){side, number};
}

/* How many texts and sides each kind has, but for what all sides say. */
static void settle(struct hearing *hearing)
{
	for (size_t i = 0; i < hearing->texts.count; i++) {
		if (hearing->said[i].sides < hearing->sides)
			hearing->kinds[hearing->said[i].kind].texts++;
	}
	for (size_t i = 0; i < hearing->heard_count; i++) {
		const struct heard *heard = &hearing->heard[i];
		const struct said *said = &hearing->said[heard->text];
		struct kind *kind = &hearing->kinds[said->kind];

		if (said->sides == hearing->sides || (kind->sides && kind->last == heard->side))
			continue;
		kind->sides++;
		kind->last = heard->side;
	}
}

/* The text as told: "A, B: text", "A, B, C and 38 more rows: text"; of texts of one kind the
 * first. NULL where its kind was told before. */
static const char *next_text(struct hearing *hearing, size_t number)
{
	const struct said *said = &hearing->said[number];
	struct kind *kind = &hearing->kinds[said->kind];

	if (said->sides == hearing->sides)
		return said->text;
	if (kind->told)
		return NULL;
	kind->told = true;
	if (kind->texts > 1)
		return arena_printf(hearing->arena, "%s: %s (the like in %zu of %zu rows)",
				    said->labels, said->text, kind->sides, hearing->sides);
	/* A diagnostic of a file says its name. */
	if (said->diag && text_same(said->labels, said->diag->place.file))
		return said->text;
	if (said->sides <= LABELS_MOST)
		return arena_printf(hearing->arena, "%s: %s", said->labels, said->text);
	return arena_printf(hearing->arena, "%s and %zu more rows: %s", said->labels,
			    said->sides - LABELS_MOST, said->text);
}

static void tell_diags(struct hearing *hearing, struct diags *diags)
{
	settle(hearing);
	for (size_t i = 0; i < hearing->texts.count; i++) {
		const struct diag *diag = hearing->said[i].diag;
		const char *text = next_text(hearing, i);

		if (text)
			diag_add(diags, diag->code, diag->place, diag->path, diag->hint, "%s",
				 text);
	}
}

static void hear_diags(struct hearing *hearing, const struct comparing *comparing, size_t side,
		       bool errors)
{
	const struct contender *contender = &comparing->contenders[side];

	for (size_t i = 0; i < diags_count(contender->diags); i++) {
		const struct diag *diag = diags_at(contender->diags, i);

		if (errors == (diag_severity(diag->code) >= DIAG_SEVERITY_ERROR))
			hear(hearing, side, contender->row.label, diag, diag->message);
	}
}

void comparing_tell_errors(const struct comparing *comparing, struct diags *diags)
{
	struct hearing hearing = {.arena = comparing->arena, .sides = comparing->count};

	for (size_t i = 0; i < comparing->count; i++)
		hear_diags(&hearing, comparing, i, true);
	tell_diags(&hearing, diags);
}

void comparing_note(struct comparing *comparing, const char *text)
{
	struct comparison *result = comparing->result;
	const char **notes =
	    arena_alloc(comparing->arena, (result->note_count + 1) * sizeof *notes);

	if (result->note_count)
		memcpy(notes, result->notes, result->note_count * sizeof *notes);
	notes[result->note_count++] = text;
	result->notes = notes;
}

static void tell_notes(struct comparing *comparing, struct hearing *hearing)
{
	for (size_t i = 0; i < comparing->count; i++) {
		const struct contender *contender = &comparing->contenders[i];
		const struct assessment *result;

		if (!contender->freeze)
			continue;
		freeze_notes(contender->freeze);
		result = contender->freeze->result;
		for (size_t n = 0; n < result->note_count; n++)
			hear(hearing, i, contender->row.label, NULL, result->notes[n]);
	}
	settle(hearing);
	for (size_t i = 0; i < hearing->texts.count; i++) {
		const char *text = next_text(hearing, i);

		if (text)
			comparing_note(comparing, text);
	}
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

static void tell_sources(struct comparing *comparing)
{
	for (size_t i = 0; i < comparing->count; i++) {
		struct freeze *freeze = comparing->contenders[i].freeze;

		if (!freeze)
			continue;
		freeze_factors(freeze);
		freeze_sources(freeze);
		for (size_t s = 0; s < freeze->result->source_count; s++)
			add_source(comparing, freeze->result->sources[s]);
	}
}

void comparing_tell(struct comparing *comparing, struct diags *diags)
{
	struct hearing warnings = {.arena = comparing->arena};
	struct hearing notes = {.arena = comparing->arena};

	for (size_t i = 0; i < comparing->count; i++)
		warnings.sides += comparing->contenders[i].freeze != NULL;
	notes.sides = warnings.sides;
	for (size_t i = 0; i < comparing->count; i++) {
		if (comparing->contenders[i].freeze)
			hear_diags(&warnings, comparing, i, false);
	}
	tell_diags(&warnings, diags);
	tell_notes(comparing, &notes);
	tell_sources(comparing);
}
