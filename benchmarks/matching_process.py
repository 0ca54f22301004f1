"""Parts of the matching benchmark, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.part_process import Benchmark, Json

USE_CASE = "product_matching"

ask = Benchmark(USE_CASE, "benchmarks.matching_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import flow_steps, matching_blocking, matching_peers, matching_twins

    found: dict[str, Callable[..., Any]] = {
        "prepare": flow_steps.prepare,
        "fit": flow_steps.fit,
        "evaluate": flow_steps.evaluate,
        "peers": matching_peers.measure,
        "blocking": matching_blocking.measure,
        "twins": matching_twins.measure,
    }
    return found
