/* Counts each answer of a log once. */

#include "models/import_json_answers.h"

#include <stdio.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/intake.h"
#include "models/json_tree.h"

enum { LONGEST_KEY = 128 };

size_t answers_find(struct intake *intake, struct answers *answers, const char *id, bool *first)
{
	size_t known = answers->ids.count, number;
	struct buffer key = {0};

	if (*id)
		buffer_text(&key, id);
	else
		buffer_printf(&key, "\n%zu", known);
	number = text_set_add(intake->arena, &answers->ids, key.text, key.length);
	buffer_free(&key);
	*first = number == known;
	if (!*first)
		return number;
	answers->items =
	    arena_grow(intake->arena, answers->items, known, sizeof *answers->items);
	answers->items[number] = (struct answer){{0}};
	if (known == MOST_ANSWERS)
		intake_fail(intake, DIAG_IMPORT_FORMAT, 0, "import the files in several parts",
			    "more than %d answers, which are remembered to count each once",
			    MOST_ANSWERS);
	return number;
}

bool answers_add(struct answer *answer, const cJSON *usage, const char *prefix,
		 const char *const *keys, size_t count, cJSON *flat)
{
	static const double exact = 9007199254740992; /* 2^53: below it doubles are whole */
	bool more = false;

	for (size_t i = 0; i < count; i++) {
		const cJSON *told = json_tree_at(usage, keys[i]);
		double *known = &answer->counts[i];
		char name[LONGEST_KEY];

		if (!told || cJSON_IsNull(told))
			continue;
		snprintf(name, sizeof name, "%s%s", prefix, keys[i]);
		if (!cJSON_IsNumber(told) || told->valuedouble < 0 ||
		    told->valuedouble >= exact) {
			cJSON_AddStringToObject(flat, name, "no count");
			more = true;
		} else if (told->valuedouble >= *known) {
			more |= told->valuedouble > *known;
			cJSON_AddNumberToObject(flat, name, told->valuedouble - *known);
			*known = told->valuedouble;
		}
	}
	return more;
}
