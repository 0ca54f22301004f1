"""Judged questions become examples that hold nothing back and give nothing away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from qa_tables import SMALL, built, shop, with_accounts

from infra.errors import DataError

SPLITS = ("train", "valid", "test")


def examples(files: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return pd.concat([files[name].assign(split=name) for name in SPLITS], ignore_index=True)


def test_a_question_is_a_row_and_its_candidates_are_beside_it(tmp_path: Path) -> None:
    facts, files = built(tmp_path, shop())
    rows = examples(files)
    assert len(rows) == facts["questions"] == 120
    assert rows["answerable"].sum() == 60
    candidates = files["candidates"]
    assert candidates.groupby("example_id").size().eq(3).all()
    assert (
        candidates.merge(rows, on="example_id")["split_x"].tolist()
        == candidates.merge(rows, on="example_id")["split_y"].tolist()
    )
    assert set(candidates.loc[candidates["grade"] == 2, "source"]) == {"attribute"}


def test_products_fall_into_one_split_whole(tmp_path: Path) -> None:
    facts, files = built(tmp_path, shop())
    assert facts["split"].startswith("by product")
    assert examples(files).groupby("product_id")["split"].nunique().eq(1).all()


def test_accounts_fall_by_customer_and_rewordings_with_their_original(tmp_path: Path) -> None:
    facts, files = built(tmp_path, with_accounts())
    rows = examples(files)
    own = rows[rows["personal"]]
    assert len(own) == 80
    assert own.groupby("customer_id")["split"].nunique().eq(1).all()
    assert own["split"].nunique() == 3, "customers, not the one kind of question, are split"
    assert facts["rewordings_in_another_split_than_their_original"] == 0
    assert files["orders"]["customer_id"].is_monotonic_increasing
    assert files["orders"]["delivered"].isna().all(), "columns that the table lacks are there, and empty"
    assert len(files["wish_lists"]) == len(files["reminders"]) == 0


def test_rewordings_of_rewordings_fall_as_their_original_whatever_else_parts_them(tmp_path: Path) -> None:
    tables = shop()
    asked = tables["qa"].drop_duplicates("question_id")
    chained = [
        asked.assign(
            question_id=asked["question_id"] + f"-{step}",
            question=asked["question"] + f" In {step} other words, of " + asked["question_id"],
            rewording_of=asked["question_id"] + (f"-{step - 1}" if step else ""),
            product_id=None,
        )
        for step in range(3)
    ]
    tables["qa"] = pd.concat([*chained, tables["qa"].assign(rewording_of=None)], ignore_index=True)
    facts, files = built(tmp_path, tables)
    rows = examples(files)
    assert len(rows) == 4 * 120
    assert facts["rewordings_in_another_split_than_their_original"] == 0
    assert rows.groupby(rows["example_id"].str[:5])["split"].nunique().eq(1).all(), "three steps away too"
    assert rows["split"].nunique() == 3


def test_rewordings_of_a_question_that_is_not_there_fall_alike(tmp_path: Path) -> None:
    tables = shop()
    tables["qa"]["rewording_of"] = "lost" + (tables["qa"]["product_id"].str[1:].astype(int) // 2).astype(str)
    _, files = built(tmp_path, tables)
    rows = examples(files)
    assert rows.groupby("rewording_of")["split"].nunique().eq(1).all()
    assert rows["split"].nunique() == 3


def test_the_order_of_candidates_tells_nothing_of_their_grade(tmp_path: Path) -> None:
    tables = shop(300)
    tables["qa"] = tables["qa"].sort_values(["question_id", "grade"], ascending=[True, False])
    _, files = built(tmp_path / "best first", tables)
    first = files["candidates"].query("place == 0").merge(examples(files), on="example_id").query("answerable")
    assert 0.2 < (first["grade"] == 2).mean() < 0.47, "a third, as by chance"
    tables["qa"] = tables["qa"].iloc[::-1]
    _, other = built(tmp_path / "best last", tables)
    pd.testing.assert_frame_equal(files["candidates"], other["candidates"])


def test_an_answer_may_be_that_there_is_no_row_and_a_question_may_have_none(tmp_path: Path) -> None:
    tables = with_accounts()
    further = pd.DataFrame(
        [
            {"question_id": "no", "question": "Is it on my list?", "customer_id": "c01", "source": "wish_lists"},
            {"question_id": "nothing", "question": "Who are you?", "source": None},
        ]
    ).assign(candidate=None, grade=[2, 0])
    tables["qa"] = pd.concat([tables["qa"], further], ignore_index=True)
    facts, files = built(tmp_path, tables)
    rows = examples(files).set_index("example_id")
    assert rows.loc["no", "answerable"]
    assert rows.loc["no", "personal"]
    assert not rows.loc["nothing", "answerable"]
    assert rows.loc["nothing", "no_product"]
    candidates = files["candidates"].set_index("example_id")
    assert pd.isna(candidates.loc["no", "text"])
    assert "nothing" not in candidates.index
    assert facts["rows_of_nothing_that_might_answer"] == 1


def test_a_given_split_is_kept_and_what_the_test_asks_is_not_learnt(tmp_path: Path) -> None:
    tables = shop()
    tables["qa"]["split"] = tables["qa"]["product_id"].map(lambda product: "test" if product < "p10" else "train")
    again = tables["qa"][tables["qa"]["question_id"] == "q03-2"].assign(question_id="again", split="train")
    tables["qa"] = pd.concat([tables["qa"], again.assign(question="how heavy is it")], ignore_index=True)
    facts, files = built(tmp_path, tables)
    rows = examples(files)
    assert set(rows.loc[rows["split"] == "test", "product_id"]) == {f"p0{at}" for at in range(10)}
    assert "again" not in set(rows["example_id"]), "the test asks the same of the same product"
    assert facts["questions_asked_again_in_a_later_split_left_out"] == 1
    assert (rows["split"] == "valid").any(), "valid is carved from train"
    assert facts["products_of_the_test_that_train_asks_about"] == 0


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        built(tmp_path / name, with_accounts())
    for path in (tmp_path / "one" / "out").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / "out" / path.name).read_bytes(), path.name


def test_more_questions_than_are_wanted_are_thinned(tmp_path: Path) -> None:
    facts, files = built(tmp_path, shop(200), replace(SMALL, max_train_questions=100))
    assert len(files["train"]) == 100
    assert facts["questions_left_out"]["train"] > 0
    assert set(files["candidates"]["example_id"]) == set(examples(files)["example_id"])


def test_few_products_are_split_by_question(tmp_path: Path) -> None:
    tables = shop()
    tables["qa"] = tables["qa"].assign(product_id="p00", question=tables["qa"]["question_id"] + " heavy?")
    facts, files = built(tmp_path, tables)
    assert facts["split"] == "by a hash of the question"
    assert min(len(files[name]) for name in SPLITS) >= 2


def test_where_neither_way_of_splitting_suffices_the_better_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"split `valid` \(made by product, .*has 1\d questions"):
        built(tmp_path, shop(), replace(SMALL, min_questions=30))


def test_a_product_that_is_asked_about_in_train_and_test_is_told(tmp_path: Path) -> None:
    tables = shop()
    tables["qa"]["split"] = [("test", "train")[at // 3 % 4 > 0] for at in range(len(tables["qa"]))]
    tables["qa"]["question"] += tables["qa"]["question_id"]
    facts, files = built(tmp_path, tables)
    shared = set(files["train"]["product_id"]) & set(files["test"]["product_id"])
    assert facts["products_of_the_test_that_train_asks_about"] == len(shared) > 20


def test_answers_from_accounts_have_to_be_rows_of_their_customers(tmp_path: Path) -> None:
    tables = with_accounts()
    tables["orders"].loc[0, "customer_id"] = "somebody else"
    tables["orders"].loc[1, "order_id"] = tables["qa"].loc[tables["qa"]["customer_id"] == "c01", "candidate"] = "o  <1>"
    facts, files = built(tmp_path / "one", tables)
    assert facts["answers_of_accounts_that_are_no_row_of_the_customer"] == 2, "in two wordings"
    assert "o  <1>" in set(files["candidates"]["text"]), "an id is no text to be tidied"
    ways = {
        "other ids": tables | {"orders": tables["orders"].assign(order_id="x")},
        "others' rows": tables | {"orders": tables["orders"].assign(customer_id="x")},
        "no customer": tables | {"qa": tables["qa"].drop(columns="customer_id")},
        "no table": {name: table for name, table in tables.items() if name != "orders"},
    }
    for way, given in ways.items():
        with pytest.raises(DataError, match="none of the 80 answers of source orders is the order_id") as refused:
            built(tmp_path / way, given)
        assert "qa.customer_id" in refused.value.remedy


def test_candidates_that_no_passage_is_are_told(tmp_path: Path) -> None:
    tables = shop()
    facts, _ = built(tmp_path / "all", tables)
    assert facts["candidates_that_are_no_passage_of_the_product"] == 0
    tables["qa"].loc[:3, "candidate"] = [f"said by nobody {at}" for at in range(4)]
    facts, _ = built(tmp_path / "four", tables)
    assert facts["candidates_that_are_no_passage_of_the_product"] == 4


CASES: list[tuple[str, dict[str, Any], str]] = [
    ("no label", {"rows": 0}, "`qa` without any row"),
    ("one grade", {"grade": 2}, "all 360 candidates .* have grade 2"),
    ("none answers", {"grade": 1}, "none of the 360 candidates .* has grade 2"),
    ("no source", {"source": None}, "qa.source is empty in 360 of 360 rows"),
    ("one id", {"question_id": "q"}, "qa.question: rows of 1 of 1 questions differ"),
    ("half a split", {"split": "some"}, "qa.split is missing in"),
    ("train alone", {"split": "train"}, "qa.split has no row of `test`"),
]


@pytest.mark.parametrize(("changes", "message"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_labels_of_which_nothing_can_be_learnt_stop_the_run_with_a_way_out(
    changes: dict[str, Any], message: str, tmp_path: Path
) -> None:
    tables = shop()
    qa = tables["qa"]
    if changes == {"rows": 0}:
        qa = qa.head(0)
    elif changes == {"split": "some"}:
        qa = qa.assign(split=["test" if product < "p30" else None for product in qa["product_id"]])
    else:
        qa = qa.assign(**changes)
    with pytest.raises(DataError, match=message) as refused:
        built(tmp_path, tables | {"qa": qa})
    assert refused.value.remedy


def test_too_few_questions_stop_the_run_and_the_advice_helps(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="needs at least 30") as refused:
        built(tmp_path / "few", shop(), replace(SMALL, min_questions=30))
    told = dict(part.split("=") for part in refused.value.remedy.rstrip(".").split() if "=" in part)
    wanted = {name.removeprefix("features."): float(value) for name, value in told.items()}
    facts, _ = built(tmp_path / "advised", shop(), replace(SMALL, min_questions=30, **wanted))
    assert facts["valid"]["questions"] >= 30


def test_nothing_but_questions_and_ids_is_needed(tmp_path: Path) -> None:
    tables = shop()
    bare = {"products": tables["products"][["product_id", "title"]].assign(title=None), "qa": tables["qa"]}
    facts, files = built(tmp_path, bare)
    assert facts["passages"] == len(files["texts"]) == 0
    assert "opinions" not in files


def test_tables_without_any_row_are_as_tables_that_are_not_there(tmp_path: Path) -> None:
    tables = with_accounts()
    del tables["reviews"], tables["community_answers"]
    _, files = built(tmp_path / "absent", tables)
    empty = shop() | {
        "opinions": pd.DataFrame({"product_id": ["p00"], "attribute": ["lid"], "sentiment": ["positive"]}),
        "wish_lists": pd.DataFrame({"customer_id": ["c01"], "product_id": ["p00"]}),
        "reminders": pd.DataFrame({"reminder_id": ["m"], "customer_id": ["c01"], "text": ["x"], "due": [None]}),
    }
    none = {
        name: empty[name].head(0) for name in ("reviews", "community_answers", "opinions", "wish_lists", "reminders")
    }
    _, others = built(tmp_path / "empty", tables | none)
    assert len(others.pop("opinions")) == 0
    assert files.keys() == others.keys()
    for name, table in files.items():
        pd.testing.assert_frame_equal(table, others[name], check_dtype=False, obj=name)


def test_a_question_that_lost_its_answering_row_is_not_one_that_nothing_answers(tmp_path: Path) -> None:
    tables = shop()
    lost = tables["qa"]["question_id"].isin([f"q{at:02}-2" for at in range(12)]) & (tables["qa"]["grade"] == 2)
    wrong = (tables["qa"]["question_id"] == "q20-0") & (tables["qa"]["source"] == "review")
    odd = tables["qa"].loc[lost, :].assign(grade=lambda rows: [5, "yes", None, *[2] * (len(rows) - 3)], source="faq")
    aside = pd.concat([odd, tables["qa"][wrong].assign(source="faq"), tables["qa"].tail(1).assign(question_id="gone")])
    again = tables["qa"][(tables["qa"]["question_id"] == "q30-2") & (tables["qa"]["grade"] == 2)]
    aside = pd.concat([aside, again], ignore_index=True)
    content = [row.to_json() for _, row in aside.iterrows()]
    kept = tables | {"qa": tables["qa"][~(lost | wrong)]}
    facts, files = built(tmp_path, kept | {"quarantine": pd.DataFrame({"table": "qa", "content": content})})
    rows = examples(files)
    assert facts["questions_left_out_whose_answer_was_set_aside"] == 12
    assert (facts["questions"], int(rows["answerable"].sum())) == (108, 48)
    assert {"q20-0", "q30-2"} <= set(rows["example_id"])


def test_where_every_question_lost_its_answering_row_the_run_stops(tmp_path: Path) -> None:
    tables = shop()
    asked = tables["qa"][tables["qa"]["question"] == "How heavy is it?"]
    content = [row.to_json() for _, row in asked[asked["grade"] == 2].iterrows()]
    kept = tables | {"qa": asked[asked["grade"] == 0]}
    with pytest.raises(DataError, match="set aside"):
        built(tmp_path, kept | {"quarantine": pd.DataFrame({"table": "qa", "content": content})})


def test_a_customer_without_a_product_asks_for_own_rows_only_where_nothing_says_otherwise(tmp_path: Path) -> None:
    tables = with_accounts()
    told: dict[str, tuple[str | None, str | None, str | None]]
    told = {"x1": ("other", "Washes well", "bullet"), "x2": (None, "Washes well", "bullet")}
    told |= {"x3": ("other", None, None), "x4": (None, None, None), "x5": ("account_spent", None, None)}
    further = pd.DataFrame(
        [
            {"question_id": name, "question": f"{name}, well?", "kind": kind, "candidate": text, "source": source}
            for name, (kind, text, source) in told.items()
        ]
    ).assign(customer_id="c01", grade=0)
    tables["qa"] = pd.concat([tables["qa"], further], ignore_index=True)
    _, files = built(tmp_path, tables)
    rows = examples(files).set_index("example_id")
    assert rows.loc[list(told), "personal"].tolist() == [False, False, False, True, True]
    assert rows.loc[["x1", "x2", "x3"], "no_product"].all()
