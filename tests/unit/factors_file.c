/* Databases of the user: whole ones are layers, anything else is refused by name. */

#include "factors/layer_file.h"
#include "tests/unit/factors_small.h"

/* Offsets in the header of an SQLite file. */
enum { WRITE_VERSION = 18, PAGES = 28, FORM = 63, APPLICATION = 71 };

struct file {
	struct folder *folder;
	struct layer built_in[2]; /* the built-in layer's place, and the user's */
	char *bytes;
	size_t length;
};

static struct file read_small(struct folder *folder)
{
	enum { MOST = 1 << 22 };
	struct file file = {.folder = folder};
	const char *path = small_build(folder);
	FILE *stream = fopen(path, "rb");
	size_t length;
	const void *image = factors_image(&length);

	assert_non_null(stream);
	file.bytes = arena_alloc(folder->arena, MOST);
	file.length = fread(file.bytes, 1, MOST, stream);
	fclose(stream);
	assert_true(file.length > 4096 && file.length < MOST);
	assert_true(layer_image(&file.built_in[0], "built-in", image, length, folder->diags));
	return file;
}

/* True where bytes[0..length) are taken; a diagnostic where they are not. */
static bool open_bytes(struct file *file, const char *bytes, size_t length)
{
	struct folder *folder = file->folder;
	bool opened;

	folder->diags = diags_new(folder->arena);
	opened = layer_file_open(file->built_in, 1, folder->arena, "some.db", bytes, length,
				 folder->diags);
	if (opened == (diags_count(folder->diags) > 0))
		fail_msg("%s, %zu diagnostics", opened ? "opened" : "refused",
			 diags_count(folder->diags));
	if (opened)
		layer_close(&file->built_in[1]);
	else
		assert_int_equal(diags_at(folder->diags, 0)->code, DIAG_FACTOR_DATABASE);
	return opened;
}

static void expect(struct file *file, const char *message)
{
	const struct diag *diag;

	if (open_bytes(file, file->bytes, file->length))
		fail_msg("%s: opened", message);
	diag = diags_at(file->folder->diags, 0);
	assert_string_equal(diag->place.file, "some.db");
	if (!strstr(diag->message, message) || !strstr(diag->message, "'some.db'"))
		fail_msg("'%s' is not in '%s'", message, diag->message);
}

static void close_file(struct file *file)
{
	layer_close(&file->built_in[0]);
}

/* Memory of exactly the length: the sanitizer sees what is read behind it. */
static void refuses_every_truncation(void **state)
{
	struct file file = read_small(*state);
	struct arena *arena = file.folder->arena;
	size_t length;

	assert_true(open_bytes(&file, file.bytes, file.length));
	for (length = 0; length < file.length; length++) {
		char *cut = malloc(length + 1);

		assert_non_null(cut);
		memcpy(cut, file.bytes, length);
		cut[length] = '\0';
		file.folder->arena = arena_new();
		if (open_bytes(&file, cut, length))
			fail_msg("%zu bytes: opened", length);
		arena_free(file.folder->arena);
		free(cut);
	}
	file.folder->arena = arena;
	file.folder->diags = diags_new(arena);
	close_file(&file);
}

/* A header that says as many pages as there are hides the cut. */
static void refuses_pages_cut_off(void **state)
{
	enum { PAGE = 4096 };
	struct file file = read_small(*state);
	size_t pages;

	for (pages = file.length / PAGE - 1; pages > 0; pages--) {
		file.bytes[PAGES + 2] = (char)(pages >> 8);
		file.bytes[PAGES + 3] = (char)(pages & 0xff);
		if (open_bytes(&file, file.bytes, pages * PAGE))
			fail_msg("%zu pages: opened", pages);
	}
	close_file(&file);
}

/* Some bytes may change without anybody noticing, being texts; none may crash. */
static void survives_changed_bytes(void **state)
{
	enum { STRIDE = 509 };
	struct file file = read_small(*state);
	size_t at, refused = 0, tried = 0;

	for (at = 0; at < file.length; at += STRIDE) {
		struct arena *arena = file.folder->arena;
		const char old = file.bytes[at];

		file.folder->arena = arena_new();
		file.bytes[at] = (char)~old;
		refused += !open_bytes(&file, file.bytes, file.length);
		tried++;
		file.bytes[at] = old;
		arena_free(file.folder->arena);
		file.folder->arena = arena;
	}
	assert_true(refused > 0 && refused < tried);
	close_file(&file);
}

static void tells_what_a_file_is(void **state)
{
	struct file file = read_small(*state);
	const size_t length = file.length;

	file.length = 0;
	expect(&file, "is empty");
	file.length = 15;
	expect(&file, "is cut short: 15 of at least 100 bytes");
	file.length = length - 1;
	expect(&file, "is cut short");
	file.length = length;
	file.bytes[FORM]++;
	expect(&file, "was made by a newer lca");
	file.bytes[FORM] = 0;
	expect(&file, "was made by an older lca");
	file.bytes[APPLICATION]++;
	expect(&file, "but not one of factors");
	file.bytes[APPLICATION]--;
	file.bytes[WRITE_VERSION] = 2;
	expect(&file, "may have changes in a second file");
	file.bytes[WRITE_VERSION] = 1;
	file.bytes[0]++;
	expect(&file, "is not an SQLite database");
	close_file(&file);
}

/* Replaces the text where it stands once as a cell; the database does not notice. */
static void alter(struct file *file, const char *from, const char *to)
{
	size_t length = strlen(from), at, found = 0;

	assert_int_equal(strlen(to), length);
	for (at = 0; at + length <= file->length; at++) {
		if (memcmp(file->bytes + at, from, length) != 0)
			continue;
		memcpy(file->bytes + at, to, length);
		found++;
	}
	assert_true(found > 0);
}

