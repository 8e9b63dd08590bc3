#ifndef MODELS_USAGE_TOKENS_H
#define MODELS_USAGE_TOKENS_H

/*
 * Tokens of one row of an inference log, for usage_take alone: what its fields tell, what they
 * leave to others, and whether they fit together.
 */

#include "models/usage_fields.h"
#include "models/usage_row.h"

/* Adds a count that may be missing to a sum. */
static inline bool add_part(const struct usage_field *field, uint64_t *sum)
{
	uint64_t count = 0;

	if (usage_count(field->text, field->length, &count) == USAGE_BAD)
		return false;
	return !__builtin_add_overflow(*sum, count, sum);
}

/* Tokens that the input or the output leave out. */
static inline enum usage_verdict add_apart(const struct usage_reader *reader,
					   const struct usage_field *fields, uint64_t *sums)
{
	bool is_whole = reader->has[USAGE_FRESH] && fields[USAGE_INPUT].length > 0;
	const struct usage_field *cached = &fields[USAGE_CACHED_APART];
	const struct usage_field *reasoning = &fields[USAGE_REASONING_APART];
	uint64_t *none = &(uint64_t){0};

	if (reader->has[USAGE_CACHED_APART] &&
	    (!add_part(cached, is_whole && sums[SUM_CACHED] ? none : &sums[SUM_CACHED]) ||
	     !add_part(cached, is_whole ? none : &sums[SUM_INPUT])))
		return VERDICT_COUNT;
	if (reader->has[USAGE_WRITTEN_APART] &&
	    !add_part(&fields[USAGE_WRITTEN_APART], is_whole ? none : &sums[SUM_INPUT]))
		return VERDICT_COUNT;
	if (reader->has[USAGE_REASONING_APART] && (!add_part(reasoning, &sums[SUM_REASONING]) ||
						   !add_part(reasoning, &sums[SUM_OUTPUT])))
		return VERDICT_COUNT;
	return VERDICT_USED;
}

/* Fills in the one of input and output that a row leaves to its total. */
static inline enum usage_verdict use_total(const struct usage_field *field, bool *has_input,
					   bool *has_output, uint64_t *sums)
{
	uint64_t total,
	    known = (*has_input ? sums[SUM_INPUT] : 0) + (*has_output ? sums[SUM_OUTPUT] : 0);

	if (*has_input == *has_output)
		return VERDICT_USED;
	switch (usage_count(field->text, field->length, &total)) {
	case USAGE_MISSING:
		return VERDICT_USED;
	case USAGE_BAD:
		return VERDICT_COUNT;
	case USAGE_READ:
		break;
	}
	if (total < known)
		return VERDICT_TOTAL;
	sums[*has_input ? SUM_OUTPUT : SUM_INPUT] = total - known;
	*has_input = *has_output = true;
	return VERDICT_USED;
}

/* Where the total is to be the sum of what is told: is it? Reasoning tokens that it holds
 * beside the output are added to that. */
ALWAYS_INLINE bool has_other_tokens(const struct usage_reader *reader,
				    const struct usage_field *fields, uint64_t *sums,
				    unsigned *marks, bool quick)
{
	uint64_t total, known = sums[SUM_INPUT] + sums[SUM_OUTPUT];

	if (!reader->plan->total_is_sum ||
	    take_count(&fields[USAGE_TOTAL], &total, quick) != USAGE_READ || total == known)
		return false;
	if (fields[USAGE_REASONING].length == 0 || total != known + sums[SUM_REASONING])
		return true;
	sums[SUM_OUTPUT] += sums[SUM_REASONING];
	*marks |= 1u << MARK_REASONING;
	return false;
}

/* Input under two names, neither of which leaves out what others tell: are they two counts? */
ALWAYS_INLINE bool tells_two_inputs(const struct usage_reader *reader,
				    const struct usage_field *fields, uint64_t input)
{
	const struct usage_field *fresh = &fields[USAGE_FRESH];
	uint64_t other;

	return reader->has[USAGE_FRESH] && fields[USAGE_INPUT].length > 0 &&
	       fields[USAGE_CACHED_APART].length + fields[USAGE_WRITTEN_APART].length == 0 &&
	       usage_count(fresh->text, fresh->length, &other) != USAGE_MISSING &&
	       other != input;
}

