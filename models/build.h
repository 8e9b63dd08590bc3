#ifndef MODELS_BUILD_H
#define MODELS_BUILD_H

/*
 * The build: items become lines of flows, flows become impacts, all of it cells of one sheet.
 *
 * A stage (stage_NAME.c) is a function that reads the item's values as cells and writes
 * formulas; it calls line_electricity or line_impact for what it emits. A line is one row of
 * the report. Nothing here knows a number.
 */

#include "lca/engine/sheet.h"
#include "models/study.h"

struct build;
struct line;
struct measured;
struct thing_entry;

/* Functional units a line counts. */
enum volume {
	VOLUME_REQUEST,
	VOLUME_SUCCESSFUL_REQUEST,
	VOLUME_TOKEN,
	VOLUME_INPUT_TOKEN,
	VOLUME_CACHED_TOKEN,
	VOLUME_OUTPUT_TOKEN,
	VOLUME_IMAGE,
	VOLUME_FLOP,
	VOLUME_COUNT
};

/* A cell that may be absent. */
struct maybe {
	bool known;
	cell cell;
};

/* An elementary or product flow of a line (the inventory): facility electricity at a site. */
struct flow {
	const struct item *at;	 /* whose site keys hold */
	const char *region_text; /* of a split part that names a region: wins over the site's */
	const struct site *site; /* of a split part that names a site: wins over the item's */
	cell facility;		 /* kWh at the facility */
	struct maybe it;	 /* kWh of the IT equipment, where PUE came after it */
	struct maybe gwp;	 /* kgCO2e, once it is characterised */
	const struct import_part *part; /* of the log that metered it, or NULL */
};

struct line {
	const struct item *item;
	const char *id, *name;
	const char *region; /* canonical code; NULL: several or none */
	struct flow *flows;
	size_t flow_count;
	struct impact *impacts; /* [criterion of the build]; cells and status */
	struct maybe activity;
	const char *activity_name;
	struct maybe device_hours; /* accelerator hours */
	struct maybe volumes[VOLUME_COUNT];
	bool volumes_apart; /* volumes were logged, the energy was not: served goes first */
	enum basis basis;
	bool accelerator_alone; /* embodied: a card of the database, without its host */
	bool host_inside;	/* embodied: a card whose figure holds its share of the host */
	bool from_default;	/* an amount rests on a default of the database */
	double default_host;	/* the default host factor that its energy was multiplied by; 0:
				   none */
	enum metered_at metered_at;
	const char **not_counted;
	size_t not_counted_count;
	const struct line *
	    *tied; /* lines whose hours this one takes (device_hours: {from: ...}) */
	size_t tied_count;
	struct line *losses;	    /* of its electricity, a line of its own; or NULL */
	const struct line *lost_of; /* of such a line: the line whose electricity it is */
};

/* One way in which electricity look-ups stepped back, for the criteria named. */
struct step {
	const struct region *region;
	int year;
	const char *steps, *criteria;
	bool told;
};

struct build {
	struct arena *arena;
	struct diags *diags;
	struct factors *factors;
	struct sheet *sheet;
	const struct scenario *scenario;
	const struct criterion *criteria; /* all of the database */
	size_t criterion_count;
	const char *const
	    *asked; /* ids of the criteria that flows are characterised by; NULL: all */
	size_t asked_count;
	enum factors_basis basis; /* of electricity that is looked up */
	bool marginal;		  /* as asked for */
	bool only_checks;	  /* nothing is asked of it, a basis neither */
	const char *as_of;	  /* date whose factors are known, or NULL: all */
	const char *scheduled;	  /* see assess_options */
	struct line **lines;	  /* in report order */
	size_t line_count;
	size_t flow_count;
	bool full;	    /* a line or flow too many was reported */
	struct item_lines { /* lines of each scenario item */
		struct line **lines;
		size_t count;
		enum { UNBUILT, BUILDING, BUILT } state;
	} * items;	     /* [scenario->item_count] */
	struct build *whole; /* with every criterion, where a correlation needs it; or NULL */
	struct correlation *correlations;
	size_t correlation_count;
	struct text_set notes;
	struct diags *aside; /* of electricity look-ups, until their steps are told together */
	size_t aside_told;
	struct step *steps;
	size_t step_count;
	const struct factor **numbers_read; /* rows that are no input, but went into one */
	size_t number_count;
	struct text_set region_texts;  /* as spelled, each looked up once */
	const struct region **regions; /* [number of the text]; NULL: unknown, reported */
	struct text_set things_named;  /* "KIND NAME", looked up once */
	const struct thing_entry **things;
	struct text_set measured_names; /* "MODEL@ACCELERATOR/-/-/CRITERION", looked up once */
	struct measured *measured;	/* [number of the name] (configuration.c) */
	struct text_set paired_names;	/* "MODEL@ACCELERATOR", looked up once ... */
	struct text_set rows_checked;	/* "KEY ID" of users' rows, checked once ... */
	bool *row_fits;			/* ... [number of the name] (row_check.c) */
	struct text_set warned;		/* warnings that are told once */
	const char **paired;		/* ... [number of the name]: as the rows have it */
};

