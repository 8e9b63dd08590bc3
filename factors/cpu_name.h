#ifndef FACTORS_CPU_NAME_H
#define FACTORS_CPU_NAME_H

/*
 * Model names of processors as operating systems print them.
 *
 * "Intel(R) Xeon(R) Platinum 8358 CPU @ 2.60GHz", "12th Gen Intel(R) Core(TM) i7-12700K" and
 * "AMD EPYC 7763 64-Core Processor" say more than the tables do: trade marks, generation,
 * clock, cores, graphics.
 */

struct arena;

/* The same name in lower case without all that: "intel xeon platinum 8358". */
const char *cpu_name_short(struct arena *arena, const char *text);

#endif
