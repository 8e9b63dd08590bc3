/* Reads the values of the options of lca quick. */
#include "cli/reader.h"

#include "lca/base/diag.h"
#include "lca/base/text.h"

/* Of two files one would not be written. */
void reader_save(struct reader *r, const char *text)
{
	if (r->options->save && !text_same(r->options->save, text)) {
		diag_add(r->diags, DIAG_OPTION_VALUE, options_place(r->options), NULL,
			 "name one file", "--save names two files, '%s' and '%s'",
			 r->options->save, text);
		r->good = false;
		return;
	}
	r->options->save = text;
}
