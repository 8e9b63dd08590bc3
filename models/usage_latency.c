/* Durations as codes; sorted lists of codes as bytes. */

#include "models/usage_latency.h"

#include <string.h>

#include "lca/base/heap.h"

#define FIRST_MILLISECOND (UINT32_C(1) << 31)

enum { SHORT_RUN = 12, DIGIT_BITS = 8, DIGITS = 1 << DIGIT_BITS, MANY_CODES = 1024 };

bool usage_latency_code(uint64_t microseconds, uint32_t *code)
{
	uint64_t milliseconds = (microseconds + 500) / 1000;

	*code = (uint32_t)microseconds;
	if (microseconds < FIRST_MILLISECOND)
		return true;
	*code = FIRST_MILLISECOND + (uint32_t)milliseconds;
	return microseconds < UINT64_MAX - 500 && milliseconds < FIRST_MILLISECOND;
}

double usage_latency_seconds(uint32_t code)
{
	return code < FIRST_MILLISECOND ? (double)code / 1e6
					: (double)(code - FIRST_MILLISECOND) / 1e3;
}

uint32_t usage_latency_round(uint32_t code, unsigned bits)
{
	uint32_t top = code & FIRST_MILLISECOND, value = code - top, rounded;
	unsigned length = value ? 32 - (unsigned)__builtin_clz(value) : 0, drop;

	if (length <= bits)
		return code;
	drop = length - bits;
	rounded = (value + (UINT32_C(1) << (drop - 1))) >> drop << drop;
	return top + (rounded < FIRST_MILLISECOND ? rounded : FIRST_MILLISECOND - 1);
}

static void insert_sort(uint32_t *codes, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		uint32_t code = codes[i];
		size_t at = i;

		for (; at > 0 && codes[at - 1] > code; at--)
			codes[at] = codes[at - 1];
		codes[at] = code;
	}
}

/* Merges from[0..middle) and from[middle..count) into to. */
static void merge(const uint32_t *from, size_t middle, size_t count, uint32_t *to)
{
	size_t left = 0, right = middle, at = 0;

	while (left < middle && right < count) {
		bool take_left = from[left] <= from[right];

		to[at++] = take_left ? from[left] : from[right];
		left += take_left;
		right += !take_left;
	}
	memcpy(to + at, from + left, (middle - left) * sizeof *to);
	memcpy(to + at + (middle - left), from + right, (count - right) * sizeof *to);
}

static void merge_sort(uint32_t *codes, uint32_t *room, size_t count)
{
	uint32_t *from = codes, *to = room;

	for (size_t i = 0; i < count; i += SHORT_RUN)
		insert_sort(codes + i, count - i < SHORT_RUN ? count - i : SHORT_RUN);
	for (size_t width = SHORT_RUN; width < count; width *= 2) {
		uint32_t *before = from;

		for (size_t i = 0; i < count; i += 2 * width) {
			size_t left = count - i;

			merge(from + i, left < width ? left : width,
			      left < 2 * width ? left : 2 * width, to + i);
		}
		from = to;
		to = before;
	}
	if (from != codes)
		memcpy(codes, from, count * sizeof *codes);
}

/* Digits that all codes share need no pass. */
static void radix_sort(uint32_t *codes, uint32_t *room, size_t count)
{
	uint32_t *from = codes, *to = room, *before;

	for (unsigned shift = 0; shift < 32; shift += DIGIT_BITS) {
		size_t starts[DIGITS] = {0}, start = 0;

		for (size_t i = 0; i < count; i++)
			starts[from[i] >> shift & (DIGITS - 1)]++;
		if (starts[from[0] >> shift & (DIGITS - 1)] == count)
			continue;
		for (size_t i = 0; i < DIGITS; i++) {
			size_t of_digit = starts[i];

			starts[i] = start;
			start += of_digit;
		}
		for (size_t i = 0; i < count; i++)
			to[starts[from[i] >> shift & (DIGITS - 1)]++] = from[i];
		before = from;
		from = to;
		to = before;
	}
	if (from != codes)
		memcpy(codes, from, count * sizeof *codes);
}

