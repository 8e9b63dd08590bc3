#ifndef CLI_HELP_H
#define CLI_HELP_H

/* Help, manual page and completion, all made from commands.def and options.def. */

#include "cli/options.h"

struct arena;
struct buffer;

void help_version(struct buffer *out);
void help_overview(struct arena *arena, struct buffer *out);
void help_command(struct arena *arena, enum command_id command, struct buffer *out);
/* lca.1 in roff. */
void help_man(struct arena *arena, struct buffer *out);
/* A completion function for bash. */
void help_completion(struct buffer *out);

/* What the exit statuses mean, one line each, "0  done" ... */
extern const char *const help_statuses[4];

#endif
