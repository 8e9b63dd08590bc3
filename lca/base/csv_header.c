/* What the head of a file of separated values tells: its separator, the places of its columns.
 */

#include <string.h>
#include <strings.h>

#include "lca/base/csv.h"

/* The separator that a line has most of; CSV_ANY where it has none. */
static char separator_in(const char *line, size_t length)
{
	static const char separators[] = {',', '|', ';', '\t'};
	size_t counts[sizeof separators] = {0};
	size_t best = 0, i, s;

	for (i = 0; i < length; i++)
		for (s = 0; s < sizeof separators; s++)
			counts[s] += line[i] == separators[s];
	for (s = 1; s < sizeof separators; s++)
		if (counts[s] > counts[best])
			best = s;
	return counts[best] > 0 ? separators[best] : CSV_ANY;
}

char csv_separator(const char *text, size_t length, bool whole)
{
	size_t start = 0, i;

	for (i = 0; i <= length; i++) {
		char found;

		if (i < length ? text[i] != '\n' && text[i] != '\r' : !whole)
			continue;
		found = separator_in(text + start, i - start);
		if (found != CSV_ANY)
			return found;
		start = i + 1;
	}
	return whole ? ',' : CSV_ANY;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

size_t csv_column(const struct csv_row *header, const char *name)
{
	size_t length = strlen(name);
	size_t i;

	for (i = 0; i < header->count; i++) {
		const char *text = header->fields[i].text;
		size_t size = header->fields[i].length;

		for (; size && is_blank(*text); size--)
			text++;
		while (size && is_blank(text[size - 1]))
			size--;
		if (size == length && strncasecmp(text, name, length) == 0)
			return i;
	}
	return SIZE_MAX;
}
