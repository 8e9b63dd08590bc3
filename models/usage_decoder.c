/* What a decoder knows, and how it learns what it meets for the first time. */

#include "lca/base/heap.h"
#include "models/usage_decode.h"

#include <stdlib.h>
#include <string.h>

#include "models/timestamp.h"
#include "models/usage_names.h"

enum { FEW_NAMES = 256, MANY_NAMES = 65536, NAMES_A_SLOT = 4, DATE = 11, POINT_NONE = 16 };

#define MOST_ENERGY  ((UINT64_C(1) << 48) - 1)
#define MOST_LATENCY ((UINT64_C(1) << 31) - 1)

static const enum decode_column decoded[USAGE_ROLES] = {
    [USAGE_TIME] = DECODE_TIME,		  [USAGE_MODEL] = DECODE_MODEL,
    [USAGE_REGION] = DECODE_REGION,	  [USAGE_STATUS] = DECODE_STATUS,
    [USAGE_INPUT] = DECODE_INPUT,	  [USAGE_FRESH] = DECODE_INPUT,
    [USAGE_CACHED] = DECODE_CACHED,	  [USAGE_OUTPUT] = DECODE_OUTPUT,
    [USAGE_REASONING] = DECODE_REASONING, [USAGE_ENERGY] = DECODE_ENERGY,
    [USAGE_LATENCY] = DECODE_LATENCY,
};

static void start_names(struct decode_names *names, size_t count)
{
	free(names->slots);
	names->slots = heap_zeroed(count, sizeof *names->slots);
	names->slot_count = count;
	for (size_t i = 0; i < count; i++)
		names->slots[i].length = UINT32_MAX;
}

/* Where the columns stand; false: there are others, or none that tells requests from a header.
 */
static bool set_columns(struct usage_decoder *decoder, const size_t columns[USAGE_ROLES])
{
	bool has_input, has_output;

	for (size_t i = 0; i < DECODE_COLUMNS; i++)
		decoder->columns[i] = SIZE_MAX;
	for (size_t role = 0; role < USAGE_ROLES; role++) {
		if (columns[role] == SIZE_MAX || role == USAGE_TOTAL)
			continue;
		if (decoded[role] == DECODE_TIME && role != USAGE_TIME)
			return false;
		if (decoder->columns[decoded[role]] != SIZE_MAX)
			return false;
		decoder->columns[decoded[role]] = columns[role];
	}
	has_input = decoder->columns[DECODE_INPUT] != SIZE_MAX;
	has_output = decoder->columns[DECODE_OUTPUT] != SIZE_MAX;
	/* The total tells nothing of a row that has both its parts. */
	if (columns[USAGE_TOTAL] != SIZE_MAX)
		return has_input && has_output && !decoder->reader->plan->total_is_sum;
	return has_input || has_output;
}

static void set_scale(struct decode_scale *scale, enum usage_unit unit, uint64_t most)
{
	for (unsigned point = 0; point <= POINT_NONE; point++) {
		unsigned decimals = point == POINT_NONE ? 0 : POINT_NONE - 1 - point;
		uint64_t step =
		    decimals <= USAGE_QUICK_DECIMALS ? usage_step(unit, decimals) : 0;

		scale->steps[point] = step;
		scale->most[point] = step ? most / step : 0;
	}
}

bool usage_decoder_start(struct usage_decoder *decoder, struct usage_reader *reader,
			 const size_t columns[USAGE_ROLES], size_t fields, char header_letter,
			 const enum usage_unit units[USAGE_ROLES])
{
	const struct usage_plan *plan = reader->plan;

	*decoder = (struct usage_decoder){
	    .reader = reader, .fields = fields, .header_letter = header_letter};
	if (!set_columns(decoder, columns) || reader->intake || plan->clock != USAGE_CALENDAR ||
	    units[USAGE_TIME] != USAGE_PLAIN)
		return false;
	set_scale(&decoder->energy, units[USAGE_ENERGY], MOST_ENERGY);
	set_scale(&decoder->latency, units[USAGE_LATENCY], MOST_LATENCY);
	if (columns[USAGE_TIME] == SIZE_MAX)
		for (size_t i = 0; i < DECODE_ROWS; i++)
			decoder->rows.hours[i] = USAGE_NO_HOUR;
	decoder->dates = heap_zeroed(DECODE_DATES, sizeof *decoder->dates);
	for (size_t i = DECODE_MODEL; i <= DECODE_STATUS; i++)
		start_names(&decoder->names[i], FEW_NAMES);
	return true;
}

void usage_decoder_end(struct usage_decoder *decoder)
{
	free(decoder->dates);
	for (size_t i = DECODE_MODEL; i <= DECODE_STATUS; i++)
		free(decoder->names[i].slots);
}

bool usage_decoder_date(const char *text, struct decode_date *date)
{
	static const char clock[] = "00:00:00Z";
	char midnight[DATE + sizeof clock];
	int64_t time;

	memcpy(midnight, text, DATE);
	memcpy(midnight + DATE, clock, sizeof clock);
	if (!timestamp_parse(midnight, sizeof midnight - 1, &time, NULL))
		return false;
	memcpy(&date->start, text, sizeof date->start);
	memcpy(&date->end, text + 3, sizeof date->end);
	date->midnight = time;
	date->hour = (int32_t)timestamp_hour(time);
	date->known = true;
	return true;
}

static bool is_blank(char c)
{
	return c >= '\0' && c <= ' ';
}

/* Empties the names, with room for more of them. */
static void enlarge(struct decode_names *names)
{
	names->added = 0;
	start_names(names, 8 * names->slot_count);
}

bool usage_decoder_name(struct usage_decoder *decoder, enum decode_column column,
			const struct decode_name *name, size_t slot, const char *text,
			uint32_t *number)
{
	struct decode_names *names = &decoder->names[column];
	enum usage_status status;

	/* Quotes within a text are doubled. */
	if (name->length > 0 && (is_blank(text[0]) || is_blank(text[name->length - 1]) ||
				 memchr(text, '"', name->length)))
		return false;
	if (column == DECODE_STATUS) {
		status = usage_status(decoder->reader->plan, text, name->length);
		*number = (uint32_t)status;
		if (status == STATUS_UNKNOWN)
			return false;
	} else if (name->length == 0) {
		*number = 0;
	} else {
		*number = usage_names_add(decoder->reader->names, column == DECODE_REGION, text,
					  name->length);
	}
	if (*number >> KEY_MODEL_BITS)
		return false;
	names->slots[slot ^ 1] = names->slots[slot];
	names->slots[slot] = *name;
	names->slots[slot].number = *number;
	if (++names->added * NAMES_A_SLOT > names->slot_count && names->slot_count < MANY_NAMES)
		enlarge(names);
	return true;
}
