/* Lists of names for help and hints. */
#include "cli/lists.h"

#include <string.h>

#include "cli/templates.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/import.h"
#include "reports/reports.h"

/* Adds the name at index of count to a list "a, b or c". */
static const char *append(struct arena *arena, const char *list, const char *name, size_t index,
			  size_t count)
{
	const char *between = index == 0 ? "" : index + 1 < count ? ", " : " or ";

	return arena_printf(arena, "%s%s%s", list, between, name);
}

const char *list_formats(struct arena *arena)
{
	const char *list = "";

	for (size_t i = 0; i < FORMAT_COUNT; i++)
		list = append(arena, list, format_name((enum format)i), i, FORMAT_COUNT);
	return list;
}

const char *list_importers(struct arena *arena)
{
	size_t count;
	const struct importer_row *rows = import_formats(&count);
	const char *list = "";

	for (size_t i = 0; i < count; i++)
		list = append(arena, list, rows[i].name, i, count);
	return list;
}

const char *list_templates(struct arena *arena)
{
	const char *list = "";

	for (size_t i = 0; i < TEMPLATE_COUNT; i++)
		list = append(arena, list, template_rows[i].name, i, TEMPLATE_COUNT);
	return list;
}

static const char *replace(struct arena *arena, const char *text, const char *word,
			   const char *(*list)(struct arena *arena))
{
	const char *at = strstr(text, word);

	if (!at)
		return text;
	return arena_printf(arena, "%.*s%s%s", (int)(at - text), text, list(arena),
			    at + strlen(word));
}

const char *list_expand(struct arena *arena, const char *text)
{
	text = replace(arena, text, "{formats}", list_formats);
	text = replace(arena, text, "{importers}", list_importers);
	return replace(arena, text, "{templates}", list_templates);
}
