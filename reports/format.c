/* Names and file extensions of the output formats. */

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "lca/base/text.h"
#include "reports/reports.h"

static const struct {
	const char *name, *extension;
} formats[] = {
#define WRITER(id, name, extension, title) {name, extension},
#include "reports/writers.def"
#undef WRITER
};

bool format_by_name(const char *name, enum format *format)
{
	for (size_t i = 0; i < FORMAT_COUNT; i++) {
		if (!text_same_nocase(formats[i].name, name) &&
		    !text_same_nocase(formats[i].extension, name))
			continue;
		*format = (enum format)i;
		return true;
	}
	return false;
}

bool format_by_extension(const char *path, enum format *format)
{
	const char *name = strrchr(path, '/');
	const char *dot = strrchr(name ? name : path, '.');

	for (size_t i = 0; dot && i < FORMAT_COUNT; i++) {
		if (!text_same_nocase(formats[i].extension, dot + 1) &&
		    !text_same_nocase(formats[i].name, dot + 1))
			continue;
		*format = (enum format)i;
		return true;
	}
	return false;
}

const char *format_name(enum format format)
{
	return formats[format].name;
}
