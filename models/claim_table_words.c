/* What a claim says in words: stage, place, hardware, what its power and energy are of. */

#include <ctype.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_table.h"

enum { LOOK_BACK = 16 };

/* A word, or a part of one, and what it stands for. The first row that is found counts. */
struct meaning {
	const char *part;
	int value;
};

static const struct meaning powers[] = {
    {"per_chip", POWER_ACCELERATOR},
    {"per_gpu", POWER_ACCELERATOR},
    {"_total", POWER_ALL},
    {"total_", POWER_ALL},
    {"all", POWER_ALL},
    {"system", POWER_NODE},
    {"node", POWER_NODE},
    {"server", POWER_NODE},
    {"machine", POWER_NODE},
    {"gpu", POWER_ACCELERATOR},
    {"tdp", POWER_ACCELERATOR},
    {"chip", POWER_ACCELERATOR},
    {"accelerator", POWER_ACCELERATOR},
    {"category", POWER_ACCELERATOR},
    {"modelled", POWER_UNSAID},
};

static const struct meaning metered[] = {
    {"mixed", METERED_UNSET},
    {"plus", METERED_UNSET},
    {"incl_pue", METERED_FACILITY},
    {"with_pue", METERED_FACILITY},
    {"facility", METERED_FACILITY},
    {"datacent", METERED_FACILITY},
    {"data cent", METERED_FACILITY},
    {"codecarbon", METERED_COMPONENTS},
    {"tracker", METERED_COMPONENTS},
    {"component", METERED_COMPONENTS},
    {"system", METERED_NODE},
    {"node", METERED_NODE},
    {"server", METERED_NODE},
    {"gpu", METERED_ACCELERATOR},
    {"accelerator", METERED_ACCELERATOR},
    {"chip", METERED_ACCELERATOR},
};

static const struct meaning accountings[] = {
    {"marginal", ACCOUNTING_MARGINAL}, {"market", ACCOUNTING_MARKET},
    {"location", ACCOUNTING_LOCATION}, {"gross", ACCOUNTING_LOCATION},
    {"net", ACCOUNTING_MARKET},
};

static const struct {
	const char *part, *stage;
} stages[] = {
    {"fine-tun", "finetune"},  {"finetun", "finetune"},
    {"fine tun", "finetune"},  {"pretrain", "training"},
    {"pre-train", "training"}, {"pre train", "training"},
    {"training", "training"},  {"inference", "inference"},
    {"deploy", "inference"},   {"serving", "inference"},
    {"embodied", "embodied"},  {"idle", "idle"},
    {"experiment", "rnd"},     {"rnd", "rnd"},
    {"total", "total"},
};

static bool holds(const char *text, const char *part)
{
	size_t length = strlen(part);

	for (; *text; text++) {
		size_t i = 0;

		while (i < length && tolower((unsigned char)text[i]) == part[i])
			i++;
		if (i == length)
			return true;
	}
	return false;
}

static int meaning_of(const struct meaning *rows, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++)
		if (holds(text, rows[i].part))
			return rows[i].value;
	return 0;
}
#define MEANING(rows, text) meaning_of(rows, sizeof(rows) / sizeof *(rows), text)

static const char *stage_of(const char *text)
{
	/* "pre-training or fine-tuning" leaves it open. */
	if (holds(text, " or "))
		return NULL;
	for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
		if (holds(text, stages[i].part))
			return stages[i].stage;
	return text;
}

static void move(struct claim *claim, enum claim_figure from, enum claim_figure to)
{
	if (claim->figures[to])
		return;
	claim->figures[to] = claim->figures[from];
	claim->figures[from] = NULL;
}

/* "measured_gpu_16gpus": a count of them. */
static bool counts_several(const char *kind)
{
	const char *digit = strpbrk(kind, "0123456789");

	return digit && holds(digit, "gpu");
}

static void settle_power(struct claim_reader *reader, struct claim *claim, const char *kind,
			 struct place place)
{
	if (claim->power_of == POWER_UNSAID)
		claim->power_of = counts_several(kind)
				      ? POWER_ALL
				      : (enum claim_power_of)MEANING(powers, kind);
	if (holds(kind, "tdp") && claim->figures[CLAIM_POWER] && !claim->figures[CLAIM_TDP])
		claim->figures[CLAIM_TDP] = claim->figures[CLAIM_POWER];
	if (claim->power_of == POWER_NODE && claim->figures[CLAIM_ACCELERATOR_HOURS] &&
	    !claim->figures[CLAIM_ACCELERATORS]) {
		move(claim, CLAIM_ACCELERATOR_HOURS, CLAIM_NODE_HOURS);
		claim_remark(reader->arena, claim, REMARK_NOTE, "accelerator_hours", place,
			     "the power is that of a system and no number of accelerators is "
			     "stated: its hours are taken as those of the system");
	}
}

