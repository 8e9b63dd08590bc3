/* Names and numbers of the audit, in words. */

#include "models/audit_formula.h"

#include <assert.h>
#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

static const struct {
	const char *code, *meaning;
} codes[AUDIT_CODES] = {
#define AUDIT_CODE(id, code, meaning) [AUDIT_##id] = {code, meaning},
#include "models/audit_codes.def"
#undef AUDIT_CODE
};

/* Significant digits shown: down to the first that the interval makes doubtful, but never fewer
 * than publications print of such figures, and at most six. */
static int digits_of(double value, struct interval interval)
{
	enum { FEWEST = 4, MOST = 6 };
	double width = interval.high - interval.low;
	int digits;

	if (interval_is_empty(interval) || !isfinite(width) || width <= 0 || value == 0 ||
	    !isfinite(value / width))
		return MOST;
	digits = (int)ceil(log10(fabs(value) / width)) + 1;
	return digits < FEWEST ? FEWEST : digits > MOST ? MOST : digits;
}

const char *verdict_name(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_UNCHECKABLE:
		return "uncheckable";
	case VERDICT_CONSISTENT:
		return "consistent";
	case VERDICT_ROUNDING:
		return "rounding";
	case VERDICT_CONDITIONAL:
		return "conditional";
	case VERDICT_INCONSISTENT:
		return "inconsistent";
	}
	assert(false);
	return "";
}

const char *audit_code_name(enum audit_code code)
{
	assert(code < AUDIT_CODES);
	return codes[code].code;
}

const char *audit_code_meaning(enum audit_code code)
{
	assert(code < AUDIT_CODES);
	return codes[code].meaning;
}

/* "81858" as "81,858"; four digits are read without. */
static const char *grouped(struct arena *arena, const char *number)
{
	enum { GROUP = 3, LEAST = 5 };
	const char *first = number + (*number == '-');
	size_t whole = strspn(first, "0123456789"), i;
	struct buffer out = {0};
	const char *text;

	if (whole < LEAST || strchr(number, 'e'))
		return number;
	buffer_add(&out, number, (size_t)(first - number));
	for (i = 0; i < whole; i++) {
		if (i > 0 && (whole - i) % GROUP == 0)
			buffer_text(&out, ",");
		buffer_add(&out, first + i, 1);
	}
	buffer_text(&out, first + whole);
	text = arena_text(arena, out.text);
	buffer_free(&out);
	return text;
}

/* "24.50" as "24.5". */
static const char *without_zeros(char *number)
{
	char *end = number + strlen(number);

	if (!strchr(number, '.') || strchr(number, 'e'))
		return number;
	while (end[-1] == '0')
		*--end = '\0';
	if (end[-1] == '.')
		end[-1] = '\0';
	return number;
}

const char *audit_plain(struct arena *arena, double value, int digits)
{
	static const double tiny = 1e-4, vast = 1e15;
	double step;

	if (value == 0 || !isfinite(value))
		return value == 0 ? "0" : "not finite";
	if (fabs(value) < tiny || fabs(value) >= vast)
		return arena_printf(arena, "%.*g", digits, value);
	step = pow(10, floor(log10(fabs(value))) + 1 - digits);
	if (step >= 1)
		return grouped(arena, arena_printf(arena, "%.0f", round(value / step) * step));
	return grouped(arena, without_zeros(arena_printf(arena, "%.*f",
							 (int)lround(-log10(step)), value)));
}

const char *audit_span(struct arena *arena, struct interval interval, const struct unit *unit)
{
	enum { DIGITS = 2 };
	double low = interval.low / unit->scale, high = interval.high / unit->scale;
	int digits = DIGITS + (high < low * 2);

	return arena_printf(arena, "%s to %s%s%s", audit_plain(arena, low, digits),
			    audit_plain(arena, high, digits), *unit->text ? " " : "",
			    unit->text);
}

