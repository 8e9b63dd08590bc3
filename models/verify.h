#ifndef MODELS_VERIFY_H
#define MODELS_VERIFY_H

/*
 * Verification: an output is made again from its record, compared with what it says, and what
 * is apart is traced to a cause.
 *
 * verify_records finds the records of a file; the caller makes the output again, as the record
 * says (command, arguments, format); verify_compare holds both against each other. Numbers
 * meet within VERIFY_TOLERANCE of the larger one, texts where they are the same.
 */

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct cJSON;
struct diags;

#define VERIFY_TOLERANCE 1e-9

struct verify_file {
	const char *file, *sha256;
};

/* What an output says of how it was made. Texts are NULL and numbers NaN where it does not. */
struct verify_record {
	struct cJSON *owner;	  /* the record line, or the whole JSON result */
	const struct cJSON *json; /* the record */
	bool whole;		  /* of a JSON result of lca, which has all its numbers */
	size_t line;		  /* where it begins in the file, from 1 */
	size_t at, length;	  /* its bytes in the file */
	const char *version, *command, *format;
	const char *scenario, *scenario_sha256;
	const char **arguments;
	size_t argument_count;
	struct verify_file *files; /* of several scenarios all, as they were typed */
	size_t file_count;
	double seed, samples, interval;
};

enum verify_verdict {
	VERIFIED_SAME,	 /* to the byte */
	VERIFIED_MEETS,	 /* every number and every text, laid out in another way */
	VERIFIED_NOT,	 /* it cannot be made again: what is behind it is not here */
	VERIFIED_DIFFERS /* something does not follow from the record any more */
};

enum verify_cause_kind {
	CAUSE_SCENARIO,
	CAUSE_LOG,
	CAUSE_FACTORS,
	CAUSE_OWN_FACTORS, /* a table of --factors */
	CAUSE_PROGRAM,
	CAUSE_SEED,    /* the seed, samples or interval of the record do not give the figures */
	CAUSE_REPORT,  /* the report was edited: what is behind it is the same, or its own
			  figures  do not agree */
	CAUSE_UNKNOWN, /* the record does not name all that is behind it */
	CAUSE_KINDS
};

struct verify_cause {
	enum verify_cause_kind kind;
	const char
	    *what; /* "scenarios/bloom.yaml has changed since (sha256 dc3b.. -> 91aa..)" */
	const char *
	    *details; /* "training/final run.power: 400 W in the report, 401 W in ..." */
	size_t detail_count;
	double moved; /* of the central total of the first criterion, then -> now, as a share of
			 then; NaN where it is not known */
};

/* A quantity that the scenario states in another way now: what --set takes to state the old
 * one. */
struct verify_change {
	const char *path, *value; /* "stages.training[final run].power", "400 W" */
};

/* A value that is not what comes out now. */
struct verify_difference {
	const char *path;     /* "items[training/final run].impacts.gwp.central", "line 14" */
	const char *stated;   /* NULL: not in the report */
	const char *computed; /* NULL: does not come out any more */
	double change;	      /* of a number: by which share of what is stated; else NaN */
	bool words;	      /* of two texts: both have the same figures */
	bool place;	      /* of two texts: the same but for lines of a scenario */
	bool prose;	      /* a remark to be read, which says no result */
};

/* A total then and now; NaN where it has none. */
struct verify_total {
	const char *criterion, *unit;
	double stated[3], computed[3]; /* central, low, high */
};

struct verification {
	const char *file; /* the report, as typed */
	const struct verify_record *record;
	enum verify_verdict verdict;
	bool embedded;	  /* the output stands in the file with other text around it */
	size_t unchecked; /* lines of that other text */
	struct verify_cause *causes;
	size_t cause_count;
	struct verify_difference *differences; /* values first, by how far they moved */
	size_t difference_count;
	struct verify_total *totals;
	size_t total_count;
	struct verify_change *changes;
	size_t change_count;
	bool edit_untold;    /* what has changed may not be all: an edit of the report beside it
				would look the same */
	size_t number_count; /* numbers that were compared; 0 of a document */
	size_t range_count, range_moved; /* of ranges by sampling: compared, both ends apart */
	const char **notes;
	size_t note_count;
};

/* same | meets | unverified | differs */
const char *verify_verdict_name(enum verify_verdict verdict);
const char *verify_cause_name(enum verify_cause_kind kind); /* scenario | log | factors .. */

/* Two numbers are not the same within the tolerance, or one is none. */
bool verify_is_apart(double stated, double computed);
/* All records of a file; 0 where it has none, or none that can be read: reported. */
size_t verify_records(struct arena *arena, const char *file, const char *text, size_t length,
		      struct verify_record **records, struct diags *diags);
void verify_records_free(struct verify_record *records, size_t count);

/* The file against the output made again. Notes and causes that need another run are added by
 * the caller (verify_note, verify_cause). */
struct verification *verify_compare(struct arena *arena, const char *file,
				    const struct verify_record *record, const char *text,
				    size_t length, const char *again, size_t again_length);
/* What a file that cannot be made again says against itself: it differs; else a note tells what
 * could be checked. */
struct verification *verify_alone(struct arena *arena, const char *file,
				  const struct verify_record *record, const char *text);
/* Of several causes the scenario is one, and without its changes the first total was `without`:
 * how much it moved, and what is left for another one; causes by how much they moved. */
void verify_attribute(struct verification *verification, double without);
/* True where the output made again gives every figure but those of the record itself. */
bool verify_gives(struct arena *arena, const struct verify_record *record, const char *text,
		  size_t length, const char *again, size_t again_length);
void verify_note(struct arena *arena, struct verification *verification, const char *note);
/* The report differs, for a reason that the comparison cannot know. */
void verify_refuse(struct arena *arena, struct verification *verification, const char *why);

#endif
