"""A policy over Hillstrom's e-mails, learnt by our click model, that never saw whom it is asked about."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from features.splits import unit_hash
from models.ad_click import AdClickModel, train
from models.bundle import open_checked

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

SOURCE: Final = "hillstrom"
NUMERIC: Final = ("recency", "history")
OUTCOMES: Final = ("click", "conversion", "spend", "propensity")
DEVELOPMENT: Final = 0.3  # share of the customers on whom recipes were tried
FOLDS: Final = 5
VALID: Final = 0.2  # share of what is learnt from that the model is calibrated on
SEEDS: Final = {"development": 0, "folds": 1, "valid": 2}  # of the hashes of customers
# The e-mail together with each thing that is known of a customer: what the choice turns on. Few bins, more passes and a
# stronger pull to 0 than the defaults, which are for logs a thousand times as long; settled on the 30 %.
SETTINGS: Final[dict[str, Any]] = {
    "fields": {"crosses": [["ad", "*"]], "bins": 8},
    "ftrl": {"alpha": 0.05, "l2": 30.0},
    "past": {"epochs": 5},
}


@dataclass(frozen=True)
class Judged:
    """Customers with what was learnt without them.

    Attributes:
        customers: As the source gives them, n rows.
        arms: The e-mails.
        visits: Probability of a visit after each e-mail, shape (n, arms).
        spend: Spend to be expected after each e-mail, shape (n, arms).
    """

    customers: pd.DataFrame
    arms: tuple[str, ...]
    visits: Floats
    spend: Floats

    @property
    def sent(self) -> Numbers:
        """Place of the e-mail that was sent, shape (n,)."""
        return pd.Categorical(self.customers["ad"], self.arms).codes.astype(np.int64)

    @property
    def chosen(self) -> Numbers:
        """Place of the e-mail with the largest spend to be expected, shape (n,)."""
        return self.spend.argmax(axis=1).astype(np.int64)


def read(cache: Path) -> pd.DataFrame:
    """All customers."""
    from sources.catalog import source_named

    with TemporaryDirectory() as folder:
        source_named("ad_click", SOURCE).write(Path(folder), cache)
        return pd.read_parquet(Path(folder) / "impressions.parquet")


def parts(customers: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Customers on whom recipes may be tried, and those who are looked at once."""
    tried = unit_hash(customers["impression_id"], SEEDS["development"]) < DEVELOPMENT
    return customers[tried].reset_index(drop=True), customers[~tried].reset_index(drop=True)


def cross_fitted(judged: pd.DataFrame, always: pd.DataFrame) -> Judged:
    """Judge customers by models that did not see them: each fifth by what the others and `always` tell."""
    arms = tuple(sorted(judged["ad"].unique()))
    fold = (unit_hash(judged["impression_id"], SEEDS["folds"]) * FOLDS).astype(np.int64)
    visits, money = np.empty((len(judged), len(arms))), np.empty((len(judged), len(arms)))
    for held in range(FOLDS):
        learnt = pd.concat([judged[fold != held], always], ignore_index=True)
        asked = judged[fold == held]
        visits[fold == held] = _visits(learnt, asked, arms)
        money[fold == held] = _spend_a_visit(learnt, arms)
    return Judged(judged, arms, visits, visits * money)


def _visits(learnt: pd.DataFrame, asked: pd.DataFrame, arms: tuple[str, ...]) -> Floats:
    with TemporaryDirectory() as folder:
        _write(learnt, Path(folder) / "examples")
        train(Path(folder) / "examples", SETTINGS, Path(folder) / "bundle", lambda _step, _share: None)
        model = AdClickModel.load(open_checked(Path(folder) / "bundle"))
    requests = [_typed(asked).assign(ad=pd.array([arm] * len(asked), dtype="str")) for arm in arms]
    return np.stack([model.predict(request)["probability"].to_numpy(np.float64) for request in requests], axis=1)


def _spend_a_visit(learnt: pd.DataFrame, arms: tuple[str, ...]) -> Floats:
    sums = learnt.groupby("ad")[["spend", "click"]].sum()
    return np.array([sums.loc[arm, "spend"] / sums.loc[arm, "click"] for arm in arms], dtype=np.float64)


def _write(learnt: pd.DataFrame, folder: Path) -> None:
    folder.mkdir(parents=True)
    examples = _typed(learnt).assign(
        example_id=learnt["impression_id"],
        label=learnt["click"].astype("int8"),
        **{name: learnt[name] for name in OUTCOMES},
    )
    valid = unit_hash(learnt["impression_id"], SEEDS["valid"]) < VALID
    split = {"train": examples[~valid], "valid": examples[valid]}
    facts: dict[str, Any] = {
        "target": "click",
        "timed": False,
        "columns": {"categorical": [*_categorical(learnt)], "numeric": [*NUMERIC]},
        "train_end": None,
        "valid_end": None,
    }
    for name, rows in split.items():
        rows.to_parquet(folder / f"{name}.parquet", index=False)
        facts[name] = {"rows": len(rows), "positives": int(rows["label"].sum())}
    (folder / "facts.json").write_text(json.dumps(facts), encoding="utf-8")


def _categorical(customers: pd.DataFrame) -> list[str]:
    return ["ad", *(name for name in customers if name not in ("impression_id", "ad", *OUTCOMES, *NUMERIC))]


def _typed(customers: pd.DataFrame) -> pd.DataFrame:
    texts = {name: customers[name].astype("str") for name in _categorical(customers)}
    return pd.DataFrame({**texts, **{name: customers[name].astype("float64") for name in NUMERIC}})
