/* Columns of power that hold others: sums, whole nodes, packages and their cores. */

#include <math.h>

#include "models/import_power_log.h"

/* Sums of readings as they stand agree to their last digits; this is for the sum of doubles. */
#define SUM_TOLERANCE 1e-9

void power_log_compare(struct power_log *log, const struct power_cell_read *cells,
		       uint64_t line)
{
	double sum = 0, rounding = 0;

	for (size_t i = 0; i < log->count; i++) {
		if (cells[i].reading != READING_NUMBER || cells[i].watts < 0)
			return;
		sum += cells[i].watts;
		rounding += cells[i].rounding;
	}
	for (size_t i = 0; i < log->count; i++) {
		struct power_source *source = &log->sources[i];
		double others = sum - cells[i].watts;

		if (others > 0 && cells[i].watts > 0)
			source->proofs++;
		if (fabs(cells[i].watts - others) <= rounding + SUM_TOLERANCE * sum)
			continue;
		if (source->is_sum) {
			source->refuted_line = line;
			source->refuted = cells[i].watts;
			source->refuted_sum = others;
		}
		source->is_sum = false;
	}
}

static bool proven(const struct power_source *source)
{
	return source->is_sum && source->proofs > 0;
}

static size_t find_subject(const struct power_log *log, enum power_subject subject)
{
	for (size_t i = 0; i < log->count; i++)
		if (log->sources[i].means.subject == subject)
			return i;
	return SIZE_MAX;
}

/* The column that is the sum of the others: of two columns only one that is named so. */
static size_t find_sum(const struct power_log *log)
{
	size_t found = SIZE_MAX, count = 0;

	for (size_t i = 0; i < log->count; i++) {
		bool named = log->sources[i].means.subject == SUBJECT_TOTAL;

		if (!proven(&log->sources[i]))
			continue;
		if (named)
			return i;
		found = i;
		count++;
	}
	return count == 1 && log->count > 2 ? found : SIZE_MAX;
}

/* A part of a machine, known by its name. */
static bool is_part(enum power_subject subject)
{
	return subject == SUBJECT_ACCELERATOR || subject == SUBJECT_PACKAGE ||
	       subject == SUBJECT_CORE || subject == SUBJECT_COMPONENT ||
	       subject == SUBJECT_PLATFORM;
}

/* A column that may hold the others: a total, beside parts what is none of them, and a whole
 * machine or a power of nothing named beside others. SIZE_MAX where there is none. */
static size_t find_meter(const struct power_log *log)
{
	size_t meter = find_subject(log, SUBJECT_TOTAL), other = SIZE_MAX;
	bool parts = false;

	if (meter != SIZE_MAX || log->count < 2)
		return meter;
	for (size_t i = 0; i < log->count; i++)
		if (log->sources[i].means.bare)
			return i;
	for (size_t i = 0; i < log->count; i++)
		if (is_part(log->sources[i].means.subject))
			parts = true;
		else if (other == SIZE_MAX)
			other = i;
	/* A platform may hold the GPUs in it. */
	if (find_subject(log, SUBJECT_ACCELERATOR) != SIZE_MAX && other == SIZE_MAX)
		return find_subject(log, SUBJECT_PLATFORM);
	return parts ? other : SIZE_MAX;
}

/* Do all columns but the sum name a part, and none of them one that holds another? */
static bool has_parts(const struct power_log *log, size_t sum)
{
	for (size_t i = 0; i < log->count; i++) {
		enum power_subject subject = log->sources[i].means.subject;

		if (i != sum && (!is_part(subject) || subject == SUBJECT_CORE ||
				 subject == SUBJECT_PLATFORM))
			return false;
	}
	return true;
}

static void keep_alone(struct power_log *log, size_t kept)
{
	for (size_t i = 0; i < log->count; i++)
		log->sources[i].left_out = i != kept;
}

static void leave_out(struct power_log *log, enum power_subject subject)
{
	for (size_t i = 0; i < log->count; i++)
		log->sources[i].left_out |= log->sources[i].means.subject == subject;
}

/* psys holds packages, memory and cores; a package holds its cores. */
static void settle_nested(struct intake *intake, struct power_log *log)
{
	bool platform = find_subject(log, SUBJECT_PLATFORM) != SIZE_MAX;
	bool package = find_subject(log, SUBJECT_PACKAGE) != SIZE_MAX;

	if (!platform && !(package && find_subject(log, SUBJECT_CORE) != SIZE_MAX))
		return;
	leave_out(log, SUBJECT_CORE);
	if (platform) {
		leave_out(log, SUBJECT_PACKAGE);
		leave_out(log, SUBJECT_COMPONENT);
	}
	intake_assume(intake, platform ? "psys holds packages, cores and memory: these are not "
					 "added to it"
				       : "packages hold their cores: these are not added");
}

static void fail_meter(struct intake *intake, const struct power_source *source)
{
	static const char hint[] =
	    "by --overlap (overlap: in a scenario), max counts that column "
	    "alone, sum all of them";

	if (source->refuted_line > 0)
		intake_fail(
		    intake, DIAG_IMPORT_OVERLAP, source->refuted_line, hint,
		    "'%s' may hold the other columns but is not their sum (%g W against "
		    "%g W): adding it would count energy twice",
		    source->name, source->refuted, source->refuted_sum);
	else
		intake_fail(
		    intake, DIAG_IMPORT_OVERLAP, 0, hint,
		    "'%s' may hold the other columns, but no row has a reading of each: "
		    "adding it would count energy twice",
		    source->name);
}

