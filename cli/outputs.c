/* What an output may take the place of. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/session.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/verify.h"
#include "reports/card.h"

/* No output of ours is larger: what is, is left alone. */
enum { LARGEST = 64 * 1024 * 1024, CHUNK = 64 * 1024 };

static const char blanks[] = " \t\r\n";

static void spare_from(struct session *session, const char *input, const char *option,
		       const char *output)
{
	struct stat from, to;

	if (text_same(output, "-") || stat(output, &to) != 0 || stat(input, &from) != 0)
		return;
	if (S_ISREG(to.st_mode) && from.st_dev == to.st_dev && from.st_ino == to.st_ino)
		diag_add(session->diags, DIAG_OPTION_VALUE, options_place(session->options),
			 NULL, "give the output a name of its own",
			 "--%s would overwrite the input '%s'", option, input);
}

void session_spare(struct session *session, const char *input)
{
	spare_from(session, input, "output", session->options->output);
	if (session->options->into)
		spare_from(session, input, "into", session->options->into);
	if (session->options->rejects)
		spare_from(session, input, "rejects", session->options->rejects);
}

/* Logs are found beside their scenario. */
void session_spare_logs(struct session *session, const struct record *record)
{
	const char *scenario = session->options->operands[0];
	const char *slash = strrchr(scenario, '/');
	int folder = slash ? (int)(slash - scenario) + 1 : 0;

	for (size_t i = 0; i < record->input_count; i++) {
		const char *log = record->inputs[i].file;

		session_spare(session, *log == '/' ? log
						   : arena_printf(session->arena, "%.*s%s",
								  folder, scenario, log));
	}
}

/* Documents, which carry a record and may have been written by hand before. What programs read
 * is replaced as it is made, in any shell. */
static bool is_document(const struct options *o)
{
	switch (o->command) {
	case COMMAND_CARD:
		return true;
	case COMMAND_RUN:
	case COMMAND_QUICK:
	case COMMAND_COMPARE:
	case COMMAND_SCHEDULE:
	case COMMAND_AUDIT:
	case COMMAND_ALIGN:
	case COMMAND_DOSSIER:
		return o->format != FORMAT_TEXT && o->format != FORMAT_JSON &&
		       o->format != FORMAT_CSV;
	default:
		return false;
	}
}

static bool is_blank(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!text[i] || !strchr(blanks, text[i]))
			return false;
	return true;
}

/* Front matter with nothing but what a card of ours has in it: the bytes up to its end; 0:
 * there is none, or it has keys of its owner. */
static size_t own_front(const char *text)
{
	static const char mark[] = "---\n", key[] = "co2_eq_emissions:\n";
	const char *at = text;

	if (!text_starts(at, mark))
		return 0;
	at += sizeof mark - 1;
	while (text_starts(at, key) || *at == ' ')
		at += strcspn(at, "\n") + (strchr(at, '\n') != NULL);
	return text_starts(at, mark) ? (size_t)(at - text) + sizeof mark - 1 : 0;
}

/* A card that has nothing beyond what was put into it. */
static bool is_card_alone(const char *text)
{
	const char *begin, *end;

	text += own_front(text);
	begin = strstr(text, CARD_BEGIN);
	end = begin ? strstr(begin, CARD_END) : NULL;
	return end && is_blank(text, (size_t)(begin - text)) &&
	       end[sizeof CARD_END - 1 + strspn(end + sizeof CARD_END - 1, blanks)] == '\0';
}

/* In pages and in JSON the record stands anywhere, in other texts it is the first line or the
 * last one: further text is somebody's. */
static bool is_alone(const struct verify_record *record, const char *text)
{
	const char *at = text + strspn(text, blanks), *line = text;

	if (text_same(record->command, "card"))
		return is_card_alone(text);
	if (*at == '{' || text_same(record->format, format_name(FORMAT_HTML)))
		return true;
	if (record->line == 1)
		return !strstr(text, "\\documentclass");
	for (size_t i = 1; i < record->line; i++)
		line = strchr(line, '\n') + 1;
	line = strchr(line, '\n');
	return !line || !line[strspn(line, blanks)];
}

static bool is_ours(struct session *session, const char *path, const struct buffer *bytes)
{
	struct verify_record *records;
	size_t count;
	bool ours;

	/* A text ends where its NUL is: behind one may be anything. */
	if (strlen(bytes->text) != bytes->length)
		return false;
	count = verify_records(session->arena, path, bytes->text, bytes->length, &records,
			       diags_new(session->arena));
	ours = count == 1 && is_alone(&records[0], bytes->text);
	verify_records_free(records, count);
	return ours;
}

/* False where it cannot be read, or is too large to be ours. */
static bool read_whole(const char *path, struct buffer *bytes)
{
	FILE *file = fopen(path, "rb");
	char chunk[CHUNK];
	size_t got;
	bool good;

	if (!file)
		return false;
	buffer_text(bytes, "");
	while ((got = fread(chunk, 1, sizeof chunk, file)) > 0 && bytes->length <= LARGEST)
		buffer_add(bytes, chunk, got);
	good = !ferror(file) && bytes->length <= LARGEST;
	fclose(file);
	return good;
}

static void refuse(struct session *session)
{
	const struct options *o = session->options;

	diag_add(session->diags, DIAG_FILE_EXISTS, (struct place){.file = o->output}, NULL,
		 o->command == COMMAND_CARD
		     ? arena_printf(session->arena,
				    "give --into %s, or another name, or remove it first",
				    o->output)
		     : "give another name, or remove it first",
		 "the file exists already and was not written by lca, or not by lca alone");
}

void session_spare_own(struct session *session)
{
	const struct options *o = session->options;
	struct buffer bytes = {0};
	struct stat status;

	if (!is_document(o) || text_same(o->output, "-") || stat(o->output, &status) != 0 ||
	    !S_ISREG(status.st_mode) || status.st_size == 0)
		return;
	if (!read_whole(o->output, &bytes) ||
	    (!is_blank(bytes.text, bytes.length) && !is_ours(session, o->output, &bytes)))
		refuse(session);
	buffer_free(&bytes);
}
