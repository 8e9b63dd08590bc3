#ifndef MODELS_USAGE_H
#define MODELS_USAGE_H

/*
 * Inference logs: one request a row, read by plans and one engine for tables and JSON records.
 *
 * A plan says which columns (or JSON paths) play which role, in what unit, and which status
 * means failure. The engine does the rest: it reads rows, checks them, adds them up per part
 * and per model x region x UTC hour x status, and freezes the sums into struct import. An
 * importer of this kind is a plan, a claims() and nothing else.
 *
 * Rules. Sums are integers (energy in nanojoules, durations in microseconds, both rounded once
 * per row), so that neither the order of rows nor the number of threads changes a digit. Cached
 * tokens are part of the input, reasoning tokens part of the output. A row is used as a whole
 * or skipped as a whole, with its reason. What a log does not tell stays unknown, never 0.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer;
struct cJSON;
struct csv_row;
struct importer;
struct intake;
struct source;

enum usage_role {
	USAGE_TIME,	/* start of the request, or the one time a log has */
	USAGE_END,	/* end of the request: the latency is END - TIME where no LATENCY is */
	USAGE_MODEL,	/* text */
	USAGE_REGION,	/* text */
	USAGE_STATUS,	/* text or HTTP status */
	USAGE_REQUESTS, /* requests that a row stands for; 1 where the log has none */
	USAGE_FAILED,	/* of these, failed ones (daily tables) */
	USAGE_INPUT,	/* tokens, cached ones included */
	USAGE_CACHED,	/* of the input, read from a cache */
	USAGE_CACHED_APART,  /* read from a cache and not in INPUT: added to input and cached */
	USAGE_WRITTEN_APART, /* written to a cache and not in INPUT: added to input */
	USAGE_FRESH,	 /* input without what is APART; where a row has INPUT, too, that holds
			  * all of it, and CACHED_APART is a part of it */
	USAGE_OUTPUT,	 /* tokens, reasoning ones included */
	USAGE_REASONING, /* of the output */
	USAGE_REASONING_APART, /* not in OUTPUT: added to it */
	USAGE_TOTAL,	       /* input + output: gives the one of them that a row lacks */
	USAGE_ENERGY,	       /* of the request */
	USAGE_LATENCY,	       /* duration of the request */
	USAGE_IMAGES,	       /* generated */
	USAGE_CACHE_HIT, /* true, 1, yes: answered from a cache of responses; counted apart */
	USAGE_KIND,	 /* only rows with a text of usage_plan.kinds are requests, if given */
	USAGE_ROLES
};

enum usage_unit {
	USAGE_PLAIN, /* texts and counts; of TIME: ISO 8601 */
	USAGE_NANOSECONDS,
	USAGE_MICROSECONDS,
	USAGE_MILLISECONDS,
	USAGE_SECONDS,
	USAGE_MINUTES,
	USAGE_MILLIJOULES,
	USAGE_JOULES,
	USAGE_KILOJOULES,
	USAGE_MILLIWATT_HOURS,
	USAGE_WATT_HOURS,
	USAGE_KILOWATT_HOURS,
	USAGE_TRUTH /* of STATUS: 1 is success, 0 failure */
};

/* What the numbers of TIME and END count from. */
enum usage_clock {
	USAGE_CALENDAR,	 /* ISO 8601 (PLAIN), or UNIX time in the unit; a number in a PLAIN
			  * column is UNIX time, its size tells s, ms, us or ns */
	USAGE_FROM_START /* of the log: no calendar, hence no hour */
};

/* One name a role may have. */
struct usage_name {
	enum usage_role role;
	const char
	    *name; /* a column (ASCII case ignored) or a JSON path ("usage.prompt_tokens") */
	enum usage_unit unit;
};

struct usage_plan {
	/* In the order of preference: of a table the first name of a role that the header has
	 * is its column; of a JSON record the first that is not empty. */
	const struct usage_name *names;
	size_t count;
	enum usage_clock clock;
	/* A status that is none of these is a failure. NULL: 1xx to 3xx and the usual words are
	 * success, 4xx, 5xx and the usual words are failure, empty is success; any other status
	 * is a skipped row. NULL-terminated. */
	const char *const *succeeded;
	const char *const *kinds; /* of USAGE_KIND, NULL-terminated */
	/* Of USAGE_KIND, "name*" being what starts so: without a token count such a row is
	 * a piece of an answer, no request. NULL-terminated; may be NULL. */
	const char *const *pieces;
	bool total_is_sum; /* a TOTAL that is not input + output: tokens that no role tells
			    * of, or told twice; the row is skipped */
	bool fails_without_output; /* 0 output tokens: the request failed */
	bool needs_no_tokens;	   /* rows without any token count are requests, too */
	/* JSON whose records hold several requests: puts each into out as an object, one a
	 * line; the names are those of these objects. False: the record is none of the format.
	 * NULL: a record is a request. By the careful path alone. */
	bool (*expand)(struct intake *intake, const struct cJSON *record, struct buffer *out);
	const char *const *assumptions; /* said of every log, NULL-terminated; may be NULL */
};

/* Does a table's header, or the leaf paths of JSON records, have a name of the role? */
bool usage_has(const struct usage_plan *plan, const struct csv_row *header,
	       enum usage_role role);
/* Of a time, input and output tokens each? */
bool usage_has_requests(const struct usage_plan *plan, const struct csv_row *header);

/* Assumptions that several plans share. */
extern const char usage_no_date[], usage_no_cache[];

enum usage_shape { USAGE_TABLE, USAGE_JSON };

/* Reads a log to its end and adds it to the intake; several files of one log are read one after
 * the other. separator: of a table. False: an error was reported. */
bool usage_read(struct intake *intake, const struct importer *importer, struct source *source,
		enum usage_shape shape, char separator);
/* After the last file: sums, groups and assumptions go into intake->import. */
void usage_finish(struct intake *intake, const struct importer *importer);
/* Frees what the engine holds, also after a failure; does nothing where there is nothing. */
void usage_end(struct intake *intake);

#endif
