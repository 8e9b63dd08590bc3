/* The files that a log names: one by one, by a glob, or all of a folder. */

#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/import.h"

enum { MOST_FILES = 100000 };

struct finder {
	struct arena *arena;
	const char *folder;
	struct place place;
	const char *key;
	struct diags *diags;
	struct import_path *paths;
	size_t count;
	bool good;
};

static void refuse(struct finder *finder, enum diag_code code, const char *hint,
		   const char *message)
{
	diag_add(finder->diags, code, finder->place, finder->key, hint, "%s", message);
	finder->good = false;
}

/* name as shown: as typed, without the folder of the scenario. */
static void add(struct finder *finder, const char *path, const char *name)
{
	if (finder->count == MOST_FILES) {
		if (finder->good)
			refuse(finder, DIAG_IMPORT_LIMIT, "join them, or name fewer",
			       "more than 100000 files");
		return;
	}
	finder->paths =
	    arena_grow(finder->arena, finder->paths, finder->count, sizeof *finder->paths);
	finder->paths[finder->count++] = (struct import_path){arena_text(finder->arena, path),
							      arena_text(finder->arena, name)};
}

static int compare_paths(const void *a, const void *b)
{
	const struct import_path *left = a, *right = b;

	return strcmp(left->path, right->path);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Pipes and devices are none; a link to nothing is to be missed when it is opened. */
static bool is_file(const char *path)
{
	struct stat status;

	return stat(path, &status) != 0 || S_ISREG(status.st_mode);
}

/* Hidden files and folders within are no logs. */
static void add_folder(struct finder *finder, const char *path, const char *name)
{
	DIR *folder = opendir(path);
	size_t before = finder->count, length = strlen(path);
	const char *slash = length > 0 && path[length - 1] == '/' ? "" : "/";
	const struct dirent *entry;

	if (!folder) {
		refuse(
		    finder, DIAG_FILE_OPEN, NULL,
		    arena_printf(finder->arena, "cannot open '%s': %s", path, strerror(errno)));
		return;
	}
	while ((entry = readdir(folder))) {
		const char *file =
		    arena_printf(finder->arena, "%s%s%s", path, slash, entry->d_name);

		if (entry->d_name[0] != '.' && is_file(file))
			add(finder, file,
			    arena_printf(finder->arena, "%s%s%s", name, slash, entry->d_name));
	}
	closedir(folder);
	if (finder->count == before)
		refuse(finder, DIAG_IMPORT_FILES, "name the files",
		       arena_printf(finder->arena, "there is no file in '%s'", path));
	else
		qsort(finder->paths + before, finder->count - before, sizeof *finder->paths,
		      compare_paths);
}

/* Names are those found, less the folder of the scenario. */
static void add_glob(struct finder *finder, const char *path, size_t prefix)
{
	glob_t found = {0};

	if (glob(path, 0, NULL, &found) == 0) {
		for (size_t i = 0; i < found.gl_pathc; i++)
			add(finder, found.gl_pathv[i], found.gl_pathv[i] + prefix);
	} else {
		refuse(finder, DIAG_IMPORT_FILES, NULL,
		       arena_printf(finder->arena, "no file fits '%s'", path));
	}
	globfree(&found);
}

/* "did you mean 'runs/emissions.csv'?": the file of that folder with the nearest name. */
static const char *nearest(struct finder *finder, const char *path, const char *text)
{
	const char *slash = strrchr(path, '/'), *shown = strrchr(text, '/'), *found, **names;
	DIR *folder =
	    opendir(slash ? arena_copy(finder->arena, path, (size_t)(slash - path) + 1) : ".");
	const struct dirent *entry;
	size_t count = 0;

	if (!folder)
		return NULL;
	for (names = NULL; (entry = readdir(folder));) {
		if (entry->d_name[0] == '.')
			continue;
		names = arena_grow(finder->arena, names, count, sizeof *names);
		names[count++] = arena_text(finder->arena, entry->d_name);
	}
	closedir(folder);
	if (count)
		qsort(names, count, sizeof *names, compare_names);
	found = text_nearest(slash ? slash + 1 : path, names, count);
	return found ? arena_printf(finder->arena, "did you mean '%.*s%s'?",
				    shown ? (int)(shown - text) + 1 : 0, text, found)
		     : NULL;
}

/* A scenario tells the line that names a log; on the command line opening it tells enough. */
static bool is_readable(struct finder *finder, const char *path, const char *text)
{
	const char *hint, *why;

	if (!finder->key || access(path, R_OK) == 0)
		return true;
	why = strerror(errno);
	hint = errno == ENOENT ? nearest(finder, path, text) : NULL;
	refuse(finder, DIAG_FILE_OPEN,
	       hint ? hint : "a log is named relative to the scenario file",
	       arena_printf(finder->arena, "cannot open '%s': %s", path, why));
	return false;
}

static void find(struct finder *finder, const char *text)
{
	bool absolute = text[0] == '/' || text_same(text, "-");
	size_t prefix = absolute ? 0 : strlen(finder->folder);
	const char *path =
	    absolute ? text : arena_printf(finder->arena, "%s%s", finder->folder, text);
	struct stat status;

	if (text_same(text, "-"))
		add(finder, path, text);
	else if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
		add_folder(finder, path, text);
	else if (stat(path, &status) != 0 && strpbrk(path, "*?["))
		add_glob(finder, path, prefix);
	else if (is_readable(finder, path, text))
		add(finder, path, text);
}

/* One file under two names would be counted twice. */
static void refuse_twice(struct finder *finder)
{
	struct stat *status = arena_alloc(finder->arena, (finder->count + 1) * sizeof *status);

	/* Thousands of files are found by glob, each once. */
	for (size_t i = 0; i < finder->count && finder->count < 1000; i++) {
		if (stat(finder->paths[i].path, &status[i]) != 0)
			memset(&status[i], 0, sizeof status[i]);
		for (size_t k = 0; k < i; k++)
			if (status[i].st_ino != 0 && S_ISREG(status[i].st_mode) &&
			    status[k].st_ino == status[i].st_ino &&
			    status[k].st_dev == status[i].st_dev)
				refuse(finder, DIAG_IMPORT_OVERLAP, "name it once",
				       arena_printf(finder->arena, "'%s' and '%s' are one file",
						    finder->paths[k].name,
						    finder->paths[i].name));
	}
}

bool import_find_files(struct arena *arena, const char *folder, const char *const *texts,
		       size_t count, struct place place, const char *key,
		       struct import_path **paths, size_t *path_count, struct diags *diags)
{
	struct finder finder = {.arena = arena,
				.folder = folder,
				.place = place,
				.key = key,
				.diags = diags,
				.good = true};

	for (size_t i = 0; i < count; i++)
		find(&finder, texts[i]);
	refuse_twice(&finder);
	*paths = finder.paths;
	*path_count = finder.count;
	return finder.good && finder.count > 0;
}
