/* The parts that a log was split into, with what any of them tells. */

#include <math.h>

#include "lca/base/arena.h"
#include "models/import.h"
#include "reports/view.h"

enum { MOST_PARTS = 24, MOST_COLUMNS = 11 };

/* A column of numbers: of those parts that tell it. */
struct part_column {
	const char *title;
	bool (*tells)(const struct import_part *part);
	const char *(*show)(struct doc *doc, const struct import_part *part);
};

static const char *count(struct doc *doc, uint64_t value)
{
	return number_fixed(doc->arena, (double)value, 0);
}

static bool has_energy(const struct import_part *part)
{
	return part->has_energy;
}

static bool has_hours(const struct import_part *part)
{
	return part->device_hours > 0;
}

static bool has_requests(const struct import_part *part)
{
	return part->usage.known;
}

static bool has_failed(const struct import_part *part)
{
	return part->usage.known && part->usage.has_failed;
}

static bool has_tokens(const struct import_part *part)
{
	return part->usage.known && part->usage.has_tokens;
}

static bool has_input(const struct import_part *part)
{
	return has_tokens(part) && !part->usage.input_untold;
}

static bool has_output(const struct import_part *part)
{
	return has_tokens(part) && !part->usage.output_untold;
}

static bool has_cached(const struct import_part *part)
{
	return has_tokens(part) && part->usage.has_cached;
}

static bool has_images(const struct import_part *part)
{
	return part->usage.known && part->usage.has_images;
}

static const char *show_energy(struct doc *doc, const struct import_part *part)
{
	return number_amount(doc->arena, part->energy_kwh);
}

static const char *show_hours(struct doc *doc, const struct import_part *part)
{
	return number_amount(doc->arena, part->device_hours);
}

static const char *show_requests(struct doc *doc, const struct import_part *part)
{
	return count(doc, part->usage.requests);
}

static const char *show_failed(struct doc *doc, const struct import_part *part)
{
	return count(doc, part->usage.failed_requests);
}

static const char *show_input(struct doc *doc, const struct import_part *part)
{
	return count(doc, part->usage.input_tokens);
}

static const char *show_cached(struct doc *doc, const struct import_part *part)
{
	return count(doc, part->usage.cached_tokens);
}

static const char *show_output(struct doc *doc, const struct import_part *part)
{
	return count(doc, part->usage.output_tokens);
}

static const char *show_images(struct doc *doc, const struct import_part *part)
{
	return count(doc, part->usage.images);
}

static const struct part_column part_columns[] = {
    {"energy, kWh", has_energy, show_energy},	{"device hours", has_hours, show_hours},
    {"requests", has_requests, show_requests},	{"failed", has_failed, show_failed},
    {"input tokens", has_input, show_input},	{"cached", has_cached, show_cached},
    {"output tokens", has_output, show_output}, {"images", has_images, show_images},
};

enum { COLUMNS = sizeof part_columns / sizeof *part_columns };

static bool any_tells(const struct import *import, const struct part_column *column)
{
	for (size_t i = 0; i < import->part_count; i++)
		if (column->tells(&import->parts[i]))
			return true;
	return false;
}

static void part_row(struct doc *doc, const struct import_part *part, const bool *shown)
{
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, part->value);
	doc_number(doc, count(doc, part->rows));
	for (size_t i = 0; i < COLUMNS; i++)
		if (shown[i])
			doc_number(doc, part_columns[i].tells(part)
					    ? part_columns[i].show(doc, part)
					    : "");
}

void view_import_parts(struct doc *doc, const struct import *import)
{
	struct doc_column columns[MOST_COLUMNS] = {{.title = "value", .wraps = true},
						   {.title = "rows", .align = ALIGN_RIGHT}};
	bool shown[COLUMNS];
	size_t width = 2;

	if (import->part_count == 0)
		return;
	for (size_t i = 0; i < COLUMNS; i++) {
		shown[i] = any_tells(import, &part_columns[i]);
		if (shown[i])
			columns[width++] = (struct doc_column){.title = part_columns[i].title,
							       .align = ALIGN_RIGHT};
	}
	doc_add(doc, DOC_SECTION, "Parts");
	doc_table(doc, columns, width);
	for (size_t i = 0; i < import->part_count && i < MOST_PARTS; i++)
		part_row(doc, &import->parts[i], shown);
	if (import->part_count > MOST_PARTS)
		doc_add(doc, DOC_TEXT, "... and %zu more parts (all of them in JSON)",
			import->part_count - MOST_PARTS);
}
