#ifndef MODELS_LIFE_H
#define MODELS_LIFE_H

/*
 * The total over the model's life: what was created once, and the use of all that is served.
 *
 *	life = creation + use x served / volume
 *
 * Of the first criterion, where `served` is stated for a unit by whose volume the whole use
 * phase is divided. Where the use that is counted is itself that of all that is served, or a
 * part of the use phase counts no such unit, there is none. Internal to models/.
 */

struct freeze;

/* After freeze_totals: lists the cell to run. */
void life_plan(struct freeze *freeze);

#endif