static void names_damaged_rows(void **state)
{
	static const struct {
		const char *from, *to, *message;
	} cases[] = {
	    {"2022-05-11", "2022-0x-11",
	     "has a damaged row: 'electricity/ZZ/2021/gwp': '2022-0x-11' is not a "
	     "date"},
	    {"operational", "operativnal", "'electricity/ZZ/2020/gwp_market'"},
	    {"grid-market80gCO2e/kWh", "grid-market80gCO2e/kWx", "is not a unit"},
	    {"grid-market80gCO2e/kWh", "grid-marketxxgCO2e/kWh", "'xx' is not a number"},
	    /* what a person reads is not what is computed */
	    {"grid-market80gCO2e/kWh", "grid-market81gCO2e/kWh",
	     "its numbers are not those of its value and spread"},
	    {"gCO2e/kWhx/ 1.05", "gCO2e/kWhx/ 1.04",
	     "its numbers are not those of its value and spread"},
	};
	struct file file = read_small(*state);
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		alter(&file, cases[i].from, cases[i].to);
		expect(&file, cases[i].message);
		alter(&file, cases[i].to, cases[i].from);
	}
	close_file(&file);
}

static void refuses_names_of_two_regions(void **state)
{
	struct file file = read_small(*state);

	/* Cloud b is then a name of cl:a and of cl:b. */
	alter(&file, "cloud a", "cloud b");
	expect(&file, "cannot be used: 'Cloud a' is a name of 'cl:a' and of 'cl:b'");
	close_file(&file);
}

/* The bytes of the small database after a change by SQL. */
static void change(struct file *file, const char *const *statements)
{
	struct folder *folder = file->folder;
	const char *path = arena_printf(folder->arena, "%s/changed.db", folder->path);
	struct layer layer;
	FILE *stream;

	assert_true(assemble_folder(&layer, folder->arena, folder->path, folder->diags));
	for (; *statements; statements++)
		assert_true(layer_execute(&layer, *statements, 0, NULL));
	assert_true(assemble_write(&layer, folder->arena, path, folder->diags));
	layer_close(&layer);
	stream = fopen(path, "rb");
	assert_non_null(stream);
	file->length = fread(file->bytes, 1, 1 << 22, stream);
	fclose(stream);
}

/* An index that leaves rows out answers otherwise than the table that it is of. */
static void refuses_a_stale_index(void **state)
{
	static const char *const statements[] = {
	    "DROP INDEX factor_series",
	    "CREATE INDEX factor_series ON factor (activity, criterion, region, year)"
	    " WHERE region <> 'ZZ'",
	    "PRAGMA writable_schema = ON",
	    "UPDATE sqlite_master"
	    " SET sql = 'CREATE INDEX factor_series ON factor (activity, criterion, region,"
	    " year)'"
	    " WHERE name = 'factor_series'",
	    NULL,
	};
	struct file file = read_small(*state);

	change(&file, statements);
	expect(&file, "missing from index factor_series");
	close_file(&file);
}

static void refuses_tables_of_other_names(void **state)
{
	static const char *const statements[][2] = {
	    {"CREATE TABLE factor_text_more (a)", NULL},
	    {"CREATE VIEW factor_text_content AS SELECT 1", NULL},
	};
	struct file file = read_small(*state);

	for (size_t i = 0; i < 2; i++) {
		change(&file, statements[i]);
		expect(&file, "its tables are not those of a factor database");
	}
	close_file(&file);
}

static void refuses_an_unfinished_change(void **state)
{
	struct folder *folder = *state;
	const char *path = small_build(folder);
	const struct factors_options options = {.user = &path, .count = 1};
	struct factors *factors;

	folder_write(folder, "small.db-journal", "");
	factors = factors_open(folder->arena, &options, folder->diags);
	assert_non_null(factors);
	factors_close(factors);
	folder_write(folder, "small.db-journal", "\xd9\xd5\x05\xf9 something");
	assert_null(factors_open(folder->arena, &options, folder->diags));
	assert_non_null(strstr(diags_at(folder->diags, 0)->message, "unfinished change"));
}

/* What is exported is a layer, and its words are found. */
static void takes_the_database_it_hands_out(void **state)
{
	struct folder *folder = *state;
	const char *path = arena_printf(folder->arena, "%s/export.db", folder->path);
	const struct factors_options options = {.user = &path, .count = 1};
	const struct factor **found, **all;
	struct factors *factors;
	size_t length;
	const void *image = factors_image(&length);
	FILE *file = fopen(path, "wb");

	assert_int_equal(fwrite(image, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
	factors = factors_open(folder->arena, &options, folder->diags);
	if (!factors)
		fail_msg("%s", folder_reports(folder));
	assert_string_equal(factors_by_id(factors, "electricity/FR/2022/gwp")->layer, path);
	assert_true(factors_search(factors, "france 2022 gwp", &found) > 0);
	assert_string_equal(found[0]->id, "electricity/FR/2022/gwp");
	assert_string_equal(found[0]->layer, path);
	length = factors_list(factors, NULL, &all);
	while (length-- > 0)
		assert_string_equal(all[length]->layer, path);
	factors_close(factors);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(refuses_every_truncation),	CASE(refuses_pages_cut_off),
	    CASE(survives_changed_bytes),	CASE(tells_what_a_file_is),
	    CASE(names_damaged_rows),		CASE(refuses_names_of_two_regions),
	    CASE(refuses_a_stale_index),	CASE(refuses_tables_of_other_names),
	    CASE(refuses_an_unfinished_change), CASE(takes_the_database_it_hands_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
