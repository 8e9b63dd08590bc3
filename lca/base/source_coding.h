#ifndef LCA_BASE_SOURCE_CODING_H
#define LCA_BASE_SOURCE_CODING_H

/* How source.c unpacks: one struct source_coding for each compression. */

#include <stdbool.h>
#include <stddef.h>

/* The stored bytes at hand and the room for unpacked ones; a step moves both on. */
struct decoding {
	const char *in;
	size_t in_size;
	char *out;
	size_t out_size;
	const char *fault, *hint; /* where a step gives DECODED_BAD: "is damaged: ..." */
};

enum decoded {
	DECODED_PART,  /* more is to come */
	DECODED_WHOLE, /* all is given out: the file may end here, or go on with another part */
	DECODED_BAD
};

struct source_coding {
	const char *name;   /* "gzip" */
	const char *unpack; /* the command that unpacks, "gzip -dc" */
	size_t magic_size;  /* the bytes that claims() looks at */
	bool (*claims)(const unsigned char *magic);
	void *(*begin)(void);
	enum decoded (*step)(void *state, struct decoding *decoding);
	void (*end)(void *state);
};

extern const struct source_coding source_gzip, source_zstd;

#endif
