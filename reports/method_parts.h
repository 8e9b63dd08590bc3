#ifndef REPORTS_METHOD_PARTS_H
#define REPORTS_METHOD_PARTS_H

/*
 * The sentences of a method are put together here: words and citations go behind one another,
 * and the inputs that the total rests on are listed once.
 *
 * method_text.c says what, method_short.c what a paper has room for, method_inputs.c which
 * numbers, method_results.c the headline.
 */

#include "lca/base/text.h"
#include "models/assess.h"
#include "reports/facts.h"
#include "reports/method_text.h"

/* An input of the total of gwp. */
struct method_input {
	const struct quantity *quantity;
	const struct item_result *item; /* the first that rests on it */
	size_t item_count;		/* that rest on it */
};

struct method {
	enum method_length length;
	struct arena *arena;
	const struct facts *facts;
	const struct assessment *assessment;
	size_t gwp; /* the criterion; criterion_count: there is none */
	struct method_input *inputs;
	size_t input_count;
	struct buffer words; /* of the part that is being written */
	struct method_part *parts;
	size_t count;
};

void method_say(struct method *method, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* What a quantity rests on: its source in the database, or the user's; nothing where there is
 * none, or it was the last thing cited. */
void method_cite(struct method *method, const struct quantity *quantity);
/* What the user names as the source of an item; may be NULL. */
void method_cite_stated(struct method *method, const char *stated);
void method_cite_source(struct method *method, const struct source *source);
/* The tool that wrote a log, where the database has a source of it. */
void method_cite_tool(struct method *method, const struct import *import);
/* "a", "a and b", "a, b and c": what stands before the i-th of count. */
const char *method_joint(size_t i, size_t count);

/* Fills inputs: those of the items that count towards the total, in their order. */
void method_collect(struct method *method);
/* What an input is in the formula of its item. */
enum method_role {
	ROLE_ACTIVITY, /* hours, powers, energies, tokens of the item's own */
	ROLE_LOG,
	ROLE_PUE,
	ROLE_HOST,
	ROLE_INTENSITY,
	ROLE_IMPACT, /* embodied impact of a piece */
	ROLE_LIFE,   /* lifetime and utilization */
	ROLE_OTHER
};
enum method_role method_role(const struct method_input *input);
/* True of an input in that role, but where one before it is the same row of the database. */
bool method_is_first(const struct method *method, size_t input, enum method_role role);
/* A stage as a sentence names it: "idle time"; what a user calls one stays as it is. */
const char *method_stage(const char *stage);
/* "final run (training)". */
const char *method_item(struct method *method, const struct item_result *item);
/* Whose it is: "jean-zay, FR" of a site, "final run" of an item, else a region;
 * NULL: neither is known. */
const char *method_place(struct method *method, const struct method_input *input);
/* "request"; "1000 output tokens", of the unit "1000 output token". */
const char *method_unit(struct arena *arena, const char *unit);
/* "690 MWh", rounded as a sum wherever it stands. */
const char *method_energy(struct arena *arena, double kwh);
/* "57 g CO2e/kWh"; "1.09". */
const char *method_value(struct method *method, const struct quantity *quantity);
/* "accelerator hours", of "training/final run.accelerator_hours". */
const char *method_input_word(struct arena *arena, const struct quantity *quantity);
/* True where a default of the database stands for what the scenario does not state. */
bool method_is_default(const struct quantity *quantity);

/* Sentences of their own files. */
void method_say_energy(struct method *method);
void method_say_energy_short(struct method *method);
/* "Energy was logged by codecarbon [1], whose figures for CPU and RAM are modelled." */
void method_say_logs(struct method *method);
void method_say_grid(struct method *method);
void method_say_hardware(struct method *method);
void method_say_holes(struct method *method);
void method_say_short(struct method *method);

#endif
