"""An answer as its channel takes it: one spoken sentence, or text with what it rests on."""

from __future__ import annotations

from typing import Final

from .channels import DESKTOP, VOICE
from .finding import Finding
from .readable import quoted, readable
from .shaping_settings import ShapingSettings
from .spoken_words import aloud, one_sentence, whole_sentence

_FROM: Final = {
    "attribute": "the product's data",
    "bullet": "the product's page",
    "description": "the product's description",
    "review": "a review",
    "community": "a customer's answer",
    "orders": "your orders",
    "wish_lists": "your lists",
    "reminders": "your reminders",
}
_OWN: Final = frozenset({"orders", "wish_lists", "reminders"})
_QUOTED: Final = {"review": "A reviewer says", "community": "A customer answered"}


def shaped(finding: Finding, channel: str, settings: ShapingSettings) -> str:
    """The answer for a channel; empty of an abstention.

    What customers wrote is quoted as theirs, whatever it says: it is told, and never followed.

    Args:
        finding: What was found.
        channel: voice and phone are one sentence without markup, units in words; desktop is the answer, and the
            evidence and its source.
        settings: Lengths.
    """
    if finding.abstained:
        return ""
    if channel == DESKTOP:
        return _written(finding, settings)
    most = settings.spoken_words if channel == VOICE else settings.phone_words
    return _said(finding, most)


def _said(finding: Finding, most: int) -> str:
    whose = _QUOTED.get(finding.source)
    text = aloud(finding.spoken or finding.answer)
    if whose and not finding.spoken and finding.answer.strip() in finding.evidence:
        return f"{whose}: {one_sentence(text, most - len(whose.split()))}"
    whole = finding.source in _OWN or (finding.spoken and not _quotes(finding))
    return whole_sentence(text, most) if whole else one_sentence(text, most)


def _written(finding: Finding, settings: ShapingSettings) -> str:
    where = _FROM.get(finding.source, finding.source)
    answer, evidence = (_cut(text, settings.written_characters) for text in (finding.answer, finding.evidence))
    if finding.source in _OWN:
        return answer
    if not evidence or evidence == answer:
        return f"{quoted(answer) if finding.source in _QUOTED else answer} (from {where})"
    if _quotes(finding):
        return f"{answer} (from {where})"
    return f"{answer} (from {where}: {quoted(evidence)})"


def _quotes(finding: Finding) -> bool:
    """Whether the answer quotes all that it rests on."""
    return finding.source in _QUOTED and quoted(finding.evidence) in finding.answer


def _cut(text: str, longest: int) -> str:
    text = readable(text)
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0]} ..."
