"""The cross-encoder fitted, and what it says of questions that it has not learned from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..steps import Told, part_of
from .judged_pairs import Judged, Pairs
from .passages import Flags, Reals
from .ranking import worth_reading
from .ranking_settings import RankingSettings
from .reader import Reader
from .reader_settings import ReaderSettings
from .reader_texts import Texts, read_as


def texts_of(judged: Sequence[Judged], flat: Pairs, settings: RankingSettings) -> Texts:
    """Judged pairs as the cross-encoder reads them."""
    questions = [one.asked.text for one in judged for _ in one.passages.texts]
    told = (zip(one.passages.texts, one.passages.sources, strict=True) for one in judged)
    passages = [read_as(*pair) for own in told for pair in own]
    chance = np.where(flat.answers, 1.0, np.where(flat.helps, settings.reader.helps, 0.0))
    return Texts(questions, passages, flat.question, chance)


def fitted_reader(
    texts: Texts,
    shown: Texts,
    flat: Pairs,
    margins: Reals,
    settings: RankingSettings,
    seed: int,
    threads: int,
    progress: Told,
) -> tuple[Reader | None, Reals]:
    """The cross-encoder, and its log odds of pairs that it had not learned from.

    Args:
        texts: Judged pairs.
        shown: Pairs of other groups, of which only answers are known; learned once, before all folds.
        flat: The pairs' folds and questions; those of stored lists are read, and not learned from.
        margins: Log odds by trees, (n,), by which is chosen what is worth reading.
        settings: Of all parts.
        seed, threads: Of training.
        progress: Told the share that is done.

    Returns:
        None where there is to be none; and the log odds, NaN for pairs that are not read, (n,).
    """
    chosen = settings.reader
    if not chosen.enabled:
        return None, np.full(len(margins), np.nan)
    wanted = np.concatenate([worth_reading(one, chosen.read) for one in flat.parts(margins)])
    one = 1 / (chosen.folds + 2)
    begun = Reader.begun(shown, chosen, seed, threads, part_of(progress, 0.0, one))
    told = part_of(progress, one, 1 - 2 * one)
    read = _read_out_of_fold(texts, wanted, flat, chosen, seed, threads, told, begun)
    every = np.flatnonzero(~flat.stored).astype(np.int64)
    return Reader.fit(texts, every, chosen, seed, threads, part_of(progress, 1 - one, one), begun), read


def _read_out_of_fold(
    pairs: Texts,
    wanted: Flags,
    flat: Pairs,
    settings: ReaderSettings,
    seed: int,
    threads: int,
    progress: Told,
    begun: Reader | None = None,
) -> Reals:
    """Log odds by readers that had not learned from the pair's fold, NaN for those not wanted; (n,).

    Args:
        pairs: All that is labelled.
        wanted: Which are read, (n,).
        flat: Fold of each pair, pairs of one product are in one; and which are of stored lists.
        settings: Of the reader.
        seed, threads: Of training.
        progress: Told the share that is done.
        begun: See `Reader.fit`; it knows no pair of any fold.
    """
    out = np.full(len(wanted), np.nan)
    folds = np.unique(flat.fold).tolist()
    for place, held in enumerate(folds):
        learned = np.flatnonzero((flat.fold != held) & ~flat.stored).astype(np.int64)
        told = part_of(progress, place / len(folds), 1 / len(folds))
        reader = Reader.fit(pairs, learned, settings, seed, threads, told, begun)
        for stored in (False, True):
            rows = np.flatnonzero((flat.fold == held) & wanted & (flat.stored == stored)).tolist()
            questions, passages = [pairs.questions[row] for row in rows], [pairs.passages[row] for row in rows]
            out[rows] = reader.log_odds(questions, passages, pairs.question[rows].tolist(), threads)
    return out
