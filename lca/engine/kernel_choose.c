/* Which kernels this processor runs. */

#include "lca/engine/kernel.h"

extern const struct kernels kernels_plain;
#ifdef LCA_KERNEL_LEVELS
extern const struct kernels kernels_v3, kernels_v4;

static size_t levels(const struct kernels *list[3])
{
	size_t count = 1;

	list[0] = &kernels_plain;
	if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2"))
		return count;
	list[count++] = &kernels_v3;
	if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
	    __builtin_cpu_supports("avx512vl"))
		list[count++] = &kernels_v4;
	return count;
}
#endif

size_t kernels_all(const struct kernels *list[3])
{
#ifdef LCA_KERNEL_LEVELS
	return levels(list);
#else
	list[0] = &kernels_plain;
	return 1;
#endif
}

const struct kernels *kernels_choose(void)
{
	const struct kernels *list[3];
	size_t count = kernels_all(list);

	return list[count - 1];
}
