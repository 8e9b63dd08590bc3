/* Words in the place of a number. */

#include "lca/base/text.h"
#include "models/printed_parts.h"

static const char *const words[] = {"",
				    "-",
				    "–",
				    "—",
				    "--",
				    "---",
				    "?",
				    "??",
				    "...",
				    "…",
				    "~",
				    ".",
				    "/",
				    "\\",
				    "na",
				    "n/a",
				    "n.a.",
				    "nan",
				    "none",
				    "null",
				    "nil",
				    "nr",
				    "n/r",
				    "n/d",
				    "nd",
				    "n.d.",
				    "tbd",
				    "tba",
				    "t.b.d.",
				    "tbc",
				    "todo",
				    "to do",
				    "xx",
				    "xxx",
				    "unknown",
				    "undisclosed",
				    "not disclosed",
				    "not reported",
				    "not stated",
				    "not available",
				    "not known",
				    "not applicable",
				    "not provided",
				    "not measured",
				    "not recorded",
				    "not calculated",
				    "not specified",
				    "unspecified",
				    "n.k.",
				    "to be determined",
				    "to be decided",
				    "to be announced",
				    "to be added",
				    "pending",
				    "[more information needed]",
				    "more information needed"};

bool printed_states_nothing(const char *text)
{
	size_t i;

	if (*text >= '0' && *text <= '9')
		return false;
	for (i = 0; i < sizeof words / sizeof *words; i++)
		if (text_same_nocase(text, words[i]))
			return true;
	return false;
}
