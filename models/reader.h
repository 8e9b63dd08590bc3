#ifndef MODELS_READER_H
#define MODELS_READER_H

/* What the files that read a scenario share: the reader's state and the reading of one block of
 * keys. */

#include "models/study.h"

struct arena;
struct diags;
struct known;
struct quantity_files;
struct scenario_source;

struct reader {
	struct arena *arena;
	struct diags *diags;
	struct scenario *scenario;
	struct scenario_source *source;
};

/* Reads a map into values[KEY_TOTAL], each key checked against the blocks allowed there. path:
 * "sites.jean-zay"; key: the origin key of the block, "sites/jean-zay". what: "a site", for
 * messages. */
size_t reader_block(struct reader *reader, const struct node *node, unsigned blocks,
		    const char *path, const char *key, const char *what, struct value **values);
/* Reads a quantity node once; the same node again gives the same quantity. */
bool reader_quantity(struct arena *arena, struct diags *diags, struct known *known,
		     const struct node *node, const struct quantity_rule *rule,
		     const char *path, const char *key, struct quantity *quantity);
struct known *known_new(struct arena *arena, struct quantity_files *files);
/* {series: FILE, column: NAME}, hourly intensities of a grid (scenario_series.c); NULL:
 * reported. */
bool reader_is_series(const struct node *node);
const struct grid_series *reader_series(struct reader *reader, const struct node *node,
					const char *path);
/* A scalar's text; reports where it is a list or a mapping (NULL). */
const char *reader_text(struct reader *reader, const struct node *node, const char *path);

void reader_sites(struct reader *reader, const struct node *node);
void reader_hardware(struct reader *reader, const struct node *node);
void reader_stages(struct reader *reader, const struct node *node);
/* What correlations: states, names not looked up yet (correlations.c). */
void reader_correlations(struct reader *reader, const struct node *list);
/* What about: states; value may be NULL (about.c). Never NULL. */
const struct about *reader_about(struct reader *reader, const struct value *value);
/* Reads the log of an item, if it has one (scenario_log.c). */
void reader_log(struct reader *reader, struct item *item);
/* Rules between the keys of an item (scenario_rules.c). */
void reader_check_item(struct reader *reader, struct item *item);

/* The stages that are no energy (scenario_amounts.c); they set the item's way. */
void rules_embodied(struct reader *reader, struct item *item);
void rules_other(struct reader *reader, struct item *item);
/* The words of includes:; value may be NULL. */
void rules_includes(struct reader *reader, const struct value *value);

/* Keys without effect in the stage, or beside share_of (scenario_effect.c). */
void rules_effect(struct reader *reader, const struct item *item);
void rules_share(struct reader *reader, const struct item *item);

/* One log in two items (scenario_twice.c). */
void rules_logs(struct reader *reader);

/* What the rules report: the same thing twice, nothing to compute from, a key without the one
 * it needs. */
void rule_two_ways(struct reader *reader, const struct value *first,
		   const struct value *second);
void rule_pair(struct reader *reader, const struct item *item, enum key first, enum key second);
void rule_missing(struct reader *reader, const struct item *item, const char *hint,
		  const char *what);
bool rule_needs(struct reader *reader, const struct item *item, enum key key,
		const struct value *value, const char *hint);

/* Reports what was already inside the meter and would be multiplied again. */
void rule_metered(struct diags *diags, const struct item *item, enum metered_at metered);

struct place place_of(const struct value *value); /* of the value's node */

#endif
