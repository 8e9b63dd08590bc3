"""Cloud instances and their share of a server; storage and networks; making accelerators and servers."""

import collections
import re
from decimal import Decimal

from tables import Refused, Want, number

COEFFICIENTS = "ccf-coefficients"


def comma(text):
    """A number with a decimal comma."""
    return number((text or "").replace(",", "."))


# GPUs that sit two on a board: a row of the database counts boards.
TWO_ON_A_BOARD = ("K80", "M60")


COMMENT = "Hardware Information on AWS Documentation & Comments"


def aws(raw):
    kind, sizes = "instances", {}
    for row in raw.rows(f"{COEFFICIENTS}/data/aws-instances.csv"):
        name = row["Instance type"]
        slug = f"aws-{name.lower()}"
        sizes[name] = [comma(row[column]) for column in ("Instance vCPU", "Platform Total Number of vCPU",
                                                         "Instance Number of GPU", "Platform GPU Quantity")]
        columns = [("Instance vCPU", "vcpus", "", 1), ("Instance Memory (in GB)", "memory", "GiB", 1)]
        power = [("Instance @ Idle", "power-idle", "W", 1), ("Instance @ 100%", "power-full", "W", 1)]
        if "FPGA" in row[COMMENT] or "Inferencia" in row[COMMENT]:
            yield Refused(kind, row.place, f"{name}, power", "the power of its accelerators is not in it",
                          id=f"{slug}/-/-/power-full")
        else:
            columns += power
        if comma(row["Instance Number of GPU"]):
            half = any(board in row["Platform GPU Name"] for board in TWO_ON_A_BOARD)
            columns.append(("Instance Number of GPU", "accelerators", "", Decimal("0.5") if half else 1))
        for column, criterion, unit, factor in columns:
            yield Want(kind, row.place, f"{name}, {column}: {row[column]}", comma(row[column]) * factor, unit,
                       id=f"{slug}/-/-/{criterion}")
    for row in raw.rows(f"{COEFFICIENTS}/output/coefficients-aws-embodied.csv"):
        total, boards = number(row["total"]), number(row["additional_gpus"])
        slug, shown = f"aws-{row['type'].lower()}", f"{row['type']}, total: {row['total']}"
        yield Want("making of instances", row.place, shown, total, "kgCO2e", id=f"{slug}/-/-/gwp/server")
        yield Want("making of instances", row.place, shown, share(total, boards, *sizes[row["type"]]), "kgCO2e",
                   id=f"{slug}/-/-/gwp", derived=True, facts={"boundary": "cradle-to-gate"})


def share(total, boards, vcpus, all_vcpus, cards, all_cards):
    """The part of a server that is an instance's: its GPUs by number, the rest by vCPU."""
    rest = (total - boards) * vcpus / all_vcpus
    return rest + (boards * (cards or 0) / all_cards if boards else 0)


def slug_of(name):
    """A machine of Azure; a footnote of the page hangs on to some names."""
    return "azure-" + re.sub(r" 1$", "", name.strip()).lower().replace(" ", "-").replace("_", "-")


def vcpus_of(row):
    """Of a machine with constrained vCPUs the table has a share, its name the number."""
    if row["Series"].startswith("Constrained"):
        return number(re.search(r"-(\d+)", row["Virtual Machine"])[1])
    return number(row["Instance vCPUs"])


