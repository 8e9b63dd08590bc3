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

#if defined __AVX512VBMI2__

/* See usage_walker.marks. */
static inline size_t bytes_marks(const char *text, size_t length, uint16_t *marks)
{
	static const struct {
		char of[64];
	} places = {{0,	 1,  2,	 3,  4,	 5,  6,	 7,  8,	 9,  10, 11, 12, 13, 14, 15,
		     16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
		     32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
		     48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63}};
	__m512i all = _mm512_loadu_si512(places.of);
	size_t count = 0;

	for (size_t at = 0; at < length; at += 64) {
		__m512i bytes = _mm512_loadu_si512(text + at), found;
		__m512i start = _mm512_set1_epi16((short)at);
		size_t more;
		uint64_t special = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('"')) |
				   _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\\')) |
				   _mm512_cmplt_epu8_mask(bytes, _mm512_set1_epi8(' '));

		if (length - at < 64)
			special &= ((uint64_t)1 << (length - at)) - 1;
		found = _mm512_maskz_compress_epi8(special, all);
		_mm512_storeu_si512(
		    marks + count, _mm512_add_epi16(start, _mm512_cvtepu8_epi16(
							       _mm512_castsi512_si256(found))));
		more = (size_t)__builtin_popcountll(special);
		if (more > 32)
			_mm512_storeu_si512(
			    marks + count + 32,
			    _mm512_add_epi16(start, _mm512_cvtepu8_epi16(
							_mm512_extracti64x4_epi64(found, 1))));
		count += more;
	}
	return count;
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
