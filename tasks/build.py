"""build: from clean tables to train, valid and test examples."""

from __future__ import annotations

from pathlib import Path

from infra import digests
from infra.run_store import Reference
from tasks import rooms
from tasks.steps import Json, Run, step


def _settings(run: Run, _clean: Reference) -> Json:
    return {"features": run.parameters["features"]}


@step("build", packages=("features", "models.{use_case}"), settings=_settings)
def build(out: Path, run: Run, clean: Reference) -> Json:
    """Write the examples. Facts: counts, and the sha256 of the frozen test split.

    Raises:
        DataError: The labels do not suffice for a train, a valid and a test split.
    """
    parameters = rooms.module("params", run.use_case).Parameters.model_validate(run.parameters)
    facts = rooms.module("features", run.use_case).build(clean.directory, out, parameters.features.settings())
    return {**facts, "test_sha256": digests.of_file(out / "test.parquet")}
