/* Mean powers that no device draws. */

#include "models/plausible.h"

#include "lca/base/arena.h"

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
