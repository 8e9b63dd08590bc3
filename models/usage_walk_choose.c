/* Which walkers this processor runs. */

#include "models/usage_template.h"

extern const struct usage_walker usage_walker_plain;
#ifdef LCA_WALKER_LEVELS
extern const struct usage_walker usage_walker_v3, usage_walker_v4;
#endif

size_t usage_walkers(const struct usage_walker *list[USAGE_WALKERS])
{
	size_t count = 0;

	list[count++] = &usage_walker_plain;
#ifdef LCA_WALKER_LEVELS
	if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi") ||
	    !__builtin_cpu_supports("bmi2"))
		return count;
	list[count++] = &usage_walker_v3;
	if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
	    __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi2"))
		list[count++] = &usage_walker_v4;
#endif
	return count;
}

const struct usage_walker *usage_walker_choose(void)
{
	const struct usage_walker *list[USAGE_WALKERS];
	size_t count = usage_walkers(list);

	return list[count - 1];
}
