/* Names as the exporters' sources and documents give them; units are powers of ten. */

#include "models/metric_names.h"

#include <string.h>

#include "lca/base/text.h"

#define MILLI 1e-3
#define MICRO 1e-6

#define ENERGY(name, tool, domain, unit)                                                       \
	{                                                                                      \
		name, tool, METRIC_ENERGY, domain, unit, ROLE_REQUESTS, 0                      \
	}
#define POWER(name, tool, domain, unit)                                                        \
	{                                                                                      \
		name, tool, METRIC_POWER, domain, unit, ROLE_REQUESTS, 0                       \
	}
#define USAGE(name, tool, role, rank)                                                          \
	{                                                                                      \
		name, tool, METRIC_USAGE, DOMAIN_ACCELERATOR, 1, role, rank                    \
	}

static const struct metric metrics[] = {
    ENERGY("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", "DCGM", DOMAIN_ACCELERATOR, MILLI),
    POWER("DCGM_FI_DEV_POWER_USAGE", "DCGM", DOMAIN_ACCELERATOR, 1),
    ENERGY("scaph_host_energy_microjoules", "scaphandre", DOMAIN_HOST, MICRO),
    POWER("scaph_host_power_microwatts", "scaphandre", DOMAIN_HOST, MICRO),
    ENERGY("kepler_node_platform_joules", "Kepler", DOMAIN_PLATFORM, 1),
    ENERGY("kepler_node_package_joules", "Kepler", DOMAIN_PACKAGE, 1),
    ENERGY("kepler_node_dram_joules", "Kepler", DOMAIN_DRAM, 1),
    ENERGY("kepler_node_gpu_joules", "Kepler", DOMAIN_GPU, 1),
    ENERGY("kepler_node_core_joules", "Kepler", DOMAIN_INNER, 1),
    ENERGY("kepler_node_uncore_joules", "Kepler", DOMAIN_INNER, 1),
    ENERGY("kepler_node_other_joules", "Kepler", DOMAIN_INNER, 1),
    ENERGY("kepler_node_other_host_components_joules", "Kepler", DOMAIN_INNER, 1),
    ENERGY("kepler_node_cpu_joules", "Kepler", DOMAIN_ZONE, 1),
    POWER("kepler_node_cpu_watts", "Kepler", DOMAIN_ZONE, 1),
    POWER("kepler_node_gpu_watts", "Kepler", DOMAIN_GPU, 1),
    POWER("kepler_platform_watts", "Kepler", DOMAIN_PLATFORM, 1),
    USAGE("vllm:request_success", "vLLM", ROLE_REQUESTS, 0),
    USAGE("vllm:e2e_request_latency_seconds_count", "vLLM", ROLE_REQUESTS, 1),
    USAGE("vllm:request_prompt_tokens_count", "vLLM", ROLE_REQUESTS, 2),
    USAGE("vllm:prompt_tokens", "vLLM", ROLE_INPUT, 0),
    USAGE("vllm:request_prompt_tokens_sum", "vLLM", ROLE_INPUT, 1),
    USAGE("vllm:prompt_tokens_cached", "vLLM", ROLE_CACHED, 0),
    USAGE("vllm:prefix_cache_hits", "vLLM", ROLE_CACHED, 1),
    USAGE("vllm:gpu_prefix_cache_hits", "vLLM", ROLE_CACHED, 2),
    USAGE("vllm:generation_tokens", "vLLM", ROLE_OUTPUT, 0),
    USAGE("vllm:request_generation_tokens_sum", "vLLM", ROLE_OUTPUT, 1),
    USAGE("tgi_request_success", "TGI", ROLE_REQUESTS, 0),
    USAGE("tgi_request_failure", "TGI", ROLE_FAILED, 0),
    USAGE("tgi_request_count", "TGI", ROLE_REQUESTS, 1),
    USAGE("tgi_request_generated_tokens_count", "TGI", ROLE_REQUESTS, 2),
    USAGE("tgi_request_input_length_sum", "TGI", ROLE_INPUT, 0),
    USAGE("tgi_request_generated_tokens_sum", "TGI", ROLE_OUTPUT, 0),
};

static const char total[] = "_total";

static bool is_name(const char *known, const char *name, size_t length)
{
	return strlen(known) == length && memcmp(known, name, length) == 0;
}

const struct metric *metric_find(const char *name, size_t length)
{
	size_t end = sizeof total - 1;

	if (length > end && memcmp(name + length - end, total, end) == 0)
		length -= end;
	for (size_t i = 0; i < sizeof metrics / sizeof *metrics; i++)
		if (is_name(metrics[i].name, name, length))
			return &metrics[i];
	return NULL;
}

enum metric_domain metric_zone(const char *zone)
{
	if (text_starts(zone, "package"))
		return DOMAIN_PACKAGE;
	if (text_starts(zone, "dram"))
		return DOMAIN_DRAM;
	return text_starts(zone, "psys") ? DOMAIN_PSYS : DOMAIN_INNER;
}

bool metric_failed_reason(const char *reason)
{
	return strcmp(reason, "abort") == 0 || strcmp(reason, "error") == 0;
}
