/* The small words of every JSON result. */

#include "reports/write_json.h"

#include <cJSON.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/quantity.h"
#include "lca/base/text.h"
#include "reports/display.h"
#include "reports/view.h"

/* cJSON gives NULL only where memory has run out. */
static struct cJSON *attach(struct cJSON *parent, const char *key, struct cJSON *child)
{
	bool good = child && (key ? cJSON_AddItemToObject(parent, key, child)
				  : cJSON_AddItemToArray(parent, child));

	if (!good)
		abort();
	return child;
}

struct cJSON *json_new(void)
{
	struct cJSON *root = cJSON_CreateObject();

	if (!root)
		abort();
	return root;
}

/* The caller frees it. */
static struct buffer print(struct cJSON *json)
{
	struct buffer out = {0};
	char *text = cJSON_Print(json);

	if (!text)
		abort();
	cJSON_Delete(json);
	display_json(text, &out);
	cJSON_free(text);
	return out;
}

void json_end(struct cJSON *root, struct buffer *out)
{
	struct buffer text = print(root);

	buffer_add(out, text.text, text.length);
	buffer_text(out, "\n");
	buffer_free(&text);
}

void json_members(struct cJSON *object, struct buffer *out)
{
	enum { BRACE = 1, END = 2 }; /* "{", "\n}" */
	struct buffer text = print(object);

	buffer_add(out, text.text + BRACE, text.length - BRACE - END);
	buffer_free(&text);
}

void json_open_list(const char *key, struct buffer *out)
{
	buffer_printf(out, "\n\t\"%s\":\t[", key);
}

/* Printed within a list of an object, so that it is indented as deep. */
void json_list_item(struct cJSON *object, bool first, struct buffer *out)
{
	struct cJSON *whole = json_new();
	struct buffer text;
	const char *from;

	attach(json_array(whole, "list"), NULL, object);
	text = print(whole);
	from = strchr(text.text, '[') + 1;
	buffer_text(out, first ? "" : ", ");
	buffer_add(out, from, (size_t)(strrchr(from, ']') - from));
	buffer_free(&text);
}

void json_close_list(struct buffer *out)
{
	buffer_text(out, "]");
}

struct cJSON *json_object(struct cJSON *parent, const char *key)
{
	return attach(parent, key, cJSON_CreateObject());
}

struct cJSON *json_array(struct cJSON *parent, const char *key)
{
	return attach(parent, key, cJSON_CreateArray());
}

void json_null(struct cJSON *parent, const char *key)
{
	attach(parent, key, cJSON_CreateNull());
}

void json_bool(struct cJSON *parent, const char *key, bool value)
{
	attach(parent, key, cJSON_CreateBool(value));
}

void json_number(struct arena *arena, struct cJSON *parent, const char *key, double value)
{
	if (isfinite(value))
		attach(parent, key, cJSON_CreateRaw(text_double(arena, value)));
	else
		json_null(parent, key);
}

void json_raw(struct cJSON *parent, const char *key, const char *text)
{
	attach(parent, key, cJSON_CreateRaw(text));
}

double json_twelve_digits(double value)
{
	char text[32];

	snprintf(text, sizeof text, "%.12g", value);
	return strtod(text, NULL);
}

void json_count(struct arena *arena, struct cJSON *parent, const char *key, uint64_t value)
{
	char *text = arena_printf(arena, "%" PRIu64, value);

	attach(parent, key,
	       value > UINT64_C(1) << 53 ? cJSON_CreateString(text) : cJSON_CreateRaw(text));
}

void json_text(struct arena *arena, struct cJSON *parent, const char *key, const char *text)
{
	if (text)
		attach(parent, key, cJSON_CreateString(display_valid(arena, text)));
	else
		json_null(parent, key);
}

void json_place(struct arena *arena, struct cJSON *parent, const char *key, struct place place)
{
	const char *text = view_place(arena, place);

	json_text(arena, parent, key, *text ? text : NULL);
}

void json_warnings(struct arena *arena, struct cJSON *parent, const char *key,
		   const struct diags *diags)
{
	struct cJSON *list = json_array(parent, key);

	for (size_t i = 0; diags && i < diags_count(diags); i++) {
		const struct diag *diag = diags_at(diags, i);
		struct cJSON *warning;

		if (diag_severity(diag->code) != DIAG_SEVERITY_WARNING)
			continue;
		warning = json_object(list, NULL);
		json_text(arena, warning, "code", diag_slug(diag->code));
		json_place(arena, warning, "place", diag->place);
		json_text(arena, warning, "path", diag->path);
		json_text(arena, warning, "message", diag->message);
		json_text(arena, warning, "hint", diag->hint);
	}
}

void json_distribution(struct arena *arena, struct cJSON *object, const char *key,
		       const struct dist *dist, double scale)
{
	json_text(arena, object, key,
		  dist->kind == DIST_EXACT ? "exact" : dist_describe(arena, dist, scale));
}

/* An empty text in a factor row means that nothing is known. */
static void known_text(struct arena *arena, struct cJSON *object, const char *key,
		       const char *text)
{
	json_text(arena, object, key, text && *text ? text : NULL);
}

void json_factor(struct arena *arena, struct cJSON *object, const struct factor *factor)
{
	bool mix = text_same(factor->accounting, "production") ||
		   text_same(factor->accounting, "consumption");

	known_text(arena, object, "boundary", factor->boundary);
	known_text(arena, object, "accounting", factor->accounting);
	json_text(arena, object, "mix", mix ? factor->accounting : NULL);
	known_text(arena, object, "delivery", factor->delivery);
	json_text(arena, object, "bridge", factor->bridge ? factor->bridge->text : NULL);
	if (factor->year != 0)
		json_number(arena, object, "year", factor->year);
	else
		json_null(object, "year");
	known_text(arena, object, "gas_scope", factor->gas_scope);
	known_text(arena, object, "gwp_set", factor->gwp_set);
	known_text(arena, object, "status", factor->status);
	known_text(arena, object, "citation", factor->citation);
	known_text(arena, object, "licence", factor->licence);
	known_text(arena, object, "layer", factor->layer);
	known_text(arena, object, "steps", factor->steps);
}

static void add_origin(struct arena *arena, struct cJSON *object, const struct origin *origin)
{
	static const char *const absent[] = {"boundary", "accounting", "mix", "year"};

	json_text(arena, object, "kind", origin_kind_name(origin->kind));
	json_place(arena, object, "place", origin->place);
	json_text(arena, object, "source", origin->source);
	json_text(arena, object, "draw", origin->draw ? origin->draw : origin->key);
	json_text(arena, object, "note", origin->note);
	if (origin->factor) {
		json_text(arena, object, "factor", origin->factor->id);
		json_factor(arena, object, origin->factor);
		return;
	}
	for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
		json_null(object, absent[i]);
}

void json_quantity(struct arena *arena, struct cJSON *object, const struct quantity *quantity)
{
	double scale = quantity->unit.scale > 0 ? quantity->unit.scale : 1;

	json_text(arena, object, "key", quantity->origin.key);
	json_number(arena, object, "value", dist_central(&quantity->dist) / scale);
	json_text(arena, object, "unit", quantity->unit.text ? quantity->unit.text : "");
	json_distribution(arena, object, "distribution", &quantity->dist, scale);
	add_origin(arena, json_object(object, "origin"), &quantity->origin);
}
