#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

/* What may be shown on a terminal: colour, width, progress. The environment is read here alone.
 */

#include <stdbool.h>
#include <stdint.h>

/* True when descriptor is a terminal, NO_COLOR is unset and TERM is not dumb. */
bool terminal_colour(int descriptor);
/* COLUMNS, or the columns of the terminal, 60 to 99; 0 when descriptor is none. */
unsigned terminal_width(int descriptor);

/* Progress on standard error: silent in the first second, and always when it is no terminal. */
struct progress {
	bool terminal;
	bool shown;
	uint64_t percent; /* as shown */
	int64_t last;	  /* milliseconds, of what is shown */
	int64_t start;	  /* milliseconds */
};

struct progress progress_begin(void);
void progress_show(void *progress, uint64_t done, uint64_t total);
/* Of a file that is read: bytes taken, of size (0: unknown), with rate and time left. */
void progress_bytes(void *progress, uint64_t taken, uint64_t size);
void progress_end(struct progress *progress);

#endif
