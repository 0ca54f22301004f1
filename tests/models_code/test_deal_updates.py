"""Exposures and redemptions that come after training."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from deal_shop import NOW, ask, deals_table, ranker, times
from deal_stand_in import StandInScorer

from models.deal_ranking.attribution import exposure_of, keys_of
from models.deal_ranking.delays import Delays
from models.deal_ranking.model import DealRanker
from models.deal_ranking.parameters import DealRankingParameters
from models.deal_ranking.profile_settings import ProfileSettings
from models.deal_ranking.pull_settings import PullSettings
from models.deal_ranking.since import Since
from models.deal_ranking.tally import Tally
from models.errors import InputError


def rows(count: int, deal: str, time: str = "2026-03-02T10:00:00Z", who: str = "c") -> pd.DataFrame:
    """Of many customers, one each."""
    return pd.DataFrame(
        {"customer_id": [f"{who}{one}" for one in range(count)], "deal_id": deal, "time": times(*[time] * count)}
    )


def young_ones(seconds: Any, expected: Any, before: Any) -> Tally:
    """Exposures of one deal to one customer."""
    zero = np.zeros(len(seconds), dtype=np.int64)
    key = zero.astype(np.uint64)
    return Tally.empty(1, 1).with_young(zero, *map(np.array, (seconds, expected, before)), key, zero > 0)


NONE = rows(0, "wide")


def test_probabilities_move_towards_what_comes() -> None:
    model = ranker()
    before = ask(model).set_index("deal_id")["probability"]
    learnt = model.update(rows(300, "open"), rows(60, "open"))
    assert learnt == {"exposures": 300, "redemptions": 60, "unknown": 0, "outside": 0, "renewed": 0}
    after = ask(model).set_index("deal_id")["probability"]
    assert before["open"] == pytest.approx(0.075)
    assert after["open"] == pytest.approx(0.2, rel=0.1)
    assert after["plain"] == pytest.approx(before["plain"])
    model.update(rows(3000, "open", who="d"), NONE)
    assert ask(model).set_index("deal_id")["probability"]["open"] < before["open"]


def test_what_is_expected_of_an_exposure_is_so_at_its_rank() -> None:
    top, low = ranker(), ranker()
    top.update(rows(300, "open").assign(rank=1), rows(20, "open"))
    low.update(rows(300, "open").assign(rank=4), rows(20, "open"))
    found = [ask(one).set_index("deal_id")["probability"]["open"] for one in (top, low)]
    assert found[1] > 2 * found[0]


def test_an_exposure_whose_rank_nobody_knows_is_expected_at_the_mean_place() -> None:
    found = []
    for told in (rows(10, "open"), rows(10, "open").assign(rank=1)):
        model = ranker()
        model.book = replace(model.book, looked_at=0.4)
        model.update(told, NONE)
        found.append(float(model.book.tally.expected.sum()))
    assert found[0] == pytest.approx(0.4 * found[1])


def test_what_is_expected_knows_what_was_left_when_it_was_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    model, score = ranker(), StandInScorer.score
    seen: list[np.ndarray] = []

    def spied(*told: Any) -> Any:
        seen.append(told[6])
        return score(*told)

    monkeypatch.setattr(StandInScorer, "score", spied)
    model.update(NONE, rows(3, "wide"))
    later = pd.concat([rows(1, "wide", f"2026-03-02T1{hour}:00:00Z") for hour in (1, 3)])
    model.update(pd.concat([later, rows(1, "open")]), rows(5, "wide", "2026-03-02T12:00:00Z"))
    assert np.sort(np.concatenate(seen)).tolist() == pytest.approx([42.0, 47.0, np.nan], nan_ok=True)


def test_redemptions_that_nobody_was_seen_to_be_shown_are_no_pull() -> None:
    model = ranker()
    before = chance(model)
    model.update(NONE, rows(40, "open"))
    model.update(rows(40, "wide", who="d"), rows(40, "open", who="d"))
    late = rows(1, "open", "2026-03-02T10:00:01Z", who="e")
    model.update(late, rows(1, "open", who="e"))
    assert chance(model) == pytest.approx(before, rel=0.05)
    assert float(model.book.tally.redeemed.sum()) == 0
    assert float(model.book.tally.taken.sum()) == 3 + 81


def test_a_redemption_counts_once_for_its_exposure_in_whatever_call_it_comes(tmp_path: Path) -> None:
    model = ranker()
    model.update(rows(50, "open"), NONE)
    model.book.tally.save(tmp_path)
    model.book = replace(model.book, tally=Tally.load(tmp_path))
    for time in ("2026-03-02T11:00:00Z", "2026-03-02T11:00:00Z", "2026-03-02T13:00:00Z"):
        model.update(NONE, rows(20, "open", time))
        assert float(model.book.tally.redeemed.sum()) == 20
    again = rows(20, "open", "2026-03-02T14:00:00Z")
    model.update(again, again)
    assert float(model.book.tally.redeemed.sum()) == 40, "of another exposure"
    many = rows(20, "open", "2026-03-02T15:00:00Z")
    model.update(pd.concat([many, many]), pd.concat([many, many]))
    assert float(model.book.tally.redeemed.sum()) == 60


def test_no_more_exposures_are_remembered_than_that_and_none_for_ever() -> None:
    model = ranker(DealRankingParameters(pull=PullSettings(remembered=30)))
    model.update(pd.concat([rows(50, "open"), rows(30, "open", "2026-03-02T11:00:00Z", who="d")]), NONE)
    expected = model.book.tally.expected.sum()
    assert len(model.book.tally.young_key) == 30
    model.update(NONE, pd.concat([rows(50, "open"), rows(30, "open", "2026-03-02T12:00:00Z", who="d")]))
    assert float(model.book.tally.redeemed.sum()) == 30
    model.update(NONE, rows(1, "open", "2026-03-03T11:00:00Z"))
    assert len(model.book.tally.young_key) == 0
    assert model.book.tally.expected.sum() == pytest.approx(expected), "all that was expected of them had come"


def test_each_redemption_is_of_the_last_exposure_before_it() -> None:
    shown = keys_of(["a", "a", "b", "a"], np.array([1, 1, 1, 2]))
    asked = keys_of(["a", "a", "a", "a", "b", "c"], np.array([1, 1, 1, 2, 2, 1]))
    found = exposure_of(asked, np.array([0.0, 1.0, 9.0, 9.0, 9.0, 9.0]), shown, np.array([1.0, 5.0, 1.0, 1.0]))
    assert found.tolist() == [-1, 0, 1, 3, -1, -1]
    none = keys_of([], np.zeros(0, dtype=np.int64))
    assert exposure_of(none, np.zeros(0), shown, np.zeros(4)).tolist() == []
    assert exposure_of(asked, np.zeros(6), none, np.zeros(0)).tolist() == [-1] * 6


def chance(model: DealRanker) -> float:
    """Of the open deal."""
    return float(ask(model).set_index("deal_id")["probability"]["open"])


def test_stock_and_budget_go_with_redemptions() -> None:
    model = ranker()
    model.update(NONE, rows(49, "wide"))
    assert "wide" in ask(model)["deal_id"].tolist()
    model.update(NONE, rows(1, "wide", who="last"))
    assert "wide" not in ask(model)["deal_id"].tolist()


def test_who_redeems_is_not_shown_it_again() -> None:
    model = ranker()
    model.update(NONE, rows(1, "open").assign(customer_id="b"))
    assert "open" not in ask(model, customer_id="b")["deal_id"].tolist()
    assert "open" in ask(model, customer_id="b", time="2026-03-02T09:00:00Z")["deal_id"].tolist()
    assert "open" in ask(model, customer_id="a")["deal_id"].tolist()


def test_a_row_with_a_wrong_date_spoils_nothing() -> None:
    day = 86_400.0
    models = [ranker(), ranker()]
    for one in models:
        one.updater = replace(one.updater, delays=Delays(np.linspace(0, 10 * day, 101)))
    found = models[1].update(rows(1, "open", "2099-01-01T00:00:00Z"), rows(1, "open", "2099-01-01T00:00:00Z"))
    assert found == {"exposures": 0, "redemptions": 0, "unknown": 0, "outside": 2, "renewed": 0}
    for one in models:
        one.update(rows(300, "open"), NONE)
    pd.testing.assert_frame_equal(ask(models[0], customer_id="c0"), ask(models[1], customer_id="c0"))
    before = models[0].book.tally
    assert models[0].update(rows(300, "open", "1999-01-01T00:00:00Z"), NONE)["outside"] == 300
    assert models[0].book.tally.ripe.tolist() == before.ripe.tolist()
    assert models[0].book.tally.expected.tolist() == before.expected.tolist()


@pytest.mark.parametrize(
    ("time", "learnt"), [("2026-03-02T23:59:59Z", 1), ("2026-03-03", 0), ("2026-02-28T23:59:59Z", 0)]
)
def test_what_is_redeemed_outside_of_its_deal_takes_stock_and_teaches_nothing(time: str, learnt: int) -> None:
    model = ranker()
    taken = model.book.tally.taken.copy()
    assert model.update(rows(1, "plain"), NONE)["exposures"] == 1
    found = model.update(NONE, rows(1, "plain", time))
    assert (found["redemptions"], found["outside"]) == (learnt, 1 - learnt)
    assert float(model.book.tally.redeemed.sum()) == learnt
    assert float((model.book.tally.taken - taken).sum()) == 1
    assert "plain" not in ask(model, customer_id="c0", time="2026-03-03T12:00:00Z")["deal_id"].tolist()


@pytest.mark.parametrize("enabled", [True, False])
def test_who_was_new_after_training_is_not_shown_again_what_was_redeemed_since(enabled: bool) -> None:
    model = ranker(DealRankingParameters(profiles=ProfileSettings(enabled=enabled)))
    model.update(NONE, rows(1, "open").assign(customer_id="new"))
    model.update(NONE, rows(1, "plain", "2026-03-02T09:00:00Z").assign(customer_id="new"))
    assert ask(model, customer_id="new")["deal_id"].tolist() == ["wide", "bare"]
    assert "open" in ask(model, customer_id="new", time="2026-03-02T09:30:00Z")["deal_id"].tolist()
    assert "open" in ask(model, customer_id="other")["deal_id"].tolist()
    assert ask(model, customer_id="new")["note"].isna().all()


def test_what_was_redeemed_since_is_written_and_read(tmp_path: Path) -> None:
    some = Since.empty().redeemed(["b", "who"], np.array([7, 8]), np.array([2e9, 2e9]))
    found = some.redeemed(["b"], np.array([9]), np.array([1e9 + 0.5]))
    assert some.deals.values.tolist() == [7, 8]
    for one in (found, Since.empty()):
        one.save(tmp_path)
        read = Since.load(tmp_path)
        assert read.row == one.row
        assert (read.deals.values.tolist(), read.deals.starts.tolist()) == (
            one.deals.values.tolist(),
            one.deals.starts.tolist(),
        )
        assert read.seconds.tolist() == one.seconds.tolist()
    assert found.deals.values.tolist() == [9, 7, 8]


def test_new_deals_may_be_told_and_are_known_by_id_from_then_on() -> None:
    model = ranker()
    new = deals_table().iloc[:1].assign(deal_id="new", products='["p1", "p2", "p3"]')
    learnt = model.update(rows(10, "new"), rows(5, "nowhere"), deals=pd.concat([deals_table(), new]))
    assert learnt == {"exposures": 10, "redemptions": 0, "unknown": 5, "outside": 0, "renewed": 0}
    found = ask(model, deals='["new"]')
    assert found["rank"].tolist() == [1]
    assert found["probability"][0] == pytest.approx(0.1 * 3 / (3 + 1), rel=0.05)
    assert len(model.book.stored) == len(deals_table()) + 1


def test_what_is_told_again_of_a_known_deal_takes_the_place_of_what_was() -> None:
    model = ranker()
    before = ask(model).set_index("deal_id")
    told = pd.DataFrame({"deal_id": ["wide", "bare"], "price": [100.0, None], "end": ["2026-03-05", "2026-03-02"]})
    new = pd.DataFrame({"deal_id": ["new"], "products": ["p1"]})
    assert model.update(NONE, NONE, pd.concat([told, new]))["renewed"] == 2
    assert model.update(NONE, NONE, pd.concat([new, told, deals_table().iloc[:1]]))["renewed"] == 0
    found = ask(model).set_index("deal_id")
    assert sorted(found.index) == ["new", "open", "plain", "wide"]
    assert found.loc["wide", "revenue"] == pytest.approx(80.0)
    assert found.loc["wide", "hours_left"] == pytest.approx(60.0)
    assert found.loc["wide", "probability"] == pytest.approx(before.loc["wide", "probability"])
    same = found.loc[["plain", "open"], ["score", "probability", "revenue", "hours_left"]]
    pd.testing.assert_frame_equal(same, before.loc[same.index, same.columns])
    stock = pd.DataFrame({"deal_id": ["new", "wide", "sold out"], "stock": [0, 0, 5]})
    assert model.update(NONE, NONE, stock)["renewed"] == 3
    assert sorted(ask(model)["deal_id"]) == ["open", "plain", "sold out"]
    assert [model.book.stored.row[name] for name in ("wide", "new")] == [1, len(deals_table())]


def test_what_was_learnt_of_a_deal_stays_when_it_is_told_again() -> None:
    model = ranker()
    model.update(rows(300, "wide"), rows(20, "wide"))
    learnt = ask(model).set_index("deal_id")["probability"]
    model.update(NONE, NONE, pd.DataFrame({"deal_id": ["wide", "open"], "end": "2026-03-04"}))
    pd.testing.assert_series_equal(ask(model).set_index("deal_id")["probability"], learnt)
    model.update(NONE, rows(30, "wide", who="d"))
    assert "wide" not in ask(model)["deal_id"].tolist()


def test_young_exposures_do_not_count_against_a_deal_yet() -> None:
    day = 86_400.0
    delays = Delays(np.linspace(0, 10 * day, 101))
    assert delays.share(np.array([-1.0, 0.0, 5 * day, 11 * day])) == pytest.approx([0, 0, 0.5, 1], abs=0.02)
    tally = young_ones([0.0], [8.0], [0.0])
    for days, expected, young in ((5, 4.0, 1), (9.95, 7.96, 0), (30, 7.96, 0)):
        zero = np.zeros(1, dtype=np.int64)
        tally = tally.taken_by(zero, np.array([days * day]), np.zeros(1)).aged(delays, PullSettings())
        assert tally.expected.tolist() == pytest.approx([expected], rel=0.01)
        assert len(tally.young_offer) == young


def test_what_training_knew_of_an_exposure_is_not_expected_again() -> None:
    delays, zero = Delays(np.linspace(0, 100, 101)), np.zeros(2, dtype=np.int64)
    seconds, before = np.array([0.0, 50.0]), np.array([0.5, 0.0])
    tally = replace(young_ones(seconds, [4.0, 4.0], before), until=np.array(50.0))
    assert tally.aged(delays, PullSettings()).expected.tolist() == [0.0]
    later = tally.taken_by(zero[:1], np.array([1000.0]), np.zeros(1)).aged(delays, PullSettings())
    assert later.expected.tolist() == pytest.approx([6.0])


def test_all_redemptions_at_once_are_no_delay() -> None:
    assert Delays.of(np.zeros(5), np.ones(5), 1).share(np.array([0.0, 1.0])).tolist() == [1.0, 1.0]
    assert Delays.of(np.zeros(0), np.zeros(0), 1).share(np.array([0.0])).tolist() == [1.0]


def test_slow_redemptions_of_late_exposures_that_nobody_knows_yet_do_not_make_delays_shorter() -> None:
    rng = np.random.default_rng(2)
    delays, longest = rng.exponential(10.0, 20_000), rng.uniform(0, 40, 20_000)
    found = Delays.of(delays, longest, 10)
    true = np.quantile(delays[delays < 40], [0.25, 0.5, 0.75, 0.9])
    assert found.seconds[[25, 50, 75, 90]] == pytest.approx(true, rel=0.06)
    seen = np.quantile(delays[delays < longest], [0.25, 0.5, 0.75, 0.9])
    assert (found.seconds[[25, 50, 75, 90]] > 1.1 * seen).all()


def test_delays_beyond_the_end_of_what_is_known_are_not_looked_at() -> None:
    delays, longest = np.array([1.0, 2.0, 3.0, 50.0, np.nan]), np.full(5, 10.0)
    found = Delays.of(delays, longest, 1)
    assert found.seconds.max() == 3.0
    assert found.share(np.array([0.5, 2.0, 3.0])) == pytest.approx([0, 2 / 3, 1], abs=0.02)
    once = Delays.of(np.array([1.0, 1.0, 1.0, 9.0]), np.array([2.0, 2.0, 2.0, 10.0]), 2)
    assert once.seconds.max() == 1.0, "one alone does not tell a delay"


def test_a_pull_that_is_not_wanted_is_not_learnt() -> None:
    model = ranker(DealRankingParameters(pull=PullSettings(enabled=False)))
    before = ask(model)["probability"].tolist()
    model.update(rows(300, "open"), rows(90, "open"))
    assert ask(model)["probability"].tolist() == before


@pytest.mark.parametrize(
    ("table", "word"),
    [
        (rows(1, "open").drop(columns="time"), "no column time"),
        (rows(2, "open").assign(deal_id=["open", None]), "deal_id: 1 of 2"),
        (rows(1, "open").assign(time="soon"), "no times"),
        (rows(3, "open").assign(rank=[1, None, -5.0]), "redemptions, column rank: 1 of 3 .* the first is -5.0"),
        (rows(2, "open").assign(rank=["first", "2"]), "rank: 1 of 2 .* the first is 'first'"),
        (rows(1, "open").assign(rank=np.inf), "rank: 1 of 1"),
        (rows(2, "open").assign(deal_id=["open", 1.5]), "deal_id: 1 of 2 cells are no ids, the first is 1.5"),
        (
            rows(2, "open").assign(customer_id=pd.Series(["b", "\ud800"], dtype="object")),
            "customer_id: 1 of 2 cells are no ids",
        ),
        (rows(2, "open").assign(customer_id=["b", "  "]), "customer_id: 1 of 2 cells are no ids"),
        (pd.concat([rows(2, "open"), rows(2, "open")[["time"]]], axis=1), r"redemptions \(2 rows\) .* twice: time"),
        (None, "redemptions is of type NoneType"),
    ],
)
def test_strange_rows_are_refused_and_nothing_is_learnt(table: pd.DataFrame, word: str) -> None:
    model = ranker()
    before = model.book
    with pytest.raises(InputError, match=word):
        model.update(rows(3, "open"), table)
    assert model.book is before


@pytest.mark.parametrize(
    ("deals", "word"),
    [
        ("deals", "deals is of type str"),
        (pd.DataFrame({"title": ["x"]}), "no column deal_id"),
        (pd.DataFrame([["n", 1, 1]], columns=["deal_id", "price", "price"]), "columns twice: price"),
        (
            pd.DataFrame({"deal_id": ["n", "m"], "start": "2026-03-02", "end": ["2026-03-03", "2026-03-01"]}),
            "of 2 deals 1 end before they start, the first is m",
        ),
        (pd.DataFrame({"deal_id": ["wide"], "end": ["2026-02-01"]}), "of 1 deals 1 end before they start"),
        (pd.DataFrame({"deal_id": ["wide"], "offer_id": ["other"]}), "offer_id: 1 deals .* the first is wide"),
        (pd.DataFrame({"deal_id": ["n"], "price": [10**400]}), "column price: 1000.* is no number"),
    ],
)
def test_strange_deals_are_refused_and_nothing_is_learnt(deals: pd.DataFrame, word: str) -> None:
    model = ranker()
    before = model.book
    with pytest.raises(InputError, match=word):
        model.update(rows(3, "open"), NONE, deals)
    assert model.book is before


def test_ids_and_times_are_read_as_tables_are() -> None:
    model = ranker()
    naive = pd.DataFrame(
        {"deal_id": [7.0, 8.0], "start": pd.to_datetime(["2026-03-01", "2026-03-08"]), "price": [1.0, None]}
    )
    mixed = pd.DataFrame({"deal_id": [" 9 "], "end": pd.Series([pd.Timestamp(NOW)], dtype="object")})
    told = pd.DataFrame({"customer_id": [1003.0] * 2, "deal_id": [7.0, 9.0], "time": ["2026-03-02T10:00:00Z"] * 2})
    model.update(NONE, NONE, naive)
    assert model.update(NONE, told, mixed) | {"redemptions": 2} == {
        "exposures": 0,
        "redemptions": 2,
        "unknown": 0,
        "outside": 0,
        "renewed": 0,
    }
    assert model.book.since.row == {"1003": 0}
    found = ask(model, customer_id="other", deals='[7, "8", " 9 "]')
    assert found["deal_id"].tolist() == ["7"]
    assert "1 not begun, 1 over" in found["note"][0]
    assert ask(model, customer_id=" 1003", deals='["7"]')["rank"].tolist() == [0]


def test_many_may_ask_while_one_updates() -> None:
    model = ranker()
    answers: list[int] = []

    def asking() -> None:
        answers.extend(len(ask(model)) for _ in range(20))

    threads = [threading.Thread(target=asking) for _ in range(3)]
    for one in threads:
        one.start()
    for step in range(20):
        model.update(rows(5, "open", who=f"w{step}-"), rows(1, "open", who=f"w{step}-"))
    for one in threads:
        one.join()
    assert answers == [4] * 60
    assert float(model.book.tally.redeemed.sum()) == 20
    assert ask(model, time=NOW)["deal_id"].notna().all()
