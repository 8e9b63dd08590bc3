/* Lines of the Prometheus text exposition format: copied, then cut and unescaped in place. */

#include "models/prometheus.h"

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/timestamp.h"

/* Whole numbers from here on are milliseconds. */
#define FIRST_MILLISECONDS INT64_C(100000000000)
/* Digits of a second that a nanosecond needs. */
enum { SECOND_DIGITS = 9, MOST_DIGITS = 18 };
/* A double cannot hold more seconds than the range of a time. */
#define MOST_SECONDS 9.2e9

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Colons are of metric names alone. */
static bool is_name(char c, bool first, bool metric)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	       (c == ':' && metric) || (is_digit(c) && !first);
}

static char *skip_blanks(char *at)
{
	while (is_blank(*at))
		at++;
	return at;
}

static bool is_word(const char *text, size_t length, const char *word)
{
	for (size_t i = 0; i < length; i++) {
		char c = text[i];

		c = c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
		if (word[i] == '\0' || c != word[i])
			return false;
	}
	return word[length] == '\0';
}

bool prometheus_value(const char *text, size_t length, double *value)
{
	bool sign = length > 0 && (*text == '+' || *text == '-');
	double infinity = sign && *text == '-' ? -INFINITY : INFINITY;

	if (is_word(text, length, "nan")) {
		*value = NAN;
		return true;
	}
	if (is_word(text + sign, length - sign, "inf") ||
	    is_word(text + sign, length - sign, "infinity")) {
		*value = infinity;
		return true;
	}
	return text_number(text, length, value);
}

/* Digits from text[*i] on, as a whole number; false where there are none or too many. */
static bool read_digits(const char *text, size_t length, size_t *i, int64_t *number)
{
	size_t first = *i;

	*number = 0;
	for (; *i < length && is_digit(text[*i]) && *i - first < MOST_DIGITS; ++*i)
		*number = 10 * *number + (text[*i] - '0');
	return *i > first && !(*i < length && is_digit(text[*i]));
}

/* The fraction behind a dot, in nanoseconds; digits behind the ninth are cut. */
static void read_fraction(const char *text, size_t length, size_t *i, int64_t *nanoseconds)
{
	size_t first = *i;

	*nanoseconds = 0;
	for (; *i < length && is_digit(text[*i]); ++*i)
		if (*i - first < SECOND_DIGITS)
			*nanoseconds = 10 * *nanoseconds + (text[*i] - '0');
	for (size_t digits = *i - first; digits < SECOND_DIGITS; digits++)
		*nanoseconds *= 10;
}

/* "1.7676e+09", as some languages print a double. */
static bool read_rounded(const char *text, size_t length, int64_t *time)
{
	double seconds;

	if (!text_number(text, length, &seconds) || fabs(seconds) > MOST_SECONDS)
		return false;
	*time = llround(seconds * (double)TIMESTAMP_SECOND);
	return true;
}

bool prometheus_time(const char *text, size_t length, int64_t *time)
{
	bool negative = length > 0 && *text == '-';
	size_t i = negative;
	int64_t whole, fraction = 0;
	bool dot;

	if (!read_digits(text, length, &i, &whole))
		return false;
	dot = i < length && text[i] == '.';
	if (dot) {
		i++;
		read_fraction(text, length, &i, &fraction);
	}
	if (i < length)
		return read_rounded(text, length, time);
	if (!dot && whole >= FIRST_MILLISECONDS) {
		fraction = whole % 1000 * (TIMESTAMP_SECOND / 1000);
		whole /= 1000;
	}
	if ((double)whole > MOST_SECONDS)
		return false;
	*time = (negative ? -1 : 1) * (whole * TIMESTAMP_SECOND + fraction);
	return true;
}

/* Reads a quoted text in place; *at stands on the quote, then behind the closing one. NULL: it
 * does not close, or has an escape that is none. */
static const char *read_quoted(char **at)
{
	char *from = *at + 1, *to = from;
	const char *text = from;

	for (; *from != '"'; from++) {
		if (*from == '\\') {
			from++;
			if (*from != '\\' && *from != '"' && *from != 'n')
				return NULL;
			*to++ = *from == 'n' ? '\n' : *from;
			continue;
		}
		if (*from == '\0')
			return NULL;
		*to++ = *from;
	}
	*at = from + 1;
	*to = '\0';
	return text;
}

