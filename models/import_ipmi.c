/* Blocks that `ipmitool dcmi power reading` (or FreeIPMI's ipmi-dcmi, ipmiutil) prints, one
 * after the other. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text_set.h"
#include "models/intake.h"
#include "models/ipmi_time.h"
#include "models/power_series.h"
#include "models/timestamp.h"

/* A BMC whose clock was never set counts from 1970. */
#define FIRST_TIME (365 * 24 * TIMESTAMP_HOUR)
/* Means further apart than this are worth a word. */
#define CLOSE_MEANS 0.05

enum block_key { KEY_WATTS, KEY_AVERAGE, KEY_TIME, KEY_STATE, BLOCK_KEYS };

static const struct {
	const char *text;
	enum block_key key;
} keys[] = {
    {"Instantaneous power reading", KEY_WATTS},
    {"Current Power", KEY_WATTS},
    {"Average power reading over sample period", KEY_AVERAGE},
    {"Average Power over sampling duration", KEY_AVERAGE},
    {"Avg Power over sample duration", KEY_AVERAGE},
    {"IPMI timestamp", KEY_TIME},
    {"Time Stamp", KEY_TIME},
    {"Timestamp", KEY_TIME},
    {"Power reading state is", KEY_STATE},
    {"Power Measurement", KEY_STATE},
};

/* What a host's block has told so far. */
struct block {
	bool open, timed, bad_time, inactive;
	double watts, average;
	int64_t time;
	uint64_t line;
	size_t device;
};

struct ipmi {
	struct power_series *series;
	struct text_set hosts;
	struct block *blocks; /* [hosts.count] */
	struct sum watts, averages;
	uint64_t compared, blocks_read;
	bool by_slash;
};

/* The key of a line, where it is one; at: its place, value: what follows the colon. */
static enum block_key find_key(const char *text, const char **at, const char **value)
{
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const char *found = strstr(text, keys[i].text);
		const char *end = found ? found + strlen(keys[i].text) : NULL;

		if (!found || end[strspn(end, " \t")] != ':')
			continue;
		*at = found;
		*value = end + strspn(end, " \t") + 1;
		*value += strspn(*value, " \t");
		return keys[i].key;
	}
	return BLOCK_KEYS;
}

static bool claims(const char *text, size_t length)
{
	/* Heads are not NUL-terminated, and a key ends before the last of its line. */
	for (size_t i = 0; i + 30 < length; i++) {
		if (memcmp(text + i, "Instantaneous power reading", 27) == 0)
			return true;
		if (memcmp(text + i, "Power over sampl", 16) == 0)
			return true;
	}
	return false;
}

/* What stands before the key, as pdsh and the like put it: "n1:   Instantaneous ...". */
static struct block *find_block(struct intake *intake, const char *text, const char *key,
				uint64_t line)
{
	struct ipmi *log = intake->state;
	size_t known = log->hosts.count, length = (size_t)(key - text), index;

	while (length > 0 && strchr(" \t:", text[length - 1]))
		length--;
	for (; length > 0 && strchr(" \t", *text); length--)
		text++;
	index = text_set_add(intake->arena, &log->hosts, text, length);
	if (index == known) {
		const char *host = *log->hosts.texts[index] ? log->hosts.texts[index] : "node";

		log->blocks =
		    arena_grow(intake->arena, log->blocks, known, sizeof *log->blocks);
		log->blocks[index] = (struct block){
		    .device = power_device(log->series, host, strlen(host), line)};
	}
	return &log->blocks[index];
}

/* "212 Watts"; NaN where it is no such text. */
static double read_watts(const char *value)
{
	struct csv_field field = {value, strcspn(value, " \t"), false};
	double watts;

	return field_number(field, &watts) == READING_NUMBER ? watts : NAN;
}

