/* The model card of an assessment, and how it gets into a file. */

#include "reports/card.h"

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "lca/base/utf8.h"
#include "models/assess.h"
#include "reports/card_inner.h"
#include "reports/facts.h"

struct card card_of(struct arena *arena, const struct assessment *assessment,
		    const struct diags *diags)
{
	const struct facts *facts = facts_of(arena, assessment);

	return (struct card){.front = card_front_block(arena, facts),
			     .section = card_section(arena, facts, diags)};
}

void card_write(const struct card *card, struct buffer *out)
{
	if (card->front)
		buffer_printf(out, "---\n%s---\n\n", card->front);
	buffer_printf(out, "%s\n%s%s\n", CARD_BEGIN, card->section, CARD_END);
}

size_t card_line(const struct card_file *file, size_t at, size_t *next)
{
	const char *end = memchr(file->text + at, '\n', file->length - at);
	size_t length = end ? (size_t)(end - file->text) - at : file->length - at;

	*next = at + length + (end ? 1 : 0);
	if (end && length > 0 && file->text[at + length - 1] == '\r')
		length--;
	return length;
}

static struct place place_at(const struct card_file *file, size_t at)
{
	struct place place = {file->name, 1, 1};

	for (size_t i = 0; i < at; i++) {
		place.column++;
		if (file->text[i] == '\n')
			place = (struct place){file->name, place.line + 1, 1};
	}
	return place;
}

/* Bytes of 0 are no text either: a file in UTF-16 is found here. */
static bool is_text(const struct card_file *file, struct diags *diags)
{
	uint32_t code;

	for (size_t i = 0; i < file->length;) {
		size_t bytes = utf8_decode(file->text + i, file->length - i, &code);

		if (code == UTF8_BAD || code == 0) {
			diag_add(diags, DIAG_CARD_TEXT, place_at(file, i), NULL,
				 "save the card as UTF-8",
				 "expected text in UTF-8, found the byte 0x%02x",
				 (unsigned)(unsigned char)file->text[i]);
			return false;
		}
		i += bytes;
	}
	return true;
}

/* Of one line to us, of many to its owner. */
static bool has_lines(const struct card_file *file, struct diags *diags)
{
	const char *end = file->length ? memchr(file->text, '\r', file->length) : NULL;

	if (!end || memchr(file->text, '\n', file->length))
		return true;
	diag_add(diags, DIAG_CARD_TEXT, place_at(file, (size_t)(end - file->text)), NULL,
		 "save the card with line ends of Unix",
		 "expected lines that end in LF or CRLF, found CR alone");
	return false;
}

/* The line end of the file: that of its first line. */
static const char *line_end(const struct card_file *file)
{
	const char *end = file->length ? memchr(file->text, '\n', file->length) : NULL;

	return end && end > file->text && end[-1] == '\r' ? "\r\n" : "\n";
}

static void add_lines(const char *text, const char *end, struct buffer *out)
{
	for (; *text; text++) {
		if (*text == '\n')
			buffer_text(out, end);
		else
			buffer_add(out, text, 1);
	}
}

static void add_bytes(const struct card_file *file, size_t from, size_t to, struct buffer *out)
{
	if (to > from)
		buffer_add(out, file->text + from, to - from);
}

/* A blank line before it; the file ends with a line end afterwards if it did before. */
static void append(const struct card *card, const struct card_file *file, size_t from,
		   const char *end, struct buffer *out)
{
	bool empty = from == file->length;
	bool ended = empty || file->text[file->length - 1] == '\n';
	size_t next;
	bool blank = empty;

	if (ended && !empty) {
		for (size_t at = from; at < file->length; at = next)
			blank = card_line(file, at, &next) == 0;
	}
	add_bytes(file, from, file->length, out);
	buffer_text(out, ended ? "" : end);
	buffer_text(out, blank ? "" : end);
	add_lines(CARD_BEGIN "\n", end, out);
	add_lines(card->section, end, out);
	buffer_text(out, CARD_END);
	buffer_text(out, ended ? end : "");
}

static void tell(const struct card_file *file, const struct card *card,
		 const struct card_marks *marks, struct diags *notes)
{
	if (!marks->found)
		diag_add(
		    notes, DIAG_CARD_APPENDED, (struct place){.file = file->name}, NULL,
		    "move it with its markers to where it belongs: the next time it is "
		    "replaced there",
		    "the section was added at the end: the file had no markers " CARD_BEGIN);
	if (!marks->found && marks->section_line)
		diag_add(notes, DIAG_CARD_APPENDED,
			 (struct place){file->name, (uint32_t)marks->section_line, 1}, NULL,
			 "delete the older one, if this replaces it",
			 "the file has a section 'Environmental Impact' of its own, which was "
			 "left as it is");
	if (!card->front)
		diag_add(notes, DIAG_CARD_NO_EMISSIONS, (struct place){.file = file->name},
			 NULL, "count the training, or state the field yourself",
			 "co2_eq_emissions was left as it is: the scenario counts no making of "
			 "the model");
}

bool card_put(struct arena *arena, const struct card *card, const struct card_file *file,
	      struct diags *diags, struct diags *notes, struct buffer *out)
{
	struct card_head head = {.text = ""};
	struct card_marks marks = {0};
	const char *end = line_end(file);
	bool good;

	if (!is_text(file, diags) || !has_lines(file, diags))
		return false;
	good = card_head_find(arena, card, file, diags, &head);
	/* Where the front matter is never closed, all of the file is. */
	if (!card_marks_find(file, head.body, diags, &marks) || !good)
		return false;
	add_bytes(file, 0, head.old.from, out);
	add_lines(head.text, end, out);
	if (marks.found) {
		add_bytes(file, head.old.to, marks.between.from, out);
		add_lines(card->section, end, out);
		add_bytes(file, marks.between.to, file->length, out);
	} else {
		append(card, file, head.old.to, end, out);
	}
	tell(file, card, &marks, notes);
	return true;
}
