/* The digest of a file. */
#include "cli/digest.h"

#include "lca/base/diag.h"
#include "lca/base/source.h"

bool digest_file(struct arena *arena, const char *path, char digest[65])
{
	struct source *source = source_open(path, NULL, diags_new(arena));
	char chunk[4096];

	digest[0] = '\0';
	if (!source)
		return false;
	while (source_read(source, chunk, sizeof chunk) > 0)
		continue;
	source_digest(source, digest);
	source_close(source);
	return true;
}
