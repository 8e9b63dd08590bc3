"""Data centres: energy over that of the machines (PUE) and water per kWh of it (WUE)."""

import re

from tables import Refused, Want, number

LITRE = "L/kWh"

# Scope of a row to the place and variant of ours.
FLEETS = {("Uptime Institute survey", "global average"): ("WORLD", ""), ("Google", "fleet"): ("google", ""),
          ("Google", "fleet(ecologits)"): ("google", "ecologits-2025"), ("AWS", "global"): ("aws", ""),
          ("Microsoft", "fleet FY21"): ("microsoft", ""), ("Microsoft", "fleet FY24"): ("microsoft", ""),
          ("Microsoft", "fleet(ecologits, OpenAI)"): ("microsoft", "ecologits-2025"),
          ("Microsoft", "owned portfolio average"): ("microsoft", ""), ("Meta", "fleet"): ("meta", ""),
          ("OVHcloud", "fleet FY2021"): ("ovh", ""), ("OVHcloud", "fleet FY22/23"): ("ovh", ""),
          ("OVHcloud", "fleet FY24/25"): ("ovh", ""), ("Alibaba Cloud", "south/east CN"): ("alibaba", "ccf-2024"),
          ("IDC estimate", "public cloud average"): ("kind:hyperscale", "idc-2025"),
          ("IDC estimate", "on-premises enterprise"): ("kind:server-room", "idc-2025"),
          ("Jean Zay (IDRIS)", "BLOOM training"): ("site:jean-zay", ""),
          ("Frontier (ORNL)", "system"): ("site:frontier", "")}
MICROSOFT = {"Arizona": ["westus3"], "Illinois": ["northcentralus"], "Iowa": ["centralus"], "Texas": ["southcentralus"],
             "Virginia": ["eastus", "eastus2"], "Washington": ["westus2"], "Wyoming": ["westcentralus"],
             "Singapore": ["southeastasia"], "Ireland": ["northeurope"], "Netherlands": ["westeurope"],
             "Sweden": ["swedencentral"], "Poland": ["polandcentral"]}
# New rows of the corrections.
FOUND = {"MareNostrum 5 (BSC)|system|2024": "site:marenostrum5", "NREL ESIF HPC": "site:nrel-esif",
         "Scaleway|DC2|2020": "site:scaleway-dc2", "Scaleway|DC3|2020": "site:scaleway-dc3",
         "Scaleway|DC4|2020": "site:scaleway-dc4", "Scaleway|DC5|2020": "site:scaleway-dc5",
         "Scaleway|AMS1|2020": "scaleway:nl-ams", "Scaleway|WAW1|2020": "scaleway:pl-waw",
         "Oracle|as low as|2024": "oracle", "OVHcloud|global average|2023": "ovh", "Microsoft|fleet|2025": "microsoft",
         "AWS|global|2021": "aws"}


def campus(scope):
    """Code of a campus of Google: the town and a number, without the state or country."""
    words = re.sub(r"\b(?:[A-Z]{2}|Taiwan)\b", "", scope).split()
    return "site:google-" + "-".join(words).lower()


def middle(text):
    """A range in the column of a number stands for its middle."""
    found = re.fullmatch(r"([\d.]+)-([\d.]+)", text)
    return (number(found[1]) + number(found[2])) / 2 if found else number(text)


def measures(row):
    for column, activity, criterion, unit in (("pue", "pue", "ratio", ""), ("wue_l_per_kwh_it", "wue", "water", LITRE)):
        if row[column]:
            yield row[column], activity, criterion, unit


def places(row):
    """Where a row of the table went: place and variant; nowhere is a reason."""
    provider, scope = row["provider"], row["scope"]
    if (provider, scope) in FLEETS:
        return [FLEETS[provider, scope]]
    if provider == "Google":
        return [(campus(scope), "")]
    if provider == "Microsoft":
        return [(f"azure:{region}", "") for region in MICROSOFT[scope]]
    if provider == "AWS" and re.fullmatch(r"[a-z]+(-[a-z]+)+-\d", scope):
        return [(f"aws:{scope}", "")]
    return {"AWS": "an average over a continent, read once", "Alibaba Cloud": "beside 1.3 of the same provider"}.get(
        provider, "no public text has a number")


