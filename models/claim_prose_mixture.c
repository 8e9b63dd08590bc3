/* Parameters of mixtures of experts: a token passes through the active ones alone. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_prose.h"

/* Below, a number beside "active" counts users, not parameters. */
#define LEAST_PARAMETERS 1e6

/* Models that their makers publish as mixtures. */
static const char *const mixtures[] = {
    "gpt-oss", "mixtral", "deepseek-v2", "deepseek-v3",	  "deepseek-r1", "deepseekmoe",
    "llama-4", "grok-1",  "dbrx",	 "kimi-k2",	  "glam",	 "arctic",
    "olmoe",   "jamba",	  "minimax",	 "switch-transf", "gshard"};

static bool is_active(const struct prose_text *text, const struct prose_item *item, size_t from,
		      size_t to)
{
	static const char words[] = "active activated activates activating";

	return prose_seek(text, item->first, item->next, words) < item->next ||
	       prose_near_behind(text, item->next, to, 2, words) ||
	       (prose_near_before(text, from, item->first, 2, words) &&
		!text->words[item->first].mark);
}

/* "Qwen3-235B-A22B" says itself how many are active. */
static bool names_active(const char *slug)
{
	for (const char *at = strstr(slug, "-a"); at; at = strstr(at + 1, "-a")) {
		size_t digits = strspn(at + 2, "0123456789");

		if (digits && at[2 + digits] == 'b')
			return true;
	}
	return false;
}

static bool is_mixture(const struct prose_text *text, size_t from, size_t to)
{
	size_t mixture = prose_seek(text, from, to, "mixture");

	if (prose_seek(text, from, to, "moe mixture-of-experts experts") < to ||
	    (mixture < to && prose_is(text, mixture + 1, to, "of")))
		return true;
	for (size_t i = 0; i < text->name_count && text->names[i].from < to; i++) {
		const char *slug = text_slug(text->arena, text->names[i].model);

		if (names_active(slug))
			return true;
		for (size_t k = 0; k < sizeof mixtures / sizeof *mixtures; k++)
			if (text_starts(slug, mixtures[k]))
				return true;
	}
	return false;
}

void prose_mixture(const struct prose_text *text, size_t from, size_t to,
		   struct prose_item *items, size_t count)
{
	bool active[PROSE_ITEMS] = {false}, any = false;

	for (size_t i = 0; i < count; i++) {
		struct prose_item *item = &items[i];
		bool parameters =
		    item->kind == PROSE_FIGURE && item->figure == CLAIM_PARAMETERS;

		active[i] =
		    (parameters || (item->kind == PROSE_UNREAD && !*item->printed.unit.text &&
				    item->printed.value >= LEAST_PARAMETERS)) &&
		    is_active(text, item, from, to) &&
		    (parameters || is_mixture(text, from, to) ||
		     prose_seek(text, from, to, "parameters params") < to);
		any |= active[i];
		if (active[i]) {
			item->kind = PROSE_FIGURE;
			item->figure = CLAIM_PARAMETERS;
		}
	}
	if (!any && !is_mixture(text, from, to))
		return;
	for (size_t i = 0; i < count; i++)
		if (items[i].kind == PROSE_FIGURE && items[i].figure == CLAIM_PARAMETERS &&
		    !active[i]) {
			items[i].kind = PROSE_UNREAD;
			items[i].remark = "a mixture of experts: a token passes through its "
					  "active parameters alone, not through all of them";
		}
}
