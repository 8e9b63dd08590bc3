/*
 * The wall time of a whole process: start to end of COMMAND, once uncounted, then RUNS times.
 *
 *     lca_bench_wall RUNS COMMAND [ARGUMENT]...   line "MEDIAN LEAST GREATEST", milliseconds
 *
 * What COMMAND prints is thrown away; a run that fails ends the measurement with status 1.
 */

#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

enum { RUNS_MOST = 9999 };

static double milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

/* False where the command cannot be started or does not end with status 0. */
static bool run_once(char **command, double *taken)
{
	posix_spawn_file_actions_t quiet;
	double start;
	pid_t child;
	int status = 1;
	bool started;

	posix_spawn_file_actions_init(&quiet);
	posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
	start = milliseconds();
	started = posix_spawn(&child, command[0], &quiet, NULL, command, environ) == 0 &&
		  waitpid(child, &status, 0) == child;
	*taken = milliseconds() - start;
	posix_spawn_file_actions_destroy(&quiet);
	return started && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static int by_size(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

int main(int argc, char **argv)
{
	static const char usage[] = "usage: lca_bench_wall RUNS COMMAND [ARGUMENT]...\n";
	long runs = argc > 2 ? strtol(argv[1], NULL, 10) : 0, i;
	double times[RUNS_MOST], uncounted;

	if (runs < 1 || runs > RUNS_MOST) {
		fputs(usage, stderr);
		return 2;
	}
	if (!run_once(argv + 2, &uncounted))
		goto failed;
	for (i = 0; i < runs; i++)
		if (!run_once(argv + 2, &times[i]))
			goto failed;
	qsort(times, (size_t)runs, sizeof *times, by_size);
	printf("%.3f %.3f %.3f\n", (times[(runs - 1) / 2] + times[runs / 2]) / 2, times[0],
	       times[runs - 1]);
	return 0;
failed:
	fprintf(stderr, "lca_bench_wall: %s failed\n", argv[2]);
	return 1;
}
