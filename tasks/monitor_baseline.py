"""Logged answers of another form than the answers on the test examples: matches of a listing, say, not of a pair.

Their distribution was never seen in training. The first window that logs answers of that form is kept as what later
windows of the same champion are compared with.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from infra import digests
from infra.errors import RegistryError
from tasks import monitor_reference_file
from tasks.monitor_history import Window
from tasks.monitor_profiles import Profiled
from tasks.monitor_reference_file import Kept

if TYPE_CHECKING:
    from mlflow import MlflowClient

PLACE = "answers"
SHA256 = "bazaar.answers_sha256"


def form_of(columns: Iterable[str]) -> str:
    """What tells answers of two forms apart: their columns."""
    return ",".join(sorted(columns))


def write(files: Path, answers: Profiled) -> str:
    """Put a window's answers beside its report; the sha256 belongs into a tag."""
    out = files / PLACE
    out.mkdir()
    monitor_reference_file.write(out, Kept({}, answers, {}))
    return digests.of_directory(out)


def find(client: MlflowClient, known: Sequence[Window], form: str) -> tuple[Profiled, str] | None:
    """The answers of the first window that logged that form, and its label; None where this one is the first.

    Raises:
        RegistryError: They are not those that were kept.
    """
    import mlflow

    first = next((window for window in known if window.answers_form == form), None)
    if first is None:
        return None
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(mlflow.artifacts.download_artifacts(run_id=first.run_id, artifact_path=PLACE, dst_path=scratch))
        if digests.of_directory(place) != client.get_run(first.run_id).data.tags.get(SHA256):
            raise RegistryError(
                f"The answers of window {first.label} are not those that were kept (sha256 differs).",
                "Restore mlruns/ from a copy.",
            )
        return monitor_reference_file.read(place).answers, first.label
