/* The catalog is read once, however many names are looked up in it. */

#include "factors/catalog.h"
#include "factors/factors.h"
#include "tests/unit/factors_fixture.h"

static void reads_a_kind_once(void **state)
{
	struct folder *folder = *state;
	struct factors_options options = {0};
	struct factors *factors = factors_open(folder->arena, &options, folder->diags);
	const struct thing_entry *const *first, *const *second;
	size_t count = catalog_kind(factors, "accelerator", &first);

	assert_true(count > 0);
	assert_int_equal(catalog_kind(factors, "accelerator", &second), count);
	assert_ptr_equal(first, second);
	for (size_t i = 0; i < count; i++)
		assert_string_equal(first[i]->kind, "accelerator");
	assert_int_equal(catalog_kind(factors, "nothing", &first), 0);
	factors_close(factors);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(reads_a_kind_once, folder_make, folder_remove),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