def azure(raw):
    kind, sizes = "instances", {}
    for row in raw.rows(f"{COEFFICIENTS}/data/azure-instances.csv"):
        sizes[row["Virtual Machine"], row["Microarchitecture"]] = [
            number(row[column]) for column in ("Instance vCPUs", "Platform vCPUs (highest vCPU possible)",
                                               "Instance GPUs", "Platform GPU")]
        for column, criterion, unit in (("Instance vCPUs", "vcpus", ""), ("Instance Memory", "memory", "GiB")):
            value = vcpus_of(row) if criterion == "vcpus" else number(row[column])
            yield Want(kind, row.place, f"{row['Virtual Machine']}, {column}: {row[column]}", value, unit,
                       id=f"{slug_of(row['Virtual Machine'])}/-/-/{criterion}")
    for row in raw.rows(f"{COEFFICIENTS}/output/coefficients-azure-embodied.csv"):
        shown, slug = f"{row['type']} {row['microarchitecture']}, total: {row['total']}", slug_of(row["type"])
        if row["family"].startswith("Constrained"):
            yield Refused("making of instances", row.place, shown, "fewer vCPUs than its share of the server",
                          id=f"{slug}/-/-/gwp")
            continue
        vcpus, platform, *_ = size = sizes[row["type"], row["microarchitecture"]]
        if vcpus > platform or row["family"].startswith("NCas_T4"):
            yield Refused("making of instances", row.place, shown, "its server is smaller than a machine of its series",
                          id=f"{slug}/-/-/gwp")
            continue
        total, boards = number(row["total"]), number(row["additional_gpus"])
        yield Want("making of instances", row.place, shown, total, "kgCO2e", id=f"{slug}/-/-/gwp/server")
        yield Want("making of instances", row.place, shown, share(total, boards, *size), "kgCO2e", derived=True,
                   id=f"{slug}/-/-/gwp")


NO_MACHINES = {"a2-highgpu-16g": "a name that no machine has", "a2-ultragpu-1g": "memory of another machine"}


def gcp(raw):
    kind, sizes, totals, boards = "instances", {}, collections.defaultdict(list), {}
    for row in raw.rows(f"{COEFFICIENTS}/data/gcp-instances-latest-2026.csv"):
        if row["Instance Type"] in NO_MACHINES:
            yield Refused(kind, row.place, row["Instance Type"], NO_MACHINES[row["Instance Type"]])
            continue
        for column, criterion, unit in (("Instance vCPU", "vcpus", ""), ("Instance Memory", "memory", "GiB")):
            yield Want(kind, row.place, f"{row['Instance Type']}, {column}: {row[column]}", number(row[column]), unit,
                       id=f"gcp-{row['Instance Type']}/-/-/{criterion}")
    for row in raw.rows(f"{COEFFICIENTS}/data/gcp-instances.csv"):
        sizes[row["Machine type"]] = [number(row[column]) for column in (
            "Instance vCPUs", "Platform vCPUs (highest vCPU possible)", "Instance GPUs", "Platform GPU")]
    for row in raw.rows(f"{COEFFICIENTS}/output/coefficients-gcp-embodied.csv"):
        totals[row["type"]].append(row)
        boards[row["type"]] = number(row["additional_gpus"])
    for name, rows in totals.items():
        if len({row["total"] for row in rows}) > 1:
            for row in rows:
                slug = row["microarchitecture"].lower().replace(" ", "-")
                yield Want("making of instances", row.place, f"{name} {row['microarchitecture']}: {row['total']}",
                           number(row["total"]), "kgCO2e", id=f"gcp-{name}/-/-/gwp/server,cpu={slug}")
    for row in raw.rows(f"{COEFFICIENTS}/output/coefficients-gcp-embodied-mean.csv"):
        name, total = row["type"], number(row["total_mean"])
        shown = f"{name}, mean: {row['total_mean']}"
        yield Want("making of instances", row.place, shown, total, "kgCO2e", id=f"gcp-{name}/-/-/gwp/server")
        yield Want("making of instances", row.place, shown, share(total, boards[name], *sizes[name]), "kgCO2e",
                   id=f"gcp-{name}/-/-/gwp", derived=True)


