/* Separators and line ends by masks of 64 bytes, for one instruction set. */

#include "models/usage_scan.h"

#include <string.h>

#ifdef __AVX2__
#include <immintrin.h>

void DECODER_NAME(struct usage_decoder *decoder, const char *text, const uint32_t *marks,
		  size_t rows);
#endif

enum { WORD = 64 };

/* One bit a byte. */
struct bits {
	uint64_t separators, line_ends, quotes, returns, zeros;
};

#if defined(__AVX512BW__)
static inline void load(const char *text, char separator, struct bits *bits)
{
	__m512i bytes = _mm512_loadu_si512(text);

	bits->separators = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(separator));
	bits->line_ends = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n'));
	bits->quotes = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('"'));
	bits->returns = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\r'));
	bits->zeros = _mm512_testn_epi8_mask(bytes, bytes);
}
#elif defined(__AVX2__)
static inline uint64_t equal(__m256i low, __m256i high, char byte)
{
	__m256i wanted = _mm256_set1_epi8(byte);
	uint32_t first = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
	uint32_t second = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));

	return first | (uint64_t)second << 32;
}

static inline void load(const char *text, char separator, struct bits *bits)
{
	__m256i low = _mm256_loadu_si256((const __m256i *)(const void *)text);
	__m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(text + 32));

	bits->separators = equal(low, high, separator);
	bits->line_ends = equal(low, high, '\n');
	bits->quotes = equal(low, high, '"');
	bits->returns = equal(low, high, '\r');
	bits->zeros = equal(low, high, '\0');
}
#else
/* The top bits of the bytes of a word that equal a byte, gathered into eight bits. */
static inline uint64_t equal(uint64_t word, char byte)
{
	uint64_t each = UINT64_C(0x0101010101010101), low = UINT64_C(0x7f7f7f7f7f7f7f7f);
	uint64_t other = word ^ each * (unsigned char)byte;
	uint64_t zero = ~(((other & low) + low) | other | low);

	return (zero >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

static inline uint64_t word_at(const char *text)
{
	uint64_t word = 0;

	/* By value, so that the first byte is the lowest on every machine. */
	for (int i = 7; i >= 0; i--)
		word = word << 8 | (unsigned char)text[i];
	return word;
}

static inline void load(const char *text, char separator, struct bits *bits)
{
	*bits = (struct bits){0};
	for (int i = 0; i < WORD / 8; i++) {
		uint64_t word = word_at(text + 8 * i);

		bits->separators |= equal(word, separator) << 8 * i;
		bits->line_ends |= equal(word, '\n') << 8 * i;
		bits->quotes |= equal(word, '"') << 8 * i;
		bits->returns |= equal(word, '\r') << 8 * i;
		bits->zeros |= equal(word, '\0') << 8 * i;
	}
}
#endif

/* Bits below length, all where length is 64 or more. */
static inline uint64_t below(size_t length)
{
	return length >= WORD ? ~UINT64_C(0) : (UINT64_C(1) << length) - 1;
}

static inline void cut(struct bits *bits, uint64_t kept)
{
	bits->separators &= kept;
	bits->line_ends &= kept;
	bits->quotes &= kept;
	bits->returns &= kept;
	bits->zeros &= kept;
}

#if defined(__AVX512VBMI2__)
/* Sixteen places at once, of which those beyond the last do not count. */
static inline size_t write_marks(uint32_t *at, size_t count, uint32_t base, uint64_t bits)
{
	static const unsigned char places[WORD] = {
	    0,	1,  2,	3,  4,	5,  6,	7,  8,	9,  10, 11, 12, 13, 14, 15,
	    16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
	    32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
	    48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
	size_t end = count + (size_t)__builtin_popcountll(bits);
	__m512i found = _mm512_maskz_compress_epi8(bits, _mm512_loadu_si512(places));
	__m512i from = _mm512_set1_epi32((int)base);

	for (;;) {
		__m512i wide = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(found));

		_mm512_storeu_si512(at + count, _mm512_add_epi32(wide, from));
		count += 16;
		if (count >= end)
			return end;
		found = _mm512_alignr_epi64(found, found, 2);
	}
}
#else
/* Writes down the places of the bits; eight at once, of which those beyond the last do not
 * count. */
static inline size_t write_marks(uint32_t *at, size_t count, uint32_t base, uint64_t bits)
{
	size_t end = count + (size_t)__builtin_popcountll(bits);

	while (bits) {
		for (int i = 0; i < 8; i++) {
			at[count + (size_t)i] =
			    base + (uint32_t)__builtin_ctzll(bits | UINT64_C(1) << 63);
			bits &= bits - (bits != 0);
		}
		count += 8;
	}
	return end;
}
#endif

static void plain(const char *text, size_t length, char separator, struct usage_marks *marks)
{
	uint64_t quotes = 0, returns = 0, zeros = 0;
	size_t count = 0, line_ends = 0;

	for (size_t at = 0; at < length; at += WORD) {
		struct bits bits;

		load(text + at, separator, &bits);
		if (length - at < WORD)
			cut(&bits, below(length - at));
		quotes |= bits.quotes;
		returns |= bits.returns;
		zeros |= bits.zeros;
		line_ends += (size_t)__builtin_popcountll(bits.line_ends);
		count = write_marks(marks->at, count, (uint32_t)at,
				    bits.separators | bits.line_ends);
	}
	marks->count = count;
	marks->line_ends = marks->lines = line_ends;
	marks->quotes = quotes != 0;
	marks->returns = returns != 0;
	marks->odd = zeros != 0;
}

/* Each bit: is the number of set bits up to and with it odd? */
static inline uint64_t prefix_odd(uint64_t bits)
{
#if defined(__PCLMUL__)
	__m128i all = _mm_set1_epi8(-1);

	return (uint64_t)_mm_cvtsi128_si64(
	    _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)bits), all, 0));
