"""What was found for a question: an answer with its source, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Finding:
    """An answer before it is shaped.

    Attributes:
        answer: In plain words; empty where it abstains.
        source: attribute, bullet, description, review, community, orders, wish_lists or reminders; empty where nothing
            was found.
        evidence: What it rests on, as it stands there.
        evidence_id: Of the row that it rests on, None where there is none.
        confidence: Probability that the answer is right.
        spoken: What is said aloud, where that is other than the answer; else empty.
        abstained: Whether nothing is answered.
        reason: Why nothing is, or what to know of the answer.
        disputed: Whether sources contradict each other on it.
        elsewhere: Whether an account refuses it, and the product that is looked at may answer it.
    """

    answer: str
    source: str
    evidence: str
    evidence_id: str | None
    confidence: float
    spoken: str = ""
    abstained: bool = False
    reason: str | None = None
    disputed: bool = False
    elsewhere: bool = False

    def with_reason(self, more: str | None) -> Finding:
        """The same with something more to know."""
        if not more:
            return self
        return replace(self, reason=more if self.reason is None else f"{self.reason}; {more}")


def refused(
    reason: str, source: str = "", confidence: float = 0.0, *, disputed: bool = False, elsewhere: bool = False
) -> Finding:
    """An abstention.

    Args:
        reason: Why.
        source: Where the answer was looked for.
        confidence: That the best that was found is right.
        disputed: Whether it is refused because sources contradict each other.
        elsewhere: Whether it is refused of an account, and the product that is looked at may answer it.
    """
    return Finding(
        "", source, "", None, confidence, abstained=True, reason=reason, disputed=disputed, elsewhere=elsewhere
    )
