"""What it costs to ask a champion: in process, over HTTP, while it is replaced, and in batches.

python -m benchmarks.serving [--use-case product-matching] [--home DIR] [--rounds 200] [--batch 100000] [--out FILE]

`--home` is a bazaar home with a champion; without it a small one is trained in a home that is removed at the end.
Requests are those of the champion's test split. One is asked at a time: of the bundle itself, of the pyfunc, of
`bazaar.client`, and of `bazaar serve` (MLflow's model server) over one connection that is kept open. The four take
turns, so that what else the machine does falls on all of them. Then a thread asks while the client swaps two versions
that hold the same bytes. Last, `--batch` requests are answered by `bazaar score`, the start of the command included, as
one file and as a partition of four parts.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import psutil

from infra import environment

BAZAAR = Path(sys.executable).with_name("bazaar")
ROWS = (1, 100)
SWAPS = 10
PARTS = 4
START_SECONDS = 300
SAMPLE_SECONDS = 0.05
Ask = Callable[[pd.DataFrame], object]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--use-case", default="product-matching")
    parser.add_argument("--home", type=Path)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--batch", type=int, default=100_000)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    with a_home(asked.home, asked.use_case) as home:
        requests = requests_of(home, asked.use_case)
        with asking_ways(asked.use_case) as ways:
            latencies = {rows: latency(ways, requests, rows, asked.rounds) for rows in ROWS}
        measured = {
            "latency_ms": latencies,
            "swap": swap(asked.use_case, requests),
            "batch": batches(home, asked.use_case, requests, asked.batch),
        }
    tell(measured)
    if asked.out is not None:
        asked.out.write_text(json.dumps(measured, indent=2) + "\n", encoding="utf-8")


@contextlib.contextmanager
def a_home(given: Path | None, use_case: str) -> Iterator[Path]:
    """The home of a champion, one trained for the purpose where none is given."""
    home = given or Path(tempfile.mkdtemp(prefix="bazaar-serving-"))
    for name in ("PREFECT_HOME", "PREFECT_LOCAL_STORAGE_PATH", "PREFECT_API_URL", "MLFLOW_TRACKING_URI"):
        os.environ.pop(name, None)
    os.environ["BAZAAR_HOME"] = str(home.resolve())
    environment.prepare()
    try:
        if given is None:
            shutil.copy(environment.REPOSITORY / "params.yaml", home)
            subprocess.run([BAZAAR, "run", use_case], check=True, stdout=subprocess.DEVNULL)
        yield home.resolve()
    finally:
        if given is None:
            shutil.rmtree(home)


def requests_of(home: Path, use_case: str) -> pd.DataFrame:
    """Requests of the newest test split in the run store."""
    from tasks import rooms

    room = rooms.module("evaluation", rooms.use_case_named(use_case))
    built = max((home / ".bazaar" / "store" / "build").iterdir(), key=lambda place: place.stat().st_mtime)
    requests: pd.DataFrame = room.request_columns(room.requests(built / "content"))
    return requests.reset_index(drop=True)


@contextlib.contextmanager
def asking_ways(use_case: str) -> Iterator[dict[str, Ask]]:
    """The ways to ask, by name; the model server runs inside the block."""
    from bazaar.client import Champion
    from infra import registry, tracking
    from models.serving import load_bundle

    client, name = tracking.open_client(), registry.model_name(use_case)
    version = str(registry.alias_version(client, name, registry.CHAMPION))
    bundle = load_bundle(registry.bundle_place(registry.checked_files(client, name, version)))
    pyfunc = registry.load(client, name, version)
    with Champion(use_case) as champion, served(use_case) as over_http:
        yield {
            "bundle": bundle.predict,
            "pyfunc": pyfunc.predict,
            "bazaar.client": champion.predict,
            "model server": over_http,
        }


@contextlib.contextmanager
def served(use_case: str) -> Iterator[Ask]:
    """`bazaar serve`, asked over one connection."""
    from infra.model_server import free_port

    port = free_port("127.0.0.1", 0)
    server = subprocess.Popen([BAZAAR, "serve", use_case, "--port", str(port)], stdout=subprocess.DEVNULL)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(request: pd.DataFrame) -> object:
        body = '{"dataframe_split": ' + request.to_json(orient="split", index=False) + "}"
        connection.request("POST", "/invocations", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        said = json.loads(answer.read())
        if answer.status != 200:
            raise RuntimeError(f"The model server answered {answer.status}: {said}")
        return pd.DataFrame(said["predictions"])

    try:
        _wait_until_open(connection, server)
        yield ask
    finally:
        connection.close()
        server.terminate()
        server.wait()


def _wait_until_open(connection: http.client.HTTPConnection, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            connection.connect()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The model server did not start.")


def latency(ways: dict[str, Ask], requests: pd.DataFrame, rows: int, rounds: int) -> dict[str, dict[str, float]]:
    """p50 and p99 of one request of so many rows, milliseconds, and the ratio of medians to the pyfunc's."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        request = requests.iloc[(np.arange(rows) + number * rows) % len(requests)].reset_index(drop=True)
        for name, ask in ways.items():
            start = time.perf_counter()
            ask(request)
            taken[name].append(1000 * (time.perf_counter() - start))
    # The first of each warms up.
    told = {name: _percentiles(values[1:]) for name, values in taken.items()}
    for values in told.values():
        values["times_pyfunc"] = values["p50"] / told["pyfunc"]["p50"]
    return told


