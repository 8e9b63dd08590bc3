#ifndef MODELS_USAGE_ROW_H
#define MODELS_USAGE_ROW_H

/*
 * One row of an inference log: from fields as text to whole numbers, or to the reason why not.
 *
 * usage_take is the one place that judges rows; tables and JSON, the careful path and the fast
 * ones hand it the fields of the roles. Its readers of numbers and times exist twice: plain
 * ones (usage_count, ...), which are the rule, and quick ones for the usual spellings, which
 * either give what the plain ones give or leave the field to them. A reader is used by one
 * thread.
 */

#include "lca/base/csv.h"
#include "models/usage.h"

struct intake;
struct usage_names;

/* Bytes that must be readable before and behind each field handed to a quick reader. */
enum { USAGE_PADDING = 32, USAGE_QUICK_DECIMALS = 8 };

/* What is added up, in this order. */
enum usage_sum {
	SUM_REQUESTS,
	SUM_FAILED, /* where rows stand for several requests */
	SUM_INPUT,
	SUM_CACHED,
	SUM_OUTPUT,
	SUM_REASONING,
	SUM_IMAGES,
	SUM_ENERGY,   /* nanojoules */
	SUM_DURATION, /* microseconds */
	USAGE_SUMS
};

enum usage_status { STATUS_NONE, STATUS_OK, STATUS_FAILED, STATUS_UNKNOWN };

#define USAGE_NO_HOUR INT32_MIN

/* part, status, region and model in one word. */
enum { KEY_MODEL_BITS = 22, KEY_REGION_BITS = 22, KEY_STATUS_BITS = 2, KEY_PART_BITS = 18 };

struct usage_row {
	uint64_t key;
	int32_t hour;	  /* UTC, from 1970 */
	uint32_t latency; /* code of usage_latency_code */
	bool metered;	  /* SUM_ENERGY is there */
	bool timed;	  /* latency and SUM_DURATION are there */
	uint64_t sums[USAGE_SUMS];
};

/* Why a row is not used; USED comes first. */
enum usage_verdict {
	VERDICT_USED,
	VERDICT_RAGGED,
	VERDICT_NOT_JSON,
	VERDICT_NO_REQUEST,
	VERDICT_CACHE_HIT,
	VERDICT_TIME,
	VERDICT_END,
	VERDICT_STATUS,
	VERDICT_COUNT,
	VERDICT_NO_COUNT,
	VERDICT_CACHED,
	VERDICT_REASONING,
	VERDICT_TOTAL,
	VERDICT_FAILED,
	VERDICT_ENERGY,
	VERDICT_LATENCY,
	VERDICT_SUM,
	VERDICT_PIECE,
	VERDICT_HEADER,
	VERDICT_FILTER,
	USAGE_VERDICTS
};
struct usage_reason {
	const char *text;
	bool fault;
};
extern const struct usage_reason usage_reasons[USAGE_VERDICTS];

/* The field of a role; unit of the name it was found under. Empty where there is none. */
struct usage_field {
	const char *text;
	size_t length;
	enum usage_unit unit;
};

/* A text seen by a thread, and its number. */
struct usage_known;
struct usage_lexicon {
	struct usage_known *slots;
	size_t slot_count, count;
};

/* What is said of rows that are used. */
enum usage_mark {
	MARK_NO_INPUT, /* tells no input tokens */
	MARK_NO_OUTPUT,
	MARK_TWO_INPUTS, /* INPUT and FRESH tell different numbers */
	MARK_REASONING,	 /* reasoning tokens stand beside the output in the total */
	USAGE_MARKS
};

