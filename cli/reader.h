#ifndef CLI_READER_H
#define CLI_READER_H

/* What options.c and values*.c share while the command line is read. */

#include "cli/options.h"

struct given {
	enum option_id id;
	const char *argument; /* NULL where the option takes none */
};

/* A word that is no option; of a short one the letter. */
struct unknown {
	const char *word;
	int letter;
};

struct reader {
	struct arena *arena;
	struct diags *diags;
	struct options *options;
	struct given *given; /* in the order typed */
	size_t given_count;
	struct unknown *unknown;
	size_t unknown_count;
	bool good;
};

/* Puts one option into r->options; a value it does not take is reported and clears r->good. */
void option_apply(struct reader *r, const struct given *given);
/* Reports that an option takes something else, and clears r->good. */
void reader_refuse(struct reader *r, enum option_id id, const char *expected, const char *got);
/* The format of --format (values_format.c); without it the extension of --output tells, and a
 * file without one gets text. Refused: a format, or the name of one, that this command does not
 * write. */
void reader_format(struct reader *r, const char *text);
void reader_choose_format(struct reader *r);
/* Notes "--OPTION text" as what can change a number; text NULL: it takes none. */
void reader_record(struct reader *r, enum option_id id, const char *text);
/* The same for an option of which the last one counts; NULL: nothing that changes a number. */
void reader_record_last(struct reader *r, enum option_id id, const char *text);
/* A whole number, least <= whole <= most. False: reported. */
bool reader_whole(struct reader *r, enum option_id id, const char *text, double least,
		  double most, uint64_t *whole);
/* "gwp,water", blanks around names allowed: added to names; each place between commas must hold
 * one. */
void reader_names(struct reader *r, enum option_id id, const char *text, const char *expected,
		  const char ***names, size_t *count);
/* The '=' that ends a path: not one inside the brackets of an item's name; NULL: none. */
const char *reader_equal(const char *text);

/* The options of a comparison (values_compare.c). */
void reader_vary(struct reader *r, const char *text);
void reader_keep(struct reader *r, const char *text);
void reader_as_stated(struct reader *r, const char *text);
void reader_by(struct reader *r, const char *text);
void reader_top(struct reader *r, const char *text);

/* The options of lca quick that are no value of its scenario (values_quick.c). */
void reader_save(struct reader *r, const char *text);

/* The options of a schedule (values_schedule.c). */
void reader_item(struct reader *r, const char *text);
void reader_length(struct reader *r, const char *text);
void reader_start(struct reader *r, const char *text);
void reader_deadline(struct reader *r, const char *text);
void reader_pause(struct reader *r, const char *text);
void reader_at_least(struct reader *r, const char *text);
void reader_idle_power(struct reader *r, const char *text);

/* The options that say how a log is read (values_import.c). */
void reader_from(struct reader *r, const char *text);
void reader_where(struct reader *r, const char *text);
void reader_split(struct reader *r, const char *text);
void reader_span(struct reader *r, const char *text);
void reader_map(struct reader *r, const char *text);
void reader_timezone(struct reader *r, const char *text);
void reader_overlap(struct reader *r, const char *text);
void reader_bad_rows(struct reader *r, const char *text);
void reader_rejects(struct reader *r, const char *text);
void reader_max_bytes(struct reader *r, const char *text);

#endif
