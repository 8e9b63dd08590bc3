/* Products of atoms, each made once. */

#include "lca/engine/exact_term.h"

#include <assert.h>
#include <string.h>

#include "lca/base/arena.h"

static uint64_t mix(uint64_t hash, uint64_t value)
{
	hash = (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ hash >> 29;
}

static uint64_t hash_of(struct exact_atom *const *atoms, size_t count)
{
	uint64_t hash = count;
	size_t i;

	for (i = 0; i < count; i++)
		hash = mix(hash, atoms[i]->id);
	return hash;
}

/* The slot that holds the product of these atoms, or the empty one where it belongs. */
static struct exact_product **slot_of(const struct exact_book *book,
				      struct exact_atom *const *atoms, size_t count)
{
	size_t slot = (size_t)hash_of(atoms, count) & (book->capacity - 1);
	struct exact_product *there;

	while ((there = book->products[slot])) {
		if (there->count == count &&
		    (!count || memcmp(there->atoms, atoms, count * sizeof *atoms) == 0))
			break;
		slot = (slot + 1) & (book->capacity - 1);
	}
	return &book->products[slot];
}

static void widen(struct exact_book *book)
{
	struct exact_product **old = book->products;
	size_t count = book->capacity, i;

	book->capacity *= 2;
	book->products =
	    arena_alloc(book->arena, book->capacity * sizeof(struct exact_product *));
	for (i = 0; i < count; i++)
		if (old[i])
			*slot_of(book, old[i]->atoms, old[i]->count) = old[i];
}

struct exact_product *exact_product_of(struct exact_book *book, struct exact_atom *const *atoms,
				       size_t count)
{
	struct exact_product **slot, *made;
	size_t i;

	if (2 * book->product_count >= book->capacity)
		widen(book);
	slot = slot_of(book, atoms, count);
	if (*slot)
		return *slot;
	made = arena_alloc(book->arena, sizeof *made);
	made->id = (uint32_t)book->product_count++;
	made->count = (uint32_t)count;
	made->atoms = arena_alloc(book->arena, (count + 1) * sizeof(struct exact_atom *));
	for (i = 0; i < count; i++) {
		made->atoms[i] = atoms[i];
		made->draws |= UINT64_C(1) << atoms[i]->draw % 64;
	}
	return *slot = made;
}

struct exact_product *exact_part(struct exact_book *book, const struct exact_product *product,
				 const bool *draws, bool wanted)
{
	struct exact_atom *atoms[EXACT_ATOMS];
	size_t i, count = 0;

	assert(product->count <= EXACT_ATOMS);
	for (i = 0; i < product->count; i++)
		if (draws[product->atoms[i]->draw] == wanted)
			atoms[count++] = product->atoms[i];
	return exact_product_of(book, atoms, count);
}

bool exact_product_mean(struct exact_book *book, struct exact_product *product, double *mean)
{
	double one;
	size_t i;

	if (!product->measured) {
		product->measured = true;
		product->known = true;
		product->mean = 1;
		for (i = 0; i < product->count; i++) {
			if (!exact_atom_mean(book->atoms, product->atoms[i], &one))
				product->known = false;
			product->mean *= one;
		}
	}
	*mean = product->mean;
	return product->known;
}
