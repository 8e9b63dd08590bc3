/* The comparison: sides are compiled apart, run together, ranked. Read compare_sides() first.
 */

#include "models/comparison.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/text_set.h"
#include "models/comparison_inner.h"

const char *compared_status_name(enum compared_status status)
{
	static const char *const names[] = {"ranked", "unranked", "missing"};

	return names[status];
}

/* By label, which no two sides share; what is left is the order they came in. */
static int by_label(const void *a, const void *b)
{
	const struct contender *one = a, *other = b;
	int order = strcmp(one->row.label, other->row.label);

	if (order != 0)
		return order;
	return one->side < other->side ? -1 : one->side > other->side;
}

static struct compared_row new_row(const struct comparison_side *side)
{
	const struct variant *variant = side->variant;
	const struct scenario *scenario = side->scenario;

	return (struct compared_row){
	    .label = side->label,
	    .values = variant ? variant->values : NULL,
	    .value_count = variant ? variant->value_count : 0,
	    .file = scenario ? scenario->file : NULL,
	    .name = scenario ? scenario->name : NULL,
	    .sha256 = scenario ? scenario->sha256 : NULL,
	    .as_stated = !variant || variant->as_stated,
	    .status = COMPARED_MISSING,
	};
}

static void gather(struct comparing *comparing, const struct comparison_side *sides)
{
	struct arena *arena = comparing->arena;

	comparing->contenders =
	    arena_alloc(arena, (comparing->count + 1) * sizeof *comparing->contenders);
	for (size_t i = 0; i < comparing->count; i++)
		comparing->contenders[i] = (struct contender){.side = &sides[i],
							      .diags = diags_new(arena),
							      .row = new_row(&sides[i]),
							      .intensity = CELL_BAD,
							      .pue = CELL_BAD};
	qsort(comparing->contenders, comparing->count, sizeof *comparing->contenders, by_label);
}

/* The criterion ranked by is one of those asked for. */
static void ask_for_by(struct comparing *comparing)
{
	struct assess_options *assess = &comparing->assess;
	const char *by = comparing->options->by;
	const char **ids;

	if (!by || !assess->criterion_count)
		return;
	ids = arena_alloc(comparing->arena, (assess->criterion_count + 1) * sizeof *ids);
	for (size_t i = 0; i < assess->criterion_count; i++) {
		ids[i] = assess->criteria[i];
		if (text_same(ids[i], by))
			return;
	}
	ids[assess->criterion_count++] = by;
	assess->criteria = ids;
}

static bool is_criterion_of(const struct contender *contender, size_t criterion)
{
	const struct freeze *freeze = contender->freeze;

	for (size_t i = 0; freeze && i < freeze->result->criterion_count; i++) {
		if (freeze->criteria[i] == criterion)
			return true;
	}
	return false;
}

/* Those of any side, and the one ranked by. */
static void choose_criteria(struct comparing *comparing)
{
	struct comparison *result = comparing->result;
	const char *by = comparing->options->by;
	size_t known;
	const struct criterion *all = factors_criteria(comparing->factors, &known);
	const struct criterion **chosen =
	    arena_alloc(comparing->arena, (known + 1) * sizeof *chosen);

	comparing->criteria =
	    arena_alloc(comparing->arena, (known + 1) * sizeof *comparing->criteria);
	for (size_t i = 0; i < known; i++) {
		bool wanted = by && text_same(all[i].id, by);

		if (wanted)
			result->by = result->criterion_count;
		for (size_t j = 0; j < comparing->count && !wanted; j++)
			wanted = is_criterion_of(&comparing->contenders[j], i);
		if (!wanted)
			continue;
		comparing->criteria[result->criterion_count] = i;
		chosen[result->criterion_count++] = &all[i];
	}
	result->criteria = chosen;
}

/* As it was opened: logs and series are found beside their scenario. */
static const char *input_path(struct arena *arena, const char *scenario, const char *file)
{
	const char *slash = scenario ? strrchr(scenario, '/') : NULL;

	if (*file == '/' || !slash)
		return file;
	return arena_printf(arena, "%.*s%s", (int)(slash - scenario) + 1, scenario, file);
}

/* The files that a side was read from, each once. */
static void add_inputs(struct comparing *comparing, struct text_set *known,
		       const struct scenario *scenario)
{
	struct record *record = &comparing->result->record, own = {0};
	struct arena *arena = comparing->arena;

	freeze_inputs(arena, scenario, &own);
	for (size_t i = 0; i < own.input_count; i++) {
		struct input_file file = own.inputs[i];
		const char *name;

		file.file = input_path(arena, scenario->file, file.file);
		name = arena_printf(arena, "%s\n%s\n%s\n%" PRIu64, file.file, file.format,
				    file.sha256, file.rows_used);
		if (text_set_add(arena, known, name, strlen(name)) < record->input_count)
			continue;
		record->inputs = arena_grow(arena, record->inputs, record->input_count,
					    sizeof *record->inputs);
		record->inputs[record->input_count++] = file;
	}
}

