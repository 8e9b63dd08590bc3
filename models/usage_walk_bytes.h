#ifndef MODELS_USAGE_WALK_BYTES_H
#define MODELS_USAGE_WALK_BYTES_H

/*
 * Several bytes at once, for the walker: BYTES of a text become as many bits of a mask, bit i
 * for byte i. So many bytes are read whatever they hold, hence USAGE_JSONL_SLACK.
 */

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "models/usage_template.h"

#if defined __AVX2__
#include <immintrin.h>
#endif

/* The lowest bit that is set; mask is not 0. */
static inline unsigned bits_first(uint64_t mask)
{
	return (unsigned)__builtin_ctzll(mask);
}

#if defined __AVX2__

enum { BYTES = 32 };

/* Quotes, backslashes and control characters. */
static inline uint64_t bytes_special(const char *text)
{
	__m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)text);
	__m256i quote = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"'));
	__m256i escape = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\'));
	__m256i control =
	    _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, _mm256_set1_epi8(' ' - 1)), bytes);

	return (uint32_t)_mm256_movemask_epi8(
	    _mm256_or_si256(_mm256_or_si256(quote, escape), control));
}

/* Bits of the bytes that are not the same. */
static inline uint32_t bytes_other(const char *a, const char *b)
{
	__m256i same = _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)(const void *)a),
					 _mm256_loadu_si256((const __m256i *)(const void *)b));

	return ~(uint32_t)_mm256_movemask_epi8(same);
}

static inline bool bytes_same(const char *text, const struct template_slot *slot)
{
	if (bytes_other(text, slot->literal) & (uint32_t)slot->mask)
		return false;
	return slot->length <= BYTES ||
	       !(bytes_other(text + BYTES, slot->literal + BYTES) & (slot->mask >> BYTES));
}

#else

enum { BYTES = 8 };

#define EACH_BYTE(value) ((uint64_t)0x0101010101010101 * (value))

/* The first byte as the lowest one. */
static inline uint64_t word_at(const char *text)
{
	const unsigned char *bytes = (const unsigned char *)text;
	uint64_t word = 0;

	for (int i = 0; i < BYTES; i++)
		word |= (uint64_t)bytes[i] << 8 * i;
	return word;
}

/* The highest bit of each byte that is 0, and no other. */
static inline uint64_t bytes_zero(uint64_t word)
{
	uint64_t low = EACH_BYTE(0x7f);

	return ~(((word & low) + low) | word | low);
}

/* One bit a byte from the highest bit of each. */
static inline uint64_t bytes_mask(uint64_t high)
{
	return (high >> 7) * 0x0102040810204080 >> 56;
}

static inline uint64_t bytes_special(const char *text)
{
	uint64_t word = word_at(text);

	return bytes_mask(bytes_zero(word ^ EACH_BYTE('"')) |
			  bytes_zero(word ^ EACH_BYTE('\\')) |
			  bytes_zero(word & EACH_BYTE(0xe0)));
}

static inline bool bytes_same(const char *text, const struct template_slot *slot)
{
	return memcmp(text, slot->literal, slot->length) == 0;
}

#endif

#if defined __AVX2__

enum { BYTES_NUMBER = 16 };

static inline uint64_t bytes_digits(const char *text)
{
	__m128i bytes = _mm_sub_epi8(_mm_loadu_si128((const __m128i *)(const void *)text),
				     _mm_set1_epi8('0'));

	return (uint64_t)_mm_movemask_epi8(
	    _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(9)), bytes));
}

#else

enum { BYTES_NUMBER = BYTES };

/* A digit is 3 in its upper half, and adding 6 leaves it so. */
static inline uint64_t bytes_digits(const char *text)
{
	uint64_t word = word_at(text), upper = EACH_BYTE(0xf0), digit = EACH_BYTE(0x30);

	return bytes_mask(bytes_zero((word & upper) ^ digit) &
			  bytes_zero((((word & EACH_BYTE(0x0f)) + EACH_BYTE(6)) & upper)));
}

#endif

#endif
