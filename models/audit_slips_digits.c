/* Digits that changed places: 0.423 for 0.432. */

#include "models/audit_slips.h"

#include <string.h>

#include "lca/base/arena.h"

enum { FEWEST = 3, MOST = 15 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The digits of a printed number, up to its exponent, suffix or second end; where each stands
 * in the text. 0 where there are too few to speak of, or too many. */
static size_t digits_of(const char *text, size_t places[MOST])
{
	size_t count = 0;
	size_t i;

	for (i = 0; text[i]; i++) {
		if (is_digit(text[i])) {
			if (count == MOST)
				return 0;
			places[count++] = i;
		} else if (!strchr("., _'", text[i])) {
			break;
		}
	}
	while (count && text[places[0]] == '0') {
		memmove(places, places + 1, (count - 1) * sizeof *places);
		count--;
	}
	return count < FEWEST ? 0 : count;
}

static double whole(const char *text, const size_t *places, size_t count)
{
	double number = 0;
	size_t i;

	for (i = 0; i < count; i++)
		number = 10 * number + (text[places[i]] - '0');
	return number;
}

static struct interval moved(struct interval interval, double by)
{
	return interval_add(interval, interval_of(by));
}

void slip_digits(struct arena *arena, const struct slip_row *row,
		 const struct audit_case *audit_case, struct slip **list, size_t *count)
{
	const struct audit_value *value = &audit_case->figures[row->figure];
	size_t places[MOST];
	size_t digits;
	size_t i;

	if (!value->stated || !value->printed || !value->printed->digits)
		return;
	digits = digits_of(value->printed->digits, places);
	for (i = 0; i + 1 < digits; i++) {
		const char *printed = value->printed->digits;
		char *swapped = arena_text(arena, printed);
		struct slip slip = {.row = row, .cost = row->cost, .value = *value};
		double by;

		swapped[places[i]] = printed[places[i + 1]];
		swapped[places[i + 1]] = printed[places[i]];
		if (swapped[places[i]] == printed[places[i]] || swapped[places[0]] == '0')
			continue;
		by = value->value *
		     (whole(swapped, places, digits) / whole(printed, places, digits) - 1);
		slip.value.printed = NULL;
		slip.value.value += by;
		slip.value.exact = moved(value->exact, by);
		slip.value.loose = moved(value->loose, by);
		slip.shown = swapped;
		*list = arena_grow(arena, *list, *count, sizeof **list);
		(*list)[(*count)++] = slip;
	}
}