/* What a row that may be used does not tell. Rows that an importer made may be parts. */
ALWAYS_INLINE unsigned untold(const struct usage_reader *reader, bool has_input,
			      bool has_output)
{
	if (reader->plan->expand)
		return 0;
	has_input |= !reader->has[USAGE_INPUT] && !reader->has[USAGE_FRESH];
	has_output |= !reader->has[USAGE_OUTPUT];
	return (has_input ? 0 : 1u << MARK_NO_INPUT) | (has_output ? 0 : 1u << MARK_NO_OUTPUT);
}

/* Is a count missing that the row should have? */
ALWAYS_INLINE bool lacks_count(const struct usage_reader *reader, bool has_input,
			       bool has_output)
{
	if (reader->plan->needs_no_tokens)
		return false;
	/* Rows that an importer made of records may be parts of a request. */
	if (reader->plan->expand)
		return !has_input && !has_output;
	/* An embedding has no output; what was answered was asked for. */
	if (reader->record)
		return reader->has[USAGE_INPUT] || reader->has[USAGE_FRESH] ? !has_input
									    : !has_output;
	return ((reader->has[USAGE_INPUT] || reader->has[USAGE_FRESH]) && !has_input) ||
	       (reader->has[USAGE_OUTPUT] && !has_output) || (!has_input && !has_output);
}

ALWAYS_INLINE enum usage_verdict take_tokens(const struct usage_reader *reader,
					     const struct usage_field *fields,
					     enum usage_status *status, uint64_t *sums,
					     unsigned *marks, bool quick)
{
	enum usage_reading input = take_count(&fields[USAGE_INPUT], &sums[SUM_INPUT], quick);
	enum usage_reading output = take_count(&fields[USAGE_OUTPUT], &sums[SUM_OUTPUT], quick);
	bool has_input, has_output = output == USAGE_READ;
	enum usage_verdict verdict;

	if (input == USAGE_MISSING && reader->has[USAGE_FRESH])
		input = take_count(&fields[USAGE_FRESH], &sums[SUM_INPUT], quick);
	has_input = input == USAGE_READ;
	if (input == USAGE_BAD || output == USAGE_BAD)
		return VERDICT_COUNT;
	if (reader->has[USAGE_TOTAL] &&
	    (verdict = use_total(&fields[USAGE_TOTAL], &has_input, &has_output, sums)) !=
		VERDICT_USED)
		return verdict;
	if (*status != STATUS_FAILED && lacks_count(reader, has_input, has_output))
		return VERDICT_NO_COUNT;
	*marks = untold(reader, has_input, has_output);
	if (tells_two_inputs(reader, fields, sums[SUM_INPUT]))
		*marks |= 1u << MARK_TWO_INPUTS;
	if (reader->has[USAGE_CACHED] &&
	    take_count(&fields[USAGE_CACHED], &sums[SUM_CACHED], quick) == USAGE_BAD)
		return VERDICT_COUNT;
	if (reader->has[USAGE_REASONING] &&
	    take_count(&fields[USAGE_REASONING], &sums[SUM_REASONING], quick) == USAGE_BAD)
		return VERDICT_COUNT;
	if (fields[USAGE_CACHED_APART].length + fields[USAGE_WRITTEN_APART].length +
		    fields[USAGE_REASONING_APART].length >
		0 &&
	    (verdict = add_apart(reader, fields, sums)) != VERDICT_USED)
		return verdict;
	if (has_other_tokens(reader, fields, sums, marks, quick))
		return VERDICT_SUM;
	if (sums[SUM_CACHED] > sums[SUM_INPUT])
		return VERDICT_CACHED;
	if (sums[SUM_REASONING] > sums[SUM_OUTPUT])
		return VERDICT_REASONING;
	if (reader->plan->fails_without_output && sums[SUM_OUTPUT] == 0)
		*status = STATUS_FAILED;
	return VERDICT_USED;
}

#endif
