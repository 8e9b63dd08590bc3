/* Units in the words of publications. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/printed_parts.h"

struct wording {
	const char *written, *unit;
	unsigned doubt;
	double over, under;
};

static const struct wording wordings[] = {
#define WORDS(written, unit, doubt)		 {written, unit, doubt, 1, 1},
#define TIMES(written, unit, doubt, over, under) {written, unit, doubt, over, under},
#include "models/printed_units.def"
};

enum { WORDINGS = sizeof wordings / sizeof *wordings };

struct rewrite {
	const char *at;
	struct buffer out;
	unsigned doubts;
	double scale;
	bool divided; /* a '/' was passed */
	bool hours;   /* ends in hours: what names a device before it counts it */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool is_word(char c)
{
	return is_letter(c) || is_digit(c) || c == '_' || c == '%';
}

/* Blanks of all kinds become one, "₂" a digit, the dot of an abbreviation goes. */
static char *fold(struct arena *arena, const char *text, size_t length)
{
	char *folded = arena_copy(arena, text, length);
	const char *from = folded;
	char *to = folded;

	while (*from) {
		size_t blank = printed_blank(from);

		if (blank) {
			from = printed_skip(from);
			if (*from && to > folded)
				*to++ = ' ';
		} else if (text_starts(from, "₂")) {
			*to++ = '2';
			from += strlen("₂");
		} else if (*from == '.' && from > folded && is_letter(from[-1]) &&
			   !is_word(from[1])) {
			from++;
		} else {
			*to++ = *from++;
		}
	}
	*to = '\0';
	return folded;
}

/* Bytes of text that are written so; 0 where they are not, or a word goes on behind them. */
static size_t match(const char *written, const char *text)
{
	const char *at = text;

	for (; *written; written++) {
		if (*written == ' ') {
			size_t blanks = strspn(at, " -_");

			if (!blanks)
				return 0;
			at += blanks;
		} else if ((*at | 0x20) == (*written | 0x20)) {
			at++;
		} else {
			return 0;
		}
	}
	return is_word(*at) ? 0 : (size_t)(at - text);
}

static const struct wording *longest(const char *text, size_t *length)
{
	const struct wording *best = NULL;
	size_t i;

	*length = 0;
	for (i = 0; i < WORDINGS; i++) {
		size_t here = match(wordings[i].written, text);

		if (here > *length) {
			*length = here;
			best = &wordings[i];
		}
	}
	return best;
}

static bool ends_in_hours(const char *text)
{
	static const char *const words[] = {"hours", "hour", "hrs",   "hr",  "h",
					    "days",  "day",  "years", "year"};
	size_t length = strlen(text);
	size_t word = length;
	size_t i;

	while (word && is_letter(text[word - 1]))
		word--;
	for (i = 0; word && i < sizeof words / sizeof *words; i++)
		if (text_same_nocase(text + word, words[i]))
			return true;
	return false;
}

/* "1,000 queries" after a '/': no separators there. */
static void copy_number(struct rewrite *rewrite)
{
	for (; is_digit(*rewrite->at) || (*rewrite->at == ',' && is_digit(rewrite->at[1]));
	     rewrite->at++)
		if (*rewrite->at != ',')
			buffer_add(&rewrite->out, rewrite->at, 1);
	if (*rewrite->at == 'K' && !is_word(rewrite->at[1])) {
		buffer_text(&rewrite->out, "k");
		rewrite->at++;
	}
}

/* "A100" of "A100 GPU hours", "H100-80GB" of "H100-80GB hours". */
static bool names_device(const char *word, size_t length)
{
	static const char *const makers[] = {"nvidia", "amd", "google", "intel", "cloud"};
	bool letter = false, digit = false;
	size_t i;

	for (i = 0; i < length; i++) {
		letter |= is_letter(word[i]);
		digit |= is_digit(word[i]);
	}
	for (i = 0; i < sizeof makers / sizeof *makers; i++)
		if (length == strlen(makers[i]) && printed_word(word, makers[i]))
			return true;
	return letter && digit;
}

static void copy_word(struct rewrite *rewrite)
{
	size_t length = 0;

	while (is_word(rewrite->at[length]))
		length++;
	if (rewrite->hours && names_device(rewrite->at, length)) {
		rewrite->at += length;
		rewrite->at += strspn(rewrite->at, " -");
		return;
	}
	buffer_add(&rewrite->out, rewrite->at, length);
	rewrite->at += length;
}

static void put_wording(struct rewrite *rewrite, const struct wording *wording, size_t length)
{
	double scale = wording->over / wording->under;

	buffer_text(&rewrite->out, wording->unit);
	rewrite->doubts |= wording->doubt;
	rewrite->scale *= rewrite->divided ? 1 / scale : scale;
	rewrite->divided |= *wording->unit == '/';
	rewrite->at += length;
	/* "per million tokens": nothing but one blank between the count and its unit. */
	rewrite->at += *wording->unit ? 0 : strspn(rewrite->at, " ");
}

static void rewrite_text(struct rewrite *rewrite)
{
	while (*rewrite->at) {
		size_t length;
		const struct wording *wording = longest(rewrite->at, &length);

		if (wording) {
			put_wording(rewrite, wording, length);
		} else if (is_digit(*rewrite->at)) {
			copy_number(rewrite);
		} else if (is_word(*rewrite->at)) {
			copy_word(rewrite);
		} else {
			rewrite->divided |= *rewrite->at == '/';
			buffer_add(&rewrite->out, rewrite->at++, 1);
		}
	}
}

bool printed_unit_read(struct arena *arena, const char *text, size_t length, struct unit *unit,
		       unsigned *doubts, struct unit_error *error)
{
	struct rewrite rewrite = {.scale = 1};
	char *folded;
	bool read;

	if (unit_parse(arena, text, length, unit, NULL))
		return true;
	folded = fold(arena, text, length);
	rewrite.at = folded;
	rewrite.hours = ends_in_hours(folded);
	rewrite_text(&rewrite);
	read = rewrite.out.length &&
	       unit_parse(arena, rewrite.out.text, rewrite.out.length, unit, NULL);
	buffer_free(&rewrite.out);
	if (!read)
		return error && unit_parse(arena, text, length, unit, error);
	unit->text = folded;
	unit->scale *= rewrite.scale;
	*doubts |= rewrite.doubts;
	return true;
}
