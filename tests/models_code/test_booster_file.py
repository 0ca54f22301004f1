"""Trees of a bundle: none, those that were kept, and those of other features."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import xgboost as xgb

from models.booster_file import booster_of

NAMES = ("first", "second")


@pytest.fixture
def trees(tmp_path: Path) -> Path:
    values = np.arange(20.0).reshape(10, 2)
    table = xgb.DMatrix(values, label=values[:, 0] > 8, feature_names=list(NAMES))
    xgb.train({"objective": "binary:logistic"}, table, 2).save_model(tmp_path / "trees.ubj")
    return tmp_path / "trees.ubj"


def test_a_bundle_without_trees_has_none(tmp_path: Path) -> None:
    assert booster_of(tmp_path / "trees.ubj", NAMES) is None


def test_trees_are_read_for_one_thread(trees: Path) -> None:
    booster = booster_of(trees, NAMES)
    assert booster is not None
    assert booster.num_boosted_rounds() == 2
    assert '"nthread":"1"' in booster.save_config().replace(" ", "")


def test_trees_of_other_features_are_refused(trees: Path) -> None:
    with pytest.raises(ValueError, match="this code makes"):
        booster_of(trees, NAMES[::-1])