def power(raw):
    """A share of servers that were measured: watts per vCPU of the microarchitecture x vCPUs."""
    kind = "power of instances"
    for provider, path, name, cores in (
            ("gcp", "gcp-instances-latest-2026", "Instance Type", lambda row: number(row["Instance vCPU"])),
            ("azure", "azure-instances", "Virtual Machine", vcpus_of)):
        watts = {row["Architecture"]: row for row in raw.rows(f"{COEFFICIENTS}/output/coefficients-{provider}-use.csv")}
        machines = collections.defaultdict(list)
        for row in raw.rows(f"{COEFFICIENTS}/data/{path}.csv"):
            machines[row[name]].append(row)
        for machine, rows in machines.items():
            row, slug = rows[0], slug_of(machine) if provider == "azure" else f"gcp-{machine}"
            if len({r["Microarchitecture"] for r in rows}) > 1 or row["Microarchitecture"] not in watts:
                continue
            for column, criterion in (("Min Watts", "power-idle"), ("Max Watts", "power-full")):
                yield Want(kind, row.place, f"{machine}, {row['Microarchitecture']}",
                           number(watts[row["Microarchitecture"]][column]) * cores(row), "W", derived=True,
                           id=f"{slug}/-/-/{criterion}", optional="of a processor alone, or with accelerators")


# Where a row of storage_network.csv went: activity/-/year/criterion/variant.
STORAGE = {
    "dram-power-ccf": "dram/-/-/power-per-capacity/ccf-2024", "dram-power-crucial": "dram/-/-/power-per-capacity",
    "dram-power-green-algorithms": "dram/-/-/power-per-capacity/green-algorithms-2024",
    "dram-power-codecarbon-v3": "dram-module/-/-/power", "ssd-power-ccf": "ssd/-/-/power-per-capacity",
    "hdd-power-ccf": "hdd/-/-/power-per-capacity", "net-intra-cloud-ccf": "network-inside-provider/-/-/energy-per-data",
    "net-e2e-williams-2011": "network-end-to-end/-/2010/energy-per-data",
    "net-e2e-krug-2014": "network-end-to-end/-/2012/energy-per-data",
    "net-core-krug-2014": "network-core/-/2012/energy-per-data",
    "net-e2e-aslan-2018": "network-fixed-line/-/2015/energy-per-data",
    "net-core-aslan-2018": "network-core/-/2015/energy-per-data",
    "net-fixed-access-andrae-2020": "network-fixed-access/-/2020/energy-per-data",
    "net-fixed-malmodin": "network-fixed-broadband/-/-/energy-per-data",
    "swdm4-operational-datacentre": "web-data-centre/-/-/energy-per-data",
    "swdm4-operational-network": "web-network/-/-/energy-per-data",
    "swdm4-operational-device": "web-device/-/-/energy-per-data",
    "swdm4-embodied-datacentre": "web-data-centre/-/-/energy-per-data/embodied-as-electricity",
    "swdm4-embodied-network": "web-network/-/-/energy-per-data/embodied-as-electricity",
    "swdm4-embodied-device": "web-device/-/-/energy-per-data/embodied-as-electricity",
    "swdm3-total": "web-whole-system/-/-/energy-per-data/swdm-3",
    "onebyte-datacentre": "web-data-centre/-/-/energy-per-data/onebyte-2018",
    "onebyte-fixed-wired": "network-fixed-line/-/-/energy-per-data/onebyte-2018",
    "onebyte-fixed-wifi": "network-wifi/-/-/energy-per-data/onebyte-2018",
    "onebyte-4g": "network-4g/-/-/energy-per-data/onebyte-2018",
    "onebyte-device": "web-device/-/-/energy-per-data/onebyte-2018",
    "ram-embodied-boavizta-base": "component-ram-module/-/-/gwp", "ram-embodied-boavizta-die": "component-ram-die/-/-/gwp",
    "ssd-embodied-boavizta-base": "component-ssd-body/-/-/gwp", "hdd-embodied-boavizta": "hdd-drive/-/-/gwp/boavizta-2026",
    "dram-embodied-ccf": "dram/-/-/gwp", "hdd-embodied-ccf": "hdd-drive/-/-/gwp", "ssd-embodied-ccf": "ssd-drive/-/-/gwp",
    "ssd-embodied-tannu-nair": "ssd/-/-/gwp",
}
UNIT_OF = {"kgCO2e/unit": "kgCO2e", "kgCO2e/cm2": "kgCO2e/cm^2", "W/DIMM": "W", "copies": ""}


