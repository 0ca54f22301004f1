"""Our model in the benchmark, and the matrix that its trees see."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from benchmarks.ad_click_kdd_folds import Floats, Fold
from models.ad_click import AdClickModel, train
from models.ad_click.design import Features
from models.ad_click.learning import Learning, Table
from models.ad_click.parameters import AdClickParameters
from models.ad_click.request import of_frame
from models.ad_click.train import FACTS, TRAIN, VALID
from models.bundle import open_checked

# What differs from the defaults, which are for logs a thousand times as long; settled on the folds of seed 0.
SETTINGS: Final[dict[str, Any]] = {
    "fields": {"bins": 16, "crosses": [["depth", "position"]]},
    "ftrl": {"alpha": 0.05, "beta": 1.0, "power": 0.5},
    "past": {"folds": 10, "tree_folds": 3, "epochs": 2, "blank": 0.0},
    "trees": {
        "start": "rate",
        "bags": 3,
        "rounds": 500,
        "learning_rate": 0.05,
        "max_depth": 5,
        "column_share": 0.3,
        "min_child_weight": 3.0,
        "max_bins": 256,
    },
}


def by_ours(fold: Fold) -> Floats:
    """Our model: the flow's own training, and the question that a consumer asks."""
    bundle = fold.folder / "bundle"
    train(fold.folder, SETTINGS | {"threads": fold.threads}, bundle, lambda _step, _share: None)
    model = AdClickModel.load(open_checked(bundle))
    asked = fold.test[[*fold.categorical, *fold.numeric]]
    return model.predict(asked)["probability"].to_numpy(np.float64)


@dataclass(frozen=True)
class Encodings:
    """What our trees see.

    Attributes:
        train: Encoded out of fold, float32 (n, features), and its labels, float64 (n,).
        valid: Encoded by train.
        test: Encoded by train and valid.
    """

    train: tuple[Features, Floats]
    valid: tuple[Features, Floats]
    test: Features

    @classmethod
    def of(cls, fold: Fold) -> Encodings:
        """The encodings of a fold, by the steps of our own training."""
        # encodings do not depend on the trees, so one is enough
        chosen = AdClickParameters.read(SETTINGS | {"threads": fold.threads, "trees": {"rounds": 1}})
        facts = json.loads((fold.folder / FACTS).read_text(encoding="utf-8"))
        train, valid = (Table.of(fold.folder / name, facts, chosen.table.chunk) for name in (TRAIN, VALID))
        learning = Learning.begin(train, valid, chosen)
        learning.learn(lambda _share: None)
        learning.score(learning.trees())
        encoder = learning.encoder
        asked = of_frame(fold.test, encoder.keyer.fields.schema)
        test = encoder.features(asked, encoder.read(encoder.slots(encoder.keys(asked))))
        learnt, tried = ((features, label) for features, _, label in (part.joined() for part in learning.rows))
        return cls(learnt, tried, test)
