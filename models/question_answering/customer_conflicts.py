"""Customers who say this and that of a fact: the majority is told as one, and where there is none nothing is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from .asked_facts import Fact
from .claims import Claim
from .finding import Finding, refused
from .passages import COMMUNITY, REVIEW, Passages, parted
from .ranked import Ranked
from .readable import quoted
from .value_settings import ValueSettings

_CUSTOMERS: Final = (REVIEW, COMMUNITY)


@dataclass(frozen=True)
class Sides:
    """Customers who tell a fact, each with one voice.

    Attributes:
        alike: Those who say what the first passage says, whoever wrote that among them.
        otherwise: Those who say something else.
        against: What the first of these says; "" where there are none.
    """

    alike: int
    otherwise: int
    against: str


def weighed(
    found: Finding,
    question: str,
    kind: str,
    ranked: Ranked,
    every: Passages,
    called: frozenset[str],
    settings: ValueSettings,
) -> Finding:
    """An answer of a customer, held against what others say of the same.

    Args:
        found: The answer that the first passage gives.
        question: Its text.
        kind: Of the question.
        ranked: Passages that were looked at; where most say otherwise the first of these that does is told.
        every: Passages of which customers are counted.
        called: Words that the product is called by.
        settings: When values are the same.

    Returns:
        The answer as it came where nobody says otherwise; with both counts where most say so; none where as many do.
    """
    fact = None
    if not found.abstained and found.source in _CUSTOMERS:
        fact = Fact.of_question(question, kind, called, settings.longest_value)
    if fact is None:
        return found
    own = fact.claim(found.evidence, found.source)
    if own == Claim():
        return found
    sides = sides_of(own, fact, every, settings)
    if not sides.otherwise:
        return found
    if sides.alike > sides.otherwise:
        return _majority(found, own, sides)
    disputed = refused(
        f"customers contradict each other: {sides.otherwise} of {sides.alike + sides.otherwise} say otherwise, "
        f"as {quoted(sides.against)}",
        found.source,
        found.confidence,
        disputed=True,
    )
    if sides.alike == sides.otherwise:
        return disputed
    for row in ranked.order.tolist():
        text, source = ranked.passages.texts[row], ranked.passages.sources[row]
        claim = fact.claim(text, source) if source in _CUSTOMERS else own
        if own.against(claim, settings.customers_within):
            sure = found.confidence * float(ranked.scores[row] / ranked.scores[ranked.order[0]])
            other = replace(found, source=source, evidence=text, evidence_id=ranked.passages.ids[row], confidence=sure)
            turned = sides_of(claim, fact, every, settings)
            # those who say neither may be with nobody
            return _majority(other, claim, turned) if turned.alike > turned.otherwise else disputed
    return disputed


def sides_of(own: Claim, fact: Fact, every: Passages, settings: ValueSettings) -> Sides:
    """Voices by whether they say what a claim says; the first that a voice says counts.

    Args:
        own: A claim.
        fact: That is asked for.
        every: Passages of which customers are counted.
        settings: When values are the same.
    """
    voices: dict[str, tuple[bool, str]] = {}
    for row, (text, source) in enumerate(zip(every.texts, every.sources, strict=True)):
        if source not in _CUSTOMERS:
            continue
        name = f"row {row}" if every.ids[row] is None else f"{source} {every.ids[row]}"
        against = None if name in voices else own.against(fact.claim(text, source), settings.customers_within)
        if against is not None:
            voices[name] = (against, parted(text, source)[0])
    others = [said for against, said in voices.values() if against]
    return Sides(len(voices) - len(others), len(others), next(iter(others), ""))


def _majority(found: Finding, claim: Claim, sides: Sides) -> Finding:
    """What most say; aloud the sentence that says it, as others before it may speak of something else."""
    told, every = parted(found.evidence, found.source)[0], sides.alike + sides.otherwise
    so = f"{sides.alike} of {every} customers say so"
    reason = f"customers contradict each other: {sides.otherwise} of {every} say otherwise, as {quoted(sides.against)}"
    answer = replace(found, answer=f"{so}: {quoted(told)}", spoken=f"{so}: {claim.sentence}", disputed=True)
    return answer.with_reason(reason)
