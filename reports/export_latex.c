/* The assessment as a fragment of LaTeX. */

#include "reports/export_latex.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/export.h"
#include "reports/facts.h"
#include "reports/method_text.h"
#include "reports/record_line.h"

void export_latex(const struct export_request *request, struct buffer *out)
{
	struct arena *arena = arena_new();
	const struct method_text *text = method_text(arena, request->facts);
	const char *name = latex_name(arena, request->facts->model);

	buffer_printf(out,
		      "%% %s %s\n"
		      "%% For \\input in the body of a document that has "
		      "\\usepackage{booktabs}; LaTeX of 2020 or later.\n"
		      "%% The entries of its citations are written to lca-%s.bib: name it in "
		      "\\bibliography.\n",
		      RECORD_MARK, request->record, name);
	latex_entries(text, name, arena, out);
	latex_table(request, arena, out);
	buffer_printf(out, "{\\sloppy\\paragraph{Life-cycle emissions.} %s ",
		      latex_escape(arena, method_headline(arena, request->facts)));
	latex_method(text, arena, out);
	buffer_text(out, "\\par}\n");
	arena_free(arena);
}
