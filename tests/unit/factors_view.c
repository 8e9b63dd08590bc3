/* What people read of a database: values as typed, and the view of an exported one. */

#include "factors/layer.h"
#include "factors/row_store.h"
#include "factors/row_text.h"
#include "lca/base/text.h"
#include "tests/unit/factors_small.h"

/* The row of the built-in database with this id, as it stands. */
static const struct factor *row_of(struct folder *folder, const char *id)
{
	const struct factors_options options = {.count = 0};
	struct factors *factors = factors_open(folder->arena, &options, folder->diags);
	const struct factor *factor = factors_by_id(factors, id);

	assert_non_null(factor);
	factors_close(factors);
	return factor;
}

static void keeps_values_as_typed(void **state)
{
	static const struct {
		const char *id, *value, *spread;
	} cases[] = {
	    {"electricity/WORLD/2000/gwp", "527.27", "x/ 1.05"},
	    {"electricity/FR/2023/gwp", "55.275", "x/ 1.20"},
	    {"nvidia-a100-sxm4-80gb/-/-/tdp", "400", ""},
	    {"nvidia-a100-sxm4-80gb/-/-/peak-fp16", "312000000000000", ""},
	    {"default/-/-/load-training", "0.72", "pert 0.45 0.72 0.98"},
	};
	struct folder *folder = *state;
	const char *cells[COLUMN_COUNT];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct factor *row = row_of(folder, cases[i].id);

		assert_string_equal(row->value_text, cases[i].value);
		assert_string_equal(row->spread_text, cases[i].spread);
		assert_near(row->value, strtod(cases[i].value, NULL), 0, cases[i].id);
		row_cells(folder->arena, row, cells);
		assert_string_equal(cells[VALUE], cases[i].value);
		assert_string_equal(cells[SPREAD], cases[i].spread);
	}
}

/* A row that was widened is written with the spread that it has then. */
static void writes_the_spread_of_a_widened_row(void **state)
{
	struct folder *folder = *state;
	struct factors *factors = open_small(folder, FACTORS_LIFECYCLE, NULL);
	const struct factor *row =
	    factors_find(factors, "electricity", "ZZ", 2019, "gwp",
			 (struct place){"x.yaml", 1, 1}, "p", folder->diags);
	const char *cells[COLUMN_COUNT];

	assert_string_equal(row->id, "electricity/ZZ/2020/gwp");
	assert_string_equal(row->value_text, "100");
	assert_null(row->spread_text);
	row_cells(folder->arena, row, cells);
	assert_string_equal(cells[VALUE], "100");
	assert_true(strncmp(cells[SPREAD], "x/ 1.144", 8) == 0);
	factors_close(factors);
}

static void expect(const struct layer *layer, struct arena *arena, const char *sql,
		   const char *want)
{
	const char *got = layer_text(layer, arena, sql, 0, NULL);

	assert_non_null(got);
	assert_string_equal(got, want);
}

static void opens_image(struct folder *folder, struct layer *layer)
{
	size_t length;
	const void *image = factors_image(&length);

	assert_true(layer_image(layer, "built-in", image, length, folder->diags));
}

/* ln of the end of the interval over the value: 1.96 root(ln(1.2)^2 + ln(1.33)^2). */
static void shows_rows_in_their_units(void **state)
{
	struct folder *folder = *state;
	const double width = 1.959963984540054 * hypot(log(1.2), log(1.33));
	struct layer layer;

	opens_image(folder, &layer);
	expect(&layer, folder->arena,
	       "SELECT value || ' ' || unit || ' ' || year || ' ' || boundary || ' ' || "
	       "source || ' ' || licence || ' ' || status"
	       " FROM factors"
	       " WHERE id = 'electricity/FR/2023/gwp'",
	       "55.275 gCO2e/kWh 2023 lifecycle owid-ember CC-BY-4.0 verified");
	assert_near(strtod(layer_text(&layer, folder->arena,
				      "SELECT high FROM factors"
				      " WHERE id = 'electricity/FR/2023/gwp'",
				      0, NULL),
			   NULL),
		    55.275 * exp(width), 1e-9, "high");
	assert_near(strtod(layer_text(&layer, folder->arena,
				      "SELECT low FROM factors"
				      " WHERE id = 'electricity/FR/2023/gwp'",
				      0, NULL),
			   NULL),
		    55.275 * exp(-width), 1e-9, "low");
	expect(&layer, folder->arena,
	       "SELECT value || ' ' || low || ' ' || high || ' ' || ifnull(year, 'timeless')"
	       " FROM factors"
	       " WHERE id = 'nvidia-a100-sxm4-80gb/-/-/tdp'",
	       "400.0 400.0 400.0 timeless");
	expect(&layer, folder->arena,
	       "SELECT (SELECT count(*) FROM factors) = (SELECT count(*) FROM factor)"
	       " AND (SELECT count(*) FROM factors WHERE low > high OR title IS NULL) = 0",
	       "1");
	layer_close(&layer);
}

static const char *read_page(struct arena *arena, const char *path)
{
	enum { MOST = 1 << 20 };
	char *text = arena_alloc(arena, MOST);
	FILE *file = fopen(path, "rb");

	assert_non_null(file);
	text[fread(text, 1, MOST - 1, file)] = '\0';
	fclose(file);
	return text;
}

/* The fence of SQL in the manual, and the row that it says below "-- ". */
static void manual_shows_what_the_view_holds(void **state)
{
	static const char fence[] = "```sql\n";
	struct folder *folder = *state;
	const char *text = strstr(read_page(folder->arena, LCA_ROOT "/docs/factors.md"), fence);
	const char *end = text ? strstr(text, ";\n-- ") : NULL, *sql, *row;
	struct layer layer;

	assert_non_null(end);
	text += strlen(fence);
	row = arena_copy(folder->arena, end + 5, strcspn(end + 5, "\n"));
	sql = arena_printf(folder->arena,
			   "SELECT id || '|' || value || '|' || unit || '|' || low || '|' || "
			   "high || '|' || licence FROM (%s)",
			   arena_copy(folder->arena, text, (size_t)(end - text)));
	opens_image(folder, &layer);
	expect(&layer, folder->arena, sql, row);
	layer_close(&layer);
}

/* A word said again says nothing more; those after the first different ones are not looked at.
 */
static void searches_each_word_once(void **state)
{
	struct folder *folder = *state;
	struct factors *factors = open_small(folder, FACTORS_LIFECYCLE, NULL);
	const struct factor **once, **often;
	struct buffer words = {0};
	size_t count, i;

	count = factors_search(factors, "zz-card gwp", &once);
	assert_true(count > 0);
	for (i = 0; i < FACTORS_MOST_WORDS; i++)
		buffer_text(&words, "ZZ-card ");
	buffer_text(&words, "gwp");
	assert_int_equal(factors_search(factors, words.text, &often), count);
	assert_ptr_equal(often[0], once[0]);
	assert_int_equal(factors_search(factors, "zz-card gwp nowhere", &often), 0);
	buffer_free(&words);
	factors_close(factors);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(keeps_values_as_typed),
	    CASE(writes_the_spread_of_a_widened_row),
	    CASE(shows_rows_in_their_units),
	    CASE(searches_each_word_once),
	    CASE(manual_shows_what_the_view_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
