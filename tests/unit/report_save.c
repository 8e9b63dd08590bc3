/* A report is written whole or not at all, and nothing is left behind. */

#include "tests/near.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "reports/reports.h"

struct fixture {
	struct arena *arena;
	struct diags *diags;
	struct buffer report;
	char *folder;
};

static int setup(void **state)
{
	static struct fixture fixture;

	fixture.arena = arena_new();
	fixture.diags = diags_new(fixture.arena);
	fixture.report = (struct buffer){0};
	buffer_text(&fixture.report, "50.5 t\n");
	fixture.folder = arena_text(fixture.arena, "/tmp/lca-report-XXXXXX");
	*state = &fixture;
	return mkdtemp(fixture.folder) ? 0 : -1;
}

static const char *inside(const struct fixture *fixture, const char *name)
{
	return arena_printf(fixture->arena, "%s/%s", fixture->folder, name);
}

/* Names in the folder; removes them when told to. */
static size_t entries(const struct fixture *fixture, bool removes)
{
	DIR *folder = opendir(fixture->folder);
	struct dirent *entry;
	size_t count = 0;

	assert_non_null(folder);
	while ((entry = readdir(folder))) {
		if (text_same(entry->d_name, ".") || text_same(entry->d_name, ".."))
			continue;
		count++;
		if (removes && unlink(inside(fixture, entry->d_name)) != 0)
			rmdir(inside(fixture, entry->d_name));
	}
	closedir(folder);
	return count;
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;

	entries(fixture, true);
	rmdir(fixture->folder);
	buffer_free(&fixture->report);
	arena_free(fixture->arena);
	return 0;
}

static void assert_holds(const char *path, const char *text)
{
	char found[64] = {0};
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	found[fread(found, 1, sizeof found - 1, file)] = '\0';
	fclose(file);
	assert_string_equal(found, text);
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void assert_refused(const struct fixture *fixture, const char *path, const char *reason)
{
	assert_false(report_save(path, &fixture->report, fixture->diags));
	assert_int_equal(diags_count(fixture->diags), 1);
	assert_int_equal(diags_at(fixture->diags, 0)->code, DIAG_FILE_WRITE);
	assert_non_null(strstr(diags_at(fixture->diags, 0)->message, reason));
	assert_int_equal(diags_status(fixture->diags), 3);
}

static void writes_a_new_file_with_the_permissions_of_umask(void **state)
{
	struct fixture *fixture = *state;
	const char *path = inside(fixture, "new.txt");
	mode_t before = umask(027);
	struct stat status;

	assert_true(report_save(path, &fixture->report, fixture->diags));
	umask(before);
	assert_holds(path, "50.5 t\n");
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0640);
	assert_int_equal(entries(fixture, false), 1);
}

static void replaces_a_file_and_keeps_its_permissions(void **state)
{
	struct fixture *fixture = *state;
	const char *path = inside(fixture, "old.txt");
	struct stat status;

	write_file(path, "a much longer text than the report");
	assert_int_equal(chmod(path, 0604), 0);
	assert_true(report_save(path, &fixture->report, fixture->diags));
	assert_holds(path, "50.5 t\n");
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0604);
}

/* Who may give files away, root, leaves it to whom it belongs. */
static void keeps_the_owner(void **state)
{
	enum { OTHER = 12345 };
	struct fixture *fixture = *state;
	const char *path = inside(fixture, "theirs.md");
	struct stat status;

	write_file(path, "old");
	if (chown(path, OTHER, OTHER) != 0)
		skip();
	assert_true(report_save(path, &fixture->report, fixture->diags));
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_uid, OTHER);
	assert_int_equal(status.st_gid, OTHER);
}

