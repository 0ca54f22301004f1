"""Questions of opinion, answered by counting how many reviewers praise and how many blame what is asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from .about import aspects_of, clause_of, speaks_of
from .finding import Finding, refused
from .opinion_settings import OpinionSettings
from .polarity import polarities

REVIEW: Final = "review"
_DIFFER: Final = "reviews contradict each other"
Reals = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Voices:
    """Reviews that judge, each with one voice.

    Attributes:
        praise, blame: How many do.
        best, worst: Places of sentences of the praising and of the blaming ones, the most outspoken first.
    """

    praise: int
    blame: int
    best: tuple[int, ...]
    worst: tuple[int, ...]

    def contradicting(self, settings: OpinionSettings) -> bool:
        """Whether enough blame what others praise."""
        few = min(self.praise, self.blame)
        return few >= settings.contradicting_reviews and few >= settings.contradicting_share * (
            self.praise + self.blame
        )


def voices_of(signs: Reals, owners: Sequence[str | None]) -> Voices:
    """Count reviews: one praises where its sentences do on the whole.

    Args:
        signs: Polarity of each sentence; (n,).
        owners: Review of each; a sentence of none is a review of its own.
    """
    names = [f"row {place}" if owner is None else f"of {owner}" for place, owner in enumerate(owners)]
    codes = pd.factorize(np.array(names, dtype=object))[0]
    totals = np.bincount(codes, signs, minlength=int(codes.max(initial=-1)) + 1)
    order = np.argsort(-np.abs(signs), kind="stable")
    agree = np.sign(signs[order]) == np.sign(totals[codes[order]])
    first = order[agree & (signs[order] != 0)].tolist()
    # the most outspoken sentence speaks for its review
    told = list({int(codes[row]): row for row in reversed(first)}.values())[::-1]
    return Voices(
        int((totals > 0).sum()),
        int((totals < 0).sum()),
        tuple(row for row in told if signs[row] > 0),
        tuple(row for row in told if signs[row] < 0),
    )


def opinion_finding(
    question: str,
    texts: Sequence[str],
    sources: Sequence[str],
    stars: Reals,
    owners: Sequence[str | None],
    confidence: float,
    settings: OpinionSettings,
    *,
    title: str = "",
    counted: pd.DataFrame | None = None,
) -> Finding | None:
    """How reviewers judge what is asked about; None where too few do, and nothing where one says this and one that.

    Args:
        question: Its text.
        texts, sources: Of the product's passages; those of reviews are counted.
        stars: Of each one's review, NaN where not known; (n,).
        owners: Id of each one's review, None where not known.
        confidence: That the reviews answer it.
        settings: What counts.
        title: Of the product.
        counted: What was read of the product's reviews before: attribute, praising and blaming, numbers of reviews;
            used where it has what is asked about.
    """
    reviews = [place for place, source in enumerate(sources) if source == REVIEW]
    aspects = aspects_of(question, title, [texts[place] for place in reviews])
    if aspects is None:
        return None
    rows = [place for place in reviews if speaks_of(texts[place], aspects)]
    # what a clause says of the aspect counts; a clause that does not judge is read with its sentence and its stars
    narrow = polarities([clause_of(texts[row], aspects) for row in rows], np.full(len(rows), np.nan), settings)
    signs = np.where(narrow != 0, narrow, polarities([texts[row] for row in rows], stars[rows], settings))
    voices = voices_of(signs, [owners[row] for row in rows])
    praise, blame = _counted(counted, aspects) or (voices.praise, voices.blame)
    if praise + blame < settings.least_reviews or not (voices.best or voices.worst):
        return None
    mixed = Voices(praise, blame, (), ()).contradicting(settings)
    if praise == blame and not mixed:
        return refused(_DIFFER, REVIEW, confidence, disputed=True)
    sides = (voices.best, voices.worst) if praise >= blame else (voices.worst, voices.best)
    shown = [row for side in (sides if mixed else sides[:1]) for row in side[: settings.quotes]]
    quotes = [texts[rows[row]][: settings.quote_characters] for row in shown]
    about = " ".join(aspects) or "it"
    answer = _answer(praise, blame, about, mixed=mixed)
    first = owners[rows[shown[0]]] if shown else None
    reason = _DIFFER if mixed else None
    return Finding(answer, REVIEW, " / ".join(quotes), first, confidence, answer, reason=reason, disputed=mixed)


def _answer(praise: int, blame: int, about: str, *, mixed: bool) -> str:
    every = praise + blame
    if mixed:
        return f"Opinions differ on {about}: {praise} of {every} reviewers praise it and {blame} complain."
    side, count = ("praise", praise) if praise >= blame else ("complain about", blame)
    return (
        f"{'Mostly positive' if praise >= blame else 'Mostly negative'}: {count} of {every} reviewers {side} {about}."
    )


def _counted(counted: pd.DataFrame | None, aspects: Sequence[str]) -> tuple[int, int] | None:
    """Reviews that praise and that blame the attributes asked about, on the whole; None where there are none of them.

    One that speaks of several of them is one voice, and none where it praises as many as it blames.
    """
    if counted is None or not len(counted) or not aspects:
        return None
    mine = counted[[speaks_of(str(name).replace("_", " "), aspects) for name in counted["attribute"].tolist()]]
    if not len(mine):
        return None
    said = Counter(number for own in mine["praising"].tolist() for number in own)
    said.subtract(Counter(number for own in mine["blaming"].tolist() for number in own))
    return sum(count > 0 for count in said.values()), sum(count < 0 for count in said.values())
