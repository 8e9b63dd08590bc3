"""Reading logs: lca import against DuckDB, one thread and two, memory, and logs that are harder to read."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(here))
import answer
import measure

FOLDER = os.path.join(here, "..", "..", "build", "bench", "ingest")
ROW_BYTES = {"csv": 100, "jsonl": 300}  # at most, on average
GROWTH = 10
DIGESTS = {"": ["--no-digest"], "_sha256": []}
DAYS = ["--groups", "day"]  # what the peer groups by
NO_PEER = 77


def lca(options, path, threads, *more):
    """A contender: the whole process, from its start to its end, with the most memory it held."""
    out = os.path.join(FOLDER, "out.json")
    command = [options.binary, "import", path, "--format", "json", "-o", out, "--threads", str(threads), *more]

    def run():
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        taken = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            sys.exit(f"failed with status {child.returncode}: {' '.join(command)}")
        return taken, {"rss_mib": [used.ru_maxrss / 1024]}

    return run


def both(options, path, threads, name, *more):
    return {name + suffix: lca(options, path, threads, *digest, *more) for suffix, digest in DIGESTS.items()}


class Logs:
    """Logs of the generator, kept in build/ for the next time; those of one use are removed after it."""

    def __init__(self, options):
        self.options = options
        self.generator = os.path.join(os.path.dirname(os.path.abspath(options.binary)), "bench", "lca_bench_log")
        os.makedirs(FOLDER, exist_ok=True)

    def make(self, kind, rows, variant=""):
        path = os.path.join(FOLDER, f"{variant or 'plain'}-{rows}.{kind}")
        if os.path.exists(path) and os.path.getmtime(path) > os.path.getmtime(self.generator):
            return path
        need = rows * ROW_BYTES[kind]
        if shutil.disk_usage(FOLDER).free < 2 * need:
            sys.exit(f"{need >> 20} MiB of disk, twice over, are needed for {path}; choose fewer --rows")
        print(f"making {os.path.relpath(path)}", flush=True)
        with open(path + ".part", "wb") as out:
            words = [self.generator, kind, str(rows), "1", *([variant] if variant else [])]
            subprocess.run(words, stdout=out, check=True)
        os.replace(path + ".part", path)
        return path


def have_peer():
    found = subprocess.run(["node", "-e", "require('@duckdb/node-api')"], stderr=subprocess.DEVNULL, check=False) \
        if shutil.which("node") else None
    return found is not None and found.returncode == 0


def duckdb(kind, path, threads, *more):
    return ["node", os.path.join(here, "peer.js"), kind, path, str(threads), *more]


def check(options, kind, path):
    """Ours and the peer's answer are the same; they are compared once for each log, with and without SIMD threads."""
    print(f"comparing the answers to {os.path.basename(path)}", flush=True)
    theirs = subprocess.run(duckdb(kind, path, 2, "answer"), stdout=subprocess.PIPE, text=True, check=True).stdout
    for threads in (1, 2):
        lca(options, path, threads, *DAYS)()
        with open(os.path.join(FOLDER, "out.json"), encoding="utf-8") as ours:
            answer.compare(json.load(ours), theirs)


def against_peer(options, kind, path, processors, peer):
    counts = [n for n in (1, 2) if n <= processors]
    commands = {}
    for n in counts:
        commands |= both(options, path, n, f"lca {n}", *DAYS)
        if peer:
            commands[f"duckdb {n}"] = duckdb(kind, path, n)
    megabytes = os.path.getsize(path) / 1e6
    times, rows = measure.rounds(commands, options.pairs, f"{kind}, {megabytes:.0f} MB, by threads")
    results = {}
    for n in counts:
        for suffix in DIGESTS:
            if peer:
                results[f"ingest_{kind}_{n}t_vs_duckdb{suffix}"] = \
                    measure.ratio(times, f"lca {n}{suffix}", [f"duckdb {n}"])
    if kind == "csv":
        if 2 in counts:
            for suffix in DIGESTS:
                results[f"ingest_2t_vs_1t{suffix}"] = \
                    measure.ratio(times, f"lca 2{suffix}", [f"lca 1{suffix}"])
        results["ingest_csv_rss_mib"] = max(rows[name]["rss_mib"][0] for name in rows if name.startswith("lca"))
    return results


def harder(options, logs, rows, plain, variant, name):
    """Time of a log that is harder to read / time of the plain one."""
    path = logs.make("csv", rows, variant)
    commands = both(options, plain, 1, "plain") | both(options, path, 1, variant)
    times, _ = measure.rounds(commands, options.pairs, f"{variant}, 1 thread")
    if not options.keep:
        os.remove(path)
    return {name + suffix: measure.ratio(times, "plain" + suffix, [variant + suffix]) for suffix in DIGESTS}


def feed(fifo, path):
    """The log GROWTH times over, its header once."""
    with open(fifo, "wb") as out:
        for i in range(GROWTH):
            with open(path, "rb") as log:
                if i > 0:
                    log.readline()
                shutil.copyfileobj(log, out, 1 << 18)


def growth(options, path):
    fifo = os.path.join(FOLDER, "fifo")
    if os.path.exists(fifo):
        os.remove(fifo)
    os.mkfifo(fifo)
    print(f"memory of {GROWTH} times the log through a FIFO", flush=True)
    _, once = lca(options, path, 2, "--no-digest")()
    feeder = threading.Thread(target=feed, args=(fifo, path), daemon=True)
    feeder.start()
    taken, often = lca(options, fifo, 2, "--no-digest")()
    feeder.join()
    os.remove(fifo)
    print(f"  once {once['rss_mib'][0]:.1f} MiB, {GROWTH} times {often['rss_mib'][0]:.1f} MiB in {taken:.1f} s")
    return {"ingest_rss_growth_100m": often["rss_mib"][0] / once["rss_mib"][0]}


def main():
    options = measure.arguments(
        __doc__,
        rows=(10_000_000, "rows of the CSV logs; a quarter of them in the JSONL log"),
        keep="keep the logs of one use, too",
        skip_growth="leave out ten times the log, which takes a while",
    )
    processors = len(os.sched_getaffinity(0))
    logs, peer, results = Logs(options), have_peer(), {}
    for kind, rows in (("csv", options.rows), ("jsonl", max(1, options.rows // 4))):
        path = logs.make(kind, rows)
        if peer:
            check(options, kind, path)
        results |= against_peer(options, kind, path, processors, peer)
    plain = logs.make("csv", options.rows)
    if not options.skip_growth:
        results |= growth(options, plain)
    for variant, name in (("unsorted", "unsorted"), ("quoted", "quoted"), ("models", "10k_models")):
        results |= harder(options, logs, options.rows, plain, variant, "ingest_" + name)
    for name, value in results.items():
        print(f"{name}: {value:.2f}")
    if processors < 2:
        print("one processor: no figures with two threads")
    if not peer:
        print("no DuckDB: no line ingest_*_vs_duckdb", file=sys.stderr)
        sys.exit(NO_PEER)


if __name__ == "__main__":
    main()
