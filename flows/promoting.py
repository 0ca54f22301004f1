"""Commands that move the champion, and the log of all who did."""

from __future__ import annotations

from flows import console
from tasks import rooms


@console.answering
def rollback(use_case: str, why: str) -> None:
    """Move the champion back and say so."""
    from infra import promotion, registry, tracking

    name = registry.model_name(rooms.use_case_named(use_case))
    before, now = promotion.rollback(tracking.open_client(), name, why)
    console.out.print(
        f"{name}: champion was version {before}, is now version {now}. Reason: {why}",
        highlight=False,
        markup=False,
        emoji=False,
    )


@console.answering
def log(use_case: str | None) -> None:
    """Print the promotion log, oldest first."""
    from rich.text import Text

    from infra import override, promotion, registry

    name = registry.model_name(rooms.use_case_named(use_case)) if use_case else None
    for entry in promotion.read_log(name):
        console.out.print(
            Text.assemble(
                f"{entry['when']} {entry['who']}: {entry['model']} version {entry['version']} ",
                (entry["event"], "bold"),
                f" (champion was {entry['champion_before'] or 'none'}): {entry['reason']}",
                f"; {override.in_words(entry['report']['verdict'])}" if entry["event"] == promotion.FORCED else "",
            ),
            highlight=False,
            soft_wrap=True,
        )
