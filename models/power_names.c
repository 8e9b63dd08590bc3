/* Names of columns of power, word by word. */

#include "models/power_names.h"

#include <string.h>

enum { MOST_WORDS = 16 };

struct words {
	struct csv_field list[MOST_WORDS];
	size_t count;
};

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_letter(char c)
{
	return is_lower(c) || is_upper(c);
}

/* Does a word begin at text[i], which follows a letter? "powerW", not "GPU" or "kW". */
static bool is_hump(const char *text, size_t i)
{
	return is_upper(text[i]) && is_lower(text[i - 1]) &&
	       !(text[i] == 'W' && (text[i - 1] == 'k' || text[i - 1] == 'm') &&
		 (i < 2 || !is_letter(text[i - 2])));
}

/* "RAMWatt"; not "mWatt", whose m belongs to it. */
static bool is_watt(struct csv_field name, size_t i)
{
	return i + 4 <= name.length && memcmp(name.text + i, "Watt", 4) == 0 &&
	       is_upper(name.text[i - 1]);
}

/* Letters that stand together; digits and signs part them. */
static struct words split(struct csv_field name)
{
	struct words words = {.count = 0};
	size_t start = 0;

	for (size_t i = 0; i <= name.length; i++) {
		bool inside = i < name.length && is_letter(name.text[i]);

		if (inside && (i == start || !(is_hump(name.text, i) || is_watt(name, i))))
			continue;
		if (i > start && words.count < MOST_WORDS)
			words.list[words.count++] =
			    (struct csv_field){name.text + start, i - start, false};
		start = inside ? i : i + 1;
	}
	return words;
}

static bool has_word(const struct words *words, const char *const *list)
{
	for (size_t i = 0; i < words->count; i++)
		for (const char *const *word = list; *word; word++)
			if (field_same(words->list[i], *word))
				return true;
	return false;
}

static bool is_exactly(struct csv_field field, const char *text)
{
	return strlen(text) == field.length && memcmp(field.text, text, field.length) == 0;
}

/* "powerkW" and "powermW" come apart before their W. */
static double scale_of_w(const struct words *words)
{
	struct csv_field before =
	    words->count > 1 ? words->list[words->count - 2] : (struct csv_field){.text = ""};

	if (field_same(before, "powerk"))
		return 1000;
	return field_same(before, "powerm") ? 1 / 1000.0 : 1;
}

static void read_unit(const struct words *words, struct power_name *name)
{
	struct csv_field last = words->list[words->count - 1];

	if (field_same(last, "w") || field_same(last, "watt") || field_same(last, "watts")) {
		name->scale = scale_of_w(words);
		name->told = true;
	} else if (field_same(last, "kw") || field_same(last, "kilowatt") ||
		   field_same(last, "kilowatts")) {
		name->scale = 1000;
		name->told = true;
	} else if (is_exactly(last, "mW") || is_exactly(last, "mw") ||
		   field_same(last, "milliwatts") || field_same(last, "milliwatt")) {
		name->scale = 1 / 1000.0;
		name->told = true;
		name->milli_guessed = is_exactly(last, "mw");
	} else if (field_same(last, "power") ||
		   (field_same(last, "draw") && words->count > 1 &&
		    field_same(words->list[words->count - 2], "power"))) {
		name->scale = 1;
	}
}

static const char *const totals[] = {"total", "sum", "overall", "all", "combined", NULL};
static const char *const nodes[] = {
    "node",   "system", "sys",	   "wall",     "host",	  "server", "machine",	 "psu",
    "outlet", "plug",	"chassis", "rack",     "ac",	  "pdu",    "inlet",	 "mains",
    "meter",  "ups",	"site",	   "facility", "cluster", "shelly", "enclosure", "computer",
    "dcmi",   "ipmi",	"bmc",	   "n",	       NULL};

static enum power_subject find_subject(const struct words *words)
{
	static const char *const platforms[] = {"psys", "platform", NULL};
	static const char *const gpus[] = {
	    "gpu",   "gpus",   "accelerator", "cuda", "tpu", "npu",    "hpu",	"hbm", "nvidia",
	    "tesla", "quadro", "geforce",     "gtx",  "rtx", "radeon", "gaudi", NULL};
	static const char *const cores[] = {"core", "cores", "cor", "uncore", "pp",
					    "igpu", "gfx",   "ia",  "gt",     NULL};
	static const char *const packages[] = {"package", "pkg", "socket", "processor", NULL};
	static const char *const parts[] = {"cpu",     "cpus", "dram", "ram", "mem",  "memory",
					    "disk",    "ssd",  "nvme", "fan", "fans", "nic",
					    "network", "hdd",  "ane",  NULL};
	static const char *const graphics[] = {"graphics", NULL};

