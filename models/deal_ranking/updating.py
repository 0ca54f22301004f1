"""What comes after training: exposures and redemptions move what is known of deals and customers."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from .answering import Answerer
from .attribution import keys_of
from .book import Book, on_added
from .delays import Delays
from .logged import Logged
from .pair_scores import PairScores
from .past import Finds, past_of
from .past_rows import before
from .renewing import renewed
from .request import stored_questions
from .scorer import Scorer, Shelf
from .stored_deals import StoredDeals

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Updater:
    """Moves books.

    Attributes:
        answerer: Tells what is expected of exposures.
        delays: How long redemptions take.
    """

    answerer: Answerer
    delays: Delays

    def with_deals(self, book: Book, deals: pd.DataFrame) -> tuple[Book, int]:
        """A book that knows what is told of deals, also of those that it knew, and how many of these are others now.

        Raises:
            InputError: The table of deals cannot be used.
        """
        stored, changed = renewed(book.stored, StoredDeals.of(deals))
        if not len(changed):
            return book, 0
        again = np.union1d(book.told_again, changed[changed < len(book.bundle)])
        behind = on_added(again, len(book.bundle), len(stored))
        scorer, trained = self.answerer.scorer, len(book.bundle)
        added = added_shelf(scorer, stored, trained, behind)
        crowd = np.append(book.crowd, np.full(len(stored) - len(book.stored), np.nan))
        told = scorer.told(stored.readable(changed))
        crowd[changed] = self.answerer.means.crowd.mean(scorer, told, stored.together(trained)[changed])
        moved = replace(book, stored=stored, added=added, crowd=crowd, told_again=again)
        return moved, int((changed < len(book.stored)).sum())

    def learnt(self, book: Book, exposures: Logged, redemptions: Logged, now: float) -> tuple[Book, dict[str, int]]:
        """A book that has learnt of those rows that it can, and counts as `DealRanker.update` returns them.

        Args:
            book: What is known.
            exposures, redemptions: Of any deals and times.
            now: Seconds since 1970; what is later has not come.
        """
        shown, taken = (_known(book, one) for one in (exposures, redemptions))
        known = len(shown) + len(taken)
        shown, taken = (one.take(np.flatnonzero(one.seconds <= now)) for one in (shown, taken))
        shown, labels = shown.take(within(book, shown)), len(within(book, taken))
        counts = {
            "exposures": len(shown),
            "redemptions": labels,
            "unknown": len(exposures) + len(redemptions) - known,
            "outside": known - len(shown) - labels,
        }
        return self.updated(book, shown, taken), counts

    def updated(self, book: Book, exposures: Logged, redemptions: Logged) -> Book:
        """A book that has learnt of exposures and redemptions, all of deals that it knows.

        Redemptions of exposures that are not known tell nothing of a pull: so many may have gone without one. Those
        outside of the time of their deal are no label either. Both take stock and budget, and the customer has had the
        deal. Exposures are all within; see `within`.
        """
        shown = book.stored.positions(exposures.deals)
        taken = book.stored.positions(redemptions.deals)
        tally = book.tally.known_until(exposures.seconds)
        tally = tally.taken_by(taken, redemptions.seconds, book.offered.cost[taken])
        since = book.since.redeemed(redemptions.customers, taken, redemptions.seconds)
        if book.pull is not None:
            # what came before an exposure counts for it, however the calls are cut
            knowing = replace(book, since=since)
            stock = left_at(book.offered.stock, shown, exposures.seconds, taken, redemptions.seconds)
            expected, key = self.expected(knowing, exposures, shown, stock), keys_of(exposures.customers, shown)
            none, never = np.zeros(len(shown)), np.zeros(len(shown), dtype=bool)
            tally = tally.with_young(book.offer[shown], exposures.seconds, expected, none, key, never)
            labels = within(book, redemptions)
            used = keys_of(redemptions.take(labels).customers, taken[labels])
            tally = tally.redeemed_since(used, redemptions.seconds[labels])
            tally = tally.aged(self.delays, self.answerer.parameters.pull)
        return replace(book, tally=tally, since=since)

    def expected(self, book: Book, rows: Logged, deal: Ints, stock: Numbers) -> Numbers:
        """Probability of each exposure, at the rank at which it was shown, as the model has it; (rows,).

        Where a rank is not known, that on top is taken, times what places lose in the mean.

        Args:
            book: What is known.
            rows: The exposures.
            deal: Position of each; (rows,).
            stock: What was left of it, NaN without a bound; (rows,).
        """
        found = np.zeros(len(rows))
        step = self.answerer.parameters.chunk
        for start in range(0, len(rows), step):
            part = np.arange(start, min(start + step, len(rows)))
            found[part] = self._expected(book, rows.take(part), deal[part], stock[part])
        return found

    def _expected(self, book: Book, rows: Logged, deal: Ints, stock: Numbers) -> Numbers:
        # exposures of one customer at one time are one request
        visit, first = _numbered(rows)
        visits = rows.take(first)
        questions = stored_questions(visits.customers, visits.seconds, tuple(book.profiles.customers))
        scorer = self.answerer.scorer
        finds = Finds(scorer.positions, scorer.shelves, book.stored.positions, book.run)
        past = past_of(questions, book.profiles, book.since, finds, personal=True)
        states = scorer.states(past, len(questions))
        shelves, place = (book.bundle, book.added), book.place_of(deal)
        unknown = np.isnan(rows.ranks)
        ranks = np.where(unknown, 1.0, rows.ranks)
        there = PairScores.of(scorer, states, questions.times, visit, shelves, place, stock, ranks).probability
        return there * np.where(unknown, book.looked_at, 1.0)


def added_shelf(scorer: Scorer, stored: StoredDeals, trained: int, positions: Ints) -> Shelf:
    """Some deals as they are told, at least one; so many are of training, see `StoredDeals.together`."""
    return scorer.looked_at(scorer.told(stored.readable(positions)), stored.together(trained)[positions])


def within(book: Book, rows: Logged) -> Ints:
    """Rows that lie from the start to before the end of their deals, all of which the book knows."""
    deal = book.stored.positions(rows.deals)
    start, end = book.offered.start[deal], book.offered.end[deal]
    return np.flatnonzero((start <= rows.seconds) & (rows.seconds < end))


def _known(book: Book, rows: Logged) -> Logged:
    """Those of deals that are known."""
    return rows.take(np.flatnonzero(book.stored.positions(rows.deals) >= 0))


def left_at(stock: Numbers, deal: Ints, seconds: Numbers, taken: Ints, taken_at: Numbers) -> Numbers:
    """What was left of deals at some moments, NaN without a bound; (rows,).

    Args:
        stock: Of each deal, before redemptions; (deals,).
        deal, seconds: Positions and moments; (rows,) each.
        taken, taken_at: Deals and moments of redemptions; (redemptions,) each.
    """
    order = np.lexsort((taken_at, taken))
    begins, ends = before(taken[order], taken_at[order], deal, seconds)
    return stock[deal] - (ends - begins)


def _numbered(rows: Logged) -> tuple[Ints, Ints]:
    """Number of each row's visit, and the first row of each visit."""
    keys = pd.MultiIndex.from_arrays([rows.customers, rows.seconds])
    visit = pd.factorize(keys)[0].astype(np.int64)
    return visit, np.unique(visit, return_index=True)[1]
