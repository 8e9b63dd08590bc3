/* Cells of sacct. */

#include <math.h>
#include <string.h>

#include "lca/base/text.h"
#include "models/import_slurm.h"
#include "models/timestamp.h"

/* Slurm's NO_VAL and INFINITE in 32 bits; those in 64 bits are beyond any energy. */
#define NO_VALUE_32    4294967294.0
#define INFINITE_32    4294967295.0
#define NO_VALUE_64    9.2e18
#define MOST_RESOURCES 1e9

bool slurm_is_sentinel(double number)
{
	return number >= NO_VALUE_64 || number == NO_VALUE_32 || number == INFINITE_32;
}

enum reading slurm_energy(struct csv_field field, double *joules)
{
	static const char suffixes[] = "KMGTPE";
	const char *suffix = NULL;
	enum reading reading;

	if (field.length > 1)
		suffix = memchr(suffixes, field.text[field.length - 1], sizeof suffixes - 1);
	if (suffix)
		field.length--;
	reading = field_number(field, joules);
	if (reading != READING_NUMBER)
		return reading;
	if (suffix)
		*joules *= pow(1000, (double)(suffix - suffixes + 1));
	return slurm_is_sentinel(*joules) ? READING_MISSING : READING_NUMBER;
}

/* GB per unit of the suffix; sacct counts in units of 1024, job lists quote them as 1000. */
static double unit_of_memory(char suffix)
{
	static const char suffixes[] = "KMGTP";
	const char *found = memchr(suffixes, suffix, sizeof suffixes - 1);

	return found ? pow(1000, (double)(found - suffixes) - 2) : NAN;
}

enum reading slurm_memory(struct csv_field field, double cpus, double nodes, double *gb)
{
	double times = 1, unit;
	enum reading reading;

	if (field.length > 1 && field.text[field.length - 1] == 'c')
		times = cpus;
	else if (field.length > 1 && field.text[field.length - 1] == 'n')
		times = nodes;
	field.length -= field.length > 1 && (field.text[field.length - 1] == 'c' ||
					     field.text[field.length - 1] == 'n');
	/* A number alone is MB. */
	unit = field.length > 0 ? unit_of_memory(field.text[field.length - 1]) : NAN;
	if (isnan(unit))
		unit = unit_of_memory('M');
	else
		field.length--;
	reading = field_number(field, gb);
	if (reading != READING_NUMBER)
		return reading;
	if (slurm_is_sentinel(*gb) || *gb < 0 || isnan(times))
		return READING_MISSING;
	*gb *= unit * times;
	return READING_NUMBER;
}

enum reading slurm_seconds(struct csv_field field, double *seconds)
{
	enum reading reading = field_number(field, seconds);

	if (reading == READING_BAD && duration_parse(field.text, field.length, seconds))
		return READING_NUMBER;
	if (reading == READING_NUMBER && (slurm_is_sentinel(*seconds) || *seconds < 0))
		return READING_MISSING;
	return reading;
}

/* Takes the next "name=amount" off a list. */
static bool next_entry(struct csv_field *list, struct csv_field *name, struct csv_field *amount)
{
	while (list->length > 0) {
		const char *comma = memchr(list->text, ',', list->length);
		size_t length = comma ? (size_t)(comma - list->text) : list->length;
		const char *equals = memchr(list->text, '=', length);

		*name = *amount = (struct csv_field){.text = list->text};
		if (equals) {
			name->length = (size_t)(equals - list->text);
			amount->text = equals + 1;
			amount->length = length - name->length - 1;
		}
		list->text += length + (comma != NULL);
		list->length -= length + (comma != NULL);
		if (equals)
			return true;
	}
	return false;
}

static bool is_count(struct csv_field field, double *count)
{
	return text_number(field.text, field.length, count) && *count >= 0 &&
	       *count <= MOST_RESOURCES;
}

double slurm_gpus(struct csv_field tres, struct csv_field *type)
{
	static const char untyped[] = "gres/gpu", typed[] = "gres/gpu:";
	double count, sum = 0, all = tres.length > 0 ? 0 : NAN;
	bool has_untyped = false;
	struct csv_field name, amount;

	*type = (struct csv_field){.text = ""};
	while (next_entry(&tres, &name, &amount)) {
		if (!is_count(amount, &count))
			continue;
		if (field_same(name, untyped)) {
			has_untyped = true;
			all = count;
		} else if (name.length > sizeof typed - 1 &&
			   memcmp(name.text, typed, sizeof typed - 1) == 0) {
			sum += count;
			if (type->length == 0)
				*type = (struct csv_field){.text = name.text + sizeof typed - 1,
							   .length = name.length -
								     (sizeof typed - 1)};
		}
	}
	return has_untyped || isnan(all) ? all : sum;
}

double slurm_resource(struct csv_field tres, const char *resource)
{
	struct csv_field name, amount;
	double count;

	while (next_entry(&tres, &name, &amount))
		if (field_same(name, resource) &&
		    text_number(amount.text, amount.length, &count))
			return count;
	return NAN;
}
