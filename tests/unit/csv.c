/* Dialects of separated values, row limits, places of errors, the digest. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/digest.h"
#include "lca/base/text.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

struct job {
	struct arena *arena;
	struct diags *diags;
};

static struct job start(void)
{
	struct arena *arena = arena_new();

	return (struct job){arena, diags_new(arena)};
}

/* All rows as "LINE:[field][field]", a quoted field as <field>. */
static void dump(struct csv *csv, struct buffer *out)
{
	struct csv_row row;
	size_t i;

	buffer_text(out, "");
	while (csv_next(csv, &row)) {
		buffer_printf(out, "%d:", (int)row.line);
		for (i = 0; i < row.count; i++) {
			const struct csv_field *field = &row.fields[i];

			assert_int_equal(strlen(field->text), field->length);
			buffer_printf(out, field->quoted ? "<%s>" : "[%s]", field->text);
		}
	}
}

static void reads_dialects(void **state)
{
	static const struct {
		const char *text;
		char separator;
		const char *rows;
	} cases[] = {
	    {"", ',', ""},
	    {"\n\n", ',', ""},
	    {"\xEF\xBB\xBF", ',', ""},
	    {"a", ',', "1:[a]"},
	    {"a,b\n1,2\n", ',', "1:[a][b]2:[1][2]"},
	    {"a,b\r\n1,2\r\n", ',', "1:[a][b]2:[1][2]"},
	    {"a,b\r1,2\r", ',', "1:[a][b]2:[1][2]"},
	    {"a\r\r\nb", ',', "1:[a]3:[b]"},
	    {"a\n\r\n\rb", ',', "1:[a]4:[b]"},
	    {"a,b\n1,2", ',', "1:[a][b]2:[1][2]"},
	    {"\xEF\xBB\xBF\"a\",b\n", ',', "1:<a>[b]"},
	    {"\xEF\xBBx", ',', "1:[\xEF\xBBx]"},
	    {"a,\n,b\n,\n", ',', "1:[a][]2:[][b]3:[][]"},
	    {"a,", ',', "1:[a][]"},
	    {"1\n1,2,3\n1,2\n", ',', "1:[1]2:[1][2][3]3:[1][2]"},
	    {"\"\"\n", ',', "1:<>"},
	    {"\"\",\"\"", ',', "1:<><>"},
	    {"\"a \"\"b\"\" c\",\"\"\"\"", ',', "1:<a \"b\" c><\">"},
	    {"\"a,b\",\"c;d\"", ',', "1:<a,b><c;d>"},
	    {"\"a\nb\",c\nd", ',', "1:<a\nb>[c]3:[d]"},
	    {"\"a\r\nb\rc\n\"\nd", ',', "1:<a\r\nb\rc\n>5:[d]"},
	    {"a\"b\",c", ',', "1:[a\"b\"][c]"},
	    {"\"a\"b,c", ',', "1:<ab>[c]"},
	    {"\"a\" \"b\",c", ',', "1:<a \"b\">[c]"},
	    {" \"a\",b ", ',', "1:[ \"a\"][b ]"},
	    {"a;b,c", ';', "1:[a][b,c]"},
	    {"a\tb c", '\t', "1:[a][b c]"},
	    {"1|x||", '|', "1:[1][x][][]"},
	    {"caf\xC3\xA9,\xFF", ',', "1:[caf\xC3\xA9][\xFF]"},
	    {"\n\n \n", ',', "3:[ ]"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct job job = start();
		struct buffer rows = {0};
		struct csv *csv = csv_open_text("x.csv", cases[i].text, strlen(cases[i].text),
						cases[i].separator, job.diags);

		dump(csv, &rows);
		if (!text_same(rows.text, cases[i].rows))
			fail_msg("'%s': got %s, want %s", cases[i].text, rows.text,
				 cases[i].rows);
		assert_false(csv_failed(csv));
		assert_int_equal(diags_count(job.diags), 0);
		csv_close(csv);
		buffer_free(&rows);
		arena_free(job.arena);
	}
}

static void refuses_with_a_line(void **state)
{
	static const struct {
		const char *text;
		size_t length;
		enum diag_code code;
		unsigned line;
		size_t rows;
	} cases[] = {
	    {"a,b\n1,\"x\n\n", 10, DIAG_CSV_QUOTE, 2, 1},
	    {"\"", 1, DIAG_CSV_QUOTE, 1, 0},
	    {"a\n\"b\nc\",\"d\n", 12, DIAG_CSV_QUOTE, 3, 1},
	    {"\"a\"\"", 4, DIAG_CSV_QUOTE, 1, 0},
	    {"a,b\n1,\0\n", 8, DIAG_CSV_NUL, 2, 1},
	    {"a\n\"b\n\0\"\n", 9, DIAG_CSV_NUL, 3, 1},
	    {"\0", 1, DIAG_CSV_NUL, 1, 0},
	    {"a\nb\0", 4, DIAG_CSV_NUL, 2, 1},
	    {"\xFF\xFE"
	     "a\0,\0",
	     6, DIAG_CSV_NUL, 1, 0},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct job job = start();
		struct csv *csv =
		    csv_open_text("x.csv", cases[i].text, cases[i].length, ',', job.diags);
		struct csv_row row;
		size_t rows = 0;

		while (csv_next(csv, &row))
			rows++;
		assert_int_equal(rows, cases[i].rows);
		assert_true(csv_failed(csv));
		assert_false(csv_next(csv, &row));
		assert_int_equal(diags_count(job.diags), 1);
		assert_int_equal(diags_at(job.diags, 0)->code, cases[i].code);
		assert_int_equal(diags_at(job.diags, 0)->place.line, cases[i].line);
		assert_string_equal(diags_at(job.diags, 0)->place.file, "x.csv");
		csv_close(csv);
		arena_free(job.arena);
	}
}

/* A row of length bytes of 'a', in quotes or not, behind a first row "x". */
static enum diag_code read_long_row(size_t length, bool quoted, const char *end)
{
	struct job job = start();
	struct buffer text = {0};
	enum diag_code code = DIAG_CODE_COUNT;
	struct csv_row row;
	struct csv *csv;

	buffer_text(&text, quoted ? "x\n\"" : "x\n");
	buffer_pad(&text, 'a', length - (quoted ? 2 : 0));
	buffer_text(&text, quoted ? "\"" : "");
	buffer_text(&text, end);
	csv = csv_open_text("x.csv", text.text, text.length, ',', job.diags);
	assert_true(csv_next(csv, &row));
	if (csv_next(csv, &row))
		assert_int_equal(row.fields[0].length, length - (quoted ? 2 : 0));
	else
		code = diags_at(job.diags, 0)->code;
	csv_close(csv);
	buffer_free(&text);
	arena_free(job.arena);
	return code;
}

static void limits_the_length_of_a_row(void **state)
{
	static const char *const ends[] = {"", "\n", "\r\n", "\r", "\r\ny\n"};
	const size_t limit = 1024 * 1024;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(ends); i++) {
		assert_int_equal(read_long_row(limit, false, ends[i]), DIAG_CODE_COUNT);
		assert_int_equal(read_long_row(limit, true, ends[i]), DIAG_CODE_COUNT);
		assert_int_equal(read_long_row(limit + 1, false, ends[i]),
				 DIAG_CSV_ROW_TOO_LONG);
		assert_int_equal(read_long_row(3 * limit, false, ends[i]),
				 DIAG_CSV_ROW_TOO_LONG);
		assert_int_equal(read_long_row(3 * limit, true, ends[i]), DIAG_CSV_QUOTE);
	}
}

