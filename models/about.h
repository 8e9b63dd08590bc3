#ifndef MODELS_ABOUT_H
#define MODELS_ABOUT_H

/*
 * What a scenario says of itself, for those who publish its result: the `about:` mapping (and
 * `base_model:`).
 *
 * Nothing is computed from it. Texts are the user's, untrusted; NULL: not stated, never empty.
 */

#include <stdbool.h>

struct quantity;

struct about {
	const char *model;	   /* "BLOOM 176B" */
	const char *version;	   /* of the model */
	const char *task;	   /* "text-generation" */
	const char *training_type; /* "pre-training", "fine-tuning" */
	const char *base_model;	   /* what it was made from: base_model of the top */
	const char *organisation;  /* who publishes */
	const char *author;	   /* who made this study */
	const char *contact;
	const char *url;
	const char *licence;	 /* of the model */
	const char *provider;	 /* cloud or computing centre: "Jean Zay (GENCI, IDRIS)" */
	const char *framework;	 /* "PyTorch 2.3" */
	const char *parameters;	 /* "176 billion" */
	const char *date;	 /* of the report: "2024", "2024-05", "2024-05-31" */
	const char *goal;	 /* why the study was made */
	const char *application; /* what it is meant to be used for */
	const char *audience;	 /* whom it is meant for */
	const char *reviewer;	 /* of a critical review */
	bool comparative_stated; /* whether it says anything about the next */
	bool comparative;	 /* a comparative assertion meant to be told the public */
	const struct quantity *offsets; /* told, never netted; or NULL */
	double offsets_kg;		/* their central value, kgCO2e; NaN: not stated */
	const char *energy_source; /* coal, oil, natural-gas, nuclear, wind, solar, geothermal,
				      hydropower, biofuel, unknown or other; or NULL */
};

#endif
