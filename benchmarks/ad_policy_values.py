"""Off-policy values from the logs that policies wrote, beside what the policies valued would truly have earned."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from benchmarks.ad_policy_learners import Floats, Lived, Start, scored_of
from evaluation.off_policy import Log, Settings, Target, values
from models.ad_click import AdClickModel
from models.ad_click.policies.policy import best
from models.bundle import open_checked

ROWS: Final = 40_000  # of a log, the first ones
_SETTINGS: Final = Settings(resamples=300, confidence=0.95, seed=0)

Json = dict[str, Any]


def valued(seed: int, logger: str, lived: Lived, begun: Start) -> list[Json]:
    """Values of two policies that nothing in the log was chosen for, by every estimator.

    One shows any candidate; the other is greedy on the model as it was at the start, which serves as the reward model
    of dm and dr too, as it learnt from none of the rows.

    Returns:
        A row for each policy and estimator: the estimate, its interval, and `truth`, the mean over the same requests of
        the true click probability under the policy.
    """
    model = AdClickModel.load(open_checked(begun.bundle))
    shares: dict[str, list[Floats]] = {"uniform": [], "start's greedy": []}
    guesses, truths = [], []
    rows = 0
    for slates, truth in zip(lived.batches, lived.truth, strict=True):
        guess = scored_of(model, slates).probability
        shares["uniform"].append(np.full(guess.shape, 1 / guess.shape[1]))
        shares["start's greedy"].append(np.stack([best(row) for row in guess]))
        guesses.append(guess)
        truths.append(truth)
        rows += len(guess)
        if rows >= ROWS:
            break
    guess, truth, every = np.concatenate(guesses), np.concatenate(truths), np.arange(rows)
    place = lived.place[:rows]
    log = Log(lived.click[:rows].astype(np.float64), lived.propensity[:rows], bounds=(0.0, 1.0))
    found = []
    for name, parts in shares.items():
        share = np.concatenate(parts)
        target = Target(share[every, place], guess[every, place], (share * guess).sum(axis=1))
        right = float((share * truth).sum(axis=1).mean())
        for estimator, one in values(log, target, _SETTINGS).items():
            found.append(
                {
                    "seed": seed,
                    "log": logger,
                    "policy": name,
                    "estimator": estimator,
                    "truth": right,
                    "value": one.value,
                    "low": one.low,
                    "high": one.high,
                    "effective": one.effective,
                    "interval": one.interval,
                    "rows": rows,
                }
            )
    return found
