"""How many deals run together, as training and as requests tell it."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from deal_shop import NOW, deals_table, ranker
from deal_stand_in import StandInScorer

from models.deal_ranking.deals import Deals
from models.deal_ranking.model import DealRanker
from models.deal_ranking.stored_deals import StoredDeals


@pytest.fixture
def model() -> DealRanker:
    """Of a shop whose plain and wide run in campaign K."""
    return ranker(campaigns={"plain": "K", "wide": "K"})


def told(model: DealRanker, monkeypatch: pytest.MonkeyPatch, *lists: list[object]) -> list[dict[str, float]]:
    """Deals of the campaigns of told objects, by request, as the scorer is told them."""
    seen: list[tuple[str, float]] = []
    looked_at = StandInScorer.looked_at

    def spy(self: StandInScorer, deals: Deals, together: np.ndarray) -> Deals:
        seen.extend(zip(deals.ids.tolist(), together.tolist(), strict=True))
        return looked_at(self, deals, together)

    monkeypatch.setattr(StandInScorer, "looked_at", spy)
    model.predict(pd.DataFrame({"time": [NOW] * len(lists), "deals": [json.dumps(one) for one in lists]}))
    cells = iter(seen)
    return [dict(next(cells) for entry in one if isinstance(entry, dict)) for one in lists]


def in_k(*names: str) -> list[object]:
    return [{"deal_id": name, "campaign_id": "K", "price": 5.0} for name in names]


def test_stored_and_told_deals_of_a_campaign_count_once_each(
    model: DealRanker, monkeypatch: pytest.MonkeyPatch
) -> None:
    (found,) = told(model, monkeypatch, [*in_k("n", "m", "plain"), "wide", {"deal_id": "x", "price": 1.0}])
    assert found["n"] == found["m"] == 4
    assert found["plain"] == 2, "a stored deal is what it was when it was learnt of"
    assert np.isnan(found["x"])


def test_other_lists_of_a_call_do_not_count(model: DealRanker, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = told(model, monkeypatch, in_k("n", "m"), [*in_k("n", "m", "o"), "bare"])
    assert first == {"n": 4, "m": 4}
    assert second == {"n": 5, "m": 5, "o": 5}


def test_training_counts_the_deals_of_its_table_and_later_ones_count_all() -> None:
    stored = StoredDeals.of(deals_table().assign(campaign_id=[*"KKK", *["L"] * 4, None]))
    assert stored.together(8).tolist() == pytest.approx([3, 3, 3, 4, 4, 4, 4, np.nan], nan_ok=True)
    more = stored.joined(StoredDeals.of(pd.DataFrame({"deal_id": ["n", "m"], "campaign_id": ["K", None]})))
    assert more.together(8).tolist()[:3] == [3, 3, 3]
    assert more.together(8).tolist()[8:] == pytest.approx([4, np.nan], nan_ok=True)
