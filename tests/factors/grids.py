"""Electricity: carbon, primary energy, minerals and water of a kWh, and by fuel."""

import re
from decimal import Decimal

from tables import Refused, Want, countries, number

OTHER_GASES = Decimal("1.005")  # CH4 and N2O of burning fuel beside its CO2
POUND_PER_MWH = Decimal("0.45359237")  # g/kWh: the pound is 453.59237 g exactly
GRAM = "gCO2e/kWh"
KILOGRAM = "kgCO2e/kWh"
EMBER = {"boundary": "lifecycle", "accounting": "production", "gas_scope": "CO2e", "gwp_set": "AR5"}

# Aggregates of the yearly table that have no code.
WORLD = "World"
KOSOVO = "Kosovo"


def electricity(region, year, criterion="gwp", variant=""):
    return f"electricity/{region}/{year}/{criterion}" + (f"/{variant}" if variant else "")


def years(raw):
    """Ember by way of Our World in Data."""
    kind, column = "Ember years", "carbon_intensity_elec_gCO2e_per_kWh"
    codes = countries()
    for row in raw.rows("owid-ember/owid_carbon_intensity_elec_2000-2024.csv"):
        country, text = row["country"], row[column]
        code = codes.get(row["iso_code"]) or {WORLD: "WORLD", KOSOVO: "XK"}.get(country)
        shown = f"{country} {row['year']}: {text}"
        if not code:
            yield Refused(kind, row.place, shown, "an aggregate of countries without a code")
        elif number(text) == 0:
            yield Refused(kind, row.place, shown, "a zero that is rounding of a tiny system",
                          id=electricity(code, row["year"]))
        else:
            yield Want(kind, row.place, shown, number(text), GRAM, id=electricity(code, row["year"]),
                       facts=EMBER)


def latest(raw):
    """Ember's newest year of each country; the table does not say which year that is."""
    kind = "Ember latest"
    codes = countries()
    for row in raw.rows("transcribed/grid_country_ember_latest_via_eco2ai.csv"):
        shown = f"{row['iso3']}: {row['g_co2e_per_kwh']}"
        value, code = number(row["g_co2e_per_kwh"]), codes[row["iso3"]]
        if value == 0:
            yield Refused(kind, row.place, shown, "a life-cycle figure of 0 is impossible")
            continue

        def fits(printed, code=code):
            return (printed["activity"] == "electricity" and printed["region"] == code
                    and printed["source"] in ("ember-2026", "ember-ger-2022")
                    and "2021" <= printed["year"] <= "2025")

        yield Want(kind, row.place, shown, value, GRAM, fits=fits, facts=EMBER)


def egrid(raw):
    kind = "eGRID"
    facts = {"boundary": "direct", "accounting": "production", "gas_scope": "CO2e", "gwp_set": "AR5"}
    for row in raw.rows("transcribed/grid_us_egrid_subregions_2022_2023.csv"):
        code = row["subregion"]
        region, variant = ("US", "direct") if code == "US" else (f"egrid:{code}", "")
        co2, ch4, n2o = (number(row[f"{gas}_lb_per_mwh_2022"]) for gas in ("co2", "ch4", "n2o"))
        pounds = {2022: co2 + 28 * ch4 + 265 * n2o, 2023: number(row["co2e_lb_per_mwh_2023"])}
        for year, value in pounds.items():
            yield Want(kind, row.place, f"{code} {year}: {value} lb/MWh", value * POUND_PER_MWH, GRAM,
                       id=electricity(region, year, variant=variant), derived=True, facts=facts)
        if row["nonbaseload_co2e_lb_per_mwh_2023"]:
            yield Refused(kind, row.place, f"{code}: non-baseload", "2 of 28 rows filled, no second source")


