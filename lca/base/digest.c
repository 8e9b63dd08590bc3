/* SHA-256 through libmd. */

#include "lca/base/digest.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/types.h>

#include <sha2.h>

struct digest {
	SHA2_CTX context;
};

struct digest *digest_new(void)
{
	struct digest *digest = calloc(1, sizeof *digest);

	if (!digest)
		abort();
	SHA256Init(&digest->context);
	return digest;
}

void digest_add(struct digest *digest, const void *bytes, size_t length)
{
	if (length)
		SHA256Update(&digest->context, bytes, length);
}

void digest_end(struct digest *digest, char hex[65])
{
	static const char digits[] = "0123456789abcdef";
	uint8_t bytes[SHA256_DIGEST_LENGTH];
	size_t i;

	SHA256Final(bytes, &digest->context);
	for (i = 0; i < sizeof bytes; i++) {
		hex[2 * i] = digits[bytes[i] >> 4];
		hex[2 * i + 1] = digits[bytes[i] & 15];
	}
	hex[2 * sizeof bytes] = '\0';
	free(digest);
}

void digest_bytes(const void *bytes, size_t length, char hex[65])
{
	struct digest *digest = digest_new();

	digest_add(digest, bytes, length);
	digest_end(digest, hex);
}
