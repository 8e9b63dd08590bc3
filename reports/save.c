/* Writes a report to a file: whole, or not at all. */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "reports/reports.h"

enum { MOST_TRIES = 100, MOST_LINKS = 16 };

/* A closed pipe is no error of ours to tell: false without a word. */
static bool fail(const char *path, int error, struct diags *diags)
{
	if (error != EPIPE)
		diag_add(diags, DIAG_FILE_WRITE, (struct place){path, 0, 0}, NULL, NULL,
			 "cannot write '%s': %s", path, strerror(error));
	return false;
}

/* Writes everything to an open descriptor; false with errno set. */
static bool write_all(int descriptor, const struct buffer *buffer)
{
	size_t done = 0;

	while (done < buffer->length) {
		ssize_t count = write(descriptor, buffer->text + done, buffer->length - done);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return false;
		done += (size_t)count;
	}
	return true;
}

/* A device, pipe or standard output: as it comes. */
static bool write_directly(const char *path, const struct buffer *buffer, struct diags *diags)
{
	int descriptor = open(path, O_WRONLY | O_CLOEXEC);
	bool good;
	int error;

	if (descriptor < 0)
		return fail(path, errno, diags);
	good = write_all(descriptor, buffer);
	error = errno;
	if (close(descriptor) != 0 && good) {
		good = false;
		error = errno;
	}
	return good || fail(path, error, diags);
}

/* Creates a file that did not exist in the folder of path; its name goes to *name. */
static int create_beside(struct arena *arena, const char *path, char **name)
{
	const char *slash = strrchr(path, '/');
	int folder = slash ? (int)(slash - path) + 1 : 0;
	int descriptor = -1;

	for (int i = 0; i < MOST_TRIES && descriptor < 0; i++) {
		*name =
		    arena_printf(arena, "%.*s.lca-%ld-%d.tmp", folder, path, (long)getpid(), i);
		descriptor = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (descriptor < 0 && errno != EEXIST)
			break;
	}
	return descriptor;
}

/* The permissions of the file that is replaced, and its owner where we may give files away. */
static bool keep_rights(int descriptor, const struct stat *old)
{
	const mode_t mode = old->st_mode & 0777;
	bool given = fchown(descriptor, old->st_uid, old->st_gid) == 0 ||
		     fchown(descriptor, (uid_t)-1, old->st_gid) == 0;

	(void)given;
	return fchmod(descriptor, mode) == 0;
}

/* Fills and closes the temporary file; old: what it replaces, or NULL. */
static bool fill(int descriptor, const struct buffer *buffer, const struct stat *old)
{
	bool good = (!old || keep_rights(descriptor, old)) && write_all(descriptor, buffer) &&
		    fsync(descriptor) == 0;
	int error = errno;

	if (close(descriptor) != 0 && good) {
		good = false;
		error = errno;
	}
	errno = error;
	return good;
}

/* The signals by which a user ends a program. */
static const int interrupts[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};

enum { INTERRUPTS = sizeof interrupts / sizeof *interrupts };

/* One that is ignored waits while it is blocked, too. */
static bool is_interrupted(void)
{
	struct sigaction action;
	sigset_t pending;

	sigemptyset(&pending);
	sigpending(&pending);
	for (size_t i = 0; i < INTERRUPTS; i++)
		if (sigismember(&pending, interrupts[i]) == 1 &&
		    sigaction(interrupts[i], NULL, &action) == 0 &&
		    action.sa_handler != SIG_IGN)
			return true;
	return false;
}

static bool replace(struct arena *arena, const char *path, const char *target,
		    const struct buffer *buffer, const struct stat *old, struct diags *diags)
{
	char *temporary;
	int descriptor = create_beside(arena, target, &temporary), error;

	if (descriptor < 0)
		return fail(path, errno, diags);
	if (fill(descriptor, buffer, old)) {
		errno = EINTR;
		if (!is_interrupted() && rename(temporary, target) == 0)
			return true;
	}
	error = errno;
	unlink(temporary);
	return fail(path, error, diags);
}

/* What a symbolic link names, so that the link stays and its target is replaced. */
static const char *follow(struct arena *arena, const char *path)
{
	struct stat status;

	for (int i = 0; i < MOST_LINKS && lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
	     i++) {
		const char *slash = strrchr(path, '/');
		size_t room = status.st_size > 0 ? (size_t)status.st_size + 1 : 4096;
		char *target = arena_alloc(arena, room);
		ssize_t length = readlink(path, target, room - 1);

		if (length < 0)
			break;
		if (*target != '/' && slash)
			target = arena_printf(arena, "%.*s%s", (int)(slash - path) + 1, path,
					      target);
		path = target;
	}
	return path;
}

/* An interrupt waits until the temporary file is gone or in its place: it leaves none behind,
 * and what it finds unfinished is not written. */
static bool replace_unharmed(struct arena *arena, const char *path, const struct buffer *buffer,
			     const struct stat *old, struct diags *diags)
{
	const char *target = follow(arena, path);
	sigset_t held, before;
	bool good;

	sigemptyset(&held);
	for (size_t i = 0; i < INTERRUPTS; i++)
		sigaddset(&held, interrupts[i]);
	sigprocmask(SIG_BLOCK, &held, &before);
	good = replace(arena, path, target, buffer, old, diags);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return good;
}

static bool save(struct arena *arena, const char *path, const struct buffer *buffer,
		 struct diags *diags)
{
	struct stat status;

	if (stat(path, &status) != 0)
		return errno == ENOENT ? replace_unharmed(arena, path, buffer, NULL, diags)
				       : fail(path, errno, diags);
	if (S_ISDIR(status.st_mode))
		return fail(path, EISDIR, diags);
	if (!S_ISREG(status.st_mode))
		return write_directly(path, buffer, diags);
	if (access(path, W_OK) != 0)
		return fail(path, errno, diags);
	return replace_unharmed(arena, path, buffer, &status, diags);
}

bool report_save(const char *path, const struct buffer *buffer, struct diags *diags)
{
	struct arena *arena;
	bool good;

	if (text_same(path, "-"))
		return (fflush(stdout) == 0 && write_all(STDOUT_FILENO, buffer)) ||
		       fail("standard output", errno, diags);
	arena = arena_new();
	good = save(arena, path, buffer, diags);
	arena_free(arena);
	return good;
}
