/* Files beside spl.txt: the window of the measurement, and zones of the clocks. */

#include "models/import_mlperf_window.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/lines.h"
#include "lca/base/source.h"
#include "models/timestamp.h"

/* A test begins within minutes of its first reading; a clock may be a minute off. */
#define EARLIEST (-60 * TIMESTAMP_SECOND)
#define LATEST	 (2 * TIMESTAMP_HOUR)
/* "08-17-2021 05:46:06.815" without its fraction. */
enum { TIME_LENGTH = 19, MOST_ZONE = 24 * 3600 };

static bool digits_at(const char *text, size_t from, size_t count)
{
	for (size_t i = from; i < from + count; i++)
		if (text[i] < '0' || text[i] > '9')
			return false;
	return true;
}

bool mlperf_turn(const char *text, size_t length, char turned[MLPERF_TIME])
{
	if (length < TIME_LENGTH || length >= MLPERF_TIME || !digits_at(text, 0, 2) ||
	    text[2] != '-' || !digits_at(text, 3, 2) || text[5] != '-' ||
	    !digits_at(text, 6, 4))
		return false;
	memcpy(turned, text + 6, 4);
	turned[4] = '-';
	memcpy(turned + 5, text, 5);
	memcpy(turned + 10, text + 10, length - 10);
	turned[length] = '\0';
	return true;
}

bool mlperf_time(const char *text, size_t length, int64_t *time)
{
	char turned[MLPERF_TIME];

	return mlperf_turn(text, length, turned) && timestamp_parse(turned, length, time, NULL);
}

/* The first such time in a text. */
static bool find_time(const char *text, size_t length, int64_t *time)
{
	for (size_t i = 0; i + TIME_LENGTH <= length; i++) {
		size_t end = i + TIME_LENGTH;

		if (!digits_at(text, i, 2) || text[i + 2] != '-')
			continue;
		while (end < length && (text[end] == '.' || digits_at(text, end, 1)))
			end++;
		if (mlperf_time(text + i, end - i, time))
			return true;
	}
	return false;
}

/* The ends stand under either case: "power_begin" in JSON, "POWER_BEGIN:" before it. */
static const char *find_word(const struct text_line *line, const char *word)
{
	size_t length = strlen(word);

	for (size_t i = 0; i + length <= line->length; i++) {
		size_t same = 0;

		while (same < length &&
		       tolower((unsigned char)line->text[i + same]) == word[same])
			same++;
		if (same == length)
			return line->text + i + length;
	}
	return NULL;
}

typedef bool (*line_reader)(struct mlperf_window *window, const struct text_line *line);

/* Calls read for each line until it has what it wants. A file that is not there is none. */
static void read_file(struct arena *arena, const char *path, struct mlperf_window *window,
		      line_reader read)
{
	struct diags *muted = diags_new(arena);
	struct source_options options = {.no_digest = true};
	struct source *source = source_open(path, &options, muted);
	struct lines *lines;
	struct text_line line;

	if (!source)
		return;
	lines = lines_open(source, muted);
	while (lines_next(lines, &line))
		if (read(window, &line))
			break;
	lines_close(lines);
	source_close(source);
}

/* INT64_MIN stands for an end that was not met yet. */
static bool read_ends(struct mlperf_window *window, const struct text_line *line)
{
	const char *begin = find_word(line, "power_begin");
	const char *end = find_word(line, "power_end");
	const char *from = begin ? begin : end;
	int64_t time;

	if (from && find_time(from, line->length - (size_t)(from - line->text), &time)) {
		if (begin)
			window->begin = time;
		else
			window->end = time;
	}
	window->has_window = window->begin != INT64_MIN && window->end != INT64_MIN &&
			     window->begin < window->end;
	return window->has_window;
}

static bool read_zone(const struct text_line *line, int64_t *zone)
{
	const char *after = find_word(line, "\"timezone\":");
	char *end;
	double seconds;

	if (!after)
		return false;
	seconds = strtod(after, &end);
	if (end == after || !(seconds >= -MOST_ZONE && seconds <= MOST_ZONE))
		return false;
	*zone = (int64_t)seconds * TIMESTAMP_SECOND;
	return true;
}

static bool read_server(struct mlperf_window *window, const struct text_line *line)
{
	window->has_server = read_zone(line, &window->server);
	return window->has_server;
}

static bool read_client(struct mlperf_window *window, const struct text_line *line)
{
	window->has_client = read_zone(line, &window->client);
	return window->has_client;
}

struct mlperf_window mlperf_window_find(struct arena *arena, const char *path)
{
	struct mlperf_window window = {.begin = INT64_MIN, .end = INT64_MIN};
	const char *slash, *folder;

	if (!path || strcmp(path, "-") == 0)
		return window;
	slash = strrchr(path, '/');
	folder = slash ? arena_copy(arena, path, (size_t)(slash + 1 - path)) : "";
	read_file(arena, arena_printf(arena, "%smlperf_log_detail.txt", folder), &window,
		  read_ends);
	for (int up = 0; up < 2; up++) {
		const char *at = up ? "../power/" : "";

		if (!window.has_server)
			read_file(arena, arena_printf(arena, "%s%sserver.json", folder, at),
				  &window, read_server);
		if (!window.has_client)
			read_file(arena, arena_printf(arena, "%s%sclient.json", folder, at),
				  &window, read_client);
	}
	return window;
}

bool mlperf_window_shift(const struct mlperf_window *window, int64_t first, int64_t *shift)
{
	int64_t server = window->has_server ? window->server : 0;
	int64_t client = window->has_client ? window->client : 0;
	int64_t candidates[] = {0, -server, client - server};

	for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
		int64_t after = window->begin + candidates[i] - first;

		if (after < EARLIEST || after > LATEST)
			continue;
		*shift = candidates[i];
		return true;
	}
	return false;
}
