/* Sentences: what is read out of them, and what is left alone. */

#include <math.h>
#include <stdio.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_reader.h"
#include "tests/unit/factors_fixture.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* told: claims parted by " // "; model, stage, region and year first, then figures in base
 * units (kWh, h, kgCO2e, W, L), likenesses as ~count thing, comparisons as xtimes words. */
static const struct {
	const char *text, *told;
} cases[] = {
#include "tests/unit/claim_prose_cases.h"
};

static void tell_figures(struct buffer *told, const struct claim *claim)
{
	for (size_t i = 0; i < CLAIM_FIGURES; i++)
		if (claim->figures[i])
			buffer_printf(told, " %s=%.6g", claim_figure_key((enum claim_figure)i),
				      claim->figures[i]->value);
	for (size_t i = 0; i < claim->also_count; i++)
		buffer_printf(told, " also:%s=%.6g", claim_figure_key(claim->also[i].figure),
			      claim->also[i].printed.value);
	for (size_t i = 0; i < claim->equivalent_count; i++)
		buffer_printf(told, " ~%.6g %s", claim->equivalents[i].count.value,
			      claim->equivalents[i].thing);
	for (size_t i = 0; i < claim->ratio_count; i++)
		buffer_printf(told, " x%.4g %s", claim->ratios[i].times.value,
			      claim->ratios[i].than);
}

static const char *tell(struct arena *arena, const struct claim_reader *reader)
{
	struct buffer told = {0};
	const char *text;

	for (size_t i = 0; i < reader->count; i++) {
		const struct claim *claim = &reader->claims[i];

		buffer_text(&told, i ? " //" : "");
		if (claim->model)
			buffer_printf(&told, " %s", claim->model);
		if (claim->stage)
			buffer_printf(&told, " %s", claim->stage);
		if (claim->region)
			buffer_printf(&told, " %s", claim->region->code);
		if (claim->hardware_text)
			buffer_printf(&told, " [%s]", claim->hardware_text);
		if (claim->year)
			buffer_printf(&told, " %d", claim->year);
		tell_figures(&told, claim);
	}
	text = arena_copy(arena, told.length ? told.text + 1 : "",
			  told.length ? told.length - 1 : 0);
	buffer_free(&told);
	return text;
}

static struct claim_reader read_text(struct arena *arena, struct factors *factors,
				     struct diags *diags, const char *text)
{
	struct claim_reader reader = {.arena = arena,
				      .factors = factors,
				      .diags = diags,
				      .file = "article.txt",
				      .text = text,
				      .length = strlen(text)};

	assert_true(claim_prose_claims(&reader));
	claim_prose_read(&reader);
	return reader;
}

static void reads_sentences(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct factors *factors =
	    factors_open(arena, &(struct factors_options){.count = 0}, diags);
	size_t failed = 0;

	(void)state;
	assert_non_null(factors);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct claim_reader reader = read_text(arena, factors, diags, cases[i].text);
		const char *told = tell(arena, &reader);

		if (text_same(told, cases[i].told))
			continue;
		failed++;
		print_error("%s\n  expected %s\n  found    %s\n", cases[i].text, cases[i].told,
			    told);
	}
	assert_int_equal(failed, 0);
	factors_close(factors);
	arena_free(arena);
}

/* A number that nothing was made of is named in a remark. */
static void leaves_nothing_unsaid(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct factors *factors =
	    factors_open(arena, &(struct factors_options){.count = 0}, diags);
	struct claim_reader reader = read_text(
	    arena, factors, diags,
	    "In the 3rd quarter training emitted 12 t, 17 % of what all 42 teams planned.");
	const struct claim *claim = &reader.claims[0];
	bool unread = false;

	(void)state;
	assert_int_equal(reader.count, 1);
	for (size_t i = 0; i < claim->remark_count; i++)
		unread |= claim->remarks[i].kind == REMARK_UNREAD &&
			  strstr(claim->remarks[i].text, "'17 %'") &&
			  strstr(claim->remarks[i].text, "'42'");
	assert_true(unread);
	factors_close(factors);
	arena_free(arena);
}

/* A sentence beside figures that are stated: the same ones become `also`, others are added,
 * those of another model a claim of their own. */
static void adds_to_a_claim(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct factors *factors =
	    factors_open(arena, &(struct factors_options){.count = 0}, diags);
	struct claim_reader reader = {
	    .arena = arena, .factors = factors, .diags = diags, .file = "claims.yaml"};
	struct place place = {"claims.yaml", 7, 3};
	struct claim *claim = claim_new(&reader, "mine", place);
	struct printed stated = printed_number(arena, "25", "tCO2e", place);

	(void)state;
	claim->model = "BLOOM";
	claim_state(arena, claim, CLAIM_EMISSIONS, &stated);
	claim_prose_add(&reader, 0,
			"Training BLOOM emitted 24.7 tonnes and used 433 MWh. GPT-3 emitted "
			"552 tonnes.",
			place);
	assert_string_equal(tell(arena, &reader),
			    "BLOOM training energy=433000 emissions=25000 also:emissions=24700 "
			    "// GPT-3 emissions=552000");
	assert_string_equal(reader.claims[1].id, "mine/2");
	assert_string_equal(reader.claims[1].statement, "GPT-3 emitted 552 tonnes");
	assert_int_equal(reader.claims[0].figures[CLAIM_ENERGY]->place.line, 7);
	factors_close(factors);
	arena_free(arena);
}

/* Claims of a long sentence do not hold all of it each. */
static void cuts_a_long_statement(void **state)
{
	struct arena *arena = arena_new();
	struct factors *factors =
	    factors_open(arena, &(struct factors_options){.count = 0}, diags_new(arena));
	struct claim_reader reader = {
	    .arena = arena, .factors = factors, .diags = diags_new(arena), .file = "a.txt"};
	struct place place = {"a.txt", 1, 1};
	struct buffer text = {0};

	(void)state;
	for (size_t i = 0; i < 50; i++)
		buffer_text(&text, "we trained one model emitting 12.5 tCO2e, ");
	claim_new(&reader, "mine", place);
	claim_prose_add(&reader, 0, text.text, place);
	assert_true(reader.count > 1);
	for (size_t i = 1; i < reader.count; i++)
		assert_true(!reader.claims[i].statement ||
			    strlen(reader.claims[i].statement) <= 420);
	buffer_free(&text);
	factors_close(factors);
	arena_free(arena);
}

/* Places are those of the words. */
static void says_where(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct factors *factors =
	    factors_open(arena, &(struct factors_options){.count = 0}, diags);
	struct claim_reader reader =
	    read_text(arena, factors, diags,
		      "A study of a large model.\n\nIts training \xc3\xa9mitted 85,000 kg.\n");

	(void)state;
	assert_int_equal(reader.count, 1);
	assert_int_equal(reader.claims[0].figures[CLAIM_EMISSIONS]->place.line, 3);
	assert_int_equal(reader.claims[0].figures[CLAIM_EMISSIONS]->place.column, 22);
	factors_close(factors);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_sentences), cmocka_unit_test(leaves_nothing_unsaid),
	    cmocka_unit_test(adds_to_a_claim), cmocka_unit_test(cuts_a_long_statement),
	    cmocka_unit_test(says_where),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
