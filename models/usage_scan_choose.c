/* Which scanners this processor runs; rows by the letter. */

#include <string.h>

#include "models/usage_scan.h"

extern const struct usage_scanner usage_scanner_plain;
#ifdef LCA_SCANNER_LEVELS
extern const struct usage_scanner usage_scanner_v3, usage_scanner_v4;
#endif

size_t usage_scanners_all(const struct usage_scanner *list[3])
{
	size_t count = 0;

	list[count++] = &usage_scanner_plain;
#ifdef LCA_SCANNER_LEVELS
	if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi") ||
	    !__builtin_cpu_supports("bmi2") || !__builtin_cpu_supports("pclmul"))
		return count;
	list[count++] = &usage_scanner_v3;
	if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
	    __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi2"))
		list[count++] = &usage_scanner_v4;
#endif
	return count;
}

const struct usage_scanner *usage_scanner_choose(void)
{
	const struct usage_scanner *list[3];
	size_t count = usage_scanners_all(list);

	return list[count - 1];
}

/* From behind an opening quote to behind the closing one; NULL where the text ends before it is
 * sure. */
static const char *skip_quoted(const char *at, const char *end)
{
	for (;;) {
		at = memchr(at, '"', (size_t)(end - at));
		if (!at || ++at == end)
			return NULL;
		if (*at != '"')
			return at;
		at++;
	}
}

size_t usage_row_end(const char *text, size_t length, char separator)
{
	const char *at = text, *end = text + length;

	for (;;) {
		if (at < end && *at == '"' && !(at = skip_quoted(at + 1, end)))
			return 0;
		while (at < end && *at != separator && *at != '\n' && *at != '\r')
			at++;
		if (at == end || (*at == '\r' && at + 1 == end))
			return 0;
		if (*at != separator)
			break;
		at++;
	}
	at += *at == '\r' && at[1] == '\n';
	return (size_t)(at + 1 - text);
}

size_t usage_rows_end(const char *text, size_t length, char separator)
{
	size_t end = 0, row;

	while ((row = usage_row_end(text + end, length - end, separator)) > 0)
		end += row;
	return end;
}
