#ifndef REPORTS_CARD_H
#define REPORTS_CARD_H

/*
 * The model card of an assessment: the block co2_eq_emissions of a hub's front matter, and a
 * section "Environmental Impact" between two markers.
 *
 * emissions is the total of the creation phase, location-based, in grams: what making the model
 * emitted, as far as it is counted (source says what that is). Where no creation is counted, or
 * none of it is known, there is no block: a figure of use alone would be taken for one of
 * training. Nothing is netted; credits and offsets stand in the section alone.
 */

#include <stdbool.h>
#include <stddef.h>

#define CARD_BEGIN "<!-- lca:begin -->"
#define CARD_END   "<!-- lca:end -->"

struct arena;
struct assessment;
struct buffer;
struct diags;

struct card {
	const char *front;   /* lines "co2_eq_emissions:", "  emissions: ..."; NULL: none */
	const char *section; /* what stands between the markers; ends with a line end */
};

/* The assessment must have gwp. diags: its warnings stand in the section. */
struct card card_of(struct arena *arena, const struct assessment *assessment,
		    const struct diags *diags);
/* A card of its own. */
void card_write(const struct card *card, struct buffer *out);

struct card_file {
	const char *name; /* for places */
	const char *text;
	size_t length;
};
/* The file with the card in it: the block within its front matter (which is made where there
 * is none), the section between its markers or, where there are none, at its end. All other
 * bytes stay as they are; what is new has the file's line ends. False, reported, where the
 * markers or the front matter are broken. notes: what its owner should know. */
bool card_put(struct arena *arena, const struct card *card, const struct card_file *file,
	      struct diags *diags, struct diags *notes, struct buffer *out);

/* What a file would be, had `printed`, by card_write, been put into it: where it has both
 * markers and a front matter that can be read, all of it; else the section alone, which may
 * have been pasted anywhere. False where `printed` is no card. faults: why a page that has
 * markers or a front matter cannot be read as card_put would, and what that leaves unsaid. */
bool card_again(struct arena *arena, const char *printed, const struct card_file *file,
		struct diags *faults, struct buffer *out);

#endif
