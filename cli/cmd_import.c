/* lca import: what a log holds. */
#include <string.h>
#include <sys/stat.h>

#include "cli/digest.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"
#include "models/import.h"
#include "models/import_map.h"

static void keep_reject(void *of, const char *text, size_t length)
{
	buffer_add(of, text, length);
}

/* The mapping of a file: under `import:`, as in a scenario, or all of it. */
static bool read_map(struct session *session, struct import_options *how)
{
	const char *text;
	size_t length;
	const struct node *root, *map;

	if (!session->options->map)
		return true;
	root = tree_read_file(session->arena, session->options->map, session->diags, &text,
			      &length);
	if (!root || diags_has_error(session->diags))
		return false;
	map = node_get(root, "import") ? node_get(root, "import") : root;
	how->map =
	    import_map_read(session->arena, map, map == root ? NULL : "import", session->diags);
	return how->map;
}

static const char *folder_of(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return ".";
	return slash == path ? "/" : arena_printf(arena, "%.*s", (int)(slash - path), path);
}

static bool is_same(const char *a, const char *b)
{
	struct stat left, right;

	return stat(a, &left) == 0 && stat(b, &right) == 0 && left.st_dev == right.st_dev &&
	       left.st_ino == right.st_ino;
}

/* Whether two files that may not be there yet are one; devices and pipes may be. */
static bool is_one_file(struct arena *arena, const char *a, const char *b)
{
	const char *left = strrchr(a, '/'), *right = strrchr(b, '/');

	struct stat status;

	if (stat(a, &status) == 0)
		return S_ISREG(status.st_mode) && is_same(a, b);
	return text_same(left ? left + 1 : a, right ? right + 1 : b) &&
	       is_same(folder_of(arena, a), folder_of(arena, b));
}

static void refuse_rejects(struct session *session, const char *what, const char *name)
{
	diag_add(session->diags, DIAG_OPTION_VALUE, options_place(session->options), NULL,
		 "give the broken rows a file of their own", "--rejects '%s' %s '%s'",
		 session->options->rejects, what, name);
}

/* Broken rows must not stand in the report, nor be read as a log the next time. */
static bool spares_rejects(struct session *session)
{
	const struct options *o = session->options;
	const char *folder;

	if (!o->rejects)
		return true;
	if (!text_same(o->rejects, "-") && is_one_file(session->arena, o->output, o->rejects))
		refuse_rejects(session, "is the output", o->output);
	folder = folder_of(session->arena, o->rejects);
	for (size_t i = 0; i < o->operand_count && !text_same(o->rejects, "-"); i++)
		if (is_same(folder, o->operands[i]))
			refuse_rejects(session, "lies in the folder that is read,",
				       o->operands[i]);
	return !diags_has_error(session->diags);
}

/* The files of the command line as one log, with progress on a terminal. */
static const struct import *read_files(struct session *session,
				       const struct import_options *options)
{
	const struct options *o = session->options;
	struct import_options how = *options;
	struct progress progress = progress_begin();
	struct import_path *paths;
	const struct import *import;
	size_t count;

	if (!import_find_files(session->arena, "", o->operands, o->operand_count,
			       options_place(o), NULL, &paths, &count, session->diags))
		return NULL;
	for (size_t i = 0; i < count; i++)
		session_spare(session, paths[i].path);
	if (diags_has_error(session->diags))
		return NULL;
	how.threads = o->threads;
	how.progress = progress_bytes;
	how.progress_of = &progress;
	import = import_read_files(session->arena, paths, count, &how, session->diags);
	progress_end(&progress);
	return import;
}

int command_import(struct session *session)
{
	const struct options *o = session->options;
	struct import_options how = o->import;
	struct buffer rejects = {0}, out = {0};
	const struct import *import;
	char map_sha256[65];

	if (o->rejects) {
		how.reject = keep_reject;
		how.reject_of = &rejects;
	}
	if (!spares_rejects(session) || !read_map(session, &how))
		return 0;
	import = read_files(session, &how);
	if (o->rejects && (import || rejects.length > 0))
		report_save(o->rejects, &rejects, session->diags);
	buffer_free(&rejects);
	if (!import || diags_has_error(session->diags) ||
	    (o->map && !digest_file(session->arena, o->map, map_sha256)))
		return 0;
	report_import(&(struct import_report){.import = import,
					      .version = LCA_VERSION,
					      .map = o->map,
					      .map_sha256 = o->map ? map_sha256 : NULL,
					      .arguments = (const char *const *)o->arguments,
					      .argument_count = o->argument_count},
		      session->diags, o->format, &session->style, &out);
	if (session_write(session, &out))
		session_note_warnings(session);
	return 0;
}
