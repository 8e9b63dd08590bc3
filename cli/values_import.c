/* Reads the values of the options that say how a log is read. */
#include "cli/reader.h"

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

/* No file is larger, and a double holds every whole number up to it. */
static const double most_bytes = 9007199254740992.0;

/* The filter of a column, which is added where it is the first of that column. */
static struct import_filter *filter_of(struct reader *r, const char *column)
{
	struct import_options *import = &r->options->import;
	struct import_filter *filters = (struct import_filter *)import->filters;

	for (size_t i = 0; i < import->filter_count; i++)
		if (text_same(filters[i].column, column))
			return &filters[i];
	filters = arena_grow(r->arena, filters, import->filter_count, sizeof *filters);
	filters[import->filter_count] = (struct import_filter){.column = column};
	import->filters = filters;
	return &filters[import->filter_count++];
}

void reader_where(struct reader *r, const char *text)
{
	const char *equal = strchr(text, '=');
	struct import_filter *filter;
	const char **values;

	if (!equal || equal == text) {
		reader_refuse(r, OPTION_WHERE, "COLUMN=VALUE", text);
		return;
	}
	filter = filter_of(r, arena_copy(r->arena, text, (size_t)(equal - text)));
	values = arena_grow(r->arena, (void *)filter->values, filter->count, sizeof *values);
	values[filter->count++] = arena_text(r->arena, equal + 1);
	filter->values = values;
}

void reader_from(struct reader *r, const char *text)
{
	r->options->import.from = text;
}

void reader_split(struct reader *r, const char *text)
{
	r->options->import.split = text;
}

void reader_timezone(struct reader *r, const char *text)
{
	r->options->import.timezone = text;
}

void reader_map(struct reader *r, const char *text)
{
	r->options->map = text;
}

void reader_rejects(struct reader *r, const char *text)
{
	r->options->rejects = text;
}

void reader_overlap(struct reader *r, const char *text)
{
	static const char *const policies[] = {"refuse", "sum", "max", "dedupe"};

	for (size_t i = 0; i < sizeof policies / sizeof *policies; i++) {
		if (!text_same(text, policies[i]))
			continue;
		r->options->import.overlap = (enum import_overlap)i;
		return;
	}
	reader_refuse(r, OPTION_OVERLAP, "refuse, sum, max or dedupe", text);
}

void reader_span(struct reader *r, const char *text)
{
	static const char *const spans[] = {"hour", "day", "month", "all"};

	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
		if (!text_same(text, spans[i]))
			continue;
		r->options->import.span = (enum import_span)(SPAN_HOUR + i);
		return;
	}
	reader_refuse(r, OPTION_SPAN, "hour, day, month or all", text);
}

/* "5%", "5 %" or "0.05". */
void reader_bad_rows(struct reader *r, const char *text)
{
	size_t length = strlen(text);
	bool percent = length > 0 && text[length - 1] == '%';
	double number;

	length -= percent;
	while (length > 0 && text[length - 1] == ' ')
		length--;
	if (text_number(text, length, &number) && number > 0 && number <= (percent ? 100 : 1))
		r->options->import.most_bad = percent ? number / 100 : number;
	else
		reader_refuse(r, OPTION_BAD_ROWS, "a share above 0, such as 5% or 0.05", text);
}

void reader_max_bytes(struct reader *r, const char *text)
{
	static const struct {
		const char *name;
		double bytes;
	} units[] = {{"", 1},	    {"B", 1},	      {"kB", 1e3},
		     {"MB", 1e6},   {"GB", 1e9},      {"TB", 1e12},
		     {"KiB", 1024}, {"MiB", 1048576}, {"GiB", 1073741824.0},
		     {"K", 1024},   {"M", 1048576},   {"G", 1073741824.0}};
	size_t digits = strspn(text, "0123456789.");
	const char *unit = text + digits + strspn(text + digits, " ");
	double number;

	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (!text_same_nocase(unit, units[i].name) ||
		    !text_number(text, digits, &number) || number * units[i].bytes < 1 ||
		    number * units[i].bytes > most_bytes)
			continue;
		r->options->import.max_bytes = (uint64_t)(number * units[i].bytes);
		return;
	}
	reader_refuse(r, OPTION_MAX_BYTES, "a number of bytes, such as 1000000, 500MB or 2GiB",
		      text);
}
