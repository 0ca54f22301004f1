"""The extractor learns from examples, is stored, and answers in both views whatever it is asked."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from review_examples import SETTINGS, shop
from review_shop import reviews

from models import minilm
from models.errors import InputError
from models.review_extraction import ReviewExtractor, train
from models.review_extraction.extracted import Extracted
from models.review_extraction.request import OUTPUTS
from models.serving import load_bundle

ODD = ["", None, "\U0001f600\U0001f44d", "<br/>", "Das Bild wirkt auf uns sehr scharf.", "x" * 50_000]
COLUMNS = [name for name, _ in OUTPUTS]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("review")
    metrics = train(shop(where / "examples"), SETTINGS, where / "bundle", lambda *_: None)
    assert metrics["triplet_f1"] > 0.9
    return where / "bundle"


@pytest.fixture(scope="module")
def model(bundle: Path) -> ReviewExtractor:
    found = load_bundle(bundle)
    assert isinstance(found, ReviewExtractor)
    return found


def test_only_native_files(bundle: Path) -> None:
    kinds = {path.suffix for path in bundle.rglob("*") if path.is_file()}
    assert kinds == {".npz", ".json", ".parquet"}


def test_no_request_waits_for_the_network_to_be_read(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bool] = []
    monkeypatch.setattr(minilm, "_model", lambda known=minilm._model: read.append(True) or known())
    found = load_bundle(bundle)
    assert read
    answers = found.predict(pd.DataFrame({"text": ["the zorkflange is great"]}))
    assert len(answers) == 1


def test_triplets_stand_where_they_say(model: ReviewExtractor) -> None:
    text = "The battery is great. Broke after a week!"
    told = model.predict(pd.DataFrame({"request_id": ["r"], "text": [text]}))
    assert list(told.columns) == COLUMNS
    first, second = told.to_dict("records")
    assert text[first["aspect_start"] : first["aspect_end"]] == first["aspect"] == "battery"
    assert text[first["opinion_start"] : first["opinion_end"]] == first["opinion"] == "great"
    assert (first["sentiment"], first["attribute"]) == ("positive", "battery")
    assert pd.isna(second["aspect"])
    assert (second["aspect_start"], second["aspect_end"]) == (-1, -1)
    assert second["sentiment"] == "negative"
    assert 0 < first["confidence"] <= 1


def test_signature_and_example_hold(model: ReviewExtractor) -> None:
    told = model.signature()
    assert {name for name, _, _ in told["inputs"]} >= set(model.input_example().columns)
    for view in ("triplets", "attributes"):
        answer = model.predict(model.input_example(), {"view": view})
        kinds = {"long": "int64", "double": "float64", "boolean": "bool", "string": "str"}
        assert {name: str(kind) for name, kind in answer.dtypes.items()} == {
            name: kinds[kind] for name, kind, _ in told["outputs"]
        }


def test_odd_texts_have_an_answer_each(model: ReviewExtractor) -> None:
    frame = pd.DataFrame({"text": pd.array(ODD, dtype="str")})
    for view in ("triplets", "attributes"):
        told = model.predict(frame, {"view": view})
        assert told["request_id"].unique().tolist() == [str(row) for row in range(len(ODD))]
        assert told["note"].notna().all()
        assert told["sentiment"].isna().tolist()[:4] == [True] * 4
    notes = model.predict(frame)["note"].tolist()
    assert notes[:2] == ["no text", "no text"]
    assert "words are known, so it was not read" in notes[4]
    unread = model.predict(frame.iloc[[4]], {"threshold": 0.0})
    assert unread["sentiment"].isna().all()
    assert model.predict(frame.iloc[:0]).empty
    assert model.predict(frame.iloc[:0], {"view": "attributes"}).empty


PLAIN = ("The battery", " is great", " really bad", ".", " Broke after a week!", "screen", "price", "...")
MARKS = ("\r\n", "\t", "<br/>", "&amp;", "<b>", "</b>", "\x00", "\u200b", "\u200f")
LETTERS = ("שלום", "e\u0301", "\U0001f600", "\ud83d", "İ", "ß", "ﬁ")
PIECES = st.sampled_from((*PLAIN, *MARKS, *LETTERS))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=30).map("".join))
def test_spans_are_places_of_the_text_as_it_was_given(model: ReviewExtractor, text: str) -> None:
    told = model.predict(pd.DataFrame({"text": pd.Series([text], dtype=object)}), {"threshold": 0.0})
    # half a character has no place in an answer: it comes back as one question mark
    given_text = "".join("?" if "\ud800" <= one <= "\udfff" else one for one in text)
    for kind in ("aspect", "opinion"):
        for said, start, end in told[[kind, f"{kind}_start", f"{kind}_end"]].itertuples(index=False):
            if start == -1:
                assert end == -1
                assert pd.isna(said)
            else:
                assert given_text[start:end] == said.strip() == said != ""


def test_the_view_reads_no_language_that_was_not_taught(tmp_path: Path, bundle: Path) -> None:
    rows = pd.read_parquet(shop(tmp_path / "examples") / "products.parquet")
    foreign = rows.assign(text="La bateria es muy mala y la pantalla es buena.", product_id="lejos", split="unlabelled")
    foreign["review_id"] = "foreign" + foreign["review_id"]
    pd.concat([rows, foreign]).to_parquet(tmp_path / "examples" / "products.parquet", index=False)
    train(tmp_path / "examples", SETTINGS, tmp_path / "bundle", lambda *_: None)
    told = load_bundle(tmp_path / "bundle").predict(pd.DataFrame({"product_id": ["lejos"]}), {"view": "attributes"})
    assert told["mentions"].tolist() == [0]
    for name in ("attributes.npz", "ratings.json"):
        assert (tmp_path / "bundle" / name).read_bytes() == (bundle / name).read_bytes(), name


def test_words_stand_in_markup_too(model: ReviewExtractor) -> None:
    text = "<table><tr><td>The</td><td>&quot;battery&quot;&nbsp;is</td><td>great.</td></tr></table>"
    told = model.predict(pd.DataFrame({"text": [text]}))
    assert told[["aspect", "opinion"]].to_numpy().tolist() == [["battery", "great"]]
    assert told["note"].isna().all()


def test_a_told_language_that_was_not_taught_is_said(model: ReviewExtractor) -> None:
    frame = pd.DataFrame({"text": ["The price is great."] * 2, "language": ["de-AT", "en_GB"]})
    notes = model.predict(frame)["note"].tolist()
    assert "language de" in notes[0]
    assert pd.isna(notes[1])


def test_a_product_has_a_table(model: ReviewExtractor) -> None:
    frame = pd.DataFrame({"request_id": ["a", "b", "c"], "product_id": ["p1", "nobody", "measured"]})
    told = model.predict(frame, {"view": "attributes"})
    own = told[told["request_id"] == "a"]
    assert {"battery", "screen", "price", "sound quality"} <= set(own["attribute"])
    assert own["mentions"].is_monotonic_decreasing
    assert ((own["low"] <= own["rating"]) & (own["rating"] <= own["high"])).all()
    assert own["low"].ge(1).all()
    assert own["high"].le(5).all()
    assert own["contradicting"].any()
    quotes = json.loads(own["quotes"].iloc[0])
    assert len(quotes) <= 3
    assert all(set(one) == {"text", "sentiment"} for one in quotes)
    lost = told[told["request_id"] == "b"]
    assert lost["mentions"].tolist() == [0]
    assert lost["note"].str.contains("no review").all()
    assert told.loc[told["request_id"] == "c", "mentions"].gt(0).all()


@pytest.mark.parametrize("split", ["test", "held_out", None])
def test_reviews_that_measure_are_shown_and_teach_nothing(split: str | None, tmp_path: Path, bundle: Path) -> None:
    rows = pd.read_parquet(shop(tmp_path / "examples") / "products.parquet")
    rows.loc[rows["split"] == "test", ["text", "split"]] = ["The zorkflange is great.", split]
    rows.to_parquet(tmp_path / "examples" / "products.parquet", index=False)
    train(tmp_path / "examples", SETTINGS, tmp_path / "bundle", lambda *_: None)
    names = {path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file()}
    names -= {"bundle.json", "mentions.parquet"}
    assert names
    for name in names:
        assert (tmp_path / "bundle" / name).read_bytes() == (bundle / name).read_bytes(), name
    told = load_bundle(tmp_path / "bundle").predict(pd.DataFrame({"product_id": ["measured"]}), {"view": "attributes"})
    assert told["mentions"].sum() == 1


def test_told_texts_take_the_place_of_the_known_ones(model: ReviewExtractor) -> None:
    texts = ["The price is great."] * 3 + ["The price is awful.", "The screen is great."]
    told = model.predict(pd.DataFrame({"text": texts, "product_id": ["p1"] * 4 + ["p9"]}), {"view": "attributes"})
    assert told["product_id"].tolist() == ["p1", "p9"]
    assert told["request_id"].tolist() == ["0", "4"]
    # three copies are one review
    assert told["mentions"].tolist() == [2, 1]


def test_an_empty_text_beside_a_product_asks_for_what_is_known_of_it(model: ReviewExtractor) -> None:
    frame = pd.DataFrame({"text": ["", " ", None], "product_id": ["p1"] * 3})
    told = model.predict(frame, {"view": "attributes"})
    tables = [part.drop(columns="request_id").reset_index(drop=True) for _, part in told.groupby("request_id")]
    assert len(tables) == 3
    assert (tables[0]["mentions"] > 0).all()
    for other in tables[1:]:
        pd.testing.assert_frame_equal(tables[0], other)
    assert model.predict(frame.assign(product_id=None), {"view": "attributes"})["note"].tolist() == ["no text"] * 3


def test_notes_on_the_texts_of_a_product_are_told_together(model: ReviewExtractor) -> None:
    german = "Das Bild wirkt auf uns sehr scharf."
    frame = pd.DataFrame({"text": ["The price is great.", german, german, german + " Gut."], "product_id": "p1"})
    notes = model.predict(frame, {"view": "attributes"})["note"].unique().tolist()
    assert notes == ["only 0 of 7 words are known, so it was not read; only 0 of 8 words are known, so it was not read"]
    many = pd.DataFrame({"text": [german + " gut" * at for at in range(5)], "product_id": "p1"})
    note = model.predict(many, {"view": "attributes"})["note"].item()
    assert note.endswith("and 2 more notes; no opinion found")


def test_of_known_products_no_threshold_tells_what_was_not_kept(model: ReviewExtractor) -> None:
    frame = pd.DataFrame({"product_id": ["p1"]})
    every, own, none = (model.predict(frame, {"view": "attributes", "threshold": at}) for at in (0.0, -1.0, 1.0))
    pd.testing.assert_frame_equal(every, own)
    assert none["mentions"].sum() < own["mentions"].sum() or (none["mentions"] == own["mentions"]).all()


def test_the_threshold_decides_what_is_told(model: ReviewExtractor) -> None:
    frame = pd.DataFrame({"text": reviews(20, 9).texts})
    every, own, none = (model.predict(frame, {"threshold": value}) for value in (0.0, -1.0, 1.0))
    assert every["sentiment"].notna().sum() >= own["sentiment"].notna().sum() > 0
    assert none["sentiment"].isna().all()


def test_one_text_is_answered_as_among_others(model: ReviewExtractor) -> None:
    frame = pd.DataFrame({"request_id": list("abcdef"), "text": [*reviews(5, 8).texts, "the battry lifee is great"]})
    together = model.predict(frame)
    apart = pd.concat([model.predict(frame.iloc[[row]]) for row in range(len(frame))], ignore_index=True)
    pd.testing.assert_frame_equal(together, apart)


def test_terms_are_told_on_their_own(model: ReviewExtractor) -> None:
    told = model.terms(["The battery is great."])
    assert told[["kind", "start", "end"]].to_numpy().tolist() == [["aspect", 4, 11], ["opinion", 15, 20]]


@pytest.mark.parametrize(
    ("frame", "params", "words"),
    [
        (pd.DataFrame({"words": ["x"]}), None, "none of the columns"),
        (pd.DataFrame({"text": [1.5]}), None, "no text"),
        (pd.DataFrame({"text": ["x"]}), {"view": "stars"}, "view is"),
        (pd.DataFrame({"text": ["x"]}), {"threshold": 1.5}, "threshold is"),
        (pd.DataFrame({"text": ["x"]}), {"threshold": np.nan}, "threshold is"),
    ],
)
def test_what_cannot_be_used_is_refused(
    model: ReviewExtractor, frame: pd.DataFrame, params: dict[str, object] | None, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        model.predict(frame, params)


def test_the_same_examples_make_the_same_bundle(bundle: Path, tmp_path: Path) -> None:
    train(shop(tmp_path / "examples"), SETTINGS, tmp_path / "again", lambda *_: None)
    one, other = (json.loads((path / "bundle.json").read_text())["files"] for path in (bundle, tmp_path / "again"))
    assert one == other


def test_what_marks_alone_name_is_neither_told_nor_rated(
    model: ReviewExtractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "! great"
    one = np.zeros(1, dtype=np.int64)
    spans = Extracted(one, one, one + 1, one + 2, one + 7, one + 2, np.ones(1))
    monkeypatch.setattr(type(model.answerer.engine), "extract", lambda *_: spans)
    asked = pd.DataFrame({"product_id": ["new"], "text": [text]})
    assert model.predict(asked)["sentiment"].isna().all()
    assert model.predict(asked, {"view": "attributes"})["rating"].isna().all()
