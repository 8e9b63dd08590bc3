/* The assessment as a fragment of LaTeX. */

#include "reports/export_latex.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "reports/display.h"
#include "reports/export.h"
#include "reports/export_parts.h"
#include "reports/facts.h"
#include "reports/method_text.h"
#include "reports/record_line.h"

static void add_warnings(const struct diags *diags, struct arena *arena, struct buffer *out)
{
	for (size_t i = 0; diags && i < diags_count(diags); i++) {
		const char *warning = export_warning(arena, diags_at(diags, i));

		if (warning)
			buffer_printf(out, "%% warning: %s\n", display_plain(arena, warning));
	}
}

static bool cites(const struct method_text *text)
{
	for (size_t i = 0; i < text->count; i++)
		if (!text->parts[i].text)
			return true;
	return false;
}

void export_latex(const struct export_request *request, struct buffer *out)
{
	struct arena *arena = arena_new();
	const struct method_text *text = method_text(arena, request->facts);
	const char *name = latex_name(arena, request->facts->model);

	buffer_printf(out,
		      "%% %s %s\n"
		      "%% For \\input in the body of a document that has "
		      "\\usepackage{booktabs}; LaTeX of 2020 or later.\n",
		      RECORD_MARK, request->record);
	if (cites(text))
		buffer_printf(out,
			      "%% The entries of its citations are written to lca-%s.bib: name "
			      "it in \\bibliography.\n",
			      name);
	add_warnings(request->diags, arena, out);
	latex_entries(text, name, arena, out);
	latex_table(request, arena, out);
	buffer_printf(out, "{\\sloppy\\paragraph{Life-cycle emissions.} %s ",
		      latex_escape(arena, method_headline(arena, request->facts)));
	latex_method(text, arena, out);
	buffer_text(out, "\\par}\n");
	arena_free(arena);
}
