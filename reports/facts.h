#ifndef REPORTS_FACTS_H
#define REPORTS_FACTS_H

/*
 * What publications ask of an assessment, gathered once: model cards, bills of materials,
 * papers, dossiers say the same of the same run.
 *
 * Numbers are central values; NaN: not known, and to be left out or told as such, never 0.
 * Texts are the user's or the database's, untrusted.
 */

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

/* Electricity of one item at a time; one for each item of the assessment, same order. */
struct facts_item {
	const struct item_result *item;
	const char *accelerator, *accelerator_name; /* or NULL */
	double accelerators, accelerator_hours, hours;
	double it_kwh, facility_kwh; /* facility_kwh: the activity where that is its energy */
	double intensity;	     /* kgCO2e/kWh at the facility, its gwp over its energy */
	double flop;	      /* 6 x parameters x tokens, or peak x hours x mfu where the item
				 says so */
	const char *flop_how; /* "6 x 176e9 parameters x 366e9 tokens", or NULL */
	const char *provider;
};

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
	double phase_flop[2];	   /* sum of those known; NaN: none */
	const char *training_type; /* "pre-training", "fine-tuning": as stated, or by
				      base_model; NULL */
	/* The standard bullets of a card, in words: of the creation where anything is known of
	 * it, else of the use. NULL: not known. Several are joined. */
	const char *hardware_type, *hours_used, *cloud_provider, *compute_region;
	/* "Counted: training, embodied. Excluded: network (not metered). Not covered: other."
	 */
	const char *boundary;
};

/* Lives in the arena; the assessment must have gwp. */
const struct facts *facts_of(struct arena *arena, const struct assessment *assessment);

#endif
