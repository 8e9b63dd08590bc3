/* Kinds of inputs in words, and what measures them. */

#include "models/input_words.h"

#include <stddef.h>
#include <string.h>

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/engine/sheet.h"

#define ENERGY	  "reach-energy", "a meter at the node or the PDU"
#define TIME	  "reach-hours", "the scheduler's record of the hours"
#define INTENSITY "reach-intensity", "the supplier's figure, or the grid's for these hours"
#define MAKING	  "reach-embodied", "the maker's footprint of this very product"

/* The first that fits. */
static const struct input_words kinds[] = {
    {"method/*", NULL, "what all figures of this source are off by together", NULL,
     "all figures of its source share it; a figure by another method does not"},
    {"upstream/*", NULL, "fuel supply and building of power stations", NULL,
     "no meter tells it; a life-cycle figure of the supplier has it inside"},
    {"direct-share/*", NULL, "share of a grid's figure that is emitted at power stations", NULL,
     "no meter tells it; a figure on the report's own basis does without it"},
    {"meter/codecarbon/*", NULL, "how far off CodeCarbon is", ENERGY},
    {"meter/nvml/*", NULL, "how far off the sensors of the GPU are", ENERGY},
    {"meter/*", NULL, "how far off the log's meter is", ENERGY},
    {"grid series/*", NULL, "what the figures of this series are off by together", NULL,
     "all figures of this series share it; those of another one do not"},
    {"* log energy in doubt", NULL, "gaps of the log that were filled in", ENERGY},
    {"step/electricity/*/-/gwp*", NULL, "how far the place is from its country's figure",
     INTENSITY},
    {"step/electricity/*/gwp*", NULL, "how far the year is from that of its figure", INTENSITY},
    {"step/*/-/*", NULL, "how far the place is from its country's figure", NULL,
     "no meter tells it; the supplier's figure of the place may be narrower"},
    {"step/*", NULL, "how far the year is from that of its figure", NULL,
     "no meter tells it; a figure of the year itself is narrower"},
    {"electricity/*/gwp_market*", NULL, "intensity of the electricity bought", INTENSITY},
    {"electricity/*/gwp*", NULL, "intensity of the grid", INTENSITY},
    {"electricity/*/pe*", NULL, "primary energy of a kWh", NULL,
     "no meter tells it; the supplier's figure may be narrower"},
    {"electricity/*/adpe*", NULL, "minerals of a kWh", NULL,
     "no meter tells it; the supplier's figure may be narrower"},
    {"electricity/*/water*", NULL, "water that power stations use", NULL,
     "no meter tells it; the supplier's figure may be narrower"},
    {"losses/*", NULL, "losses of the grid", NULL,
     "no meter of yours tells it; state the grid operator's figure"},
    {"*.losses", NULL, "losses of the grid", NULL,
     "no meter of yours tells it; state the grid operator's figure"},
    {"pue/*", NULL, "facility energy / IT energy", "reach-pue",
     "meters of the facility and of the IT"},
    {"*.pue", NULL, "facility energy / IT energy", "reach-pue",
     "meters of the facility and of the IT"},
    {"wue/*", NULL, "water of the cooling", "reach-wue", "a water meter"},
    {"*.wue", NULL, "water of the cooling", "reach-wue", "a water meter"},
    {"*.ewif", NULL, "water that power stations use", NULL,
     "no meter of yours tells it; state the supplier's figure"},
    {"*.market_intensity", NULL, "intensity of the electricity bought", INTENSITY},
    {"*.intensity", NULL, "intensity of the grid", INTENSITY},
    {"*.impact", NULL, "making of the hardware", MAKING},
    {"*gwp*", "embodied", "making of the hardware", MAKING},
    {"*gwp*", "gwp100", "warming by the gas, against CO2", NULL, "a property of the gas"},
    {"*/energy-per-*", "inference", "energy of one answer, as others metered it", ENERGY},
    {"*", "inference", "what its maker states of an answer", NULL,
     "its maker states it; meter answers of your own"},
    {"*.lifetime", NULL, "how long the hardware serves", NULL,
     "it lies ahead; the operator's plan to replace it narrows it"},
    {"*.utilization", NULL, "share of its life that is allotted", TIME},
    {"*.host_power", NULL, "power of the host, per accelerator", ENERGY},
    {"*.idle_power", NULL, "power while waiting", "reach-energy", "a meter while it waits"},
    {"*.total_power", NULL, "mean power of everything", ENERGY},
    {"*.power", NULL, "mean power", ENERGY},
    {"*/tdp", NULL, "rated power", ENERGY},
    {"*.load", NULL, "mean power / rated power", ENERGY},
    {"*.host_factor", NULL, "energy of the node / of its accelerators", ENERGY},
    {"*.mfu", NULL, "share of the peak speed reached", TIME},
    {"*.mfu_size", NULL, "how small models fall short of that", TIME},
    {"*.accelerator_hours", NULL, "hours of accelerators", TIME},
    {"*.hours", NULL, "hours", TIME},
    {"*.device_hours", NULL, "hours of hardware", TIME},
    {"*.idle_hours", NULL, "hours of waiting", TIME},
    {"*.energy", NULL, "energy", ENERGY},
    {"*.energy_per_*", NULL, "energy of one answer", ENERGY},
    {"*.fit", NULL, "how far off energy by model size is", ENERGY},
    {"*.tokens", NULL, "number of tokens", NULL, "count them in a log of the requests"},
    {"*.parameters", NULL, "size of the model", NULL, "the maker knows it"},
    {"*.impacts.*", NULL, "impact as stated", NULL,
     "stated as an impact; state its activity, and that can be measured"},
    {"*.share", NULL, "share that belongs to this model", NULL,
     "a chosen share; divide by what was recorded"},
    {"*.ratio*", NULL, "ratio to the other item", NULL,
     "a chosen ratio; count these runs as items of their own"},
};

