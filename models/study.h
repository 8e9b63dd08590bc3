#ifndef MODELS_STUDY_H
#define MODELS_STUDY_H

/*
 * What a scenario holds once it is read: sites, hardware and items with their values,
 * cross-checked, no formula yet.
 *
 * Internal to models/. A value is present where the file gives the key. An item's own value
 * wins over its site's, which wins over its hardware's (item_value). Origin keys:
 * "training/final run.power", "sites/jean-zay.intensity", "hardware/idris.lifetime"; the same
 * YAML node (an alias, a merge) is the same quantity.
 */

#include <stdbool.h>
#include <stddef.h>

#include "lca/base/text_set.h"
#include "lca/base/tree.h"
#include "models/assess.h"
#include "models/keys.h"
#include "models/scenario.h"

/* ISO 8601 interval; seconds since 1970 (UTC), end exclusive where only dates are given. */
struct period {
	bool known;
	int64_t start_s, end_s;
	const char *text; /* as shown */
};

struct grid_series;

struct value {
	const struct entry *entry;
	bool failed;		  /* given, but wrong: reported, its cell is CELL_BAD */
	struct quantity quantity; /* KIND_QUANTITY, and KIND_NODE where it is one */
	const char *text;	  /* KIND_TEXT, KIND_YEAR, KIND_PERIOD */
	int year;		  /* KIND_YEAR */
	struct period period;	  /* KIND_PERIOD */
	const char *const *texts; /* KIND_TEXTS */
	size_t text_count;
	const struct node *node;	  /* KIND_MAP, KIND_LIST, KIND_NODE */
	const struct grid_series *series; /* in place of the quantity, or NULL */
	const char *path;		  /* "stages.training[final run].power" */
};

struct site {
	const char *name;
	struct place place;
	const char *path;		 /* "sites.jean-zay" */
	struct value *values[KEY_TOTAL]; /* NULL: not given */
};

struct hardware {
	const char *name;
	struct place place;
	struct value *values[KEY_TOTAL]; /* NULL: not given */
};

struct criterion_value {
	const char *criterion;
	struct place place;
	const char *path;
	const struct node *node; /* read against the criterion's unit by the build */
	const char *key;
};

/* How an item says how much: exactly one of these. */
enum way {
	WAY_NONE,
	WAY_IMPACTS, /* impacts in place of everything else */
	WAY_ENERGY,
	WAY_LOG, /* a log that holds energy */
	WAY_TOTAL_POWER,
	WAY_PARAMETERS, /* 6 x parameters x tokens */
	WAY_SHARE_OF,
	WAY_PER_UNIT, /* energy_per_request, energy_per_output_token, ... */
	WAY_MODEL,
	WAY_ACTIVE_PARAMETERS, /* energy per token from the size of the model */
	WAY_ACCELERATORS,      /* accelerator hours with power or TDP */
	WAY_POWER,	       /* idle: power and hours */
	WAY_DEVICES,	       /* embodied */
	WAY_AMOUNT	       /* other */
};

struct item {
	enum stage_id stage;
	const char *name;
	const char *id;	  /* "training/final run" */
	const char *path; /* "stages.training[final run]" */
	struct place place;
	const struct site *site; /* NULL: none named */
	const struct hardware *hardware;
	struct value *values[KEY_TOTAL]; /* NULL: not given */
	enum phase phase;
	enum metered_at metered_at; /* UNSET: not stated */
	enum way way;
	size_t unknown; /* keys it should not have: what seems missing may be one of them */
	bool broken;	/* not a mapping: reported, nothing of it is used */
	const char *const *from; /* device_hours: {from: ...} */
	size_t from_count;
	struct import *log;	 /* read, or NULL */
	struct import *requests; /* of requests_log: what the energy served; or NULL */
	/* The first item of the use phase that counts the same rows of requests, where this
	 * is a later one: they are functional units once. */
	const struct item *counts_as;
};

struct exclusion {
	const char *stage;
	const char *reason;
	struct place place;
};

struct stated_correlation {
	const char *names[2];
	struct place places[2]; /* of the names */
	double rho;
	struct place place; /* of rho */
	const char *path;   /* "correlations[0]" */
};

