"""The click model as it is trained, asked, updated and kept."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from ad_click_examples import market, write

from models.ad_click import AdClickModel, train
from models.ad_click import request as of_requests
from models.bundle import file_sha256, open_checked
from models.errors import InputError
from models.serving import load_bundle

ROWS = 30_000
TEST = slice(int(ROWS * 0.8), ROWS)
# small enough for a test: fewer trees and folds, everything else as it is
SETTINGS: dict[str, Any] = {
    "threads": 1,
    "trees": {"rounds": 60, "learning_rate": 0.1, "patience": 10},
    "past": {"folds": 3, "tree_folds": 2},
}


def quiet(step: str, share: float) -> None:
    assert step
    assert 0 <= share <= 1


def trained(
    frame: pd.DataFrame, directory: Path, *, timed: bool = True, settings: dict[str, Any] | None = None
) -> Path:
    examples = write(frame, directory / "examples", timed=timed)
    train(examples, settings or SETTINGS, directory / "bundle", quiet)
    return directory / "bundle"


def loaded(bundle: Path) -> AdClickModel:
    model = load_bundle(bundle)
    assert isinstance(model, AdClickModel)
    return model


@pytest.fixture(scope="module")
def table() -> Any:
    return market(ROWS, seed=1)


@pytest.fixture(scope="module")
def timed(table: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return trained(table.frame, tmp_path_factory.mktemp("timed"))


@pytest.fixture(scope="module")
def untimed(table: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return trained(table.frame, tmp_path_factory.mktemp("untimed"), timed=False)


def log_loss(label: Any, probability: Any) -> float:
    label, probability = np.asarray(label, float), np.asarray(probability, float)
    return float(-(label * np.log(probability) + (1 - label) * np.log1p(-probability)).mean())


def asked_of(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.drop(columns=["label", "click"], errors="ignore").assign(time=frame["time"].astype("str"))


@pytest.mark.parametrize("kind", ["timed", "untimed"])
def test_it_comes_near_the_truth_and_keeps_the_base_rate(kind: str, table: Any, request: pytest.FixtureRequest) -> None:
    model = loaded(request.getfixturevalue(kind))
    test = table.frame.iloc[TEST]
    answer = model.predict(asked_of(test))
    # noise-free: what is expected over all clicks that might have been
    truth = log_loss(table.chance[TEST], table.chance[TEST])
    constant = log_loss(table.chance[TEST], np.full(len(test), table.frame["label"].iloc[: TEST.start].mean()))
    found = log_loss(table.chance[TEST], answer["probability"])
    assert truth < found < truth + 0.25 * (constant - truth)
    assert answer["probability"].mean() == pytest.approx(table.chance[TEST].mean(), rel=0.06)
    assert ((answer["low"] < answer["probability"]) & (answer["probability"] < answer["high"])).all()


def test_the_same_examples_give_the_same_bytes(table: Any, tmp_path: Path) -> None:
    frame = table.frame.iloc[:8_000]
    first, second = (trained(frame, tmp_path / name) for name in ("a", "b"))
    names = sorted(path.name for path in first.iterdir())
    assert names == sorted(path.name for path in second.iterdir())
    assert [file_sha256(first / one) for one in names] == [file_sha256(second / one) for one in names]


def test_the_test_split_is_never_read(table: Any, tmp_path: Path) -> None:
    examples = write(table.frame.iloc[:6_000], tmp_path / "examples")
    (examples / "test.parquet").write_bytes(b"not parquet")
    train(examples, SETTINGS, tmp_path / "bundle", quiet)


def test_a_bid_is_scored_as_a_table_is(timed: Path, table: Any) -> None:
    model = loaded(timed)
    rows = asked_of(table.frame.iloc[-50:])
    bid = {name: rows[name].tolist() for name in rows if name != "example_id"}
    bid |= {"time": rows["time"].iloc[0], "customer": rows["customer"].iloc[0]}
    rows = rows.assign(time=bid["time"], customer=bid["customer"])
    np.testing.assert_array_equal(model.score(bid).probability, model.predict(rows)["probability"])


def test_a_bid_and_a_table_read_odd_cells_alike(timed: Path) -> None:
    model = loaded(timed)
    odd = ["c1", " c1 ", "", "NULL", None, "nan", "12345", "12345.0", 12345, 12345.0, "True", "true", True]
    asked = pd.DataFrame({"ad": "a1", "placement": "p1", "position": "1", "customer": pd.Series(odd, dtype="object")})
    found = model.predict(asked)["probability"]
    bid = {"ad": ["a1"] * len(odd), "placement": "p1", "position": 1, "customer": odd}
    np.testing.assert_array_equal(model.score(bid).probability, found)
    for alike in (slice(0, 2), slice(2, 6), slice(6, 10), slice(10, 13)):
        assert found[alike].nunique() == 1
    assert found[0] != found[2]


def test_positions_that_are_averages_are_trained_asked_and_learnt(table: Any, tmp_path: Path) -> None:
    frame = table.frame.iloc[:8_000]
    average = frame["position"].astype(float) + np.where(np.arange(len(frame)) % 2, 0.3, 0.0)
    texts = [str(int(one)) if one.is_integer() else repr(one) for one in average]
    model = loaded(trained(frame.assign(position=pd.array(texts, dtype="str")), tmp_path))
    rows = asked_of(frame.assign(position=average).iloc[-40:])
    found = model.predict(rows)["probability"]
    gaps = rows.assign(position=pd.Series([1.3, None] * 20, index=rows.index, dtype="object"))
    for asked in (rows, gaps):
        bid = {name: asked[name].tolist() for name in asked if name != "example_id"}
        np.testing.assert_array_equal(model.score(bid).probability, model.predict(asked)["probability"])
    np.testing.assert_array_equal(model.predict(rows.assign(position=texts[-40:]))["probability"], found)
    one = {**{name: rows[name].tolist() for name in ("ad", "customer")}, "position": np.float32(1.0)}
    assert np.isfinite(model.score(one).logit).all()
    model.update(frame.assign(position=average, time=pd.Timestamp(model.learned_until)).iloc[-40:])


def test_what_is_unknown_or_missing_is_an_answer_and_what_is_wrong_an_error(timed: Path) -> None:
    model = loaded(timed)
    ads = pd.DataFrame({"ad": pd.array(["a1", None, "never seen"], dtype="str")})
    ads["time"] = "2026-02-01T12:00:00Z"
    plain = model.predict(ads)
    assert plain["probability"].between(0, 1, inclusive="neither").all()
    pd.testing.assert_frame_equal(plain, model.predict(ads.assign(colour="red")))
    assert len(model.predict(ads.iloc[:0])) == 0
    # a number in a column of numbers with gaps is the text that was learnt
    gaps = ads.assign(position=[1.0, np.nan, 2.0])
    texts = ads.assign(position=pd.array(["1", None, "2"], dtype="str"))
    pd.testing.assert_frame_equal(model.predict(gaps), model.predict(texts))
    with pytest.raises(InputError, match="lacks the column ad"):
        model.predict(pd.DataFrame({"customer": ["c1"]}))
    with pytest.raises(InputError, match="1 rows of customer are no ids, the first is 1e\\+16; give text"):
        model.predict(ads.assign(customer=[1e16, np.nan, 3.0]))
    with pytest.raises(InputError, match="1 rows of price are no numbers, the first is 'dear'"):
        model.predict(ads.assign(price=["1", "dear", None]))
    with pytest.raises(InputError, match="1 rows of time are no times"):
        model.predict(ads.assign(time=["2026-01-01", "soon", None]))
    with pytest.raises(InputError, match="policy is 'best'"):
        model.predict(ads, {"policy": "best"})


@pytest.mark.parametrize("column", ["ad", "placement", "price", "time", "request_id", "click"])
def test_cells_of_several_values_are_an_error_that_says_so(column: str, timed: Path, table: Any) -> None:
    model = loaded(timed)
    rows = table.frame.iloc[-3:].assign(request_id="r")
    nested = rows.assign(**{column: [["a", "b"], None, {"a": 1}]})
    words = rf"2 of 3 rows of {column} hold more than one value, the first is \['a', 'b'\]; give one value"
    if column != "click":
        with pytest.raises(InputError, match=words):
            model.predict(nested, {"policy": "thompson"})
    with pytest.raises(InputError, match=words):
        model.update(nested)


def test_a_request_without_a_time_is_asked_for_now(timed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = loaded(timed)
    now = "2026-02-03T07:30:00+00:00"
    monkeypatch.setattr(of_requests, "time_ns", lambda: int(pd.Timestamp(now).value))
    ads = pd.DataFrame({"ad": pd.array(["a1", "a2"], dtype="str")})
    said = model.predict(ads.assign(time=now))
    other = model.predict(ads.assign(time="2026-01-20T19:30:00Z"))
    assert (said["probability"] != other["probability"]).all()
    pd.testing.assert_frame_equal(model.predict(ads), said)
    mixed = model.predict(ads.assign(time=pd.array([None, "2026-01-20T19:30:00Z"], dtype="str")))
    assert mixed["probability"].tolist() == [said["probability"][0], other["probability"][1]]
    for bid in ({"ad": ["a1", "a2"]}, {"ad": ["a1", "a2"], "time": None}, {"ad": ["a1", "a2"], "time": [None, now]}):
        np.testing.assert_array_equal(model.score(bid).probability, said["probability"])


def test_a_policy_chooses_one_of_each_request_and_says_how_likely_it_was(timed: Path, table: Any) -> None:
    model = loaded(timed)
    rows = asked_of(table.frame.iloc[-90:]).assign(request_id=[f"r{row % 30}" for row in range(90)])
    for policy in ("greedy", "epsilon_greedy", "thompson", "ucb"):
        answer = model.predict(rows, {"policy": policy, "epsilon": 0.3, "seed": 4})
        by_request = answer.groupby(rows["request_id"])
        assert (by_request["chosen"].sum() == 1).all()
        np.testing.assert_allclose(by_request["choice_probability"].sum(), 1)
        assert (answer.loc[answer["chosen"], "choice_probability"] > 0).all()
        pd.testing.assert_frame_equal(answer, model.predict(rows, {"policy": policy, "epsilon": 0.3, "seed": 4}))
    assert model.predict(rows)["choice_probability"].isna().all()


def test_single_requests_are_chosen_from_as_often_as_is_said(timed: Path) -> None:
    model = loaded(timed)
    one = pd.DataFrame({"ad": pd.array(["a1", "a2", "a3"], dtype="str"), "time": "2026-02-01T12:00:00Z"})
    asked = {"policy": "epsilon_greedy", "epsilon": 0.6}
    ways: list[tuple[dict[str, int], Any]] = [
        ({}, lambda _: one),
        ({}, lambda _: one.assign(request_id="r")),
        ({"seed": 3}, lambda _: one),
        ({"seed": 3}, lambda turn: one.assign(request_id=f"r{turn}")),
    ]
    for seed, request in ways:
        answers = [model.predict(request(turn), {**asked, **seed}) for turn in range(1_000)]
        said = answers[0]["choice_probability"].to_numpy()
        assert sorted(said.round(6)) == [0.2, 0.2, 0.6]
        came = np.mean([answer["chosen"] for answer in answers], axis=0)
        np.testing.assert_allclose(came, said, atol=0.06)  # four standard deviations


def test_a_seeded_request_is_chosen_from_alike_in_any_batch(timed: Path, table: Any) -> None:
    model = loaded(timed)
    rows = asked_of(table.frame.iloc[-300:]).assign(request_id=[f"r{row // 5}" for row in range(300)])
    params = {"policy": "epsilon_greedy", "epsilon": 0.9, "seed": 4}
    whole = model.predict(rows, params)["chosen"]
    parts = pd.concat([model.predict(rows.iloc[first : first + 5], params)["chosen"] for first in range(295, -1, -5)])
    pd.testing.assert_series_equal(whole, parts.sort_index())
    assert not whole.equals(model.predict(rows, {**params, "seed": 5})["chosen"])
    unseeded = [model.predict(rows, {**params, "seed": -1})["chosen"] for _ in range(2)]
    assert not unseeded[0].equals(unseeded[1])
    with pytest.raises(InputError, match="seed is -2"):
        model.predict(rows, {**params, "seed": -2})


def test_an_ad_that_was_shown_often_is_surer_than_a_new_one(timed: Path) -> None:
    found = loaded(timed).score({"ad": ["a1", "new"], "campaign": ["k0", "new"], "advertiser": ["v0", "new"]})
    assert found.deviation[0] < 0.5 * found.deviation[1]


def test_updates_learn_a_new_ad_and_stay_calibrated(timed: Path, table: Any) -> None:
    model = loaded(timed)
    begin = pd.Timestamp(model.learned_until)
    rng = np.random.default_rng(5)
    count = 2_000
    for turn in range(5):
        rows = slice(ROWS - count * (turn % 3 + 1), ROWS - count * (turn % 3))
        fresh, chance = table.frame.iloc[rows].copy(), table.chance[rows].copy()
        fresh["time"] = begin + pd.to_timedelta(np.arange(count) + count * turn, "s")
        new = rng.random(count) < 0.1
        fresh.loc[new, ["ad", "campaign", "advertiser"]] = ["star", "stars", "starry"]
        chance[new] = 0.5
        fresh["click"] = rng.random(count) < chance
        said = model.predict(asked_of(fresh))["probability"].to_numpy()
        if turn == 0:
            assert said[new].mean() < 0.3
        model.update(fresh.drop(columns="label"))
        assert pd.Timestamp(model.learned_until) == fresh["time"].max()
    # of the last part, which was not learnt when it was asked for
    assert said[new].mean() == pytest.approx(0.5, abs=0.1)
    assert said[~new].mean() == pytest.approx(chance[~new].mean(), rel=0.15)
    frozen = loaded(timed).predict(asked_of(fresh))["probability"]
    assert log_loss(chance, said) < log_loss(chance, frozen) - 0.01


def test_an_update_that_cannot_be_used_changes_nothing(timed: Path, table: Any) -> None:
    model = loaded(timed)
    rows = table.frame.iloc[-100:].drop(columns="label")
    known = model.predict(asked_of(table.frame.iloc[-100:]))
    with pytest.raises(InputError, match=r"100 of 100 .* lie before .*; leave them out\. 3600 seconds .* of training"):
        model.update(rows.assign(time=rows["time"] - pd.Timedelta(days=20)))
    with pytest.raises(InputError, match=r"100 of 100 impressions have no time.*give the column time"):
        model.update(rows.drop(columns="time"))
    with pytest.raises(InputError, match=r"1 of 100 impressions have no time"):
        model.update(rows.assign(time=[pd.NaT, *rows["time"].iloc[1:]]))
    wrong_clock = [*rows["time"].iloc[1:], pd.Timestamp("2099-01-01", tz="UTC")]
    with pytest.raises(InputError, match=r"1 of 100 .* more than a day after now .* 2099-01-01.*leave them"):
        model.update(rows.assign(time=wrong_clock))
    assert model.learned_until is not None
    assert model.learned_until < "2027"
    with pytest.raises(InputError, match="lack the column click"):
        model.update(rows.drop(columns="click"))
    with pytest.raises(InputError, match="1 of 100 rows of click are neither true nor false"):
        model.update(rows.assign(click=[None, *rows["click"].iloc[1:]]))
    pd.testing.assert_frame_equal(known, model.predict(asked_of(table.frame.iloc[-100:])))


def test_late_rows_are_learnt_within_the_tolerance_and_twice_where_they_come_twice(timed: Path, table: Any) -> None:
    model = loaded(timed)
    until = pd.Timestamp(model.learned_until)
    rows = table.frame.iloc[-100:].drop(columns="label").assign(time=until - pd.Timedelta(seconds=3_600))
    fields = len(model.encoder.keyer.fields.names)
    seen = model.encoder.counts.impressions.sum()
    for times in (1, 2):
        model.update(rows)
        assert model.encoder.counts.impressions.sum() - seen == times * len(rows) * fields
    assert pd.Timestamp(model.learned_until) == until
    with pytest.raises(InputError, match="100 of 100"):
        model.update(rows.assign(time=rows["time"] - pd.Timedelta(microseconds=1)))


def test_an_updated_model_is_kept(timed: Path, table: Any, tmp_path: Path) -> None:
    model = loaded(timed)
    model.update(table.frame.iloc[TEST].drop(columns="label"))
    model.save(tmp_path / "bundle")
    again = AdClickModel.load(open_checked(tmp_path / "bundle"))
    rows = asked_of(table.frame.iloc[-500:])
    pd.testing.assert_frame_equal(model.predict(rows), again.predict(rows))
    assert again.learned_until == model.learned_until
    # and it goes on learning as the one that was never stored
    more = table.frame.iloc[-500:].assign(time=pd.Timestamp(model.learned_until)).drop(columns="label")
    for one in (model, again):
        one.update(more)
    pd.testing.assert_frame_equal(model.predict(rows), again.predict(rows))


def test_bids_are_answered_while_it_learns(timed: Path, table: Any) -> None:
    model = loaded(timed)
    rows = table.frame.iloc[TEST].drop(columns="label")
    bid = {name: rows[name].iloc[:20].tolist() for name in ("ad", "customer", "campaign", "advertiser", "placement")}
    failures: list[BaseException] = []
    done = threading.Event()

    def ask() -> None:
        try:
            while not done.is_set():
                assert np.isfinite(model.score(bid).logit).all()
        except BaseException as error:
            failures.append(error)

    askers = [threading.Thread(target=ask) for _ in range(2)]
    for one in askers:
        one.start()
    model.update(rows)
    done.set()
    for one in askers:
        one.join()
    assert not failures


def test_conversions_after_a_click_learn_from_clicks_alone(table: Any, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    frame = table.frame.iloc[:20_000].assign(conversion=False)
    frame["conversion"] = frame["click"] & (rng.random(len(frame)) < 0.4)
    clicked = frame[frame["click"]].assign(label=frame["conversion"].astype("int8"))
    examples = write(clicked, tmp_path / "examples", target="conversion_after_click")
    train(examples, SETTINGS, tmp_path / "bundle", quiet)
    model = loaded(tmp_path / "bundle")
    seen = model.encoder.counts.impressions.sum()
    later = frame.iloc[-400:].assign(time=pd.Timestamp(model.learned_until)).drop(columns="label")
    model.update(later)
    fields = len(model.encoder.keyer.fields.names)
    assert model.encoder.counts.impressions.sum() - seen == later["click"].sum() * fields


@pytest.mark.parametrize("label", [0, 1])
def test_one_class_is_an_error_that_says_so(label: int, table: Any, tmp_path: Path) -> None:
    examples = write(table.frame.iloc[:1_000].assign(label=np.int8(label)), tmp_path)
    with pytest.raises(InputError, match=f"{'all' if label else 'none'} of the 600 rows of train are positives"):
        train(examples, SETTINGS, tmp_path / "bundle", quiet)


def test_thinned_negatives_do_not_move_the_base_rate(table: Any, tmp_path: Path) -> None:
    trees = {**SETTINGS["trees"], "negative_share": 0.2}
    model = loaded(trained(table.frame, tmp_path, settings={**SETTINGS, "trees": trees}))
    answer = model.predict(asked_of(table.frame.iloc[TEST]))
    assert model.stack.blend.trees is not None
    assert answer["probability"].mean() == pytest.approx(table.chance[TEST].mean(), rel=0.1)


@pytest.mark.parametrize("timed", [True, False])
@pytest.mark.parametrize("share", [0.5, 0.8])
def test_positives_beyond_the_room_of_the_trees_are_thinned_and_do_not_move_the_rate(
    timed: bool, share: float, tmp_path: Path
) -> None:
    table = market(10_000, seed=3)
    rng = np.random.default_rng(3)
    odds = np.log(table.chance / (1 - table.chance)) + rng.logistic(size=len(table.chance))
    learnt = slice(0, 8_000)
    # as many clicks as said to the row: at a half both classes are thinned alike
    click = odds > np.quantile(odds[learnt], 1 - share)
    frame = table.frame.assign(click=click, label=click.astype("int8"))
    assert click[learnt].mean() == share
    settings = {**SETTINGS, "blend_clicks": 0.0, "trees": {**SETTINGS["trees"], "max_rows": 1_000}}
    model = loaded(trained(frame, tmp_path, timed=timed, settings=settings))
    assert model.predict(asked_of(frame.iloc[8_000:]))["probability"].mean() == pytest.approx(share, rel=0.05)


def test_nothing_but_numbers_is_enough(table: Any, tmp_path: Path) -> None:
    frame = table.frame[["example_id", "label", "click", "price"]].iloc[:8_000]
    model = loaded(trained(frame, tmp_path, timed=False))
    assert [name for name, _, needed in model.signature()["inputs"] if needed] == ["price"]
    low, high = model.predict(pd.DataFrame({"price": [2.0, 60.0]}))["probability"]
    assert low > high
    assert model.learned_until is None


def test_a_log_without_ads_is_trained_asked_and_updated(table: Any, tmp_path: Path) -> None:
    frame = table.frame.drop(columns=["ad", "campaign", "advertiser"]).iloc[:8_000]
    model = loaded(trained(frame, tmp_path))
    known = {"customer": ["c1"], "position": "1"}
    # what a customer's first impression would be the age of
    days = [model.score({**known, "time": f"2027-01-{day:02d}T12:00:00Z"}).logit[0] for day in (4, 11, 18)]
    assert len(set(days)) == 1
    later = frame.iloc[-300:].assign(time=pd.Timestamp(model.learned_until)).drop(columns="label")
    model.update(later)
    assert (model.encoder.ages.first == np.iinfo(np.int64).max).all()


def test_bags_are_averaged_and_kept(table: Any, tmp_path: Path) -> None:
    trees = {**SETTINGS["trees"], "bags": 3}
    bundle = trained(table.frame.iloc[:8_000], tmp_path, timed=False, settings={**SETTINGS, "trees": trees})
    blend = loaded(bundle).stack.blend
    assert blend.trees is not None
    assert len(blend.trees.boosters) == 3
    assert len({path.read_bytes() for path in bundle.glob("trees_*.ubj")}) == 3


def test_a_value_that_was_never_seen_is_near_the_base_rate(table: Any, tmp_path: Path) -> None:
    # three arms of an experiment, each shown thousands of times: nothing in training is ever unseen by itself
    frame = table.frame[["example_id", "label", "click", "placement", "price"]].iloc[:20_000]
    model = loaded(trained(frame, tmp_path, timed=False))
    rows = frame.iloc[16_000:]
    unseen = model.predict(rows.assign(placement="a new one"))["probability"]
    assert unseen.mean() == pytest.approx(model.predict(rows)["probability"].mean(), rel=0.2)


@pytest.mark.parametrize("timed", [True, False])
def test_a_number_that_was_always_there_and_is_left_out_is_near_the_base_rate(
    timed: bool, table: Any, tmp_path: Path
) -> None:
    rng = np.random.default_rng(2)
    price = rng.gamma(2, 10, ROWS)
    odds = np.log(table.chance / (1 - table.chance)) + 0.04 * price - 2
    click = odds + rng.logistic(size=ROWS) > 0
    frame = table.frame.assign(price=price, click=click, label=click.astype("int8"))
    model = loaded(trained(frame, tmp_path, timed=timed))
    rows = asked_of(frame.iloc[TEST])
    for column in ("price", "position"):
        without = model.predict(rows.drop(columns=column))["probability"]
        assert without.mean() == pytest.approx(click[: TEST.start].mean(), rel=0.15)
