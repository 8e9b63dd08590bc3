/* Claims of publications (audits/) and made-up ones with a slip each (slips/): what their audit
 * must find stands in expected.csv beside them, computed apart from the program. A row holds of
 * a claim, or of any claim of its file ('*'): a verdict out of those listed; a code out of
 * those listed that stands among findings or assumptions ('!CODE': it must not be found where
 * it would change the verdict; '!' alone: no code changes it); a value that stands among what
 * was recomputed, implied, assumed or found. */

#include <ctype.h>
#include <math.h>

#include "factors/factors.h"
#include "lca/base/csv.h"
#include "lca/base/diag.h"
#include "lca/base/unit.h"
#include "models/audit.h"
#include "tests/harness.h"

#define FOLDER LCA_ROOT "/tests/published/"

enum column { FILE_NAME, CLAIM, VERDICT, CODE, VALUE, UNIT, TOLERANCE, WHY, COLUMNS };

struct row {
	const char *cells[COLUMNS];
	uint64_t line;
};

struct bench {
	struct arena *arena;
	struct diags *diags;
	struct factors *factors;
	const char *folder;
	struct row *rows;
	size_t count;
	size_t failed;
};

static void read_rows(struct bench *bench)
{
	static const char *const names[] = {"file",  "claim", "verdict",   "code",
					    "value", "unit",  "tolerance", "why"};
	const char *path = arena_printf(bench->arena, "%sexpected.csv", bench->folder);
	struct csv *csv = csv_open(path, ',', bench->diags);
	struct csv_row line;

	if (!csv || !csv_next(csv, &line) || line.count != COLUMNS)
		fail_msg("cannot read %s", path);
	for (size_t i = 0; i < COLUMNS; i++)
		assert_string_equal(line.fields[i].text, names[i]);
	while (csv_next(csv, &line)) {
		struct row *row;

		if (line.count != COLUMNS)
			fail_msg("%s:%d: %zu fields", path, (int)line.line, line.count);
		bench->rows =
		    arena_grow(bench->arena, bench->rows, bench->count, sizeof *bench->rows);
		row = &bench->rows[bench->count++];
		row->line = line.line;
		for (size_t i = 0; i < COLUMNS; i++)
			row->cells[i] = arena_text(bench->arena, line.fields[i].text);
	}
	csv_close(csv);
}

static const struct audit *audit_file(struct bench *bench, const char *name)
{
	const char *path = arena_printf(bench->arena, "%s%s", bench->folder, name);
	const struct claims *claims =
	    claims_read(bench->arena, &path, 1, bench->factors, bench->diags);

	return claims ? audit_claims(bench->arena, claims, bench->factors, bench->diags) : NULL;
}

/* Whether word is one of the words of list. */
static bool lists(const char *list, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = list; (at = strstr(at, word)); at += length) {
		if ((at == list || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
			return true;
	}
	return false;
}

static bool names_code(const struct audited *audited, const char *codes)
{
	for (size_t i = 0; i < audited->finding_count; i++) {
		if (lists(codes, audit_code_name(audited->findings[i].code)))
			return true;
	}
	for (size_t i = 0; i < audited->explanation_count; i++) {
		const struct audit_explanation *explanation = &audited->explanations[i];

		for (size_t j = 0; j < explanation->count; j++) {
			if (lists(codes, audit_code_name(explanation->assumptions[j].code)))
				return true;
		}
	}
	return false;
}

/* A finding of the code, or with "" of any, that weighs on the verdict. */
static bool alarms(const struct audited *audited, const char *code)
{
	for (size_t i = 0; i < audited->finding_count; i++) {
		const struct audit_finding *finding = &audited->findings[i];

		if (finding->verdict >= VERDICT_CONDITIONAL &&
		    (!*code || text_same(audit_code_name(finding->code), code)))
			return true;
	}
	return false;
}

struct sought {
	double value; /* base units */
	double typed; /* in the unit of the table, to be found in a sentence */
	double tolerance;
	struct dimensions dimensions;
};

static bool is_sought(const struct sought *sought, double value, struct dimensions dimensions)
{
	return dimensions_equal(sought->dimensions, dimensions) &&
	       fabs(value - sought->value) <= sought->tolerance * fabs(sought->value);
}

/* Whether a sentence prints the number in the unit of the table: "1,038,336 h". */
static bool prints(const char *message, const struct sought *sought)
{
	char digits[32];

	for (const char *at = message; *at; at++) {
		size_t length = 0;

		for (;
		     isdigit((unsigned char)*at) || (length > 0 && strchr(",.e+-", *at) && *at);
		     at++)
			if (*at != ',' && length + 1 < sizeof digits)
				digits[length++] = *at;
		digits[length] = '\0';
		if (length > 0 && fabs(strtod(digits, NULL) - sought->typed) <=
				      sought->tolerance * fabs(sought->typed))
			return true;
		if (!*at)
			break;
	}
	return false;
}

/* What the claim states itself: a sentence that repeats it has found nothing. */
static bool is_stated(const struct claim *claim, const struct sought *sought)
{
	for (size_t i = 0; i < CLAIM_FIGURES; i++) {
		const struct printed *printed = claim->figures[i];

		if (printed && is_sought(sought, printed->value, printed->unit.dimensions))
			return true;
	}
	for (size_t i = 0; i < claim->also_count; i++)
		if (is_sought(sought, claim->also[i].printed.value,
			      claim->also[i].printed.unit.dimensions))
			return true;
	return false;
}

static bool is_told(struct bench *bench, const struct claim *claim,
		    const struct audit_finding *finding, const struct sought *sought)
{
	struct unit unit;
	struct unit_error error;

	if (!is_stated(claim, sought) && prints(finding->message, sought))
		return true;
	return finding->has_value &&
	       unit_parse(bench->arena, finding->unit, strlen(finding->unit), &unit, &error) &&
	       is_sought(sought, unit_to_base(&unit, finding->value), unit.dimensions);
}

static bool is_checked(const struct sought *sought, const struct audit_check *checks,
		       size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (is_sought(sought, checks[i].value, checks[i].unit.dimensions))
			return true;
	}
	return false;
}

