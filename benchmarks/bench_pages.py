"""The pages that are written from results of benchmarks."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from benchmarks import benchmark_page, challenge_page
from benchmarks.bench_champions import CHAMPION
from benchmarks.bench_results import Result
from benchmarks.registry import everything

PAGES: Final = {"benchmarks.md": benchmark_page.page, "challenges.md": challenge_page.page}


def written(folder: Path, docs: Path) -> list[Path]:
    """Write all pages from the results of all use cases. Returns the files.

    Args:
        folder: Of results.
        docs: Folder of pages, made where it is absent.

    Raises:
        DataError: A file is no result.
    """
    known, results = everything(), kept(folder)
    docs.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (docs / name).write_text(page(known, results), encoding="utf-8")
    return [docs / name for name in PAGES]


def kept(folder: Path) -> dict[tuple[str, str], Result]:
    """All results by use case and name of the run.

    Raises:
        DataError: A file is no result.
    """
    named = ((of.use_case, name) for of in everything() for name in (*(one.name for one in of.benchmarks), CHAMPION))
    found = {key: Result.read(folder, *key) for key in named}
    return {key: result for key, result in found.items() if result is not None}
