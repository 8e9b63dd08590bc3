"""Samples of inputs drawn without the engine: other random numbers, other methods.

Inputs are read from the JSON of a result, where each stands with its distribution in words. Correlated inputs get their
normal scores from an eigendecomposition, and what has no closed form is sampled by itself, sorted, and put into the order of
its scores. RandomState is numpy's frozen generator: its numbers stay the same in every version.
"""

import math
import re

import numpy

NUMBER = r"([-+0-9.e]+)"
SHAPES = [
    ("normal", re.compile(rf"normal, mean {NUMBER}, sd {NUMBER}$")),
    ("lognormal", re.compile(rf"lognormal, median {NUMBER}, GSD {NUMBER}$")),
    ("shifted", re.compile(rf"lognormal above {NUMBER}, median {NUMBER}, GSD {NUMBER}$")),
    ("uniform", re.compile(rf"uniform, {NUMBER} \.\. {NUMBER}$")),
    ("triangular", re.compile(rf"triangular, {NUMBER} \.\. {NUMBER}, mode {NUMBER}$")),
    ("pert", re.compile(rf"PERT, {NUMBER} \.\. {NUMBER}, mode {NUMBER}$")),
]
# To kWh, h, kg and plain numbers.
SCALES = {
    "": 1, "%": 0.01, "h": 1, "yr": 8760, "W": 1e-3, "kW": 1, "kWh": 1, "kWh/kWh": 1, "kgCO2e": 1,
    "gCO2e/kWh": 1e-3, "kgCO2e/kWh": 1,
}


def parse(text):
    """("exact",) or a shape with its numbers; a central value beside it moves no sample."""
    text = re.sub(r", central [-+0-9.e]+$", "", text)
    if text == "exact":
        return ("exact",)
    for name, pattern in SHAPES:
        match = pattern.match(text)
        if match:
            return (name, *(float(group) for group in match.groups()))
    raise SystemExit(f"a distribution that this test does not know: {text}")


def draw_own(random, shape, size):
    """A sample of a shape that is put in order afterwards."""
    name, low, high, *mode = shape
    if name == "uniform":
        return random.uniform(low, high, size)
    if name == "triangular":
        return random.triangular(low, mode[0], high, size)
    rise = 1 + 4 * (mode[0] - low) / (high - low)
    fall = 1 + 4 * (high - mode[0]) / (high - low)
    return low + (high - low) * random.beta(rise, fall, size)


def in_order_of(scores, values):
    ordered = numpy.empty_like(values)
    ordered[numpy.argsort(scores)] = numpy.sort(values)
    return ordered


def values_of(random, shape, scores):
    if shape[0] == "normal":
        return shape[1] + shape[2] * scores
    if shape[0] == "lognormal":
        return shape[1] * shape[2] ** scores
    if shape[0] == "shifted":
        return shape[1] + (shape[2] - shape[1]) * shape[3] ** scores
    return in_order_of(scores, draw_own(random, shape, scores.size))


def read_inputs(result):
    """{key: (draw, shape, value, unit)} of every input of the items."""
    inputs = {}
    for item in result["items"]:
        for one in item["inputs"]:
            inputs[one["key"]] = (one["origin"]["draw"], one["distribution"], one["value"], one["unit"])
    return inputs


def correlation_matrix(draws, stated):
    """Pearson 1907: r = 2 sin(pi rho / 6) of normal scores gives ranks the correlation rho."""
    matrix = numpy.eye(len(draws))
    for a, b, rho in stated:
        i, j = draws.index(a), draws.index(b)
        matrix[i, j] = matrix[j, i] = 2 * math.sin(math.pi * rho / 6)
    return matrix


def draw_scores(random, draws, stated, size):
    """{draw: normal scores}; stated: (draw, draw, rho)."""
    scores = {draw: random.standard_normal(size) for draw in draws}
    linked = sorted({draw for pair in stated for draw in pair[:2]})
    if linked:
        values, vectors = numpy.linalg.eigh(correlation_matrix(linked, stated))
        root = vectors * numpy.sqrt(values)
        mixed = root @ numpy.array([scores[draw] for draw in linked])
        scores.update(zip(linked, mixed))
    return scores


class Samples:
    """Inputs by their keys, in kWh, h and kg; only the keys that the model asks for are drawn."""

    def __init__(self, result, stated, size, seed):
        self.inputs = read_inputs(result)
        self.random = numpy.random.RandomState(seed)
        self.size = size
        draws = sorted({draw for draw, shape, _, _ in self.inputs.values() if shape != "exact"})
        pairs = [(self.draw_of(a), self.draw_of(b), rho) for a, b, rho in stated]
        self.scores = draw_scores(self.random, draws, pairs, size)
        self.known = {}

    def draw_of(self, name):
        return self.inputs[name][0] if name in self.inputs else name

    def __getitem__(self, key):
        if key not in self.known:
            draw, text, value, unit = self.inputs[key]
            shape = parse(text)
            sample = value if shape[0] == "exact" else values_of(self.random, shape, self.scores[draw])
            self.known[key] = sample * SCALES[unit]
        return self.known[key]
