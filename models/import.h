#ifndef MODELS_IMPORT_H
#define MODELS_IMPORT_H

/*
 * Importers: what a log holds, and what was assumed while reading it.
 *
 * Each importer is one file and one line of importers.def; it streams the file in constant
 * memory. Detection is by content: exactly one importer must claim a file, or an error names
 * the candidates. Values are as the log states them; `energy_it_kwh` is without the PUE the log
 * holds. Nothing is guessed silently: every assumption and every skipped row is listed. A
 * reading that is missing is a gap, never 0.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lca/base/diag.h"

struct arena;
struct csv_row;
struct import_map;

/* Where on the power path an energy was taken (docs/method.md). */
enum metered_at {
	METERED_UNSET,
	METERED_ACCELERATOR,
	METERED_COMPONENTS,
	METERED_NODE,
	METERED_FACILITY
};
const char *metered_name(enum metered_at metered); /* "accelerator" */

/* One condition of `where`: a column holds one of these values (ASCII case matters, outer
 * blanks do not). */
struct import_filter {
	const char *column;
	const char *const *values;
	size_t count;
};

/* What to do where energies of one device overlap in time. */
enum import_overlap {
	OVERLAP_REFUSE, /* an error that names both places */
	OVERLAP_SUM,	/* count all */
	OVERLAP_MAX,	/* of those that overlap, the largest */
	OVERLAP_DEDUPE	/* drop what is equal to another or lies within it; refuse the rest */
};

/* How much time a group of requests spans. */
enum import_span {
	/* Hours, unless they make too many groups: then days, months or all; then all statuses
	 * are joined, then all regions. */
	SPAN_AUTO,
	SPAN_HOUR,
	SPAN_DAY,
	SPAN_MONTH,
	SPAN_ALL
};

struct import_options {
	const char *from;		     /* importer to force, or NULL */
	const struct import_map *map;	     /* column map (import_map.h), or NULL */
	const struct import_filter *filters; /* all must hold */
	size_t filter_count;
	const char *split; /* column: one part per value; NULL: one part */
	enum import_overlap overlap;
	const char *timezone;  /* of times without one: UTC, +01:00, Europe/Paris; NULL: UTC, as
				  an assumption */
	double most_bad;       /* share of broken rows above which a log is refused; 0: the
				  default */
	uint64_t max_bytes;    /* read no more of a file, after decompression; 0: all */
	bool no_digest;	       /* leave out the SHA-256 of the files */
	enum import_span span; /* of import->groups */
	unsigned threads;      /* 0: one per core; results do not depend on it */
	/* Called with each broken row as it stands, and once with the header before them. */
	void (*reject)(void *of, const char *text, size_t length);
	void *reject_of;
	void (*progress)(void *of, uint64_t taken, uint64_t size); /* bytes; size 0: unknown */
	void *progress_of;
};

/* A file to read: path is opened, name is shown and kept in records. */
struct import_path {
	const char *path, *name;
};

/* What was read of one file. sha256 is "" where it was left out. */
struct import_file {
	const char *name;
	char sha256[65];
	char content[65]; /* of a packed file, SHA-256 of what it holds; else as sha256 */
	uint64_t rows_read, rows_used;
	bool rows_together; /* rows used are counted over all files of the log, not of this one
			     */
	bool cut;	    /* ended by max_bytes */
};

/* Rows left out for one reason; lines holds the first few of them. */
struct import_skip {
	const char *reason;
	bool fault; /* a warning: broken, or without the reading it should have; false: left
		       out by a rule (where, a cumulative series) */
	bool bad;   /* broken: counts against most_bad */
	uint64_t count;
	uint64_t lines[5];
	const char *text; /* of the first cell that could not be read, or NULL */
};

/* One power gap statistic set: gaps are steps of more than three median steps (per device). */
struct import_gaps {
	uint64_t count;	  /* all gaps */
	uint64_t bridged; /* of at most 10 s: inside the energy, by trapezoid */
	double bridged_s, bridged_kwh;
	double left_out_s; /* longer ones: outside the energy, uncovered time */
};

/* How long requests took. exact: order statistics of all values, else within 0.1 %. */
struct import_latency {
	bool known, exact;
	uint64_t count;
	double total_s, p50_s, p95_s;
};

/* Spread of a quantity from request to request: variability, no uncertainty of the sum. */
struct import_variability {
	bool known;
	double mean, sd;
	uint64_t count; /* requests that were answered and tell their tokens */
};

/* Requests and tokens; known is false where the log has no such column (then 0 means nothing).
 * Cached tokens are a part of the input tokens, reasoning tokens one of the output tokens. */
struct import_usage {
	bool known;
	uint64_t requests, failed_requests;
	uint64_t input_tokens, cached_tokens, output_tokens, reasoning_tokens, images;
	bool has_tokens, has_cached, has_failed, has_reasoning, has_images;
	bool input_untold, output_untold; /* has_tokens, but no row tells these */
	uint64_t
	    gateway_hits; /* answered by a gateway's cache: no inference; not in requests */
	struct import_latency latency;
	struct import_variability input_spread, output_spread; /* tokens per request */
};

/* Tokens without requests: the log does not count those. */
bool import_counts_requests(const struct import_usage *usage);

