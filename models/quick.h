#ifndef MODELS_QUICK_H
#define MODELS_QUICK_H

/*
 * lca quick: a few options become the text of a scenario, which is run like any other.
 *
 * quick_plan checks what was typed and looks up what the text needs; quick_yaml writes it. The
 * text is what --save writes, byte for byte, so that quick's figures are those of lca run of
 * the saved file. Nothing is counted that the text does not say: what is left out is told.
 */

#include <stdbool.h>
#include <stddef.h>

#include "factors/factors.h"
#include "lca/base/diag.h"
#include "models/assess.h"

struct arena;
struct buffer;
struct scenario_change;

/* How much was computed: accelerators x hours, or 6 x parameters x tokens. */
enum quick_way { QUICK_ANY, QUICK_BY_HOURS, QUICK_BY_SIZE };

enum quick_id {
#define QUICK(id, option, key, way, path, example) QUICK_##id,
#include "models/quick.def"
#undef QUICK
	QUICK_TOTAL
};

/* What stands around the accelerators; none where their own figure has it. The making of a
 * desktop has no row: it is a hole. */
enum quick_machine { QUICK_NO_MACHINE, QUICK_SERVER, QUICK_DESKTOP };

/* As typed; NULL where it was not given. */
struct quick {
	const char *given[QUICK_TOTAL];
};

/* The same, checked. */
struct quick_plan {
	const struct quick *typed;
	const char *texts[QUICK_TOTAL]; /* as they stand in YAML, or NULL */
	enum quick_way way;
	const struct region *region; /* NULL: an intensity is stated instead */
	const struct thing *accelerator;
	bool may_be_office; /* few, the kind of site open, and no server with them known */
	enum quick_machine machine;	/* whose making is a line of its own */
	const char *per_machine;	/* accelerators that it holds, "8" */
	const char *per_machine_source; /* "of a server: as in aws-p5.48xlarge" */
	const char *host_factor;	/* in YAML; NULL: the default applies by itself */
	const char *host_default;	/* what the default is, in YAML */
	const char *host_factor_row;	/* the row it is from, or NULL: as typed */
	bool waits;			/* machines that wait are counted */
	const struct factor
	    *experiments; /* how large they usually are; NULL: they are counted */
	const char
	    *small_model;  /* told where the default MFU is that of small models; or NULL */
	double count;	   /* of accelerators, central; NAN: not given */
	double parameters; /* the same */
};

/* place: of the command line. False: reported, everything that is wrong or missing at once. */
bool quick_plan(struct arena *arena, struct factors *factors, const struct quick *quick,
		struct place place, struct diags *diags, struct quick_plan *plan);
/* "64 x NVIDIA A100 SXM4 80GB for 100 h, gcp:europe-west6": the name of the scenario. */
const char *quick_name(struct arena *arena, const struct quick_plan *plan);
void quick_yaml(struct arena *arena, const struct quick_plan *plan, struct buffer *out);
/* The saved text has no change: with one its figures would not be those told. False: each is
 * reported, with the option that is written in its place. */
bool quick_may_save(struct arena *arena, const struct scenario_change *changes, size_t count,
		    struct place place, struct diags *diags);
/* The changes behind one more, so that the name tells them: count + 1. */
const struct scenario_change *quick_changes(struct arena *arena, const struct quick_plan *plan,
					    const struct scenario_change *changes,
					    size_t count);

/* Something that was assumed and moves the total: the inputs that stating it would replace. */
struct assumption {
	const char *what;
	enum quick_id option; /* that states it; QUICK_TOTAL: none does */
	const char *state;    /* what to type: "--pue 1.1", its example; "impact: in the saved
				 file" */
	double share; /* of the variance of the total that these inputs have, each alone and
			 summed; NAN where it is not known */
	const struct quantity *quantity; /* the input, or the first of them ... */
	const struct quantity *times;	 /* ... and what it is multiplied by, or NULL */
	const struct factor *factor;	 /* the row behind the first, or NULL: stated */
	bool whole; /* the value is that of the factor with its method and its bridge */
	const char **draws;
	size_t draw_count;
};

/* Of the first criterion, largest share first; at most so many. Returns how many. */
size_t quick_assumptions(struct arena *arena, const struct assessment *assessment,
			 struct assumption *assumptions, size_t most);
/* What the result is counted with of what an option states: its value and its row, without
 * share and draws; quantity NULL where it needs none. */
struct assumption quick_counted(struct arena *arena, const struct assessment *assessment,
				enum quick_id option);

/* The final run by the size of its model: accelerator hours, and the peak that they are by. */
struct quick_work {
	struct statistics hours;     /* in h */
	const struct quantity *peak; /* NULL: not known */
};

/* False where the run has no hours. */
bool quick_work(struct arena *arena, const struct assessment *assessment,
		struct quick_work *work);
/* The first criterion of an item, what the grid loses of its electricity among it. */
struct impact quick_with_losses(struct arena *arena, const struct assessment *assessment,
				const struct item_result *item);
/* The share of what is generated that is lost before the meter; NULL: none is counted. */
const struct quantity *quick_losses(const struct assessment *assessment);

/* The same diagnostics, where the scenario, called name, is in no file: in the place of lines
 * that nobody can look up stands the option behind them, or what they are of. */
const struct diags *quick_placed(struct arena *arena, const struct diags *diags,
				 const char *name);

#endif
