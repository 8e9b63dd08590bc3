/* Memory, or the end. */

#include "lca/base/heap.h"

#include <stdlib.h>

static void *given(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

void *heap_grow(void *old, size_t size)
{
	return given(realloc(old, size ? size : 1));
}

void *heap_zeroed(size_t count, size_t size)
{
	return given(calloc(count ? count : 1, size));
}
