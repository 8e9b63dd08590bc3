/*
 * A BoAmps report (Boavizta): the energy of one task.
 *
 * Several measures of a report may be the same energy by several meters, so there is one: the
 * sum over the task's items, before the PUE, as tools at the machines measure it.
 */

#include "reports/export_boamps.h"

#include <math.h>
#include <string.h>

#include "lca/base/text.h"
#include "models/about.h"

#define SECONDS_PER_HOUR 3600
#define BILLION		 1e9

struct energy {
	double kwh;
	const char *at; /* "IT", "facility" */
	size_t items;
	const struct facts_item *only; /* the last of them */
};

static bool has_stage(const struct export_request *request, const char *stage)
{
	for (size_t i = 0; i < request->assessment->item_count; i++) {
		const struct facts_item *fact = &request->facts->items[i];
		struct statistics kwh;

		if (text_same(fact->item->stage, stage) && !fact->item->credit &&
		    !fact->item->losses_of && export_electricity(fact, &kwh))
			return true;
	}
	return false;
}

bool boamps_has_energy(const struct export_request *request)
{
	return has_stage(request, "training") || has_stage(request, "inference");
}

bool task_holds(const struct task *task, const struct facts_item *fact)
{
	struct statistics kwh;

	return text_same(fact->item->stage, task->stage) && !fact->item->credit &&
	       !fact->item->losses_of && export_electricity(fact, &kwh);
}

static struct energy energy_of(const struct task *task)
{
	struct energy energy = {.at = "IT"};
	double it = 0, facility = 0;

	for (size_t i = 0; i < task->request->assessment->item_count; i++) {
		const struct facts_item *fact = &task->request->facts->items[i];
		struct statistics kwh;

		if (!task_holds(task, fact))
			continue;
		export_electricity(fact, &kwh);
		it += fact->it_kwh;
		facility += kwh.central;
		energy.items++;
		energy.only = fact;
	}
	energy.kwh = it;
	if (isnan(it)) {
		energy.kwh = facility;
		energy.at = "facility";
	}
	return energy;
}

/* The format asks for a time in every header: the day on which the study says it was made. */
static void add_header(const struct task *task, struct cJSON *root)
{
	enum { DAY = 10 };
	const struct about *about = task->request->assessment->about;
	struct cJSON *header, *publisher;

	if (!about->date || strlen(about->date) != DAY)
		return;
	header = json_object(root, "header");
	json_text(task->arena, header, "formatVersionSpecificationUri",
		  "https://github.com/Boavizta/BoAmps/tree/main/model");
	json_text(task->arena, header, "reportId", export_uuid(task->arena, task->request));
	json_text(task->arena, header, "reportDatetime",
		  arena_printf(task->arena, "%s 00:00:00", about->date));
	if (!about->organisation)
		return;
	publisher = json_object(header, "publisher");
	json_text(task->arena, publisher, "name", about->organisation);
	json_text(task->arena, publisher, "confidentialityLevel", "public");
}

static void add_algorithm(const struct task *task, struct cJSON *parent)
{
	const struct about *about = task->request->assessment->about;
	const struct facts *facts = task->request->facts;
	struct cJSON *algorithm = json_object(json_array(parent, "algorithms"), NULL);
	bool tuned = export_is_fine_tuning(facts);
	const char *name = facts->model ? facts->model : "unknown";
	double parameters = facts->parameters / BILLION;

	json_text(task->arena, algorithm, tuned ? "algorithmName" : "foundationModelName",
		  name);
	if (tuned && about->base_model)
		json_text(task->arena, algorithm, "foundationModelName", about->base_model);
	if (about->url)
		json_text(task->arena, algorithm, tuned ? "algorithmUri" : "foundationModelUri",
			  about->url);
	if (isfinite(parameters))
		json_number(task->arena, algorithm, "parametersNumber", parameters);
	if (about->framework)
		json_text(task->arena, algorithm, "framework", about->framework);
}