# country: kind, region and variant of its rows, year where the table's is that of the publication
SUBNATIONAL = {
    "US": ("US states", "egrid-state", None),
    "CA": ("provinces and states", "", None),
    "AU": ("provinces and states", "", "2024"),  # financial years 2022 to 2024, published 2025
    "CN": ("provinces and states", "", None),
    "IN": ("provinces and states", "ember-india-2024", None),
    "JP": ("provinces and states", "moej-2026", None),
    "BR": ("provinces and states", "direct", None),
}
NATIONAL = {"JP-ALL-BUT-OKINAWA": "JP", "BR-SIN": "BR"}


def subnational(raw):
    for row in raw.rows("transcribed/grid_subnational_official_via_eco2ai.csv"):
        kind, variant, year = SUBNATIONAL[row["country"]]
        region = NATIONAL.get(row["region"], row["region"])
        value, unit = number(row["g_per_kwh"]), GRAM
        if row["country"] == "CN":
            value, unit = value / 1000, KILOGRAM
        # Ember's intensities are of all gases, whatever the column of the transcription says.
        whole = "CO2e" in row["basis"] or "Ember" in row["basis"]
        facts = {"gas_scope": "CO2e" if whole else "CO2",
                 "boundary": "lifecycle" if "lifecycle" in row["basis"] else "direct"}
        if "generation" in row["basis"]:
            facts["accounting"] = "production"
        if "consumption" in row["basis"]:
            facts["accounting"] = "consumption"
        yield Want(kind, row.place, f"{row['region']}: {row['g_per_kwh']}", value, unit,
                   id=electricity(region, year or row["data_year"], variant=variant), facts=facts)


def china(raw):
    kind, facts = "China MEE", {"boundary": "direct", "gas_scope": "CO2"}
    found = {}
    for row in raw.corrections():
        if row["table"] == "grid_china_mee_2021_2023.csv" and number(row["new"]):
            found[row["row_key"]] = row
        if row["row_key"] == "CN (add rows)":
            market, fossil = re.findall(r"0\.\d+", row["new"])
            yield Want(kind, row.place, f"CN 2023 without traded non-fossil: {market}", number(market), KILOGRAM,
                       id=electricity("CN", 2023, "gwp_market"), facts=dict(facts, accounting="market"))
            yield Want(kind, row.place, f"CN 2023 fossil: {fossil}", number(fossil), KILOGRAM,
                       id=electricity("CN", 2023, variant="mee-2023-fossil"), facts=facts)
    for row in raw.rows("transcribed/grid_china_mee_2021_2023.csv"):
        code = row["region"]
        region = code.replace("CN-GRID-", "cn-grid:").lower() if "GRID" in code else code
        for year in (2021, 2022, 2023):
            text, place = row[f"kgco2_per_kwh_{year}"], row.place
            if not text:
                text, place = found[code]["new"], found[code].place
            yield Want(kind, place, f"{code} {year}: {text}", number(text), KILOGRAM,
                       id=electricity(region, year, variant="direct" if code == "CN" else ""), facts=facts)


INDIA = {
    "weighted_average_incl_RES_and_captive(location-based scope 2)": ("gwp", "direct"),
    "weighted_average_thermal_etc_excl_RES": ("gwp", "cea-without-renewables"),
    "operating_margin": ("gwp_marginal", ""),
    "build_margin": ("gwp_marginal", "cea-build-margin"),
    "combined_margin": ("gwp_marginal", "cea-combined-margin"),
}


def india(raw):
    """A financial year counts as the year it starts in."""
    kind, facts = "India CEA", {"boundary": "direct", "gas_scope": "CO2"}
    for row in raw.rows("transcribed/grid_india_cea_v21.csv"):
        criterion, variant = INDIA[row["variant"]]
        for column, text in row.items():
            if column.startswith("fy"):
                yield Want(kind, row.place, f"{row['variant']} {column}: {text}", number(text), KILOGRAM,
                           id=electricity("IN", column[2:6], criterion, variant), facts=facts)
    for row in raw.corrections():
        if row["old"] == "0.7117":
            text = re.search(r"0\.\d+", row["new"])[0]
            yield Want(kind, row.place, f"with imports 2024-25: {text}", number(text), KILOGRAM,
                       id=electricity("IN", 2024, variant="cea-with-imports"), facts=facts)
            text = re.search(r"(0\.\d+) \(V20\)", row["why"])[1]
            yield Want(kind, row.place, f"with imports 2023-24: {text}", number(text), KILOGRAM,
                       id=electricity("IN", 2023, variant="cea-with-imports"), facts=facts)


