#ifndef MODELS_USAGE_DECODE_H
#define MODELS_USAGE_DECODE_H

/*
 * Rows of a table column by column: the usual spellings of many rows at once.
 *
 * A decoder reads up to DECODE_ROWS rows whose fields are told by marks, one column after the
 * other, without a branch that depends on what a field holds. Each row either comes out as
 * usage_take has it, or is strange and left to usage_take: odd spellings, missing counts, names
 * with blanks around them. Dates, states and names are looked up in caches of what was met
 * before; what is new goes through the readers of usage_row.h. A decoder is used by one thread.
 *
 * It knows plain tables of requests: times as ISO 8601, and no roles but those of `enum
 * decode_column`; of records those that tell a status, where they have one. The inner loops
 * (usage_decode.c) are compiled once for each instruction set, beside the scanner
 * (usage_scan.h); the plain one has none. They read the rows that text and marks tell;
 * marks[-1] + 1 is the first byte of the first one.
 */

#include "models/usage_row.h"

enum { DECODE_ROWS = 256, DECODE_NAME = 32 };

enum decode_column {
	DECODE_TIME,
	DECODE_MODEL,
	DECODE_REGION,
	DECODE_STATUS,
	DECODE_INPUT,
	DECODE_CACHED,
	DECODE_OUTPUT,
	DECODE_REASONING,
	DECODE_ENERGY,
	DECODE_LATENCY,
	DECODE_COLUMNS
};

/* What was decoded, row by row. Columns that the table has not stay 0. */
struct usage_rows {
	size_t count, strange_count;
	uint8_t strange[DECODE_ROWS];
	uint64_t keys[DECODE_ROWS];
	int64_t times[DECODE_ROWS];
	int32_t hours[DECODE_ROWS];
	/* Tokens are below 10^8, energies below 2^48. */
	uint32_t input[DECODE_ROWS], cached[DECODE_ROWS];
	uint32_t output[DECODE_ROWS], reasoning[DECODE_ROWS];
	uint64_t energy[DECODE_ROWS];
	uint64_t latency[DECODE_ROWS]; /* microseconds, which are their code */
	uint8_t metered[DECODE_ROWS], timed[DECODE_ROWS];
};

/* The date of a text "2025-03-01T", as the words at its bytes 0 and 3. */
struct decode_date {
	uint64_t start, end;
	int64_t midnight; /* nanoseconds */
	int32_t hour;	  /* of midnight */
	bool known;
};
enum { DECODE_DATES = 512 };

/* A short text: its first and last 16 bytes, without what lies beyond it. */
struct decode_name {
	uint64_t words[4];
	uint32_t length; /* UINT32_MAX: none */
	uint32_t number;
};
struct decode_names {
	struct decode_name *slots; /* [slot_count] */
	size_t slot_count, added;
};

/* Of a number by the place of its point in 16 bytes, 16: without one. */
struct decode_scale {
	uint64_t steps[17]; /* what the number without the point is multiplied by */
	uint64_t most[17];  /* what it is at most */
};

struct usage_decoder {
	struct usage_reader *reader;
	size_t fields;			/* of a row */
	size_t columns[DECODE_COLUMNS]; /* SIZE_MAX: the table has none */
	char header_letter;		/* rows that begin so are strange */
	bool quoted;			/* the block has quotes or CRs */
	struct decode_scale energy, latency;
	struct decode_date *dates;		      /* [DECODE_DATES] */
	struct decode_names names[DECODE_STATUS + 1]; /* of models, regions, states */
	struct usage_rows rows;
};

/* ---- usage_decoder.c ---- */

/* False: the table is none that a decoder knows. units: of the energy and the latency. */
bool usage_decoder_start(struct usage_decoder *decoder, struct usage_reader *reader,
			 const size_t columns[USAGE_ROLES], size_t fields, char header_letter,
			 const enum usage_unit units[USAGE_ROLES]);
void usage_decoder_end(struct usage_decoder *decoder);
/* Reads the date that the 11 bytes at text begin with; false, and date as it was: they are
 * none. */
bool usage_decoder_date(const char *text, struct decode_date *date);
/* The number of a text that is not among the names, and adds it. False: it is strange. */
bool usage_decoder_name(struct usage_decoder *decoder, enum decode_column column,
			const struct decode_name *name, size_t slot, const char *text,
			uint32_t *number);

#endif
