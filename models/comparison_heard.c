/* What the sides of a comparison say, each text once, and texts alike as one kind. */

#include <ctype.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/comparison_inner.h"

/* Small letters, and what stands between words. */
static bool is_plain(const char *piece, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (!islower((unsigned char)piece[i]) && !strchr("-_,;()'", piece[i]))
			return false;
	}
	return true;
}

static bool is_digit(const char *word, size_t at, size_t length)
{
	return at < length && isdigit((unsigned char)word[at]);
}

/* Pieces of a word divided at '/' and '.': ids keep what they are of, "pue/#/ratio". */
static char *add_word(char *end, const char *word, size_t length)
{
	bool coded = length > 1 && memchr(word, ':', length - 1);
	size_t start = 0;

	for (size_t i = 0; i <= length; i++) {
		bool last = i == length || word[i] == '/' ||
			    (word[i] == '.' && !coded && !is_digit(word, i + 1, length));

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

/* "(gwp, pe)" of the criterion that is ranked by. */
static bool is_of_ranking(const char *bracket, const char *by)
{
	const char *end = strchr(bracket, ')'), *found = by ? strstr(bracket, by) : NULL;
	size_t length = by ? strlen(by) : 0;

	while (found && end && found < end) {
		if (strchr("( ", found[-1]) && strchr(",)", found[length]))
			return true;
		found = strstr(found + 1, by);
	}
	return false;
}

/* What makes the kind of a text: no brackets, but whether they name the criterion ranked by;
 * nothing behind a semicolon; of a note nothing behind a bracket either: what follows there is
 * of one place or row. */
static const char *gist_of(struct arena *arena, const char *text, bool note, const char *by)
{
	char *gist = arena_alloc(arena, strlen(text) + 1), *end = gist;
	bool ranked = false;
	size_t depth = 0;

	for (; *text && *text != ';' && !(note && *text == '('); text++) {
		depth += *text == '(';
		if (!depth)
			*end++ = *text;
		ranked = ranked || (*text == '(' && is_of_ranking(text, by));
		depth -= *text == ')' && depth;
	}
	*end = 0;
	return ranked ? arena_printf(arena, "%s ranked", gist) : gist;
}

/* "electricity of # : no row of # used": texts that differ in names and numbers alone have one
 * shape. */
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

void hear(struct hearing *hearing, size_t row, const struct diag *diag, const char *text)
{
	struct arena *arena = hearing->arena;
	const char *head = head_of(arena, diag);
	const char *name = arena_printf(arena, "%s%s", head, text), *shape;
	size_t number = text_set_add(arena, &hearing->texts, name, strlen(name));
	struct compared_note *note;

	if (number == hearing->count) {
		hearing->notes =
		    arena_grow(arena, hearing->notes, hearing->count, sizeof *hearing->notes);
		hearing->rows =
		    arena_grow(arena, hearing->rows, hearing->count, sizeof *hearing->rows);
		shape = arena_printf(arena, "%s%s", head,
				     shape_of(arena, gist_of(arena, text, !diag, hearing->by)));
		hearing->rows[number] = NULL;
		hearing->notes[hearing->count++] = (struct compared_note){
		    .diag = diag,
		    .text = text,
		    .kind = text_set_add(arena, &hearing->shapes, shape, strlen(shape))};
	}
	note = &hearing->notes[number];
	if (row == OF_ALL || (note->row_count && note->rows[note->row_count - 1] == row))
		return;
	hearing->rows[number] =
	    arena_grow(arena, hearing->rows[number], note->row_count, sizeof **hearing->rows);
	hearing->rows[number][note->row_count++] = row;
	note->rows = hearing->rows[number];
}

/* Which rows of an audience say a kind, and by how many texts. */
struct kind {
	size_t texts, rows;
	bool *says; /* [row] */
	bool told;
};

static size_t count_rows(const struct audience *audience, const struct compared_note *note)
{
	size_t count = 0;

	for (size_t i = 0; i < note->row_count; i++)
		count += !audience->deaf[note->rows[i]];
	return count;
}

static void count_kind(struct arena *arena, const struct audience *audience,
		       const struct compared_note *note, struct kind *kind)
{
	if (!kind->says)
		kind->says = arena_alloc(arena, (audience->count + 1) * sizeof *kind->says);
	kind->texts++;
	for (size_t i = 0; i < note->row_count; i++) {
		size_t row = note->rows[i];

		kind->rows += !audience->deaf[row] && !kind->says[row];
		kind->says[row] = true;
	}
}

const char *labels_separator(const char *const *labels, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strchr(labels[i], ','))
			return "; ";
	}
	return ", ";
}

/* "A, B, C", or "A, B, C and 38 more rows". */
static const char *labels_of(struct arena *arena, const struct audience *audience,
			     const struct compared_note *note, size_t rows, bool all)
{
	const char *between = labels_separator(audience->labels, audience->count);
	const char *labels = "";
	size_t named = 0;

	for (size_t i = 0; i < note->row_count && named < LABELS_MOST; i++) {
		if (audience->deaf[note->rows[i]])
			continue;
		labels = arena_printf(arena, "%s%s%s", labels, named ? between : "",
				      audience->labels[note->rows[i]]);
		named++;
	}
	if (all && rows > named)
		return arena_printf(arena, "%s and %zu more %s", labels, rows - named,
				    rows - named == 1 ? "row" : "rows");
	return labels;
}

/* Of a kind of which one text stands for all. */
static const char *with_others(struct arena *arena, const char *labels, const char *text,
			       size_t others)
{
	if (others == 0)
		return arena_printf(arena, "%s: %s (and others like it)", labels, text);
	return arena_printf(arena, "%s: %s (also in %zu other %s)", labels, text, others,
			    others == 1 ? "row" : "rows");
}

/* NULL where its kind was told before. */
static const char *line_of(struct arena *arena, const struct audience *audience,
			   const struct compared_note *note, struct kind *kind)
{
	size_t rows = count_rows(audience, note);
	const char *labels;

	if (rows == audience->voices || !note->row_count)
		return note->text;
	if (kind->texts > audience->each && kind->told)
		return NULL;
	kind->told = true;
	labels = labels_of(arena, audience, note, rows, kind->texts <= audience->each);
	if (kind->texts > audience->each)
		return with_others(arena, labels, note->text,
				   kind->rows - (rows < LABELS_MOST ? rows : LABELS_MOST));
	/* A diagnostic of a file says its name. */
	if (note->diag && text_same(labels, note->diag->place.file))
		return note->text;
	return arena_printf(arena, "%s: %s", labels, note->text);
}

size_t lines_told(struct arena *arena, const struct audience *audience,
		  const struct compared_note *notes, size_t count, struct compared_line **lines)
{
	struct kind *kinds = arena_alloc(arena, (count + 1) * sizeof *kinds);
	size_t told = 0;

	*lines = arena_alloc(arena, (count + 1) * sizeof **lines);
	for (size_t i = 0; i < count; i++) {
		size_t rows = count_rows(audience, &notes[i]);

		if (rows && rows < audience->voices)
			count_kind(arena, audience, &notes[i], &kinds[notes[i].kind]);
	}
	for (size_t i = 0; i < count; i++) {
		const char *text = NULL;

		if (!notes[i].row_count || count_rows(audience, &notes[i]))
			text = line_of(arena, audience, &notes[i], &kinds[notes[i].kind]);
		if (text)
			(*lines)[told++] = (struct compared_line){&notes[i], text};
	}
	return told;
}