/* "gpu_incl_pue": the chips alone were metered, and the PUE multiplied in. */
static bool adds_pue(const char *scope)
{
	return (holds(scope, "incl_pue") || holds(scope, "with_pue")) &&
	       (holds(scope, "gpu") || holds(scope, "chip") || holds(scope, "accelerator")) &&
	       !holds(scope, "host");
}

static void settle_scope(struct claim *claim, const char *scope)
{
	claim->without_host = adds_pue(scope);
	if (claim->metered == METERED_UNSET)
		claim->metered = (enum metered_at)MEANING(metered, scope);
	if (claim->per)
		return;
	if (holds(scope, "per_1000"))
		claim->per = "1000 request";
	else if (holds(scope, "per_prompt") || holds(scope, "per_quer") ||
		 holds(scope, "per_request"))
		claim->per = "request";
}

static void settle_stage(struct claim *claim, const char *stage)
{
	if (!claim->stage)
		claim->stage = stage_of(stage);
	if (!claim->stage || !text_same(claim->stage, "embodied"))
		return;
	move(claim, CLAIM_EMISSIONS, CLAIM_EMBODIED);
	move(claim, CLAIM_ACCELERATOR_HOURS, CLAIM_DEVICE_HOURS);
}

/* A claim shortly before this one that says the same: what was looked up for it holds, and
 * what could not be was said. */
static const struct claim *same_before(const struct claim_reader *reader,
				       const struct claim *claim, const char *region,
				       const char *hardware)
{
	size_t at = (size_t)(claim - reader->claims);

	for (size_t back = 1; back <= at && back <= LOOK_BACK; back++) {
		const struct claim *before = claim - back;

		if (region ? text_same(before->region_text, region)
			   : text_same(before->hardware_text, hardware))
			return before;
	}
	return NULL;
}

static void settle_region(struct claim_reader *reader, struct claim *claim, const char *region,
			  const char *provider, struct place place)
{
	struct arena *arena = reader->arena;
	const struct claim *before;

	if (claim->region_text) {
		if (region)
			claim_region_again(reader, claim, region, place);
		return;
	}
	claim->region_text = !region	? provider
			     : provider ? arena_printf(arena, "%s %s", provider, region)
					: region;
	before = same_before(reader, claim, claim->region_text, NULL);
	if (before) {
		claim->region = before->region;
		return;
	}
	if (region)
		claim->region = claim_region(arena, reader->factors, region);
	if (!claim->region && region && provider)
		claim->region = claim_region(arena, reader->factors, claim->region_text);
	if (!claim->region && region)
		claim->region = claim_city(arena, reader->factors, region);
	if (!claim->region && region)
		claim_remark(arena, claim, REMARK_UNREAD, "region", place,
			     "no region of the database is meant for certain by '%s'",
			     claim->region_text);
}

/* "12 x Core i7" are no accelerators, "1 TPU v3-8 VM" is a machine of them. */
static bool counts_accelerators(const char *hardware)
{
	static const char *const others[] = {"cpu",    "core(tm)", "xeon",    "ryzen",
					     "epyc",   " vm",	   "intel",   "node",
					     "server", "machine",  "instance"};

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (holds(hardware, others[i]))
			return false;
	return true;
}

/* Was the number of accelerators read out of the words for the hardware? */
static bool counted_in_text(const struct claim *claim)
{
	const struct printed *count = claim->figures[CLAIM_ACCELERATORS];

	return count && claim->hardware_text && strstr(claim->hardware_text, count->text);
}

static void state_count(struct claim_reader *reader, struct claim *claim, const char *hardware,
			double how_many, struct place place)
{
	struct printed count;

	if (!(how_many >= 1) || claim->figures[CLAIM_ACCELERATORS] ||
	    !counts_accelerators(hardware))
		return;
	count = printed_number(reader->arena, text_double(reader->arena, how_many), "", place);
	claim_state(reader->arena, claim, CLAIM_ACCELERATORS, &count);
}

/* The hardware a second time, which may say how many. */
static void add_count(struct claim_reader *reader, struct claim *claim, const char *hardware,
		      struct place place)
{
	double how_many = 0;

	if (claim->accelerator && claim_accelerator(reader->arena, reader->factors, hardware,
						    &how_many) == claim->accelerator)
		state_count(reader, claim, hardware, how_many, place);
}

