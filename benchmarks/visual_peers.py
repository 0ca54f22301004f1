"""What colours and gradients by themselves are worth: the plain baselines that visual search has to beat."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.model_selection import GridSearchCV
from sklearn.svm import SVC

from evaluation.visual_asking import opened
from models.visual_search.descriptors import colours, gradients
from models.visual_search.fusion_settings import DescriptorSettings

Floats = npt.NDArray[np.float32]
Scores = Callable[[Floats], Floats]

SVM, NEAREST, SHELF = "colour + HOG SVM", "nearest by colour", "nearest catalogue picture by colour"
PEERS: Final = (SVM, NEAREST, SHELF)
_STRENGTHS: Final = (1.0, 10.0, 100.0)
_FOLDS: Final = 3


@dataclass(frozen=True)
class Peer:
    """A baseline that was fitted.

    Attributes:
        name: Of `PEERS`.
        products: (p,) ids.
        scores: Of photos' descriptors; (n, p).
        describe: Makes them.
        fit_seconds: Of fitting, descriptors included.
    """

    name: str
    products: list[str]
    scores: Scores
    describe: Callable[[list[Any]], Floats]
    fit_seconds: float

    def predict(self, frame: pd.DataFrame, most: int) -> pd.DataFrame:
        """Answers of the form that the model gives, of the whole picture."""
        told = self.scores(self.describe(frame["image"].tolist()))
        order = np.argsort(-told, axis=1, kind="stable")[:, :most]
        chance = np.exp(told - told.max(axis=1, keepdims=True))
        chance /= chance.sum(axis=1, keepdims=True)
        n, k = order.shape
        nowhere = dict.fromkeys(("left", "top", "right", "bottom", "box_score"), np.nan)
        return pd.DataFrame(
            {
                "request_id": np.repeat(frame["request_id"].astype("str").to_numpy(object), k),
                "box": 0,
                **nowhere,
                "rank": np.tile(np.arange(1, k + 1), n),
                "product_id": pd.Series(np.array(self.products, dtype=object)[order.ravel()], dtype="str"),
                "score": np.take_along_axis(told, order, axis=1).ravel().astype(np.float64),
                "confidence": np.take_along_axis(chance, order, axis=1).ravel().astype(np.float64),
                "reason": "",
            }
        )


def fitted(name: str, examples: Path) -> Peer:
    """Fit one of `PEERS` to photos of train and valid, or to the catalogue's pictures."""
    start = time.perf_counter()
    goods = pd.read_parquet(examples / "catalogue.parquet", columns=["product_id", "picture"])
    if name == SHELF:
        pictures, labels = goods["picture"].tolist(), goods["product_id"].astype("str").to_numpy(object)
    else:
        photos = pd.concat(
            pd.read_parquet(examples / f"{split}.parquet", columns=["picture", "product_ids"])
            for split in ("train", "valid")
        )
        photos = photos[photos["product_ids"].map(lambda cell: isinstance(cell, str) and len(json.loads(cell)) == 1)]
        pictures = photos["picture"].tolist()
        labels = photos["product_ids"].map(lambda cell: json.loads(cell)[0]).to_numpy(object)
    describe = _both if name == SVM else _colours
    known = describe(pictures)
    if name == SVM:
        search = GridSearchCV(SVC(), {"C": _STRENGTHS}, cv=_FOLDS, n_jobs=1).fit(known, labels)
        products = [str(one) for one in search.classes_]
        return Peer(name, products, search.decision_function, describe, time.perf_counter() - start)
    products = sorted(set(labels))
    return Peer(name, products, _nearest(known, labels, products), describe, time.perf_counter() - start)


def _nearest(known: Floats, labels: npt.NDArray[np.object_], products: list[str]) -> Scores:
    """The best cosine of each product's pictures."""

    def scores(asked: Floats) -> Floats:
        near = asked @ known.T
        return np.stack([near[:, labels == one].max(axis=1) for one in products], axis=1)

    return scores


def _colours(pictures: list[Any]) -> Floats:
    return colours(_pixels(pictures), DescriptorSettings())


def _both(pictures: list[Any]) -> Floats:
    pixels, settings = _pixels(pictures), DescriptorSettings()
    return np.hstack([colours(pixels, settings), gradients(pixels, settings)])


def _pixels(pictures: list[Any]) -> list[npt.NDArray[np.uint8]]:
    blank = np.full((8, 8, 3), 128, dtype=np.uint8)
    return [blank if (one := opened(data)) is None else np.asarray(one) for data in pictures]
