/* Checks tables of factors without using them. */

#include "factors/factors.h"

bool factors_check_files(struct arena *arena, const char *const *paths, size_t count,
			 struct diags *diags)
{
	struct factors *factors;
	bool ok = true;
	size_t i;

	/* One by one: a table is right or wrong by itself. */
	for (i = 0; i < count; i++) {
		factors = factors_open(
		    arena, &(struct factors_options){.user = &paths[i], .count = 1}, diags);
		ok &= factors != NULL;
		factors_close(factors);
	}
	return ok;
}
