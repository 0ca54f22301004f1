"""Trees of one block of horizon."""

from __future__ import annotations

import numpy as np

from models.demand_forecasting.boosters import Boosters
from models.demand_forecasting.core_settings import CoreSettings

_ROWS = 4_000


def test_quantiles_are_those_of_the_ratio_itself_though_its_logarithm_is_learnt() -> None:
    generator = np.random.default_rng(3)
    ratio = generator.lognormal(0.5, 1.0, _ROWS).astype(np.float32)
    features = generator.normal(size=(_ROWS, 3)).astype(np.float32)
    same = np.ones(_ROWS, dtype=np.float32)
    settings = CoreSettings.read({"quantiles": {"rounds": 60, "max_depth": 2}, "mean": {"rounds": 5}})

    _, quantiles = Boosters.fit(1, 4, features, ratio, same, same, settings).predict(features)

    shares = [float((ratio <= quantiles[:, place]).mean()) for place in range(3)]
    assert np.allclose(shares, [0.1, 0.5, 0.9], atol=0.03), shares
