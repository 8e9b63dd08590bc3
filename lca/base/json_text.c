/* Strings and numbers of JSON. */

#include "lca/base/json_parts.h"

enum { SURROGATE_HIGH = 0xD800, SURROGATE_LOW = 0xDC00, SURROGATE_END = 0xE000 };

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The code unit of \uXXXX at at; -1: it is none. */
static int32_t code_unit(const char *at, const char *end)
{
	int32_t unit = 0;
	int i;

	if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
		return -1;
	for (i = 2; i < 6; i++) {
		int digit = hex_digit(at[i]);

		if (digit < 0)
			return -1;
		unit = unit * 16 + digit;
	}
	return unit;
}

const char *json_skip_escape(const char *at, const char *end)
{
	int32_t unit, low;

	if (end - at >= 2 && at[1] != 'u')
		return at[1] != '\0' && strchr("\"\\/bfnrt", at[1]) ? at + 2 : NULL;
	unit = code_unit(at, end);
	if (unit < 0 || (unit >= SURROGATE_LOW && unit < SURROGATE_END))
		return NULL;
	if (unit < SURROGATE_HIGH || unit >= SURROGATE_END)
		return at + 6;
	low = code_unit(at + 6, end);
	return low >= SURROGATE_LOW && low < SURROGATE_END ? at + 12 : NULL;
}

/* The longest escape is a pair of surrogates: so near the end a bad one may be a cut one. */
static bool may_be_cut(const char *at, const char *end)
{
	return end - at < 12;
}

const char *json_string_end(struct json_walk *walk, const char *at, bool *escaped)
{
	const char *end = walk->end;

	*escaped = false;
	for (;;) {
		const char *next;

		at = json_skip_plain(at, end);
		if (at < end && *at == '"')
			return at;
		if (at == end || *at != '\\') {
			walk->cut = at == end;
			return NULL;
		}
		*escaped = true;
		next = json_skip_escape(at, end);
		if (!next) {
			walk->cut = may_be_cut(at, end);
			return NULL;
		}
		at = next;
	}
}

static size_t put_code(uint32_t code, char *out)
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xC0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xE0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3F));
		out[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 0x3F));
	out[2] = (char)(0x80 | (code >> 6 & 0x3F));
	out[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

/* Resolves the escape at at; *size: bytes put out. Returns the byte behind it. */
static const char *resolve(const char *at, const char *end, char *out, size_t *size)
{
	static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
	uint32_t code;

	if (at[1] != 'u') {
		out[0] = values[strchr(names, at[1]) - names];
		*size = 1;
		return at + 2;
	}
	code = (uint32_t)code_unit(at, end);
	at += 6;
	if (code >= SURROGATE_HIGH && code < SURROGATE_END) {
		code = 0x10000 + ((code - SURROGATE_HIGH) << 10) +
		       ((uint32_t)code_unit(at, end) - SURROGATE_LOW);
		at += 6;
	}
	*size = put_code(code, out);
	return at;
}

size_t json_unescape(const char *text, size_t length, char *out)
{
	const char *end = text + length;
	size_t used = 0, size;

	while (text < end) {
		const char *slash = memchr(text, '\\', (size_t)(end - text));
		size_t plain = (size_t)((slash ? slash : end) - text);

		memcpy(out + used, text, plain);
		used += plain;
		text += plain;
		if (!slash)
			break;
		text = resolve(text, end, out + used, &size);
		used += size;
	}
	return used;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* At least one digit. */
static const char *digits_end(const char *at, const char *end)
{
	const char *start = at;

	while (at < end && is_digit(*at))
		at++;
	return at > start ? at : NULL;
}

static const char *exponent_end(const char *at, const char *end)
{
	if (at < end && (*at == '+' || *at == '-'))
		at++;
	return digits_end(at, end);
}

/* Nothing but what numbers are made of up to the end: a bad number may be a cut one. */
static bool is_beginning(const char *at, const char *end)
{
	while (at < end &&
	       (is_digit(*at) || *at == '+' || *at == '-' || *at == '.' || (*at | 0x20) == 'e'))
		at++;
	return at == end;
}

const char *json_number_end(struct json_walk *walk, const char *at)
{
	const char *end = walk->end;
	const char *start = at;

	if (*at == '-')
		at++;
	if (at < end && *at == '0')
		at++;
	else
		at = digits_end(at, end);
	if (at && at < end && *at == '.')
		at = digits_end(at + 1, end);
	if (at && at < end && (*at == 'e' || *at == 'E'))
		at = exponent_end(at + 1, end);
	if (!at)
		walk->cut = is_beginning(start, end);
	return at;
}
