"""Amazon Beauty and Online Retail II keep the contract and become requests, where the data is there."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from contracts.recommendation import CONTRACT
from contracts.validation import validate_directory
from features.recommendation import FeaturesParameters, build
from sources import catalog

pytestmark = pytest.mark.real_data


def made(
    source: str, parameters: FeaturesParameters, folder: Path, data: Path, patch: pytest.MonkeyPatch
) -> dict[str, Any]:
    patch.setenv("BAZAAR_DATA", str(data))
    catalog.resolve("recommendation", source, folder / "in", cache=folder / "cache", seed=0, scale=1.0)
    report = validate_directory(CONTRACT, folder / "in", folder / "clean", today=date(2026, 1, 1))
    assert report.refusal is None
    assert all(table.rows_rejected == 0 for table in report.tables)
    return build(folder / "clean", folder / "examples", parameters)


def test_beauty_leaves_out_the_last_product_of_every_customer(
    bazaar_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = made("amazon-beauty", FeaturesParameters(max_requests=100_000), tmp_path, bazaar_data, monkeypatch)
    stated = catalog.source_named("recommendation", "amazon-beauty").rows
    assert (facts["events"], facts["products"], facts["test"]["requests"]) == (
        *(stated["events"], stated["products"], stated["customers"]),
    )
    assert (facts["split"], facts["events_twice"]) == ("leave_one_out", 0)
    lines = (tmp_path / "cache/recommendation/amazon-beauty/Beauty.txt").read_text(encoding="utf-8").splitlines()
    last = {line.split()[0]: line.split()[-1] for line in lines}
    examples = tmp_path / "examples"
    test = pd.read_parquet(examples / "test.parquet").merge(pd.read_parquet(examples / "relevant.parquet"))
    assert test.set_index("customer_id")["product_id"].to_dict() == last


def test_of_the_gift_shop_a_fifth_of_the_later_customers_are_new(
    bazaar_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parameters = FeaturesParameters(test_from=date(2011, 9, 1), asks="customer")
    facts = made("online-retail-ii", parameters, tmp_path, bazaar_data, monkeypatch)
    source = catalog.source_named("recommendation", "online-retail-ii")
    assert source.rows["invoice lines"] - sum(source.dropped.values()) == facts["events"]
    assert facts["customers_of_events"] == 5_852
    test = facts["test"]
    assert test["new_customer"] / test["requests"] == pytest.approx(0.21, abs=0.005)
    assert test["unseen"] / test["relevant"] == pytest.approx(0.097, abs=0.005)
