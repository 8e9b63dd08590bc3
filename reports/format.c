/* Names and file extensions of the output formats. */

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

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

/* What else a format is called. */
static const struct {
	const char *word;
	enum format format;
} words[] = {
    {"bom", FORMAT_CYCLONEDX},
    {"sbom", FORMAT_CYCLONEDX},
    {"htm", FORMAT_HTML},
};

/* "cdx" of "cdx.json". */
static bool is_short(const char *extension, const char *name)
{
	size_t length = strcspn(extension, ".");

	return strlen(name) == length && strncasecmp(extension, name, length) == 0;
}

bool format_by_name(const char *name, enum format *format)
{
	for (size_t i = 0; i < FORMAT_COUNT; i++) {
		if (!text_same_nocase(formats[i].name, name) &&
		    !text_same_nocase(formats[i].extension, name) &&
		    !is_short(formats[i].extension, name))
			continue;
		*format = (enum format)i;
		return true;
	}
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_same_nocase(words[i].word, name)) {
			*format = words[i].format;
			return true;
		}
	return false;
}

const char *format_nearest(const char *name, size_t count)
{
	const char *names[FORMAT_COUNT];

	for (size_t i = 0; i < count; i++)
		names[i] = formats[i].name;
	return text_nearest(name, names, count);
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

bool format_ends_in(const char *path, const char *name)
{
	const char *slash = strrchr(path, '/');

	path = slash ? slash + 1 : path;
	return ends_in(path, name) != 0;
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
