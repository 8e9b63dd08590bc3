/* The fast path of tables gives what the careful one gives, for every instruction set and any
 * number of threads, on tables made to be nasty. */

#include "tests/near.h"

#include <stdlib.h>

#include "tests/usage_same.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* A small generator of its own: the same tables everywhere. */
static uint64_t next(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static size_t below(uint64_t *seed, size_t end)
{
	return (size_t)(next(seed) >> 11) % end;
}

static bool one_in(uint64_t *seed, size_t count)
{
	return below(seed, count) == 0;
}

/* How nasty: one field or row in so many is strange. */
struct taste {
	size_t fields, quotes, rows, bytes;
	bool all_quoted, crlf, cr;
};

static const char *pick_time(uint64_t *seed, char *room, size_t size, bool strange)
{
	static const char *const odd[] = {
	    "",
	    "yesterday",
	    "2025-02-30T00:00:00Z",
	    "2025-03-01",
	    "2025-03-01T05:06",
	    "2025-03-01T05:61:00Z",
	    "2025-03-01T05:06:07.Z",
	    "2025-03-01T05:06:07.1234567891Z",
	    "2025-03-01T05:06:07,25Z",
	    "2025-03-01T05:06:07+02:00",
	    "2025/03/01 05:06:07.5",
	    "1740805567",
	    "1740805567.25",
	    "1740805567123",
	    "12",
	    "2025-03-01T05:06:07.123456789Z",
	    " 2025-03-01T05:06:07Z ",
	};

	if (strange)
		return odd[below(seed, COUNT(odd))];
	(void)snprintf(room, size, "2025-03-0%zuT%02zu:%02zu:%02zu.%03zuZ", 1 + below(seed, 3),
		       below(seed, 24), below(seed, 60), below(seed, 60), below(seed, 1000));
	return room;
}

static const char *pick_number(uint64_t *seed, char *room, size_t size, bool strange)
{
	static const char *const odd[] = {
	    "",
	    "0",
	    "40.0",
	    "+5",
	    "-1",
	    "-0",
	    "1e3",
	    "1.5E-7",
	    "nan",
	    "N/A",
	    "007",
	    " 12",
	    "12 ",
	    "12\t",
	    ".5",
	    "5.",
	    "1_000",
	    "x",
	    "1.2.3",
	    "1,5",
	    "[N/A]",
	    "12345678",
	    "123456789",
	    "1234567890123456",
	    "12345678901234567",
	    "99999999999999999999",
	    "12345678.12345678",
	    "123456789.5",
	    "0.123456789",
	    "0.1234567890123456789",
	    "1e400",
	    "3e18",
	};

	if (strange)
		return odd[below(seed, COUNT(odd))];
	(void)snprintf(room, size, one_in(seed, 3) ? "%zu.%03zu" : "%zu",
		       below(seed, one_in(seed, 2) ? 100 : 100000), below(seed, 1000));
	return room;
}

static const char *pick_name(uint64_t *seed, char *room, size_t size, bool strange)
{
	static const char *const usual[] = {
	    "m",       "gpt-4o",   "eu-west-1", "a-model-of-23-letters-x",
	    "seven77", "eight888", "nine-9999"};
	static const char *const odd[] = {
	    "",		 " ",	" padded ",   "caf\xC3\xA9", "\xEF\xBB\xBFmark",
	    "timestamp", "a,b", "two\nlines", "quo\"te",     "cr\rx"};

	if (strange)
		return odd[below(seed, COUNT(odd))];
	if (one_in(seed, 20)) {
		(void)snprintf(room, size, "model-%zu", below(seed, 300));
		return room;
	}
	return usual[below(seed, COUNT(usual))];
}

static const char *pick_status(uint64_t *seed, bool strange)
{
	static const char *const odd[] = {"", "ok", "FAILED", "timeout", "600", "what", "404 "};
	static const char *const usual[] = {"200", "200", "200", "429", "500"};

	return strange ? odd[below(seed, COUNT(odd))] : usual[below(seed, COUNT(usual))];
}

static void add_field(struct buffer *text, const char *field, const struct taste *taste,
		      uint64_t *seed)
{
	bool broken = taste->quotes && one_in(seed, 4 * taste->quotes);
	bool quoted = taste->all_quoted || (taste->quotes && one_in(seed, taste->quotes)) ||
		      (strpbrk(field, ",\n\"\r") && !broken);

	if (quoted)
		buffer_text(text, "\"");
	for (; *field; field++) {
		if (*field == '"' && !broken)
			buffer_text(text, "\"");
		buffer_add(text, field, 1);
	}
	if (quoted)
		buffer_text(text, "\"");
	if (broken && one_in(seed, 30))
		buffer_text(text, one_in(seed, 2) ? "\"" : "x");
}

static void add_row(struct buffer *text, const struct taste *taste, uint64_t *seed)
{
	size_t fields = 9;
	char room[64];

	if (taste->rows && one_in(seed, taste->rows))
		fields = 1 + below(seed, 12);
	for (size_t i = 0; i < fields; i++) {
		bool strange = taste->fields && one_in(seed, taste->fields);
		const char *field = i == 0 ? pick_time(seed, room, sizeof room, strange)
				    : i == 2 || i == 3
					? pick_name(seed, room, sizeof room, strange)
				    : i == 8 ? pick_status(seed, strange)
					     : pick_number(seed, room, sizeof room, strange);

		if (i > 0)
			buffer_text(text, ",");
		add_field(text, field, taste, seed);
	}
}

static void add_end(struct buffer *text, const struct taste *taste)
{
	buffer_text(text, taste->crlf ? "\r\n" : taste->cr ? "\r" : "\n");
}

static void make(struct buffer *text, size_t length, const struct taste *taste, uint64_t seed)
{
	static const char header[] = "timestamp,request_id,model,region,input_tokens,"
				     "output_tokens,latency_ms,energy_j,status";

	buffer_text(text, one_in(&seed, 4) ? "\xEF\xBB\xBF" : "");
	if (one_in(&seed, 5))
		buffer_text(text, "a note\n\n");
	buffer_text(text, header);
	add_end(text, taste);
	while (text->length < length) {
		if (taste->rows && one_in(&seed, 8 * taste->rows))
			buffer_text(text, header);
		else if (!taste->rows || !one_in(&seed, 4 * taste->rows))
			add_row(text, taste, &seed);
		add_end(text, taste);
	}
	if (one_in(&seed, 2))
		text->length -= below(&seed, 40);
	for (size_t i = 0; taste->bytes && i < text->length; i++)
		if (one_in(&seed, taste->bytes))
			text->text[i] = ",\n\"\r 1a\t"[below(&seed, 8)];
}

static void compare(const struct buffer *text, const char *what, size_t row)
{
	const struct usage_scanner *scanners[3];
	size_t count = usage_scanners_all(scanners);
	struct buffer careful = {0};

	same_read(text->text, text->length, NULL, 1, &careful);
	for (size_t i = 0; i < count; i++) {
		for (unsigned threads = 1; threads <= 3; threads += 2) {
			struct buffer fast = {0};
			size_t at = 0;

			same_read(text->text, text->length, scanners[i], threads, &fast);
			while (fast.text[at] && fast.text[at] == careful.text[at])
				at++;
			if (fast.text[at] != careful.text[at])
				fail_msg("%s %zu, %s, %u threads:\n%.300s\nnot\n%.300s", what,
					 row, scanners[i]->name, threads,
					 fast.text + (at < 100 ? 0 : at - 100),
					 careful.text + (at < 100 ? 0 : at - 100));
			buffer_free(&fast);
		}
	}
	buffer_free(&careful);
}

static const struct taste tastes[] = {
    {0},
    {.fields = 40},
    {.fields = 5},
    {.rows = 30},
    {.quotes = 5},
    {.all_quoted = true},
    {.all_quoted = true, .fields = 20, .rows = 50},
    {.crlf = true},
    {.crlf = true, .quotes = 20, .fields = 20, .rows = 100},
    {.cr = true},
    {.fields = 10, .quotes = 50, .rows = 40},
    {.bytes = 2000},
    {.bytes = 60, .fields = 10},
};

static void paths_agree_on_short_tables(void **state)
{
	(void)state;
	for (size_t i = 0; i < 40 * COUNT(tastes); i++) {
		uint64_t seed = 0x9e3779b97f4a7c15u + i * 0x2545f4914f6cdd1du;
		struct buffer text = {0};

		make(&text, 200 + below(&seed, 4000), &tastes[i % COUNT(tastes)], seed);
		compare(&text, "short table", i);
		buffer_free(&text);
	}
}

/* Many blocks, so that their ends fall anywhere. */
static void paths_agree_on_long_tables(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(tastes); i++) {
		struct buffer text = {0};

		make(&text, 1700000, &tastes[i], 77 + i);
		compare(&text, "long table", i);
		buffer_free(&text);
	}
}

static void scanners_agree_with_the_letter(void **state)
{
	static const char bytes[] = "a,\n\"\"\r,1";
	const struct usage_scanner *scanners[3];
	size_t count = usage_scanners_all(scanners);
	uint64_t seed = 42;
	char text[512 + 64] = {0};

	(void)state;
	for (size_t round = 0; round < 20000; round++) {
		size_t length = 1 + below(&seed, 300), want;

		for (size_t i = 0; i < length; i++)
			text[i] = bytes[below(&seed, sizeof bytes - 1)];
		want = usage_rows_end(text, length, ',');
		for (size_t i = 0; i < count; i++) {
			size_t end = scanners[i]->end(text, length, ',');

			if (end != SIZE_MAX && end != want)
				fail_msg("%s round %zu: %zu, not %zu", scanners[i]->name, round,
					 end, want);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(paths_agree_on_short_tables),
	    cmocka_unit_test(paths_agree_on_long_tables),
	    cmocka_unit_test(scanners_agree_with_the_letter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
