/* What a report needs to be made again, and is not here. */
#include "cli/verify_needs.h"

#include <string.h>

#include "cli/session.h"
#include "cli/verify_rerun.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/json_tree.h"
#include "models/verify.h"

/* Files that are named; the rest is counted. */
enum { MOST_NAMED = 8 };

struct needs {
	struct arena *arena;
	const char *names[MOST_NAMED];
	size_t count;
	const char *text;
};

static bool is_there(struct arena *arena, const char *folder, const char *file)
{
	return verify_is_file(file) ||
	       verify_is_file(arena_printf(arena, "%s%s", folder, file));
}

/* A digest is told by its first digits, where it is one. */
static void need(struct needs *needs, const char *file, const char *sha256)
{
	for (size_t i = 0; i < needs->count && i < MOST_NAMED; i++)
		if (text_same(needs->names[i], file))
			return;
	if (needs->count++ >= MOST_NAMED)
		return;
	needs->names[needs->count - 1] = arena_text(needs->arena, file);
	needs->text = arena_printf(needs->arena, "%s%s'%s'%s", needs->text,
				   *needs->text ? ", " : "", file,
				   sha256 && strlen(sha256) == 64
				       ? arena_printf(needs->arena, " (sha256 %.12s)", sha256)
				       : "");
}

static void need_list(struct needs *needs, const struct cJSON *list, const char *folder)
{
	for (const struct cJSON *it = json_tree_first(list); it; it = json_tree_next(it)) {
		const char *file = json_tree_text(it, "file");

		if (*file && !is_there(needs->arena, folder, file))
			need(needs, file, json_tree_text(it, "sha256"));
	}
}

static void need_scenario(struct needs *needs, const struct rerun *rerun)
{
	const struct verify_record *record = rerun->record;
	const char *file = record->argument_count ? record->arguments[0] : NULL;

	if (!rerun->scenario && file && text_same(file, record->scenario) &&
	    !verify_is_file(file))
		need(needs, file, record->scenario_sha256);
}

/* The file that an argument names, or NULL. */
static const char *file_of(const char *argument)
{
	static const char *const options[] = {"--factors=", "--map="};

	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		if (text_starts(argument, options[i]))
			return argument + strlen(options[i]);
	return text_starts(argument, "--") || text_same(argument, "-") ? NULL : argument;
}

/* Files of the command line that no list of the record has. */
static void need_arguments(struct needs *needs, const struct rerun *rerun)
{
	const struct verify_record *record = rerun->record;

	for (size_t i = rerun->scenario ? 1 : 0; i < record->argument_count; i++) {
		const char *file = file_of(record->arguments[i]);

		if (file && !verify_is_file(file))
			need(needs, file, NULL);
	}
}

bool verify_needs(struct session *session, const struct rerun *rerun, const char *folder)
{
	static const char *const lists[] = {"scenarios", "inputs", "files", "factors.files"};
	struct needs needs = {.arena = session->arena, .text = ""};

	need_scenario(&needs, rerun);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		need_list(&needs, json_tree_at(rerun->record->json, lists[i]), folder);
	need_arguments(&needs, rerun);
	if (!needs.count)
		return false;
	if (needs.count > MOST_NAMED)
		needs.text = arena_printf(needs.arena, "%s and %zu more", needs.text,
					  needs.count - MOST_NAMED);
	diag_add(session->diags, DIAG_VERIFY_SCENARIO,
		 (struct place){.file = rerun->report, .line = (uint32_t)rerun->record->line},
		 NULL,
		 "run it where the report was made, or lay them beside it; --scenario FILE",
		 "cannot verify: needs %s", needs.text);
	return true;
}

void verify_tell_faults(struct session *session, const struct diags *diags)
{
	const struct diag *last = NULL;

	for (size_t i = 0; i < diags_count(diags); i++) {
		const struct diag *diag = diags_at(diags, i);
		bool again = last && last->code == diag->code &&
			     last->place.line == diag->place.line &&
			     text_same(last->place.file, diag->place.file);

		last = diag;
		if (diag_severity(diag->code) >= DIAG_SEVERITY_ERROR && !again)
			diag_add(session->diags, diag->code, diag->place, NULL, NULL, "%s",
				 diag_meaning(diag->code));
	}
}
