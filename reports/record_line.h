#ifndef REPORTS_RECORD_LINE_H
#define REPORTS_RECORD_LINE_H

/*
 * The record of an output in one line of JSON, for a comment or a property of any format:
 *
 *   {"lca":"0.1.0","command":"card","format":"markdown","scenario":{"file":..,"sha256":..},
 *    "scenarios":[{"file":..,"sha256":..}], (of a comparison of several)
 *    "factors":{"version":..,"sha256":..},"inputs":[{"file":..,"sha256":..}],"seed":1,
 *    "samples":200000,"sampler":"plain","interval":0.95,"basis":"lifecycle","as_of":null,
 *    "arguments":["model.yaml","-\u002dset=..."],
 *    "totals":{"gwp":{"unit":"kgCO2e","central":..,"low":..,"high":..,"missing":0}}}
 *
 * No '<', '>' or '&' stands in it (they are \u escapes), no line break, no "--": it may stand
 * in comments of HTML, TeX, YAML and shell. In a file it follows RECORD_MARK and a blank, so
 * that lca verify finds it; in <script type="application/json" id="lca-record"> it stands
 * alone; in texts of JSON and fields of CSV it is escaped as any text is.
 *
 * lca verify makes the output again, with the command, arguments and format of the record, and
 * compares the bytes: an output must not depend on anything else, such as the name of the file
 * that it is written to, the time or the width of a terminal.
 */

#define RECORD_MARK "lca-record:"
/* The command that a reader types; an output does not know the name of its file. */
#define RECORD_VERIFY "lca verify FILE"

struct arena;
struct assessment;
struct record;

/* command: "run", "card"; format: by name. */
const char *record_line(struct arena *arena, const struct assessment *assessment,
			const char *command, const char *format);
/* The same of an output of several scenarios or of none, without totals; NULL where the record
 * has no command. */
const char *record_line_of(struct arena *arena, const struct record *record,
			   const char *format);

#endif
