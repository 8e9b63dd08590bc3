#ifndef MODELS_IPMI_TIME_H
#define MODELS_IPMI_TIME_H

/* Times as ipmitool, FreeIPMI and ipmiutil print them. */

#include <stdbool.h>

enum { IPMI_ISO = 40 };

/*
 * Rewrites the time that text begins with as ISO 8601, with " UTC" or the offset behind it
 * where it was there: Thu Feb 15 08:36:01 2024          ipmitool up to 1.8.18, ipmiutil;
 * without a zone 03/06/2025 07:40:35 UTC           ipmitool 1.8.19; two digits of a year, AM
 * and PM, too 12/29/2023 - 08:58:00             FreeIPMI; without a zone Dates with slashes
 * have the month first; by_slash tells that it was one. Names of zones other than UTC and GMT
 * are left out, as no zone. False: no such time.
 */
bool ipmi_time(const char *text, char iso[IPMI_ISO], bool *by_slash);

#endif
