/* Where the bytes of a log come from: files, pipes, devices; what cannot be opened or read. */

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/source_case.h"

static void a_limit_ends_a_file_without_end(void **state)
{
	struct source_options options = {.max_bytes = 1000000};
	struct job job = start();
	struct source *source = source_open("/dev/zero", &options, job.diags);
	struct buffer got = drain(source, 4096);

	(void)state;
	assert_int_equal(got.length, 1000000);
	assert_true(source_cut(source));
	assert_digest(source, got.text, got.length);
	source_close(source);
	buffer_free(&got);
	arena_free(job.arena);
}

struct folder {
	char path[64];
	char file[80];
};

static struct folder make_folder(void)
{
	struct folder folder = {.path = "/tmp/lca-source-XXXXXX"};

	assert_non_null(mkdtemp(folder.path));
	snprintf(folder.file, sizeof folder.file, "%s/log.csv", folder.path);
	return folder;
}

static void remove_folder(const struct folder *folder)
{
	unlink(folder->file);
	rmdir(folder->path);
}

static void write_file(const char *path, const char *mode, const char *text, size_t length)
{
	FILE *file = fopen(path, mode);

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

struct progress {
	uint64_t taken, size;
	int calls;
};

static void note_progress(void *of, uint64_t taken, uint64_t size)
{
	struct progress *progress = of;

	assert_true(taken >= progress->taken);
	*progress = (struct progress){taken, size, progress->calls + 1};
}

static void a_file_tells_its_progress(void **state)
{
	struct folder folder = make_folder();
	struct buffer text = long_text();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(packings); i++) {
		struct buffer packed = pack(packings[i], &text);
		struct progress progress = {0};
		struct source_options options = {.progress = note_progress,
						 .progress_of = &progress};
		struct job job = start();
		struct source *source;
		struct buffer got;

		write_file(folder.file, "w", packed.text, packed.length);
		source = source_open(folder.file, &options, job.diags);
		got = drain(source, 4096);
		assert_bytes(&got, &text);
		assert_int_equal(progress.taken, packed.length);
		assert_int_equal(progress.size, packed.length);
		assert_true(progress.calls > 1);
		assert_string_equal(source_name(source), folder.file);
		assert_digest(source, packed.text, packed.length);
		source_close(source);
		buffer_free(&got);
		buffer_free(&packed);
		arena_free(job.arena);
	}
	buffer_free(&text);
	remove_folder(&folder);
}

static void without_a_digest_there_is_none(void **state)
{
	struct source_options options = {.no_digest = true};
	struct job job = start();
	struct source *source = source_open_text("x", "abc", 3, &options, job.diags);
	struct buffer got = drain(source, 10);
	char hex[65] = "?";

	(void)state;
	assert_string_equal(got.text, "abc");
	source_digest(source, hex);
	assert_string_equal(hex, "");
	source_close(source);
	buffer_free(&got);
	arena_free(job.arena);
}

/* What was written behind the size at opening is read too. */
static void a_growing_file_is_read_to_its_end(void **state)
{
	struct folder folder = make_folder();
	struct job job = start();
	char piece[4];
	struct source *source;
	struct buffer got;

	(void)state;
	write_file(folder.file, "w", "1,2\n", 4);
	source = source_open(folder.file, NULL, job.diags);
	assert_int_equal(source_read(source, piece, sizeof piece), 4);
	write_file(folder.file, "a", "3,4\n", 4);
	got = drain(source, 100);
	assert_string_equal(got.text, "3,4\n");
	source_close(source);
	buffer_free(&got);
	remove_folder(&folder);
	arena_free(job.arena);
}

struct writer {
	const char *path;
	const struct buffer *bytes;
};

/* In small writes, so that reads come back short. */
static void *write_pipe(void *of)
{
	struct writer *writer = of;
	int pipe = open(writer->path, O_WRONLY);
	size_t at = 0;

	while (at < writer->bytes->length) {
		size_t left = writer->bytes->length - at;
		ssize_t count =
		    write(pipe, writer->bytes->text + at, left < 1000 ? left : 1000);

		if (count < 0)
			break;
		at += (size_t)count;
	}
	close(pipe);
	return NULL;
}

static void a_pipe_is_read_to_its_end(void **state)
{
	struct folder folder = make_folder();
	struct buffer text = long_text();
	size_t i;

	(void)state;
	assert_int_equal(mkfifo(folder.file, 0600), 0);
	for (i = 0; i < COUNT(packings); i++) {
		struct buffer packed = pack(packings[i], &text);
		struct writer writer = {folder.file, &packed};
		struct job job = start();
		struct source *source;
		struct buffer got;
		pthread_t thread;
		size_t length;

		assert_int_equal(pthread_create(&thread, NULL, write_pipe, &writer), 0);
		source = source_open(folder.file, NULL, job.diags);
		assert_non_null(source_peek(source, &length));
		assert_int_equal(length, SOURCE_HEAD);
		got = drain(source, 100000);
		assert_bytes(&got, &text);
		assert_digest(source, packed.text, packed.length);
		assert_int_equal(pthread_join(thread, NULL), 0);
		source_close(source);
		buffer_free(&got);
		buffer_free(&packed);
		arena_free(job.arena);
	}
	buffer_free(&text);
	remove_folder(&folder);
}

static void assert_unopened(const char *path, const char *words)
{
	struct job job = start();

	assert_null(source_open(path, NULL, job.diags));
	assert_int_equal(diags_count(job.diags), 1);
	assert_int_equal(diags_at(job.diags, 0)->code, DIAG_FILE_OPEN);
	assert_non_null(strstr(diags_at(job.diags, 0)->message, words));
	arena_free(job.arena);
}

static void what_cannot_be_opened_is_told(void **state)
{
	(void)state;
	assert_unopened("/no/such/file", "No such file");
	assert_unopened("/", "Is a directory");
}

static void a_file_of_others_is_told(void **state)
{
	struct folder folder = make_folder();

	(void)state;
	write_file(folder.file, "w", "1\n", 2);
	chmod(folder.file, 0);
	if (geteuid() == 0)
		print_message("root may read every file: not tested\n");
	else
		assert_unopened(folder.file, "Permission denied");
	remove_folder(&folder);
}

/* Opening is fine, reading is not: the memory of a process, at address 0. */
static void a_failing_read_is_told(void **state)
{
	struct job job = start();
	struct source *source;
	size_t length;
	char byte;

	(void)state;
	if (access("/proc/self/mem", R_OK) != 0) {
		arena_free(job.arena);
		skip();
	}
	source = source_open("/proc/self/mem", NULL, job.diags);
	assert_null(source_peek(source, &length));
	assert_int_equal(source_read(source, &byte, 1), -1);
	assert_true(source_failed(source));
	assert_int_equal(diags_count(job.diags), 1);
	assert_int_equal(diags_at(job.diags, 0)->code, DIAG_FILE_OPEN);
	source_close(source);
	arena_free(job.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_limit_ends_a_file_without_end),
	    cmocka_unit_test(a_file_tells_its_progress),
	    cmocka_unit_test(without_a_digest_there_is_none),
	    cmocka_unit_test(a_growing_file_is_read_to_its_end),
	    cmocka_unit_test(a_pipe_is_read_to_its_end),
	    cmocka_unit_test(what_cannot_be_opened_is_told),
	    cmocka_unit_test(a_file_of_others_is_told),
	    cmocka_unit_test(a_failing_read_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
