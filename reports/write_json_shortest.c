/* The shortest interval of a total, in JSON. */

#include "lca/engine/shortest.h"
#include "reports/write_json.h"

void json_shortest(struct arena *arena, struct cJSON *object, const struct shortest *shortest)
{
	object = json_object(object, "shortest");
	json_number(arena, object, "low", shortest->low);
	json_number(arena, object, "high", shortest->high);
	object = json_object(object, "error");
	json_number(arena, object, "low", shortest->error_low);
	json_number(arena, object, "high", shortest->error_high);
}
