"""build: from clean tables to train, valid and test examples."""

from __future__ import annotations

from pathlib import Path

from infra import digests
from infra.errors import DataError
from infra.run_store import Reference
from tasks import rooms, validate
from tasks.steps import Json, Run, step


def _settings(run: Run, _clean: Reference) -> Json:
    return {"features": run.parameters["features"]}


@step("build", packages=("features", "models.{use_case}", "models.*"), settings=_settings)
def build(out: Path, run: Run, clean: Reference) -> Json:
    """Write the examples. Facts: counts, and the sha256 of the frozen test split.

    Raises:
        DataError: The labels do not suffice for a train, a valid and a test split; where rows were set aside before,
            it says how many and why, since these may be what is missing.
    """
    parameters = rooms.module("params", run.use_case).Parameters.model_validate(run.parameters)
    try:
        facts = rooms.module("features", run.use_case).build(clean.directory, out, parameters.features.settings())
    except DataError as error:
        aside = validate.set_aside(clean)
        if not aside:
            raise
        raise DataError(f"{error.problem} Set aside before: {'. '.join(aside)}.", error.remedy) from error
    return {**facts, "test_sha256": digests.of_file(out / "test.parquet")}
