"""Requests of deals answered by a stand-in: what may be shown, and in which order."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from deal_shop import NOW, ask, ranker

from models.errors import InputError


def test_only_deals_that_run_and_are_left_are_shown() -> None:
    found = ask(ranker())
    assert found["deal_id"].tolist() == ["wide", "open", "plain", "bare"]
    assert found["rank"].tolist() == [1, 2, 3, 4]
    assert found["note"].tolist() == ["nothing is known of the customer"] * 4


def test_only_deals_that_are_named_are_told_not_to_run() -> None:
    names = json.dumps(["plain", "over", "to come", "sold out", "broke"])
    assert "1 not begun, 1 over, 1 sold out, 1 without budget" in ask(ranker(), deals=names)["note"][0]
    assert ask(ranker(), customer_id="b")["note"].isna().all()


def test_that_no_deal_of_all_may_be_shown_is_said() -> None:
    model = ranker()
    early = ask(model, customer_id="b", time="2026-01-01")
    assert early["note"].tolist() == ["nothing may be shown: no deal of the bundle runs"]
    none_left = pd.DataFrame({"deal_id": ["plain", "wide", "open"], "stock": 0})
    nothing = model.book.tally.taken[:0]
    table = pd.DataFrame({"customer_id": nothing, "deal_id": nothing, "time": nothing})
    had = pd.DataFrame({"customer_id": ["b"], "deal_id": ["bare"], "time": ["2026-03-02T10:00:00Z"]})
    model.update(table, had, none_left)
    left = ask(model, customer_id="b")
    assert left["note"].tolist() == ["nothing may be shown: 4 sold out, 1 without budget, 1 redeemed already"]


def test_who_redeemed_a_deal_is_not_shown_it_again_where_deals_are_redeemed_once() -> None:
    assert "plain" not in ask(ranker(), customer_id="a")["deal_id"].tolist()
    assert "plain" in ask(ranker(once=False), customer_id="a")["deal_id"].tolist()
    assert "plain" in ask(ranker(), customer_id="a", redeemed="[]")["deal_id"].tolist()
    assert "wide" not in ask(ranker(), redeemed='["wide"]')["deal_id"].tolist()


@pytest.mark.parametrize("personal", [True, False])
def test_what_was_redeemed_up_to_the_request_is_not_shown_again_to_whoever_asks(personal: bool) -> None:
    def shown(**columns: str) -> list[str]:
        return ask(ranker(), {"personal": personal}, **columns)["deal_id"].tolist()

    assert "plain" not in shown(customer_id="a")
    assert "plain" not in shown(customer_id="a", time="2026-03-01T10:00:00Z")
    assert "plain" in shown(customer_id="a", time="2026-03-01T09:59:59Z")
    assert "wide" not in shown(redeemed=f'[{{"deal_id": "wide", "time": "{NOW}"}}]')
    assert "wide" in shown(redeemed='[{"deal_id": "wide", "time": "2026-03-02T12:00:01Z"}]')


def test_what_was_redeemed_after_the_request_is_not_known_to_it() -> None:
    early = ask(ranker(), customer_id="a", time="2026-03-01T09:59:59Z")
    assert "plain" in early["deal_id"].tolist()


def test_own_purchases_count_unless_the_answer_is_to_be_impersonal() -> None:
    model = ranker()
    told = ask(model, purchases='["p1", "p2"]').set_index("deal_id")["probability"]
    blank = ask(model).set_index("deal_id")["probability"]
    assert told["open"] == pytest.approx(4 * blank["open"])
    assert told["bare"] == pytest.approx(blank["bare"])
    stored = ask(model, customer_id="a").set_index("deal_id")["probability"]
    assert stored["wide"] == pytest.approx(2 * blank["wide"])
    nobody = ask(model, {"personal": False}).set_index("deal_id")["score"]
    impersonal = ask(model, {"personal": False}, customer_id="a").set_index("deal_id")["score"]
    pd.testing.assert_series_equal(impersonal, nobody.drop("plain"))


def test_a_redeemed_offer_is_the_deal_that_it_ran_as() -> None:
    model = ranker()
    none = pd.DataFrame({"customer_id": [], "deal_id": [], "time": []})
    again = {"deal_id": ["again"], "offer_id": ["wide"], "start": ["2026-03-02"], "end": ["2026-03-09"]}
    model.update(none, none, pd.DataFrame(again))

    def shown(**told: object) -> set[str]:
        found = ask(model, deals='["wide", "again", {"deal_id": "n"}]', redeemed=json.dumps([told]))
        return set(found["deal_id"])

    assert shown(offer_id="wide") == {"wide", "n"}
    assert shown(offer_id="wide", time="2026-03-01T10:00:00Z") == {"again", "n"}
    assert shown(offer_id="wide", time="2026-02-01") == {"wide", "again", "n"}
    assert shown(offer_id="n") == {"wide", "again"}
    assert shown(offer_id="never seen") == {"wide", "again", "n"}


def test_callers_are_told_where_no_purchase_that_they_tell_is_known() -> None:
    model = ranker()
    strange = '["x", {"category": "A > B"}]'
    assert "none of the purchases that are told is known" in ask(model, customer_id="a", purchases=strange)["note"][0]
    for known in ('["x", "p1"]', "[]", None):
        assert "none of the purchases" not in str(ask(model, customer_id="a", purchases=known)["note"][0])
    assert "none of the purchases" not in str(ask(model, {"personal": False}, purchases=strange)["note"][0])


def test_revenue_counts_by_alpha() -> None:
    model = ranker()
    orders = [ask(model, {"alpha": alpha})["deal_id"][0] for alpha in (0.0, 1.0)]
    assert orders == ["wide", "open"]
    found = ask(model, {"alpha": 1.0})
    assert found["score"].tolist() == pytest.approx((found["probability"] * found["revenue"]).tolist())
    assert found["expected_revenue"].tolist() == pytest.approx((found["probability"] * found["revenue"]).tolist())


@pytest.mark.parametrize("alpha", [0.0, 0.5, 1.0])
def test_the_learnt_order_counts_for_relevance_alone(alpha: float) -> None:
    favoured = {"bare": 500.0}
    found = ask(ranker(favoured=favoured), {"alpha": alpha}).set_index("deal_id")
    order = 3 * found["probability"] ** 0.5 * [favoured.get(one, 1.0) for one in found.index]
    worth = order ** (1 - alpha) * (found["probability"] * found["revenue"]) ** alpha
    assert found["score"].tolist() == pytest.approx(worth.tolist())
    assert found.index.tolist() == worth.sort_values(ascending=False).index.tolist()
    assert (found.index[0] == "bare") == (alpha < 1)


def test_the_allocation_takes_its_share_of_what_is_earned() -> None:
    model = ranker(favoured={"bare": 50.0})
    found, plain = (ask(model, {"alpha": 1.0, "allocate": how}).set_index("deal_id") for how in (True, False))
    share = found["score"] / (found["probability"] * found["revenue"])
    assert ((share > 0) & (share <= 1)).all()
    relevant = [ask(model, {"alpha": 0.0, "allocate": how}).set_index("deal_id")["score"] for how in (True, False)]
    pd.testing.assert_series_equal((relevant[0] / relevant[1])[share.index], share, check_names=False)
    assert set(plain.index) == set(found.index)


def test_hours_left_are_told_and_null_without_an_end() -> None:
    found = ask(ranker()).set_index("deal_id")["hours_left"]
    assert found["plain"] == pytest.approx(12.0)
    assert np.isnan(found["open"])


def test_a_told_deal_is_scored_from_its_content() -> None:
    new = {"deal_id": "new", "start": "2026-03-01", "end": "2026-03-04", "products": ["p1", "p2", "p3"], "price": 8}
    found = ask(ranker(), deals=json.dumps(["plain", new, "nowhere"]))
    assert found["deal_id"].tolist() == ["new", "plain"]
    assert found["probability"].tolist() == pytest.approx([0.1, 0.05])
    assert found["revenue"].tolist() == pytest.approx([8.0, 10.0])
    assert "1 not known" in found["note"][0]


def test_what_an_object_does_not_tell_of_a_known_deal_is_taken_from_the_bundle() -> None:
    found = ask(ranker(), deals='[{"deal_id": "wide", "price": 100.0}]').iloc[0]
    assert found["probability"] == pytest.approx(0.1)
    assert found["revenue"] == pytest.approx(80.0)
    assert found["hours_left"] == pytest.approx(6.5 * 24)


@pytest.mark.parametrize(
    "told",
    [
        {"deal_id": "wide", "stock_left": 0},
        {"deal_id": "wide", "stock_left": -3},
        {"deal_id": "wide", "stock": 5, "redeemed": 5},
        {"deal_id": "wide", "stock": 0},
        {"deal_id": "wide", "end": NOW},
        {"deal_id": "wide", "start": "2026-03-05", "end": "2026-03-01"},
        {"deal_id": "wide", "budget_left": 1.9},
        {"deal_id": "n", "end": "2026-03-01"},
        {"deal_id": "n", "stock_left": 0.0},
        {"deal_id": "n", "budget": 10, "cost": 4, "redeemed": 2},
    ],
)
def test_what_is_told_to_be_over_or_gone_is_never_shown(told: dict[str, object]) -> None:
    found = ask(ranker(), deals=json.dumps([told]))
    assert found["rank"].tolist() == [0]
    assert found["deal_id"].isna().all()
    assert found["note"][0].count("nothing may be shown") == 1


def test_told_counts_open_a_deal_again() -> None:
    assert ask(ranker(), deals='[{"deal_id": "sold out", "stock_left": 2}]')["rank"].tolist() == [1]
    assert ask(ranker(), deals='["sold out"]')["rank"].tolist() == [0]


def test_told_impressions_move_the_probability() -> None:
    def asked(shown: int, redeemed: int) -> float:
        told = {"deal_id": "n", "products": ["p4"], "shown": shown, "redeemed": redeemed}
        return float(ask(ranker(), deals=json.dumps([told]))["probability"][0])

    assert asked(0, 0) == pytest.approx(0.05)
    assert asked(300, 45) == pytest.approx(0.05 * 3, rel=0.15)
    assert asked(300, 1) < 0.02


def test_one_table_may_hold_requests_of_one_id_and_each_is_answered() -> None:
    model = ranker()
    frame = pd.DataFrame({"request_id": ["x", "x"], "deals": ['["plain"]', '["wide", "open"]'], "time": [NOW, NOW]})
    found = model.predict(frame)
    assert found["request_id"].tolist() == ["x"] * 3
    assert found["deal_id"].tolist() == ["plain", "wide", "open"]
    assert found["rank"].tolist() == [1, 1, 2]


def test_requests_are_answered_as_if_each_were_alone() -> None:
    model = ranker()
    told = '[{"deal_id": "n", "products": ["p1"]}, "plain"]'
    frame = pd.DataFrame(
        {
            "request_id": ["1", "2", "3", "4"],
            "customer_id": ["a", None, "b", "a"],
            "deals": [told, None, "[]", '["over", "wide"]'],
            "time": [NOW, "2026-03-04T00:00:00Z", NOW, NOW],
        }
    )
    whole = model.predict(frame)
    alone = pd.concat([model.predict(frame.iloc[[row]]) for row in range(4)], ignore_index=True)
    pd.testing.assert_frame_equal(whole, alone)
    assert whole.loc[whole["request_id"] == "3", "note"].tolist() == ["nothing may be shown: no deal is given"]


def test_k_bounds_the_answer_and_may_be_larger_than_the_candidates() -> None:
    assert len(ask(ranker(), {"k": 2})) == 2
    assert len(ask(ranker(), {"k": 500})) == 4


def test_an_empty_table_has_an_empty_answer() -> None:
    found = ranker().predict(pd.DataFrame({"request_id": pd.Series([], dtype="str")}))
    assert found.empty
    assert found.columns.tolist() == [name for name, _, _ in ranker().signature()["outputs"]]


def test_callers_are_told_of_strangers_and_of_assumed_exposures() -> None:
    assert "nothing is known of the customer" in ask(ranker(), customer_id="who")["note"][0]
    assert ask(ranker(), customer_id="b", deals='["wide"]')["note"].isna().all()
    assert "what was shown is not known" in ask(ranker(assumed=True), customer_id="b", deals='["wide"]')["note"][0]


def test_a_candidate_that_is_named_twice_is_shown_once() -> None:
    assert ask(ranker(), deals='["wide", "wide", {"deal_id": "wide"}]')["deal_id"].tolist() == ["wide"]


@pytest.mark.parametrize(
    ("params", "word"),
    [({"alpha": 2}, "alpha"), ({"k": 0}, "k is"), ({"allocate": 1}, "allocate"), ({"alpha": True}, "alpha")],
)
def test_parameters_out_of_bounds_are_refused(params: dict[str, object], word: str) -> None:
    with pytest.raises(InputError, match=word):
        ask(ranker(), params)
