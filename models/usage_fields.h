#ifndef MODELS_USAGE_FIELDS_H
#define MODELS_USAGE_FIELDS_H

/*
 * The fields of a row of an inference log, for usage_take.c alone: names by number, times,
 * counts, energies and durations, each quick where it may be and else as the plain readers say.
 * All are compiled twice, with quick a constant.
 */

#include <string.h>

#include "models/intake.h"
#include "models/usage_names.h"
#include "models/usage_quick.h"

#define ALWAYS_INLINE static inline __attribute__((always_inline))

static inline void usage_set_steps(enum usage_unit *known, enum usage_unit unit,
				   uint64_t *steps)
{
	*known = unit;
	for (unsigned i = 0; i <= USAGE_QUICK_DECIMALS; i++)
		steps[i] = usage_step(unit, i);
}

/* ---- Names ---- */

/* Up to eight bytes as a word, zeros behind them. */
ALWAYS_INLINE uint64_t load_short(const char *text, size_t length, bool quick)
{
	uint64_t word = 0;

	if (quick && USAGE_QUICK && length > 0)
		return quick_load(text) << (8 * (8 - length)) >> (8 * (8 - length));
	memcpy(&word, text, length);
	return word;
}

/* Of names of eight bytes and more by three words that may lie over each other: no branch by
 * length. */
ALWAYS_INLINE uint64_t hash_text(const char *text, size_t length, bool quick)
{
	static const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15);
	uint64_t hash = length * odd;

	if (length < 8)
		return (hash ^ load_short(text, length, quick)) * odd;
	hash = (hash ^ quick_load(text)) * odd;
	hash = (hash ^ hash >> 32 ^ quick_load(text + (length - 8) / 2)) * odd;
	return (hash ^ hash >> 32 ^ quick_load(text + length - 8)) * odd;
}

/* known has USAGE_PADDING bytes behind it. */
ALWAYS_INLINE bool same_text(const char *known, const char *text, size_t length, bool quick)
{
	size_t last = length - 8, second = last < 8 ? last : 8, third = last < 16 ? last : 16;

	if (!quick || !USAGE_QUICK || length > 32)
		return memcmp(known, text, length) == 0;
	if (length < 8)
		return load_short(known, length, quick) == load_short(text, length, quick);
	return ((quick_load(known) ^ quick_load(text)) |
		(quick_load(known + second) ^ quick_load(text + second)) |
		(quick_load(known + third) ^ quick_load(text + third)) |
		(quick_load(known + last) ^ quick_load(text + last))) == 0;
}

/* The number of a model or a region. */
ALWAYS_INLINE uint64_t find_name(struct usage_reader *reader, bool region,
				 const struct usage_field *field, bool quick)
{
	struct usage_lexicon *lexicon = region ? &reader->regions : &reader->models;
	uint64_t hash;

	if (field->length == 0)
		return 0;
	hash = hash_text(field->text, field->length, quick);
	hash ^= hash >> 32;
	if (lexicon->slot_count) {
		const struct usage_known *known =
		    &lexicon->slots[(size_t)hash & (lexicon->slot_count - 1)];

		if (known->hash == hash && known->length == field->length &&
		    same_text(known->text, field->text, field->length, quick))
			return known->number;
	}
	return usage_lexicon_add(lexicon, reader->names, region, hash, field->text,
				 field->length);
}

/* ---- Times ---- */

static inline bool plain_time(struct usage_reader *reader, const struct usage_field *field,
			      int64_t *time)
{
	struct csv_field text = {.text = field->text, .length = field->length};
	bool zoned;

	if (field->unit != USAGE_PLAIN || reader->plan->clock == USAGE_FROM_START)
		return usage_clock_time(field->text, field->length, field->unit, time);
	if (!timestamp_parse(field->text, field->length, time, &zoned))
		return usage_clock_time(field->text, field->length, field->unit, time);
	reader->dated |= field->length == strlen("2025-03-01");
	if (!zoned && reader->intake)
		return intake_timestamp(reader->intake, text, time);
	reader->unzoned |= !zoned;
	return true;
}

