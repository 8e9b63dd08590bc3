#ifndef MODELS_IMPORT_CODECARBON_H
#define MODELS_IMPORT_CODECARBON_H

/*
 * Shared by the CodeCarbon importer (rows and series) and its checks (what the figures of a row
 * betray).
 *
 * *_energy and energy_consumed are kWh and hold the PUE; *_power is W; duration is seconds
 * since the tracker began.
 */

#include "models/intake.h"

#define CODECARBON_COLUMN_LIST                                                                 \
	COLUMN(TIMESTAMP, "timestamp")                                                         \
	COLUMN(RUN_ID, "run_id")                                                               \
	COLUMN(EXPERIMENT_ID, "experiment_id")                                                 \
	COLUMN(TASK_NAME, "task_name")                                                         \
	COLUMN(DURATION, "duration")                                                           \
	COLUMN(EMISSIONS, "emissions")                                                         \
	COLUMN(CPU_POWER, "cpu_power")                                                         \
	COLUMN(GPU_POWER, "gpu_power")                                                         \
	COLUMN(RAM_POWER, "ram_power")                                                         \
	COLUMN(CPU_ENERGY, "cpu_energy")                                                       \
	COLUMN(GPU_ENERGY, "gpu_energy")                                                       \
	COLUMN(RAM_ENERGY, "ram_energy")                                                       \
	COLUMN(ENERGY, "energy_consumed")                                                      \
	COLUMN(COUNTRY, "country_iso_code")                                                    \
	COLUMN(REGION, "region")                                                               \
	COLUMN(CLOUD_PROVIDER, "cloud_provider")                                               \
	COLUMN(CLOUD_REGION, "cloud_region")                                                   \
	COLUMN(CPU_COUNT, "cpu_count")                                                         \
	COLUMN(CPU_MODEL, "cpu_model")                                                         \
	COLUMN(GPU_COUNT, "gpu_count")                                                         \
	COLUMN(GPU_MODEL, "gpu_model")                                                         \
	COLUMN(RAM_TOTAL_SIZE, "ram_total_size")                                               \
	COLUMN(OS, "os")                                                                       \
	COLUMN(TRACKING_MODE, "tracking_mode")                                                 \
	COLUMN(PUE, "pue")

enum column {
#define COLUMN(code, name) COLUMN_##code,
	CODECARBON_COLUMN_LIST
#undef COLUMN
	    CODECARBON_COLUMNS
};

enum component { COMPONENT_CPU, COMPONENT_GPU, COMPONENT_RAM, COMPONENTS };

/* The numbers of a row; NaN where there is none. */
struct figures {
	uint64_t line;
	bool has_time;
	int64_t time; /* of the end */
	double duration, energy, emissions, pue, gpu_count;
	double power[COMPONENTS], component[COMPONENTS]; /* W, kWh */
};

/* Sums over rows. untimed: of some of them the time is not known. */
struct amounts {
	uint64_t rows;
	bool has_emissions, timed, untimed;
	double energy, energy_it, emissions, duration, device_seconds;
	double cpu_it, fallback_it, ram_it; /* of energy_it; fallback_it is a part of cpu_it */
	int64_t start, end;
};

/* Surveys of data centres know hardly any PUE above this. */
enum { MOST_PUE = 3 };

/* A duration above (some 30 years) tells no time. */
#define LONGEST_RUN_S 1e9

/* The rows of one run_id. */
struct run {
	const char *file;
	uint64_t first_line, fall_line;
	size_t part;
	struct figures last; /* of the series at hand */
	size_t closed;	     /* number + 1 of the series before it; 0: none */
	struct amounts all;  /* every row */
	uint64_t falls;	     /* times that the energy or the duration fell */
	bool deltas;	     /* only one of the two fell: no series at all */
	bool moved;	     /* a row began at another time than the one before */
	size_t machine; /* what it ran on, as far as the row tells; SIZE_MAX: it does not */
	size_t rank_of; /* the run of the same machine that is told first; SIZE_MAX: none */
};

/* The last row of a series that a later one of the same run follows. */
struct closed_series {
	struct figures last;
	size_t part, before; /* as run.closed */
};

/* How often a check failed, and where first. */
struct finding {
	uint64_t rows, line;
	double got, want;
};

/* Runs on equal machines that overlap in time with other energies. */
struct side_by_side {
	uint64_t pairs;
	size_t first, second; /* runs of the first pair */
	double seconds;
};

struct codecarbon {
	size_t column[CODECARBON_COLUMNS];
	size_t width; /* fields of the header */
	size_t key;   /* column that tells runs apart, or SIZE_MAX */
	struct text_set keys;
	size_t *run_of_key; /* [keys.count] */
	struct run *runs;   /* [run_count] */
	size_t run_count;
	struct closed_series *closed; /* [closed_count] */
	size_t closed_count;
	struct text_set machines;
	struct side_by_side beside;
	uint64_t own_runs;				   /* rows without a run_id */
	struct sum duration, energy, energy_it, emissions; /* of machines, each once */
	struct sum untimed; /* seconds of runs of which no time is known */
	double pue;	    /* of the row before; NaN before the first */
	double pue_low, pue_high;
	uint64_t rows; /* with a usable energy */
	uint64_t without_pue;
	uint64_t restarted, loose, series_line; /* runs whose energy falls */
	uint64_t moved, moved_line;		/* runs whose rows do not begin together */
	uint64_t process_rows;
	/* checks */
	struct finding ragged, zero[COMPONENTS], total;
	struct finding low_pue, high_pue; /* that no site has */
	struct finding
	    power[COMPONENTS]; /* sums of energy (got) and of power times time (want) */
	const char *ragged_from;
	bool has_components;
	uint64_t cpu_rows;
	double cpu_power; /* of the first row that has one */
	bool cpu_varies;
	double ram_per_gb; /* W per GB of the first row that has both */
	bool ram_varies;
	const char *region, *other_region, *gpu_model, *other_model;
	double gpu_count; /* most in one row */
};

/* The row's figures for checks. */
void codecarbon_check(struct intake *intake, const struct csv_row *row,
		      const struct figures *figures);
/* Is the CPU power a constant, as far as the rows tell? */
bool codecarbon_constant_cpu(const struct codecarbon *log);
/* Is it the one that CodeCarbon takes for any CPU? */
bool codecarbon_is_fallback(double watts);

/* Number of a new run, the first row of which stands on line. */
size_t codecarbon_new_run(struct intake *intake, uint64_t line);
void codecarbon_extend_run(struct intake *intake, size_t run, const struct figures *row,
			   size_t part);
/* Counts a row by itself. */
void codecarbon_add_row(struct intake *intake, const struct figures *figures, size_t part);
/* Runs that measured one machine at the same time: sets rank_of; warns where it is not sure. */
void codecarbon_find_ranks(struct intake *intake);
/* Counts the runs once all rows were read. */
void codecarbon_settle_runs(struct intake *intake);
/* Warnings, assumptions and texts at the end. */
void codecarbon_conclude(struct intake *intake);

#endif
