#ifndef MODELS_ASSESS_H
#define MODELS_ASSESS_H

/*
 * The assessment: a scenario's flows characterised, run and frozen.
 *
 * assess() is the page to read first: scenario -> stages write formulas into a sheet ->
 * inventory of flows -> a flow times every criterion that has a factor is an item's impact ->
 * the sheet is run -> this struct, read-only. All statistics here are in the unit of their
 * criterion (kgCO2e, kWh, MJ, kgSbe, L), as printed. A hole is a status, never a zero.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "factors/factors.h"
#include "lca/engine/adapt.h"
#include "lca/engine/exact.h"
#include "lca/engine/shortest.h"
#include "models/import.h"

struct about;
struct arena;
struct grid_series;
struct text_set;
struct diags;
struct scenario;
struct scenario_change;
struct scenario_source;

enum basis { BASIS_MEASURED, BASIS_MODELLED, BASIS_DEFAULT };
enum impact_status {
	IMPACT_COUNTED,
	IMPACT_MISSING, /* a hole: the flow exists, the factor or the figure does not */
	IMPACT_NONE	/* the criterion does not apply to this item (electricity of embodied
			   hardware) */
};
enum phase { PHASE_CREATION, PHASE_USE };

const char *basis_name(enum basis basis);		   /* measured | modelled | default */
const char *impact_status_name(enum impact_status status); /* counted | missing | none */
const char *phase_name(enum phase phase);		   /* creation | use */

struct impact {
	enum impact_status status;
	const char *reason;	      /* why it is missing, or NULL */
	size_t missing;		      /* of a sum: items that are holes in it */
	struct statistics statistics; /* valid where counted */
	double share;	    /* of the sum of absolute central impacts of all items; 0 where not
			       counted */
	struct exact exact; /* mean and sd without sampling, where known */
	struct statistics share_range; /* of the share of the total within each sample; not
					  finite where there is none */
	cell cell;		       /* in the sheet; CELL_BAD where not counted */
};

/* True where the mean or sd of the samples is not that of what they are drawn from, which is
 * known: they miss a long tail. */
bool impact_misses_tail(const struct impact *impact);

/* Electricity that an item drew at one place. Cells of the sheet, in kWh and kgCO2e; CELL_BAD:
 * not known. What the grid lost on the way is not in it. */
struct supply {
	const char *region;	  /* canonical code, or NULL */
	const char *region_name;  /* "France", or NULL */
	const char *country;	  /* name of the country that holds the region, or NULL */
	const char *provider;	  /* of a cloud region: "gcp", or NULL */
	const char *const *areas; /* codes of the areas that hold the region, nearest first, to
				     a NULL; never NULL */
	cell facility, it, gwp;	  /* gwp: location-based */
	const struct import_part *part;	  /* of the log that metered it, or NULL */
	const struct grid_series *series; /* of its intensity, hour by hour, or NULL */
	int64_t from_s, until_s; /* since 1970, UTC: when it was drawn; the same: not known */
};

/* What an item of training, idle time or inference ran on. */
struct ran_on {
	const char *accelerator;      /* slug, or NULL where the database does not know it */
	const char *accelerator_name; /* as people write it, else as stated; or NULL */
	double accelerators;	/* that ran at once, as stated or as its log has them; NaN */
	double hours;		/* wall clock, as stated or as its log covers; NaN */
	cell accelerator_hours; /* allotted to this item; CELL_BAD: not known */
	cell flop;		/* operations by parameters and tokens; CELL_BAD: not known */
	/* Behind flop, else NaN: the parameters that each token passes, the tokens of one run,
	 * and what one of both takes. */
	double parameters, tokens, flop_per_parameter_token;
	double all_parameters; /* those of all experts too; NaN */
	double share, repeat;  /* of the run: flop holds both; 1 where they are not stated */
};

