/* Published figures and the bounds of implied values: two tables that nothing is computed from. */

#include "factors/figures.h"

const char *const figure_columns[FIGURE_COLUMNS] = {
    "id",
    "model",
    "organisation",
    "year",
    "stage",
    "hardware",
    "n_accelerators",
    "accelerator_hours",
    "power_w",
    "power_kind",
    "energy_kwh",
    "energy_scope",
    "pue",
    "carbon_intensity_kg_per_kwh",
    "grid_or_region",
    "reported_tco2e",
    "accounting",
    "water_l",
    "source",
    "note",
    "confidence",
    "evidence",
};

const struct published *factors_figures(struct factors *factors, size_t *count)
{
	(void)factors;
	*count = 0;
	return NULL;
}

const struct bound *factors_bound(struct factors *factors, const char *id)
{
	(void)factors;
	(void)id;
	return NULL;
}
