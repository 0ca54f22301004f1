"""Requests answered: what may be shown, its probability and revenue, and the order.

Deals are sorted by order^(1 - alpha) x (probability x revenue)^alpha: by what is learnt of relevance alone at 0, by
what is expected to be earned at 1. Where they are allocated, that is multiplied by the share of it that is gained by
showing them now.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from .allocation import Situation, hours_between, share_of_worth
from .answers import Ranked, joined
from .asked_how import Asked
from .book import Book
from .crowd_means import CrowdMeans
from .limits import ALLOWED, refused
from .notes import notes_of
from .offered import Offered
from .pair_scores import PairScores
from .parameters import DealRankingParameters
from .past import Finds, Past, past_of
from .pool import Pool
from .pull import moved
from .request import Questions
from .scorer import Scorer
from .told_deals import EVERY
from .visits import Visits

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

_LEAST: Final = 1e-12  # of a probability that divides


@dataclass(frozen=True)
class Answerer:
    """All that answers need beside the book.

    Attributes:
        scorer: Probability and revenue.
        visits: How often customers come.
        means: Mean probabilities of deals among a sample of them.
        once: Whether a deal is redeemed once a customer.
        assumed: Whether exposures were not logged.
        parameters: All settings.
    """

    scorer: Scorer
    visits: Visits
    means: CrowdMeans
    once: bool
    assumed: bool
    parameters: DealRankingParameters

    def answers(self, questions: Questions, asked: Asked, book: Book) -> tuple[Ranked, list[str | None]]:
        """The best of each request, and what callers should know.

        Args:
            questions: At least one.
            asked: How they are to be answered.
            book: What is known of deals and customers.
        """
        pool = Pool.of(
            questions.lists,
            book,
            lambda columns, together: self.scorer.looked_at(self.scorer.told(columns), together),
            self.means.of,
            every=bool((questions.which == EVERY).any()),
        )
        which = np.where(questions.which == EVERY, len(questions.lists), questions.which)
        parts: list[Ranked] = []
        notes: list[str | None] = []
        for start, end in self._runs(np.diff(pool.lists.starts)[which]):
            ranked, said = self._part(questions.part(start, end), which[start:end], asked, book, pool)
            parts.append(replace(ranked, request=ranked.request + start))
            notes += said
        return joined(parts), notes

    def _runs(self, sizes: Ints) -> list[tuple[int, int]]:
        """Runs of requests, each of about so many pairs as are held in memory at once."""
        run = np.cumsum(sizes) // self.parameters.chunk
        return list(pairwise([0, *(np.flatnonzero(np.diff(run)) + 1).tolist(), len(sizes)]))

    def _part(
        self, questions: Questions, which: Ints, asked: Asked, book: Book, pool: Pool
    ) -> tuple[Ranked, list[str | None]]:
        finds = Finds(self.scorer.positions, self.scorer.shelves, pool.codes.of, book.run)
        past = past_of(questions, book.profiles, book.since, finds, personal=asked.personal)
        entry, request = pool.lists.take(which)
        offered = pool.offered.take(entry)
        gone = self._redeemed(past, request, offered.codes)
        why = refused(offered.start, offered.end, offered.left, questions.times[request], gone)
        strangers = ~past.known & asked.personal
        every = questions.which == EVERY
        notes = notes_of(request, why, pool.unknown[which], every, strangers, past.strange, assumed=self.assumed)
        kept = np.flatnonzero(why == ALLOWED)
        entry, request, offered = entry[kept], request[kept], offered.take(kept)
        scores = PairScores.of(
            self.scorer,
            self.scorer.states(past, len(questions)),
            questions.times,
            request,
            (book.bundle, book.added, pool.told),
            (pool.shelf[entry], pool.row[entry]),
            offered.stock,
        )
        probability = moved(scores.probability, offered.odds)
        order = scores.order * (probability / np.maximum(scores.probability, _LEAST))
        # by revenue alone the order has no say: what is learnt of relevance only is no part of what is earned
        score = order ** (1.0 - asked.alpha) * (probability * scores.revenue) ** asked.alpha
        hours = hours_between(questions.times[request], offered.end)
        if asked.allocate:
            score = score * self._share(past, request, offered, hours, probability, questions.times, book.looked_at)
        ranked = Ranked(request, offered.ids, score, probability, scores.revenue, hours)
        return ranked.best(asked.k), notes

    def _redeemed(self, past: Past, request: Ints, codes: Ints) -> npt.NDArray[np.bool_]:
        """Whether the customer of each pair has redeemed its deal, and may not again."""
        gone = past.gone
        if not self.once or not len(gone.request):
            return np.zeros(len(request), dtype=bool)
        most = max(int(codes.max(initial=0)), int(gone.position.max(initial=0))) + 1
        return np.isin(request * most + codes, gone.request * most + gone.position)

    def _share(
        self,
        past: Past,
        request: Ints,
        offered: Offered,
        hours: Numbers,
        probability: Numbers,
        times: Numbers,
        looked_at: float,
    ) -> Numbers:
        """What part of its worth each pair gains by being shown now."""
        # of deals that are told and not asked of the sample, which takes time, this customer stands for all
        anybody = np.where(np.isnan(offered.crowd), probability, moved(np.nan_to_num(offered.crowd), offered.odds))
        competing = np.bincount(request, minlength=len(times)).astype(np.float64)
        now = Situation(
            probability=probability,
            customer=past.rows[request],
            hours_run=hours_between(offered.start, times[request]),
            hours_left=hours,
            units=offered.left.units(),
            taken=offered.taken,
            crowd=looked_at * anybody,
            candidates=competing[request],
        )
        return share_of_worth(now, self.visits, self.parameters.allocation)
