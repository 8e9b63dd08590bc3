/* Which walkers this processor runs. */

#include "models/usage_layout.h"

extern const struct usage_walker usage_walker_plain;
#ifdef LCA_WALKER_LEVELS
extern const struct usage_walker usage_walker_v3, usage_walker_v4;

static size_t levels(const struct usage_walker *list[3])
{
	size_t count = 1;

	list[0] = &usage_walker_plain;
	if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2"))
		return count;
	list[count++] = &usage_walker_v3;
	if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
	    __builtin_cpu_supports("avx512vl"))
		list[count++] = &usage_walker_v4;
	return count;
}
#endif

size_t usage_walkers(const struct usage_walker *list[3])
{
#ifdef LCA_WALKER_LEVELS
	return levels(list);
#else
	list[0] = &usage_walker_plain;
	return 1;
#endif
}

const struct usage_walker *usage_walker_choose(void)
{
	const struct usage_walker *list[3];
	size_t count = usage_walkers(list);

	return list[count - 1];
}
