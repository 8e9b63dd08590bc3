#ifndef REPORTS_VIEW_DOSSIER_H
#define REPORTS_VIEW_DOSSIER_H

/* The dossier that a reviewer signs, in numbered sections, and the statement of one page. */

#include "reports/doc.h"
#include "reports/dossier.h"

void view_dossier(struct doc *doc, const struct dossier *dossier);
void view_statement(struct doc *doc, const struct dossier *dossier);

/* Sections 1 to 4, 5 and 6, 7 and 8, 9 to 12, 13 to 15. */
void view_dossier_scope(struct doc *doc, const struct dossier *dossier);
void view_dossier_results(struct doc *doc, const struct dossier *dossier);
void view_dossier_data(struct doc *doc, const struct dossier *dossier);
void view_dossier_limits(struct doc *doc, const struct dossier *dossier);
void view_dossier_clauses(struct doc *doc, const struct dossier *dossier);

/* Starts a section, with the anchor that clauses link to. */
void dossier_section(struct doc *doc, enum dossier_section section);
/* A table of names and texts: a name, and what is said of it; "not stated" where that is NULL.
 */
void dossier_facts(struct doc *doc);
void dossier_fact(struct doc *doc, const char *name, const char *text);
/* "not known" where it is not finite, else so many significant digits. */
const char *dossier_number(struct arena *arena, double number, int digits);
/* "433.2 MWh", "3.005 kWh" */
const char *dossier_electricity(struct arena *arena, double kwh);
/* Electricity of a phase at the facility; "at least 433.2 MWh" with holes. */
const char *dossier_energy(struct arena *arena, const struct facts *facts, enum phase phase);
/* Energy at the facility by that of the machines, of a phase; NaN where not all is known. */
double dossier_pue(const struct facts *facts, enum phase phase);
/* "50.5 t CO2e (95 %: 31 - 74 t CO2e)", "at least ..." where it is a sum with holes; "missing".
 */
const char *dossier_impact(struct arena *arena, const struct assessment *assessment,
			   const struct impact *impact);
/* "lca explain 'my model.yaml'"; SCENARIO where it was no file. */
const char *dossier_command(struct arena *arena, const char *command,
			    const struct record *record);
/* The market-based total, or why it is not known. */
const char *dossier_market(struct arena *arena, const struct assessment *assessment);
/* Of stages and phases, one list of each. */
void dossier_completeness(struct doc *doc, const struct assessment *assessment);

#endif
