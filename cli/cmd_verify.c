/* lca verify: what a report says, made again from its record. */
#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/session.h"
#include "cli/verify_rerun.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/source.h"
#include "lca/base/text.h"
#include "models/verify.h"
#include "reports/card.h"

/* A report is read whole; one of 3000 items is not larger. */
#define LARGEST_FILE ((uint64_t)64 * 1024 * 1024)

enum { CHUNK = 64 * 1024 };

static bool buffer_same(const struct buffer *a, const struct buffer *b)
{
	return a->length == b->length &&
	       (!a->length || memcmp(a->text, b->text, a->length) == 0);
}

struct verifying {
	struct session *session;
	const struct verification **done;
	size_t count;
	struct verify_output output;
};

static bool read_file(struct session *session, const char *path, struct buffer *text)
{
	struct source_options options = {.max_bytes = LARGEST_FILE, .no_digest = true};
	struct source *source = source_open(path, &options, session->diags);
	char *chunk = arena_alloc(session->arena, CHUNK);
	ssize_t got = -1;
	bool cut;

	if (!source)
		return false;
	buffer_text(text, "");
	while ((got = source_read(source, chunk, CHUNK)) > 0)
		buffer_add(text, chunk, (size_t)got);
	cut = source_cut(source);
	if (cut)
		diag_add(session->diags, DIAG_VERIFY_RECORD, (struct place){.file = path}, NULL,
			 "verify a report of fewer items, or one of a format with less in it",
			 "files of over 64 MiB are not verified");
	source_close(source);
	return got == 0 && !cut;
}

/* Whether the figures come of the seed and the samples that the arguments have, or that apply
 * where they have none. */
static void try_seed(struct verifying *verifying, const struct rerun *rerun,
		     struct verification *v, const struct buffer *text)
{
	struct session *session = verifying->session;
	struct verify_record other = *rerun->record;
	struct rerun again = *rerun;
	struct buffer out = {0};

	if (v->cause_count != 1 || v->causes[0].kind != CAUSE_SEED)
		return;
	other.seed = other.samples = other.interval = NAN;
	again.record = &other;
	if (verify_rerun(session, &again, &out) &&
	    verify_gives(session->arena, &other, text->text, text->length, out.text,
			 out.length))
		verify_note(session->arena, v,
			    "its arguments alone, with the usual seed and samples where they "
			    "state none, give these ranges: the record was edited");
	buffer_free(&out);
}

/* The same with every quantity as it was: what is left is not the scenario's. Nothing is told
 * where that cannot be. */
static void attribute(struct verifying *verifying, const struct rerun *rerun,
		      struct verification *v, const struct buffer *text)
{
	struct session *session = verifying->session;
	struct buffer out = {0}, unread = {0};
	struct session quiet = {.arena = session->arena,
				.diags = diags_new(session->arena),
				.options = session->options,
				.kept = &unread};
	struct rerun then = *rerun;
	const struct verification *without;
	const char **more;

	if (v->cause_count != 2 || !v->change_count || !v->total_count)
		return;
	more = arena_alloc(session->arena, v->change_count * sizeof *more);
	for (size_t i = 0; i < v->change_count; i++)
		more[i] = arena_printf(session->arena, "--set=%s=%s", v->changes[i].path,
				       v->changes[i].value);
	then.more = more;
	then.more_count = v->change_count;
	if (verify_rerun(&quiet, &then, &out)) {
		without = verify_compare(session->arena, v->file, rerun->record, text->text,
					 text->length, out.text, out.length);
		if (without->total_count && isfinite(without->totals->computed[0]))
			verify_attribute(v, without->totals->computed[0]);
	}
	buffer_free(&out);
}

/* A card stands in a page of somebody, which is left as it is. */
static void place_card(struct session *session, const struct rerun *rerun,
		       const struct buffer *text, struct diags *faults, struct buffer *out)
{
	const struct card_file page = {rerun->report, text->text, text->length};
	struct buffer placed = {0};

	if (!text_same(rerun->record->command, "card") || buffer_same(text, out))
		return;
	if (card_again(session->arena, out->text, &page, faults, &placed)) {
		buffer_free(out);
		*out = placed;
	} else {
		buffer_free(&placed);
	}
}

/* What cannot be read as lca card reads it may say anything to others. */
static void tell_faults(struct arena *arena, const struct diags *faults, struct verification *v)
{
	for (size_t i = 0; i < diags_count(faults); i++) {
		const struct diag *diag = diags_at(faults, i);

		if (diag_severity(diag->code) != DIAG_SEVERITY_ERROR)
			continue;
		verify_refuse(
		    arena, v,
		    diag->place.line
			? arena_printf(arena,
				       "the page cannot be read as lca card reads it: line "
				       "%u: %s",
				       (unsigned)diag->place.line, diag->message)
			: diag->message);
	}
}

static void add_done(struct verifying *verifying, const struct verification *v)
{
	verifying->done = arena_grow(verifying->session->arena, verifying->done,
				     verifying->count, sizeof *verifying->done);
	verifying->done[verifying->count++] = v;
}

static void verify_one(struct verifying *verifying, const char *file,
		       const struct verify_record *record, const struct buffer *text)
{
	struct session *session = verifying->session;
	const struct rerun rerun = {.report = file,
				    .record = record,
				    .scenario = session->options->scenario,
				    .output = &verifying->output};
	struct buffer out = {0};
	struct verification *v;

	if (verify_rerun(session, &rerun, &out)) {
		bool whole = buffer_same(text, &out);
		struct diags *faults = diags_new(session->arena);

		place_card(session, &rerun, text, faults, &out);
		v = verify_compare(session->arena, file, record, text->text, text->length,
				   out.text, out.length);
		if (v->verdict == VERIFIED_SAME && !whole)
			v->verdict = VERIFIED_MEETS;
		try_seed(verifying, &rerun, v, text);
		attribute(verifying, &rerun, v, text);
		tell_faults(session->arena, faults, v);
		add_done(verifying, v);
	} else {
		v = verify_alone(session->arena, file, record, text->text);
		if (v->cause_count || v->note_count)
			add_done(verifying, v);
	}
	buffer_free(&out);
}

static void verify_file(struct verifying *verifying, const char *file)
{
	struct session *session = verifying->session;
	struct verify_record *records = NULL;
	struct buffer text = {0};
	size_t count = 0;

	if (read_file(session, file, &text))
		count = verify_records(session->arena, file, text.text, text.length, &records,
				       session->diags);
	for (size_t i = 0; i < count; i++)
		verify_one(verifying, file, &records[i], &text);
	verify_records_free(records, count);
	buffer_free(&text);
}

static bool has_difference(const struct verifying *verifying)
{
	for (size_t i = 0; i < verifying->count; i++)
		if (verifying->done[i]->verdict == VERIFIED_DIFFERS)
			return true;
	return false;
}

int command_verify(struct session *session)
{
	const struct options *o = session->options;
	struct verifying verifying = {.session = session};
	struct stat standing;
	struct buffer out = {0};

	if (!session_input_once(session))
		return 0;
	if (!text_same(o->output, "-") && stat(o->output, &standing) == 0)
		verifying.output.standing = &standing;
	for (size_t i = 0; i < o->operand_count; i++)
		verify_file(&verifying, o->operands[i]);
	if (!verifying.count || verifying.output.is_behind)
		return 0;
	report_verified(verifying.done, verifying.count, o->format, &session->style, &out);
	if (!session_write(session, &out))
		return 0;
	return has_difference(&verifying);
}
