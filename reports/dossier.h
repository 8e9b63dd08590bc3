#ifndef REPORTS_DOSSIER_H
#define REPORTS_DOSSIER_H

/*
 * What a dossier and a statement say of an assessment beyond its numbers: the quality of its
 * data, and which clauses of standards are met. Nothing here is printed; view_dossier*.c and
 * view_statement.c do that.
 *
 * Data quality is the pedigree of Weidema and Wesnaes: five indicators from 1 (best) to 5. A
 * score is stated in the scenario (`pedigree:`) or derived from what the program can check, by
 * the rules that dossier_rule() tells; 0 is "not assessed", never a good score. Statuses of
 * clauses are computed, each by one function of clauses*.c.
 */

#include <stdbool.h>
#include <stddef.h>

#include "models/assess.h"

struct arena;
struct diags;
struct facts;
struct quantity;
struct sci_score;

enum dossier_section {
#define SECTION(id, title) DOSSIER_##id,
#include "reports/dossier_sections.def"
#undef SECTION
	DOSSIER_SECTIONS
};

/* "3 System boundary and completeness"; "part-3" for links. */
const char *dossier_title(struct arena *arena, enum dossier_section section);
const char *dossier_anchor(struct arena *arena, enum dossier_section section);

enum indicator {
	INDICATOR_RELIABILITY,
	INDICATOR_COMPLETENESS,
	INDICATOR_TEMPORAL,
	INDICATOR_GEOGRAPHICAL,
	INDICATOR_TECHNOLOGICAL,
	INDICATORS
};

const char *indicator_name(enum indicator indicator);
/* How scores of it are derived, in a sentence or two. */
const char *dossier_rule(enum indicator indicator);

/* An input that the first criterion of an item rests on: a figure that was stated, logged or
 * looked up. Spreads that rows of a method share, and steps of a look-up, are none. */
struct datum {
	const struct quantity *quantity;
	const struct item_result *item; /* the first that rests on it */
	unsigned items;			/* how many do */
	bool stated;			/* its scores are */
	unsigned char scores[INDICATORS];
};

/* The worst score of the data of an item; 0 where none was assessed. */
struct item_quality {
	const struct item_result *item;
	unsigned char worst[INDICATORS];
	bool whole[INDICATORS]; /* all of its data were assessed */
	size_t data;
};

enum standard {
	STANDARD_ISO_14067,
	STANDARD_ISO_14044,
	STANDARD_SCI_AI,
	STANDARD_AI_ACT,
	STANDARDS
};

enum clause_status {
	CLAUSE_MET,
	CLAUSE_PARTLY,
	CLAUSE_NOT_MET,
	CLAUSE_NOT_APPLICABLE,
	CLAUSE_UNKNOWN, /* no program can tell it from the scenario */
	CLAUSE_STATUSES
};

struct dossier;

struct verdict {
	enum clause_status status;
	const char
	    *remark; /* what it rests on, or what is missing and what to state; or NULL */
};

typedef struct verdict clause_test(const struct dossier *dossier);

struct clause {
	enum standard standard;
	const char *number, *title, *asks; /* in our own words */
	unsigned sections;		   /* bits 1 << DOSSIER_* */
	clause_test *test;
};

struct dossier {
	struct arena *arena;
	const struct assessment *assessment;
	size_t gwp; /* index of the criterion that clauses and data quality are about */
	const struct facts *facts;
	const struct diags *diags;
	struct datum *data; /* in order of first use */
	size_t datum_count;
	struct item_quality *qualities;		     /* [item_count] */
	const struct sci_score *consumer, *provider; /* scores of SCI for AI (export_sci.h) */
	size_t consumer_count, provider_count;
	const struct clause *clauses;
	struct verdict *verdicts; /* [clause_count] */
	size_t clause_count;
};

/* Lives in the arena; the assessment must have gwp, and views have it first. */
const struct dossier *dossier_of(struct arena *arena, const struct facts *facts,
				 const struct diags *diags);

/* gCO2e per unit; NaN where it is not known. */
double dossier_score(const struct sci_score *score);
/* "ISO 14067:2018, carbon footprint of products". */
const char *standard_name(enum standard standard);
const char *clause_status_name(enum clause_status status); /* met | partly met | ... */
/* counts[CLAUSE_STATUSES] of a standard. */
void dossier_count(const struct dossier *dossier, enum standard standard, size_t *counts);
/* "14 of 19 met, 3 partly, 2 not; 4 do not apply, 1 cannot be told" */
const char *dossier_tally(struct arena *arena, const struct dossier *dossier,
			  enum standard standard);

/* Scores that were assessed, of all that could be. */
size_t dossier_assessed(const struct dossier *dossier, size_t *all);
bool datum_is_row(const struct datum *datum); /* of the database */
/* Whether somebody else than the author can look it up: it has a source, or is a log. */
bool datum_is_sourced(const struct datum *datum);
/* Why it is so: how a share was chosen, the source of any other; "default (luccioni-2022)" of
 * what was not stated. NULL where nothing says so. */
const char *datum_reason(struct arena *arena, const struct datum *datum);
/* The last part of its key: "lifetime". */
const char *datum_property(const struct datum *datum);

/* How it divides what is shared, in words: "hours in which nobody used ..."; NULL: it does not
 * (a repetition, or a multiple of another item, divides nothing). */
const char *datum_allocates(const struct datum *datum);

/* Internal to dossier*.c. */
void dossier_assess_quality(struct dossier *dossier);

#endif