static bool is_assumed(const struct sought *sought, const struct audit_explanation *explanation)
{
	for (size_t i = 0; i < explanation->count; i++) {
		const struct audit_assumption *assumed = &explanation->assumptions[i];

		if (is_sought(sought, assumed->value, assumed->unit.dimensions))
			return true;
	}
	return is_checked(sought, explanation->checks, explanation->check_count);
}

static bool has_value(struct bench *bench, const struct audited *audited,
		      const struct sought *sought)
{
	for (size_t i = 0; i < audited->finding_count; i++) {
		if (is_told(bench, audited->claim, &audited->findings[i], sought))
			return true;
	}
	for (size_t i = 0; i < audited->implied_count; i++) {
		if (is_sought(sought, audited->implied[i].value,
			      audited->implied[i].unit.dimensions))
			return true;
	}
	for (size_t i = 0; i < audited->explanation_count; i++) {
		if (is_assumed(sought, &audited->explanations[i]))
			return true;
	}
	return is_checked(sought, audited->checks, audited->check_count);
}

/* What of the row the claim lacks; NULL: nothing. */
static const char *lacks(struct bench *bench, const struct row *row,
			 const struct audited *audited)
{
	const char *const *cells = row->cells;

	if (*cells[VERDICT] && !lists(cells[VERDICT], verdict_name(audited->verdict)))
		return arena_printf(bench->arena, "verdict %s, not %s",
				    verdict_name(audited->verdict), cells[VERDICT]);
	if (*cells[CODE] == '!' && alarms(audited, cells[CODE] + 1))
		return arena_printf(bench->arena, "a finding %s", cells[CODE] + 1);
	if (*cells[CODE] && *cells[CODE] != '!' && !names_code(audited, cells[CODE]))
		return arena_printf(bench->arena, "no finding %s (verdict %s)", cells[CODE],
				    verdict_name(audited->verdict));
	if (*cells[VALUE]) {
		struct unit unit = unit_of(cells[UNIT]);
		double typed = strtod(cells[VALUE], NULL);
		struct sought sought = {unit_to_base(&unit, typed), typed,
					strtod(cells[TOLERANCE], NULL), unit.dimensions};

		if (!has_value(bench, audited, &sought))
			return arena_printf(bench->arena, "no value of %s %s (verdict %s)",
					    cells[VALUE], cells[UNIT],
					    verdict_name(audited->verdict));
	}
	return NULL;
}

static void judge_row(struct bench *bench, const struct row *row, const struct audit *audit)
{
	const char *id = row->cells[CLAIM], *reason = "no claim of this name";

	for (size_t i = 0; audit && reason && i < audit->claims->count; i++) {
		if (text_same(id, "*") || text_same(id, audit->claims->claims[i].id))
			reason = lacks(bench, row, &audit->audited[i]);
	}
	if (!audit)
		reason = "it cannot be read";
	if (!reason)
		return;
	bench->failed++;
	print_error("expected.csv:%d: %s: %s: %s (%s)\n", (int)row->line, row->cells[FILE_NAME],
		    id, reason, row->cells[WHY]);
}

static void hold(const char *folder)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct bench bench = {
	    .arena = arena,
	    .diags = diags,
	    .factors = factors_open(
		arena, &(struct factors_options){.basis = FACTORS_LIFECYCLE}, diags),
	    .folder = folder};
	const struct audit *audit = NULL;

	assert_non_null(bench.factors);
	read_rows(&bench);
	for (size_t i = 0; i < bench.count; i++) {
		const char *file = bench.rows[i].cells[FILE_NAME];

		if (i == 0 || !text_same(file, bench.rows[i - 1].cells[FILE_NAME]))
			audit = audit_file(&bench, file);
		judge_row(&bench, &bench.rows[i], audit);
	}
	factors_close(bench.factors);
	if (bench.failed > 0)
		fail_msg("%zu of %zu expectations fail", bench.failed, bench.count);
	arena_free(arena);
}

static void finds_what_publications_show(void **state)
{
	(void)state;
	hold(FOLDER "audits/");
}

static void finds_slips(void **state)
{
	(void)state;
	hold(FOLDER "slips/");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_what_publications_show),
	    cmocka_unit_test(finds_slips),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
