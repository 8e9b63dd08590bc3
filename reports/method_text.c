/* The method in sentences. */

#include "reports/method_text.h"

#include "lca/base/arena.h"
#include "reports/facts.h"

const struct method_text *method_text(struct arena *arena, const struct facts *facts)
{
	struct method_text *text = arena_alloc(arena, sizeof *text);

	(void)facts;
	*text = (struct method_text){0};
	return text;
}

const char *method_plain(struct arena *arena, const struct facts *facts)
{
	(void)arena;
	(void)facts;
	return "";
}

const char *method_headline(struct arena *arena, const struct facts *facts)
{
	(void)arena;
	(void)facts;
	return "";
}
