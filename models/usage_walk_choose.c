/* Which walkers this processor runs. */

#include "models/usage_template.h"

extern const struct usage_walker usage_walker_plain;
#ifdef LCA_WALKER_LEVELS
extern const struct usage_walker usage_walker_v3;
#endif

size_t usage_walkers(const struct usage_walker *list[2])
{
	size_t count = 0;

	list[count++] = &usage_walker_plain;
#ifdef LCA_WALKER_LEVELS
	if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
	    __builtin_cpu_supports("bmi2"))
		list[count++] = &usage_walker_v3;
#endif
	return count;
}

const struct usage_walker *usage_walker_choose(void)
{
	const struct usage_walker *list[2];
	size_t count = usage_walkers(list);

	return list[count - 1];
}
