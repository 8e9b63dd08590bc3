#ifndef CLI_LISTS_H
#define CLI_LISTS_H

/* Lists of names for help and hints, made from the tables of the rooms below. */

struct arena;

const char *list_formats(struct arena *arena); /* "text, markdown, json or csv" */
const char *list_importers(struct arena *arena);
const char *list_templates(struct arena *arena);
/* A copy of text in which {formats}, {importers} and {templates} are replaced by their lists.
 */
const char *list_expand(struct arena *arena, const char *text);

#endif
