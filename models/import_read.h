#ifndef MODELS_IMPORT_READ_H
#define MODELS_IMPORT_READ_H

/* Streams the rows, records or lines of one file past its importer. */

#include <stdbool.h>

#include "models/import_detect.h"

/* Reads a source to its end. False: an error was reported. */
bool import_read_source(struct intake *intake, const struct detected *detected,
			struct source *source);

#endif
