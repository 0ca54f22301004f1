"""What a step's key hangs on: the code that use cases share is part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from infra import digests
from tasks.build import build
from tasks.evaluate import evaluate_against
from tasks.steps import Run
from tasks.train import train

SETTINGS: dict[str, Any] = {"features": {}, "models": {}, "evaluation": {}}
GATE = {"primary": "share", "confidence": 0.95, "resamples": 10, "max_loss": {}, "max_metric_loss": {}}
RUN = Run("deal_ranking", {**SETTINGS, "gate": GATE})
STEPS: list[tuple[Any, tuple[str | None, ...]]] = [
    (build, ("clean",)),
    (train, ("examples",)),
    (evaluate_against, ("examples", "bundle", None)),
]


@pytest.fixture
def change(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Gives a file of models another digest."""
    before = digests.of_file

    def change(name: str) -> None:
        def of_file(path: Path) -> str:
            return "changed" if path.as_posix().endswith(f"models/{name}") else before(path)

        monkeypatch.setattr(digests, "of_file", of_file)
        digests.of_source.cache_clear()

    digests.of_source.cache_clear()
    yield change
    digests.of_source.cache_clear()


@pytest.mark.parametrize(("run_step", "inputs"), STEPS)
@pytest.mark.parametrize(
    ("changed", "again"),
    [("minilm.py", True), ("deal_ranking/model.py", True), ("question_answering/model.py", False)],
)
def test_a_step_runs_again_where_a_piece_changes_that_it_may_use(
    run_step: Any, inputs: tuple[str | None, ...], changed: str, again: bool, change: Callable[[str], None]
) -> None:
    assert Path("models", changed).is_file()
    key = run_step.step.key(RUN, *inputs)
    change(changed)
    assert (run_step.step.key(RUN, *inputs) != key) == again
