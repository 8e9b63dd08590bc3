/* Locks a file that a command changes. */
#include "cli/file_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"

/* Waits for its turn; a file system without locks has none to wait for. */
static void wait_turn(int descriptor)
{
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	while (fcntl(descriptor, F_SETLKW, &whole) != 0 && errno == EINTR)
		;
}

/* False where the one before removed the file while this one waited. */
static bool still_named(int descriptor, const char *name)
{
	struct stat held, named;

	return fstat(descriptor, &held) == 0 && stat(name, &named) == 0 &&
	       held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

bool file_lock_take(struct arena *arena, const char *path, struct diags *diags,
		    struct file_lock *lock)
{
	const char *slash = strrchr(path, '/');
	int folder = slash ? (int)(slash - path) + 1 : 0;

	lock->name = arena_printf(arena, "%.*s.%s.lock", folder, path, path + folder);
	for (;;) {
		lock->descriptor = open(lock->name, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
		if (lock->descriptor < 0) {
			diag_add(diags, DIAG_FILE_WRITE, (struct place){path, 0, 0}, NULL, NULL,
				 "cannot write '%s': %s", path, strerror(errno));
			return false;
		}
		wait_turn(lock->descriptor);
		if (still_named(lock->descriptor, lock->name))
			return true;
		close(lock->descriptor);
	}
}

void file_lock_release(struct file_lock *lock)
{
	unlink(lock->name);
	close(lock->descriptor);
}
