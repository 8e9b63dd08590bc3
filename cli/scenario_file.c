/* Files of another kind where a scenario is expected: a log, a card, a page. */
#include <unistd.h>

#include "cli/session.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/import.h"

/* So much of a log tells its format. */
enum { HEAD = 64 * 1024 };

enum kind { KIND_CARD, KIND_PAGE, KIND_LOG, KINDS };

/* By the names that such files have; a scenario may be called anything else. */
static const struct {
	const char *extension;
	enum kind kind;
} names[] = {
    {".md", KIND_CARD},	  {".markdown", KIND_CARD}, {".html", KIND_PAGE}, {".htm", KIND_PAGE},
    {".tex", KIND_PAGE},  {".pdf", KIND_PAGE},	    {".csv", KIND_LOG},	  {".tsv", KIND_LOG},
    {".jsonl", KIND_LOG}, {".ndjson", KIND_LOG},    {".log", KIND_LOG},	  {".gz", KIND_LOG},
    {".zst", KIND_LOG},
};

static enum kind kind_of(const char *path)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (text_ends(path, names[i].extension))
			return names[i].kind;
	return KINDS;
}

/* " (codecarbon)", or "" where no importer knows it. */
static const char *format_of(struct session *session, const char *path)
{
	const struct import_options options = {.max_bytes = HEAD, .no_digest = true};
	const struct import *log =
	    import_read(session->arena, path, path, &options, diags_new(session->arena));

	return log ? arena_printf(session->arena, " (%s)", log->format) : "";
}

bool session_is_scenario(struct session *session, const char *path)
{
	struct arena *arena = session->arena;
	bool card = session->options->command == COMMAND_CARD;
	const char *what = "", *hint = "";

	if (access(path, R_OK) != 0)
		return true;
	switch (kind_of(path)) {
	case KIND_CARD:
		what = "a model card, or another text in Markdown";
		hint = card ? arena_printf(arena, "lca card model.yaml --into %s", path)
			    : arena_printf(arena,
					   "name the scenario; lca audit %s reads what a card "
					   "states",
					   path);
		break;
	case KIND_PAGE:
		what = "a page or a paper";
		hint = arena_printf(
		    arena, "name the scenario; lca verify %s finds that of a report", path);
		break;
	case KIND_LOG:
		what = arena_printf(arena, "a log%s", format_of(session, path));
		hint =
		    arena_printf(arena,
				 "name it in a scenario, under training: - {item: NAME, "
				 "region: REGION, log: %s}; lca import %s tells what it holds",
				 path, path);
		break;
	case KINDS:
		return true;
	}
	diag_add(session->diags, DIAG_NO_SCENARIO, (struct place){.file = path}, NULL, hint,
		 "this is %s, not a scenario", what);
	return false;
}
