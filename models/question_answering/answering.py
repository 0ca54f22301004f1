"""Requests answered: what is asked, where the answer is looked for, what is found, and whether it is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from .abstention import Abstention
from .accounts import Accounts
from .answers import Place, answer_frame
from .finding import Finding, refused
from .kinds import Understanding
from .parameters import QuestionAnsweringParameters
from .passage_store import PassageStore
from .passages import Passages
from .product_names import ProductNames
from .question_text import says_nothing
from .ranked import Ranked, nothing_ranked
from .ranking import Ranking
from .recognised import recognised
from .request import Questions
from .retrieval import stored
from .routes import Routes
from .routing import routed
from .shaping import shaped
from .spelling import Spelling
from .unasked import why_nothing
from .understood import Understood, understood

UNTESTED: Final = "too few judged questions of this kind have tested the promise of {:.0%} right answers"
_STRANGE: Final = "few of the question's words are known, so it may be misunderstood"


@dataclass(frozen=True)
class Answerer:
    """All that was fitted.

    Attributes:
        understanding: Tells kinds of questions.
        spelling: Mends their slips.
        ranking: Ranks passages.
        store: Passages of products.
        accounts: Rows of customers.
        names: What products are called.
        opinions: Counted ones of each product that has some.
        abstention: When nothing is answered.
        parameters: Of all parts.
    """

    understanding: Understanding
    spelling: Spelling
    ranking: Ranking
    store: PassageStore
    accounts: Accounts
    names: ProductNames
    opinions: dict[str, pd.DataFrame]
    abstention: Abstention
    parameters: QuestionAnsweringParameters

    def answered(self, questions: Questions, precision: float | None) -> pd.DataFrame:
        """One row a request, in their order.

        Args:
            questions: The requests.
            precision: That is promised; None for that of the settings.
        """
        read = understood(questions, self.names, self.understanding, self.spelling, self.parameters)
        ranked = self.ranked(questions, read)
        promised = self.parameters.abstention.precision if precision is None else precision
        found = [self._told(questions, read, row, ranked[row], promised) for row in range(len(questions))]
        spoken = [
            shaped(one, channel, self.parameters.shaping)
            for one, channel in zip(found, questions.channels, strict=True)
        ]
        kinds = [
            None if says_nothing(text) else self.understanding.kind_of(own)
            for text, own in zip(read.texts, read.kinds, strict=True)
        ]
        return answer_frame(questions.ids, spoken, found, kinds, [self._places(one) for one in ranked])

    def ranked(self, questions: Questions, read: Understood, without: frozenset[int] = frozenset()) -> list[Ranked]:
        """Passages of each question in order; none for one that only an account can answer.

        Args:
            questions: The requests.
            read: The same, understood.
            without: Rows that are left out.
        """
        rows = [
            row for row in range(len(questions)) if row not in without and self._looks_at_passages(questions, read, row)
        ]
        asked = [read.asked(questions, row, self.names) for row in rows]
        passages = [self._passages(questions, read, row) for row in rows]
        found = self.ranking.ranked(asked, passages, [questions.candidates[row] is None for row in rows])
        out = [nothing_ranked()] * len(questions)
        for row, one in zip(rows, found, strict=True):
            out[row] = one
        return out

    def routes(self) -> Routes:
        """Where answers come from."""
        return Routes(self.understanding, self.accounts, self.names, self.opinions, self.store, self.parameters)

    def _looks_at_passages(self, questions: Questions, read: Understood, row: int) -> bool:
        return not says_nothing(read.texts[row]) and not self.routes().is_own(questions, row, read)

    def _passages(self, questions: Questions, read: Understood, row: int) -> Passages:
        told = questions.candidates[row]
        if told is not None:
            return recognised(told, questions.products[row], self.store)
        product, settings = questions.products[row], self.parameters.ranking.retrieval
        return stored(read.texts[row], read.vectors[row], product, self.store, self.ranking.corpus, settings)

    def _told(self, questions: Questions, read: Understood, row: int, ranked: Ranked, precision: float) -> Finding:
        if says_nothing(read.texts[row]):
            return refused(why_nothing(read.texts[row], questions.texts[row]))
        route, found = routed(self.routes(), questions, read, row, ranked)
        if not found.abstained:
            found = self._kept(found, route, precision)
        return found.with_reason(_STRANGE if self.routes().is_strange(questions, row, read) else None)

    def _kept(self, found: Finding, route: str, precision: float) -> Finding:
        """The answer, or none where it is not sure enough; what was found is told with it, as what it is."""
        level = self.abstention.level(route, precision)
        if level.threshold is None:
            why = f"no answer of this kind is sure enough for a promise of {precision:.0%} right answers"
        elif found.confidence < level.threshold:
            why = (
                f"not sure enough: it is right with a chance of {found.confidence:.1%}, and a promise of "
                f"{precision:.0%} right answers takes {level.threshold:.1%}"
            )
        else:
            return found if level.promised else found.with_reason(UNTESTED.format(precision))
        return replace(found, answer="", spoken="", abstained=True, reason=None).with_reason(why)

    def _places(self, ranked: Ranked) -> list[Place]:
        rows = ranked.order[: self.parameters.ranked].tolist()
        return [
            Place(ranked.passages.texts[row], ranked.passages.sources[row], float(ranked.scores[row])) for row in rows
        ]
