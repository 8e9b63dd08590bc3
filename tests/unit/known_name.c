/* Names of models, compared loosely. */

#include "tests/near.h"

#include "lca/base/arena.h"
#include "models/known_name.h"

static const struct {
	const char *a, *b;
	enum kinship kinship;
} cases[] = {
    {"Llama 2 7B", "Llama-2-7b", KIN_SAME},
    {"meta-llama/Llama-2-7b-chat-hf", "Llama 2 7B", KIN_SAME},
    {"LLaMA-7B", "Llama 1 7B", KIN_SAME},
    {"Llama 7B", "Llama 2 7B", KIN_NONE},
    {"Llama 3 70B", "Llama 3.1 70B", KIN_NONE},
    {"Llama 2 7B", "Llama 2 13B", KIN_SIBLING},
    {"OLMo 2 13B", "OLMo 2 7B", KIN_SIBLING},
    {"BLOOM-176B", "BLOOM-175B (LLaMA paper)", KIN_SAME},
    {"GPT-3", "GPT-3 175B (2020 estimate)", KIN_UNSIZED},
    {"gpt3", "GPT-3", KIN_SAME},
    {"GPT-4", "GPT-3", KIN_NONE},
    {"BERT", "BERT base", KIN_AKIN},
    {"BERT", "ClimateBERT", KIN_NONE},
    {"the architecture search", "Evolved Transformer NAS", KIN_AKIN},
    {"an average American", "American life, average, one year", KIN_AKIN},
    {"ChatGPT", "ChatGPT average query", KIN_SAME},
    {"OPT", "OPT-175B", KIN_UNSIZED},
    {"Gemini", "Gemma", KIN_NONE},
    {"Gemma 2B + 9B", "Gemma 1 (2B + 7B)", KIN_SIBLING},
    {"Gemma 2B + 7B", "Gemma 1 (2B + 7B)", KIN_SAME},
    {"OLMo 7B (dagger, 2T)", "OLMo 7B", KIN_SAME},
    {"", "BERT", KIN_NONE},
    {"7B", "13B", KIN_NONE},
    {"(2020)", "(2021)", KIN_NONE},
    {"a b c d e f g h i j k l m n o p q r s t u v w x y z", "z", KIN_NONE},
};

static void compares_names_loosely(void **state)
{
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct known_name a = known_name_of(arena, cases[i].a);
		struct known_name b = known_name_of(arena, cases[i].b);

		if (known_name_kinship(&a, &b) != cases[i].kinship ||
		    known_name_kinship(&b, &a) != cases[i].kinship)
			fail_msg("'%s' and '%s': %d", cases[i].a, cases[i].b,
				 (int)known_name_kinship(&a, &b));
	}
	arena_free(arena);
}

static void takes_nothing_for_a_name(void **state)
{
	struct arena *arena = arena_new();
	struct known_name none = known_name_of(arena, NULL);

	(void)state;
	assert_int_equal(none.word_count, 0);
	assert_int_equal(known_name_kinship(&none, &none), KIN_NONE);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(compares_names_loosely),
	    cmocka_unit_test(takes_nothing_for_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
