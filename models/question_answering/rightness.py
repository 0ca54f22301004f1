"""Whether an answer is what people judged to be right."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from .finding import Finding
from .judged_pairs import ANSWERS
from .own_truths import number_accords
from .passages import SOURCES
from .value_settings import ValueSettings
from .verdicts import accords, folded, plain_truth


def is_right(found: Finding, judged: pd.DataFrame, values: ValueSettings, letters: int) -> bool:
    """Whether it rests on a candidate that answers, and does not say otherwise than the labels do.

    Args:
        found: An answer, or none, which is not right.
        judged: Candidates of the question: text, source, grade, perhaps answer: the true one. Of an account the text
            is the id of the row that answers, missing where the right answer is that there is none.
        values: When values are the same.
        letters: See `AbstentionSettings.evidence_letters`.
    """
    if found.abstained:
        return False
    answering = judged[judged["grade"] == ANSWERS]
    return _rests_on(found, answering, letters) and not _says_otherwise(found, answering, values)


def _says_otherwise(found: Finding, answering: pd.DataFrame, values: ValueSettings) -> bool:
    told = [] if "answer" not in answering else answering["answer"].tolist()
    if found.source not in SOURCES:
        counted = [number_accords(str(one), found.answer) for one in told if not pd.isna(one)]
        if False in counted and True not in counted:
            return True
    truth = plain_truth(told)
    if truth is None:
        return False
    return accords(truth, found.answer, found.evidence, disputed=found.disputed, settings=values) is False


def _rests_on(found: Finding, answering: pd.DataFrame, letters: int) -> bool:
    if found.source not in SOURCES:
        ids = [None if pd.isna(text) else str(text) for text in answering["text"].tolist()]
        own = answering["source"].isin(SOURCES).to_numpy()
        return any(found.evidence_id == one for one, of_product in zip(ids, own, strict=True) if not of_product)
    texts = answering.loc[answering["text"].notna() & answering["source"].isin(SOURCES), "text"].tolist()
    return begins_with_any(found.evidence, texts, letters)


def begins_with_any(evidence: str, texts: Sequence[str], letters: int) -> bool:
    """Whether evidence begins as so many letters of one of the texts do, spelling and blanks apart."""
    own = folded(evidence)
    return any(own.startswith(folded(text)[:letters]) for text in texts if text.strip())
