/* Names and file extensions of the output formats. */

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "lca/base/text.h"
#include "reports/reports.h"

static const struct {
	const char *name, *extension, *title;
} formats[] = {
#define WRITER(id, name, extension, title) {name, extension, title},
#include "reports/writers.def"
#undef WRITER
#define EXPORT(id, function, name, extension, title) {name, extension, title},
#include "reports/exports.def"
#undef EXPORT
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

/* Bytes of the extension that the name ends in, with a dot before it; 0: in another one. */
static size_t ends_in(const char *name, const char *extension)
{
	size_t length = strlen(name), size = strlen(extension);

	if (length < size || !text_same_nocase(name + length - size, extension))
		return 0;
	if (length == size)
		return strchr(extension, '.') ? size : 0;
	return name[length - size - 1] == '.' ? size : 0;
}

bool format_by_extension(const char *path, enum format *format)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	size_t longest = 0;

	for (size_t i = 0; i < FORMAT_COUNT; i++) {
		size_t by_extension = ends_in(name, formats[i].extension);
		size_t by_name = ends_in(name, formats[i].name);
		size_t size = by_extension > by_name ? by_extension : by_name;

		if (size <= longest)
			continue;
		longest = size;
		*format = (enum format)i;
	}
	return longest != 0;
}

const char *format_name(enum format format)
{
	return formats[format].name;
}

const char *format_extension(enum format format)
{
	return formats[format].extension;
}

const char *format_title(enum format format)
{
	return formats[format].title;
}
