"""Contact sheets: spectrograms with the words that were heard in them, right and wrong, to be looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import jiwer
import numpy as np
import pandas as pd
from PIL import Image

from evaluation.asked_again import spread
from evaluation.example_files import each_with_file, with_files
from evaluation.picture import Picture
from evaluation.speech_asking import samples_of
from evaluation.speech_outcomes import outcomes
from evaluation.speech_requests import AUDIO
from evaluation.speech_strip import Word, strip

_KINDS: Final = {
    "right": "all words were heard, and no others, or what is no phrase was refused",
    "wrong": "words were heard that were not said, or were not heard, or what is no phrase was answered",
}
_MOST: Final = 110  # characters of a line


def pictures(
    examples: Path,  # noqa: ARG001 - the frame's interface
    table: pd.DataFrame,
    answers: pd.DataFrame,
    settings: Mapping[str, Any],
) -> list[Picture]:
    """A sheet of recordings that were heard right, and one of those that were not; without such recordings none.

    Recordings are drawn evenly over the test. Boxes and words stand where the answer has them, green where
    they are right.

    Args:
        examples: What `build` wrote.
        table: `speech_requests.requests(examples)`.
        answers: To these.
        settings: `sheet_utterances`, on each sheet.
    """
    told = outcomes(table, answers)
    right = told["exact"] | (~told["expected"] & ~told["answered"])
    made = []
    for kind, rows in (("right", np.flatnonzero(right)), ("wrong", np.flatnonzero(~right))):
        chosen = rows[spread(len(rows), int(settings["sheet_utterances"]))]
        if len(chosen):
            some = with_files(table.iloc[chosen], AUDIO).reset_index(drop=True)
            made.append(
                Picture(
                    name=f"Contact sheet, {kind}",
                    data=_file(_sheet(some, answers)),
                    note=f"{len(chosen):,} of {len(rows):,} test recordings of {len(table):,}: {_KINDS[kind]}. Boxes "
                    "are words where the answer has them, green where they are right.",
                )
            )
    return made


def _sheet(table: pd.DataFrame, answers: pd.DataFrame) -> Image.Image:
    by_request = dict(tuple(answers.groupby(answers["request_id"].astype("str"), sort=False)))
    strips = []
    for row in each_with_file(table, AUDIO):
        own = by_request[row.example_id]
        samples = samples_of(row.audio)
        truth = f"{row.example_id}: {row.said or 'nothing was said'}"
        empty = np.zeros(0, np.float32)
        strips.append(strip(empty if samples is None else samples, _cut(truth), _words(row.said, own), _told(own)))
    sheet = Image.new("RGB", (strips[0].width, sum(one.height for one in strips)), "white")
    top = 0
    for one in strips:
        sheet.paste(one, (0, top))
        top += one.height
    return sheet


def _words(said: str, own: pd.DataFrame) -> list[Word]:
    """Those of an answer; of a refused one without times."""
    text = own["transcript"].iloc[0]
    heard = text.split() if isinstance(text, str) else []
    right = agreeing(said, heard)
    if (own["rank"].to_numpy(np.int64) > 0).all() and len(own) == len(heard):
        times = own[["start", "end"]].to_numpy(np.float64)
    else:
        times = np.full((len(heard), 2), np.nan)
    told = zip(heard, times.tolist(), right, strict=True)
    return [Word(word, start, end, ok) for word, (start, end), ok in told]


def agreeing(said: str, heard: Sequence[str]) -> list[bool]:
    """Which of the words that were heard were said there, by the fewest edits."""
    found = [False] * len(heard)
    if said:
        for chunk in jiwer.process_words(said, " ".join(heard)).alignments[0]:
            if chunk.type == "equal":
                found[chunk.hyp_start_idx : chunk.hyp_end_idx] = [True] * (chunk.hyp_end_idx - chunk.hyp_start_idx)
    return found


def _told(own: pd.DataFrame) -> str:
    first = own.iloc[0]
    sure = f"{float(first['confidence']):.0%} sure" if pd.notna(first["confidence"]) else ""
    parts = [f"refused: {first['reason']}" if first["reason"] else "", sure]
    parts += [str(first[name]) for name in ("intent", "slots") if pd.notna(first[name])]
    return _cut(", ".join(one for one in parts if one))


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"


def _file(sheet: Image.Image) -> bytes:
    file = BytesIO()
    sheet.save(file, "PNG", optimize=True)
    return file.getvalue()
