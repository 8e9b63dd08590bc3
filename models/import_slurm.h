#ifndef MODELS_IMPORT_SLURM_H
#define MODELS_IMPORT_SLURM_H

/* Cells of sacct: energies with suffixes, durations, lists of trackable resources. */

#include <stdbool.h>

#include "models/intake.h"

/* Joules of "18200000" or "18.2M" (K, M, G, T, P of 1000); what sacct prints for "no value" is
 * missing. */
enum reading slurm_energy(struct csv_field field, double *joules);

/* Seconds of a whole number, or of [DD-]HH:MM:SS. */
enum reading slurm_seconds(struct csv_field field, double *seconds);

/* GPUs of "billing=32,cpu=32,gres/gpu=1,mem=250G,node=1": the untyped count, else the sum of
 * the typed ones; NaN where the list is empty. type: of the first typed entry, empty without
 * one. */
double slurm_gpus(struct csv_field tres, struct csv_field *type);

/* The amount of one resource of the list ("cpu", "node"); NaN where it is not there. */
double slurm_resource(struct csv_field tres, const char *name);

#endif