/* What the logs of the task's items count; each log once. */
static struct import_usage usage_of(const struct task *task)
{
	const struct facts *facts = task->request->facts;
	struct import_usage sum = {0};
	const struct import *last = NULL;

	for (size_t i = 0; i < task->request->assessment->item_count; i++) {
		const struct item_result *item = facts->items[i].item;
		const struct import *log = item->requests ? item->requests : item->import;

		if (!log || log == last || !task_holds(task, &facts->items[i]) ||
		    !log->total.usage.known || !import_counts_requests(&log->total.usage))
			continue;
		sum.known = true;
		sum.requests += log->total.usage.requests;
		sum.input_tokens += log->total.usage.input_tokens;
		sum.output_tokens += log->total.usage.output_tokens;
		sum.has_tokens = (!last || sum.has_tokens) && log->total.usage.has_tokens;
		last = log;
	}
	return sum;
}

static double requests_of(const struct task *task, const struct import_usage *usage)
{
	const struct assessment *a = task->request->assessment;

	if (usage->known)
		return (double)usage->requests;
	for (size_t i = 0; i < a->per_count; i++)
		if (text_same(a->per[i].unit, "request"))
			return a->per[i].volume;
	return NAN;
}

static void add_dataset(const struct task *task, struct cJSON *list, const char *use,
			const char *type, double quantity)
{
	struct cJSON *dataset = json_object(list, NULL);

	json_text(task->arena, dataset, "dataUsage", use);
	json_text(task->arena, dataset, "dataType", type);
	if (isfinite(quantity))
		json_number(task->arena, dataset, "dataQuantity", quantity);
}

/* Of an inference by request, as the format has it; what a model was trained on, where its
 * tokens are stated. */
static void add_datasets(const struct task *task, struct cJSON *parent,
			 const struct import_usage *usage)
{
	struct cJSON *list = json_array(parent, "dataset");
	double requests = (double)usage->requests, tokens = NAN;

	if (task->phase == PHASE_USE && usage->known && usage->has_tokens && requests > 0) {
		add_dataset(task, list, "input", "token",
			    (double)usage->input_tokens / requests);
		add_dataset(task, list, "output", "token",
			    (double)usage->output_tokens / requests);
		return;
	}
	if (task->phase == PHASE_CREATION)
		tokens = task->request->facts->tokens;
	add_dataset(task, list, "input", isfinite(tokens) ? "token" : "other", tokens);
}

/* Ids of the items that the measure is of, or of the others; the first few where they are many.
 */
static const char *list_items(const struct task *task, bool held)
{
	enum { MOST = 12 };
	const struct assessment *a = task->request->assessment;
	const char *list = "";
	size_t count = 0;

	for (size_t i = 0; i < a->item_count; i++) {
		if (task_holds(task, &task->request->facts->items[i]) != held)
			continue;
		if (count++ < MOST)
			list = arena_printf(task->arena, "%s%s%s", list, *list ? "; " : "",
					    a->items[i].id);
	}
	if (count > MOST)
		list = arena_printf(task->arena, "%s; %zu more", list, count - MOST);
	return list;
}

static const char *describe(const struct task *task)
{
	const char *in = list_items(task, true), *out = list_items(task, false);

	return arena_printf(task->arena, "%s%s%s%s%s", *in ? "The measure is of: " : "", in,
			    *in && *out ? ". " : "",
			    *out ? "In this study, but not in the measure (see lca): " : "",
			    out);
}

static void add_task(const struct task *task, struct cJSON *root)
{
	const struct about *about = task->request->assessment->about;
	struct cJSON *object = json_object(root, "task");
	const struct import_usage usage = usage_of(task);
	double requests = requests_of(task, &usage);
	bool trains = task->phase == PHASE_CREATION;

	json_text(task->arena, object, "taskStage",
		  trains && export_is_fine_tuning(task->request->facts) ? "finetuning"
									: task->stage);
	json_text(task->arena, object, "taskFamily", about->task ? about->task : "unknown");
	if (!trains && requests > 0)
		json_number(task->arena, object, "nbRequest", requests);
	add_algorithm(task, object);
	add_datasets(task, object, &usage);
	json_text(task->arena, object, "taskDescription", describe(task));
}

