/* lca compare: scenarios, or variants of one, ranked. */
#include <stdio.h>

#include "cli/session.h"
#include "cli/terminal.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/comparison.h"

struct sides {
	struct session *session;
	struct comparison_side *sides;
	size_t count;
	bool several; /* scenarios: labels name the file */
};

static void add_side(struct sides *all, struct comparison_side side)
{
	all->sides = arena_grow(all->session->arena, all->sides, all->count, sizeof side);
	all->sides[all->count++] = side;
}

static const char *label(const struct sides *all, const char *path, const char *variant)
{
	if (!all->several)
		return variant;
	return arena_printf(all->session->arena, "%s: %s", path, variant);
}

static struct scenario *read(const struct sides *all, const char *path)
{
	const struct options *o = all->session->options;

	return scenario_read(all->session->arena, path, o->changes, o->change_count,
			     all->session->diags);
}

/* The scenario as it stands is one row, whether it is asked for or among the variants. */
static void add_variants(struct sides *all, const char *path)
{
	struct session *session = all->session;
	const struct options *o = session->options;
	const struct variation_options options = {.requests = o->vary,
						  .request_count = o->vary_count,
						  .keep = (const char *const *)o->keep,
						  .keep_count = o->keep_count,
						  .changes = o->changes,
						  .change_count = o->change_count};
	struct variant *variants;
	bool stated = o->as_stated;
	size_t count;

	if (!variation_expand(session->arena, path, session->factors, &options,
			      options_place(o), session->diags, &variants, &count))
		return;
	for (size_t i = 0; i < count; i++) {
		stated = stated && !variants[i].as_stated;
		add_side(all, (struct comparison_side){
				  .label = label(all, path, variants[i].label),
				  .variant = &variants[i],
				  .scenario = variants[i].scenario,
			      });
	}
	if (stated)
		add_side(all, (struct comparison_side){.label = label(all, path, "as stated"),
						       .scenario = read(all, path)});
}

static void add_scenario(struct sides *all, const char *path)
{
	add_side(all, (struct comparison_side){.label = path, .scenario = read(all, path)});
}

static bool typed_before(const struct options *o, size_t operand)
{
	for (size_t i = 0; i < operand; i++)
		if (text_same(o->operands[i], o->operands[operand]))
			return true;
	return false;
}

/* A file that is named twice is one scenario. Returns how many there are. */
static size_t count_files(struct session *session)
{
	const struct options *o = session->options;
	size_t files = 0;

	for (size_t i = 0; i < o->operand_count; i++) {
		if (typed_before(o, i))
			diag_add(session->diags, DIAG_NAMED_TWICE, options_place(o), NULL, NULL,
				 "'%s' is named twice and compared once", o->operands[i]);
		else
			files++;
	}
	return files;
}

static void check_usage(struct session *session, size_t files)
{
	const struct options *o = session->options;

	if (files < 2 && o->vary_count == 0)
		diag_add(session->diags, DIAG_USAGE, options_place(o), NULL,
			 arena_printf(session->arena, "lca compare %s --vary region=gcp:*,FR",
				      o->operands[0]),
			 "one scenario has nothing to be compared with");
	if (o->keep_count > 0 && o->vary_count == 0)
		diag_add(session->diags, DIAG_USAGE, options_place(o), NULL,
			 "add --vary region=...",
			 "--keep is of what a varied region drops, and none is varied");
	if (o->as_stated && o->vary_count == 0)
		diag_add(session->diags, DIAG_USAGE, options_place(o), NULL, NULL,
			 "--as-stated is of variants, and nothing is varied");
}

static void read_sides(struct sides *all)
{
	const struct options *o = all->session->options;

	for (size_t i = 0; i < o->operand_count; i++) {
		if (typed_before(o, i) || !session_is_scenario(all->session, o->operands[i]))
			continue;
		if (o->vary_count)
			add_variants(all, o->operands[i]);
		else
			add_scenario(all, o->operands[i]);
	}
}

/* Errors of one scenario hide none of another, nor what its formulas have to say. */
static const struct comparison *compare(const struct sides *all)
{
	struct session *session = all->session;
	const struct options *o = session->options;
	struct progress progress = progress_begin();
	const struct comparison_options options = {
	    .assess = session_options(session, false, &progress),
	    .by = o->by,
	    .choices = !o->no_choices,
	    .factor_files = (const char *const *)o->factors,
	    .factor_file_count = o->factor_count,
	};
	const struct comparison *comparison = compare_sides(
	    session->arena, all->sides, all->count, session->factors, &options, session->diags);

	progress_end(&progress);
	return diags_has_error(session->diags) ? NULL : comparison;
}

/* Holes in the criteria asked for: one finding for each criterion. */
static bool find_holes(struct session *session, const struct comparison *comparison)
{
	struct diags *findings = diags_new(session->arena);

	for (size_t c = 0; c < comparison->criterion_count; c++) {
		const char *first = NULL;
		size_t count = 0;

		for (size_t i = 0; i < comparison->row_count; i++) {
			const struct compared_row *row = &comparison->rows[i];

			if (row->totals && row->totals[c].status != IMPACT_MISSING &&
			    row->totals[c].missing == 0)
				continue;
			first = first ? first : row->label;
			count++;
		}
		if (count)
			diag_add(findings, DIAG_HOLE_ASKED, options_place(session->options),
				 NULL, NULL, "%s has a hole in %zu of %zu rows, such as %s",
				 comparison->criteria[c]->id, count, comparison->row_count,
				 first);
	}
	fflush(stdout);
	session_print(session, findings, DIAG_SEVERITY_WARNING);
	return diags_count(findings) != 0;
}

int command_compare(struct session *session)
{
	const struct options *o = session->options;
	struct sides all = {.session = session};
	const struct comparison *comparison;
	struct buffer out = {0};
	size_t files = count_files(session);

	all.several = files > 1;
	check_usage(session, files);
	if (!session_factors(session))
		return 0;
	session_check_criteria(session);
	read_sides(&all);
	comparison = all.count ? compare(&all) : NULL;
	if (!comparison)
		return 0;
	for (size_t i = 0; i < comparison->record.input_count; i++)
		session_spare(session, comparison->record.inputs[i].file);
	if (diags_has_error(session->diags))
		return 0;
	report_comparison(comparison, o->top, session->diags, o->format, &session->style, &out);
	if (!session_write(session, &out))
		return 0;
	session_note_warnings(session);
	return o->criterion_count && find_holes(session, comparison);
}
