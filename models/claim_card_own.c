/* Cards that lca card wrote: figures, then a method in words about inputs of many items, which
 * claim nothing of the model as a whole. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_card.h"

static const char begin_mark[] = "<!-- lca:begin -->", end_mark[] = "<!-- lca:end -->",
		  record_mark[] = "lca-record:", method_heading[] = "### Method";

static const char *line_of(const char *text, const char *end, const char *word)
{
	while (text && text < end && *text) {
		if (text_starts(text, word))
			return text;
		text = strchr(text, '\n');
		text = text ? text + 1 : NULL;
	}
	return NULL;
}

/* The marker may be indented and spelled with other blanks: what lca card writes is not. */
const char *card_without_method(struct arena *arena, const char *text)
{
	const char *all = text + strlen(text);
	const char *begin = line_of(text, all, begin_mark);
	const char *end = begin ? line_of(begin, all, end_mark) : NULL;
	const char *method = end ? line_of(begin, end, method_heading) : NULL;
	const char *record = method ? strstr(method, record_mark) : NULL;
	char *copy;

	if (!record || record > end)
		return text;
	copy = arena_copy(arena, text, (size_t)(all - text));
	/* Lines stay, so that places do. */
	for (const char *at = method; at < end; at++)
		if (*at != '\n')
			copy[at - text] = ' ';
	return copy;
}

void card_own_scope(struct arena *arena, struct claim *claim)
{
	static const char made[] = "making of the model (";
	const char *text = claim->source && text_starts(claim->source, "lca ")
			       ? strstr(claim->source, made)
			       : NULL;
	const char *end = text ? strchr(text, ')') : NULL;
	const char **scope;

	if (!end)
		return;
	text += strlen(made);
	if (!memchr(text, ',', (size_t)(end - text)))
		return;
	scope = arena_alloc(arena, sizeof *scope);
	scope[0] = arena_copy(arena, text, (size_t)(end - text));
	claim->stage = NULL;
	claim->scope = scope;
	claim->scope_count = 1;
}
