/* Arenas, lists that grow in them, digests. */

#include <stdint.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/digest.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void gives_zeroed_aligned_pieces(void **state)
{
	static const size_t sizes[] = {0, 1, 7, 8, 100, 16384, 16385, 65536, 1000000, 3};
	struct arena *arena = arena_new();
	size_t round;
	size_t i;
	size_t j;

	(void)state;
	for (round = 0; round < 20; round++) {
		for (i = 0; i < COUNT(sizes); i++) {
			unsigned char *piece = arena_alloc(arena, sizes[i]);

			assert_int_equal((uintptr_t)piece % _Alignof(max_align_t), 0);
			for (j = 0; j < sizes[i]; j++)
				if (piece[j])
					fail_msg("piece of %zu is not zeroed", sizes[i]);
			memset(piece, 0xAA, sizes[i]);
		}
	}
	assert_null(arena_text(arena, NULL));
	assert_string_equal(arena_copy(arena, "abcdef", 3), "abc");
	assert_string_equal(arena_printf(arena, "%s %d", "x", 3), "x 3");
	arena_free(arena);
	arena_free(NULL);
}

static void grows_a_list(void **state)
{
	struct arena *arena = arena_new();
	size_t *list = NULL;
	size_t count;

	(void)state;
	for (count = 0; count < 1000;) {
		list = arena_grow(arena, list, count, sizeof *list);
		list[count] = count;
		count++;
	}
	for (count = 0; count < 1000; count++)
		assert_int_equal(list[count], count);
	arena_free(arena);
}

/* FIPS 180-4 examples. */
static void digests(void **state)
{
	char hex[65];
	struct digest *digest = digest_new();

	(void)state;
	digest_bytes("abc", 3, hex);
	assert_string_equal(hex,
			    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	digest_bytes("", 0, hex);
	assert_string_equal(hex,
			    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	digest_add(digest, "abcdbcdecdefdefgefghfghighij", 28);
	digest_add(digest, "hijkijkljklmklmnlmnomnopnopq", 28);
	digest_end(digest, hex);
	assert_string_equal(hex,
			    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(gives_zeroed_aligned_pieces),
	    cmocka_unit_test(grows_a_list),
	    cmocka_unit_test(digests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
