/* Reads `about:`, what publications say of the model and of the study. */

#include "models/about.h"

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/dist.h"
#include "lca/base/text.h"
#include "models/reader.h"
#include "models/timestamp.h"

static const char *text_of(struct value *const *values, enum key key)
{
	const struct value *value = values[key];

	return value && !value->failed && value->text && value->text[0] ? value->text : NULL;
}

/* Reported, with the nearest word, where the text is none of them. */
static bool is_one_of(struct reader *reader, const struct value *value,
		      const char *const *words, size_t count, const char *hint)
{
	const char *nearest;

	for (size_t i = 0; i < count; i++)
		if (text_same(value->text, words[i]))
			return true;
	nearest = diag_suggest(reader->diags, value->text, words, count);
	diag_add(reader->diags, DIAG_VALUE_CHOICE, place_of(value), value->path,
		 nearest ? nearest : hint, "'%s' is not one of the words that '%s' takes",
		 value->text, value->entry->key);
	return false;
}

static void read_comparative(struct reader *reader, struct value *const *values,
			     struct about *about)
{
	static const char *const truths[] = {"false", "true"};

	if (!text_of(values, KEY_ABOUT_COMPARATIVE))
		return;
	about->comparative_stated =
	    is_one_of(reader, values[KEY_ABOUT_COMPARATIVE], truths, 2, "write true or false");
	about->comparative = text_same(values[KEY_ABOUT_COMPARATIVE]->text, "true");
}

static const char *read_energy_source(struct reader *reader, struct value *const *values)
{
	static const char *const sources[] = {"coal",	 "oil",	    "natural-gas", "nuclear",
					      "wind",	 "solar",   "geothermal",  "hydropower",
					      "biofuel", "unknown", "other"};

	if (!text_of(values, KEY_ABOUT_ENERGY_SOURCE) ||
	    !is_one_of(reader, values[KEY_ABOUT_ENERGY_SOURCE], sources,
		       sizeof sources / sizeof sources[0],
		       "write coal, oil, natural-gas, nuclear, wind, solar, geothermal, "
		       "hydropower, biofuel, other or unknown"))
		return NULL;
	return values[KEY_ABOUT_ENERGY_SOURCE]->text;
}

/* A year, a month or a day: the period that it names is read as any other. */
static const char *read_date(struct reader *reader, struct value *const *values)
{
	enum { LENGTH_DAY = 10 };
	const char *text = text_of(values, KEY_ABOUT_DATE);
	const struct value *value = values[KEY_ABOUT_DATE];
	struct period period;
	int64_t time;
	size_t length = text ? strlen(text) : 0;

	if (!text)
		return NULL;
	if (length < LENGTH_DAY && !strchr(text, '/'))
		return period_read(reader->arena, text, place_of(value), value->path,
				   reader->diags, &period)
			   ? text
			   : NULL;
	if (length == LENGTH_DAY && text[4] == '-' &&
	    timestamp_parse(text, length, &time, NULL))
		return text;
	diag_add(reader->diags, DIAG_PERIOD, place_of(value), value->path,
		 "write 2024-05-31, 2024-05 or 2024", "'%s' is not a date", text);
	return NULL;
}

static void read_texts(struct value *const *values, struct about *about)
{
	about->model = text_of(values, KEY_ABOUT_MODEL);
	about->version = text_of(values, KEY_ABOUT_VERSION);
	about->task = text_of(values, KEY_ABOUT_TASK);
	about->training_type = text_of(values, KEY_ABOUT_TRAINING_TYPE);
	about->organisation = text_of(values, KEY_ABOUT_ORGANISATION);
	about->author = text_of(values, KEY_ABOUT_AUTHOR);
	about->contact = text_of(values, KEY_ABOUT_CONTACT);
	about->url = text_of(values, KEY_ABOUT_URL);
	about->licence = text_of(values, KEY_ABOUT_LICENCE);
	about->provider = text_of(values, KEY_ABOUT_PROVIDER);
	about->framework = text_of(values, KEY_ABOUT_FRAMEWORK);
	about->parameters = text_of(values, KEY_ABOUT_PARAMETERS);
	about->goal = text_of(values, KEY_ABOUT_GOAL);
	about->application = text_of(values, KEY_ABOUT_APPLICATION);
	about->audience = text_of(values, KEY_ABOUT_AUDIENCE);
	about->reviewer = text_of(values, KEY_ABOUT_REVIEWER);
}

const struct about *reader_about(struct reader *reader, const struct value *value)
{
	struct about *about = arena_alloc(reader->arena, sizeof *about);
	struct value *values[KEY_TOTAL] = {0};
	const struct value *offsets;

	*about = (struct about){.base_model = text_of(reader->scenario->top, KEY_BASE_MODEL),
				.offsets_kg = NAN};
	if (!value || value->failed)
		return about;
	reader_block(reader, value->node, IN_ABOUT, "about", "about", "'about'", values);
	read_texts(values, about);
	read_comparative(reader, values, about);
	about->energy_source = read_energy_source(reader, values);
	about->date = read_date(reader, values);
	offsets = values[KEY_ABOUT_OFFSETS];
	if (offsets && !offsets->failed) {
		about->offsets = &offsets->quantity;
		about->offsets_kg = dist_central(&offsets->quantity.dist);
	}
	return about;
}
