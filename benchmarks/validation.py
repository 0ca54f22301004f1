"""How fast a table of listings is read and validated, and in how much memory.

Usage: python benchmarks/validation.py [--rows 1000000] [--format parquet|csv|csv.gz] [--broken 0.01]
Writes made-up listings to a temporary directory, validates them in a process of its own, and prints rows per second
of reading alone, of streaming in batches and of the whole validation, each with the peak resident memory.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import multiprocessing.connection
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd


def make_listings(rows: int, broken: float, seed: int = 7) -> pd.DataFrame:
    """Listings of plausible width, a share of them with a negative price."""
    generator = np.random.default_rng(seed)
    words = np.array([f"word{number:04d}" for number in range(5_000)])
    picked = generator.integers(0, len(words), (rows, 20))
    columns = [words[picked[:, at]] for at in range(20)]
    cells = pd.DataFrame(dict(enumerate(columns)), dtype="str")
    title = cells[0].str.cat(cells[list(range(1, 7))], sep=" ")
    text = cells[7].str.cat(cells[list(range(8, 20))], sep=", ")
    price = generator.gamma(2.0, 50.0, rows).round(2)
    price[generator.random(rows) < broken] *= -1
    number = pd.Series(np.arange(rows)).astype("str")
    return pd.DataFrame(
        {
            "listing_id": number,
            "title": title,
            "description": text.where(generator.random(rows) < 0.7),
            "brand": pd.Series(columns[0], dtype="str").where(generator.random(rows) < 0.8),
            "price": price,
            "currency": "EUR",
            "attributes": '{"modelno": "' + number + '", "color": "red"}',
            "seller": pd.Series(generator.integers(0, 300, rows)).astype("str"),
        }
    )


def make_clusters(rows: int) -> pd.DataFrame:
    return pd.DataFrame({"listing_id": np.arange(rows), "product_id": np.arange(rows) // 3, "split": "train"})


def make_tables(directory: Path, rows: int, form: str, broken: float) -> None:
    for name, frame in (("listings", make_listings(rows, broken)), ("clusters", make_clusters(rows))):
        path = directory / f"{name}.{form}"
        if form == "parquet":
            frame.to_parquet(path)
        else:
            frame.to_csv(path, index=False)


def read(directory: Path) -> int:
    from contracts.product_matching import LISTINGS
    from contracts.reading import find_table, read_table

    return len(read_table(find_table(directory, "listings"), LISTINGS))


def stream(directory: Path) -> int:
    from contracts.product_matching import LISTINGS
    from contracts.reading import find_table, iter_batches

    return sum(len(frame) for frame in iter_batches(find_table(directory, "listings")[0], LISTINGS))


def validate(directory: Path) -> int:
    from contracts.product_matching import CONTRACT
    from contracts.validation import validate_directory

    with tempfile.TemporaryDirectory() as out:
        report = validate_directory(CONTRACT, directory, Path(out) / "validated")
    assert report.refusal is None, report.refusal
    return sum(table.rows_read for table in report.tables)


def measured(work: Callable[[Path], int], directory: Path) -> dict[str, float]:
    """Seconds, rows per second and peak memory (MiB, libraries included) of work in a fresh process."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(work, directory, sender))
    process.start()
    sender.close()
    result: dict[str, float] = receiver.recv()
    process.join()
    return result


def _run(work: Callable[[Path], int], directory: Path, sender: multiprocessing.connection.Connection) -> None:
    import contracts.validation  # noqa: F401 importing is not what is measured

    start = time.perf_counter()
    rows = work(directory)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sender.send({"rows": rows, "seconds": round(seconds, 2), "rows/s": round(rows / seconds), "peak MiB": round(peak)})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--format", choices=("parquet", "csv", "csv.gz"), default="parquet")
    parser.add_argument("--broken", type=float, default=0.01)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        directory = Path(temporary)
        # A child's peak begins at its parent's size, so the tables are made in a process that ends before.
        maker = multiprocessing.get_context("spawn").Process(
            target=make_tables, args=(directory, options.rows, options.format, options.broken)
        )
        maker.start()
        maker.join()
        for work in (read, stream, validate):
            print(json.dumps({"work": work.__name__, "format": options.format, **measured(work, directory)}))


if __name__ == "__main__":
    main()