def margins(raw):
    """The operating margins of six countries stand in the report alone."""
    header, _ = raw.report("source | FR")
    cells, line = raw.report("UNFCCC operating margin 2021")
    for region, text in zip(header[1:], cells[1:]):
        if text:
            variant = "unfccc-2021" if region == "IN" else ""  # CEA's own margin stands there
            yield Want("operating margins", f"REPORT.md:{line}", f"{region}: {text}", number(text), GRAM,
                       fits=lambda p, r=region, v=variant: (p["region"] == r and p["variant"] == v and p["year"] == "2021"
                                                            and p["criterion"] == "gwp_marginal"
                                                            and p["source"] == "unfccc-ifi-2021"),
                       facts={"accounting": "marginal", "gas_scope": "CO2"})


def google(raw):
    kind = "Google regions"
    for row in raw.rows("transcribed/gcp_region_year.csv"):
        region, year, grid = f"gcp:{row['region']}", int(row["year"]), number(row["grid_g_per_kwh"])
        facts = {"boundary": "lifecycle" if year <= 2020 else "operational", "accounting": "consumption",
                 "gas_scope": "CO2e"}
        shown = f"{row['region']} {year}: {row['grid_g_per_kwh']}, CFE {row['google_cfe']}"
        yield Want(kind, row.place, shown, grid, GRAM, id=electricity(region, year), facts=facts)


# Provinces whose mix stands for the grid; elsewhere it is that of the country.
PROVINCES = {"northamerica-northeast1": "quebec", "northamerica-northeast2": "ontario"}


def market(raw):
    """Clean power for the carbon-free share, the rest from what the mix burns."""
    kind, mixes = "Google regions, market", {name: (energy, place) for name, energy, place in mixes_of(raw)}
    direct, whole = by_fuel(raw)
    homes = {f"{row['provider']}:{row['region']}": row["country_iso2"] for row in raw.rows("transcribed/cloud_regions.csv")}
    for row in raw.rows("transcribed/gcp_region_year.csv"):
        share, year = number(row["google_cfe"]), int(row["year"])
        if share is None:
            continue
        code = f"gcp:{row['region']}"
        energy, _ = mixes[PROVINCES.get(row["region"], homes[code])]
        burnt, clean = ({fuel: amount for fuel, amount in energy.items() if (fuel in BURNT) == is_burnt}
                        for is_burnt in (True, False))
        figures = {"": ("lifecycle", share * mean(clean, whole) + (1 - share) * mean(burnt, whole)),
                   "direct": ("direct", (1 - share) * mean(burnt, direct))}
        for variant, (boundary, value) in figures.items():
            yield Want(kind, row.place, f"{row['region']} {year}: CFE {share}, {boundary}", value, GRAM,
                       id=electricity(code, year, "gwp_market", variant), derived=True,
                       facts={"accounting": "market", "boundary": boundary})


def resources(raw):
    """EcoLogits: primary energy below the heat of a kWh is not believed."""
    kind, codes = "resources of a kWh", countries()
    columns = {"pe": ("pe", "MJ_pe/kWh"), "adpe": ("adpe", "kgSbe/kWh"), "wue": ("water", "L/kWh")}
    rows = list(raw.rows("ecologits/electricity_mixes.csv"))
    least = {column: min(number(r[column]) for r in rows if r["name"] != "WOR") for column in columns}
    for row in rows:
        for column, (criterion, unit) in columns.items():
            shown, value = f"{row['name']} {column}: {row[column]}", number(row[column])
            wanted = electricity(codes[row["name"]], "-", criterion)
            if column == "pe" and value < Decimal("3.6"):
                yield Refused(kind, row.place, shown, "primary energy below 3.6 MJ/kWh is implausible", id=wanted)
            elif row["name"] == "WOR" and value < least[column]:
                yield Refused(kind, row.place, shown, "the world is below every country", id=wanted)
            else:
                yield Want(kind, row.place, shown, value, unit, id=wanted, facts={"source": "ecologits-0.9"})
        yield Refused(kind, row.place, f"{row['name']} gwp", "a copy of Ember's figure")


