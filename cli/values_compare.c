/* Reads the values of the options of a comparison. */
#include "cli/reader.h"

#include <string.h>

#include "lca/base/arena.h"

/* More rows than a comparison can have. */
static const double most_rows = 1e6;

void reader_vary(struct reader *r, const char *text)
{
	const char *equal = reader_equal(text);
	struct options *o = r->options;

	if (!equal || equal == text || !equal[strspn(equal + 1, " ") + 1]) {
		reader_refuse(r, OPTION_VARY,
			      "KEY=VALUES, such as region=gcp:*,FR or year=2019..2024", text);
		return;
	}
	o->vary = arena_grow(r->arena, o->vary, o->vary_count, sizeof *o->vary);
	o->vary[o->vary_count++] = (struct variation_request){
	    .key = arena_copy(r->arena, text, (size_t)(equal - text)),
	    .values = arena_text(r->arena, equal + 1),
	};
	reader_record(r, OPTION_VARY, text);
}

void reader_keep(struct reader *r, const char *text)
{
	reader_names(r, OPTION_KEEP, text, "keys with commas between, such as pue,intensity",
		     &r->options->keep, &r->options->keep_count);
	reader_record(r, OPTION_KEEP, text);
}

void reader_as_stated(struct reader *r, const char *text)
{
	r->options->as_stated = true;
	reader_record(r, OPTION_AS_STATED, text);
}

void reader_by(struct reader *r, const char *text)
{
	r->options->by = text;
	reader_record_last(r, OPTION_BY, text);
}

void reader_top(struct reader *r, const char *text)
{
	uint64_t top;

	if (reader_whole(r, OPTION_TOP, text, 1, most_rows, &top))
		r->options->top = (size_t)top;
}
