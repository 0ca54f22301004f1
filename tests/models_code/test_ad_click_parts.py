"""Hashing, fields, the logistic regression, encodings and cells of the click model."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from ad_click_examples import market, write

from models.ad_click import cells, table_cells
from models.ad_click.ages import Ages
from models.ad_click.batches import NO_TIME, Batch, Schema, prefix, stream
from models.ad_click.design import CountSettings, Design
from models.ad_click.encoder import Encoder
from models.ad_click.fields import Fields, clock
from models.ad_click.ftrl import Ftrl, FtrlSettings
from models.ad_click.hashing import MISSING, hash_text, hash_texts, uniform
from models.ad_click.parameters import AdClickParameters
from models.ad_click.stack import weighed
from models.ad_click.tree_rows import Thinning
from models.ad_click.trees import TreeSettings
from models.errors import InputError
from models.odds import log_odds, sigmoid

SCHEMA = Schema(("customer", "ad", "campaign", "advertiser", "placement", "position"), ("price",), True)


def test_hashes_are_those_that_a_bundle_was_written_with() -> None:
    # a change of these numbers makes every bundle forget all it has learnt
    assert hash_text("a1") == 2012317400386921887
    assert hash_texts(["a1", None, ""]).tolist() == [hash_text("a1"), MISSING, hash_text("")]
    assert len(set(hash_texts([str(one) for one in range(100_000)]).tolist())) == 100_000


def test_the_hash_of_a_position_is_even_and_its_own_for_each_seed() -> None:
    first, second = (uniform(np.arange(100_000), seed) for seed in (1, 2))
    np.testing.assert_allclose(np.histogram(first, 10, (0, 1))[0], 10_000, rtol=0.05)
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.02
    assert abs(np.corrcoef(first[:-1], first[1:])[0, 1]) < 0.02


def test_a_file_is_read_alike_in_chunks_of_any_size(tmp_path: Path) -> None:
    path = write(market(900).frame, tmp_path) / "train.parquet"
    whole = prefix(path, SCHEMA, 10_000)
    parts = list(stream(path, SCHEMA, 128))
    assert len(parts) > 3
    assert [part.first for part in parts] == np.cumsum([0, *(len(part) for part in parts[:-1])]).tolist()
    for name in ("values", "numbers", "time", "label"):
        np.testing.assert_array_equal(np.concatenate([getattr(part, name) for part in parts]), getattr(whole, name))
    assert np.isnan(whole.numbers[:, 0]).any()
    assert set(whole.numbers[:, 1]) == {1.0, 2.0, 3.0, 4.0}


def test_fields_tell_columns_apart_and_crosses_know_their_order() -> None:
    same = np.full((1, 6), hash_text("7"), dtype=np.uint64)
    batch = Batch(same, np.array([[2.0, 7.0, 0.0]]), np.array([NO_TIME]), np.empty(0))
    crosses = (("ad", "placement"), ("placement", "customer"), ("ad", "nothing"), ("placement", "ad"), ("ad", "*"))
    fields = Fields.fit(SCHEMA, batch, 4, crosses)
    keys = fields.keyer().keys(batch)[0]
    assert len(set(keys.tolist())) == len(fields.names)
    assert fields.crosses[:2] == (("ad", "placement"), ("placement", "customer"))
    # each pair once, whatever its order; those of columns that are not there are left out
    assert len({frozenset(cross) for cross in fields.crosses}) == len(fields.crosses) == 9
    again = Fields.from_json(fields.as_json())
    np.testing.assert_array_equal(again.keyer().keys(batch)[0], keys)


def test_the_clock_is_utc_and_a_missing_time_is_a_value() -> None:
    moment = int(datetime(2026, 3, 4, 5, 59, tzinfo=UTC).timestamp() * 1e6)  # a Wednesday
    hour, weekday = clock(np.array([moment, NO_TIME]))
    assert (hour.tolist(), weekday.tolist()) == ([5, 24], [2, 7])


@pytest.mark.parametrize(("power", "l1"), [(0.5, 0.0), (1.0, 0.0), (0.5, 0.05)])
def test_ftrl_one_by_one_is_the_published_algorithm(power: float, l1: float) -> None:
    rng = np.random.default_rng(0)
    slots, label = rng.integers(0, 6, (200, 2)), rng.integers(0, 2, 200).astype(float)
    slots[:, 1] += 6
    one = FtrlSettings(alpha=0.3, beta=1.0, power=power, l1=l1, l2=0.5, batch=1)
    model = Ftrl.new(12, -0.4, one)
    found = model.learn(slots, label)
    z, n = np.zeros(12), np.zeros(12)
    for row, (own, y) in enumerate(zip(slots, label, strict=True)):
        weight = np.zeros(2)
        for place, slot in enumerate(own):
            if abs(z[slot]) > l1:
                steep = (one.beta + n[slot] ** power) / one.alpha + one.l2
                weight[place] = -(z[slot] - np.sign(z[slot]) * l1) / steep
        logit = -0.4 + weight.sum()
        assert found[row] == pytest.approx(logit, abs=1e-12)
        gradient = 1 / (1 + np.exp(-logit)) - y
        for place, slot in enumerate(own):
            sigma = ((n[slot] + gradient**2) ** power - n[slot] ** power) / one.alpha
            z[slot] += gradient - sigma * weight[place]
            n[slot] += gradient**2


def test_what_something_else_explains_is_not_learnt_again() -> None:
    rng = np.random.default_rng(0)
    slots = rng.integers(0, 8, (4_000, 1))
    label = (rng.random(4_000) < sigmoid(np.full(4_000, 1.0))).astype(float)
    told, alone = Ftrl.new(8, 0.0, FtrlSettings()), Ftrl.new(8, 0.0, FtrlSettings())
    told.learn(slots, label, np.full(4_000, 1.0))
    alone.learn(slots, label)
    assert np.abs(told.logit(slots[:50])).max() < 0.25
    assert alone.logit(slots[:50]).min() > 0.7


def test_little_known_values_fall_back_to_what_they_are_part_of() -> None:
    batch = Batch(np.zeros((1, 6), np.uint64), np.full((1, 3), np.nan), np.array([NO_TIME]), np.empty(0))
    design = Design.of(Fields.fit(SCHEMA, batch, 4, (("ad", "placement"),)), CountSettings(smoothing=4))
    place = {name: position for position, name in enumerate(design.fields.names)}
    seen = np.full((1, len(place)), 0.0)
    positive = seen.copy()
    for name, impressions, clicks in (("", 1e6, 1e4), ("advertiser", 1e5, 4e3), ("placement", 1e5, 2e3)):
        seen[0, place[name]], positive[0, place[name]] = impressions, clicks
    odds = design.log_odds(seen, positive)[0]
    base, advertiser, placement = (float(log_odds(rate)) for rate in (0.01, 0.04, 0.02))
    assert odds[place["advertiser"]] == pytest.approx(advertiser, abs=0.01)
    assert odds[place["campaign"]] == odds[place["ad"]] == odds[place["advertiser"]]
    assert odds[place["customer"]] == pytest.approx(base, abs=0.01)
    assert odds[place["ad x placement"]] == pytest.approx(advertiser + placement - base, abs=0.02)
    seen[0, place["ad"]], positive[0, place["ad"]] = 1e5, 1e4
    assert design.log_odds(seen, positive)[0, place["ad"]] == pytest.approx(float(log_odds(0.1)), abs=0.01)


def test_an_ad_is_as_old_as_its_first_impression() -> None:
    day = 86_400_000_000
    values = np.zeros((4, 6), dtype=np.uint64)
    values[:, 1] = [11, 12, 11, 11]
    batch = Batch(values, np.zeros((4, 3)), np.array([5, 6, 8, 0]) * day, np.empty(0))
    batch.time[3] = NO_TIME
    ages = Ages.new(10)
    assert ages.of(batch, SCHEMA)[0] == 0
    ages.see(batch, SCHEMA)
    np.testing.assert_array_equal(ages.of(batch, SCHEMA), [0, 0, 3, np.nan])


def test_there_is_no_age_of_an_ad_where_there_is_no_ad() -> None:
    assert Schema(("customer", "ad"), ("price",), True).numbers == ("price", "ad.age")
    assert Schema(("customer", "placement"), ("price",), True).numbers == ("price",)
    assert Schema(("ad",), (), False).numbers == ()
    assert Schema(("customer", "placement"), ("price",), True).required == "customer"


def test_negatives_are_thinned_to_what_there_is_room_for() -> None:
    rng = np.random.default_rng(0)
    label = (rng.random(50_000) < 0.1).astype(float)
    batch = Batch(np.zeros((50_000, 0), np.uint64), np.zeros((50_000, 0)), np.zeros(50_000, np.int64), label)
    thinning = Thinning.of(50_000, label.sum(), TreeSettings(max_rows=20_000), seed=3)
    rows = thinning.chosen(batch, 0)
    assert len(rows) == pytest.approx(20_000, rel=0.02)
    assert label[rows].sum() == label.sum()
    assert thinning.relative == pytest.approx((20_000 - label.sum()) / (50_000 - label.sum()))
    assert (thinning.chosen(batch, 40_000) >= 40_000).all()


def test_all_rows_are_kept_only_where_no_class_is_thinned() -> None:
    room = TreeSettings(max_rows=1_000)
    assert Thinning.of(800, 600, room, seed=3).none
    assert Thinning.of(10_000, 5_000, room, seed=3).relative == 1
    assert not Thinning.of(10_000, 5_000, room, seed=3).none
    assert Thinning.of(10_000, 8_000, room, seed=3).relative == pytest.approx(4)


def test_a_million_values_fit_into_a_table_of_any_size() -> None:
    rng = np.random.default_rng(0)
    schema = Schema(("ad",), (), False)
    chosen = AdClickParameters()
    fields = Fields.fit(
        schema, Batch(np.zeros((0, 1), np.uint64), np.zeros((0, 0)), np.zeros(0, np.int64), np.zeros(0)), 4, ()
    )
    encoder = Encoder.new(fields, 12, -2.0, chosen)
    values = rng.integers(0, 2**63, (200_000, 1)).astype(np.uint64)
    batch = Batch(values, np.zeros((200_000, 0)), np.full(200_000, NO_TIME), rng.integers(0, 2, 200_000).astype(float))
    encoded = encoder.learn(encoder.slots(encoder.keys(batch)), batch)
    assert encoder.counts.impressions.size == 4_096
    assert np.isfinite(encoded.logit).all()


def test_a_bid_may_say_once_what_holds_for_all() -> None:
    assert cells.values_of("device", "tv", 50).tolist() == [hash_text("tv")]
    assert cells.values_of("position", [1.0, 2, "3", None], 4).tolist() == hash_texts(["1", "2", "3", None]).tolist()
    times = cells.times_of("time", ["2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", None], 3)
    assert times.tolist() == [1_767_225_600_000_000, 1_767_225_600_000_000, NO_TIME]
    with pytest.raises(InputError, match="holds 2 cells and there are 3 candidates"):
        cells.values_of("device", ["tv", "web"], 3)
    with pytest.raises(InputError, match=r"customer of 2 candidates holds what is no id: 1e\+16 is a number"):
        cells.values_of("customer", [1e16, None], 2)


def test_ids_of_a_table_are_read_as_they_were_written() -> None:
    texts = pd.Series(["7", " 7 ", None, "x"], name="ad", dtype="str")
    assert table_cells.hashed(texts).tolist() == hash_texts(["7", "7", None, "x"]).tolist()
    whole = pd.Series([7, 8], name="ad")
    assert table_cells.hashed(whole).tolist() == hash_texts(["7", "8"]).tolist()
    gaps = pd.Series([1.0, np.nan, 3.0], name="position")
    assert table_cells.hashed(gaps).tolist() == hash_texts(["1", None, "3"]).tolist()
    with pytest.raises(InputError, match=r"2 rows of ad are no ids, the first is 1e\+16"):
        table_cells.hashed(pd.Series(["a", 1e16, True, None, 1e16], name="ad", dtype="object"))
    stamps = pd.Series(pd.to_datetime(["2026-01-01T00:00:00Z", None]), name="time")
    assert table_cells.times(stamps).tolist() == [1_767_225_600_000_000, NO_TIME]


def test_trees_weigh_little_where_few_clicks_speak_for_them() -> None:
    rng = np.random.default_rng(0)
    truth = rng.normal(-2, 1, 40_000)
    label = (rng.random(40_000) < sigmoid(truth)).astype(float)
    poor = np.full(40_000, -1.6)
    few, many = slice(0, 150), slice(None)
    weights = [weighed(truth[rows], poor[rows], label[rows], 10, 100.0) for rows in (few, many)]
    assert weights[0] < 0.3
    assert weights[1] > 0.9
    assert weighed(poor, truth, label, 10, 100.0) < 0.1
    assert weighed(truth[:20], poor[:20], np.zeros(20), 10, 0.0) == 0
