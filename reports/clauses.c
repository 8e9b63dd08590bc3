/* The table of clauses, and what their tests share. */

#include "reports/clauses.h"

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/facts.h"

#define IN(section) (1u << DOSSIER_##section)

static const struct clause rows[] = {
#define CLAUSE(standard, number, title, asks, sections, test)                                  \
	{STANDARD_##standard, number, title, asks, sections, clause_##test},
#include "reports/clauses.def"
#undef CLAUSE
};

const struct clause *clause_rows(size_t *count)
{
	*count = sizeof rows / sizeof *rows;
	return rows;
}

struct verdict clause_met(const char *remark)
{
	return (struct verdict){CLAUSE_MET, remark};
}

struct verdict clause_partly(const char *remark)
{
	return (struct verdict){CLAUSE_PARTLY, remark};
}

struct verdict clause_not_met(const char *remark)
{
	return (struct verdict){CLAUSE_NOT_MET, remark};
}

struct verdict clause_not_applicable(const char *remark)
{
	return (struct verdict){CLAUSE_NOT_APPLICABLE, remark};
}

struct verdict clause_unknown(const char *remark)
{
	return (struct verdict){CLAUSE_UNKNOWN, remark};
}

bool clause_has_stage(const struct dossier *dossier, const char *stage)
{
	for (size_t i = 0; i < dossier->assessment->item_count; i++)
		if (text_same(dossier->assessment->items[i].stage, stage) &&
		    !dossier->assessment->items[i].credit)
			return true;
	return false;
}

bool clause_has_phase(const struct dossier *dossier, enum phase phase)
{
	for (size_t i = 0; i < dossier->assessment->item_count; i++)
		if (dossier->assessment->items[i].phase == phase &&
		    !dossier->assessment->items[i].credit)
			return true;
	return false;
}

bool clause_draws(const struct facts_item *fact)
{
	const struct item_result *item = fact->item;

	return !item->credit && !item->losses_of &&
	       (fact->is_hole || item->supply_count > 0 || isfinite(fact->facility_kwh));
}

struct verdict clause_by_count(size_t found, size_t of, const char *remark)
{
	if (of > 0 && found >= of)
		return clause_met(remark);
	return found > 0 ? clause_partly(remark) : clause_not_met(remark);
}

const char *clause_missing(struct arena *arena, const struct stated *texts, size_t count,
			   size_t *missing)
{
	const char *list = NULL;
	size_t left = 0;

	*missing = 0;
	for (size_t i = 0; i < count; i++)
		*missing += !texts[i].text;
	left = *missing;
	for (size_t i = 0; i < count; i++) {
		if (texts[i].text)
			continue;
		left--;
		list = list ? arena_printf(arena, "%s%s%s", list, left ? ", " : " and ",
					   texts[i].key)
			    : arena_printf(arena, "state %s", texts[i].key);
	}
	return list;
}
