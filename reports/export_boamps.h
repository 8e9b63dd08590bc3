#ifndef REPORTS_EXPORT_BOAMPS_H
#define REPORTS_EXPORT_BOAMPS_H

/* What the files of the BoAmps export share: the one task that a report of the format is of. */

#include <stdbool.h>

#include "lca/base/arena.h"
#include "reports/export_parts.h"
#include "reports/facts.h"
#include "reports/write_json.h"

struct task {
	struct arena *arena;
	const struct export_request *request;
	const char *stage; /* "training" where any electricity of it is known, else
			      "inference" */
	enum phase phase;
};

/* A report of the format needs an energy. */
bool boamps_has_energy(const struct export_request *request);
/* Its electricity is a part of the task's: fact is of facts->items. */
bool task_holds(const struct task *task, const struct facts_item *fact);

/* "infrastructure" and, where the place is known, "environment" (export_boamps_place.c). */
void task_infrastructure(const struct task *task, struct cJSON *root);
void task_environment(const struct task *task, struct cJSON *root);
/* "lca": what the format has no place for, the record among it (export_boamps_rest.c). at:
 * where powerConsumption was taken. */
void task_rest(const struct task *task, struct cJSON *root, const char *at);

#endif