static void limits_the_fields_of_a_row(void **state)
{
	size_t commas;

	(void)state;
	for (commas = 4095; commas <= 4096; commas++) {
		struct job job = start();
		struct buffer text = {0};
		struct csv_row row;
		struct csv *csv;

		buffer_pad(&text, ',', commas);
		csv = csv_open_text("x.csv", text.text, text.length, ',', job.diags);
		if (commas == 4095) {
			assert_true(csv_next(csv, &row));
			assert_int_equal(row.count, 4096);
		} else {
			assert_false(csv_next(csv, &row));
			assert_int_equal(diags_at(job.diags, 0)->code, DIAG_CSV_ROW_TOO_LONG);
		}
		csv_close(csv);
		buffer_free(&text);
		arena_free(job.arena);
	}
}

/* Rows of every width meet the ends of the reader's buffer. */
static void reads_rows_across_buffer_ends(void **state)
{
	struct job job = start();
	struct buffer text = {0};
	struct csv_row row;
	struct csv *csv;
	char hex[65];
	char want[65];
	size_t i;

	(void)state;
	for (i = 0; i < 60000; i++) {
		buffer_printf(&text, "%zu,\"q\"\"\n%zu\",", i, i);
		buffer_pad(&text, 'x', i % 37);
		buffer_text(&text, i % 3 ? "\r\n" : "\r");
	}
	csv = csv_open_text("x.csv", text.text, text.length, ',', job.diags);
	for (i = 0; i < 60000; i++) {
		char number[32];
		char quoted[32];

		snprintf(number, sizeof number, "%zu", i);
		snprintf(quoted, sizeof quoted, "q\"\n%zu", i);
		assert_true(csv_next(csv, &row));
		assert_int_equal(row.count, 3);
		assert_int_equal(row.line, 1 + 2 * i);
		assert_string_equal(row.fields[0].text, number);
		assert_string_equal(row.fields[1].text, quoted);
		assert_int_equal(row.fields[2].length, i % 37);
	}
	assert_false(csv_next(csv, &row));
	assert_false(csv_failed(csv));
	csv_digest(csv, hex);
	digest_bytes(text.text, text.length, want);
	assert_string_equal(hex, want);
	csv_close(csv);
	buffer_free(&text);
	arena_free(job.arena);
}

