/* Whether two outputs are apart as two seeds are. */

#include <math.h>
#include <string.h>

#include "lca/base/text.h"
#include "models/verify_parts.h"

static bool is_one_of(const char *text, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text_same(text, names[i]))
			return true;
	return false;
}

/* What stands in these lists, and how long they are, is found from the samples. */
bool verify_is_sampled_list(const char *path)
{
	static const char *const lists[] = {"measure_next", "not_offered", "advice",
					    "sensitivity",  "warnings",	   "notes",
					    "cautions",	    "unmeasured"};

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		if (text_starts(path, lists[i]))
			return true;
	return false;
}

static bool is_digit(char c)
{
	return strchr("0123456789.,", c) && c;
}

/* Two texts with the same words around their numbers. */
static bool same_words(const char *a, const char *b)
{
	while (a && b && (*a || *b)) {
		while (is_digit(*a))
			a++;
		while (is_digit(*b))
			b++;
		if (*a != *b)
			return false;
		a += *a != '\0';
		b += *b != '\0';
	}
	return a && b;
}

/* A value that no sample moves. */
static bool is_fixed(const struct verify_difference *d)
{
	static const char *const fixed[] = {"central", "value"};
	const char *dot = strrchr(d->path, '.');

	if (!isfinite(d->change))
		return !same_words(d->stated, d->computed);
	return is_one_of(dot ? dot + 1 : d->path, fixed, sizeof fixed / sizeof *fixed) ||
	       strstr(d->path, ".exact") || text_starts(d->path, "quantities");
}

static bool totals_are_resampled(const struct verification *v)
{
	size_t ranges = 0;

	for (size_t i = 0; i < v->total_count; i++) {
		const struct verify_total *total = &v->totals[i];

		if (verify_is_apart(total->stated[0], total->computed[0]))
			return false;
		if (!(total->computed[1] < total->computed[2]))
			continue;
		ranges++;
		if (!verify_is_apart(total->stated[1], total->computed[1]) ||
		    !verify_is_apart(total->stated[2], total->computed[2]))
			return false;
	}
	return ranges > 0;
}

/* Other samples move nearly every range at both ends: a hand moves some. */
bool verify_is_resampled(const struct verification *v)
{
	if (!v->record->whole)
		return totals_are_resampled(v);
	for (size_t i = 0; i < v->difference_count; i++)
		if (!verify_is_sampled_list(v->differences[i].path) &&
		    is_fixed(&v->differences[i]))
			return false;
	return v->range_moved > 0 && 2 * v->range_moved > v->range_count;
}
