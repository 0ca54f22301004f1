"""How a champion is monitored: the section `monitor` of params.yaml, and the parameters of the flow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import Field, model_validator

from params import loading
from params.base import Section, SimulatorSettings

SECTION = "monitor"
# What a run is asked for, beside how it judges.
OF_THE_RUN = ("as_of", "encoding", "predictions", "window", "retrain")


class Thresholds(Section):
    """How large a change has to be, besides being beyond chance."""

    number: float = Field(default=0.2, gt=0, le=1, description="Numbers, lengths: distance of the distributions.")
    value: float = Field(default=0.2, gt=0, le=1, description="Values: Jensen-Shannon distance, 0 same to 1 disjoint.")
    words: float = Field(default=0.35, gt=0, le=1, description="Frequent words and keys: Jensen-Shannon distance.")
    unknown_words: float = Field(default=0.4, gt=0, le=1, description="Rise of the share of words new to training.")
    missing: float = Field(default=0.1, gt=0, le=1, description="Change of the share of missing cells.")
    rejected: float = Field(default=0.05, gt=0, le=1, description="Rise of the share of quarantined rows.")
    prediction: float = Field(default=0.25, gt=0, le=1, description="Answers: distance of their distributions.")
    performance: float = Field(
        default=0.02, ge=0, description="How far below the registered interval the primary metric may fall."
    )


class MonitorSettings(Section):
    """The section `monitor` of a use case: when a window is out, and when that is a reason to train again."""

    thresholds: Thresholds = Field(default=Thresholds(), description="Sizes of change.")
    alpha: float = Field(
        default=0.01, gt=0, lt=0.5, description="False discovery rate over everything compared in a window."
    )
    min_rows: int = Field(default=100, ge=10, le=1_000_000, description="On fewer rows nothing is concluded.")
    max_drifted: int = Field(default=0, ge=0, le=1_000, description="Drifted comparisons that a window may hold.")
    ignore: tuple[str, ...] = Field(
        default=(), description="Columns that are not compared, as table.column; of the answers, answers.column."
    )
    max_rows: int = Field(
        default=50_000, ge=1_000, le=10_000_000, description="Rows of a table looked at; of more, a sample by hash."
    )
    max_values: int = Field(default=50, ge=2, le=1_000, description="A text column with fewer values is a category.")
    frequent: int = Field(default=50, ge=5, le=1_000, description="Frequent words and keys compared one by one.")
    frequent_share: float = Field(
        default=0.02, ge=0, lt=1, description="Share of training's rows that a frequent word or key is in."
    )
    vocabulary: int = Field(default=20_000, ge=100, le=1_000_000, description="Words of training that are kept.")
    max_labelled_rows: int = Field(
        default=100_000, ge=100, description="Of larger tables no examples are made: performance is not measured."
    )
    k: int = Field(default=2, ge=1, le=100, description="Windows out that lead to training again.")
    n: int = Field(default=3, ge=1, le=100, description="Of the last so many windows.")

    @model_validator(mode="after")
    def _k_of_n(self) -> MonitorSettings:
        if self.k > self.n:
            raise ValueError(f"k = {self.k} windows cannot be out of n = {self.n}")
        return self


class MonitorParameters(Section):
    """Parameters of the flow `monitor`."""

    use_case: str = Field(description="Whose champion: product-matching, say.")
    data: str | None = Field(default=None, description="Directory of the new tables.")
    source: str | None = Field(
        default=None, description="A named source in its place; the use case's own where neither is given."
    )
    as_of: date | None = Field(default=None, description="Use only what was known on this date.")
    encoding: str | None = Field(default=None, description="Of your csv files, where it is not UTF-8: latin-1, cp1252.")
    simulator: SimulatorSettings | None = Field(
        default=None, description="Of the simulated marketplace, where it is not the use case's own."
    )
    predictions: str | None = Field(
        default=None, description="What `bazaar score` wrote: a file, or a directory of parts."
    )
    window: str | None = Field(
        default=None,
        max_length=100,
        pattern=r"^[\w][\w .:+-]*$",
        description="Name of the window: the as-of date, else today, where none is given.",
    )
    retrain: bool = Field(default=True, description="Train again when the windows say so; else only tell.")
    settings: MonitorSettings | None = Field(
        default=None, description="In place of the section `monitor` of params.yaml."
    )

    @model_validator(mode="after")
    def _one_source(self) -> MonitorParameters:
        if self.data is not None and self.source is not None:
            raise ValueError("data and source are both given; choose one")
        return self


def load(
    use_case: str, changes: Mapping[str, Any], settings: Iterable[str] = (), path: Path | None = None
) -> MonitorParameters:
    """Parameters of one monitor run from params.yaml and the command line.

    Args:
        use_case: Module name.
        changes: Values of `MonitorParameters`; None stands for not given.
        settings: `key=value`; a key of the section `monitor`, or `simulator.seed`, `simulator.scale`.
        path: Another params.yaml.

    Raises:
        SettingsError: A key is unknown (with the nearest known one), or a value is out of bounds.
    """
    section = loading.read_section(use_case, SECTION, path)
    values: dict[str, Any] = {
        "use_case": use_case,
        **{name: value for name, value in changes.items() if value is not None},
    }
    own: list[str] = []
    simulated: list[str] = []
    for setting in settings:
        (simulated if setting.partition(".")[0].strip() == "simulator" else own).append(setting)
    values["settings"] = loading.with_settings(MonitorSettings, section, own)
    if simulated:
        shared = loading.read_section(use_case, "shared", path).get("simulator") or {}
        values = loading.with_settings(MonitorParameters, {**values, "simulator": dict(shared)}, simulated)
    return loading.check(MonitorParameters, values, "params.yaml or --set")