def swap(use_case: str, requests: pd.DataFrame) -> dict[str, Any]:
    """Latency of single rows while the client loads and swaps, beside that while it does not."""
    from bazaar.client import Champion
    from infra import registry, tracking

    client, name = tracking.open_client(), registry.model_name(use_case)
    champion_version = str(registry.alias_version(client, name, registry.CHAMPION))
    record = client.get_model_version(name, champion_version)
    twin = client.create_model_version(name, record.source, record.run_id, tags=record.tags, model_id=record.model_id)
    pair = [str(twin.version), champion_version]
    client.set_registered_model_alias(name, "benchmarked", champion_version)
    quiet: list[float] = []
    swapping: list[float] = []
    seconds: list[float] = []
    state = {"to": quiet, "on": True}
    try:
        with Champion(use_case, alias="benchmarked", poll_seconds=None) as champion:

            def keep_asking() -> None:
                row = 0
                while state["on"]:
                    into: Any = state["to"]
                    start = time.perf_counter()
                    champion.predict(requests.iloc[[row % len(requests)]])
                    into.append(1000 * (time.perf_counter() - start))
                    row += 1

            asker = threading.Thread(target=keep_asking)
            asker.start()
            for number in range(SWAPS):
                time.sleep(1.0)
                client.set_registered_model_alias(name, "benchmarked", pair[number % 2])
                state["to"] = swapping
                start = time.perf_counter()
                champion.refresh()
                seconds.append(time.perf_counter() - start)
                state["to"] = quiet
            state["on"] = False
            asker.join()
    finally:
        client.delete_registered_model_alias(name, "benchmarked")
        client.delete_model_version(name, pair[0])
    return {
        "refresh_seconds": statistics.median(seconds),
        "quiet_ms": {**_percentiles(quiet), "worst": max(quiet)},
        "swapping_ms": {**_percentiles(swapping), "worst": max(swapping)},
    }


def batches(home: Path, use_case: str, requests: pd.DataFrame, rows: int) -> dict[str, dict[str, float]]:
    """Requests a second and peak memory of both forms of `bazaar score`, start of the command included."""
    scratch = Path(tempfile.mkdtemp(dir=home, prefix="batch-"))
    try:
        (scratch / "parts").mkdir()
        for part, taken in enumerate(np.array_split(np.arange(rows) % len(requests), PARTS)):
            requests.iloc[taken].to_parquet(scratch / "parts" / f"part-{part}.parquet", index=False)
        ask = [str(BAZAAR), "score", use_case, "--input", str(scratch / "parts")]
        return {
            "one file": _process([*ask, "--output", str(scratch / "answers.parquet")], rows),
            "partition, its own temporary Prefect": _process([*ask, "--to", str(scratch / "out")], rows),
        }
    finally:
        shutil.rmtree(scratch)


def _process(command: list[str], rows: int) -> dict[str, float]:
    start = time.perf_counter()
    process = psutil.Popen(command, stdout=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        with contextlib.suppress(psutil.Error):
            peak = max(peak, process.memory_info().rss)
        time.sleep(SAMPLE_SECONDS)
    seconds = time.perf_counter() - start
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}.")
    return {"seconds": seconds, "rows_per_second": rows / seconds, "peak_mb": peak / 2**20}


def _percentiles(values: list[float]) -> dict[str, float]:
    return {"p50": float(np.percentile(values, 50)), "p99": float(np.percentile(values, 99)), "n": len(values)}


def tell(measured: dict[str, Any]) -> None:
    """Print the measurements as tables."""
    for rows, ways in measured["latency_ms"].items():
        print(f"one request of {rows} rows" + " " * 12 + "p50 ms   p99 ms   times pyfunc")
        for name, values in ways.items():
            print(f"  {name:<28} {values['p50']:8.2f} {values['p99']:8.2f} {values['times_pyfunc']:10.2f}")
    swapped = measured["swap"]
    print(f"a swap takes {swapped['refresh_seconds']:.2f} s; single rows asked meanwhile, ms")
    for kind in ("quiet_ms", "swapping_ms"):
        values = swapped[kind]
        print(f"  {kind[:-3]:<28} p50 {values['p50']:.2f}  p99 {values['p99']:.2f}  worst {values['worst']:.2f}")
    for name, values in measured["batch"].items():
        print(
            f"{name:<38} {values['rows_per_second']:8,.0f} rows/s  {values['seconds']:6.1f} s  "
            f"peak {values['peak_mb']:,.0f} MB"
        )


if __name__ == "__main__":
    main()