/* "codecarbon" of an item that is its log, else what our figure is. */
static const char *method_of(const struct task *task, const struct energy *energy)
{
	bool found[3] = {false};
	const char *list = "";

	if (energy->items == 1 && energy->only->item->import &&
	    energy->only->item->basis == BASIS_MEASURED)
		return energy->only->item->import->format;
	for (size_t i = 0; i < task->request->assessment->item_count; i++)
		if (task_holds(task, &task->request->facts->items[i]))
			found[task->request->facts->items[i].item->basis] = true;
	for (enum basis basis = BASIS_MEASURED; basis <= BASIS_DEFAULT; basis++)
		if (found[basis])
			list = arena_printf(task->arena, "%s%s%s", list, *list ? " + " : "",
					    basis_name(basis));
	return *list ? arena_printf(task->arena, "lca, %s", list) : "lca";
}

static void add_measure(const struct task *task, struct cJSON *root,
			const struct energy *energy)
{
	struct cJSON *measure = json_object(json_array(root, "measures"), NULL);
	const char *method = method_of(task, energy);

	json_text(task->arena, measure, "measurementMethod", method);
	if (text_starts(method, "lca"))
		json_text(task->arena, measure, "version",
			  task->request->assessment->record.version);
	json_number(task->arena, measure, "powerConsumption", energy->kwh);
	/* Where the number of machines is not known, power by machine would follow from it. */
	if (energy->items == 1 && energy->only->hours > 0 && energy->only->accelerators >= 1)
		json_number(task->arena, measure, "measurementDuration",
			    energy->only->hours * SECONDS_PER_HOUR);
}

/* The errors by which the format grades; none where the range is wider or not known. */
static const char *quality_of(const struct task *task, const struct energy *energy)
{
	static const struct {
		const char *name;
		double error;
	} grades[] = {{"high", 0.10}, {"medium", 0.25}, {"low", 0.50}};
	const struct assessment *a = task->request->assessment;
	size_t electricity = export_criterion(a, "electricity");
	struct statistics kwh = {.central = NAN, .low = NAN, .high = NAN};
	double error;

	if (energy->items == 1)
		export_electricity(energy->only, &kwh);
	for (size_t i = 0; energy->items > 1 && i < a->stage_count; i++)
		if (text_same(a->stages[i].stage, task->stage) &&
		    electricity < a->criterion_count &&
		    a->stages[i].impacts[electricity].status == IMPACT_COUNTED)
			kwh = a->stages[i].impacts[electricity].statistics;
	if (isnan(kwh.low) || isnan(kwh.high))
		return NULL;
	error = fmax(fabs(kwh.central - kwh.low), fabs(kwh.high - kwh.central)) / kwh.central;
	for (size_t i = 0; i < sizeof grades / sizeof *grades; i++)
		if (error <= grades[i].error)
			return grades[i].name;
	return NULL;
}

void export_boamps(const struct export_request *request, struct buffer *out)
{
	struct arena *arena = arena_new();
	struct task task = {.arena = arena,
			    .request = request,
			    .stage = has_stage(request, "training") ? "training" : "inference"};
	struct cJSON *root = json_new();
	struct energy energy;
	const char *quality;

	task.phase = text_same(task.stage, "training") ? PHASE_CREATION : PHASE_USE;
	energy = energy_of(&task);
	quality = quality_of(&task, &energy);
	add_header(&task, root);
	add_task(&task, root);
	if (energy.items)
		add_measure(&task, root, &energy);
	task_infrastructure(&task, root);
	task_environment(&task, root);
	if (quality)
		json_text(arena, root, "quality", quality);
	task_rest(&task, root, energy.at);
	json_end(root, out);
	arena_free(arena);
}
