#ifndef REPORTS_WRITE_JSON_AUDIT_H
#define REPORTS_WRITE_JSON_AUDIT_H

/* What the files of the audit's JSON share. */

#include "models/audit.h"

struct cJSON;

/* Claims are written one by one, each with an arena of its own: of many, none is kept. */
struct audit_json {
	struct arena *arena; /* of a claim */
	struct arena *whole;
	struct unit *units; /* the base units met so far; in `whole` */
	size_t unit_count;
};

/* The base unit of a unit. */
struct unit audit_json_unit(struct audit_json *to, const struct unit *unit);
void audit_json_ends(struct audit_json *to, struct cJSON *object, struct interval interval,
		     const struct unit *unit);
/* value, low and high by the digits as printed, loose: with final zeros as rounding. */
void audit_json_value(struct audit_json *to, struct cJSON *object, double value,
		      struct interval exact, struct interval loose, const struct unit *in);
/* The recomputed value; not a number where it is a range. */
double audit_json_middle(const struct audit_check *check);
/* What follows for each figure. */
void audit_json_recomputed(struct audit_json *to, struct cJSON *object,
			   const struct audited *audited);

#endif
