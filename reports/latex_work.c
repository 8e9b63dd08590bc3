/* Works that are cited: which citations are of the same one, who wrote it. */

#include "reports/latex_work.h"

#include <ctype.h>
#include <string.h>

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "reports/export_latex.h"

static const char *const persons[] = {
#define PERSONS(id) id,
#include "reports/latex_persons.def"
#undef PERSONS
};

static const char *behind(const char *text, const char *const *leads, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(leads[i]);
		size_t same = 0;

		while (same < length &&
		       tolower((unsigned char)text[same]) == (unsigned char)leads[i][same])
			same++;
		if (same == length)
			return text + length;
	}
	return NULL;
}

/* "2211.02001" or "2211.02001v2"; 0: it is none. */
static size_t arxiv_length(const char *text)
{
	size_t year = strspn(text, "0123456789"), digits, version = 0;

	if (year != 4 || text[4] != '.')
		return 0;
	digits = strspn(text + 5, "0123456789");
	if (digits < 4 || digits > 5)
		return 0;
	if (text[5 + digits] == 'v')
		version = 1 + strspn(text + 6 + digits, "0123456789");
	return isalnum((unsigned char)text[5 + digits + version]) ? 0 : 5 + digits + version;
}

/* "10.1145/3604930.3605705", of letters that need no escape; 0: it is none. */
static size_t doi_length(const char *text)
{
	size_t length = 0;

	if (!text_starts(text, "10.") || strspn(text + 3, "0123456789") < 4 ||
	    text[3 + strspn(text + 3, "0123456789")] != '/')
		return 0;
	while (isalnum((unsigned char)text[length]) ||
	       (text[length] && strchr("./()-", text[length])))
		length++;
	while (length && text[length - 1] == '.')
		length--;
	return !text[length] || strchr(" ,;.", text[length]) ? length : 0;
}

struct latex_place latex_place(struct arena *arena, const char *text)
{
	static const char *const arxiv[] = {"arxiv:", "https://arxiv.org/abs/"};
	static const char *const doi[] = {"doi:", "https://doi.org/", ""};
	struct latex_place place = {.rest = text};
	const char *id = behind(text, arxiv, sizeof arxiv / sizeof *arxiv);
	size_t length = id ? arxiv_length(id) : 0;

	if (length) {
		/* Versions are one work. */
		place.arxiv = arena_copy(arena, id,
					 strcspn(id, "v") < length ? strcspn(id, "v") : length);
	} else {
		id = behind(text, doi, sizeof doi / sizeof *doi);
		length = id ? doi_length(id) : 0;
		if (!length)
			return place;
		place.doi = arena_copy(arena, id, length);
	}
	place.rest = id + length;
	place.rest += strspn(place.rest, " ,;:");
	return place;
}

const char *latex_first_words(struct arena *arena, const char *place)
{
	size_t length = strcspn(place, ",;:");
	size_t word = strcspn(place, " ");

	if (word < length) {
		word += 1 + strcspn(place + word + 1, " ,;:");
		if (strcspn(place, "0123456789") < word && word <= length)
			length = word;
	}
	return arena_copy(arena, place, length);
}

/* The row of the sources that has it as its address, or NULL. */
static const struct source *source_at(const struct assessment *assessment,
				      const struct latex_place *place, struct arena *arena)
{
	for (size_t i = 0; i < assessment->source_count; i++) {
		const struct source *source = assessment->sources[i];
		struct latex_place own = latex_place(arena, source->url ? source->url : "");

		if ((place->arxiv && text_same(place->arxiv, own.arxiv)) ||
		    (place->doi && text_same(place->doi, own.doi)))
			return source;
	}
	return NULL;
}

