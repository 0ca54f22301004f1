"""What of recommendation is measured by asking again: of nobody, elsewhere, later, after one event more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import rec_for_tests as shop
from rec_for_tests import SUMMER, Popular, ask

from evaluation import rec_training
from evaluation import recommendation as room
from evaluation.gate_policy import is_known
from evaluation.measure import Measure
from evaluation.repeatable import is_repeatable

SETTINGS: dict[str, Any] = {
    "challenge_requests": 50,
    "throughput_requests": 50,
    "event_requests": 5,
    "resamples": 100,
    "confidence": 0.95,
    "seed": 0,
}
REQUESTS = [
    *(ask(f"winter {one}", {"sled": 1.0, "n1": 1.0}, "gone") for one in range(3)),
    *(ask(f"summer {one}", {"float": 1.0}, region="south", time=SUMMER) for one in range(3)),
    *(ask(f"liked {one}", {"boots": 1.0}, "scarf", region="south") for one in range(2)),
    ask("home", {"sled": 1.0}, customer_id="c1"),
    ask("south home", {"boots": 1.0}, customer_id="c2", region="south"),
]


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    return shop.examples(tmp_path, REQUESTS)


def found(examples: Path, model: Popular, **settings: int) -> dict[str, Measure]:
    return room.challenges(model, examples, room.requests(examples), {**SETTINGS, **settings})


def test_all_challenges_are_declared_and_say_what_they_are(examples: Path) -> None:
    measured = found(examples, Popular(examples, {"products": 10, "timings": {"train_seconds": 3.0}}, most=3))
    assert [name for name in measured if not is_known(name, room.MEASURES)] == []
    assert all(measure.meaning for measure in measured.values())
    assert (measured["train_seconds"].value, measured["train_seconds"].n) == (3.0, 10)
    for name in ("event_to_list_p50_ms", "event_to_list_p99_ms", "queries_per_second", "train_seconds"):
        assert not is_repeatable(name, measured[name].to_json()), name


def test_a_careful_model_breaks_no_rule(examples: Path) -> None:
    measured = found(examples, Popular(examples))
    assert {measured[name].value for name in ("unavailable_asked_again", "excluded_shown")} == {0.0}


def test_what_cannot_be_had_is_held_against_it_however_it_was_asked(examples: Path) -> None:
    assert found(examples, Popular(examples, careful=False))["unavailable_asked_again"].value > 0


def test_the_customers_own_region_holds_where_none_is_said(examples: Path) -> None:
    model = Popular(examples, homes=False)
    assert found(examples, model)["unavailable_asked_again"].value > 0
    asked = [request for request, _ in model.requests if request["region"].isna().all()]
    assert sorted(asked[0]["customer_id"]) == ["c1", "c2"]


def test_who_asks_from_elsewhere_is_still_at_home(tmp_path: Path) -> None:
    """A customer of the north asked in the south while the mug was away there; at home it can be had."""
    away = ask("travels", {"mug": 1.0}, customer_id="c1", region="south", time="2025-10-15T12:00:00Z")
    examples = shop.examples(tmp_path, [away])
    assert found(examples, Popular(examples))["unavailable_asked_again"].value == 0.0


def test_what_is_excluded_may_not_come(examples: Path) -> None:
    model = Popular(examples)
    assert found(examples, model)["excluded_shown"].value == 0.0
    told = [one for request, _ in model.requests if "exclude" in request for one in request["exclude"]]
    assert len(told) == len(REQUESTS)
    assert all(len(json.loads(one)) >= 2 for one in told)
    assert found(examples, Popular(examples, obeys=False))["excluded_shown"].value > 0.4


def test_the_customer_is_left_out_and_what_that_costs_is_told(examples: Path) -> None:
    model = Popular(examples)
    measured = found(examples, model)
    lift = measured["personal_lift"]
    assert lift.value > 0
    assert lift.n == 5, "those with a history alone"
    difference = measured["ndcg_10_personal"].value - measured["ndcg_10_impersonal"].value
    assert lift.value == pytest.approx(difference)
    assert measured["personal_lift_at_least"].value == lift.low
    assert any(params.get("personal") is False for _, params in model.requests)
    blind = found(examples, Popular(examples, reads=False))
    assert (blind["personal_lift"].value, blind["personal_lift"].high) == (0.0, 0.0)


def test_without_any_history_there_is_no_personal_lift(tmp_path: Path) -> None:
    examples = shop.examples(tmp_path, REQUESTS[3:6])
    assert not [name for name in found(examples, Popular(examples)) if "personal" in name]


def test_the_region_is_told_and_kept_back_from_the_same_requests(examples: Path) -> None:
    model = Popular(examples)
    measured = found(examples, model)
    assert measured["regional_lift"].value == pytest.approx(
        measured["ndcg_10_region_told"].value - measured["ndcg_10_region_untold"].value
    )
    assert measured["regional_lift"].value > 0
    pairs = [request for request, _ in model.requests if request["customer_id"].isna().all()]
    assert [request["region"].notna().all() for request in pairs] == [True, False]
    assert pairs[0]["history"].equals(pairs[1]["history"])
    assert (pairs[0]["history"] != "[]").any(), "the history is told in both"


def test_beside_what_can_be_had_a_model_that_knows_no_taste_of_regions_gains_nothing(tmp_path: Path) -> None:
    """Boots lie on top in the north where its stock is not told; taken out, the order is the same."""
    requests = [ask(f"n{one}", {"mug": 1.0}, "hat") for one in range(3)]
    examples = shop.examples(tmp_path, [*requests, ask("s", {"sled": 1.0}, "hat", region="south")])

    class OfNowhere(Popular):
        def count(self, name: str, region: str | None, moment: pd.Timestamp) -> float:
            del region, moment
            return 1.0 + list(shop.PRODUCTS).index(name) * -0.01 + (name == "boots")

    measured = found(examples, OfNowhere(examples))
    assert measured["regional_lift"].value > 0
    assert measured["regional_lift_in_stock"].value == pytest.approx(0.0)


def test_of_one_region_there_is_no_lift(tmp_path: Path) -> None:
    examples = shop.examples(tmp_path, REQUESTS[:3])
    assert not [name for name in found(examples, Popular(examples)) if "region" in name]


def test_the_season_is_told_and_half_a_year_off(examples: Path) -> None:
    model = Popular(examples)
    measured = found(examples, model)
    assert measured["seasonal_lift"].value > 0.1
    assert found(examples, Popular(examples, seasons=False))["seasonal_lift"].value == pytest.approx(0.0)
    later = next(request for request, _ in model.requests if request["time"].str.startswith("2026-01-18").any())
    assert sorted(later["time"].str.slice(0, 10).unique()) == ["2026-01-18", "2026-07-21"]
    year = next(request for request, _ in model.requests if request["time"].str.startswith("2027-01").any())
    assert sorted(year["time"].str.slice(0, 10).unique()) == ["2026-07-19", "2027-01-19"]
    told = [json.loads(one["history"].iloc[0])[0]["time"][:10] for one in (later, year)]
    assert told == ["2026-07-01", "2026-12-30"], "the history moves along"


def test_what_fades_is_no_season(examples: Path) -> None:
    class Fading(Popular):
        def count(self, name: str, region: str | None, moment: pd.Timestamp) -> float:
            late = moment > pd.Timestamp(shop.NOW) + pd.Timedelta(days=100)
            return 0.0 if late else super().count(name, region, moment)

    asked = [request for request in REQUESTS if "time" not in request or request["time"] == shop.NOW]
    fading = found(shop.examples(examples / "now", asked), Fading(examples))
    assert fading["seasonal_lift"].value == pytest.approx(0.0)


def test_what_can_be_had_at_one_of_two_times_alone_counts_in_neither(tmp_path: Path) -> None:
    """The mug of the south is taken while it can be had, and was away half a year later."""
    asked = [ask("mug", {"mug": 1.0, "sled": 1.0}, region="south", time="2025-03-20T12:00:00Z")]
    examples = shop.examples(tmp_path, asked)
    windows = pd.read_parquet(examples / "stock.parquet")
    own = (windows["product_id"] == "mug") & (windows["region"] == "south")
    windows[~(own & (windows["available_from"].notna() & windows["available_to"].notna()))].to_parquet(
        examples / "stock.parquet"
    )

    class MugFirst(Popular):
        def count(self, name: str, region: str | None, moment: pd.Timestamp) -> float:
            del region, moment
            return {"mug": 9.0, "sled": 8.0}.get(name, 1.0)

    measured = found(examples, MugFirst(examples))
    assert (measured["ndcg_10_in_season"].value, measured["ndcg_10_half_a_year_off"].value) == (1.0, 1.0)


def test_without_times_there_is_no_season(tmp_path: Path) -> None:
    examples = shop.examples(tmp_path, REQUESTS, timed=False)
    measured = found(examples, Popular(examples, seasons=False))
    assert not [name for name in measured if "season" in name]
    assert measured["unavailable_asked_again"].value == 0.0


def test_one_event_more_changes_the_very_next_list(examples: Path) -> None:
    model = Popular(examples, most=2)
    measured = found(examples, model)
    assert measured["changed_lists"].value > 0.5
    assert 0 < measured["replaced_10"].value <= 1
    assert measured["event_to_list_p99_ms"].n == 5
    assert measured["event_to_list_p50_ms"].value <= measured["event_to_list_p99_ms"].value
    blind = found(examples, Popular(examples, most=2, reads=False))
    assert (blind["changed_lists"].value, blind["replaced_10"].value) == (0.0, 0.0)


def test_where_all_is_shown_anyway_no_event_is_new(examples: Path) -> None:
    assert not [name for name in found(examples, Popular(examples)) if name in room.MEASURES and "event_" in name]


def test_the_next_event_is_of_a_product_that_is_new_to_the_customer_and_the_list(tmp_path: Path) -> None:
    readers = [ask(f"reader {one}", {"sled": 1.0}, "scarf hat float") for one in range(5)]
    examples = shop.examples(tmp_path, [*REQUESTS, *readers])
    model = Popular(examples, most=2)
    found(examples, model)
    asked, times = room.request_columns(room.requests(examples)), 0
    for request, _ in model.requests:
        for told, before, moment in zip(request["history"], asked["history"], asked["time"], strict=False):
            events, own = json.loads(told), json.loads(before)
            if len(request) == len(asked) and events[:-1] == own and len(events) == len(own) + 1:
                times += 1
                assert events[-1]["product_id"] not in {one["product_id"] for one in own}
                assert (events[-1]["time"], events[-1]["type"]) == (moment, "buy")
    assert times == len(REQUESTS) + len(readers)


def test_at_most_so_many_requests_are_asked_again(examples: Path) -> None:
    model = Popular(examples, most=2)
    measured = found(examples, model, challenge_requests=4, event_requests=2)
    assert measured["seasonal_lift"].n == 4
    assert max(len(request) for request, params in model.requests if params) <= 4
    assert measured["queries_per_second"].n == len(REQUESTS)
    assert measured["event_to_list_p50_ms"].n <= 2


def test_what_was_never_met_is_held_against_the_catalogue_and_the_log(examples: Path) -> None:
    measured = found(examples, Popular(examples))
    assert measured["unseen_share_of_catalogue"].value == pytest.approx(3 / 9), "n1 n2 later"
    assert measured["unseen_share_of_log"].value == pytest.approx(3 / 13)


def test_facts_without_timings_are_no_measure() -> None:
    assert rec_training.measures({"products": 7, "timings": {"train_seconds": 3.0}})["train_seconds"].n == 7
    for nothing in ({}, None, {"timings": None}, {"timings": {"train_seconds": True}}):
        assert rec_training.measures(nothing) == {}