def place_of(name):
    """The ones that have a rule."""
    for start, activity in (("dram-embodied-act-", "dram-die-"), ("hdd-embodied-act-", "hdd-seagate-"),
                            ("ssd-embodied-act-wd-", None), ("ssd-embodied-act-", "ssd-"), ("replication-", "")):
        if name.startswith(start):
            rest = name[len(start):]
            if activity is None:
                return f"ssd-western-digital/-/{rest}/gwp"
            if start == "replication-":
                return f"{rest}/-/-/replication"
            return f"{rest}-die/-/-/gwp" if rest.startswith("nand") else f"{activity}{rest}/-/-/gwp"
    return STORAGE[name]


def storage(raw):
    kind = "storage and networks"
    for row in raw.rows("transcribed/storage_network.csv"):
        value, derived = number(row["value"]), False
        if value is None:  # a range over two orders of magnitude: its geometric middle
            value, derived = (number(row["min"]) * number(row["max"])).sqrt(), True
        elif row["min"]:
            value, derived = (number(row["min"]) + number(row["max"])) / 2, True
        value = round(value, 12)  # the table carries noise of binary fractions
        yield Want(kind, row.place, f"{row['id']}: {row['value']} {row['unit']}", value, UNIT_OF.get(row["unit"], row["unit"]),
                   id=place_of(row["id"]), derived=derived)


# Where a row of embodied_accelerators_and_servers.csv went.
EMBODIED = {
    "NVIDIA HGX H100 baseboard (8 GPU)": "nvidia-hgx-h100-baseboard/-/-/gwp",
    "NVIDIA H100 SXM": "nvidia-h100-sxm5-80gb/-/-/gwp",
    "NVIDIA HGX B200 baseboard (8 GPU)": "nvidia-hgx-b200-baseboard/-/-/gwp",
    "NVIDIA B200": "nvidia-b200-sxm-180gb/-/-/gwp", "NVIDIA A100 SXM 40GB": "nvidia-a100-sxm4-40gb/-/-/gwp",
    "NVIDIA A100 SXM4 40GB": "nvidia-a100-sxm4-40gb/-/-/gwp/ademe-2026",
    "NVIDIA A100 PCIe 40GB": "nvidia-a100-pcie-40gb/-/-/gwp/ademe-2026",
    "NVIDIA H100 PCIe 80GB": "nvidia-h100-pcie-80gb/-/-/gwp/ademe-2026", "NVIDIA GH200": "nvidia-gh200-96gb/-/-/gwp",
    "NVIDIA L4": "nvidia-l4-24gb/-/-/gwp", "NVIDIA Tesla P100 PCIe 16GB": "nvidia-p100-pcie-16gb/-/-/gwp",
    "NVIDIA RTX A4500": "nvidia-rtx-a4500-20gb/-/-/gwp", "NVIDIA TITAN RTX": "nvidia-titan-rtx-24gb/-/-/gwp",
    "NVIDIA GeForce GTX 1080 Ti": "nvidia-gtx-1080-ti-11gb/-/-/gwp",
    "A100 share of 8-GPU instance": "nvidia-a100-sxm4-40gb/-/-/gwp/chien-2023",
    "generic GPU (BLOOM, CCF)": "accelerator/-/-/gwp",
    "HPE Apollo 6500 server without GPU (BLOOM)": "server-without-gpus/-/-/gwp",
    "AI server without GPU (ecologits <0.9)": "server-without-gpus/-/-/gwp/ecologits-2024",
    "AI server without GPU p5.48xlarge (ecologits 0.9)": "aws-p5-48xlarge-without-gpus/-/-/gwp",
    "commodity 1-socket rack server": "commodity-rack-server/-/-/gwp",
    "Dell/HP/Lenovo servers manufacturing median": "commodity-rack-server/-/-/gwp/boavizta-2023",
    "Google TPU v4i": "google-tpu-v4i/-/-/gwp", "Google TPU v5e": "google-tpu-v5e/-/-/gwp",
    "Google TPU v4": "google-tpu-v4/-/-/gwp", "Google TPU v6e Trillium": "google-tpu-v6e/-/-/gwp",
    "boaviztapi component: HDD": "hdd-drive/-/-/gwp/boavizta-2026",
    "boaviztapi component: motherboard": "component-motherboard/-/-/gwp",
    "boaviztapi component: power supply": "component-power-supply/-/-/gwp",
    "boaviztapi component: rack case": "component-rack-case/-/-/gwp",
    "boaviztapi component: assembly": "component-assembly/-/-/gwp",
    "ADEME generic server": "commodity-rack-server/-/-/gwp/base-empreinte-2024",
}
FORMULA = {"boaviztapi component: CPU": ("component-cpu-package/-/-/gwp", "component-cpu-die/-/-/gwp", "kgCO2e/mm^2"),
           "boaviztapi component: RAM": ("component-ram-module/-/-/gwp", "component-ram-die/-/-/gwp", "kgCO2e/cm^2"),
           "boaviztapi component: SSD": ("component-ssd-body/-/-/gwp", "component-ssd-die/-/-/gwp", "kgCO2e/cm^2")}
