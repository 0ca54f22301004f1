"""Steps of learning: train teaches, valid chooses, calibrates and measures, then both teach what is served."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..odds import sigmoid
from ..steps import Steps
from . import order
from .as_unseen import as_unseen
from .choice import Choice
from .examples import Examples
from .forest import Forest
from .lessons import Lessons
from .looks import Looks
from .order import Order
from .outlook import Outlook
from .outlook_settings import OutlookSettings
from .pair_features import FALLING, RISING
from .probability import Probability
from .revenue import Revenue
from .scored import Fresh, no_fresh
from .tables import Tables
from .taught_splits import lessons_of_both, lessons_of_train, lessons_of_valid, teacher_of

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


def fit(data: Examples, settings: OutlookSettings, steps: Steps) -> Outlook:
    """Learn of train, choose and calibrate on valid, then learn of both.

    What is known of redemptions when valid begins is all that train is learnt with, and what is known when the test
    begins all that both are.

    Args:
        data: Train and valid.
        settings: All settings.
        steps: Told what is done.
    """
    with steps.step("reading deals and customers", 0.02, 0.06):
        teacher = teacher_of(data, settings)
        tables, log = teacher.tables, teacher.log
        rising = rising_of(tables)
    with steps.step("features of train", 0.06, 0.2) as told:
        lessons = lessons_of_train(teacher, told=told)
    with steps.step("features of valid", 0.2, 0.25) as told:
        valid = lessons_of_valid(teacher, told=told)
    with steps.step("growing trees", 0.25, 0.45):
        memory = tables.memory(log, log.until)
        looks = tables.looks(tables.deals, memory)
        mine = _choosing(data, valid, settings)
        made = Choice.made(lessons, valid.take(mine), looks, tables.sizes, rising, settings)
        choice = made.remade(valid, settings)
        metrics = made.measured(valid.take(~mine), choice.weight, settings.bins)
    with steps.step("features of train and valid", 0.45, 0.6) as told:
        both = lessons_of_both(teacher, lessons, told=told)
    with steps.step("growing trees of all", 0.6, 0.82):
        probability, revenue, last = _grown(both, choice, looks, tables, rising, settings)
    ranks = data.shown["rank"].to_numpy(dtype=np.float64, na_value=np.nan)
    counts = {"train_rows": len(lessons), "valid_rows": len(valid), "redeemed": int(both.label.sum())}
    return Outlook(
        tables,
        memory,
        probability.levelled_as(choice.probability, valid),
        revenue,
        last,
        teacher.timed,
        bool(np.isfinite(ranks).any()),
        fresh_of(valid, choice.probability),
        metrics,
        choice.facts | counts | {"timed": teacher.timed},
    )


def rising_of(tables: Tables) -> tuple[int, ...]:
    """For each feature whether more of it can only raise the chance (1), lower it (-1), or do either (0)."""
    return tuple(1 if name in RISING else -1 if name in FALLING else 0 for name in tables.names)


def _grown(
    both: Lessons,
    choice: Choice,
    looks: Looks,
    tables: Tables,
    rising: tuple[int, ...],
    settings: OutlookSettings,
) -> tuple[Probability, Revenue, Order]:
    """What is served, as it was chosen."""
    seed, threads, rounds = settings.seed, settings.threads, choice.rounds
    probability = Probability.fit(both, None, rising, settings.forest, seed, threads, rounds["probability"])
    ranker = Forest()
    if choice.weight:
        ranker = order.grown(both, rising, settings.order, seed, threads)
    trees = (settings.forest, seed, threads)
    revenue = Revenue.fit(both, looks, tables.sizes, settings.revenue, trees, rounds["revenue"])
    return probability, revenue, Order(ranker, choice.weight if ranker.booster is not None else 0.0)


def fresh_of(valid: Lessons, probability: Probability) -> Fresh:
    """Valid as if no offer had ever been shown."""
    if not len(valid):
        return no_fresh()
    features = valid.features.copy()
    as_unseen(features, np.arange(len(valid)))
    return Fresh(valid.deal, sigmoid(probability.logit(features)), valid.label, valid.weight)


def _choosing(data: Examples, valid: Lessons, settings: OutlookSettings) -> Truths:
    """Rows of valid of the customers that choices are made by."""
    customers, row = np.unique(data.requests["customer_id"].astype("str").to_numpy(), return_inverse=True)
    mine = np.random.default_rng(settings.seed + 1).random(len(customers)) < settings.choosing_share
    found: Truths = mine[row[valid.request]]
    return found
