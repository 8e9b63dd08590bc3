#ifndef REPORTS_ATTRIBUTION_H
#define REPORTS_ATTRIBUTION_H

/* What a licence asks to be said of data that are passed on: reports carry it beside the
 * source. */

struct arena;
struct source;

/* "data of Ember under CC-BY-4.0 (https://...), selected and converted"; NULL where single
 * facts are cited, or nothing is asked. */
const char *attribution(struct arena *arena, const struct source *source);

#endif