/* Keeps the hour of a time in UTC for the rows behind it. */
static inline void keep_hour(struct usage_reader *reader, const struct usage_field *field,
			     int64_t time)
{
	bool zoned = field->length > 0 && field->text[field->length - 1] == 'Z';
	int64_t into;

	reader->hour_known = false;
	if (reader->intake || field->unit != USAGE_PLAIN ||
	    reader->plan->clock != USAGE_CALENDAR || field->length < 19 ||
	    !quick_minutes(field->text, field->length, &into, &zoned))
		return;
	memcpy(reader->hour_text, field->text, 13);
	reader->hour_start = time - into;
	reader->hour_number = (int32_t)timestamp_hour(reader->hour_start);
	reader->hour_known = true;
}

ALWAYS_INLINE bool take_time(struct usage_reader *reader, const struct usage_field *field,
			     int64_t *time, bool quick)
{
	int64_t into;
	bool zoned;

	if (quick && USAGE_QUICK && reader->hour_known && field->length >= 19 &&
	    quick_load(field->text) == quick_load(reader->hour_text) &&
	    quick_load(field->text + 5) == quick_load(reader->hour_text + 5) &&
	    quick_minutes(field->text, field->length, &into, &zoned)) {
		reader->unzoned |= !zoned;
		*time = reader->hour_start + into;
		return true;
	}
	if (!plain_time(reader, field, time))
		return false;
	if (quick && USAGE_QUICK)
		keep_hour(reader, field, *time);
	return true;
}

static inline void widen(struct usage_reader *reader, int64_t time)
{
	if (!reader->has_time || time < reader->first)
		reader->first = time;
	if (!reader->has_time || time > reader->last)
		reader->last = time;
	reader->has_time = true;
}

/* ---- Numbers ---- */

ALWAYS_INLINE enum usage_reading take_count(const struct usage_field *field, uint64_t *count,
					    bool quick)
{
	if (field->length == 0)
		return USAGE_MISSING;
	if (quick && USAGE_QUICK && quick_count(field->text, field->length, count))
		return USAGE_READ;
	return usage_count(field->text, field->length, count);
}

/* An energy or a duration by the steps of its unit. */
ALWAYS_INLINE bool quick_scaled(const struct usage_field *field, const uint64_t *steps,
				uint64_t *number)
{
	unsigned decimals;

	return quick_decimal(field->text, field->length, number, &decimals) &&
	       steps[decimals] != 0 &&
	       !__builtin_mul_overflow(*number, steps[decimals], number);
}

ALWAYS_INLINE enum usage_reading take_energy(struct usage_reader *reader,
					     const struct usage_field *field, uint64_t *energy,
					     bool quick)
{
	if (field->length == 0)
		return USAGE_MISSING;
	if (quick && USAGE_QUICK) {
		if (field->unit != reader->energy_unit)
			usage_set_steps(&reader->energy_unit, field->unit,
					reader->energy_steps);
		if (quick_scaled(field, reader->energy_steps, energy))
			return USAGE_READ;
	}
	return usage_energy(field->text, field->length, field->unit, energy);
}

ALWAYS_INLINE enum usage_reading take_duration(struct usage_reader *reader,
					       const struct usage_field *field,
					       uint64_t *duration, bool quick)
{
	if (field->length == 0)
		return USAGE_MISSING;
	if (quick && USAGE_QUICK) {
		if (field->unit != reader->latency_unit)
			usage_set_steps(&reader->latency_unit, field->unit,
					reader->latency_steps);
		if (quick_scaled(field, reader->latency_steps, duration))
			return USAGE_READ;
	}
	return usage_duration(field->text, field->length, field->unit, duration);
}

#endif
