/* The end of a power log: settles overlaps, tells gaps from steps, adds up. */

#include <math.h>

#include "lca/base/arena.h"
#include "models/power_inner.h"
#include "models/timestamp.h"

/* Rows closer together than this were read in one sweep over several devices. */
#define LONGEST_SWEEP (TIMESTAMP_SECOND / 10)
enum { SWEEP_RATIO = 5 };
/* Time goes back more often than that, and in one reading of as many. */
enum { SEVERAL = 20 };
/* Readings without a utilisation, of which more leave the energy unsplit: one in a hundred. */
enum { UNTOLD_SHARE = 100 };

/* What of the time of devices is inside the energy. */
struct covered {
	double all, longest;   /* seconds */
	size_t devices, still; /* with time; of these without any energy */
	const char *first_still;
};

/* Calls visit for the account of a device that counts. */
typedef void (*account_visitor)(struct power_series *series, struct power_account *account,
				void *of);

static void visit_account(struct power_series *series, const struct power_device *device,
			  account_visitor visit, void *of)
{
	if (!device->left_out && device->run_count > 0)
		visit(series, device->account, of);
}

static int64_t median_of(struct power_account *account)
{
	if (account->median == 0)
		account->median = steps_quantile(account->steps, account->share_count, 0.5);
	return account->median;
}

static void gaps_add(struct import_gaps *gaps, const struct import_gaps *more)
{
	gaps->count += more->count;
	gaps->bridged += more->bridged;
	gaps->bridged_s += more->bridged_s;
	gaps->bridged_kwh += more->bridged_kwh;
	gaps->left_out_s += more->left_out_s;
}

static struct step_sums share_sums(const struct power_share *share, int64_t median)
{
	struct step_sums sums = {0};

	steps_sum(&share->steps, median, &sums);
	sums.seconds += sum_value(&share->seconds);
	sums.joules += sum_value(&share->joules);
	return sums;
}

/* Of one device. */
struct added {
	bool is_accelerator;
	double seconds, joules;
};

/* Of the energy, what gaps and missing readings leave to the trapezoid; gaps over missing
 * readings are both. */
static void doubt_share(struct power_series *series, const struct power_share *share,
			int64_t median, double bridged_kwh)
{
	struct step_sums doubted = {0};
	double kwh;

	steps_sum(&share->doubted, median, &doubted);
	series->missed_kwh += doubted.joules / JOULES_PER_KWH - doubted.gaps.bridged_kwh;
	kwh = bridged_kwh + doubted.joules / JOULES_PER_KWH - doubted.gaps.bridged_kwh;
	if (kwh > 0)
		intake_doubt(series->intake, share->part, kwh);
}

static void add_share(struct power_series *series, const struct power_share *share,
		      int64_t median, struct added *added)
{
	struct intake *intake = series->intake;
	struct step_sums sums = share_sums(share, median);
	double energy = sums.joules / JOULES_PER_KWH;
	struct amount amount = {
	    .energy_kwh = energy,
	    .energy_it_kwh = energy,
	    .emissions_kg = NAN,
	    .device_hours = added->is_accelerator ? sums.seconds / SECONDS_PER_HOUR : NAN};

	intake_add(intake, share->part, &amount);
	doubt_share(series, share, median, sums.gaps.bridged_kwh);
	gaps_add(&intake->import->gaps, &sums.gaps);
	added->seconds += sums.seconds;
	added->joules += sums.joules;
}

static void add_account(struct power_series *series, struct power_account *account, void *of)
{
	struct import_gaps *gaps = &series->intake->import->gaps;
	int64_t median = median_of(account);
	struct added *added = of;

	for (size_t i = 0; i < account->share_count; i++)
		add_share(series, account->shares[i], median, added);
	gaps->count += account->apart;
	gaps->left_out_s += sum_value(&account->apart_s);
}

static struct covered add_devices(struct power_series *series)
{
	struct covered covered = {0};

	for (size_t i = 0; i < series->keys.count; i++) {
		struct added added = {.is_accelerator =
					  series->devices[i]->rules->is_accelerator};

		visit_account(series, series->devices[i], add_account, &added);
		covered.all += added.seconds;
		covered.longest = fmax(covered.longest, added.seconds);
		covered.devices += added.seconds > 0;
		if (added.seconds > 0 && added.joules == 0 && covered.still++ == 0)
			covered.first_still = series->keys.texts[i];
	}
	return covered;
}

/* Counters that never rise are meters that measured nothing: false where all are. */
static bool judge_still(struct power_series *series, const struct covered *covered)
{
	struct intake *intake = series->intake;

	if (covered->still == 0)
		return true;
	if (covered->still == covered->devices) {
		intake_fail(intake, DIAG_IMPORT_UNUSABLE, 0,
			    "the meter gave no values: log again, or leave the log out",
			    "no counter ever rises: nothing was measured");
		return false;
	}
	diag_add(intake->diags, DIAG_IMPORT_ZERO, intake_place(intake, 0), NULL,
		 "where these drew power, add it as an item of its own",
		 "the counters of %zu of %zu devices never rise (first: '%s'): no energy is "
		 "counted for them",
		 covered->still, covered->devices, covered->first_still);
	return true;
}

static const struct power_share *find_share(const struct power_account *account, size_t part)
{
	for (size_t i = 0; i < account->share_count; i++)
		if (account->shares[i]->part == part)
			return account->shares[i];
	return NULL;
}

/* Of the accounts, those that are added. */
static bool *mark_counted(struct power_series *series)
{
	bool *counted = arena_alloc(series->intake->arena, series->account_count + 1);

	for (size_t i = 0; i < series->keys.count; i++) {
		const struct power_device *device = series->devices[i];

		counted[device->account->number] = !device->left_out;
	}
	return counted;
}

