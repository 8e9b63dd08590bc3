#ifndef CLI_TEMPLATES_H
#define CLI_TEMPLATES_H

/* The scenarios that lca new prints; texts are made from templates/NAME.yaml while the program
 * is built. */

enum template_id {
#define TEMPLATE(name, title) TEMPLATE_##name,
#include "cli/templates.def"
#undef TEMPLATE
	TEMPLATE_COUNT
};

struct template_row {
	const char *name;
	const char *title;
	const char *const *lines; /* each with its line end; NULL after the last */
};

extern const struct template_row template_rows[TEMPLATE_COUNT];

#endif
