"""Complete Journey keeps the contract and becomes requests, where the data is there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from contracts.deal_ranking import with_options
from contracts.validation import validate_directory
from features.deal_ranking import FeaturesParameters, build
from sources import catalog

pytestmark = pytest.mark.real_data


def test_all_households_of_a_campaign_were_sent_all_its_coupons(
    bazaar_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAZAAR_DATA", str(bazaar_data))
    source = catalog.source_named("deal_ranking", "complete-journey")
    catalog.resolve("deal_ranking", source.name, tmp_path / "in", cache=tmp_path / "cache", seed=0, scale=1.0)
    contract = with_options(source.contract_options)
    report = validate_directory(contract, tmp_path / "in", tmp_path / "clean", today=date(2026, 1, 1))
    assert report.refusal is None
    assert all(table.rows_rejected == 0 for table in report.tables)
    parameters = FeaturesParameters(split_by="start", valid_from=date(2017, 6, 28), test_from=date(2017, 9, 1))
    facts = build(tmp_path / "clean", tmp_path / "out", parameters)
    assert facts["deals"] == source.rows["coupons of campaigns"]
    assert facts["redemption_rows"] == source.rows["redemptions"]
    assert facts["exposure_rows"] == 800_199
    assert facts["redemptions_without_exposure"] == facts["redemptions_outside_their_deal"] == 0
    assert sum(facts[name]["requests"] for name in ("train", "valid", "test")) == source.rows["household-campaigns"]
    test = facts["test"]
    assert (test["shown"], test["redeemed"], test["requests_that_redeem"]) == (266_353, 873, 317)
    assert test["redeemed_of_new_offers"] / test["redeemed"] == pytest.approx(0.726, abs=0.001)
    shown = pd.read_parquet(tmp_path / "out" / "shown.parquet", columns=["split", "redeemed_at"])
    late = shown.loc[shown["split"] != "test", "redeemed_at"] >= pd.Timestamp(facts["test_from"])
    assert late.sum() > 0, "of campaign 13 some are redeemed in the test's time, and redeemed_at tells which"
