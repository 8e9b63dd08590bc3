/* The totals that a document prints against those of its own record: this needs nothing else.
 */

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/unit.h"
#include "models/json_tree.h"
#include "models/verify_parts.h"

/* What stands before the total of emissions, in the formats of lca. */
static const struct {
	const char *format, *before, *unit; /* unit NULL: stands behind the number */
	bool line;			    /* at the start of a line */
} places[] = {
    {"markdown", "**", NULL, true},
    {"statement", "**", NULL, true},
    {"html", "<p class=\"headline\"><strong>", NULL, true},
    {"latex", " emitted ", NULL, false},
    {"impact-framework", " emitted ", NULL, false},
    {"csv", "total,total,,,,gwp,kgCO2e,counted,,,", "kg", true},
    {"prometheus", "lca_total_emissions_grams{", "g", true},
};

struct printed {
	const char *text; /* as it stands, with its unit */
	double value;	  /* in kg */
	double half;	  /* of its last digit */
	double scale;	  /* of its unit, in kg */
	const char *unit; /* "g" */
};

/* A point, or a comma between thousands. */
static bool is_inner(const char *at, bool point)
{
	return !point && ((*at == '.' && isdigit((unsigned char)at[1])) ||
			  (*at == ',' && strspn(at + 1, "0123456789") == 3));
}

/* "1,200" is one number. Half of its last digit that is no trailing zero of a whole number. */
static const char *read_number(struct arena *arena, const char *at, struct printed *printed)
{
	struct buffer digits = {0};
	size_t behind = 0, zeros = 0;
	bool point = false, good;

	if (*at == '-')
		buffer_add(&digits, at++, 1);
	for (; isdigit((unsigned char)*at) || is_inner(at, point); at++) {
		if (*at == ',')
			continue;
		point = point || *at == '.';
		behind += point && *at != '.';
		zeros = *at == '0' && !point ? zeros + 1 : *at == '.' ? zeros : 0;
		buffer_add(&digits, at, 1);
	}
	good = digits.length && text_number(digits.text, digits.length, &printed->value);
	printed->half = 0.5 * pow(10, point ? -(double)behind : (double)zeros);
	printed->text = good ? arena_copy(arena, digits.text, digits.length) : NULL;
	buffer_free(&digits);
	return good ? at : NULL;
}

/* The unit is "kg" of "kg CO2e". */
static bool scale(struct arena *arena, const char *prefix, size_t length, struct printed *p)
{
	const char *text = arena_printf(arena, "%.*sCO2e", (int)length, prefix);
	struct unit unit;

	if (!length || !unit_parse(arena, text, strlen(text), &unit, NULL))
		return false;
	p->unit = arena_copy(arena, prefix, length);
	p->scale = unit.scale;
	p->value *= unit.scale;
	p->half *= unit.scale;
	return true;
}

static bool read_printed(struct arena *arena, const char *at, const char *unit,
			 struct printed *printed)
{
	static const char *const leads[] = {"at least ", ">= ", "&gt;= ", "\\(\\geq\\) "};
	size_t length;

	for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
		at += text_starts(at, leads[i]) ? strlen(leads[i]) : 0;
	at = read_number(arena, at, printed);
	if (!at)
		return false;
	if (unit)
		return scale(arena, unit, strlen(unit), printed);
	at += strspn(at, " ~");
	for (length = 0; isalpha((unsigned char)at[length]); length++)
		continue;
	return text_starts(at + length, " CO") && scale(arena, at, length, printed);
}

/* The first of its kind that is a number; those of Prometheus stand behind labels. */
static bool find_printed(struct arena *arena, const char *text, size_t place,
			 struct printed *printed)
{
	const char *before = places[place].before, *at = text;

	while ((at = strstr(at, before))) {
		bool starts = at == text || at[-1] == '\n';

		at += strlen(before);
		if (places[place].line && !starts)
			continue;
		if (text_ends(before, "{")) {
			at += strcspn(at, "\n");
			while (at[-1] != ' ' && at[-1] != '{')
				at--;
		}
		if (read_printed(arena, at, places[place].unit, printed))
			return true;
	}
	return false;
}

static bool is_apart(const struct printed *printed, double total)
{
	double half = fmax(printed->half, VERIFY_TOLERANCE * fabs(total));

	return fabs(printed->value - total) > half * (1 + VERIFY_TOLERANCE);
}

/* "15.6 kg CO2e as its total; its record says 156.222 kg" */
static void tell(struct arena *arena, struct verify_cause *cause, const struct printed *printed,
		 double total, const char *what, const char *other)
{
	double value = total / printed->scale;
	const char *digits = arena_printf(arena, "%.6g", value);

	if (text_same(digits, printed->text) || strchr(digits, 'e'))
		digits = text_double(arena, value);
	verify_detail(arena, cause,
		      arena_printf(arena, "%s %s %s CO2e; %s %s %s", what, printed->text,
				   printed->unit, other, digits, printed->unit));
}

/* A card has its headline twice. */
static size_t compare_card(struct arena *arena, struct verify_cause *cause, const char *text)
{
	static const char bullet[] = "\n- **Carbon Emitted:** ", key[] = "\n  emissions: ";
	const char *said = strstr(text, bullet), *front = strstr(text, key);
	struct printed one, other;

	if (!said || !front || !read_printed(arena, said + sizeof bullet - 1, NULL, &one) ||
	    !read_printed(arena, front + sizeof key - 1, "g", &other))
		return 0;
	if (is_apart(&one, other.value))
		tell(arena, cause, &one, other.value, "the card prints",
		     "its front matter says");
	return 1;
}

size_t verify_printed(struct arena *arena, struct verify_cause *cause,
		      const struct verify_record *record, const char *text)
{
	const struct cJSON *total = json_tree_at(record->json, "totals.gwp");
	double central = json_tree_number(total, "central");
	struct printed printed;
	size_t seen = 0;

	if (text_same(record->command, "card"))
		return compare_card(arena, cause, text);
	if (record->whole || !isfinite(central))
		return 0;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		if (!text_same(places[i].format, record->format) ||
		    !find_printed(arena, text, i, &printed))
			continue;
		seen++;
		if (is_apart(&printed, central))
			tell(arena, cause, &printed, central, "the report prints a total of",
			     "its record says");
	}
	return seen;
}
