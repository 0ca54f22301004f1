"""What a report and a model card are made from: facts of one judged run, as JSON values."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from evaluation.card_text import CardText
from evaluation.curves import Plot
from evaluation.gate import Check


class _Facts(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Verdict(_Facts):
    """What was decided, of which version, against which champion; `decided` is when, UTC."""

    promoted: bool
    reason: str
    checks: list[Check]
    champion_before: str | None
    decided: str


class Picture(_Facts):
    """What people are to look at; `png` is the file as base64."""

    name: str
    note: str
    png: str


class Measured(_Facts):
    """What was measured, each measure as `evaluation.measure.Measure.to_json` gives it.

    `comparison` holds the paired tests in gains, as `evaluate` writes them; None where there was no champion.
    """

    examples: int
    confidence: float
    statistics: tuple[str, ...]
    measures: dict[str, dict[str, Any]]
    champion_measures: dict[str, dict[str, Any]]
    comparison: dict[str, Any] | None
    valid: dict[str, float]
    plots: dict[str, list[Plot]]
    latency_ms: list[float]
    pictures: list[Picture] = []


class TableCounts(_Facts):
    """One table's rows, and of the rules that rows broke: rule, what it asks, how many broke it."""

    name: str
    read: int
    kept: int
    rejected: int
    broken: list[tuple[str, str, int]]


class DataFacts(_Facts):
    """Where the examples came from: `files` are name -> sha256, `splits` the counts that `build` told."""

    source: dict[str, Any]
    files: dict[str, str]
    dvc: dict[str, str]
    tables: list[TableCounts]
    splits: dict[str, Any]


class RunFacts(_Facts):
    """One judged run of a use case.

    Args:
        model: Registered name.
        summary: The use case in a sentence.
        places: What -> where it lies, for the reader who wants to look further.
        lineage: Digests and commits that tie the version to its bytes.
    """

    use_case: str
    model: str
    version: str
    summary: str
    registered: str
    verdict: Verdict
    policy: dict[str, Any]
    measured: Measured
    data: DataFacts
    card: CardText
    lineage: dict[str, str]
    places: dict[str, str]
