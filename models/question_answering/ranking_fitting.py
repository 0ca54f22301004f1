"""The ranking fitted, and what it says of questions that nothing in it has learned from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from scipy.special import expit

from ..odds_blend import Blend
from ..steps import Told, part_of
from .columns import NAMES
from .confidence import Confidence
from .corpus import Corpus
from .forest import Forest
from .forest_choice import chosen_forest
from .judged_pairs import Judged, Pairs, pairs_of
from .passages import Flags, Ints, Reals
from .ranked import Ranked, in_order
from .ranking import Ranking, filled
from .ranking_settings import RankingSettings
from .reader_fitting import fitted_reader, texts_of
from .reader_texts import NOTHING_SHOWN, Texts

ALONE: Final = Blend(1.0, 0.0, 0.0)  # where trees decide


def fit_ranking(
    judged: Sequence[Judged],
    corpus: Corpus,
    settings: RankingSettings,
    seed: int,
    threads: int,
    progress: Told,
    shown: Texts = NOTHING_SHOWN,
    stored: Sequence[Judged] = (),
) -> tuple[Ranking, list[Ranked], dict[str, Any]]:
    """Fit all of it on judged passages.

    Each question is first ranked by trees, read by a cross-encoder, and both are blended and calibrated, by parts none
    of which has learned from its group: a cross-encoder knows the answers of what it learned from, and a blend that
    saw those would trust it too much. Then all is fitted on all. Trees over the readings as well were tried: on few
    hundred questions they did worse than the three numbers of a blend.

    Args:
        judged: Questions.
        corpus: How much words tell.
        settings: Of all parts.
        seed, threads: Of training.
        progress: Told the share that is done.
        shown: Pairs of other groups, of which only answers are known.
        stored: Questions once more, with what each would be asked over if it told no candidates; see `stored_lists`.
            How sure their first passages are is learned from them, and by `stored_weight` what the trees say.

    Returns:
        The ranking; each question ranked by what had not learned from it, the stored lists after the
        others; and what is to be said of it.

    Raises:
        InputError: No passage answers, or all do, or there are fewer products than parts of the questions.
    """
    every = [*judged, *stored]
    flat = pairs_of(judged, corpus, settings.reader.folds, seed, stored)
    weight = np.where(flat.stored, settings.stored_weight, 1.0)
    chance = np.where(flat.answers, 1.0, np.where(flat.helps, settings.helps, 0.0))
    size, margins = chosen_forest(flat, chance, settings.forest, seed, threads, weight)
    told = part_of(progress, 0.05, 0.9)
    reader, read = fitted_reader(texts_of(every, flat, settings), shown, flat, margins, settings, seed, threads, told)
    known = np.concatenate([filled(one) for one in flat.parts(read)])
    odds = _blended_out_of_fold(margins, known, flat, with_reader=reader is not None)
    first = [in_order(one)[0] for one in flat.parts(odds)]
    best, right = (
        np.array([one[row] for one, row in zip(flat.parts(values), first, strict=True)])
        for values in (odds, flat.answers)
    )
    of_stored, fold = flat.of_lists(flat.stored), flat.of_lists(flat.fold)
    lines, sure = [], np.zeros(len(every))
    for own in (~of_stored, of_stored if stored else ~of_stored):
        lines.append(Confidence.fit(best[own], right[own], settings.confidence))
        sure[own] = _sure(best[own], right[own], fold[own], settings)
    ranking = Ranking(
        corpus,
        Forest.grown(flat.columns, chance, NAMES, size, seed, threads, weight),
        reader,
        ALONE if reader is None else _blend(margins, known, flat, ~flat.stored),
        lines[0],
        lines[1],
        settings,
        threads,
    )
    ranked = [
        Ranked(one.passages, in_order(own), np.asarray(expit(own), dtype=np.float64), *others)
        for one, own, *others in zip(
            every, flat.parts(odds), sure.tolist(), flat.parts(margins), flat.parts(read), strict=True
        )
    ]
    progress(1.0)
    trees = {"rounds": size.rounds, "max_depth": size.max_depth, "line": size.line_l2 > 0}
    return ranking, ranked, _facts(flat, margins, odds, read) | {"trees": trees, "blend": ranking.blend.as_dict()}


def _blended_out_of_fold(margins: Reals, read: Reals, flat: Pairs, *, with_reader: bool) -> Reals:
    """Log odds by blends that had not learned from the pair's fold, (n,)."""
    if not with_reader:
        return margins
    out = np.zeros(len(margins))
    for held in np.unique(flat.fold).tolist():
        own = flat.fold == held
        blend = _blend(margins, read, flat, ~own & ~flat.stored)
        out[own] = blend.log_odds(margins[own], read[own])
    return out


def _blend(margins: Reals, read: Reals, flat: Pairs, rows: Flags) -> Blend:
    return Blend.fit(margins[rows], read[rows], flat.answers[rows])


def _sure(margin: Reals, right: Flags, fold: Ints, settings: RankingSettings) -> Reals:
    """Chance that the first passage is right, by lines that were not learned from the question's fold, (q,)."""
    out = np.zeros(len(right))
    for held in np.unique(fold).tolist():
        own = fold == held
        out[own] = Confidence.fit(margin[~own], right[~own], settings.confidence)(margin[own])
    return out


def _facts(flat: Pairs, margins: Reals, odds: Reals, read: Reals) -> dict[str, Any]:
    of_stored = flat.of_lists(flat.stored)
    facts: dict[str, Any] = {
        "ranked_questions": int((~of_stored).sum()),
        "ranked_passages": int((~flat.stored).sum()),
        "read_passages": int((~np.isnan(read[~flat.stored])).sum()),
        "first_right_without_reader": _first_right(flat, margins, ~of_stored),
        "first_right": _first_right(flat, odds, ~of_stored),
        "stored_questions": int(of_stored.sum()),
        "stored_passages": int(flat.stored.sum()),
    }
    return facts | ({"stored_first_right": _first_right(flat, odds, of_stored)} if of_stored.any() else {})


def _first_right(flat: Pairs, scores: Reals, wanted: Flags) -> float | None:
    """Share of answerable questions among some whose first passage answers; None without any."""
    pairs = zip(flat.parts(scores), flat.parts(flat.answers), wanted, strict=True)
    found = [bool(own[in_order(one)[0]]) for one, own, counts in pairs if counts and own.any()]
    return float(np.mean(found)) if found else None
