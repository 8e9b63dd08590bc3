/* Claims out of sentences. */

#include "models/claim_prose.h"

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

/* What is known while the sentences of one text are read. */
struct telling {
	struct claim_reader *reader;
	const struct prose_text *text;
	size_t claim;		    /* that is being told of; SIZE_MAX: none yet */
	size_t parent;		    /* that the text belongs to, or SIZE_MAX */
	bool before[CLAIM_FIGURES]; /* figures that the parent had */
	const char *like;	    /* what the claim is said of, where it is a likeness */
	const char *key;
	const char *sentence; /* that the words stand in */
	size_t compared;      /* the word behind the last comparison, or 0 */
	size_t comparing;     /* the claim that makes it */
	unsigned scope;	      /* of the last figures */
	double chips;	      /* in one of the hardware that is told of, or 0 */
};

static struct claim *told(const struct telling *telling)
{
	return &telling->reader->claims[telling->claim];
}

static bool is_other(const struct telling *telling, const struct prose_subject *subject)
{
	const struct claim *claim = told(telling);
	struct arena *arena = telling->reader->arena;
	bool empty = !claim->equivalent_count;

	for (size_t i = 0; i < CLAIM_FIGURES; i++)
		empty &= !claim->figures[i];
	if (prose_differ(arena, claim->model, subject->model) ||
	    (subject->like && !empty && !text_same(subject->like, telling->like)))
		return true;
	if (telling->like && !subject->like && (subject->model || subject->stage))
		return true;
	return (claim->stage || subject->use_phase) && subject->stage &&
	       claim->figures[CLAIM_EMISSIONS] && !text_same(claim->stage, subject->stage) &&
	       !subject->model;
}

/* Beside a figure that the text itself does not state: the same one only where nothing is said
 * of what it holds, or the numbers meet. */
static bool is_of_more(const struct telling *telling, const struct prose_item *item,
		       size_t from, size_t to)
{
	const struct claim *claim = told(telling);
	unsigned scope = prose_scope(telling->text, item, from, to);

	return scope & (PROSE_LIFE | PROSE_PART | PROSE_TOTAL) &&
	       !text_same(claim->stage, "total") &&
	       !interval_meets(claim->figures[item->figure]->loose, item->printed.loose) &&
	       prose_is_sum(item->figure);
}

/* A figure that this text has stated before, in words [from, to): another claim's, unless it is
 * a conversion. */
static bool repeats(const struct telling *telling, const struct prose_item *items, size_t count,
		    size_t from, size_t to)
{
	for (size_t i = 0; i < count; i++)
		if (items[i].kind == PROSE_FIGURE && told(telling)->figures[items[i].figure] &&
		    (!(telling->claim == telling->parent && telling->before[items[i].figure]) ||
		     is_of_more(telling, &items[i], from, to)))
			return true;
	return false;
}

/* "88 times lower than the estimate of 284 t", "10 times more: 2.9 Wh against 0.3 Wh": the
 * comparison is with that figure. */
static void compare_with_this(const struct telling *telling)
{
	struct claim *claims = telling->reader->claims;
	const struct claim *from = &claims[telling->comparing];
	struct claim_ratio *last = (struct claim_ratio *)&from->ratios[from->ratio_count - 1];

	last->than = claims[telling->claim].id;
}

static void start(struct telling *telling, const struct prose_subject *subject, size_t word)
{
	struct claim_reader *reader = telling->reader;
	const char *base = "text", *id, *source = NULL;
	bool child = telling->parent != SIZE_MAX;

	if (child) {
		source = reader->claims[telling->parent].source;
		base = *reader->claims[telling->parent].id ? reader->claims[telling->parent].id
							   : "statement";
	}
	id = subject->model  ? text_slug(reader->arena, subject->model)
	     : subject->like ? text_slug(reader->arena, subject->like)
			     : NULL;
	if (id && !child)
		base = id;
	else if (child || reader->count)
		base = arena_printf(reader->arena, "%s/%zu", base, reader->count + 1);
	claim_new(reader, base, prose_place(telling->text, word))->source = source;
	telling->claim = reader->count - 1;
	telling->like = NULL;
	if (telling->compared &&
	    (telling->compared == word ||
	     prose_is(telling->text, word, telling->text->count, "against versus vs compared")))
		compare_with_this(telling);
}

static void add_equivalent(struct arena *arena, struct claim *claim, const char *thing,
			   const struct printed *count)
{
	struct claim_equivalent *list = arena_grow(arena, (void *)claim->equivalents,
						   claim->equivalent_count, sizeof *list);

	list[claim->equivalent_count++] = (struct claim_equivalent){thing, *count};
	claim->equivalents = list;
}

