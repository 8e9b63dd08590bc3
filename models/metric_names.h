#ifndef MODELS_METRIC_NAMES_H
#define MODELS_METRIC_NAMES_H

/*
 * Metrics of exporters that hold energy, power, tokens or requests, by name: DCGM, scaphandre,
 * Kepler, vLLM, TGI.
 */

#include <stdbool.h>
#include <stddef.h>

enum metric_kind { METRIC_POWER, METRIC_ENERGY, METRIC_USAGE };

/* What an energy is of. Kepler's are parts of each other: platform holds all others of its
 * node; psys the package, the package core and uncore. */
enum metric_domain {
	DOMAIN_ACCELERATOR, /* DCGM */
	DOMAIN_HOST,	    /* scaphandre: sockets and memory */
	DOMAIN_PLATFORM,
	DOMAIN_PSYS,
	DOMAIN_PACKAGE,
	DOMAIN_DRAM,
	DOMAIN_GPU,
	DOMAIN_INNER, /* core, uncore, the rest of a platform */
	DOMAIN_ZONE,  /* the label zone tells */
	DOMAINS
};

enum metric_role {
	ROLE_REQUESTS,
	ROLE_FAILED, /* requests, too */
	ROLE_INPUT,
	ROLE_CACHED,
	ROLE_OUTPUT,
	METRIC_ROLES
};

/* Ways to tell the same count, in the order of preference. */
enum { METRIC_RANKS = 3 };

struct metric {
	const char *name;
	const char *tool; /* "vLLM" */
	enum metric_kind kind;
	enum metric_domain domain; /* of energy and power */
	double unit;		   /* joules or watts per unit of the value */
	enum metric_role role;	   /* of usage */
	size_t rank;
};

/* NULL: none that is known. A counter's name may end in _total or not. */
const struct metric *metric_find(const char *name, size_t length);

/* The domain that a zone of Kepler names ("package", "dram-0"). */
enum metric_domain metric_zone(const char *zone);

/* Does a finished_reason of vLLM mean that the request failed? */
bool metric_failed_reason(const char *reason);

#endif
