/* Hardware in sentences: names, and counts that are written to them. */

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/text.h"
#include "models/claim_prose.h"

/* Bytes of "8x" before a name: "8xA100". */
static size_t counted(const char *lower)
{
	size_t digits = strspn(lower, "0123456789");

	return digits && lower[digits] == 'x' && isalpha((unsigned char)lower[digits + 1])
		   ? digits + 1
		   : 0;
}

/* "A100", "8xA100", "V100s", "MI250X", "H100-hours": letters and digits. */
bool prose_is_hardware(const struct prose_text *text, size_t word, size_t to)
{
	const char *lower;
	size_t letters;

	if (word >= to)
		return false;
	lower = text->words[word].lower + counted(text->words[word].lower);
	for (letters = 0; isalpha((unsigned char)lower[letters]);)
		letters++;
	return text_starts(lower, "tpuv") ||
	       (letters >= 1 && letters <= 3 && isdigit((unsigned char)lower[letters]) &&
		isdigit((unsigned char)lower[letters + 1])) ||
	       prose_is(text, word, to,
			"gpu gpus tpu tpus accelerator accelerators chip chips nvidia amd "
			"gpu's t4 t4s l4 l4s tpuv3 tpuv4 tpuv2 tensor") ||
	       text_starts(lower, "gpu-") || text_starts(lower, "tpu-");
}

void prose_scale(struct printed *count, double times)
{
	count->value *= times;
	count->exact = interval_of(count->value);
	count->loose = count->exact;
}

/* "4x8": four machines of eight, of which the first number was read. */
void prose_multiply(struct printed *count, const char *lower)
{
	const char *at = lower + strspn(lower, "0123456789");
	double times = *at == 'x' ? strtod(at + 1, NULL) : 0;

	if (!(times >= 1) || strspn(at + 1, "0123456789") != strlen(at + 1))
		return;
	prose_scale(count, times);
	count->text = count->digits = lower;
}
