/* A card that was made again, where the old one stands. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "reports/card_inner.h"

static const char fence[] = "---\n";
static const char begin[] = CARD_BEGIN "\n";
static const char end[] = CARD_END "\n";

/* What card_write printed, taken apart. */
static bool take_apart(struct arena *arena, const char *printed, struct card *card)
{
	const char *from = strstr(printed, begin), *to = from ? strstr(from, end) : NULL;

	if (!to)
		return false;
	*card = (struct card){0};
	if (text_starts(printed, fence))
		card->front =
		    arena_copy(arena, printed + strlen(fence),
			       (size_t)(from - printed) - strlen(fence) - strlen(fence) - 1);
	from += strlen(begin);
	card->section = arena_copy(arena, from, (size_t)(to - from));
	return true;
}

/* A section without markers may have been pasted; a block beside it has to be its own. */
static void check_block(const struct card_file *file, const struct card_head *head,
			struct diags *faults)
{
	size_t length = head->old.to - head->old.from;

	if (length && (length != strlen(head->text) ||
		       memcmp(file->text + head->old.from, head->text, length) != 0))
		diag_add(faults, DIAG_CARD_FRONT, (struct place){.file = file->name}, NULL,
			 NULL, "co2_eq_emissions in the front matter is not what comes out");
}

static bool has_markers(struct arena *arena, const struct card *card,
			const struct card_file *file, struct diags *faults)
{
	struct card_head head;
	struct card_marks marks;

	if (!card_head_find(arena, card, file, faults, &head) ||
	    !card_marks_find(file, head.body, faults, &marks))
		return false;
	if (!marks.found)
		check_block(file, &head, faults);
	return marks.found;
}

bool card_again(struct arena *arena, const char *printed, const struct card_file *file,
		struct diags *faults, struct buffer *out)
{
	struct card card;

	if (!take_apart(arena, printed, &card))
		return false;
	if (has_markers(arena, &card, file, faults))
		return card_put(arena, &card, file, faults, diags_new(arena), out);
	buffer_text(out, card.section);
	return true;
}
