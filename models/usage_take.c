/* Judges one row of an inference log. One body, compiled with the quick readers and without. */

#include "models/usage_row.h"

#include <string.h>

#include "models/intake.h"
#include "models/usage_fields.h"
#include "models/usage_latency.h"
#include "models/usage_tokens.h"

const struct usage_reason usage_reasons[USAGE_VERDICTS] = {
    [VERDICT_USED] = {"used", false},
    [VERDICT_RAGGED] = {"not as many fields as the header", true},
    [VERDICT_NOT_JSON] = {"no JSON", true},
    [VERDICT_NO_REQUEST] = {"no request to a model", false},
    [VERDICT_CACHE_HIT] = {"answered from the gateway's cache", false},
    [VERDICT_TIME] = {"its time is not a time", true},
    [VERDICT_END] = {"it ends before it starts", true},
    [VERDICT_STATUS] = {"its status tells neither success nor failure", true},
    [VERDICT_COUNT] = {"a token count is not a whole number", true},
    [VERDICT_NO_COUNT] = {"a token count is missing", true},
    [VERDICT_CACHED] = {"more cached tokens than input tokens", true},
    [VERDICT_REASONING] = {"more reasoning tokens than output tokens", true},
    [VERDICT_TOTAL] = {"the total is less than its parts", true},
    [VERDICT_FAILED] = {"more failed requests than requests", true},
    [VERDICT_ENERGY] = {"its energy is not a number of 0 or more", true},
    [VERDICT_LATENCY] = {"its duration is not a number of 0 or more", true},
    [VERDICT_SUM] = {"the total is not the sum of the tokens told", true},
    [VERDICT_PIECE] = {"a piece of a streamed answer, without token counts", false},
    [VERDICT_HEADER] = {"repeated header line", false},
    [VERDICT_FILTER] = {"left out by 'where'", false},
};

void usage_reader_start(struct usage_reader *reader, const struct usage_plan *plan,
			struct usage_names *names)
{
	*reader = (struct usage_reader){.plan = plan, .names = names};
	usage_set_steps(&reader->energy_unit, USAGE_JOULES, reader->energy_steps);
	usage_set_steps(&reader->latency_unit, USAGE_MILLISECONDS, reader->latency_steps);
}

void usage_reader_end(struct usage_reader *reader)
{
	usage_lexicon_free(&reader->models);
	usage_lexicon_free(&reader->regions);
}

/* ---- A row ---- */

static bool is_among(const char *const *words, const struct usage_field *field)
{
	struct csv_field text = {.text = field->text, .length = field->length};

	for (size_t i = 0; words && words[i]; i++)
		if (field_same(text, words[i]))
			return true;
	return false;
}

/* Does the kind begin or read like one of these? */
static bool is_like(const char *const *patterns, const struct usage_field *kind)
{
	for (size_t i = 0; patterns[i]; i++) {
		size_t length = strlen(patterns[i]);
		bool begins = patterns[i][length - 1] == '*';

		length -= begins;
		if ((begins ? kind->length >= length : kind->length == length) &&
		    memcmp(kind->text, patterns[i], length) == 0)
			return true;
	}
	return false;
}

/* A piece of an answer: neither a token count nor a failure. */
static bool is_piece(const struct usage_reader *reader, const struct usage_field *fields)
{
	const struct usage_field *status = &fields[USAGE_STATUS];

	return reader->plan->pieces && fields[USAGE_INPUT].length == 0 &&
	       fields[USAGE_FRESH].length == 0 && fields[USAGE_OUTPUT].length == 0 &&
	       fields[USAGE_TOTAL].length == 0 &&
	       is_like(reader->plan->pieces, &fields[USAGE_KIND]) &&
	       usage_status(reader->plan, status->text, status->length) != STATUS_FAILED;
}