NOT_MADE = {"HGX H100 embodied per compute": "a claim per computation, no factor",
            "HGX B200 embodied per compute": "a claim per computation, no factor",
            "NVIDIA A100 80GB (old Boavizta/ecologits)": "superseded by its maker",
            "DGX A100 system": "a rule of thumb of one repository", "DGX H100 system": "a rule of thumb of one repository",
            "8x MI300X server": "a rule of thumb of one repository", "Google TPU v5p": "1010 or 1101: unresolved"}


def embodied(raw):
    kind = "making of hardware"
    for row in raw.rows("transcribed/embodied_accelerators_and_servers.csv"):
        item, shown = row["item"], f"{row['item']}: {row['kgco2e_per_item']}"
        if item in NOT_MADE:
            yield Refused(kind, row.place, shown, NOT_MADE[item])
            continue
        if item in FORMULA:
            whole, area = re.findall(r"\d+\.\d+", row["kgco2e_per_item"]) if "mm2" in row["kgco2e_per_item"] else (
                re.match(r"([\d.]+) \+ ([\d.]+)/cm2", row["kgco2e_per_item"]).groups())
            first, second, unit = FORMULA[item]
            yield Want(kind, row.place, shown, number(whole), "kgCO2e", id=first)
            yield Want(kind, row.place, shown, number(area), unit, id=second)
            continue
        yield Want(kind, row.place, shown, number(row["kgco2e_per_item"]),
                   "kgCO2e/kg" if row["unit"] == "kg" else "kgCO2e", id=EMBODIED[item])
        made = re.search(r"\(manufacturing (\d+)\)", row["boundary"])
        if made:
            yield Want(kind, row.place, f"{item}, manufacturing: {made[1]}", number(made[1]), "kgCO2e",
                       id=f"{EMBODIED[item]}/manufacturing")
    for row in raw.corrections():
        if row["row_key"] == "NVIDIA H100 SXM":
            for text, row_id in (("273", "nvidia-h100-sxm5-80gb/-/-/gwp/ecologits-2026"),
                                 ("364", "nvidia-h200-sxm-141gb/-/-/gwp/ecologits-2026"),
                                 ("225", "nvidia-h100-sxm5-80gb/-/-/gwp/morand-2026")):
                assert text in row["new"]
                yield Want(kind, row.place, row["new"], Decimal(text), "kgCO2e", id=row_id)
        if row["row_key"].startswith("AI server without GPU p5"):
            yield Want(kind, row.place, row["new"], Decimal(6000), "kgCO2e",
                       id="server-without-gpus/-/-/gwp/ecologits-2026")
            yield Want(kind, row.place, row["new"], Decimal(3550), "kgCO2e", id="google-tpu-v6e-host/-/-/gwp")


GENERATORS = (aws, azure, gcp, power, storage, embodied)
