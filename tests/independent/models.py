"""The climate impact of three scenarios, written down by hand: {item: kgCO2e}, and correlations to state of their inputs.

x[key] is a sample of an input, in kWh, h and kg.
"""


def hours_used(x, hours, lifetime, utilization):
    return hours / (x[lifetime] * x[utilization])


def with_losses(items, name, gwp, share):
    """The item, and what the grid loses before the meter for it."""
    items[name] = gwp
    items[name + "/losses to the meter"] = gwp * share / (1 - share)


def bloom(x):
    intensity = x["sites/jean-zay.intensity"]
    life = ("hardware/idris.lifetime", "hardware/idris.utilization")
    return {
        "training/final run": x["training/final run.accelerator_hours"] * x["training/final run.power"]
        * x["training/final run.pue"] * intensity,
        "idle/infrastructure and idle nodes": x["idle/infrastructure and idle nodes.power"]
        * x["idle/infrastructure and idle nodes.hours"] * intensity,
        "embodied/servers": hours_used(x, x["embodied/servers.device_hours"], *life) * x["embodied/servers.impact"],
        "embodied/GPUs": hours_used(x, x["embodied/GPUs.device_hours"], *life) * x["embodied/GPUs.impact"],
    }


def fine_tune(x):
    """kWh of the IT equipment; the same log in two scenarios."""
    return (x["training/fine-tune.log energy"] * x["meter/codecarbon/NVIDIA L40S.gsd-codecarbon"]
            * x["training/fine-tune.log energy in doubt"])


def workstation(x):
    used = hours_used(x, x["training/fine-tune.log accelerator hours"], "embodied/workstation.lifetime",
                      "embodied/workstation.utilization")
    return used * x["nvidia-l40s-48gb.gwp"]


def measured_run(x):
    items = {}
    grid = x["electricity/FR/2024/gwp"] * x["electricity/FR/2024/gwp method"]
    cluster, office = x["sites/cluster.pue"] * grid, x["sites/office.pue"] * grid
    energy = x["training/pre-training.log energy"] * x["meter/slurm/node.gsd-meter"]
    profiling = (x["training/profiling.log energy"] * x["meter/nvml/NVIDIA A100-SXM4-80GB.gsd-nvml-polled"]
                 * x["training/profiling.log energy in doubt"] * x["training/profiling.host_factor"])
    before = x["training/runs before this log.ratio"]
    hours = x["training/pre-training.log accelerator hours"] * (1 + before) + x["training/profiling.log accelerator hours"]
    nodes = hours / x["hardware/a100-node.accelerators"]
    lost = x["sites/cluster.losses"]
    with_losses(items, "training/pre-training", energy * cluster, lost)
    with_losses(items, "training/fine-tune", fine_tune(x) * office, x["sites/office.losses"])
    with_losses(items, "training/profiling", profiling * cluster, lost)
    with_losses(items, "training/runs before this log", energy * before * cluster, lost)
    with_losses(items, "idle/idle nodes", energy * x["idle/idle nodes.ratio"] * cluster, lost)
    items["embodied/cluster nodes"] = (
        hours_used(x, nodes, "hardware/a100-node.lifetime", "hardware/a100-node.utilization")
        * x["hardware/a100-node.impact"])
    items["embodied/workstation"] = workstation(x)
    return items


def serving(x):
    items = {}
    office = x["electricity/FR/2024/gwp"] * x["electricity/FR/2024/gwp method"]
    cloud = (x["electricity/gcp:europe-west9/2024/gwp"] * x["electricity/gcp:europe-west9/2024/gwp method"]
             + x["electricity-upstream/FR/2023/gwp@2024"])
    hours = x["inference/morning.accelerators"] * x["inference/morning.hours"]
    energy = hours * (x["inference/morning.power"] + x["hardware/rented.host_power"])
    with_losses(items, "training/fine-tune", fine_tune(x) * x["sites/office.pue"] * office, x["sites/office.losses"])
    items["embodied/workstation"] = workstation(x)
    items["embodied/serving accelerator"] = (
        hours_used(x, hours, "hardware/rented.lifetime", "hardware/rented.utilization") * x["nvidia-l4-24gb/-/-/gwp"])
    with_losses(items, "inference/morning", energy * x["sites/cloud.pue"] * cloud, x["sites/cloud.losses"])
    return items


MODELS = {
    "bloom-176b": (bloom, [
        ("training/final run.power", "sites/jean-zay.intensity", 0.6),
        ("sites/jean-zay.intensity", "idle/infrastructure and idle nodes.power", -0.4),
        ("hardware/idris.lifetime", "hardware/idris.utilization", -0.5),
        ("embodied/servers.impact", "embodied/GPUs.impact", 0.8),
    ]),
    "measured-run": (measured_run, [
        ("sites/cluster.pue", "sites/office.pue", 0.7),
        ("method/ember", "sites/cluster.pue", 0.5),
        ("training/runs before this log.ratio", "idle/idle nodes.ratio", -0.6),
        ("hardware/a100-node.impact", "nvidia-l40s-48gb.gwp", 0.6),
        ("hardware/a100-node.impact", "hardware/a100-node.lifetime", 0.7),
    ]),
    "serving": (serving, [
        ("electricity/FR/2024/gwp", "electricity/gcp:europe-west9/2024/gwp", 0.8),
        ("method/ember", "method/google", 0.9),
        ("inference/morning.power", "hardware/rented.host_power", 0.9),
        ("hardware/rented.lifetime", "embodied/workstation.lifetime", 0.5),
        ("meter/codecarbon/NVIDIA L40S", "sites/office.pue", -0.7),
    ]),
}