/* A stage's formulas for one item: adds lines to the build. */
typedef void stage_function(struct build *build, const struct item *item);

#define STAGE(id, name, phase, title) stage_function stage_##name;
#include "models/stages.def"
#undef STAGE

/* Compiles the whole scenario; options may be NULL (every criterion). */
struct build *build_scenario(struct arena *arena, const struct scenario *scenario,
			     struct factors *factors, const struct assess_options *options,
			     struct diags *diags);
/* Lines of another item, built first if they are not yet; a circle is reported and gives none.
 */
const struct item_lines *build_item(struct build *build, const struct item *item);
/* Adds a note once. */
void build_note(struct build *build, const char *text);

/* Values of an item as cells. known is false where nobody gives the key; a wrong value is
 * CELL_BAD. */
struct maybe build_get(struct build *build, const struct item *item, enum key key);
struct maybe build_own(struct build *build, const struct item *item, enum key key);
/* The item's value, or the database's default of that name as a property of `owner`
 * ("training/final run"). */
cell build_default(struct build *build, const char *name, const char *owner,
		   const char *property, struct place place, const char *path);
/* The same for any row of the database. */
cell build_default_row(struct build *build, const char *activity, const char *criterion,
		       const char *owner, const char *property, struct place place,
		       const char *path);
/* The same, of an operator ("aws") where the database has one of its own; "": none is known.
 * Those of one property differ by operator and share their draw. */
cell build_default_of(struct build *build, const char *operator, const char * name,
		      const char *owner, const char *property, struct place place,
		      const char *path);
/* A number read from a log of the item. */
cell build_logged(struct build *build, const struct item *item, const struct import *log,
		  const char *what, const char *part, double value, const char *unit);
/* The central value of a row, which enters other numbers; the row is told beside the inputs. */
double build_number(struct build *build, const struct factor *row);
/* A number that follows from a row, as an input of the item ("inference/chat.PROPERTY") that
 * cites the row; note: how it follows. Bad where the row is NULL. */
cell build_derived(struct build *build, const struct item *item, const char *property,
		   struct dist dist, const struct factor *row, const char *note,
		   enum origin_kind kind);
/* Of a row that is not there: " that was published by 2018", or "" for any date; and the hint
 * with the way out of that. */
const char *build_known_by(const struct build *build);
const char *build_hint(const struct build *build, const char *hint);
/* A factor row with its shared method part. */
cell build_factor(struct build *build, const struct factor *factor);
/* An input that stands for a row, with the row's shared method part. */
cell build_row_input(struct build *build, const struct factor *factor,
		     const struct quantity *quantity);
/* False (reported at the row) where a user's row is not what `rule` asks for; what: names the
 * use. */
bool build_row_fits(struct build *build, const struct factor *row, const char *what,
		    const struct quantity_rule *rule);
/* The same by the key that would state it ("pue"); true for what is no key. */
bool build_row_fits_key(struct build *build, const struct factor *row, const char *key);
/* An amount times a row, which must be of the dimensions of `unit`; else bad (reported at what
 * names the amount). what: "amount". */
cell build_product(struct build *build, cell amount, const char *what,
		   const struct factor *factor, const char *unit, const struct value *at);

/* A line that stands nowhere yet, without any impact. */
struct line *line_new(struct build *build, const struct item *item);
/* Who else has this id, an item or a part of one; NULL where it is free. */
const struct item *build_id_owner(const struct build *build, const struct item *item,
				  const char *id);
/* Lines. suffix: NULL, or what is added to the item's name (a split value, "waiting"). */
struct line *build_line(struct build *build, const struct item *item, const char *suffix);
void line_not_counted(struct build *build, struct line *line, const char *what);
/* Electricity as metered: host, PUE, share and repeat are applied here, then it is a flow at
 * the item's site. */
struct metered_energy {
	cell energy;
	enum metered_at metered_at;
	bool default_host;	 /* TDP or a GPU-only log: the default host factor applies */
	const char *not_counted; /* what a components log leaves out, or NULL */
	const char *region_text; /* see struct flow */
	const struct site *site;
	const struct import_part *part;
};
void line_electricity(struct build *build, struct line *line,
		      const struct metered_energy *metered);