void usage_latency_sort(uint32_t *codes, uint32_t *room, size_t count)
{
	if (count > MANY_CODES)
		radix_sort(codes, room, count);
	else
		merge_sort(codes, room, count);
}

/* Which of the bins between low and high, of 2^shift codes each, holds the rank; the rank in
 * it. */
static size_t select_bin(const uint32_t *codes, size_t count, uint32_t low, unsigned shift,
			 uint64_t *rank)
{
	uint32_t bins[DIGITS] = {0};
	size_t bin = 0;

	for (size_t i = 0; i < count; i++)
		bins[(codes[i] - low) >> shift]++;
	for (; *rank > bins[bin]; bin++)
		*rank -= bins[bin];
	return bin;
}

uint32_t usage_latency_select(const uint32_t *codes, uint32_t *room, size_t count,
			      uint64_t rank)
{
	for (;;) {
		uint32_t low = UINT32_MAX, high = 0;
		unsigned shift = 0;
		size_t kept = 0, bin;

		for (size_t i = 0; i < count; i++) {
			low = codes[i] < low ? codes[i] : low;
			high = codes[i] > high ? codes[i] : high;
		}
		if (low == high)
			return low;
		while ((high - low) >> shift >= DIGITS)
			shift++;
		bin = select_bin(codes, count, low, shift, &rank);
		if (shift == 0)
			return low + (uint32_t)bin;
		for (size_t i = 0; i < count; i++) {
			room[kept] = codes[i];
			kept += (codes[i] - low) >> shift == bin;
		}
		codes = room;
		count = kept;
		if (count > SHORT_RUN)
			continue;
		insert_sort(room, count);
		return room[rank - 1];
	}
}

static void reserve_runs(struct usage_runs *runs, size_t count)
{
	if (count <= runs->room)
		return;
	runs->room = 2 * count;
	runs->runs = heap_grow(runs->runs, runs->room * sizeof *runs->runs);
}

static inline uint64_t read_number(const unsigned char **at)
{
	uint64_t number = *(*at)++, byte;

	if (number < 0x80)
		return number;
	number &= 0x7f;
	for (unsigned shift = 7;; shift += 7) {
		byte = *(*at)++;
		number |= (byte & 0x7f) << shift;
		if (byte < 0x80)
			return number;
	}
}

static inline unsigned char *write_number(unsigned char *at, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		*at++ = (unsigned char)(number | 0x80);
	*at++ = (unsigned char)number;
	return at;
}

/* Most logs tell whole tenths or whole milliseconds: codes are told in the largest of these
 * units that all of a list are multiples of. */
static const uint32_t units[] = {1, 10, 100, 1000};

static unsigned unit_of(const struct usage_runs *runs)
{
	unsigned unit = 3;

	for (size_t i = 0; unit > 0 && i < runs->count; i++)
		for (; unit > 0 && (runs->runs[i].code >= FIRST_MILLISECOND ||
				    runs->runs[i].code % units[unit] != 0);)
			unit--;
	return unit;
}

void usage_latency_read(struct usage_runs *runs, const unsigned char **at)
{
	uint64_t code = 0, number;
	uint32_t unit;

	number = read_number(at);
	unit = units[number & 3];
	runs->count = (size_t)(number >> 2);
	runs->codes = 0;
	reserve_runs(runs, runs->count);
	for (size_t i = 0; i < runs->count; i++) {
		number = read_number(at);
		code += number >> 1;
		runs->runs[i].code = (uint32_t)code * unit;
		runs->runs[i].count = number & 1 ? 2 + read_number(at) : 1;
		runs->codes += runs->runs[i].count;
	}
}

static void push(struct usage_runs *runs, uint32_t code, uint64_t count)
{
	if (runs->count > 0 && runs->runs[runs->count - 1].code == code)
		runs->runs[runs->count - 1].count += count;
	else
		runs->runs[runs->count++] = (struct usage_run){code, count};
	runs->codes += count;
}

