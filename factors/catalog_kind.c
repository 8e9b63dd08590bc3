/* The things of one kind, looked up once. */

#include "factors/catalog.h"
#include "factors/factors_private.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

struct kind {
	const struct thing_entry **things;
	size_t count;
};

static const struct kind *read_kind(struct factors *factors, const char *name)
{
	struct kind *kind = arena_alloc(factors->arena, sizeof *kind);
	struct thing_entry *things;
	size_t count = catalog_things(factors, &things);

	*kind = (struct kind){
	    .things = arena_alloc(factors->arena, (count + 1) * sizeof *kind->things)};
	for (size_t i = 0; i < count; i++)
		if (text_same(things[i].kind, name))
			kind->things[kind->count++] = &things[i];
	return kind;
}

size_t catalog_kind(struct factors *factors, const char *kind,
		    const struct thing_entry *const **found)
{
	const char *key = arena_printf(factors->arena, "catalog\n%s", kind);
	const void *known = NULL;
	const struct kind *things;

	if (!memo_get(factors, key, &known)) {
		known = read_kind(factors, kind);
		memo_put(factors, key, known);
	}
	things = known;
	*found = things->things;
	return things->count;
}
