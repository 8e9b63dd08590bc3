#ifndef MODELS_CLAIM_H
#define MODELS_CLAIM_H

/*
 * Claims: what publications state, figure by figure, before anything is judged.
 *
 * Readers (claim_*.c; claim_readers.def) turn a claim file, a model card, a table of figures, a
 * bill of materials, a report or a log of results into claims. A claim is about one activity.
 * Nothing here is computed: figures stand as printed (models/printed.h), in base units, and
 * what a reader had to assume is a remark.
 */

#include <stdbool.h>
#include <stddef.h>

#include "factors/factors.h"
#include "models/import.h"
#include "models/printed.h"

struct arena;
struct diags;

enum claim_figure {
#define FIGURE(id, key, unit, meaning) CLAIM_##id,
#include "models/claim_keys.def"
	CLAIM_FIGURES
};

/* "accelerator_hours"; the unit a bare number takes. */
const char *claim_figure_key(enum claim_figure figure);
const char *claim_figure_unit(enum claim_figure figure);
/* What is taken for it: also a power for an energy and an energy for a power, which are
 * findings; figures per request also per token, image or FLOP. */
struct printed_rule claim_figure_rule(enum claim_figure figure);

enum claim_power_of { POWER_UNSAID, POWER_ACCELERATOR, POWER_NODE, POWER_ALL };
enum claim_accounting {
	ACCOUNTING_UNSAID, /* location is taken */
	ACCOUNTING_LOCATION,
	ACCOUNTING_MARKET, /* market-based, net, after contracts */
	ACCOUNTING_MARGINAL
};

/* A figure that the publication states a second time, elsewhere. */
struct claim_also {
	enum claim_figure figure;
	struct printed printed;
	const char *where; /* "Environmental Impact section", "text" */
	/* METERED_UNSET: the one that the claim's own figure has */
	enum metered_at metered;
};

/* "about 100 acres of forest for a year". */
struct claim_equivalent {
	const char *thing; /* as printed */
	struct printed count;
};

struct claim_ratio {
	struct printed times;
	const char *than; /* a region, the id of a claim, or words as printed */
	struct place than_place;
};

/* What the reader saw beside the figures, in words; the code becomes that of a finding. */
enum claim_remark_kind {
	REMARK_NOTE, /* read in a stated way: "a plain number: grams, as the field is defined"
		      */
	REMARK_NOT_A_NUMBER, /* a field that holds no number: "TBD", a template */
	REMARK_UNREAD /* a text that could not be made use of: an unknown region, hardware */
};
struct claim_remark {
	enum claim_remark_kind kind;
	const char *key;  /* of the field */
	const char *text; /* one sentence */
	struct place place;
};

struct claim {
	const char *id; /* never NULL, unique among claims of a run */
	const char *model, *organisation, *stage, *source, *note; /* or NULL, as printed */
	struct place place;
	const struct printed *figures[CLAIM_FIGURES]; /* NULL: not stated */
	const struct thing *accelerator; /* NULL: not stated, or unknown (a remark says so) */
	const struct region *region;	 /* likewise */
	const char *hardware_text, *region_text; /* as printed, or NULL */
	int year;				 /* 0: not stated */
	enum claim_accounting accounting;
	/* METERED_UNSET: not stated; COMPONENTS: as a tracker models them; FACILITY: PUE is in
	 * it */
	enum metered_at metered;
	enum claim_power_of power_of;
	bool without_host; /* of an energy with PUE: multiplied into that of the chips alone */
	const char *per;   /* the figures are of this many: "1000 request", or NULL: of all */
	const char *const *scope;
	size_t scope_count;
	const char *const *total_of;
	size_t total_count;
	bool holds_more; /* a total of rows, some of which emit and draw no electricity */
	const struct claim_also *also;
	size_t also_count;
	const struct claim_equivalent *equivalents;
	size_t equivalent_count;
	const struct claim_ratio *ratios;
	size_t ratio_count;
	const char *statement; /* prose, or NULL: claim_prose.c read its figures */
	const struct claim_remark *remarks;
	size_t remark_count;
	bool table; /* a row of a table with others: neighbours are looked at */
};

struct claim_file {
	const char *path;   /* as typed */
	const char *reader; /* "claim file", "model card", ... */
	char sha256[65];
};

struct claims {
	struct claim *claims;
	size_t count;
	const struct claim_file *files;
	size_t file_count;
};

/* Reads the files, each by what it is ("-": standard input). factors names accelerators and
 * regions. NULL where any has an error; all errors of all files are reported. Ids that repeat
 * over files get "#2". */
const struct claims *claims_read(struct arena *arena, const char *const *paths, size_t count,
				 struct factors *factors, struct diags *diags);

/* For readers: one claim with everything unsaid. */
struct claim claim_blank(void);
/* Copies printed into the arena and sets the figure. */
void claim_state(struct arena *arena, struct claim *claim, enum claim_figure figure,
		 const struct printed *printed);
void claim_remark(struct arena *arena, struct claim *claim, enum claim_remark_kind kind,
		  const char *key, struct place place, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
/* Regions and accelerators as publications write them ("GCP us-central1", "Eemshaven,
 * Netherlands", "8 x A100 SXM4 80 GB"): NULL where none is meant for certain. Silent. how_many:
 * the count that the text holds, 0 where it holds none. */
const struct region *claim_region(struct arena *arena, struct factors *factors,
				  const char *text);
/* Where "Mumbai" or "San Jose, CA" lies, by the regions of clouds that are named for it; NULL
 * where that is not certain. Slow. (claim_city.c) */
const struct region *claim_city(struct arena *arena, struct factors *factors, const char *text);
const struct thing *claim_accelerator(struct arena *arena, struct factors *factors,
				      const char *text, double *how_many);
/* The same of a text that is the name and its count alone, nothing behind them. */
const struct thing *claim_accelerator_named(struct arena *arena, struct factors *factors,
					    const char *text, double *how_many);
/* "'TPU v3-8' is read as a slice of 8 cores ...", or NULL where the text names no slice. */
const char *claim_accelerator_slice(struct arena *arena, const char *text);
/* "'a', 'b' or 'c'": what a name that several accelerators share may mean; NULL where it is one
 * or unknown. */
const char *claim_accelerator_candidates(struct arena *arena, struct factors *factors,
					 const char *text);

#endif
