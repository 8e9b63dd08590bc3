"""Carbon of electricity as other works have it: kept beside the figures, never looked up."""

import re
from decimal import Decimal

from grids import GRAM
from tables import Refused, Want, countries, number


def beside(region, variant, year=None, criterion="gwp"):
    """Fits the row of this region whose variant starts so."""
    def fits(printed):
        return (printed["activity"] == "electricity" and printed["region"] == region
                and printed["criterion"] == criterion and printed["variant"].startswith(variant)
                and (not year or printed["year"] == str(year)))
    return fits


# What Cloud Carbon Footprint has for a country as a whole goes by the name of an Azure region.
COUNTRIES = {"southafrica": "ZA", "australia": "AU", "japan": "JP", "korea": "KR", "india": "IN", "france": "FR",
             "switzerland": "CH", "uk": "GB", "germany": "DE", "norway": "NO", "uae": "AE", "canada": "CA",
             "brazil": "BR"}
NO_PLACE = {"Unknown": "an average over regions", "asia": "no country", "asiapacific": "no country",
            "apeast": "no region of today's list", "apsoutheast": "no region of today's list",
            "unitedstates": "MRO stands for the country", "unitedstateseuap": "MRO stands for the country",
            "USNorth": "no region of today's list"}


def known_regions(raw):
    return {f"{row['provider']}:{row['region']}" for row in raw.rows("transcribed/cloud_regions.csv")}


def dropped(raw, table):
    return {row["row_key"] for row in raw.corrections() if row["table"] == table and row["new"] == "drop row"}


def place_of(provider, name, known):
    """Code of the region; None and the reason where there is none."""
    if name in NO_PLACE:
        return None, NO_PLACE[name]
    if provider == "azure" and name in COUNTRIES:
        return COUNTRIES[name], ""
    code = f"{provider}:{name.lower().replace(' ', '')}"
    if code in known:
        return code, ""
    if re.search(r"(stage|euap)$", name):
        return None, "a region for Microsoft's own tests"
    return None, f"{code} is not in cloud_regions.csv"


def ccf(raw):
    kind, table, known = "CCF", "ccf_regions_2024-03.csv", known_regions(raw)
    sums = dropped(raw, table)
    for row in raw.rows(f"transcribed/{table}"):
        provider, name = row["provider"], row["region"]
        shown = f"{provider}:{name}: {row['grid_g_per_kwh']}"
        if f"{provider}:{name}" in sums:
            yield Refused(kind, row.place, shown, "a sum over regions")
            continue
        code, reason = place_of(provider, name, known)
        names = {"names": (name,)} if provider == "alibaba" and not reason.startswith("an average") else {}
        if not code and not names:
            yield Refused(kind, row.place, shown, reason)
            continue
        yield Want(kind, row.place, shown, number(row["grid_g_per_kwh"]), GRAM, **names,
                   fits=beside(code, "ccf-2024") if code else vintage_of("alibaba:", "ccf-2024"))
        if row["cfe_adjusted_g_per_kwh"]:
            yield Want("CCF, market", row.place, f"{shown}, CFE-adjusted {row['cfe_adjusted_g_per_kwh']}",
                       number(row["cfe_adjusted_g_per_kwh"]), GRAM,
                       fits=beside(code, "ccf-2024", criterion="gwp_market"), facts={"accounting": "market"})


def vintage_of(start, variant):
    return lambda p: (p["activity"] == "electricity" and p["region"].startswith(start) and p["variant"] == variant
                      and p["criterion"] == "gwp")


def coefficients(raw):
    kind, known = "CCF coefficients", known_regions(raw)
    for provider in ("aws", "azure", "gcp"):
        for row in raw.rows(f"ccf-coefficients/data/grid-emissions-factors-{provider}.csv"):
            name, text = row["Region"], row["CO2e (metric ton/kWh)"]
            shown, value = f"{provider} {name}: {text} t", number(text)
            code, reason = place_of(provider, name, known)
            if value is None or value > Decimal("0.0015"):
                yield Refused(kind, row.place, shown, "more than 1500 g: a decimal point is missing")
            elif not code:
                yield Refused(kind, row.place, shown, reason)
            else:
                yield Want(kind, row.place, shown, value * 1000000, GRAM, fits=beside(code, "ccf-coefficients"))


