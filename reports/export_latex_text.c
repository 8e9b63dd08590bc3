/* Untrusted text as LaTeX. */

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/utf8.h"
#include "reports/display.h"
#include "reports/export_latex.h"

enum { ASCII = 0x80, LONGEST_NAME = 40 };

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