static struct latex_work work_of(const struct assessment *assessment,
				 const struct method_part *part, struct arena *arena)
{
	const char *text = part->source ? part->source->url : part->stated;
	struct latex_place place = latex_place(arena, text ? text : "");
	struct latex_work work = {place.arxiv, place.doi, part->source, NULL, NULL};

	if (!work.source)
		work.source = source_at(assessment, &place, arena);
	if (!work.source && !work.arxiv && !work.doi)
		work.stated = part->stated;
	return work;
}

static bool same_work(const struct latex_work *left, const struct latex_work *right)
{
	if (left->source || right->source)
		return left->source == right->source;
	return text_same(left->arxiv, right->arxiv) && text_same(left->doi, right->doi) &&
	       text_same(left->stated, right->stated);
}

const struct latex_work *latex_work(const struct latex_works *works,
				    const struct method_part *part, struct arena *arena)
{
	struct latex_work work = work_of(works->assessment, part, arena);

	for (size_t i = 0; i < works->count; i++)
		if (same_work(&works->works[i], &work))
			return &works->works[i];
	return NULL;
}

/* "lca-luccioni-2022", "lca-arxiv-2211-02001", "lca-stated-1". */
static const char *key_of(const struct latex_works *works, const struct latex_work *work,
			  struct arena *arena)
{
	size_t number = 1;

	if (work->source)
		return arena_printf(arena, "lca-%s", latex_name(arena, work->source->id));
	if (work->arxiv)
		return arena_printf(arena, "lca-arxiv-%s", latex_name(arena, work->arxiv));
	if (work->doi)
		return arena_printf(arena, "lca-doi-%s", latex_name(arena, work->doi));
	for (size_t i = 0; i < works->count; i++)
		number += works->works[i].stated != NULL;
	return arena_printf(arena, "lca-stated-%zu", number);
}

struct latex_works *latex_works(struct arena *arena, const struct assessment *assessment,
				const struct method_text *const *texts, size_t count)
{
	struct latex_works *works = arena_alloc(arena, sizeof *works);

	*works = (struct latex_works){.assessment = assessment};
	for (size_t t = 0; t < count; t++) {
		for (size_t i = 0; i < texts[t]->count; i++) {
			const struct method_part *part = &texts[t]->parts[i];
			struct latex_work work;

			if (part->text || latex_work(works, part, arena))
				continue;
			work = work_of(assessment, part, arena);
			work.key = key_of(works, &work, arena);
			works->works =
			    arena_grow(arena, works->works, works->count, sizeof *works->works);
			works->works[works->count++] = work;
		}
	}
	return works;
}

static bool are_persons(const struct source *source)
{
	for (size_t i = 0; i < sizeof persons / sizeof *persons; i++)
		if (text_same(persons[i], source->id))
			return true;
	return false;
}

/* One author, or several who have others beside them: "Gupta et al.". */
static void add_author(struct buffer *out, struct arena *arena, const char *name, size_t length,
		       bool braces)
{
	static const char others[] = " et al.";
	char *text = arena_copy(arena, name, length);
	bool more = text_ends(text, others);

	if (more)
		text[length - strlen(others)] = '\0';
	buffer_printf(out, "%s%s%s%s%s", out->length ? " and " : "", braces && !more ? "{" : "",
		      latex_escape(arena, text), braces && !more ? "}" : "",
		      more ? " and others" : "");
}

const char *latex_authors(struct arena *arena, const struct source *source)
{
	const char *at = source->authors ? source->authors : "", *text;
	struct buffer out = {0};

	while (*at) {
		size_t part = strcspn(at, ";");
		size_t comma = strcspn(at, ",");
		bool list = are_persons(source) && comma < part;

		while (list && comma < part) {
			add_author(&out, arena, at, comma, false);
			at += comma + 1;
			part -= comma + 1;
			while (*at == ' ' && part) {
				at++;
				part--;
			}
			comma = strcspn(at, ",");
		}
		add_author(&out, arena, at, part, !list);
		at += part;
		at += strspn(at, "; ");
	}
	text = arena_text(arena, out.text ? out.text : "");
	buffer_free(&out);
	return text;
}
