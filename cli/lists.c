/* Lists of names for help and hints. */
#include "cli/lists.h"

#include <string.h>

#include "cli/templates.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/import.h"
#include "reports/reports.h"

/* Adds the name at index of count to a list "a, b or c". */
static const char *append(struct arena *arena, const char *names, const char *name,
			  size_t index, size_t count)
{
	const char *between = index == 0 ? "" : index + 1 < count ? ", " : " or ";

	return arena_printf(arena, "%s%s%s", names, between, name);
}

static const char *list(struct arena *arena, size_t first, size_t end)
{
	const char *names = "";

	for (size_t i = first; i < end; i++)
		names =
		    append(arena, names, format_name((enum format)i), i - first, end - first);
	return names;
}

const char *list_formats(struct arena *arena, enum command_id command)
{
	/* It is read by people. */
	if (command == COMMAND_DOSSIER)
		return "text, markdown or html";
	return list(arena, 0, command_exports(command) ? FORMAT_COUNT : FORMAT_DOCUMENTS);
}

const char *list_exports(struct arena *arena)
{
	return list(arena, FORMAT_DOCUMENTS, FORMAT_COUNT);
}

const char *list_importers(struct arena *arena)
{
	size_t count;
	const struct importer_row *rows = import_formats(&count);
	const char *names = "";

	for (size_t i = 0; i < count; i++)
		names = append(arena, names, rows[i].name, i, count);
	return names;
}

const char *list_templates(struct arena *arena)
{
	const char *names = "";

	for (size_t i = 0; i < TEMPLATE_COUNT; i++)
		names = append(arena, names, template_rows[i].name, i, TEMPLATE_COUNT);
	return names;
}

static const char *replace(struct arena *arena, const char *text, const char *word,
			   const char *names)
{
	const char *at = strstr(text, word);

	if (!at)
		return text;
	return arena_printf(arena, "%.*s%s%s", (int)(at - text), text, names,
			    at + strlen(word));
}

const char *list_expand(struct arena *arena, enum command_id command, const char *text)
{
	text = replace(arena, text, "{formats}", list_formats(arena, command));
	text = replace(arena, text, "{exports}", list_exports(arena));
	text = replace(arena, text, "{importers}", list_importers(arena));
	return replace(arena, text, "{templates}", list_templates(arena));
}
