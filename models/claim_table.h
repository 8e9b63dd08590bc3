#ifndef MODELS_CLAIM_TABLE_H
#define MODELS_CLAIM_TABLE_H

/*
 * Labelled figures: columns of tables, bullets of model cards, fields of records.
 *
 * A label says what a value is by its words and its unit, wherever that stands: "energy_mwh",
 * "Training Time (GPU hours)", "CO2 Emissions (in grams)", "Power consumption" over "12 kWh".
 * The rules are rows of claim_table_labels.def. A row is a claim; what a row says in words
 * (power_kind, energy_scope, accounting) is settled at its end.
 */

#include <stddef.h>

#include "models/claim_reader.h"

enum claim_word {
	WORD_ID,
	WORD_MODEL,
	WORD_ORGANISATION,
	WORD_STAGE,
	WORD_HARDWARE,
	WORD_REGION,
	WORD_PROVIDER,
	WORD_YEAR,
	WORD_SOURCE,
	WORD_LOCATOR, /* where in the source */
	WORD_NOTE,
	WORD_ACCOUNTING,
	WORD_POWER_KIND,
	WORD_ENERGY_SCOPE,
	WORD_SCOPE,
	WORD_TOTAL_OF,
	WORD_PER,
	WORD_UNUSED, /* known, and nothing for a claim: confidence, timestamp */
	CLAIM_WORDS
};

enum claim_label_kind { LABEL_UNKNOWN, LABEL_FIGURE, LABEL_WORD };

struct claim_label {
	enum claim_label_kind kind;
	enum claim_figure figure;
	enum claim_word word;
	const char *text; /* as printed */
	const char
	    *unit;     /* what a bare number is in, to be written behind it; NULL: not said */
	bool computed; /* the value is a program's: see claim_cell_computed */
	enum claim_power_of power_of;	  /* "Power per node (W)" says it */
	enum metered_at metered;	  /* "gpu_energy_kwh" says it */
	enum claim_accounting accounting; /* "CO2 (kg, location)" says it */
	const char
	    *use; /* "/1000 request", where the label says that it is per so many; or NULL */
};

/* value: what stands beneath the label, which may say the unit; NULL where that is not to be
 * looked at. */
struct claim_label claim_label_of(struct arena *arena, const char *text, const char *value);

/* A unit as publications spell it ("grams of CO2", "kg_per_kwh", "tons CO2eq") as
 * printed_read takes it; NULL where it is none. *kind, if not NULL: what it measures. */
enum claim_unit_kind {
	KIND_NONE,
	KIND_TIME,
	KIND_ENERGY,
	KIND_POWER,
	KIND_MASS,
	KIND_INTENSITY,
	KIND_WATER,
	KIND_WUE,
	KIND_ENERGY_PER_USE,
	KIND_MASS_PER_USE,
	KIND_WATER_PER_USE,
	KIND_TOKENS,
	KIND_USE,
	KIND_COMPUTE,
	KIND_OTHER
};
const char *claim_unit_of(struct arena *arena, const char *text, enum claim_unit_kind *kind);

/* Reads a value as the figure; unit: what is written behind a bare number, or NULL where that
 * of the figure is taken (which is then a doubt of the printed one). PRINTED_READ alone fills
 * printed; *message says why, for BAD_UNIT and OTHER_UNIT. */
enum printed_status claim_value_read(struct claim_reader *reader, enum claim_figure figure,
				     const char *unit, const char *text, struct place place,
				     struct printed *printed, const char **message);
/* "", "-", "n/a", "unknown", "[More Information Needed]": nothing is said. */
bool claim_says_nothing(const char *text);

/* A value beneath its label. */
struct claim_cell {
	struct claim_label label;
	const char *text;
	struct place place;
};

struct claim_cell claim_cell_figure(enum claim_figure figure, const char *name,
				    const char *unit, const char *text, struct place place);
struct claim_cell claim_cell_word(enum claim_word word, const char *text, struct place place);
/* The same of a number that a program wrote: it was not rounded to the digits it happens to
 * have, and digits far behind are noise of its arithmetic. */
struct claim_cell claim_cell_computed(enum claim_figure figure, const char *name,
				      const char *unit, const char *text, struct place place);

/* A claim of its cells: NULL where none of them states a figure or names anything. where: what
 * a figure that is stated twice stands in, for `also`. id may be NULL: made of id or model. */
struct claim *claim_cells_add(struct claim_reader *reader, const char *id,
			      const struct claim_cell *cells, size_t count, struct place place);
/* Adds cells to a claim that is there: a figure that is stated already becomes an `also` of
 * `where`, words that are said already stay. */
void claim_cells_join(struct claim_reader *reader, size_t claim, const struct claim_cell *cells,
		      size_t count, const char *where);

/* What a claim says in words: words[WORD_...] as printed, NULL where it does not. Sets stage,
 * region, hardware, accounting, what power and energy are of, and so on, where the claim does
 * not say them yet. */
void claim_words_settle(struct claim_reader *reader, struct claim *claim,
			const char *const words[CLAIM_WORDS], struct place place);

/* A place, a device that is named once more: where it is another one, a remark says so; the
 * closer place and the device that is known for certain are taken. (claim_table_again.c) */
void claim_region_again(struct claim_reader *reader, struct claim *claim, const char *text,
			struct place place);
void claim_hardware_again(struct claim_reader *reader, struct claim *claim, const char *text,
			  struct place place);

/* One row as a claim: names[i] is the header of values[i], "" where empty. */
struct claim *claim_table_row(struct claim_reader *reader, const char *const *names,
			      const char *const *values, size_t count, struct place place);

/* claim_table_points.c: whether the rows that follow have decimal commas and no decimal points;
 * then a dot between groups of three digits is left out of a number. */
struct csv;
bool claim_table_decimal_commas(struct claim_reader *reader, struct csv *csv,
				const struct claim_label *labels, size_t count);
const char *claim_table_without_groups(struct arena *arena, const char *text);

/* Ids that repeat in the reader's claims are told apart: once, at the end of a file and before
 * totals name their rows. */
void claim_ids_settle(struct claim_reader *reader);
/* "Total", "Sum", "Overall". */
bool claim_is_total(const struct claim *claim);
/* Claims first .. end are rows of one table: those called a total become totals of the rows
 * above them, since the total before. */
void claim_table_totals(struct claim_reader *reader, size_t first, size_t end);

#endif
