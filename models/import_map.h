#ifndef MODELS_IMPORT_MAP_H
#define MODELS_IMPORT_MAP_H

/*
 * A column map: what the columns of a table, or the paths of JSON records, mean where no
 * importer knows them.
 *
 *     import:
 *       columns:
 *         time: {name: ts, unit: ms}              # UNIX time; without a unit: as it is written
 *         energy: {name: power_w, unit: W, kind: power}
 *         device: gpu
 *
 * energy is of a kind: power (integrated), counter (differences), energy (of each row), which
 * must be stated; with tokens or requests the rows are requests, and an energy is theirs. Rows
 * are of one device where no column tells devices apart. Without a header line
 * `names` lists the columns; `decimal` says that energies have a decimal comma.
 */

#include <stdbool.h>
#include <stddef.h>

#include "lca/base/diag.h"
#include "models/import.h"
#include "models/usage.h"

struct arena;
struct importer;
struct node;

enum map_kind { MAP_ENERGY, MAP_POWER, MAP_COUNTER };

struct import_map {
	struct place place;
	char separator;		  /* CSV_ANY: found */
	char decimal;		  /* of energies: ',' or '.'; 0: as they are written */
	const char *const *names; /* of a table without a header, ending in NULL; else NULL */
	struct usage_plan plan;	  /* every column that is mapped, by its role */
	bool has_requests;	  /* rows are requests */
	/* rows of energy */
	enum map_kind kind;
	double joules; /* per unit of the energy column, or watts per unit of power */
	double busy;   /* share per unit of utilization */
	double range;  /* of a counter, in its unit; 0: never wraps */
	const char *energy, *device, *host, *utilization; /* columns, or NULL */
	enum metered_at metered_at;
};

/* Reads the mapping under `import:`; NULL where something is wrong (all of it reported). */
const struct import_map *import_map_read(struct arena *arena, const struct node *node,
					 const char *path, struct diags *diags);
/* The importer of a map; in the arena. */
const struct importer *import_map_importer(struct arena *arena, const struct import_map *map);

#endif
