"""Questions as they are answered by what has not learned from them, and the promises that this allows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .abstention import ACCOUNT, PRODUCT, STORED, Abstention
from .abstention_settings import AbstentionSettings
from .finding import Finding
from .passages import Flags, Ints, Reals
from .ranked import Ranked
from .request import Questions
from .rightness import is_right
from .routes import Routes
from .routing import routed
from .understood import Understood


@dataclass(frozen=True)
class Unseen:
    """Questions and their answers.

    Attributes:
        rows: Of the questions among those of the examples, (n,).
        ranked: Their passages in order.
        found: Their answers, however unsure.
        routes: `abstention.PRODUCT`, `STORED` or `ACCOUNT` each.
        right: Whether each answer is, (n,).
    """

    rows: Ints
    ranked: list[Ranked]
    found: list[Finding]
    routes: list[str]
    right: Flags

    def sure(self) -> Reals:
        """Confidence of each answer, 0 where there is none; (n,)."""
        return np.array([0.0 if one.abstained else one.confidence for one in self.found], dtype=np.float64)

    def on(self, route: str) -> Flags:
        """Which questions took a route, (n,)."""
        return np.array([one == route for one in self.routes], dtype=bool)

    def taking(self, route: str) -> tuple[Ints, Reals, Flags]:
        """Rows of those that took a route, how sure they are, and whether each is right."""
        own = self.on(route)
        return self.rows[own], self.sure()[own], self.right[own]


def answered_unseen(
    routes: Routes,
    questions: Questions,
    read: Understood,
    ranked: dict[int, Ranked],
    judged: dict[int, pd.DataFrame],
) -> Unseen:
    """Answers to some questions.

    Args:
        routes: Where answers come from.
        questions: Of the examples.
        read: The same, understood.
        ranked: Passages of each that is asked, by its row, as they are ranked by what never saw it.
        judged: Candidates of each row that has some.
    """
    nothing = pd.DataFrame({"text": [], "source": [], "grade": []}, dtype="object")
    told = [routed(routes, questions, read, row, own) for row, own in ranked.items()]
    values, letters = routes.parameters.values, routes.parameters.abstention.evidence_letters
    right = [
        is_right(found, judged.get(row, nothing), values, letters) for row, (_, found) in zip(ranked, told, strict=True)
    ]
    found, ways = [one for _, one in told], [way for way, _ in told]
    rows = np.array(list(ranked), dtype=np.int64)
    return Unseen(rows, list(ranked.values()), found, ways, np.array(right, dtype=bool))


def promises(unseen: Unseen, stored: Unseen, wording: Ints, settings: AbstentionSettings, seed: int) -> Abstention:
    """Thresholds of each route on its own answers.

    A question and its rewordings are right or wrong together: taken as questions of their own they would promise more
    than so few can show. One of them is drawn, on each route.

    Args:
        unseen: Answers to all questions, with candidates where somebody judged some.
        stored: Answers to those once more that told candidates, without.
        wording: Number of each question of the examples, its rewordings have the same; (questions,).
        settings: Levels, and how sure.
        seed: Of the draw.
    """
    confidence: dict[str, Reals] = {}
    right: dict[str, Flags] = {}
    for route in (PRODUCT, STORED, ACCOUNT):
        # an account is asked the same whether candidates are told or not
        asked = (unseen,) if route == ACCOUNT else (unseen, stored)
        rows, sure, hits = (np.concatenate(parts) for parts in zip(*(one.taking(route) for one in asked), strict=True))
        kept = one_of_each(wording[rows], seed)
        confidence[route], right[route] = sure[kept], hits[kept]
    return Abstention.fit(confidence, right, settings)


def one_of_each(number: Ints, seed: int) -> Ints:
    """A place of each number, drawn fairly; rising."""
    drawn = np.random.default_rng(seed).permutation(len(number))
    first = np.unique(number[drawn], return_index=True)[1]
    return np.sort(drawn[first])