/* Rows that are no inference at all. */
static enum usage_verdict check_kind(const struct usage_reader *reader,
				     const struct usage_field *fields)
{
	const struct usage_field *kind = &fields[USAGE_KIND], *hit = &fields[USAGE_CACHE_HIT];

	if (reader->has[USAGE_KIND] && reader->plan->kinds &&
	    !is_among(reader->plan->kinds, kind))
		return VERDICT_NO_REQUEST;
	if (reader->has[USAGE_CACHE_HIT] && usage_is_true(hit->text, hit->length))
		return VERDICT_CACHE_HIT;
	return is_piece(reader, fields) ? VERDICT_PIECE : VERDICT_USED;
}

ALWAYS_INLINE enum usage_status take_status(const struct usage_reader *reader,
					    const struct usage_field *field)
{
	if (!reader->has[USAGE_STATUS] || (reader->record && field->length == 0))
		return STATUS_NONE;
	if (field->unit == USAGE_TRUTH && field->length == 1 && (*field->text & ~1) == '0')
		return *field->text == '1' ? STATUS_OK : STATUS_FAILED;
	if (!reader->plan->succeeded && field->length == 3 && field->text[0] == '2' &&
	    field->text[1] == '0' && field->text[2] == '0')
		return STATUS_OK;
	return usage_status(reader->plan, field->text, field->length);
}

ALWAYS_INLINE bool has_counts(const struct usage_reader *reader)
{
	return reader->has[USAGE_REQUESTS] || reader->has[USAGE_FAILED] ||
	       reader->has[USAGE_IMAGES];
}

/* Requests that the row stands for, failed ones, images. */
static enum usage_verdict take_requests(const struct usage_reader *reader,
					const struct usage_field *fields, uint64_t *sums)
{
	const struct usage_field *requests = &fields[USAGE_REQUESTS];
	const struct usage_field *failed = &fields[USAGE_FAILED];
	const struct usage_field *images = &fields[USAGE_IMAGES];

	if (reader->has[USAGE_REQUESTS] && !(reader->record && requests->length == 0) &&
	    usage_count(requests->text, requests->length, &sums[SUM_REQUESTS]) != USAGE_READ)
		return VERDICT_COUNT;
	if (reader->has[USAGE_FAILED] &&
	    usage_count(failed->text, failed->length, &sums[SUM_FAILED]) == USAGE_BAD)
		return VERDICT_COUNT;
	if (sums[SUM_FAILED] > sums[SUM_REQUESTS])
		return VERDICT_FAILED;
	if (reader->has[USAGE_IMAGES] &&
	    usage_count(images->text, images->length, &sums[SUM_IMAGES]) == USAGE_BAD)
		return VERDICT_COUNT;
	return VERDICT_USED;
}

ALWAYS_INLINE enum usage_verdict take_energy_of(struct usage_reader *reader,
						const struct usage_field *fields,
						struct usage_row *row, bool quick)
{
	if (!reader->has[USAGE_ENERGY])
		return VERDICT_USED;
	switch (take_energy(reader, &fields[USAGE_ENERGY], &row->sums[SUM_ENERGY], quick)) {
	case USAGE_BAD:
		return VERDICT_ENERGY;
	case USAGE_READ:
		row->metered = true;
		break;
	case USAGE_MISSING:
		break;
	}
	return VERDICT_USED;
}

ALWAYS_INLINE enum usage_verdict take_latency_of(struct usage_reader *reader,
						 const struct usage_field *fields,
						 int64_t start, bool has_start,
						 struct usage_row *row, bool quick)
{
	uint64_t *duration = &row->sums[SUM_DURATION];
	enum usage_reading reading =
	    take_duration(reader, &fields[USAGE_LATENCY], duration, quick);
	int64_t end;

	if (reading == USAGE_MISSING && has_start && fields[USAGE_END].length > 0) {
		if (!plain_time(reader, &fields[USAGE_END], &end))
			return VERDICT_TIME;
		if (end < start)
			return VERDICT_END;
		*duration = (uint64_t)(end - start + 500) / 1000; /* nano to micro, rounded */
		reading = USAGE_READ;
	}
	if (reading == USAGE_BAD ||
	    (reading == USAGE_READ && !usage_latency_code(*duration, &row->latency)))
		return VERDICT_LATENCY;
	row->timed = reading == USAGE_READ;
	return VERDICT_USED;
}

