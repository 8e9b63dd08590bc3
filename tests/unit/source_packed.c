/* Compressed logs: however they are packed the bytes are the same; what is not whole is
 * refused. */

#include <string.h>

#include "lca/base/csv.h"
#include "tests/unit/source_case.h"

static void gives_the_bytes_however_they_are_packed(void **state)
{
	static const size_t sizes[] = {1, 7, 65536, 1000000};
	struct buffer text = long_text();
	size_t i;
	size_t j;

	(void)state;
	for (i = 0; i < COUNT(packings); i++) {
		struct buffer packed = pack(packings[i], &text);

		for (j = 0; j < COUNT(sizes); j++) {
			struct job job = start();
			struct source *source =
			    source_open_text("x", packed.text, packed.length, NULL, job.diags);
			struct buffer got = drain(source, sizes[j]);

			assert_bytes(&got, &text);
			assert_digest(source, packed.text, packed.length);
			assert_false(source_cut(source));
			assert_false(diags_has_error(job.diags));
			source_close(source);
			buffer_free(&got);
			arena_free(job.arena);
		}
		buffer_free(&packed);
	}
	buffer_free(&text);
}

static void a_look_at_the_head_takes_nothing_out(void **state)
{
	struct buffer text = long_text();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(packings); i++) {
		struct buffer packed = pack(packings[i], &text);
		struct job job = start();
		struct source *source =
		    source_open_text("x", packed.text, packed.length, NULL, job.diags);
		size_t length = 0;
		const char *head = source_peek(source, &length);
		struct buffer got;

		assert_int_equal(length, SOURCE_HEAD);
		assert_memory_equal(head, text.text, length);
		assert_ptr_equal(source_peek(source, &length), head);
		got = drain(source, 1000);
		assert_bytes(&got, &text);
		assert_digest(source, packed.text, packed.length);
		source_close(source);
		buffer_free(&got);
		buffer_free(&packed);
		arena_free(job.arena);
	}
	buffer_free(&text);
}

static void a_short_file_is_all_head(void **state)
{
	static const char *const texts[] = {"", "a", "\x1F", "\x28\xB5\x2F", "abc\n"};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(texts); i++) {
		struct job job = start();
		struct source *source =
		    source_open_text("x", texts[i], strlen(texts[i]), NULL, job.diags);
		size_t length = 99;
		const char *head = source_peek(source, &length);
		struct buffer got = drain(source, 10);

		assert_non_null(head);
		assert_int_equal(length, strlen(texts[i]));
		assert_string_equal(got.text, texts[i]);
		assert_digest(source, texts[i], strlen(texts[i]));
		source_close(source);
		buffer_free(&got);
		arena_free(job.arena);
	}
}

/* Reading packed bytes ends with one error that says words. */
static void assert_refused(const char *packed, size_t length, const char *words)
{
	struct job job = start();
	struct source *source = source_open_text("x.gz", packed, length, NULL, job.diags);
	struct buffer got = drain(source, 1 << 16);
	char hex[65];

	assert_true(source_failed(source));
	assert_int_equal(diags_count(job.diags), 1);
	assert_int_equal(diags_at(job.diags, 0)->code, DIAG_FILE_PACKED);
	assert_string_equal(diags_at(job.diags, 0)->place.file, "x.gz");
	assert_non_null(strstr(diags_at(job.diags, 0)->message, words));
	assert_non_null(diags_at(job.diags, 0)->hint);
	source_digest(source, hex);
	assert_string_equal(hex, "");
	source_close(source);
	buffer_free(&got);
	arena_free(job.arena);
}

/* Wherever the end falls, unless it is behind a whole part. */
static void a_cut_file_is_an_error(void **state)
{
	static const char text[] = "a,b\n1,2\n3,4\n5,6\n7,8\n9,10\n";
	struct buffer whole = {(char *)text, sizeof text - 1, 0};
	size_t i;
	size_t length;

	(void)state;
	for (i = 1; i < COUNT(packings); i++) {
		struct buffer packed = pack(packings[i], &whole);
		struct buffer first = {0};

		packings[i](&first, text, whole.length / 3);
		for (length = i == 1 ? 2 : 4; length < packed.length; length++)
			if (length != first.length)
				assert_refused(packed.text, length, "is cut");
		buffer_free(&first);
		buffer_free(&packed);
	}
}

static void a_damaged_file_is_an_error(void **state)
{
	struct buffer text = long_text();
	size_t i;

	(void)state;
	for (i = 1; i < COUNT(packings); i++) {
		struct buffer packed = {0};
		size_t at;

		packings[i](&packed, text.text, text.length);
		for (at = packed.length / 2; at < packed.length / 2 + 64; at++)
			packed.text[at] = 'x';
		assert_refused(packed.text, packed.length, "is damaged");
		buffer_free(&packed);
	}
	assert_refused("\x1F\x8B\x07\x00", 4, "is damaged");
	buffer_free(&text);
}

static void bytes_behind_packed_ones_are_an_error(void **state)
{
	static const char tail[] = "\n1,2,3\n";
	static const char zeros[512] = {0};
	size_t i;

	(void)state;
	for (i = 1; i < COUNT(packings); i++) {
		struct buffer packed = {0};
		size_t whole;

		packings[i](&packed, "a,b\n", 4);
		whole = packed.length;
		buffer_add(&packed, tail, sizeof tail - 1);
		assert_refused(packed.text, packed.length, "holds other bytes");
		assert_refused(packed.text, whole + 1, "holds other bytes");
		packed.length = whole;
		buffer_add(&packed, zeros, sizeof zeros);
		assert_refused(packed.text, packed.length, "holds other bytes");
		buffer_free(&packed);
	}
}

