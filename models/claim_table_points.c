/* Tables with decimal commas: a dot between three digits is none of decimals there. */

#include "models/claim_table.h"

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"

enum { GROUP = 3 };

static const char all_digits[] = "0123456789";

/* How many digits stand behind the last mark of a number; 0 where it has none. */
static size_t behind(const char *text, char mark)
{
	const char *last = strrchr(text, mark);

	return last ? strspn(last + 1, all_digits) : 0;
}

static bool is_figure(const struct csv_row *row, const struct claim_label *labels, size_t count,
		      size_t i)
{
	return i < count && labels[i].kind == LABEL_FIGURE && row->fields[i].length &&
	       strchr(all_digits, row->fields[i].text[0]);
}

bool claim_table_decimal_commas(struct claim_reader *reader, struct csv *csv,
				const struct claim_label *labels, size_t count)
{
	bool commas = false;
	struct csv_row row;

	while (csv_next(csv, &row))
		for (size_t i = 0; i < row.count; i++) {
			const char *text;
			size_t comma, point;

			if (!is_figure(&row, labels, count, i))
				continue;
			text =
			    arena_copy(reader->arena, row.fields[i].text, row.fields[i].length);
			comma = behind(text, ',');
			point = behind(text, '.');
			/* A point that ends a number, with other than a group behind it. */
			if (point && point != GROUP && !comma)
				return false;
			commas = commas || (comma && comma != GROUP);
		}
	return commas;
}

const char *claim_table_without_groups(struct arena *arena, const char *text)
{
	size_t first = strspn(text, all_digits), length;
	const char *at = text + first;
	char *copy, *end;

	if (!first || first > GROUP || *text == '0')
		return text;
	while (*at == '.' && strspn(at + 1, all_digits) == GROUP)
		at += 1 + GROUP;
	length = (size_t)(at - text);
	if (length == first || *at == '.')
		return text;
	copy = end = arena_text(arena, text);
	for (size_t i = 0; text[i]; i++)
		if (i >= length || text[i] != '.')
			*end++ = text[i];
	*end = '\0';
	return copy;
}
