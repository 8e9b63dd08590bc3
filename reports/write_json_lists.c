/* JSON results of the lists: units, keys. */

#include <cJSON.h>

#include "lca/base/arena.h"
#include "lca/base/unit.h"
#include "models/scenario.h"
#include "reports/write_json.h"

void json_units(struct buffer *out)
{
	size_t count;
	const struct unit_row *rows = unit_rows(&count);
	struct arena *arena = arena_new();
	struct cJSON *root = json_new(), *list = json_array(root, "units");

	for (size_t i = 0; i < count; i++) {
		struct cJSON *object = json_object(list, NULL);

		json_text(arena, object, "name", rows[i].name);
		json_text(arena, object, "definition", rows[i].definition);
		json_text(arena, object, "meaning", rows[i].meaning);
	}
	json_end(root, out);
	arena_free(arena);
}

void json_keys(const struct key_row *rows, size_t count, struct buffer *out)
{
	struct arena *arena = arena_new();
	struct cJSON *root = json_new(), *list = json_array(root, "keys");

	for (size_t i = 0; i < count; i++) {
		struct cJSON *object = json_object(list, NULL);

		json_text(arena, object, "block", rows[i].block);
		json_text(arena, object, "key", rows[i].key);
		json_text(arena, object, "value", rows[i].value);
		json_text(arena, object, "meaning", rows[i].meaning);
	}
	json_end(root, out);
	arena_free(arena);
}
