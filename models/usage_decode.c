/* Decodes columns of a table, for one instruction set with at least AVX2. */

#include "models/usage_decode.h"

#include <string.h>

#include "models/usage_decode_bytes.h"
#include "models/usage_quick.h"
#include "models/usage_scan.h"

enum { SMALL_TOKENS = 8 };

/* A field: text[0..length). */
struct field {
	const char *text;
	size_t length;
};

/* A column of the rows at hand. */
struct column {
	const char *text;
	const uint32_t *marks; /* the one behind the column's field in the first row */
	size_t step;	       /* to the next row's */
	bool quoted, last;
};

static inline struct column column_of(const struct usage_decoder *decoder,
				      enum decode_column which, const char *text,
				      const uint32_t *marks)
{
	size_t found = decoder->columns[which], at = found == SIZE_MAX ? 0 : found;

	return (struct column){.text = text,
			       .marks = marks + at,
			       .step = decoder->fields,
			       .quoted = decoder->quoted,
			       .last = at + 1 == decoder->fields};
}

/* Without the quotes around it, of the last column without the CR behind it. */
static inline struct field field_at(const struct column *column, size_t row)
{
	const uint32_t *mark = column->marks + row * column->step;
	const char *from = column->text + (uint32_t)(mark[-1] + 1);
	const char *end = column->text + mark[0];

	if (column->quoted) {
		size_t opens = *from == '"';

		if (column->last)
			end -= end > from && end[-1] == '\r';
		from += opens;
		end -= opens;
	}
	return (struct field){from, (size_t)(end - from)};
}

/* The last bytes of a field, at most 16, zeros before them. */
static inline __m128i load_end(struct field field, size_t count)
{
	return _mm_and_si128(load(field.text + field.length - VECTOR), load(kept + count));
}

static inline __m128i load_start(struct field field, size_t count)
{
	return _mm_and_si128(load(field.text), load(kept + 2 * VECTOR - count));
}

/* ---- Times ---- */

/* Seconds into the day of "HH:MM:SS"; true: it is none. Each byte xor the one of "00:00:00" is
 * a digit's value, or 0 for a colon; adding what is left to 127 sets the top bit of those that
 * are too large. */
static inline bool strange_clock(uint64_t text, int64_t *seconds)
{
	uint64_t digits = text ^ UINT64_C(0x30303a30303a3030);
	uint64_t large = digits + UINT64_C(0x767a7f767a7f767d);
	uint64_t pairs = digits * 10 + (digits >> 8), hours = pairs & 0xff;

	*seconds = (int64_t)(hours * 3600 + (pairs >> 24 & 0xff) * 60 + (pairs >> 48 & 0xff));
	return ((digits | large) & QUICK_EACH(0x80)) != 0 || hours > 23;
}

/* Nanoseconds of what stands behind "2025-03-01T10:20:30" and before a Z: ".5", nothing. */
static inline bool strange_fraction(struct field field, bool zoned, int64_t *fraction)
{
	static const int64_t units[9] = {0,	100000000, 10000000, 1000000, 100000,
					 10000, 1000,	   100,	     10};
	size_t digits = field.length - zoned - 20;
	uint64_t number;

	*fraction = 0;
	if (digits == (size_t)-1)
		return false;
	if (digits - 1 >= 8 || field.text[19] != '.' ||
	    !quick_eight(field.text + 20, digits, &number))
		return true;
	*fraction = (int64_t)number * units[digits];
	return false;
}

static inline bool find_date(struct usage_decoder *decoder, struct field field,
			     const struct decode_date **date)
{
	uint64_t start = quick_load(field.text), end = quick_load(field.text + 3);
	size_t slot = (end >> 8) * UINT64_C(0x9e3779b97f4a7c15) >> 55;
	struct decode_date *known = &decoder->dates[slot % DECODE_DATES];

	*date = known;
	return (known->known && known->start == start && known->end == end) ||
	       usage_decoder_date(field.text, known);
}

static void decode_times(struct usage_decoder *decoder, const struct column *column)
{
	struct usage_rows *rows = &decoder->rows;
	bool unzoned = false;

	for (size_t i = 0; i < rows->count; i++) {
		struct field field = field_at(column, i);
		const struct decode_date *date;
		int64_t seconds, fraction;
		bool zoned;

		if (field.length < 19 || !find_date(decoder, field, &date)) {
			rows->strange[i] = 1;
			continue;
		}
		zoned = field.text[field.length - 1] == 'Z';
		if (strange_clock(quick_load(field.text + 11), &seconds) ||
		    strange_fraction(field, zoned, &fraction)) {
			rows->strange[i] = 1;
			continue;
		}
		rows->times[i] = date->midnight + seconds * TIMESTAMP_SECOND + fraction;
		rows->hours[i] = date->hour + (int32_t)((uint64_t)seconds / 3600);
		unzoned |= !zoned;
	}
	decoder->reader->unzoned |= unzoned;
}