struct usage_reader {
	const struct usage_plan *plan;
	bool has[USAGE_ROLES];	/* the table has a column, the plan a path */
	bool seen[USAGE_ROLES]; /* of records: some row has it */
	bool all_seen;		/* the row at hand has no role that is not seen yet */
	bool record;		/* JSON: a role may be missing from a record */
	struct intake *intake;	/* of the careful path, for zones; else NULL */
	struct usage_names *names;
	struct usage_lexicon models, regions;
	/* The hour at hand, "2025-03-01T00", and when it starts: for quick times. */
	char hour_text[16];
	bool hour_known;
	int64_t hour_start;
	int32_t hour_number;
	/* usage_step of the units at hand, by decimals. */
	enum usage_unit energy_unit, latency_unit;
	uint64_t energy_steps[USAGE_QUICK_DECIMALS + 1];
	uint64_t latency_steps[USAGE_QUICK_DECIMALS + 1];
	/* What rows told beside their sums. */
	bool unzoned, dated, has_time;
	int64_t first, last; /* nanoseconds: calendar, or from the start of the log */
	uint64_t marked[USAGE_MARKS];
	bool too_many_names;
};

/* Models and regions of a log, numbered; shared between threads. Number 0 is "". */
struct usage_names *usage_names_new(void);
void usage_names_free(struct usage_names *names);
const char *usage_model(const struct usage_names *names, uint64_t number);
const char *usage_region(const struct usage_names *names, uint64_t number);

void usage_reader_start(struct usage_reader *reader, const struct usage_plan *plan,
			struct usage_names *names);
void usage_reader_end(struct usage_reader *reader);

/* What a key holds. */
enum { KEY_REGION_AT = KEY_MODEL_BITS };
enum { KEY_STATUS_AT = KEY_REGION_AT + KEY_REGION_BITS };
enum { KEY_PART_AT = KEY_STATUS_AT + KEY_STATUS_BITS };
#define USAGE_KEY_REGION (((UINT64_C(1) << KEY_REGION_BITS) - 1) << KEY_REGION_AT)
#define USAGE_KEY_STATUS (((UINT64_C(1) << KEY_STATUS_BITS) - 1) << KEY_STATUS_AT)
static inline uint64_t usage_key_model(uint64_t key)
{
	return key & ((UINT64_C(1) << KEY_MODEL_BITS) - 1);
}
static inline uint64_t usage_key_region(uint64_t key)
{
	return key >> KEY_REGION_AT & ((UINT64_C(1) << KEY_REGION_BITS) - 1);
}
static inline enum usage_status usage_key_status(uint64_t key)
{
	return (enum usage_status)(key >> KEY_STATUS_AT & ((1u << KEY_STATUS_BITS) - 1));
}
static inline uint64_t usage_key_part(uint64_t key)
{
	return key >> KEY_PART_AT;
}

/* fields[USAGE_ROLES]; the row goes to part. quick: see above. */
enum usage_verdict usage_take(struct usage_reader *reader, const struct usage_field *fields,
			      size_t part, struct usage_row *row);
enum usage_verdict usage_take_quick(struct usage_reader *reader,
				    const struct usage_field *fields, size_t part,
				    struct usage_row *row);

/* ---- Plain readers ---- */

enum usage_reading { USAGE_MISSING, USAGE_READ, USAGE_BAD };
/* A whole number from 0 to 10^18 - 1, "40" or "40.0". */
enum usage_reading usage_count(const char *text, size_t length, uint64_t *count);
/* A decimal number >= 0, also with an exponent, times a power of ten and a factor, rounded to
 * a whole number (half up): nanojoules of an energy, microseconds of a duration. */
enum usage_reading usage_energy(const char *text, size_t length, enum usage_unit unit,
				uint64_t *nanojoules);
enum usage_reading usage_duration(const char *text, size_t length, enum usage_unit unit,
				  uint64_t *microseconds);
/* Nanoseconds of a time told as a number >= 0: since 1970, or since the start of the log. */
bool usage_clock_time(const char *text, size_t length, enum usage_unit unit, int64_t *time);
enum usage_status usage_status(const struct usage_plan *plan, const char *text, size_t length);
bool usage_is_true(const char *text, size_t length);

/* Nanojoules or microseconds per 10^-decimals of the unit; 0 where that is no whole number. */
uint64_t usage_step(enum usage_unit unit, unsigned decimals);

#endif