/* One line of the report. impacts[criterion]. */
struct item_result {
	const char *id; /* "training/final run" */
	const char *stage, *item;
	const char *losses_of;	   /* id of the item whose electricity is lost here, or NULL */
	const char *region;	   /* canonical code, or NULL */
	const char *const *areas;  /* that hold the region, as those of a supply */
	const char *period;	   /* "2022", "2022-09-22/2022-10-09", or NULL */
	const char *activity_name; /* "energy at the facility", "device hours", or NULL */
	struct statistics
	    activity; /* in activity_unit; only central .. high where activity_name is set */
	const char *activity_unit; /* "kWh", "h" */
	enum basis basis;
	double default_share; /* of what was measured: host power that a default factor added */
	enum phase phase;
	bool credit;		    /* shown below the total, not part of it */
	enum metered_at metered_at; /* METERED_UNSET where it has no energy */
	struct impact *impacts;
	const cell *inputs; /* input cells that any impact depends on, in order of use */
	size_t input_count;
	const char *const *not_counted; /* "host power", "PSU, fans and network of the host,
					   typically 5-40 %" */
	size_t not_counted_count;
	const char *allocation;	       /* how its share was chosen, or NULL */
	const char *note;	       /* user's note, or NULL */
	const char *source;	       /* user's source, or NULL */
	const struct import *import;   /* log behind it, or NULL */
	const struct import *requests; /* log of its requests alone, or NULL */
	const struct supply *supplies; /* facts.h gathers them */
	size_t supply_count;
	struct ran_on ran_on;
	struct place place;
};

struct stage_result {
	const char *stage; /* training, idle, embodied, inference, other */
	struct impact *impacts;
};

/* One functional unit. use and creation are impacts[criterion] divided by their volume. */
struct per_result {
	const char *unit;	 /* "request", "successful request", "1000 output token", "day",
				    "elapsed day" */
	double volume;		 /* central volume of the use phase, in units */
	const char *volume_note; /* "18 calendar dates (UTC), 2022-09-22 to 2022-10-09", "stated
				    (served)", or NULL */
	struct impact *use;
	double served; /* central volume that creation is divided by; NaN where not stated */
	struct impact *creation; /* NULL where served is not stated for this unit */
};

/* Whether a figure is what it says, or the least or the most that it can be. */
enum bound { BOUND_NONE, BOUND_AT_LEAST, BOUND_AT_MOST };

/* The volume at which use has emitted as much as the creation, by one criterion. Quantiles
 * alone: a quotient may have no mean. */
struct break_even_figure {
	enum impact_status status; /* counted, or missing */
	const char *reason;
	enum bound bound;	  /* of volume; of passed it is the other way round */
	struct statistics volume; /* in units */
	struct statistics passed; /* of it, by the volume counted here: 1 is break-even */
};

struct break_even {
	const struct per_result *per;
	double days;	     /* in which the volume was counted; NaN where that is not known */
	const char *days_of; /* "period", "hours of inference/chat"; or NULL */
	struct break_even_figure *figures; /* [criterion] */
};

/* The total of the first criterion over the model's life: all of the creation, and the use of
 * what is served (life.h). Quantiles alone. */
struct life_total {
	const struct per_result *per; /* whose unit and served volume it is of */
	struct impact total;
};

/* How many of a thing are as much as the total of gwp; low and high are those of the total. */
struct equivalent {
	const struct equivalence *of;
	double value, low, high;
};

/* A rank correlation (Spearman's) that the scenario states. */
struct correlation {
	const char *inputs[2]; /* as stated: keys of inputs, or names of draws */
	const char *draws[2];  /* the draws behind them */
	double rho;
};

enum completeness { COVERED, EXCLUDED, NOT_COVERED };
const char *completeness_name(enum completeness status); /* covered | excluded | not covered */

struct completeness_row {
	const char *stage;
	enum completeness status;
	const char *reason; /* of the exclusion, or NULL */
};

