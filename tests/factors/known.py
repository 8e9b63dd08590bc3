"""Differences from the raw tables that stand, by kind and start of the raw value: each with its reason."""

# Of these the table of mixes has two figures of renewable energy other than biofuel: a column of
# its own, which fits its totals, and one that holds biofuel too and does not. The second less the
# biofuel was taken for geothermal power.
OTHER_RENEWABLES = "other renewables less biofuel in place of the table's own column without it"

KNOWN = {
    ("upstream of a kWh", "BRA 2023"): OTHER_RENEWABLES,
    ("upstream of a kWh", "CHL 2023"): OTHER_RENEWABLES,
    ("upstream of a kWh", "GBR 2023"): OTHER_RENEWABLES,
    ("upstream of a kWh", "KOR 2023"): OTHER_RENEWABLES,
    ("upstream of a kWh", "MEX 2023"): OTHER_RENEWABLES,
    ("upstream of a kWh", "MYS 2022"): OTHER_RENEWABLES,
    ("upstream of a kWh", "THA 2023"): OTHER_RENEWABLES,
    ("upstream of a kWh", "UKR 2022"): OTHER_RENEWABLES,
    ("upstream of a kWh", "VNM 2023"): OTHER_RENEWABLES,
    ("processors", "AMD Opteron X2 170: "): "left out, and names are compared without blanks: the X2170 is found",
    ("Green Algorithms processors", "Core 2 Quad Q6600: 95"): "one of the two figures whose middle stands",
    ("first-party inference", "Epoch GPT-4o query: 0.3"): "0.301 in the sheet behind the post",
}


def known(want):
    """Why this value differs, or None."""
    for (kind, start), reason in KNOWN.items():
        if want.kind == kind and want.raw.startswith(start):
            return reason
    return None
