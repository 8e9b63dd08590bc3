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

static enum power_subject find_subject(const struct words *words)
{
	static const char *const totals[] = {"total", "sum", "overall", "all", NULL};
	static const char *const platforms[] = {"psys", "platform", NULL};
	static const char *const gpus[] = {"gpu",     "gpus", "accelerator", "cuda",
					   "tpu",     "npu",  "hbm",	     "nvidia",
					   "geforce", "rtx",  "radeon",	     NULL};
	static const char *const cores[] = {"core", "cores", "cor", "uncore", "pp",
					    "igpu", "gfx",   "ia",  "gt",     NULL};
	static const char *const packages[] = {"package", "pkg", "socket", "processor", NULL};
	static const char *const parts[] = {"cpu",    "cpus", "dram",	 "ram",	 "mem",
					    "memory", "disk", "ssd",	 "nvme", "fan",
					    "fans",   "nic",  "network", NULL};
	static const char *const nodes[] = {
	    "node",   "system", "sys",	   "wall", "host", "server", "machine", "psu",
	    "outlet", "plug",	"chassis", "rack", "ac",   "pdu",    "n",	NULL};

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

static bool is_bare(const struct words *words)
{
	static const char *const plain[] = {"power", "draw",	 "w",	      "watt", "watts",
					    "kw",    "kilowatt", "kilowatts", "mw",   NULL};

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

	if (words.count == 0 || has_word(&words, no_reading))
		return name;
	read_unit(&words, &name);
	name.subject = find_subject(&words);
	name.bare = is_bare(&words);
	return name;
}
