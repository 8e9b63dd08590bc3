/* What dossiers and statements are made of: data, their quality, the clauses. */

#include "reports/dossier.h"

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/clauses.h"
#include "reports/export.h"
#include "reports/export_sci.h"
#include "reports/facts.h"

static const char *const section_titles[] = {
#define SECTION(id, title) title,
#include "reports/dossier_sections.def"
#undef SECTION
};

const char *dossier_title(struct arena *arena, enum dossier_section section)
{
	return arena_printf(arena, "%d %s", (int)section + 1, section_titles[section]);
}

const char *dossier_anchor(struct arena *arena, enum dossier_section section)
{
	return arena_printf(arena, "part-%d", (int)section + 1);
}

const char *standard_name(enum standard standard)
{
	switch (standard) {
	case STANDARD_ISO_14067:
		return "ISO 14067:2018, carbon footprint of products";
	case STANDARD_ISO_14044:
		return "ISO 14044:2006, 5.2: reports to third parties";
	case STANDARD_SCI_AI:
		return "SCI for AI, with ISO/IEC 21031:2024";
	case STANDARD_AI_ACT:
		return "EU AI Act (2024/1689), Annex XI, section 1: resources";
	case STANDARDS:
		break;
	}
	return "";
}

const char *clause_status_name(enum clause_status status)
{
	switch (status) {
	case CLAUSE_MET:
		return "met";
	case CLAUSE_PARTLY:
		return "partly met";
	case CLAUSE_NOT_MET:
		return "not met";
	case CLAUSE_NOT_APPLICABLE:
		return "not applicable";
	case CLAUSE_UNKNOWN:
		return "cannot be told";
	case CLAUSE_STATUSES:
		break;
	}
	return "";
}

void dossier_count(const struct dossier *dossier, enum standard standard, size_t *counts)
{
	memset(counts, 0, CLAUSE_STATUSES * sizeof *counts);
	for (size_t i = 0; i < dossier->clause_count; i++)
		if (dossier->clauses[i].standard == standard)
			counts[dossier->verdicts[i].status]++;
}

const char *dossier_tally(struct arena *arena, const struct dossier *dossier,
			  enum standard standard)
{
	size_t counts[CLAUSE_STATUSES], apply, none, unknown;
	const char *text;

	dossier_count(dossier, standard, counts);
	apply = counts[CLAUSE_MET] + counts[CLAUSE_PARTLY] + counts[CLAUSE_NOT_MET];
	none = counts[CLAUSE_NOT_APPLICABLE];
	unknown = counts[CLAUSE_UNKNOWN];
	text = arena_printf(arena, "%zu of %zu met, %zu partly, %zu not", counts[CLAUSE_MET],
			    apply, counts[CLAUSE_PARTLY], counts[CLAUSE_NOT_MET]);
	if (none > 0)
		text = arena_printf(arena, "%s; %zu do%s not apply", text, none,
				    none == 1 ? "es" : "");
	if (unknown > 0)
		text = arena_printf(arena, "%s%s %zu cannot be told", text,
				    none > 0 ? "," : ";", unknown);
	return text;
}

double dossier_score(const struct sci_score *score)
{
	return score->terms.carbon / score->units;
}

const struct dossier *dossier_of(struct arena *arena, const struct facts *facts,
				 const struct diags *diags)
{
	struct dossier *dossier = arena_alloc(arena, sizeof *dossier);
	const struct export_request request = {
	    .assessment = facts->assessment, .diags = diags, .facts = facts, .record = ""};

	*dossier = (struct dossier){
	    .arena = arena,
	    .assessment = facts->assessment,
	    .gwp = assessment_gwp(facts->assessment),
	    .facts = facts,
	    .diags = diags,
	};
	dossier_assess_quality(dossier);
	dossier->consumer = sci_consumer(arena, &request, &dossier->consumer_count);
	dossier->provider = sci_provider(arena, &request, &dossier->provider_count);
	dossier->clauses = clause_rows(&dossier->clause_count);
	dossier->verdicts =
	    arena_alloc(arena, (dossier->clause_count + 1) * sizeof *dossier->verdicts);
	for (size_t i = 0; i < dossier->clause_count; i++)
		dossier->verdicts[i] = dossier->clauses[i].test(dossier);
	return dossier;
}
