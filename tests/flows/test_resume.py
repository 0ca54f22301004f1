"""What a run finds damaged it makes again. Runs that are killed: `test_faults`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bazaar_command import LENIENT, SMALL, Bazaar


@pytest.fixture
def bazaar(bazaar_at: Callable[[Path], Bazaar], tmp_path: Path) -> Bazaar:
    return bazaar_at(tmp_path / "home")


def test_damaged_results_are_made_again(bazaar: Bazaar) -> None:
    command = ("run", "product-matching", *SMALL, *LENIENT)
    bazaar(*command)
    state = bazaar.home / ".bazaar"
    (examples,) = (state / "store" / "build").glob("*/content/train.parquet")
    whole = examples.read_bytes()
    examples.write_bytes(whole[:-100])
    (noted,) = (state / "store" / "validate").glob("*/reference.json")
    noted.write_bytes(noted.read_bytes()[:40])
    for result in (state / "results").iterdir():
        if result.is_file():
            result.write_bytes(result.read_bytes()[:40])
    said = bazaar(*command)
    lines = {line.split()[1]: line for line in said.splitlines() if line.startswith("✓")}
    found = {step for step, line in lines.items() if "found in the run store" in line}
    assert found >= {"ingest", "train"}
    assert not found & {"validate", "build"}
    assert examples.read_bytes() == whole
    assert set(bazaar.versions()) == {"1"}
