/* Sorts factor rows into kinds. */

#include "factors/kinds.h"

#include <stdbool.h>
#include <string.h>

#include "lca/base/text.h"

/* Which variants a kind holds: FIGURE the row that look-ups use and its direct or life-cycle
 * one, VINTAGE the other years and sources beside it. */
enum variants { ANY, FIGURE, VINTAGE };

static const char OTHER[] = "other";

/* The first row that fits counts. Empty globs fit anything. */
static const struct {
	const char *kind;
	const char *activity, *criterion; /* globs */
	const char *thing, *region;	  /* kinds, or a glob of them */
	enum variants variants;
} kinds[] = {
    {"grid-market", "electricity", "gwp_market", "", "", ANY},
    {"grid-marginal", "electricity", "gwp_marginal", "", "", ANY},
    {"grid-vintage", "electricity", "gwp", "", "", VINTAGE},
    {"grid-country", "electricity", "gwp", "", "country", FIGURE},
    {"grid-world", "electricity", "gwp", "", "world", FIGURE},
    {"grid-subnational", "electricity", "gwp", "", "subdivision", FIGURE},
    {"grid-zone", "electricity", "gwp", "", "zone", FIGURE},
    {"grid-cloud", "electricity", "gwp", "", "?*", FIGURE},
    {"electricity-resource", "electricity", "pe", "", "", ANY},
    {"electricity-resource", "electricity", "adpe", "", "", ANY},
    {"electricity-resource", "electricity", "water", "", "", ANY},
    {"definition", "electricity", "electricity", "", "", ANY},
    {"upstream", "electricity-upstream", "", "", "", ANY},
    {"fuel", "electricity-from-*", "", "", "", ANY},
    {"losses", "losses", "", "", "", ANY},
    {"pue", "pue", "", "", "", ANY},
    {"wue", "wue", "", "", "", ANY},
    {"default", "default", "", "", "", ANY},
    {"inference", "*@*", "", "", "", ANY},
    {"inference", "", "", "model", "", ANY},
    {"inference", "", "", "task", "", ANY},
    {"accelerator", "", "tdp", "accelerator", "", ANY},
    {"accelerator", "", "memory", "accelerator", "", ANY},
    {"accelerator", "", "peak*", "accelerator", "", ANY},
    {"accelerator", "", "die-area", "accelerator", "", ANY},
    {"accelerator", "", "process-node", "accelerator", "", ANY},
    {"cpu", "", "tdp", "cpu", "", ANY},
    {"embodied", "", "gwp", "instance", "", ANY},
    {"instance", "", "", "instance", "", ANY},
    {"storage-network", "", "energy-per-data", "", "", ANY},
    {"storage-network", "", "power-per-capacity", "", "", ANY},
    {"storage-network", "", "replication", "", "", ANY},
    {"power", "", "power*", "", "", ANY},
    {"gwp100", "", "", "substance", "", ANY},
    {"embodied", "", "", "accelerator", "", ANY},
    {"embodied", "", "", "cpu", "", ANY},
    {"embodied", "", "", "component", "", ANY},
    {"embodied", "", "", "server", "", ANY},
    {"embodied", "", "gwp", "activity", "", ANY},
    {OTHER, "", "", "", "", ANY},
};

enum { KINDS = sizeof kinds / sizeof *kinds };

static bool fits(const char *pattern, const char *text)
{
	return !*pattern || text_match(pattern, text);
}

static bool is_vintage(const char *variant)
{
	return *variant && strcmp(variant, "direct") != 0 && strcmp(variant, "lifecycle") != 0;
}

static bool fits_variant(enum variants variants, const char *variant)
{
	return variants == ANY || (variants == VINTAGE) == is_vintage(variant);
}

const char *kind_of(const struct row_traits *traits)
{
	size_t i;

	for (i = 0; i < KINDS; i++)
		if (fits(kinds[i].activity, traits->activity) &&
		    fits(kinds[i].criterion, traits->criterion) &&
		    fits(kinds[i].thing, traits->thing_kind) &&
		    fits(kinds[i].region, traits->region_kind) &&
		    fits_variant(kinds[i].variants, traits->variant))
			return kinds[i].kind;
	return OTHER;
}

static bool is_first(size_t index)
{
	size_t i;

	for (i = 0; i < index; i++)
		if (strcmp(kinds[i].kind, kinds[index].kind) == 0)
			return false;
	return true;
}

const char *kind_at(size_t index)
{
	size_t i;

	for (i = 0; i < KINDS; i++)
		if (is_first(i) && index-- == 0)
			return kinds[i].kind;
	return NULL;
}
