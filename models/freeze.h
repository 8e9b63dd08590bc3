#ifndef MODELS_FREEZE_H
#define MODELS_FREEZE_H

/* From cells to the frozen result: which cells are run, and where their statistics go. Internal
 * to models/. */

#include "models/build.h"

/* One output cell and the place of its statistics, in units of 1 / scale. */
struct target {
	struct statistics *to;
	double scale;
};

struct freeze {
	struct build *build;
	const struct assess_options *options;
	struct per_cells *per;
	size_t per_count;
	struct assessment *result;
	size_t *criteria; /* [criterion of the result] = criterion of the build */
	cell *outputs;
	struct target *targets;
	struct statistics *statistics;
	size_t output_count;
};

/* Compiles a scenario up to the cells that are run; what assess() and comparisons begin with.
 * The options must outlive it. NULL where diags has an error. */
struct freeze *assess_compile(struct arena *arena, const struct scenario *scenario,
			      struct factors *factors, const struct assess_options *options,
			      struct diags *diags);

/* Lays out the result and lists the cells to run. */
void freeze_plan(struct freeze *freeze);
/* Runs the cells: as many samples as asked for, or as the totals need. */
void freeze_run(struct freeze *freeze);
/* Hands the statistics to their places; shares, drivers, notes. */
struct assessment *freeze_result(struct freeze *freeze);

/* Parts of the plan (freeze_items.c, freeze_totals.c) and of the result (freeze_exact.c,
 * freeze_drivers.c, measure_next.c, freeze_notes.c, freeze_equivalents.c, freeze_factors.c,
 * freeze_sources.c). */
void freeze_output(struct freeze *freeze, cell c, struct statistics *to, double scale);
struct impact *freeze_impacts(struct freeze *freeze);
/* The sum of one criterion of the build over the lines wanted: counted where any is, missing
 * where all that apply are holes, none where it applies to no line. */
struct impact freeze_sum_of(const struct build *build, size_t criterion,
			    bool (*wanted)(const struct line *, const void *),
			    const void *context);
/* The same over all lines but credits, and over those of a stage. */
struct impact freeze_total_of(const struct build *build, size_t criterion);
struct impact freeze_stage_of(const struct build *build, size_t criterion, enum stage_id stage);
void freeze_sum(struct freeze *freeze, struct impact *sums,
		bool (*wanted)(const struct line *, const void *), const void *context);
bool line_is_credit(const struct line *line);
/* Where the electricity of a line was drawn, and by what (freeze_supply.c). */
void freeze_supply(struct freeze *freeze, const struct line *line, struct item_result *item);
void freeze_items(struct freeze *freeze);
void freeze_totals(struct freeze *freeze);
void freeze_record(struct freeze *freeze);
/* The files behind a scenario, into its record. */
void freeze_inputs(struct arena *arena, const struct scenario *scenario, struct record *record);
void freeze_shares(struct freeze *freeze);
/* Ranges of shares (freeze_share_ranges.c): what to run, then what of it means something. */
void freeze_share_ranges(struct freeze *freeze);
void freeze_share_ranges_finish(struct freeze *freeze);
/* Needs the statistics in place. */
void freeze_exact(struct freeze *freeze);
/* Moments that do not exist are no figures, however finite those of samples are
 * (freeze_moments.c). */
void freeze_drop_moments(struct impact *impact);
void freeze_note_moments(struct freeze *freeze);
void freeze_drivers(struct freeze *freeze);
void measure_next(struct freeze *freeze);
void freeze_notes(struct freeze *freeze);
void freeze_equivalents(struct freeze *freeze);
void freeze_shortest(struct freeze *freeze);
void freeze_factors(struct freeze *freeze);
void freeze_sources(struct freeze *freeze);

#endif
