#ifndef TESTS_HARNESS_H
#define TESTS_HARNESS_H

/*
 * Runs the real binary in a folder of its own, and looks numbers up in the JSON it prints.
 *
 *	static void behaves(void **state)
 *	{
 *		struct harness *h = *state;
 *		const char *path = harness_write(h, "a.yaml", "lca: 1\n...");
 *		const cJSON *json = harness_json(h, "run", path, NULL);
 *		double kg = harness_number(json, "items[training/final
 *run].impacts.gwp.central");
 *	}
 *	... HARNESS_TEST(behaves) in the list of tests.
 *
 * A path is keys with dots between; "[...]" takes the element of an array whose "id", "unit",
 *"key", "stage", "reason" or "code" is that text, or the one with that index. A test that
 *cannot go on fails with the reason.
 */

#include <dirent.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cjson/cJSON.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "tests/near.h"

#define HARNESS_ARGUMENTS 32
#define HARNESS_TEST(test)                                                                     \
	cmocka_unit_test_setup_teardown(test, harness_setup, harness_teardown)
#define COUNT(table) (sizeof(table) / sizeof *(table))

struct harness {
	struct arena *arena;
	const char *folder; /* absolute; every run starts there */
	cJSON **documents;
	size_t document_count;
};

struct outcome {
	int status; /* exit status, or 128 + signal */
	const char *out, *err;
};

static inline int harness_setup(void **state)
{
	struct arena *arena = arena_new();
	struct harness *harness = arena_alloc(arena, sizeof *harness);
	const char *base = getenv("TMPDIR");
	char *folder = arena_printf(arena, "%s/lca-test-XXXXXX", base ? base : "/tmp");

	if (!mkdtemp(folder))
		fail_msg("cannot make a folder like %s", folder);
	*harness = (struct harness){.arena = arena, .folder = folder};
	*state = harness;
	return 0;
}

static inline void harness_remove(struct arena *arena, const char *path)
{
	struct stat status;
	struct dirent *entry;
	DIR *folder;

	if (lstat(path, &status) != 0)
		return;
	if (!S_ISDIR(status.st_mode)) {
		(void)unlink(path);
		return;
	}
	folder = opendir(path);
	while (folder && (entry = readdir(folder))) {
		if (!text_same(entry->d_name, ".") && !text_same(entry->d_name, ".."))
			harness_remove(arena,
				       arena_printf(arena, "%s/%s", path, entry->d_name));
	}
	if (folder)
		(void)closedir(folder);
	(void)rmdir(path);
}

static inline int harness_teardown(void **state)
{
	struct harness *harness = *state;
	size_t i;

	for (i = 0; i < harness->document_count; i++)
		cJSON_Delete(harness->documents[i]);
	harness_remove(harness->arena, harness->folder);
	arena_free(harness->arena);
	return 0;
}

/* All bytes of a file, with a final NUL. */
static inline const char *harness_read(struct harness *harness, const char *path)
{
	FILE *file = fopen(path, "rb");
	struct buffer text = {0};
	char block[4096], *copy;
	size_t length;

	if (!file)
		fail_msg("cannot open %s", path);
	buffer_text(&text, "");
	while ((length = fread(block, 1, sizeof block, file)) > 0)
		buffer_add(&text, block, length);
	(void)fclose(file);
	copy = arena_copy(harness->arena, text.text, text.length);
	buffer_free(&text);
	return copy;
}

/* Writes a file into the folder, with the folders of its name; returns its absolute path. */
static inline const char *harness_write(struct harness *harness, const char *name,
					const char *text)
{
	char *path = arena_printf(harness->arena, "%s/%s", harness->folder, name);
	char *slash = path + strlen(harness->folder);
	FILE *file;

	while ((slash = strchr(slash + 1, '/'))) {
		*slash = '\0';
		(void)mkdir(path, 0700);
		*slash = '/';
	}
	file = fopen(path, "wb");
	if (!file || fputs(text, file) < 0 || fclose(file) != 0)
		fail_msg("cannot write %s", path);
	return path;
}

