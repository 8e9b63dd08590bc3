/* SHA-256 through nettle, which takes the processor's own instructions where there are any. */

#include "lca/base/digest.h"

#include <stdint.h>
#include <stdlib.h>

#include <nettle/sha2.h>

struct digest {
	struct sha256_ctx context;
};

struct digest *digest_new(void)
{
	struct digest *digest = calloc(1, sizeof *digest);

	if (!digest)
		abort();
	sha256_init(&digest->context);
	return digest;
}

void digest_add(struct digest *digest, const void *bytes, size_t length)
{
	if (length)
		sha256_update(&digest->context, length, bytes);
}

void digest_end(struct digest *digest, char hex[65])
{
	static const char digits[] = "0123456789abcdef";
	uint8_t bytes[SHA256_DIGEST_SIZE];
	size_t i;

	sha256_digest(&digest->context, sizeof bytes, bytes);
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