static void add_hours(struct power_series *series)
{
	bool *counted = mark_counted(series);

	for (size_t i = 0; i < series->cells.count; i++) {
		const struct power_cell *cell = &series->cells.cells[i];
		struct power_account *account = series->accounts[cell->account];
		double joules = sum_value(&cell->joules);

		if (!counted[cell->account])
			continue;
		if (cell->class > 0) {
			const struct power_share *share = find_share(account, cell->part);

			joules *=
			    steps_class_share(&share->steps, cell->class, median_of(account));
		}
		if (joules > 0)
			intake_hour(series->intake, cell->part, cell->hour,
				    joules / JOULES_PER_KWH);
	}
}

/* Is the log's utilisation good for a baseline: busy and idle readings of every device? */
struct split {
	bool any, whole, negative;
};

static void look_for_idle(struct power_series *series, struct power_account *account, void *of)
{
	struct split *split = of;
	uint64_t told = account->idle + account->busy;

	(void)series;
	if (account->share_count == 0)
		return;
	split->any |= told > 0;
	split->whole = split->whole && account->idle > 0 && account->busy > 0 &&
		       account->untold * UNTOLD_SHARE <= told;
}

static double idle_watts(const struct power_account *account)
{
	return sum_value(&account->idle_watts) / (double)account->idle;
}

static void find_negative(struct power_series *series, struct power_account *account, void *of)
{
	struct split *split = of;
	double joules = 0, seconds = 0;

	(void)series;
	for (size_t i = 0; i < account->share_count; i++) {
		struct step_sums sums = share_sums(account->shares[i], median_of(account));

		joules += sums.joules;
		seconds += sums.seconds;
	}
	split->negative |= joules < idle_watts(account) * seconds;
}

static void split_account(struct power_series *series, struct power_account *account, void *of)
{
	int64_t median = median_of(account);

	(void)of;
	for (size_t i = 0; i < account->share_count; i++) {
		const struct power_share *share = account->shares[i];
		struct step_sums sums = share_sums(share, median);
		double idle = fmin(idle_watts(account) * sums.seconds, sums.joules);

		intake_idle(series->intake, share->part, idle / JOULES_PER_KWH,
			    (sums.joules - idle) / JOULES_PER_KWH,
			    sums.idle_s / SECONDS_PER_HOUR);
	}
}

static void split_idle(struct power_series *series)
{
	struct split split = {.whole = true};

	for (size_t i = 0; i < series->keys.count; i++)
		visit_account(series, series->devices[i], look_for_idle, &split);
	if (!split.any)
		return;
	for (size_t i = 0; split.whole && i < series->keys.count; i++)
		visit_account(series, series->devices[i], find_negative, &split);
	if (!split.whole || split.negative) {
		intake_assume(
		    series->intake, "idle and busy are not told apart: %s",
		    split.negative
			? "the power at no utilisation is above the mean"
			: "not every device has readings at no utilisation and at some");
		return;
	}
	for (size_t i = 0; i < series->keys.count; i++)
		visit_account(series, series->devices[i], split_account, NULL);
	intake_assume(series->intake, "idle is the mean power at no utilisation over all time "
				      "covered; the rest is dynamic");
}

/* Of one device, rows are in order but for a few. */
static bool goes_back_often(const struct power_series *series)
{
	return series->back > SEVERAL && series->back > series->taken / SEVERAL;
}

bool power_in_sweeps(const struct power_series *series)
{
	if (goes_back_often(series))
		return true;
	for (size_t i = 0; i < series->keys.count; i++) {
		const struct power_device *device = series->devices[i];
		const struct power_account *account = device->account;
		const struct steps *lengths = &device->lengths;
		const struct steps *const *steps =
		    device->kept_count ? &lengths : account->steps;
		size_t count = device->kept_count ? 1 : account->share_count;
		int64_t low = steps_quantile(steps, count, 0.25);

		if (low > 0 && low <= LONGEST_SWEEP &&
		    SWEEP_RATIO * low < steps_quantile(steps, count, 0.9))
			return true;
	}
	return false;
}

/* Rows without one usable reading: says why where all are alike. */
static bool has_reading(struct power_series *series)
{
	uint64_t seen = 0;

	for (size_t i = 0; i < POWER_OUTCOMES; i++)
		seen += series->outcomes[i];
	if (seen == 0 || series->outcomes[POWER_ZERO] < seen)
		return true;
	intake_fail(series->intake, DIAG_IMPORT_UNUSABLE, 0,
		    "the meter gave no values: log again, or leave the log out",
		    "every reading is 0 W: nothing was measured");
	return false;
}

bool power_finish(struct power_series *series)
{
	struct intake *intake = series->intake;
	struct import *import = intake->import;
	struct covered covered;

	if (!has_reading(series))
		return false;
	for (size_t i = 0; i < series->keys.count; i++)
		if (!series->devices[i]->left_out &&
		    !power_settle_runs(series, series->keys.texts[i], series->devices[i]))
			return false;
	covered = add_devices(series);
	if (import->rows_used > 0 && !(covered.all > 0)) {
		intake_fail(intake, DIAG_IMPORT_UNUSABLE, 0,
			    series->back > 0 ? "sort the rows of each device by time" : NULL,
			    "no two readings of a device follow each other within 10 s or "
			    "three median steps");
		return false;
	}
	if (!judge_still(series, &covered))
		return false;
	/* Devices run side by side: the time covered is that of the one with the most. */
	import->covered_s = covered.longest;
	import->coverage = covered.all / (covered.all + import->gaps.left_out_s);
	if (!series->undated)
		add_hours(series);
	split_idle(series);
	power_tell(series);
	return true;
}
