/* The front matter of a card: where its block of emissions stands. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"
#include "reports/card_inner.h"

static const char block_key[] = "co2_eq_emissions";
static const char fence[] = "---";

/* The front matter of a file: its lines lie in [first, close), its fences around them. */
struct front {
	size_t open, first, close;
	size_t first_line; /* number of the line at first, from 1 */
};

static bool is_blank(const struct card_file *file, size_t at, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (file->text[at + i] != ' ' && file->text[at + i] != '\t')
			return false;
	return true;
}

bool card_is_fence(const struct card_file *file, size_t at)
{
	size_t next, length = card_line(file, at, &next);

	return length >= strlen(fence) && strncmp(file->text + at, fence, strlen(fence)) == 0 &&
	       is_blank(file, at + strlen(fence), length - strlen(fence));
}

static bool is_comment(const struct card_file *file, size_t at, size_t length)
{
	size_t i = 0;

	while (i < length && (file->text[at + i] == ' ' || file->text[at + i] == '\t'))
		i++;
	return i < length && file->text[at + i] == '#';
}

static size_t start_of_text(const struct card_file *file)
{
	static const char mark[] = "\xef\xbb\xbf";

	return file->length >= strlen(mark) && memcmp(file->text, mark, strlen(mark)) == 0
		   ? strlen(mark)
		   : 0;
}

/* False where there is none: *first is then where it would begin. Blank lines may stand above
 * it. */
static bool find_front(const struct card_file *file, struct front *front, bool *closed)
{
	size_t at = start_of_text(file), next, length, line = 1;

	*closed = false;
	for (; at < file->length; at = next, line++) {
		length = card_line(file, at, &next);
		if (!is_blank(file, at, length))
			break;
	}
	if (at >= file->length || !card_is_fence(file, at))
		return false;
	front->open = at;
	card_line(file, at, &next);
	front->first = next;
	front->first_line = line + 1;
	for (at = next; at < file->length; at = next) {
		card_line(file, at, &next);
		if (card_is_fence(file, at)) {
			front->close = at;
			*closed = true;
			break;
		}
	}
	return true;
}

/* Where line number `line` of the file starts. */
static size_t line_start(const struct card_file *file, const struct front *front, uint32_t line)
{
	size_t at = front->first, next;

	for (size_t number = front->first_line; number < line && at < front->close; number++) {
		card_line(file, at, &next);
		at = next;
	}
	return at;
}

/* The end of what a key holds: blank lines and comments below it belong to the next. */
static size_t value_end(const struct card_file *file, size_t from, size_t to)
{
	size_t end = from, next;

	for (size_t at = from; at < to; at = next) {
		size_t length = card_line(file, at, &next);

		if (at == from ||
		    (!is_blank(file, at, length) && !is_comment(file, at, length)))
			end = next;
	}
	return end;
}

/* Lines of comment within the old block outlive it. */
static void keep_comments(const struct card_file *file, struct card_span old,
			  struct buffer *text)
{
	size_t next;

	for (size_t at = old.from; at < old.to; at = next) {
		size_t length = card_line(file, at, &next);

		if (!is_comment(file, at, length))
			continue;
		buffer_add(text, file->text + at, length);
		buffer_text(text, "\n");
	}
}

static void add_block(struct buffer *text, const char *block, uint32_t indent)
{
	while (*block) {
		size_t length = strcspn(block, "\n") + 1;

		buffer_pad(text, ' ', indent);
		buffer_add(text, block, length);
		block += length;
	}
}

static struct place place_of(const struct card_file *file, size_t line)
{
	return (struct place){file->name, (uint32_t)line, 1};
}

/* Where the block is in the front matter, by the places of its keys. */
static void place_block(const struct card_file *file, const struct front *front,
			const struct node *root, const struct card *card, struct buffer *text,
			struct card_span *old)
{
	const struct entry *entry = root ? node_entry(root, block_key) : NULL;
	size_t index = entry ? (size_t)(entry - root->entries) : 0, until = front->close;
	uint32_t indent = root && root->count ? root->entries[0].place.column - 1 : 0;

	if (!entry) {
		*old = (struct card_span){front->close, front->close};
		add_block(text, card->front, indent);
		return;
	}
	if (index + 1 < root->count)
		until = line_start(file, front, root->entries[index + 1].place.line);
	old->from = line_start(file, front, entry->place.line);
	old->to = value_end(file, old->from, until);
	add_block(text, card->front, indent);
	keep_comments(file, *old, text);
}

/* A line end of YAML that no editor shows as one would move all lines below it. */
static bool has_odd_line_end(const struct card_file *file, const struct front *front)
{
	static const char *const odd[] = {"\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9"};

	for (size_t at = front->first; at < front->close; at++) {
		const char *text = file->text + at;
		size_t left = front->close - at;

		if (*text == '\r' && (left < 2 || text[1] != '\n'))
			return true;
		for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
			if (left >= strlen(odd[i]) &&
			    strncmp(text, odd[i], strlen(odd[i])) == 0)
				return true;
	}
	return false;
}

