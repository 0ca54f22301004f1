"""Tables of review extraction as strangers bring them: what is set aside and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from contracts.contract import Contract
from contracts.describe import as_markdown
from contracts.report import ValidationReport
from contracts.review_extraction import CONTRACT, REQUEST
from contracts.review_extraction.reviews import MOST_CHARACTERS
from contracts.validation import validate_directory
from infra.errors import DataError

SPANS = ("aspect", "aspect_start", "aspect_end", "opinion", "opinion_start", "opinion_end")
LENIENT = CONTRACT.model_copy(update={"max_rejected_share": 0.95})
TEXT = "Batterie 🔋 is great, strap is sooo flimsy"


def note(**changes: Any) -> dict[str, Any]:
    """The strap, judged; with changes."""
    start, opinion = TEXT.index("strap"), TEXT.index("sooo")
    made = {
        "review_id": "r1",
        "aspect": "strap",
        "aspect_start": start,
        "aspect_end": start + 5,
        "opinion": "sooo flimsy",
        "opinion_start": opinion,
        "opinion_end": opinion + 11,
        "sentiment": "negative",
    }
    return made | changes


def run(
    place: Path, annotations: list[dict[str, Any]], reviews: list[dict[str, Any]] | None = None, strict: bool = False
) -> ValidationReport:
    source = place / "in"
    source.mkdir(parents=True)
    pd.DataFrame(reviews or [{"review_id": "r1", "text": TEXT}]).to_parquet(source / "reviews.parquet")
    table = pd.DataFrame(annotations)
    for column in ("aspect_start", "aspect_end", "opinion_start", "opinion_end"):
        table[column] = table[column].astype("Int64")
    table.to_parquet(source / "annotations.parquet")
    contract: Contract = CONTRACT if strict else LENIENT
    return validate_directory(contract, source, place / "out", today=date(2024, 6, 30))


def broken(report: ValidationReport, table: str) -> dict[str, int]:
    (found,) = (one for one in report.tables if one.name == table)
    return {rule.name: rule.broken for rule in found.rules if rule.broken}


def kept(place: Path, table: str) -> pd.DataFrame:
    return pd.read_parquet(place / "out" / f"{table}.parquet")


def test_places_are_characters_of_the_text_as_given_and_either_span_may_be_implied(tmp_path: Path) -> None:
    implied = note(aspect=None, aspect_start=None, aspect_end=None)
    alone = note(opinion=None, opinion_start=None, opinion_end=None)
    report = run(tmp_path, [note(), implied, alone], strict=True)
    assert report.refusal is None
    assert not broken(report, "annotations")
    row = kept(tmp_path, "annotations").iloc[0]
    assert kept(tmp_path, "reviews")["text"][0][row["opinion_start"] : row["opinion_end"]] == "sooo flimsy"


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({"opinion_end": 1_000}, {"opinion_in_text"}),
        ({"aspect_start": -3}, {"aspect_in_text"}),
        ({"aspect_end": 0}, {"aspect_in_text"}),
        ({"aspect_end": None}, {"aspect_in_text", "aspect_as_told"}),
        ({"aspect_start": TEXT.index("strap") + 2, "aspect": "rap"}, {"aspect_in_text"}),
        ({"aspect_end": TEXT.index("strap") + 3, "aspect": None}, {"aspect_in_text"}),
        ({"aspect": "battery"}, {"aspect_as_told"}),
        ({"aspect": " STRAP "}, set()),
        ({"sentiment": "mixed"}, {"sentiment_known"}),
        ({"review_id": "r9"}, {"review_known"}),
        (dict.fromkeys(SPANS), {"something_written"}),
    ],
)
def test_a_span_that_cannot_be_is_set_aside(changes: dict[str, Any], rules: set[str], tmp_path: Path) -> None:
    # Another row stays, so that the table is not empty.
    report = run(tmp_path, [note(**changes), note(aspect_start=None, aspect_end=None, aspect=None)])
    assert set(broken(report, "annotations")) == rules


def test_bytes_instead_of_characters_are_found_by_what_stands_there(tmp_path: Path) -> None:
    start = len(TEXT[: TEXT.index("strap")].encode())
    report = run(tmp_path, [note(aspect_start=start, aspect_end=start + 5), note()])
    assert broken(report, "annotations")["aspect_as_told"] == 1


@pytest.mark.parametrize("margin", ["  ", "\u00a0", "\r\n\t", "\ufeff", "\U0001f44d ", "e\u0301 "])
@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_what_a_text_begins_with_is_counted_and_kept(tmp_path: Path, margin: str, suffix: str) -> None:
    places = {name: note()[name] + len(margin) for name in note() if name.endswith(("_start", "_end"))}
    tables = {
        "reviews": pd.DataFrame([{"review_id": "r1", "text": margin + TEXT + " "}]),
        "annotations": pd.DataFrame([note(**places)]),
    }
    (tmp_path / "in").mkdir()
    for name, table in tables.items():
        if suffix == "csv":
            table.to_csv(tmp_path / "in" / f"{name}.csv", index=False)
        else:
            table.to_parquet(tmp_path / "in" / f"{name}.parquet")
    report = validate_directory(CONTRACT, tmp_path / "in", tmp_path / "out", today=date(2024, 6, 30))
    assert report.refusal is None
    assert not broken(report, "annotations")
    assert kept(tmp_path, "reviews")["text"].tolist() == [margin + TEXT + " "]


def test_places_in_utf16_and_implied_spans_at_minus_one_are_told_the_way_out(tmp_path: Path) -> None:
    start = len(TEXT[: TEXT.index("strap")].encode("utf-16-le")) // 2
    shifted = run(tmp_path / "utf16", [note(aspect=None, aspect_start=start, aspect_end=start + 5)], strict=True)
    assert "UTF-16" in (shifted.refusal or "") + (shifted.remedy or "")
    implied = run(tmp_path / "minus", [note(aspect=None, aspect_start=-1, aspect_end=-1)], strict=True)
    assert broken(implied, "annotations") == {"aspect_in_text": 1}
    assert "both places empty, not -1" in (implied.remedy or "")


def test_a_span_of_blanks_alone_is_set_aside(tmp_path: Path) -> None:
    gap = TEXT.index(" is ")
    report = run(tmp_path, [note(aspect=None, aspect_start=gap, aspect_end=gap + 1), note()])
    assert broken(report, "annotations") == {"aspect_in_text": 1}


def test_scripts_without_blanks_between_words_may_be_cut_anywhere(tmp_path: Path) -> None:
    text = "电池很好"
    row = {"review_id": "r2", "aspect_start": 0, "aspect_end": 2, "opinion_start": 2, "opinion_end": 4}
    report = run(tmp_path, [row | {"sentiment": "positive"}], [{"review_id": "r2", "text": text}])
    assert not broken(report, "annotations")


def test_of_contradicting_annotations_none_is_kept_and_of_equal_ones_the_first(tmp_path: Path) -> None:
    implied = note(aspect=None, aspect_start=None, aspect_end=None)
    report = run(tmp_path, [note(), note(sentiment="positive"), implied, implied])
    assert broken(report, "annotations") == {"annotated_once": 3}
    assert kept(tmp_path, "annotations")["aspect_start"].isna().tolist() == [True]


def test_texts_that_name_nothing_and_pages_are_set_aside(tmp_path: Path) -> None:
    texts = ["", "   ", "👍👍👍", "<br/>&nbsp;", "x " * MOST_CHARACTERS, None]
    fine = ["<b>Great</b> sound", "Très bien", "ok", "y" * MOST_CHARACTERS]
    rows = [{"review_id": f"t{at}", "text": text} for at, text in enumerate(texts + fine)]
    report = run(tmp_path, [note()], [{"review_id": "r1", "text": TEXT}, *rows])
    assert broken(report, "reviews") == {"some_text": 5, "text_length": 1}
    assert kept(tmp_path, "reviews")["text"].tolist() == [TEXT, *fine], "as they were written"


def test_stars_out_of_range_other_splits_and_repeated_ids_are_set_aside(tmp_path: Path) -> None:
    rows = [
        *({"review_id": f"s{at}", "text": "fine", "stars": stars} for at, stars in enumerate([0, 6, 4.5, -1, None])),
        {"review_id": "d", "text": "one", "split": "training"},
        {"review_id": "e", "text": "one"},
        {"review_id": "e", "text": "two"},
    ]
    report = run(tmp_path, [note(), note(review_id="s0")], [{"review_id": "r1", "text": TEXT}, *rows])
    assert broken(report, "reviews") == {"stars_1_to_5": 3, "split_known": 1, "id_unique": 2}
    assert broken(report, "annotations") == {"review_known": 1}, "with its review its annotations go"


def test_too_many_bad_rows_stop_the_run_and_the_way_out_is_told(tmp_path: Path) -> None:
    report = run(tmp_path, [note(opinion_end=999), note()], strict=True)
    assert "opinion_in_text" in (report.refusal or "")
    assert "bytes" in (report.remedy or "")


def test_a_table_that_lacks_its_places_is_refused(tmp_path: Path) -> None:
    (tmp_path / "reviews.csv").write_text("review_id,text\nr1,fine\n")
    (tmp_path / "annotations.csv").write_text("review_id,aspect,sentiment\nr1,fine,positive\n")
    with pytest.raises(DataError, match="aspect_start"):
        validate_directory(CONTRACT, tmp_path, tmp_path / "out")


def test_the_contract_is_told_in_words() -> None:
    told = as_markdown(CONTRACT)
    assert "cut no word" in told
    assert {column.name for column in REQUEST.columns} == {"request_id", "text", "product_id", "language"}
