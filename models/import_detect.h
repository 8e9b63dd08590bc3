#ifndef MODELS_IMPORT_DETECT_H
#define MODELS_IMPORT_DETECT_H

/*
 * Who knows a file: the first bytes are shown to every importer.
 *
 * A file is a table where one of its first rows is a header that an importer claims, JSON where
 * it begins as JSON and an importer claims its paths, else what claims_text() knows. Generic
 * importers give way to the others; two of a kind are an error that names both.
 */

#include <stddef.h>
#include <stdint.h>

#include "models/intake.h"

enum log_shape { SHAPE_TABLE, SHAPE_BARE_TABLE, SHAPE_JSON, SHAPE_TEXT };

struct detected {
	const struct importer *importer; /* NULL: none (reported) */
	enum log_shape shape;
	size_t header_row; /* SHAPE_TABLE: rows that stand before the header */
};

/* wanted: the only importer to ask (--from, or that of the files before), or NULL. */
struct detected import_detect(struct intake *intake, const char *text, size_t length,
			      const struct importer *wanted);

/* The importer with this name, or NULL (reported). */
const struct importer *import_find(struct intake *intake, const char *name);

#endif