/* A flow that is already at the facility (share_of, amounts), share and repeat applied by the
 * caller. */
void line_flow(struct build *build, struct line *line, const struct flow *flow);
/* share and repeat of the item, and the sign of a credit. */
cell line_allocated(struct build *build, const struct line *line, cell amount);
/* An impact: criterion index. One of other dimensions than the criterion's is bad (reported).
 */
void line_impact(struct build *build, struct line *line, size_t criterion, cell impact);
/* impacts: {gwp: ..., water: ...} of the item itself. */
void line_impacts(struct build *build, struct line *line, const struct value *impacts,
		  cell factor);
/* Marks every criterion that got no impact as a hole for this reason. */
void line_holes(struct build *build, struct line *line, const char *reason);
/* The same for a line that is not electricity: it has none, and location- and market-based
 * accounts agree. */
void line_holes_apart(struct build *build, struct line *line, const char *reason);

/* Whether another flow may be added; the first one too many is reported. */
bool build_holds_flow(struct build *build, const struct item *item);
bool build_is_asked(const struct build *build, size_t criterion);
/* Finds a criterion by id; false where there is none. */
bool build_criterion(const struct build *build, const char *id, size_t *index);

/* Functional units (per.c). */
struct per_cells {
	const struct functional_unit *unit;
	struct maybe volume; /* of lines that count the unit, in the unit */
	struct maybe served;
	struct maybe *use; /* [criterion] */
	struct maybe *creation;
	const char *volume_note;
	double days;	     /* in which the volume was counted; NaN where that is not known */
	const char *days_of; /* "period", "hours of inference/chat"; or NULL */
	size_t left_out;     /* lines of the use phase that the figure does not divide */
};
size_t per_build(struct build *build, struct per_cells **cells);

/* Correlates the draws of inputs as the scenario states, once all inputs are there
 * (correlations.c). */
void correlations_build(struct build *build);

/* Characterises every flow of a line (inventory.c). */
void inventory_characterise(struct build *build, struct line *line);

/* What the grid loses of a flow (losses.c): computed when the first criterion asks for it. */
struct lost_energy {
	bool tried;
	struct maybe energy;
};
/* The intensity of a flow by a series: the mean of its hours, weighted by the energy the log
 * has in each; without such hours the mean over the period (grid_join.c). Bad: reported. */
cell grid_join(struct build *build, const struct flow *flow, const struct value *stated);
/* An intensity of the series times what all its figures share: how far another method would be
 * from it. */
cell grid_with_method(struct build *build, const struct grid_series *series, cell value);

/* What added demand sets off there, by a row of the user's on the direct boundary: those of the
 * database are few, and of countries. NULL: none. */
const struct factor *marginal_row(struct factors *factors, const char *region, int year,
				  struct place place, const char *path, struct diags *diags);

/* The share of what is generated that is lost before the meter; unknown where none is counted:
 * stated to be 0, or no row. It is stated, of the country, or the default. */
struct maybe losses_ratio(struct build *build, const struct flow *flow, bool *is_default);
/* Adds its impact to the line's losses. */
void losses_add(struct build *build, struct line *line, const struct flow *flow,
		struct lost_energy *lost, size_t criterion, cell factor);

/* Steps back of electricity look-ups (steps.c): those in the same way are one warning. */
void steps_note(struct build *build, const struct region *region, int year,
		const char *criterion, const char *steps);
/* Tells what a flow's look-ups did: steps once for each way, other findings as they are. */
void steps_tell(struct build *build, const struct flow *flow);

/* Sites (site.c). year 0: none. */
const struct region *site_region(struct build *build, const struct flow *flow);
int site_year(struct build *build, const struct flow *flow);
cell site_pue(struct build *build, const struct flow *flow);
/* A row as a property of the flow's site (of the item, where that says itself where it is): one
 * draw for the place, whatever the year of the row. A cloud region and a site are the same
 * place in any scenario ("gcp:europe-west6.pue"); elsewhere the place is the site in its region
 * ("sites/main FR.pue"). Losses are of the grid ("FR.losses"). */
cell site_property(struct build *build, const struct flow *flow, const char *property,
		   const struct factor *factor, bool is_default);
/* Warns where the year stated is far from that of the item's log, or its region is another. */
void site_check_log(struct build *build, const struct flow *flow);
/* The on-site water of the region or its provider, or NULL. */
const struct factor *site_wue_row(struct build *build, const struct flow *flow);
/* The flow's value of a site key: the part's site, the item, the item's site. NULL where nobody
 * gives it. */
