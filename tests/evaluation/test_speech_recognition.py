"""Speech recognition is measured by what was said: words, meanings, speakers, and nothing."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from speech_for_tests import SETTINGS, ToneRecogniser, answered, examples, order, utterance

from evaluation import speech_recognition as room
from evaluation.bootstrap import once
from evaluation.example_files import each_with_file, with_files
from evaluation.gate_policy import is_known
from evaluation.speech_outcomes import values_of
from evaluation.speech_sheet import agreeing
from evaluation.speech_statistics import worst_speaker

TWO = '{"product": "shoes", "quantity": "2"}'


def shop(folder: Path) -> pd.DataFrame:
    rows = [
        order("right", count=True, speaker="ann", seen=False, accent="Scottish"),
        order("wrong", count=True, speaker="bob", seen=True),
        order("unsure", count=False, speaker="bob", seen=True),
        order("other value", count=True, speaker="ann", seen=False),
        utterance("no phrase", "help stop", kind="other"),
        utterance("nobody", "", kind="nothing"),
        utterance("quiet", "", kind="nothing"),
    ]
    return room.requests(examples(folder, rows))


def told(table: pd.DataFrame) -> pd.DataFrame:
    return room.outcomes(
        table,
        answered(
            table,
            [
                ("right", "add two shoes", 0.9, "add", TWO, ""),
                ("wrong", "add shoes stop", 0.6, "add", '{"product": "shoes"}', ""),
                ("unsure", "add shoes", 0.2, None, None, "unsure"),
                ("other value", "add two shoes", 0.8, "add", '{"product": "Shoes", "quantity": "3"}', ""),
                ("no phrase", "stop", 0.3, None, None, "nothing_fits"),
                ("nobody", "stop", 0.7, "stop", "{}", ""),
            ],
        ),
    )


def values(table: pd.DataFrame) -> dict[str, float]:
    whole = once(len(table))
    return {name: float(statistic(table, whole)[0]) for name, statistic in room.STATISTICS.items()}


def test_requests_hold_the_recording_alone(tmp_path: Path) -> None:
    table = shop(tmp_path)
    asked = room.request_columns(table)
    assert asked.columns.tolist() == ["request_id", "audio"]
    assert all(isinstance(one, bytes) for one in asked["audio"])
    enrolled = room.request_columns(table.assign(enrolment=b"voice", enrolment_text="add"))
    assert enrolled.columns.tolist() == ["request_id", "audio", "enrolment", "enrolment_text"]


def test_phrases_others_and_nothing_are_told_apart(tmp_path: Path) -> None:
    table = shop(tmp_path).set_index("example_id")
    assert set(table.index[table["other"]]) == {"no phrase"}
    assert set(table.index[table["nothing"]]) == {"nobody", "quiet"}
    assert set(table.index[table["unseen_speaker"]]) == {"right", "other value"}
    assert set(table.index[table["seen_speaker"]]) == {"wrong", "unsure"}
    assert table.at["right", "group"] == "recording right", "two speakers are too few to be drawn"


def test_without_intents_whatever_is_said_is_expected(tmp_path: Path) -> None:
    rows = [utterance("a", "add two") | {"transcript": "Add TWO, shoes!"}, utterance("b", "")]
    table = room.requests(examples(tmp_path, rows))
    assert table["expected"].tolist() == [True, False]
    assert table["said"].tolist() == ["add two shoes", ""]
    assert not table[["seen_speaker", "unseen_speaker"]].to_numpy().any()


def test_of_enough_speakers_their_recordings_are_drawn_together(tmp_path: Path) -> None:
    rows = [utterance(f"u{at}", "stop", speaker=f"s{at % 10}") for at in range(20)] + [utterance("n", "")]
    table = room.requests(examples(tmp_path, rows))
    assert table["group"].nunique() == 11
    assert table["group"].iloc[-1] == "recording n"


def test_words_of_refused_answers_count_and_meanings_do_not(tmp_path: Path) -> None:
    rows = told(shop(tmp_path)).set_index("example_id")
    assert rows["errors"].to_dict() == {
        **{"right": 0, "wrong": 2, "unsure": 0, "other value": 0, "no phrase": 1, "nobody": 1, "quiet": 0}
    }
    assert set(rows.index[rows["understood"]]) == {"right"}
    assert set(rows.index[rows["intent_right"]]) == {"right", "wrong", "other value"}
    assert set(rows.index[rows["answered_wrong"]]) == {"wrong", "other value"}
    assert set(rows.index[rows["accepted"]]) == {"nobody"}
    assert rows["score"].tolist() == [0.9, 0.6, 0.2, 0.8, 0.3, 0.7, 0.0]


def test_statistics_are_those_of_the_recordings_that_they_are_about(tmp_path: Path) -> None:
    table = told(shop(tmp_path))
    found = values(table)
    assert found["wer"] == pytest.approx(2 / 11)
    assert found["wer_all"] == pytest.approx(3 / 13)
    assert found["wer"] == pytest.approx(found["substitution_rate"] + found["deletion_rate"] + found["insertion_rate"])
    assert found["sentence_accuracy"] == pytest.approx(3 / 4)
    assert found["command_accuracy"] == found["order_accuracy"] == pytest.approx(1 / 4)
    assert found["refused"] == pytest.approx(1 / 4)
    assert found["refused_other"] == 1.0
    assert found["refused_nothing"] == 0.5
    hours = table.loc[table["nothing"], "seconds"].sum() / 3_600
    assert found["false_accepts_per_hour"] == pytest.approx(1 / hours)


def test_the_worst_speaker_has_said_enough() -> None:
    rows = pd.DataFrame({"speaker": ["ann", "ann", "bob", "eve", None], "expected_words": [10, 10, 20, 19, 50]}).assign(
        expected_errors=[1, 2, 2, 19, 50]
    )
    assert worst_speaker(rows, once(5))[0] == pytest.approx(3 / 20)
    weights = np.array([[0, 0, 1, 1, 1], [2, 0, 1, 0, 0], [0, 0, 0, 1, 1]], np.float32)
    np.testing.assert_allclose(worst_speaker(rows, weights), [0.1, 0.1, np.nan])
    assert np.isnan(worst_speaker(rows.iloc[3:], once(2))).all()


def test_slots_are_compared_as_what_they_mean() -> None:
    assert values_of('{"a": "Red Shoes", "b": null}') == values_of('{"a": "red shoes"}')
    assert values_of('{"a": 2, "b": ["x", "y"]}') == values_of('{"b": "x y", "a": "2"}')
    assert values_of('{"a": 2.0}') == {"a": "2"}
    assert values_of(None) == values_of(float("nan")) == values_of("{}") == {}


def test_measures_are_told_of_and_named_in_the_room(tmp_path: Path) -> None:
    found = room.measures(told(shop(tmp_path)), resamples=100, confidence=0.95, seed=0)
    assert set(room.STATISTICS) <= set(found)
    assert all(one.meaning for one in found.values())
    assert {name for name in room.STATISTICS if not found[name].higher_is_better} == set(room.LOWER_IS_BETTER)
    assert [name for name in found if not is_known(name, (*room.STATISTICS, *room.MEASURES))] == []
    assert found["wer_unseen_speaker"].value == 0.0
    assert found["wer_seen_speaker"].value == pytest.approx(2 / 5)
    assert found["wer_accent_scottish"].n == 1
    assert found["wer"].n == 4
    assert found["false_accepts_per_hour"].unit == "1/h"


def test_no_false_accept_is_no_proof_that_there_are_none(tmp_path: Path) -> None:
    rows = [utterance("a", "stop"), utterance("b", ""), utterance("c", "")]
    table = room.requests(examples(tmp_path, rows))
    outcomes = room.outcomes(table, answered(table, []))
    found = room.measures(outcomes, resamples=100, confidence=0.95, seed=0)
    accepts, refused = found["false_accepts_per_hour"], found["refused_nothing"]
    assert (accepts.value, accepts.low) == (0.0, 0.0)
    assert accepts.high == pytest.approx(0.8419 * 2 / outcomes["hours"].sum(), rel=1e-3)
    assert (refused.value, refused.high) == (1.0, 1.0)
    assert refused.low == pytest.approx(1 - 0.8419, abs=1e-4)


def test_an_unreadable_recording_is_counted_and_calibrates_nothing(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [order("a", count=True), utterance("b", "stop") | {"audio": b"no sound"}]
    table = room.requests(examples(tmp_path, rows))
    found = room.outcomes(table, ToneRecogniser().predict(room.request_columns(table), room.request_params(table)))
    assert found["unreadable"].tolist() == [False, True]
    assert found["refused_other"].tolist() == [False, True]
    assert room.measures(found, resamples=100, confidence=0.95, seed=0)["ece"].n == 1


def test_recordings_are_read_as_they_come_from_whatever_row_group(tmp_path: Path) -> None:
    table = shop(tmp_path)
    stored = pd.read_parquet(tmp_path / "test.parquet")["audio"].tolist()
    assert "audio" not in table
    assert with_files(table.iloc[::-1], "audio")["audio"].tolist() == stored[::-1]
    assert [row.audio for row in each_with_file(table, "audio")] == stored


def test_curves_and_sheets_are_drawn_of_what_there_is(tmp_path: Path) -> None:
    table = shop(tmp_path)
    answers = ToneRecogniser().predict(room.request_columns(table), room.request_params(table))
    rows = room.outcomes(table, answers)
    assert [plot.name for plot in room.plots(rows)] == ["Reliability", "Wrong among answered"]
    assert [plot.name for plot in room.plots(rows[rows["nothing"]])] == ["Reliability"]
    assert room.measured_plots({}) == []
    (sheet,) = room.pictures(tmp_path, table, answers, SETTINGS)
    assert sheet.name == "Contact sheet, right"
    assert "3 of 6" in sheet.note or "3 of 7" in sheet.note
    with Image.open(io.BytesIO(sheet.data)) as image:
        image.load()
        assert image.format == "PNG"
    wrong = answered(table, [("right", "add stop", 0.9, "add", "{}", "")])
    assert {one.name for one in room.pictures(tmp_path, table, wrong, SETTINGS)} == {
        "Contact sheet, right",
        "Contact sheet, wrong",
    }


def test_words_are_right_where_the_fewest_edits_leave_them() -> None:
    assert agreeing("add two shoes", ["help", "add", "shoes"]) == [False, True, True]
    assert agreeing("", ["stop"]) == [False]
    assert agreeing("stop", []) == []
