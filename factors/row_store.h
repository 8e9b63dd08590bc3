#ifndef FACTORS_ROW_STORE_H
#define FACTORS_ROW_STORE_H

/* A factor row on its way from the CSV into the database: its cells made canonical. */

#include <stdbool.h>
#include <stdint.h>

#include "factors/layer.h"
#include "lca/base/dist.h"
#include "lca/base/unit.h"

struct arena;

/* The columns of a factor table. */
enum column_index {
	ACTIVITY,
	REGION,
	YEAR,
	CRITERION,
	VARIANT,
	VALUE,
	UNIT,
	SPREAD,
	METHOD,
	METHOD_GSD,
	BOUNDARY,
	ACCOUNTING,
	DELIVERY,
	GAS_SCOPE,
	GWP_SET,
	STATUS,
	PUBLISHED,
	SOURCE,
	LOCATOR,
	NOTE,
	COLUMN_COUNT
};

struct row {
	const char *cell[COLUMN_COUNT];
	const char *id;
	const char *kind; /* kinds.h */
	struct unit unit;
	double value;	  /* cell[VALUE] as a number */
	struct dist dist; /* in its own unit */
	double method_gsd;
};

/* The 95 % interval in the row's unit, of its own spread and of its method. */
void row_interval(const struct row *row, double *low, double *high);

/* Enters the row; false where its id is already there. file and line: where it comes from. */
bool row_store(const struct layer *layer, const struct row *row, const char *file,
	       uint64_t line);
/* Fills the full-text index of a layer once its rows are complete. */
bool row_index_layer(const struct layer *layer);
/* The same beside a layer whose own index is not trusted, where that was not done yet. */
bool row_index_words(struct layer *layer, struct arena *arena);

#endif
