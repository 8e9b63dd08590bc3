/* What a syntax error of YAML means, and what to type instead. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/tree_parts.h"
#include "lca/base/utf8.h"

struct explanation {
	const char *problem; /* as the parser words it */
	const char *message;
	const char *hint;
	enum {
		AT_PROBLEM,
		AT_PROBLEM_IN_CONTEXT, /* the hint says where the context starts as well */
		AT_CONTEXT,	       /* the error is where the context starts */
	} where;
};

static const struct explanation explanations[] = {
    {"mapping values are not allowed in this context", "a second ':' in one value",
     "put quotes around a text that holds ': ', or check the indentation", AT_PROBLEM},
    {"could not find expected ':'", "expected ': ' after this key",
     "write 'key: value', with a space behind the colon", AT_CONTEXT},
    {"found character that cannot start any token", "a text cannot start with this character",
     "put quotes around the text", AT_PROBLEM},
    {"did not find expected key", "this line stands in no column of an open mapping",
     "indent it like the keys beside it", AT_PROBLEM_IN_CONTEXT},
    {"did not find expected '-' indicator", "expected '-' for the next item of a list",
     "indent it like the items beside it", AT_PROBLEM_IN_CONTEXT},
    {"did not find expected ',' or ']'", "expected ',' or ']'", "close the list with ']'",
     AT_PROBLEM_IN_CONTEXT},
    {"did not find expected ',' or '}'", "expected ',' or '}'", "close the mapping with '}'",
     AT_PROBLEM_IN_CONTEXT},
    {"found unexpected end of stream", "a quote that opens here never closes",
     "close it, or leave both quotes out", AT_CONTEXT},
    {"found unexpected document indicator", "a quote that opens here never closes",
     "close it, or leave both quotes out", AT_CONTEXT},
    {"block sequence entries are not allowed in this context",
     "a list item '-' cannot start here", "start the list on a line of its own", AT_PROBLEM},
    {"mapping keys are not allowed in this context", "a key cannot start here",
     "start the mapping on a line of its own, or put quotes around the text", AT_PROBLEM},
    {"did not find expected alphabetic or numeric character",
     "expected a name after '*' or '&'", "put quotes around a text that starts with '*' or '&'",
     AT_CONTEXT},
    {"found unknown escape character", "an unknown escape in double quotes",
     "write \\\\ for a backslash, or use single quotes", AT_PROBLEM},
    {"did not find expected <document start>", "text behind the end of the document",
     "a file holds one mapping; check the indentation and the brackets", AT_PROBLEM},
    {"did not find expected node content", "a value is missing here",
     "write a value, or put quotes around a text", AT_PROBLEM},
    {"found undefined tag handle", "an unknown tag",
     "put quotes around a text that starts with '!'", AT_PROBLEM},
    {"did not find expected comment or line break", "expected the end of the line",
     "put quotes around a text that starts with '|' or '>'", AT_PROBLEM},
};

static const struct explanation *find(const char *problem)
{
	size_t i;

	for (i = 0; i < sizeof explanations / sizeof *explanations; i++)
		if (text_same(explanations[i].problem, problem))
			return &explanations[i];
	return NULL;
}

/* Puts the place on a tab in the indentation of its line, or under it; false where there is
 * none. */
static bool find_tab(const char *text, size_t length, struct place *place)
{
	uint32_t column;

	if (!place->line || !utf8_line(&text, &length, place->line))
		return false;
	for (column = 1; length && (*text == ' ' || *text == '\t'); column++) {
		if (*text == '\t') {
			place->column = column;
			return true;
		}
		text++;
		length--;
	}
	return false;
}

static bool report_tab(const struct tree_problem *problem, const char *text, size_t length,
		       struct diags *diags)
{
	struct place place = problem->problem_at;

	if (!find_tab(text, length, &place)) {
		place = problem->context_at;
		if (!problem->context || !find_tab(text, length, &place))
			return false;
	}
	diag_add(diags, DIAG_YAML_SYNTAX, place, NULL, "use spaces",
		 "a tab in the indentation, where YAML takes spaces alone");
	return true;
}

/* A bracket within a text, in a list or mapping in brackets: {a: stages.training[run].power}.
 */
static bool splits_text(const struct tree_problem *problem, const char *text, size_t length)
{
	uint32_t column = problem->problem_at.column;

	if (!utf8_line(&text, &length, problem->problem_at.line) || column < 2)
		return false;
	for (; column > 2 && length > 1; column--) {
		size_t step = 1;

		while (step < length && ((unsigned char)text[step] & 0xC0) == 0x80)
			step++;
		text += step;
		length -= step;
	}
	return length > 1 && !strchr(" \t,:[]{}'\"", text[0]) && strchr("[{", text[1]);
}

static const char *hint_of(struct arena *arena, const struct explanation *known,
			   const struct tree_problem *problem, const char *text, size_t length)
{
	if (known->where != AT_PROBLEM_IN_CONTEXT || !problem->context)
		return known->hint;
	if (splits_text(problem, text, length))
		return "put quotes around a text that holds '[' or '{': "
		       "'stages.training[run].power'";
	return arena_printf(arena, "%s; what is open here starts at line %u, column %u",
			    known->hint, problem->context_at.line, problem->context_at.column);
}

void tree_report_problem(struct arena *arena, const struct tree_problem *problem,
			 const char *text, size_t length, struct diags *diags)
{
	const struct explanation *known = find(problem->problem);
	struct place place = problem->problem_at;

	if (report_tab(problem, text, length, diags))
		return;
	if (!known) {
		diag_add(diags, DIAG_YAML_SYNTAX, place, NULL, NULL, "%s%s%s", problem->problem,
			 problem->context ? " " : "", problem->context ? problem->context : "");
		return;
	}
	if (known->where == AT_CONTEXT && problem->context)
		place = problem->context_at;
	diag_add(diags, DIAG_YAML_SYNTAX, place, NULL,
		 hint_of(arena, known, problem, text, length), "%s", known->message);
}
