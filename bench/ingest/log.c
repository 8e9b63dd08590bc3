/*
 * Logs of a made-up gateway to language models: the same bytes for the same words.
 *
 *     lca_bench_log csv|jsonl ROWS SEED [unsorted|quoted|models]   to standard output
 *
 * 30 days of requests, evenly spread; a row is a second or two out of order, or anywhere in the
 * 30 days where unsorted. 24 models and 12 regions with the shares of Zipf's law, 10 000 models
 * where so asked; token counts are lognormal, latency and energy grow with them and with the
 * size of the model, with lognormal noise. One row of 200 has no energy, three of 200 failed.
 * quoted: every text is in quotes, the id of one row of 128 holds a quote and a comma.
 */

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAYS = 30, DAY_MS = 86400000, REGIONS = 12, SIZES = 3, FAMILIES = 8 };
enum { FEW_MODELS = SIZES * FAMILIES, MANY_MODELS = 10000, NAME = 48 };

static const char *const regions[REGIONS] = {
    "us-east-1",    "eu-west-3",      "us-west-2",	"eu-central-1",
    "eu-north-1",   "ap-northeast-1", "ap-southeast-2", "ap-south-1",
    "ca-central-1", "eu-west-1",      "sa-east-1",	"af-south-1",
};
static const char *const families[FAMILIES] = {
    "heron",	  "kestrel-2",	     "wren", "ibis-instruct",
    "petrel-1.5", "swift-chat-0613", "tern", "auk",
};
static const double billions[SIZES] = {8, 70, 405};

struct log {
	bool json, unsorted, quoted;
	uint64_t rows, state;
	size_t models;
	char (*names)[NAME];
	double *model_shares; /* cumulative */
	double region_shares[REGIONS];
};

struct request {
	int64_t milliseconds;
	uint64_t id, input, output;
	size_t model, region;
	unsigned status;
	bool metered;
	double latency_ms, energy_j;
};

