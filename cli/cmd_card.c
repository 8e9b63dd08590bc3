/* lca card: the model card of a scenario, on its own or within a file. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/session.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "reports/card.h"

enum { CHUNK = 64 * 1024, LARGEST = 64 * 1024 * 1024 };

static bool fail(struct session *session, const char *path, const char *why, bool missing)
{
	diag_add(session->diags, DIAG_FILE_OPEN, (struct place){.file = path}, NULL,
		 missing ? arena_printf(session->arena, "lca card %s -o %s starts a card",
					session->options->operands[0], path)
			 : NULL,
		 "cannot read '%s': %s", path, why);
	return false;
}

/* The bytes as they are: a card is no log, nothing is unpacked. */
static bool read_file(struct session *session, const char *path, struct buffer *bytes)
{
	char chunk[CHUNK];
	struct stat status;
	size_t got;
	FILE *file;
	bool good;

	/* A pipe is read once and cannot be replaced. */
	if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
		return fail(session, path, "it is no regular file", false);
	file = fopen(path, "rb");
	if (!file)
		return fail(session, path, strerror(errno), errno == ENOENT);
	while ((got = fread(chunk, 1, sizeof chunk, file)) > 0 && bytes->length <= LARGEST)
		buffer_add(bytes, chunk, got);
	good = !ferror(file) || fail(session, path, strerror(errno), false);
	fclose(file);
	if (good && bytes->length > LARGEST)
		return fail(session, path, "it is larger than 64 MiB", false);
	return good;
}

static bool put_into(struct session *session, const struct card *card, const char *path,
		     struct diags *notes)
{
	struct buffer bytes = {0}, out = {0};
	bool good = read_file(session, path, &bytes);

	if (good) {
		struct card_file file = {path, bytes.text ? bytes.text : "", bytes.length};

		good = card_put(session->arena, card, &file, session->diags, notes, &out);
	}
	if (good)
		good = report_save(path, &out, session->diags);
	buffer_free(&bytes);
	buffer_free(&out);
	return good;
}

static void check_into(struct session *session)
{
	const struct options *o = session->options;

	if (!o->into)
		return;
	if (text_same(o->into, "-"))
		diag_add(session->diags, DIAG_OPTION_VALUE, options_place(o), NULL,
			 "name the file, or leave --into out",
			 "--into takes a card that is there, which standard input is not");
	else if (!text_same(o->output, "-"))
		diag_add(session->diags, DIAG_USAGE, options_place(o), NULL,
			 "leave one of them out",
			 "--into writes a card in place, --output a new one");
}

static void write_into(struct session *session, const struct card *card)
{
	struct diags *notes = diags_new(session->arena);
	bool good = put_into(session, card, session->options->into, notes);

	session_print(session, notes, DIAG_SEVERITY_NOTE);
	if (good)
		session_note_warnings(session);
}

int command_card(struct session *session)
{
	const struct options *o = session->options;
	const struct assessment *assessment;
	struct buffer out = {0};
	struct card card;

	check_into(session);
	assessment = session_assess(session, false);
	if (!assessment)
		return 0;
	card = card_of(session->arena, assessment, session->diags);
	if (o->into) {
		write_into(session, &card);
		return 0;
	}
	card_write(&card, &out);
	if (session_write(session, &out))
		session_note_warnings(session);
	return 0;
}