/* Whatever part of a line end falls to the next read of 256 KiB, it is one line end. */
static void reads_line_ends_across_buffer_ends(void **state)
{
	static const char *const ends[] = {"\n", "\r\n", "\r", "\"\"\r\n"};
	size_t i;
	size_t short_by;

	(void)state;
	for (i = 0; i < COUNT(ends); i++) {
		for (short_by = 0; short_by < 8; short_by++) {
			struct job job = start();
			struct buffer text = {0};
			struct csv_row row;
			struct csv *csv;

			buffer_pad(&text, 'a', 256 * 1024 - short_by);
			buffer_printf(&text, "%s\"b\"\"\"%s", ends[i], ends[i]);
			csv = csv_open_text("x.csv", text.text, text.length, ',', job.diags);
			assert_true(csv_next(csv, &row));
			assert_true(csv_next(csv, &row));
			assert_int_equal(row.line, 2);
			assert_memory_equal(row.fields[0].text, "b\"", 2);
			assert_false(csv_next(csv, &row));
			assert_false(csv_failed(csv));
			csv_close(csv);
			buffer_free(&text);
			arena_free(job.arena);
		}
	}
}

static void reports_what_cannot_be_opened(void **state)
{
	static const struct {
		const char *path;
		const char *reason;
	} cases[] = {
	    {"/", "cannot be opened: Is a directory"},
	    {"no-such-file.csv", "cannot be opened: No such file or directory"},
	    {"", "cannot be opened: No such file or directory"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct job job = start();

		assert_null(csv_open(cases[i].path, ',', job.diags));
		assert_int_equal(diags_at(job.diags, 0)->code, DIAG_FILE_OPEN);
		assert_string_equal(diags_at(job.diags, 0)->message, cases[i].reason);
		assert_string_equal(diags_at(job.diags, 0)->place.file, cases[i].path);
		assert_int_equal(diags_status(job.diags), 3);
		arena_free(job.arena);
	}
}

static void reads_a_file(void **state)
{
	char path[] = "/tmp/lca-csv-XXXXXX";
	static const char text[] = "\xEF\xBB\xBF"
				   "a,b\r\n1,2";
	struct job job = start();
	struct buffer rows = {0};
	struct csv *csv;
	char hex[65];
	char want[65];
	int file = mkstemp(path);

	(void)state;
	assert_true(file >= 0);
	assert_int_equal(write(file, text, sizeof text - 1), sizeof text - 1);
	close(file);
	csv = csv_open(path, ',', job.diags);
	assert_non_null(csv);
	dump(csv, &rows);
	assert_string_equal(rows.text, "1:[a][b]2:[1][2]");
	csv_digest(csv, hex);
	digest_bytes(text, sizeof text - 1, want);
	assert_string_equal(hex, want);
	csv_close(csv);
	unlink(path);
	buffer_free(&rows);
	arena_free(job.arena);
}

static void finds_columns(void **state)
{
	static const char text[] = "timestamp, power.draw [W] ,\"Energy\",power\n";
	struct job job = start();
	struct csv *csv = csv_open_text("x.csv", text, sizeof text - 1, ',', job.diags);
	struct csv_row row;

	(void)state;
	assert_true(csv_next(csv, &row));
	assert_int_equal(csv_column(&row, "Timestamp"), 0);
	assert_int_equal(csv_column(&row, "power.draw [W]"), 1);
	assert_int_equal(csv_column(&row, "energy"), 2);
	assert_int_equal(csv_column(&row, "power"), 3);
	assert_true(csv_column(&row, "powe") == SIZE_MAX);
	assert_true(csv_column(&row, "") == SIZE_MAX);
	csv_close(csv);
	arena_free(job.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_dialects),
	    cmocka_unit_test(refuses_with_a_line),
	    cmocka_unit_test(limits_the_length_of_a_row),
	    cmocka_unit_test(limits_the_fields_of_a_row),
	    cmocka_unit_test(reads_rows_across_buffer_ends),
	    cmocka_unit_test(reads_line_ends_across_buffer_ends),
	    cmocka_unit_test(reports_what_cannot_be_opened),
	    cmocka_unit_test(reads_a_file),
	    cmocka_unit_test(finds_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