/* The time that tells the hour: the start, or the end where that is all there is. */
ALWAYS_INLINE bool take_hour(struct usage_reader *reader, const struct usage_field *fields,
			     int64_t *time, bool *has_start, bool quick)
{
	*has_start = fields[USAGE_TIME].length > 0;
	if (*has_start)
		return take_time(reader, &fields[USAGE_TIME], time, quick);
	return fields[USAGE_END].length > 0 &&
	       take_time(reader, &fields[USAGE_END], time, quick);
}

/* A table with a column of times has one in each row; a record may be without. */
ALWAYS_INLINE bool tells_time(const struct usage_reader *reader,
			      const struct usage_field *fields)
{
	if (reader->record)
		return fields[USAGE_TIME].length > 0 || fields[USAGE_END].length > 0;
	return reader->has[USAGE_TIME] || reader->has[USAGE_END];
}

ALWAYS_INLINE enum usage_verdict take(struct usage_reader *reader,
				      const struct usage_field *fields, size_t part,
				      struct usage_row *row, bool quick)
{
	bool wants_time = tells_time(reader, fields), has_start = false;
	enum usage_verdict verdict = VERDICT_USED;
	enum usage_status status;
	unsigned marks = 0;
	uint64_t model, region;
	int64_t time = 0;

	if ((reader->has[USAGE_KIND] || reader->has[USAGE_CACHE_HIT]) &&
	    (verdict = check_kind(reader, fields)) != VERDICT_USED)
		return verdict;
	for (size_t i = 0; reader->record && !reader->all_seen && i < USAGE_ROLES; i++)
		reader->seen[i] |= fields[i].length > 0;
	memset(row, 0, sizeof *row);
	row->sums[SUM_REQUESTS] = 1;
	if (wants_time && !take_hour(reader, fields, &time, &has_start, quick))
		return VERDICT_TIME;
	status = take_status(reader, &fields[USAGE_STATUS]);
	if (status == STATUS_UNKNOWN)
		return VERDICT_STATUS;
	if ((verdict = take_tokens(reader, fields, &status, row->sums, &marks, quick)) !=
		VERDICT_USED ||
	    (has_counts(reader) &&
	     (verdict = take_requests(reader, fields, row->sums)) != VERDICT_USED) ||
	    (verdict = take_energy_of(reader, fields, row, quick)) != VERDICT_USED ||
	    (verdict = take_latency_of(reader, fields, time, has_start, row, quick)) !=
		VERDICT_USED)
		return verdict;
	for (size_t i = 0; marks >> i != 0; i++)
		reader->marked[i] += marks >> i & 1;
	model = find_name(reader, false, &fields[USAGE_MODEL], quick);
	region = find_name(reader, true, &fields[USAGE_REGION], quick);
	if (model >> KEY_MODEL_BITS || region >> KEY_REGION_BITS)
		reader->too_many_names = true;
	row->key = model | region << KEY_REGION_AT | (uint64_t)status << KEY_STATUS_AT |
		   (uint64_t)part << KEY_PART_AT;
	row->hour = USAGE_NO_HOUR;
	if (wants_time)
		widen(reader, time);
	if (wants_time && reader->plan->clock == USAGE_CALENDAR)
		row->hour = reader->hour_known && time - reader->hour_start >= 0 &&
				    time - reader->hour_start < TIMESTAMP_HOUR
				? reader->hour_number
				: (int32_t)timestamp_hour(time);
	return VERDICT_USED;
}

enum usage_verdict usage_take(struct usage_reader *reader, const struct usage_field *fields,
			      size_t part, struct usage_row *row)
{
	return take(reader, fields, part, row, false);
}

enum usage_verdict usage_take_quick(struct usage_reader *reader,
				    const struct usage_field *fields, size_t part,
				    struct usage_row *row)
{
	return take(reader, fields, part, row, true);
}
