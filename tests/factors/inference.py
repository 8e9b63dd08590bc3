"""Energy of inference as measured: ML.ENERGY, Luccioni et al., AI Energy Score, and single figures."""

import collections
import pathlib
import re
import statistics
from decimal import Decimal

from tables import Refused, Want, number

CARDS = {"H100": "nvidia-h100-sxm5-80gb", "B200": "nvidia-b200-sxm-180gb"}
A100 = "nvidia-a100-sxm4-80gb"
BUSY = 32  # a server that is not idling answers at least so many requests at once


def words_of(variant):
    """gpus=1,batch=64 as a dict; a bare word stands for itself."""
    return dict(part.partition("=")[::2] for part in variant.split(",") if part)


def configuration(row):
    """What the variant of a configuration must say."""
    said = {"gpus": row["num_gpus"], "batch": row["max_batch"], "precision": row["precision"]}
    for word, column in (("ep", "expert_parallel"), ("dp", "data_parallel"), ("ulysses", "ulysses_degree"),
                         ("ring", "ring_degree")):
        if row[column] not in ("", "1"):
            said[word] = row[column]
    if row["inference_steps"]:
        said["steps"] = row["inference_steps"]
        said["size"] = f"{row['width']}x{row['height']}"
    if row["frames"]:
        said["frames"] = row["frames"]
    return said


MEASURES = (("j_per_token", "energy-per-output-token", "J/token"), ("j_per_request", "energy-per-request", "J/request"),
            ("j_per_image", "energy-per-image", "J/image"), ("j_per_video", "energy-per-request", "J/request"))


def mlenergy(raw):
    kind, seen = "ML.ENERGY configurations", collections.Counter()
    groups = collections.defaultdict(list)
    for row in raw.rows("transcribed/mlenergy_v3_full.csv"):
        said = configuration(row)
        key = (row["task"], row["model"], row["gpu"], *sorted(said.items()))
        seen[key] += 1
        for column, criterion, unit in MEASURES:
            if row[column]:
                groups[row["model"], row["gpu"], criterion, unit].append((row, column))
                yield Want(kind, row.place, f"{row['model']} {row['gpu']} {said}, {column}: {row[column]}",
                           number(row[column]), unit, names=(row["model"],), facts={"boundary": "accelerator"},
                           fits=fits_configuration(row, said, criterion, seen[key]))
    yield from medians(groups)


def fits_configuration(row, said, criterion, replicate):
    """The task may be left out where it is the model's only one; replicates count from 2."""
    def fits(printed):
        if printed["criterion"] != criterion or not printed["activity"].endswith("@" + CARDS[row["gpu"]]):
            return False
        words = words_of(printed["variant"])
        if words.pop("task", row["task"]) != row["task"]:
            return False
        if words.pop("replicate", "1") != str(replicate):
            return False
        return words == said
    return fits


def middle(values):
    """The median on the scale of ratios: between two in the middle the geometric mean."""
    return (statistics.median_low(values) * statistics.median_high(values)).sqrt()


def medians(groups):
    """The row that look-ups use: the median over the configurations of a busy server."""
    for (model, gpu, criterion, unit), measured in groups.items():
        busy = [pair for pair in measured if int(pair[0]["max_batch"]) >= BUSY]
        pictures = measured[0][1] in ("j_per_image", "j_per_video")
        values = [number(row[column]) for row, column in (measured if pictures or len(busy) < 2 else busy)]
        yield Want("ML.ENERGY medians", measured[0][0].place, f"{model} {gpu} {criterion}: {len(values)} configurations",
                   middle(values), unit, names=(model,), derived=True,
                   fits=lambda p, c=criterion, g=gpu: p["criterion"] == c and not p["variant"]
                   and p["activity"].endswith("@" + CARDS[g]), facts={"boundary": "accelerator"})


def luccioni(raw):
    """The energy of the queries without that of loading the model."""
    kind, table = "Luccioni query energy", "transcribed/luccioni2024_query_only.csv"
    tasks = collections.defaultdict(list)
    for row in raw.rows(table):
        value = number(row["query_kwh_per_run"]) / number(row["queries_per_run"]) * 1000
        tasks[row["task_dataset"]].append((row, value))
        variant = f"task={row['task_dataset']}".lower()
        yield Want(kind, row.place, f"{row['model']} {row['task_dataset']}: {row['query_kwh_per_run']} kWh", value,
                   "kWh/1000 request", names=(row["model"],), facts={"boundary": "components"},
                   fits=lambda p, v=variant: p["variant"].lower() == v and p["activity"].endswith("@" + A100)
                   and p["source"] == "luccioni-2024-data")
    for item, activity, names in (("Luccioni 2024 text generation", "text-generation", r"textgen_\w+"),
                                  ("Luccioni 2024 image generation max", "image-generation", r"tti_\w+"),
                                  ("text classification", "text-classification", r"text_classif_\w+"),
                                  ("question answering", "question-answering", r"qa_\w+"),
                                  ("fill mask", "fill-mask", r"fillmask_\w+"),
                                  ("summarization", "summarization", r"summarize_\w+"),
                                  ("token classification", "token-classification", r"token_classif_\w+")):
        values = [value for task, pairs in tasks.items() if re.fullmatch(names, task) for _, value in pairs]
        yield Want("Luccioni means", table, f"{item}: {len(values)} runs", sum(values) / len(values), "kWh/1000 request",
                   id=f"{activity}@{A100}/-/-/energy-per-request/mean", derived=True)