/* Its lines have the numbers that they have in the file. */
static struct node *read_yaml(struct arena *arena, const struct card_file *file,
			      const struct front *front, struct diags *diags)
{
	struct buffer text = {0};
	struct node *root;

	buffer_pad(&text, '\n', front->first_line - 1);
	buffer_add(&text, file->text + front->first, front->close - front->first);
	root = tree_read(arena, file->name, text.text, text.length, diags);
	buffer_free(&text);
	return root;
}

/* The front matter without its fences; NULL for one of blanks and comments alone. */
static bool read_front(struct arena *arena, const struct card_file *file,
		       const struct front *front, struct diags *diags, struct node **root)
{
	size_t next;
	bool empty = true;

	for (size_t at = front->first; at < front->close; at = next) {
		size_t length = card_line(file, at, &next);

		empty = empty && (is_blank(file, at, length) || is_comment(file, at, length));
	}
	*root = NULL;
	if (has_odd_line_end(file, front)) {
		diag_add(diags, DIAG_CARD_FRONT, place_of(file, front->first_line), NULL,
			 "end its lines with LF or CRLF",
			 "the front matter has line ends of another kind (CR alone, U+0085, "
			 "U+2028 or U+2029)");
		return false;
	}
	if (empty)
		return true;
	*root = read_yaml(arena, file, front, diags);
	if (!*root || diags_has_error(diags))
		return false;
	if ((*root)->kind == NODE_MAP)
		return true;
	diag_add(diags, DIAG_CARD_FRONT, place_of(file, front->first_line), NULL,
		 "write 'key: value' lines, or a blank line and '***' where a line is meant",
		 "the text between the first two '---' is no front matter");
	return false;
}

/* Every other key is there as it was. */
static bool keeps_others(const struct node *before, const struct node *after)
{
	size_t count = before ? before->count : 0, others = 0;

	for (size_t i = 0; i < count; i++) {
		const struct entry *entry = &before->entries[i];

		if (text_same(entry->key, block_key))
			continue;
		others++;
		if (!node_same(entry->value, node_get(after, entry->key)))
			return false;
	}
	return after->count == others + 1;
}

/* What comes out is read again: a mapping in braces, or an alias of the old block, would be
 * broken by it. */
static bool holds(struct arena *arena, const struct card_file *file, const struct front *front,
		  const struct card_head *head, const struct node *before, struct diags *diags)
{
	struct diags *aside = diags_new(arena);
	struct buffer text = {0};
	const struct node *root, *block;
	bool good;

	buffer_add(&text, file->text + front->first, head->old.from - front->first);
	buffer_text(&text, head->text);
	buffer_add(&text, file->text + head->old.to, front->close - head->old.to);
	root = tree_read(arena, file->name, text.text, text.length, aside);
	block = root ? node_get(root, block_key) : NULL;
	good = !diags_has_error(aside) && block && node_get(block, "emissions") &&
	       keeps_others(before, root);
	buffer_free(&text);
	if (!good)
		diag_add(diags, DIAG_CARD_FRONT, place_of(file, front->first_line), NULL,
			 "write the front matter with one key a line, without braces around it "
			 "and without an anchor in co2_eq_emissions",
			 "co2_eq_emissions cannot be put into this front matter");
	return good;
}

static bool replace(struct arena *arena, const struct card *card, const struct card_file *file,
		    const struct front *front, struct diags *diags, struct card_head *head)
{
	struct node *root;
	struct buffer text = {0};

	if (!read_front(arena, file, front, diags, &root))
		return false;
	if (!card->front) {
		head->old = (struct card_span){front->first, front->first};
		return true;
	}
	place_block(file, front, root, card, &text, &head->old);
	head->text = arena_text(arena, text.text);
	buffer_free(&text);
	return holds(arena, file, front, head, root, diags);
}

bool card_head_find(struct arena *arena, const struct card *card, const struct card_file *file,
		    struct diags *diags, struct card_head *head)
{
	size_t start = start_of_text(file), next;
	struct front front = {0};
	bool closed;

	*head = (struct card_head){.old = {start, start}, .text = "", .body = start};
	if (!find_front(file, &front, &closed)) {
		if (card->front)
			head->text = arena_printf(arena, "---\n%s---\n\n", card->front);
		return true;
	}
	if (!closed) {
		head->body = front.first;
		diag_add(diags, DIAG_CARD_FRONT, place_of(file, front.first_line - 1), NULL,
			 "write '---' below the last key",
			 "the front matter is never closed by '---'");
		return false;
	}
	card_line(file, front.close, &next);
	head->body = next;
	return replace(arena, card, file, &front, diags, head);
}
