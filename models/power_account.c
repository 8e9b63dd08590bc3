/* Accounts of energy by part, length of step and UTC hour. */

#include "models/power_account.h"

#include "lca/base/arena.h"
#include "models/timestamp.h"

/* Cells of all accounts together take some 100 MB; before they do, classes become coarse. */
enum { MOST_CELLS = 1 << 21, MOST_FINE_CELLS = 1 << 19, FIRST_SLOTS = 256 };

double power_seconds(int64_t start, int64_t end)
{
	return (double)((uint64_t)end - (uint64_t)start) / (double)TIMESTAMP_SECOND;
}

struct power_share *power_account_share(struct arena *arena, struct power_account *account,
					size_t part)
{
	size_t count = account->share_count;
	struct power_share *share;

	for (size_t i = 0; i < count; i++)
		if (account->shares[i]->part == part)
			return account->shares[i];
	share = arena_alloc(arena, sizeof *share);
	share->part = part;
	account->shares =
	    arena_grow(arena, account->shares, count, sizeof(struct power_share *));
	account->steps = arena_grow(arena, account->steps, count, sizeof(struct steps *));
	account->shares[count] = share;
	account->steps[count] = &share->steps;
	account->share_count++;
	return share;
}

double power_account_joules(const struct power_account *account)
{
	struct sum joules = {0};

	for (size_t i = 0; i < account->share_count; i++) {
		sum_add(&joules, sum_value(&account->shares[i]->joules));
		sum_add(&joules, steps_joules(&account->shares[i]->steps));
	}
	return sum_value(&joules);
}

static size_t hash(const struct power_cell *key)
{
	uint64_t mixed = (uint64_t)key->hour;

	mixed = mixed * 0x9E3779B97F4A7C15U + key->account;
	mixed = mixed * 0x9E3779B97F4A7C15U + key->part;
	mixed = mixed * 0x9E3779B97F4A7C15U + key->class;
	return (size_t)(mixed ^ (mixed >> 29));
}

static bool same_cell(const struct power_cell *a, const struct power_cell *b)
{
	return a->hour == b->hour && a->account == b->account && a->part == b->part &&
	       a->class == b->class;
}

/* The slot that holds a cell or is free for it. */
static size_t find_slot(const struct power_cells *cells, const struct power_cell *key)
{
	size_t slot = hash(key) & (cells->slot_count - 1);

	while (cells->slots[slot] != 0 &&
	       !same_cell(&cells->cells[cells->slots[slot] - 1], key))
		slot = (slot + 1) & (cells->slot_count - 1);
	return slot;
}

/* At most half of the slots are in use. */
static void grow_slots(struct arena *arena, struct power_cells *cells)
{
	cells->slot_count = cells->slot_count ? 2 * cells->slot_count : FIRST_SLOTS;
	cells->slots = arena_alloc(arena, cells->slot_count * sizeof *cells->slots);
	for (size_t i = 0; i < cells->count; i++)
		cells->slots[find_slot(cells, &cells->cells[i])] = i + 1;
}

/* SIZE_MAX where there are too many. */
static size_t find_cell(struct arena *arena, struct power_cells *cells,
			const struct power_cell *key)
{
	size_t slot;

	if (2 * cells->count >= cells->slot_count)
		grow_slots(arena, cells);
	slot = find_slot(cells, key);
	if (cells->slots[slot] != 0)
		return cells->slots[slot] - 1;
	if (cells->count == MOST_CELLS)
		return SIZE_MAX;
	cells->cells = arena_grow(arena, cells->cells, cells->count, sizeof *cells->cells);
	cells->cells[cells->count] = *key;
	cells->slots[slot] = cells->count + 1;
	return cells->count++;
}

/* Sums the cells again by coarse classes. */
static void coarsen(struct arena *arena, struct power_cells *cells)
{
	struct power_cells coarse = {.coarse = true};

	for (size_t i = 0; i < cells->count; i++) {
		struct power_cell key = cells->cells[i];
		size_t cell;

		key.class = steps_class_coarse(key.class);
		key.joules = (struct sum){0};
		cell = find_cell(arena, &coarse, &key);
		sum_add(&coarse.cells[cell].joules, sum_value(&cells->cells[i].joules));
	}
	*cells = coarse;
}

/* class 0 goes to the same cell again and again. */
static bool add_to_hour(struct arena *arena, struct power_cells *cells,
			struct power_account *account, const struct power_cell *key,
			double joules)
{
	bool same = account->cell < cells->count && key->class == 0 &&
		    account->cell_hour == key->hour && account->cell_part == key->part &&
		    same_cell(&cells->cells[account->cell], key);
	size_t cell = same ? account->cell : find_cell(arena, cells, key);

	if (cell == SIZE_MAX)
		return false;
	sum_add(&cells->cells[cell].joules, joules);
	if (key->class == 0) {
		account->cell = cell;
		account->cell_hour = key->hour;
		account->cell_part = key->part;
	}
	return true;
}

/* The watts at a time within a step, by linear interpolation. */
static double watts_at(const struct power_step *step, int64_t time)
{
	double share = power_seconds(step->start, time) / power_seconds(step->start, step->end);

	return step->watts + (step->end_watts - step->watts) * share;
}

static bool add_hours(struct arena *arena, struct power_cells *cells,
		      struct power_account *account, const struct power_step *step,
		      uint32_t class)
{
	int64_t last = timestamp_hour(step->end - 1), from = step->start;
	double watts = step->watts;

	for (int64_t hour = timestamp_hour(step->start); hour <= last; hour++) {
		int64_t to = hour == last ? step->end : (hour + 1) * TIMESTAMP_HOUR;
		double end_watts = hour == last ? step->end_watts : watts_at(step, to);
		double joules = power_seconds(from, to) * (watts + end_watts) / 2;
		struct power_cell key = {.hour = hour,
					 .account = (uint32_t)account->number,
					 .part = (uint32_t)step->part,
					 .class = class};

		if (!add_to_hour(arena, cells, account, &key, joules))
			return false;
		from = to;
		watts = end_watts;
	}
	return true;
}

bool power_account_step(struct arena *arena, struct power_cells *cells,
			struct power_account *account, const struct power_step *step)
{
	struct power_share *share = power_account_share(arena, account, step->part);
	double seconds = power_seconds(step->start, step->end);
	double joules = seconds * (step->watts + step->end_watts) / 2;
	int64_t length = step->end - step->start;
	uint32_t class = step->always ? 0 : steps_class(length);

	if (step->always) {
		sum_add(&share->seconds, seconds);
		sum_add(&share->joules, joules);
	} else {
		steps_add(arena, &share->steps, length, joules, step->idle);
		if (step->doubted)
			steps_add(arena, &share->doubted, length, joules, step->idle);
	}
	if (!cells->coarse && cells->count >= MOST_FINE_CELLS)
		coarsen(arena, cells);
	return add_hours(arena, cells, account, step,
			 cells->coarse ? steps_class_coarse(class) : class);
}
