"""Parameters of batch scoring: the section `score` of params.yaml, and what one run is asked for."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from pydantic import Field

from infra import environment
from infra.errors import SettingsError
from params.base import Section
from params.loading import load_section

DATE = "{date}"


class ScoreSettings(Section):
    """Section `score` of a use case: what holds where a run is not told otherwise."""

    input: str | None = Field(
        default=None, description="Requests that a scheduled run answers; `{date}` in it stands for the run's date."
    )
    output: str = Field(min_length=1, description="Root of the dated partitions, beside params.yaml unless absolute.")
    rows: int = Field(ge=1, le=10_000_000, description="Requests in memory at a time.")
    parallel: int = Field(ge=1, le=256, description="Parts that are answered at the same time, in threads.")
    encoding: str | None = Field(default=None, description="Of csv files that are not UTF-8: latin-1, cp1252.")
    request: dict[str, Any] = Field(default_factory=dict, description="Request parameters of the model, such as k.")
    mlflow_patience_seconds: float = Field(ge=0, description="How long an MLflow that is away is waited for.")


class ScoreParameters(Section):
    """Parameters of the flow `score`. What is left empty is as params.yaml says."""

    use_case: str = Field(description="Whose champion answers, product-matching for instance.")
    input: str | None = Field(
        default=None, description="Requests: a parquet or csv file, or a directory of parts (also hive partitions)."
    )
    output: str | None = Field(default=None, description="Root of the dated partitions.")
    date: datetime.date | None = Field(default=None, description="Date of the partition; today (UTC) if empty.")
    version: str | None = Field(
        default=None,
        pattern=r"^[0-9]+$",
        description="Model version that answers; the champion's at the start if empty.",
    )
    rows: int | None = Field(default=None, ge=1, le=10_000_000, description="Requests in memory at a time.")
    parallel: int | None = Field(default=None, ge=1, le=256, description="Parts answered at the same time.")
    encoding: str | None = Field(default=None, description="Of csv files that are not UTF-8: latin-1, cp1252.")
    request: dict[str, Any] | None = Field(default=None, description="Request parameters of the model, such as k.")


def settled(use_case: str, parameters: ScoreParameters) -> tuple[ScoreSettings, datetime.date]:
    """The parameters laid over params.yaml, addresses absolute, and the date of the partition.

    Args:
        use_case: Module name.
        parameters: What this run is asked for.

    Raises:
        SettingsError: params.yaml refuses, or names no input where the parameters name none.
    """
    asked = parameters.model_dump(include=set(ScoreSettings.model_fields), exclude_none=True)
    settings = load_section(ScoreSettings, use_case, "score").model_copy(update=asked)
    if settings.input is None:
        raise SettingsError(
            f"Nothing is named for {parameters.use_case} to answer.",
            f"Give --input, or set {use_case}.score.input in params.yaml.",
        )
    date = parameters.date or datetime.datetime.now(datetime.UTC).date()
    places = {
        "input": _absolute(settings.input.replace(DATE, date.isoformat())),
        "output": _absolute(settings.output),
    }
    return settings.model_copy(update=places), date


def _absolute(text: str) -> str:
    return str((environment.home() / Path(text).expanduser()).resolve())
