#ifndef MODELS_ADVICE_H
#define MODELS_ADVICE_H

/*
 * Advice: changes that would lower the total of the first criterion, each computed.
 *
 * A change is what --set would be given. The scenario is read again with it, from the same
 * files, compiled, and run beside the scenario as it stands on common random numbers: what is
 * saved is a difference within each sample, and typing the command gives the very total. A
 * change is offered where a row of the database says that it can be reached (default good-*,
 * the regions of the provider, the accelerators of the maker), or as what each tenth would
 * save. What would lower the total only by making a hole of an item is none. Internal to
 * models/.
 */

#include "models/freeze.h"

/* One thing to try. */
struct candidate {
	struct advice advice; /* what it is; its figures are filled in by the trial */
	struct scenario_change *changes;
	size_t change_count;
};

enum { CANDIDATES_MOST = 12 };

struct candidates {
	struct freeze *freeze;
	struct candidate list[CANDIDATES_MOST];
	size_t count;
};

/* Adds one with its first change; NULL where there is no room. */
struct candidate *candidate_add(struct candidates *candidates, const char *path,
				const char *value);
/* A further change of it. */
void candidate_change(struct candidates *candidates, struct candidate *candidate,
		      const char *path, const char *value);
/* Path of a key as --set takes it: "stages.idle[nodes].share". */
const char *candidate_item_path(struct candidates *candidates, const struct item *item,
				const char *key);

/* Whether an embodied item takes the device hours of another item. */
bool advice_takes_hours(const struct item *embodied, const struct item *item);

/* What to try (advice_inputs.c, advice_region.c, advice_accelerator.c, advice_answers.c). */
void advice_inputs(struct candidates *candidates);
void advice_less(struct candidates *candidates);
void advice_regions(struct candidates *candidates);
void advice_accelerators(struct candidates *candidates);
void advice_answers(struct candidates *candidates);

/* Tries all of it and keeps what is worth telling; needs options->source. */
void advice_find(struct freeze *freeze);

#endif
