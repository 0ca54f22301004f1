"""When the simulated marketplace's rows became known: two years, seeded, some dates missing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from contracts.contract import Contract
from contracts.product_matching import CONTRACT, REQUEST
from sources.simulator import dates
from sources.simulator.mess import RATES
from sources.simulator.product_matching import write
from sources.simulator.streams import stream
from sources.simulator.world import World

FIRST, END = (pd.Timestamp(moment, tz="UTC") for moment in (dates.FIRST, dates.END))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    out = tmp_path_factory.mktemp("dated")
    write(out, seed=31, scale=1.2)
    return {path.stem: pd.read_parquet(path) for path in out.rglob("*.parquet")}


def test_dates_lie_in_two_years_and_more_come_as_the_marketplace_grows(written: dict[str, pd.DataFrame]) -> None:
    assert dates.DAYS == 731
    for table, name in (("listings", "listed_at"), ("clusters", "judged_at")):
        moments = written[table][name].dropna()
        assert str(moments.dtype) == "datetime64[us, UTC]"
        assert moments.min() >= FIRST
        assert moments.max() < END
        months = moments.groupby([moments.dt.year, moments.dt.month]).size()
        assert len(months) == 24
        assert months.iloc[12:].sum() > 1.4 * months.iloc[:12].sum()
        # Lags are cut off at the end of the two years, not heaped on it.
        assert months.iloc[-1] < months.iloc[12:-1].max() * 1.1


def test_some_dates_are_missing_at_their_rates(written: dict[str, pd.DataFrame]) -> None:
    listings, clusters = written["listings"], written["clusters"]
    assert listings.listed_at.isna().mean() == pytest.approx(RATES.silent_listed_at, abs=0.008)
    assert clusters.judged_at.isna().mean() == pytest.approx(RATES.silent_judged_at, abs=0.008)
    shares = listings.listed_at.isna().groupby(listings.seller).mean()[listings.seller.value_counts() > 100]
    assert shares.max() > 2 * shares.min()  # careless sellers leave out more


def test_a_label_follows_its_listing_and_an_offer_that_comes_again_comes_later(
    written: dict[str, pd.DataFrame],
) -> None:
    listings = written["listings"].dropna(subset=["listing_id"])
    first = listings.drop_duplicates("listing_id").set_index("listing_id").listed_at
    clusters = written["clusters"]
    lag = (clusters.set_index("listing_id").judged_at - first.reindex(clusters.listing_id)).dropna()
    assert (lag >= pd.Timedelta(0)).all()
    assert pd.Timedelta(days=5) < lag.median() < pd.Timedelta(days=20)
    again = listings[listings.duplicated("listing_id")].set_index("listing_id").listed_at
    before = first.reindex(again.index)
    assert (again.isna() == before.isna()).all()
    assert (again.dropna() >= before.dropna()).all()
    assert (again.dropna() > before.dropna()).mean() > 0.9


def test_offers_of_one_product_come_closer_in_time_than_those_of_others(written: dict[str, pd.DataFrame]) -> None:
    listings = written["listings"].merge(written["listings_truth"][["listing_id", "product_id"]], on="listing_id")
    days = (listings.listed_at - FIRST).dt.total_seconds() / 86_400
    within = days.groupby(listings.product_id).std().median()
    assert within < 0.5 * days.std()


def test_dates_are_seeded_and_a_listing_keeps_its_date_at_every_scale() -> None:
    small, large, other = (World(seed, scale).listings.to_pandas() for seed, scale in ((5, 0.1), (5, 1.2), (6, 0.1)))
    few = small.set_index("listing_id").listed_at
    pd.testing.assert_series_equal(large.set_index("listing_id").listed_at.loc[few.index], few)
    assert not set(few.dropna()) & set(other.listed_at.dropna())


def test_lags_are_exponential_where_there_is_room_and_end_with_the_two_years() -> None:
    rng = stream(1, "test of lags")
    lags = dates.days_later(rng, np.zeros(100_000), 10.0)
    assert lags.mean() == pytest.approx(10, rel=0.02)
    assert np.quantile(lags, 0.9) == pytest.approx(10 * np.log(10), rel=0.03)
    late = dates.days_later(rng, np.full(10_000, dates.DAYS - 1.0), 10.0)
    assert late.max() <= dates.DAYS
    assert late.mean() == pytest.approx(dates.DAYS - 0.5, abs=0.03)
    assert dates.times(np.array([0.0, dates.DAYS]))[1] == dates.END - np.timedelta64(1, "s")


def test_the_contract_dates_all_that_the_simulator_dates() -> None:
    assert isinstance(CONTRACT, Contract)
    assert {table.name: table.known_at for table in CONTRACT.tables} == {
        **{"listings": "listed_at", "pairs": "judged_at", "clusters": "judged_at"}
    }
    assert not [column.name for column in REQUEST.columns if "listed_at" in column.name]