# What the raw table of fuels has, corrected: solar 48 and not 45, oil not as published.
FUELS = {"coal": {}, "gas": {}, "biomass": {}, "nuclear": {}, "hydro": {}, "wind": {}, "geothermal": {},
         "solar": {"lifecycle_em": "48"}}


def fuels(raw):
    kind = "electricity by fuel"
    corrected = {row["row_key"]: row for row in raw.corrections() if row["table"].startswith("electricity_by_fuel")}
    assert "median 48" in corrected["solar"]["new"] and "do not ship" in corrected["oil"]["new"]
    for row in raw.rows("transcribed/electricity_by_fuel_g_per_kwh.csv"):
        fuel = row["fuel"]
        for column, variant in (("direct_em", "direct"), ("lifecycle_em", "")):
            text = FUELS.get(fuel, {}).get(column, row[column])
            shown = f"{fuel} {column}: {row[column]}"
            if fuel not in FUELS:
                reason = {"oil": "impossible as published"}.get(fuel, "a mean of nothing in particular")
                yield Refused(kind, row.place, shown, reason)
                continue
            yield Want(kind, row.place, shown, number(text), GRAM,
                       id=f"electricity-from-{fuel}/-/-/gwp" + (f"/{variant}" if variant else ""),
                       facts={"boundary": "direct" if variant else "lifecycle"})
    for variant, text in (("offshore", "12"),):
        assert text in corrected["wind"]["new"]
        yield Want(kind, corrected["wind"].place, f"wind offshore: {text}", number(text), GRAM,
                   id="electricity-from-wind/-/-/gwp/offshore")
    assert "41 (rooftop)" in corrected["solar"]["new"]
    yield Want(kind, corrected["solar"].place, "solar rooftop: 41", Decimal(41), GRAM,
               id="electricity-from-solar/-/-/gwp/rooftop")


MIX = {"coal_TWh": "coal", "gas_TWh": "gas", "oil_TWh": "oil", "nuclear_TWh": "nuclear",
       "hydroelectricity_TWh": "hydro", "solar_TWh": "solar", "wind_TWh": "wind", "biofuel_TWh": "biomass",
       "other_renewable_exc_biofuel_TWh": "geothermal"}


def oil():
    """Heavy fuel oil by Annex II of Regulation (EU) 2023/1805, burnt at 40 %, in g/kWh."""
    burnt = Decimal("3.114") / Decimal("0.0405") * Decimal("3.6") / Decimal("0.40")
    return burnt, burnt + Decimal("13.5") * Decimal("3.6") / Decimal("0.40")


BURNT = ("coal", "gas", "oil")
PERCENT = {"naturalGas": "gas", "petroleum": "oil", "coal": "coal", "nuclear": "nuclear", "hydro": "hydro",
           "wind": "wind", "solar": "solar", "biomass": "biomass"}
PROVINCE_CODES = {"quebec": "QC", "ontario": "ON", "manitoba": "MB", "british columbia": "BC", "alberta": "AB",
                  "saskatchewan": "SK", "nova scotia": "NS", "new brunswick": "NB", "prince edward island": "PE",
                  "newfoundland and labrador": "NL", "yukon": "YT", "northwest territories": "NT", "nunavut": "NU"}
GLOBAL = "codecarbon/private_infra/global_energy_mix.json"
CANADA = "codecarbon/private_infra/2023/canada_energy_mix.json"


