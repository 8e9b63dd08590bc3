/* Any bytes as a table of requests: the fast path gives what the careful one gives, or both
 * fail. The first byte picks the scanner and the number of threads. */

#include <stdint.h>
#include <stdlib.h>

#include "tests/usage_same.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data + (size > 0);
	size_t length = size - (size > 0);
	const struct usage_scanner *scanners[3];
	size_t count = usage_scanners_all(scanners);
	unsigned pick = size ? data[0] : 0;
	struct buffer careful = {0}, fast = {0};

	same_read(text, length, NULL, 1, &careful);
	same_read(text, length, scanners[pick % count], 1 + (pick >> 4) % 3, &fast);
	if (strcmp(careful.text, fast.text) != 0)
		abort();
	buffer_free(&careful);
	buffer_free(&fast);
	return 0;
}
