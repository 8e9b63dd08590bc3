#ifndef MODELS_SCENARIO_PATH_H
#define MODELS_SCENARIO_PATH_H

/*
 * Paths of keys as they are typed: sites.home.pue, stages.training[final run].pue.
 *
 * A name stands behind a dot or in brackets. Brackets hold any name: as it is up to the first
 * ']', or in double quotes, in which \" and \\ stand for '"' and '\'. Paths made here put names
 * with '=', brackets or quotes in brackets, and quote them where they need it:
 * sites[s=3].pue, stages.idle["i]j"].share.
 */

struct arena;

/* "sites.home" of "sites" and "home". */
const char *path_named(struct arena *arena, const char *above, const char *name);
/* "stages.training[final run]" of "training" and "final run". */
const char *path_item(struct arena *arena, const char *stage, const char *name);
/* The name in the bracket that text begins with, and what follows it; NULL where it does not
 * close. */
const char *path_bracket(struct arena *arena, const char *text, const char **rest);
/* The same path as it would be made here; site.NAME is one of sites. */
const char *path_canonical(struct arena *arena, const char *path);
/* The '=' that ends the path that text begins with: none inside brackets. NULL: none. */
const char *path_equal(const char *text);

#endif
