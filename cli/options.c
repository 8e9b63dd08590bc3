/* Reads the command line by the two tables, commands.def and options.def. */
#include "cli/options.h"

#include <getopt.h>
#include <string.h>

#include "cli/reader.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"

#define MANY	 SIZE_MAX
#define IN(name) (1u << COMMAND_##name)
#define EVERY	 ((1u << COMMAND_COUNT) - 1)

const struct command_row command_rows[COMMAND_COUNT] = {
#define COMMAND(id, name, operands, least, most, summary, text)                                \
	[COMMAND_##id] = {#name, operands, least, most, summary, text},
#include "cli/commands.def"
#undef COMMAND
};

const struct option_row option_rows[OPTION_COUNT] = {
#define OPTION(id, long_name, short_name, argument, commands, help)                            \
	[OPTION_##id] = {long_name, short_name, argument, commands, help},
#include "cli/options.def"
#undef OPTION
};

/* A run that draws until its figures are known stops here, after seconds. */
static const uint64_t most_adaptive = 50000000;
/* Enough for the ends of an interval to 2 % of its width, in some milliseconds. */
static const uint64_t quick_samples = 20000;
/* getopt_long returns this plus the option's id, for options with and without a short name. */
enum { FIRST_VALUE = 256 };

struct place options_place(const struct options *options)
{
	static const char *const names[COMMAND_COUNT + 1] = {
#define COMMAND(id, name, operands, least, most, summary, text) "lca " #name,
#include "cli/commands.def"
#undef COMMAND
	    "lca"};

	return (struct place){.file = names[options->command]};
}

static void refuse_usage(struct reader *r, const char *hint, const char *message)
{
	diag_add(r->diags, DIAG_USAGE, options_place(r->options), NULL, hint, "%s", message);
	r->good = false;
}

static bool accepts(enum command_id command, enum option_id id)
{
	unsigned commands = option_rows[id].commands;

	return command == COMMAND_COUNT ? commands == EVERY : (commands & (1u << command)) != 0;
}

/* Long options of the command that start as the word does: "--into or --interval"; NULL where
 * none does. */
static const char *started_by(struct reader *r, const char *word)
{
	const char *names = NULL;

	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (option_rows[i].help && accepts(r->options->command, (enum option_id)i) &&
		    text_starts(option_rows[i].long_name, word))
			names = arena_printf(r->arena, "%s%s--%s", names ? names : "",
					     names ? " or " : "", option_rows[i].long_name);
	return names;
}

/* The nearest long option among those that the command accepts, of any where none is given. */
static const char *nearest_option(struct reader *r, const char *word)
{
	enum command_id command = r->options->command;
	const char *names[OPTION_COUNT], *nearest;
	size_t count = 0;

	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (text_same(word, command_rows[i].name))
			return arena_printf(r->arena, "lca %s is a command of its own", word);
	nearest = *word ? started_by(r, word) : NULL;
	if (nearest)
		return nearest;
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (option_rows[i].help &&
		    (command == COMMAND_COUNT || accepts(command, (enum option_id)i)))
			names[count++] = option_rows[i].long_name;
	nearest = text_nearest(word, names, count);
	return nearest ? arena_printf(r->arena, "--%s", nearest) : NULL;
}

/* What getopt_long did not know. */
static void refuse_option(struct reader *r, const struct unknown *unknown)
{
	const char *word = unknown->word, *name, *equal, *nearest;
	const char *help = r->options->command == COMMAND_COUNT
			       ? "lca --help lists the options"
			       : arena_printf(r->arena, "lca %s --help lists its options",
					      command_rows[r->options->command].name);

	if (!text_starts(word, "--")) {
		refuse_usage(r,
			     unknown->letter >= '0' && unknown->letter <= '9'
				 ? "write -- before a value that starts with '-'"
				 : help,
			     arena_printf(r->arena, "unknown option '-%c'", unknown->letter));
		return;
	}
	equal = strchr(word, '=');
	name = arena_copy(r->arena, word + 2,
			  equal ? (size_t)(equal - word - 2) : strlen(word + 2));
	nearest = nearest_option(r, name);
	refuse_usage(r, nearest ? nearest : help,
		     arena_printf(r->arena, "unknown option '--%s'", name));
}

static void refuse_argument(struct reader *r, bool missing)
{
	const struct option_row *row = &option_rows[optopt - FIRST_VALUE];

	refuse_usage(
	    r,
	    missing ? arena_printf(r->arena, "--%s %s", row->long_name, row->argument) : NULL,
	    arena_printf(r->arena, missing ? "--%s needs a value" : "--%s takes no value",
			 row->long_name));
}

static void fill_tables(struct option *longs, char *shorts)
{
	*shorts++ = ':';
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option_row *row = &option_rows[i];
		longs[i] =
		    (struct option){.name = row->long_name,
				    .has_arg = row->argument ? required_argument : no_argument,
				    .val = FIRST_VALUE + (int)i};
		if (!row->short_name)
			continue;
		*shorts++ = row->short_name;
		if (row->argument)
			*shorts++ = ':';
	}
	*shorts = 0;
}

static enum option_id option_of(int value)
{
	size_t i = 0;

	if (value >= FIRST_VALUE)
		return (enum option_id)(value - FIRST_VALUE);
	while (option_rows[i].short_name != value)
		i++;
	return (enum option_id)i;
}

/* Told once the command is known. */
static void add_unknown(struct reader *r, const char *word, int letter)
{
	r->unknown = arena_grow(r->arena, r->unknown, r->unknown_count, sizeof *r->unknown);
	r->unknown[r->unknown_count++] = (struct unknown){word, letter};
}

/* Collects the options; the operands, the command first, are then argv[optind..argc). */
static void collect(struct reader *r, int argc, char **argv)
{
	struct option longs[OPTION_COUNT + 1] = {0};
	char shorts[2 * OPTION_COUNT + 2];
	const char *number = NULL; /* a word such as -5 */
	int value;

	fill_tables(longs, shorts);
	opterr = 0;
	optind = 0; /* from the start, for a second command line as well */
	while ((value = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		if (value == ':' && optopt < FIRST_VALUE)
			optopt = FIRST_VALUE + (int)option_of(optopt);
		if (value == ':' || (value == '?' && optopt >= FIRST_VALUE)) {
			refuse_argument(r, value == ':');
			continue;
		}
		if (value == '?') {
			/* The letters behind the digit of a number are no options. */
			if (!number || (argv[optind] != number && argv[optind - 1] != number))
				add_unknown(r, argv[optind - 1], optopt);
			if (optopt >= '0' && optopt <= '9')
				number = argv[optind];
			continue;
		}
		r->given = arena_grow(r->arena, r->given, r->given_count, sizeof *r->given);
		r->given[r->given_count++] = (struct given){option_of(value), optarg};
	}
}

static void find_command(struct reader *r, int argc, char **argv)
{
	const char *names[COMMAND_COUNT], *nearest;

	if (optind >= argc)
		return;
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		names[i] = command_rows[i].name;
		if (text_same(argv[optind], names[i]))
			r->options->command = (enum command_id)i;
	}
	r->options->operands = (const char *const *)(argv + optind + 1);
	r->options->operand_count = (size_t)(argc - optind - 1);
	if (r->options->command != COMMAND_COUNT)
		return;
	nearest = text_nearest(argv[optind], names, COMMAND_COUNT);
	refuse_usage(r,
		     nearest ? arena_printf(r->arena, "lca %s", nearest)
			     : "lca --help lists the commands",
		     arena_printf(r->arena, "unknown command '%s'", argv[optind]));
}

/* Two commands may each have an option of one name: the one that this command accepts. */
static enum option_id same_name(enum command_id command, enum option_id id)
{
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (accepts(command, (enum option_id)i) &&
		    text_same(option_rows[i].long_name, option_rows[id].long_name))
			return (enum option_id)i;
	return id;
}

static void apply_all(struct reader *r)
{
	const struct options *o = r->options;

	for (size_t i = 0; i < r->unknown_count; i++)
		refuse_option(r, &r->unknown[i]);
	for (size_t i = 0; i < r->given_count; i++) {
		struct given *given = &r->given[i];

		given->id = same_name(o->command, given->id);
		if (accepts(o->command, given->id)) {
			option_apply(r, given);
			continue;
		}
		if (o->command == COMMAND_COUNT)
			continue;
		refuse_usage(r,
			     arena_printf(r->arena, "lca %s --help lists its options",
					  command_rows[o->command].name),
			     arena_printf(r->arena, "takes no option --%s",
					  option_rows[given->id].long_name));
	}
}

/* "the scenario is missing", by the first word of the operands. */
static const char *missing(struct reader *r, const struct command_row *row)
{
	size_t length = strspn(row->operands, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	char *name = arena_copy(r->arena, row->operands, length);

	if (!length || (row->operands[length] && !strchr(" .", row->operands[length])))
		return "an operand is missing";
	for (size_t i = 0; i < length; i++)
		name[i] = (char)(name[i] - 'A' + 'a');
	return arena_printf(r->arena, "the %s is missing", name);
}

static void check_operands(struct reader *r)
{
	const struct options *o = r->options;
	const struct command_row *row = &command_rows[o->command];
	const char *usage = arena_printf(r->arena, "lca %s %s%s%s", row->name, row->operands,
					 o->into ? " --into " : "", o->into ? o->into : "");

	if (o->operand_count < row->least)
		refuse_usage(r, usage, missing(r, row));
	if (o->operand_count > row->most)
		refuse_usage(
		    r, *row->operands ? usage : NULL,
		    arena_printf(r->arena, "unexpected operand '%s'", o->operands[row->most]));
}

static bool was_given(const struct reader *r, enum option_id id)
{
	for (size_t i = 0; i < r->given_count; i++)
		if (r->given[i].id == id)
			return true;
	return false;
}

/* Where the output goes, in which format, and how fast say nothing of what it holds. */
bool option_is_recorded(enum option_id id)
{
	static const enum option_id others[] = {OPTION_FORMAT,	OPTION_OUTPUT,	OPTION_THREADS,
						OPTION_REJECTS, OPTION_SAVE,	OPTION_INTO,
						OPTION_HELP,	OPTION_VERSION, OPTION_CODES};

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (others[i] == id)
			return false;
	return true;
}

static void add_argument(struct reader *r, const char *word)
{
	struct options *o = r->options;

	o->arguments =
	    arena_grow(r->arena, o->arguments, o->argument_count, sizeof *o->arguments);
	o->arguments[o->argument_count++] = word;
}

/* Operands, then options by their long names: what the output depends on. */
static void keep_arguments(struct reader *r)
{
	const struct options *o = r->options;

	for (size_t i = 0; i < o->operand_count; i++)
		add_argument(r, o->operands[i]);
	for (size_t i = 0; i < r->given_count; i++) {
		const struct given *given = &r->given[i];
		const char *name = option_rows[given->id].long_name;

		if (option_is_recorded(given->id))
			add_argument(r, given->argument ? arena_printf(r->arena, "--%s=%s",
								       name, given->argument)
							: arena_printf(r->arena, "--%s", name));
	}
}

bool options_read(struct arena *arena, int argc, char **argv, struct diags *diags,
		  struct options *options)
{
	struct reader r = {.arena = arena, .diags = diags, .options = options, .good = true};

	*options = (struct options){
	    .command = COMMAND_COUNT,
	    .format = FORMAT_TEXT,
	    .output = "-",
	    .samples = 200000,
	    .align_to = ALIGN_LOSSES,
	    .seed = 1,
	    .interval = 0.95,
	    .sensitivity = true,
	    .advice = true,
	};
	collect(&r, argc, argv);
	find_command(&r, argc, argv);
	apply_all(&r);
	if (options->command == COMMAND_COUNT || options->help || options->version)
		return r.good;
	if (r.good)
		check_operands(&r);
	keep_arguments(&r);
	if (!was_given(&r, OPTION_FORMAT))
		reader_choose_format(&r);
	if ((options->command == COMMAND_QUICK || options->command == COMMAND_ALIGN) &&
	    !was_given(&r, OPTION_SAMPLES))
		options->samples = quick_samples;
	if ((adapt_is_asked(&options->goal) || options->command == COMMAND_VERIFY) &&
	    !was_given(&r, OPTION_SAMPLES))
		options->samples = most_adaptive;
	return r.good;
}
