/* JSON records as trees. */

#include "models/read_json.h"

#include <cJSON.h>

struct cJSON *read_json(const char *text, size_t length)
{
	return cJSON_ParseWithLengthOpts(text, length, NULL, 0);
}

void read_json_free(struct cJSON *json)
{
	cJSON_Delete(json);
}
