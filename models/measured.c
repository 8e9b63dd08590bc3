/* The rows of models as they run on accelerators: MODEL@ACCELERATOR. */

#include <string.h>

#include "factors/catalog.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"

/* What was typed is no glob: a star of it stands for one character, and the rows found are
 * compared with it once more. */
static const char *as_glob(struct arena *arena, const char *text)
{
	char *copy = arena_text(arena, text);

	for (char *c = copy; *c; c++)
		*c = (char)(*c == '*' ? '?' : *c);
	return copy;
}

size_t build_rows(struct build *build, const char *beginning, const char *glob,
		  const struct factor ***found)
{
	const char *pattern =
	    arena_printf(build->arena, "%s%s", as_glob(build->arena, beginning), glob);
	size_t count = factors_list(build->factors, pattern, found), kept = 0;

	for (size_t i = 0; i < count; i++) {
		if (text_starts((*found)[i]->id, beginning))
			(*found)[kept++] = (*found)[i];
	}
	return kept;
}

/* A user's row may spell the accelerator as he likes. */
static const char *spelled_activity(struct build *build, const char *model, const char *slug)
{
	static const char *const kinds[] = {"accelerator", "cpu"};
	const char *canonical = arena_printf(build->arena, "%s@%s", model, slug);
	const char *beginning = arena_printf(build->arena, "%s@", model), *found = NULL;
	const struct factor **rows;
	size_t count = build_rows(build, beginning, "*", &rows);

	for (size_t i = 0; i < count; i++) {
		const char *accelerator = rows[i]->activity + strlen(beginning);

		if (text_same(rows[i]->activity, canonical))
			return canonical;
		for (size_t k = 0; k < 2 && !found; k++) {
			const struct thing_entry *thing =
			    build_thing_of_kind(build, accelerator, kinds[k]);

			if (thing && text_same(thing->slug, slug))
				found = rows[i]->activity;
		}
	}
	return found ? found : canonical;
}

const char *measured_activity(struct build *build, const char *model, const char *slug)
{
	const char *name = arena_printf(build->arena, "%s@%s", model, slug);
	size_t known = build->paired_names.count;
	size_t number = text_set_add(build->arena, &build->paired_names, name, strlen(name));

	if (number < known)
		return build->paired[number];
	build->paired = arena_grow(build->arena, build->paired, known, sizeof *build->paired);
	build->paired[number] = spelled_activity(build, model, slug);
	return build->paired[number];
}
