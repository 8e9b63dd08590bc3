#ifndef MODELS_CLAIM_RESULT_H
#define MODELS_CLAIM_RESULT_H

/* Results of programs as claims: our own reports (claim_result.c) and those of the Impact
 * Framework (claim_result_if.c). */

#include "models/claim_table.h"

/* Manifests with outputs, YAML or JSON. */
bool claim_result_is_manifest(const struct claim_reader *reader);
void claim_result_manifest(struct claim_reader *reader);

#endif