const char *audit_number(struct arena *arena, double value, struct interval interval,
			 const struct unit *unit)
{
	double shown = value / unit->scale;
	int digits = digits_of(value, interval);
	int whole = shown == 0 || !isfinite(shown) ? 1 : (int)floor(log10(fabs(shown))) + 1;
	int decimals = digits - whole;
	const char *number;

	if (shown == 0)
		number = "0";
	else if (whole < -4 || whole > 15)
		number = arena_printf(arena, "%.*g", digits, shown);
	else
		number = arena_printf(arena, "%.*f", decimals < 0 ? 0 : decimals, shown);
	number = grouped(arena, number);
	if (!*unit->text)
		return number;
	return arena_printf(arena, "%s %s", number, unit->text);
}

const char *audit_bound_words(struct arena *arena, const struct audit_term *bound)
{
	bool wider = bound->kind == TERM_LOOKED_UP && (bound->loose.low < bound->exact.low ||
						       bound->loose.high > bound->exact.high);

	return arena_printf(
	    arena, "%s is %s%s", bound->name, bound->text,
	    wider ? arena_printf(arena, ", %s to %s with room for other methods",
				 audit_plain(arena, bound->loose.low / bound->unit.scale, 3),
				 audit_plain(arena, bound->loose.high / bound->unit.scale, 3))
		  : "");
}

static const char *spaced(struct arena *arena, const char *key)
{
	char *words = arena_text(arena, key), *byte;

	if (text_same(key, claim_figure_key(CLAIM_PUE)))
		return "PUE";
	for (byte = words; *byte; byte++)
		if (*byte == '_')
			*byte = ' ';
	return words;
}

const char *audit_figure_words(struct arena *arena, enum claim_figure figure)
{
	return spaced(arena, claim_figure_key(figure));
}

/* "512 accelerators", "PUE 1.1" */
static const char *named(struct arena *arena, const struct audit_term *term, const char *number)
{
	if (text_same(term->name, claim_figure_key(CLAIM_ACCELERATORS)) ||
	    text_same(term->name, claim_figure_key(CLAIM_NODES)))
		return arena_printf(arena, "%s %.*s", number,
				    (int)strlen(term->name) - text_same(number, "1"),
				    term->name);
	return arena_printf(arena, "%s %s", spaced(arena, term->name), number);
}

/* As printed, with the unit that was taken where none stands. */
static const char *as_printed(struct arena *arena, const struct audit_term *term)
{
	const char *end;

	if (!term->text)
		return audit_number(arena, term->value, term->loose, &term->unit);
	end = term->text + strlen(term->text);
	if (term->kind != TERM_STATED || end == term->text ||
	    !isdigit((unsigned char)end[-1]) || dimensions_none(term->unit.dimensions) ||
	    strstr(term->text, term->unit.text))
		return term->text;
	return arena_printf(arena, "%s %s", term->text, term->unit.text);
}

const char *audit_product(struct arena *arena, const struct audit_term *terms, size_t count)
{
	const char *text = "", *one;
	size_t i;

	for (i = 0; i < count; i++) {
		const struct audit_term *term = &terms[i];
		char sign[] = {term->operation == '*' ? 'x' : term->operation, '\0'};

		one = as_printed(arena, term);
		if (term->kind == TERM_LOOKED_UP || term->kind == TERM_BOUND ||
		    dimensions_none(term->unit.dimensions))
			one = named(arena, term, one);
		text = i ? arena_printf(arena, "%s %s %s", text, sign, one) : one;
	}
	return text;
}

struct audit_finding *audit_find(struct audit_run *run, size_t claim, enum audit_code code,
				 enum verdict verdict, const char *format, ...)
{
	struct audited *audited = &run->audited[claim];
	struct audit_finding *findings;
	va_list arguments;

	findings = arena_grow(run->arena, (void *)audited->findings, audited->finding_count,
			      sizeof *findings);
	va_start(arguments, format);
	findings[audited->finding_count] = (struct audit_finding){
	    .code = code,
	    .message = arena_vprintf(run->arena, format, arguments),
	    .explains = verdict > VERDICT_ROUNDING,
	    .verdict = verdict,
	    .unit = "",
	    .place = audited->claim->place,
	};
	va_end(arguments);
	audited->findings = findings;
	return &findings[audited->finding_count++];
}
