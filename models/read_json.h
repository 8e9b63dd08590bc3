#ifndef MODELS_READ_JSON_H
#define MODELS_READ_JSON_H

/* JSON records as trees (cJSON, in read_json.c and import_json_*.c alone). */

#include <stddef.h>

struct cJSON;

/* NULL where text[0..length) is no JSON, or nested over 1000 levels. The caller frees it. */
struct cJSON *read_json(const char *text, size_t length);
void read_json_free(struct cJSON *json);

#endif