#else
	for (int shift = 1; shift < WORD; shift *= 2)
		bits ^= bits << shift;
	return bits;
#endif
}

/* What one word leaves to the next. */
struct carry {
	uint64_t inside; /* all bits set: the next byte lies in quotes */
	uint64_t opens;	 /* 1: a quote may open here: behind a separator, a line end, a quote */
	uint64_t closes; /* 1: the byte before closed a field */
	uint64_t returned;   /* 1: the byte before is a CR outside of quotes */
	uint64_t any_return; /* 1: the byte before is a CR */
	bool odd;
};

/* Which bytes of the word lie in quotes; notes quotes that are not regular, and CRs without LF
 * outside of quotes. */
static inline uint64_t quote_word(const struct bits *bits, uint64_t kept, struct carry *carry)
{
	uint64_t inside = prefix_odd(bits->quotes) ^ carry->inside;
	uint64_t opening = bits->quotes & inside, closing = bits->quotes & ~inside;
	uint64_t ends = bits->separators | bits->line_ends | bits->quotes;
	uint64_t returns = bits->returns & ~inside;

	carry->odd |= (opening & ~(ends << 1 | carry->opens)) != 0;
	carry->odd |= ((closing << 1 | carry->closes) & kept & ~(ends | bits->returns)) != 0;
	carry->odd |= ((returns << 1 | carry->returned) & kept & ~bits->line_ends) != 0;
	carry->odd |= bits->zeros != 0;
	carry->inside = (uint64_t)0 - (inside >> (WORD - 1));
	carry->opens = ends >> (WORD - 1);
	carry->closes = closing >> (WORD - 1);
	carry->returned = returns >> (WORD - 1);
	return inside;
}

static void quoted(const char *text, size_t length, char separator, struct usage_marks *marks)
{
	struct carry carry = {.opens = 1};
	size_t count = 0, line_ends = 0, lines = 0;

	for (size_t at = 0; at < length; at += WORD) {
		struct bits bits;
		uint64_t kept = below(length - at), inside, lonely;

		load(text + at, separator, &bits);
		cut(&bits, kept);
		inside = quote_word(&bits, kept, &carry);
		lonely = (bits.returns << 1 | carry.any_return) & kept & ~bits.line_ends;
		carry.any_return = bits.returns >> (WORD - 1);
		lines += (size_t)__builtin_popcountll(bits.line_ends) +
			 (size_t)__builtin_popcountll(lonely);
		line_ends += (size_t)__builtin_popcountll(bits.line_ends & ~inside);
		count = write_marks(marks->at, count, (uint32_t)at,
				    (bits.separators | bits.line_ends) & ~inside);
	}
	marks->count = count;
	marks->line_ends = line_ends;
	marks->lines = lines;
	marks->quotes = marks->returns = true;
	marks->odd = carry.odd || carry.inside != 0;
}

static size_t end(const char *text, size_t length, char separator)
{
	struct carry carry = {.opens = 1};
	size_t last = 0;

	for (size_t at = 0; at < length; at += WORD) {
		struct bits bits;
		uint64_t kept = below(length - at), line_ends;

		load(text + at, separator, &bits);
		cut(&bits, kept);
		line_ends = bits.line_ends & ~quote_word(&bits, kept, &carry);
		if (line_ends)
			last = at + WORD - (size_t)__builtin_clzll(line_ends);
		if (carry.odd && length - at > WORD)
			return SIZE_MAX;
	}
	return carry.odd ? SIZE_MAX : last;
}

#ifdef __AVX2__
#define DECODE DECODER_NAME
#else
#define DECODE NULL
#endif

extern const struct usage_scanner SCANNER_NAME;
const struct usage_scanner SCANNER_NAME = {
    .name = SCANNER_LABEL, .plain = plain, .quoted = quoted, .end = end, .decode = DECODE};
