"""The Monte-Carlo model of the benchmarks for numpy: the inputs and outputs of model.c, in its order."""

from math import log

OUTPUTS = 30
REGIONS = range(5)


def lognormal(median, gsd):
    return lambda rng, n: rng.lognormal(log(median), log(gsd), n)


def normal(mean, sd):
    return lambda rng, n: rng.normal(mean, sd, n)


def uniform(low, high):
    return lambda rng, n: rng.uniform(low, high, n)


def triangular(low, mode, high):
    return lambda rng, n: rng.triangular(low, mode, high, n)


def pert(low, mode, high):
    width = high - low
    rising, falling = 1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width
    return lambda rng, n: low + width * rng.beta(rising, falling, n)


INPUTS = [
    normal(2820, 40), triangular(376, 384, 400), pert(0.33, 0.40, 0.45), lognormal(0.055, 1.15),
    triangular(1.08, 1.20, 1.30), lognormal(0.057, 1.12), pert(0.2, 0.32, 0.6), uniform(0.10, 0.25),
    lognormal(1.4, 1.35), triangular(26280, 35040, 52560), uniform(0.6, 0.95), lognormal(2500, 1.25),
    lognormal(150, 1.40), uniform(7.6, 8.4), lognormal(22, 1.5), lognormal(0.0035, 1.6),
    lognormal(3e8, 1.3), lognormal(2e8, 1.3), lognormal(1.2e8, 1.35), lognormal(9e7, 1.35), lognormal(5e7, 1.5),
    lognormal(0.38, 1.06), lognormal(0.23, 1.08), lognormal(0.056, 1.12), lognormal(0.47, 1.05), lognormal(0.64, 1.05),
    triangular(1.08, 1.15, 1.3), triangular(1.1, 1.2, 1.4), triangular(1.05, 1.1, 1.25), triangular(1.15, 1.3, 1.6),
    triangular(1.2, 1.4, 1.8), lognormal(0.0007, 1.4), pert(0.1, 0.28, 0.9), uniform(0.7, 1.3), normal(1.35, 0.08),
    uniform(0.8, 1.0), normal(0.9, 0.12), normal(-20, 25), uniform(0.01, 0.06), pert(1e-6, 4e-6, 2e-5),
]


def draw(rng, n):
    """n samples of every input."""
    return [sample(rng, n) for sample in INPUTS]


def evaluate(x):
    """The outputs of columns x, as a list of columns."""
    gpu_hours = x[0] * x[1]
    dynamic, node = gpu_hours * x[2], gpu_hours * x[3]
    busy = dynamic + node
    idle, infrastructure = busy * x[6], busy * x[7]
    training = (busy + idle + infrastructure) * x[4]
    intensity = x[4] * x[5]
    carbon = [dynamic * intensity, (node + idle) * intensity, infrastructure * intensity]
    carbon.append(x[8] * (carbon[0] + carbon[1]))

    per_gpu = gpu_hours / (x[9] * x[10])
    per_server = per_gpu / x[13]
    servers, gpus, network = per_server * x[11], per_gpu * x[12], per_gpu * x[14]
    building, end_of_life = training / x[9] * x[15] * 1000, per_server * x[37]
    devices = servers + gpus + network
    transport = devices * x[38]
    embodied = devices + building + end_of_life + transport
    creation = carbon[0] + carbon[1] + carbon[2] + carbon[3] + embodied
    amortised = creation * x[35]

    request = x[31] * x[32] * x[33] * x[34]
    energy = [x[16 + r] * (request * x[26 + r] + x[39]) for r in REGIONS]
    use = [energy[r] * x[21 + r] for r in REGIONS]
    all_energy, all_use = sum(energy[1:], energy[0]), sum(use[1:], use[0])
    requests = sum(x[17:21], x[16])
    total = amortised + all_use

    return [
        dynamic, node, idle, infrastructure, training, *carbon,
        servers, gpus, network, building, end_of_life, transport, embodied, creation, amortised,
        *use, all_energy, all_use, (training + all_energy) * x[36],
        total, 1000 * total / requests, all_use / total, creation / training,
    ]