static void end_block(struct intake *intake, struct block *block)
{
	struct ipmi *log = intake->state;
	struct power_sample sample = {
	    .time = block->time, .utilization = NAN, .line = block->line};
	enum power_outcome outcome;

	if (!block->open)
		return;
	block->open = false;
	if (!block->timed) {
		intake_skip(intake,
			    block->bad_time ? "the time of a block is none"
					    : "a block without a time",
			    true, block->line);
		return;
	}
	if (block->inactive) {
		intake_skip(intake, "the power reading is not active", false, block->line);
		return;
	}
	outcome = isnan(block->watts)
		      ? POWER_MISSING
		      : power_add_watts(log->series, block->device, &sample, block->watts);
	power_count_row(log->series, outcome, &sample);
	if (outcome != POWER_TAKEN || !(block->average > 0))
		return;
	sum_add(&log->watts, block->watts);
	sum_add(&log->averages, block->average);
	log->compared++;
}

static void read_time(struct intake *intake, struct block *block, const char *value)
{
	struct ipmi *log = intake->state;
	char iso[IPMI_ISO];
	bool by_slash;

	block->timed = ipmi_time(value, iso, &by_slash) &&
		       intake_timestamp(intake, (struct csv_field){iso, strlen(iso), false},
					&block->time) &&
		       block->time >= FIRST_TIME;
	block->bad_time = !block->timed;
	log->by_slash |= block->timed && by_slash;
}

static void begin_block(struct intake *intake, struct block *block, const char *value,
			uint64_t line)
{
	struct ipmi *log = intake->state;

	end_block(intake, block);
	*block = (struct block){.open = true,
				.watts = read_watts(value),
				.average = NAN,
				.line = line,
				.device = block->device};
	log->blocks_read++;
}

static void add_line(struct intake *intake, const struct log_line *line)
{
	struct ipmi *log = intake->state;
	const char *at = NULL, *value = NULL;
	enum block_key key = find_key(line->text, &at, &value);
	struct block *block;

	if (!log->series) {
		log->series = power_series_new(intake, &power_of_node);
		if (intake_wants(intake, 0, NULL, NULL))
			(void)intake_part_of(intake, 0, NULL, NULL, line->line);
	}
	if (key == BLOCK_KEYS || intake->failed) {
		intake_not_data(intake);
		return;
	}
	block = find_block(intake, line->text, at, line->line);
	if (key == KEY_WATTS && !intake->failed) {
		begin_block(intake, block, value, line->line);
		return;
	}
	intake_not_data(intake);
	if (key == KEY_AVERAGE)
		block->average = read_watts(value);
	else if (key == KEY_TIME)
		read_time(intake, block, value);
	else
		block->inactive =
		    strncmp(value, "activ", 5) != 0 && strncmp(value, "Activ", 5) != 0;
}

static void tell_averages(struct intake *intake)
{
	struct ipmi *log = intake->state;
	double read, stated;

	if (log->compared == 0)
		return;
	read = sum_value(&log->watts) / (double)log->compared;
	stated = sum_value(&log->averages) / (double)log->compared;
	intake_assume(intake,
		      "instantaneous readings are integrated, on average %.4g W; the averages "
		      "that the BMC states over its own periods, %.4g W, and its minimum and "
		      "maximum are not used%s",
		      read, stated,
		      fabs(read - stated) > CLOSE_MEANS * stated
			  ? ": they differ, as periods of the BMC that reach further back do"
			  : "");
}

static void finish(struct intake *intake)
{
	struct ipmi *log = intake->state;
	struct import *import = intake->import;

	for (size_t i = 0; i < log->hosts.count; i++)
		end_block(intake, &log->blocks[i]);
	if (log->blocks_read == 1) {
		intake_fail(intake, DIAG_IMPORT_UNUSABLE, 0,
			    "log readings over time: ipmitool dcmi power reading every few "
			    "seconds",
			    "a single power reading has no time span");
		return;
	}
	if (!log->series || !power_finish(log->series))
		return;
	intake->total.device_hours = (struct sum){0};
	import->metered_at = METERED_NODE;
	import->total.spread = "gsd-meter";
	if (log->by_slash)
		intake_assume(intake, "dates with slashes have the month first");
	tell_averages(intake);
}

const struct importer import_ipmi = {
    .name = "ipmi",
    .needs = "blocks of 'ipmitool dcmi power reading'",
    .state_size = sizeof(struct ipmi),
    .selects = true,
    .claims_text = claims,
    .line = add_line,
    .finish = finish,
};
