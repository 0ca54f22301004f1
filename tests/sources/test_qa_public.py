"""ePQA and hetPQA become contract tables, on lines made up here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from infra.errors import DataError
from models.question_answering.attribute_words import worded
from sources.public.epqa import COLUMNS, judged_rows
from sources.public.epqa_hetpqa import strangers
from sources.public.hetpqa import evidence_rows, with_others
from sources.public.qa_attributes import printed_attribute
from sources.public.qa_tables import write_tables


@pytest.mark.parametrize(
    ("printed", "value", "told"),
    [
        ('brand:  { value:"vegg" }', {"value": "vegg"}, "brand: vegg"),
        ("lid:  { value:false }", {"value": False}, "lid: no"),
        (
            "item_weight:  { unit:pounds, normalized_value:{ unit:kg, value:1.5 }, value:3. }",
            {"unit": "pounds", "normalized_value": {"unit": "kg", "value": 1.5}, "value": 3},
            "item weight: 3 pounds",
        ),
        ('os:  { value:"a, b" }; { value:"c" }', [{"value": "a, b"}, {"value": "c"}], "os: a, b, c"),
        ('size:  { value:"8|" x 10|"" }', {"value": '8" x 10"'}, 'size: 8" x 10"'),
        ('case:  { value:"8\\" x 8\\" tin" }', {"value": '8" x 8" tin'}, 'case: 8" x 8" tin'),
        (
            'sleeve:  { type:[ { value:"long_sleeve" } ] }',
            {"type": [{"value": "long_sleeve"}]},
            "sleeve: type long sleeve",
        ),
        ("from:  { value:2018-08-20t00:00:01z }", {"value": "2018-08-20t00:00:01z"}, "from: 2018-08-20t00:00:01z"),
        ("code:  { value:007 }", {"value": "007"}, "code: 007"),
        (
            "language:  { type:published, value:english }",
            {"type": "published", "value": "english"},
            "language: english (published)",
        ),
    ],
)
def test_printed_attributes_are_read_and_told_in_words(printed: str, value: Any, told: str) -> None:
    name, read = printed_attribute(printed)
    assert read == value
    assert worded(name, read) == told


@pytest.mark.parametrize(
    ("printed", "problem"),
    [
        ("no value", "no `name: value`"),
        (": { value:1 }", "no `name: value`"),
        ("a:  { value:1", "no value"),
        ("a:  { value:1 } b", "something follows"),
        ("a:  { :1 }", "no name"),
    ],
)
def test_what_is_printed_otherwise_is_refused(printed: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        printed_attribute(printed)


@pytest.mark.parametrize("value", [None, "", [], {}, {"value": None, "unit": "kg"}, {"a": {"b": None}}])
def test_an_attribute_that_says_nothing_is_not_told(value: Any) -> None:
    assert worded("weight", value) == ""


def rows() -> pd.DataFrame:
    lines = [
        ("1", "how heavy is it", "p", "weight:  { unit:kg, value:2 }", "attribute", "Mug", "2", "it weighs 2 kg"),
        ("1", "how heavy is it", "p", "no. Question: is it heavy?", "cqa", "Mug", "1", "no"),
        ("1", "how heavy is it", "p", "!", "review", "Mug", "0", ""),
        ("1", "how heavy is it", "p", "!", "review", "Mug", "0", ""),
        ("2", "is it blue", "p", "weight:  { unit:kg, value:3 }", "attribute", "Mug", "0", ""),
        ("2", "is it blue", "p", "a blue mug.", "description", "Mug", "2", "yes"),
        ("2", "is it blue", "p", "none", "bullet", "Mug", "0", ""),
        ("2", "is it blue", "p", "love it", "review", "Mug", "0", ""),
    ]
    return pd.DataFrame(lines, columns=list(COLUMNS))


def tables(place: Path, judged: pd.DataFrame) -> dict[str, pd.DataFrame]:
    titles = judged.drop_duplicates("product_id").set_index("product_id")["title"]
    write_tables(judged, titles, place)
    return {path.stem: pd.read_parquet(path) for path in place.glob("*.parquet")}


def test_candidates_of_epqa_are_labels_and_what_is_told_of_the_product(tmp_path: Path) -> None:
    made = tables(tmp_path, judged_rows(rows(), "test"))
    (product,) = made["products"].to_dict("records")
    assert json.loads(product["attributes"]) == {"weight": [{"unit": "kg", "value": 2}, {"unit": "kg", "value": 3}]}
    assert (product["title"], product["description"]) == ("Mug", "a blue mug.")
    assert json.loads(product["bullets"]) == ["none"], "a text that programs take for missing"
    assert made["reviews"]["text"].tolist() == ["love it"]
    assert made["community_answers"][["answer", "question"]].values.tolist() == [["no.", "is it heavy?"]]
    qa = made["qa"]
    assert len(qa) == 7, "what a question has twice counts once"
    assert qa.loc[qa["grade"] == 2, "candidate"].tolist() == ["weight: 2 kg", "a blue mug."]
    assert set(qa["split"]) == {"test"}
    assert qa["answer"].notna().sum() == 3


def test_the_order_of_epqa_is_not_handed_on(tmp_path: Path) -> None:
    judged = judged_rows(rows(), "train")
    there, back = tables(tmp_path / "a", judged)["qa"], tables(tmp_path / "b", judged.iloc[::-1])["qa"]
    for question in ("1", "2"):
        one, other = (table.loc[table["question_id"] == question, "candidate"].tolist() for table in (there, back))
        assert one == other
    assert "qa_pair_id" not in there


@pytest.mark.parametrize(("column", "value"), [("source", "web"), ("label", "3")])
def test_what_epqa_never_had_is_refused(column: str, value: str) -> None:
    with pytest.raises(DataError, match=value):
        judged_rows(rows().assign(**{column: value}), "train")


def evidence(place: Path, split: str, lines: list[tuple[str, str, str, str, str]]) -> pd.DataFrame:
    path = place / f"{split}.csv"
    table = pd.DataFrame(lines, columns=["ASIN", "question", "candidate", "answer", "source"])
    table.to_csv(path, sep="\t", index=False)
    return evidence_rows(path, split)


def test_each_question_of_hetpqa_has_the_others_evidence_as_wrong_candidates(tmp_path: Path) -> None:
    train = evidence(
        tmp_path,
        "train",
        [
            ("p", "one?", "first", "yes", "review"),
            ("p", "one?", "second", "yes", "Desc"),
            ("p", "two?", "third", 'a "no"', "OSP"),
            ("other", "one?", "fourth", "no", "CQA"),
        ],
    )
    test = evidence(tmp_path, "test", [("p", "three?", "fifth", "no", "bullet")])
    whole = with_others(pd.concat([train, test], ignore_index=True))
    graded = {
        question: dict(zip(own["candidate"], own["grade"], strict=True))
        for question, own in whole.groupby("question_id")
    }
    assert graded["train-0"] == {"first": 2, "second": 2, "third": 0}
    assert graded["train-1"] == {"third": 2, "first": 0, "second": 0}
    assert graded["train-2"] == {"fourth": 2}
    assert graded["test-0"] == {"fifth": 2, "first": 0, "second": 0, "third": 0}, "the test's evidence is not in train"
    assert set(whole["source"]) == {"review", "description", "community", "bullet"}


def test_a_file_of_another_layout_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(DataError, match=r"x\.csv: lacks the columns ASIN"):
        evidence_rows(path, "train")
    with pytest.raises(DataError, match="source 'web'"):
        evidence(tmp_path, "train", [("p", "q", "c", "a", "web")])


def test_what_is_learnt_beside_epqa_shares_neither_product_nor_question_with_it() -> None:
    judged = pd.DataFrame(
        {"question": ["is it blue", "how heavy?"], "product_id": ["p", "q"], "split": ["train", "test"]}
    )
    further = pd.DataFrame(
        {
            "question_id": ["1", "2", "3"],
            "question": ["is it big", "How  heavy", "is it big"],
            "product_id": ["q", "x", "x"],
        }
    )
    assert strangers(further, judged)["question_id"].tolist() == ["hetpqa-3"]