static bool settle_meter(struct intake *intake, struct power_log *log, size_t meter)
{
	const struct power_source *source = &log->sources[meter];

	switch (intake->options->overlap) {
	case OVERLAP_SUM:
		intake_assume(intake, "'%s' is counted beside the other columns", source->name);
		if (source->means.subject == SUBJECT_PLATFORM)
			settle_nested(intake, log);
		return true;
	case OVERLAP_MAX:
		keep_alone(log, meter);
		intake_assume(intake, "'%s' is counted alone", source->name);
		return true;
	case OVERLAP_REFUSE:
	case OVERLAP_DEDUPE:
		break;
	}
	fail_meter(intake, source);
	return false;
}

static void settle_sum(struct intake *intake, struct power_log *log, size_t sum)
{
	const char *name = log->sources[sum].name;

	if (has_parts(log, sum)) {
		log->sources[sum].left_out = true;
		intake_assume(intake,
			      "'%s' is the sum of the other columns in every row and is not "
			      "added to them",
			      name);
		return;
	}
	keep_alone(log, sum);
	intake_assume(intake,
		      "'%s' is the sum of the other columns in every row and replaces them",
		      name);
}

static bool settle_columns(struct intake *intake, struct power_log *log)
{
	size_t sum = find_sum(log), meter = find_meter(log);

	if (log->count < 2)
		return true;
	if (sum == SIZE_MAX && meter != SIZE_MAX && proven(&log->sources[meter]))
		sum = meter;
	if (sum != SIZE_MAX) {
		settle_sum(intake, log, sum);
		return true;
	}
	if (meter != SIZE_MAX)
		return settle_meter(intake, log, meter);
	settle_nested(intake, log);
	return true;
}

static bool is_left_out(const struct power_log *log, size_t device)
{
	return log->device_out[device] || log->sources[log->device_source[device]].left_out;
}

/* Rows of devices of which one holds others, as "CPU Package" and "CPU Cores". */
static bool refuse_nested_rows(struct intake *intake, const struct power_log *log)
{
	bool seen[SUBJECT_TOTAL + 1] = {false}, platform, others;

	if (log->count != 1 || log->id_count == 0 || intake->options->overlap == OVERLAP_SUM)
		return false;
	for (size_t i = 0; i < log->device_count; i++)
		seen[log->device_subject[i]] |= log->device_whole[i] == SUBJECT_UNKNOWN;
	platform = seen[SUBJECT_PLATFORM] || seen[SUBJECT_TOTAL];
	others = seen[SUBJECT_PACKAGE] || seen[SUBJECT_CORE] || seen[SUBJECT_COMPONENT];
	if (!(platform && others) && !(seen[SUBJECT_PACKAGE] && seen[SUBJECT_CORE]))
		return false;
	intake_fail(intake, DIAG_IMPORT_OVERLAP, 0,
		    "--where COLUMN=VALUE keeps what is to be counted, --overlap sum counts "
		    "all",
		    "devices of this log hold others (a package its cores, a platform both): "
		    "adding them would count energy twice");
	return true;
}

bool power_log_settle(struct intake *intake, struct power_log *log)
{
	if (log->commas > 0 && log->commas == log->commas_of_three) {
		intake_fail(intake, DIAG_IMPORT_UNUSABLE, log->comma_line,
			    "write a decimal point, and no mark between thousands",
			    "every comma in a power has three digits behind it: it may be a "
			    "decimal comma or a mark of thousands");
		return false;
	}
	if (!settle_columns(intake, log) || !power_log_settle_rows(intake, log) ||
	    refuse_nested_rows(intake, log))
		return false;
	for (size_t i = 0; i < log->device_count; i++)
		if (is_left_out(log, i))
			power_leave_out(log->series, i);
	for (size_t i = 0; i < log->count; i++)
		if (log->sources[i].left_out)
			power_forget_cells(log->series, log->sources[i].name);
	return true;
}

/* Where the columns that count were metered. */
static enum metered_at find_meter_place(const struct power_log *log, size_t *devices)
{
	bool all_accelerators = true, any_component = false;

	*devices = 0;
	for (size_t i = 0; i < log->device_count; i++) {
		enum power_subject subject = log->device_subject[i];

		if (is_left_out(log, i))
			continue;
		(*devices)++;
		all_accelerators = all_accelerators && subject == SUBJECT_ACCELERATOR;
		any_component |= subject == SUBJECT_PACKAGE || subject == SUBJECT_CORE ||
				 subject == SUBJECT_COMPONENT || subject == SUBJECT_PLATFORM;
	}
	if (all_accelerators)
		return METERED_ACCELERATOR;
	return any_component ? METERED_COMPONENTS : METERED_NODE;
}

static void tell_units(struct intake *intake, const struct power_log *log)
{
	for (size_t i = 0; i < log->count; i++) {
		const struct power_source *source = &log->sources[i];

		if (source->left_out)
			continue;
		if (source->means.milli_guessed)
			intake_assume(intake, "'%s' is in milliwatts", source->name);
		else if (!source->means.told)
			intake_assume(intake, "'%s' is in watts", source->name);
	}
	if (log->pairs > 0)
		intake_assume(intake,
			      "decimal commas are not quoted: the last two fields of %llu rows "
			      "are one number (30,3 is 30.3)",
			      (unsigned long long)log->pairs);
	else if (log->commas > 0)
		intake_assume(intake, "a comma in a power is a decimal comma");
}

void power_log_describe(struct intake *intake, const struct power_log *log)
{
	struct import *import = intake->import;
	size_t devices;

	import->metered_at = find_meter_place(log, &devices);
	/* The log does not say what meter it is of: the spread of polled power. */
	import->total.spread = "gsd-nvml-polled";
	if (import->metered_at == METERED_ACCELERATOR)
		import->accelerators = (unsigned)devices;
	if (import->metered_at == METERED_NODE)
		intake_assume(intake, "the power was metered at the node ('metered_at' on the "
				      "item says otherwise)");
	tell_units(intake, log);
}
