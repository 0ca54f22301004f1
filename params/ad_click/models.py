"""How the probability of a click is learnt."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from params.base import Section
from params.calibration import Calibration

Clicks = Annotated[float, Field(gt=0, le=1e9)]


class Lookup(Section):
    """What of an impression is looked up."""

    crosses: tuple[tuple[str, ...], ...] = Field(
        description="Columns whose values are looked up together, as far as they are there; `*` is any column. "
        "time.hour and time.weekday count as columns."
    )
    bins: int = Field(ge=2, le=1_024, description="Bins of a number for the logistic regression.")
    first_rows: int = Field(ge=100, le=10_000_000, description="Rows that bins are learnt from.")


class Table(Section):
    """The hashed table that all values share."""

    bits: int = Field(ge=12, le=28, description="Most slots, as a power of 2; a slot is 32 bytes.")
    age_bits: int = Field(ge=8, le=26, description="Most slots of the times at which ads were first seen, likewise.")
    slots_per_row: int = Field(ge=1, le=64, description="Slots for each row of train, up to that.")
    megabytes: int = Field(
        ge=1,
        le=1_000_000,
        description="MiB that the tables of folds may take which are learnt at once where there are no times, beside "
        "the one that is kept; at least one fold is. Fewer at once take longer and give the same.",
    )
    chunk: int = Field(ge=256, le=1_000_000, description="Impressions in memory at once.")


class Ftrl(Section):
    """Logistic regression, learnt online."""

    alpha: float = Field(gt=0, le=10, description="Learning rate, times beta, of a value that was never seen.")
    beta: float = Field(gt=0, le=1_000, description="What the rate begins with, in squared gradients to `power`.")
    power: float = Field(
        ge=0.5, le=1, description="How fast the rate falls: 0.5 for a moving target, 1 for a still one."
    )
    l1: float = Field(ge=0, le=1_000, description="Pulls weights to exactly 0.")
    l2: float = Field(ge=0, le=1_000, description="Pulls weights towards 0.")
    batch: int = Field(ge=1, le=65_536, description="Impressions that are learnt from at once.")


class Counts(Section):
    """Counts and rates of values."""

    smoothing: float = Field(gt=0, le=10_000, description="Expected positives that weigh against a value's own.")
    half_life: float = Field(ge=0, le=1e12, description="Impressions after which one counts half; 0: never.")
    limit: float = Field(ge=0, le=1e12, description="Impressions beyond which trees do not tell counts apart.")
    age_limit: float = Field(gt=0, le=36_500, description="Days beyond which they do not tell ages of ads apart.")
    grain: float = Field(ge=0.001, le=2, description="Log odds closer than that are one to the trees.")


class Past(Section):
    """How training rows are kept from seeing their own labels."""

    burn_in: float = Field(ge=0, le=0.9, description="Share of the rows, the earliest, that only fill the tables.")
    blank: float = Field(ge=0, le=0.5, description="Share of the values, numbers too, that the trees are not shown.")
    folds: int = Field(ge=2, le=50, description="Of a table without times: each is encoded by the others.")
    tree_folds: int = Field(ge=2, le=50, description="Likewise, by which its trees are calibrated.")
    epochs: int = Field(ge=1, le=50, description="Passes of the logistic regression over a table without times.")


class Trees(Section):
    """Boosted trees over the encodings."""

    enabled: bool = Field(description="Grow them; else the logistic regression answers alone.")
    rounds: int = Field(ge=1, le=10_000, description="Most trees.")
    patience: int = Field(ge=1, le=1_000, description="Trees without gain on later rows after which growing ends.")
    stop_share: float = Field(gt=0, lt=0.9, description="Share of the rows, the later ones, that tell when to end.")
    bags: int = Field(
        ge=1, le=50, description="Times that they are grown, each with other draws; answers are averaged."
    )
    max_depth: int = Field(ge=1, le=16, description="Depth of a tree.")
    learning_rate: float = Field(gt=0, le=1, description="Shrinkage of a tree.")
    subsample: float = Field(gt=0, le=1, description="Share of rows a tree.")
    column_share: float = Field(gt=0, le=1, description="Share of features a tree.")
    min_child_weight: float = Field(ge=0, le=10_000, description="Least curvature of a leaf, in units of p (1 - p).")
    l2: float = Field(ge=0, le=10_000, description="L2 penalty on leaf values.")
    max_bins: int = Field(ge=8, le=1_024, description="Bins of a feature.")
    start: Literal["auto", "logit", "rate"] = Field(
        description="What trees add to: log odds of the logistic regression, of the base rate, or the better of them."
    )
    negative_share: float = Field(gt=0, le=1, description="Share of negatives that is kept.")
    max_rows: int = Field(
        ge=1_000,
        le=100_000_000,
        description="Most rows; of more, negatives are thinned further, and positives where they alone are over half.",
    )


class Posterior(Section):
    """How unsure the model is of an ad, which is what exploring is for."""

    fields: tuple[str, ...] = Field(description="Columns whose weights may be wrong.")
    precision: float = Field(gt=0, le=10_000, description="Inverse variance of the weight of what was never seen.")


class Policies(Section):
    """How much policies explore, where a request does not say."""

    epsilon: float = Field(ge=0, le=1, description="Share of requests that epsilon-greedy shows any candidate in.")
    thompson_scale: float = Field(ge=0, le=100, description="Thompson's deviations over those of the posterior.")
    ucb_width: float = Field(ge=0, le=100, description="Deviations of an upper bound above the mean.")


class DriftFollowing(Section):
    """How fast a base rate that moves is followed by updates."""

    memories: tuple[Clicks, ...] = Field(
        min_length=1, description="Clicks after which the past weighs 1/e; several are averaged by what they foretold."
    )
    evidence_memory: float = Field(gt=0, le=1e9, description="Clicks after which evidence for a memory weighs 1/e.")
    overall_weight: float = Field(gt=0, le=1e9, description="Clicks that weigh against the overall offset.")
    segment_memory: float = Field(gt=0, le=1e9, description="Clicks of a segment after which its past weighs 1/e.")
    segment_weight: float = Field(gt=0, le=1e9, description="Clicks that weigh against a segment's offset.")
    most_segments: int = Field(
        ge=1,
        le=10_000_000,
        description="Segments that are followed; of more, those are given up that least is known of.",
    )
    step_clicks: float = Field(gt=0, le=1e9, description="New impressions are taken in by parts of so many clicks.")


class Models(Section):
    """The model and what surrounds it."""

    seed: int = Field(ge=0, le=2**31, description="Seed of training.")
    threads: int = Field(ge=1, le=64, description="Threads of training; a bid is scored by one.")
    blend_steps: int = Field(ge=1, le=1_000, description="Weights of the trees, from 0 to 1, that are tried on valid.")
    blend_clicks: float = Field(ge=0, le=1e9, description="Clicks of valid that weigh against the trees' weight.")
    segment: str = Field(description="Column whose values are calibrated each; where it is not there, all together.")
    tolerance_seconds: float = Field(
        ge=0, le=31_536_000, description="How far before the latest learnt impression those of an update may lie."
    )
    fields: Lookup
    table: Table
    ftrl: Ftrl
    counts: Counts
    past: Past
    trees: Trees
    posterior: Posterior
    calibration: Calibration
    policies: Policies
    drift: DriftFollowing

    def settings(self) -> dict[str, Any]:
        """As the room `models` takes them."""
        return self.model_dump(mode="json")