/* What moves a total: an input, what inputs share, or a group of correlated ones. */
struct driver {
	const char *draw; /* its draw: origin key of the input, "method/ember", "a with b" */
	const char *const *draws; /* those of a group that move the total, one each; NULL where
				     it has no correlations */
	size_t draw_count;
	const char *what; /* in words ("intensity of the grid"), or NULL */
	size_t group;	  /* the draw of the sheet that stands for it (sheet_group) */
	/* Shares of the variance of the criterion's total, and their 95 % intervals (the same
	 * where exact): alone, and with all that it acts together with. */
	double first, first_low, first_high;
	double total, total_low, total_high;
	double rank;	  /* Spearman's correlation with the total; NaN for a group */
	double low, high; /* the total with this at the ends of its interval, all else central;
			     in the unit of the criterion */
	bool exact;
};

/* How much narrower the total would be if an input were measured. */
struct measurement {
	const char *draw;  /* one input, or "training/run.load, host_factor" by one meter */
	const char *first; /* of them */
	const char *what;  /* the first is */
	const char *how;   /* "a meter at the node or the PDU" */
	const struct factor *reach; /* the GSD it can reach, a row of the database */
	double gsd;
	double cut;	  /* share of the width of the interval that goes */
	double low, high; /* the interval then, in the unit of the criterion */
};

/* A strong driver that no measurement is told for. */
struct unmeasured {
	const char *draw;
	double total; /* its share of the variance */
	const char *why;
};

/* A change of the scenario that would lower the total of the first criterion, over the model's
 * life where that is known: computed with the scenario read again, on the same random numbers.
 */
struct advice {
	const char *change;	 /* "region of cloud" */
	const char *from, *to;	 /* "gcp:europe-west9", "gcp:europe-north2"; from: "" */
	struct statistics saves; /* total less total then, in the unit of the criterion */
	struct statistics then;	 /* total then / total; not finite where a sample of it is 0 */
	double saving;		 /* share of samples in which it saves */
	const struct factor *reach; /* the row that says that it can be reached, or NULL */
	const char *note;	    /* what it takes, or NULL */
	const struct scenario_change *commands; /* what to give --set, to see it */
	size_t command_count;
};

/* A row of the database that a number of the result rests on. */
struct used_factor {
	const struct factor *factor; /* on the basis of the run; where several items use it, as
					the one that widened it least */
	bool is_default;	     /* taken because the scenario states nothing */
};

struct input_file {
	const char *file; /* as typed */
	const char *format;
	const char *sha256;
	uint64_t rows_used, rows_skipped;
	bool rows_together; /* used and skipped are known of all files of its log alone */
};

struct record {
	const char *version; /* of the program */
	const char *scenario_file, *scenario_sha256;
	const struct factors_file *scenarios; /* of a comparison of several: all of them */
	size_t scenario_count;
	const char *factors_version, *factors_sha256;
	const struct factors_file *factors_files; /* of the user */
	size_t factors_file_count;
	struct input_file *inputs;
	size_t input_count;
	uint64_t seed, samples; /* samples that were drawn */
	enum sampler sampler;
	double interval;	  /* 0.95 */
	unsigned digits;	  /* of u that the samples were to give, or 0 */
	enum factors_basis basis; /* of electricity that is looked up */
	const char *as_of;	  /* date whose factors were looked up, or NULL: all */
	const char *const
	    *options; /* that can change a number: "--set ...", "--factors FILE" */
	size_t option_count;
	/* What makes the same output again: a command, and its operands and options, one word
	 * each ("--seed=2"), but for where it goes and in which format. NULL: not known. */
	const char *command;
	const char *const *arguments;
	size_t argument_count;
};

/* A criterion that no item has, since the electricity drawn has no factor for it. */
struct unknown_criterion {
	const struct criterion *criterion;
	const char *reason; /* of the first item that lacks it */
};