static void add_ratio(struct telling *telling, struct claim *claim,
		      const struct prose_item *item)
{
	struct claim_ratio *list = arena_grow(telling->reader->arena, (void *)claim->ratios,
					      claim->ratio_count, sizeof *list);

	list[claim->ratio_count++] =
	    (struct claim_ratio){.times = item->printed,
				 .than = item->words,
				 .than_place = prose_place(telling->text, item->than_first)};
	claim->ratios = list;
	telling->compared = item->next;
	telling->comparing = telling->claim;
}

static void add_also(struct telling *telling, struct claim *claim,
		     const struct prose_item *item)
{
	struct claim_also *list = arena_grow(telling->reader->arena, (void *)claim->also,
					     claim->also_count, sizeof *list);

	list[claim->also_count++] = (struct claim_also){
	    .figure = item->figure, .printed = item->printed, .where = "text"};
	claim->also = list;
}

static void add_item(struct telling *telling, const struct prose_item *item)
{
	struct arena *arena = telling->reader->arena;
	struct claim *claim = told(telling);

	switch (item->kind) {
	case PROSE_FIGURE:
		if (item->figure == CLAIM_ACCELERATORS && telling->chips > 1) {
			struct printed chips = item->printed;

			prose_scale(&chips, telling->chips);
			claim_state(arena, claim, item->figure, &chips);
			break;
		}
		if (item->figure == CLAIM_POWER && claim->power_of == POWER_UNSAID)
			claim->power_of = item->power_of;
		if (claim->figures[item->figure])
			add_also(telling, claim, item);
		else
			claim_state(arena, claim, item->figure, &item->printed);
		break;
	case PROSE_LIKE:
		add_equivalent(arena, claim, item->words, &item->printed);
		break;
	case PROSE_RATIO:
		add_ratio(telling, claim, item);
		break;
	case PROSE_YEAR:
		if (!claim->year)
			claim->year = item->year;
		break;
	case PROSE_UNREAD:
		break;
	}
	if (item->remark)
		claim_remark(arena, claim, REMARK_NOTE, telling->key,
			     prose_place(telling->text, item->first), "%s", item->remark);
}

static void add_subject(struct telling *telling, const struct prose_subject *subject)
{
	struct arena *arena = telling->reader->arena;
	struct claim *claim = told(telling);
	struct printed one = printed_number(arena, "1", "", claim->place), of_one;

	if (!claim->model)
		claim->model = subject->model;
	if (!claim->stage)
		claim->stage = subject->stage;
	if (!claim->region && !claim->region_text) {
		claim->region = subject->region;
		claim->region_text = subject->region_text;
	}
	if (!claim->accelerator && !claim->hardware_text) {
		claim->accelerator = subject->accelerator;
		claim->hardware_text = subject->hardware_text;
	}
	one.exact = one.loose = interval_of(1);
	of_one = one;
	if (subject->chips > 0)
		of_one =
		    printed_number(arena, text_double(arena, subject->chips), "", claim->place);
	if (subject->one_accelerator && !claim->figures[CLAIM_ACCELERATORS])
		claim_state(arena, claim, CLAIM_ACCELERATORS, &of_one);
	if (!subject->like)
		return;
	add_equivalent(arena, claim, subject->like, &one);
	telling->like = subject->like;
}

/* "TPU v3-8": what it is counted as. */
static void add_slice(struct telling *telling, const struct prose_subject *subject)
{
	telling->chips = subject->chips;
	if (subject->chips > 0)
		claim_remark(
		    telling->reader->arena, told(telling), REMARK_NOTE, "accelerators",
		    told(telling)->place, "%s",
		    claim_accelerator_slice(telling->reader->arena, subject->hardware_text));
}

/* What was made of the words, and which numbers nothing was made of. */
static void tell(const struct telling *telling, const struct prose_item *items, size_t count,
		 size_t from)
{
	struct arena *arena = telling->reader->arena;
	struct buffer read = {0}, unread = {0};

	for (size_t i = 0; i < count; i++) {
		const struct prose_item *item = &items[i];
		const char *text = prose_slice(telling->text, item->first, item->next);
		struct buffer *buffer = item->kind == PROSE_UNREAD ? &unread : &read;
		const char *kind = item->kind == PROSE_FIGURE  ? claim_figure_key(item->figure)
				   : item->kind == PROSE_LIKE  ? "equivalent"
				   : item->kind == PROSE_RATIO ? "ratio"
				   : item->kind == PROSE_YEAR  ? "year"
							       : "";

		buffer_printf(buffer, "%s%s%s'%s'", buffer->length ? ", " : "", kind,
			      *kind ? " " : "", text);
	}
	if (read.length)
		claim_remark(arena, told(telling), REMARK_NOTE, telling->key,
			     prose_place(telling->text, from), "read out of the words: %s",
			     read.text);
	if (unread.length)
		claim_remark(arena, told(telling), REMARK_UNREAD, telling->key,
			     prose_place(telling->text, from),
			     "no figure was made of the number%s %s",
			     strchr(unread.text, ',') ? "s" : "", unread.text);
	buffer_free(&read);
	buffer_free(&unread);
}