/* The times of the rows that are used. */
static void note_times(struct usage_decoder *decoder)
{
	const struct usage_rows *rows = &decoder->rows;
	struct usage_reader *reader = decoder->reader;
	int64_t first = INT64_MAX, last = INT64_MIN;

	for (size_t i = 0; i < rows->count; i++) {
		int64_t time = rows->times[i];

		first = !rows->strange[i] && time < first ? time : first;
		last = !rows->strange[i] && time > last ? time : last;
	}
	if (first > last)
		return;
	reader->first = reader->has_time && reader->first < first ? reader->first : first;
	reader->last = reader->has_time && reader->last > last ? reader->last : last;
	reader->has_time = true;
}

/* ---- Numbers ---- */

/* needed: an empty field is strange, else it is 0. */
static inline void decode_counts(struct usage_rows *rows, const struct column *column,
				 uint32_t *counts, bool needed)
{
	for (size_t i = 0; i < rows->count; i++) {
		struct field field = field_at(column, i);
		uint64_t count = 0;

		if (field.length - 1 >= SMALL_TOKENS)
			rows->strange[i] |= needed || field.length > 0;
		else
			rows->strange[i] |= !quick_eight(field.text, field.length, &count);
		counts[i] = (uint32_t)count;
	}
}

/* A decimal number of at most 16 characters in steps by its decimals; an empty field is 0.
 * True: it is strange, or too large. */
static inline bool strange_scaled(struct field field, const struct decode_scale *scale,
				  uint64_t *number)
{
	size_t count = at_most(field.length, VECTOR);
	__m128i mask = load(kept + count), text = load(field.text + field.length - VECTOR);
	__m128i points = _mm_and_si128(_mm_cmpeq_epi8(text, _mm_set1_epi8('.')), mask);
	unsigned found = (unsigned)_mm_movemask_epi8(points) | 1u << VECTOR;
	unsigned point = (unsigned)__builtin_ctz(found);
	__m128i digits = _mm_and_si128(_mm_sub_epi8(text, _mm_set1_epi8('0')), mask);
	__m128i large;
	uint64_t told;

	digits = _mm_shuffle_epi8(digits, load(without_point[point]));
	large = _mm_subs_epu8(digits, _mm_set1_epi8(9));
	told = number_of(digits);
	*number = told * scale->steps[point];
	return !_mm_testz_si128(large, large) | (field.length > VECTOR) |
	       (told > scale->most[point]);
}

static void decode_scaled(struct usage_rows *rows, const struct column *column,
			  const struct decode_scale *scale, uint64_t *numbers, uint8_t *known)
{
	for (size_t i = 0; i < rows->count; i++) {
		struct field field = field_at(column, i);

		known[i] = field.length > 0;
		rows->strange[i] |= strange_scaled(field, scale, &numbers[i]);
	}
}

/* ---- Names ---- */

static inline bool is_name(const struct decode_name *known, __m256i words, size_t length)
{
	__m256i other = _mm256_xor_si256(
	    words, _mm256_loadu_si256((const __m256i *)(const void *)known->words));

	return _mm256_testz_si256(other, other) & (known->length == length);
}

static inline bool find_name(struct usage_decoder *decoder, enum decode_column column,
			     struct field field, uint32_t *number)
{
	const struct decode_names *names = &decoder->names[column];
	size_t count = at_most(field.length, VECTOR), slot;
	__m128i start = load_start(field, count), end = load_end(field, count);
	__m128i both = _mm_add_epi64(start, _mm_shuffle_epi32(end, 0x4e));
	__m256i words = _mm256_inserti128_si256(_mm256_castsi128_si256(start), end, 1);
	const struct decode_name *known;
	struct decode_name name;

	slot = (size_t)_mm_crc32_u64(
		   _mm_crc32_u64(field.length, (uint64_t)_mm_cvtsi128_si64(both)),
		   (uint64_t)_mm_extract_epi64(both, 1)) &
	       (names->slot_count - 1);
	known = &names->slots[slot];
	*number = known->number;
	if (is_name(known, words, field.length))
		return true;
	known = &names->slots[slot ^ 1];
	*number = known->number;
	if (is_name(known, words, field.length))
		return true;
	if (field.length > DECODE_NAME)
		return false;
	_mm256_storeu_si256((__m256i *)(void *)name.words, words);
	name.length = (uint32_t)field.length;
	name.number = 0;
	return usage_decoder_name(decoder, column, &name, slot, field.text, number);
}

