/* What the specifications of Software Carbon Intensity ask for, and whether a run meets it. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/export.h"
#include "reports/export_sci.h"
#include "reports/facts.h"
#include "reports/write_json.h"

enum met { MET, PARTLY, NOT_MET, NOT_APPLICABLE };

static const char iso[] = "ISO/IEC 21031:2024", ai[] = "SCI for AI";

struct requirements {
	struct arena *arena;
	struct cJSON *list;
	const struct assessment *assessment;
};

static void add(const struct requirements *requirements, const char *of, const char *part,
		const char *asks, enum met met, const char *note)
{
	static const char *const words[] = {"met", "partly met", "not met", "not applicable"};
	struct cJSON *row = json_object(requirements->list, NULL);

	json_text(requirements->arena, row, "specification", of);
	json_text(requirements->arena, row, "part", part);
	json_text(requirements->arena, row, "asks", asks);
	json_text(requirements->arena, row, "status", words[met]);
	json_text(requirements->arena, row, "note", note);
}

/* Scores that are there, and of them those with embodied emissions, those in a listed unit. */
struct tally {
	size_t scores, embodied, listed, whole;
};

static struct tally tally_of(const struct sci_score *scores, size_t count)
{
	struct tally tally = {0};

	for (size_t i = 0; i < count; i++) {
		if (isnan(scores[i].terms.carbon) || isnan(scores[i].units))
			continue;
		tally.scores++;
		tally.embodied += isnan(scores[i].terms.embodied) ? 0 : 1;
		tally.listed += scores[i].listed ? 1 : 0;
		tally.whole += scores[i].terms.holes == 0;
	}
	return tally;
}

static bool leaves_out(const struct assessment *assessment)
{
	for (size_t i = 0; i < assessment->item_count; i++)
		if (assessment->items[i].not_counted_count)
			return true;
	for (size_t i = 0; i < assessment->completeness_count; i++)
		if (assessment->completeness[i].status != COVERED)
			return true;
	return false;
}

static void add_iso(const struct requirements *r, struct tally all)
{
	enum met any = all.scores ? MET : NOT_MET;

	add(r, iso, "software boundary",
	    "supporting infrastructure that contributes significantly is in the boundary",
	    leaves_out(r->assessment) ? PARTLY : MET,
	    leaves_out(r->assessment) ? "what is left out stands under boundary" : NULL);
	add(r, iso, "functional unit", "one functional unit R for all components", any,
	    all.scores ? NULL : "state 'per' and a volume of the use phase");
	add(r, iso, "energy",
	    "E in kWh, of all hardware reserved, with the efficiency of the data centre",
	    any == MET ? PARTLY : any,
	    "E is energy at the meter of the facility; hardware reserved and idle counts where "
	    "the scenario has an item for it");
	add(r, iso, "region-specific carbon intensity",
	    "I in gCO2eq/kWh of the grid, without market-based measures", any,
	    "location-based; certificates and contracts do not enter");
	add(r, iso, "embodied emissions",
	    "M is an estimate for the hardware within the boundary",
	    !all.scores			 ? NOT_MET
	    : all.embodied == all.scores ? MET
	    : all.embodied		 ? PARTLY
					 : NOT_MET,
	    all.embodied < all.scores ? "add an item to 'embodied' for the hardware" : NULL);
	add(r, iso, "exclusions", "offsets do not lower the score", MET,
	    "nothing is deducted, credits neither");
	add(r, iso, "reporting", "score, boundary and method are disclosed",
	    all.scores ? MET : NOT_MET, NULL);
}

static void add_ai(const struct requirements *r, struct tally consumer, struct tally provider)
{
	add(r, ai, "consumer boundary",
	    "all components of runtime operations: inference, orchestration, monitoring, data, "
	    "storage, client",
	    consumer.scores ? PARTLY : NOT_MET,
	    "holds the items of the use phase alone, which the boundary names");
	add(r, ai, "provider boundary",
	    "data engineering, model training, system integration, end of life",
	    provider.scores ? PARTLY : NOT_MET,
	    "holds the items of the creation alone, which the boundary names");
	add(r, ai, "consumer functional unit",
	    "a unit of commercial pricing: token, image, inference",
	    consumer.listed ? MET : NOT_MET,
	    consumer.listed ? NULL : "state per: request or per: 1000 output token");
	add(r, ai, "provider functional unit", "FLOP, parameter or training token",
	    provider.listed ? MET : NOT_MET,
	    provider.listed ? NULL : "state about.parameters, or parameters and tokens");
	add(r, ai, "separate scores", "consumer and provider scores are not added up",
	    consumer.scores || provider.scores ? MET : NOT_APPLICABLE, NULL);
}

void sci_requirements(struct arena *arena, struct cJSON *root,
		      const struct export_request *request, const struct sci_score *consumer,
		      size_t consumers, const struct sci_score *provider, size_t providers)
{
	const struct requirements requirements = {arena, json_array(root, "requirements"),
						  request->assessment};
	struct tally consumed = tally_of(consumer, consumers);
	struct tally provided = tally_of(provider, providers);
	struct tally all = {consumed.scores + provided.scores,
			    consumed.embodied + provided.embodied,
			    consumed.listed + provided.listed, consumed.whole + provided.whole};

	add_iso(&requirements, all);
	add_ai(&requirements, consumed, provided);
}
