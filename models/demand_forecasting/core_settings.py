"""What the global model can be told."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self


@dataclass(frozen=True)
class MaskSettings:
    """What is taken out of a series' past, so that it does not echo in the forecast."""

    enabled: bool = True  # weeks of events, promotions and spikes are left out of lags and rolling statistics
    spike_ratio: float = 5.0  # a week is a spike above this many times the usual level of the series ..
    spike_units: float = 10.0  # .. and above that level by this many units
    spike_reach: int = 26  # weeks whose middle is the usual level
    spike_quantile: float = 0.75  # quantile of those weeks that stands for the usual level
    least_share: float = 0.1  # events and promotions that reach less of a sum's usual sales leave its week as it is
    least_stock: float = 0.5  # a week with less than this share of it in stock says nothing; others are scaled up


@dataclass(frozen=True)
class SeasonSettings:
    """Seasonal indices: all -> category -> kind -> region -> product, each shrunk to 1."""

    power: float = 1.0  # exponent of the index over all series; below 1 where one year is no guide to the next
    category_weeks: float = 4.0  # weeks of ordinary sales that weigh against a category's own season
    kinds: int = 60  # clusters of product texts that share a season; 0: none
    kind_weeks: float = 1.0
    region_weeks: float = 4.0
    product_weeks: float = 4.0
    evidence: float = 20.0  # orders (units without them) that weigh against an own season as well
    cap: float = 4.0  # weeks above this many times a series' level count as much as that
    least: float = 0.1  # bounds of an index
    most: float = 8.0
    as_of_step: int = 13  # weeks between the points in time of which training knows own seasons


@dataclass(frozen=True)
class EventSettings:
    """Uplift of events, shrunk product -> category -> all."""

    around: int = 6  # weeks before and after an event that say what would have been sold without it
    category_weeks: float = 4.0  # series-weeks that weigh against a category's own uplift
    product_weeks: float = 12.0
    phases: int = 4  # weeks of a long event that are told apart, counted from its end; 1: none
    rounds: int = 3  # in which events that share weeks are told apart
    farthest: int = 8  # weeks to or since an event beyond which the distance does not matter
    most: float = 20.0  # bound of an uplift


@dataclass(frozen=True)
class TreeSettings:
    """Gradient-boosted trees of one target."""

    rounds: int = 100
    max_depth: int = 6
    learning_rate: float = 0.08
    subsample: float = 0.7
    column_share: float = 0.5
    min_child_weight: float = 100.0
    l2: float = 1.0
    weight_power: float = 1.0  # weight of a row = its usual sales to this power


@dataclass(frozen=True)
class CoreSettings:
    """All of it."""

    seed: int = 7
    threads: int = 2
    horizon: int = 52
    blocks: tuple[int, ...] = (4, 13, 26, 52)  # last week of each block of horizon; every block has its own trees
    origin_step: int = 2  # weeks between the origins that training forecasts from
    least_history: int = 8  # weeks of the panel before the first origin
    memory: int = 104  # weeks of the past that a feature may look back
    max_train_rows: int = 800_000
    steps_per_block: int = 4  # target weeks that a training series has of each block at one origin
    draw_power: float = 0.5  # a series is drawn for training with a chance that grows with its sales to this power
    cold_share: float = 0.1  # series at their first week, as a share of those drawn, that stand for new products
    cold_origins: int = 24  # further weeks at which series begin that training forecasts them from, the busiest ones
    cold_limit: float = 3.0  # times the launch curve beyond which trees are not believed of a product without history
    launch_every: int = 4  # of so many origins of training, one asks the launch curves, which takes most of the time
    chunk: int = 4096  # series whose features are in memory at once
    level_shares: dict[str, float] = field(
        default_factory=lambda: {
            "series": 1.0,
            "product": 1.0,
            "region": 0.1,
            "category": 0.2,
            "country": 0.1,
            "total": 0.05,
        }
    )  # weight of a level's rows in training, all of them together
    scale_weeks: int = 26  # weeks whose mean is the usual level of a series
    least_scale: float = 0.1  # units a week
    young: int = 26  # weeks of history below which the launch curve is a feature
    max_bins: int = 128
    variance_power: float = 1.5  # of the Tweedie distribution (Jorgensen 1987): 1 Poisson, 2 gamma
    mask: MaskSettings = field(default_factory=MaskSettings)
    season: SeasonSettings = field(default_factory=SeasonSettings)
    events: EventSettings = field(default_factory=EventSettings)
    mean: TreeSettings = field(default_factory=TreeSettings)
    quantiles: TreeSettings = field(default_factory=TreeSettings)

    @classmethod
    def read(cls, given: dict[str, Any]) -> Self:
        """Settings from a nested dict; what is not given keeps its default.

        Raises:
            ValueError: A name is not known.
        """
        default = cls()
        known = {one.name for one in fields(cls)}
        if unknown := sorted(set(given) - known):
            raise ValueError(f"unknown settings {unknown}; known are {sorted(known)}.")
        parts = {
            "mask": MaskSettings,
            "season": SeasonSettings,
            "events": EventSettings,
            "mean": TreeSettings,
            "quantiles": TreeSettings,
        }
        values: dict[str, Any] = dict(given)
        for name, kind in parts.items():
            if isinstance(values.get(name), dict):
                values[name] = kind(**{**asdict(getattr(default, name)), **values[name]})
        if "blocks" in values:
            values["blocks"] = tuple(values["blocks"])
        return cls(**values)

    def as_dict(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {**asdict(self), "blocks": list(self.blocks)}