/* pzstd begins with a frame to be skipped. */
static void frames_to_be_skipped_are_skipped(void **state)
{
	struct job job = start();
	struct buffer packed = {0};
	struct source *source;
	struct buffer got;

	(void)state;
	buffer_add(&packed, "\x50\x2A\x4D\x18\x04\0\0\0abcd", 12);
	add_zstd(&packed, "1,2\n", 4);
	buffer_add(&packed, "\x5F\x2A\x4D\x18\x01\0\0\0a", 9);
	source = source_open_text("x", packed.text, packed.length, NULL, job.diags);
	got = drain(source, 100);
	assert_string_equal(got.text, "1,2\n");
	assert_digest(source, packed.text, packed.length);
	source_close(source);
	buffer_free(&got);
	buffer_free(&packed);
	arena_free(job.arena);
}

static void a_limit_counts_unpacked_bytes(void **state)
{
	static const uint64_t limits[] = {1, 5, 65536, 65537, 262145};
	struct buffer text = long_text();
	size_t i;
	size_t j;

	(void)state;
	for (i = 0; i < COUNT(packings); i++) {
		struct buffer packed = pack(packings[i], &text);

		for (j = 0; j < COUNT(limits); j++) {
			struct source_options options = {.max_bytes = limits[j]};
			struct buffer want = {text.text, limits[j], 0};
			struct job job = start();
			struct source *source = source_open_text(
			    "x", packed.text, packed.length, &options, job.diags);
			size_t length;
			struct buffer got;

			assert_non_null(source_peek(source, &length));
			got = drain(source, 4096);
			assert_bytes(&got, &want);
			assert_true(source_cut(source));
			if (i == 0)
				assert_digest(source, text.text, limits[j]);
			source_close(source);
			buffer_free(&got);
			arena_free(job.arena);
		}
		buffer_free(&packed);
	}
	buffer_free(&text);
}

static void a_limit_that_is_the_length_cuts_nothing(void **state)
{
	struct buffer text = long_text();
	struct source_options options = {.max_bytes = text.length};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(packings); i++) {
		struct buffer packed = pack(packings[i], &text);
		struct job job = start();
		struct source *source =
		    source_open_text("x", packed.text, packed.length, &options, job.diags);
		struct buffer got = drain(source, 4096);

		assert_bytes(&got, &text);
		assert_false(source_cut(source));
		assert_digest(source, packed.text, packed.length);
		source_close(source);
		buffer_free(&got);
		buffer_free(&packed);
		arena_free(job.arena);
	}
	buffer_free(&text);
}

/* 64 MiB of zeros in 64 kB: no more than the limit is ever unpacked. */
static void a_limit_holds_a_bomb(void **state)
{
	size_t length = (size_t)64 << 20;
	char *zeros = calloc(length, 1);
	size_t i;

	(void)state;
	for (i = 1; i < COUNT(packings); i++) {
		struct source_options options = {.max_bytes = 100000};
		struct job job = start();
		struct buffer packed = {0};
		struct source *source;
		struct buffer got;

		packings[i](&packed, zeros, length);
		source = source_open_text("x", packed.text, packed.length, &options, job.diags);
		got = drain(source, 4096);
		assert_int_equal(got.length, 100000);
		assert_true(source_cut(source));
		source_close(source);
		buffer_free(&got);
		buffer_free(&packed);
		arena_free(job.arena);
	}
	free(zeros);
}

/* Half a row is another number: it is not given. */
static void the_row_a_limit_falls_in_is_not_given(void **state)
{
	static const char text[] = "a,b\n1,22\n3,\"4\n4\"\r\n55,66\n";
	static const struct {
		uint64_t most;
		int rows;
	} cases[] = {{1, 0},  {3, 0},  {4, 1},	{8, 1},	 {9, 2},  {12, 2}, {15, 2},
		     {16, 2}, {17, 3}, {18, 3}, {20, 3}, {23, 3}, {24, 4}, {30, 4}};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct source_options options = {.max_bytes = cases[i].most};
		struct job job = start();
		struct source *source =
		    source_open_text("x", text, sizeof text - 1, &options, job.diags);
		struct csv *csv = csv_open_source(source, ',', job.diags);
		struct csv_row row;
		int rows = 0;

		while (csv_next(csv, &row))
			rows++;
		if (rows != cases[i].rows)
			fail_msg("%d bytes: %d rows", (int)cases[i].most, rows);
		assert_false(csv_failed(csv));
		assert_int_equal(source_cut(source), cases[i].most < sizeof text - 1);
		csv_close(csv);
		source_close(source);
		arena_free(job.arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(gives_the_bytes_however_they_are_packed),
	    cmocka_unit_test(a_look_at_the_head_takes_nothing_out),
	    cmocka_unit_test(a_short_file_is_all_head),
	    cmocka_unit_test(a_cut_file_is_an_error),
	    cmocka_unit_test(a_damaged_file_is_an_error),
	    cmocka_unit_test(bytes_behind_packed_ones_are_an_error),
	    cmocka_unit_test(frames_to_be_skipped_are_skipped),
	    cmocka_unit_test(a_limit_counts_unpacked_bytes),
	    cmocka_unit_test(a_limit_that_is_the_length_cuts_nothing),
	    cmocka_unit_test(a_limit_holds_a_bomb),
	    cmocka_unit_test(the_row_a_limit_falls_in_is_not_given),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
