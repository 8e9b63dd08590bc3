#ifndef MODELS_VARIATION_PARTS_H
#define MODELS_VARIATION_PARTS_H

/*
 * What the files that vary a scenario share: the blocks of its tree, and a key with its values.
 *
 * Blocks are numbered alike in every copy of the tree (blocks_copy), so that what is found once
 * holds for every variant.
 */

#include "factors/factors.h"
#include "lca/base/diag.h"
#include "lca/base/tree.h"
#include "models/keys.h"
#include "models/variation.h"

struct arena;
struct diags;

enum block_kind { BLOCK_TOP, BLOCK_SITE, BLOCK_HARDWARE, BLOCK_ITEM };

struct block_map {
	enum block_kind kind;
	unsigned blocks;     /* whose keys may stand here */
	enum stage_id stage; /* of an item */
	const char *path;    /* "sites.main"; "" for the top */
	const char *name;    /* of the site, hardware or item */
	struct node *map;
};

/* The maps of a tree that hold keys, in the order of the file; what is no map is left out. */
struct block_map *blocks_find(struct arena *arena, const struct node *root, size_t *count);
/* The same of a copy whose maps may be changed. */
struct block_map *blocks_copy(struct arena *arena, const struct node *root, struct node **copy,
			      size_t *count);

/* Paths of a key that is none of the top, "sites.main.pue": where it stands, then where it
 * may. */
size_t key_places(struct arena *arena, const struct node *root, const char *name,
		  const char ***paths);

/* One value of a varied key. */
struct choice {
	const char *text; /* canonical */
	const char *name; /* or NULL */
	struct node *node;
};

/* A key that a varied one takes away. */
struct dropped {
	size_t block;
	const char *key;
};

/* --vary KEY=... */
struct varied {
	const struct variation_request *request;
	struct place place; /* "--vary region": of its values */
	const char *name;   /* of the key: "pue" */
	enum key key;	    /* KEY_TOTAL: of a mapping within a block */
	const char *path;   /* "sites.home" of sites.home.pue; NULL: the key alone */
	struct choice *choices;
	size_t count;
	size_t *targets; /* blocks that get the value; none: `nested` */
	size_t target_count;
	struct dropped *drops;
	size_t drop_count;
	const char *nested; /* path to put the value at, below a block; or NULL */
	/* Embodied items whose device is the varied accelerator, by whose hours they count. */
	size_t *followers;
	size_t follower_count;
};

struct variation {
	struct arena *arena;
	struct diags *diags;
	struct factors *factors;
	const struct variation_options *options;
	struct place place; /* of the command line */
	const struct node *root;
	struct block_map *blocks;
	size_t block_count;
	struct varied *varied; /* [request] */
	bool *kept;	       /* [option keep] something would be dropped but for it */
};

/* Whether --set gives the block a value of this key. */
bool variation_typed(const struct variation *variation, size_t block, const char *key);

bool block_states(const struct block_map *block, enum key key);
/* The text of a key, NULL where it is none or not there. */
const char *block_text(const struct block_map *block, enum key key);
bool varied_is_target(const struct varied *varied, size_t block);
/* An item that lies at a site that gets the value, and says nothing else. */
bool varied_lies_at_target(const struct variation *variation, const struct varied *varied,
			   size_t block);

/* Whether a request gives the block a value of this key. */
bool variation_sets(const struct variation *variation, size_t block, const char *key);

/* Splits and names the values; false: reported. */
bool varied_read_values(struct variation *variation, struct varied *varied);
/* Finds the blocks that get the values, and what is taken away; false: reported. */
bool varied_find_targets(struct variation *variation, struct varied *varied);
/* Whether a varied region or year may be told to keep this key. */
bool varied_check_keep(struct variation *variation);
/* False, reported, where a key alone stands in places that say different things, or the same of
 * different things (variation_places.c). */
bool varied_check_places(const struct variation *variation, const struct varied *varied);
/* Tells keys to keep that nothing would drop, and keys of --set that are varied as well. */
void variation_tell_idle(const struct variation *variation);
/* Finds the devices that follow a varied accelerator. */
void varied_find_followers(const struct variation *variation, struct varied *varied);
bool varied_is_follower(const struct varied *varied, size_t block);
/* Tells where a key is set, if in several places, and what follows it. */
void varied_tell_places(const struct variation *variation, const struct varied *varied);
/* Tells what is dropped, and what does not follow the key (variation_told.c). */
void varied_tell(struct variation *variation, const struct varied *varied);

#endif
