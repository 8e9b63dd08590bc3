#ifndef TESTS_UNIT_FACTORS_SMALL_H
#define TESTS_UNIT_FACTORS_SMALL_H

/* A small database above the built-in one, with places, factors and defaults of its own. */

#include "factors/assemble.h"
#include "factors/factors.h"
#include "tests/unit/factors_fixture.h"

#define SMALL_COLUMNS                                                                          \
	"activity,region,year,criterion,variant,value,unit,spread,method,method_gsd,boundary," \
	"accounting,gas_scope,published,source\n"

/* The world's row is of a year that the built-in database below does not reach. ZZ has a part
 * ZZ-A, a grid zone zz:north that feeds another part ZZ-B, clouds that draw from the zone, and
 * a site of one of them; nothing is known of the fuels of YY. */
static const char *const small_tables[][2] = {
    {"VERSION", "test\n"},
    {"sources.csv", "id,title,authors,year,url,licence,retrieved,note\n"
		    "me,Mine,A. Body,2019,https://example.org/,CC0-1.0,2026-01-01,\n"},
    {"criteria.csv", "order,id,name,unit,symbol,description,source\n"
		     "1,gwp,climate,kgCO2e,kgCO2e,,me\n"
		     "2,gwp_market,market,kgCO2e,kgCO2e,,me\n"
		     "3,pe,energy,MJ_pe,MJ,,me\n"},
    {"regions.csv", "code,alpha3,name,parent,kind,provider,aliases,zone\n"
		    "WORLD,,World,,world,,,\n"
		    "ZZ,,Zed,WORLD,country,,,\n"
		    "ZZ-A,,Zed A,ZZ,subdivision,,,\n"
		    "zz:north,,Zed north,ZZ,zone,,,\n"
		    "cl:a,,Cloud a,ZZ-A,cloud,cl,,zz:north\n"
		    "cl:b,,Cloud b,ZZ,cloud,cl,,zz:north\n"
		    "cl:c,,Cloud c,cl:b,cloud,cl,,\n"
		    "ZZ-B,,Zed B,ZZ,subdivision,,,zz:north\n"
		    "site:b,,Site b,ZZ,site,cl,,cl:b\n"
		    "YY,,Why,,country,,,\n"
		    "cl:y,,Cloud y,YY,cloud,cl,,\n"},
    {"things.csv", "slug,name,kind,maker,aliases,contains\n"
		   "electricity,electricity,activity,,,\n"
		   "electricity-upstream,electricity-upstream,activity,,,\n"
		   "default,default,activity,,,\n"
		   "zz-card,Card,accelerator,Zed,,\n"
		   "zz-box,Box,instance,,box of cards,8 zz-card\n"},
    {"defaults.csv", SMALL_COLUMNS "default,,,age-gsd-per-year,,1.1,1,,,,,,,,me\n"
				   "default,,,co2-to-co2e,,1.005,1,,,,,,,,me\n"
				   "default,,,gsd-method-switch,,1.33,1,,,,,,,,me\n"
				   "default,,,gsd-parent-geography,,1.3,1,,,,,,,,me\n"
				   "default,,,gsd-world,,2.4,1,,,,,,,,me\n"
				   "default,,,gsd-zone,,1.1,1,,,,,,,,me\n"
				   "default,ZZ,,gsd-parent-geography,,1.5,1,,,,,,,,me\n"},
    {"grid.csv", SMALL_COLUMNS
     "electricity,WORLD,2090,gwp,,500,gCO2e/kWh,x/ 1.05,m1,1.15,lifecycle,production,CO2e,,me\n"
     "electricity,WORLD,2090,pe,,10,MJ_pe/kWh,x/ 1.05,,,,,,,me\n"
     "electricity,YY,2020,gwp,,90,gCO2e/kWh,x/ 1.1,m1,1.2,direct,production,CO2e,,me\n"
     "electricity,YY,2021,gwp,,91,gCO2e/kWh,x/ 1.1,,,,,CO2,,me\n"
     "electricity,YY,2022,gwp,,92,gCO2e/kWh,x/ 1.1,,,lifecycle,,CO2,,me\n"
     "electricity,ZZ,2010,gwp,,400,gCO2e/kWh,x/ 1.1,m1,1.2,lifecycle,production,CO2e,,me\n"
     "electricity,ZZ,2020,gwp,,100,gCO2e/kWh,x/ 1.1,m1,1.2,lifecycle,production,CO2e,,me\n"
     "electricity,ZZ,2020,gwp_market,,80,gCO2e/kWh,x/ "
     "1.1,,,operational,market,CO2e,2022-03,me\n"
     "electricity,ZZ,2016,pe,,9,MJ_pe/kWh,x/ 1.1,,,direct,,,,me\n"
     "electricity,ZZ,2020,pe,,8,MJ_pe/kWh,x/ 1.1,,,direct,,,,me\n"
     "electricity,ZZ,2021,gwp,,110,gCO2e/kWh,x/ "
     "1.1,m1,1.2,lifecycle,production,CO2e,2022-05-11,me\n"
     "electricity,ZZ,2021,gwp,direct,70,gCO2e/kWh,x/ 1.1,m2,1.1,direct,,CO2e,2023,me\n"
     "electricity,ZZ,2022,gwp,,21,gCO2e/kWh,x/ 1.1,m1,1.2,lifecycle,production,CO2e,,me\n"
     "electricity,ZZ-A,2011,gwp,,300,gCO2e/kWh,x/ 1.1,m3,1.2,lifecycle,,CO2e,,me\n"
     "electricity,cl:b,2011,gwp,,200,gCO2e/kWh,x/ 1.1,m2,1.2,direct,consumption,CO2,,me\n"
     "electricity,cl:b,2011,gwp,other-2012,210,gCO2e/kWh,,,,,,,,me\n"
     "electricity,zz:north,2020,gwp,,60,gCO2e/kWh,x/ 1.1,m3,1.2,lifecycle,,CO2e,,me\n"
     "electricity,zz:north,2022,gwp,,50,gCO2e/kWh,x/ 1.1,m3,1.2,direct,production,CO2e,,me\n"
     "electricity-upstream,ZZ,2020,gwp,,20,gCO2e/kWh,x/ 1.5,,,,,CO2e,,me\n"
     "zz-card,,,gwp,,150,kgCO2e,x/ 1.2,,,,,,,me\n"
     "zz-card,,,tdp,,300,W,,,,,,,,me\n"},
};

/* Builds it in the folder; its path. */
static inline const char *small_build(struct folder *folder)
{
	const char *path = arena_printf(folder->arena, "%s/small.db", folder->path);
	struct layer layer;
	size_t i;

	for (i = 0; i < sizeof small_tables / sizeof *small_tables; i++)
		folder_write(folder, small_tables[i][0], small_tables[i][1]);
	if (!assemble_folder(&layer, folder->arena, folder->path, folder->diags))
		fail_msg("%s", folder_reports(folder));
	assert_true(assemble_write(&layer, folder->arena, path, folder->diags));
	layer_close(&layer);
	return path;
}

static inline struct factors *open_small(struct folder *folder, enum factors_basis basis,
					 const char *as_of)
{
	const char *path = small_build(folder);
	const struct factors_options options = {
	    .user = &path, .count = 1, .basis = basis, .as_of = as_of};
	struct factors *factors = factors_open(folder->arena, &options, folder->diags);

	if (!factors)
		fail_msg("%s", folder_reports(folder));
	return factors;
}

#endif
