"""Global warming potentials, and what an amount of CO2e is like."""

from tables import Refused, Want, number

ASSESSMENTS = (("AR6GWP100", "", "AR6"), ("AR5GWP100", "ar5", "AR5"), ("AR4GWP100", "ar4", "AR4"))


def potentials(raw):
    """The newest assessment is the row that counts, the older ones stand beside it."""
    kind = "global warming potentials"
    for row in raw.rows("globalwarmingpotentials/globalwarmingpotentials.csv", comment="#"):
        for column, variant, report in ASSESSMENTS:
            if row[column]:
                yield Want(kind, row.place, f"{row['Species']} {report}: {row[column]}", number(row[column]),
                           "kgCO2e/kg", names=(row["Species"],), facts={"gwp_set": report},
                           fits=lambda p, v=variant: p["criterion"] == "gwp" and p["variant"] == v)
        if row["TARGWP100"] and not any(row[column] for column, _, _ in ASSESSMENTS):
            yield Want(kind, row.place, f"{row['Species']} TAR: {row['TARGWP100']}", number(row["TARGWP100"]),
                       "kgCO2e/kg", names=(row["Species"],), optional="the supplement of AR6 has it",
                       fits=lambda p: p["criterion"] == "gwp" and p["variant"] == "tar")


def supplement(raw):
    """Table 7.SM.7 of AR6, whose figures have three digits."""
    seen = set()
    for row in raw.rows("ipcc-wg1-ch7/data_output/7sm/metrics_supplement_cleaned.csv"):
        value, name = number(row["GWP100"]), row["Name"]
        if value and name and name not in seen:  # isomers follow the one that is meant
            seen.add(name)
            yield Want("supplement of AR6", row.place, f"{row['Name']}: {row['GWP100']}", value, "kgCO2e/kg",
                       names=(row["Name"],), optional="not every gas is here",
                       fits=lambda p: p["criterion"] == "gwp" and not p["variant"])


# Row of the raw table to thing, vintage and unit of ours.
LIKE = {
    "average gasoline passenger car mile": ("car-mile-us", "2026", "tCO2e/mile"),
    "average gasoline passenger car km": ("car-km-us", "2026", "kgCO2e/km"),
    "vehicle-year": ("car-year-us", "2026", "tCO2e/car and year"),
    "gallon of gasoline": ("fuel-gasoline-gallon", "2026", "tCO2e/gallon"),
    "smartphone charge": ("phone-charge", "2026", "tCO2e/charge"),
    "urban tree seedling grown 10 years": ("tree-seedling-10-years", "2026", "tCO2e/seedling"),
    "acre US forest year": ("forest-acre-year-us", "2017", "tCO2e/acre and year"),
    "home energy use year": ("home-energy-year-us", "2021", "tCO2e/home and year"),
    "pound of coal": ("fuel-coal-pound", "2019", "tCO2e/pound"),
    "crude oil barrel": ("fuel-oil-barrel", "2019", "tCO2e/barrel"),
    "codecarbon car mile": ("car-mile-us", "2019", "kgCO2e/mile"),
    "codecarbon TV hour 32in LCD": ("tv-hour", "2019", "kgCO2e/hour"),
    "codecarbon household week US": ("home-week-us", "2019", "kgCO2e/household and week"),
    "mlco2 car km": ("car-km-us", "2020", "kgCO2e/km"),
    "Green Algorithms tree-month": ("tree-month", "2020", "gCO2e/tree and month"),
    "Green Algorithms EU car": ("car-km-eu", "2020", "gCO2e/km"),
    "Green Algorithms US car": ("car-km-us", "2020", "gCO2e/km"),
    "Green Algorithms train": ("train-km", "2020", "gCO2e/km"),
    "Green Algorithms flight economy": ("flight-km-economy", "2020", "gCO2e/km"),
    "Green Algorithms flight PAR-LON": ("flight-paris-london", "2020", "kgCO2e/passenger"),
    "Green Algorithms flight NYC-SF": ("flight-nyc-san-francisco", "2020", "kgCO2e/passenger"),
    "Green Algorithms flight NYC-MEL": ("flight-nyc-melbourne", "2020", "kgCO2e/passenger"),
    "Green Algorithms Netflix hour": ("video-hour", "2020", "gCO2e/hour"),
}


def equivalences(raw):
    for row in raw.rows("transcribed/equivalences.csv"):
        shown = f"{row['equivalence']}: {row['value']} {row['unit']}"
        if row["equivalence"] not in LIKE:
            yield Refused("equivalences", row.place, shown, "new")
            continue
        thing, vintage, unit = LIKE[row["equivalence"]]
        yield Want("equivalences", row.place, shown, number(row["value"]), unit,
                   fits=lambda p, t=thing, v=vintage, u=unit: p["id"].startswith(f"equivalence/{t}/{v}/")
                   and p["unit"] == u)


GENERATORS = (potentials, supplement, equivalences)
