/* Words of number formats. */

#include "models/precision.h"

#include <stddef.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

/* e4m3 and e5m2 are the two forms of fp8. */
static const struct precision precisions[] = {
    {"float64", "float64", 64}, {"fp64", "float64", 64},      {"double", "float64", 64},
    {"float32", "float32", 32}, {"fp32", "float32", 32},      {"single", "float32", 32},
    {"tf32", "tf32", 32},	{"float16", "float16", 16},   {"fp16", "float16", 16},
    {"half", "float16", 16},	{"bfloat16", "bfloat16", 16}, {"bf16", "bfloat16", 16},
    {"fp8", "fp8", 8},		{"float8", "fp8", 8},	      {"e4m3", "fp8", 8},
    {"e5m2", "fp8", 8},		{"mxfp8", "mxfp8", 8},	      {"int8", "int8", 8},
    {"fp6", "fp6", 6},		{"mxfp6", "mxfp6", 6},	      {"fp4", "fp4", 4},
    {"float4", "fp4", 4},	{"mxfp4", "mxfp4", 4},	      {"nvfp4", "nvfp4", 4},
    {"nf4", "nf4", 4},		{"int4", "int4", 4},	      {"int3", "int3", 3},
    {"int2", "int2", 2},
};

enum { COUNT = sizeof precisions / sizeof precisions[0] };

static const char *lower(struct arena *arena, const char *text)
{
	char *copy = arena_text(arena, text);

	for (char *c = copy; *c; c++)
		*c = (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
	return copy;
}

const struct precision *precision_find(struct arena *arena, const char *text)
{
	const char *word = lower(arena, text);

	for (size_t i = 0; i < COUNT; i++) {
		if (text_same(precisions[i].word, word))
			return &precisions[i];
	}
	return NULL;
}

const char *precision_name(struct arena *arena, const char *text)
{
	const struct precision *precision = precision_find(arena, text);

	return precision ? precision->name : lower(arena, text);
}

const char *precision_words(struct arena *arena)
{
	const char *words = precisions[0].word;

	for (size_t i = 1; i < COUNT; i++)
		words = arena_printf(arena, "%s, %s", words, precisions[i].word);
	return words;
}
