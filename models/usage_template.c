/* Learns the template of a line of JSONL. */

#include "models/usage_template.h"

#include <string.h>

#include "lca/base/text.h"

enum { DEEPEST = 16, MOST_KEYS = 256 };

struct key {
	const char *text;
	size_t length;
};

struct learner {
	const struct usage_walker *walker;
	const char *const *paths;
	size_t path_count;
	struct line_template *shape;
	size_t slot_count;
	const char *literal;	    /* start of the literal at hand */
	struct buffer path;	    /* keys from the outermost object on, with dots between */
	struct key keys[MOST_KEYS]; /* of the objects at hand, the outermost first */
	size_t key_count;
	int depth;
};

static const char *skip_blanks(const char *at)
{
	while (*at == ' ' || *at == '\t' || *at == '\r')
		at++;
	return at;
}

/* The index of a path among those wanted, the first where some are equal, or their number. */
static size_t find_path(const struct learner *learner, const char *path, size_t length)
{
	size_t i;

	for (i = 0; i < learner->path_count; i++)
		if (strlen(learner->paths[i]) == length &&
		    memcmp(learner->paths[i], path, length) == 0)
			break;
	return i;
}

static size_t path_at_hand(const struct learner *learner)
{
	return find_path(learner, learner->path.text, learner->path.length);
}

/* Does a wanted path go on behind the one at hand? */
static bool path_leads(const struct learner *learner)
{
	size_t length = learner->path.length;

	for (size_t i = 0; i < learner->path_count; i++)
		if (strlen(learner->paths[i]) > length && learner->paths[i][length] == '.' &&
		    memcmp(learner->paths[i], learner->path.text, length) == 0)
			return true;
	return false;
}

static bool is_mark(char c)
{
	return c == '"' || c == '\\' || (c >= 0 && c < ' ');
}

static void count_marks(struct template_slot *slot)
{
	slot->marks = 0;
	for (size_t i = 0; i < slot->length; i++)
		slot->marks += is_mark(slot->literal[i]);
}

/* Of a literal, to the slot before it. */
static uint32_t first_mark(const struct template_slot *slot)
{
	uint32_t at = 0;

	while (at < slot->length && !is_mark(slot->literal[at]))
		at++;
	return at < slot->length ? at : TEMPLATE_LITERAL;
}

/* Ends the literal at hand; NULL where the template has no room for it. */
static struct template_slot *add_slot(struct learner *learner, const char *end,
				      enum template_kind kind)
{
	struct template_slot *slot;
	size_t length = (size_t)(end - learner->literal), part;

	do {
		if (learner->slot_count == TEMPLATE_SLOTS)
			return NULL;
		slot = &learner->shape->slots[learner->slot_count++];
		part = length < TEMPLATE_LITERAL ? length : TEMPLATE_LITERAL;
		memcpy(slot->literal, learner->literal, part);
		slot->length = (uint32_t)part;
		slot->mask = part < TEMPLATE_LITERAL ? ((uint64_t)1 << part) - 1 : UINT64_MAX;
		slot->kind = part < length ? TEMPLATE_PIECE : kind;
		count_marks(slot);
		if (learner->slot_count > 1)
			slot[-1].gap = first_mark(slot);
		learner->literal += part;
		length -= part;
	} while (length > 0);
	return slot;
}

/* Does a slot fill the field? */
static bool is_met(const struct learner *learner, size_t field)
{
	for (size_t i = 0; i < learner->slot_count; i++)
		if (learner->shape->slots[i].kind == TEMPLATE_VALUE &&
		    learner->shape->slots[i].field == field)
			return true;
	return false;
}

/* A slot for the value at text; NULL where there can be none. */
static const char *learn_value(struct learner *learner, const char *text)
{
	size_t field = path_at_hand(learner);
	struct template_slot *slot = add_slot(learner, text, TEMPLATE_VALUE);

	if (!slot)
		return NULL;
	slot->field = (uint32_t)field;
	slot->wanted = field < learner->path_count;
	slot->leads = path_leads(learner);
	learner->literal = learner->walker->value(text);
	return learner->literal;
}

/* Takes over the key whose opening quote is at text, in an object whose first key is
 * keys[first]. NULL where it holds an escape or is there twice. */
static const char *learn_key(struct learner *learner, const char *text, size_t first)
{
	const char *end = strchr(text + 1, '"');
	struct key key = {text + 1, (size_t)(end - (text + 1))};

	if (memchr(key.text, '\\', key.length) || learner->key_count == MOST_KEYS)
		return NULL;
	for (size_t i = first; i < learner->key_count; i++)
		if (learner->keys[i].length == key.length &&
		    memcmp(learner->keys[i].text, key.text, key.length) == 0)
			return NULL;
	learner->keys[learner->key_count++] = key;
	if (learner->depth > 1)
		buffer_text(&learner->path, ".");
	buffer_add(&learner->path, key.text, key.length);
	return end + 1;
}

static const char *learn_object(struct learner *learner, const char *at);

/* A key with its value. */
static const char *learn_member(struct learner *learner, const char *at, size_t first)
{
	size_t path = learner->path.length;
	const struct key *key = &learner->keys[learner->key_count];

	at = learn_key(learner, at, first);
	if (!at)
		return NULL;
	at = skip_blanks(skip_blanks(at) + 1);
	if (*at != '{' || !path_leads(learner))
		at = learn_value(learner, at);
	else if (path_at_hand(learner) < learner->path_count ||
		 memchr(key->text, '.', key->length))
		return NULL;
	else
		at = learn_object(learner, at);
	learner->path.length = path;
	return at;
}

/* From { to behind }. */
static const char *learn_object(struct learner *learner, const char *at)
{
	size_t first = learner->key_count;

	if (++learner->depth > DEEPEST)
		return NULL;
	at = skip_blanks(at + 1);
	while (*at != '}') {
		at = learn_member(learner, at, first);
		if (!at)
			return NULL;
		at = skip_blanks(at);
		if (*at == ',')
			at = skip_blanks(at + 1);
	}
	learner->key_count = first;
	learner->depth--;
	return at + 1;
}

static bool learn_line(struct learner *learner, const char *line)
{
	const char *at = skip_blanks(line);

	learner->literal = line;
	at = *at == '{' ? learn_object(learner, at) : NULL;
	at = at ? skip_blanks(at) : NULL;
	return at && *at == '\n' && add_slot(learner, at + 1, TEMPLATE_END);
}

bool usage_template_learn(struct line_template *shape, const char *line,
			  const char *const *paths, size_t count,
			  const struct usage_walker *walker)
{
	struct learner learner = {
	    .walker = walker, .paths = paths, .path_count = count, .shape = shape};
	bool learnt;

	for (size_t i = 0; i < count; i++)
		shape->fields[i] = (struct csv_field){.text = ""};
	learnt = learn_line(&learner, line);
	buffer_free(&learner.path);
	shape->present_count = 0;
	for (size_t i = 0; i < count; i++)
		if (is_met(&learner, find_path(&learner, paths[i], strlen(paths[i]))))
			shape->present[shape->present_count++] = i;
	return learnt;
}
