"""What a model costs to open: seconds, and bytes that are kept."""

from __future__ import annotations

import time
from pathlib import Path

from evaluation import cost


def test_opening_costs_the_seconds_it_takes() -> None:
    def load() -> str:
        time.sleep(0.05)
        return "model"

    model, found = cost.opened(load)
    assert model == "model"
    assert found["load_seconds"].value is not None
    assert found["load_seconds"].value >= 0.05


def test_a_bundle_is_as_large_as_its_files(tmp_path: Path) -> None:
    (tmp_path / "part").mkdir()
    for name, size in (("a", 1_500_000), ("part/b", 500_000)):
        (tmp_path / name).write_bytes(bytes(size))
    assert cost.size(tmp_path)["bundle_mb"].value == 2.0


def test_every_cost_is_declared(tmp_path: Path) -> None:
    found = {*cost.size(tmp_path), *cost.opened(lambda: None)[1], *cost.latency([1.0])}
    assert found <= set(cost.MEASURES)
