#ifndef LCA_BASE_DIGEST_H
#define LCA_BASE_DIGEST_H

/* SHA-256 of bytes, as 64 hexadecimal digits and a NUL (nettle, in digest.c alone). */

#include <stddef.h>

struct digest;

struct digest *digest_new(void);
void digest_add(struct digest *digest, const void *bytes, size_t length);
/* Writes the digest and frees the handle. */
void digest_end(struct digest *digest, char hex[65]);
void digest_bytes(const void *bytes, size_t length, char hex[65]);

#endif