static void follows_a_symbolic_link(void **state)
{
	struct fixture *fixture = *state;
	struct stat status;

	write_file(inside(fixture, "target.txt"), "old");
	assert_int_equal(symlink("target.txt", inside(fixture, "link")), 0);
	assert_true(report_save(inside(fixture, "link"), &fixture->report, fixture->diags));
	assert_holds(inside(fixture, "target.txt"), "50.5 t\n");
	assert_int_equal(lstat(inside(fixture, "link"), &status), 0);
	assert_true(S_ISLNK(status.st_mode));
}

static void refuses_a_folder(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(mkdir(inside(fixture, "folder"), 0755), 0);
	assert_refused(fixture, inside(fixture, "folder"), "Is a directory");
	assert_int_equal(entries(fixture, false), 1);
}

static void refuses_a_folder_that_is_not_there(void **state)
{
	struct fixture *fixture = *state;

	assert_refused(fixture, inside(fixture, "none/x.txt"), "No such file");
}

static void tells_a_full_device(void **state)
{
	assert_refused(*state, "/dev/full", "No space left");
}

static void leaves_nothing_where_renaming_fails(void **state)
{
	struct fixture *fixture = *state;
	char name[300];

	memset(name, 'n', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	assert_refused(fixture, inside(fixture, name), "too long");
	assert_int_equal(entries(fixture, false), 0);
}

static void writes_to_a_device_directly(void **state)
{
	struct fixture *fixture = *state;

	assert_true(report_save("/dev/null", &fixture->report, fixture->diags));
	assert_int_equal(diags_count(fixture->diags), 0);
}

/* The signal comes while it is held off, as one does that comes during the writing. */
static void interrupt_while(struct fixture *fixture, const char *path, bool ignored)
{
	struct sigaction action = {.sa_handler = ignored ? SIG_IGN : SIG_DFL}, before;
	const struct timespec at_once = {0};
	sigset_t held, mask;

	sigemptyset(&held);
	sigaddset(&held, SIGTERM);
	sigprocmask(SIG_BLOCK, &held, &mask);
	sigaction(SIGTERM, &action, &before);
	raise(SIGTERM);
	if (ignored)
		assert_true(report_save(path, &fixture->report, fixture->diags));
	else
		assert_refused(fixture, path, "Interrupted");
	sigtimedwait(&held, NULL, &at_once);
	sigaction(SIGTERM, &before, NULL);
	sigprocmask(SIG_SETMASK, &mask, NULL);
}

static void writes_nothing_when_interrupted(void **state)
{
	struct fixture *fixture = *state;

	interrupt_while(fixture, inside(fixture, "new.txt"), false);
	assert_int_equal(entries(fixture, false), 0);
}

static void leaves_a_file_as_it_was_when_interrupted(void **state)
{
	struct fixture *fixture = *state;

	write_file(inside(fixture, "old.txt"), "old");
	interrupt_while(fixture, inside(fixture, "old.txt"), false);
	assert_holds(inside(fixture, "old.txt"), "old");
	assert_int_equal(entries(fixture, false), 1);
}

static void writes_on_where_interrupts_are_ignored(void **state)
{
	struct fixture *fixture = *state;

	interrupt_while(fixture, inside(fixture, "new.txt"), true);
	assert_holds(inside(fixture, "new.txt"), "50.5 t\n");
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
	    CASE(writes_a_new_file_with_the_permissions_of_umask),
	    CASE(replaces_a_file_and_keeps_its_permissions),
	    CASE(keeps_the_owner),
	    CASE(follows_a_symbolic_link),
	    CASE(refuses_a_folder),
	    CASE(refuses_a_folder_that_is_not_there),
	    CASE(tells_a_full_device),
	    CASE(leaves_nothing_where_renaming_fails),
	    CASE(writes_to_a_device_directly),
	    CASE(writes_nothing_when_interrupted),
	    CASE(leaves_a_file_as_it_was_when_interrupted),
	    CASE(writes_on_where_interrupts_are_ignored),
	};
#undef CASE

	return cmocka_run_group_tests(tests, NULL, NULL);
}