/* In the child: never returns. */
static inline void harness_start(const struct harness *harness, const char *out,
				 const char *err, const char *const *arguments)
{
	char *argv[HARNESS_ARGUMENTS + 2] = {(char *)(uintptr_t)LCA_BINARY};
	int in = open("/dev/null", O_RDONLY);
	int to = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	int errors = open(err, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	size_t i;

	for (i = 0; arguments[i]; i++)
		argv[i + 1] = (char *)(uintptr_t)arguments[i];
	if (in < 0 || to < 0 || errors < 0 || dup2(in, 0) < 0 || dup2(to, 1) < 0 ||
	    dup2(errors, 2) < 0 || chdir(harness->folder) != 0 || setenv("LC_ALL", "C", 1) != 0)
		_exit(126);
	(void)execv(LCA_BINARY, argv);
	_exit(127);
}

static inline struct outcome harness_run_list(struct harness *harness,
					      const char *const *arguments)
{
	const char *out = arena_printf(harness->arena, "%s/.out", harness->folder);
	const char *err = arena_printf(harness->arena, "%s/.err", harness->folder);
	struct outcome outcome;
	pid_t child;
	int status = 0;

	(void)fflush(NULL);
	child = fork();
	if (child == 0)
		harness_start(harness, out, err, arguments);
	if (child < 0 || waitpid(child, &status, 0) != child)
		fail_msg("cannot run %s", LCA_BINARY);
	outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	outcome.out = harness_read(harness, out);
	outcome.err = harness_read(harness, err);
	return outcome;
}

static inline void harness_collect(const char **arguments, const char *first, va_list list)
{
	size_t count = 0;

	for (arguments[0] = first; arguments[count];
	     arguments[count] = va_arg(list, const char *)) {
		if (++count == HARNESS_ARGUMENTS)
			fail_msg("more than %d arguments", HARNESS_ARGUMENTS - 1);
	}
}

/* Runs `lca ARGUMENTS`; the last argument is NULL. */
__attribute__((sentinel)) static inline struct outcome harness_run(struct harness *harness,
								   const char *first, ...)
{
	const char *arguments[HARNESS_ARGUMENTS + 1];
	va_list list;

	va_start(list, first);
	harness_collect(arguments, first, list);
	va_end(list);
	return harness_run_list(harness, arguments);
}

/* The JSON of a run that must end with status 0; --format json is added. */
static inline const cJSON *harness_parse(struct harness *harness, const char **arguments)
{
	struct outcome outcome;
	size_t count = 0, i;
	cJSON *json;

	while (arguments[count])
		count++;
	if (count + 2 > HARNESS_ARGUMENTS)
		fail_msg("too many arguments");
	arguments[count] = "--format";
	arguments[count + 1] = "json";
	arguments[count + 2] = NULL;
	outcome = harness_run_list(harness, arguments);
	for (i = 0; outcome.status != 0 && arguments[i]; i++)
		print_error("%s ", arguments[i]);
	if (outcome.status != 0)
		fail_msg("status %d\n%s", outcome.status, outcome.err);
	json = cJSON_Parse(outcome.out);
	if (!json)
		fail_msg("not JSON: %s %s", arguments[0], arguments[1]);
	harness->documents = arena_grow(harness->arena, harness->documents,
					harness->document_count, sizeof(cJSON *));
	harness->documents[harness->document_count++] = json;
	return json;
}

__attribute__((sentinel)) static inline const cJSON *harness_json(struct harness *harness,
								  const char *first, ...)
{
	const char *arguments[HARNESS_ARGUMENTS + 1];
	va_list list;

	va_start(list, first);
	harness_collect(arguments, first, list);
	va_end(list);
	return harness_parse(harness, arguments);
}

static inline bool harness_is_called(const cJSON *element, const char *name, size_t length)
{
	static const char *const keys[] = {"id", "unit", "key", "stage", "reason", "code"};
	size_t i;

	for (i = 0; i < COUNT(keys); i++) {
		const cJSON *value = cJSON_GetObjectItemCaseSensitive(element, keys[i]);

		if (cJSON_IsString(value) && strlen(value->valuestring) == length &&
		    memcmp(value->valuestring, name, length) == 0)
			return true;
	}
	return false;
}

static inline const cJSON *harness_element(const cJSON *array, const char *name, size_t length)
{
	const cJSON *element;
	char *end;
	long index = strtol(name, &end, 10);

	if (end == name + length && length > 0)
		return cJSON_GetArrayItem(array, (int)index);
	cJSON_ArrayForEach(element, array)
	{
		if (harness_is_called(element, name, length))
			return element;
	}
	return NULL;
}

static inline const cJSON *harness_member(const cJSON *object, const char *name, size_t length)
{
	const cJSON *member;

	cJSON_ArrayForEach(member, object)
	{
		if (member->string && strlen(member->string) == length &&
		    memcmp(member->string, name, length) == 0)
			return member;
	}
	return NULL;
}

/* The node at a path, or NULL. */
static inline const cJSON *harness_find(const cJSON *json, const char *path)
{
	while (json && *path) {
		size_t length;

		if (*path == '[') {
			length = strcspn(path, "]");
			json = harness_element(json, path + 1, length - 1);
			path += length + (path[length] != '\0');
		} else {
			length = strcspn(path, ".[");
			json = harness_member(json, path, length);
			path += length;
		}
		path += *path == '.';
	}
	return json;
}

static inline double harness_number(const cJSON *json, const char *path)
{
	const cJSON *node = harness_find(json, path);

	if (!cJSON_IsNumber(node))
		fail_msg("%s is %s", path,
			 !node		      ? "missing"
			 : cJSON_IsNull(node) ? "null"
					      : "no number");
	return node ? node->valuedouble : 0;
}

static inline const char *harness_text(const cJSON *json, const char *path)
{
	const cJSON *node = harness_find(json, path);

	if (!cJSON_IsString(node))
		fail_msg("%s is missing or no text", path);
	return node ? node->valuestring : "";
}

#endif
