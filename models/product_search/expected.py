"""Weighted words of a query that may go on: each word counts as likely as the finished query has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from .language import Language
from .terms import TermGroup, WeightedTerms
from .understanding_settings import UnderstandingSettings

Meant = Sequence[tuple[str, float]]


def expected_terms(
    words: Sequence[str],
    doubts: Sequence[Sequence[tuple[str, float]]],
    unfinished: bool,
    language: Language,
    meant: Meant,
    settings: UnderstandingSettings,
) -> WeightedTerms:
    """Groups of words, one for each that was typed, and one for each that will probably follow.

    Args:
        words: Of the query.
        doubts: For each word, others that it may stand for and their probabilities.
        unfinished: Whether the last word may go on.
        language: For the words that an unfinished one may become.
        meant: Past queries that begin so, and the probability of each; none of a query that does not go on.
        settings: How much what counts.
    """
    finished = words[:-1] if unfinished else words
    groups = [_group({word: 1.0}, doubts[place], settings) for place, word in enumerate(finished)]
    if unfinished:
        last = _last(words, language, meant, settings)
        groups.append(_group(last, doubts[len(words) - 1], settings))
    ahead: dict[str, float] = defaultdict(float)
    for query, chance in meant:
        for word in dict.fromkeys(query.split()[len(words) :]):
            ahead[word] += chance * settings.ahead_weight
    known = {word for group in groups for word in group.words}
    for word, weight in sorted(ahead.items(), key=lambda one: (-one[1], one[0]))[: settings.expansions]:
        if weight >= settings.least_weight and word not in known:
            groups.append(TermGroup((word,), (min(weight, 1.0),)))
    return tuple(groups)


def _last(words: Sequence[str], language: Language, meant: Meant, settings: UnderstandingSettings) -> dict[str, float]:
    """What the last word may become: as past queries go on, and for the rest as words follow one another."""
    typed, place = words[-1], len(words) - 1
    chances: dict[str, float] = defaultdict(float)
    for query, chance in meant:
        chances[query.split()[place]] += chance
    novel = max(1.0 - sum(chances.values()), 0.0)
    around = language.vocabulary.numbers(words[:-1]).tolist()
    numbers, shares = language.expansions(typed, around, settings.expansions)
    for number, share in zip(numbers.tolist(), shares.tolist(), strict=True):
        word = language.vocabulary.words[number]
        if word not in words[:-1]:
            chances[word] += novel * share
    if not chances:
        return {typed: 1.0}
    # Of all the places at which somebody may have stopped, the end of a word is the likeliest.
    chances[typed] *= settings.finished_odds
    total = sum(chances.values())
    return {word: chance / total for word, chance in chances.items() if chance > 0}


def _group(
    chances: dict[str, float], doubts: Sequence[tuple[str, float]], settings: UnderstandingSettings
) -> TermGroup:
    joined = dict(chances)
    for word, chance in doubts:
        joined[word] = max(chance * settings.doubt_weight, joined.get(word, 0.0))
    ranked = sorted(joined.items(), key=lambda one: (-one[1], one[0]))[: settings.expansions]
    kept = [(word, min(weight, 1.0)) for word, weight in ranked if weight >= settings.least_weight] or ranked[:1]
    return TermGroup(tuple(word for word, _ in kept), tuple(weight for _, weight in kept))
