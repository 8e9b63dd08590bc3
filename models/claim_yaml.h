#ifndef MODELS_CLAIM_YAML_H
#define MODELS_CLAIM_YAML_H

/* What the files that read a claim file share (claim_yaml*.c): one claim and its mapping. */

#include "lca/base/tree.h"
#include "models/claim_reader.h"

struct text_set;

struct yaml_claim {
	struct claim_reader *reader;
	size_t index; /* of the claim in reader->claims, which moves as claims are added */
	const struct node *node;
	const char *path; /* "claims[bloom]" */
	/* Where each figure was stated, and what says where it was taken. */
	const struct entry *stated[CLAIM_FIGURES];
	const struct entry *metered, *power_of;
	double counted; /* accelerators that the name of the accelerator counts */
	const struct entry *counted_in;
};

/* Ids that several claims of the file have, those of rows among them. (claim_yaml_ids.c) */
void yaml_ids_repeated(struct arena *arena, const struct node *claims, int depth,
		       struct text_set *repeated);

/* A claim's key total_of. */
struct yaml_total {
	size_t claim; /* of the reader */
	const struct node *value;
};
/* Totals name claims of the file, from `first` on, and none that holds them. ids: of those
 * claims. (claim_yaml_totals.c) */
void yaml_totals_check(struct claim_reader *reader, const struct text_set *ids, size_t first,
		       const struct yaml_total *totals, size_t count);

struct claim *yaml_claim(const struct yaml_claim *reading);
const char *yaml_path(const struct yaml_claim *reading, const char *key);

/* An error at an entry of the claim; marks the reader as failed. */
void yaml_refuse(const struct yaml_claim *reading, enum diag_code code,
		 const struct entry *entry, const char *hint, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
void yaml_two_ways(const struct yaml_claim *reading, const struct entry *first,
		   const struct entry *second);

/* The scalar's text; NULL: reported. */
const char *yaml_text(const struct yaml_claim *reading, const struct entry *entry);

/* A number of a figure, or of anything where figure is CLAIM_FIGURES: then a pure one. False:
 * it states nothing, or was reported. */
bool yaml_number(struct yaml_claim *reading, const struct entry *entry,
		 enum claim_figure figure, const char *unit, struct printed *printed);

/* Keys that name a figure; false: this key names none. (claim_yaml_figures.c) */
bool yaml_figure(struct yaml_claim *reading, const struct entry *entry);
/* Nearest key for a hint, or NULL. */
const char *yaml_suggest(const struct yaml_claim *reading, const char *key);
bool yaml_is_key(const char *key);
/* "also", "equivalents", "ratio". (claim_yaml_figures.c) */
void yaml_also(struct yaml_claim *reading, const struct entry *entry);
void yaml_equivalents(struct yaml_claim *reading, const struct entry *entry);
void yaml_ratios(struct yaml_claim *reading, const struct entry *entry);

/* Keys that are words; false: this key is none. (claim_yaml_words.c) */
bool yaml_word(struct yaml_claim *reading, const struct entry *entry);

#endif
