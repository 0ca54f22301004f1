"""What some seconds of a speaker's voice, of which training never heard any, are worth for his other recordings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from evaluation.asked_again import spread
from evaluation.example_files import with_files
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.ratios import of_sums
from evaluation.speech_asking import RATE, Asking, Samples, recorded, samples_of
from evaluation.speech_requests import AUDIO

MEASURES: Final = (
    "wer_enrolled_*_s",
    "adaptation_gain_*_s",
    "adaptation_gain_told_*_s",
    "adaptation_worse_*_s",
    "adaptation_used_*_s",
)
_PAUSE: Final = 0.2  # seconds between the recordings of an enrolment


@dataclass(frozen=True)
class Speaker:
    """One who is to be enrolled.

    Attributes:
        own: Recordings that enrolments are made of, in their order, with their samples.
        sounds: Of these.
        asked: Others of his.
    """

    own: pd.DataFrame
    sounds: Sequence[Samples]
    asked: pd.DataFrame

    def enrolment(self, seconds: float, *, told: bool) -> tuple[bytes, str | None] | None:
        """So many seconds of speech; None where there are fewer.

        Args:
            seconds: Of it.
            told: Whether its words are given too; recordings are then whole ones, as many as last no longer, or one.
        """
        ends = np.cumsum([len(one) for one in self.sounds]) / RATE
        if not len(ends) or ends[-1] < seconds:
            return None
        count = max(1, int(np.searchsorted(ends, seconds, side="right" if told else "left")) + (not told))
        sounds = list(self.sounds[:count])
        if not told:
            begins = ends[count - 1] - len(sounds[-1]) / RATE
            sounds[-1] = sounds[-1][: max(1, round((seconds - begins) * RATE))]
        pause = np.zeros(round(_PAUSE * RATE), np.float32)
        whole = np.concatenate([part for one in sounds for part in (one, pause)])
        return recorded(whole), " ".join(self.own["said"].tolist()[:count]) if told else None


def measures(asking: Asking, table: pd.DataFrame) -> dict[str, Measure]:
    """Word error rate with enrolments of several lengths, and the share of the errors that they take away.

    Args:
        asking: `enrolment_seconds`, `enrolment_speakers` and `enrolment_utterances` of each that are asked.
        table: All rows of `speech_requests.requests`.
    """
    people = speakers(asking, table)
    if not people:
        return {}
    before = [asking.outcomes(one.asked) for one in people]
    found = asking.wer(
        "wer_enrolled_0_s", "word error rate of speakers never heard, without an enrolment", pd.concat(before)
    )
    for seconds in asking.settings["enrolment_seconds"]:
        found |= _enrolled(asking, people, before, float(seconds), told=False)
    longest = max(float(one) for one in asking.settings["enrolment_seconds"])
    return found | _enrolled(asking, people, before, longest, told=True)


def speakers(asking: Asking, table: pd.DataFrame) -> list[Speaker]:
    """Those never heard, evenly, with recordings drawn for enrolments: half of their sound at most."""
    rows = table[(table["unseen_speaker"] & table["expected"] & table["speaker"].notna()).to_numpy(dtype=bool)]
    names = sorted(rows["speaker"].unique())
    rng, found = np.random.default_rng(int(asking.settings["seed"])), []
    most = max(float(one) for one in asking.settings["enrolment_seconds"])
    for at in spread(len(names), int(asking.settings["enrolment_speakers"])):
        his = rows[(rows["speaker"] == names[at]).to_numpy(dtype=bool)]
        his = his.iloc[rng.permutation(len(his))]
        sums = his["seconds"].to_numpy(np.float64).cumsum()
        count = int(np.searchsorted(sums, min(most, sums[-1] / 2))) + 1
        own = with_files(his.iloc[:count], AUDIO)
        sounds = [samples_of(data) for data in own[AUDIO]]
        others = his.iloc[count : count + int(asking.settings["enrolment_utterances"])]
        if len(others) and all(one is not None for one in sounds):
            asked = with_files(others, AUDIO).reset_index(drop=True)
            found.append(Speaker(own, [one for one in sounds if one is not None], asked))
    return found


def _enrolled(
    asking: Asking, people: Sequence[Speaker], before: Sequence[pd.DataFrame], seconds: float, *, told: bool
) -> dict[str, Measure]:
    parts, used = [], []
    for one, plain in zip(people, before, strict=True):
        enrolment = one.enrolment(seconds, told=told)
        if enrolment is None:
            continue
        data, text = enrolment
        asked = one.asked.assign(enrolment=pd.Series([data] * len(one.asked), dtype=object))
        asked = asked.assign(enrolment_text=text) if told else asked
        answers = asking.answers(asked)
        after = asking.judged(asked, answers)
        gone = plain["expected_errors"].to_numpy() - after["expected_errors"].to_numpy()
        parts.append(after.assign(before=plain["expected_errors"].to_numpy(), gone=gone))
        used.append({"group": one.asked["speaker"].iloc[0], "worse": gone.sum() < 0, "used": _adapted(answers)})
    if not parts:
        return {}
    rows, whose = pd.concat(parts, ignore_index=True), pd.DataFrame(used)
    at, how = f"{seconds:g}_s", f"an enrolment of {seconds:g} seconds"
    if told:
        how += " at most whose words are told"
    found = _gain(asking, f"adaptation_gain_{'told_' if told else ''}{at}", how, rows)
    if told:
        return found
    found |= asking.wer(f"wer_enrolled_{at}", f"word error rate of speakers never heard, with {how}", rows)
    says = f"of speakers never heard, those of whom more words are wrong with {how}; a few are by chance"
    found |= asking.share(f"adaptation_worse_{at}", says, whose, "worse", less=True)
    says = f"of speakers never heard, those to whom the model adapted by {how}"
    return found | asking.share(f"adaptation_used_{at}", says, whose, "used")


def _gain(asking: Asking, name: str, how: str, rows: pd.DataFrame) -> dict[str, Measure]:
    if not rows["before"].any():
        return {}
    says = f"share of the word errors of speakers never heard that {how} takes away, of other recordings of theirs"
    return measured(rows, {name: of_sums("gone", "before")}, {name: says}, asking.settings)


def _adapted(answers: pd.DataFrame) -> bool:
    """Whether any answer was by the voice; models that do not tell have adapted."""
    return "adapted" not in answers or bool((answers["adapted"] == "yes").fillna(False).any())