void usage_latency_merge(struct usage_runs *runs, struct usage_runs *spare,
			 const uint32_t *codes, size_t count)
{
	struct usage_runs old = *runs;
	size_t at = 0;

	reserve_runs(spare, old.count + count);
	spare->count = 0;
	spare->codes = 0;
	for (size_t i = 0; i < old.count; i++) {
		for (; at < count && codes[at] < old.runs[i].code; at++)
			push(spare, codes[at], 1);
		push(spare, old.runs[i].code, old.runs[i].count);
	}
	for (; at < count; at++)
		push(spare, codes[at], 1);
	*runs = *spare;
	*spare = old;
}

void usage_latency_coarsen(struct usage_runs *runs, unsigned bits)
{
	size_t count = runs->count;

	runs->count = 0;
	runs->codes = 0;
	for (size_t i = 0; i < count; i++)
		push(runs, usage_latency_round(runs->runs[i].code, bits), runs->runs[i].count);
}

void usage_latency_unite(struct usage_runs *runs)
{
	size_t count = runs->count;

	runs->count = 0;
	runs->codes = 0;
	for (size_t i = 0; i < count; i++)
		push(runs, runs->runs[i].code, runs->runs[i].count);
}

void usage_latency_write(struct usage_bytes *bytes, const struct usage_runs *runs)
{
	/* No number takes more than ten bytes. */
	size_t most = bytes->length + 10 + 20 * runs->count;
	uint32_t before = 0, unit;
	unsigned of_list = unit_of(runs);
	unsigned char *at;

	if (most > bytes->room) {
		bytes->room = 2 * most;
		bytes->bytes = heap_grow(bytes->bytes, bytes->room);
	}
	unit = units[of_list];
	at = write_number(bytes->bytes + bytes->length, (uint64_t)runs->count << 2 | of_list);
	for (size_t i = 0; i < runs->count; i++) {
		const struct usage_run *run = &runs->runs[i];

		at = write_number(at, (uint64_t)((run->code - before) / unit) << 1 |
					  (run->count > 1));
		if (run->count > 1)
			at = write_number(at, run->count - 2);
		before = run->code;
	}
	bytes->length = (size_t)(at - bytes->bytes);
}

void usage_latency_append(struct usage_runs *runs, const struct usage_runs *more)
{
	reserve_runs(runs, runs->count + more->count);
	if (more->count)
		memcpy(runs->runs + runs->count, more->runs, more->count * sizeof *more->runs);
	runs->count += more->count;
	runs->codes += more->codes;
}

void usage_latency_sort_runs(struct usage_runs *runs, struct usage_runs *spare)
{
	reserve_runs(spare, runs->count);
	for (unsigned shift = 0; shift < 32; shift += DIGIT_BITS) {
		size_t starts[DIGITS] = {0}, start = 0;
		struct usage_run *before = runs->runs;

		for (size_t i = 0; i < runs->count; i++)
			starts[before[i].code >> shift & (DIGITS - 1)]++;
		for (size_t i = 0; i < DIGITS; i++) {
			size_t of_digit = starts[i];

			starts[i] = start;
			start += of_digit;
		}
		for (size_t i = 0; i < runs->count; i++)
			spare->runs[starts[before[i].code >> shift & (DIGITS - 1)]++] =
			    before[i];
		/* Both have room for all: they change places. */
		runs->runs = spare->runs;
		spare->runs = before;
		start = runs->room;
		runs->room = spare->room;
		spare->room = start;
	}
}

uint32_t usage_latency_rank(const struct usage_runs *runs, uint64_t rank)
{
	uint64_t met = 0;

	for (size_t i = 0; i < runs->count; i++) {
		met += runs->runs[i].count;
		if (met >= rank)
			return runs->runs[i].code;
	}
	return 0;
}

uint64_t usage_latency_rank_of(uint64_t count, unsigned percent)
{
	return count / 100 * percent + (count % 100 * percent + 99) / 100;
}
