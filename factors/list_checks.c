/* Checks the rows of the lists of sources, regions and things. */

#include "factors/list_checks.h"

#include <string.h>

#include "factors/date.h"
#include "factors/names.h"
#include "factors/table.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

static const char *const licences[] = {
    "CC0-1.0",
    "CC-BY-4.0",
    "MIT",
    "Apache-2.0",
    "MPL-2.0",
    "OGL-Canada-2.0",
    "LicenseRef-cited-fact",
    "LicenseRef-public-domain",
    NULL,
};
static const char *const region_kinds[] = {
    "country", "subdivision", "zone", "cloud", "site", "world", NULL,
};
static const char *const thing_kinds[] = {
    "accelerator", "cpu",  "component", "server",   "instance",
    "model",	   "task", "substance", "activity", NULL,
};

static void check_word(struct table *table, size_t column, const char *const *words)
{
	const char *text = table_cell(table, column), *list = words[0];
	size_t i;

	for (i = 0; words[i]; i++) {
		if (strcmp(text, words[i]) == 0)
			return;
		if (i > 0)
			list = arena_printf(table->arena, "%s, %s", list, words[i]);
	}
	table_error(table, column, DIAG_FACTOR_VALUE, list, "unknown %s '%s'",
		    table->columns[column].name, text);
}

void list_check_source(struct table *table, const struct layer *layer)
{
	const char *licence = table_cell(table, SOURCE_LICENCE);
	const char *retrieved = table_cell(table, SOURCE_RETRIEVED);
	/* Single figures and laws are not copied tables. */
	bool copied = !text_starts(licence, "LicenseRef-") && *table_cell(table, SOURCE_URL);

	(void)layer;
	check_word(table, SOURCE_LICENCE, licences);
	if (!*table_cell(table, SOURCE_YEAR))
		table_error(table, SOURCE_YEAR, DIAG_FACTOR_VALUE, "write 'various' for many",
			    "expected a year, found nothing");
	if (*retrieved ? !date_is_sound(retrieved) : copied)
		table_error(table, SOURCE_RETRIEVED, DIAG_FACTOR_VALUE, NULL,
			    "expected the day it was read, such as 2026-11-21, found '%s'",
			    retrieved);
}

/* A name of two places would pick one of them without a word. */
static void check_name(struct table *table, const struct layer *layer, size_t column,
		       const char *name)
{
	static const char sql[] = "SELECT id"
				  " FROM region_name"
				  " WHERE fold = ?1 AND id <> ?2";
	const char *id = table_cell(table, REGION_CODE);
	const char *fold = name_fold(table->arena, NAME_REGION, name);
	const char *other = layer_text(layer, table->arena, sql, 2, (const char *[]){fold, id});

	if (other)
		table_error(table, column, DIAG_FACTOR_DUPLICATE, NULL,
			    "'%s' is a name of '%s' and of '%s'", name, id, other);
}

void list_check_region(struct table *table, const struct layer *layer)
{
	const char *alias = table_cell(table, REGION_ALIASES);
	size_t length;

	check_word(table, REGION_KIND, region_kinds);
	check_name(table, layer, REGION_ALPHA3, table_cell(table, REGION_ALPHA3));
	check_name(table, layer, REGION_NAME, table_cell(table, REGION_NAME));
	for (; *alias; alias += length + (alias[length] == ';')) {
		length = strcspn(alias, ";");
		check_name(table, layer, REGION_ALIASES,
			   arena_copy(table->arena, alias, length));
	}
}

bool list_parse_contains(const char *text, size_t *count, const char **slug)
{
	enum { MOST = 1000 };
	const char *at = text;

	*count = 0;
	while (*at >= '0' && *at <= '9' && *count < MOST)
		*count = 10 * *count + (size_t)(*at++ - '0');
	if (*count == 0 || *count > MOST || *at != ' ')
		return false;
	*slug = at + 1;
	return **slug != '\0' && !strchr(*slug, ' ');
}

void list_check_thing(struct table *table, const struct layer *layer)
{
	static const char sql[] = "SELECT 1"
				  " FROM thing"
				  " WHERE id = ?1";
	const char *contains = table_cell(table, THING_CONTAINS), *slug;
	size_t count;

	check_word(table, THING_KIND, thing_kinds);
	if (!*contains)
		return;
	if (!list_parse_contains(contains, &count, &slug))
		table_error(table, THING_CONTAINS, DIAG_FACTOR_VALUE,
			    "write it like '8 nvidia-a100-sxm4-40gb'",
			    "expected a number and a slug, found '%s'", contains);
	else if (!layer_text(layer, table->arena, sql, 1, &slug))
		table_error(table, THING_CONTAINS, DIAG_THING_UNKNOWN, NULL,
			    "unknown thing '%s'", slug);
}