/* SplitMix64 (Steele, Lea and Flood 2014). */
static uint64_t random_bits(struct log *log)
{
	uint64_t z = log->state += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

static double random_share(struct log *log)
{
	return ((double)(random_bits(log) >> 12) + 0.5) / 0x1p52;
}

static double random_normal(struct log *log)
{
	double radius = sqrt(-2 * log1p(-random_share(log)));

	return radius * cos(6.283185307179586 * random_share(log));
}

static void share_by_rank(double *shares, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		shares[i] = sum += 1 / (double)(i + 1);
	for (size_t i = 0; i < count; i++)
		shares[i] /= sum;
	shares[count - 1] = 1;
}

static size_t pick(const double *shares, size_t count, double share)
{
	size_t low = 0, high = count - 1;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (shares[middle] < share)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void name_models(struct log *log)
{
	for (size_t i = 0; i < log->models; i++) {
		const char *family = families[i % FAMILIES];
		double size = billions[i / FAMILIES % SIZES];

		if (i < FEW_MODELS)
			snprintf(log->names[i], NAME, "%s-%.0fb", family, size);
		else
			snprintf(log->names[i], NAME, "%s-%.0fb-tuned-%04zu", family, size, i);
	}
}

static uint64_t tokens(struct log *log, double median, double spread, double most)
{
	return (uint64_t)fmin(most, 1 + median * exp(spread * random_normal(log)));
}

static struct request draw(struct log *log, uint64_t row)
{
	double whole = (double)DAYS * DAY_MS, size, when;
	struct request r = {.id = random_bits(log), .status = 200};

	when = log->unsorted ? random_share(log) * whole
			     : ((double)row + 0.5) / (double)log->rows * whole +
				   1500 * random_normal(log);
	r.milliseconds = (int64_t)fmin(fmax(when, 0), whole - 1);
	r.model = pick(log->model_shares, log->models, random_share(log));
	r.region = pick(log->region_shares, REGIONS, random_share(log));
	r.input = tokens(log, 500, 1.3, 131072);
	r.output = tokens(log, 180, 1, 8192);
	if (random_bits(log) % 200 < 3)
		r.status = random_bits(log) % 5 < 3 ? 429 : 500;
	r.metered = random_bits(log) % 200 != 0;
	size = billions[r.model / FAMILIES % SIZES];
	r.latency_ms =
	    (90 + size + 0.02 * (double)r.input + (4 + size / 9) * (double)r.output) *
	    exp(0.25 * random_normal(log));
	r.energy_j = size * (1.5 + 0.002 * (double)r.input + 0.035 * (double)r.output) *
		     exp(0.15 * random_normal(log));
	return r;
}

static char *add(char *at, const char *text)
{
	return stpcpy(at, text);
}

static char *add_number(char *at, uint64_t number, unsigned least_digits)
{
	char digits[20];
	size_t count = 0;

	for (; number > 0 || count < least_digits; number /= 10)
		digits[count++] = (char)('0' + number % 10);
	while (count > 0)
		*at++ = digits[--count];
	return at;
}

static char *add_decimal(char *at, double number, unsigned decimals)
{
	uint64_t scale = decimals == 1 ? 10 : 1000;
	uint64_t scaled = (uint64_t)llround(number * (double)scale);

	at = add_number(at, scaled / scale, 1);
	*at++ = '.';
	return add_number(at, scaled % scale, decimals);
}

/* The 30 days are the first of January 2026. */
static char *add_time(char *at, int64_t milliseconds)
{
	uint64_t t = (uint64_t)milliseconds;

	at = add_number(add(at, "2026-01-"), t / DAY_MS + 1, 2);
	at = add_number(add(at, "T"), t / 3600000 % 24, 2);
	at = add_number(add(at, ":"), t / 60000 % 60, 2);
	at = add_number(add(at, ":"), t / 1000 % 60, 2);
	return add(add_number(add(at, "."), t % 1000, 3), "Z");
}

static char *add_id(char *at, uint64_t id)
{
	for (int shift = 60; shift >= 0; shift -= 4)
		*at++ = "0123456789abcdef"[id >> shift & 15];
	return at;
}

static char *add_csv(char *at, const struct log *log, const struct request *r)
{
	const char *quote = log->quoted ? "\"" : "";
	const char *next = log->quoted ? "\",\"" : ",";

	at = add(add_time(add(at, quote), r->milliseconds), next);
	at = add_id(at, r->id);
	if (log->quoted && r->id % 128 == 0)
		at = add(at, "\"\",");
	at = add(add(at, next), log->names[r->model]);
	at = add(add(add(at, next), regions[r->region]), quote);
	at = add_number(add(at, ","), r->input, 1);
	at = add_number(add(at, ","), r->output, 1);
	at = add(add_decimal(add(at, ","), r->latency_ms, 1), ",");
	if (r->metered)
		at = add_decimal(at, r->energy_j, 3);
	return add(add_number(add(at, ","), r->status, 1), "\n");
}

/* The last field holds escapes, as paths and quotes in names do. */
static char *add_json(char *at, const struct log *log, const struct request *r)
{
	at = add_time(add(at, "{\"timestamp\":\""), r->milliseconds);
	at = add_id(add(at, "\",\"request_id\":\"req-"), r->id);
	at = add(add(at, "\",\"model\":\""), log->names[r->model]);
	at = add(add(at, "\",\"region\":\""), regions[r->region]);
	at = add_number(add(at, "\",\"status\":"), r->status, 1);
	at = add_number(add(at, ",\"usage\":{\"prompt_tokens\":"), r->input, 1);
	at = add_number(add(at, ",\"completion_tokens\":"), r->output, 1);
	at = add_number(add(at, ",\"total_tokens\":"), r->input + r->output, 1);
	at = add_decimal(add(at, "},\"latency_ms\":"), r->latency_ms, 1);
	at = add(at, ",\"energy_j\":");
	at = r->metered ? add_decimal(at, r->energy_j, 3) : add(at, "null");
	at = add(at, r->id % 2 ? ",\"stream\":true" : ",\"stream\":false");
	at = add_number(add(at, ",\"user\":\"group-"), r->id >> 8 & 31, 1);
	return add(add_number(add(at, "\\/job \\\""), r->id >> 16 & 255, 1), "\\\"\"}\n");
}

static bool write_rows(struct log *log)
{
	enum { LINE = 1024 };
	static char block[1 << 18];
	char *at = block;

	if (!log->json)
		at = add(at, "timestamp,request_id,model,region,input_tokens,output_tokens,"
			     "latency_ms,energy_j,status\n");
	for (uint64_t row = 0; row < log->rows; row++) {
		struct request r = draw(log, row);

		at = log->json ? add_json(at, log, &r) : add_csv(at, log, &r);
		if (at > block + sizeof block - LINE || row + 1 == log->rows) {
			size_t length = (size_t)(at - block);

			if (fwrite(block, 1, length, stdout) != length)
				return false;
			at = block;
		}
	}
	return fflush(stdout) == 0;
}

static bool has_word(int argc, char **argv, const char *word)
{
	return argc == 5 && strcmp(argv[4], word) == 0;
}

int main(int argc, char **argv)
{
	struct log log = {
	    .json = argc > 1 && strcmp(argv[1], "jsonl") == 0,
	    .rows = argc > 2 ? strtoull(argv[2], NULL, 10) : 0,
	    .state = argc > 3 ? strtoull(argv[3], NULL, 10) : 0,
	    .unsorted = has_word(argc, argv, "unsorted"),
	    .quoted = has_word(argc, argv, "quoted"),
	    .models = has_word(argc, argv, "models") ? MANY_MODELS : FEW_MODELS,
	};
	int status = EXIT_FAILURE;

	if (argc < 4 || argc > 5 || log.rows == 0) {
		fputs("usage: lca_bench_log csv|jsonl ROWS SEED [unsorted|quoted|models]\n",
		      stderr);
		return 2;
	}
	log.names = calloc(log.models, sizeof *log.names);
	log.model_shares = calloc(log.models, sizeof *log.model_shares);
	if (log.names && log.model_shares) {
		name_models(&log);
		share_by_rank(log.model_shares, log.models);
		share_by_rank(log.region_shares, REGIONS);
		if (write_rows(&log))
			status = EXIT_SUCCESS;
		else
			perror("lca_bench_log");
	}
	free(log.names);
	free(log.model_shares);
	return status;
}
