/* A value beneath a label as a printed figure. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_table.h"

bool claim_says_nothing(const char *text)
{
	static const char *const nothings[] = {
	    "",
	    "na",
	    "n/a",
	    "n.a.",
	    "none",
	    "unknown",
	    "tbd",
	    "todo",
	    "null",
	    "nan",
	    "not available",
	    "not reported",
	    "unavailable",
	    "not specified",
	    "[more information needed]",
	    "more information needed",
	    "needs more information",
	    "[needs more information]",
	    "-",
	    "--",
	    "?",
	    "~",
	    "\xe2\x80\x93",
	    "\xe2\x80\x94",
	};

	for (size_t i = 0; i < sizeof nothings / sizeof *nothings; i++)
		if (text_same_nocase(nothings[i], text))
			return true;
	/* Templates give an example. */
	return strstr(text, "for instance") || strstr(text, "e.g.");
}

/* The number, and the unit behind it in words of ours: "0.21 in grams of CO2", "12 GPU hours".
 */
static const char *in_words(struct claim_reader *reader, const char *text, struct place place)
{
	struct printed number;
	enum claim_unit_kind kind;
	const char *unit, *at;
	size_t length, digits;

	if (!printed_prefix(reader->arena, text, place, &number, &length) || !number.digits)
		return NULL;
	at = strstr(text, number.digits);
	if (!at)
		return NULL;
	digits = (size_t)(at - text) + strlen(number.digits);
	at = text + digits + strspn(text + digits, " ");
	unit = claim_unit_of(reader->arena, at, &kind);
	for (const char *word = at; !unit && *word;
	     word += strcspn(word, " "), word += strspn(word, " "))
		if (text_starts(word, "hours") || text_starts(word, "hrs"))
			unit = "h";
	return unit ? arena_printf(reader->arena, "%.*s %s", (int)digits, text, unit) : NULL;
}

enum printed_status claim_value_read(struct claim_reader *reader, enum claim_figure figure,
				     const char *unit, const char *text, struct place place,
				     struct printed *printed, const char **message)
{
	struct printed_rule rule = claim_figure_rule(figure);
	const char *worded, *joined, *unused = NULL, *bracket;
	enum printed_status status, of_label = PRINTED_READ;

	if (unit) {
		joined = arena_printf(reader->arena, "%s%s", text, unit);
		status = printed_read(reader->arena, joined, &rule, place, printed, &unused);
		if (status == PRINTED_READ)
			return status;
		of_label = status;
	}
	joined = unused;
	*message = NULL;
	status = printed_read(reader->arena, text, &rule, place, printed, message);
	/* The label's unit does not fit, and the value has none: no other is taken. */
	if (status == PRINTED_READ && of_label != PRINTED_READ &&
	    printed->doubts & PRINTED_NO_UNIT) {
		*message = joined;
		return of_label;
	}
	if (status == PRINTED_READ || status == PRINTED_NOTHING)
		return status;
	worded = in_words(reader, text, place);
	if (!worded && (bracket = strchr(text, '(')) && bracket > text) {
		/* "72 (3 days)", "41.1 kg (Germany)": what stands before it. */
		text = arena_copy(reader->arena, text, (size_t)(bracket - text));
		return claim_value_read(reader, figure, unit, text, place, printed, message);
	}
	if (!worded)
		return status;
	if (printed_read(reader->arena, worded, &rule, place, printed, &unused) != PRINTED_READ)
		return status;
	printed->text = text;
	return PRINTED_READ;
}
