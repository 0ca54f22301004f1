"""What of deal ranking is measured by asking again: a table of probabilities answers, and can be counted by hand."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import deals_for_tests as shop
import numpy as np
import pandas as pd
import pytest
from deals_for_tests import Table, ask

from evaluation import deal_front, deal_replay, deal_stream
from evaluation import deal_ranking as room
from evaluation.deal_asking import Asking
from evaluation.deal_truth import truth
from evaluation.drawn import plots
from evaluation.gate_policy import is_known
from evaluation.measure import Measure

SETTINGS = {
    "resamples": 100,
    "confidence": 0.9,
    "seed": 0,
    "challenge_requests": 100,
    "learning_requests": 1000,
    "learning_parts": 3,
    "shown_share": 0.25,
    "violation_requests": 20,
    "violation_deals": 100,
    "candidates": 20,
    "candidate_requests": 10,
}
SHOWN = "mug hat sled n2"


def asked() -> list[dict[str, Any]]:
    """Requests of a day: n1 begins at half past eleven, is shown every ten minutes and redeemed every time."""
    early = [ask(f"a{one}", SHOWN, {"mug": 5.0}, time=f"2026-01-12T0{one}:00", purchases_before=3) for one in range(4)]
    late = [
        ask(f"b{one}", f"{SHOWN} n1", {"n1": 1.0}, time=f"2026-01-12T{11 + one // 3}:{one % 3 * 20 + 5:02d}")
        for one in range(2, 8)
    ]
    return [*early, *late, ask("c", SHOWN, {"sled": 2.0}, customer_id="c1", time="2026-01-12T14:00")]


@pytest.fixture(autouse=True)
def _copies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deal_stream, "copied", copy.deepcopy)


def challenged(model: Table, directory: Path, requests: list[dict[str, Any]], **settings: Any) -> dict[str, Measure]:
    examples = shop.examples(directory, requests)
    return room.challenges(model, examples, room.requests(examples), {**SETTINGS, **settings})


def worth(found: Mapping[str, Measure], name: str) -> float:
    value = found[name].value
    assert value is not None, name
    return value


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shop.examples(tmp_path_factory.mktemp("deals"), asked())


LIKELY = {"mug": 0.2, "hat": 0.3, "sled": 0.25, "n2": 0.1, "n1": 0.15}


@pytest.fixture(scope="module")
def found(examples: Path) -> dict[str, Measure]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deal_stream, "copied", copy.deepcopy)
        model = Table(LIKELY, worth={"mug": 10.0}, own={("c1", "sled"): 0.9})
        return room.challenges(model, examples, room.requests(examples), SETTINGS)


def test_all_that_is_measured_may_be_named_by_a_gate(found: dict[str, Measure]) -> None:
    assert all(is_known(name, room.MEASURES) for name in found)
    assert all(one.meaning for one in found.values())


def test_the_front_is_that_of_the_same_requests_ordered_by_revenue(found: dict[str, Measure]) -> None:
    # by relevance the mug stands third, by revenue first
    assert worth(found, "revenue_5_alpha_0") == 1.0, "five deals or fewer are shown: all are among the first five"
    assert worth(found, "ndcg_5_gain_alpha_1") > 0
    gain = worth(found, "ndcg_5_alpha_1") - worth(found, "ndcg_5_alpha_0")
    assert worth(found, "ndcg_5_gain_alpha_1") == pytest.approx(gain)
    assert found["ndcg_5_gain_alpha_1"].low is not None
    assert worth(found, "revenue_5_gain_alpha_1") == 0


def test_the_front_asks_with_every_alpha(examples: Path) -> None:
    model = Table(LIKELY)
    room.challenges(model, examples, room.requests(examples), SETTINGS)
    alphas = [params.get("alpha") for _, params in model.requests if params.get("allocate") is None]
    assert alphas[:5] == list(deal_front.ALPHAS.values())
    assert any(params.get("allocate") for _, params in model.requests)
    assert any(params.get("personal") is False for _, params in model.requests)


def test_a_replay_shows_a_share_and_counts_what_was_redeemed_of_it(found: dict[str, Measure]) -> None:
    # one of four is shown, two of five: four mugs, six n1 and a sled could be had
    all_there_is = 4 * 5.0 + 6 * 1.0 + 2.0
    # by relevance the hat, of five the hat and the sled, for c1 the sled
    assert worth(found, "realised_relevant") == pytest.approx(2.0 / all_there_is)
    # by revenue the mug is first; of five the mug and the hat, for c1 the mug
    assert worth(found, "realised_greedy") == pytest.approx(20.0 / all_there_is)
    assert worth(found, "realised_expected") == pytest.approx(20.0 / all_there_is)


def replayed(directory: Path, requests: list[dict[str, Any]], order: str, share: float = 0.5) -> list[float]:
    examples = shop.examples(directory, requests)
    known = truth(examples)
    table = room.requests(examples)
    lists = Asking(Table(LIKELY), known, SETTINGS).lists(table)
    names = known.deals.ids[known.deal[lists.pair]]
    place = np.array([order.split().index(one) if one in order.split() else np.inf for one in names], dtype=np.float64)
    return deal_replay.realised(lists, known, place, share).tolist()


def test_in_a_replay_nothing_is_redeemed_twice_by_one(tmp_path: Path) -> None:
    times = {"x": "2026-01-12T10:00", "y": "2026-01-12T11:00"}
    requests = [
        ask(name, "mug n2", {"mug": 1.0, "n2": 3.0} if name == "y" else {"mug": 1.0}, customer_id="c", time=time)
        for name, time in times.items()
    ]
    # the mug is gone for c at eleven, so n2 takes its place
    assert replayed(tmp_path, requests, "mug n2") == [1.0, 3.0]
    others = [{**one, "customer_id": one["example_id"]} for one in requests]
    assert replayed(tmp_path, others, "mug n2") == [1.0, 1.0]


def test_a_replay_shows_nothing_that_the_log_had_run_out_of(tmp_path: Path) -> None:
    first = [ask(f"a{one}", "sled", {"sled": 1.0}, time=f"2026-01-12T0{one}:00") for one in range(2)]
    # a budget of five bears two of two each
    requests = [*first, ask("b", "sled n2", {"sled": 1.0, "n2": 4.0})]
    examples = shop.examples(tmp_path, requests)
    known, table = truth(examples), room.requests(examples)
    lists = Asking(Table(LIKELY, careful=False), known, SETTINGS).lists(table)
    order = (known.deals.ids[known.deal[lists.pair]] == "n2").astype(np.float64)
    assert deal_replay.realised(lists, known, order, 0.5).tolist() == [1.0, 1.0, 4.0]


def test_a_replay_counts_ties_against_a_policy(tmp_path: Path) -> None:
    examples = shop.examples(tmp_path, [ask("a", "mug n2", {"mug": 1.0})])
    known, table = truth(examples), room.requests(examples)
    lists = Asking(Table(LIKELY), known, SETTINGS).lists(table)
    assert deal_replay.realised(lists, known, np.zeros(2), 0.5).tolist() == [0.0]
    assert deal_replay.realised(lists, known, np.full(2, np.inf), 1.0).tolist() == [0.0]
    assert deal_replay.realised(lists, known, np.zeros(2), 1.0).tolist() == [1.0]


def test_what_is_popular_so_far_is_a_policy(found: dict[str, Measure]) -> None:
    # the hat was redeemed once before and the tea is not shown; then the mug, four times in the morning
    popular = worth(found, "realised_popular")
    assert 0 < popular < worth(found, "realised_greedy")
    gain = worth(found, "realised_greedy") / popular - 1
    assert worth(found, "realised_gain_greedy") == pytest.approx(gain)


def test_what_is_popular_so_far_is_an_order_to_beat(tmp_path: Path) -> None:
    hours = ("08:00", "09:00", "10:00")
    requests = [ask(f"a{one}", "mug hat n2", {"mug": 1.0}, time=f"2026-01-12T{hour}") for one, hour in enumerate(hours)]
    found = challenged(Table({"mug": 0.3, "hat": 0.2}), tmp_path, requests)
    assert worth(found, "ndcg_5_asked_again") == 1.0
    # first the hat was redeemed once, then both, by lot, then the mug twice
    second = worth(found, "ndcg_5_popular") * 3 - 1 / np.log2(3) - 1.0
    assert second == pytest.approx(1.0) or second == pytest.approx(1 / np.log2(3))
    gain = worth(found, "ndcg_5_asked_again") - worth(found, "ndcg_5_popular")
    assert worth(found, "ndcg_5_over_popular") == pytest.approx(gain)


def test_what_is_gained_by_who_asks(found: dict[str, Measure]) -> None:
    assert worth(found, "personal_lift") > 0
    lift = worth(found, "ndcg_5_personal") - worth(found, "ndcg_5_global")
    assert worth(found, "personal_lift") == pytest.approx(lift)
    assert worth(found, "personal_lift_purchases_1_5") == 0, "the morning's customers are not known to the model"
    assert found["personal_lift_purchases_0"].n == 7


def test_a_copy_learns_what_a_new_deal_draws(examples: Path) -> None:
    model = Table(LIKELY)
    table = room.requests(examples)
    found = room.challenges(model, examples, table, SETTINGS)
    assert model.likely == LIKELY, "the model stays as it is"
    assert not model.updates
    assert worth(found, "ndcg_5_new_1_100_updated") > worth(found, "ndcg_5_new_1_100_frozen")
    assert worth(found, "log_loss_new_1_100_updated") < worth(found, "log_loss_new_1_100_frozen")
    assert worth(found, "log_loss_gain_by_update") > 0
    # n1 is redeemed six times, the first time when it is shown first
    assert found["ndcg_5_new_0_updated"].n == 1
    assert found["ndcg_5_new_1_100_updated"].n == 5
    assert found["ndcg_5_seen_updated"].n == 5
    assert "new_of_seen_after_100_updated" not in found, "nothing was shown over a hundred times"


def test_it_is_told_what_was_shown_and_redeemed_before_each_part_and_no_more(examples: Path) -> None:
    table = room.requests(examples)
    told: list[Table] = []

    def kept(model: Table) -> Table:
        told.append(copy.deepcopy(model))
        return told[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deal_stream, "copied", kept)
        stream = deal_stream.streamed(Asking(Table(LIKELY), truth(examples), SETTINGS), examples, table)
    assert stream is not None
    first, second = told[0].updates
    assert first[2] is not None
    assert set(first[2]["deal_id"]) == set(shop.DEALS)
    assert set(first[0]) == {"customer_id", "deal_id", "time", "rank", "visit_id"}
    starts = stream.table["time"].iloc[stream.later[0]]
    assert (first[0]["time"] < starts).all()
    assert (first[1]["time"] < starts).all()
    assert first[1]["time"].min() > pd.Timestamp(shop.TEST_FROM)
    assert (second[0]["time"] >= starts).all()
    shown = pd.read_parquet(examples / "shown.parquet")
    assert len(first[0]) + len(second[0]) < len(shown)
    assert stream.updated.row.max() == len(table) - 1
    assert len(stream.updated.row) == len(stream.frozen.row)


def test_it_is_told_what_was_redeemed_in_the_test_before_its_first_request(tmp_path: Path) -> None:
    examples = shop.examples(tmp_path, asked())
    redemptions = pd.read_parquet(examples / "redemptions.parquet")
    begins = pd.Timestamp(shop.TEST_FROM)
    early = redemptions.iloc[:2].assign(customer_id="e", time=[begins - pd.Timedelta("1h"), begins])
    pd.concat([early.astype(redemptions.dtypes), redemptions]).to_parquet(examples / "redemptions.parquet")
    told = pd.concat([redeemed for _, redeemed, _ in updates_of(examples)])
    assert told.loc[told["customer_id"] == "e", "time"].tolist() == [begins]


def updates_of(examples: Path) -> list[Any]:
    """What a copy is told."""
    copies: list[Table] = []

    def kept(model: Table) -> Table:
        copies.append(copy.deepcopy(model))
        return copies[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deal_stream, "copied", kept)
        deal_stream.streamed(Asking(Table(LIKELY), truth(examples), SETTINGS), examples, room.requests(examples))
    return copies[0].updates


def test_a_test_of_one_moment_has_nothing_to_learn_from(tmp_path: Path) -> None:
    found = challenged(Table(LIKELY), tmp_path, [ask(name, SHOWN, {"mug": 1.0}) for name in "abc"])
    assert not any("updated" in name for name in found)
    assert "ndcg_5_alpha_1" in found


def test_nothing_is_learnt_of_exposures_that_nobody_logged(tmp_path: Path) -> None:
    examples = shop.examples(tmp_path, asked(), exposures="assumed")
    found = room.challenges(Table(LIKELY), examples, room.requests(examples), SETTINGS)
    assert not any(name.endswith(("_updated", "_frozen")) for name in found)
    assert "ndcg_5_alpha_1" in found


def test_what_is_lost_in_the_first_hours(tmp_path: Path) -> None:
    likely = {"mug": 0.6, "hat": 0.5, "sled": 0.4, "tea": 0.3, "n2": 0.2, "n1": 0.1}
    every = "mug hat sled tea n2 n1"
    requests = [
        ask(f"a{one}", every, {"n1": 1.0}, time=f"2026-01-12T{hour}")
        for one, hour in enumerate(("11:40", "12:40", "14:40"))
    ]
    found = challenged(Table(likely), tmp_path, requests)
    # n1 stands sixth; after the first request a copy knows that it is taken every time
    assert worth(found, "regret_first_1h_frozen") == 1.0
    assert worth(found, "regret_first_6h_frozen") == 1.0
    assert worth(found, "regret_first_6h_updated") == pytest.approx(1 / 3)
    assert found["regret_first_1h_frozen"].n == 1
    assert worth(found, "log_loss_first_6h_updated") < worth(found, "log_loss_first_6h_frozen")
    assert not found["regret_first_1h_frozen"].higher_is_better


def test_a_careful_model_breaks_no_rule(found: dict[str, Measure]) -> None:
    names = [name for name in found if name.startswith("violations")]
    assert len(names) == 8
    assert [found[name].value for name in names] == [0.0] * 8
    assert found["violations"].n > 0


def test_every_rule_that_is_broken_is_counted(tmp_path: Path) -> None:
    requests = [ask(name, "sled tea", {"sled": 1.0}, time=f"2026-01-12T1{at}:00") for at, name in enumerate("abcd")]
    requests.append(ask("own", "sled", customer_id="c1", time="2026-01-12T14:30"))
    found = challenged(Table(LIKELY, careful=False), tmp_path, requests)
    assert worth(found, "violations_expired") == 5
    assert worth(found, "violations_not_started") == 5 + 2  # n1 for two who come before it begins
    # a budget of five bears two of two each: from the third redemption on there is none
    assert worth(found, "violations_no_budget") == 3
    assert worth(found, "violations_redeemed_already") == 1
    # every tenth was told to be sold out, another one each time: of eight deals for three of the five
    assert worth(found, "violations_no_stock") == 3
    assert worth(found, "violations") >= 15


def test_deals_that_nobody_asked_for_break_a_rule(tmp_path: Path) -> None:
    class Adds(Table):
        def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
            more = pd.concat([shop.answer(name, {"stranger": 0.001}) for name in request["request_id"]])
            return pd.concat([super().predict(request, params), more.assign(rank=50)], ignore_index=True)

    found = challenged(Adds(LIKELY), tmp_path, [ask("a", SHOWN), ask("b", SHOWN)])
    assert worth(found, "violations_stranger") == worth(found, "violations") == 2


def test_what_may_be_redeemed_again_breaks_no_rule(tmp_path: Path) -> None:
    model = Table(LIKELY, careful=False)
    model.facts = {"once": False}
    found = challenged(model, tmp_path, [ask("own", "sled", customer_id="c1")])
    assert worth(found, "violations_redeemed_already") == 0


def test_a_request_of_many_candidates_is_timed(tmp_path: Path) -> None:
    model = Table(LIKELY)
    found = challenged(model, tmp_path, [ask("a", SHOWN, {"mug": 1.0}), ask("b", SHOWN)])
    assert found["candidates_p99_ms"].unit == "ms"
    assert found["candidates_p99_ms"].n == 2
    timed = [request for request, params in model.requests if params.get("alpha") == 0.5 and params.get("k") == 10]
    told = json.loads(timed[0]["deals"].iloc[0])
    assert len(told) == 20
    assert len({one["deal_id"] for one in told}) == 20
    assert all(one["start"] < shop.NOW < one["end"] and one["stock"] is None for one in told)


def test_candidates_that_a_model_knows_are_told_by_id_when_most_of_them_run(tmp_path: Path) -> None:
    model = Table(LIKELY)
    found = challenged(model, tmp_path, [ask("a", SHOWN, customer_id="c1")])
    assert "5 candidates" in found["candidates_known_p50_ms"].meaning
    request = model.requests[-1][0]
    assert json.loads(request["deals"].iloc[0]) == ["hat", "mug", "over", "sled", "tea"]
    assert request["time"].iloc[0] == "2026-01-01T00:00:00.000000Z"
    assert json.loads(request["purchases"].iloc[0]) == ["p1", "p3"]


def test_at_most_so_many_requests_are_asked_again(tmp_path: Path) -> None:
    model = Table(LIKELY)
    challenged(model, tmp_path, asked(), challenge_requests=3, learning_requests=6, violation_requests=2)
    sizes = [len(request) for request, _ in model.requests]
    assert sizes[:7] == [3] * 7
    # what is frozen is asked of six; their copy is another
    assert sizes[7] == 6
    assert sizes[8] == 2


def test_nothing_was_redeemed(tmp_path: Path) -> None:
    found = challenged(Table(LIKELY), tmp_path, [ask(name, SHOWN) for name in "ab"])
    assert not any(name.startswith(("ndcg_5_alpha", "realised", "personal")) for name in found)
    assert found["violations"].value == 0


def test_curves_are_drawn(examples: Path, found: dict[str, Measure]) -> None:
    table = room.requests(examples)
    outcomes = room.outcomes(table, Table(LIKELY).predict(room.request_columns(table), room.request_params(table)))
    measures = {**room.measures(outcomes, resamples=100, confidence=0.9, seed=0), **found}
    drawn = {plot.name: plot for plot in plots(room, outcomes, {name: one.to_json() for name, one in measures.items()})}
    assert set(drawn) == {
        "Reliability",
        "Precision and recall",
        "Relevance against revenue",
        "NDCG by hours left",
        "New deals by impressions",
    }
    assert drawn["Relevance against revenue"].x == sorted(drawn["Relevance against revenue"].x)
    assert set(drawn["New deals by impressions"].lines) == {"not updated", "deals met before"}
