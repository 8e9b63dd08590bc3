/* Unpacking gzip (RFC 1952) through zlib. */

#define ZLIB_CONST

#include "lca/base/source_coding.h"

#include <limits.h>
#include <stdlib.h>

#include <zlib.h>

#define FIRST_BYTE     0x1F
#define SECOND_BYTE    0x8B
#define GZIP_HEADER    16 /* added to the window's bits: a gzip header, not one of zlib */
#define MOST_AT_A_TIME ((size_t)1 << 30)

struct gzip {
	z_stream stream;
	bool between; /* a member has ended and none has begun */
};

static bool is_gzip(const unsigned char *magic)
{
	return magic[0] == FIRST_BYTE && magic[1] == SECOND_BYTE;
}

static void *begin(void)
{
	struct gzip *gzip = calloc(1, sizeof *gzip);

	if (!gzip || inflateInit2(&gzip->stream, MAX_WBITS + GZIP_HEADER) != Z_OK)
		abort();
	return gzip;
}

static void end(void *state)
{
	struct gzip *gzip = state;

	inflateEnd(&gzip->stream);
	free(gzip);
}

static uInt at_most(size_t size)
{
	return (uInt)(size < MOST_AT_A_TIME ? size : MOST_AT_A_TIME);
}

static int inflate_some(z_stream *stream, struct decoding *decoding)
{
	uInt in_size = at_most(decoding->in_size);
	uInt out_size = at_most(decoding->out_size);
	int result;

	stream->next_in = (const Bytef *)decoding->in;
	stream->avail_in = in_size;
	stream->next_out = (Bytef *)decoding->out;
	stream->avail_out = out_size;
	result = inflate(stream, Z_NO_FLUSH);
	decoding->in += in_size - stream->avail_in;
	decoding->in_size -= in_size - stream->avail_in;
	decoding->out += out_size - stream->avail_out;
	decoding->out_size -= out_size - stream->avail_out;
	return result;
}

static enum decoded bad(struct decoding *decoding, const char *fault, const char *hint)
{
	decoding->fault = fault;
	decoding->hint = hint;
	return DECODED_BAD;
}

static enum decoded step(void *state, struct decoding *decoding)
{
	struct gzip *gzip = state;

	if (gzip->between && decoding->in_size == 0)
		return DECODED_WHOLE;
	if (gzip->between && (unsigned char)decoding->in[0] != FIRST_BYTE)
		return bad(decoding, "holds other bytes behind its gzip data",
			   "copy the file again, or take off what follows");
	if (gzip->between)
		inflateReset(&gzip->stream);
	gzip->between = false;
	switch (inflate_some(&gzip->stream, decoding)) {
	case Z_OK:
	case Z_BUF_ERROR:
		return DECODED_PART;
	case Z_STREAM_END:
		gzip->between = true;
		return DECODED_WHOLE;
	case Z_MEM_ERROR:
		abort();
	default:
		return bad(decoding, "is damaged: its gzip data does not unpack",
			   "copy the file again");
	}
}

const struct source_coding source_gzip = {
    .name = "gzip",
    .unpack = "gzip -dc",
    .magic_size = 2,
    .claims = is_gzip,
    .begin = begin,
    .step = step,
    .end = end,
};