/* Of several scenarios each file once; of one there is the scenario of the record. */
static void add_scenarios(struct comparing *comparing)
{
	struct record *record = &comparing->result->record;
	struct factors_file *files =
	    arena_alloc(comparing->arena, (comparing->count + 1) * sizeof *files);
	struct text_set known = {0};
	size_t count = 0;

	for (size_t i = 0; i < comparing->count; i++) {
		const struct scenario *scenario = comparing->contenders[i].side->scenario;

		if (!scenario || !scenario->file ||
		    text_set_add(comparing->arena, &known, scenario->file,
				 strlen(scenario->file)) < count)
			continue;
		files[count++] = (struct factors_file){scenario->file, scenario->sha256};
	}
	record->scenarios = files;
	record->scenario_count = count > 1 ? count : 0;
}

/* The record of the first side that has one, as they were given, with the files of all: of
 * those that cannot be computed, too. */
static void choose_record(struct comparing *comparing)
{
	struct record *record = &comparing->result->record;
	const struct contender *first = NULL;
	struct text_set known = {0};

	for (size_t i = 0; i < comparing->count; i++) {
		const struct contender *contender = &comparing->contenders[i];

		if (contender->freeze && (!first || contender->side < first->side))
			first = contender;
	}
	if (!first)
		return;
	*record = first->freeze->result->record;
	record->inputs = NULL;
	record->input_count = 0;
	for (size_t i = 0; i < comparing->count; i++) {
		if (comparing->contenders[i].side->scenario)
			add_inputs(comparing, &known, comparing->contenders[i].side->scenario);
	}
	add_scenarios(comparing);
}

static void place_row(struct comparing *comparing, struct contender *contender)
{
	struct comparison *result = comparing->result;

	comparing->placed[result->row_count] = contender;
	result->rows[result->row_count++] = contender->row;
}

/* Ranked by median, the others by label behind them. */
static void place_rows(struct comparing *comparing)
{
	struct comparison *result = comparing->result;
	size_t count = comparing->count;

	result->rows = arena_alloc(comparing->arena, (count + 1) * sizeof *result->rows);
	comparing->placed =
	    arena_alloc(comparing->arena, (count + 1) * sizeof(struct contender *));
	for (size_t i = 0; i < result->ranked; i++)
		place_row(comparing, comparing->ranked[i]);
	for (enum compared_status status = COMPARED_UNRANKED; status <= COMPARED_MISSING;
	     status++) {
		for (size_t i = 0; i < count; i++) {
			if (comparing->contenders[i].row.status == status)
				place_row(comparing, &comparing->contenders[i]);
		}
	}
}

/* False, reported, where no side can be computed, or a scenario has errors. */
static bool compile(struct comparing *comparing, struct diags *diags)
{
	bool any = false, mistaken = false, broken = diags_has_error(diags);

	for (size_t i = 0; i < comparing->count; i++) {
		struct contender *contender = &comparing->contenders[i];

		if (broken && contender->side->scenario)
			assess_check(comparing->arena, contender->side->scenario,
				     comparing->factors, contender->diags, NULL);
		if (broken)
			continue;
		contender_compile(comparing, contender);
		any = any || contender->freeze;
		mistaken = mistaken || contender->mistaken;
	}
	if (!any || mistaken)
		comparing_tell_errors(comparing, diags);
	return any && !mistaken;
}

/* Why nothing is ranked, by the first side of each reason. */
static void report_unranked(const struct comparing *comparing, struct diags *diags)
{
	const struct comparison *result = comparing->result;

	for (size_t i = 0; i < comparing->count; i++) {
		const struct compared_row *row = &comparing->contenders[i].row;
		bool told = false;

		for (size_t j = 0; j < i && !told; j++)
			told = text_same(row->reason, comparing->contenders[j].row.reason);
		if (!told)
			diag_add(diags, DIAG_NOTHING_RANKED, (struct place){.file = row->file},
				 NULL, "rank by another criterion with --by",
				 "no row can be ranked by %s; '%s': %s",
				 result->criteria[result->by]->id, row->label,
				 row->reason ? row->reason : "no figure");
	}
}

struct comparison *compare_sides(struct arena *arena, const struct comparison_side *sides,
				 size_t count, struct factors *factors,
				 const struct comparison_options *options, struct diags *diags)
{
	struct comparing comparing = {.arena = arena,
				      .factors = factors,
				      .options = options,
				      .assess = options->assess,
				      .count = count,
				      .notes = {.arena = arena},
				      .result = arena_alloc(arena, sizeof *comparing.result)};

	ask_for_by(&comparing);
	gather(&comparing, sides);
	if (!compile(&comparing, diags))
		return NULL;
	choose_record(&comparing);
	choose_criteria(&comparing);
	for (size_t i = 0; i < count; i++)
		contender_sum(&comparing, &comparing.contenders[i]);
	comparing_run(&comparing);
	comparing_rank(&comparing);
	if (!comparing.result->ranked) {
		report_unranked(&comparing, diags);
		return NULL;
	}
	place_rows(&comparing);
	comparing_tell(&comparing, diags);
	comparing_caution(&comparing, diags);
	comparing.result->choices_asked = options->choices && comparing.result->ranked > 1;
	if (comparing.result->choices_asked &&
	    text_same(comparing.result->criteria[comparing.result->by]->id, "gwp"))
		comparing_choose(&comparing);
	return comparing.result;
}
