#ifndef CLI_LISTS_H
#define CLI_LISTS_H

/* Lists of names for help and hints, made from the tables of the rooms below. */

#include "cli/options.h"

struct arena;

/* "text, markdown, json or csv": those of a command, those of most where it is COMMAND_COUNT.
 */
const char *list_formats(struct arena *arena, enum command_id command);
const char *list_exports(struct arena *arena); /* "latex, cyclonedx or statement" */
const char *list_importers(struct arena *arena);
const char *list_templates(struct arena *arena);
/* A copy of text in which {formats}, {exports}, {importers} and {templates} are replaced by
 * their lists. */
const char *list_expand(struct arena *arena, enum command_id command, const char *text);

#endif