def codecarbon(raw):
    kind, codes = "CodeCarbon", countries()
    for code, mix in raw.json("codecarbon/private_infra/global_energy_mix.json").items():
        value, place = Decimal(mix["carbon_intensity"]), f"codecarbon/private_infra/global_energy_mix.json, {code}"
        shown = f"{code} {mix['year']}: {value}"
        if value == 0:
            yield Refused(kind, place, shown, "a zero that is rounding of a tiny system")
        else:
            yield Want(kind, place, shown, value, GRAM, fits=beside(codes[code], "codecarbon", mix["year"]),
                       facts={"boundary": "lifecycle", "accounting": "production"})
    known = known_regions(raw)
    for row in raw.rows("codecarbon/cloud/impact.csv"):
        name = row["region"].replace("cenrtal", "central")
        code, reason = place_of(row["provider"], name, known)
        shown = f"{name}: {row['impact']}"
        if code:
            yield Want(kind, row.place, shown, number(row["impact"]), GRAM, fits=beside(code, "codecarbon", 2023))
        else:
            yield Refused(kind, row.place, shown, reason)
    for zone, entry in raw.json("codecarbon/private_infra/nordic_emissions.json")["data"].items():
        yield Refused(kind, "codecarbon/private_infra/nordic_emissions.json", f"{zone}: {entry['emission_factor']}",
                      "one flat figure for every zone")


MLCO2 = {("ovh", "gra"): "ovh:eu-west-gra", ("ovh", "bhs"): "ovh:ca-east-bhs", ("scaleway", ""): "scaleway:fr-par"}


def mlco2(raw):
    kind, known = "ML CO2", known_regions(raw)
    for row in raw.rows("mlco2-impact/data/impact.csv"):
        provider, name, value = row["provider"], row["region"], number(row["impact"])
        shown = f"{provider} {name}: {row['impact']}"
        code, reason = MLCO2.get((provider, name)), ""
        if not code:
            code, reason = place_of(provider, name, known)
        if not value:
            yield Refused(kind, row.place, shown, "a zero by contract, no grid")
        elif code:
            yield Want(kind, row.place, shown, value, GRAM, fits=beside(code, "mlco2"))
        else:
            yield Refused(kind, row.place, shown, reason)


# Codes of the tool that are none of ISO 3166.
OWN = {"CN-HK": ("HK", ""), "CN-HK2": ("HK", "-clp"), "CA-MT": ("CA-MB", ""), "AU-NT2": ("AU-NT", "-dkis"),
       "AU-WA1": ("AU-WA", "-nwis"), "AU-WA2": ("AU-WA", "")}


def year_of(source):
    """The year that the tool says its figure is for, or None."""
    found = re.search(r"(?:data from|based on|using) (?:[A-Z][a-z]+ )?(\d{4})", source)
    return found and found[1]


def green(raw):
    kind, figures = "Green Algorithms", {}
    for row in raw.rows("green-algorithms/data/latest/CI_aggregated.csv", skip=1):
        code, shown = row["location"], f"{row['location']}: {row['carbonIntensity']}"
        region, tail = OWN.get(code, (code, ""))
        year = year_of(f"{row['source']}; {row['comments']}".replace("Data from", "data from"))
        figures[code] = (number(row["carbonIntensity"]), year)
        yield Want(kind, row.place, shown, figures[code][0], GRAM,
                   fits=lambda p, r=region, v=f"green-algorithms-2024{tail}", y=year: (
                       beside(r, v, y)(p) and p["variant"] == v))
    known = known_regions(raw)
    for row in raw.rows("green-algorithms/data/latest/cloudProviders_datacenters.csv", skip=1):
        name = re.sub(r"\(.*\)", "", row["Name"]).strip()
        shown = f"{row['provider']} {row['Name']} at {row['location']}"
        code, reason = place_of(row["provider"], name, known)
        if row["location"] not in figures:
            yield Refused(kind, row.place, shown, "no location")
        elif not code:
            yield Refused(kind, row.place, shown, reason)
        else:
            value, year = figures[row["location"]]
            yield Want(kind, row.place, shown, value, GRAM, fits=beside(code, "green-algorithms-2024", year))


GENERATORS = (ccf, coefficients, codecarbon, mlco2, green)
