"""Parts of the benchmark of the index of visual search by size."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from rich.console import Console

from benchmarks.visual_scale_indexes import INDEXES, PACKAGES
from benchmarks.visual_scale_report import AT, shown, verdicts
from benchmarks.visual_scale_vectors import made_up, nearest, recall
from models.visual_search.index import PictureIndex
from models.visual_search.index_settings import IndexSettings

DATA = made_up(2_000, 32, 40, seed=1)


def test_photos_are_nearest_to_look_alikes_and_the_same_seed_gives_the_same() -> None:
    again = made_up(2_000, 32, 40, seed=1)
    np.testing.assert_array_equal(DATA.entries, again.entries)
    np.testing.assert_array_equal(DATA.asked, again.asked)
    np.testing.assert_allclose(np.linalg.norm(DATA.entries, axis=1), 1.0, atol=1e-5)
    best = (DATA.asked @ DATA.entries.T).max(axis=1)
    assert 0.6 < best.mean() < 0.99


def test_all_are_compared_in_lots_as_at_once() -> None:
    true = np.argsort(-(DATA.asked @ DATA.entries.T), axis=1)[:, :10]
    assert recall(nearest(DATA.entries, DATA.asked, 10), true) == 1.0
    assert recall(true[:, :5], true) == 0.5


@pytest.mark.parametrize("name", [one for one in INDEXES if one not in PACKAGES])
def test_an_index_that_looks_further_finds_more(name: str) -> None:
    built = INDEXES[name](DATA.entries, 1, 1, IndexSettings())
    true = nearest(DATA.entries, DATA.asked, 10)
    found = []
    for effort in (built.efforts[0], built.efforts[-1]) if built.efforts else (0,):
        built.look(effort)
        found.append(recall(np.stack([built.search(one, 10) for one in DATA.asked]), true))
    assert found == sorted(found)
    assert found[-1] > 0.9
    assert built.size() > 2_000 * 32


def test_ours_is_asked_for_as_many_as_an_answer_looks_up(monkeypatch: pytest.MonkeyPatch) -> None:
    built = INDEXES["ours"](DATA.entries, 1, 1, IndexSettings(found=70))
    counts: list[int] = []
    original = PictureIndex.search

    def listening(self: PictureIndex, vectors: Any, k: int, **how: Any) -> Any:
        counts.append(k)
        return original(self, vectors, k, **how)

    monkeypatch.setattr(PictureIndex, "search", listening)
    assert built.search(DATA.asked[0], 10).tolist() == nearest(DATA.entries, DATA.asked[:1], 10)[0].tolist()
    assert counts == [70]


def record(name: str, **told: Any) -> dict[str, Any]:
    usual = {
        "name": name, "entries": AT, "recall": 0.96, "effort": None, "p50_ms": 2.0, "p99_ms": 4.0, "per_second": 400.0,
        "build_seconds": 60.0, "vectors_per_second": 16_000.0, "memory_mb": 200.0, "size_mb": 150.0,
    }  # fmt: skip
    return usual | told


def test_targets_are_met_or_missed_and_a_peer_that_finds_less_is_none() -> None:
    peers = [record("found less", recall=0.5, p50_ms=0.1), record("slower", p50_ms=3.0, effort=64)]
    said = verdicts([record("ours", memory_mb=301.0), *peers])
    assert [line.split(":")[0] for line in said] == ["met", "met", "MISSED", "met"]
    assert "beside slower" in said[-1]
    assert "no target is met or missed" in verdicts([record("ours", entries=10)])[0]


def test_the_report_has_a_line_an_index() -> None:
    out = io.StringIO()
    found = {"indexes": [record("ours"), record("other", effort=64)], "absent": ["third"], "dimensions": 8, "aim": 0.95}
    Console(file=out, width=200).print(shown(found))
    text = out.getvalue()
    assert "as it is" in text
    assert "not installed: third" in text
