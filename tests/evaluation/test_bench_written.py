"""The pages in the tree are those that the results in the tree make."""

from __future__ import annotations

from pathlib import Path

from benchmarks import bench
from benchmarks.bench_pages import PAGES
from benchmarks.bench_results import default_folder
from infra.environment import REPOSITORY


def test_pages_are_what_the_results_say(tmp_path: Path) -> None:
    assert bench.main(["--pages", "--results", str(default_folder()), "--docs", str(tmp_path)]) == 0
    for name in PAGES:
        written = (REPOSITORY / "docs" / name).read_text(encoding="utf-8")
        assert written == (tmp_path / name).read_text(encoding="utf-8"), "write them again: bazaar bench --pages"