static void settle_hardware(struct claim_reader *reader, struct claim *claim,
			    const char *hardware, struct place place)
{
	const struct claim *before;
	const char *slice;
	double how_many = 0;

	if (claim->hardware_text) {
		claim_hardware_again(reader, claim, hardware, place);
		add_count(reader, claim, hardware, place);
		return;
	}
	before = same_before(reader, claim, NULL, hardware);
	claim->hardware_text = hardware;
	if (before) {
		claim->accelerator = before->accelerator;
		if (!claim->figures[CLAIM_ACCELERATORS])
			claim->figures[CLAIM_ACCELERATORS] =
			    counted_in_text(before) ? before->figures[CLAIM_ACCELERATORS]
						    : NULL;
		return;
	}
	claim->accelerator =
	    claim_accelerator(reader->arena, reader->factors, hardware, &how_many);
	state_count(reader, claim, hardware, how_many, place);
	slice = claim_accelerator_slice(reader->arena, hardware);
	if (claim->accelerator && slice)
		claim_remark(reader->arena, claim, REMARK_NOTE, "accelerator", place, "%s",
			     slice);
	if (!claim->accelerator)
		claim_remark(reader->arena, claim, REMARK_UNREAD, "accelerator", place,
			     "no accelerator of the database is meant for certain by '%s'",
			     hardware);
}

/* Words between commas, semicolons or plus signs. */
static const char *const *split(struct arena *arena, const char *text, size_t *count)
{
	const char **words = NULL;

	*count = 0;
	while (*text) {
		size_t length;

		text += strspn(text, " ,;+");
		length = strcspn(text, ",;+");
		while (length && text[length - 1] == ' ')
			length--;
		if (!length)
			break;
		words = arena_grow(arena, words, *count, sizeof *words);
		words[(*count)++] = arena_copy(arena, text, length);
		text += length;
	}
	return words;
}

static int year_of(const char *text)
{
	for (; *text; text++)
		if (strspn(text, "0123456789") == 4 && (*text == '1' || *text == '2'))
			return (text[0] - '0') * 1000 + (text[1] - '0') * 100 +
			       (text[2] - '0') * 10 + (text[3] - '0');
		else if (isdigit((unsigned char)*text))
			text += strspn(text, "0123456789") - 1;
	return 0;
}

static void keep(const char **field, const char *word)
{
	if (!*field)
		*field = word;
}

/* Of a source that is an id of the database, with a place in it as the database's tables have,
 * who and what it is; 'codecarbon' in a card is what the card says. */
static void settle_source(struct claim_reader *reader, struct claim *claim, const char *id,
			  const char *locator)
{
	const struct source *source =
	    id && locator ? factors_source(reader->factors, id) : NULL;

	if (source)
		id = arena_printf(reader->arena, "%s (%s), %s", source->authors, source->year,
				  source->title);
	if (id && locator)
		id = arena_printf(reader->arena, "%s, %s", id, locator);
	keep(&claim->source, id);
}

void claim_words_settle(struct claim_reader *reader, struct claim *claim,
			const char *const words[CLAIM_WORDS], struct place place)
{
	keep(&claim->model, words[WORD_MODEL]);
	keep(&claim->organisation, words[WORD_ORGANISATION]);
	settle_source(reader, claim, words[WORD_SOURCE], words[WORD_LOCATOR]);
	keep(&claim->note, words[WORD_NOTE]);
	keep(&claim->per, words[WORD_PER]);
	if (words[WORD_YEAR] && !claim->year)
		claim->year = year_of(words[WORD_YEAR]);
	if (words[WORD_ACCOUNTING] && claim->accounting == ACCOUNTING_UNSAID)
		claim->accounting =
		    (enum claim_accounting)MEANING(accountings, words[WORD_ACCOUNTING]);
	if (words[WORD_SCOPE] && !claim->scope)
		claim->scope = split(reader->arena, words[WORD_SCOPE], &claim->scope_count);
	if (words[WORD_TOTAL_OF] && !claim->total_of)
		claim->total_of =
		    split(reader->arena, words[WORD_TOTAL_OF], &claim->total_count);
	if (words[WORD_HARDWARE])
		settle_hardware(reader, claim, words[WORD_HARDWARE], place);
	if (words[WORD_REGION] || words[WORD_PROVIDER])
		settle_region(reader, claim, words[WORD_REGION], words[WORD_PROVIDER], place);
	if (words[WORD_ENERGY_SCOPE])
		settle_scope(claim, words[WORD_ENERGY_SCOPE]);
	if (words[WORD_POWER_KIND])
		settle_power(reader, claim, words[WORD_POWER_KIND], place);
	if (words[WORD_STAGE])
		settle_stage(claim, words[WORD_STAGE]);
}
