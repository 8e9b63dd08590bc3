/* Requests by model, region and time; where these are many, by model and region, the most
 * first.
 */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/import.h"
#include "reports/view.h"

enum { MOST_ROWS = 24, MOST_COLUMNS = 10 };

/* Which columns say anything. */
struct shown {
	bool model, region, time, status, failed, input, output, images, energy;
};

static const char *count(struct doc *doc, uint64_t value)
{
	return number_fixed(doc->arena, (double)value, 0);
}

static struct shown what_is_said(const struct import_group *groups, size_t number)
{
	struct shown shown = {0};

	for (size_t i = 0; i < number; i++) {
		shown.model |= groups[i].model[0] != '\0';
		shown.region |= groups[i].region[0] != '\0';
		shown.time |= groups[i].hour[0] != '\0';
		shown.status |= groups[i].status && groups[i].status[0];
		shown.failed |= groups[i].failed_requests > 0;
		shown.input |= groups[i].input_tokens > 0 || groups[i].output_tokens > 0;
		shown.images |= groups[i].images > 0;
		shown.energy |= groups[i].energy_kwh > 0;
	}
	return shown;
}

static void add_group(struct import_group *sum, const struct import_group *group)
{
	sum->requests += group->requests;
	sum->failed_requests += group->failed_requests;
	sum->input_tokens += group->input_tokens;
	sum->cached_tokens += group->cached_tokens;
	sum->output_tokens += group->output_tokens;
	sum->images += group->images;
	if (group->energy_kwh > 0)
		sum->energy_kwh =
		    (sum->energy_kwh > 0 ? sum->energy_kwh : 0) + group->energy_kwh;
}

static int compare_requests(const void *a, const void *b)
{
	const struct import_group *left = a, *right = b;
	int order;

	if (left->requests != right->requests)
		return left->requests > right->requests ? -1 : 1;
	order = strcmp(left->model, right->model);
	return order ? order : strcmp(left->region, right->region);
}

/* Groups stand in the order of model and region. */
static struct import_group *merge(struct arena *arena, const struct import *import,
				  size_t *rows)
{
	struct import_group *merged = arena_alloc(arena, import->group_count * sizeof *merged);

	*rows = 0;
	for (size_t i = 0; i < import->group_count; i++) {
		const struct import_group *group = &import->groups[i];

		if (*rows == 0 || !text_same(merged[*rows - 1].model, group->model) ||
		    !text_same(merged[*rows - 1].region, group->region))
			merged[(*rows)++] = (struct import_group){.model = group->model,
								  .region = group->region,
								  .hour = "",
								  .energy_kwh = NAN};
		add_group(&merged[*rows - 1], group);
	}
	qsort(merged, *rows, sizeof *merged, compare_requests);
	return merged;
}

static void add_column(struct doc_column *columns, size_t *width, bool wanted,
		       const char *title, bool number)
{
	if (!wanted)
		return;
	columns[(*width)++] = (struct doc_column){.title = title,
						  .wraps = !number && *width == 1,
						  .align = number ? ALIGN_RIGHT : ALIGN_LEFT};
}

static void open_table(struct doc *doc, const struct shown *shown)
{
	struct doc_column columns[MOST_COLUMNS];
	size_t width = 0;

	add_column(columns, &width, shown->model, "model", false);
	add_column(columns, &width, shown->region, "region", false);
	add_column(columns, &width, shown->time, "time", false);
	add_column(columns, &width, shown->status, "status", false);
	add_column(columns, &width, true, "requests", true);
	add_column(columns, &width, shown->failed && !shown->status, "failed", true);
	add_column(columns, &width, shown->input, "input tokens", true);
	add_column(columns, &width, shown->output, "output tokens", true);
	add_column(columns, &width, shown->images, "images", true);
	add_column(columns, &width, shown->energy, "energy, kWh", true);
	doc_table(doc, columns, width);
}

static void text_cell(struct doc *doc, bool wanted, const char *text)
{
	if (wanted)
		doc_cell(doc, text ? text : "");
}

static void number_cell(struct doc *doc, bool wanted, const char *text)
{
	if (wanted)
		doc_number(doc, text);
}

static void row(struct doc *doc, const struct shown *shown, const struct import_group *group)
{
	doc_row(doc, ROW_PLAIN, 0);
	text_cell(doc, shown->model, group->model);
	text_cell(doc, shown->region, group->region);
	text_cell(doc, shown->time, group->hour);
	text_cell(doc, shown->status, group->status);
	doc_number(doc, count(doc, group->requests));
	number_cell(doc, shown->failed && !shown->status, count(doc, group->failed_requests));
	number_cell(doc, shown->input, count(doc, group->input_tokens));
	number_cell(doc, shown->output, count(doc, group->output_tokens));
	number_cell(doc, shown->images, count(doc, group->images));
	number_cell(doc, shown->energy,
		    group->energy_kwh > 0 ? number_amount(doc->arena, group->energy_kwh) : "");
}

/* "Requests by model, region and hour (UTC)" of what is said. */
static const char *title(struct doc *doc, const struct shown *shown, const char *span)
{
	const char *names[3], *text = "Requests";
	size_t count_of = 0;

	if (shown->model)
		names[count_of++] = "model";
	if (shown->region)
		names[count_of++] = "region";
	if (shown->time)
		names[count_of++] = arena_printf(doc->arena, "%s (UTC)", span);
	for (size_t i = 0; i < count_of; i++)
		text = arena_printf(doc->arena, "%s%s%s", text,
				    i == 0	       ? " by "
				    : i + 1 < count_of ? ", "
						       : " and ",
				    names[i]);
	return text;
}

/* Of what the groups in JSON are. */
static const char *kept(struct doc *doc, const struct import *import, const char *span)
{
	if (import->joins_regions)
		return "model";
	if (import->joins_statuses)
		return "model and region";
	return arena_printf(doc->arena, "model, region, %s and status", span);
}

void view_import_groups(struct doc *doc, const struct import *import)
{
	static const char *const spans[] = {"hour", "hour", "day", "month", "time"};
	const struct import_group *groups = import->groups;
	size_t rows = import->group_count;
	struct shown shown;

	if (rows == 0)
		return;
	if (rows > MOST_ROWS)
		groups = merge(doc->arena, import, &rows);
	shown = what_is_said(groups, rows);
	shown.output = shown.input && !import->total.usage.output_untold;
	shown.input = shown.input && !import->total.usage.input_untold;
	doc_add(doc, DOC_SECTION, "%s", title(doc, &shown, spans[import->span]));
	open_table(doc, &shown);
	for (size_t i = 0; i < rows && i < MOST_ROWS; i++)
		row(doc, &shown, &groups[i]);
	if (rows > MOST_ROWS)
		doc_add(doc, DOC_TEXT, "... and %zu more", rows - MOST_ROWS);
	if (import->group_count > MOST_ROWS)
		doc_add(doc, DOC_TEXT, "%s groups by %s are in JSON.",
			count(doc, import->group_count),
			kept(doc, import, spans[import->span]));
	if (import->joins_statuses)
		doc_add(doc, DOC_TEXT,
			"By %stime and status they would be too many; --groups chooses.",
			import->joins_regions ? "region, " : "");
}
