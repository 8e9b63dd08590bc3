"""Accelerators, processors, cloud instances, storage and networks, and what making them emits."""

import collections
import re
from decimal import Decimal

from tables import Refused, Want, number

TERA = Decimal("1e12")

ACCELERATORS = {"tdp_w": ("tdp", 1, "W"), "memory_gb": ("memory", 1, "GB"),
                "peak_16bit_dense_tflops": ("peak-fp16", TERA, "FLOP/s"),
                "peak_fp8_dense_tflops": ("peak-fp8", TERA, "FLOP/s"), "peak_fp32_tflops": ("peak-fp32", TERA, "FLOP/s")}
# Power that another list has for the same card, kept where it differs.
OTHERS = {"tdp_w_epoch": "epoch-2026", "tdp_w_mlco2": "mlco2-2024", "tdp_w_green_algorithms": "green-algorithms-2024"}


def accelerators(raw):
    kind = "accelerators"
    for row in raw.rows("transcribed/accelerators.csv"):
        for column, (criterion, factor, unit) in ACCELERATORS.items():
            if row[column]:
                yield Want(kind, row.place, f"{row['id']} {column}: {row[column]}", number(row[column]) * factor, unit,
                           id=f"{row['id']}/-/-/{criterion}")
        for column, variant in OTHERS.items():
            if row[column] and row["tdp_w"] and number(row[column]) != number(row["tdp_w"]):
                yield Want("accelerators, other lists", row.place, f"{row['id']} {column}: {row[column]}",
                           number(row[column]), "W", id=f"{row['id']}/-/-/tdp/{variant}")


EPOCH = {"TDP (W)": ("tdp", 1), "Memory (bytes)": ("memory", Decimal("1e-9")),
         "FP32 (single precision) performance (FLOP/s)": ("peak-fp32", 1),
         "Tensor-FP16/BF16 performance (FLOP/s)": ("peak-fp16", 1), "FP16 (half precision) performance (FLOP/s)":
         ("peak-fp16", 1), "FP8 performance (FLOP/s)": ("peak-fp8", 1), "Die Size (mm^2)": ("die-area", 1),
         "Process size (nm)": ("process-node", 1)}
UNITS = {"tdp": "W", "memory": "GB", "die-area": "mm^2", "process-node": "nm"}


def cited(name, column, typed):
    """Fits the row that cites this cell; where the typed table has the card, its figure stands, often rounded."""
    text = f"(row {name}, column {column})"
    return lambda p: (p["source"] == "epoch-ml-hardware" and text in p["citation"]
                      and (p["activity"] not in typed or p["variant"] or p["criterion"] in ("die-area", "process-node")))


def epoch(raw):
    """The cells that rows cite; of several entries of one card one is cited."""
    typed = {row["id"] for row in raw.rows("transcribed/accelerators.csv")}
    for row in raw.rows("epoch-ml-hardware/ml_hardware_2026-04_trimmed.csv"):
        name = row["Hardware name"]
        for column, (criterion, factor) in EPOCH.items():
            if row[column]:
                yield Want("Epoch's list", row.place, f"{name}, {column}: {row[column]}", number(row[column]) * factor,
                           UNITS.get(criterion, "FLOP/s"), fits=cited(name, column, typed), many=True,
                           optional="in the typed table, or another entry of the card")


# What is no one product, or is not what its name says.
CARDS_LEFT_OUT = {"GTX 750": "a placeholder, not that card", "Any": "", "A100 PCIe 40/80GB": "two cards in one row"}


SPELT = {"H100 NVL": "NVIDIA H100 NVL", "AGX Xavier": "Jetson AGX Xavier", "RTX 8000": "Quadro RTX 8000",
         "TITAN X Pascal": "TITAN X (Pascal)", "NVIDIA TITAN X Pascal": "TITAN X (Pascal)",
         "NVIDIA A100 40GB PCIe": "NVIDIA A100-PCIE-40GB", "NVIDIA Tesla P100 PCIe": "nvidia-p100-pcie-16gb",
         "AMD 7552": "AMD EPYC 7552", "Core i9-10900XE": "Core i9-10900X", "Core i9-10920XE": "Core i9-10920X",
         "Rasberry Pi 4": "Raspberry Pi 4"}


def cards(raw, path, column, kind, skip=0):
    """A list of design powers: the figure is that of the card, or stands beside it."""
    for row in raw.rows(path, skip=skip):
        name = row.get("name") or row.get("model")
        shown, value = f"{name}: {row[column]} W", number(row[column] or row.get("TDP_per_core", ""))
        if name in CARDS_LEFT_OUT and CARDS_LEFT_OUT[name]:
            yield Refused(kind, row.place, shown, CARDS_LEFT_OUT[name])
        elif name == "Any":
            yield Want(kind, row.place, shown, value, "W", id="accelerator/-/-/tdp/green-algorithms-2024")
        elif row.get("type") != "cpu":
            thing = re.sub(r"^GIGABYTE | OC$", "", re.sub(r"^(TPUv\d) Chip$", r"\1", name))
            yield Want(kind, row.place, shown, value, "W", names=(thing, SPELT.get(thing, thing)), many=True,
                       fits=lambda p, v=value: p["criterion"] == "tdp" and Decimal(p["value"]) == v)