/* A bare name at *at; its end is not marked yet. NULL: none. */
static const char *read_name(char **at, bool metric)
{
	const char *name = *at;

	if (!is_name(**at, true, metric))
		return NULL;
	while (is_name(**at, false, metric))
		++*at;
	return name;
}

static bool add_label(struct prometheus *reader, struct prometheus_sample *sample,
		      const char *name, const char *value)
{
	if (strcmp(name, "__name__") == 0) {
		bool first = !sample->name;

		sample->name = value;
		return first;
	}
	if (sample->label_count == PROMETHEUS_LABELS)
		return false;
	reader->labels[sample->label_count++] = (struct prometheus_label){name, value};
	return true;
}

/* One label, or a quoted name of the metric. */
static bool read_label(struct prometheus *reader, struct prometheus_sample *sample, char **at)
{
	bool quoted = **at == '"';
	const char *name = quoted ? read_quoted(at) : read_name(at, true);
	const char *value;
	char *end = *at;

	if (!name)
		return false;
	*at = skip_blanks(*at);
	if (**at != '=') {
		if (!quoted || sample->name)
			return false;
		sample->name = name;
		return true;
	}
	*at = skip_blanks(*at + 1);
	if (**at != '"')
		return false;
	if (!quoted)
		*end = '\0';
	value = read_quoted(at);
	return value && add_label(reader, sample, name, value);
}

/* {a="1", b="2",}; *at stands behind the brace, then behind the closing one. */
static bool read_labels(struct prometheus *reader, struct prometheus_sample *sample, char **at)
{
	for (*at = skip_blanks(*at); **at != '}'; *at = skip_blanks(*at)) {
		if (!read_label(reader, sample, at))
			return false;
		*at = skip_blanks(*at);
		if (**at == ',')
			++*at;
		else if (**at != '}')
			return false;
	}
	++*at;
	return true;
}

/* Value and time; what follows a '#' is an exemplar. */
static bool read_numbers(struct prometheus_sample *sample, char *at)
{
	size_t length = strcspn(at, " \t");

	if (!prometheus_value(at, length, &sample->value))
		return false;
	at = skip_blanks(at + length);
	length = strcspn(at, " \t");
	sample->timed = *at != '\0' && *at != '#';
	if (sample->timed && !prometheus_time(at, length, &sample->time))
		return false;
	if (sample->timed)
		at = skip_blanks(at + length);
	return *at == '\0' || *at == '#';
}

/* A copy of the line without outer blanks; NULL where it holds a NUL byte. */
static char *copy_line(struct prometheus *reader, const char *line, size_t length)
{
	while (length > 0 && is_blank(*line)) {
		line++;
		length--;
	}
	while (length > 0 && (is_blank(line[length - 1]) || line[length - 1] == '\r'))
		length--;
	if (memchr(line, '\0', length))
		return NULL;
	if (length >= reader->capacity) {
		reader->capacity = 2 * (length + 1);
		reader->text = arena_alloc(reader->arena, reader->capacity);
	}
	memcpy(reader->text, line, length);
	reader->text[length] = '\0';
	return reader->text;
}

static bool read_sample(struct prometheus *reader, struct prometheus_sample *sample, char *at)
{
	char *end;

	*sample = (struct prometheus_sample){.labels = reader->labels};
	if (*at != '{') {
		sample->name = read_name(&at, true);
		if (!sample->name)
			return false;
	}
	end = at;
	at = skip_blanks(at);
	if (*at == '{') {
		*end = '\0';
		at++;
		if (!read_labels(reader, sample, &at))
			return false;
	} else if (at == end) {
		return false;
	}
	*end = '\0';
	return sample->name && *sample->name != '\0' && read_numbers(sample, skip_blanks(at));
}

enum prometheus_line prometheus_read(struct prometheus *reader, const char *line, size_t length,
				     struct prometheus_sample *sample)
{
	char *text = copy_line(reader, line, length);
	struct prometheus_sample read;

	if (!text)
		return PROMETHEUS_BAD;
	if (*text == '\0' || *text == '#')
		return PROMETHEUS_COMMENT;
	if (!read_sample(reader, &read, text))
		return PROMETHEUS_BAD;
	*sample = read;
	return PROMETHEUS_SAMPLE;
}

const char *prometheus_label(const struct prometheus_sample *sample, const char *name)
{
	for (size_t i = 0; i < sample->label_count; i++)
		if (strcmp(sample->labels[i].name, name) == 0)
			return sample->labels[i].value;
	return "";
}
