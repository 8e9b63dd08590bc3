/* Opening and reading a file's bytes. */

#include "lca/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lca/base/text.h"

int file_open(const char *path)
{
	struct stat status;
	int file;

	if (text_same(path, "-"))
		return STDIN_FILENO;
	file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return -1;
	if (fstat(file, &status) == 0 && S_ISDIR(status.st_mode)) {
		close(file);
		errno = EISDIR;
		return -1;
	}
	return file;
}

ssize_t file_read(int file, char *bytes, size_t size)
{
	ssize_t count;

	do
		count = read(file, bytes, size);
	while (count < 0 && errno == EINTR);
	return count;
}

uint64_t file_size(int file)
{
	struct stat status;

	if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size < 0)
		return 0;
	return (uint64_t)status.st_size;
}

void file_close(int file)
{
	if (file > STDIN_FILENO)
		close(file);
}

const char *file_name(const char *path)
{
	return text_same(path, "-") ? "standard input" : path;
}
