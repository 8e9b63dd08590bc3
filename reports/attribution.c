/* Attribution of data under licences that ask for it. */

#include "reports/attribution.h"

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

/* Licences that ask to name the author, the licence and what was changed. */
static const struct {
	const char *id, *url;
} licences[] = {
    {"Apache-2.0", "https://www.apache.org/licenses/LICENSE-2.0"},
    {"CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"},
    {"MIT", "https://spdx.org/licenses/MIT.html"},
    {"MPL-2.0", "https://www.mozilla.org/MPL/2.0/"},
    {"OGL-Canada-2.0", "https://open.canada.ca/en/open-government-licence-canada"},
};

const char *attribution(struct arena *arena, const struct source *source)
{
	for (size_t i = 0; source->licence && i < sizeof licences / sizeof licences[0]; i++) {
		if (text_same(source->licence, licences[i].id))
			return arena_printf(
			    arena, "data of %s under %s (%s), selected and converted",
			    source->authors && *source->authors ? source->authors : source->id,
			    licences[i].id, licences[i].url);
	}
	return NULL;
}
