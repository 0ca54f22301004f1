"""Drift: a verdict on everything that is compared together.

Two conditions, both needed. The test has to reject after Benjamini and Hochberg's correction over everything that is
tested together: then chance alone explains it rarely. And the change has to reach a threshold in the units of the
signal: a million rows reject on changes that matter to nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from scipy import stats

from evaluation.two_samples import Comparison

DRIFTED: Final = "drifted"
STEADY: Final = "steady"
TOO_FEW: Final = "too few"
NOT_COMPARED: Final = "not compared"


@dataclass(frozen=True)
class Finding:
    """One comparison and what it came to; `p_adjusted` is set when all that are tested together are known."""

    table: str
    column: str
    signal: str
    test: Comparison | None
    threshold: float
    state: str
    p_adjusted: float | None = None
    note: str = ""
    picture: Mapping[str, Any] | None = None

    @property
    def where(self) -> str:
        return ".".join(part for part in (self.table, self.column) if part)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def judged(findings: Sequence[Finding], *, alpha: float, min_rows: int) -> list[Finding]:
    """Verdicts on all that is tested together: the false discovery rate is held at `alpha` (Benjamini, Hochberg, 1995).

    Args:
        findings: With `state` empty where the test is to decide.
        alpha: Expected share of false alarms among the alarms.
        min_rows: Comparisons that rest on fewer, on either side, are told as too few and not judged.
    """
    told = [_enough(finding, min_rows) for finding in findings]
    open_ones = [at for at, finding in enumerate(told) if not finding.state and finding.test is not None]
    p_values = [finding.test.p_value for at in open_ones if (finding := told[at]).test is not None]
    adjusted = stats.false_discovery_control(p_values) if p_values else []
    for at, p_adjusted in zip(open_ones, adjusted, strict=True):
        told[at] = _verdict(told[at], float(p_adjusted), alpha)
    return told


def _enough(finding: Finding, min_rows: int) -> Finding:
    if finding.state or finding.test is None:
        return finding
    for rows, whose in ((finding.test.n_new, "the new data"), (finding.test.n_reference, "the reference")):
        if rows < min_rows:
            return replace(finding, state=TOO_FEW, note=f"{rows:,} rows of {whose}, {min_rows:,} are asked for")
    return finding


def _verdict(finding: Finding, p_adjusted: float, alpha: float) -> Finding:
    effect = 0.0 if finding.test is None else finding.test.effect
    drifted = p_adjusted <= alpha and effect >= finding.threshold
    return replace(finding, p_adjusted=p_adjusted, state=DRIFTED if drifted else STEADY)