const struct input_words *input_words(const char *draw, const char *kind)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (text_match(kinds[i].pattern, draw) &&
		    (!kinds[i].kind || text_same(kinds[i].kind, kind)))
			return &kinds[i];
	return NULL;
}

/* found[draw]: what `tell` says of an input of the draw, the last that it tells of; else NULL.
 */
static const char **input_texts(struct arena *arena, const struct sheet *sheet,
				const char *(*tell)(const struct origin *))
{
	const char **found = arena_alloc(arena, (sheet_draws(sheet) + 1) * sizeof *found);
	size_t draw;

	for (size_t i = 0; i < sheet_draws(sheet); i++)
		found[i] = NULL;
	for (uint32_t i = 0; i < sheet_size(sheet); i++) {
		struct cell_view view = sheet_view(sheet, (cell){i});
		const char *text =
		    view.kind == CELL_INPUT ? tell(&view.quantity->origin) : NULL;

		if (text && sheet_input_draw(sheet, (cell){i}, &draw))
			found[draw] = text;
	}
	return found;
}

static const char *kind_of(const struct origin *origin)
{
	return origin->factor ? origin->factor->kind : NULL;
}

static const char *row_of(const struct origin *origin)
{
	return factors_is_row(origin) || factors_is_step(origin) ? origin->factor->id : NULL;
}

const char **input_kinds(struct arena *arena, const struct sheet *sheet)
{
	return input_texts(arena, sheet, kind_of);
}

const char **input_rows(struct arena *arena, const struct sheet *sheet)
{
	return input_texts(arena, sheet, row_of);
}

static bool is_of_place(const char *draw)
{
	return text_ends(draw, ".pue") || text_ends(draw, ".wue") || text_ends(draw, ".losses");
}

/* "training/run.pue" of "training/run.pue 2022". */
static const char *without_year(struct arena *arena, const char *key)
{
	const char *space = strrchr(key, ' ');

	if (!space || strlen(space) != 5 || strspn(space + 1, "0123456789") != 4)
		return key;
	return arena_copy(arena, key, (size_t)(space - key));
}

const char **input_names(struct arena *arena, const struct sheet *sheet)
{
	size_t count = sheet_draws(sheet), draw;
	const char **names = arena_alloc(arena, (count + 1) * sizeof *names);

	for (uint32_t i = 0; i < sheet_size(sheet); i++) {
		struct cell_view view = sheet_view(sheet, (cell){i});
		const char *name, *key;

		if (view.kind != CELL_INPUT || !sheet_input_draw(sheet, (cell){i}, &draw))
			continue;
		name = sheet_draw_name(sheet, draw);
		if (!is_of_place(name))
			continue;
		key = without_year(arena, view.quantity->origin.key);
		names[draw] = !names[draw] || text_same(names[draw], key) ? key : name;
	}
	for (size_t i = 0; i < count; i++)
		if (!names[i])
			names[i] = sheet_draw_name(sheet, i);
	return names;
}