def luccioni_medians(raw):
    kind, table = "Luccioni medians", "transcribed/luccioni2024_query_only.csv"
    models = collections.defaultdict(dict)
    for row in raw.rows(table):
        value = number(row["query_kwh_per_run"]) / number(row["queries_per_run"]) * 1000
        models[row["model"]][row["task_dataset"]] = value
    for model, runs in models.items():
        yield Want(kind, table, f"{model}: {len(runs)} data sets", middle(list(runs.values())), "kWh/1000 request", names=(model,),
                   derived=True, fits=lambda p: not p["variant"] and p["activity"].endswith("@" + A100)
                   and p["source"] == "luccioni-2024-data")


def score(raw):
    kind, seen, models = "AI Energy Score", collections.Counter(), collections.defaultdict(list)
    folder = pathlib.Path("ai-energy-score/AI-energy-leaderboard")
    for file in sorted((raw.folder / "data" / folder).glob("*.csv")):
        task = file.stem.replace("_", "-")
        for row in raw.rows(folder / file.name):
            seen[task, row["model"]] += 1
            models[row["model"]].append(number(row["total_gpu_energy"]))
            variant = f"task={task}"
            if seen[task, row["model"]] > 1:
                variant += f",replicate={seen[task, row['model']]}"
            task_names = {variant, variant.replace("task=asr", "task=speech-recognition")}
            yield Want(kind, row.place, f"{row['model']}: {row['total_gpu_energy']} kWh", number(row["total_gpu_energy"]),
                       "kWh/1000 request", names=(row["model"],), facts={"boundary": "accelerator"},
                       fits=lambda p, v=task_names: p["variant"] in v and p["source"] == "ai-energy-score")
    for model, values in models.items():
        yield Want("AI Energy Score medians", str(folder), f"{model}: {len(values)} values", middle(values),
                   "kWh/1000 request", names=(model,), derived=True,
                   fits=lambda p: not p["variant"] and p["source"] == "ai-energy-score")


# What a figure of others became: id, factor of the unit, unit.
FIRST_PARTY = {
    ("Google Gemini Apps median text prompt", "0.24"):
        ("google-gemini-apps@accelerator/-/-/energy-per-request", 1, "Wh/request"),
    ("Google Gemini Apps median text prompt", "0.1"):
        ("google-gemini-apps@accelerator/-/-/energy-per-request/narrow", 1, "Wh/request"),
    ("Google Gemini Apps median text prompt", "0.03"): ("google-gemini-apps/-/-/gwp_market", 1, "gCO2e/request"),
    ("Google Gemini Apps median text prompt", "0.26"): ("google-gemini-apps/-/-/water", 1, "L/1000 request"),
    ("Mistral Le Chat 400-token answer", "1.14"): ("mistral-large-2/-/-/gwp", 1, "gCO2e/request"),
    ("Mistral Le Chat 400-token answer", "45"): ("mistral-large-2/-/-/water", Decimal("0.001"), "L/request"),
    ("Epoch GPT-4o query", "0.3"): ("openai-gpt-4o@accelerator/-/-/energy-per-request", 1, "Wh/request"),
    ("ecologits GPU energy per output token alpha", "1.1665273170451914e-06"):
        ("default/-/-/token-energy-alpha", 1, "Wh/token"),
    ("ecologits gamma", "4.052928146734005e-05"): ("default/-/-/token-energy-gamma", 1, "Wh/token"),
    # Stored as the rate of decay: exp(-beta x batch).
    ("ecologits beta", "-0.011205921025579175"): ("default/-/-/token-energy-beta", -1, ""),
    ("ecologits latency alpha", "0.0006785088094353663"): ("default/-/-/token-latency-alpha", 1, "s/token"),
    ("ecologits latency beta", "0.0003119310311688259"): ("default/-/-/token-latency-beta", 1, "s/token"),
    ("ecologits latency gamma", "0.019473717579473387"): ("default/-/-/token-latency-gamma", 1, "s/token"),
    ("ecologits model memory overhead", "1.2"): ("default/-/-/token-energy-memory-overhead", 1, ""),
}
LEFT_OUT = {"full-stack / accelerator energy ratio": "one provider's, of its fleet",
            "Mistral Large 2, 18 months training+inference": "a total, no factor",
            "Mistral Large 2, 18 months": "a total, no factor", "BLOOM training": "a total, no factor",
            "ecologits server power without GPU": "an assumption of one tool",
            "ecologits hardware life": "an assumption of one tool",
            "Luccioni 2024 text generation": "corrected: derived from the queries alone",
            "Luccioni 2024 image generation max": "corrected: a mean, not a maximum"}


def first_party(raw):
    kind = "first-party inference"
    for row in raw.rows("transcribed/inference_first_party_and_models.csv"):
        shown = f"{row['item']}: {row['value']} {row['unit']}"
        if row["item"] == "BLOOM API deployment":
            value = Decimal(914000) / 230768
            yield Want(kind, row.place, shown, value, "Wh/request", derived=True,
                       id="bigscience-bloom@nvidia-a100-sxm4-40gb/-/-/energy-per-request")
        elif (row["item"], row["value"]) in FIRST_PARTY:
            row_id, factor, unit = FIRST_PARTY[row["item"], row["value"]]
            yield Want(kind, row.place, shown, number(row["value"]) * factor, unit, id=row_id)
        else:
            yield Refused(kind, row.place, shown, LEFT_OUT[row["item"]])


GENERATORS = (mlenergy, luccioni, luccioni_medians, score, first_party)