struct assessment {
	struct record record;
	const char *name, *description;
	const struct about *about; /* about.h; never NULL, what is not stated is not there */
	const struct criterion *const *criteria;
	size_t criterion_count;
	struct unknown_criterion *unknown; /* left out of criteria, and holes all the same */
	size_t unknown_count;
	struct item_result *items; /* in scenario order, stages in the order of stages.def */
	size_t item_count;
	struct stage_result *stages; /* those that have items */
	size_t stage_count;
	struct impact
	    *totals; /* [criterion]; status MISSING where every item of it is a hole */
	const struct impact
	    *equivalents_of; /* the total of gwp where equivalents were asked for, else NULL */
	struct equivalent *equivalents;
	size_t equivalent_count;
	struct shortest *shortest; /* [criterion] of the totals that are counted, where asked
				      for, else NULL */
	struct impact *credits;	  /* [criterion] sum of credits, or NULL where there are none */
	struct impact *phases[2]; /* [PHASE_*][criterion] */
	struct per_result *per;
	size_t per_count;
	struct break_even *break_even; /* of the functional units that have a volume */
	size_t break_even_count;
	struct life_total *life; /* NULL: not stated, or it is the total that is counted */
	struct completeness_row *completeness;
	size_t completeness_count;
	double
	    basis_share[3]; /* [BASIS_*] of absolute central impacts of the first criterion */
	struct driver **
	    drivers; /* [criterion][..], largest total first; NULL where nothing is uncertain */
	size_t *driver_counts;
	struct measurement *measure_next; /* of the first criterion, largest cut first */
	size_t measure_count;
	struct unmeasured *unmeasured; /* strongest first */
	size_t unmeasured_count;
	struct advice *advice; /* largest saving first, where it was asked for */
	size_t advice_count;
	struct advice *advice_together; /* all of it at once; NULL where it is one or none */
	const struct correlation *correlations;
	size_t correlation_count;
	const struct sheet *sheet;
	struct used_factor *factors; /* each row once, sorted by id; rules that only widen
					others are not among them */
	size_t factor_count;
	const struct source **sources; /* cited by any input, sorted by id */
	size_t source_count;
	const char *const
	    *notes; /* central value off the median, shares of absolute values, ... */
	size_t note_count;
};

struct assess_options {
	struct run_options run;
	struct adapt_goal goal; /* where it is asked for, run.samples are the most */
	bool shortest;		/* intervals of the totals; they change no other number */
	const char *version;
	const char *const *record_options;
	size_t record_option_count;
	const char *command; /* for the record */
	const char *const *arguments;
	size_t argument_count;
	bool sensitivity;
	/* To read the scenario again with other values, for advice; NULL: none is wanted.
	 * changes: those that the scenario was read with. */
	struct scenario_source *source;
	const struct scenario_change *changes;
	size_t change_count;
	enum factors_basis basis; /* as the factors were opened with */
	const char *as_of;	  /* the same */
	bool marginal;		  /* gwp of electricity by what added demand sets off */
	const char *scheduled;	  /* id of the item whose hours are to be found (schedule.h): it
				     and items that state none have the mean of their series; or
				     NULL */
	bool equivalents;	  /* illustrations of the total; they change no number */
	const char *const *criteria; /* ids to report, in any order; NULL: gwp and every one
					that an item has */
	size_t criterion_count;
};

/* Index of the criterion of that id; criterion_count where the run has none of it. */
size_t assessment_criterion(const struct assessment *assessment, const char *id);
size_t assessment_gwp(const struct assessment *assessment); /* the same of "gwp" */

/* Reads nothing: compiles, runs and freezes. NULL where diags has an error, of the
 * scenario's reading or its own. Warnings stay in diags. */
struct assessment *assess(struct arena *arena, const struct scenario *scenario,
			  struct factors *factors, const struct assess_options *options,
			  struct diags *diags);

/* Compiles only: every look-up and unit, no numbers. False where diags has an error. left_out
 * may be NULL; it gets what an item leaves out by the way in which it is stated, "training/run:
 * host power (state host_factor)". */
bool assess_check(struct arena *arena, const struct scenario *scenario, struct factors *factors,
		  struct diags *diags, struct text_set *left_out);

#endif
