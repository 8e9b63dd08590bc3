/* Figures of carbontracker's lines. */

#include "models/import_carbontracker.h"

#include <string.h>

#include "lca/base/text.h"
#include "models/timestamp.h"

static bool is_between(char c)
{
	return c == ' ' || c == '\t' || c == ',' || c == '\r';
}

static void add_figure(struct carbon_powers *powers, struct csv_field field)
{
	double watts = 0;
	enum reading reading = field_number(field, &watts);

	powers->bad |= reading == READING_BAD || watts < 0;
	/* 0 W is what a failed reading leaves behind. */
	if (reading != READING_NUMBER || !(watts > 0)) {
		powers->missing++;
		return;
	}
	powers->known++;
	powers->watts += watts;
	if (watts > powers->highest)
		powers->highest = watts;
}

void carbon_read_powers(const char *text, struct carbon_powers *powers)
{
	while (is_between(*text))
		text++;
	if (!powers->open && *text == '[') {
		powers->open = powers->list = true;
		text++;
	}
	for (;;) {
		size_t length;

		while (is_between(*text))
			text++;
		length = strcspn(text, " \t,\r]");
		if (length > 0)
			add_figure(powers, (struct csv_field){.text = text, .length = length});
		text += length;
		if (*text == ']')
			powers->open = false;
		if (*text == ']' || *text == '\0')
			return;
	}
}

bool carbon_read_duration(const char *text, double *seconds)
{
	struct csv_field field = {.text = text, .length = strcspn(text, " \t\r")};
	const char *comma = strchr(text, ',');
	double days = 0;
	size_t length;

	if (comma && strstr(text, "day")) {
		if (field_number(field, &days) != READING_NUMBER || days < 0)
			return false;
		text = comma + 1 + strspn(comma + 1, " ");
	}
	length = strcspn(text, " \t\r");
	if (!duration_parse(text, length, seconds))
		return false;
	*seconds += days * 24 * SECONDS_PER_HOUR;
	return true;
}

size_t carbon_count_devices(const char *text, enum carbon_component component,
			    const char **first, size_t *length)
{
	static const char *const names[CARBON_COMPONENTS] = {"GPU with device(s) ",
							     "CPU with device(s) "};
	const char *at = strstr(text, names[component]), *end;
	size_t count = 1;

	*first = "";
	*length = 0;
	if (!at)
		return 0;
	at += strlen(names[component]);
	/* Names of CPUs hold dots ("2.60GHz"); a dot ends the list where a blank follows. */
	end = strstr(at, ". ");
	if (!end)
		end = at + strlen(at);
	if (end > at && end[-1] == '.')
		end--;
	*first = at;
	*length = (size_t)(end - at);
	for (const char *comma = at; comma + 1 < end; comma++) {
		if (comma[0] != ',' || comma[1] != ' ')
			continue;
		if (count++ == 1)
			*length = (size_t)(comma - at);
	}
	return end > at ? count : 0;
}