def mixes_of(raw):
    """Name, energy by fuel and place of each mix: countries by their code, provinces of Canada by name."""
    codes = countries()
    for code, mix in raw.json(GLOBAL).items():
        yield codes[code], {fuel: Decimal(mix.get(column) or 0) for column, fuel in MIX.items()}, f"{GLOBAL}, {code}"
    for name, mix in raw.json(CANADA).items():
        assert not mix["other"] and not mix["tidal"]
        yield name, {fuel: Decimal(mix[column]) for column, fuel in PERCENT.items()}, f"{CANADA}, {name}"


def by_fuel(raw):
    """Direct and life-cycle figures of the fuels."""
    burnt, whole = oil()
    direct, lifecycle = {"oil": burnt}, {"oil": whole}
    for row in raw.rows("transcribed/electricity_by_fuel_g_per_kwh.csv"):
        if row["fuel"] in FUELS:
            direct[row["fuel"]] = number(row["direct_em"])
            lifecycle[row["fuel"]] = number(FUELS[row["fuel"]].get("lifecycle_em", row["lifecycle_em"]))
    return direct, lifecycle


def mean(energy, figures):
    """The figures weighted by the energy."""
    return sum(amount * figures[fuel] for fuel, amount in energy.items()) / sum(energy.values())


def upstream(raw):
    """Sum over the mix of share x (life-cycle - direct), shares of what the fuels add up to."""
    kind, (direct, whole) = "upstream of a kWh", by_fuel(raw)
    yield Want(kind, "Regulation (EU) 2023/1805, Annex II", "oil, direct", direct["oil"], GRAM,
               id="electricity-from-oil/-/-/gwp/direct", derived=True)
    yield Want(kind, "Regulation (EU) 2023/1805, Annex II", "oil, life-cycle", whole["oil"], GRAM,
               id="electricity-from-oil/-/-/gwp", derived=True)
    years_of = {code: mix["year"] for code, mix in raw.json(GLOBAL).items()}
    for name, energy, place in mixes_of(raw):
        if sum(energy.values()) <= 0:
            yield Refused(kind, place, name, "no mix")
            continue
        region = f"CA-{PROVINCE_CODES[name]}" if name in PROVINCE_CODES else name
        year = 2023 if name in PROVINCE_CODES else years_of[place.rsplit(" ", 1)[1]]
        yield Want(kind, place, f"{name} {year}", mean(energy, whole) - mean(energy, direct), GRAM,
                   id=f"electricity-upstream/{region}/{year}/gwp", derived=True, facts={"accounting": "production"})


PUERTO_RICO = "egrid:PRMS"  # a country of its own among the codes


def apart(raw):
    """How far parts of a country lie from the whole, on the life-cycle basis: root mean square of the logarithms."""
    ember = {(want.id.split("/")[1], want.id.split("/")[2]): want.value for want in years(raw) if isinstance(want, Want)}
    above = {}
    for want in upstream(raw):
        if isinstance(want, Want) and want.id.startswith("electricity-upstream/"):
            above[want.id.split("/")[1]] = want.value
    squares = {country: {} for country in ("AU", "CA", "CN", "US")}
    for want in (*egrid(raw), *subnational(raw), *china(raw)):
        if not isinstance(want, Want):
            continue
        _, region, year, _, *variant = want.id.split("/")
        country = "US" if region.startswith("egrid:") else region[:2]
        if country not in squares or len(region) == 2 or variant or region == PUERTO_RICO:
            continue
        grams = want.value * (1000 if want.unit == KILOGRAM else 1) * (OTHER_GASES if country == "CN" else 1)
        whole = grams + above.get(region, above[country])
        squares[country].setdefault((region, year), (whole / ember[country, year]).ln() ** 2)
    for country, parts in squares.items():
        value = (sum(parts.values()) / len(parts)).sqrt().exp()
        yield Want("parts of a country", f"{len(parts)} rows of parts of {country}", f"{country}: {value:.4f}", value, "",
                   id=f"default/{country}/-/gsd-parent-geography", derived=True)


GENERATORS = (years, latest, egrid, subnational, china, india, margins, google, market, resources, fuels, upstream, apart)
