/* Reads the spread column of a factor table. */

#include "factors/spread.h"

#include <math.h>
#include <string.h>

#include "lca/base/text.h"

enum { WORDS = 5 };

/* The words of a spread; count is WORDS + 1 where there are more. */
struct words {
	const char *text[WORDS];
	size_t length[WORDS];
	size_t count;
};

static const char syntax[] =
    "a spread: 'x/ GSD', '± P %', 'lognormal MEDIAN GSD [shift S]', 'normal MEAN SD', "
    "'uniform A B', 'triangular A B C' or 'pert A B C'";

static struct words split(const char *text)
{
	struct words words = {.count = 0};
	size_t length;

	for (text += strspn(text, " \t"); *text;
	     text += length + strspn(text + length, " \t")) {
		length = strcspn(text, " \t");
		if (words.count < WORDS) {
			words.text[words.count] = text;
			words.length[words.count] = length;
		}
		words.count++;
		if (words.count > WORDS)
			break;
	}
	return words;
}

static bool is(const struct words *words, size_t i, const char *text)
{
	return i < words->count && words->length[i] == strlen(text) &&
	       strncmp(words->text[i], text, words->length[i]) == 0;
}

/* Numbers of words first..first+count; all of them must be there. */
static bool numbers(const struct words *words, size_t first, size_t count, double *number)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (first + i >= words->count ||
		    !text_number(words->text[first + i], words->length[first + i], &number[i]))
			return false;
	return true;
}

static bool read_percent(const struct words *words, double value, struct dist *dist)
{
	const struct dist standard = {.kind = DIST_NORMAL, .a = 0, .b = 1};
	double percent;

	if (words->count != 3 || !is(words, 2, "%") || !numbers(words, 1, 1, &percent))
		return false;
	*dist =
	    (struct dist){.kind = DIST_NORMAL,
			  .a = value,
			  .b = fabs(value) * percent / 100 / dist_quantile(&standard, 0.975)};
	return true;
}

static bool read_named(const struct words *words, struct dist *dist)
{
	static const struct {
		const char *name;
		enum dist_kind kind;
		size_t parameters;
	} shapes[] = {
	    {"normal", DIST_NORMAL, 2},	  {"lognormal", DIST_LOGNORMAL, 2},
	    {"uniform", DIST_UNIFORM, 2}, {"triangular", DIST_TRIANGULAR, 3},
	    {"pert", DIST_PERT, 3},
	};
	double p[3] = {0};
	size_t i;

	for (i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		if (!is(words, 0, shapes[i].name))
			continue;
		if (words->count != 1 + shapes[i].parameters ||
		    !numbers(words, 1, shapes[i].parameters, p))
			return false;
		*dist = (struct dist){.kind = shapes[i].kind, .a = p[0], .b = p[1], .c = p[2]};
		if (dist->kind == DIST_UNIFORM)
			*dist = (struct dist){.kind = DIST_UNIFORM, .a = p[0], .c = p[1]};
		return true;
	}
	return false;
}

static bool read_shifted(const struct words *words, struct dist *dist)
{
	double p[2], shift;

	if (words->count != 5 || !is(words, 0, "lognormal") || !is(words, 3, "shift") ||
	    !numbers(words, 1, 2, p) || !numbers(words, 4, 1, &shift))
		return false;
	*dist = (struct dist){.kind = DIST_LOGNORMAL, .a = p[0], .b = p[1], .c = shift};
	return true;
}

static bool read(const struct words *words, double value, struct dist *dist)
{
	double gsd;

	if (words->count == 0) {
		*dist = dist_exact(value);
		return true;
	}
	if (is(words, 0, "x/")) {
		if (words->count != 2 || !numbers(words, 1, 1, &gsd))
			return false;
		*dist = (struct dist){.kind = DIST_LOGNORMAL, .a = value, .b = gsd};
		return true;
	}
	if (is(words, 0, "±") || is(words, 0, "+/-"))
		return read_percent(words, value, dist);
	return read_shifted(words, dist) || read_named(words, dist);
}

bool spread_sound(const struct dist *dist)
{
	if (!isfinite(dist->a) || !isfinite(dist->b) || !isfinite(dist->c))
		return false;
	switch (dist->kind) {
	case DIST_EXACT:
		return true;
	case DIST_NORMAL:
		return dist->b > 0;
	case DIST_LOGNORMAL:
		return dist->a > 0 && dist->b > 1;
	case DIST_UNIFORM:
		return dist->a < dist->c;
	case DIST_TRIANGULAR:
	case DIST_PERT:
		return dist->a <= dist->b && dist->b <= dist->c && dist->a < dist->c;
	/* No row of a table has one of these. */
	case DIST_BETA:
	case DIST_GAMMA:
	case DIST_WEIBULL:
	case DIST_STUDENT:
	case DIST_ARCSINE:
	case DIST_TRAPEZOID:
	case DIST_DISCRETE:
	case DIST_EMPIRICAL:
		break;
	}
	return false;
}

bool spread_parse(const char *text, double value, struct dist *dist, const char **error)
{
	const struct words words = split(text);

	*error = syntax;
	if (!read(&words, value, dist))
		return false;
	*error = "parameters in order: GSD > 1, SD > 0, minimum <= mode <= maximum, median > 0";
	return spread_sound(dist);
}
