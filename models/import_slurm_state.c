/* States of Slurm's jobs: "CANCELLED by 1001" is CANCELLED, and PENDING is no job yet. */

#include <string.h>

#include "lca/base/arena.h"
#include "models/import_slurm.h"

/* Slurm has a dozen; a column that holds anything else is not kept whole. */
enum { MOST_STATES = 64 };

/* Without who did it. */
static struct csv_field state_of(const struct slurm *log, const struct csv_row *row)
{
	struct csv_field state = row_field(row, log->column[COLUMN_STATE]);
	const char *blank = memchr(state.text, ' ', state.length);

	if (blank)
		state.length = (size_t)(blank - state.text);
	return state;
}

/* The row with its state alone, as `where` and `split` see it. */
static struct csv_row with_state(struct intake *intake, const struct csv_row *row)
{
	struct slurm *log = intake->state;
	size_t column = log->column[COLUMN_STATE];
	struct csv_row seen = *row;

	if (column >= row->count)
		return seen;
	if (log->seen_width < row->count) {
		log->seen_fields =
		    arena_alloc(intake->arena, row->count * sizeof *log->seen_fields);
		log->seen_width = row->count;
	}
	memcpy(log->seen_fields, row->fields, row->count * sizeof *log->seen_fields);
	log->seen_fields[column] = state_of(log, row);
	seen.fields = log->seen_fields;
	return seen;
}

void slurm_select_job(struct intake *intake, const struct csv_row *row)
{
	struct slurm *log = intake->state;
	struct csv_row seen = with_state(intake, row);
	struct job *job = &log->job;

	job->wanted = intake_selects(intake, &seen);
	if (job->wanted)
		job->part = intake_part(intake, &seen);
	job->unfinished = field_same(state_of(log, row), "PENDING") ||
			  field_same(state_of(log, row), "RUNNING");
}

static bool is_known(const struct slurm *log, struct csv_field state)
{
	for (size_t i = 0; i < log->states.count; i++)
		if (field_same(state, log->states.texts[i]))
			return true;
	return false;
}

void slurm_count_state(struct intake *intake, const struct csv_row *row)
{
	struct slurm *log = intake->state;
	struct csv_field state = state_of(log, row);
	size_t known = log->states.count, number;

	if (state.length == 0 || (known == MOST_STATES && !is_known(log, state)))
		return;
	number = text_set_add(intake->arena, &log->states, state.text, state.length);
	if (number == known) {
		log->state_counts = arena_grow(intake->arena, log->state_counts, known,
					       sizeof *log->state_counts);
		log->state_counts[number] = 0;
	}
	log->state_counts[number]++;
}
