/* Any bytes, plain or in an envelope of gzip or zstd, give rows of whole fields in rising
 * lines, then a digest or one diagnostic. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/digest.h"
#include "lca/base/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_row(const struct csv_row *row, uint64_t line)
{
	size_t i;

	if (row->line <= line || row->count == 0)
		abort();
	for (i = 0; i < row->count; i++)
		if (strlen(row->fields[i].text) != row->fields[i].length)
			abort();
	(void)csv_column(row, "value");
}

static size_t add_crc(char *packed, size_t at, const char *text, size_t length)
{
	uLong crc = crc32(0, (const Bytef *)text, (uInt)length);
	int i;

	for (i = 0; i < 4; i++)
		packed[at++] = (char)(crc >> 8 * i);
	for (i = 0; i < 4; i++)
		packed[at++] = (char)(length >> 8 * i);
	return at;
}

/* One member with a stored block: room for length + 32. */
static size_t pack_gzip(char *packed, const char *text, size_t length)
{
	static const char header[] = "\x1F\x8B\x08\0\0\0\0\0\0\xFF\x01";
	size_t at = sizeof header - 1;

	memcpy(packed, header, at);
	packed[at++] = (char)length;
	packed[at++] = (char)(length >> 8);
	packed[at++] = (char)~length;
	packed[at++] = (char)(~length >> 8);
	memcpy(packed + at, text, length);
	return add_crc(packed, at + length, text, length);
}

/* One frame with a raw block. */
static size_t pack_zstd(char *packed, const char *text, size_t length)
{
	static const char header[] = "\x28\xB5\x2F\xFD\xA0";
	size_t at = sizeof header - 1;
	int i;

	memcpy(packed, header, at);
	for (i = 0; i < 4; i++)
		packed[at++] = (char)(length >> 8 * i);
	for (i = 0; i < 3; i++)
		packed[at++] = (char)((length << 3 | 1) >> 8 * i);
	memcpy(packed + at, text, length);
	return at + length;
}

static uint64_t read_all(struct csv *csv)
{
	struct csv_row row;
	uint64_t rows = 0;
	uint64_t line;

	for (line = 0; csv_next(csv, &row); line = row.line, rows++)
		check_row(&row, line);
	if (csv_next(csv, &row))
		abort();
	return rows;
}

/* Reads text, which may be packed by chance too; the rows, or UINT64_MAX where it failed. */
static uint64_t read_text(const char *text, size_t length, char separator, uint64_t most)
{
	struct source_options options = {.max_bytes = most};
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct source *source = source_open_text("fuzz.csv", text, length, &options, diags);
	struct csv *csv = csv_open_source(source, separator, diags);
	uint64_t rows = read_all(csv);
	bool failed = csv_failed(csv);
	char want[65];
	char got[65];

	if (failed != diags_has_error(diags) || (source_cut(source) && !most))
		abort();
	csv_digest(csv, got);
	digest_bytes(text, length, want);
	if (!failed && !source_cut(source) && strcmp(got, want) != 0)
		abort();
	csv_close(csv);
	source_close(source);
	arena_free(arena);
	return failed ? UINT64_MAX : rows;
}

/* The first byte picks the separator, a limit and the packing. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char separators[] = {',', ';', '\t', '|'};
	const char *text = (const char *)data + (size > 0);
	size_t length = size - (size > 0);
	unsigned choice = size ? data[0] : 0;
	char separator = separators[choice % sizeof separators];
	uint64_t most = choice & 4 ? length / 2 + 1 : 0;
	uint64_t rows = read_text(text, length, separator, most);
	bool coded =
	    length >= 2 && (text[0] == 0x1F || text[0] == 0x28 || (text[0] & 0xF0) == 0x50);
	char *packed;

	if (!(choice & 24) || length > UINT16_MAX || coded)
		return 0;
	packed = malloc(length + 32);
	if (!packed)
		abort();
	size = choice & 8 ? pack_gzip(packed, text, length) : pack_zstd(packed, text, length);
	if (read_text(packed, size, separator, most) != rows)
		abort();
	free(packed);
	return 0;
}
