/* Unpacking Zstandard (RFC 8878) through libzstd. */

#include "lca/base/source_coding.h"

#include <stdlib.h>

#include <zstd.h>
#include <zstd_errors.h>

#define MAGIC_SIZE 4

struct zstd {
	ZSTD_DStream *stream;
	bool between; /* a frame has ended and none has begun */
};

/* A frame of data begins 28 B5 2F FD; one to be skipped, such as pzstd writes, 5x 2A 4D 18. */
static bool starts_frame(unsigned char byte)
{
	return byte == 0x28 || (byte & 0xF0) == 0x50;
}

static bool is_zstd(const unsigned char *magic)
{
	if (magic[0] == 0x28)
		return magic[1] == 0xB5 && magic[2] == 0x2F && magic[3] == 0xFD;
	return starts_frame(magic[0]) && magic[1] == 0x2A && magic[2] == 0x4D &&
	       magic[3] == 0x18;
}

static void *begin(void)
{
	struct zstd *zstd = calloc(1, sizeof *zstd);

	if (!zstd || !(zstd->stream = ZSTD_createDStream()))
		abort();
	return zstd;
}

static void end(void *state)
{
	struct zstd *zstd = state;

	ZSTD_freeDStream(zstd->stream);
	free(zstd);
}

static size_t unpack_some(struct zstd *zstd, struct decoding *decoding)
{
	ZSTD_inBuffer in = {decoding->in, decoding->in_size, 0};
	ZSTD_outBuffer out = {decoding->out, decoding->out_size, 0};
	size_t result = ZSTD_decompressStream(zstd->stream, &out, &in);

	decoding->in += in.pos;
	decoding->in_size -= in.pos;
	decoding->out += out.pos;
	decoding->out_size -= out.pos;
	return result;
}

static enum decoded bad(struct decoding *decoding, const char *fault, const char *hint)
{
	decoding->fault = fault;
	decoding->hint = hint;
	return DECODED_BAD;
}

static enum decoded report(struct decoding *decoding, ZSTD_ErrorCode error)
{
	if (error == ZSTD_error_memory_allocation)
		abort();
	if (error == ZSTD_error_frameParameter_windowTooLarge)
		return bad(
		    decoding, "needs over 128 MiB of memory to be unpacked",
		    "compress it without --long, or unpack it first: zstd -dc --long=31");
	if (error == ZSTD_error_dictionary_wrong)
		return bad(decoding, "needs a zstd dictionary to be unpacked",
			   "unpack it first: zstd -dc -D DICTIONARY");
	return bad(decoding, "is damaged: its zstd data does not unpack",
		   "copy the file again");
}

static enum decoded step(void *state, struct decoding *decoding)
{
	struct zstd *zstd = state;
	size_t result;

	if (zstd->between && decoding->in_size == 0)
		return DECODED_WHOLE;
	if (zstd->between && !starts_frame((unsigned char)decoding->in[0]))
		return bad(decoding, "holds other bytes behind its zstd data",
			   "copy the file again, or take off what follows");
	result = unpack_some(zstd, decoding);
	if (ZSTD_isError(result))
		return report(decoding, ZSTD_getErrorCode(result));
	zstd->between = result == 0;
	return zstd->between ? DECODED_WHOLE : DECODED_PART;
}

const struct source_coding source_zstd = {
    .name = "zstd",
    .unpack = "zstd -dc",
    .magic_size = MAGIC_SIZE,
    .claims = is_zstd,
    .begin = begin,
    .step = step,
    .end = end,
};
