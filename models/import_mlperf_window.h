#ifndef MODELS_IMPORT_MLPERF_WINDOW_H
#define MODELS_IMPORT_MLPERF_WINDOW_H

/*
 * The window of an MLPerf power measurement: from power_begin to power_end of the
 * mlperf_log_detail.txt beside spl.txt.
 *
 * spl.txt holds local times of the machine that ran PTDaemon, whose zone is `timezone` of
 * server.json (seconds to add for UTC). The detail log holds UTC or, of older load generators,
 * local times of the system under test (`timezone` of client.json). Both JSON files lie beside
 * spl.txt or in ../power. Which it is shows in where the readings begin.
 */

#include <stdbool.h>
#include <stdint.h>

#include "models/intake.h"

struct mlperf_window {
	bool has_window;    /* both ends were found */
	int64_t begin, end; /* as written */
	bool has_server, has_client;
	int64_t server, client; /* nanoseconds to add for UTC */
};

/* Looks beside a file; path NULL: nothing is there. */
struct mlperf_window mlperf_window_find(struct arena *arena, const char *path);

/* "08-17-2021 05:46:06.815" (month first) with the year first; false where it is no such text.
 */
enum { MLPERF_TIME = 40 };
bool mlperf_turn(const char *text, size_t length, char turned[MLPERF_TIME]);
/* The same as a time, as it stands. */
bool mlperf_time(const char *text, size_t length, int64_t *time);

/* What to add to the ends so that readings beginning at `first` (as written) fit; false where
 * nothing fits. */
bool mlperf_window_shift(const struct mlperf_window *window, int64_t first, int64_t *shift);

#endif
