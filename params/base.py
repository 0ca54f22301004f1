"""What the parameters of all flows share."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from evaluation.gate_policy import GatePolicy


class Section(BaseModel):
    """A section of params.yaml: what it does not know, it refuses."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Profile(StrEnum):
    """How much of everything: `quick` walks the whole road on small settings, `full` is for real data."""

    QUICK = "quick"
    FULL = "full"


class SimulatorSettings(Section):
    """Size of the embedded marketplace."""

    seed: int = Field(ge=0, description="Seed of the simulated world; the same seed gives the same bytes.")
    scale: float = Field(gt=0, le=500, description="Size of the simulated world; 1 is about 20,000 listings.")


class EvaluationSettings(Section):
    """How sure and how costly the evaluation is."""

    resamples: int = Field(ge=100, le=100_000, description="Bootstrap resamples of an interval.")
    confidence: float = Field(gt=0.5, lt=1, description="Two-sided confidence of the intervals.")
    latency_requests: int = Field(ge=10, description="Single requests that are timed.")
    seed: int = Field(ge=0, description="Seed of the resamples.")


class FlowParameters(Section):
    """Parameters that every flow has."""

    source: str = Field(description="Where the tables come from: simulator, or a public data set by name.")
    data: str | None = Field(default=None, description="Directory of your own tables; takes the place of the source.")
    data_rev: str | None = Field(
        default=None,
        min_length=1,
        description="Git revision of the data to use: of `data`, or of the use case's DVC output where that is empty.",
    )
    as_of: date | None = Field(default=None, description="Use only what was known on this date.")
    encoding: str | None = Field(default=None, description="Of your csv files, where it is not UTF-8: latin-1, cp1252.")
    profile: Profile = Field(description="Profile of params.yaml these values started from; another changes no value.")
    simulator: SimulatorSettings
    max_rejected_share: float = Field(ge=0, le=1, description="Share of a table's rows that may be quarantined.")
    timeout_seconds: float = Field(
        gt=0, description="Training, evaluation and the fetching of data are each killed after this long."
    )
    mlflow_patience_seconds: float = Field(ge=0, description="How long an MLflow that is away is waited for.")
    promote: bool = Field(default=True, description="Whether the gate may promote; else it judges and says so.")
    gate: GatePolicy
    reason: str = Field(default="", max_length=1000, description="Why this run was started; kept with it.")
