#ifndef LCA_BASE_HEAP_H
#define LCA_BASE_HEAP_H

/* Memory that is freed before its arena would be: large buffers and tables. The caller frees
 * it with free(). Running out of memory ends the program. */

#include <stddef.h>

/* old (NULL: new memory) with room for size bytes; size 0 is taken as 1. */
void *heap_grow(void *old, size_t size);
/* count x size bytes, all 0; count 0 is taken as 1. */
void *heap_zeroed(size_t count, size_t size);

#endif
