#ifndef FACTORS_FACTORS_H
#define FACTORS_FACTORS_H

/*
 * The factor database: what a kWh, a GPU, a litre of water costs, each row with its citation.
 *
 * A row is found by (activity, region, year, criterion):
 *   electricity / FR / 2022 / gwp            kgCO2e per kWh at the meter of the facility
 *   electricity / gcp:us-central1 / 2021 / gwp
 *   electricity / FR / - / pe | adpe | water | gwp_market | gwp_marginal
 *   electricity-upstream / FR / 2022 / gwp   what lies between direct and life-cycle
 *   losses / FR / 2022 / ratio               of what is generated, lost before the meter
 *   pue / google / 2023 / ratio              also of gcp:us-central1, of kind:hpc
 *   wue / google / 2023 / water              L per kWh of IT energy
 *   nvidia-a100-sxm4-80gb / - / - / tdp      W; memory in GB; gwp, adpe, pe per piece
 *   MODEL@nvidia-h100-sxm5-80gb / - / - / energy-per-request | energy-per-output-token | ...
 *   default / - / - / load-training | load-inference | host-factor | lifetime | ...
 *
 * The factor's id is these four joined by '/', empty ones as '-': "electricity/FR/2022/gwp".
 * Beside that row there may be variants, "electricity/FR/2022/gwp/ccf-2024", which no look-up
 * finds but "direct" and "lifecycle", where that is the basis asked for. Layers: user CSV or DB
 * files above the built-in one, the last on top; a key stands once in each layer. All texts
 * live in the arena given to factors_open.
 */

#include <stdbool.h>
#include <stddef.h>

#include "lca/base/quantity.h"

struct arena;
struct diags;
struct factors;

/* One row. The quantity's key is "activity/region/year/criterion" (plus "@..." where it was
 * widened itself, steps.h), its draw the same without "@"; its place is the CSV file and line.
 */
struct factor {
	const char *id;
	const char *activity, *region, *criterion;
	const char *variant;	/* "" for the row that look-ups use */
	const char *kind;	/* "grid-country", "embodied", "pue", ... (kinds.c) */
	int year;		/* 0: timeless */
	double value;		/* as published, in the unit of the quantity ... */
	const char *value_text; /* ... and as typed; with an asymmetric spread not the median */
	const char *spread_text;  /* as typed; NULL where the quantity was widened */
	struct quantity quantity; /* with its own spread */
	const struct quantity
	    *method; /* a factor 1 with the spread shared by all rows of one method (draw
		      * "method/ember"), to be multiplied in; NULL where there is none */
	/* What the look-up stepped over: how far the place asked for may lie from that of the
	 * row (draw "step/electricity/aws:eu-west-3/-/gwp"), and the year asked for from the
	 * row's
	 * ("step/electricity/FR/2027/gwp"). Factors 1 with a spread, to be multiplied in; NULL
	 * where there is none. */
	const struct quantity *off_place, *off_year;
	const char *boundary;	/* direct | operational | lifecycle | cradle-to-gate |
				   cradle-to-grave | "" */
	const char *accounting; /* production | consumption | market | marginal | "" */
	const char *delivery;	/* generated | delivered | "" (losses to the meter) */
	const char *gas_scope;	/* CO2 | CO2e | "" */
	const char *gwp_set;	/* AR5 | AR6 | "" */
	const char
	    *status; /* verified | single-source | conflict | estimate | unverified | suspect */
	const char *published; /* YYYY[-MM[-DD]], or "" where it was always known */
	const char *source;    /* id of sources.csv */
	const char *locator;   /* where in it: "table 2, row France", or "" */
	const char *citation;  /* its full text with locator */
	const char *licence;   /* SPDX id or short text */
	const char *layer;     /* "built-in" or the user's file */
	const char *note;      /* or "" */
	/* How the row is brought to the basis asked for; NULL where it stands on it, has none,
	 * or is a row as it stands (factors_by_id, factors_list, factors_search):
	 * quantity x off_place x off_year x method x bridge->factor + bridge->addend. */
	const struct bridge *bridge;
	const char *steps;  /* how the lookup stepped back ("2024 not in the table, 2022
			       used"), or NULL; a warning */
	const char *remark; /* what the lookup did without stepping back ("grid zone
			       egrid:SRVC; widened by a GSD of 1.7", "world average; widened by
			       a GSD of 2.4"), or NULL; a note */
};

