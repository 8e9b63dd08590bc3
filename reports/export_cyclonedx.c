/* A bill of materials of the model by CycloneDX 1.6. */

#include "reports/export_cyclonedx.h"

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/about.h"
#include "reports/export_parts.h"
#include "reports/facts.h"
#include "reports/write_json.h"

#define KG_PER_TONNE 1000

double bill_tonnes(double kg)
{
	return kg / KG_PER_TONNE;
}

void bill_property(const struct bill *bill, struct cJSON *list, const char *name,
		   const char *value)
{
	struct cJSON *property;

	if (!value)
		return;
	property = json_object(list, NULL);
	json_text(bill->arena, property, "name", name);
	json_text(bill->arena, property, "value", value);
}

void bill_number(const struct bill *bill, struct cJSON *list, const char *name, double value)
{
	if (isfinite(value))
		bill_property(bill, list, name, text_double(bill->arena, value));
}

void bill_range(const struct bill *bill, struct cJSON *list, const char *name,
		const struct statistics *statistics, double scale)
{
	bill_number(bill, list, name, statistics->central * scale);
	bill_number(bill, list, arena_printf(bill->arena, "%s:low", name),
		    statistics->low * scale);
	bill_number(bill, list, arena_printf(bill->arena, "%s:high", name),
		    statistics->high * scale);
}

void bill_co2(const struct bill *bill, struct cJSON *list, const char *name,
	      const struct impact *impact)
{
	if (impact->status == IMPACT_COUNTED)
		bill_range(bill, list, name, &impact->statistics, 1.0 / KG_PER_TONNE);
	else if (impact->status == IMPACT_MISSING)
		bill_property(bill, list, name,
			      arena_printf(bill->arena, "missing: %s",
					   impact->reason ? impact->reason : "not known"));
}

static void add_tool(const struct bill *bill, struct cJSON *metadata)
{
	struct cJSON *tools = json_object(metadata, "tools");
	struct cJSON *tool = json_object(json_array(tools, "components"), NULL);

	json_text(bill->arena, tool, "type", "application");
	json_text(bill->arena, tool, "name", "lca");
	json_text(bill->arena, tool, "version", bill->request->assessment->record.version);
}

/* The format has a place for an address of mail. */
static bool is_mail(const char *contact)
{
	return text_match("?*@?*.?*", contact) && !strpbrk(contact, " \t\r\n<>\"(),:;[]\\") &&
	       strchr(contact, '@') == strrchr(contact, '@');
}

static void add_author(const struct bill *bill, struct cJSON *metadata)
{
	const struct about *about = bill->request->assessment->about;
	struct cJSON *author;

	if (!about->author)
		return;
	author = json_object(json_array(metadata, "authors"), NULL);
	json_text(bill->arena, author, "name", about->author);
	if (about->contact && is_mail(about->contact))
		json_text(bill->arena, author, "email", about->contact);
}

static void name_model(const struct bill *bill, struct cJSON *component, const char *reference)
{
	const struct about *about = bill->request->assessment->about;
	const char *model = bill->request->facts->model;

	json_text(bill->arena, component, "type", "machine-learning-model");
	json_text(bill->arena, component, "bom-ref", reference);
	json_text(bill->arena, component, "name", model ? model : "model");
	if (about->version)
		json_text(bill->arena, component, "version", about->version);
}

static void add_metadata(const struct bill *bill, struct cJSON *root)
{
	const struct about *about = bill->request->assessment->about;
	struct cJSON *metadata = json_object(root, "metadata");

	add_tool(bill, metadata);
	add_author(bill, metadata);
	name_model(bill, json_object(metadata, "component"), "subject");
	if (about->organisation)
		json_text(bill->arena, json_object(metadata, "manufacturer"), "name",
			  about->organisation);
}

/* What an address may hold: anything else is no IRI that a reader of the format takes. */
static bool is_address(const char *url)
{
	return text_match("http*://?*", url) && !strpbrk(url, " \t\r\n<>\"{}|\\^`") &&
	       strspn(url, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
			   "-._~:/?#[]@!$&'()*+,;=%") == strlen(url);
}

static void add_about(const struct bill *bill, struct cJSON *component)
{
	const struct about *about = bill->request->assessment->about;
	struct cJSON *one;

	if (about->licence) {
		one = json_object(json_array(component, "licenses"), NULL);
		json_text(bill->arena, json_object(one, "license"), "name", about->licence);
	}
	if (about->url && is_address(about->url)) {
		one = json_object(json_array(component, "externalReferences"), NULL);
		json_text(bill->arena, one, "type", "website");
		json_text(bill->arena, one, "url", about->url);
	}
}

static void add_component(const struct bill *bill, struct cJSON *root)
{
	const struct about *about = bill->request->assessment->about;
	struct cJSON *component = json_object(json_array(root, "components"), NULL);
	struct cJSON *card, *considerations;
	double electricity;

	name_model(bill, component, "model");
	add_about(bill, component);
	card = json_object(component, "modelCard");
	if (about->task)
		json_text(bill->arena, json_object(card, "modelParameters"), "task",
			  about->task);
	considerations =
	    json_object(json_object(card, "considerations"), "environmentalConsiderations");
	electricity = bill_consumptions(bill, considerations);
	bill_totals(bill, considerations, electricity);
}

void export_cyclonedx(const struct export_request *request, struct buffer *out)
{
	struct arena *arena = arena_new();
	const struct bill bill = {.arena = arena,
				  .request = request,
				  .gwp = export_criterion(request->assessment, "gwp")};
	struct cJSON *root = json_new();

	json_text(arena, root, "$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
	json_text(arena, root, "bomFormat", "CycloneDX");
	json_text(arena, root, "specVersion", "1.6");
	json_text(arena, root, "serialNumber",
		  arena_printf(arena, "urn:uuid:%s", export_uuid(arena, request)));
	json_number(arena, root, "version", 1);
	add_metadata(&bill, root);
	add_component(&bill, root);
	json_end(root, out);
	arena_free(arena);
}