const struct value *flow_value(const struct flow *flow, enum key key);
cell build_value(struct build *build, const struct value *value);
/* Stated to be exactly 0; false for NULL. */
bool value_is_zero(const struct value *value);
const char *item_period_text(struct build *build, const struct item *item);
/* From the first to the last time of a log; false where it has none, or is NULL. */
bool log_period(const struct import *log, struct period *period);
/* The period of an item: its own, its site's, its log's. */
struct period item_period(struct build *build, const struct item *item);

/* What the item ran on, accelerators or processors (accelerator.c). The thing of that name and
 * kind, or NULL. */
const struct thing_entry *build_thing_of_kind(struct build *build, const char *name,
					      const char *kind);
/* NULL for a value that is not there, or that names none (reported). */
const struct thing *build_accelerator(struct build *build, const struct value *value);
/* Its canonical name, or NULL. */
const char *accelerator_slug(struct build *build, const struct item *item);
/* A property of it; CELL_BAD where the database has none (reported). */
cell accelerator_property(struct build *build, const struct item *item, const char *criterion,
			  const char *hint);
/* A processor (CPU), not an accelerator. */
bool accelerator_is_processor(struct build *build, const struct item *item);
/* Mean power of one: stated, or TDP x the default share of it. */
cell accelerator_power(struct build *build, struct line *line, struct metered_energy *metered);

/* Rows whose id begins with this text, taken literally, and goes on as the glob says
 * (measured.c). */
size_t build_rows(struct build *build, const char *beginning, const char *glob,
		  const struct factor ***found);
/* "MODEL@ACCELERATOR" as the rows have it, which may spell the accelerator in another way. */
const char *measured_activity(struct build *build, const char *model, const char *slug);

/* Energy of answers for the volumes of the line, from measurements of the model
 * (model_energy.c), or where there is none from its size (regression.c); metered says where it
 * was measured. */
cell model_energy(struct build *build, struct line *line, struct metered_energy *metered);
/* why: what there is in place of a measurement that fits; NULL: nothing. */
cell regression_energy(struct build *build, struct line *line, struct metered_energy *metered,
		       const char *why);
/* What is told where the database has no energy of a model that fits (model_told.c): */
void model_told_missing(struct build *build, const struct line *line, const char *model,
			const char *accelerator);
/* ... or one of whole requests alone, beside tokens that are counted; */
void model_told_requests(struct build *build, const struct line *line, const char *model,
			 const struct factor *row);
/* ... or none of reading the prompt apart. row: what its energy is in; NULL: a fit. */
void model_told_prompt(struct build *build, const struct line *line, const struct factor *row);
/* The measurement of a model that fits the item best: the configuration that has its precision,
 * its accelerators and the nearest batch, where it states them; else the median of all. */
struct configuration {
	const struct factor *row; /* NULL: nothing was measured */
	struct maybe effect;	  /* of a batch beside the measured one, to be multiplied in */
};
/* The value of a name in a variant, "gpus=1,batch=64,precision=bfloat16", or NULL. */
const char *configuration_value(struct arena *arena, const char *variant, const char *name);
struct configuration configuration_find(struct build *build, const struct item *item,
					const char *activity, const char *criterion);

/* Accelerator hours of a line by parameters and tokens (operations.c). */
cell operations_hours(struct build *build, struct line *line);
/* The lines of an energy item, in any of its ways (energy.c). */
/* The energy of a part of the item's log (energy_logged.c). */
void logged_energy(struct build *build, struct line *line, const struct import_part *part,
		   bool hours_stated, struct metered_energy *metered);
/* Accelerator hours that host power stands beside: of a log whose idle and busy time are two
 * items those of this one, else the line's. */
struct maybe logged_host_hours(struct build *build, const struct line *line,
			       const struct import_part *part);
void energy_lines(struct build *build, const struct item *item);
/* Lists what no embodied line covers (stage_embodied.c). */
void embodied_left_out(struct build *build);
/* A multiple of other items: share_of (share.c). */
void share_line(struct build *build, const struct item *item);
/* Functional units of a line (volumes.c); stated ones win over those of the log. part: of the
 * item's log, or NULL. */
void line_logged_volumes(struct build *build, struct line *line,
			 const struct import_part *part);
void line_stated_volumes(struct build *build, struct line *line);
/* Multiplies the volumes by the item's repeat. */
void line_repeat_volumes(struct build *build, struct line *line);
/* Input tokens without the cached ones. */
cell line_fresh_tokens(struct build *build, const struct line *line);

#endif