/* A stated step from one basis to another. Each part may be NULL. */
struct bridge {
	const struct quantity *factor; /* multiplied in */
	const struct quantity *addend; /* added after that, in the row's dimensions */
	const char *text; /* a note: "direct to life-cycle: + 25.8 gCO2e/kWh upstream of
			     generation (mix of FR 2023)" */
};

struct criterion {
	const char *id;	    /* gwp, gwp_market, electricity, pe, adpe, water */
	const char *name;   /* "climate change, location-based" */
	struct unit unit;   /* kgCO2e; its text is what reports print */
	const char *symbol; /* unit as printed: "kgCO2e", "MJ" */
	const char *description;
};

enum factors_basis { FACTORS_LIFECYCLE, FACTORS_DIRECT };

/* A table (CSV) that lies in no file; its text must live as long as the arena. */
struct factors_table {
	const char *name; /* of the layer, and for diagnostics */
	const char *text;
	size_t length;
};

struct factors_options {
	const char *const *user; /* paths of user layers (CSV or DB), the last one on top */
	size_t count;
	const struct factors_table *tables; /* above them */
	size_t table_count;
	enum factors_basis basis; /* of electricity */
	const char *as_of; /* rows published after it are not there: YYYY[-MM[-DD]], or NULL */
	const char *region_named, *region_meant; /* codes: factors_region answers with the
						    second where the first is named; or NULL */
};

/* NULL on error (reported). */
struct factors *factors_open(struct arena *arena, const struct factors_options *options,
			     struct diags *diags);
void factors_close(struct factors *factors);
/* SHA-256 over the sorted CSV files of the built-in layer and every user layer; version of the
 * data ("2026.11"). */
const char *factors_digest(const struct factors *factors);
/* The user's files above the built-in layer, as typed; *count of them. */
struct factors_file {
	const char *file, *sha256;
};
const struct factors_file *factors_files(struct factors *factors, size_t *count);
const char *factors_version(const struct factors *factors);

/* Criteria in printing order; gwp first. */
const struct criterion *factors_criteria(const struct factors *factors, size_t *count);

/* Lookup with every step back noted, warned of at place/path (code FACTOR_STEP) and widened:
 * the region, the grid zone it draws from, its parent, the parent's zone ... each offer their
 * row of that year or a timeless one, else that of the nearest year; taken is the one that is
 * widened least, of equal ones the nearer place's, then the older (hit.h). A year is widened by
 * default/-/-/age-gsd-per-year for each year off, a parent's row once by
 * default/-/-/gsd-parent-geography, a zone's for one place in it by gsd-zone, a step to another
 * method by gsd-method-switch (widening.h),
 * the world average by gsd-world (steps.h). Rows without region come last. year 0: the latest
 * row. Region "" for rows without one. WORLD is never fallen back to; it must be asked for.
 * Emissions of electricity (gwp, gwp_market) stand on the basis asked for: as the row does, as
 * its variant "direct" or "lifecycle" does, or by a bridge. Rows without a boundary are taken
 * as they are.
 * NULL: no row, or no way to the basis, and no diagnostic (the caller decides whether that is a
 * hole or an error). Equal queries give the same pointer. */
const struct factor *factors_find(struct factors *factors, const char *activity,
				  const char *region, int year, const char *criterion,
				  struct place place, const char *path, struct diags *diags);
/* True where factors_find would answer with a row of the region itself, of its year or near it,
 * not with one of a place around it. */
bool factors_has_own(struct factors *factors, const char *activity, const char *region,
		     int year, const char *criterion);
/* Why the last factors_find or factors_on_basis returned NULL: "no row for gcp:x", "no factor
 * on the direct basis: no fuel mix of X"; "" where it did not. */
const char *factors_reason(const struct factors *factors);
/* A row as it stands (of factors_by_id, factors_list or factors_search) on the basis asked for;
 * NULL where there is no way. */
const struct factor *factors_on_basis(struct factors *factors, const struct factor *row);
/* Its central value in base units: quantity x method x bridge. */
double factors_central(const struct factor *factor);
/* The spread of its row and that of the steps back, as one distribution (steps.h). */
struct dist factors_whole(const struct factor *factor);
/* Whether an input is what a look-up stepped over; whether it is a row itself, neither that nor
 * what rows of a method share. */
