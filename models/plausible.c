/* Mean powers that no device draws, and lifetimes that none has. */

#include "models/plausible.h"

#include "lca/base/arena.h"
#include "lca/base/quantity.h"

/* "1.09 MW" */
static const char *power_text(struct arena *arena, double watts)
{
	if (watts >= 1e6)
		return arena_printf(arena, "%.3g MW", watts / 1e6);
	return arena_printf(arena, "%.3g kW", watts / 1e3);
}

void plausible_tell_intensity(struct intake *intake, double kwh, double kg)
{
	if (kwh > 0 && kg > 0)
		intake_assume(intake,
			      "the emissions of the log are %.6g g CO2e/kWh, which is "
			      "not used",
			      1000 * kg / kwh);
}

bool plausible_energy(struct intake *intake, const char *what, double kwh, double seconds,
		      double watts, uint64_t line)
{
	double mean;

	if (!(seconds > 0) || !(kwh > 0))
		return true;
	mean = kwh * JOULES_PER_KWH / seconds;
	if (!(mean > watts))
		return true;
	intake_fail(intake, DIAG_IMPORT_IMPLAUSIBLE, line,
		    "check the unit: joules and mWh are often written under kWh",
		    "%.6g kWh of %s in %.6g s are %s on average, more than %s: not plausible",
		    kwh, what, seconds, power_text(intake->arena, mean),
		    power_text(intake->arena, watts));
	return false;
}

void plausible_tell_means(struct intake *intake)
{
	struct import *import = intake->import;
	const struct import_part *total = &import->total;

	if (!total->has_energy || !(total->energy_it_kwh > 0))
		return;
	if (import->covered_s > 0)
		import->mean_watts = total->energy_it_kwh * JOULES_PER_KWH / import->covered_s;
	if (total->device_hours > 0)
		import->device_watts = total->energy_it_kwh * JOULES_PER_KWH /
				       (total->device_hours * SECONDS_PER_HOUR);
	if (import->metered_at == METERED_ACCELERATOR &&
	    import->device_watts < LEAST_MEAN_OF_GPU)
		diag_add(intake->diags, DIAG_IMPORT_MISMATCH, intake_place(intake, 0), NULL,
			 "check the unit: watts are sometimes headed mW, and averages may be "
			 "logged where readings should be",
			 "the accelerators drew %.3g W each on average, less than one of a "
			 "server draws at rest",
			 import->device_watts);
}

void plausible_lifetime(struct diags *diags, const struct quantity *quantity, const char *path)
{
	if (dist_central(&quantity->dist) >= LEAST_LIFETIME * unit_of("yr").scale)
		return;
	diag_add(diags, DIAG_LIFETIME_SHORT, quantity->origin.place, path,
		 "write the years that the hardware serves, such as '4 yr'",
		 "a lifetime below half a year is not plausible");
}
