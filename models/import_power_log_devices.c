/* Devices of power logs: what tells them apart, and what they are. */

#include <string.h>

#include "lca/base/arena.h"
#include "models/import_power_log.h"

enum { MOST_KEY = 512 };

static const struct power_rules *rules_of(enum power_subject subject)
{
	switch (subject) {
	case SUBJECT_ACCELERATOR:
		return &power_of_accelerator;
	case SUBJECT_PACKAGE:
	case SUBJECT_CORE:
	case SUBJECT_COMPONENT:
		return &power_of_component;
	case SUBJECT_UNKNOWN:
	case SUBJECT_PLATFORM:
	case SUBJECT_NODE:
	case SUBJECT_TOTAL:
		break;
	}
	return &power_of_node;
}

/* What a reading is of: as its column says, else as the row does ("NVIDIA L4", "CPU Package").
 */
static enum power_subject find_subject(const struct power_log *log, const struct csv_row *row,
				       size_t source)
{
	enum power_subject subject = log->sources[source].means.subject;

	if (log->whole != SUBJECT_UNKNOWN)
		return log->whole;
	/* amd-smi calls a GPU a socket. */
	if (log->ids_of_gpus && (subject == SUBJECT_UNKNOWN || subject == SUBJECT_PACKAGE))
		return SUBJECT_ACCELERATOR;
	for (size_t i = 0; i < log->id_count && subject == SUBJECT_UNKNOWN; i++)
		subject = power_name_read(row_field(row, log->ids[i])).subject;
	return subject;
}

/* "n1/GPU-aa/power_w": what the row names, then the column where there are several. */
static size_t device_key(const struct power_log *log, const struct csv_row *row, size_t source,
			 char key[MOST_KEY])
{
	size_t length = 0;

	for (size_t i = 0; i <= log->id_count; i++) {
		struct csv_field field =
		    i < log->id_count
			? row_field(row, log->ids[i])
			: (struct csv_field){log->sources[source].name,
					     strlen(log->sources[source].name), false};

		if (length + field.length + 2 > MOST_KEY)
			break;
		if (length > 0)
			key[length++] = '/';
		memcpy(key + length, field.text, field.length);
		length += field.length;
	}
	return length;
}

static void *grow(const struct power_log *log, void *list, size_t size)
{
	return arena_grow(log->arena, list, log->device_count, size);
}

static void add_device(struct power_log *log, const struct csv_row *row, size_t source,
		       const char *name)
{
	size_t device = log->device_count;
	double number;

	log->numbered |= log->id_count == 1 && log->only_gpu &&
			 field_number(row_field(row, log->ids[0]), &number) == READING_NUMBER;
	log->device_rows = grow(log, log->device_rows, sizeof *log->device_rows);
	log->device_source = grow(log, log->device_source, sizeof *log->device_source);
	log->device_subject = grow(log, log->device_subject, sizeof *log->device_subject);
	log->device_whole = grow(log, log->device_whole, sizeof *log->device_whole);
	log->device_name = grow(log, log->device_name, sizeof *log->device_name);
	log->device_out = grow(log, log->device_out, sizeof *log->device_out);
	log->device_rows[device] = 0;
	log->device_source[device] = source;
	log->device_subject[device] = find_subject(log, row, source);
	log->device_whole[device] = log->whole;
	log->device_name[device] = name;
	log->device_out[device] = false;
	log->device_count++;
}

size_t power_log_device(struct power_log *log, const struct csv_row *row, size_t source)
{
	char key[MOST_KEY];
	size_t length = device_key(log, row, source, key);
	size_t device = power_device_ruled(log->series, key, length, row->line,
					   rules_of(find_subject(log, row, source)));

	if (device != SIZE_MAX && device == log->device_count)
		add_device(log, row, source, arena_copy(log->arena, key, length));
	if (device != SIZE_MAX)
		log->device_rows[device]++;
	return device;
}

void power_log_miss(struct power_log *log, const struct csv_row *row, size_t source)
{
	char key[MOST_KEY];
	size_t length = device_key(log, row, source, key);

	power_miss_key(log->series, key, length);
}