def mlco2_cards(raw):
    yield from cards(raw, "mlco2-impact/data/gpus.csv", "tdp_watts", "ML CO2 cards")


def green_cards(raw):
    yield from cards(raw, "green-algorithms/data/latest/TDP_gpu.csv", "TDP", "Green Algorithms cards", skip=1)


def bare(name):
    """The name of the model without what sellers and systems add to it."""
    text = re.sub(r"\u200b|®|™", "", name.replace("\u00a0", " "))
    text = re.sub(r"^AMD (?=.*\bAMD )", "", text)
    text = re.sub(r"\([^)]*\)|\b\d+th Gen\b|\bProcessor\b|\bAPU\b|\bSoC\b|\bX-series\b|\bExtreme Edition\b"
                  r"|\bMicrosoft Surface\b|\bEdition\b", " ", text, flags=re.IGNORECASE)
    text = re.sub(r"\bincludes Intel Optane Memory\b", " ", text).replace("i5+", "i5-").replace("i7+", "i7-")
    return re.sub(r"\s+", " ", text).strip()


def names_of(name):
    """As it is, without additions, and as AMD lists it, which leaves its own name out."""
    return name, bare(name), f"AMD {bare(name)}"


# A number such as 6272, B57 or TL-52 is that of a family which the row does not name.
FAMILYLESS = re.compile(r"(TL-|[BNPX])?\d+\w{0,2}( (HE|EE|SE))?")


def cpus(raw):
    """Several rows may name one model; where they disagree the middle of least and most stands."""
    kind, same = "processors", collections.defaultdict(list)
    for row in raw.rows("codecarbon/hardware/cpu_power.csv"):
        value, name, shown = number(row["TDP"]), bare(row["Name"]), f"{row['Name']}: {row['TDP']}"
        if not value:
            yield Refused(kind, row.place, shown, "no power")
        elif name.startswith("ARMv8"):
            yield Refused(kind, row.place, shown, "an architecture, no model")
        elif FAMILYLESS.fullmatch(name):
            yield Refused(kind, row.place, shown, "a number without its family")
        else:
            same[re.sub(r"^((amd|intel) )+", "", name.lower())].append((row, value))
    for pairs in same.values():
        values = [value for _, value in pairs]
        for row, _ in pairs:
            yield Want(kind, row.place, f"{row['Name']}: {row['TDP']}", (min(values) + max(values)) / 2, "W",
                       names=names_of(row["Name"]), fits=lambda p: p["criterion"] == "tdp" and not p["variant"])


def green_cpus(raw):
    kind = "Green Algorithms processors"
    for row in raw.rows("green-algorithms/data/latest/TDP_cpu.csv", skip=1):
        value, shown = number(row["TDP"]), f"{row['model']}: {row['TDP']} W"
        if row["model"] == "Any" or value is None:
            yield Refused(kind, row.place, shown, "no model")
        else:
            name = SPELT.get(row["model"], row["model"])
            yield Want(kind, row.place, shown, value, "W", names=names_of(name),
                       fits=lambda p, v=value: p["criterion"] == "tdp" and Decimal(p["value"]) == v)


def watts(raw):
    """Power of a vCPU by microarchitecture; one provider's figures stand, the others' where they differ."""
    kind, first = "power of a vCPU", {}
    for provider in ("aws", "gcp", "azure"):
        for row in raw.rows(f"ccf-coefficients/output/coefficients-{provider}-use.csv"):
            slug = row["Architecture"].lower().replace(" ", "-")
            if slug == "epyc-5th-gen":
                yield Refused(kind, row.place, f"{row['Architecture']}: {row['Max Watts']} W",
                              "four times the generation before it: from servers of another kind",
                              id=f"cpu-microarchitecture-{slug}/-/-/power-full")
                continue
            for column, criterion in (("Min Watts", "power-idle"), ("Max Watts", "power-full")):
                value, variant = number(row[column]), ""
                if abs(first.setdefault((slug, criterion), value) - value) > value * Decimal("1e-12"):
                    variant = f"/ccf-{provider}"
                yield Want(kind, row.place, f"{provider} {row['Architecture']} {column}: {row[column]}", value, "W/vCPU",
                           id=f"cpu-microarchitecture-{slug}/-/-/{criterion}{variant}")


GENERATORS = (accelerators, epoch, mlco2_cards, green_cards, cpus, green_cpus, watts)
