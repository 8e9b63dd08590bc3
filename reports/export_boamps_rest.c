/* What a BoAmps report has no place for: every item with its range, totals, holes, record. */

#include <math.h>

#include "models/about.h"
#include "reports/export_boamps.h"

static void add_range(const struct task *task, struct cJSON *parent, const char *key,
		      const struct statistics *statistics)
{
	struct cJSON *range = json_object(parent, key);

	json_number(task->arena, range, "central", statistics->central);
	json_number(task->arena, range, "low", statistics->low);
	json_number(task->arena, range, "high", statistics->high);
}

/* By a criterion in its unit; a hole says why it is one. */
static void add_impact(const struct task *task, struct cJSON *parent, const char *key,
		       const struct impact *impact)
{
	struct cJSON *object;

	if (impact->status == IMPACT_NONE)
		return;
	if (impact->status == IMPACT_COUNTED) {
		add_range(task, parent, key, &impact->statistics);
		return;
	}
	object = json_object(parent, key);
	json_text(task->arena, object, "status", impact_status_name(impact->status));
	json_text(task->arena, object, "reason", impact->reason);
}

static void add_item(const struct task *task, struct cJSON *list, const struct facts_item *fact)
{
	const struct item_result *item = fact->item;
	struct cJSON *object = json_object(list, NULL);
	struct statistics kwh;

	json_text(task->arena, object, "id", item->id);
	json_bool(object, "in_measure", task_holds(task, fact));
	if (item->credit)
		json_bool(object, "credit", true);
	json_text(task->arena, object, "basis", basis_name(item->basis));
	if (export_electricity(fact, &kwh))
		add_range(task, object,
			  item->losses_of ? "lost_before_meter_kWh" : "facility_kWh", &kwh);
	add_impact(task, object, "gwp_kgCO2e", export_gwp(task->request, item));
}

void task_rest(const struct task *task, struct cJSON *root, const char *at)
{
	const struct assessment *a = task->request->assessment;
	struct cJSON *rest = json_object(root, "lca"), *list;
	const struct impact *total = &a->totals[export_criterion(a, "gwp")];

	json_text(task->arena, rest, "powerConsumption_at", at);
	json_number(task->arena, rest, "interval", a->record.interval);
	list = json_array(rest, "items");
	for (size_t i = 0; i < a->item_count; i++)
		add_item(task, list, &task->request->facts->items[i]);
	add_impact(task, rest, "total_gwp_kgCO2e", total);
	json_count(task->arena, rest, "holes_in_total", total->missing);
	json_text(task->arena, rest, "boundary", task->request->facts->boundary);
	if (isfinite(a->about->offsets_kg))
		json_number(task->arena, rest, "offsets_kgCO2e_not_netted",
			    a->about->offsets_kg);
	json_warnings(task->arena, rest, "warnings", task->request->diags);
	json_text(task->arena, rest, "record", export_record(task->arena, task->request));
}
