/* Untrusted text as LaTeX. */

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/utf8.h"
#include "reports/display.h"
#include "reports/export_latex.h"

enum {
	ASCII = 0x80,
	LONGEST_NAME = 40,
	LONGEST_WORD = 18,
	LONGEST_TOKEN = 12,
	BROKEN_WORD = 6
};

static const struct {
	uint32_t code;
	const char *latex;
} characters[] = {
#define LATEX(code, latex) {code, latex},
#include "reports/latex_characters.def"
#undef LATEX
};

/* Braces are commands, since BibTeX counts them whatever stands before them. */
static const struct {
	char from;
	const char *latex;
} specials[] = {
    {'\\', "\\textbackslash{}"},
    {'{', "\\textbraceleft{}"},
    {'}', "\\textbraceright{}"},
    {'$', "\\$"},
    {'&', "\\&"},
    {'#', "\\#"},
    {'_', "\\_"},
    {'%', "\\%"},
    {'^', "\\textasciicircum{}"},
    {'~', "\\textasciitilde{}"},
    {'<', "\\textless{}"},
    {'>', "\\textgreater{}"},
    {'|', "\\textbar{}"},
    {'`', "\\textasciigrave{}"},
    {'"', "''"},
    {'[', "{[}"},
    {']', "{]}"},
    {'*', "{*}"},
    {'@', "{@}"},
};

static void add_ascii(struct buffer *out, const char *at)
{
	for (size_t i = 0; i < sizeof specials / sizeof *specials; i++) {
		if (specials[i].from == *at) {
			buffer_text(out, specials[i].latex);
			return;
		}
	}
	buffer_add(out, at, 1);
	/* Two of them would be one other character. */
	if (at[1] == *at && (*at == '-' || *at == '\'' || *at == ','))
		buffer_text(out, "{}");
}

static void add_character(struct buffer *out, uint32_t code)
{
	for (size_t i = 0; i < sizeof characters / sizeof *characters; i++) {
		if (characters[i].code == code) {
			buffer_text(out, characters[i].latex);
			return;
		}
	}
	buffer_printf(out, "{[}U+%04lX{]}", (unsigned long)code);
}

static const char *finish(struct arena *arena, struct buffer *out)
{
	const char *text = arena_text(arena, out->text ? out->text : "");

	buffer_free(out);
	return text;
}

const char *latex_escape(struct arena *arena, const char *text)
{
	const char *at = display_valid(arena, display_plain(arena, text));
	const char *end = at + strlen(at);
	struct buffer out = {0};

	while (at < end) {
		uint32_t code;
		size_t length = utf8_decode(at, (size_t)(end - at), &code);

		if (text_starts(at, "CO2")) {
			buffer_text(&out, "CO$_2$");
			length = strlen("CO2");
		} else if (text_starts(at, " %")) {
			buffer_text(&out, "\\,\\%");
			length = strlen(" %");
		} else if ((unsigned char)*at < ASCII) {
			add_ascii(&out, at);
			length = 1;
		} else if (length) {
			add_character(&out, code);
		} else {
			length = 1;
		}
		at += length;
	}
	return finish(arena, &out);
}

/* Letters and digits from here on that LaTeX may not know how to hyphenate. */
static size_t run_of(const char *at)
{
	size_t length = 0;

	while (isalnum((unsigned char)at[length]))
		length++;
	return length;
}

/* Before or behind what is no letter a line may end; a long word, at any few letters of it. */
const char *latex_breakable(struct arena *arena, const char *text)
{
	const char *valid = display_valid(arena, display_plain(arena, text)), *at = valid;
	struct buffer out = {0};
	bool long_token = false;

	while (*at) {
		size_t run = run_of(at), length = run ? run : 1;

		if (at == valid || at[-1] == ' ')
			long_token = strcspn(at, " ") > LONGEST_TOKEN;

		if (run <= LONGEST_WORD) {
			while (!run && at[length] && ((unsigned char)at[length] & 0xc0) == 0x80)
				length++;
			while (!run && at[0] == ' ' && at[length] == '%')
				length++;
			buffer_text(&out, latex_escape(arena, arena_copy(arena, at, length)));
			if (!run && at[1] == *at && strchr("-',", *at))
				buffer_text(&out, "{}");
			if (!run && long_token && strchr("_/.:@=+", *at) &&
			    isalpha((unsigned char)at[1]))
				buffer_text(&out, "\\allowbreak{}");
		}
		for (size_t i = 0; run > LONGEST_WORD && i < run; i += BROKEN_WORD)
			buffer_printf(&out, "%s%.*s", i ? "\\-" : "",
				      (int)(run - i < BROKEN_WORD ? run - i : BROKEN_WORD),
				      at + i);
		at += length;
	}
	return finish(arena, &out);
}

const char *latex_address(struct arena *arena, const char *text)
{
	const char *plain = display_plain(arena, text);
	struct buffer out = {0};

	buffer_text(&out, "\\texttt{");
	for (const char *at = plain; *at; at++) {
		if ((unsigned char)*at < ASCII)
			add_ascii(&out, at);
		else
			buffer_text(&out, "?");
		if ((*at == '/' && at[1] != '/') || *at == '.')
			buffer_text(&out, "\\allowbreak{}");
	}
	buffer_text(&out, "}");
	return finish(arena, &out);
}

const char *latex_name(struct arena *arena, const char *text)
{
	char *name = text_slug(arena, text ? text : "");

	for (char *at = name; *at; at++)
		if (*at == '.')
			*at = '-';
	if (strlen(name) > LONGEST_NAME)
		name[LONGEST_NAME] = '\0';
	return *name ? name : "model";
}
