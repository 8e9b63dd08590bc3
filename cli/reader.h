#ifndef CLI_READER_H
#define CLI_READER_H

/* What options.c and values.c share while the command line is read. */

#include "cli/options.h"

struct given {
	enum option_id id;
	const char *argument; /* NULL where the option takes none */
};

struct reader {
	struct arena *arena;
	struct diags *diags;
	struct options *options;
	struct given *given; /* in the order typed */
	size_t given_count;
	bool good;
};

/* Puts one option into r->options; a value it does not take is reported and clears r->good. */
void option_apply(struct reader *r, const struct given *given);

#endif
