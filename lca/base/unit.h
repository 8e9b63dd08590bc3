#ifndef LCA_BASE_UNIT_H
#define LCA_BASE_UNIT_H

/*
 * Units: a text such as "gCO2e/kWh" becomes a scale and a vector of exponents.
 *
 * Base units are those of the field, so that numbers stay readable inside the engine: kWh, h,
 * kgCO2e, kgSbe, MJ of primary energy, L of water, request, token, byte, FLOP, kg, m, image,
 * USD. A value in base units = value as typed * scale. UDUNITS-2 parses and reduces; our strict
 * tokenizer stands before it. unit.c alone touches UDUNITS and its global state; parsed units
 * are plain values.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buffer;

enum dimension {
	DIMENSION_ENERGY,  /* kWh */
	DIMENSION_TIME,	   /* h */
	DIMENSION_CO2E,	   /* kgCO2e */
	DIMENSION_SBE,	   /* kgSbe */
	DIMENSION_PRIMARY, /* MJ_pe, primary energy */
	DIMENSION_WATER,   /* L */
	DIMENSION_REQUEST,
	DIMENSION_TOKEN,
	DIMENSION_BYTE,
	DIMENSION_FLOP,
	DIMENSION_MASS,	  /* kg */
	DIMENSION_LENGTH, /* m */
	DIMENSION_IMAGE,
	DIMENSION_MONEY, /* USD */
	DIMENSION_COUNT
};

struct dimensions {
	int8_t exponent[DIMENSION_COUNT];
};

struct unit {
	const char *text; /* as the user spelled it; "" for a pure number */
	double scale;	  /* base units per unit, > 0 */
	struct dimensions dimensions;
};

/* Why a text is not a unit. offset: bytes from its start to what is wrong. */
struct unit_error {
	size_t offset;
	const char *message;
	const char *hint; /* or NULL */
};

/* Parses text[0..length). "X/1000 token" is X per thousand tokens. False fills error (texts in
 * arena); error NULL: nothing is told, which is quick. */
bool unit_parse(struct arena *arena, const char *text, size_t length, struct unit *unit,
		struct unit_error *error);
/* Parses a unit that the program itself names: a bug if it fails. */
struct unit unit_of(const char *text);

/* A value typed in a unit, in base units: value * scale, rounded once where the scale is 1/n.
 */
double unit_to_base(const struct unit *unit, double value);

bool dimensions_equal(struct dimensions a, struct dimensions b);
bool dimensions_none(struct dimensions d); /* a pure number */
struct dimensions dimensions_multiply(struct dimensions a, struct dimensions b);
struct dimensions dimensions_divide(struct dimensions a, struct dimensions b);

/* "an energy (kWh)", "a power (W)", "an intensity (kgCO2e/kWh)", or "'kgCO2e.h'" where it has
 * no name. */
const char *dimensions_describe(struct arena *arena, struct dimensions d);
/* The unit a value of these dimensions is printed in: kWh, kgCO2e, W, h, "" ... */
struct unit dimensions_unit(struct arena *arena, struct dimensions d);

/* What may be typed (lca units): one row per unit name. */
struct unit_row {
	const char *name;	/* "kWh" */
	const char *definition; /* "1 kWh", "3.6 MJ", or alias text */
	const char *meaning;	/* "energy" */
};
const struct unit_row *unit_rows(size_t *count);

#endif
