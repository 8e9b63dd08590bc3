#ifndef REPORTS_FACTS_H
#define REPORTS_FACTS_H

/*
 * What publications ask of an assessment, gathered once: model cards, bills of materials,
 * papers, dossiers say the same of the same run.
 *
 * Numbers are central values; NaN: not known, and to be left out or told as such, never 0.
 * Texts are the user's or the database's, untrusted.
 */

#include <stdbool.h>
#include <stddef.h>

#include "models/assess.h"

struct arena;

/* Accelerators of one kind, over the items of one phase. */
struct facts_device {
	const char *id, *name; /* "nvidia-a100-sxm4-80gb"; name as people write it; or NULL */
	double count;	       /* the most that ran at once */
	double hours;	       /* accelerator hours */
	enum phase phase;
};

/* A grid that electricity was drawn from, over all items but credits, largest energy first;
 * without what was lost on the way to the meter. */
struct facts_place {
	const char *region;	   /* canonical code: "FR", "gcp:us-central1"; or NULL */
	const char *name;	   /* "France"; or NULL */
	const char *country;	   /* "France", or NULL */
	const char *provider;	   /* id of the cloud ("gcp"), or NULL */
	const char *provider_name; /* "Google Cloud", what the scenario says of it, or NULL */
	double energy_kwh;	   /* at the facility */
	double phase_kwh[2];	   /* of it [PHASE_*]; NaN: none */
	double gwp_kg;		   /* location-based, of that energy */
};

/* Electricity and operations of one item at a time; one for each item of the assessment, same
 * order. */
struct facts_item {
	const struct item_result *item;
	const char *accelerator, *accelerator_name; /* or NULL */
	double accelerators, accelerator_hours, hours;
	double it_kwh, facility_kwh;   /* NaN: none, or not known */
	const double *supply_kwh;      /* [item->supply_count], of facility_kwh */
	struct statistics electricity; /* facility_kwh with its range, or what the grid lost
					  here; central .. high alone, NaN: not known */
	bool is_hole;		       /* it draws electricity, and not all of it is known */
	double intensity;	       /* kgCO2e/kWh at the facility, its gwp over its energy */
	double flop;   /* by parameters and tokens, of all its runs and its share of them */
	double tokens; /* behind flop, of all runs and the share too */
	const char *flop_how; /* "6 x 176 billion parameters x 366 billion tokens", or NULL */
	const char *provider;
	const char *modelled; /* of a measured item, what its log modelled: "CPU and RAM"; or
				 NULL */
};

/* Sums are without credits. */
struct facts {
	const struct assessment *assessment;
	const char
	    *model; /* about.model, else the scenario's name, else its file's, else "model" */
	struct facts_device *devices;
	size_t device_count;
	struct facts_place *places;
	size_t place_count;
	struct facts_item *items;  /* [assessment->item_count] */
	double phase_kwh[2];	   /* [PHASE_*] at the facility, of all items; NaN: none */
	size_t phase_holes[2];	   /* items that phase_kwh lacks: it is "at least" with any */
	double phase_flop[2];	   /* sum of those known; NaN: none */
	double basis_kwh[3];	   /* [BASIS_*] of the energy of both phases */
	double parameters;	   /* of the model, all experts: about.parameters, else the most
				      that an item states; NaN */
	double active_parameters;  /* that each token passes, of the largest item; NaN */
	double tokens;		   /* of all training; NaN where an item of it does not tell */
	const char *training_type; /* "pre-training", "fine-tuning": as stated, or by
				      base_model; NULL */
	/* The standard bullets of a card, in words: of the creation where anything is known of
	 * it, else of the use. NULL: not known. Several are joined. */
	const char *hardware_type, *hours_used, *cloud_provider, *compute_region;
	/* "Counted: training, embodied. Excluded: network (not metered). Not covered: other."
	 */
	const char *boundary;
	/* "28.9 % measured, 71.1 % modelled, 0.0 % default" of the total; what a log modelled
	 * is told: "99.2 % measured (codecarbon: CPU and RAM modelled)". NULL: there is no
	 * total.
	 */
	const char *basis;
};

/* Lives in the arena; the assessment must have gwp. */
const struct facts *facts_of(struct arena *arena, const struct assessment *assessment);

/* "10 billion" */
const char *facts_count(struct arena *arena, double count);
/* Of the electricity of both phases, what was measured, 0 to 1; NaN where none is known. */
double facts_measured(const struct facts *facts);
/* What logs of measured items modelled, "codecarbon: CPU and RAM"; NULL: nothing. */
const char *facts_modelled(struct arena *arena, const struct facts *facts);

#endif