bool factors_is_step(const struct origin *origin);
bool factors_is_row(const struct origin *origin);
/* The row with exactly this id, as it stands, or NULL. */
const struct factor *factors_by_id(struct factors *factors, const char *id);
/* Full-text search (FTS5) over ids, names, notes, sources: rows that hold every one of the
 * words, of which those after the first FACTORS_MOST_WORDS different ones are not looked at.
 * Returns how many; rows in *found (arena). */
enum { FACTORS_MOST_WORDS = 32 };
size_t factors_search(struct factors *factors, const char *words, const struct factor ***found);
/* Rows whose id matches the glob ("electricity/FR*", NULL: all), sorted by id. */
size_t factors_list(struct factors *factors, const char *pattern, const struct factor ***found);

/* How many rows there are of each kind that has any, in the order of kinds.c; hidden ones and
 * those not yet published are not counted. */
struct factor_count {
	const char *kind;
	size_t rows;
};
size_t factors_counts(struct factors *factors, const struct factor_count **counts);

/* The built-in database as the bytes of an SQLite file, which is a layer for --factors too. */
const void *factors_image(size_t *length);

/* A region as the user typed it (FR, FRA, France, gcp:us-central1, us-tx, WORLD) in canonical
 * spelling. */
struct region {
	const char *code;     /* "FR", "gcp:us-central1", "US-TX", "WORLD" */
	const char *name;     /* "France" */
	const char *parent;   /* "FR" for gcp:europe-west9; NULL at the top */
	const char *provider; /* "google" for gcp:*, else NULL: looks up its PUE */
	const char *kind;     /* country | subdivision | zone | cloud | site | world */
	const char *zone;     /* grid zone whose electricity it draws ("egrid:SRVC"), or NULL */
};
/* NULL and an error (REGION_UNKNOWN, with the three nearest names as hint) at place/path for an
 * unknown one. */
const struct region *factors_region(struct factors *factors, const char *name,
				    struct place place, const char *path, struct diags *diags);
/* The same without a word: NULL for an unknown one. */
const struct region *factors_region_known(struct factors *factors, const char *name);

/* A thing (accelerator, server, activity) by slug or alias ("NVIDIA A100-SXM4-80GB", "a100"):
 * canonical slug. NULL and an error (THING_UNKNOWN, nearest names) for an unknown one;
 * ambiguous aliases (a100) name the candidates. */
struct thing {
	const char *slug;  /* "nvidia-a100-sxm4-80gb" */
	const char *name;  /* "NVIDIA A100 SXM4 80 GB" */
	const char *kind;  /* accelerator | cpu | component | server | instance | model | task |
			      substance | activity */
	const char *maker; /* or NULL */
	size_t contains_count; /* of an instance: 8 accelerators ... */
	const char *contains;  /* ... of this slug, or NULL */
};
const struct thing *factors_thing(struct factors *factors, const char *name, const char *kind,
				  struct place place, const char *path, struct diags *diags);
/* The same without a word; *meant (or NULL): the candidates where there are several, "'a', 'b'
 * or 'c'", else NULL. */
const struct thing *factors_thing_known(struct factors *factors, const char *name,
					const char *kind, const char **meant);

/* Checks tables of factors without using them; reads into the arena. False: errors were
 * reported. */
bool factors_check_files(struct arena *arena, const char *const *paths, size_t count,
			 struct diags *diags);

/* A citation by source id, or NULL. */
struct source {
	const char *id, *title, *authors, *year, *url, *licence, *retrieved;
};
const struct source *factors_source(struct factors *factors, const char *id);

/* What an amount of CO2e is like, for readers of reports; never an input. Several rows of one
 * id are vintages of one thing; at most one of them is preferred. */
struct equivalence {
	const char *id;	     /* "car-mile-us" */
	const char *name;    /* "miles by an average gasoline car (US)" */
	const char *counted; /* "mile" */
	struct quantity one; /* CO2e of one of them, exact */
	const char *vintage; /* "2026": the year of the figure, as its source has it */
	const char *region;  /* or "" */
	const char *status, *published, *source, *locator, *note; /* as of factors */
	bool preferred;
};
/* Sorted by id, the newest first, as far as they were known (as_of): where the preferred one
 * was not, the newest is preferred. The layer on top that has any counts alone. */
const struct equivalence *factors_equivalences(struct factors *factors, size_t *count);

#endif