def centres(raw):
    kind, corrected = "PUE and WUE", {}
    for row in raw.corrections():
        if row["table"] == "pue_wue_by_provider_year.csv":
            corrected[row["row_key"]] = row
    for row in raw.rows("transcribed/pue_wue_by_provider_year.csv"):
        found = places(row)
        year = "2025" if row["year"].startswith("FY24/25") else row["year"][:4]
        for text, activity, criterion, unit in measures(row):
            shown = f"{row['provider']}, {row['scope']} {year}: {activity} {text}"
            value = middle(text)
            key = f"{row['provider']}|{row['scope']}|{row['year']}"
            if key in corrected and corrected[key]["column"] == activity:
                value = number(corrected[key]["new"].split()[0]) or value
            if isinstance(found, str):
                yield Refused(kind, row.place, shown, found)
                continue
            for place, variant in found:
                # Google's water as EcoLogits has it is the only one of its year.
                tail = "" if (activity, place, variant) == ("wue", "google", "ecologits-2025") else variant
                if (activity, place, year, text) == ("pue", "ovh", "2023", "1.29"):
                    yield Refused(kind, row.place, shown, "another text has 1.28 for the same year")
                    continue
                yield Want(kind, row.place, shown, value, unit,
                           id=f"{activity}/{place}/{year}/{criterion}" + (f"/{tail}" if tail else ""))
    yield from new_rows(kind, corrected)


def new_rows(kind, corrected):
    for key, row in corrected.items():
        if key.startswith("(new) ") and key[6:] in FOUND:
            year = key.rsplit("|", 1)[-1] if "|" in key else "2018"
            activity, criterion, unit = ("pue", "ratio", "") if row["column"] == "pue" else ("wue", "water", LITRE)
            place, text = FOUND[key[6:]], row["new"].split()[0]
            yield Want(kind, row.place, f"{key}: {row['new']}", number(text), unit,
                       fits=lambda p, a=activity, r=place, y=year, c=criterion: (
                           p["activity"], p["region"], p["year"], p["criterion"]) == (a, r, y, c)
                       and (not p["variant"] or r == "oracle"))


def constants(raw):
    """What other tools take for a provider."""
    kind = "PUE of other tools"
    for row in raw.rows("green-algorithms/data/latest/defaults_PUE.csv", skip=1):
        place = {"gcp": "google", "azure": "microsoft", "Unknown": "kind:unknown", "OVHcloud": "ovh",
                 "Oracle": "oracle"}.get(row["provider"], row["provider"])
        yield Want(kind, row.place, f"{row['provider']}: {row['PUE']}", number(row["PUE"]), "",
                   fits=lambda p, r=place: p["activity"] == "pue" and p["region"] == r
                   and p["variant"] == "green-algorithms-2024")
    for row in raw.rows("mlco2-impact/data/impact.csv"):
        if row["PUE"]:
            yield Want(kind, row.place, f"{row['provider']} {row['region']}: {row['PUE']}", number(row["PUE"]), "",
                       optional="" if row["provider"] == "gcp" else "no region of ours",
                       fits=lambda p, r=f"{row['provider']}:{row['region']}": p["activity"] == "pue" and p["region"] == r
                       and p["variant"].startswith("mlco2"))
    fleets = {"aws": "aws", "gcp": "google", "azure": "microsoft", "alibaba": "alibaba"}
    for row in raw.rows("transcribed/ccf_regions_2024-03.csv"):
        if row["region"] == "Unknown":
            yield Want(kind, row.place, f"{row['provider']}: {row['pue']}", number(row["pue"]), "",
                       fits=lambda p, r=fleets[row["provider"]]: p["activity"] == "pue" and p["region"] == r
                       and p["variant"] == "ccf-2024")
        elif row["provider"] == "gcp" and row["pue"] != "1.1":
            yield Want(kind, row.place, f"gcp {row['region']}: {row['pue']}", number(row["pue"]), "",
                       fits=lambda p, r=f"gcp:{row['region']}": p["activity"] == "pue" and p["region"] == r
                       and p["variant"] == "ccf-2024")


GENERATORS = (centres, constants)