/* IT energy of one UTC hour; hour counts from 1970. */
struct import_hour {
	int64_t hour;
	double energy_it_kwh;
};

/* The part of a log that one `split` value (or everything) makes up. */
struct import_part {
	const char *value; /* split value; NULL when not split */
	uint64_t rows;
	bool has_energy;
	double energy_kwh;    /* as the log states it */
	double energy_it_kwh; /* without the PUE it holds */
	const char *spread; /* defaults row with the GSD of its measurement: "gsd-nvml-polled",
			     * "gsd-codecarbon", "gsd-codecarbon-constant", "gsd-meter"; NULL
			     * where there is no energy */
	const char *energy_key; /* shared draw of that spread: "nvml/NVIDIA A100", NULL = the
				   item's own */
	double device_hours;	/* accelerators x hours covered; 0 where unknown */
	double emissions_kg;	/* as the log states them; shown only, never used; NaN = none */
	double doubt_kwh;	/* of energy_it_kwh: bridged or filled in; widens its range */
	bool has_idle; /* the log tells busy from idle: idle_kwh + dynamic_kwh = energy_it_kwh
			*/
	double idle_kwh, dynamic_kwh, idle_device_hours;
	struct import_hour *hours; /* by hour; of the energy whose time is known */
	size_t hour_count;
	struct import_usage usage;
};

/* Requests per model x region x UTC hour (or a longer span) x status; texts "" where the log
 * does not tell. */
struct import_group {
	const char *model, *region;
	const char *hour;   /* "2023-11-16T18"; of longer spans "2023-11-16", "2023-11", "" */
	const char *status; /* "ok", "failed"; "" where the log does not tell */
	uint64_t requests, failed_requests, input_tokens, cached_tokens, output_tokens;
	uint64_t reasoning_tokens, images;
	double energy_kwh; /* NaN: none */
	struct import_latency latency;
};

struct import {
	const char *file;   /* as typed */
	const char *format; /* importer's name: "codecarbon" */
	char sha256[65];    /* of the first file; "" where it was left out */
	struct import_file *files;
	size_t file_count;
	uint64_t rows_read, rows_used;
	struct import_skip *skips;
	size_t skip_count;
	const char *first, *last; /* ISO 8601, or NULL */
	bool unzoned;		  /* times had no zone and none was given: UTC is assumed */
	double covered_s;	  /* time the energy or requests cover; NaN unknown */
	double mean_watts;	  /* over that time; NaN unknown */
	double device_watts;	  /* of one accelerator, over device hours; NaN unknown */
	struct import_gaps gaps;
	double pue;	 /* inside the energy; NaN where none is */
	double coverage; /* share of the work (CPU time, time) that has an energy, 0..1; NaN
			    unknown */
	enum metered_at metered_at;
	const char *accelerator; /* name as the log spells it, or NULL */
	unsigned accelerators;	 /* devices seen, 0 unknown */
	const char *region; /* ISO code or provider:region that the log names, or NULL (shown,
			       never used silently) */
	struct import_part total;
	struct import_part
	    *parts; /* one per split value, sorted by value; part_count 0 when not split */
	size_t part_count;
	enum import_span span; /* of the groups; never SPAN_AUTO */
	/* Groups hold requests of all statuses, of all regions: their texts are "". */
	bool joins_statuses, joins_regions;
	struct import_group *groups;
	size_t group_count;
	const char **assumptions;
	size_t assumption_count;
	/* Columns were modelled, not measured: text for the report ("CPU and RAM are constants
	 * in CodeCarbon"), or NULL. */
	const char *modelled;
	const char *modelled_parts; /* the same in a few words: "CPU and RAM"; or NULL */
	const char
	    *not_counted; /* "PSU, fans and network of the host, typically 5-40 %", or NULL */
};

/* Reads a log. NULL on error (reported). Warnings go to diags and stand in the report. path is
 * opened as given; name is what is shown and kept in records. */
struct import *import_read(struct arena *arena, const char *path, const char *name,
			   const struct import_options *options, struct diags *diags);

/* Several files of one format as one log, in this order. */
struct import *import_read_files(struct arena *arena, const struct import_path *paths,
				 size_t count, const struct import_options *options,
				 struct diags *diags);

/* The files that texts name: a file, a glob (logs/2026-*.csv), or a folder (all files in it but
 * hidden ones), relative to folder ("" or ending in '/'). False (reported at place) where one
 * names nothing. */
bool import_find_files(struct arena *arena, const char *folder, const char *const *texts,
		       size_t count, struct place place, const char *key,
		       struct import_path **paths, size_t *path_count, struct diags *diags);

/* The same for a log in memory. */
struct import *import_read_text(struct arena *arena, const char *name, const char *text,
				size_t length, const struct import_options *options,
				struct diags *diags);

/* Names of all importers, for help. */
enum importer_kind { LOGS_OF_ENERGY, LOGS_OF_REQUESTS }; /* mainly */

struct importer_row {
	const char *name;  /* "nvidia-smi" */
	const char *title; /* "nvidia-smi --query-gpu CSV" */
	enum importer_kind kind;
};
const struct importer_row *import_formats(size_t *count);

#endif