static bool has(const struct prose_item *items, size_t count, enum prose_kind kind)
{
	for (size_t i = 0; i < count; i++)
		if (items[i].kind == kind)
			return true;
	return false;
}

/* "and 50.5 t over its life cycle": of the model that was told of. */
static void start_again(struct telling *telling, const struct prose_subject *subject,
			size_t from, unsigned scope)
{
	const struct claim *last = told(telling);
	const char *model = last->model;
	bool same = model && !subject->model && !subject->like && !telling->like &&
		    (scope || telling->scope);

	start(telling, subject, from);
	if (same)
		told(telling)->model = model;
}

/* Words [from, to) that are about one thing. */
static void add_clause(struct telling *telling, size_t from, size_t to,
		       const struct prose_item *items, size_t count)
{
	struct prose_subject subject =
	    prose_subject(telling->text, telling->reader->factors, from, to, items, count);
	bool figures = has(items, count, PROSE_FIGURE);
	bool says = figures || has(items, count, PROSE_LIKE) || has(items, count, PROSE_RATIO);
	unsigned scope = prose_scopes(telling->text, items, count, from, to);

	if (scope & PROSE_LIFE)
		subject.stage = "total";
	if (telling->claim == SIZE_MAX) {
		if (!says)
			return;
		start(telling, &subject, from);
	} else if (figures && is_other(telling, &subject)) {
		start(telling, &subject, from);
	} else if (figures && repeats(telling, items, count, from, to)) {
		start_again(telling, &subject, from, scope);
	}
	if (says && !told(telling)->statement)
		told(telling)->statement = telling->sentence;
	if (says)
		telling->scope = scope;
	if (says || telling->claim == telling->parent)
		add_subject(telling, &subject);
	add_slice(telling, &subject);
	for (size_t i = 0; i < count; i++)
		add_item(telling, &items[i]);
	if (says)
		tell(telling, items, count, from);
}

static bool same_kind(const struct prose_item *a, const struct prose_item *b)
{
	return a->kind == PROSE_FIGURE && b->kind == PROSE_FIGURE && a->figure == b->figure;
}

/* A sentence, cut where it states a figure of a kind once more. */
static void add_sentence(struct telling *telling, size_t from, size_t to,
			 const struct prose_item *items, size_t count)
{
	const struct prose_text *text = telling->text;
	size_t begun = 0;

	for (size_t i = 1; i < count; i++)
		for (size_t k = begun; k < i; k++) {
			size_t cut;

			if (!same_kind(&items[k], &items[i]) ||
			    prose_conversion(text, &items[i - 1], &items[i], from, to))
				continue;
			cut = prose_parting(text, items[i - 1].next, items[i].first);
			add_clause(telling, from, cut, items + begun, i - begun);
			from = cut;
			begun = i;
			break;
		}
	add_clause(telling, from, to, items + begun, count - begun);
}

static void tell_all(struct telling *telling)
{
	const struct prose_text *text = telling->text;
	struct prose_item items[PROSE_ITEMS];
	size_t from, to, count;

	for (from = 0; from < text->count; from = to) {
		if (text->words[from].mark == '.')
			telling->sentence = prose_sentence(telling->text, from);
		for (to = from + 1; to < text->count && text->words[to].mark != '.' &&
				    text->words[to].mark != ';';)
			to++;
		count = prose_collect(text, from, &to, items);
		prose_moves(text, telling->reader->factors, from, to, items, count);
		add_sentence(telling, from, to, items, count);
		telling->compared = 0;
	}
}

void prose_read(struct claim_reader *reader, size_t claim, const char *words,
		struct place place, bool located)
{
	struct prose_text text = prose_words(reader->arena, words, place, located);
	struct telling telling = {.reader = reader,
				  .text = &text,
				  .claim = claim,
				  .parent = claim,
				  .key = located ? "text" : "statement"};

	for (size_t i = 0; claim != SIZE_MAX && i < CLAIM_FIGURES; i++)
		telling.before[i] = reader->claims[claim].figures[i] != NULL;
	prose_names(&text, reader);
	tell_all(&telling);
}

void claim_prose_add(struct claim_reader *reader, size_t claim, const char *text,
		     struct place place)
{
	prose_read(reader, claim, text, place, false);
}