	if (has_word(words, totals))
		return SUBJECT_TOTAL;
	/* "Average Graphics Package Power (W)" of rocm-smi */
	if (has_word(words, graphics) && has_word(words, packages))
		return SUBJECT_ACCELERATOR;
	if (has_word(words, platforms))
		return SUBJECT_PLATFORM;
	if (has_word(words, gpus))
		return SUBJECT_ACCELERATOR;
	if (has_word(words, cores))
		return SUBJECT_CORE;
	if (has_word(words, packages))
		return SUBJECT_PACKAGE;
	if (has_word(words, parts))
		return SUBJECT_COMPONENT;
	return has_word(words, nodes) ? SUBJECT_NODE : SUBJECT_UNKNOWN;
}

static const char *const plain[] = {"power", "draw",	 "w",	      "watt", "watts",
				    "kw",    "kilowatt", "kilowatts", "mw",   NULL};

static bool is_ascii(struct csv_field name)
{
	for (size_t i = 0; i < name.length; i++)
		if ((unsigned char)name.text[i] > 127)
			return false;
	return true;
}

static bool is_bare(const struct words *words)
{
	for (size_t i = 0; i < words->count; i++) {
		struct words one = {.list = {words->list[i]}, .count = 1};

		if (!has_word(&one, plain))
			return false;
	}
	return true;
}

struct power_name power_name_read(struct csv_field field)
{
	static const char *const no_reading[] = {
	    "limit", "max", "maximum", "min",	 "minimum",   "peak",	 "cap",	     "capped",
	    "pl",    "tdp", "rated",   "budget", "threshold", "default", "enforced", NULL};
	struct power_name name = {.scale = 0};
	struct words words = split(field);

	if (words.count == 0 || has_word(&words, no_reading) ||
	    memchr(field.text, '%', field.length))
		return name;
	read_unit(&words, &name);
	name.subject = find_subject(&words);
	name.bare = is_ascii(field) && is_bare(&words);
	return name;
}

static bool is_one_of(struct csv_field word, const char *const *list)
{
	const struct words one = {.list = {word}, .count = 1};

	return has_word(&one, list);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static const char *const averages[] = {"avg",	 "average", "averaged", "mean",	  "smoothed",
				       "smooth", "ema",	    "rolling",	"moving", NULL};
static const char *const instants[] = {"instant", "instantaneous", "inst", NULL};
static const char *const spans[] = {"s", "sec", "ms", "min", NULL};

/* What a name says besides its unit and how readings were smoothed: the words and numbers of
 * a stem. Numbers before a span of time ("10s") belong to the smoothing. */
static struct words stem_of(struct csv_field name)
{
	static const char *const units[] = {"milliwatt", "milliwatts", "powerk", "powerm",
					    NULL};
	struct words all = split(name), stem = {.count = 0};
	const char *from = name.text, *end = name.text + name.length;

	for (size_t i = 0; i <= all.count; i++) {
		const char *word = i < all.count ? all.list[i].text : end;
		bool spans_time = i < all.count && is_one_of(all.list[i], spans);

		while (from < word) {
			const char *number = from;

			while (from < word && is_digit(*from))
				from++;
			if (from > number && !(spans_time && from == word) &&
			    stem.count < MOST_WORDS)
				stem.list[stem.count++] =
				    (struct csv_field){number, (size_t)(from - number), false};
			from += from == number;
		}
		if (i == all.count)
			break;
		from = word + all.list[i].length;
		if (spans_time || is_one_of(all.list[i], plain) ||
		    is_one_of(all.list[i], units) || is_one_of(all.list[i], averages) ||
		    is_one_of(all.list[i], instants) || stem.count == MOST_WORDS)
			continue;
		stem.list[stem.count++] = all.list[i];
	}
	return stem;
}

bool power_name_same(struct csv_field a, struct csv_field b)
{
	struct words one, other;

	/* Only letters of ASCII are told apart. */
	if (!is_ascii(a) || !is_ascii(b))
		return false;
	one = stem_of(a);
	other = stem_of(b);
	/* Names of more words than are kept may differ in the rest. */
	if (one.count != other.count || one.count == MOST_WORDS)
		return false;
	for (size_t i = 0; i < one.count; i++) {
		struct csv_field word = other.list[i];

		if (one.list[i].length != word.length)
			return false;
		for (size_t c = 0; c < word.length; c++)
			if ((one.list[i].text[c] | 32) != (word.text[c] | 32))
				return false;
	}
	return true;
}

unsigned power_name_rank(struct csv_field name)
{
	struct words words = split(name);

	if (has_word(&words, averages))
		return 0;
	return has_word(&words, instants) ? 2 : 1;
}

enum power_subject power_name_whole(struct csv_field device)
{
	struct words words = split(device), stem;

	if (has_word(&words, totals))
		return SUBJECT_TOTAL;
	if (!has_word(&words, nodes))
		return SUBJECT_UNKNOWN;
	stem = stem_of(device);
	return stem.count == 1 && stem.list[0].length > 1 && is_one_of(stem.list[0], nodes)
		   ? SUBJECT_NODE
		   : SUBJECT_UNKNOWN;
}
