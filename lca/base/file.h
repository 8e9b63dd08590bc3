#ifndef LCA_BASE_FILE_H
#define LCA_BASE_FILE_H

/* Opening and reading a file's bytes, with errno where that fails. "-" is standard input. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* A descriptor to read from; -1 where the file cannot be opened or is a directory (EISDIR). */
int file_open(const char *path);
/* Up to size bytes; 0 at the end, -1 where reading fails. Interruptions are not seen. */
ssize_t file_read(int file, char *bytes, size_t size);
/* The size of a regular file; 0 of anything else, which has none. */
uint64_t file_size(int file);
/* Leaves standard input open. */
void file_close(int file);
/* The path as places name it: "standard input" for "-". */
const char *file_name(const char *path);

#endif
