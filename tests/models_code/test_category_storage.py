"""What was fitted is what is served: no part is rounded on its way to the disk."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from category_shop import listings, write

from models.product_classification import centroids, examples, storage
from models.product_classification.answers import Answers
from models.product_classification.fitting import fit
from models.product_classification.leads import Leads
from models.product_classification.listing_text import prepare
from models.product_classification.parameters import ClassificationParameters
from models.steps import Steps


def vectors(frequency: npt.NDArray[np.float64], *_: object) -> npt.NDArray[np.float32]:
    """Any will do here, and MiniLM would be asked for all of its vocabulary."""
    return np.random.default_rng(5).standard_normal((len(frequency), 16)).astype(np.float32)


@pytest.mark.parametrize("neighbours", [False, True])
def test_a_loaded_model_answers_exactly_as_the_fitted_one(
    neighbours: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(centroids, "distilled", vectors)
    parts = []
    for per_leaf, seed, prefix in ((30, 0, "t"), (20, 1, "v")):
        frame, labels = listings(per_leaf, seed, prefix)
        second = labels[labels["leaf_id"] == "cases"].iloc[::2].assign(leaf_id=pd.array(["chargers"], dtype="str")[0])
        parts.append((frame, pd.concat([labels, second], ignore_index=True)))
    data = examples.read(write(tmp_path / "shop", *parts))
    chosen = ClassificationParameters.read(
        {"threads": 1, "rescoring": {"text": "static", "neighbours": neighbours, "rounds": 20}}
    )
    fitted = fit(data, chosen, Steps(lambda *_: None)).scorer
    features = fitted.stages.rescorer.features
    assert features is not None
    assert features.meaning is not None
    assert fitted.decisions.thresholds.several
    (tmp_path / "bundle").mkdir()
    storage.save(fitted, tmp_path / "bundle")
    loaded = storage.load(tmp_path / "bundle", chosen)
    texts = data.valid.listings.iloc[::2]
    first, second_time = (scorer.answers(texts, 5, 1) for scorer in (fitted, loaded))
    for one in fields(Answers):
        np.testing.assert_array_equal(getattr(first, one.name), getattr(second_time, one.name), one.name)
    # trees and probabilities hide small differences: what they are told is held equal too
    told = []
    for scorer in (fitted, loaded):
        stages, listing = scorer.stages, prepare(texts)
        matrix = stages.encoder.transform(listing)
        candidates = stages.linear.top(matrix, 5)
        assert stages.rescorer.features is not None
        _, table = stages.rescorer.features.judged(listing, matrix, candidates, Leads(np.inf, np.inf))
        told.append((matrix.data, candidates.scores, table, stages.rescorer.score(listing, matrix, candidates).scores))
    for before, after in zip(*told, strict=True):
        np.testing.assert_array_equal(before, after)
