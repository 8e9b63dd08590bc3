#ifndef CLI_DIGEST_H
#define CLI_DIGEST_H

#include <stdbool.h>

struct arena;

/* The SHA-256 of a file as it lies there. False where it cannot be read. */
bool digest_file(struct arena *arena, const char *path, char digest[65]);

#endif
