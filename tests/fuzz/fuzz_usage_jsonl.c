/* The fast reader of JSONL and json_select agree on every line, whatever its bytes. */

#include <stdint.h>
#include <stdlib.h>

#include "models/usage_template.h"
#include "tests/jsonl_same.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first byte picks the walker. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const paths[] = {"a", "b", "m.a", "m.b", "m.n.a", "t", "m.n", "a.b"};
	const struct usage_walker *walkers[USAGE_WALKERS];
	size_t count = usage_walkers(walkers);
	struct jsonl_same same =
	    jsonl_same((const char *)data + (size > 0), size - (size > 0), paths,
		       sizeof paths / sizeof *paths, walkers[size > 0 ? data[0] % count : 0]);

	if (same.difference)
		abort();
	return 0;
}
