#ifndef CLI_FILE_LOCK_H
#define CLI_FILE_LOCK_H

/*
 * One process at a time reads a file, changes it and puts it back.
 *
 * The lock lies in an empty file beside it, ".NAME.lock", removed on release. A process that
 * ends without a release leaves the empty file, which locks nothing.
 */

#include <stdbool.h>

struct arena;
struct diags;

struct file_lock {
	int descriptor;
	const char *name;
};

/* Waits for the lock of path. A false return is reported: no file can be made there. Where the
 * file system has no locks, none is held. */
bool file_lock_take(struct arena *arena, const char *path, struct diags *diags,
		    struct file_lock *lock);
void file_lock_release(struct file_lock *lock);

#endif
