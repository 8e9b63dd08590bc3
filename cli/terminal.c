/* Colour, width and progress. */
#include "cli/terminal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { WIDEST = 99, NARROWEST = 60 };
enum { PROGRESS_MS = 200, PROGRESS_WIDTH = 70 };

bool terminal_colour(int descriptor)
{
	const char *no_colour = getenv("NO_COLOR"), *term = getenv("TERM");

	if (!isatty(descriptor) || (no_colour && *no_colour))
		return false;
	return term && strcmp(term, "dumb") != 0;
}

/* COLUMNS as far as it is a number; 0 elsewhere. */
static unsigned long stated_columns(void)
{
	const char *text = getenv("COLUMNS");

	return text && *text && strspn(text, "0123456789") == strlen(text)
		   ? strtoul(text, NULL, 10)
		   : 0;
}

unsigned terminal_width(int descriptor)
{
	struct winsize size;
	unsigned long columns = stated_columns();

	if (!isatty(descriptor))
		return 0;
	if (columns == 0 && ioctl(descriptor, TIOCGWINSZ, &size) == 0)
		columns = size.ws_col;
	if (columns == 0)
		return 0;
	if (columns < NARROWEST)
		return NARROWEST;
	return columns > WIDEST ? WIDEST : (unsigned)columns;
}

static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

struct progress progress_begin(void)
{
	return (struct progress){.terminal = isatty(STDERR_FILENO) != 0, .start = now()};
}

void progress_show(void *progress, uint64_t done, uint64_t total)
{
	struct progress *p = progress;
	uint64_t percent = total ? done * 100 / total : 100;

	if (!p->terminal || (p->shown && percent == p->percent) || now() - p->start < 1000)
		return;
	p->shown = true;
	p->percent = percent;
	fprintf(stderr, "\rsampling %3" PRIu64 " %%", percent);
	fflush(stderr);
}

void progress_bytes(void *progress, uint64_t taken, uint64_t size)
{
	struct progress *p = progress;
	int64_t time = p->terminal ? now() : 0;
	double seconds = (double)(time - p->start) / 1000, rate = (double)taken / seconds;

	if (!p->terminal || seconds < 1 || time - p->last < PROGRESS_MS)
		return;
	p->shown = true;
	p->last = time;
	fprintf(stderr, "\rreading %.0f MB, %.0f MB/s", (double)taken / 1e6, rate / 1e6);
	if (size > taken && rate > 0)
		fprintf(stderr, ", %3" PRIu64 " %%, %.0f s left", taken * 100 / size,
			(double)(size - taken) / rate);
	fputs("      ", stderr);
	fflush(stderr);
}

void progress_end(struct progress *progress)
{
	if (progress->shown)
		fprintf(stderr, "\r%*s\r", PROGRESS_WIDTH, "");
	progress->shown = false;
}