/* Most rows have the status of the row before. */
static void decode_states(struct usage_decoder *decoder, const struct column *text)
{
	struct usage_rows *rows = &decoder->rows;
	uint64_t before = 0;
	size_t length = SIZE_MAX;
	uint32_t status = 0;

	for (size_t i = 0; i < rows->count; i++) {
		struct field field = field_at(text, i);
		uint64_t word = quick_load(field.text);

		if (field.length != length || length - 1 >= sizeof word ||
		    (word ^ before) << 8 * (sizeof word - length) != 0) {
			length = find_name(decoder, DECODE_STATUS, field, &status)
				     ? field.length
				     : SIZE_MAX;
			before = word;
		}
		rows->strange[i] |= length == SIZE_MAX;
		rows->keys[i] = (uint64_t)status << KEY_STATUS_AT;
	}
}

/* The number of a name goes into the key. */
static inline void decode_names(struct usage_decoder *decoder, const struct column *text,
				enum decode_column column, unsigned shift)
{
	struct usage_rows *rows = &decoder->rows;

	for (size_t i = 0; i < rows->count; i++) {
		uint32_t number = 0;

		if (rows->strange[i])
			continue;
		rows->strange[i] = !find_name(decoder, column, field_at(text, i), &number);
		rows->keys[i] |= (uint64_t)number << shift;
	}
}

/* ---- Rows ---- */

void DECODER_NAME(struct usage_decoder *decoder, const char *text, const uint32_t *marks,
		  size_t count);

static void note_strange(struct usage_decoder *decoder, const char *text, const uint32_t *marks)
{
	struct usage_rows *rows = &decoder->rows;
	const struct column first = {text, marks, decoder->fields, decoder->quoted,
				     decoder->fields == 1};
	char letter = decoder->header_letter;

	for (size_t i = 0; i < rows->count; i++) {
		const char *from = field_at(&first, i).text;

		rows->strange[i] = (*from | 0x20) == letter || *from == ' ' || *from == '\t';
	}
}

/* Parts must not be larger than the whole. */
static void compare_parts(struct usage_rows *rows, bool fails_without_output)
{
	for (size_t i = 0; i < rows->count; i++)
		rows->strange[i] |= (rows->cached[i] > rows->input[i]) |
				    (rows->reasoning[i] > rows->output[i]) |
				    (fails_without_output & (rows->output[i] == 0));
}

static void decode_tokens(struct usage_decoder *decoder, const char *text,
			  const uint32_t *marks)
{
	struct usage_rows *rows = &decoder->rows;
	uint32_t *const counts[DECODE_COLUMNS] = {[DECODE_INPUT] = rows->input,
						  [DECODE_CACHED] = rows->cached,
						  [DECODE_OUTPUT] = rows->output,
						  [DECODE_REASONING] = rows->reasoning};

	for (enum decode_column i = DECODE_INPUT; i <= DECODE_REASONING; i++) {
		struct column column = column_of(decoder, i, text, marks);

		if (decoder->columns[i] != SIZE_MAX)
			decode_counts(rows, &column, counts[i],
				      i == DECODE_INPUT || i == DECODE_OUTPUT);
	}
	compare_parts(rows, decoder->reader->plan->fails_without_output);
}

void DECODER_NAME(struct usage_decoder *decoder, const char *text, const uint32_t *marks,
		  size_t count)
{
	struct usage_rows *rows = &decoder->rows;
	struct column columns[DECODE_COLUMNS];

	rows->count = count;
	for (enum decode_column i = 0; i < DECODE_COLUMNS; i++)
		columns[i] = column_of(decoder, i, text, marks);
	note_strange(decoder, text, marks);
	if (decoder->columns[DECODE_TIME] != SIZE_MAX)
		decode_times(decoder, &columns[DECODE_TIME]);
	decode_tokens(decoder, text, marks);
	if (decoder->columns[DECODE_ENERGY] != SIZE_MAX)
		decode_scaled(rows, &columns[DECODE_ENERGY], &decoder->energy, rows->energy,
			      rows->metered);
	if (decoder->columns[DECODE_LATENCY] != SIZE_MAX)
		decode_scaled(rows, &columns[DECODE_LATENCY], &decoder->latency, rows->latency,
			      rows->timed);
	if (decoder->columns[DECODE_STATUS] != SIZE_MAX)
		decode_states(decoder, &columns[DECODE_STATUS]);
	else
		memset(rows->keys, 0, count * sizeof *rows->keys);
	if (decoder->columns[DECODE_MODEL] != SIZE_MAX)
		decode_names(decoder, &columns[DECODE_MODEL], DECODE_MODEL, 0);
	if (decoder->columns[DECODE_REGION] != SIZE_MAX)
		decode_names(decoder, &columns[DECODE_REGION], DECODE_REGION, KEY_REGION_AT);
	if (decoder->columns[DECODE_TIME] != SIZE_MAX)
		note_times(decoder);
	rows->strange_count = 0;
	for (size_t i = 0; i < count; i++)
		rows->strange_count += rows->strange[i];
}
