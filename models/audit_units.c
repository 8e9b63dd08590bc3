/* Units that are mixed up in print. */

#include "models/audit_units.h"

#define UNITS(list, code) ((struct audit_units){list, sizeof(list) / sizeof *(list), code})

static const struct audit_unit masses[] = {
    {"lbCO2e", "pounds"},
    {"tCO2e", "tonnes"},
    {"kgCO2e", "kilograms"},
    {"gCO2e", "grams"},
    {"short_tonCO2e", "short tons"},
    {"ktCO2e", "thousand tonnes"},
};
static const struct audit_unit energies[] = {
    {"Wh", "Wh"}, {"kWh", "kWh"}, {"MWh", "MWh"}, {"GWh", "GWh"}, {"MJ", "MJ"},
};
static const struct audit_unit masses_of_one[] = {
    {"gCO2e/request", "grams a request"},
    {"gCO2e/1000 request", "grams for 1000 requests"},
    {"kgCO2e/request", "kilograms a request"},
    {"mgCO2e/request", "milligrams a request"},
};
static const struct audit_unit energies_of_one[] = {
    {"Wh/request", "Wh a request"},
    {"Wh/1000 request", "Wh for 1000 requests"},
    {"kWh/request", "kWh a request"},
    {"kWh/1000 request", "kWh for 1000 requests"},
};

struct audit_units audit_units_of(enum claim_figure figure)
{
	switch (figure) {
	case CLAIM_EMISSIONS:
		return UNITS(masses, AUDIT_UNIT_MASS);
	case CLAIM_ENERGY:
		return UNITS(energies, AUDIT_UNIT_ENERGY);
	case CLAIM_EMISSIONS_PER_UNIT:
		return UNITS(masses_of_one, AUDIT_SCALE);
	case CLAIM_ENERGY_PER_UNIT:
		return UNITS(energies_of_one, AUDIT_SCALE);
	default:
		return (struct audit_units){0};
	}
}
