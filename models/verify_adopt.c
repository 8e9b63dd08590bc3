/* What a document prints of its record - digests, versions - as the stated one has it: these
 * are told as causes and are no difference of their own. */

#include <ctype.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/json_tree.h"
#include "models/verify_parts.h"

/* A stated version that is longer, or has other characters, is not put anywhere. */
enum { LONGEST_VERSION = 32 };

/* A text with one word in the place of another of the same length. */
static void put_for(char *text, const char *word, const char *other, size_t length)
{
	while ((text = strstr(text, word))) {
		memcpy(text, other, length);
		text += length;
	}
}

/* Digests that a page prints beside its record would be apart with every change of a file: they
 * are told as what they are. A digest is printed whole or by its first digits. */
static void adopt_digest(struct arena *arena, char *again, const char *stated,
			 const char *computed)
{
	static const size_t lengths[] = {64, 12};

	if (strlen(stated) != 64 || strlen(computed) != 64 || text_same(stated, computed))
		return;
	for (size_t i = 0; i < 2; i++)
		put_for(again, arena_copy(arena, computed, lengths[i]), stated, lengths[i]);
}

/* Of the files that both name, in their order. */
static void adopt_files(struct arena *arena, char *again, const struct verify_side *stated,
			const struct verify_side *computed, const char *path)
{
	const struct cJSON *a = json_tree_first(json_tree_at(stated->record, path)),
			   *b = json_tree_first(json_tree_at(computed->record, path));

	for (; a && b; a = json_tree_next(a), b = json_tree_next(b))
		if (text_same(json_tree_text(a, "file"), json_tree_text(b, "file")))
			adopt_digest(arena, again, json_tree_text(a, "sha256"),
				     json_tree_text(b, "sha256"));
}

static const char *adopt_digests(struct arena *arena, const char *again,
				 const struct verify_side *stated,
				 const struct verify_side *computed)
{
	static const char *const paths[] = {"scenario", "factors"};
	char *copy = arena_text(arena, again);

	for (size_t i = 0; i < 2; i++)
		adopt_digest(
		    arena, copy,
		    json_tree_text(json_tree_at(stated->record, paths[i]), "sha256"),
		    json_tree_text(json_tree_at(computed->record, paths[i]), "sha256"));
	adopt_files(arena, copy, stated, computed, "scenarios");
	adopt_files(arena, copy, stated, computed, "inputs");
	adopt_files(arena, copy, stated, computed, "factors.files");
	return copy;
}

static bool is_version(const char *text)
{
	size_t length = strlen(text);

	return length > 0 && length <= LONGEST_VERSION &&
	       strspn(text, "0123456789.abcdefghijklmnopqrstuvwxyz+-") == length;
}

static const char *adopt_version(struct arena *arena, const char *text, const char *before,
				 const char *version, const char *other)
{
	const char *sought = arena_printf(arena, "%s%s", before, version), *at, *from = text;
	struct buffer out = {0};

	if (!is_version(version) || !is_version(other) || text_same(version, other) ||
	    !strstr(text, sought))
		return text;
	while ((at = strstr(from, sought))) {
		const char *behind = at + strlen(sought);
		bool whole = !isalnum((unsigned char)*behind) &&
			     !(*behind == '.' && isdigit((unsigned char)behind[1]));

		buffer_add(&out, from, (size_t)(at - from));
		buffer_printf(&out, "%s%s", before, whole ? other : version);
		from = behind;
	}
	buffer_text(&out, from);
	text = arena_copy(arena, out.text, out.length);
	buffer_free(&out);
	return text;
}

/* The same of versions, which are no difference of their own either. */
static const char *adopt_versions(struct arena *arena, const char *again,
				  const struct verify_side *stated,
				  const struct verify_side *computed)
{
	static const struct {
		const char *path, *before;
	} places[] = {
	    {"lca", "lca "},
	    {"lca", "\""},
	    {"factors.version", "factors "},
	    {"factors.version", "factor database "},
	    {"factors.version", "factors | "},
	    {"factors.version", "\""},
	};

	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		const char *then =
		    json_tree_string(json_tree_at(stated->record, places[i].path));
		const char *now =
		    json_tree_string(json_tree_at(computed->record, places[i].path));

		if (then && now)
			again = adopt_version(arena, again, places[i].before, now, then);
	}
	return again;
}

const char *verify_adopt(struct arena *arena, const char *again,
			 const struct verify_side *stated, const struct verify_side *computed)
{
	return adopt_versions(arena, adopt_digests(arena, again, stated, computed), stated,
			      computed);
}