struct functional_unit {
	const char *text; /* "1000 output token" */
	double count;	  /* 1000 */
	const char *kind; /* "request", "successful request", "input token", "output token",
			   * "cached token", "token", "image", "FLOP", "day" */
	double scale;	  /* base units of kind per unit: 1e18 for EFLOP */
	struct place place;
};

struct known;

/* The files of readings behind the scenario's quantities, in the order they were read; NULL
 * behind the last. */
const struct readings *known_readings(const struct known *known, size_t index);

/* The key of the quantity that stands under this one as well, through an alias; NULL: none. */
const char *known_alias(const struct known *known, const char *key);

struct scenario {
	struct known *known; /* quantities by node: an alias is the same quantity */
	const char *file;    /* as typed */
	const char *folder;  /* logs are relative to it; "" = current */
	char sha256[65];
	const char *name, *description;
	const struct about *about; /* never NULL */
	struct value *top[KEY_TOTAL];
	struct site *sites;
	size_t site_count;
	struct text_set site_names; /* numbered like sites */
	struct hardware *hardware;
	size_t hardware_count;
	struct text_set hardware_names; /* numbered like hardware */
	struct item *items;		/* in the order of stages.def, then of the file */
	size_t item_count;
	struct text_set item_ids;
	size_t *items_by_id; /* [number of the id] = index of the first item that has it */
	bool stage_given[STAGE_COUNT]; /* the stage has at least one item */
	struct exclusion *exclusions;
	size_t exclusion_count;
	struct stated_correlation *correlations;
	size_t correlation_count;
	struct functional_unit *per;
	size_t per_count;
	const struct grid_series **series; /* each file and column once */
	size_t series_count;
	struct functional_unit served; /* its kind; count and scale are in top[KEY_SERVED] */
};

/* The item's own value, else its site's (site keys), else its hardware's (hardware keys); NULL
 * where nobody gives it. */
const struct value *item_value(const struct item *item, enum key key);
/* The item's own value alone, NULL where it does not give it. */
const struct value *item_own(const struct item *item, enum key key);

/* The log whose requests and tokens the item counts; NULL where none does. */
const struct import *item_usage(const struct item *item);
/* A log of the item could not be read, which was reported: what it lacks may be in there. */
bool item_lacks_log(const struct item *item);

/* An energy of each request or token: the volumes multiply. */
bool way_is_per_unit(enum way way);

/* Shown below the total, not part of it. */
bool item_is_credit(const struct item *item);

/* Where the item's energy was taken: as stated, else by the way it is given. UNSET where it has
 * no energy of its own. */
enum metered_at item_metered_at(const struct item *item);

/* The site or the item of that name; NULL where there is none. */
const struct site *scenario_site(const struct scenario *scenario, const char *name);
const struct item *scenario_item(const struct scenario *scenario, const char *id);
/* Items that "STAGE" or "STAGE/ITEM" names, but for `self`; NULL where there are none. A stage
 * brings its shares of other items along, but for an item of the same stage: no circles. */
const struct item **scenario_find(struct arena *arena, const struct scenario *scenario,
				  const char *reference, const struct item *self,
				  size_t *count);

/* Reads a functional unit: an optional count and a kind. False: reported. */
bool functional_unit_read(struct arena *arena, const char *text, struct place place,
			  const char *path, struct diags *diags, struct functional_unit *unit);

/* "2022"; 1900 to 2100. False: reported. */
bool year_read(const char *text, struct place place, const char *path, struct diags *diags,
	       int *year);
/* "2022", "2022-03", "2022-03-11/2022-07-06", "2022-09-22T15:10Z/2022-10-09T18:50Z",
 * "2024-01-01/P30D". False: reported. */
bool period_read(struct arena *arena, const char *text, struct place place, const char *path,
		 struct diags *diags, struct period *period);
/* The calendar year that holds most of the period. */
int period_year(const struct period *period);
/* Calendar dates (UTC) touched, and days elapsed. */
int64_t period_dates(const struct period *period);
double period_days(const struct period *period);

/* The tree with --set changes; nodes that change are copied, those of `root` stay. A change
 * that fits nothing is reported and left out. */
const struct node *scenario_apply(struct arena *arena, const struct node *root,
				  const struct scenario_change *changes, size_t count,
				  struct diags *diags);

#endif
