"""What training can be told."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..calibration import CalibrationSettings
from ..settings import TrainingParameters
from .design import CountSettings
from .drift import DriftSettings
from .ftrl import FtrlSettings
from .policies import PolicySettings
from .trees import TreeSettings


@dataclass(frozen=True)
class FieldSettings:
    """What of an impression is looked up."""

    crosses: tuple[tuple[str, ...], ...] = (
        ("placement", "position"),
        ("device", "position"),
        ("placement", "category"),
    )  # values that are looked up together; `*` is any column
    bins: int = 32  # bins of a number, as even as the first rows allow
    first_rows: int = 100_000  # rows that bins are learnt from


@dataclass(frozen=True)
class TableSettings:
    """The table that all values share."""

    bits: int = 24  # most slots, as a power of 2
    age_bits: int = 20  # most slots of the times at which ads were first seen, likewise
    slots_per_row: int = 4  # slots for each row of train, up to that
    megabytes: int = 1_024  # MiB of the tables of folds that are learnt at once, where there are no times; at least one
    chunk: int = 65_536  # impressions in memory at once


@dataclass(frozen=True)
class PastSettings:
    """How training rows are kept from seeing their own labels."""

    burn_in: float = 0.2  # share of the rows, the earliest, that only fill the tables; tables without times have none
    blank: float = 0.03  # share of the values that trees are shown as never seen, of numbers as missing
    folds: int = 10  # of a table without times: each is encoded by the others
    tree_folds: int = 4  # likewise, by which its trees are calibrated
    epochs: int = 1  # passes of the logistic regression over a table without times


@dataclass(frozen=True)
class PosteriorSettings:
    """How unsure the model is of an ad."""

    fields: tuple[str, ...] = ("ad", "campaign", "advertiser")  # whose weights may be wrong
    precision: float = 4.0  # inverse variance, in squared log odds, of a weight of which nothing was seen


def _shy() -> CalibrationSettings:
    """The stack is fitted by log loss, so what calibration has to correct is little, and valid's clicks are few."""
    return CalibrationSettings(overall_weight=300.0, segment_weight=300.0)


@dataclass(frozen=True)
class AdClickParameters(TrainingParameters):
    """All of it."""

    seed: int = 7
    threads: int = 2
    blend_steps: int = 10  # weights of the trees, from 0 to 1, that are tried on valid
    blend_clicks: float = 100.0  # clicks of valid that weigh against that weight, for the logistic regression alone
    segment: str = "placement"  # column whose values are calibrated each; where it is not there, all together
    tolerance_seconds: float = 3600.0  # how far behind what was learnt an update may begin
    fields: FieldSettings = field(default_factory=FieldSettings)
    table: TableSettings = field(default_factory=TableSettings)
    ftrl: FtrlSettings = field(default_factory=FtrlSettings)
    counts: CountSettings = field(default_factory=CountSettings)
    past: PastSettings = field(default_factory=PastSettings)
    trees: TreeSettings = field(default_factory=TreeSettings)
    posterior: PosteriorSettings = field(default_factory=PosteriorSettings)
    calibration: CalibrationSettings = field(default_factory=_shy)
    policies: PolicySettings = field(default_factory=PolicySettings)
    drift: DriftSettings = field(default_factory=DriftSettings)
