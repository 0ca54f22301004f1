"""What the model would have been worth as a policy, from a log that says how probable each of its choices was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow.parquet as pq

from evaluation import ad_learner, ad_requests, asked_again, off_policy
from evaluation.ad_learner import Learner
from evaluation.ad_requests import AD, CUSTOMER, POSITION, TIME
from evaluation.measure import Measure
from evaluation.off_policy import Estimator, Log, Settings, Target

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

PROPENSITY: Final = "propensity"
AFTER_CLICK: Final = "conversion_after_click"
MEASURES: Final = ("policy_value_*", "policy_gain_*", "policy_effective_rows")
COMPARED: Final[tuple[Estimator, ...]] = ("snips", "dr")
_OF_THE_REQUEST: Final = (TIME, CUSTOMER, POSITION, AD)


def measures(
    model: Learner, examples: Path, table: pd.DataFrame, frozen: pd.DataFrame, settings: Mapping[str, Any]
) -> dict[str, Measure]:
    """Positives per impression of the ad that the model holds for the most probable, beside the log and the best ad.

    Every ad of the test is taken for one that could have been shown each time. Nothing is measured without logged
    propensities, where more ads compete than `max_actions`, or where the target is a conversion after a click: its rows
    are those that were clicked, which depends on the ad that was shown, so that the propensity is no longer the
    probability with which a row came to hold its ad, and no weight by it makes up for that.

    Args:
        model: What is evaluated; its probabilities are the estimates of `dr`, and never learnt from these rows.
        examples: Train and valid choose the one ad that would always be shown.
        table: Rows of `ad_requests.requests`.
        frozen: Outcomes of the same rows.
        settings: `max_actions`, `policy_rows`; `off_policy`; `resamples`, `confidence`, `seed`.
    """
    rows = _usable(table, int(settings["max_actions"]))
    if len(rows) == 0 or ad_requests.target_of(examples) == AFTER_CLICK:
        return {}
    rows = rows[asked_again.spread(len(rows), int(settings["policy_rows"]))]
    table, groups = table.iloc[rows].reset_index(drop=True), frozen["group"].iloc[rows].to_numpy(object)
    choices = Choices.of(model, table)
    log = Log(table["label"].to_numpy(np.float64), table[PROPENSITY].to_numpy(np.float64), groups, bounds=(0.0, 1.0))
    how = Settings(**{name: settings[name] for name in ("resamples", "confidence", "seed")}, **settings["off_policy"])
    best = best_ad(examples, choices.ads)
    return dict(_valued(log, choices, best, how))


@dataclass(frozen=True)
class Choices:
    """What could have been shown at each row of a log.

    Args:
        ads: Names of the k ads.
        shown: The one that was, (n,).
        probability: Of a positive for each, as the model sees it, (n, k).
    """

    ads: list[str]
    shown: Codes
    probability: Floats

    @classmethod
    def of(cls, model: Learner, table: pd.DataFrame) -> Choices:
        shown, ads = pd.factorize(table[AD], sort=True)
        with_ad = columns_of_the_ad(table)
        first = table.drop_duplicates(AD).set_index(AD)
        said = np.empty((len(table), len(ads)))
        for action, ad in enumerate(ads):
            other = {name: _filled(first[name].loc[[ad]], table.index) for name in with_ad}
            said[:, action] = ad_learner.probability(model, table.assign(**{AD: _named(ad, table[AD])}, **other))
        return cls([str(ad) for ad in ads], shown.astype(np.int64), said)

    def target(self, choice: Codes) -> Target:
        """The policy that shows `choice`, (n,), with certainty."""
        at = np.arange(len(self.shown))
        return Target(
            (choice == self.shown).astype(np.float64),
            estimate=self.probability[at, self.shown],
            expected=self.probability[at, choice],
        )


def columns_of_the_ad(table: pd.DataFrame) -> list[str]:
    """Features that have one value for each ad: another ad would have come with another one."""
    features = [name for name in ad_requests.request_columns(table.head(0)).columns if name not in _OF_THE_REQUEST]
    values = table[features].apply(lambda column: pd.factorize(column)[0])
    most = values.groupby(table[AD].to_numpy(object)).nunique().max()
    return [name for name in features if most[name] <= 1]


def best_ad(examples: Path, ads: list[str]) -> str | None:
    """Of these the one with the most positives per impression in train and valid, weighted by propensity."""
    wanted = [AD, "label", PROPENSITY]
    parts = [pd.read_parquet(path, columns=wanted) for split in ("train", "valid") if (path := _has(examples, split))]
    if not parts:
        return None
    log = pd.concat(parts)
    log = log[log[AD].isin(ads) & (log[PROPENSITY] > 0)]
    if log.empty:
        return None
    weight = 1 / log[PROPENSITY].astype("float64")
    sums = pd.DataFrame({"weight": weight, "found": weight * log["label"]}).groupby(log[AD].astype("str")).sum()
    return str((sums["found"] / sums["weight"]).idxmax())


def _valued(log: Log, choices: Choices, best: str | None, how: Settings) -> Iterator[tuple[str, Measure]]:
    greedy = choices.target(choices.probability.argmax(axis=1))
    nothing = np.zeros(len(log))
    # Of the log's own policy nothing has to be estimated: with estimates of 0 `dr` is what was found.
    logged = Target(log.propensity, estimate=nothing, expected=nothing)
    yield "policy_value_log", off_policy.value(log, logged, "ips", how).measure("positives per impression of the log")
    says = f"positives per impression had the most probable of {len(choices.ads)} ads been shown"
    for estimator, estimate in off_policy.values(log, greedy, how).items():
        yield f"policy_value_greedy_{estimator}", estimate.measure(f"{says}, by {estimator.upper()}.")
        if estimator == "ips":
            rows = f"rows of equal weight that say as much; the mean weight is {estimate.mean_weight:.3g}, 1 is meant"
            yield "policy_effective_rows", Measure(estimate.effective, n=estimate.rows, unit="rows", meaning=rows)
    others = {"log": (logged, "the log's")}
    if best is not None:
        always = choices.target(np.full(len(log), choices.ads.index(best)))
        others["best_ad"] = (always, f"that of {best} always, which was best in train and valid")
        for estimator, estimate in off_policy.values(log, always, how).items():
            yield f"policy_value_best_ad_{estimator}", estimate.measure(f"{best} always, by {estimator.upper()}.")
    for name, (other, whose) in others.items():
        for estimator in COMPARED:
            gain = off_policy.difference(log, greedy, other, estimator, how)
            yield f"policy_gain_over_{name}_{estimator}", gain.measure(f"less {whose}, by {estimator.upper()}.")


def _usable(table: pd.DataFrame, most: int) -> Codes:
    """Positions of rows with an ad and a propensity; none where they name too many ads, or one."""
    none = np.zeros(0, dtype=np.int64)
    if PROPENSITY not in table or AD not in table:
        return none
    usable = table[AD].notna() & table[PROPENSITY].between(0, 1, inclusive="right")
    competing = table.loc[usable, AD].nunique()
    return np.flatnonzero(usable.to_numpy()) if 2 <= competing <= most else none


def _named(ad: Any, like: pd.Series[Any]) -> pd.Series[Any]:
    return pd.Series(ad, index=like.index, dtype=like.dtype)


def _filled(one: pd.Series[Any], index: pd.Index[Any]) -> pd.Series[Any]:
    return pd.Series(one.iloc[0], index=index, dtype=one.dtype)


def _has(examples: Path, split: str) -> Path | None:
    path = examples / f"{split}.parquet"
    known = {AD, PROPENSITY} <= set(pq.read_schema(path).names) if path.is_file() else False
    return path if known else None
