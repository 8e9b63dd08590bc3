/* Paths of keys as they are typed. */

#include "models/scenario_path.h"

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

/* "[final run]", or "[\"i]j\"]" where the name has a bracket or begins with a quote. */
static const char *bracketed(struct arena *arena, const char *name)
{
	struct buffer text = {0};
	const char *result;

	if (*name && *name != '"' && !name[strcspn(name, "[]")])
		return arena_printf(arena, "[%s]", name);
	for (; *name; name++)
		buffer_printf(&text, *name == '"' || *name == '\\' ? "\\%c" : "%c", *name);
	result = arena_printf(arena, "[\"%s\"]", text.text ? text.text : "");
	buffer_free(&text);
	return result;
}

const char *path_named(struct arena *arena, const char *above, const char *name)
{
	if (*name && !name[strcspn(name, "=[]\"")])
		return arena_printf(arena, "%s.%s", above, name);
	return arena_printf(arena, "%s%s", above, bracketed(arena, name));
}

const char *path_item(struct arena *arena, const char *stage, const char *name)
{
	return arena_printf(arena, "stages.%s%s", stage, bracketed(arena, name));
}

/* Behind the quoted name at text, "[\"...\"]"; NULL where there is none. */
static const char *quoted_end(const char *text)
{
	if (text[1] != '"')
		return NULL;
	for (text += 2; *text && *text != '"'; text++)
		if (*text == '\\' && text[1])
			text++;
	return text[0] && text[1] == ']' ? text + 2 : NULL;
}

const char *path_bracket(struct arena *arena, const char *text, const char **rest)
{
	const char *end = quoted_end(text), *close = strchr(text, ']');
	char *name;
	size_t length = 0;

	if (!end && !close)
		return NULL;
	*rest = end ? end : close + 1;
	if (!end)
		return arena_copy(arena, text + 1, (size_t)(close - text) - 1);
	name = arena_alloc(arena, (size_t)(end - text));
	for (text += 2; text < end - 2; text++) {
		text += *text == '\\' && text[1];
		name[length++] = *text;
	}
	name[length] = '\0';
	return name;
}

const char *path_canonical(struct arena *arena, const char *path)
{
	const char *open = strchr(path, '['), *name, *rest, *above;

	if (text_starts(path, "site.") || text_starts(path, "site["))
		return path_canonical(arena,
				      arena_printf(arena, "sites%s", path + strlen("site")));
	name = open ? path_bracket(arena, open, &rest) : NULL;
	if (!name)
		return path;
	above = arena_copy(arena, path, (size_t)(open - path));
	if (text_starts(above, "stages."))
		above = path_item(arena, above + strlen("stages."), name);
	else if (text_same(above, "sites") || text_same(above, "hardware"))
		above = path_named(arena, above, name);
	else
		return path;
	return arena_printf(arena, "%s%s", above, rest);
}

const char *path_equal(const char *text)
{
	int depth = 0;

	for (; *text; text++) {
		const char *end = *text == '[' && depth == 0 ? quoted_end(text) : NULL;

		if (end)
			text = end - 1;
		else if (*text == '=' && depth <= 0)
			return text;
		else
			depth += (*text == '[') - (*text == ']');
	}
	return NULL;
}
